"""Moments and days of the ledger: around the change of the clocks and the turn of the year, and in periods."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import weaklib as wl
from weaklib.action.ledger import OUTCOMES, Ledger
from weaklib.measures.period import period_of

CHANGES = [
    # zone, the moment in UTC when the clocks change or the year turns
    ("Europe/Berlin", "2026-03-29T01:00"),
    ("Europe/Berlin", "2026-10-25T01:00"),
    ("Europe/Berlin", "2026-12-31T23:00"),
    ("America/New_York", "2026-03-08T07:00"),
    ("America/New_York", "2026-11-01T06:00"),
    ("America/New_York", "2027-01-01T05:00"),
    ("America/Havana", "2026-03-08T05:00"),  # at midnight: that day begins at one
    ("America/Havana", "2026-11-01T05:00"),  # and this one has its first hour twice
    ("Australia/Lord_Howe", "2026-04-04T15:00"),  # by half an hour
    ("Australia/Lord_Howe", "2026-10-03T15:30"),
    ("Pacific/Apia", "2011-12-30T10:00"),  # a day that never was
    ("Asia/Kathmandu", "2026-12-31T18:15"),
    ("Pacific/Kiritimati", "2026-12-31T10:00"),
    ("Etc/GMT+12", "2027-01-01T12:00"),
]
AROUND = [timedelta(hours=hours, microseconds=tick) for hours in (-2, -1, 0, 1, 2) for tick in (-1, 0, 1)]


@pytest.mark.parametrize(("zone", "change"), CHANGES)
def test_a_moment_comes_back_to_the_microsecond(zone: str, change: str, tmp_path: Path) -> None:
    """And with it the owner's day, which says as of when it is known."""
    turn = datetime.fromisoformat(change).replace(tzinfo=UTC)
    moments = [(turn + step).astimezone(ZoneInfo(zone)) for step in AROUND]
    ledger = wl.ledger.open(tmp_path / "ledger.sqlite")
    ledger.add_all(
        {"person": f"p{number}", "step": "never", "on": "2000-01-01", "recorded": moment}
        for number, moment in enumerate(moments)
    )
    other = wl.ledger.open(tmp_path / "other.sqlite")
    other.import_csv(ledger.export_csv())
    for each in (ledger, other):
        back = each.entries()["recorded"]
        assert [*back.dt.to_pydatetime()] == [moment.astimezone(UTC) for moment in moments]
        for day in {moment.date() for moment in moments}:
            by_then = [f"p{number}" for number, moment in enumerate(moments) if moment.date() <= day]
            assert [*each.entries(day)["person"]] == by_then
    assert other.export_csv() == ledger.export_csv()


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25", "2026-12-31", "2027-01-01", "2028-02-29"])
def test_a_day_is_that_day_however_it_is_given(day: str, tmp_path: Path) -> None:
    """A day has no clock time, so that no zone can move it to the next one."""
    berlin = ZoneInfo("Europe/Berlin")
    given_as = [
        day,
        date.fromisoformat(day),
        pd.Timestamp(day),
        datetime.fromisoformat(f"{day}T00:00:00").replace(tzinfo=berlin),
        datetime.fromisoformat(f"{day}T23:59:59.999999").replace(tzinfo=berlin),
        f"{day}T23:30:00-11:00",
    ]
    ledger = wl.ledger.open(tmp_path / "ledger.sqlite")
    ledger.add_all(
        {"person": f"p{number}", "step": "help", "on": each, "recorded": "2030-01-01", "unasked": True}
        for number, each in enumerate(given_as)
    )
    assert [*ledger.outcomes()["on"]] == [pd.Timestamp(day)] * len(given_as)


def periods(first: int, last: int) -> dict[str, list[str]]:
    """How the months, the quarters and the years are written."""
    years = range(first, last + 1)
    return {
        "month": [f"{year}-{month:02}" for year in years for month in range(1, 13)],
        "quarter": [f"{year}-Q{quarter}" for year in years for quarter in range(1, 5)],
        "year": [f"{year}" for year in years],
    }


@pytest.mark.parametrize("every", ["month", "quarter", "year"])
def test_every_day_is_in_exactly_one_period(every: str) -> None:
    days = pd.Series(pd.date_range("1996-01-01", "2036-12-31", unit="us"))
    written = periods(1996, 2036)[every]
    held = [period_of(text).holds(days) for text in written]
    assert (sum(each.astype("int64") for each in held) == 1).all()
    for text, each in zip(written, held, strict=True):
        period = period_of(text)
        assert (days[each].min(), days[each].max()) == (period.start, period.end)
    # one ends where the next begins
    assert [period_of(text).before().text for text in written[1:]] == written[:-1]
    assert period_of("").holds(days).all()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.dates(date(2023, 12, 1), date(2025, 1, 31)), min_size=1, max_size=12))
def test_every_event_is_counted_once(tmp_path: Path, days: list[date]) -> None:
    """Whatever was entered, months, quarters and years add up to all of it."""
    path = tmp_path / "ledger.sqlite"
    path.unlink(missing_ok=True)
    path.with_name("ledger.sqlite.backup").unlink(missing_ok=True)
    ledger = wl.ledger.open(path)
    ledger.add_all(
        {
            "person": f"p{number}",
            "step": OUTCOMES[number % 9],
            "on": day,
            "recorded": "2025-02-01",
            "unasked": True,
        }
        for number, day in enumerate(days)
    )
    on = ledger.outcomes()["on"]
    for every in periods(2023, 2025).values():
        assert sum(int(period_of(text).holds(on).sum()) for text in every) == len(days)


@pytest.fixture
def kept(tmp_path: Path) -> Ledger:
    """What was known at the end of September."""
    made = wl.ledger.open(tmp_path / "ledger.sqlite")
    made.add("ann", "sent", on="2026-08-01", purpose="advice", tie_class="weak", chosen="chance")
    made.add("ann", "replied", on="2026-08-03", engagement=1)
    made.add("bob", "intro_made", on="2026-09-02", unasked=True, to_person="cem", proposal="p1")
    made.add("dee", "snooze", on="2026-09-03", until="2026-12-01")
    made.refuse("p2", "eve", "help", on="2026-09-30")
    return made


def tables(ledger: Ledger, day: str) -> list[object]:
    """Everything that the ledger tells as of a day."""
    return [
        ledger.entries(day),
        ledger.marks(day),
        ledger.attempts(day),
        ledger.outcomes(day),
        ledger.answered_proposals(day),
    ]


def test_what_is_entered_late_changes_no_page_of_before(kept: Ledger) -> None:
    """Backdated entries, edits, undoing and what another machine had: seen from the day they came in."""
    day, before = "2026-09-30", tables(kept, "2026-09-30")
    now = "2026-10-01T00:00:00+02:00"
    kept.add("ann", "help", on="2026-08-20", recorded=now)
    kept.add("fay", "sent", on="2026-07-01", purpose="reconnect", recorded=now)
    kept.add("gus", "offer", on="2026-09-01", recorded=now, unasked=True)
    kept.edit(2, recorded=now, on="2026-08-02", engagement=3)
    kept.edit(3, recorded=now, note="better known")
    kept.undo(4, recorded=now)
    kept.undo(5, recorded=now)
    kept.refuse("p9", "hal", "help", on="2026-09-01", recorded=now)
    other = wl.ledger.open(kept.path.with_name("other.sqlite"))
    other.add("ida", "never", on="2026-09-01", recorded=now)
    kept.import_csv(other.export_csv())
    for was, is_now in zip(before, tables(kept, day), strict=True):
        if isinstance(was, pd.DataFrame):
            pd.testing.assert_frame_equal(was, is_now)
        else:
            assert was == is_now
    later = kept.entries("2026-10-01")
    assert set(later["person"]) == {"ann", "bob", "fay", "gus", "hal", "ida"}
    assert kept.answered_proposals("2026-10-01") == {"p1": "confirmed", "p9": "refused"}


def test_what_lies_ahead_is_not_seen(kept: Ledger) -> None:
    assert list(kept.entries("2026-08-01").index) == [1]
    assert list(kept.entries("2026-09-01").index) == [1, 2]
    assert kept.answered_proposals("2026-09-29") == {"p1": "confirmed"}
