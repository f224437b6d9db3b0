"""The earlier days of a map: who was known on each, in which class, and since when each tie is known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import weaklib as wl
from tests.pages.made import EXAMPLE
from weaklib.book import Book
from weaklib.views.card_ties import ties_data
from weaklib.views.packing import numbers_of
from weaklib.views.past import called, days
from weaklib.views.past_columns import past_data
from weaklib.views.theme import CLASS_COLOURS


@pytest.fixture(scope="module")
def book() -> Book:
    return wl.read(EXAMPLE)


@pytest.fixture(scope="module")
def people(book: Book) -> list[str]:
    return sorted(wl.ties.tie_table(book).index)


@pytest.fixture(scope="module")
def ties(book: Book, people: list[str]) -> dict[str, Any]:
    return ties_data(wl.network.contact_network(book), pd.Index(people))


@pytest.fixture(scope="module")
def past(book: Book, people: list[str], ties: dict[str, Any]) -> dict[str, Any]:
    return past_data(book, people, ties)


def test_the_days_are_the_year_ends_before_the_day_of_the_map(past: dict[str, Any]) -> None:
    found = [str(pd.Timestamp(day, unit="D").date()) for day in past["days"]]
    assert found == [f"{year}-12-31" for year in range(2018, 2026)]
    assert past["called"][0] == "end of 2018"


@pytest.mark.parametrize("step", [0, 3, 7])
def test_each_day_has_the_tie_table_of_that_day(
    step: int, past: dict[str, Any], book: Book, people: list[str]
) -> None:
    then = wl.ties.tie_table(book, as_of=pd.Timestamp(past["days"][step], unit="D"))
    assert 0 < len(then) < len(people)
    codes = dict(zip(people, numbers_of(past["class"][step]).tolist(), strict=True))
    assert {person for person, code in codes.items() if code != 255} == set(then.index)
    assert {person: list(CLASS_COLOURS)[codes[person]] for person in then.index} == dict(then["class"])
    strengths = dict(zip(people, numbers_of(past["strength"][step]).tolist(), strict=True))
    for person, strength in then["strength"].items():
        assert strengths[str(person)] == (255 if pd.isna(strength) else round(100 * round(strength, 2)))


@pytest.mark.parametrize("step", [2, 7])
def test_no_tie_is_known_before_it_was(
    step: int, past: dict[str, Any], book: Book, people: list[str], ties: dict[str, Any]
) -> None:
    day = pd.Timestamp(past["days"][step], unit="D")
    then = wl.network.contact_network(book.as_of(day), as_of=day)
    since = numbers_of(past["since"]).tolist()
    ends = [one for one, many in enumerate(numbers_of(ties["many"]).tolist()) for _ in range(many)]
    pairs = list(zip(ends, numbers_of(ties["other"]).tolist(), strict=True))
    assert len(pairs) == len(since)
    shown = [pair for pair, start in zip(pairs, since, strict=True) if start <= step]
    known = [pair for pair in pairs if then.has_edge(people[pair[0]], people[pair[1]])]
    assert set(shown) <= set(known)
    assert len(shown) > 0.9 * len(known) > 0, "but for ties that were known, forgotten and known again"


def test_of_many_people_there_are_fewer_days(monkeypatch: pytest.MonkeyPatch, book: Book) -> None:
    monkeypatch.setattr("weaklib.views.past_columns.MANY", 3)
    monkeypatch.setattr("weaklib.views.past_columns.MOST_OF_MANY", 3)
    people = sorted(wl.ties.tie_table(book).index)[:4]
    nobody = ties_data(wl.network.contact_network(book), pd.Index(people))
    found = past_data(book, people, nobody)
    assert found["called"] == ["end of 2018", "end of 2022", "end of 2025"]
    assert len(found["class"]) == 3


def test_a_book_of_one_year_has_no_past(tmp_path: Path) -> None:
    (tmp_path / "Connections.csv").write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Ann,A,https://www.linkedin.com/in/ann,,Works,Engineer,07 Jun 2019\n",
        encoding="utf-8",
    )
    one = wl.read(tmp_path)
    assert days(one, one.day(""), "years") == [one.day("")]
    people = list(wl.ties.tie_table(one).index)
    found = past_data(one, people, ties_data(wl.network.contact_network(one), pd.Index(people)))
    assert found["days"] == found["class"] == []


def test_a_step_is_called_by_its_year_or_month() -> None:
    assert called(pd.Timestamp("2020-02-29"), "months") == "February 2020"
    assert called(pd.Timestamp("2020-12-31"), "years") == "end of 2020"
