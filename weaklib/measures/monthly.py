"""What is told of one month of a history: one row of `history.replay`."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from weaklib.measures.chronicle import Month
from weaklib.measures.classes import CLASSES, class_counts
from weaklib.measures.indices import hill
from weaklib.measures.owner import owner_structure
from weaklib.measures.roll import day_number
from weaklib.measures.signature import WINDOW_DAYS, divergence, shares_between
from weaklib.measures.ties import silence_on
from weaklib.measures.turnover import CHANGES, changes, turnover

Told = dict[str, float]


def told_of(before: Month, now: Month) -> Told:
    """Tell of one month all that `history.replay` has a column for, but for the circles.

    Parameters
    ----------
    before, now
        The month before, and the month.
    """
    return {
        **_arrivals(before, now),
        **dict(zip(CLASSES, class_counts(now.ties).tolist(), strict=True)),
        **_turnover(before, now),
        **_range(now),
        **_structure(now),
        **_signature(now),
    }


def circles_of(before: pd.Series[Any], now: pd.Series[Any]) -> Told:
    """Count the circles of a month, and of these the new ones, and those that are gone.

    Parameters
    ----------
    before, now
        Person to circle in the month before and in the month, under kept names.
    """
    then, here = set(before.dropna()), set(now.dropna())
    return {"circles": len(here), "circles_new": len(here - then), "circles_gone": len(then - here)}


def _arrivals(before: Month, now: Month) -> Told:
    connected = now.chronicle.diary.people["connected_on"]
    return {
        "people": len(now.ties),
        "new_connections": int(((connected > before.month) & (connected <= now.month)).sum()),
        "first_contacts": int((now.ties["first_contact"] > before.month).sum()),
    }


def _turnover(before: Month, now: Month) -> Told:
    became = changes(before.ties["class"].reindex(now.ties.index), now.ties["class"])
    year_before = pd.Timestamp(now.month - pd.DateOffset(years=1))
    return {
        "active": int(_active(now, now.month).sum()),
        **{change: int((became == change).sum()) for change in CHANGES},
        "turnover": _turned_over(now, before.month),
        "turnover_year": _turned_over(now, year_before),
    }


def _active(now: Month, day: pd.Timestamp) -> np.ndarray[Any, np.dtype[np.bool_]]:
    return silence_on(now.chronicle.diary, day) <= now.chronicle.rules.fading_days


def _turned_over(now: Month, earlier: pd.Timestamp) -> float:
    if day_number(earlier) < now.chronicle.first_contact():
        return np.nan
    return turnover(_active(now, earlier), _active(now, now.month))


def _range(now: Month) -> Told:
    nodes = now.contacts.nodes
    # the largest first, as `diversity_table` adds them up
    counts = {
        name: nodes[name].value_counts().sort_values(ascending=False) for name in ("organisation", "field")
    }
    return {"employers_q1": hill(counts["organisation"], 1), "fields_q1": hill(counts["field"], 1)}


def _structure(now: Month) -> Told:
    ties = now.contacts
    weight = (ties.observed + ties.inferred).sum()
    whole = owner_structure(now.ties, now.graph, among=now.arrays)
    return {
        "ties_among": len(ties.left),
        "observed_share": ties.observed.sum() / weight if weight > 0 else np.nan,
        "constraint": whole.constraint,
        "effective_size": whole.effective_size,
        "bridges": int(now.bridges["bridge"].sum()),
    }


def _signature(now: Month) -> Told:
    """Compare the signature of the last half year with that of the half year before."""
    days, day = now.chronicle.diary.days, day_number(now.month)
    middle, start = day - WINDOW_DAYS, day - 2 * WINDOW_DAYS
    latest = shares_between(days, middle, day)
    known = start + 1 >= now.chronicle.first_contact()
    shift = divergence(shares_between(days, start, middle), latest) if known else np.nan
    return {"signature_shift": shift, "top_share": latest[0] if len(latest) else np.nan}
