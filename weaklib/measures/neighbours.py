"""Whom each person is tied to, laid out when somebody asks: of most people of a large graph nobody does."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from weaklib.measures.roll import Ints

Tie = dict[str, Any]


@dataclass(frozen=True)
class Neighbours(Mapping[Any, dict[Any, Tie]]):
    """The ties of each person by who is at the other end, as a graph holds them; either end has the same.

    Attributes
    ----------
    people
        Everybody, in order.
    left, right
        The two ends of each tie, places among the people, `left < right`, sorted.
    told
        What is told of the ties: one entry a tie of each attribute.
    """

    people: list[Any]
    left: Ints = field(repr=False)
    right: Ints = field(repr=False)
    told: Mapping[str, list[Any]] = field(repr=False)
    _of: dict[Hashable, dict[Any, Tie]] = field(default_factory=dict, init=False, repr=False)
    _ties: dict[int, Tie] = field(default_factory=dict, init=False, repr=False)

    def __getitem__(self, person: Hashable) -> dict[Any, Tie]:
        """Return the ties of a person."""
        if person not in self._of:
            at = self._places[person]
            ties, others = (mine[self._begin[at] : self._begin[at + 1]].tolist() for mine in self._ends)
            self._of[person] = {
                self.people[other]: self._tie(tie) for tie, other in zip(ties, others, strict=True)
            }
        return self._of[person]

    def __iter__(self) -> Iterator[Any]:
        """Go through everybody."""
        return iter(self.people)

    def __len__(self) -> int:
        """Return how many people there are."""
        return len(self.people)

    def __contains__(self, person: object) -> bool:
        """Tell whether somebody is among the people."""
        return person in self._places

    def _tie(self, tie: int) -> Tie:
        if tie not in self._ties:
            self._ties[tie] = {name: told[tie] for name, told in self.told.items()}
        return self._ties[tie]

    @cached_property
    def _places(self) -> dict[object, int]:
        return {person: at for at, person in enumerate(self.people)}

    @cached_property
    def _ends(self) -> tuple[Ints, Ints]:
        """Every tie from either end, by who is there and who at the other: its place, and the other's."""
        order = np.lexsort((np.r_[self.left, self.right], np.r_[self.right, self.left]))
        return order % max(len(self.left), 1), np.r_[self.left, self.right][order]

    @cached_property
    def _begin(self) -> Ints:
        """The place among all ends where those of each person begin."""
        many = np.bincount(np.r_[self.left, self.right], minlength=len(self.people))
        begin: Ints = np.r_[0, np.cumsum(many)]
        return begin
