"""Which two of many people are worth comparing: they share a word of their names and something besides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.sources.identity.agreement import address_forms, first_sound
from weaklib.sources.identity.bearers import Bearer
from weaklib.sources.names.short_names import full_forms
from weaklib.sources.names.spelling import Words
from weaklib.sources.organisations.workplaces import domain_labels

Pairs = NDArray[np.int64]

MOST_ALIKE = 40
"""People under one key who are compared with one another; where more share it, a narrower key decides."""


def candidate_pairs(bearers: Sequence[Bearer]) -> Pairs:
    """Return the pairs of people to compare, each once, as two columns of places in `bearers`.

    Two people are compared when they share a word of their names (of the words before an @ too) and the
    initial of another, or a word and the beginning of an organisation or a domain, or when the address of
    one spells the other's name. Of a key that more than `MOST_ALIKE` people share, none are: so that the
    work grows no faster than the people do. Two profiles are compared only under one name at one employer.
    """
    singles = {words[0] for bearer in bearers for _, words in bearer.addresses if len(words) == 1}
    keys: list[str] = []
    places: list[int] = []
    for place, bearer in enumerate(bearers):
        theirs = _keys(bearer, singles)
        keys += theirs
        places += [place] * len(theirs)
    pairs = _sharing(keys, places, len(bearers))
    return pairs[_may_be_one(bearers, pairs)]


def spellings(bearer: Bearer) -> Iterator[Words]:
    """Give the names of a bearer: as written, with what stands in brackets, and as an address spells it."""
    if bearer.name:
        yield bearer.name
        if bearer.asides and len(bearer.name) > 1:
            yield (bearer.name[0], *bearer.asides[-1:])
    yield from (words for _, words in bearer.addresses if len(words) > 1)


def _keys(bearer: Bearer, singles: set[str]) -> set[str]:
    workplaces = _beginnings(bearer)
    found = {f"={words[0]}" for _, words in bearer.addresses if len(words) == 1}
    for whole in spellings(bearer):
        words = whole if len(whole) < 5 else (*whole[:2], *whole[-2:])
        found.update(_keys_of(words))
        if workplaces:
            found.update([f"{word}@{place}" for word in words if len(word) > 1 for place in workplaces])
        if singles:
            found.update([f"={form}" for form in address_forms(words) if form in singles])
    return found


def _keys_of(words: Words) -> Iterator[str]:
    """Give each word with the initial of another, and with another word."""
    for at, word in enumerate(words):
        if len(word) > 1:
            for other in (*words[:at], *words[at + 1 :]):
                yield from [f"{word} {sound}" for sound in _sounds(other)]
                if other >= word:
                    yield f"{word} {other}"
    if len(words) == 1:
        yield f"{words[0]}."


@lru_cache(maxsize=100_000)
def _sounds(word: str) -> frozenset[str]:
    return frozenset(map(first_sound, full_forms(word)))


def _beginnings(bearer: Bearer) -> frozenset[str]:
    """Return how the places of work begin."""
    own = _beginnings_of(bearer.organisation)
    if not bearer.domains:
        return own
    return own.union([label[:3] for domain in bearer.domains for label in domain_labels(domain)])


@lru_cache(maxsize=50_000)
def _beginnings_of(organisation: str) -> frozenset[str]:
    words = organisation.split()
    initials = ["".join([word[0] for word in words])[:3]] if len(words) > 2 else []
    return frozenset(["".join(words)[:3], *initials] if words else [])


def _may_be_one(bearers: Sequence[Bearer], pairs: Pairs) -> NDArray[np.bool_]:
    profiles = np.array([bool(bearer.profile) for bearer in bearers], dtype=np.bool_)
    said = [
        f"{' '.join(sorted(b.name))}@{b.organisation}" if b.organisation else str(n)
        for n, b in enumerate(bearers)
    ]
    alike = pd.factorize(np.array(said, dtype="object"))[0]
    one, other = pairs.T
    same = np.equal(alike[one], alike[other])
    return np.asarray(same | ~(profiles[one] & profiles[other]), dtype=np.bool_)


def _sharing(keys: Iterable[str], places: Iterable[int], number: int) -> Pairs:
    """Return the pairs of places that share a key, without those of a key that too many share."""
    codes = pd.factorize(np.asarray(list(keys), dtype="object"))[0]
    if not len(codes):
        return np.empty((0, 2), dtype=np.int64)
    order = np.lexsort((np.fromiter(places, dtype=np.int64, count=len(codes)), codes))
    code, place = codes[order], np.fromiter(places, dtype=np.int64, count=len(codes))[order]
    few = np.bincount(code)[code] <= MOST_ALIKE
    code, place = code[few], place[few]
    found = [np.empty(0, dtype=np.int64)]
    for step in range(1, min(MOST_ALIKE, len(code))):
        same = code[step:] == code[:-step]
        if not same.any():
            break
        found.append(place[:-step][same] * number + place[step:][same])
    every = np.sort(np.concatenate(found))
    once = every[np.diff(every, prepend=-1) > 0]
    return np.column_stack((once // number, once % number))
