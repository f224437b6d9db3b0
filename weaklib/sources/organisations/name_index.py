"""Names of organisations taken apart, and laid out so that the few that may be one are found at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from weaklib.sources.organisations.same_names import also_called, translated
from weaklib.sources.organisations.spellings import great_words, is_short, short_within, ways
from weaklib.sources.organisations.workplaces import organisation_key

LONGEST = 300  # characters; what is longer is no name


class Name(NamedTuple):
    """A name, taken apart once.

    Attributes
    ----------
    key
        Without what makes no difference; "" where it names no organisation.
    words
        Those of the key.
    ways
        The key with umlauts as one letter and as two.
    short, full
        The short name that stands with the name, and the name without it; "" and the key where none does.
    """

    key: str
    words: tuple[str, ...]
    ways: frozenset[str]
    short: str
    full: str


class Held(NamedTuple):
    """Known names, laid out to be looked up.

    Attributes
    ----------
    at
        The names at each place, as `_places` gives them.
    full_of
        For each short name that stands with full names those names.
    """

    at: Mapping[str, Sequence[str]]
    full_of: Mapping[str, frozenset[str]]


@lru_cache(maxsize=100_000)  # the same names are asked for by every goal
def parsed(name: str) -> Name:
    """Take a name apart; one of more than 300 characters is none.

    >>> parsed("Karlsruhe Institute of Technology (KIT)").short
    'kit'
    """
    text = name if len(name) <= LONGEST else ""
    key = organisation_key(text)
    words = tuple(key.split())
    spelt = frozenset((key,)) if text.isascii() else ways(text) if key else frozenset()
    if found := short_within(words):
        return Name(key, words, spelt, found[0], " ".join(found[1]))
    return Name(key, words, spelt, "", key)


@lru_cache(maxsize=4)  # every goal is looked for among the same names
def held(names: tuple[object, ...]) -> Held:
    """Lay names out so that the few that may be one are found without comparing it with all.

    What is no text is no name; a name that is there twice is held once.
    """
    at: dict[str, list[str]] = {}
    parts = {name: parsed(name) for name in names if isinstance(name, str)}
    for name, part in parts.items():
        for place in _places(part):
            at.setdefault(place, []).append(name)
    return Held(at, _confirmed(parts.values()))


def _confirmed(names: Iterable[Name]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name in names:
        if name.short:
            found.setdefault(name.short, set()).add(name.full)
    return {short: frozenset(full) for short, full in found.items()}


def worth_a_look(asked: Name, among: Held) -> list[str]:
    """Return the names that share a place with the one asked for, or have its letters or initials."""
    if not asked.key:
        return []
    lengths = {(way[0], len(way.replace(" ", "")) + more) for way in asked.ways for more in (-1, 1)}
    places = {*_places(asked)} | {f"#{initial}{length}" for initial, length in lengths}
    if is_short(asked.key):  # what it may be short for is any name with its initial
        places |= {place for place in among.at if place.startswith(f"#{asked.key[0]}")}
    places |= {f"#{initial}0" for initial in _initials(asked.words)}
    return list(dict.fromkeys(name for place in sorted(places) for name in among.at.get(place, ())))


def _places(name: Name) -> Iterator[str]:
    """Give where a name is held: under first words, "=" and its words by the alphabet, "#" and its length.

    The length stands behind the first letter; 0 in its place for a name that may be short for another.
    """
    if not name.key:
        return
    if len(name.words) == 1 and is_short(name.key):
        yield f"#{name.key[0]}0"
    if name.short:
        yield name.short
    called = also_called(name.full)
    for key in {*called, *name.ways} if name.short or len(called) + len(name.ways) > 2 else (name.key,):
        words = tuple(key.split())
        great = translated(great_words(words) or words)
        yield f"#{key[0]}{len(key.replace(' ', ''))}"
        yield great[0]
        if words[0] != great[0]:
            yield words[0]
            yield from (f"#{initial}1" for initial in _initials(words))
        if len(great) > 1:
            yield f"={' '.join(sorted(great))}"


def _initials(words: tuple[str, ...]) -> set[str]:
    """Return the letters that a short name may begin with."""
    return {great[0] for great in (*words[:1], *great_words(words)[:1])}
