"""Spellings of one name: a slip of the fingers, spaces and letters as two, initials."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from weaklib.sources.organisations import AS_TWO_LETTERS, key_of
from weaklib.sources.organisations.alike import SMALL_WORDS

SMALL = SMALL_WORDS | frozenset("a am an at au aux beim by im on to van vom zu zum".split())
LONG_NAME, LONG_WORD, LONGEST_NAME = 10, 8, 100
SPACED_FROM, SPACED_WITH_DIGITS_FROM = 6, 2
SHORTEST, LONGEST_SHORT = 2, 6
NUMBERS = re.compile(r"\d+")


def ways(name: str) -> frozenset[str]:
    """Return the keys of a name with each umlaut as one letter and as two: both are its own spelling.

    >>> sorted(ways("Müller Söhne"))
    ['mueller soehne', 'muller sohne']
    """
    plain = key_of(name)
    return frozenset({plain} if name.isascii() else {plain, key_of(name.translate(AS_TWO_LETTERS))})


def spaced_alike(one: str, other: str) -> bool:
    """Tell whether two keys are the same letters, spaced otherwise, with the same numbers.

    >>> spaced_alike("deep mind", "deepmind"), spaced_alike("studio 5 4", "studio 54")
    (True, False)
    """
    letters = one.replace(" ", "")
    if one == other or letters != other.replace(" ", "") or NUMBERS.findall(one) != NUMBERS.findall(other):
        return False
    has_number = any(map(str.isdigit, letters))
    return len(letters) >= (SPACED_WITH_DIGITS_FROM if has_number else SPACED_FROM)


def is_slip(one: str, other: str) -> bool:
    """Tell whether two keys differ by one slip that makes no other word of a long one.

    A letter twice, left out or put in within the word, or two letters in the wrong order. A letter instead of
    another is none (Freiburg, Freiberg), nor one at either end (Continental, Continentale).

    >>> is_slip("moorland hydrogen", "moorland hydorgen"), is_slip("country house", "county house")
    (True, False)
    """
    if abs(len(one) - len(other)) > 1 or not LONG_NAME <= len(one) <= LONGEST_NAME:
        return False
    ours, theirs = one.split(), other.split()
    differ = [words for words in zip(ours, theirs, strict=False) if words[0] != words[1]]
    return len(ours) == len(theirs) and len(differ) == 1 and _word_slips(*differ[0])


def _word_slips(left: str, right: str) -> bool:
    if min(len(left), len(right)) < LONG_WORD or not (left + right).isalpha():
        return False
    swapped = len(left) == len(right) and sorted(left) == sorted(right)
    inside = len(left) != len(right) and left[-2:] == right[-2:]
    return left[0] == right[0] and (swapped or inside) and OSA.distance(left, right, score_cutoff=1) == 1


def same_but_small_words(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two names differ by small words that one leaves out, never by others in their place.

    >>> same_but_small_words(("institut", "fur", "wind"), ("institut", "wind"))
    True
    >>> same_but_small_words(("institute", "of", "study"), ("institute", "for", "study"))
    False
    """
    fewer, more = sorted((one, other), key=len)
    left = iter(more)
    within = all(any(word == ours for word in left) for ours in fewer)
    ends = fewer[:1] == more[:1] and fewer[-1:] == more[-1:]
    return within and ends and great_words(one) == great_words(other)


def great_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return a name's words without the small ones: of, the, für, de, ..."""
    return words if SMALL.isdisjoint(words) else tuple(word for word in words if word not in SMALL)


def is_short(key: str) -> bool:
    """Tell whether a key may be a short name: one word of 2 to 6 letters."""
    return SHORTEST <= len(key) <= LONGEST_SHORT and key.isalpha()


def are_initials(short: str, words: tuple[str, ...]) -> bool:
    """Tell whether letters are the initials of at least two words, the small ones being left out or not.

    >>> are_initials("fww", ("forschungszentrum", "wind", "and", "wetter"))
    True
    """
    bare = tuple(word for word in words if word != "and")
    every = ("".join(word[0] for word in each) for each in (words, bare, great_words(bare)))
    return len(short) > 1 and short in every


def short_within(words: tuple[str, ...]) -> tuple[str, tuple[str, ...]] | None:
    """Return the short name that stands at the end or the beginning of a name, and the name without it.

    >>> short_within(("karlsruhe", "institute", "of", "technology", "kit"))
    ('kit', ('karlsruhe', 'institute', 'of', 'technology'))
    """
    if len(words) < 3:
        return None
    for short, rest in ((words[-1], words[:-1]), (words[0], words[1:])):
        if is_short(short) and are_initials(short, rest):
            return short, rest
    return None
