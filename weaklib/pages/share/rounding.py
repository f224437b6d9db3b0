"""How exact counts become numbers that may be told: in steps, and nothing that adds up to more.

The rules, of which each is told on the page:

1. A count is told as the greatest multiple of k that is not above it; below k it is not shown. So what is not
   shown may be anything from 0 to k - 1; of every number k whole numbers or more remain possible; and the
   difference of two numbers is 0, or k or more.
2. No total is counted by itself: each is the sum of what is shown.
3. No other list adds up to more people than the classes do: of a list that does, the smallest groups are left
   out. Else the total that all lists share would say how much the rounding hid.
4. What is counted of fewer than k people is not shown, however much it is: ties between two circles end
   at that many people on either side, messages went to as many.
5. Where the classes of an earlier day add up to more than those of a later one by more than rounding can
   hide, the classes of one of the days are not shown: people who are known are not forgotten.
6. A report of larger groups is made from what one of smaller groups tells, so both together tell no more.

Suppressing single cells, and others so that totals do not give them away (Hundepool et al. 2012, Statistical
Disclosure Control, chapter 4), asks that what an attacker can reckon of a hidden count reaches from nobody
up to what need not be hidden, and is wide enough (sliding protection). Rules 1 to 3 give that to every number
at once, whatever is hidden.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from weaklib.measures.classes import CLASSES
from weaklib.pages.share.counts import Counts
from weaklib.pages.share.labels import CONSTRAINT, EMPLOYERS, SIZE, VARIED
from weaklib.pages.share.shared import LEAST_GROUPS, Row
from weaklib.views.class_history import TOUCHED


def rounded(counts: Counts, k: int, *, told: tuple[Row, ...] = ()) -> Counts:
    """Return counts as they may be told: 0 or nan, or left out, where they are not shown.

    Parameters
    ----------
    counts
        The exact ones.
    k
        The group that is not told apart.
    told
        The classes of the days that other shared reports have told.
    """
    for each in LEAST_GROUPS:
        if each <= k:
            counts = _rounded_once(counts, each, told)
    return counts


def floored(count: float, k: int) -> int:
    """Return the greatest multiple of `k` that is not above `count`; 0 where it is nan, or less.

    >>> floored(23, 5), floored(5, 5), floored(4, 5), floored(float("nan"), 5)
    (20, 5, 0, 0)
    """
    return 0 if math.isnan(count) else max(int(count // k), 0) * k


def within(counts: pd.Series[int], whole: int, k: int) -> pd.Series[int]:
    """Return the groups of a list in steps, the largest first, and no more than add up to `whole`.

    Among equals it depends on the names alone which comes first: the exact numbers must not show.

    Parameters
    ----------
    counts
        How many people in each group.
    whole
        What the classes add up to.
    k
        The group that is not told apart.
    """
    steps = {str(name): floored(count, k) for name, count in counts.items()}
    shown = [(name, value) for name, value in steps.items() if value]
    shown.sort(key=lambda each: (-each[1], hashlib.sha256(each[0].encode()).hexdigest()))
    while sum(value for _, value in shown) > whole:
        shown.pop()
    return pd.Series(dict(shown), dtype="int64")


def _rounded_once(counts: Counts, k: int, told: tuple[Row, ...]) -> Counts:
    days = _days(counts, k, told)
    now = days[_text(counts.day)]
    whole, touched = sum(now.values()), sum(now[name] for name in TOUCHED)
    circles = within(counts.circles, whole, k)
    ties = _between(counts.ties, circles, k)
    return Counts(
        day=counts.day,
        classes=pd.Series(now, dtype="int64"),
        trend=_course(days, counts.day),
        fields=within(counts.fields, whole, k),
        ranks=within(counts.ranks, whole, k),
        circles=circles,
        ties=ties,
        asked=_asked(counts.asked, k),
        measures={
            **_measured(counts.measures, whole, _unlike(circles, ties, touched), k),
            CONSTRAINT: _constraint(counts.measures[CONSTRAINT], touched, k),
        },
    )


def _days(counts: Counts, k: int, told: tuple[Row, ...]) -> dict[str, dict[str, int]]:
    """Return the classes of each day, the newest decided on first; a day that says too much shows none."""
    rows = {_text(day): row for day, row in counts.trend.iterrows()} | {_text(counts.day): counts.classes}
    shown, decided = list(told), {}
    for day in sorted(rows, reverse=True):
        row = {name: floored(int(rows[day][name]), k) for name in CLASSES}
        whole = Row(day, sum(row.values()), k)
        if any(_betrays(whole, other) for other in shown):
            row = dict.fromkeys(CLASSES, 0)
        if any(row.values()):
            shown.append(whole)
        decided[day] = row
    return {day: decided[day] for day in sorted(decided)}


def _betrays(one: Row, other: Row) -> bool:
    """Tell whether two days say more than each: how much is hidden on the later, as nobody is forgotten."""
    earlier, later = sorted((one, other), key=lambda row: (row.day, -row.whole))
    return earlier.whole > later.whole + (len(CLASSES) - 1) * (later.k - 1)


def _course(days: Mapping[str, Mapping[str, int]], last: pd.Timestamp) -> pd.DataFrame:
    rows = {pd.Timestamp(day): row for day, row in days.items() if day != _text(last)}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=list(CLASSES), dtype="int64")
    return table.set_axis(pd.DatetimeIndex(list(rows)))


def _between(ties: pd.DataFrame, circles: pd.Series[int], k: int) -> pd.DataFrame:
    """Return the ties between circles that are shown, at most as many as the shown people can have.

    The others have no row: that there are a few is a small number too.
    """
    known = ties["one"].isin(circles.index) & ties["other"].isin(circles.index)
    enough = ties[["people_one", "people_other"]].min(axis=1) >= k
    shown = ties[known & enough].copy()
    shown["ties"] = [
        floored(min(count, circles[one] * circles[other]), k)
        for one, other, count in zip(shown["one"], shown["other"], shown["ties"], strict=True)
    ]
    return shown[shown["ties"] > 0]


def _asked(asked: pd.DataFrame, k: int) -> pd.DataFrame:
    counts = [
        floored(count, k) if people >= k else 0
        for count, people in zip(asked["count"], asked["people"], strict=True)
    ]
    return asked.assign(count=pd.Series(counts, index=asked.index, dtype="int64"))


def _unlike(circles: pd.Series[int], ties: pd.DataFrame, touched: int) -> float:
    """Return the greatest effective size that asks for no more people than the classes show.

    Of n contacts with t ties among them it is n - 2t / n, so ties that are known count: those that are shown,
    and in a circle of n at least n - 1.
    """
    known = int((circles - 1).sum()) + int(ties["ties"].sum())
    return touched - 2 * known / touched if touched else 0.0


def _measured(measures: Mapping[str, float], whole: int, unlike: float, k: int) -> dict[str, float]:
    """Return the measures that so many people are needed for: none asks for more than the classes show."""
    most = {EMPLOYERS: whole, VARIED: whole, SIZE: unlike}
    return {name: floored(min(measures[name], most[name]), k) or math.nan for name in most}


def _constraint(value: float, touched: int, k: int) -> float:
    """Return constraint in steps of k hundredths; nan where no more than 100 / k contacts are shown.

    Of n contacts it is 1 / n or more, so 0 says that there are more than 100 / k of them.
    """
    return math.nan if math.isnan(value) or touched <= 100 / k else int(value // k) * k


def _text(day: Any) -> str:
    return f"{pd.Timestamp(day):%Y-%m-%d}"
