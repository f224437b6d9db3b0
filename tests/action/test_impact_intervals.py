"""Intervals equal the values of the papers and of METRICS section 7, and hold what they are of."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta, norm

from weaklib.action.impact.intervals import jeffreys, newcombe, shrunk, wilson
from weaklib.action.impact.words import percent, points, rating_in_words, share_in_words
from weaklib.book import InputError

Z = norm.ppf(0.975)


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [
        (0, 5, 0.0, 0.4345),
        (1, 5, 0.0362, 0.6245),
        (3, 12, 0.0889, 0.5323),
        (5, 12, 0.1933, 0.6805),
        (9, 54, 0.0902, 0.2874),  # Granovetter's jobs found through ties seen often
        (5, 5, 0.5655, 1.0),  # the mirror of 0 of 5
    ],
)
def test_wilson(count: int, n: int, low: float, high: float) -> None:
    assert wilson(count, n) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(0, 5, 0.0001, 0.3794), (3, 12, 0.0759, 0.5292), (5, 5, 1 - 0.3794, 0.9999)],
)
def test_jeffreys(count: int, n: int, low: float, high: float) -> None:
    assert jeffreys(count, n) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("counts", "difference", "low", "high"),
    [
        # Newcombe 1998, table II, method 10, columns (a) to (h)
        ((56, 70, 48, 80), 0.2000, 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.6000, 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.5714, 0.0582, 0.8062),
        ((5, 56, 0, 29), 0.0893, -0.0381, 0.1926),
        ((0, 10, 0, 20), 0.0, -0.1611, 0.2775),
        ((0, 10, 0, 10), 0.0, -0.2775, 0.2775),
        ((10, 10, 0, 20), 1.0, 0.6791, 1.0),
        ((10, 10, 0, 10), 1.0, 0.6075, 1.0),
        # METRICS, section 7
        ((3, 12, 5, 20), 0.0, -0.2716, 0.3143),
    ],
)
def test_newcombe(counts: tuple[int, int, int, int], difference: float, low: float, high: float) -> None:
    assert newcombe(*counts) == pytest.approx((difference, low, high), abs=5e-5)


def test_of_nobody_nothing_is_known() -> None:
    assert all(
        map(math.isnan, (*wilson(0, 0), *jeffreys(0, 0), *newcombe(0, 0, 1, 2), *newcombe(1, 2, 0, 0)))
    )


@pytest.mark.parametrize(("count", "n"), [(-1, 5), (6, 5), (1, 0)])
def test_what_is_no_share_is_refused(count: int, n: int) -> None:
    for interval in (wilson, jeffreys, lambda *share: newcombe(1, 2, *share)):
        with pytest.raises(InputError, match=f"{count} of {n} is no share"):
            interval(count, n)


shares = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(shares)
def test_an_interval_holds_the_share_and_lies_between_0_and_1(share: tuple[int, int]) -> None:
    count, n = share
    low, high = wilson(count, n)
    assert -1e-12 <= low <= count / n + 1e-12
    assert count / n - 1e-12 <= high <= 1 + 1e-12
    mirrored = wilson(n - count, n)
    assert mirrored == pytest.approx((1 - high, 1 - low))
    for end in (low, high):  # each end is a share from which the count is as far as the test allows
        assert abs(count - n * end) == pytest.approx(Z * math.sqrt(n * end * (1 - end)), abs=1e-6)
    low, high = jeffreys(count, n)
    assert 0 <= low < high <= 1
    assert beta.cdf([low, high], count + 0.5, n - count + 0.5) == pytest.approx([0.025, 0.975])


@given(shares, shares)
def test_a_difference_lies_in_its_interval_and_turns_round_with_its_sides(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    difference, low, high = newcombe(*first, *second)
    assert -1 - 1e-12 <= low <= difference + 1e-12
    assert difference - 1e-12 <= high <= 1 + 1e-12
    assert newcombe(*second, *first) == pytest.approx((-difference, -high, -low))


def test_shrunk_towards_what_is_usual() -> None:
    assert shrunk(0, 0, 0.3) == 0.3
    assert shrunk(3, 4, 0.2) == pytest.approx((3 + 2) / 14)
    assert shrunk(3, 4, 0.2, pseudo=0) == 0.75
    assert shrunk(0, 0, 0.3, pseudo=0) == 0.3


@pytest.mark.parametrize(
    ("count", "n", "told"),
    [
        (0, 0, "none to judge yet"),
        (2, 3, "2 of 3"),
        (4, 4, "4 of 4"),
        (0, 5, "0 of 5 (0 %, 0 to 43 %)"),
        (3, 12, "3 of 12 (25 %, 9 to 53 %)"),
        (1200, 2400, "1,200 of 2,400 (50 %, 48 to 52 %)"),
    ],
)
def test_a_share_in_words_has_no_percentage_below_five(count: int, n: int, told: str) -> None:
    assert share_in_words(count, n, wilson(count, n)) == told
    assert (n < 5) == ("%" not in told)


def test_ratings_and_differences_in_words() -> None:
    assert rating_in_words(2.25, 0.96, 4) == "2.2 of 3 (spread 1.0, n = 4)"
    assert rating_in_words(math.nan, math.nan, 0) == "no rating"
    assert points(0.0524, 0.3339) == "+5 to +33 percentage points"
    assert percent(0.256) == "26 %"
