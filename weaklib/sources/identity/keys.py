"""What two people must share to be compared: a word of their names, and something besides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from weaklib.sources.identity.agreement import address_forms, first_sound
from weaklib.sources.identity.bearers import Bearer
from weaklib.sources.names.short_names import full_forms
from weaklib.sources.names.spelling import Words
from weaklib.sources.organisations.workplaces import domain_labels

Codes = NDArray[np.int64]
Key = tuple[str, str]


class Keys(NamedTuple):
    """The keys of all people, as numbers, and whose each is: the place of somebody among them."""

    keys: Codes
    places: Codes


def keys_of(bearers: Sequence[Bearer]) -> Keys:
    """Return what each person has to share with another to be compared, some of it more than once."""
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    singles = {words[0] for bearer in bearers for _, words in bearer.addresses if len(words) == 1}
    simple = [place for place, bearer in enumerate(bearers) if _is_simple(bearer)]
    others = sorted(set(range(len(bearers))).difference(simple))
    found = [
        _coded([(place, key) for place in others for key in _keys(bearers[place], singles)], numbers),
        *_simple_keys([bearers[place] for place in simple], np.array(simple, dtype=np.int64), numbers),
    ]
    if singles:
        spelt = [(place, key) for place in simple for key in _spelt(bearers[place].name, singles)]
        found.append(_coded(spelt, numbers))
    left, right, places = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return Keys(left * len(numbers) + right, places)


def _is_simple(bearer: Bearer) -> bool:
    """Tell whether nothing but two words is known of a name, as of most: their keys are made all at once."""
    return len(bearer.name) == 2 and not bearer.asides and not bearer.addresses


def _coded(keys: Sequence[tuple[int, Key]], numbers: Mapping[str, int]) -> tuple[Codes, Codes, Codes]:
    return (
        _integers(numbers[left] for _, (left, _) in keys),
        _integers(numbers[right] for _, (_, right) in keys),
        _integers(place for place, _ in keys),
    )


def _integers(values: Iterable[int]) -> Codes:
    return np.fromiter(values, dtype=np.int64)


def _keys(bearer: Bearer, singles: set[str]) -> set[Key]:
    workplaces = _beginnings(bearer.organisation, bearer.domains)
    found = {("=", words[0]) for _, words in bearer.addresses if len(words) == 1}
    for whole in _spellings(bearer):
        words = whole if len(whole) < 5 else (*whole[:2], *whole[-2:])
        found.update(_keys_of(words))
        if workplaces:
            found.update([(word, f"@{place}") for word in words if len(word) > 1 for place in workplaces])
        if singles:
            found.update(_spelt(words, singles))
    return found


def _spellings(bearer: Bearer) -> Iterator[Words]:
    """Give the names of a bearer: as written, with what stands in brackets, and as an address spells it."""
    if bearer.name:
        yield bearer.name
        if bearer.asides and len(bearer.name) > 1:
            yield (bearer.name[0], *bearer.asides[-1:])
    yield from (words for _, words in bearer.addresses if len(words) > 1)


def _keys_of(words: Words) -> Iterator[Key]:
    """Give each word with the initial of another, and with another word."""
    for at, word in enumerate(words):
        if len(word) > 1:
            for other in (*words[:at], *words[at + 1 :]):
                yield from [(word, sound) for sound in _sounds(other)]
                if other >= word:
                    yield word, other
    if len(words) == 1:
        yield words[0], "."


def _spelt(words: Words, singles: set[str]) -> list[Key]:
    return [("=", form) for form in address_forms(words) if form in singles]


def _simple_keys(
    bearers: Sequence[Bearer], places: Codes, numbers: Mapping[str, int]
) -> Iterator[tuple[Codes, Codes, Codes]]:
    """Give what `_keys` gives of names of two words, for all of them at once."""
    codes: defaultdict[str, int] = defaultdict(count().__next__)
    names = _integers(codes[word] for bearer in bearers for word in bearer.name).reshape(-1, 2)
    words = np.array(list(codes), dtype="object")
    number = _integers(numbers[word] for word in words)
    long = np.array([len(word) > 1 for word in words], dtype=np.bool_)
    sounds = _Lists.of([[numbers[sound] for sound in _sounds(word)] for word in words])
    works: defaultdict[tuple[str, frozenset[str]], int] = defaultdict(count().__next__)
    work = _integers(works[bearer.organisation, bearer.domains] for bearer in bearers)
    workplaces = _Lists.of([[numbers[f"@{place}"] for place in _beginnings(*each)] for each in works])
    for word, other in (names.T, names.T[::-1]):
        then = long[word]
        for lists, key in ((sounds, other), (workplaces, work)):
            row, value = lists.at(key[then])
            yield number[word[then]][row], value, places[then][row]
        later = then & np.asarray(words[other] >= words[word], dtype=np.bool_)
        yield number[word[later]], number[other[later]], places[later]


class _Lists(NamedTuple):
    """Lists of numbers, one behind the other."""

    values: Codes
    starts: Codes
    lengths: Codes

    @classmethod
    def of(cls, lists: Sequence[Sequence[int]]) -> _Lists:
        lengths = _integers(map(len, lists))
        return cls(_integers(chain.from_iterable(lists)), np.cumsum(lengths) - lengths, lengths)

    def at(self, places: Codes) -> tuple[Codes, Codes]:
        """Return the numbers of the lists at some places, and of which of these places each is."""
        lengths = self.lengths[places]
        row = np.repeat(np.arange(len(places), dtype=np.int64), lengths)
        first = np.cumsum(lengths) - lengths
        return row, self.values[np.arange(len(row)) + (self.starts[places] - first)[row]]


@lru_cache(maxsize=100_000)
def _sounds(word: str) -> frozenset[str]:
    return frozenset(map(first_sound, full_forms(word)))


def _beginnings(organisation: str, domains: frozenset[str]) -> frozenset[str]:
    """Return how the places of work begin."""
    own = _beginnings_of(organisation)
    if not domains:
        return own
    return own.union([label[:3] for domain in domains for label in domain_labels(domain)])


@lru_cache(maxsize=50_000)
def _beginnings_of(organisation: str) -> frozenset[str]:
    words = organisation.split()
    initials = ["".join([word[0] for word in words])[:3]] if len(words) > 2 else []
    return frozenset(["".join(words)[:3], *initials] if words else [])
