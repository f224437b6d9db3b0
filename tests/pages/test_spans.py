"""The period of a report: which day it is told as of, what is missing, and what is said of too late a one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import weaklib as wl
from tests.pages.made import EXAMPLE, tiny
from weaklib.book import Book, InputError
from weaklib.pages.missing import missing, page_name, told_as_of
from weaklib.pages.report import run_periods, run_report
from weaklib.pages.spans import before, recorded, span_of


@pytest.fixture(scope="module")
def book() -> Book:
    """The example, whose exports end on 31 October 2026."""
    return wl.read(EXAMPLE)


def ending(book: Book, last: str) -> Book:
    """The same book with exports that end on another day."""
    coverage = book.coverage.assign(last=book.coverage["last"].clip(upper=pd.Timestamp(last)))
    return replace(book, coverage=coverage)


@pytest.mark.parametrize(
    ("asked", "day", "whole", "words"),
    [
        ({}, "2026-10-31", True, "October 2026"),
        ({"as_of": "2026-06-12"}, "2026-06-12", True, "June 2026"),
        ({"period": "2026-09"}, "2026-09-30", True, "September 2026"),
        ({"period": "2024-02"}, "2024-02-29", True, "February 2024"),
        ({"period": "2026-Q3"}, "2026-09-30", True, "the third quarter of 2026"),
        ({"period": "2026-Q4"}, "2026-10-31", False, "the fourth quarter of 2026"),
        ({"period": "2026"}, "2026-10-31", False, "2026"),
        ({"period": "2026-Q3", "as_of": "2026-08-01"}, "2026-08-01", True, "the third quarter of 2026"),
    ],
)
def test_the_day_of_a_period(book: Book, asked: dict[str, str], day: str, whole: bool, words: str) -> None:
    span = span_of(book, **asked)
    assert (span.day, span.whole, span.period.words()) == (pd.Timestamp(day), whole, words)
    assert span.asked == (day if asked else "")


def test_exports_that_end_within_the_month(book: Book) -> None:
    stale = ending(book, "2026-08-15")
    span = span_of(stale, period="2026-08")
    assert (span.day, span.whole) == (pd.Timestamp("2026-08-15"), False)
    assert span_of(stale).whole is False


def test_a_period_after_the_exports_says_how_to_refresh(book: Book) -> None:
    with pytest.raises(InputError, match=r"end on 15 August 2026, before September 2026 begins.*Get a copy"):
        span_of(ending(book, "2026-08-15"), period="2026-09")
    assert span_of(ending(book, "2026-09-01"), period="2026-09").day == pd.Timestamp("2026-09-01")


@pytest.mark.parametrize("day", ["2026-06-30", "2026-10-01"])
def test_a_day_outside_the_period_is_refused(book: Book, day: str) -> None:
    with pytest.raises(InputError, match=f"{day} is no day of the third quarter of 2026"):
        span_of(book, period="2026-Q3", as_of=day)


@pytest.mark.parametrize("period", ["2026-13", "26-10", "October", "last-month", "../2026-10"])
def test_what_is_no_period_is_refused(book: Book, period: str) -> None:
    with pytest.raises(InputError, match="write a month"):
        span_of(book, period=period)


def test_the_periods_before() -> None:
    assert before("2026-01", 3) == ["2025-11", "2025-12", "2026-01"]
    assert before("2026-Q2", 3) == ["2025-Q4", "2026-Q1", "2026-Q2"]
    assert before("2026", 2) == ["2025", "2026"]


def test_periods_before_anything_is_recorded_are_left_out(book: Book) -> None:
    first = min(book.people["connected_on"].min(), book.interactions["at"].min().tz_localize(None))
    found = recorded(book, before("2026-10", 600))
    assert found[0] == f"{first:%Y-%m}"
    assert found[-1] == "2026-10"


def a_page(folder: Path, period: str, day: str, edition: str = "private") -> None:
    (folder / page_name(period, edition)).write_text(
        f'<!DOCTYPE html>\n<html lang="en" data-period="{period}" data-day="{day}">\n</html>\n',
        encoding="utf-8",
    )


def test_what_is_missing(book: Book, tmp_path: Path) -> None:
    a_page(tmp_path, "2026-08", "2026-08-31")
    a_page(tmp_path, "2026-09", "2026-09-29")
    assert missing(book, tmp_path, count=3) == ["2026-09", "2026-10"]
    a_page(tmp_path, "2026-10", "2026-10-31")
    assert missing(book, tmp_path, "2026-10", count=2) == ["2026-09"]
    assert missing(book, tmp_path, "2026-10", count=1, edition="shared") == ["2026-10"]
    assert missing(book, tmp_path / "none", "2026-Q4", count=1) == ["2026-Q4"]


def test_a_month_that_the_exports_end_in_is_due_again_when_they_are_fresher(
    book: Book, tmp_path: Path
) -> None:
    a_page(tmp_path, "2026-10", "2026-10-20")
    assert missing(ending(book, "2026-10-20"), tmp_path, count=1) == []
    assert missing(book, tmp_path, count=1) == ["2026-10"]


@pytest.mark.parametrize(
    "text", ["", "<html>", '<html data-day="soon">', "x" * 5_000 + '<html data-day="2026-10-31">']
)
def test_a_page_that_does_not_say_its_day(text: str, tmp_path: Path) -> None:
    (tmp_path / "2026-10.html").write_text(text, encoding="utf-8")
    assert told_as_of(tmp_path / "2026-10.html") is None


def test_a_page_of_many_is_the_page_of_one(tmp_path: Path) -> None:
    """In one kernel: nothing of the months before is left in it, and nothing shows."""
    months = ["2026-05", "2026-06"]
    many = list(run_periods(EXAMPLE, months, reports=tmp_path / "many"))
    assert [page.name for page in many] == ["2026-05.html", "2026-06.html"]
    alone = run_report(EXAMPLE, reports=tmp_path / "alone", period="2026-06")
    assert many[1].read_bytes() == alone.read_bytes()
    assert [told_as_of(page) for page in many] == [pd.Timestamp("2026-05-31"), pd.Timestamp("2026-06-30")]


def test_the_pages_before_a_failure_are_kept(tmp_path: Path) -> None:
    run = run_periods(EXAMPLE, ["2026-10", "2026-11"], reports=tmp_path)
    assert next(run).name == "2026-10.html"
    with pytest.raises(InputError, match="November 2026"):
        next(run)
    assert (tmp_path / "2026-10.html").exists()
    kept = tmp_path / ".failed.ipynb"
    assert "InputError" in kept.read_text(encoding="utf-8")
    assert kept.stat().st_mode & 0o077 == 0
    run_report("", reports=tmp_path, notebook=tiny(tmp_path / "fine.ipynb", "1"))
    assert not kept.exists()
