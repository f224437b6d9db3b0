"""Percentages are rounded as readers round: a half goes up, wherever one is told."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import pandas as pd
import pytest

from weaklib.action.impact.intervals import Interval
from weaklib.action.impact.words import percent, points, share_in_words
from weaklib.measures.sentences import hundredths
from weaklib.pages.prose import share
from weaklib.views.bars import count_and_share


def test_every_share_of_up_to_200_is_rounded_half_up() -> None:
    for n in range(1, 201):
        for count in range(n + 1):
            assert hundredths(count / n) == floor(Fraction(100 * count, n) + Fraction(1, 2)), (count, n)


@pytest.mark.parametrize(("low", "high", "told"), [(-0.125, 0.625, "-13 to +63"), (0.0, 0.005, "+0 to +1")])
def test_points_are_rounded_away_from_zero(low: float, high: float, told: str) -> None:
    assert points(low, high) == f"{told} percentage points"


def test_it_is_so_in_words_and_charts() -> None:
    assert percent(7 / 56) == "13 %"
    assert share_in_words(5, 8, Interval(0.305, 0.865)) == "5 of 8 (63 %, 31 to 87 %)"
    assert share(5, 8) == "63%"
    assert count_and_share(7, 56) == "7 (13 %)"
    assert percent(float(pd.Series([0.125]).iloc[0])) == "13 %"
