"""The plan where little is known, much is asked, or the exports hold what nobody should write: always a table."""

from __future__ import annotations

import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import weaklib as wl
from tests.action.guarded_books import DAY, guarded_book
from weaklib.action.goals import Goals
from weaklib.action.outreach import COLUMNS, PURPOSES, WEEK, plan
from weaklib.action.weights import Weights
from weaklib.book import Book, InputError

LINKEDIN = Path("tests/data/linkedin")
CONTRACT = (
    *("purpose", "person", "name", "score", "relevance", "p_reply", "reasons", "evidence", "opens"),
    *("last_contact", "draft"),
)


def planned(book: Book, goals: Goals | None = None, **more: Any) -> pd.DataFrame:
    ties = wl.ties.tie_table(book, more.get("as_of"))
    graph = wl.network.contact_network(book, more.get("as_of"))
    circles = wl.circles.find_circles(graph, seed=0)
    bridges = wl.bridging.bridge_table(graph, circles=circles)
    return sound(plan(book, ties, bridges, goals, graph=graph, circles=circles, **more))


def sound(found: pd.DataFrame) -> pd.DataFrame:
    """The table itself, if it keeps what is promised of every plan."""
    assert tuple(found.columns) == COLUMNS
    assert COLUMNS[: len(CONTRACT)] == CONTRACT
    assert {"notes", "left_out"} <= set(found.attrs)
    assert found["score"].notna().all()
    for column in ("score", "relevance", "value"):
        assert found[column].between(0, 1).all()
    assert (found["p_reply"].between(0, 1) | found["person"].isna()).all()
    for row in found.itertuples():
        assert 1 <= len(row.reasons) <= 4, row
        assert len(row.reasons) == len(row.evidence) == len(row.confidence)
        assert all(row.evidence), row
        assert set(row.confidence) <= {"high", "medium", "low"}
        assert all(reason.endswith((".", "?", "!", "”")) for reason in row.reasons), row.reasons
    for _, rows in found.groupby("purpose"):
        people = rows["person"].dropna()
        assert people.is_unique
        # best first within ten; whom the limits moved comes behind the first ten
        assert rows["score"].iloc[:10].is_monotonic_decreasing
    return found


@cache
def example() -> Book:
    return wl.read("data/example")


@cache
def example_goals() -> Goals:
    return wl.goals.read_goals("data/example/goals.yaml")


def test_two_to_four_reasons_wherever_there_are_as_many() -> None:
    found = planned(example(), example_goals(), purposes=PURPOSES)
    assert set(found["purpose"]) == set(PURPOSES)
    week = found[found["purpose"].isin(WEEK)]
    assert week["reasons"].map(len).between(2, 4).all()


@pytest.mark.parametrize("goals", [None, Goals()])
def test_without_goals_it_says_what_they_would_add(goals: Goals | None) -> None:
    found = planned(example(), goals, purposes=PURPOSES)
    assert "reconnect" in set(found["purpose"])
    assert (found["relevance"] == 1).all()
    assert sum("goals" in note.lower() for note in found.attrs["notes"]) >= 1
    assert not set(found["purpose"]) & {"advice", "introduction"}


def test_goals_that_nobody_matches_are_said_to_be_so() -> None:
    goals = Goals(
        roles=("Chief Falconer",),
        fields=("falconry",),
        organisations=("Xqz Falken Gilde",),
        places=("Ultima Thule",),
        people=("Nobody Atall",),
        challenges=("zzxq wvvy",),
    )
    found = planned(example(), goals, purposes=PURPOSES)
    assert len(found[found["purpose"] == "reconnect"]) == 10
    assert not (found["purpose"] == "introduction").any()
    notes = " ".join(found.attrs["notes"])
    for asked in ("Xqz Falken Gilde", "falconry", "Nobody Atall"):
        assert asked in notes


@pytest.mark.parametrize("goals", [None, Goals(organisations=("Somewhere",), challenges=("data",))])
def test_nobody_is_a_table_without_rows(goals: Goals | None) -> None:
    found = planned(guarded_book([]), goals, purposes=PURPOSES)
    assert found["person"].dropna().empty


def test_one_contact() -> None:
    book = guarded_book(
        {"ann": {"organisation": "Werk Holm"}},
        [("ann", "meeting", "both", "2024-05-04 10:00")],
        affiliations=[
            {"person": "ann", "organisation": "Werk Holm", "role": "Data Engineer", "as_recorded_on": DAY}
        ],
    )
    alone = planned(book, purposes=PURPOSES)
    assert alone.loc[alone["purpose"] == "reconnect", "person"].tolist() == ["ann"]
    led = planned(book, Goals(organisations=("Werk Holm",)), purposes=PURPOSES)
    assert led.loc[led["purpose"] == "introduction", "person"].tolist() == ["ann"]


@pytest.mark.parametrize("era", ["2017-18", "2023-25", "2026"])
def test_connections_alone(era: str, tmp_path: Path) -> None:
    shutil.copy(LINKEDIN / era / "Connections.csv", tmp_path)
    book = wl.read(tmp_path)
    assert set(book.coverage["kind"]) == {"linkedin connections"}
    for goals in (None, Goals(organisations=(str(book.people["organisation"].dropna().iloc[0]),))):
        found = planned(book, goals, purposes=PURPOSES)
        assert found["last_contact"].isna().all()
        assert (found["last_channel"] == "").all()
        assert not found["reasons"].map(" ".join).str.contains("warm|in touch on").any()


def test_without_graph_or_circles_or_bridging() -> None:
    book = example()
    ties = wl.ties.tie_table(book)
    none = pd.DataFrame({"bridging": pd.Series(dtype="float64")})
    unknown = pd.DataFrame({"bridging": float("nan"), "opens": [()] * len(ties)}, index=ties.index)
    for bridges in (none, unknown):
        found = sound(plan(book, ties, bridges, example_goals(), purposes=PURPOSES))
        assert set(WEEK) <= set(found["purpose"])


def test_how_many() -> None:
    found = planned(example(), example_goals(), limit=10_000)
    few = planned(example(), example_goals(), limit=3)
    assert few.groupby("purpose").size().eq(3).all()
    assert planned(example(), example_goals(), limit=0).empty
    for purpose in WEEK:
        best = found[found["purpose"] == purpose]["person"].iloc[:10]
        assert set(few.loc[few["purpose"] == purpose, "person"]) <= set(best)
    with pytest.raises(InputError, match="0 or more"):
        planned(example(), limit=-1)


def test_a_list_may_be_as_long_as_there_are_people() -> None:
    names = [f"p{number:03}" for number in range(150)]
    book = guarded_book(names, [(name, "meeting", "both", "2025-03-10 10:00") for name in names])
    found = planned(book, purposes=["reconnect"], limit=10**9)
    assert sorted(found["person"]) == names


def test_weights_of_nothing() -> None:
    nothing = Weights(
        reconnect_peak=0, reconnect_bridging=0, reconnect_novelty=0, advice_bridging=0, advice_expertise=0,
        advice_goodwill=0, prior_attempts=0, top=0,
    )  # fmt: skip
    found = planned(example(), example_goals(), weights=nothing)
    assert tuple(found.columns) == COLUMNS


@pytest.mark.parametrize("purpose", ["", "friendship", "Reconnect", "introductions"])
def test_a_purpose_that_is_none(purpose: str) -> None:
    with pytest.raises(InputError, match="write one of reconnect, advice"):
        planned(guarded_book(["ann"]), purposes=[purpose])


def test_a_day_that_is_none() -> None:
    with pytest.raises(InputError, match="not a date"):
        plan(guarded_book(["ann"]), pd.DataFrame(), pd.DataFrame(), as_of="yesterday or so")


def test_no_purpose_is_no_row_and_one_named_twice_is_listed_once() -> None:
    assert planned(example(), purposes=[]).empty
    once = planned(example(), purposes=["reconnect"])
    pd.testing.assert_frame_equal(planned(example(), purposes=["reconnect", "reconnect"]), once)


def test_the_same_call_gives_the_same_plan() -> None:
    one, other = (planned(example(), example_goals(), purposes=PURPOSES) for _ in range(2))
    pd.testing.assert_frame_equal(one, other)
    assert one.attrs == other.attrs


@pytest.mark.parametrize("day", ["2024-03-31", "2022-06-30", "2020-01-31"])
def test_a_day_in_the_past_knows_nothing_later(day: str) -> None:
    """The book is cut by hand: what happened, was connected or recorded later is not in it."""
    book, end = example(), pd.Timestamp(day) + pd.Timedelta(days=1)
    zone = book.owner.zone
    said = book.interactions[book.interactions["at"] < end.tz_localize(zone)]
    stays = book.affiliations
    by_then = stays["as_recorded_on"].isna() | (stays["as_recorded_on"] < end)
    # of whom nothing was recorded by then, a later export tells where they are at best
    told = stays["person"].isin(stays.loc[stays["as_recorded_on"] < end, "person"])
    stays = stays[by_then | ~told]
    met, ever = (book.people.index.isin(rows["person"]) for rows in (said, book.interactions))
    on = book.people["connected_on"]
    people = book.people[met | (on < end) | (on.isna() & ~ever)]
    cut = replace(
        book,
        people=people,
        interactions=said,
        affiliations=stays[stays["person"].isin(people.index)],
    )
    then = planned(book, example_goals(), as_of=day, purposes=WEEK)
    known = planned(cut, example_goals(), as_of=day, purposes=WEEK)
    assert shown(then) == shown(known)
    assert then["last_contact"].dropna().lt(end).all()
    later = set(book.people.index[book.people["connected_on"] >= end]) - set(said["person"])
    assert not set(then["person"]) & later


def shown(found: pd.DataFrame) -> list[tuple[object, ...]]:
    return list(found[["purpose", "person", "target"]].itertuples(index=False, name=None))


HOSTILE = [
    '=HYPERLINK("http://x.example","y")',
    "<script>alert(1)</script>",
    "{name} {organisation} {0} {owner.__class__}",
    "{{7*7}} ${7*7} %(name)s",
    "Zeile\nFrom: x@y.example\n\nBcc: z",
    "\u202egnp.exe\u2066",
    "-2+3+cmd|' /C calc'!A0",
    "`rm -rf` '; DROP TABLE people; --",
    "",
    "   ",
    "A" * 5_000,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \u0645\u0631\u062d\u0628\u0627",
]


@pytest.mark.parametrize("place", HOSTILE)
def test_a_hostile_name_or_organisation_is_text(place: str) -> None:
    people = {
        who: {
            "name": place,
            "organisation": place,
            "position": place,
            "connected_on": pd.Timestamp("2020-01-01"),
        }
        for who in ("ann", "bea")
    }
    said = [(who, "message", way, "2024-05-04 10:00") for who in people for way in ("out", "in")]
    stays = [
        {"person": who, "organisation": place, "role": place, "as_recorded_on": DAY} for who in ("ann", "bea")
    ]
    book = guarded_book(people, said, affiliations=stays)
    goals = Goals(
        organisations=(place,),
        people=(place,),
        roles=(place,),
        challenges=(f"{place} data",),
        places=(place,),
    )
    found = planned(book, goals, purposes=PURPOSES)
    assert (found["purpose"] == "reconnect").sum() == 2
    for text in [*found["draft"], *(each for reasons in found["reasons"] for each in reasons)]:
        assert "\u202e" not in text
        assert "\u2066" not in text
        assert "__class__" not in text or "{owner.__class__}" in place
        assert "49" not in text.split() or "49" in place
    for reasons in found["reasons"]:
        assert not any("\n" in reason for reason in reasons)
