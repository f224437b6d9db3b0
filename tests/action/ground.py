"""What reasons are checked against: the tables of a book and the graph of its ties, read slowly and anew."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import cached_property
from math import log

import networkx as nx
import pandas as pd

from tests.action import by_hand
from tests.action.by_hand import Happened
from weaklib.action.situation import Situation

MONTHS = "January February March April May June July August September October November December".split()


class WrongError(AssertionError):
    """What a reason says is not what its rows say."""


def need(held: object, *said: object) -> None:
    if not held:
        raise WrongError(*said)


class Ground:
    """What reasons are checked against: the tables of the book, and the graph for what is said of ties."""

    def __init__(self, situation: Situation) -> None:
        self.situation, self.book, self.day = situation, situation.book, situation.day
        self.graph, self.circles = situation.graph, situation.circles
        self.rows = by_hand.happened(self.book)
        self.shown = by_hand.exported(self.book, self.day)
        self.bridging: dict[str, float] = {}

    @cached_property
    def by_person(self) -> dict[str, list[Happened]]:
        found = defaultdict(list)
        for row in self.rows.values():
            if row.on <= self.day:
                found[row.person].append(row)
        return found

    @cached_property
    def records(self) -> dict[str, list[tuple[object, pd.Series]]]:
        found = defaultdict(list)
        work = self.book.affiliations[self.book.affiliations["kind"] == "work"]
        for label, row in work.iterrows():
            found[row["person"]].append((label, row))
        return found

    def goal(self, place: str) -> str:
        key, number = re.fullmatch(r"(\w+)\[(\d+)\]", place).groups()
        return getattr(self.situation.goals, key)[int(number)]

    def name(self, person: str) -> str:
        said = self.book.people.at[person, "name"]
        return clean(said) or person if pd.notna(said) else person

    def standing(self, label: object) -> str:
        """Whether a record tells where somebody is now, was, or one of the two ("listed")."""
        row = self.book.affiliations.loc[label]
        mine = [each for _, each in self.records[row["person"]] if pd.isna(each["until"])]
        dated = [each["as_recorded_on"] for each in mine if pd.notna(each["as_recorded_on"])]
        by_then = [day for day in dated if day <= self.day]
        newest = max(by_then) if by_then else min(dated) if dated else None
        day = row["as_recorded_on"]
        if pd.isna(row["until"]) and (newest is None if pd.isna(day) else day == newest):
            return "now"
        return "listed" if pd.isna(day) and pd.isna(row["until"]) else "was"

    def is_active(self, person: str) -> bool:
        contacts = by_hand.contacts_in(self.by_person[person])
        return bool(contacts) and by_hand.silence(contacts, self.shown.ends) <= 180

    def closeness(self, person: str) -> float:
        return float(self.book.people.at[person, "closeness"])

    def could_be_shown(self, person: str) -> bool:
        kinds, about = set(self.book.coverage["kind"]), self.book.people.loc[person]
        address = len(about["emails"]) > 0
        linkedin = pd.notna(about["profile"]) or pd.notna(about["connected_on"]) or not address
        return (linkedin and "linkedin messages" in kinds) or (address and bool(kinds & {"calendar", "mail"}))

    def bridging_of(self, person: str) -> float:
        if person not in self.bridging:
            self.bridging[person] = self._bridging(person)
        return self.bridging[person]

    def _bridging(self, person: str) -> float:
        """METRICS section 9, B: .40 efficiency + .35 rarity + .25 participation."""
        graph, circles = self.graph, self.circles
        efficiency = nx.effective_size(graph, [person], weight="weight")[person] / graph.degree(person)
        known = int(circles.notna().sum())
        rarity = -log((circles == circles[person]).sum() / known) / log(known)
        into: dict[object, float] = defaultdict(float)
        for other, tie in graph[person].items():
            if pd.notna(circles.get(other)):
                into[circles[other]] += tie["weight"]
        participation = 1 - sum((w / sum(into.values())) ** 2 for w in into.values())
        return 0.40 * efficiency + 0.35 * rarity + 0.25 * participation


def clean(text: object) -> str:
    kept = "".join(
        " " if c.isspace() else c for c in str(text) if c.isspace() or unicodedata.category(c)[0] != "C"
    )
    return " ".join(kept.split())


def on_day(day: pd.Timestamp) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
