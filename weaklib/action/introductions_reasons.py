"""Why somebody may lead the owner to a target, in plain words, each with the rows that say so."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import networkx as nx
import pandas as pd

from weaklib.action.cells import cell, name_of, place_of
from weaklib.action.expertise_forms import readable
from weaklib.action.introductions_encounters import Together
from weaklib.action.introductions_targets import Target
from weaklib.action.reasons import Reason, Row
from weaklib.action.situation import Situation
from weaklib.measures.sentences import counted, listed, on_day
from weaklib.sources.organisations.tiers import Tier

BASES: Mapping[str, str] = MappingProxyType(
    {
        "employer": "the same employer",
        "met_during": "you came to know both while you were at one place",
        "group": "one group, as you said",
    }
)
"""What an inferred tie rests on, in words."""

KIND_OF: Mapping[str, str] = MappingProxyType(
    {"now": "works_there", "was": "worked_there", "listed": "listed_there", "self": "is_target"}
)


class Way(NamedTuple):
    """One way in: who leads there, how, and by whom.

    Attributes
    ----------
    person
        The contact to ask.
    standing
        "now", "was", "listed" or "self" of who is at the target; "" of who knows somebody there.
    row
        The label of the row of `book.affiliations` that puts them, or whom they know, there; -1 for none.
    tier
        How surely the organisation's name is the one asked for.
    other
        Whom they know there; "" where they are the way in themselves.
    seen
        Whether that tie was seen.
    """

    person: str
    standing: str
    row: int
    tier: int
    other: str
    seen: bool


def way_reason(situation: Situation, target: Target, way: Way, met: Together | None, adds: float) -> Reason:
    """Return how a contact leads to a target."""
    if way.other:
        return _by_acquaintance(situation, target, way, met, adds)
    if way.standing == "self":
        name: object = name_of(situation, way.person)
        text, facts = "They are whom you ask about.", {"name": name}
    else:
        text, facts = _at_the_place(situation, target, way)
    return Reason(
        kind=KIND_OF[way.standing],
        text=text,
        facts=MappingProxyType(facts),
        rows=(*_row_of(way, way.person), *target.rows),
        confidence=_confidence(way),
        adds=adds,
    )


def _at_the_place(situation: Situation, target: Target, way: Way) -> tuple[str, dict[str, object]]:
    place = place_of(situation, way.row)
    facts, where = told_place(place)
    verb = {"now": "They are", "was": "They were", "listed": "They are or were"}[way.standing]
    ask = "" if way.standing == "now" else ": ask whether they still know somebody there"
    return f"{verb} {where}{_recorded(place, facts)}{_doubt(target, way, place, facts)}{ask}.", facts


def told_place(place: Mapping[str, Any]) -> tuple[dict[str, object], str]:
    """Return the facts of a row of affiliations, and its words: "at X as Y"."""
    facts: dict[str, object] = {}
    words = []
    for column, word in (("organisation", "at"), ("role", "as")):
        if pd.notna(place[column]) and str(place[column]).strip():
            facts[column] = str(place[column])
            words.append(f"{word} {readable(str(place[column]))}")
    return facts, " ".join(words) or "there"


def _recorded(place: Mapping[str, Any], facts: dict[str, object]) -> str:
    day = place["as_recorded_on"]
    if pd.isna(day):
        return ", by an entry without a date"
    facts["as_recorded_on"] = pd.Timestamp(day)
    return f", recorded on {on_day(pd.Timestamp(day))}"


def _doubt(target: Target, way: Way, place: Mapping[str, Any], facts: dict[str, object]) -> str:
    if target.kind == "field":
        facts["field"] = str(place["field"])
        return f" (field: {place['field']})"
    if way.tier > Tier.POSSIBLE:
        return ""
    facts["perhaps"] = target.asked
    return f", which is perhaps {target.asked}"


def _by_acquaintance(
    situation: Situation, target: Target, way: Way, met: Together | None, adds: float
) -> Reason:
    other = name_of(situation, way.other)
    facts: dict[str, object] = {"other": other}
    who = "whom you ask about"
    if way.row >= 0:
        place = place_of(situation, way.row)
        told, where = told_place(place)
        facts |= told
        is_there = "is or was" if way.standing == "listed" else "is"
        who = f"who {is_there} {where}{_doubt(target, way, place, facts)}"
    rows: tuple[Row, ...] = (("tie", (way.person, way.other)), *_row_of(way, way.other), *target.rows)
    if way.seen:
        how, seen = _seen(met)
        facts |= seen
        rows += tuple(("interactions", label) for label in met.rows) if met else ()
        text = f"They {how} {other}, {who}."
    else:
        basis = basis_of(situation.graph, way.person, way.other)
        facts["basis"] = basis
        text = (
            f"They probably know {other}, {who} ({listed([BASES[each] for each in basis])}): "
            "ask whether they know each other."
        )
    return Reason(
        kind="meets_there" if way.seen else "knows_target",
        text=text,
        facts=MappingProxyType(facts),
        rows=rows,
        confidence="low" if not way.seen or way.tier <= Tier.POSSIBLE else "high",
        adds=adds,
    )


def _seen(met: Together | None) -> tuple[str, dict[str, object]]:
    if met is None or not met.rows:
        return "were seen with", {}
    facts: dict[str, object] = {"meetings": met.meetings, "threads": met.threads, "last": met.last}
    shared = [
        counted(number, noun)
        for number, noun in ((met.meetings, "meeting"), (met.threads, "thread"))
        if number
    ]
    return f"shared {listed(shared)}, the last on {on_day(met.last)}, with", facts


def basis_of(graph: nx.Graph[Any] | None, one: str, other: str) -> tuple[str, ...]:
    """Return on what an inferred tie between two contacts rests."""
    if graph is None or not graph.has_edge(one, other):
        return ()
    return tuple(each for each in graph[one][other].get("evidence", ()) if each in BASES)


def closeness_reason(situation: Situation, person: str, adds: float) -> Reason:
    """Return how close the owner is to a contact; that a contact never spoken to is a cold ask."""
    kind, strength, last, confidence = (
        cell(situation.ties, person, column) for column in ("class", "strength", "last_contact", "confidence")
    )
    facts: dict[str, object] = {"class": str(kind)}
    rows: tuple[Row, ...] = (("people", person),)
    if kind == "nominal":
        text = "You were never in touch on record: a cold ask."
    elif pd.isna(strength):
        text = "It is not known how close you are: no export that was read could show contact."
    else:
        facts["strength"] = round(float(strength), 2)
        text = f"Your own tie to them is {kind}: {strength:.2f} of 1"
        if pd.notna(last):
            facts["last_contact"] = pd.Timestamp(last)
            text += f", with the last contact on {on_day(pd.Timestamp(last))}"
        rows = situation.behind_strength(person)
        text += "."
    return Reason("tie", text, MappingProxyType(facts), rows, str(confidence), adds)


def only_reason(target: Target, way: Way) -> Reason:
    """Return that nobody else among the contacts is at the target."""
    rows: tuple[Row, ...] = (*_row_of(way, way.person), *target.rows)
    text = f"Nobody else whom you know is known to be at {target.asked}."
    return Reason("opens", text, MappingProxyType({"people": 1, "target": target.asked}), rows, "medium", 0.0)


def _row_of(way: Way, person: str) -> tuple[Row, ...]:
    return (("affiliations", way.row),) if way.row >= 0 else (("people", person),)


def _confidence(way: Way) -> str:
    if way.tier <= Tier.POSSIBLE:
        return "low"
    return "high" if way.standing in ("now", "self") else "medium" if way.standing == "was" else "low"
