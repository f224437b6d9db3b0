"""A day is read as it is written, in one order only, wherever a person names one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import weaklib as wl
from weaklib.action.ledger import day_text
from weaklib.book import Book, InputError
from weaklib.days import no_day, stamp_of
from weaklib.measures.nextmonth import months_after
from weaklib.measures.period import day_of
from weaklib.measures.temporal import contact_record, tie_strengths
from weaklib.views.charts import growth

LINKEDIN = Path(__file__).parent / "data" / "linkedin" / "2026"
ODD = [
    *("01.02.2026", "1/2/2026", "01-02-2026", "2026/02/01", "2026.02.01", "2026-2-1", "26-02-01"),
    *("1 Feb 2026", "February 1, 2026", "20260201", "2026-02", "2026", "2026-W05-7", "2026-032"),
    *("today", "now", "NaT", "nan", "soon", "2026-02-30", "2026-13-01", "2026-02-01 soon", "２０２６-02-01"),
    *("2026-02-01-", "2026-02-011", "2026-02-01 2027", "-", " "),
]
SAID = {
    "2026-02-01": pd.Timestamp(2026, 2, 1),
    " 2026-02-01 ": pd.Timestamp(2026, 2, 1),
    "2026-02-01T18:30": pd.Timestamp(2026, 2, 1, 18, 30),
    "2026-02-01 18:30:00": pd.Timestamp(2026, 2, 1, 18, 30),
    "2026-02-01T23:20Z": pd.Timestamp(2026, 2, 1, 23, 20, tz="UTC"),
    dt.date(2026, 2, 1): pd.Timestamp(2026, 2, 1),
    dt.datetime(2026, 2, 1, 18, 30): pd.Timestamp(2026, 2, 1, 18, 30),
    np.datetime64("2026-02-01"): pd.Timestamp(2026, 2, 1),
    pd.Timestamp(2026, 2, 1): pd.Timestamp(2026, 2, 1),
}


@pytest.fixture(scope="module")
def book() -> Book:
    return wl.read(LINKEDIN)


@pytest.mark.parametrize(("said", "meant"), SAID.items(), ids=repr)
def test_a_day_is_what_it_says(said: object, meant: pd.Timestamp, book: Book) -> None:
    assert stamp_of(said) == meant
    assert book.day(said) == pd.Timestamp(2026, 2, 1)
    assert day_of(said) == pd.Timestamp(2026, 2, 1)
    assert day_text(said, "on") == "2026-02-01"


@pytest.mark.parametrize("said", [*ODD, 20260201, 2026, 2026.0201, True, pd.NaT, ("2026-02-01",)], ids=repr)
def test_what_could_be_another_day_or_is_none_is_refused(said: object, book: Book) -> None:
    """A number is one of nanoseconds to pandas: 20260201 would be a moment of 1970."""
    assert stamp_of(said) is None
    for ask in (book.day, book.as_of, day_of, lambda day: day_text(day, "as_of")):
        with pytest.raises(InputError) as caught:
            ask(said)
        assert str(caught.value) == no_day("as_of", said)


def test_the_sentence_names_the_value_and_the_remedy() -> None:
    told = "--on is '01.02.2026', which is not a date of the form year-month-day; write it as 2026-10-31."
    assert no_day("--on", "01.02.2026") == told
    assert "20260201" in no_day("as_of", 20260201)
    assert len(no_day("as_of", "x" * 1000)) < 150


def test_no_day_is_the_last_that_is_covered(book: Book) -> None:
    assert book.day(None) == book.day("") == book.last_day()


def test_a_list_of_contact_and_a_chart_read_days_alike() -> None:
    record = contact_record(
        pd.DataFrame({"source": ["a"] * 2, "target": ["b"] * 2, "timestamp": ["2026-01-01", "2026-02-01"]})
    )
    assert tie_strengths(record, "2026-01-15")["contact_days"].tolist() == [1]
    people = pd.DataFrame({"connected_on": pd.to_datetime(["2026-01-15"])})
    for ask in (
        lambda day: tie_strengths(record, day),
        lambda day: months_after(record, until=day),
        lambda day: growth(people, day),
    ):
        with pytest.raises(InputError, match=r"is '02\.01\.2026', which is not a date"):
            ask("02.01.2026")
