"""What a card holds: plain facts and sentences about one person, not escaped yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple


class Meetings(NamedTuple):
    """How often the owner met somebody: in all, one to one, and the last day; NaT for never."""

    times: int
    alone: int
    last: Any


class Part(NamedTuple):
    """A part of the strength: its name, what it adds (nan where no export shows it), and that in words."""

    name: str
    share: float
    words: str


class Neighbour(NamedTuple):
    """A contact whom the person knows, or probably knows: the tie's weight, and what it rests on."""

    person: str
    name: str
    weight: float
    observed: bool
    words: str


class Evidence(NamedTuple):
    """What else the exports tell of the tie, on how many rows it rests, and how sure that is."""

    words: str
    rows: int
    confidence: str


class Action(NamedTuple):
    """What a plan suggests: for what to write, why, and an opener."""

    purpose: str
    sentence: str
    opener: str


@dataclass(frozen=True)
class Card:
    """All that is shown of one person; texts are as the exports have them, not escaped.

    Attributes
    ----------
    person, name, organisation, position, circle
        Who and where; "" where it is not known.
    tie
        The class of the tie with the owner.
    strength
        From 0 to 1; nan where no export could show contact.
    parts
        What the strength is made of; the shares add up to it.
    opens
        What nobody else gives a way into, in words.
    bridging, bridge
        How far they bridge to other circles (nan where it is not measurable), and whether they are tagged so.
    months
        On how many days of each month there was contact: the last 24 months, or, where the last contact
        is longer ago, those that end with it.
    meetings
        How often the owner met them.
    neighbours, known
        Their strongest ties among the contacts, the strongest first; and how many ties there are.
    evidence
        What else the tie table rests on.
    actions
        What the plan suggests; empty without one.
    asked
        What the ledger says, in sentences; empty without one.
    """

    person: str
    name: str
    organisation: str
    position: str
    circle: str
    tie: str
    strength: float
    parts: tuple[Part, ...]
    opens: tuple[str, ...]
    bridging: float
    bridge: bool
    months: tuple[tuple[str, int], ...]
    meetings: Meetings
    neighbours: tuple[Neighbour, ...]
    known: int
    evidence: tuple[Evidence, ...]
    actions: tuple[Action, ...]
    asked: tuple[str, ...]
