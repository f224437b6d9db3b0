"""How to build where the network is thin, and which meetings and threads brought lasting connections."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

import weaklib as wl
from weaklib.action.building import candidates, notes, openings
from weaklib.action.goals import Goals, read_goals
from weaklib.action.situation import Situation
from weaklib.action.yields import yields
from weaklib.book import Book, Owner, empty, typed
from weaklib.example import PLANTED

DAY = pd.Timestamp("2026-10-31")
NOBODY = pd.DataFrame({"bridging": pd.Series(dtype="float64")})


@cache
def example() -> Situation:
    book = wl.read("data/example")
    graph = wl.network.contact_network(book)
    circles = wl.circles.find_circles(graph)
    bridges = wl.bridging.bridge_table(graph, circles=circles)
    goals = read_goals("data/example/goals.yaml")
    return Situation(book, book.last_day(), wl.ties.tie_table(book), bridges, graph, circles, goals)


def small(
    people: dict[str, str | None], rows: list[dict[str, object]], *, goals: Goals | None = None
) -> Situation:
    """People (and when they were connected), all of them in energy, and what happened."""
    folk = pd.DataFrame(
        {"name": [who.title() for who in people], "connected_on": pd.to_datetime([*people.values()])}
    )
    stays = [
        {
            "person": who,
            "organisation": f"{who} Werk",
            "kind": "work",
            "field": "energy",
            "as_recorded_on": DAY,
        }
        for who in people
    ]
    told = [
        {"direction": "both", "group_size": 3} | row | {"at": pd.Timestamp(str(row["at"]), tz="UTC")}
        for row in rows
    ]
    counted = dict.fromkeys(("rows", "used", "merged", "set_aside"), 0)
    coverage = pd.DataFrame(
        [{"kind": kind, **counted, "last": DAY} for kind in ("calendar", "linkedin messages")]
    )
    book = Book(
        owner=Owner(),
        people=typed("people", folk).set_axis([*people]).rename_axis("person"),
        interactions=typed("interactions", pd.DataFrame(told)) if told else empty("interactions"),
        affiliations=typed("affiliations", pd.DataFrame(stays)),
        set_aside=empty("set_aside"),
        coverage=typed("coverage", coverage).set_axis(["a.ics", "messages.csv"]).rename_axis("source"),
    ).check()
    goals = Goals(fields=("energy",)) if goals is None else goals
    return Situation(book, DAY, wl.ties.tie_table(book, DAY), NOBODY, goals=goals)


def meeting(at: str, event: str, *people: str, size: int | None = None) -> list[dict[str, object]]:
    size = len(people) + 1 if size is None else size
    return [
        {"at": at, "person": who, "channel": "group_meeting", "group_size": size, "event": event}
        for who in people
    ]


# yields


def test_the_planted_meeting_brought_five_connections_that_lasted() -> None:
    best = yields(example()).iloc[0]
    assert (best["what"], best["size"], best["day"]) == ("meeting", 6, pd.Timestamp(PLANTED.event_on))
    assert set(best["brought"]) == set(best["lasting"]) == set(PLANTED.event_brought)
    assert best["sentence"].startswith("The meeting of 6 people on 3 March 2022 brought 5 new connections")
    assert best["circles"] == tuple(sorted(set(example().circles[[*PLANTED.event_brought]])))
    rows = example().book.interactions.loc[
        [label for table, label in best["rows"] if table == "interactions"]
    ]
    assert set(rows["person"]) == set(PLANTED.event_brought)


@pytest.mark.parametrize(
    ("connected", "brought"),
    [("2026-03-05", 1), ("2026-03-12", 1), ("2026-03-13", 0), ("2026-03-04", 0), (None, 0)],
)
def test_a_meeting_brings_whom_it_is_followed_by_within_a_week(connected: str | None, brought: int) -> None:
    situation = small({"ann": connected, "bob": None}, meeting("2026-03-05 10:00", "m", "ann", "bob"))
    assert yields(situation)["brought"].map(len).sum() == brought


def test_who_was_known_before_is_not_brought() -> None:
    rows = meeting("2026-03-01 10:00", "early", "ann", "bob") + meeting("2026-03-05 10:00", "m", "ann", "bob")
    found = yields(small({"ann": "2026-03-06", "bob": None}, rows))
    assert found["event"].tolist() == ["early"]


def test_a_connection_lasts_by_two_way_contact_more_than_thirty_days_later() -> None:
    def lasting(*more: dict[str, object]) -> int:
        rows = meeting("2026-03-05 10:00", "m", "ann", "bob")
        (size,) = yields(small({"ann": "2026-03-06", "bob": None}, [*rows, *more]))["lasting"].map(len)
        return int(size)

    def word(at: str, way: str) -> dict[str, object]:
        return {"at": at, "person": "ann", "channel": "message", "direction": way, "group_size": 2}

    assert lasting() == 0
    assert lasting(word("2026-04-10", "out")) == 0
    assert lasting(word("2026-04-10", "out"), word("2026-04-11", "in")) == 1
    assert lasting(word("2026-03-20", "out"), word("2026-04-11", "in")) == 0
    assert lasting(*meeting("2026-04-05 10:00", "n", "ann", size=8)) == 1
    assert lasting(*meeting("2026-04-05 10:00", "n", "ann", size=9)) == 0
    assert lasting(*meeting("2026-04-04 09:00", "n", "ann", size=2)) == 0


def test_a_thread_brings_somebody_only_where_another_contact_is_in_it() -> None:
    def thread(*people: str) -> Situation:
        rows = [
            {"at": "2026-03-05", "person": who, "channel": "group_message", "direction": "in", "event": "t"}
            for who in people
        ]
        return small({"ann": "2026-03-06", "bob": None}, rows)

    assert yields(thread("ann")).empty
    assert yields(thread("ann", "bob"))["what"].tolist() == ["thread"]


def test_without_anything_that_happened_nothing_was_brought() -> None:
    situation = small({"ann": "2026-03-06"}, [])
    assert yields(situation).empty
    assert notes(situation)
    nobody = replace(situation, ties=situation.ties.iloc[:0], goals=Goals())
    assert candidates(nobody) == []


# building


def test_a_gap_with_nobody_has_no_person_and_others_have() -> None:
    found = candidates(example())
    alone = {each.target for each in found if each.person is None}
    assert alone == {PLANTED.empty_field, "Fjordkraft Tromvik"}
    circle = [each.person for each in found if each.target == PLANTED.hanging]
    assert set(circle) == set(PLANTED.hangs_in)
    assert all(0 <= each.value <= 1 and each.purpose == "build" for each in found)


def test_the_second_person_of_a_circle_is_told_with_a_supposed_tie_worded_so() -> None:
    (first, *_) = [each for each in candidates(example()) if each.target == PLANTED.hanging]
    kinds = {reason.kind: reason for reason in first.reasons}
    assert kinds["gap"].text.startswith(
        "The circle Priel Strom (6 contacts) hangs on Davide Gyllensten alone"
    )
    assert "probably knows them" in kinds["knows_target"].text
    assert kinds["knows_target"].confidence == "low"
    assert "colleague" not in kinds, "who was connected in the years of a long job is no colleague for that"


def test_a_classmate_in_a_thin_field_is_worded_as_inferred() -> None:
    person = PLANTED.classmates[0]
    every = example().book.affiliations
    other = every.mask(every["person"].eq(person) & every["field"].notna(), every.assign(field="falconry"))
    book = replace(example().book, affiliations=other.astype(every.dtypes))
    situation = replace(example(), book=book, goals=Goals(fields=("falconry",)))
    (only,) = [each for each in candidates(situation) if each.target == "falconry"]
    reason = next(each for each in only.reasons if each.kind == "classmate")
    assert only.person == person
    assert reason.text.startswith(
        "Probably a classmate, or met there: you became connected on 16 January 2020"
    )
    assert PLANTED.school in reason.text
    assert reason.confidence == "low"
    assert {table for table, _ in reason.rows} == {"people", "owner"}


def test_contacts_of_the_field_come_with_the_meetings_they_share_and_the_value_is_the_formula() -> None:
    rows = meeting("2026-01-10 10:00", "a", "ann", "bob") + meeting("2026-02-10 10:00", "b", "ann", "cy")
    situation = small(dict.fromkeys(("ann", "bob", "cy", "dee")), rows)
    found = {each.person: each for each in candidates(situation)}
    opened = openings(situation, pd.Index(["ann", "bob", "cy", "dee"])).sum(axis=1)
    assert {who: each.value for who, each in found.items()} == pytest.approx(
        {who: (1 + number) / 4 for who, number in opened.items()}
    )
    meets = next(reason for reason in found["ann"].reasons if reason.kind == "meets")
    assert meets.facts == {"meetings": 2, "last": pd.Timestamp("2026-02-10"), "size": 3}
    assert "as far as your calendar shows" in meets.text
    assert "meets" not in {reason.kind for reason in found["dee"].reasons}
    assert any("cold ask" in reason.text for reason in found["dee"].reasons)
    for each in found.values():
        assert sum(reason.adds for reason in each.reasons) == pytest.approx(each.value)


def test_where_the_only_ones_are_active_they_are_asked_for_others() -> None:
    situation = small({"ann": None}, meeting("2026-10-10 10:00", "a", "ann", size=2))
    (only,) = candidates(situation)
    assert only.person == "ann"
    assert any("ask whom else they know" in reason.text for reason in only.reasons)


def test_the_notes_tell_the_gaps_and_what_has_worked() -> None:
    told = notes(example())
    assert any(PLANTED.empty_field in note for note in told)
    assert any("3 March 2022" in note for note in told)
