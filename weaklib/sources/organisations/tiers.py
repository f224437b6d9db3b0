"""How surely a name that is asked for is the name of an organisation that is known.

Names are compared by whole words, never by a part of one: Meta is no Metabolic, Bank no Deichbank, Studio C
no Studio Charlie. The names of one organisation that no rule finds stand in `same_names.csv`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import IntEnum
from types import MappingProxyType

import pandas as pd

from weaklib.sources.organisations.name_index import Name, held, parsed, worth_a_look
from weaklib.sources.organisations.same_names import also_called, is_common, is_short_name, translated
from weaklib.sources.organisations.spellings import (
    are_initials,
    great_words,
    is_short,
    is_slip,
    same_but_small_words,
    spaced_alike,
)

COLUMNS = ("tier", "why")
FEWEST_INITIALS = 3
NOWHERE: Mapping[str, frozenset[str]] = MappingProxyType({})


class Tier(IntEnum):
    """How surely two names are one organisation's; the surer, the greater."""

    NONE = 0
    POSSIBLE = 1
    STRONG = 2
    EXACT = 3


def tier(asked: str, known: str) -> Tier:
    """Tell how surely a name that is asked for is that of a known organisation.

    Parameters
    ----------
    asked
        As the owner writes it.
    known
        As it stands in an export.

    Returns
    -------
    Tier
        - EXACT: the same but for case, accents, umlauts as one letter or two, punctuation, a leading "The",
          "&" or "and", and legal forms.
        - STRONG: another name of the same, by the table; its short name that stands with it; the same in
          another language, without a small word, spaced otherwise, or with one slip in a long word.
        - POSSIBLE: one begins with all words of the other, so that it may be a part of it ("Google DeepMind",
          "Siemens Energy"); the same words in another order; initials that nothing confirms.
        - NONE: none of these, or no organisation.

    Examples
    --------
    >>> tier("Nordlicht Energie", "NORDLICHT ENERGIE GmbH"), tier("DB", "Deutsche Bahn AG")
    (<Tier.EXACT: 3>, <Tier.STRONG: 2>)
    >>> tier("Siemens", "Siemens Energy"), tier("Meta", "Metabolic")
    (<Tier.POSSIBLE: 1>, <Tier.NONE: 0>)
    """
    return _judged(parsed(asked), parsed(known), NOWHERE)[0]


def match_organisations(asked: str, known: Iterable[object]) -> pd.DataFrame:
    """List the known organisations that may be the one asked for, the surest first.

    What the known names say of each other counts: where one is "Karlsruhe Institute of Technology (KIT)", KIT
    is surely that one. A short name that stands with two names confirms neither.

    Parameters
    ----------
    asked
        As the owner writes it.
    known
        As they stand in the exports; what is no text is none. Where many are asked for among the same
        names, give the same tuple: it is laid out once.

    Returns
    -------
    pd.DataFrame
        Indexed by `organisation`, each once, in the order of the tiers, then of the alphabet: `tier`, a
        `Tier` as a number, never NONE; and `why`, in words.

    Examples
    --------
    >>> match_organisations("Google", ["Google DeepMind", "Googol", "Google LLC"])["tier"].to_dict()
    {'Google LLC': 3, 'Google DeepMind': 1}
    """
    target = parsed(asked)
    names = held(tuple(known))
    judged = {name: _judged(target, parsed(name), names.full_of) for name in worth_a_look(target, names)}
    rows = {name: verdict for name, verdict in judged.items() if verdict[0] > Tier.NONE}
    ordered = sorted(rows, key=lambda name: (-rows[name][0], name))
    table = pd.DataFrame([rows[name] for name in ordered], columns=list(COLUMNS))
    index = pd.Index(ordered, name="organisation", dtype="str")
    return table.set_index(index).astype({"tier": "int64", "why": "str"})


def _judged(asked: Name, known: Name, full_of: Mapping[str, frozenset[str]]) -> tuple[Tier, str]:
    if not asked.key or not known.key:
        return Tier.NONE, ""
    if asked.ways & known.ways:
        return Tier.EXACT, "the same name"
    if why := _surely(asked, known, full_of):
        return Tier.STRONG, why
    why = _perhaps(asked, known, full_of)
    return (Tier.POSSIBLE if why else Tier.NONE), why


def _surely(asked: Name, known: Name, full_of: Mapping[str, frozenset[str]]) -> str:
    every = {name for way in {*asked.ways, asked.full} for name in also_called(way)}
    if every & {*known.ways, known.full}:
        return "another name of the same"
    if _short_and_full(asked, known, full_of):
        return "the short name, which stands with the full one"
    if same_but_small_words(asked.words, known.words):
        return "the same but for a small word"
    if _same_translated(asked.words, known.words):
        return "the same in another language"
    if any(spaced_alike(one, other) for one in asked.ways for other in known.ways):
        return "the same letters, spaced otherwise"
    return "the same but for a slip in a long word" if is_slip(asked.key, known.key) else ""


def _short_and_full(asked: Name, known: Name, full_of: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether one is the short name of the other, and stands with it: here or in another known name."""
    for one, other in ((asked, known), (known, asked)):
        if is_short_name(one.key):  # whose it is, the table tells
            continue
        only = frozenset({other.full})
        here = only if one.key == other.short else frozenset()
        if full_of.get(one.key, here) == only:
            return True
    return False


def _same_translated(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    ours, theirs = great_words(translated(one)), great_words(translated(other))
    return ours == theirs and great_words(one) != great_words(other)


def _perhaps(asked: Name, known: Name, full_of: Mapping[str, frozenset[str]]) -> str:
    if _begins_with(asked, known):
        return "begins with all of the name"
    if _begins_with(known, asked):
        return "what the name begins with"
    ours, theirs = (sorted(great_words(translated(name.words))) for name in (asked, known))
    if ours and ours == theirs:
        return "the same words in another order"
    initials = _may_abbreviate(asked, known, full_of) or _may_abbreviate(known, asked, full_of)
    return "initials that nothing confirms" if initials else ""


def _begins_with(head: Name, whole: Name) -> bool:
    """Tell whether a name begins with all words of another that tell something, and not within an "and"."""
    for way in head.ways:
        for name in also_called(way):
            words = tuple(name.split())
            rest = whole.words[len(words) :]
            if rest and rest[0] != "and" and whole.words[: len(words)] == words and _tells(words):
                return True
    return False


def _tells(words: tuple[str, ...]) -> bool:
    great = great_words(words)
    return len(great) > 1 or any(len(word) > 1 and not is_common(word) for word in great)


def _may_abbreviate(short: Name, full: Name, full_of: Mapping[str, frozenset[str]]) -> bool:
    taken = is_short_name(short.key) or short.key in full_of
    enough = len(short.key) >= FEWEST_INITIALS and is_short(short.key)
    return enough and not taken and are_initials(short.key, full.words)
