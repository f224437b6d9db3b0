"""Undoing goes back one step: an edit is taken back before its entry is, and a late one changes no old page."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import weaklib as wl
from weaklib.action.ledger import Ledger
from weaklib.action.ledger.damage import backup_of
from weaklib.book import InputError


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """An attempt, what came of it, and a mark."""
    made = wl.ledger.open(tmp_path / "ledger.sqlite")
    asked = {"purpose": "advice", "tie_class": "weak", "strength": 0.2, "name": "Ann Bell", "note": "first"}
    made.add("ann", "sent", on="2026-10-01", **asked)
    made.add("ann", "help", on="2026-10-03", support=1)
    made.add("bob", "never", on="2026-10-04")
    return made


def test_undoing_an_edit_keeps_the_entry(ledger: Ledger) -> None:
    before = ledger.attempts()
    ledger.edit(1, recorded="2026-10-05", note="second", via="mail")
    ledger.edit(1, recorded="2026-10-06", note="third")
    assert ledger.undo(1, recorded="2026-10-07") == 1
    assert tuple(ledger.attempts().loc[1, ["note", "via", "class", "strength"]]) == (
        "second",
        "mail",
        "weak",
        0.2,
    )
    assert ledger.undo(1, recorded="2026-10-08") == 1
    pd.testing.assert_frame_equal(ledger.attempts().drop(columns="recorded"), before.drop(columns="recorded"))
    notes = [ledger.attempts(f"2026-10-0{day}").at[1, "note"] for day in range(4, 9)]
    assert notes == ["first", "second", "third", "second", "first"]
    assert list(ledger.history()["undone"]) == [False] * 5 + [True] * 2
    assert list(ledger.history()["note"]) == ["first", "", "", "second", "third", "second", "first"]
    # only then does undoing mean the entry itself, on which the outcome rests
    with pytest.raises(InputError, match=r"outcomes \(2\)"):
        ledger.undo(1, recorded="2026-10-09")


def test_without_an_id_what_was_written_last_is_taken_back(ledger: Ledger) -> None:
    ledger.edit(1, recorded="2026-10-05", note="second")
    ledger.edit(2, recorded="2026-10-05", support=3)
    ledger.add("cem", "never", on="2026-10-05")
    assert [ledger.undo(recorded="2026-10-06") for _ in range(6)] == [6, 2, 1, 3, 2, 1]
    assert ledger.entries().empty
    with pytest.raises(InputError, match="nothing to undo"):
        ledger.undo(recorded="2026-10-06")


def test_an_edit_back_to_what_was_said_is_an_edit(ledger: Ledger) -> None:
    ledger.edit(2, recorded="2026-10-05", support=2)
    ledger.edit(2, recorded="2026-10-06", support=1)
    ledger.undo(2, recorded="2026-10-07")
    assert ledger.outcomes().at[2, "support"] == 2.0
    ledger.undo(2, recorded="2026-10-08")
    assert ledger.outcomes().at[2, "support"] == 1.0
    ledger.edit(2, recorded="2026-10-09", support=0)
    ledger.undo(2, recorded="2026-10-10")
    assert ledger.outcomes().at[2, "support"] == 1.0
    ledger.undo(2, recorded="2026-10-11")
    assert ledger.outcomes().empty


def test_stepping_back_contradicts_nothing(ledger: Ledger) -> None:
    ledger.edit(1, recorded="2026-10-05", on="2026-09-01")
    ledger.add("ann", "replied", on="2026-09-02", recorded="2026-10-05")
    with pytest.raises(InputError, match="would come before what was sent"):
        ledger.undo(1, recorded="2026-10-06")
    ledger.add("ann", "sent", on="2026-10-01", purpose="advice", recorded="2026-10-05")
    ledger.undo(5, recorded="2026-10-06")
    with pytest.raises(InputError, match="entry 6 already"):
        ledger.undo(1, recorded="2026-10-06")


def test_a_step_back_goes_out_and_in(ledger: Ledger, tmp_path: Path) -> None:
    ledger.edit(1, recorded="2026-10-05", note="second")
    ledger.undo(1, recorded="2026-10-06")
    ledger.edit(2, recorded="2026-10-05", support=2)
    ledger.undo(3, recorded="2026-10-06")
    other = wl.ledger.open(tmp_path / "other.sqlite")
    assert other.import_csv(ledger.export_csv()) == 7
    assert other.export_csv() == ledger.export_csv()
    assert other.history().equals(ledger.history())
    assert other.check() == 7
    assert other.undo(recorded="2026-10-07") == 2
    assert other.outcomes().at[2, "support"] == 1.0


@pytest.mark.parametrize("early", ["2026-10-05", "2026-10-06T09:59:59+02:00", "2026-10-06T08:59:59+01:00"])
def test_nothing_is_changed_before_it_was_said(early: str, ledger: Ledger) -> None:
    """Else a page of that time would be another one."""
    ledger.edit(1, recorded="2026-10-06T10:00:00+02:00", note="second")
    for change in (
        lambda: ledger.edit(1, recorded=early, note="third"),
        lambda: ledger.undo(1, recorded=early),
    ):
        with pytest.raises(InputError, match="recorded is 2026-10-0"):
            change()
    with pytest.raises(InputError, match="recorded is 2026-10-03"):
        ledger.undo(3, recorded="2026-10-03")
    assert ledger.check() == 4


def test_two_changes_of_one_moment_stay_in_order(ledger: Ledger) -> None:
    for moment in ("2026-10-06T10:00:00+02:00", "2026-10-06T08:00:00+00:00", "2026-10-06"):
        ledger.edit(1, recorded=moment, note=moment)
    told = [record.recorded for record in ledger.records()[3:]]
    assert told == [f"2026-10-06T10:00:00.00000{number}+02:00" for number in range(3)]
    assert ledger.attempts().at[1, "note"] == "2026-10-06"


def test_a_rating_is_taken_away(ledger: Ledger) -> None:
    ledger.edit(2, recorded="2026-10-05", support=None)
    assert pd.isna(ledger.outcomes().at[2, "support"])


def test_an_edit_makes_no_twin(ledger: Ledger) -> None:
    day = {"recorded": "2026-10-05"}
    ledger.add("ann", "sent", on="2026-10-02", purpose="advice", note="again", **day)
    ledger.add("ann", "help", on="2026-10-03", support=2, attempt=1, **day)
    with pytest.raises(InputError, match="entry 1 already"):
        ledger.edit(4, on="2026-10-01", **day)
    with pytest.raises(InputError, match="entry 2 already"):
        ledger.edit(5, support=1, **day)
    ledger.edit(4, note="first", **day)


@pytest.mark.parametrize("step", ["intro_made", "connection", "referral"])
def test_nobody_leads_to_themselves(step: str, ledger: Ledger) -> None:
    for unasked in (False, True):
        with pytest.raises(InputError, match="to themselves"):
            ledger.add("ann", step, on="2026-10-04", to_person="ann", unasked=unasked)
    with pytest.raises(InputError, match="to themselves"):
        ledger.edit(2, recorded="2026-10-05", to_person="ann")
    with pytest.raises(InputError, match="to themselves"):
        ledger.edit(1, recorded="2026-10-05", to_person="ann")


def test_a_clock_that_was_wrong_once_ends_no_backup(ledger: Ledger) -> None:
    ledger.add("dee", "never", on="2026-10-05", recorded="2099-01-01")
    ledger.add("eve", "never", on="2026-10-06")
    assert len(Ledger(backup_of(ledger.path)).entries()) == 4
    ledger.add("fay", "never", on="2026-10-06")  # the same day: the copy is that of before
    assert len(Ledger(backup_of(ledger.path)).entries()) == 4
    ledger.add("gus", "never", on="2026-10-07")
    assert len(Ledger(backup_of(ledger.path)).entries()) == 6


@pytest.mark.parametrize(
    ("day", "word"), [("1850-01-01", "before 1900"), ("1899-12-31", "before 1900"), ("x", "not a date")]
)
def test_why_a_day_is_none(day: str, word: str, ledger: Ledger) -> None:
    with pytest.raises(InputError, match=word):
        ledger.add("ann", "never", on=day)
