"""The course of the ties in words: the numbers are those of the tables, and what is not known is said."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from weaklib.measures.classes import CLASSES
from weaklib.pages import course


def trend(*rows: dict[str, int]) -> pd.DataFrame:
    days = pd.DatetimeIndex(
        ["2024-12-31", "2025-12-31", "2026-10-31"][-len(rows) :] if rows else [], name="month"
    )
    return pd.DataFrame(list(rows), index=days, columns=list(CLASSES)).fillna(0).astype(int)


def text(told: object) -> str:
    return str(told.data)  # type: ignore[attr-defined]


def ties(**strengths: float) -> pd.DataFrame:
    names = list(strengths)
    table = pd.DataFrame(
        {"name": [n.capitalize() for n in names], "organisation": None, "class": "weak"}, index=names
    )
    return table.assign(strength=list(strengths.values()))


def test_the_living_and_the_quiet_are_counted_then_and_now() -> None:
    told = text(
        course.over_time_in_words(
            trend(
                {"strong": 5, "weak": 2},
                {"strong": 4, "weak": 6, "fading": 1},
                {"strong": 3, "weak": 5, "dormant": 2},
            )
        )
    )
    assert (
        "On 31 October 2026 **8 ties are alive** and 2 have gone quiet; on 31 December 2024 it was 7 and 0."
        in told
    )
    assert "You had the most on 31 December 2025: 10." in told
    assert "The strong ones were most on 31 December 2024, 5, and are 3 now." in told


@pytest.mark.parametrize("known", [trend(), trend({"unknown": 4}, {"unknown": 5})])
def test_what_is_not_known_is_said(known: pd.DataFrame) -> None:
    assert "**not known**" in text(course.over_time_in_words(known))


def test_one_day_is_no_history() -> None:
    assert text(course.over_time_in_words(trend({"weak": 1}))) == (
        "On 31 October 2026 **1 tie is alive**. One day is no history yet."
    )


def test_the_table_has_the_newest_first_and_only_classes_that_somebody_was_in() -> None:
    shown = text(course.over_time(trend({"strong": 5}, {"strong": 4, "fading": 1})))
    assert shown.index("31 October 2026") < shown.index("31 December 2025")
    assert "dormant" not in shown
    assert course.over_time(trend()) is None
    assert "The newest 1 of 2 days" in text(course.over_time(trend({"strong": 5}, {"strong": 4}), most=1))
    assert "The newest" not in shown


def test_who_changed_most_gained_or_lost_the_most_strength() -> None:
    before, now = ties(ann=0.9, bea=0.2, cy=np.nan), ties(ann=0.6, bea=0.4, cy=0.9, dora=0.8)
    assert course.changed_most(before, now) == "ann"
    assert course.changed_most(now, now) == "ann"
    assert course.changed_most(before.head(0), now) == "ann"


def test_it_is_said_who_is_explained_and_why() -> None:
    before, now, since = ties(ann=0.9), ties(ann=0.6, bea=0.1), pd.Timestamp("2025-10-31")
    told = text(course.whom_in_words("ann", before, now, since, asked=False))
    assert told == (
        "**Ann**, the tie that changed most in the year, lost strength, from 0.90 to 0.60 of 1 since 31 October 2025: "
        "still weak."
    )
    assert "the one you named" in text(course.whom_in_words("ann", before, now, since, asked=True))
    assert "on 31 October 2025 is not known" in text(
        course.whom_in_words("bea", before, now, since, asked=False)
    )


def test_a_name_stays_text() -> None:
    now = ties(ann=0.6).assign(name="<b>x</b>", organisation="[a](javascript:1)")
    told = text(course.whom_in_words("ann", now, now, pd.Timestamp("2025-10-31"), asked=True))
    assert "<b>" not in told
    assert "javascript:" not in told


def test_how_connections_came_is_counted() -> None:
    table = pd.DataFrame({"how": ["event", "introduced", "event", "not known"]})
    told = text(course.arrived_in_words(course.Arrived(table, pd.DataFrame())))
    assert told.startswith(
        "Of 4 connections, 1 came through an introduction and 2 after a meeting or thread."
    )
    assert "How 25% of them came is not known." in told
    assert course.arrived_in_words(course.Arrived(table.head(0), pd.DataFrame())) is None
