"""A small book typed by hand: who works where, who was met when, and who knows whom."""

from __future__ import annotations

import networkx as nx
import pandas as pd

from weaklib.book import Book, Owner, empty, typed

AS_OF = "2026-10-31"
PEOPLE = {
    "ann": ("Ann Ash", "Dockyard", "Welder"),
    "ben": ("Ben Birch", "Dockyard", "Smith"),
    "cy": ("Cy Cedar", "Mill", "Miller"),
    "dee": ("Dee Dogwood", "Bank", "Teller"),
    "eve": ("Eve Elm", None, None),
}
CONTACTS = [
    ("ann", "2026-10-03", "meeting", "both", 2),
    ("ann", "2026-10-03", "message", "out", 2),
    ("ann", "2026-09-10", "group_meeting", "both", 4),
    ("ann", "2026-08-01", "message", "in", 2),
    ("ann", "2024-10-31", "message", "in", 2),
    ("ben", "2020-03-05", "message", "out", 2),
    ("ben", "2020-03-09", "message", "in", 2),
    ("ben", "2019-01-02", "meeting", "both", 2),
    ("cy", "2026-11-02", "meeting", "both", 2),
]
TIES = [
    ("ann", "ben", 0.5, 0.0),
    ("ann", "cy", 2.0, 2.0),
    ("cy", "dee", 0.25, 0.25),
    ("ben", "dee", 0.1, 0.0),
]


def book(**more: str) -> Book:
    """The book; `more` are names instead of those of `PEOPLE`, by id."""
    people = pd.DataFrame(
        {
            "name": [more.get(who, told[0]) for who, told in PEOPLE.items()],
            "organisation": [told[1] for told in PEOPLE.values()],
            "position": [told[2] for told in PEOPLE.values()],
            "emails": [(f"{who}@x.example",) for who in PEOPLE],
            "profile": list(PEOPLE),
            "connected_on": pd.Timestamp("2018-01-01"),
        },
        index=pd.Index(PEOPLE, name="person"),
    )
    rows = pd.DataFrame(CONTACTS, columns=["person", "day", "channel", "direction", "group_size"])
    rows = rows.assign(at=pd.to_datetime(rows["day"]).dt.tz_localize("UTC"), event="", source="made.csv")
    works = pd.DataFrame(
        {
            "person": list(PEOPLE),
            "organisation": [told[1] for told in PEOPLE.values()],
            "field": ["crafts", "crafts", "crafts", "finance", None],
            "kind": "work",
        }
    ).dropna(subset=["organisation"])
    kinds = {"messages.csv": "linkedin messages", "made.ics": "calendar"}
    coverage = pd.DataFrame(
        {"kind": list(kinds.values()), "last": pd.Timestamp(AS_OF)}
        | dict.fromkeys(("rows", "used", "merged", "set_aside"), 0),
        index=pd.Index(kinds, name="source"),
    )
    return Book(
        owner=Owner(name="The owner"),
        people=typed("people", people),
        interactions=typed("interactions", rows),
        affiliations=typed("affiliations", works.reset_index(drop=True)),
        set_aside=empty("set_aside"),
        coverage=typed("coverage", coverage),
    )


def graph() -> nx.Graph[str]:
    """Who knows whom: seen, but for Ann and Ben, and Ben and Dee, who share a place."""
    made: nx.Graph[str] = nx.Graph()
    for who, (name, organisation, _) in PEOPLE.items():
        made.add_node(who, name=name, organisation=organisation, field=None)
    for one, other, weight, observed in TIES:
        kinds = ("meeting",) if observed else ("employer",)
        made.add_edge(one, other, weight=weight, observed=observed, evidence=kinds)
    return made


def circles() -> pd.Series[str]:
    """Two circles, and Eve in none."""
    found = {"ann": "crafts", "ben": "crafts", "cy": "crafts", "dee": "bank", "eve": None}
    return pd.Series(found, dtype="str", name="circle")
