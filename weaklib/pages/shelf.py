"""The reports of a folder: which periods they are of, and the headline figures that they carry."""

from __future__ import annotations

import json
import math
import re
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from weaklib.book import InputError
from weaklib.measures.period import Period, period_of

NAMED = re.compile(r"(\d{4}(?:-\d\d|-Q[1-4])?)(-shared)?\.html", re.ASCII)
"""How the file of a report is named."""

INDEX = "index.html"

_HEAD, _TAIL = 16_000, 200  # bytes: the figures stand in the first of them, the end in the last
_PERIOD = re.compile(r'<html [^>]*data-period="([\w-]+)"')
_DAY = re.compile(r'<html [^>]*data-day="(\d{4}-\d\d-\d\d)"')
_FIGURES = re.compile(r'<script [^>]*id="headline"[^>]*>(.*?)</script>', re.DOTALL)
_MOST = 20  # figures of a page


class Report(NamedTuple):
    """One report, as its own page tells it.

    Attributes
    ----------
    name
        Its file.
    period
        What it is of.
    edition
        "private" or "shared".
    day
        The day that it is told as of.
    figures
        Its headline figures; nan where one is not known.
    """

    name: str
    period: Period
    edition: str
    day: pd.Timestamp
    figures: dict[str, float]

    @property
    def whole(self) -> bool:
        """Whether it is told as of the end of its period."""
        return self.day == self.period.end


class Shelf(NamedTuple):
    """What a folder holds.

    Attributes
    ----------
    reports
        The newest period first, those that end on one day by their length; the private one before the shared.
    strange
        The names of other pages: those named as a report, that are none or not whole, under True.
    """

    reports: list[Report]
    strange: dict[str, bool]


def reports_in(folder: Path) -> Shelf:
    """Read the head of each page of a folder, and tell which are reports.

    Parameters
    ----------
    folder
        The folder of the reports.
    """
    reports: list[Report] = []
    strange: dict[str, bool] = {}
    for path in sorted(folder.glob("*.html")):
        if path.name == INDEX:
            continue
        named = NAMED.fullmatch(path.name)
        found = report_of(path)
        if found:
            reports.append(found)
        else:
            strange[path.name] = named is not None
    return Shelf(sorted(reports, key=_order), strange)


def _order(report: Report) -> tuple[float, int, str]:
    end = report.period.end or report.day
    return -end.timestamp(), -len(report.period.text), report.edition


def report_of(path: Path) -> Report | None:
    """Return the report that a page is; None where there is none, or it is not whole, or only a link to one.

    Parameters
    ----------
    path
        The file, named as a report is.
    """
    named = NAMED.fullmatch(path.name)
    if not named:
        return None
    period, edition = named[1], "shared" if named[2] else "private"
    head, tail = _ends(path)
    of_period, told = _PERIOD.search(head), _DAY.search(head)
    if not told or not of_period or of_period[1] != period or not tail.rstrip().endswith("</html>"):
        return None
    try:
        of, day = period_of(period), pd.Timestamp(told[1])
    except (InputError, ValueError):
        return None
    if of.start is None or of.end is None or not of.start <= day <= of.end:
        return None
    return Report(path.name, of, edition, day, _figures(head))


def _ends(path: Path) -> tuple[str, str]:
    """Return how a page begins and how it ends; a link to elsewhere, or what cannot be read, is empty."""
    try:
        if path.is_symlink() or not path.is_file():  # opening a pipe would wait for somebody to write
            return "", ""
        with path.open("rb") as file:
            head = file.read(_HEAD)
            file.seek(max(path.stat().st_size - _TAIL, 0))
            return head.decode("utf-8", "replace"), file.read(_TAIL).decode("utf-8", "replace")
    except OSError:
        return "", ""


def _figures(head: str) -> dict[str, float]:
    """Return the figures that a page carries; none where they are not what a report writes."""
    found = _FIGURES.search(head)
    try:
        told = json.loads(found[1]) if found else {}
    except (ValueError, RecursionError):
        return {}
    if not isinstance(told, dict) or len(told) > _MOST:
        return {}
    return {str(name): _number(value) for name, value in told.items()}


def _number(value: object) -> float:
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if plain and abs(value) < 1e12 else math.nan  # type: ignore[arg-type]
