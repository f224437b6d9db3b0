"""Progress to the targets that the owner set: how many by now, and whether that is on schedule."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import pandas as pd

from weaklib.action.assessment.cause import called as named
from weaklib.action.assessment.inside import Inside, inside
from weaklib.action.assessment.progress import LEDGER, counted_for
from weaklib.action.assessment.reach import CONNECTIONS
from weaklib.action.assessment.review import Review
from weaklib.action.goals import Target, called
from weaklib.action.goals_targets import STATES
from weaklib.action.reasons import Row
from weaklib.book import CHANNEL_OF_KIND
from weaklib.measures.sentences import counted, listed, on_day

COLUMNS = (
    *("what", "count", "wanted", "by", "on_track", "sentence", "rows"),
    *("goal", "within", "since", "expected", "people", "title"),
)
"""The columns of `targets`."""
SHOWN = 5


class Standing(NamedTuple):
    """Where a target stands.

    Attributes
    ----------
    there, expected
        How many there are, and at an even pace would be; nan where that is not known.
    on_track
        None where it cannot be told.
    why
        In words.
    """

    there: float
    expected: float
    on_track: bool | None
    why: str


def targets(review: Review) -> pd.DataFrame:
    """Tell how far each target has come by the end of the period.

    At an even pace wanted x days gone / all days would be due, to one decimal. It is behind if half of one or
    more is missing: with nothing done from a pace of .5 on, with two from 2.5 on. What is counted as it is on
    a day (active ties) has no pace: it is reached, or not by its day.

    Parameters
    ----------
    review
        The period, and the goals.

    Returns
    -------
    DataFrame
        One row a target, in their order: `what`, `count` (nan where nothing could show it), `wanted`, `by`,
        `on_track` (boolean; <NA> where it cannot be told), `sentence`, `rows`, `goal` ("targets[0]"),
        `within`, `since` (the first day that counts; NaT where that is no matter), `expected` (by now) and
        `people`, who counts; and `title`, the target in words.
    """
    return review.setting.once("targets", lambda _: _targets(review))


def _targets(review: Review) -> pd.DataFrame:
    rows = [_row(review, number, target) for number, target in enumerate(review.goals.targets)]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    kinds = {"count": "float64", "wanted": "int64", "on_track": "boolean", "expected": "float64"}
    return table.astype(kinds | dict.fromkeys(("by", "since"), "datetime64[us]"))


def _row(review: Review, number: int, target: Target) -> tuple[Any, ...]:
    place = inside(review.with_circles, target.within) if target.within else None
    every = counted_for(review, target, None if place is None else place.rows.index)
    kept = every if place is None else every[every["person"].isin(place.rows.index)]
    unplaced = 0 if place is None else int((~every["person"].isin(review.month.ties.index)).sum())
    stands = _standing(review, target, len(kept))
    goal: Row = ("goals", f"targets[{number}]")
    where = () if place is None else tuple(place.rows[kept["person"]].map(tuple))
    rows = tuple(dict.fromkeys((goal, *(row for of in kept["rows"] for row in of), *where)))
    where_to = f" in {place.called}" if place else ""
    title = f"{target.count:,} {called(target)}{where_to} by {on_day(target.by)}"
    told = f"{title}: {_sentence(review, target, stands, kept, place)}"
    if unplaced:
        told += f" Of {unplaced} more no export tells whether they are there."
    since = pd.NaT if target.what in STATES else target.begins()
    people = tuple(map(str, kept["person"]))
    return (
        *(target.what, stands.there, target.count, target.by, stands.on_track, told, rows),
        *(goal[1], target.within, since, stands.expected, people, title),
    )


def _standing(review: Review, target: Target, count: int) -> Standing:
    day, begins = review.end, target.begins()
    if unknown := _unknown(review, target):
        return Standing(math.nan, math.nan, None, unknown)
    if count >= target.count:
        return Standing(count, _expected(target, day), True, "it is reached")
    if day >= target.by:
        return Standing(count, target.count, False, f"its day, {on_day(target.by)}, is over")
    if day < begins and target.what not in STATES:
        return Standing(count, 0, None, f"it begins on {on_day(begins)}")
    return _under_way(review, target, count)


def _under_way(review: Review, target: Target, count: int) -> Standing:
    left = counted((target.by - review.end).days, "day")
    if target.what in STATES:
        return Standing(count, math.nan, None, f"{target.count - count} to go in {left}")
    until = min(review.end, _shown_until(review, target))
    due = _expected(target, until)
    pace = f"at an even pace {_paced(target, until)} would be due by {on_day(until)}, and {left} are left"
    on_track = 10 * count + 5 > _tenths(target, until)
    return Standing(count, due, on_track, f"{pace}: it is {'on schedule' if on_track else 'behind'}")


def _expected(target: Target, day: pd.Timestamp) -> float:
    """Return how many would be due at an even pace, to one decimal: what is told is what is judged."""
    return _tenths(target, day) / 10


def _tenths(target: Target, day: pd.Timestamp) -> int:
    """Return tenths of what would be due, the half rounded up; whole numbers, so that no machine differs."""
    whole = (target.by - target.begins()).days + 1
    return max((20 * target.count * _gone(target, day) + whole) // (2 * whole), 0)


def _gone(target: Target, day: pd.Timestamp) -> int:
    return (min(day, target.by) - target.begins()).days + 1


def _paced(target: Target, day: pd.Timestamp) -> str:
    """Return how many of those wanted would be due: "2 of 4", "about 2.5 of 4"."""
    whole = (target.by - target.begins()).days + 1
    about = "about " if target.count * _gone(target, day) % whole else ""
    due = f"{_expected(target, day):,.1f}".removesuffix(".0")
    return f"{about}{due} of {target.count:,}"


def _unknown(review: Review, target: Target) -> str:
    """Return why nothing could show what a target counts; "" where something could."""
    if target.what in LEDGER:
        return "" if review.ledger is not None else "there is no ledger yet that would tell"
    if target.what == "new connections" or review.ledger is not None:
        return ""
    known = review.book.coverage["kind"].isin([*CHANNEL_OF_KIND]).any()
    return "" if known else "no export that was read shows contact"


def _shown_until(review: Review, target: Target) -> pd.Timestamp:
    """Return how far the exports reach that show what a target counts."""
    if target.what in LEDGER:
        return review.end
    files = review.book.coverage
    kinds = [CONNECTIONS] if target.what == "new connections" else [*CHANNEL_OF_KIND]
    last = files.loc[files["kind"].isin(kinds), "last"].max()
    return review.end if pd.isna(last) else pd.Timestamp(last)


def _sentence(
    review: Review, target: Target, stands: Standing, kept: pd.DataFrame, place: Inside | None
) -> str:
    if math.isnan(stands.there):
        return f"how many there are is not known, since {stands.why}."
    since = "" if target.what in STATES else f" since {on_day(target.begins())}"
    known = named(review)
    names = [known.get(who, who) or "somebody not named" for who in kept["person"]]
    more = len(names) - SHOWN
    who = listed([*names[:SHOWN], f"{more} more"] if more > 0 else names)
    nobody = f"; nobody on record is known to be in {place.called}" if place and place.rows.empty else ""
    of = f"{stands.there:,.0f} of {target.count:,}{since}{f' ({who})' if who else nobody}"
    return f"{of}; {stands.why}."
