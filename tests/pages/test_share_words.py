"""The words and figures of a shared report: they say no more than the rounded numbers do."""

from __future__ import annotations

from html import unescape

import pytest

from tests.pages.test_share import shared
from weaklib.measures.classes import CLASSES
from weaklib.pages.share import figures, islands, told
from weaklib.pages.share.preview import as_table
from weaklib.pages.share.shared import Cell


def test_a_rate_allows_for_what_rounding_hides() -> None:
    """10+ of 25+: it may be 10 of 29 or 14 of 25, so the interval is as wide as both together."""
    asked = shared(Cell("asked", "weak", "asked", 25), Cell("asked", "weak", "replied", 10))
    row = figures.rates(asked).iloc[0]
    assert row["low"] < 10 / 29 < row["value"] < 14 / 25 < row["high"]
    assert round(row["low"], 3) == 0.199  # Wilson's lower end for 10 of 29
    assert round(row["high"], 3) == 0.733  # and the upper one for 14 of 25
    few = figures.rates(shared(Cell("asked", "weak", "asked", 25), Cell("asked", "weak", "replied", None)))
    assert few["value"].isna().all()
    assert few["shown"].tolist() == ["fewer than 5 of 25+"]


@pytest.mark.parametrize(
    ("before", "now", "people", "in_touch"),
    [
        (25, 30, "+5 against September 2026, perhaps", "+5 against September 2026, perhaps"),
        (30, 15, "−15 against September 2026, perhaps", "−15 against September 2026<"),
        (30, 60, "+30 against September 2026<", "+30 against September 2026<"),
        (30, 30, "as in September 2026<", "as in September 2026<"),
    ],
)
def test_a_change_that_rounding_can_make_is_called_so(
    before: int, now: int, people: str, in_touch: str
) -> None:
    """A class hides up to 4: seven of them 28, and the three that are in touch 12."""
    cells = {"before": "2026-09", "before_cells": (Cell("class", "weak", "", before),)}
    first, second, *_ = unescape(told.headline(shared(Cell("class", "weak", "", now), **cells)).data).split(
        "</dd>"
    )
    assert people in first
    assert in_touch in second


@pytest.mark.parametrize("k", [5, 10])
def test_a_network_too_small_for_any_number_is_a_page_all_the_same(k: int) -> None:
    nothing = shared(*(Cell("class", name, "", None) for name in CLASSES), k=k)
    for said in (told.closeness_in_words, told.trend_in_words, told.circles_in_words, told.variety_in_words):
        assert f"{nothing.k}" in said(nothing).data or "too few" in said(nothing).data
    assert "not shown" in told.openness_in_words(nothing).data
    for drawn in (
        figures.class_bars,
        figures.field_bars,
        figures.rank_bars,
        figures.trend_bars,
        islands.circle_map,
    ):
        assert drawn(nothing).layout.title.text
    assert figures.class_table(nothing) is None
    assert figures.circle_table(nothing) is None
    assert figures.tie_table(nothing) is None
    assert figures.rate_chart(nothing) is None
    assert told.headline(nothing).data.count("<b>not shown</b>") == 6
    assert as_table(nothing)["shown"].eq("not shown").all()


def test_the_course_says_that_its_numbers_are_rounded() -> None:
    days = {"2025-12-31": 10, "2026-10-31": 25}
    cells = [
        Cell("trend", day, name, days[day] if name == "weak" else None) for day in days for name in CLASSES
    ]
    assert "Ties that are alive: 10+ in 2025, 25+ in" in figures.trend_bars(shared(*cells)).layout.title.text


def test_the_longest_bar_leaves_room_for_its_number() -> None:
    """The page adds to a range that is given on a phone; where none is, the number is cut off there."""
    low, high = figures.class_bars(shared(Cell("class", "weak", "", 100))).layout.xaxis.range
    assert (low, high > 100) == (0, True)
