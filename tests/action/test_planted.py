"""What is planted in the example comes out: whom to write to and why, what came of it, what is not entered yet."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd
import pytest

import weaklib as wl
from weaklib.action import sheet
from weaklib.action.assessment import assess
from weaklib.action.gaps import gaps
from weaklib.action.goals import read_goals
from weaklib.action.impact import contrasts, introductions, roots, setting_of
from weaklib.action.impact.setting import Setting
from weaklib.action.ledger import Ledger
from weaklib.action.outreach import PURPOSES, plan
from weaklib.action.proposals import proposals
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


@cache
def kept() -> Ledger:
    ledger = wl.ledger.open(Path(mkdtemp()) / "ledger.sqlite")
    text = Path("data/example", sheet.NAME).read_text(encoding="utf-8")
    sheet.take_in(measured().book, ledger, text, source=sheet.NAME)
    return ledger


@cache
def told() -> Setting:
    of = measured()
    return setting_of(of.book, kept(), ties=of.ties, graph=of.graph, circles=of.circles)


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


def test_with_the_ledger_the_same_people_lead() -> None:
    first = {
        purpose: planned(purpose, ledger=kept()).iloc[0]["person"]
        for purpose in ("reconnect", "introduction")
    }
    assert first["reconnect"] == PLANTED.silent_strong
    at = planned("introduction", at=PLANTED.bridge_organisation, ledger=kept())
    assert at.at[0, "person"] == PLANTED.bridge
    experts = planned("advice", topic=GOALS.challenges[0], ledger=kept())
    assert set(PLANTED.experts) <= set(experts["person"].head(5))
    owed = planned("introduction", at=PLANTED.owed_organisation, ledger=kept()).set_index("person")
    assert owed.at[PLANTED.owed_reply, "guard"] == "answer first"


def test_whoever_was_asked_within_ninety_days_is_in_no_list() -> None:
    found = planned(*PURPOSES, limit=400, ledger=kept())
    since = pd.Timestamp("2026-10-31") - pd.Timedelta(days=90)
    asked = kept().attempts()
    lately = set(asked.loc[asked["sent_on"] > since, "person"])
    assert set(PLANTED.waiting) <= lately
    assert not lately & set(found["person"].dropna())


def test_what_is_not_entered_is_proposed_and_never_counted() -> None:
    found = proposals(measured().book, kept())
    assert not found.duplicated(["person", "step"]).any()
    by_step = found.set_index(["person", "step"])
    assert by_step.at[(PLANTED.reply_not_entered, "replied"), "on"].date() == PLANTED.replied_on
    assert by_step.at[(PLANTED.meeting_not_entered, "conversation"), "on"].date() == PLANTED.met_on
    likely = by_step.loc[(PLANTED.introducer, "intro_made")]
    assert (likely["to_person"], likely["confidence"]) == (PLANTED.introduced, "high")
    assert all(rows for rows in found["rows"])
    made = introductions(told())
    assert PLANTED.introduced not in set(made["to"])
    assert len(found) <= 12


def test_nothing_that_is_entered_is_proposed() -> None:
    found = proposals(measured().book, kept())
    chain = {*PLANTED.chain, PLANTED.also_introduced}
    assert not found["person"].isin(chain).any()
    assert not found["to_person"].isin(chain).any()


def test_the_chain_of_three_is_drawn_and_its_start_led_to_four() -> None:
    made = introductions(told())
    chain = made[made["root"] == PLANTED.chain[0]].set_index("to")
    assert chain["depth"].to_dict() == {
        **dict(zip(PLANTED.chain[1:], (1, 2, 3), strict=True)),
        PLANTED.also_introduced: 1,
    }
    assert chain["two_way"].all()
    start = roots(told()).loc[PLANTED.chain[0]]
    assert (start["class"], start["depth"], start["reached"], start["two_way"]) == ("weak", 3, 4, 4)
    strong = made[made["class"] == "strong"]
    assert strong[["by", "to", "two_way"]].to_numpy().tolist() == [
        [PLANTED.strong_introducer, PLANTED.never_wrote, False]
    ]


def test_weak_ties_led_to_more_people_and_the_rates_allow_no_conclusion() -> None:
    every, *_, fair = contrasts(told())
    assert (every.weak_count, every.weak_n, every.strong_count, every.strong_n) == (27, 41, 12, 15)
    assert every.verdict == fair.verdict == "no conclusion"
    assert (fair.weak_n, fair.strong_n) == PLANTED.by_chance[::-1]
    assert every.pending == len(PLANTED.waiting)
    made = introductions(told())["class"]
    assert ((made != "strong").sum(), (made == "strong").sum()) == (4, 1)


def test_one_target_is_on_track_and_one_behind() -> None:
    found = assess(measured().book, kept(), GOALS, period="2026-10").targets
    for row, (what, count, wanted) in zip(
        found.itertuples(), (PLANTED.on_track, PLANTED.behind), strict=True
    ):
        assert (row.what, row.count, row.wanted) == (what, count, wanted), row.sentence
    assert found["on_track"].tolist() == [True, False]


def test_who_was_dormant_is_said_to_be_back() -> None:
    moves = assess(measured().book, kept(), GOALS, period="2026-Q3").moves.set_index("person")
    assert moves.at[PLANTED.revived, "what"] == "revived"
