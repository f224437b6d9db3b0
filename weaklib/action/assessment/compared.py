"""Two periods side by side: what was measured at the end of each, compared where exports show both alike."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import pandas as pd

from weaklib.action.assessment.reach import Reach
from weaklib.action.assessment.review import Review
from weaklib.action.reasons import Row
from weaklib.measures.classes import CLASSES
from weaklib.measures.lineage import match
from weaklib.measures.monthly import circles_of, told_of
from weaklib.measures.strength import Defaults

COLUMNS = ("measure", "before", "now", "change", "like_for_like", "sentence", "rows", "what")
"""The columns of `compared`."""


class Measure(NamedTuple):
    """One measure of `history.replay`: what it is called, and what must be exported alike to compare it.

    Attributes
    ----------
    what
        In words, at the beginning of a sentence.
    rests
        On which parts of `Reach`.
    digits
        After the point; of a count none.
    """

    what: str
    rests: tuple[str, ...]
    digits: int = 0

    def shown(self, value: float) -> str:
        """Return a value as it is written."""
        return f"{value:,.{self.digits}f}"


_GRAPH = ("contact", "employers", "connections")
MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        "people": Measure("People in your exports", ("contact", "connections")),
        "new_connections": Measure("New connections", ("connections", "flows")),
        **{name: Measure(f"Ties that are {name}", ("contact",)) for name in CLASSES},
        "active": Measure("Active ties, silent for at most 180 days", ("contact",)),
        "turnover": Measure("Turnover of active ties, 0 the same to 1 all others", ("contact", "flows"), 2),
        "employers_q1": Measure("The effective number of employers", ("employers", "connections"), 1),
        "fields_q1": Measure("The effective number of fields", ("employers", "connections"), 1),
        "circles": Measure("Circles", _GRAPH),
        "circles_new": Measure("New circles", (*_GRAPH, "flows")),
        "circles_gone": Measure("Circles that are gone", (*_GRAPH, "flows")),
        "bridges": Measure("Contacts who bridge", _GRAPH),
        "constraint": Measure("Your constraint, near 0 where contacts are apart", _GRAPH, 4),
        "effective_size": Measure("The effective size of your network", _GRAPH, 1),
        "signature_shift": Measure("The shift of your social signature, 0 none to 1", ("contact",), 3),
    }
)
"""What is compared, in this order; each as `history.replay` tells it."""


def compared(review: Review, reach: Reach) -> pd.DataFrame:
    """Compare what was measured at the end of a period and at the end of the one before.

    Parameters
    ----------
    review
        The period.
    reach
        What `reach_of` tells of it.

    Returns
    -------
    DataFrame
        One row a measure, in the order of `MEASURES`: `measure`, `before`, `now` (nan where it is not known),
        `change`, `like_for_like`, `sentence`, `rows` and `what` (the measure in words). Where the exports do
        not show both periods alike, `like_for_like` is False, `change` is nan, and the sentence says why.
    """
    then, now = _told(review.earlier, reach), _told(review, reach)
    rows = [_row(name, then.get(name, math.nan), now.get(name, math.nan), review, reach) for name in MEASURES]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"before": "float64", "now": "float64"})


def _told(review: Review | None, reach: Reach) -> dict[str, float]:
    """Return one row of `history.replay`, of a period that something is on record of."""
    if review is None or not (review.recorded and review.begun):
        return {}
    kept = match(review.eve.circles, review.month.circles)
    told = told_of(review.eve, review.month) | circles_of(review.eve.circles, kept)
    if reach.connections.startswith("no list"):
        told["new_connections"] = math.nan
    return told


def _row(name: str, before: float, now: float, review: Review, reach: Reach) -> tuple[Any, ...]:
    measure = MEASURES[name]
    why = next((told for part in measure.rests if (told := getattr(reach, part))), "")
    if not why and (math.isnan(before) or math.isnan(now)):
        why = "it is not known of both"
    change = math.nan if why else now - before
    told = _sentence(measure, before, now, review, why)
    behind = tuple(_rows(name, review)) or reach.rows
    return name, before, now, change, not why, told, behind, measure.what


def _sentence(measure: Measure, before: float, now: float, review: Review, why: str) -> str:
    earlier, words, value = review.earlier, review.period.words(), measure.shown(now)
    if why or earlier is None:
        told = "not known" if math.isnan(now) else f"{value} in {words}"
        return f"{measure.what}: {told}. Not compared, since {why}."
    then = f"{measure.shown(before)} in {earlier.period.words()}"
    if value == measure.shown(before):
        return f"{measure.what}: {then} and in {words} alike."
    more = "more" if now > before else "less" if measure.digits else "fewer"
    return f"{measure.what}: {then}, {value} in {words}, {measure.shown(abs(now - before))} {more}."


def _rows(name: str, review: Review) -> Iterator[Row]:
    """Give the people by whom a count came to differ; none for what the network as a whole tells."""
    if not (review.recorded and review.begun):
        return
    then, now = review.eve.ties, review.month.ties
    if name in CLASSES:
        yield from _people(_differ(then["class"] == name, now["class"] == name))
    elif name in ("active", "turnover"):
        limit = Defaults().fading_days
        yield from _people(_differ(then["silence_days"] <= limit, now["silence_days"] <= limit))
    elif name == "people":
        yield from _people(now.index.difference(then.index, sort=False))
    elif name == "new_connections":
        on = review.book.people["connected_on"]
        yield from _people(on.index[(on > review.start - pd.Timedelta(days=1)) & (on <= review.end)])


def _differ(then: pd.Series[bool], now: pd.Series[bool]) -> pd.Index[Any]:
    before = then.reindex(now.index, fill_value=False)
    return now.index[before != now]


def _people(people: pd.Index[Any]) -> Iterator[Row]:
    yield from (("people", person) for person in sorted(map(str, people)))
