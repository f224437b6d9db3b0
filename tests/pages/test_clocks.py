"""Clocks that are wrong, set back or changed, and days that are longer, shorter or rare: the same report."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import weaklib as wl
from tests.pages.made import ERA, ROOT
from weaklib.book import Book
from weaklib.cli import report as command
from weaklib.pages.missing import missing, told_as_of
from weaklib.pages.report import run_report
from weaklib.pages.spans import before, span_of

DECADE = 315_576_000  # seconds


@pytest.fixture(scope="module")
def book() -> Book:
    """A small export, which ends in June 2026."""
    return wl.read(ERA)


def living_in(book: Book, zone: str) -> Book:
    """The same book of somebody who lives elsewhere."""
    return replace(book, owner=replace(book.owner, zone=zone))


def at(book: Book, *moments: str) -> Book:
    """The same book with contact at these moments of UTC, and none else."""
    rows = book.interactions.iloc[[0] * len(moments)].reset_index(drop=True)
    return replace(book, interactions=rows.assign(at=pd.to_datetime([*moments], utc=True).as_unit("us")))


@pytest.mark.parametrize(
    ("zone", "day", "before_it_ends", "after"),
    [
        ("Europe/Oslo", "2026-03-29", "2026-03-29T21:59", "2026-03-29T22:00"),  # 23 hours
        ("Europe/Oslo", "2026-10-25", "2026-10-25T22:59", "2026-10-25T23:00"),  # 25 hours
        ("Africa/Cairo", "2026-04-23", "2026-04-23T21:59", "2026-04-23T22:00"),  # no midnight follows
        ("America/Havana", "2026-10-31", "2026-11-01T03:59", "2026-11-01T04:00"),  # two midnights follow
        ("UTC", "2028-02-28", "2028-02-28T23:59", "2028-02-29T00:00"),
        ("UTC", "2028-02-29", "2028-02-29T23:59", "2028-03-01T00:00"),
    ],
)
def test_where_a_day_ends(book: Book, zone: str, day: str, before_it_ends: str, after: str) -> None:
    there = living_in(at(book, before_it_ends, after), zone)
    kept = there.as_of(day).interactions["at"]
    assert [*kept] == [pd.Timestamp(before_it_ends, tz="UTC")]


def test_a_month_that_ends_with_two_midnights(tmp_path: Path) -> None:
    """A whole report: in Havana the clocks go back at the end of 31 October 2026."""
    shutil.copytree(ERA, tmp_path / "data")
    (tmp_path / "data" / "settings.yaml").write_text("zone: America/Havana\n", encoding="utf-8")
    add(tmp_path / "data", "31 Oct 2026")
    page = run_report(tmp_path / "data", reports=tmp_path / "reports")
    assert page.name == "2026-10.html"
    assert told_as_of(page) == pd.Timestamp("2026-10-31")


def add(data: Path, day: str) -> None:
    """A connection of that day."""
    path = data / "Connections.csv"
    row = f"Lea,Lund,https://www.linkedin.com/in/lea-lund,,Skellig Press,Editor,{day}\n"
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + row, encoding="utf-8")


def test_a_leap_day(tmp_path: Path) -> None:
    """The last day of February 2028, when the exports end: the month is whole, the quarter is not."""
    shutil.copytree(ERA, tmp_path / "data")
    add(tmp_path / "data", "29 Feb 2028")
    there = wl.read(tmp_path / "data")
    day = pd.Timestamp("2028-02-29")
    for asked in ({}, {"period": "2028-02"}, {"as_of": "2028-02-29"}):
        span = span_of(there, **asked)
        assert (span.day, span.whole, span.period.text) == (day, True, "2028-02")
    assert span_of(there, period="2028-02", as_of="2028-02-28").whole
    assert not span_of(there, period="2028-Q1").whole
    assert before("2028-03", 2) == ["2028-02", "2028-03"]
    page = run_report(tmp_path / "data", reports=tmp_path / "reports", as_of="2028-02-29", period="2028-02")
    assert (page.name, told_as_of(page)) == ("2028-02.html", day)
    assert missing(there, tmp_path / "reports", count=1) == []


def run(data: Path, reports: Path, *more: str, zone: str = "UTC") -> bytes:
    """The page of a run of the command on a machine that stands there."""
    asked = [sys.executable, "-m", "weaklib.cli", "report", str(data), "-o", str(reports), *more]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TZ": zone}
    done = subprocess.run(asked, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return (reports / "2026-06.html").read_bytes()


def set_clocks(folder: Path, by: int) -> None:
    """Date every file of a folder some seconds later."""
    for path in folder.rglob("*"):
        told = path.lstat()
        os.utime(path, (told.st_atime + by, told.st_mtime + by), follow_symlinks=False)


def test_a_clock_set_back_and_another_time_zone_change_nothing(book: Book, tmp_path: Path) -> None:
    """All files are of a day to come, as after a clock was set back; then the machine moves."""
    data, reports = tmp_path / "data", tmp_path / "reports"
    shutil.copytree(ERA, data)
    first = run(data, reports)
    for by in (DECADE, -2 * DECADE):
        set_clocks(tmp_path, by)
        assert missing(book, reports, count=1) == []
    assert run(data, reports, zone="Pacific/Kiritimati") == first
    set_clocks(tmp_path, DECADE)
    assert run(data, reports, "--backfill", "1", zone="America/Los_Angeles") == first
    (reports / "2026-06.html").unlink()
    assert run(data, reports, "--backfill", "1", zone="America/Los_Angeles") == first


@pytest.mark.parametrize(
    ("here", "asked", "period"),
    [
        (date(2026, 11, 1), "last-month", "2026-10"),
        (date(2026, 1, 1), "last-month", "2025-12"),
        (date(2028, 3, 1), "last-month", "2028-02"),
        (date(2028, 2, 29), "last-month", "2028-01"),
        (date(2026, 12, 31), "last-quarter", "2026-Q3"),
        (date(2027, 1, 1), "last-quarter", "2026-Q4"),
        (date(2026, 11, 1), "last-year", "2025"),
        (date(1970, 1, 1), "last-month", "1969-12"),  # a clock that was never set
    ],
)
def test_what_the_last_period_is(
    here: date, asked: str, period: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "today", lambda: here)
    assert command._named(asked) == period


def test_a_clock_set_back_leaves_newer_reports_alone(
    book: Book, tmp_path: Path, shelved: Callable[[Path, str, str], Path]
) -> None:
    """What is due goes by the periods that were asked for: nothing newer is missing, nothing is removed."""
    newest = shelved(tmp_path, "2026-06.html", "2026-06-01")
    assert missing(book, tmp_path, "2025-12", count=1) == ["2025-12"]
    assert missing(book, tmp_path, "1969-12", count=3) == []  # before anything is recorded
    assert newest.exists()


@pytest.fixture
def shelved() -> Callable[[Path, str, str], Path]:
    """Lay a report into a folder."""
    from tests.pages.shelves import report

    return report
