"""What the rows behind a reason say, told again by a second implementation; and what is wrong with a reason."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

import networkx as nx
import pandas as pd

from tests.action import by_hand
from tests.action.by_hand import Happened
from tests.action.ground import Ground, WrongError, clean, need, on_day
from weaklib.action.reasons import Candidate, Reason

ENGLISH = {
    *"A An And As By For I If In It LinkedIn No None Nobody Of On One Other Probably Somebody The Their They".split(),
    *"This To What Where With You Your".split(),
}
"""What may begin with a capital letter in a sentence without being somebody's or something's name."""
OWNED = ("interactions", "affiliations", "people")


class Said:
    """One reason, and what its rows say: for each fact a way to have it from them."""

    def __init__(self, ground: Ground, each: Candidate, reason: Reason) -> None:
        self.ground, self.each, self.reason = ground, each, reason
        self.person = str(each.person)

    def labels(self, table: str) -> list[object]:
        return [label for name, label in self.reason.rows if name == table]

    @cached_property
    def rows(self) -> list[Happened]:
        return [self.ground.rows[label] for label in self.labels("interactions")]

    @cached_property
    def contacts(self) -> list[Happened]:
        """All contact with the person: the rows must hold it, no more and no less."""
        found = by_hand.contacts_in(self.rows)
        every = by_hand.contacts_in(self.ground.by_person[self.person])
        need(set(found) == set(every), "not all contact, or more", len(found), len(every))
        return found

    @cached_property
    def closeness(self) -> float:
        """What the owner says of them, if their row is among the rows."""
        return self.ground.closeness(self.person) if self.person in self.labels("people") else float("nan")

    @cached_property
    def record(self) -> pd.Series:
        return self.ground.book.affiliations.loc[self.labels("affiliations")[0]]

    @cached_property
    def tie(self) -> tuple[str, str]:
        return self.labels("tie")[0]

    @cached_property
    def met(self) -> list[Happened]:
        """Rows of two at the same meetings and threads; each event must have both, and none may be missing."""
        by_event = defaultdict(set)
        for row in self.rows:
            by_event[row.event, row.family].add(row.person)
        need(all(who == set(self.tie) for who in by_event.values()), "an event without both")
        one, other = (
            {(row.event, row.family) for row in by_hand.contacts_in(self.ground.by_person[who])}
            for who in self.tie
        )
        need(
            {event for event in one & other if pd.notna(event[0]) and event[0]} == set(by_event),
            "an event left out",
        )
        return self.rows

    def strength(self, day: pd.Timestamp | None) -> float:
        shown = self.ground.could_be_shown(self.person)
        every = [
            row for row in self.ground.by_person[self.person] if row.family or row.channel in by_hand.SERVICES
        ]
        told = [row for row in self.rows if row.family or row.channel in by_hand.SERVICES]
        need(set(told) == set(every), "not all that the strength rests on, or more", len(told), len(every))
        return by_hand.strength(self.rows, self.ground.shown, day, self.closeness, could_be_shown=shown)

    def fact(self, name: str) -> object:
        special = OF_KIND.get((self.reason.kind, name)) or OF_KIND.get((self.reason.kind.split("_")[0], name))
        return (special or FACT[name])(self)


def events(said: Said, *, meetings: bool) -> int:
    rows = said.met if said.labels("tie") else said.contacts
    return len({(row.event, row.family) for row in rows if (row.family == "meeting") == meetings})


def wrote(said: Said, direction: str) -> int:
    return sum(row.family not in ("", "meeting") and row.direction == direction for row in said.rows)


def served(said: Said, channel: str, direction: str) -> int:
    return sum(row.channel == channel and row.direction == direction for row in said.rows)


def class_told(said: Said) -> str:
    ground, person = said.ground, said.person
    if not said.rows:
        need(not by_hand.contacts_in(ground.by_person[person]), "there was contact")
    shown = ground.could_be_shown(person)
    return by_hand.class_of(said.rows, ground.shown, ground.day, said.closeness, could_be_shown=shown)


def last_of_all(said: Said) -> pd.Timestamp:
    """The day of the rows, after which there must be no contact."""
    every = by_hand.contacts_in(said.ground.by_person[said.person])
    need(all(row in every for row in said.rows), "no contact")
    need({row.on for row in said.rows} == {every[-1].on}, "not the last")
    return every[-1].on


def met_then(said: Said) -> object:
    """The organisation of a stay of the owner's: it must hold the day of the connection, and be of its kind."""
    stay = said.ground.book.owner.affiliations.loc[said.labels("owner")[0]]
    on = said.ground.book.people.at[said.person, "connected_on"]
    need(stay["since"] <= on and (pd.isna(stay["until"]) or on <= stay["until"]), "not during that stay")
    need((stay["kind"] == "school") == (said.reason.kind == "classmate"), stay["kind"])
    return stay["organisation"]


def basis(said: Said) -> tuple[str, ...]:
    """On what a supposed tie rests, each kind looked up among both people's records."""
    ground, pair = said.ground, said.tie
    need(ground.graph.edges[pair]["observed"] == 0, "the tie was seen")
    places = [
        {row["organisation"] for _, row in ground.records[who] if pd.notna(row["organisation"])}
        for who in pair
    ]
    connected = [ground.book.people.at[who, "connected_on"] for who in pair]
    stays = ground.book.owner.affiliations
    held = {
        "employer": bool(places[0] & places[1]),
        "met_during": any(
            all(since <= on and (pd.isna(until) or on <= until) for on in connected)
            for since, until in zip(stays["since"], stays["until"], strict=True)
        ),
        "group": False,
    }
    told = said.reason.facts["basis"]
    need(told and all(held[each] for each in told), told, held)
    return told


def asked(said: Said) -> object:
    goals = said.labels("goals")
    if said.reason.kind.startswith("goal"):
        return clean(said.ground.goal(goals[0]))
    need(not goals or said.ground.goal(goals[0]) == said.each.target, "another challenge")
    words = said.reason.facts["asked"]
    need(all(word in said.each.target for word in words), "words that nobody asked", words)
    return words


def found(said: Said) -> object:
    texts = [
        str(said.fact(name))
        for name in ("position", "skill", "note", "function")
        if name in said.reason.facts
    ]
    words = said.reason.facts["found"]
    need(all(any(word in text for text in texts) for word in words), "words that no row has", words, texts)
    return words


def gap_active(said: Said) -> object:
    return _GAPS[str(said.reason.facts["kind"])](said)


def _field_gap(said: Said) -> int:
    ground = said.ground
    now = {
        ground.book.affiliations.at[label, "person"]
        for label in said.labels("affiliations")
        if ground.standing(label) == "now"
    }
    return sum(map(ground.is_active, now))


def _organisation_gap(said: Said) -> int:
    ground, wanted = said.ground, str(said.reason.facts["target"]).casefold()
    for label, name in ground.book.affiliations["organisation"].dropna().items():
        need(name.casefold() != wanted or ground.standing(label) == "was", "somebody is there")
    return 0


def _seniority_gap(said: Said) -> int:
    ground, work = said.ground, said.ground.book.affiliations.loc[said.labels("affiliations")]
    need((work["seniority"] == said.reason.facts["target"]).all(), "another seniority")
    return sum(map(ground.is_active, work["person"]))


def _circle_gap(said: Said) -> int:
    """The circle must fall off where its one contact is taken away."""
    ground, members, hub = said.ground, set(said.labels("people")), said.tie[0]
    need(
        members == set(ground.circles.index[ground.circles == said.reason.facts["target"]]), "not the circle"
    )
    rest = nx.restricted_view(ground.graph, [hub], [])
    others = members - {hub}
    main = max(
        nx.connected_components(ground.graph.subgraph(nx.node_connected_component(ground.graph, hub))),
        key=len,
    )
    outside = set(main) - members - {hub}
    reached = set().union(*(nx.node_connected_component(rest, who) for who in others))
    need(not outside or outside - reached, "it does not hang on them")
    return int(hub in members and ground.is_active(hub))


_GAPS: Mapping[str, Callable[[Said], int]] = {
    "field": _field_gap,
    "organisation": _organisation_gap,
    "seniority": _seniority_gap,
    "circle": _circle_gap,
}


def target(said: Said) -> str:
    """What is asked for: as the goals have it, if a row of theirs is behind it."""
    goals = said.labels("goals")
    return said.ground.goal(str(goals[0])) if goals else said.each.target


FACT: Mapping[str, Callable[[Said], object]] = {
    "target": target,
    "perhaps": target,
    "peak_strength": lambda said: said.strength(None),
    "strength": lambda said: said.strength(said.ground.day),
    "last_contact": lambda said: max(row.on for row in said.contacts),
    "channel": lambda said: said.contacts[-1].channel,
    "silence_days": lambda said: by_hand.silence(said.contacts, said.ground.shown.ends),
    "median_gap_days": lambda said: by_hand.usual_gap(said.contacts),
    "contact_days": lambda said: by_hand.days_in(said.contacts),
    "class": class_told,
    "bridging": lambda said: said.ground.bridging_of(said.person),
    "ties": lambda said: said.ground.graph.degree(said.person),
    "seen": lambda said: sum(tie["observed"] > 0 for tie in said.ground.graph[said.person].values()),
    "they_wrote": lambda said: wrote(said, "in"),
    "you_wrote": lambda said: wrote(said, "out"),
    "met": lambda said: sum(row.family == "meeting" and row.size == 2 for row in said.rows),
    "recommended_you": lambda said: served(said, "recommendation", "in"),
    "recommended_them": lambda said: served(said, "recommendation", "out"),
    "endorsed_you": lambda said: served(said, "endorsement", "in"),
    "endorsed_them": lambda said: served(said, "endorsement", "out"),
    "connected_on": lambda said: said.ground.book.people.at[said.labels("people")[0], "connected_on"],
    "asked": asked,
    "found": found,
    "goal": lambda said: said.labels("goals")[0],
    "how": lambda said: said.reason.facts["how"],  # what the goals' own tests hold: sure or perhaps
    "standing": lambda said: said.ground.standing(said.labels("affiliations")[0]),
    "skill": lambda said: said.rows[0].skill,
    "note": lambda said: said.ground.book.people.at[said.labels("people")[0], "note"],
    "direction": lambda said: said.rows[0].direction,
    "on": lambda said: said.rows[0].on,
    "days": lambda said: (said.ground.day - said.rows[0].on).days,
    "name": lambda said: said.ground.name(said.labels("people")[0]),
    "other": lambda said: said.ground.name(said.tie[0] if said.tie[1] == said.person else said.tie[1]),
    "basis": basis,
    "meetings": lambda said: events(said, meetings=True),
    "threads": lambda said: events(said, meetings=False),
    "last": lambda said: max(row.on for row in (said.met if said.labels("tie") else said.rows)),
    "size": lambda said: max(said.rows, key=lambda row: row.at).size,
    "until": lambda said: said.record["until"],
    "recorded": lambda said: on_day(said.record["as_recorded_on"]),
    "as_recorded_on": lambda said: said.record["as_recorded_on"],
    "organisation": lambda said: said.record["organisation"],
    "role": lambda said: said.record["role"],
    "position": lambda said: (
        said.record["role"]
        if said.labels("affiliations")
        else said.ground.book.people.at[said.labels("people")[0], "position"]
    ),
    "function": lambda said: said.record["function"],
    "seniority": lambda said: said.record["seniority"],
    "field": lambda said: said.record["field"],
}
OF_KIND: Mapping[tuple[str, str], Callable[[Said], object]] = {
    ("last_contact", "last_contact"): last_of_all,
    ("no_contact", "contact_days"): lambda said: len(by_hand.contacts_in(said.ground.by_person[said.person])),
    ("colleague", "organisation"): met_then,
    ("classmate", "organisation"): met_then,
    ("moved", "organisation_before"): lambda said: said.record["organisation"],
    ("moved", "organisation"): lambda said: said.ground.book.affiliations.at[
        said.labels("affiliations")[-1], "organisation"
    ],
    ("moved", "seen_between"): lambda said: tuple(
        said.ground.book.affiliations.loc[said.labels("affiliations"), "as_recorded_on"]
    ),
    ("meets", "meetings"): lambda said: len({row.event for row in said.rows if row.family == "meeting"}),
    ("opens", "people"): lambda said: len(
        {
            who
            for who, rows in said.ground.records.items()
            if who in said.ground.situation.ties.index
            for label, row in rows
            if row["organisation"] == said.record["organisation"] and said.ground.standing(label) == "now"
        }
    ),
    ("gap", "kind"): lambda said: said.reason.facts["kind"],
    ("gap", "target"): lambda said: said.each.target,
    ("gap", "count"): gap_active,
    ("gap", "active"): gap_active,
    ("gap", "enough"): lambda said: {"field": 3, "circle": 2}.get(str(said.reason.facts["kind"]), 1),
}


def wrong_with(ground: Ground, each: Candidate, reason: Reason) -> str:
    """Say what is wrong with a reason; "" where its rows say all that it says."""
    try:
        said = Said(ground, each, reason)
        _rows_are_theirs(said)
        for name, fact in reason.facts.items():
            derived = _as_told(reason, name, said.fact(name))
            need(_same(derived, fact), f"{name} {fact!r}, not {derived!r}")
        _says_no_more(said)
    except (WrongError, KeyError, IndexError, ValueError) as error:
        return f"{each.purpose} {each.person} {reason.kind}: {type(error).__name__} {error.args} in {reason.text!r}"
    return ""


def _as_told(reason: Reason, name: str, fact: object) -> object:
    """A goal's reason keeps what it tells as it is shown."""
    return (
        clean(fact) if reason.kind.startswith("goal_") and isinstance(fact, str) and name != "goal" else fact
    )


def _same(derived: object, fact: object) -> bool:
    if isinstance(derived, float) and isinstance(fact, float):
        return abs(derived - fact) <= 0.005 + 1e-9  # told to two places
    return bool(derived == fact)


def _rows_are_theirs(said: Said) -> None:
    """Every row must be there, and be of the person or of whom a tie among the rows names."""
    book, reason = said.ground.book, said.reason
    need(reason.rows, "no rows")
    need(reason.confidence in ("high", "medium", "low"), reason.confidence)
    theirs = {said.person, *(who for pair in said.labels("tie") for who in pair)}
    for table, label in reason.rows:
        if table in OWNED:
            frame = getattr(book, table)
            need(label in frame.index, "no such row", table, label)
            who = label if table == "people" else frame.at[label, "person"]
            need(who in theirs or reason.kind == "gap", "a row of somebody else", table, label)
        elif table == "tie":
            need(said.ground.graph.has_edge(*label), "no such tie", label)
            need(said.person in label or reason.kind == "gap", "a tie of others", label)
        elif table == "owner":
            need(label in book.owner.affiliations.index, "no such stay")
        else:
            need(table == "goals" and said.ground.goal(str(label)) is not None, "no such goal")
    later = [row for row in said.rows if row.on > said.ground.day]
    need(not later, "what happened later", later[:1])


def _says_no_more(said: Said) -> None:
    """Take the facts out of the sentence: no number, day, name or quotation may be left."""
    text = said.reason.text
    need(text.endswith(".") and clean(text) == text, "no plain sentence")
    words = {word for value in said.reason.facts.values() for word in _renderings(value)} | set(_of_gap(said))
    for word in sorted(filter(None, words), key=len, reverse=True):
        text = re.sub(rf"(?<![\w.]){re.escape(word)}(?!\w|[.,]\d)", " ", text)
    text = re.sub(r"\bof 1\b(?!\d)", " ", text)
    left = re.findall(r"[^\W\d_]*\d[\d,.]*|“[^”]*[^”\s…][^”]*”|\b[A-Z]\w+", text)
    left = [word for word in left if word not in ENGLISH]
    need(not left, "the sentence says more", left)


def _renderings(value: object) -> Iterable[str]:
    if isinstance(value, tuple):
        for each in value:
            yield from _renderings(each)
    elif isinstance(value, pd.Timestamp):
        yield on_day(value)
    elif isinstance(value, str):
        shown = clean(value)
        yield from (shown, f"{shown[:119].rstrip()}…")
    elif isinstance(value, float):
        yield from (f"{value:.2f}", f"{value:,.0f}")
    elif not isinstance(value, bool):
        yield from (f"{value:,}", f"{value:,} times")


def _of_gap(said: Said) -> Iterable[str]:
    """What the sentence of a gap tells besides: how many rows there are, and whom and what they name."""
    if said.reason.kind == "gap":
        ground, people = (
            said.ground,
            [*said.labels("people"), *(who for pair in said.labels("tie")[:1] for who in pair)],
        )
        standings = [ground.standing(label) for label in said.labels("affiliations")]
        yield from (
            f"{number:,}"
            for number in (len(set(said.labels("people"))), standings.count("now"), standings.count("was"))
        )
        yield from map(ground.name, people)
        yield from (clean(ground.goal(place)) for place in said.labels("goals"))
