"""What is planted in the example comes out of the lists: whom to write to, for what, and why."""

from __future__ import annotations

from functools import cache

import pandas as pd
import pytest

import weaklib as wl
from weaklib.action.gaps import gaps
from weaklib.action.goals import read_goals
from weaklib.action.outreach import PURPOSES, plan
from weaklib.action.situation import Situation
from weaklib.action.yields import yields
from weaklib.example import PLANTED

GOALS = read_goals("data/example/goals.yaml")
WARM = ("strong", "close", "warm", "last in touch", "catch up", "know you", "goodwill")


@cache
def measured() -> Situation:
    book = wl.read("data/example")
    graph = wl.network.contact_network(book)
    circles = wl.circles.find_circles(graph, seed=0)
    bridges = wl.bridging.bridge_table(graph, circles=circles)
    return Situation(book, book.last_day(), wl.ties.tie_table(book), bridges, graph, circles, GOALS)


def planned(*purposes: str, goals: object = GOALS, **options: object) -> pd.DataFrame:
    of = measured()
    return plan(
        of.book, of.ties, of.bridges, goals, graph=of.graph, circles=of.circles, purposes=purposes, **options
    )


def test_the_bridge_leads_the_introductions_to_their_organisation() -> None:
    found = planned("introduction", at=PLANTED.bridge_organisation)
    assert found.at[0, "person"] == PLANTED.bridge
    assert any(PLANTED.bridge_organisation in told for told in found.at[0, "opens"])
    every = planned("introduction")
    assert every.loc[every["target"] == PLANTED.bridge_organisation, "person"].tolist() == [PLANTED.bridge]


@pytest.mark.parametrize("goals", [GOALS, None], ids=["with goals", "without"])
def test_the_silent_strong_tie_leads_reconnecting(goals: object) -> None:
    assert planned("reconnect", goals=goals).at[0, "person"] == PLANTED.silent_strong


def test_a_challenge_in_words_finds_both_experts_in_the_first_five() -> None:
    found = planned("advice", topic=GOALS.challenges[0])
    assert set(PLANTED.experts) <= set(found["person"].head(5))


def test_who_is_owed_a_reply_is_to_be_answered_first() -> None:
    found = planned("introduction", at=PLANTED.owed_organisation).set_index("person")
    row = found.loc[PLANTED.owed_reply]
    assert row["guard"] == "answer first"
    assert "answer first" in row["reasons"][0]


def test_who_was_never_in_touch_is_not_called_warm() -> None:
    of = measured()
    nominal = set(of.ties.index[of.ties["class"] == "nominal"])
    found = planned(*PURPOSES, limit=100)
    cold = found[found["person"].isin(nominal)]
    assert len(cold)
    assert not (cold["purpose"] == "reconnect").any()
    for _, row in cold.iterrows():
        said = " ".join([*row["reasons"], row["draft"]]).lower()
        assert not [word for word in WARM if word in said], said
        assert pd.isna(row["last_contact"])
    assert PLANTED.cold not in set(planned("introduction")["person"])
    assert any("never in touch" in note for note in planned("introduction").attrs["notes"])


def test_the_fading_tie_is_to_be_maintained() -> None:
    found = planned("maintain", limit=50)
    assert PLANTED.fading in set(found["person"])
    row = found.set_index("person").loc[PLANTED.fading]
    assert any("fading" in reason for reason in row["reasons"])


def test_the_event_that_brought_five_lasting_contacts_is_found() -> None:
    told = yields(measured()).iloc[0]
    assert "3 March 2022" in told["sentence"]
    assert set(PLANTED.event_brought) <= set(told["lasting"])


def test_the_circle_that_hangs_on_one_person_and_the_empty_field_are_gaps() -> None:
    found = gaps(measured())
    assert (found["hangs_on"] == PLANTED.hangs_on).any()
    assert (found["target"] == PLANTED.empty_field).any()
    built = planned("build", limit=50)
    assert built["person"].isna().any()
    assert any(PLANTED.empty_field in " ".join(reasons) for reasons in built["reasons"])


def test_classmates_and_colleagues_are_worded_as_inferred() -> None:
    found = planned("reconnect", limit=200, goals=None)
    reasons = [reason for row in found["reasons"] for reason in row if "while you" in reason]
    assert reasons
    assert all("robably" in reason for reason in reasons)
    assert any(
        "studied" in reason for reason in found.set_index("person").loc[PLANTED.classmates[0], "reasons"]
    )


def test_nobody_is_said_to_be_nobody_and_the_nearest_is_named() -> None:
    found = planned("introduction", at="Fjordkraft Tromvik")
    assert found.empty
    (note,) = [note for note in found.attrs["notes"] if "Fjordkraft" in note]
    assert "nobody" in note
    assert "earest" in note
