"""Whom to reconnect with and what it is worth: by hand, and never who was not in touch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import pandas as pd
import pytest

import weaklib as wl
from tests.action.guarded_books import DAY, guarded_book, situated, typed_rows
from tests.action.random_books import random_book, random_goals
from weaklib.action.goals import Goals
from weaklib.action.reasons import Reason
from weaklib.action.reconnecting import SILENT_DAYS, candidates, unexplained, values
from weaklib.action.situation import Situation
from weaklib.action.weights import Weights
from weaklib.book import Book

AGO = {days: f"{DAY - pd.Timedelta(days=days):%Y-%m-%d} 10:00" for days in (10, 180, 181, 400, 1000, 1500)}
STAYS = [
    {"organisation": "Elbmark", "kind": "work", "since": "2019-01-01", "until": "2022-12-31"},
    {"organisation": "Uni Nord", "kind": "school", "since": "2020-10-01", "until": "2020-12-31"},
    {"organisation": None, "kind": "work", "since": "2024-01-01", "until": None},
]


def talk(who: str, *ago: int) -> list[tuple[str, str, str, str]]:
    """A message each way on each of some days."""
    return [(who, "message", way, AGO[days]) for days in ago for way in ("out", "in")]


def with_stays(book: Book) -> Book:
    rows = [{**row, **{end: pd.Timestamp(row[end]) for end in ("since", "until")}} for row in STAYS]
    return replace(book, owner=replace(book.owner, affiliations=typed_rows("affiliations", rows)))


def bridged(situation: Situation, bridging: Mapping[str, float]) -> Situation:
    table = pd.DataFrame({"bridging": pd.Series(bridging, dtype="float64"), "opens": [()] * len(bridging)})
    return replace(situation, bridges=table)


def reasons_on(situation: Situation, person: str) -> dict[str, Reason]:
    (found,) = candidates(situation, among=[person])
    return {reason.kind: reason for reason in found.reasons}


# who is in the list


@pytest.mark.parametrize(("ago", "quiet"), [(10, False), (180, False), (181, True), (1500, True)])
def test_only_a_tie_without_contact_for_more_than_180_days_is_quiet(ago: int, quiet: bool) -> None:
    assert SILENT_DAYS == 180
    situation = situated(guarded_book(["ann", "bea"], [*talk("ann", ago), *talk("bea", 10)]))
    assert [each.person for each in candidates(situation)] == (["ann"] if quiet else [])


def test_who_was_never_in_touch_is_no_one_to_reconnect_with() -> None:
    book = with_stays(guarded_book({"ann": {"connected_on": pd.Timestamp("2020-11-01")}, "bea": {}}))
    situation = bridged(situated(book), {"ann": 0.9, "bea": 0.9})
    assert set(situation.ties["class"]) == {"nominal"}
    assert candidates(situation) == []


def test_where_no_export_shows_contact_those_count_whom_one_met_at_work_or_school() -> None:
    """Connections.csv alone: all strengths are unknown, and no silence is claimed."""
    days = {"ann": "2020-11-01", "bea": "2023-05-05", "cyd": "2021-06-01"}
    people = {who: {"connected_on": pd.Timestamp(day)} for who, day in days.items()}
    book = with_stays(guarded_book(people, kinds=["linkedin connections"]))
    situation = bridged(situated(book), {"ann": 0.3, "bea": 0.9, "cyd": 0.7})
    found = candidates(situation)
    assert [each.person for each in found] == ["cyd", "ann"]
    assert [each.value for each in found] == pytest.approx([0.7, 0.3])
    assert {reason.kind for each in found for reason in each.reasons} == {"bridge", "colleague", "classmate"}


def test_a_fading_a_dormant_and_a_weak_tie_are_all_there() -> None:
    said = [*talk("dora", 1500, 1500, 1500), ("wes", "mail", "out", AGO[400]), *talk("fay", 400)]
    more = [("dora", "meeting", "both", f"2022-0{month}-03 10:00") for month in (1, 2, 3)]
    fading = [
        ("fay", "message", way, f"2025-08-{day:02} 10:00") for day in (1, 8, 15) for way in ("in", "out")
    ]
    situation = situated(guarded_book(["dora", "wes", "fay"], [*said, *more, *fading]))
    classes = situation.ties["class"].to_dict()
    assert classes == {"dora": "dormant", "wes": "weak", "fay": "fading"}
    assert {each.person for each in candidates(situation)} == set(classes)


# what it is worth


def test_the_value_by_hand() -> None:
    """Three people with 1, 2 and 3 days of contact; .4 peak + .35 bridging + .25 (1 - percentile)."""
    said = [*talk("ann", 400), *talk("bea", 400, 1000), *talk("cyd", 400, 1000, 1500)]
    situation = bridged(
        situated(guarded_book(["ann", "bea", "cyd"], said)), {"ann": 0.5, "bea": 0.2, "cyd": 0.8}
    )
    found, peak = values(situation), situation.ties["peak_strength"]
    novelty = {"ann": 1 - 1 / 3, "bea": 1 - 2 / 3, "cyd": 0.0}
    for who, bridging in (("ann", 0.5), ("bea", 0.2), ("cyd", 0.8)):
        told = found.loc[who, ["peak", "bridging", "novelty", "value"]].tolist()
        parts = [0.4 * peak[who], 0.35 * bridging, 0.25 * novelty[who]]
        assert told == pytest.approx([*parts, sum(parts)])


def test_what_is_not_known_is_left_out_and_the_rest_renormalised() -> None:
    situation = situated(guarded_book(["ann"], talk("ann", 400)))
    found = values(situation).loc["ann"]
    peak = situation.ties.at["ann", "peak_strength"]
    assert pd.isna(found["bridging"]) or found["bridging"] == 0
    assert found["value"] == pytest.approx((0.4 * peak + 0.25 * 0.0) / 0.65)


def test_less_familiar_is_worth_more_all_else_equal() -> None:
    same = [*talk("ann", 400), *talk("bea", 400)]
    base = situated(guarded_book(["ann", "bea"], same))
    more = [("bea", "group_meeting", "both", f"2023-01-{day:02} 10:00", 9) for day in range(1, 10)]
    situation = situated(guarded_book(["ann", "bea"], [*same, *more]))
    novelty = values(situation)["novelty"]
    assert values(base)["novelty"].nunique() == 1
    assert novelty["ann"] > novelty["bea"]


def test_every_weight_is_a_parameter() -> None:
    said = [*talk("ann", 400), *talk("bea", 400, 1000, 1500)]
    situation = bridged(situated(guarded_book(["ann", "bea"], said)), {"ann": 0.1, "bea": 0.9})
    only = {
        name: values(
            replace(situation, weights=Weights(**{f"reconnect_{each}": each == name for each in PARTS}))
        )
        for name in PARTS
    }
    assert only["bridging"]["value"].to_dict() == pytest.approx({"ann": 0.1, "bea": 0.9})
    assert only["novelty"]["value"].to_dict() == pytest.approx({"ann": 0.5, "bea": 0.0})
    peak = situation.ties["peak_strength"]
    assert only["peak"]["value"].to_dict() == pytest.approx(peak.to_dict())


PARTS = ("peak", "bridging", "novelty")


@pytest.mark.parametrize("seed", range(12))
def test_values_are_shares_and_come_best_first(seed: int) -> None:
    book = random_book(seed)
    graph = wl.network.contact_network(book)
    circles = wl.circles.find_circles(graph, seed=0)
    bridges = wl.bridging.bridge_table(graph, circles=circles)
    ties = wl.ties.tie_table(book)
    situation = Situation(book, book.last_day(), ties, bridges, graph, circles, random_goals(seed))
    found = values(situation)
    assert found["value"].between(0, 1).all()
    assert found["relevance"].between(0, 1).all()
    assert (found["value"] * found["relevance"]).is_monotonic_decreasing
    assert not set(found.index) & set(ties.index[ties["class"] == "nominal"])
    assert [each.person for each in unexplained(situation)] == [*found.index]
    for each in candidates(situation):
        parts = sum(reason.adds for reason in each.reasons if not reason.kind.startswith("goal_"))
        assert parts <= each.value + 1e-9
        assert each.reasons


# why


def test_a_peak_says_how_close_one_was_when_and_by_what() -> None:
    reason = reasons_on(situated(guarded_book(["ann"], talk("ann", 400, 1000))), "ann")["peak"]
    assert reason.text.endswith("on 26 September 2025, a direct message.")
    assert {label for table, label in reason.rows if table == "interactions"} == {0, 1, 2, 3}


def test_a_former_colleague_and_a_classmate_are_only_probably_so() -> None:
    days = {"ann": "2019-05-01", "bea": "2020-11-01", "cyd": "2025-01-01"}
    people = {who: {"connected_on": pd.Timestamp(day)} for who, day in days.items()}
    book = with_stays(guarded_book(people, [row for who in days for row in talk(who, 400)]))
    situation = situated(book)
    ann, bea = reasons_on(situation, "ann")["colleague"], reasons_on(situation, "bea")["classmate"]
    assert ann.text.startswith("Probably a former colleague")
    assert "1 May 2019, while you worked at Elbmark" in ann.text
    assert bea.text.startswith("Probably a former classmate")
    assert "1 November 2020, while you studied at Uni Nord" in bea.text
    assert {ann.confidence, bea.confidence} == {"low"}
    unnamed = reasons_on(situation, "cyd")["colleague"]
    assert "at a place without a name" in unnamed.text
    assert "organisation" not in unnamed.facts


def test_who_moved_since_an_older_export_is_told_with_both_rows() -> None:
    work = [
        {"person": "ann", "organisation": name, "role": "Engineer", "as_recorded_on": pd.Timestamp(day)}
        for name, day in (("Elbmark", "2024-06-30"), ("Windhof", "2026-10-31"))
    ]
    book = guarded_book(["ann"], talk("ann", 400), affiliations=work)
    reason = reasons_on(situated(book), "ann")["moved"]
    assert (
        reason.text == "They changed jobs: from Elbmark to Windhof, between 30 June 2024 and 31 October 2026."
    )
    assert reason.rows == (("affiliations", 0), ("affiliations", 1))
    before = situated(book, day=pd.Timestamp("2026-07-01"))
    assert "moved" not in reasons_on(before, "ann")


def test_a_tie_that_slept_three_years_is_told_what_a_study_found() -> None:
    said = [("ann", "meeting", "both", f"2022-0{month}-03 10:00") for month in (1, 2, 3)]
    reason = reasons_on(situated(guarded_book(["ann"], said)), "ann")["silence"]
    assert "in one study" in reason.text
    assert reason.facts["silence_days"] == (DAY - pd.Timestamp("2022-03-03")).days


def test_goals_raise_who_matches_them() -> None:
    work = [
        {"person": who, "organisation": name, "role": "Engineer", "as_recorded_on": DAY}
        for who, name in (("ann", "Windhof"), ("bea", "Elbmark"))
    ]
    said = [*talk("ann", 400), *talk("bea", 400)]
    situation = situated(
        guarded_book(["ann", "bea"], said, affiliations=work), goals=Goals(organisations=("Elbmark",))
    )
    first, second = candidates(situation)
    assert (first.person, second.person) == ("bea", "ann")
    assert first.relevance > second.relevance == situation.weights.goal_floor
    assert any(reason.kind == "goal_organisation" for reason in first.reasons)


def test_only_those_who_are_asked_for_are_explained() -> None:
    situation = situated(guarded_book(["ann", "bea"], [*talk("ann", 400), *talk("bea", 400)]))
    assert [each.person for each in candidates(situation, among=["bea"])] == ["bea"]
    assert candidates(situation, among=[]) == []
    assert all(not each.reasons for each in unexplained(situation))


def test_the_example_is_ordered_by_relevance_and_value() -> None:
    book = wl.read("data/example")
    situation = situated(book, day=book.last_day())
    worth = [each.value * each.relevance for each in candidates(situation)]
    assert len(worth) > 50
    assert all(one >= other for one, other in pairwise(worth))
