"""Adjustments derived anew from their rows: by single rows, and by none of the code that proposed them."""

from __future__ import annotations

import re
from math import hypot, sqrt
from typing import Any

import pandas as pd

from tests.action import by_hand
from weaklib.action.goals import Goals
from weaklib.action.ledger import Ledger
from weaklib.book import Book

Z = 1.959963984540054
WEAK = {"moderately weak", "weak", "dormant", "fading", "nominal"}
LADDER = "replied conversation help intro_offered intro_made connection referral interview offer".split()


def day_after(day: pd.Timestamp, days: int) -> pd.Timestamp:
    return day + pd.Timedelta(days=days)


class Anew:
    """What an adjustment is checked against: the book, the ledger as it stood, the goals and the days."""

    def __init__(self, book: Book, ledger: Ledger | None, goals: Goals, start: str, end: str) -> None:
        self.book, self.goals = book, goals
        self.start, self.end = pd.Timestamp(start), pd.Timestamp(end)
        self.rows = by_hand.happened(book)
        self.entries = ledger.entries(end) if ledger else pd.DataFrame()

    def check(self, adjustment: Any) -> None:
        """Derive every fact of an adjustment from its rows."""
        assert adjustment.rows, adjustment.kind
        getattr(self, adjustment.kind.replace(" ", "_"))(adjustment.facts, [*adjustment.rows], adjustment)

    def of(self, table: str, rows: list) -> list:
        return [label for name, label in rows if name == table]

    def between(self, person: str) -> list[by_hand.Happened]:
        mine = [row for row in self.rows.values() if row.person == person and row.on <= self.end]
        return sorted((row for row in mine if row.family), key=lambda row: row.at)

    def to_few(self, row: by_hand.Happened) -> bool:
        """Whether the owner wrote in a thread of at most 8."""
        return row.channel in ("group_message", "group_mail") and row.direction == "out" and row.size <= 8

    def aside(self, person: str, *purposes: str) -> bool:
        """Whether they are marked so that they are not to be named on the last day."""
        for _, mark in self.entries.iterrows():
            if mark["person"] != person or mark["on"] > self.end or mark["purpose"] not in ("", *purposes):
                continue
            ended = pd.notna(mark["until"]) and mark["until"] < self.end
            back = pd.notna(mark["until"]) and mark["until"] <= self.end
            if mark["step"] == "never" or (mark["step"] in ("done", "snooze") and not ended):
                return True
            if mark["step"] == "skip" and not back:
                return True
        return False

    def answer(self, facts: dict, rows: list, _: Any) -> None:
        people = []
        for label in self.of("interactions", rows):
            last = self.rows[label]
            assert last.channel in ("message", "mail")
            assert last.direction == "in"
            assert day_after(last.on, 60) > self.end
            later = [row for row in self.between(last.person) if row.at > last.at]
            assert not [row for row in later if row.channel in ("message", "mail", "meeting")]
            assert not [row for row in later if self.to_few(row)]
            assert not self.aside(last.person)
            sent = self.entries[self.entries["step"].eq("sent")] if len(self.entries) else self.entries
            assert not [
                ask for _, ask in sent.iterrows() if ask["person"] == last.person and ask["on"] > last.on
            ]
            people.append(last.person)
        assert tuple(people) == facts["people"]
        assert facts["oldest"] == min(self.rows[label].on for _, label in rows)

    def follow_up(self, facts: dict, rows: list, _: Any) -> None:
        asked = self.entries.loc[self.of("ledger", rows)]
        assert tuple(asked["person"]) == facts["people"]
        assert len(asked) == facts["asks"]
        assert asked["on"].min() == facts["oldest"]
        for entry, ask in asked.iterrows():
            assert ask["step"] == "sent"
            assert 14 < (self.end - ask["on"]).days <= 90
            assert self.entries[self.entries["attempt"].eq(entry).fillna(False)].empty
            again = self.entries[self.entries["person"].eq(ask["person"]) & self.entries["step"].eq("sent")]
            assert again["on"].max() == ask["on"]
            wrote = [row for row in self.between(ask["person"]) if row.on >= ask["on"]]
            assert not [row for row in wrote if row.direction == "in" and row.channel in ("message", "mail")]
            later = [row for row in wrote if row.on > ask["on"]]
            assert not [row for row in later if row.channel in ("message", "mail", "meeting")]
            assert not self.aside(ask["person"], ask["purpose"])

    def introduction(self, facts: dict, rows: list, _: Any) -> None:
        told = self.entries.loc[self.of("ledger", rows)]
        asks = told[told["step"] == "sent"]
        offers = told[told["step"] == "intro_offered"]
        assert tuple(asks["person"]) == facts["people"]
        assert len(asks) == facts["offers"]
        assert offers.groupby("attempt")["on"].min().min() == facts["oldest"]
        for entry in asks.index:
            mine = self.entries[self.entries["attempt"].eq(entry).fillna(False)]
            first = mine.loc[mine["step"] == "intro_offered", "on"].min()
            made = self.entries[self.entries["step"].eq("intro_made")]
            who = asks.at[entry, "person"]
            assert not [each for _, each in made.iterrows() if each["person"] == who and each["on"] >= first]
            assert not self.aside(who, asks.at[entry, "purpose"])
            assert 14 < (self.end - first).days <= 365

    def _answered(self, entry: int) -> bool:
        mine = self.entries[
            self.entries["attempt"].eq(entry).fillna(False) & self.entries["step"].isin(LADDER)
        ]
        return bool(len(mine)) and (mine["on"].min() - self.entries.at[entry, "on"]).days <= 14

    def _group(self, ask: pd.Series, by: str) -> str:
        if by == "ties":
            return "strong" if ask["class"] == "strong" else "weak" if ask["class"] in WEAK else "unknown"
        return str(ask[{"purpose": "purpose", "channel": "via"}[by]])

    def rate(self, facts: dict, rows: list, adjustment: Any) -> None:
        counts = {True: [0, 0], False: [0, 0]}
        for entry in self.of("ledger", rows):
            ask = self.entries.loc[entry]
            assert (self.end - ask["on"]).days >= 14
            here = counts[self._group(ask, facts["by"]) == facts["group"]]
            here[0] += self._answered(entry)
            here[1] += 1
        assert counts[True] == [facts["answered"], facts["asked"]]
        assert counts[False] == [facts["others_answered"], facts["others_asked"]]
        assert min(facts["asked"], facts["others_asked"]) >= 5, "n < 5 shows no percentage"
        low, high = newcombe_by_hand(*counts[True], *counts[False])
        assert abs(low - facts["low"]) < 1e-9
        assert abs(high - facts["high"]) < 1e-9
        assert low > 0
        shares = [round(100 * got / of) for got, of in (counts[True], counts[False])]
        assert [int(share) for share in re.findall(r"(\d+) %", adjustment.cause)] == shares

    def spread(self, facts: dict, rows: list, _: Any) -> None:
        asks = self.entries.loc[self.of("ledger", rows)]
        assert asks["on"].between(self.start, self.end).all()
        assert len(asks) == facts["of"] >= 5
        if facts["by"] == "ties":
            there = [self._group(ask, "ties") for _, ask in asks.iterrows()].count(facts["group"])
            assert there == facts["asked"]
        assert facts["asked"] / facts["of"] > facts["limit"]

    def target(self, facts: dict, rows: list, _: Any) -> None:
        assert rows[0] == ("goals", facts["goal"])
        wanted = self.goals.targets[int(re.search(r"\d+", facts["goal"])[0])]
        assert (wanted.count, wanted.by) == (facts["wanted"], facts["by"])
        begins = wanted.since or wanted.by - pd.DateOffset(years=1) + pd.Timedelta(days=1)
        gone, whole = (self.end - begins).days + 1, (wanted.by - begins).days + 1
        pace = wanted.count * gone / whole
        assert abs(facts["expected"] - pace) <= 0.0501
        assert facts["count"] <= facts["expected"] - 0.5 + 1e-9
        entries = [
            entry for entry in self.of("ledger", rows) if self.entries.at[entry, "step"] == "intro_made"
        ]
        if wanted.what == "introductions" and not wanted.within:
            assert len(entries) == facts["count"]
            assert self.entries.loc[entries, "on"].between(begins, self.end).all()

    def silent(self, facts: dict, rows: list, _: Any) -> None:
        shown = {day: by_hand.exported(self.book, day) for day in (day_after(self.start, -1), self.end)}
        for person in facts["people"]:
            classes = []
            for day, exports in shown.items():
                mine = [row for row in self.rows.values() if row.person == person and row.on <= day]
                near = float(self.book.people.at[person, "closeness"])
                classes.append(by_hand.class_of(mine, exports, day, near, could_be_shown=True))
            assert classes[0] in ("strong", "moderately weak", "weak")
            assert classes[1] == "fading"
        assert len(facts["people"]) == facts["ties"]
        told = {self.rows[label].person for label in self.of("interactions", rows)}
        assert told == set(facts["people"])

    def gap(self, facts: dict, rows: list, adjustment: Any) -> None:
        assert facts["active"] < facts["enough"]
        keys = {"field": "fields", "organisation": "organisations", "seniority": "roles"}
        wanted = getattr(self.goals, keys[facts["gap"]])
        assert facts["gap"] == "seniority" or facts["target"] in wanted
        people = {self.book.affiliations.at[label, "person"] for label in self.of("affiliations", rows)}
        active = 0
        for person in people:
            contacts = self.between(person)
            ends = by_hand.exported(self.book, self.end).ends
            active += bool(contacts) and by_hand.silence(contacts, ends) <= 180
        if facts["gap"] == "field":
            assert active == facts["active"]
        assert facts["target"] in adjustment.sentence

    def event(self, facts: dict, rows: list, _: Any) -> None:
        there = [
            self.rows[label]
            for label in self.of("interactions", rows)
            if self.rows[label].event == facts["event"]
        ]
        assert {row.on for row in there} == {facts["day"]}
        assert self.end - facts["day"] < pd.Timedelta(days=365)
        assert set(facts["brought"]) <= {row.person for row in there}
        assert set(facts["lasting"]) <= set(facts["brought"])
        assert len(facts["lasting"]) >= 2

    def pace(self, facts: dict, rows: list, _: Any) -> None:
        asks = self.entries.loc[self.of("ledger", rows)]
        assert ("goals", "weekly") in rows
        assert len(asks) == facts["sent"]
        assert asks["on"].between(self.start, self.end).all()
        days = (self.end - self.start).days + 1
        assert (facts["weekly"], facts["days"]) == (self.goals.weekly, days)
        assert facts["sent"] < self.goals.weekly * days / 7 / 2


def wilson_by_hand(count: int, n: int) -> tuple[float, float]:
    p = count / n
    middle, half = p + Z * Z / (2 * n), Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return (middle - half) / (1 + Z * Z / n), (middle + half) / (1 + Z * Z / n)


def newcombe_by_hand(count_1: int, n_1: int, count_2: int, n_2: int) -> tuple[float, float]:
    p_1, p_2 = count_1 / n_1, count_2 / n_2
    (l_1, u_1), (l_2, u_2) = wilson_by_hand(count_1, n_1), wilson_by_hand(count_2, n_2)
    return p_1 - p_2 - hypot(p_1 - l_1, u_2 - p_2), p_1 - p_2 + hypot(u_1 - p_1, p_2 - l_2)
