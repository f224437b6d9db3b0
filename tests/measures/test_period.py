"""Periods: which days are in one, what comes before, and that every day is in exactly one of each length."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weaklib.book import InputError
from weaklib.measures.period import Period, period_of


@pytest.mark.parametrize(
    ("text", "start", "end", "words"),
    [
        ("2026-10", "2026-10-01", "2026-10-31", "October 2026"),
        ("2024-02", "2024-02-01", "2024-02-29", "February 2024"),
        ("1900-02", "1900-02-01", "1900-02-28", "February 1900"),
        ("2026-12", "2026-12-01", "2026-12-31", "December 2026"),
        ("2026-Q1", "2026-01-01", "2026-03-31", "the first quarter of 2026"),
        ("2026-q3", "2026-07-01", "2026-09-30", "the third quarter of 2026"),
        ("2026-Q4", "2026-10-01", "2026-12-31", "the fourth quarter of 2026"),
        (" 2026 ", "2026-01-01", "2026-12-31", "2026"),
    ],
)
def test_a_period_goes_from_its_first_day_to_its_last(text: str, start: str, end: str, words: str) -> None:
    found = period_of(text)
    assert found == Period(text.strip().upper(), pd.Timestamp(start), pd.Timestamp(end))
    assert found.words() == words


def test_the_whole_record_holds_every_day_and_nothing_comes_before_it() -> None:
    whole = period_of("")
    assert whole == Period("", None, None)
    assert whole.words() == "the whole record"
    assert whole.holds(pd.Series(pd.to_datetime(["1950-01-01", None]))).tolist() == [True, False]
    with pytest.raises(InputError, match="Nothing comes before the whole record"):
        whole.before()


@pytest.mark.parametrize(
    "text",
    [
        "2026-13",
        "2026-00",
        "2026-Q5",
        "2026-Q0",
        "2026-1",
        "26-10",
        "2026-10-31",
        "October",
        "0000",
        "1899-12",
        "2026Q3",
        "2026-",
        "-2026",
        "２０２６",
        "2026\n10",
        "last month",
    ],
)
def test_what_is_no_period_is_refused_with_the_three_ways_to_write_one(text: str) -> None:
    with pytest.raises(
        InputError, match=r"write a month \(2026-10\), a quarter \(2026-Q3\) or a year \(2026\)"
    ):
        period_of(text)


def test_its_days_are_inclusive_and_no_day_is_in_none() -> None:
    days = ["2026-09-30", "2026-10-01", "2026-10-31", "2026-10-31 23:59:59.999999", "2026-11-01", None]
    found = period_of("2026-10").holds(
        pd.Series(pd.to_datetime(days, format="ISO8601"), index=list("abcdef"))
    )
    assert found.to_dict() == dict(zip("abcdef", [False, True, True, True, False, False], strict=True))


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2026-10", "2026-09"),
        ("2026-01", "2025-12"),
        ("2026-Q1", "2025-Q4"),
        ("2026-Q3", "2026-Q2"),
        ("2026", "2025"),
    ],
)
def test_the_period_before_is_as_long_and_ends_the_day_before(text: str, before: str) -> None:
    now, then = period_of(text), period_of(text).before()
    assert then == period_of(before)
    assert then.end + pd.Timedelta(days=1) == now.start


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31)))
def test_each_day_is_in_exactly_one_month_quarter_and_year(day: date) -> None:
    days = pd.Series(pd.to_datetime([day]))
    around = range(day.year - (day.year > 1900), day.year + 2)
    months = [f"{year}-{month:02}" for year in around for month in range(1, 13)]
    quarters = [f"{year}-Q{quarter}" for year in around for quarter in range(1, 5)]
    for texts in (months, quarters, [str(year) for year in around]):
        holding = [text for text in texts if period_of(text).holds(days).item()]
        assert len(holding) == 1
        assert holding[0].startswith(f"{day:%Y}")
