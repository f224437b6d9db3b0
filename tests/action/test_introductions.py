"""Whom to ask for an introduction: the planted truths, the value by the formula, strict names, and nobody."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cache

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import weaklib as wl
from weaklib.action.goals import Goals, read_goals
from weaklib.action.introductions import (
    COLUMNS,
    PROBABLY,
    UNKNOWN_STRENGTH,
    candidates,
    notes,
    paths,
    targets,
)
from weaklib.action.situation import Situation
from weaklib.book import Book, Owner, empty, typed
from weaklib.example import PLANTED
from weaklib.example.planted import planted_book

DAY = pd.Timestamp("2026-10-31")
OLD = pd.Timestamp("2023-10-31")
NOBODY = pd.DataFrame({"bridging": pd.Series(dtype="float64")})


@cache
def example() -> Situation:
    book = wl.read("data/example")
    graph = wl.network.contact_network(book)
    bridges = wl.bridging.bridge_table(graph)
    goals = read_goals("data/example/goals.yaml")
    return Situation(book, book.last_day(), wl.ties.tie_table(book), bridges, graph, goals=goals)


def small(
    work: list[tuple[str, str, str, pd.Timestamp | None]],
    *,
    met: list[tuple[str, str, int]] = (),
    names: dict[str, str] | None = None,
    goals: Goals | None = None,
    exported: tuple[str, ...] = ("calendar", "linkedin messages"),
) -> Situation:
    """People by where they work (person, organisation, role, when recorded) and meetings (day, event, who)."""
    people = list(dict.fromkeys(who for who, *_ in work))
    folk = pd.DataFrame(
        {"name": [(names or {}).get(who, who.title()) for who in people], "profile": people}, index=people
    )
    stays = pd.DataFrame(work, columns=["person", "organisation", "role", "as_recorded_on"])
    told = stays.assign(
        kind="work",
        function=wl.sources.organisations.function_of(stays["role"].astype("str")),
        seniority=wl.sources.organisations.seniority_of(stays["role"].astype("str")),
        field=wl.sources.organisations.field_of(stays["organisation"], stays["role"].astype("str")),
    )
    rows = [
        {"at": pd.Timestamp(day, tz="UTC"), "person": who, "channel": "group_meeting", "direction": "both",
         "group_size": len(everybody.split()) + 1, "event": f"{day} {event}"}
        for day, everybody, event in met
        for who in everybody.split()
    ]  # fmt: skip
    counted = dict.fromkeys(("rows", "used", "merged", "set_aside"), 0)
    coverage = pd.DataFrame([{"kind": kind, **counted, "last": DAY} for kind in exported])
    if not exported:
        coverage = pd.DataFrame([{"kind": "linkedin connections", **counted, "last": DAY}])
    book = Book(
        owner=Owner(),
        people=typed("people", folk).rename_axis("person"),
        interactions=typed("interactions", pd.DataFrame(rows)) if rows else empty("interactions"),
        affiliations=typed("affiliations", told),
        set_aside=empty("set_aside"),
        coverage=typed("coverage", coverage)
        .set_axis([f"{number}.csv" for number in coverage.index])
        .rename_axis("source"),
    ).check()
    graph = wl.network.contact_network(book, DAY)
    ties = wl.ties.tie_table(book, DAY)
    return Situation(book, DAY, ties, NOBODY, graph, goals=Goals() if goals is None else goals)


MONTHS = [f"2026-{month:02}-05" for month in range(1, 11)]


def test_the_bridge_leads_the_introductions_to_their_organisation() -> None:
    found = paths(example(), PLANTED.bridge_organisation)
    first = found.iloc[0]
    assert (first["contact"], first["how"], first["tier"]) == (PLANTED.bridge, "is there now", "EXACT")
    assert first["value"] == pytest.approx(example().ties.at[PLANTED.bridge, "strength"] ** 0.5)
    assert [reason.kind for reason in first["reasons"]] == ["works_there", "tie", "opens"]
    assert found["value"].is_monotonic_decreasing
    assert list(found.columns) == list(COLUMNS)


def test_the_one_who_is_owed_a_reply_leads_to_theirs_and_the_cold_ones_come_last() -> None:
    found = paths(example(), PLANTED.owed_organisation)
    assert found.at[0, "contact"] == PLANTED.owed_reply
    assert found["contact"].iloc[-1] == "carla-bjornstad-81fde3"
    assert found["cold"].iloc[-1]


def test_whoever_was_never_in_touch_is_a_cold_ask_of_no_strength() -> None:
    (only,) = paths(example(), PLANTED.cold_organisation).to_dict("records")
    assert (only["contact"], only["value"], only["strength"]) == (PLANTED.cold, 0.0, 0.0)
    assert only["weakest_link"] == "never in touch: a cold ask"
    assert any("never in touch on record: a cold ask" in reason.text for reason in only["reasons"])
    assert any(note.startswith(f"{PLANTED.cold_organisation}: you were never") for note in notes(example()))


def test_who_was_there_by_an_older_export_is_found_and_worded_so() -> None:
    found = paths(example(), PLANTED.former_organisation).set_index("contact")
    former = found.loc[PLANTED.former]
    assert former["how"] == "was there"
    assert "They were at Moorland Hydrogen" in former["reasons"][0].text
    assert "ask whether they still know somebody there" in former["reasons"][0].text
    strength = example().ties.at[PLANTED.former, "strength"]
    assert former["value"] == pytest.approx((strength * PROBABLY) ** 0.5)
    assert found.loc["ida-reichenbach-1f62b1", "how"] == "is there now"


def test_all_targets_of_the_goals_are_asked_in_turn_and_nobody_is_said() -> None:
    found = candidates(example())
    asked = [target.asked for target in targets(example())]
    named = list(dict.fromkeys(each.target for each in found))
    assert named == [target for target in asked if target in named]
    told = notes(example())
    for lonely in ("Fjordkraft Tromvik", PLANTED.empty_field):
        assert lonely not in named
        assert any(note.startswith(f"{lonely}: nobody") for note in told)
    assert "not taken for the same" in next(note for note in told if note.startswith("Fjordkraft"))


def test_the_value_is_the_formula_over_the_best_way_and_seen_ties_go_first() -> None:
    situation = small(
        [
            ("in", "Kiel Werft", "Engineer", DAY),
            ("by", "Otto Bau", "Engineer", DAY),
            ("far", "Otto Bau", "x", DAY),
        ],
        met=[(day, "by in", "a") for day in MONTHS] + [("2026-10-01", "by", "b")],
    )
    found = paths(situation, "Kiel Werft").set_index("contact")
    weight = situation.graph["by"]["in"]["weight"]
    assert found.loc["by", "reach"] == pytest.approx(weight / (1 + weight))
    assert found.loc["by", "value"] == pytest.approx(
        (situation.ties.at["by", "strength"] * weight / (1 + weight)) ** 0.5
    )
    assert found.loc["in", "value"] == pytest.approx(situation.ties.at["in", "strength"] ** 0.5)
    assert "far" not in found.index
    reason = found.loc["by", "reasons"][0]
    assert (reason.kind, reason.facts["meetings"], reason.confidence) == ("meets_there", 10, "high")
    assert ("tie", ("by", "in")) in reason.rows
    assert {table for table, _ in reason.rows} == {"tie", "affiliations", "interactions"}
    graph = nx.Graph()
    graph.add_edge("by", "in", weight=0.15, observed_share=0.0, evidence=("met_during",))
    supposed = paths(replace(situation, graph=graph), "Kiel Werft").set_index("contact").loc["by"]
    assert (supposed["confidence"], supposed["seen"]) == ("low", False)
    assert "probably know In" in supposed["reasons"][0].text
    assert "ask whether they know each other" in supposed["reasons"][0].text


def test_a_tie_that_was_seen_goes_before_a_heavier_one_that_is_supposed() -> None:
    situation = small(
        [(who, "Kiel Werft", "Engineer", DAY) for who in ("one", "two")] + [("by", "Otto Bau", "x", DAY)],
        met=[(day, "by", "a") for day in MONTHS],
    )
    graph = nx.Graph()
    graph.add_edge("by", "one", weight=0.4, observed_share=0.0, evidence=("group",))
    graph.add_edge("by", "two", weight=0.1, observed_share=1.0, evidence=("meeting",))
    assert (
        paths(replace(situation, graph=graph), "Kiel Werft").set_index("contact").at["by", "through"] == "two"
    )


def test_a_name_within_another_is_no_match_and_a_possible_one_is_worded_perhaps() -> None:
    situation = small(
        [("a", "Metabolic Kitchen", "Chef", DAY), ("b", "Kiel Energy", "Chef", DAY)],
        met=[(day, "a b", "x") for day in MONTHS],
    )
    assert paths(situation, "Meta").empty
    assert notes(situation, "Meta")[0].startswith("Meta: nobody")
    found = paths(situation, "Kiel").set_index("contact")
    assert found.loc["b", "tier"] == "POSSIBLE"
    assert "which is perhaps Kiel" in found.loc["b", "reasons"][0].text
    assert found.loc["b", "confidence"] == "low"
    assert found.loc["b", "value"] == pytest.approx(0.5 * situation.ties.at["b", "strength"] ** 0.5)


def test_where_no_export_shows_contact_it_is_said_and_the_fallback_counts() -> None:
    situation = small([("a", "Kiel Werft", "Engineer", DAY)], exported=())
    (only,) = paths(situation, "Kiel Werft").to_dict("records")
    assert np.isnan(only["strength"])
    assert only["value"] == pytest.approx(UNKNOWN_STRENGTH**0.5)
    assert only["weakest_link"] == "not known how close you are"
    assert "not known how close you are" in only["reasons"][1].text


def test_an_older_record_is_past_and_an_undated_one_is_either() -> None:
    situation = small(
        [
            ("a", "Kiel Werft", "Engineer", OLD),
            ("a", "Otto Bau", "Engineer", DAY),
            ("b", "Kiel Werft", "Engineer", None),
            ("b", "Otto Bau", "Engineer", DAY),
        ],
        met=[(day, "a b", "x") for day in MONTHS],
    )
    found = paths(replace(situation, graph=None), "Kiel Werft").set_index("contact")
    assert found["how"].to_dict() == {"a": "was there", "b": "is or was there"}
    assert "recorded on 31 October 2023" in found.loc["a", "reasons"][0].text
    assert "by an entry without a date" in found.loc["b", "reasons"][0].text


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("Kiel Werft", "organisation"),
        ("energy", "field"),
        ("Head of Data", "role"),
        ("data", "role"),
        ("Ann Berg", "person"),
        ("ann", "person"),
        ("Stadtwerke Energie Nord", "organisation"),
    ],
)
def test_what_is_asked_for_is_told_by_the_words(asked: str, kind: str) -> None:
    situation = small([("ann", "Kiel Werft", "Head of Data", DAY)], names={"ann": "Ann Berg"})
    assert targets(situation, asked)[0].kind == kind


def test_a_role_is_matched_by_the_vocabulary_and_not_by_rank_alone() -> None:
    work = [("a", "Kiel Werft", "VP Data", DAY), ("b", "Otto Bau", "Chief Physician", DAY)]
    situation = small(work, met=[(day, "a b", "x") for day in MONTHS])
    found = paths(situation, "Head of Data")
    assert found.loc[found["through"] == "", "contact"].tolist() == ["a"]
    assert paths(situation, "Chief Falconer").empty


def test_a_person_is_met_by_the_whole_name_and_through_who_meets_them() -> None:
    situation = small(
        [("a", "Kiel Werft", "x", DAY), ("b", "Otto Bau", "x", DAY)],
        met=[(day, "a b", "x") for day in MONTHS],
        names={"a": "Ann Berg", "b": "Bob Tal"},
    )
    found = paths(situation, "ann berg").set_index("contact")
    assert found["how"].to_dict() == {
        "a": "is whom you ask about",
        "b": "meets or writes with somebody there",
    }
    assert paths(situation, "Ann").empty
    assert "The nearest name of a contact is Ann Berg." in notes(situation, "Anna Berg")[0]


def test_nobody_is_met_through_whom_the_goals_leave_out() -> None:
    work = [("a", "Kiel Werft", "x", DAY), ("b", "Otto Bau", "x", DAY)]
    met = [(day, "a b", "x") for day in MONTHS]
    assert "b" in set(paths(small(work, met=met), "Kiel Werft")["contact"])
    without = small(work, met=met, goals=Goals(leave_out_people=("A",)))
    assert "b" not in set(paths(without, "Kiel Werft")["contact"])


def test_without_goals_graph_or_people_the_lists_are_empty() -> None:
    alone = replace(example(), goals=Goals(), graph=None)
    assert candidates(alone) == []
    assert notes(alone) == []
    assert paths(alone, PLANTED.bridge_organisation)["contact"].tolist() == [PLANTED.bridge]
    nobody = replace(example(), ties=example().ties.iloc[:0])
    assert candidates(nobody) == []


def test_every_row_named_is_there_and_every_number_of_a_sentence_among_its_facts() -> None:
    book = example().book
    for each in candidates(example()):
        for reason in each.reasons:
            for table, label in reason.rows:
                if table == "tie":
                    assert example().graph.has_edge(*label)
                elif table != "goals":
                    assert label in getattr(book, table).index
            for value in reason.facts.values():
                if isinstance(value, str) and reason.kind != "tie":
                    assert value in reason.text or reason.kind == "is_target"
        assert sum(reason.adds for reason in each.reasons) == pytest.approx(each.value)


def test_thirty_thousand_contacts_take_a_second() -> None:
    book = planted_book(people=30_000, months=12)
    graph, ties = wl.network.contact_network(book), wl.ties.tie_table(book)
    goals = Goals(
        fields=("energy", "research"), organisations=("Employer 3-0", "Nowhere"), roles=("Head of Data",)
    )
    situation = Situation(book, book.last_day(), ties, NOBODY, graph, goals=goals)
    assert len(situation.contacts)
    start = time.process_time()
    found, told = candidates(situation), notes(situation)
    seconds = time.process_time() - start
    print(f"\n{len(found)} introductions, {len(told)} notes: {seconds:.2f} CPU-s")
    assert seconds < 25  # hangs are found here, speed in make bench
