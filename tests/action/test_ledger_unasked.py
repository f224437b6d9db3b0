"""The ledger: what came without having been asked for, what was proposed, and who was chosen by chance."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import weaklib as wl
from weaklib.action.ledger import OUTCOMES, Ledger
from weaklib.book import InputError


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """Ann was asked, and replied; Bob brought Cem along by himself."""
    made = wl.ledger.open(tmp_path / "ledger.sqlite")
    made.add("ann", "sent", on="2026-10-01", purpose="advice", tie_class="weak", strength=0.2, via="mail")
    made.add("ann", "replied", on="2026-10-02", engagement=2)
    made.add(
        *("bob", "intro_made"),
        on="2026-10-05",
        recorded="2026-10-06T09:00:00+02:00",
        unasked=True,
        name="Bob Lee",
        to_person="cem",
        tie_class="dormant",
        strength=0.1,
        support=3,
        note="out of the blue",
    )
    return made


def test_what_came_unasked_is_an_outcome_without_an_attempt(ledger: Ledger) -> None:
    outcomes = ledger.outcomes()
    assert outcomes["attempt"].dtype == "Int64"
    assert list(outcomes["attempt"].isna()) == [False, True]
    shown = ["person", "name", "purpose", "step", "via", "to_person", "class", "strength", "support", "note"]
    assert list(outcomes.columns) == [
        *("attempt", "person", "name", "purpose", "step", "on", "via", "to_person", "class", "strength"),
        *("engagement", "support", "guidance", "proposal", "note", "recorded"),
    ]
    assert outcomes.loc[3, shown].to_list() == [
        *("bob", "Bob Lee", "", "intro_made", "", "cem", "dormant", 0.1, 3.0, "out of the blue"),
    ]
    assert outcomes.loc[2, ["attempt", "person", "purpose", "via", "class", "strength"]].to_list() == [
        *(1, "ann", "advice", "mail", "weak", 0.2),
    ]
    assert list(ledger.attempts().index) == [1]
    assert list(ledger.entries()["kind"]) == ["attempt", "outcome", "gift"]


def test_nobody_was_asked_for_it(ledger: Ledger) -> None:
    """So a plan does not leave them alone for it, and no attempt is answered by it."""
    assert list(ledger.marks()["person"]) == ["ann", "ann"]
    assert list(ledger.marks()["attempt"].fillna(0)) == [0, 1]
    assert ledger.attempts()["intro_made"].isna().all()


@pytest.mark.parametrize("step", OUTCOMES)
def test_everything_on_the_ladder_may_come_unasked(step: str, ledger: Ledger) -> None:
    entry = ledger.add("dee", step, on="2026-10-07", unasked=True)
    assert ledger.outcomes().at[entry, "step"] == step


@pytest.mark.parametrize(
    ("person", "step", "details", "word"),
    [
        (" ", "help", {}, "Nobody is named"),
        ("bob", "sent", {"purpose": "advice"}, "does not come unasked"),
        ("bob", "never", {}, "does not come unasked"),
        ("bob", "help", {"purpose": "advice"}, "no purpose"),
        ("bob", "help", {"attempt": 1}, "no attempt"),
        ("bob", "help", {"via": "mail"}, "no via"),
        ("bob", "help", {"engagement": 4}, "engagement is '4'"),
        ("bob", "help", {"strength": 2}, "strength is '2'"),
        ("bob", "help", {"recorded": "2026-10-06"}, "before that"),
    ],
)
def test_what_cannot_come_unasked(
    person: str, step: str, details: dict[str, object], word: str, ledger: Ledger
) -> None:
    with pytest.raises(InputError, match=word):
        ledger.add(person, step, **({"on": "2026-10-07", "unasked": True} | details))
    assert ledger.check() == 3


def test_it_is_edited_and_undone_by_itself(ledger: Ledger) -> None:
    ledger.edit(3, recorded="2026-10-09", on="2026-10-04", to_person="dee", support=1, note="")
    row = ledger.outcomes().loc[3]
    assert (row["on"], row["to_person"], row["support"]) == (pd.Timestamp("2026-10-04"), "dee", 1.0)
    assert (row["class"], row["strength"], row["name"]) == ("dormant", 0.1, "Bob Lee")
    assert ledger.outcomes("2026-10-08").at[3, "to_person"] == "cem"
    for fixed in ({"person": "eve"}, {"strength": 0.9}, {"step": "offer"}, {"proposal": "p1"}):
        with pytest.raises(InputError, match="stays as it is"):
            ledger.edit(3, recorded="2026-10-09", **fixed)
    with pytest.raises(InputError, match="no purpose"):
        ledger.edit(3, recorded="2026-10-09", purpose="advice")
    assert ledger.undo(3, recorded="2026-10-10") == 3
    assert ledger.outcomes().at[3, "to_person"] == "cem"
    assert ledger.undo(3, recorded="2026-10-11") == 3
    assert list(ledger.outcomes().index) == [2]
    assert list(ledger.outcomes("2026-10-10").index) == [2, 3]
    assert list(ledger.history()["undone"]) == [False] * 4 + [True] * 2


def test_as_of_goes_by_when_it_was_recorded(ledger: Ledger) -> None:
    assert list(ledger.outcomes("2026-10-05").index) == [2]
    assert list(ledger.outcomes("2026-10-06").index) == [2, 3]


def test_two_outcomes_that_are_alike_are_one(ledger: Ledger) -> None:
    """A button that is pressed twice counts once; what differs in a word is another."""
    again = {"on": "2026-10-05", "unasked": True, "name": "Bob Lee", "to_person": "cem"}
    tie = {"tie_class": "dormant", "strength": 0.1, "support": 3, "note": "out of the blue"}
    with pytest.raises(InputError, match="entry 3 already"):
        ledger.add("bob", "intro_made", **again, **tie)
    with pytest.raises(InputError, match="entry 2 already"):
        ledger.add("ann", "replied", on="2026-10-02", engagement=2)
    assert ledger.add("bob", "intro_made", **{**again, "to_person": "dee"}, **tie) == 4


def test_a_proposal_is_confirmed_or_refused_once(ledger: Ledger) -> None:
    assert ledger.answered_proposals() == {}
    ledger.add("ann", "help", on="2026-10-03", recorded="2026-10-20", proposal="p-asked")
    ledger.add("bob", "referral", on="2026-10-03", recorded="2026-10-20", proposal="p-gift", unasked=True)
    ledger.refuse("p-no", "eve", "intro_made", on="2026-10-20", name="Eve", note="that was another Eve")
    answered = {"p-asked": "confirmed", "p-gift": "confirmed", "p-no": "refused"}
    assert ledger.answered_proposals() == answered
    assert ledger.answered_proposals("2026-10-19") == {}
    assert list(ledger.outcomes()["proposal"]) == ["", "", "p-asked", "p-gift"]
    for proposal, how in answered.items():
        with pytest.raises(InputError, match=f"{proposal} is {how} already"):
            ledger.refuse(proposal, "eve", "help", on="2026-10-21")
        with pytest.raises(InputError, match=f"{proposal} is {how} already"):
            ledger.add("eve", "help", on="2026-10-21", unasked=True, proposal=proposal)


def test_a_refusal_says_nothing_of_anybody(ledger: Ledger) -> None:
    """It is no outcome, no attempt and no mark; only an entry, which can be undone."""
    before = ledger.outcomes(), ledger.attempts(), ledger.marks()
    entry = ledger.refuse("p-no", "eve", "help", on="2026-10-20")
    for was, now in zip(before, (ledger.outcomes(), ledger.attempts(), ledger.marks()), strict=True):
        pd.testing.assert_frame_equal(was, now)
    row = ledger.entries().loc[entry]
    assert (row["kind"], row["person"], row["step"], row["proposal"]) == ("refusal", "eve", "help", "p-no")
    ledger.edit(entry, recorded="2026-10-21", note="too hasty")
    ledger.undo(entry, recorded="2026-10-21")
    assert ledger.answered_proposals() == {"p-no": "refused"}
    ledger.undo(entry, recorded="2026-10-22")
    assert ledger.answered_proposals() == {}
    assert ledger.answered_proposals("2026-10-21") == {"p-no": "refused"}
    assert ledger.add("eve", "help", on="2026-10-22", unasked=True, proposal="p-no") == entry + 1 + 3


@pytest.mark.parametrize(
    ("proposal", "person", "step", "word"),
    [
        ("", "eve", "help", "proposal"),
        ("p", "", "help", "Nobody is named"),
        ("p", "eve", "sent", "'sent' is no step"),
        ("p", "eve", "winked", "'winked' is no step"),
    ],
)
def test_what_cannot_be_refused(proposal: str, person: str, step: str, word: str, ledger: Ledger) -> None:
    with pytest.raises(InputError, match=word):
        ledger.refuse(proposal, person, step, on="2026-10-20")
    assert ledger.check() == 3


def test_who_was_chosen_by_chance(ledger: Ledger) -> None:
    ledger.add("dee", "sent", on="2026-10-07", purpose="advice", chosen="chance")
    ledger.add("eve", "sent", on="2026-10-07", purpose="advice", chosen="own")
    ledger.add("fay", "sent", on="2026-10-07", purpose="advice", chosen="")
    assert list(ledger.attempts()["chosen"]) == ["", "chance", "own", ""]
    with pytest.raises(InputError, match="fate"):
        ledger.add("gus", "sent", on="2026-10-07", purpose="advice", chosen="fate")
    with pytest.raises(InputError, match="chosen of an entry stays as it is"):
        ledger.edit(4, recorded="2026-10-08", chosen="own")


def test_all_of_it_goes_out_and_in(ledger: Ledger, tmp_path: Path) -> None:
    ledger.add("dee", "sent", on="2026-10-07", purpose="advice", chosen="chance")
    ledger.add("dee", "help", on="2026-10-08", proposal="p1")
    ledger.refuse("p2", "eve", "help", on="2026-10-20", note="=no")
    ledger.edit(3, recorded="2026-10-21", note="mended")
    ledger.undo(6, recorded="2026-10-22")
    other = wl.ledger.open(tmp_path / "other.sqlite")
    assert other.import_csv(ledger.export_csv()) == 8
    assert other.export_csv() == ledger.export_csv()
    assert other.history().equals(ledger.history())
    assert other.outcomes("2026-10-20").equals(ledger.outcomes("2026-10-20"))
    assert other.import_csv(ledger.export_csv()) == 0


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        (",gift,", ",outcome,", "attempt"),
        (",gift,", ",present,", "present"),
        (",outcome,", ",attempt,", "replied"),
        ("dormant,0.1", "dormant,1.1", "strength"),
        ("bob,Bob Lee,,intro_made", ",Bob Lee,,intro_made", "Nobody"),
    ],
)
def test_a_row_that_contradicts_itself(old: str, new: str, word: str, ledger: Ledger, tmp_path: Path) -> None:
    told = ledger.export_csv()
    assert old in told
    other = wl.ledger.open(tmp_path / "other.sqlite")
    with pytest.raises(InputError, match=word):
        other.import_csv(told.replace(old, new, 1), source="old.csv")
    assert other.entries().empty


def test_a_proposal_that_two_machines_answered_counts_once(ledger: Ledger, tmp_path: Path) -> None:
    """With the words of the later answer, on both; what either said of it later goes to the same entry."""
    other = wl.ledger.open(tmp_path / "other.sqlite")
    other.import_csv(ledger.export_csv())
    p1 = {"on": "2026-10-08", "unasked": True, "proposal": "p1"}
    ledger.add("bob", "referral", recorded="2026-10-20", **p1, note="mine")
    ledger.refuse("p2", "eve", "help", on="2026-10-20", recorded="2026-10-23", note="I say no")
    other.refuse("p2", "eve", "help", on="2026-10-21", note="no")
    other.add("bob", "referral", recorded="2026-10-21", **p1, note="his")
    other.edit(5, recorded="2026-10-22", note="through his sister")
    other.add("dee", "never", on="2026-10-22")
    assert ledger.import_csv(other.export_csv()) == 4
    for _ in range(2):
        other.import_csv(ledger.export_csv())
        assert ledger.import_csv(other.export_csv()) == 0
    assert other.import_csv(ledger.export_csv()) == 0
    for each in (ledger, other):
        entries = each.entries()
        assert entries[entries["proposal"] != ""].set_index("proposal")["note"].to_dict() == {
            "p1": "through his sister",
            "p2": "I say no",
        }
        assert list(each.outcomes()["proposal"]) == ["", "", "p1"]
        assert each.answered_proposals() == {"p1": "confirmed", "p2": "refused"}


def test_many_at_once_or_none(ledger: Ledger) -> None:
    day = {"on": "2026-10-11"}
    many = [
        {"person": "dee", "step": "sent", "purpose": "advice", **day},
        {"person": "dee", "step": "help", **day, "guidance": 2},
        {"person": "eve", "step": "offer", "unasked": True, **day},
    ]
    with pytest.raises(InputError, match="Nothing was sent to gus"):
        ledger.add_all([*many, {"person": "gus", "step": "help", **day}])
    assert ledger.check() == 3
    assert ledger.add_all(many) == [4, 5, 6]
    assert ledger.outcomes().at[5, "attempt"] == 4
    assert ledger.add_all([]) == []
    with pytest.raises(InputError, match="entry 7 already"):
        ledger.add_all([{"person": "hal", "step": "sent", "purpose": "advice", **day}] * 2)
    assert ledger.check() == 6


def test_nothing_at_all_makes_no_file(tmp_path: Path) -> None:
    assert wl.ledger.open(tmp_path / "ledger.sqlite").add_all([]) == []
    assert list(tmp_path.iterdir()) == []
