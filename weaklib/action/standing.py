"""How somebody stands to the owner: what passed between them, and what they bridge to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import networkx as nx
import pandas as pd

from weaklib.action.cells import row_of
from weaklib.action.reasons import Reason, Row, interactions_of
from weaklib.action.replies import MEETINGS
from weaklib.action.situation import Situation
from weaklib.measures.sentences import counted, listed, on_day, times

SERVICES: Mapping[tuple[str, str], tuple[str, str]] = MappingProxyType(
    {
        ("recommendation", "in"): ("they recommended you", "recommended_you"),
        ("recommendation", "out"): ("you recommended them", "recommended_them"),
        ("endorsement", "in"): ("they endorsed you", "endorsed_you"),
        ("endorsement", "out"): ("you endorsed them", "endorsed_them"),
    }
)
"""What each service is called in a sentence, and among its facts."""

SHOWN_TIES = 3
LEAST_BRIDGING = 0.3


def goodwill_reason(situation: Situation, person: str, adds: float) -> Reason | None:
    """Return why a person may be glad to help: what each did for the other, and that both wrote.

    None where nothing passed between them. Without contact on record the sentence says so: who was never in
    touch is not called warm.
    """
    services, contacts = situation.services_of.get(person), situation.contacts_of.get(person)
    facts: dict[str, object] = {}
    parts: list[str] = []
    rows: list[Row] = []
    if services is not None:
        _tell_services(services, facts, parts)
        rows += interactions_of(services.index)
    if contacts is not None:
        between = contacts[~contacts["channel"].isin(MEETINGS) | (contacts["group_size"] == 2)]
        _tell_contacts(between, facts, parts)
        rows += interactions_of(between.index)
    if not parts:
        return None
    told = listed(parts)
    never = "" if contacts is not None else ", but no contact with them is on record"
    return Reason(
        kind="goodwill",
        text=f"{told[0].upper()}{told[1:]}{never}.",
        facts=MappingProxyType(facts),
        rows=tuple(rows),
        confidence="high" if contacts is not None else "low",
        adds=adds,
    )


def _tell_services(services: pd.DataFrame, facts: dict[str, object], parts: list[str]) -> None:
    counts = services.groupby(["channel", services["direction"].fillna("")]).size()
    for key, (phrase, fact) in SERVICES.items():
        if key in counts.index:
            facts[fact] = int(counts[key])
            parts.append(f"{phrase} {times(int(counts[key]))}")


def _tell_contacts(between: pd.DataFrame, facts: dict[str, object], parts: list[str]) -> None:
    meetings = between["channel"].isin(MEETINGS)
    written = between.loc[~meetings, "direction"].value_counts()
    for direction, fact, phrase in (
        ("in", "they_wrote", "they wrote to you"),
        ("out", "you_wrote", "you wrote to them"),
    ):
        if direction in written.index:
            facts[fact] = int(written[direction])
            parts.append(f"{phrase} {times(int(written[direction]))}")
    met = int(meetings.sum())
    if met:
        facts["met"] = met
        parts.append(f"you met one to one {times(met)}")


def contact_reason(situation: Situation, person: str) -> Reason:
    """Return when the owner and a person were last in touch, or that they never were, as far as is shown."""
    contacts = situation.contacts_of.get(person)
    if contacts is None:
        return Reason(
            kind="no_contact",
            text="No contact with them is on record.",
            facts=MappingProxyType({"contact_days": 0}),
            rows=(("people", person),),
            confidence="medium",
            adds=0.0,
        )
    days = situation.days(contacts["at"])
    day = days.max()
    return Reason(
        kind="last_contact",
        text=f"You were last in touch on {on_day(day)}.",
        facts=MappingProxyType({"last_contact": day}),
        rows=interactions_of(contacts.index[days == day]),
        confidence="high",
        adds=0.0,
    )


def bridge_reasons(situation: Situation, person: str, adds: float) -> Iterator[Reason]:
    """Give the reason why it pays to ask a person who bridges to other circles; none for one who hardly does.

    Parameters
    ----------
    situation
        The rows named are the person's weightiest ties in its graph.
    person
        Who.
    adds
        What bridging adds to the value; nan where it is not known.
    """
    if not adds > 0:
        return
    score = float(row_of(situation.bridges, person)["bridging"])
    if score >= LEAST_BRIDGING:
        yield _bridge(situation.graph, person, score, adds)


def _bridge(graph: nx.Graph[Any] | None, person: str, score: float, adds: float) -> Reason:
    ties = _weightiest(graph, person)
    seen = sum(float(data.get("observed", 0.0)) > 0 for _, data in ties)
    facts: dict[str, object] = {"bridging": round(score, 2)}
    text = f"They reach into other circles: bridging is {score:.2f} of 1"
    if ties:
        facts |= {"ties": len(ties), "seen": seen}
        known = "probable tie" if not seen else "tie"
        text += f", by {counted(len(ties), known)} to others whom you know"
    return Reason(
        kind="bridge",
        text=f"{text}.",
        facts=MappingProxyType(facts),
        rows=tuple(("tie", (person, other)) for other, _ in ties[:SHOWN_TIES]) or (("people", person),),
        confidence="low" if not seen else "high" if seen == len(ties) else "medium",
        adds=adds,
    )


def _weightiest(graph: nx.Graph[Any] | None, person: str) -> list[tuple[str, Mapping[str, Any]]]:
    if graph is None or person not in graph:
        return []
    near = graph[person].items()
    return sorted(near, key=lambda each: (-float(each[1].get("weight", 1.0)), str(each[0])))
