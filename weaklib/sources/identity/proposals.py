"""The pairs who may be one human: found when somebody first asks for them, and kept beside the book."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from weaklib.sources.cache import Cache, Key
from weaklib.sources.collector import memory_kept_at_hand, seldom_collected


@dataclass(frozen=True)
class Kept:
    """What is kept of them."""

    pairs: pd.DataFrame


@dataclass(frozen=True, eq=False, repr=False)
class Proposals:
    """What finds the proposals of a book: most who read it ask for none, and they are much work.

    Attributes
    ----------
    people, interactions
        As in `Book`.
    refused
        Pairs of which the owner said that they are two humans.
    cache, key
        Where they are kept, and under what.
    """

    people: pd.DataFrame
    interactions: pd.DataFrame
    refused: frozenset[tuple[str, str]]
    cache: Cache
    key: Key

    def __call__(self) -> pd.DataFrame:
        """Return `Book.proposals`, found once however many books share this."""
        return self._pairs

    @cached_property
    def _pairs(self) -> pd.DataFrame:
        known = self.cache.get(self.key, Kept)
        if known is not None:
            return known.pairs
        from weaklib.sources.identity.matching import propose

        with seldom_collected(), memory_kept_at_hand():
            pairs = propose(self.people, self.interactions, self.refused)
        self.cache.put(self.key, Kept(pairs))
        return pairs
