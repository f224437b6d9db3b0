"""Why somebody is suggested: one plain sentence, the facts in it, and the rows that they come from."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

Row: TypeAlias = tuple[str, Hashable]
"""A table and a label in it, as ("interactions", 153), ("people", "ann") or ("tie", ("a", "b"))."""

WEEK = ("reconnect", "advice", "introduction")
"""The purposes of the week's list."""

PURPOSES = (*WEEK, "maintain", "build")
"""Everything that somebody may be written to for."""

MOST = 4
"""How many reasons at most are shown with a suggestion."""


@dataclass(frozen=True)
class Reason:
    """One reason for a suggestion.

    Attributes
    ----------
    kind
        What sort of reason it is: "peak", "bridge", "opens", "works_there", ...
    text
        A sentence for the owner.
    facts
        The values that the sentence tells, by name: a test derives every one of them from `rows` anew.
    rows
        The rows behind it, never none.
    confidence
        "high", "medium", or "low" where it rests on inferred evidence alone.
    adds
        How much it adds to the value of the suggestion; the largest are shown.
    """

    kind: str
    text: str
    facts: Mapping[str, object]
    rows: tuple[Row, ...]
    confidence: str
    adds: float

    def __post_init__(self) -> None:
        """Refuse a reason that rests on nothing."""
        if not self.rows:
            msg = f"a reason needs rows behind it: {self.kind}"
            raise ValueError(msg)


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be written to for a purpose, before guards and the chance of a reply.

    Attributes
    ----------
    purpose
        reconnect, advice, introduction, maintain or build.
    person
        Who; None where a gap has nobody to write to.
    value
        What it is worth, 0 to 1, by METRICS section 9.
    relevance
        How far the person has to do with the goals, 0 to 1; 1 without goals.
    target
        The challenge, organisation, field or person asked about, in the owner's words; else "".
    reasons
        Every reason there is.
    """

    purpose: str
    person: str | None
    value: float
    relevance: float
    target: str
    reasons: tuple[Reason, ...]


def strongest(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Return the reasons that add most, at most `MOST`; of two that add as much the first."""
    return tuple(sorted(reasons, key=lambda reason: -reason.adds)[:MOST])


def interactions_of(labels: Iterable[Hashable]) -> tuple[Row, ...]:
    """Return labels of `book.interactions` as rows behind a sentence.

    >>> interactions_of([8, 3])
    (('interactions', 8), ('interactions', 3))
    """
    return tuple(("interactions", label) for label in labels)
