"""Which reports of a folder are missing, or ended before their period did."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from weaklib.book import Book
from weaklib.measures.period import period_of
from weaklib.pages.shelf import report_of
from weaklib.pages.spans import before, recorded


def missing(
    book: Book, reports: Path, period: str = "", *, count: int, edition: str = "private"
) -> list[str]:
    """Return those of the last periods whose report is not there, the earliest first.

    A report that was told as of an earlier day than the exports know of by now counts as missing, and so
    does one of which only a part is there.

    Parameters
    ----------
    book
        What the exports say.
    reports
        The folder of the reports.
    period
        The last of them; by default the month in which the exports end.
    count
        How many periods to look at. Those before anything is recorded are left out.
    edition
        "private" or "shared".
    """
    last = book.last_day()
    asked = recorded(book, before(period or f"{last:%Y-%m}", count))
    return [each for each in asked if not _is_there(reports / page_name(each, edition), each, last)]


def page_name(period: str, edition: str = "private") -> str:
    """Return the name of a report's file.

    >>> page_name("2026-10"), page_name("2026-Q3", "shared")
    ('2026-10.html', '2026-Q3-shared.html')
    """
    return f"{period}.html" if edition == "private" else f"{period}-{edition}.html"


def told_as_of(page: Path) -> pd.Timestamp | None:
    """Return the day that a report is told as of; None where there is none, or it is not whole."""
    found = report_of(page)
    return found.day if found else None


def _is_there(page: Path, period: str, last: pd.Timestamp) -> bool:
    told, end = told_as_of(page), period_of(period).end
    return told is not None and end is not None and told >= min(end, last)
