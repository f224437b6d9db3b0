"""Short and pet forms of given names: Bob is Robert, Kathi is Katharina.

They stand in `short_names.csv` beside this module, a table to edit, in plain small letters without accents.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import pandas as pd

from weaklib.sources.names.spelling import canonical


def full_forms(word: str) -> frozenset[str]:
    """Return the given names that a word may stand for, itself among them.

    Parameters
    ----------
    word
        As `spelling.canonical` gives it.

    Examples
    --------
    >>> sorted(full_forms("bob")), sorted(full_forms("ana"))
    (['bob', 'robert'], ['ana'])
    """
    return _full_forms().get(word, frozenset()) | {word}


def has_full_form(word: str) -> bool:
    """Tell whether a word is a short form of some given name."""
    return word in _full_forms()


@cache
def given_names() -> frozenset[str]:
    """Return the given names that are known as such: two of them are two names, however alike."""
    return frozenset(_full_forms()).union(*_full_forms().values())


@cache
def _full_forms() -> dict[str, frozenset[str]]:
    with files("weaklib.sources.names").joinpath("short_names.csv").open(encoding="utf-8") as table:
        rows = pd.read_csv(table, dtype="str", keep_default_na=False)
    found: dict[str, set[str]] = {}
    for name, shorts in rows.itertuples(index=False, name=None):
        for short in shorts.split(";"):
            found.setdefault(canonical(short.strip()), set()).add(canonical(name))
    return {short: frozenset(names) for short, names in found.items()}
