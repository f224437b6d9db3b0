"""What came in a period: new connections, introductions, referrals, interviews and offers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy.typing as npt
import pandas as pd

from weaklib.action.impact.arrivals import arrivals
from weaklib.action.impact.numbers import ALL, BLANK, Number, groups, ledger_rows
from weaklib.action.impact.setting import Setting
from weaklib.action.reasons import Row

CONNECTIONS = "new_connections"
LISTED_BY = "linkedin connections"  # the kind of export
RECEIVED: Mapping[str, str] = MappingProxyType(
    {"introductions": "intro_made", "referrals": "referral", "interviews": "interview", "offers": "offer"}
)
"""What is counted by the day on which it came, and the step of the ledger that tells it."""


def counts(setting: Setting) -> Iterator[Number]:
    """Go through what came in the period: by the day on which it came, whenever it was asked for.

    Introductions, referrals, interviews and offers are those that the ledger confirms, asked for or not, by
    the tie they came through. New connections are those of `arrivals`, by the circle that they are in.

    Parameters
    ----------
    setting
        What came, as of which day.
    """
    yield from _connections(setting)
    came = setting.came
    for measure, step in RECEIVED.items():
        of = came[came["step"] == step]
        rows = ledger_rows(of.index)
        for by, group, places in groups(of, unasked=True):
            yield _count(measure, by, group, len(places), tuple(rows[place] for place in places))


def connections_reach(setting: Setting) -> pd.Timestamp | None:
    """Return the last day of which an export lists connections, None where none was read."""
    coverage = setting.book.coverage
    last = coverage.loc[coverage["kind"] == LISTED_BY, "last"].max()
    return None if pd.isna(last) else pd.Timestamp(last)


def _connections(setting: Setting) -> Iterator[Number]:
    new = arrivals(setting)
    whole = _count(CONNECTIONS, ALL, ALL, len(new), _rows(new["rows"]))
    reach, start = connections_reach(setting), setting.period.start
    if reach is None or (start is not None and reach < start):
        whole = _lower_bound(whole)
    yield whole
    rows = new["rows"].tolist()
    places = new.groupby(_circles(setting, new)).indices.items()
    for group, of in sorted(places, key=lambda each: (-len(each[1]), str(each[0]))):
        yield _count(CONNECTIONS, "circle", str(group), len(of), _rows(rows[place] for place in of))


def _lower_bound(number: Number) -> Number:
    """Return a number that only the ledger could tell: at least so many, and without any not known."""
    if number.n:
        return replace(number, shown=f"at least {number.n:,}")
    return replace(number, count=None, value=math.nan, shown="not known")


def _circles(setting: Setting, new: pd.DataFrame) -> npt.NDArray[Any]:
    known = pd.Series(dtype="object") if setting.circles is None else setting.circles
    circle = known.reindex(new["person"]).astype("object")
    return circle.where(circle.notna(), BLANK["circle"]).to_numpy()


def _rows(every: Iterable[tuple[Row, ...]]) -> tuple[Row, ...]:
    return tuple(dict.fromkeys(row for rows in every for row in rows))


def _count(measure: str, by: str, group: str, n: int, rows: tuple[Row, ...]) -> Number:
    return Number(measure, by, group, "count", n, n, 0, n, *(math.nan,) * 3, shown=f"{n:,}", rows=rows)
