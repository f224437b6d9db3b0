"""Whether two names may be one human's, and how many others that way of agreeing lets in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from math import prod
from typing import NamedTuple

from rapidfuzz.distance import OSA

from weaklib.sources.names import CJK
from weaklib.sources.names.short_names import full_forms, given_names
from weaklib.sources.names.spelling import Words, glued

INITIALS = 12.0
"""How many words one initial stands for, as it were: names begin with A, J or M more often than with Q."""

MOST_WORDS = 6
MOST_SLIPS = 2
INITIAL, SHORT, SLIP = "an initial", "a short form", "a slip of the pen"
FURTHER, ONE_NAME = "one name more", "one name only"
SOUNDS = str.maketrans("cyjwf", "kiivv")


class Likeness(NamedTuple):
    """In what way two words or two names are alike.

    Attributes
    ----------
    doubt
        1 where they are the same; more, the more other people would pass as well.
    words
        What agrees, word by word: its forms, and how many other words would have done as well.
    how
        In words: "a short form", "an initial", "a slip of the pen"; "" where they are the same.
    mistyped
        Words of which one may be the other, mistyped.
    """

    doubt: float
    words: tuple[tuple[Words, float], ...]
    how: str = ""
    mistyped: tuple[str, ...] = ()


def alike(one: Words, other: Words) -> Likeness | None:
    """Return how two names agree, whatever the order of their words; None where they do not.

    Every word of the shorter name must be found in the longer one: the same, a short form of it, its
    initial, or a slip of the pen away; and one of them as more than an initial.

    Examples
    --------
    >>> alike(("bob", "smith"), ("smith", "robert")).how
    'a short form'
    >>> alike(("jane", "doe"), ("john", "doe"))
    """
    if not one or not other:
        return None
    if one == other or set(one) == set(other):
        if len(one) > 1:  # as of most pairs that agree
            return Likeness(1.0, tuple([((word,), 1.0) for word in sorted(one)]))
        return _together([_same(one[0])])
    if len(one) == len(other) == 2:  # as most are: one word is shared, and the others are compared
        return _aligned(one, other)
    shorter, longer = sorted((one, other), key=lambda words: (len(words), words))
    if glued(shorter) in {glued(longer), glued(longer[::-1])}:
        return Likeness(1.2, tuple(((word,), 1.0) for word in longer))
    found = [_aligned(shorter, variant) for variant in _merged(shorter, longer)]
    return min(filter(None, found), key=lambda likeness: likeness.doubt, default=None)


def spelt_by(local: Words, name: Words) -> Likeness | None:
    """Return how the words before an @ agree with a name: "jane.doe", "janedoe", "jdoe" with Jane Doe.

    >>> spelt_by(("jdoe",), ("jane", "doe")).how
    'an initial'
    """
    if len(local) != 1 or len(name) < 2:
        return alike(local, name) if len(local) > 1 else None
    for form, doubt, how in _address_forms(name[0], name[-1]):
        if local[0] == form:
            likely = INITIALS if how else 1.0
            words = ((name[-1:], 1.0), (name[:1], likely))
            return Likeness(doubt, words, how)
    return None


def first_sound(word: str) -> str:
    """Return the first letter of a word, C as K, Y and J as I, W and F as V.

    >>> first_sound("carl"), first_sound("karl")
    ('k', 'k')
    """
    return word[0].translate(SOUNDS)


def address_forms(name: Words) -> Iterator[str]:
    """Give the single words by which an address may spell a name."""
    if len(name) > 1:
        yield from (form for form, *_ in _address_forms(name[0], name[-1]))


def _address_forms(given: str, family: str) -> Iterable[tuple[str, float, str]]:
    return (
        (glued((given, family)), 1.2, ""),
        (glued((family, given)), 1.2, ""),
        (glued((given[0], family)), 6.0, INITIAL),
        (glued((family, given[0])), 6.0, INITIAL),
        (glued((given, family[0])), 6.0, INITIAL),
    )


def _merged(shorter: Words, longer: Words) -> Iterator[Words]:
    """Give the longer name as it is, and with two neighbours as one word where the shorter has that word."""
    yield longer
    for at in range(len(longer) - 1):
        whole = glued(longer[at : at + 2])
        if whole in shorter:
            yield (*longer[:at], whole, *longer[at + 2 :])


def _aligned(shorter: Words, longer: Words) -> Likeness | None:
    """Return how each word of the shorter name is found in the longer one, the closest words first."""
    if len(shorter) > len(longer):
        shorter, longer = longer, shorter
    rest = [word for word in shorter if word not in longer]
    others = [word for word in longer if word not in shorter]
    found: list[Likeness] = []
    while rest and others:
        closest = _closest(rest, others)
        if closest is None:
            return None
        likeness, word, other = closest
        found.append(likeness)
        rest.remove(word)
        others.remove(other)
    found += [_same(word) for word in shorter if word in longer]
    if rest or all(likeness.how == INITIAL for likeness in found):
        return None
    inner = {word for word in others if len(word) == 1 or word in longer[1:-1]}
    return _together(found, 1.0 if not others else 1.3 if len(inner) == len(others) else 5.0)


def _closest(words: Sequence[str], others: Sequence[str]) -> tuple[Likeness, str, str] | None:
    if len(words) == len(others) == 1:
        likeness = _word(words[0], others[0])
        return (likeness, words[0], others[0]) if likeness else None
    pairs = (
        (_word(word, other), word, other) for word in words[:MOST_WORDS] for other in others[:MOST_WORDS]
    )
    found = [(likeness, word, other) for likeness, word, other in pairs if likeness]
    return min(found, key=lambda pair: pair[0].doubt, default=None)


def _together(found: Sequence[Likeness], doubt: float = 1.0) -> Likeness:
    """Return the likeness of a name from that of its words; `doubt` is for the words that are left over."""
    if len(found) == 1 and not CJK.fullmatch(found[0].words[0][0][0]):  # that is a whole name in one word
        return Likeness(found[0].doubt * 16.0, found[0].words, ONE_NAME)
    further = FURTHER if doubt > 1 else ""
    doubt *= prod(likeness.doubt for likeness in found)
    how = max(found, key=lambda likeness: likeness.doubt).how or further
    words = tuple(word for likeness in found for word in likeness.words)
    mistyped = tuple(word for likeness in found for word in likeness.mistyped)
    return Likeness(doubt, words, how, mistyped)


@lru_cache(maxsize=200_000)  # the same few words meet again and again
def _word(one: str, other: str) -> Likeness | None:
    """Return how two different words may stand for one name."""
    pair = short, long = min(one, other, key=_by_length), max(one, other, key=_by_length)
    if len(short) == 1:
        return Likeness(6.0, (((long,), INITIALS),), INITIAL) if long.startswith(short) else None
    if full_forms(one) & full_forms(other):
        return Likeness(1.6, ((pair, 2.0),), SHORT)
    if {one, other} <= given_names():
        return None
    if len(short) > 2 and long.startswith(short) and len(long) - len(short) > 1:
        return Likeness(2.4, ((pair, 2.0),), SHORT)
    return Likeness(1.6, ((pair, 1.0),), SLIP, pair) if _is_slip(short, long) else None


def _same(word: str) -> Likeness:
    return Likeness(1.0, (((word,), 1.0),))


def _by_length(word: str) -> tuple[int, str]:
    return len(word), word


def _is_slip(short: str, long: str) -> bool:
    """Tell whether one word may be the other, mistyped; an ending makes Martina of Martin, and is none."""
    if len(short) < 4 or first_sound(short) != first_sound(long):
        return False
    ending = short == long[:-1] or (len(short) == len(long) and short[:-1] == long[:-1])
    most = 1 if len(long) < 8 else MOST_SLIPS
    return not ending and OSA.distance(short, long, score_cutoff=most) <= most
