"""Which ties to keep: who fades, who waits for an answer, and what is told only; every sentence from its rows."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

import weaklib as wl
from weaklib.action.maintaining import ASKED, candidates, notes, values
from weaklib.action.pending import KINDS, pending
from weaklib.action.situation import Situation
from weaklib.book import Book, Owner, empty, typed
from weaklib.example import PLANTED
from weaklib.measures.sentences import on_day

DAY = "2026-10-31"


def book_of(people: dict[str, str | None], rows: list[tuple[str, str, str, str]], **kinds: str) -> Book:
    """A book of people (and when they were connected) and of (when, who, channel, direction)."""
    folk = pd.DataFrame(
        [
            {"name": who.title(), "profile": who, "connected_on": pd.Timestamp(on)}
            for who, on in people.items()
        ]
    )
    told = pd.DataFrame(rows, columns=["at", "person", "channel", "direction"])
    told = told.assign(at=pd.to_datetime(told["at"], utc=True), group_size=2)
    files = kinds or {"linkedin messages": DAY, "linkedin connections": DAY}
    coverage = pd.DataFrame(
        [
            {"kind": kind, "rows": 0, "used": 0, "merged": 0, "set_aside": 0, "last": pd.Timestamp(last)}
            for kind, last in files.items()
        ]
    )
    return Book(
        owner=Owner(),
        people=typed("people", folk).set_axis(list(people)).rename_axis("person"),
        interactions=typed("interactions", told) if rows else empty("interactions"),
        affiliations=empty("affiliations"),
        set_aside=empty("set_aside"),
        coverage=typed("coverage", coverage).set_axis(list(files)).rename_axis("source"),
    ).check()


def situation_of(book: Book, day: str = DAY) -> Situation:
    graph = wl.network.contact_network(book, as_of=day)
    bridges = wl.bridging.bridge_table(graph)
    return Situation(book, pd.Timestamp(day), wl.ties.tie_table(book, as_of=day), bridges, graph)


@pytest.fixture(scope="module")
def example() -> Situation:
    """The example on its last day."""
    return situation_of(wl.read("data/example"))


def waits(book: Book, day: str = DAY) -> list[tuple[str, str, int]]:
    return [*pending(situation_of(book, day))[["kind", "person", "days"]].itertuples(index=False, name=None)]


def test_a_question_of_theirs_waits_for_sixty_days_and_no_longer():
    rows = [("2026-09-01 09:00", "ann", "message", "in"), ("2026-10-30 09:00", "bob", "mail", "in")]
    book = book_of({"ann": None, "bob": None}, rows)
    assert waits(book) == [("reply owed", "bob", 1)]
    assert waits(book, "2026-10-15") == [("reply owed", "ann", 44)]


def test_an_answer_or_a_meeting_of_two_ends_the_waiting():
    rows = [
        *[("2026-10-01 09:00", who, "message", "in") for who in ("ann", "bob", "cy")],
        ("2026-10-02 09:00", "ann", "message", "out"),
        ("2026-10-02 09:00", "bob", "meeting", "both"),
    ]
    assert waits(book_of(dict.fromkeys(("ann", "bob", "cy")), rows), "2026-10-05") == [
        ("reply owed", "cy", 4)
    ]


def test_what_nobody_answered_is_told_from_two_weeks_to_ninety_days_and_asks_for_nothing():
    rows = [
        ("2026-10-28 09:00", "new", "message", "out"),
        ("2026-10-01 09:00", "ann", "message", "out"),
        ("2026-07-01 09:00", "old", "message", "out"),
    ]
    situation = situation_of(book_of(dict.fromkeys(("new", "ann", "old")), rows))
    assert pending(situation)[["kind", "person"]].to_numpy().tolist() == [["not answered", "ann"]]
    assert candidates(situation) == []
    (told,) = notes(situation)
    assert told.startswith(
        "You wrote last to Ann (1 October 2026), and no answer is on record: nothing to do"
    )


def test_an_invitation_waits_until_the_two_are_connected():
    rows = [
        (f"2026-0{number}-01 09:00", who, "invitation", way)
        for number, (who, way) in enumerate([("ann", "out"), ("bob", "out"), ("cy", "in")], start=1)
    ]
    book = book_of({"ann": None, "bob": "2026-02-03", "cy": None}, rows)
    assert waits(book) == [("invitation received", "cy", 244), ("invitation sent", "ann", 303)]
    assert ("invitation sent", "bob", 0) in waits(book, "2026-02-01"), "not yet connected on that day"


def test_whether_an_invitation_was_accepted_is_known_only_from_a_later_list_of_connections():
    rows = [("2026-09-01 09:00", "ann", "invitation", "out")]
    stale = book_of({"ann": None}, rows, **{"linkedin messages": DAY, "linkedin connections": "2026-08-01"})
    none = book_of({"ann": None}, rows, **{"linkedin messages": DAY})
    assert waits(stale) == waits(none) == []


def test_who_fades_stands_first_with_what_was_lost(example):
    found = {each.person: each for each in candidates(example)}
    fading = example.ties.index[example.ties["class"] == "fading"]
    assert {*fading} <= {*found}
    best = next(iter(found.values()))
    assert best.person in fading
    carla = found[PLANTED.fading]
    tie, reasons = example.ties.loc[PLANTED.fading], {each.kind: each for each in carla.reasons}
    assert reasons["fading"].facts == {
        "strength": round(tie["strength"], 2),
        "peak_strength": round(tie["peak_strength"], 2),
    }
    assert on_day(tie["last_contact"]) in reasons["silence"].text
    assert carla.relevance == 1


def test_the_one_owed_a_reply_waits_with_the_message_itself(example):
    found = {each.person: each for each in candidates(example)}[PLANTED.owed_reply]
    waiting = next(each for each in found.reasons if each.kind == "waiting")
    table, label = waiting.rows[0]
    row = example.book.interactions.loc[label]
    assert (table, row["person"], row["direction"]) == ("interactions", PLANTED.owed_reply, "in")
    assert waiting.facts["on"] == pd.Timestamp(PLANTED.owed_on)


def test_each_value_is_the_sum_of_what_the_reasons_add_where_a_bridge_is_told(example):
    worth = values(example)
    for each in candidates(example):
        told = sum(reason.adds for reason in each.reasons)
        bridging = worth.at[each.person, "bridging"]
        untold = (
            0 if any(reason.kind == "bridge" for reason in each.reasons) or pd.isna(bridging) else bridging
        )
        assert told + untold == pytest.approx(each.value)
        assert 0 <= each.value <= 1


def test_every_fact_of_every_reason_follows_from_its_rows(example):
    """Without a row that it names, a reason would say something else; what it names is that person's."""
    contacts, book, day = example.contacts, example.book, example.day
    for each in candidates(example):
        for reason in each.reasons:
            labels = [label for table, label in reason.rows if table == "interactions"]
            rows = book.interactions.loc[labels]
            assert set(rows["person"]) <= {each.person}
            at = rows["at"].dt.tz_convert(book.owner.zone).dt.tz_localize(None).dt.normalize()
            if reason.kind in ("fading", "silence"):
                alone = replace(
                    book,
                    interactions=rows,
                    people=book.people.loc[[each.person]],
                    affiliations=empty("affiliations"),
                )
                tie = wl.ties.tie_table(alone, as_of=day).loc[each.person]
            if reason.kind == "fading":
                told = ("strength", "peak_strength")
                assert reason.facts == {name: round(tie[name], 2) for name in told}
            if reason.kind == "silence":
                assert {*labels} == {*contacts.index[contacts["person"] == each.person]}
                assert reason.facts["last_contact"] == at.max() == tie["last_contact"]
                assert reason.facts["silence_days"] == tie["silence_days"]
            if reason.kind == "waiting":
                direct = rows["channel"].isin(["message", "mail"])
                assert reason.facts["on"] == at.iloc[0] == at[direct].max()
                assert reason.facts["days"] == (day - at.iloc[0]).days
            if reason.kind == "invitation":
                assert rows["channel"].tolist() == ["invitation"]
                assert reason.facts == {
                    "on": at.iloc[0],
                    "days": (day - at.iloc[0]).days,
                    "direction": rows["direction"].iloc[0],
                }
            for fact in ("days", "silence_days"):
                if fact in reason.facts:
                    assert f"{reason.facts[fact]:,} day" in reason.text


def test_nobody_stands_twice_and_each_wait_that_can_be_ended_is_there(example):
    people = [each.person for each in candidates(example)]
    assert len(people) == len(set(people))
    asked = pending(example)
    assert set(asked["kind"]) <= set(KINDS)
    assert set(asked.loc[asked["kind"].isin(ASKED), "person"]) <= set(people)


def test_without_an_export_that_shows_contact_fading_is_not_known():
    situation = situation_of(book_of({"ann": "2020-01-01"}, [], **{"linkedin connections": DAY}))
    assert candidates(situation) == []
    assert "not known" in notes(situation)[0]


def test_a_book_of_nobody_has_no_ties_to_keep():
    situation = situation_of(book_of({"ann": None}, []))
    nobody = replace(situation, ties=situation.ties.iloc[:0], bridges=situation.bridges.iloc[:0])
    assert candidates(nobody) == []
    assert notes(nobody) == []


def test_of_many_the_best_hundred_of_each_sort_are_told():
    people = [f"p{number:03}" for number in range(130)]
    fading = [(f"2024-0{month}-02 09:00", who, "meeting", "both") for who in people for month in range(1, 9)]
    asked = [("2026-10-01 09:00", f"q{number:03}", "message", "in") for number in range(130)]
    everybody = dict.fromkeys([*people, *(who for _, who, _, _ in asked)])
    book = book_of(everybody, [*fading, *asked], **{"linkedin messages": DAY, "calendar": DAY})
    situation = situation_of(book, "2026-10-20")
    assert (situation.ties.loc[people, "class"] == "fading").all()
    kinds = [each.reasons[0].kind for each in candidates(situation)]
    assert kinds == ["fading"] * 100 + ["waiting"] * 100
