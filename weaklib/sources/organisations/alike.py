"""Organisations that are probably one: proposals to look at, never merged by themselves.

Each proposal rests on one of four signs between whole names; that one name stands within another is none:
Shell is no Shellfish Bar. Nothing here compares every name with every other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

import pandas as pd
from rapidfuzz.distance import OSA

from weaklib.sources.organisations import key_of, normalise_organisations, without_ending

COLUMNS = ("organisation", "other", "people", "other_people", "why")
BRANCH = "the same name with a country or a group behind it"
SHORT = "one is the other's abbreviation"
SPACED = "the same letters, spaced otherwise"
SLIP = "one letter apart"
SMALL_WORDS = frozenset(
    {"of", "the", "and", "for", "fur", "der", "die", "das", "zur", "von", "in", "de", "da"}
)
SMALL_WORDS |= {"do", "dos", "das", "des", "du", "la", "le", "les", "el", "los", "del", "di", "e", "y", "et"}
IN_FRONT = frozenset({"group", "gruppe", "groupe", "grupo", "gruppo"})
LONG_NAME, LONGEST_NAME = 10, 100
LONG_WORD = 6
MOST_SLIPS = 20


def alike_organisations(names: pd.Series) -> pd.DataFrame:
    """List the organisations that are probably one, for a person to judge; nothing is merged by it.

    Parameters
    ----------
    names
        Organisations as people wrote them, or as `normalise_organisations` returns them; one a person.

    Returns
    -------
    pd.DataFrame
        One row a pair, what most people have first: `organisation` (that more people have) and `other`;
        `people` and `other_people`, how many have each; and `why`: the same name with a country or a group
        behind it ("Siemens Energy Deutschland"), an abbreviation that is written out together with it
        ("Karlsruhe Institute of Technology (KIT)"), the same letters spaced otherwise, or one letter of a
        long name that differs.

    Examples
    --------
    >>> names = pd.Series(["Shell", "Shell", "Shellfish Bar", "Shell Deutschland GmbH"])
    >>> alike_organisations(names).iloc[0].astype(str).tolist()
    ['Shell', 'Shell Deutschland GmbH', '2', '1', 'the same name with a country or a group behind it']
    """
    people = normalise_organisations(names).value_counts()
    name_of = {key_of(str(name)): str(name) for name in people.index}
    pairs = {frozenset(pair): why for why, found in _signs(name_of) for pair in found}
    rows = [_row(*(name_of[key] for key in pair), people=people, why=why) for pair, why in pairs.items()]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    order = ["people", "other_people", "organisation", "other"]
    return table.sort_values(order, ascending=[False, False, True, True], ignore_index=True)


def _row(one: str, other: str, *, people: pd.Series, why: str) -> tuple[str, str, int, int, str]:
    most, fewer = sorted((one, other), key=lambda name: (-people[name], len(name), name))
    return most, fewer, int(people[most]), int(people[fewer]), why


Pair = tuple[str, str]


def _signs(keys: Iterable[str]) -> Iterator[tuple[str, set[Pair]]]:
    """Give each sign with the pairs that it finds, the weakest sign first: the last one said stays."""
    known = set(keys)
    yield SLIP, _one_letter_apart(known)
    yield SPACED, _spaced_otherwise(known)
    yield SHORT, _abbreviations(known)
    yield BRANCH, _branches(known)


def _branches(keys: set[str]) -> set[Pair]:
    """Pair a name with the same name behind which a country or a group stands, if both are there."""
    wholes = ((_without_branch(key), key) for key in keys)
    return {(whole, key) for whole, key in wholes if whole != key and whole in keys}


def _without_branch(key: str) -> str:
    words = without_ending(key.split(), "branch")
    return " ".join(words[1:] if len(words) > 1 and words[0] in IN_FRONT else words)


def _abbreviations(keys: set[str]) -> set[Pair]:
    """Pair a name that has its own abbreviation in it with that name, and with the abbreviation alone."""
    found = set()
    for key in keys:
        first, *rest = key.split()
        ends = [(" ".join(rest), first), (" ".join([first, *rest[:-1]]), rest[-1])] if len(rest) > 1 else []
        for name, short in ends:
            if _abbreviates(short, name):
                found |= {(part, key) for part in (name, short) if part in keys}
    return found


def _abbreviates(short: str, name: str) -> bool:
    """Tell whether letters are the initials of a name in their order, small words being left out at will."""
    words = name.split()
    initials = "".join(word[0] for word in words)
    great = "".join(word[0] for word in words if word not in SMALL_WORDS)
    in_order = iter(initials)
    some = len(short) > 2 and initials[0] == short[0] and all(letter in in_order for letter in short)
    return short in (initials, great) or some


def _spaced_otherwise(keys: set[str]) -> set[Pair]:
    return _stars(_held_together((key.replace(" ", ""), key) for key in keys))


def _one_letter_apart(keys: set[str]) -> set[Pair]:
    """Pair long names that one slip of the fingers would make one.

    Two such names become the same when a letter is left out of each: so they meet under that text, and no
    name is compared with any other that it does not meet.
    """
    long = [key for key in keys if LONG_NAME <= len(key) <= LONGEST_NAME]
    meeting = _held_together((text, key) for key in long for text in _a_letter_short(key))
    few = [names for names in meeting.values() if len(names) <= MOST_SLIPS]
    return {pair for names in few for pair in combinations(sorted(names), 2) if _is_a_slip(*pair)}


def _a_letter_short(key: str) -> set[str]:
    return {key, *(key[:i] + key[i + 1 :] for i in range(len(key)))}


def _is_a_slip(one: str, other: str) -> bool:
    """Tell whether one letter of one long word differs: a first letter or a digit is no slip."""
    ours, theirs = one.split(), other.split()
    differ = [words for words in zip(ours, theirs, strict=False) if words[0] != words[1]]
    if len(ours) != len(theirs) or len(differ) != 1 or OSA.distance(one, other, score_cutoff=1) > 1:
        return False
    left, right = differ[0]
    plain = left.isalpha() and right.isalpha()
    return plain and left[0] == right[0] and min(len(left), len(right)) >= LONG_WORD


def _held_together(pairs: Iterable[Pair]) -> Mapping[str, set[str]]:
    """Return the names that meet under a text, for each text under which two or more do."""
    first: dict[str, str] = {}
    held: dict[str, set[str]] = {}
    for text, key in pairs:
        other = first.setdefault(text, key)
        if other != key:
            held.setdefault(text, {other}).add(key)
    return held


def _stars(held: Mapping[str, set[str]]) -> set[Pair]:
    """Pair the first of each group with its others: a group of many makes no square of pairs."""
    groups = [sorted(names) for names in held.values()]
    return {(first, other) for first, *others in groups for other in others}
