"""Where the network is thin: fields, organisations, seniorities and circles, counted by hand."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import weaklib as wl
from weaklib.action.gaps import COLUMNS, FEWEST_ACTIVE, active, gaps
from weaklib.action.gaps_circles import hanging
from weaklib.action.goals import Goals, read_goals
from weaklib.action.situation import Situation
from weaklib.example import PLANTED


@cache
def example(day: str = "2026-10-31") -> Situation:
    book = wl.read("data/example")
    graph = wl.network.contact_network(book, day)
    circles = wl.circles.find_circles(graph)
    bridges = wl.bridging.bridge_table(graph, circles=circles)
    goals = read_goals("data/example/goals.yaml")
    return Situation(book, pd.Timestamp(day), wl.ties.tie_table(book, day), bridges, graph, circles, goals)


def found(situation: Situation, kind: str) -> pd.DataFrame:
    table = gaps(situation)
    return table[table["kind"] == kind].set_index("target")


def test_the_field_with_nobody_and_the_organisation_with_nobody_are_gaps() -> None:
    fields = found(example(), "field")
    assert fields.index.tolist() == [PLANTED.empty_field]
    assert fields.at[PLANTED.empty_field, "active"] == 0
    assert fields.at[PLANTED.empty_field, "people"] == ()
    assert fields.at[PLANTED.empty_field, "rows"] == (("goals", "fields[2]"),)
    assert found(example(), "organisation").index.tolist() == ["Fjordkraft Tromvik"]


def test_the_circle_that_hangs_on_one_contact_is_found() -> None:
    circles = found(example(), "circle")
    assert circles.index.tolist() == [PLANTED.hanging]
    gap = circles.loc[PLANTED.hanging]
    assert gap["hangs_on"] == PLANTED.hangs_on
    assert set(gap["people"]) == set(PLANTED.hangs_in)
    assert gap["active"] == 1
    assert {label for table, label in gap["rows"] if table == "tie"} == {
        (PLANTED.hangs_on, person) for person in PLANTED.hangs_in
    }


@pytest.mark.parametrize("field", ["energy", "hospitality and food", "Forschung", "falconry"])
def test_active_ties_of_a_field_are_those_silent_for_at_most_180_days(field: str) -> None:
    situation = replace(example(), goals=Goals(fields=(field,)))
    meant = {"Forschung": "research"}.get(field, field)
    work = situation.book.affiliations
    now = work[(work["as_recorded_on"] == work["as_recorded_on"].max()) & (work["field"] == meant)]
    silent = situation.ties["silence_days"].reindex(now["person"].unique())
    count = int((silent <= 180).sum())
    told = found(situation, "field")
    assert (field in told.index) == (count < FEWEST_ACTIVE)
    if field in told.index:
        assert told.at[field, "active"] == count
        assert str(count) in told.at[field, "sentence"]


def test_a_seniority_is_missing_where_no_active_tie_of_the_goal_fields_has_it() -> None:
    situation = replace(example(), goals=Goals(fields=("energy",), roles=("Founder",)))
    told = found(situation, "seniority")
    work = situation.book.affiliations
    there = work[(work["field"] == "energy") & (work["seniority"] == "founder")]["person"]
    assert ("founder" in told.index) == (not there.isin(active(situation)).any())


def test_without_goals_only_circles_are_gaps_and_without_a_graph_none() -> None:
    assert set(gaps(replace(example(), goals=Goals()))["kind"]) == {"circle"}
    nothing = gaps(replace(example(), goals=Goals(), graph=None))
    assert nothing.empty
    assert list(nothing.columns) == list(COLUMNS)


def test_where_no_export_shows_contact_nothing_is_counted_as_none() -> None:
    unknown = example().ties.assign(**{"class": "unknown", "silence_days": np.nan, "strength": np.nan})
    situation = replace(example(), ties=unknown, goals=Goals(fields=("energy",)))
    gap = found(situation, "field").loc["energy"]
    assert np.isnan(gap["active"])
    assert "is not known" in gap["sentence"]


def test_a_circle_hangs_on_the_nearest_contact_that_cuts_it_off() -> None:
    large = nx.complete_graph([f"l{number}" for number in range(6)])
    graph = nx.compose(large, nx.complete_graph(["a", "b", "c", "hub"]))
    graph.add_edges_from([("hub", "way"), ("way", "l0")])
    circles = pd.Series({node: "small" if node in "abc" or node == "hub" else "large" for node in graph})
    (only,) = hanging(graph, circles)
    assert (only.name, only.on, only.members, only.tied) == (
        "small",
        "hub",
        ("a", "b", "c", "hub"),
        ("a", "b", "c"),
    )
    graph.add_edge("a", "l1")
    assert hanging(graph, circles) == []


def test_a_circle_of_which_the_owner_reaches_another_is_no_gap() -> None:
    ties = example().ties.copy()
    ties.loc[PLANTED.hangs_in[0], "class"] = "weak"
    assert found(replace(example(), ties=ties), "circle").empty


def test_every_gap_has_rows_that_are_there_and_a_day_in_the_past_its_own() -> None:
    for day in ("2026-10-31", "2024-03-31", "2019-06-30"):
        situation = example(day)
        for _, gap in gaps(situation).iterrows():
            assert gap["rows"]
            assert set(gap["people"]) <= set(situation.ties.index)
            for table, label in gap["rows"]:
                if table not in ("goals", "tie"):
                    assert label in getattr(situation.book, table).index
