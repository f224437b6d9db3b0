"""How somebody who may help stands to the owner: what passed between them, and what they bridge to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import networkx as nx
import pandas as pd

from weaklib.action.reasons import Reason, Row
from weaklib.book import Book
from weaklib.measures.contact import contact_rows
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


@dataclass(frozen=True)
class Dealings:
    """What passed between the owner and some people up to a day, under the labels of `book.interactions`."""

    services: Mapping[str, pd.DataFrame]
    contacts: Mapping[str, pd.DataFrame]


def dealings_with(book: Book, day: pd.Timestamp, people: Iterable[str]) -> Dealings:
    """Return what passed between the owner and `people` up to the end of `day`."""
    end = (day + pd.Timedelta(days=1)).tz_localize(book.owner.zone)
    every = book.interactions
    rows = every[every["person"].isin(list(people)) & every["at"].lt(end)]
    contacts = contact_rows(replace(book, interactions=rows))
    services = rows[rows["channel"].isin([channel for channel, _ in SERVICES])]
    return Dealings(_by_person(services), _by_person(contacts))


def _by_person(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {str(person): mine for person, mine in rows.groupby("person", sort=False)}


def goodwill_reason(dealings: Dealings, person: str, adds: float) -> Reason | None:
    """Return why a person may be glad to help: what each did for the other, and that both wrote.

    None where nothing passed between them. Without contact on record the sentence says so: who was never in
    touch is not called warm.
    """
    services, contacts = dealings.services.get(person), dealings.contacts.get(person)
    facts: dict[str, object] = {}
    parts: list[str] = []
    rows: list[Row] = []
    if services is not None:
        _tell_services(services, facts, parts)
        rows += [("interactions", label) for label in services.index]
    if contacts is not None:
        between = contacts[(contacts["family"] != "meeting") | (contacts["group_size"] == 2)]
        _tell_contacts(between, facts, parts)
        rows += [("interactions", label) for label in between.index]
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
    written = between.loc[between["family"] != "meeting", "direction"].value_counts()
    for direction, fact, phrase in (
        ("in", "they_wrote", "they wrote to you"),
        ("out", "you_wrote", "you wrote to them"),
    ):
        if direction in written.index:
            facts[fact] = int(written[direction])
            parts.append(f"{phrase} {times(int(written[direction]))}")
    met = int((between["family"] == "meeting").sum())
    if met:
        facts["met"] = met
        parts.append(f"you met one to one {times(met)}")


def contact_reason(dealings: Dealings, person: str) -> Reason:
    """Return when the owner and a person were last in touch, or that they never were, as far as is shown."""
    contacts = dealings.contacts.get(person)
    if contacts is None:
        return Reason(
            kind="no_contact",
            text="No contact with them is on record.",
            facts=MappingProxyType({"contact_days": 0}),
            rows=(("people", person),),
            confidence="medium",
            adds=0.0,
        )
    day = contacts["day"].max()
    return Reason(
        kind="last_contact",
        text=f"You were last in touch on {on_day(day)}.",
        facts=MappingProxyType({"last_contact": day}),
        rows=tuple(("interactions", label) for label in contacts.index[contacts["day"] == day]),
        confidence="high",
        adds=0.0,
    )


def bridge_reason(graph: nx.Graph[Any] | None, bridge: pd.Series[Any], adds: float) -> Reason | None:
    """Return why it pays to ask a person who bridges to other circles; None of one who hardly does.

    Parameters
    ----------
    graph
        The contacts and their ties: the rows named are the person's weightiest ties.
    bridge
        Their row of the bridge table.
    adds
        What bridging adds to the value.
    """
    person, score = str(bridge.name), float(bridge["bridging"])
    if not score >= LEAST_BRIDGING:
        return None
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
