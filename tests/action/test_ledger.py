"""The ledger: what is entered, edited and undone, and how it stood on any day."""

from __future__ import annotations

import stat
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import weaklib as wl
from weaklib.action.ledger import OUTCOMES, Ledger
from weaklib.action.ledger.days import day_text, moment_text
from weaklib.book import InputError


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return wl.ledger.open(tmp_path / "ledger.sqlite")


def asked(ledger: Ledger, person: str = "ann", on: str = "2026-10-01", purpose: str = "advice") -> int:
    return ledger.add(person, "sent", on=on, purpose=purpose, tie_class="weak", strength=0.2, name="Ann Bell")


def test_nothing_is_made_before_the_first_entry(ledger: Ledger) -> None:
    for table in (ledger.entries(), ledger.marks(), ledger.attempts(), ledger.outcomes(), ledger.history()):
        assert table.empty
    assert ledger.check() == 0
    assert list(ledger.path.parent.iterdir()) == []


def test_the_file_is_the_owners_alone(ledger: Ledger) -> None:
    asked(ledger)
    ledger.add("ann", "replied", on="2026-10-02")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in ledger.path.parent.iterdir()}
    assert modes == dict.fromkeys(("ledger.sqlite", "ledger.sqlite.backup", "ledger.sqlite.lock"), 0o600)


def test_an_attempt_and_what_came_of_it(ledger: Ledger) -> None:
    attempt = asked(ledger)
    for day, step in enumerate(OUTCOMES, 2):
        ledger.add("ann", step, on=f"2026-10-{day:02}", engagement=3, note="kind")
    table = ledger.attempts()
    assert list(table.index) == [attempt]
    row = table.loc[attempt]
    assert (row["person"], row["name"], row["purpose"], row["class"], row["strength"]) == (
        "ann",
        "Ann Bell",
        "advice",
        "weak",
        0.2,
    )
    assert row["sent_on"] == pd.Timestamp("2026-10-01")
    assert [row[step].day for step in OUTCOMES] == list(range(2, 11))
    outcomes = ledger.outcomes()
    assert set(outcomes["attempt"]) == {attempt}
    assert set(outcomes["engagement"]) == {3.0}
    assert outcomes["support"].isna().all()


def test_an_outcome_belongs_to_the_newest_attempt_by_that_day(ledger: Ledger) -> None:
    first, second, third = (asked(ledger, on=f"2026-0{month}-01") for month in (3, 6, 9))
    days = {"2026-05-01": first, "2026-06-01": second, "2026-08-31": second, "2026-09-02": third}
    for day, attempt in days.items():
        entry = ledger.add("ann", "conversation", on=day)
        assert ledger.outcomes().at[entry, "attempt"] == attempt
    named = ledger.add("ann", "help", on="2026-10-01", attempt=first)
    assert ledger.outcomes().at[named, "attempt"] == first


def test_an_outcome_of_a_purpose(ledger: Ledger) -> None:
    advice = asked(ledger, on="2026-03-01")
    asked(ledger, on="2026-04-01", purpose="reconnect")
    entry = ledger.add("ann", "help", on="2026-05-01", purpose="advice")
    assert ledger.outcomes().at[entry, "attempt"] == advice
    with pytest.raises(InputError, match="for introduction"):
        ledger.add("ann", "help", on="2026-05-01", purpose="introduction")


def test_marks_are_what_a_plan_heeds(ledger: Ledger) -> None:
    asked(ledger)
    ledger.add("ann", "replied", on="2026-10-02")
    ledger.add("bob", "skip", on="2026-10-02", purpose="reconnect")
    ledger.add("bob", "snooze", on="2026-10-02", until="2026-12-24", note="on leave")
    ledger.add("cem", "never", on="2026-10-02")
    expected = pd.DataFrame(
        [
            (1, "ann", "advice", "sent", "2026-10-01", None, "", None),
            (2, "ann", "advice", "replied", "2026-10-02", None, "", 1),
            (3, "bob", "reconnect", "skip", "2026-10-02", "2026-10-09", "", None),
            (4, "bob", "", "snooze", "2026-10-02", "2026-12-24", "on leave", None),
            (5, "cem", "", "never", "2026-10-02", None, "", None),
        ],
        columns=["id", "person", "purpose", "step", "on", "until", "note", "attempt"],
    ).astype({"on": "datetime64[us]", "until": "datetime64[us]", "attempt": "Int64"})
    pd.testing.assert_frame_equal(ledger.marks(), expected)


def test_as_of_knows_what_had_happened_and_was_recorded(ledger: Ledger) -> None:
    """A late, backdated entry rewrites no page that was made before."""
    asked(ledger)
    ledger.add("ann", "replied", on="2026-10-02", recorded="2026-11-20T10:00:00+01:00")
    ledger.add("ann", "help", on="2026-10-05")
    assert list(ledger.entries("2026-09-30").index) == []
    assert list(ledger.entries("2026-10-31").index) == [1, 3]
    assert list(ledger.entries("2026-11-19").index) == [1, 3]
    assert list(ledger.entries("2026-11-20").index) == [1, 2, 3]
    assert list(ledger.entries().index) == [1, 2, 3]


def test_the_day_of_a_moment_is_the_owners(ledger: Ledger) -> None:
    """Twenty past midnight in Berlin is still yesterday in UTC."""
    berlin = timezone(timedelta(hours=1))
    ledger.add("ann", "never", on="2026-11-01", recorded=datetime(2026, 11, 1, 0, 20, tzinfo=berlin))
    assert ledger.entries("2026-10-31").empty
    assert len(ledger.entries("2026-11-01")) == 1
    assert ledger.entries()["recorded"].iloc[0] == pd.Timestamp("2026-10-31T23:20Z")


def test_an_edit_keeps_what_was_said(ledger: Ledger) -> None:
    asked(ledger)
    ledger.add("ann", "replied", on="2026-10-02", note="first", support=1)
    assert ledger.edit(2, recorded="2026-11-05", note="second", on="2026-10-03") == 2
    row = ledger.entries().loc[2]
    assert (row["note"], row["on"], row["support"]) == ("second", pd.Timestamp("2026-10-03"), 1.0)
    assert ledger.entries("2026-11-04").at[2, "note"] == "first"
    assert list(ledger.history()["note"]) == ["", "first", "second"]
    assert list(ledger.history()["name"]) == ["Ann Bell"] * 3


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"person": "bob"}, "person"),
        ({"step": "help"}, "step"),
        ({"class": "strong"}, "class"),
        ({"strength": 0.9}, "strength"),
        ({"on": "2026-10-03"}, "before"),
        ({"on": "2027-01-01"}, "recorded"),
        ({"guidance": 2}, "guidance"),
    ],
)
def test_an_edit_that_cannot_be(changes: dict[str, object], word: str, ledger: Ledger) -> None:
    asked(ledger)
    ledger.add("ann", "replied", on="2026-10-02")
    with pytest.raises(InputError, match=word):
        ledger.edit(1, recorded="2026-11-05", **changes)
    assert len(ledger.history()) == 2


def test_undo_takes_back_and_keeps_that_it_was(ledger: Ledger) -> None:
    asked(ledger)
    ledger.add("ann", "replied", on="2026-10-02")
    ledger.add("bob", "never", on="2026-10-03")
    assert ledger.undo(recorded="2026-11-05") == 3
    assert ledger.undo(recorded="2026-11-05") == 2
    assert list(ledger.entries().index) == [1]
    assert list(ledger.entries("2026-11-04").index) == [1, 2, 3]
    assert list(ledger.history()["undone"]) == [False] * 3 + [True] * 2
    with pytest.raises(InputError, match="undone before"):
        ledger.undo(3, recorded="2026-11-05")
    with pytest.raises(InputError, match="not in the ledger"):
        ledger.undo(99, recorded="2026-11-05")
    ledger.undo(1, recorded="2026-11-05")
    with pytest.raises(InputError, match="nothing to undo"):
        ledger.undo(recorded="2026-11-05")


def test_an_attempt_with_outcomes_is_not_undone_alone(ledger: Ledger) -> None:
    asked(ledger)
    ledger.add("ann", "replied", on="2026-10-02")
    with pytest.raises(InputError, match=r"outcomes \(2\)"):
        ledger.undo(1, recorded="2026-11-05")


@pytest.mark.parametrize(
    ("person", "step", "details", "word"),
    [
        ("ann", "winked", {}, "winked"),
        ("ann", "sent", {}, "purpose"),
        ("ann", "sent", {"purpose": "gossip"}, "gossip"),
        ("ann", "sent", {"purpose": "advice", "on": "someday"}, "someday"),
        ("ann", "sent", {"purpose": "advice", "on": "today"}, "today"),
        ("ann", "sent", {"purpose": "advice", "on": "2026-13-45"}, "2026-13-45"),
        ("ann", "sent", {"purpose": "advice", "on": "2026-12-01", "recorded": "2026-11-30"}, "2026-11-30"),
        ("ann", "sent", {"purpose": "advice", "until": "2026-12-01"}, "until"),
        ("ann", "sent", {"purpose": "advice", "strength": 1.5}, "1.5"),
        ("ann", "sent", {"purpose": "advice", "note": "half \ud83d of a smile"}, "half"),
        (" ", "never", {}, "Nobody"),
        ("ann", "snooze", {}, "until when"),
        ("ann", "snooze", {"until": "2026-10-01"}, "2026-10-01"),
        ("ann", "never", {"engagement": 1}, "engagement"),
        ("bob", "replied", {}, "Nothing was sent to bob"),
        ("eve", "replied", {"on": "2026-09-30"}, "2026-10-01"),
        ("eve", "replied", {"support": 4}, "4"),
        ("eve", "replied", {"support": True}, "True"),
    ],
)
def test_what_cannot_be_entered(
    person: str, step: str, details: dict[str, object], word: str, ledger: Ledger
) -> None:
    asked(ledger, "eve")
    with pytest.raises(InputError, match=word):
        ledger.add(person, step, **({"on": "2026-10-01"} | details))
    assert ledger.check() == 1


def test_the_same_attempt_twice_is_refused(ledger: Ledger) -> None:
    asked(ledger)
    with pytest.raises(InputError, match="entry 1 already"):
        asked(ledger)
    ledger.undo(1, recorded="2026-10-01")
    assert asked(ledger) == 3


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere"):
        asked(wl.ledger.open(tmp_path / "nowhere" / "ledger.sqlite"))


def test_what_is_left_out_is_undefined_and_not_zero(ledger: Ledger) -> None:
    ledger.add("ann", "sent", on="2026-10-01", purpose="advice")
    row = ledger.attempts().loc[1]
    assert pd.isna(row["strength"])
    assert row["class"] == ""


@given(st.dates(date(1900, 1, 1), date(2261, 1, 1)))
def test_every_day_is_itself(day: date) -> None:
    assert day_text(day, "on") == day_text(pd.Timestamp(day), "on") == day.isoformat()


@given(st.datetimes(datetime(1990, 1, 1), datetime(2261, 1, 1), timezones=st.timezones()))
def test_every_moment_comes_back(moment: datetime) -> None:
    """Around the change of the clocks and the turn of the year too, to the microsecond."""
    text = moment_text(moment)
    back = datetime.fromisoformat(text)
    assert back.astimezone(UTC) == moment.astimezone(UTC)
    assert text[:10] == f"{moment:%Y-%m-%d}"
    assert moment_text(text) == text
