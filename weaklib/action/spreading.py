"""Spreading a list: not many of one organisation or circle among the first, and both strong and weak ties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from weaklib.sources.organisations.workplaces import organisation_key


@dataclass(frozen=True)
class Workplaces(Mapping[Hashable, object]):
    """Where each person works, under one name for all its spellings; None for "Self-employed" and its like.

    A name is looked at when somebody's is asked for: of thousands the first few are.
    """

    names: Mapping[Hashable, str]

    def __getitem__(self, person: Hashable) -> object:
        """Return the organisation of a person, or None where none is named."""
        return organisation_key(self.names[person]) or None

    def __iter__(self) -> Iterator[Hashable]:
        """Go through everybody of whom something is known."""
        return iter(self.names)

    def __len__(self) -> int:
        """Return of how many people something is known."""
        return len(self.names)


def spread(
    order: Sequence[Hashable],
    shared: Mapping[str, Mapping[Hashable, object]],
    *,
    most: Mapping[str, int],
    top: int,
) -> list[Hashable]:
    """Return the same people in an order whose first `top` hold at most so many of a kind.

    Going from the best down, whoever would be one too many of any kind steps back behind the first `top`.
    Where too few others are left, those who stepped back fill up, from the best down too: first whoever keeps
    all limits but the last, then all but the last two, and so on.

    Parameters
    ----------
    order
        People, best first.
    shared
        By what they are spread, the limit to keep longest first: for each name the kind of each person; None
        or missing is nobody's kind.
    most
        How many of a kind are let in, by the names of `shared`.
    top
        How many places the limits hold for.

    Examples
    --------
    >>> shared = {"organisation": {"a": "X", "b": "X", "c": "Y"}}
    >>> spread(["a", "b", "c"], shared, most={"organisation": 1}, top=2)
    ['a', 'c', 'b']
    """
    first: list[Hashable] = []
    counts: dict[str, Counter[object]] = {name: Counter() for name in shared}
    left = list(order)
    for kept in range(len(shared), -1, -1):
        names = list(shared)[:kept]
        back: list[Hashable] = []
        for person in left:
            if len(first) < top and all(_has_room(counts[n], shared[n].get(person), most[n]) for n in names):
                first.append(person)
                for name, of in shared.items():
                    counts[name][of.get(person)] += 1
            else:
                back.append(person)
        left = back
    return [*first, *left]


def within(
    people: Sequence[Hashable], shared: Mapping[str, Mapping[Hashable, object]], most: Mapping[str, int]
) -> bool:
    """Tell whether no kind has too many of these people: who comes after them then displaces nobody.

    Parameters
    ----------
    people
        The first of a list.
    shared, most
        As for `spread`.
    """
    kinds = {name: Counter(of.get(person) for person in people) for name, of in shared.items()}
    return all(
        count <= most[name] for name, of in kinds.items() for kind, count in of.items() if kind is not None
    )


def _has_room(counts: Counter[object], kind: object, most: int) -> bool:
    return kind is None or counts[kind] < most
