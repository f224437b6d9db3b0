"""The shared reports that a folder holds already: what they have told cannot be taken back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from weaklib.book import InputError
from weaklib.measures.period import period_of
from weaklib.pages.figures import harmless
from weaklib.pages.share.labels import is_day, is_period
from weaklib.pages.share.shared import Cell, Row, Shared, is_row, is_safe

_DATA = re.compile(r'<script\b(?=[^>]* id="shared")[^>]*>(.*?)</script>', re.DOTALL)
_NAMED = re.compile(r"(\d{4}[\w-]*)-shared\.html")


class Told(NamedTuple):
    """What one shared report has told.

    Attributes
    ----------
    period, day
        As it says.
    k
        The group that it does not tell apart.
    cells
        Its numbers.
    replaced
        What the classes of days added up to in reports that stood in its place before.
    """

    period: str
    day: str
    k: int
    cells: tuple[Cell, ...]
    replaced: tuple[Row, ...] = ()

    @property
    def rows(self) -> Iterator[Row]:
        """What the classes of each day add up to."""
        trend = sorted(cell for cell in self.cells if cell.table == "trend" and cell.value is not None)
        for day, cells in groupby(trend, key=lambda cell: cell.row):
            yield Row(day, sum(cell.value or 0 for cell in cells), self.k)


def as_data(shared: Shared) -> str:
    """Return a shared report's numbers as they stand in its page, for the next report to look at."""
    told = {"period": shared.period, "day": shared.day, "k": shared.k, "cells": shared.cells}
    told |= {"replaced": shared.replaced} if shared.replaced else {}
    data = json.dumps(told, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    return f'<script type="application/json" id="shared">{harmless(data)}</script>'


def told_before(reports: Path | None) -> list[Told]:
    """Return what the shared reports of a folder have told, by period: those too that are to be replaced.

    Parameters
    ----------
    reports
        The folder of the reports; None where there is none.

    Raises
    ------
    InputError
        If one of them does not say what it told: then nobody can tell what the next one would betray.
    """
    if reports is None or not reports.is_dir():
        return []
    pages = [(named[1], path) for path in reports.iterdir() if (named := _NAMED.fullmatch(path.name))]
    return [_read(path) for _, path in sorted(pages)]


def rows_of(told: Iterable[Told]) -> tuple[Row, ...]:
    """Return what the classes of each day add up to in the reports that were told."""
    return tuple(sorted({row for report in told for row in (*report.rows, *report.replaced)}))


def replaced_by(cells: Iterable[Cell], k: int, told: Iterable[Told], period: str) -> tuple[Row, ...]:
    """Return what reports of this period told of days, that a new one with such numbers does not say itself.

    Parameters
    ----------
    cells, k
        Of the new one.
    told
        What was told.
    period
        That of the new one.
    """
    new = Told(period, "", k, tuple(cells))
    known = rows_of([each for each in told if each.period == period])
    return tuple(row for row in known if row not in set(new.rows) and is_row(row))


def unbetrayed(cells: Iterable[Cell], told: Iterable[Told], k: int) -> tuple[Cell, ...]:
    """Return the numbers without those that differ from one that was told by less than the least group.

    Reports that were made by these rules never differ so; one that was made by others may.

    Parameters
    ----------
    cells
        The numbers of this report.
    told
        What others have told.
    k
        The group that this one does not tell apart.
    """
    known: dict[tuple[str, str, str], set[tuple[int, int]]] = {}
    for report in told:
        for cell in report.cells:
            if cell.value is not None:
                known.setdefault(cell.place, set()).add((cell.value, report.k))

    def fine(cell: Cell) -> bool:
        others = known.get(cell.place, set())
        return cell.value is None or not any(0 < abs(cell.value - was) < min(k, of) for was, of in others)

    return tuple(cell if fine(cell) else cell._replace(value=None) for cell in cells)


def last_before(told: Iterable[Told], period: str) -> Told | None:
    """Return the newest report of an earlier period of the same length, if it was told by these rules.

    Parameters
    ----------
    told
        What others have told.
    period
        That of this report.
    """
    start = period_of(period).start
    alike = [
        each for each in told if len(each.period) == len(period) and ("Q" in each.period) == ("Q" in period)
    ]
    older = [each for each in alike if start is not None and _start(each.period) < str(start)]
    older = [each for each in older if all(is_safe(cell, each.k) for cell in each.cells)]
    return max(older, key=lambda each: _start(each.period), default=None)


def _start(period: str) -> str:
    return str(period_of(period).start)


def _read(path: Path) -> Told:
    try:
        found = _DATA.search(path.read_text(encoding="utf-8"))
        data = json.loads(found[1]) if found else {}
        cells = tuple(Cell(str(a), str(b), str(c), _number(value)) for a, b, c, value in data["cells"])
        replaced = tuple(Row(*row) for row in data.get("replaced", []))
        told = Told(str(data["period"]), str(data["day"]), int(data["k"]), cells, replaced)
    except (OSError, ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise InputError(_unread(path)) from error
    fine = is_period(told.period) and is_day(told.day) and all(map(is_row, told.replaced))
    if not fine or told.k < 1:
        raise InputError(_unread(path))
    return told


def _number(value: object) -> int | None:
    if value is None or type(value) is int:
        return value
    raise TypeError(value)


def _unread(path: Path) -> str:
    return (
        f"{path.name} does not say which numbers it told, so the next shared report could betray somebody by "
        "the difference; move it out of the folder of the reports if nobody has got it, else write the next "
        "one into a new folder with -o."
    )
