"""Classes over time: counts by hand at each day, titles that are findings, and nothing before the exports."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go
import pytest

import weaklib as wl
from weaklib.book import Book, InputError
from weaklib.measures import history
from weaklib.measures.classes import CLASSES
from weaklib.views import charts, class_history, classes_over_time, theme

from .books import Row, book_of
from .conftest import foreign_markup, strings

ENDS = ["2025-07-31", "2025-08-31", "2025-09-30"]
EXPORTS = {
    "linkedin messages": ("2025-07-05", "2025-09-30"),
    "linkedin connections": ("2024-01-01", "2025-09-30"),
    "linkedin endorsements": ("2024-01-01", "2025-09-30"),
}
PEOPLE = {"ann": "2024-01-01", "bea": "2025-08-10", "cy": "2025-09-02"}


def both(day: str, person: str) -> list[Row]:
    return [(day, person, "message", side, 2) for side in ("out", "in")]


def summer() -> Book:
    """Ann: written to both ways ten times from July on. Bea: one message of hers in September. Cy: never."""
    days = [f"2025-07-{day:02}" for day in range(5, 30, 5)] + [f"2025-08-{day:02}" for day in range(1, 30, 6)]
    rows = [row for day in days for row in both(day, "ann")] + [("2025-09-20", "bea", "message", "in", 2)]
    return book_of(rows, EXPORTS, people=PEOPLE)


def said(figure: go.Figure) -> str:
    return str(figure.layout.title.text).replace("<br>", " ")


def note(figure: go.Figure) -> str:
    return str(figure.layout.title.subtitle.text).replace("<br>", " ")


def drawn(book: Book) -> go.Figure:
    return charts.classes_over_time(charts.class_history(book), book.coverage)


def test_the_counts_of_each_class_at_each_month_end_are_those_by_hand() -> None:
    trend = charts.class_history(summer())
    assert [f"{day:%Y-%m-%d}" for day in trend.index] == ENDS
    assert list(trend.columns) == list(CLASSES)
    # July: Ann alone, two-way and frequent. August: Bea is connected and silent. September: Bea wrote once
    # ten days ago and unanswered, (.45 x .24 + .25 x .32 + .10 x .33) / .95 = .23, which is weak; Cy is silent.
    expected = [{"strong": 1}, {"strong": 1, "nominal": 1}, {"strong": 1, "weak": 1, "nominal": 1}]
    assert [row[row > 0].to_dict() for _, row in trend.iterrows()] == expected


def test_each_row_is_what_the_tie_table_of_its_day_says() -> None:
    book = summer()
    trend = charts.class_history(book)
    for day, row in trend.iterrows():
        counted = wl.ties.tie_table(book, str(day))["class"].value_counts().to_dict()
        assert row[row > 0].to_dict() == counted
    replayed = history.replay(book)[list(CLASSES)]
    assert replayed.loc[trend.index].to_dict() == trend.to_dict()


def test_months_before_the_first_export_of_contact_are_not_drawn_as_zero() -> None:
    """Ann is connected since January 2024, but the messages begin in July 2025."""
    trend = charts.class_history(summer())
    assert trend.index.min() == pd.Timestamp("2025-07-31")
    long = history.replay(summer())
    assert long.index.min() == pd.Timestamp("2024-01-31")
    assert drawn(summer()).to_json() == charts.classes_over_time(long, summer().coverage).to_json()


def test_the_bars_are_the_counts_and_the_class_colours() -> None:
    figure = drawn(summer())
    bars = {bar.name: bar for bar in figure.data}
    assert {name: list(bar.y) for name, bar in bars.items()} == {
        "strong": [1, 1, 1],
        "weak": [0, 0, 1],
        "nominal": [0, 1, 1],
    }
    assert all(bar.marker.color == theme.CLASS_COLOURS[name] for name, bar in bars.items())
    assert {name: bar.yaxis for name, bar in bars.items()} == {"strong": "y", "weak": "y", "nominal": "y2"}
    assert list(bars["weak"].x) == ["Jul 2025", "Aug 2025", "Sep 2025"]
    assert bars["weak"].customdata[2][1:3] == ["1 contact", "30 September 2025"]


def test_the_title_is_the_finding() -> None:
    assert said(drawn(summer())) == "From July 2025 to September 2025 weak ties grew most (0 to 1)"


@pytest.mark.parametrize(
    ("then", "now", "title"),
    [
        ({"weak": 3}, {"weak": 3}, "no class of tie has more people, or fewer"),
        ({"strong": 4, "weak": 2}, {"strong": 1, "weak": 9}, "weak ties grew most (2 to 9) and strong ties shrank most (4 to 1)"),
        ({"strong": 4}, {"strong": 3, "fading": 1}, "strong ties shrank most (4 to 3) and 1 has gone quiet"),
        ({"dormant": 2}, {"dormant": 4, "fading": 3}, "7 have gone quiet, after 2 then"),
    ],
)  # fmt: skip
def test_the_finding_names_what_grew_and_what_went(
    then: dict[str, int], now: dict[str, int], title: str
) -> None:
    days = pd.DatetimeIndex(["2025-01-31", "2025-02-28"])
    trend = pd.DataFrame([then, now], index=days).reindex(columns=list(CLASSES)).fillna(0).astype(int)
    assert class_history.finding(trend) == f"From January 2025 to February 2025 {title}"


def test_one_day_is_told_as_it_is() -> None:
    trend = charts.class_history(summer()).tail(1)
    assert class_history.finding(trend) == "Ties on 30 September 2025: 1 strong and 1 weak"


def test_an_export_that_begins_later_or_ends_early_is_marked() -> None:
    exports = EXPORTS | {
        "calendar": ("2025-08-20", "2025-09-30"),
        "linkedin messages": ("2025-07-05", "2025-09-10"),
    }
    book = book_of(both("2025-07-05", "ann"), exports, people=PEOPLE)
    figure = drawn(book)
    (line,) = figure.layout.shapes
    assert line.x0 == line.x1 == 0.5  # between July and August
    assert "Dashed: where your calendar begins" in note(figure)
    assert "They end before the last day: your messages on 10 September 2025" in note(figure)


def test_unknown_is_hatched_and_counted() -> None:
    """No messages, only a calendar, and Cy without an address: no export could show contact with them."""
    exports = {"calendar": ("2025-07-05", "2025-08-31"), "linkedin connections": ("2024-01-01", "2025-08-31")}
    book = book_of(
        [("2025-07-05", "ann", "meeting", "both", 2)], exports, people={"ann": None, "cy": "2025-01-01"}
    )
    book.people.at["cy", "emails"] = ()
    figure = drawn(book)
    unknown = {bar.name: bar for bar in figure.data}["unknown"]
    assert list(unknown.y) == [1, 1]
    assert unknown.marker.pattern.shape == "/"
    assert unknown.yaxis == "y2"
    assert "For 1 contact no export could show contact." in note(figure)


@pytest.mark.parametrize(
    "exports",
    [
        {"linkedin connections": ("2024-01-01", "2025-09-30")},
        {"linkedin connections": ("2024-01-01", "2025-09-30"), "mail": ("2025-10-02", "2025-10-09")},
    ],
)
def test_without_an_export_of_contact_a_sentence_stands_instead(exports: dict[str, tuple[str, str]]) -> None:
    book = book_of([], exports, people=PEOPLE)
    trend = charts.class_history(book, "2025-09-30")
    assert trend.empty
    assert list(trend.columns) == list(CLASSES)
    figure = charts.classes_over_time(trend, book.coverage)
    assert (len(figure.data), said(figure)) == (0, "How your ties changed is not known")


def test_a_long_record_is_measured_at_few_days() -> None:
    for first, step, most in (
        ("2023-10-09", "month", 24),
        ("2020-10-09", "quarter", 24),
        ("1998-01-05", "year", 30),
    ):
        assert class_history.step_for(pd.Timestamp(first), pd.Timestamp("2025-09-30")) == step
        exports = {"linkedin messages": (first, "2025-09-30")}
        days = charts.class_history(book_of(both(first, "ann"), exports, people={"ann": None})).index
        assert 1 < len(days) <= most
        assert days[-1] == pd.Timestamp("2025-09-30")
        assert all(one < other for one, other in pairwise(days))


def test_every_may_be_named_and_a_wrong_one_is_refused() -> None:
    assert [day.month for day in charts.class_history(summer(), every="quarter").index] == [9]
    with pytest.raises(InputError, match="every is 'week'"):
        charts.class_history(summer(), every="week")


def test_nothing_of_an_export_is_in_the_chart() -> None:
    book = book_of(both("2025-07-05", "ann"), EXPORTS, people=PEOPLE, mark="<b>$x$</b>%{meta}")
    figure = drawn(book)
    assert foreign_markup(figure) == []
    assert not [text for text in strings(figure) if "meta" in text or "Ann" in text]


def test_names_of_days_say_what_they_end() -> None:
    days = pd.DatetimeIndex(["2024-12-31", "2025-12-31", "2026-10-31"])
    assert classes_over_time.labels(days) == ["2024", "2025", "Oct 2026"]
    assert classes_over_time.labels(days[1:2]) == ["Dec 2025"]
