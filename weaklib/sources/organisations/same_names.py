"""Names of one organisation that no rule finds: the table `same_names.csv` beside this module, to be edited.

Its kinds: `organisation`, the names of one ("Deutsche Bahn; DB"), only where a short name is no other's too;
`word` and `place`, one word in several languages ("university; Universität", "Cologne; Köln"); `common`,
words that so many names have that they tell none.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import pandas as pd

from weaklib.sources.organisations import key_of
from weaklib.sources.organisations.spellings import SMALL
from weaklib.sources.organisations.vocabulary import folded, words_of


@cache
def _groups(kind: str) -> tuple[tuple[str, ...], ...]:
    """Return the folded names of each row of a kind, the first name first."""
    with files("weaklib.sources.organisations").joinpath("same_names.csv").open(encoding="utf-8") as table:
        rows = pd.read_csv(table, dtype="str", keep_default_na=False)
    shape = key_of if kind == "organisation" else folded
    chosen = rows.loc[rows["kind"] == kind, "names"]
    return tuple(tuple(dict.fromkeys(shape(name) for name in row.split(";"))) for row in chosen)


@cache
def _called() -> Mapping[str, tuple[str, ...]]:
    return {name: group for group in _groups("organisation") for name in group}


def also_called(key: str) -> tuple[str, ...]:
    """Return every name of the organisation that has this one, as `key_of` gives them; this one alone else.

    >>> also_called("db"), also_called("nordlicht energie")
    (('deutsche bahn', 'db'), ('nordlicht energie',))
    """
    return _called().get(key, (key,))


def is_short_name(key: str) -> bool:
    """Tell whether a name of one short word is an organisation's in the table, so that it is no other's.

    >>> is_short_name("db"), is_short_name("fww")
    (True, False)
    """
    return key in _called() and " " not in key


@cache
def _in_one_language() -> Mapping[str, str]:
    return {word: group[0] for kind in ("word", "place") for group in _groups(kind) for word in group}


@cache
def _translatable() -> frozenset[str]:
    return frozenset(_in_one_language())


def translated(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return words, each that the table has in several languages in its first one.

    >>> translated(("universitat", "zu", "koln"))
    ('university', 'zu', 'cologne')
    """
    known = _in_one_language()
    return words if _translatable().isdisjoint(words) else tuple(known.get(word, word) for word in words)


@cache
def _common() -> frozenset[str]:
    rows = [row for kind in ("common", "word", "place") for row in _groups(kind)]
    return frozenset(word for row in rows for name in row for word in name.split()) | SMALL


@cache
def is_common(word: str) -> bool:
    """Tell whether a word stands in so many names that it tells none: a small word, a place, a kind of firm.

    >>> is_common("bank"), is_common("koln"), is_common("nordlicht")
    (True, True, False)
    """
    return word in _common() or word.isdigit() or words_of("branch").are_all(word)
