"""Whether the names of two people agree, and how many others would bear such a name by chance."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from weaklib.sources.identity.agreement import (
    FURTHER,
    INITIAL,
    ONE_NAME,
    SHORT,
    SLIP,
    Likeness,
    alike,
    spelt_by,
)
from weaklib.sources.identity.bearers import Bearer, Counts
from weaklib.sources.names.spelling import Words

UNSEEN = 0.5
"""How many others bear even the rarest name: half a one, for there are relatives."""

IN_WORDS = {
    "": "the same name",
    FURTHER: "the same name with one word more",
    SHORT: "a short form of the name",
    INITIAL: "an initial in place of a name",
    SLIP: "names a slip of the pen apart",
    ONE_NAME: "the one name that is given",
}


class Agreement(NamedTuple):
    """How the names of two people agree.

    Attributes
    ----------
    likeness
        The words that agree, and in what way.
    text
        The same for a reader, as the beginning of a sentence.
    """

    likeness: Likeness
    text: str

    def is_weak(self) -> bool:
        """Tell whether no more agrees than a name and an initial."""
        return self.likeness.how in (INITIAL, ONE_NAME)

    def others(self, counts: Counts) -> float:
        """Return how many other people would agree so by chance."""
        chance = 1.0
        for forms, likely in self.likeness.words:
            share = counts.share(forms[0]) if len(forms) == 1 else max(map(counts.share, forms))
            chance *= min(1.0, likely * share)
        return max(UNSEEN * self._doubt(counts), counts.people * chance)

    def _doubt(self, counts: Counts) -> float:
        # what nobody else is called is mistyped; what three people are called is a name of its own
        least = min([counts.words[word] for word in self.likeness.mistyped], default=0)
        return self.likeness.doubt * (1.0 if least < 2 else 2.0 if least < 3 else 6.0)


def agreement(one: Bearer, other: Bearer) -> Agreement | None:
    """Return how the names of two people agree; None where they do not.

    What the addresses spell is asked where the names say little, where one is missing, and where they
    differ: "anna.huber@example.org" knows that Anna Berg was Anna Huber once.
    """
    found = _by_name(one, other)
    if (found and not found.is_weak()) or not (one.addresses or other.addresses):
        return found
    spelt = list(_by_address(one, other))
    if one.name and other.name and not found:
        spelt = [a._replace(likeness=_doubted(a.likeness, 2.4)) for a in spelt if not a.is_weak()]
    known = [*([found] if found else []), *spelt]
    return min(known, key=lambda agreement: agreement.likeness.doubt, default=None)


def _by_name(one: Bearer, other: Bearer) -> Agreement | None:
    likeness = alike(one.name, other.name)
    if likeness is None:
        if not (one.asides or other.asides):
            return None
        for maiden, name in ((_maiden(one), other.name), (_maiden(other), one.name)):
            likeness = alike(maiden, name)
            if likeness and likeness.how != ONE_NAME:
                return Agreement(_doubted(likeness, 1.5), "the same name with the one in brackets")
        return None
    return Agreement(likeness, IN_WORDS[likeness.how])


def _maiden(bearer: Bearer) -> Words:
    return (bearer.name[0], *bearer.asides) if bearer.asides and len(bearer.name) > 1 else ()


def _by_address(one: Bearer, other: Bearer) -> Iterator[Agreement]:
    for writer, named in ((one, other), (other, one)):
        for address, words in writer.addresses:
            if likeness := spelt_by(words, named.name):
                yield Agreement(_doubted(likeness, 1.3), f"{address} spells the name")
    if not one.name and not other.name:
        for (address, words), (_, others) in product(one.addresses, other.addresses):
            likeness = alike(words, others)
            if likeness and (likeness.how != ONE_NAME or len(words[0]) > 5):
                yield Agreement(_doubted(likeness, 1.5), f"{address} is spelt like the other address")


def _doubted(likeness: Likeness, times: float) -> Likeness:
    return likeness._replace(doubt=likeness.doubt * times)
