"""The headline figures and their change: the same as a report of the period before would have told."""

from __future__ import annotations

import math

import pandas as pd
import pytest

import weaklib as wl
from tests.pages.made import EXAMPLE
from weaklib.book import Book
from weaklib.pages import headline, opening, spans
from weaklib.pages.headline import Earlier
from weaklib.pages.headline_names import FIGURES


@pytest.fixture(scope="module")
def book() -> Book:
    return wl.read(EXAMPLE)


def measured(book: Book, period: str) -> tuple[dict[str, float], Earlier]:
    """The figures of a period as its report measures them, and those of the period before."""
    span = spans.span_of(book, period=period)
    then = book.as_of(span.day)
    ties = wl.ties.tie_table(then, as_of=span.day)
    graph = wl.network.contact_network(then, as_of=span.day)
    circles = wl.circles.find_circles(graph, seed=0)
    bridges = wl.bridging.bridge_table(graph, circles=circles)
    employers = float(
        wl.diversity.diversity_table(then, ties, as_of=span.day).loc["organisation", "categories"]
    )
    return headline.figures_of(ties, circles, bridges, employers), headline.earlier(then, span)


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2026-10", "2026-09"),
        ("2022-01", "2021-12"),
        ("2026-Q3", "2026-Q2"),
        ("2021-Q1", "2020-Q4"),
        ("2026", "2025"),
    ],
)
def test_the_period_before_is_told_as_its_own_report_tells_it(period: str, before: str, book: Book) -> None:
    _, then = measured(book, period)
    told, _ = measured(book, before)
    assert then.figures == told
    assert tuple(told) == FIGURES
    assert not any(map(math.isnan, told.values()))


def test_what_cannot_be_compared_is_not_compared(book: Book) -> None:
    """Messages are on record since 19 December 2018, so in November fewer people could be seen in touch."""
    now, then = measured(book, "2018-12")
    changed = headline.changes(now, then)
    assert changed["in touch"] == changed["gone quiet"] == "not comparable with November"
    assert changed["people"] == "+5 since November, from 8"
    assert then.why == (
        "Who was in touch is not comparable, because more is on record since: "
        "your messages from 19 December 2018."
    )


def test_before_the_first_row_there_is_nothing_to_compare_with(book: Book) -> None:
    now, then = measured(book, "2018-11")
    assert headline.changes(now, then) == {}
    assert headline.compared_in_words(then).startswith("Nobody is on record by 31 October 2018")


def test_silence_after_the_exports_end_is_no_change(book: Book) -> None:
    """The exports of contact end in October 2026: of a day in December nothing is known since November."""
    why = headline._not_comparable(book, pd.Timestamp("2026-11-30"), pd.Timestamp("2026-12-15"))
    assert why == "Who was in touch since is not known: its exports end on 31 October 2026."


def test_a_change_is_told_in_words() -> None:
    was = {"people": 1300.0, "circles": 7.0, "employers": math.nan, "in touch": 5.0}
    then = Earlier(pd.Timestamp("2025-12-31"), "the end of 2025", was, "")
    now = {"people": 1200.0, "circles": 7.0, "employers": 3.0, "in touch": math.nan}
    assert headline.changes(now, then) == {
        "people": "−100 since the end of 2025, from 1,300",
        "circles": "no change since the end of 2025",
        "employers": "not known for the end of 2025",
    }


def test_the_cards_show_the_change_and_carry_the_figures(book: Book) -> None:
    span = spans.span_of(book, period="2026-10")
    ties = wl.ties.tie_table(book, as_of=span.day)
    graph = wl.network.contact_network(book, as_of=span.day)
    circles = wl.circles.find_circles(graph, seed=0)
    bridges = wl.bridging.bridge_table(graph, circles=circles)
    diversity = wl.diversity.diversity_table(book, ties)
    then = headline.earlier(book, span)
    shown = opening.headline(book, ties, circles, bridges, diversity, then=then)
    assert shown.metadata["weaklib-headline"] == {
        "people": 320,
        "in touch": 197,
        "gone quiet": 23,
        "circles": 26,
        "sole ways in": 52,
        "employers": 99,
    }
    assert shown.data.count('class="change"') == 6
    assert "&#43;3 since September&#44; from 317" in shown.data
    assert "Compared with 30 September 2026" in shown.data
    assert 'class="change"' not in opening.headline(book, ties, circles, bridges, diversity).data
