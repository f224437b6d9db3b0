"""The social signature: shares by hand, and the divergence against scipy."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.spatial.distance import jensenshannon

from weaklib.book import InputError
from weaklib.measures.history import replay
from weaklib.measures.signature import divergence, social_signature


def test_shares_by_hand(typed_book):
    """Ann has two lunches (1.5 each), Bob one, and a meeting of four (1.5/3); an old lunch is no part."""
    book = typed_book(
        "abc",
        interactions=[
            ("2026-10-30", "meeting", "1", 2, "a"),
            ("2026-05-05", "meeting", "2", 2, "a"),
            ("2026-10-31", "meeting", "3", 2, "b"),
            ("2026-10-20", "group_meeting", "4", 4, "b"),
            ("2026-05-04", "meeting", "5", 2, "c"),
        ],
    )
    signature = social_signature(book)  # 180 days: from 5 May on
    assert signature.index.tolist() == [1, 2]
    assert signature.tolist() == pytest.approx([3 / 5, 2 / 5])
    longer = social_signature(book, window_days=181)
    assert longer.tolist() == pytest.approx([3 / 6.5, 2 / 6.5, 1.5 / 6.5])
    assert social_signature(book, "2026-10-29").tolist() == pytest.approx([3 / 7, 3 / 7, 1 / 7])


def test_the_same_person_twice_a_day_counts_once(typed_book):
    rows = [("2026-10-30 09:00", "meeting", "1", 2, "a"), ("2026-10-30 18:00", "meeting", "2", 2, "a")]
    book = typed_book("ab", interactions=[*rows, ("2026-10-01", "meeting", "3", 2, "b")])
    assert social_signature(book).tolist() == [0.5, 0.5]


@pytest.mark.parametrize("people", ["", "a"])
def test_no_contact_has_no_signature(typed_book, people):
    signature = social_signature(typed_book(people))
    assert signature.empty
    assert np.isnan(divergence(signature, [1.0]))


def test_a_day_that_is_none_is_refused(typed_book):
    with pytest.raises(InputError, match="not a date"):
        social_signature(typed_book("a"), "soon")


@pytest.mark.parametrize("seed", range(20))
def test_divergence_agrees_with_scipy(seed):
    draw = np.random.default_rng(seed)
    one, other = (np.sort(draw.dirichlet(np.full(size, 0.7)))[::-1] for size in draw.integers(1, 30, 2))
    longest = max(len(one), len(other))
    padded = [np.pad(shares, (0, longest - len(shares))) for shares in (one, other)]
    expected = jensenshannon(*padded, base=2) ** 2
    assert divergence(one, other) == pytest.approx(expected, abs=1e-12)
    assert divergence(other, one) == pytest.approx(divergence(one, other), abs=1e-15)
    assert 0 <= divergence(one, other) <= 1


def test_divergence_by_hand():
    assert divergence([0.6, 0.4], pd.Series([0.6, 0.4])) == 0
    # the entropy of the shares 3/4 and 1/4, less half of the one bit of two equal shares
    assert divergence([1.0], [0.5, 0.5]) == pytest.approx(0.8112781244591328 - 0.5)


def test_the_shift_compares_two_half_years(typed_book):
    """First a and b alike, then a alone: one rank against two equal ones."""
    first = [("2025-11-06", "meeting", "1", 2, "a b"), ("2026-04-30", "meeting", "2", 2, "a b")]
    book = typed_book("ab", interactions=[*first, ("2026-10-30", "meeting", "3", 2, "a")])
    trend = replay(book)
    assert trend.loc["2026-10-31", "signature_shift"] == pytest.approx(0.8112781244591328 - 0.5)
    assert trend.loc["2026-10-31", "top_share"] == 1
    # in April the record does not yet reach back two half years
    assert np.isnan(trend.loc["2026-04-30", "signature_shift"])
    assert trend.loc["2026-04-30", "top_share"] == 0.5


def test_turnover_leaves_the_signature_as_it_is(typed_book):
    """Whoever holds a rank: other people in the same shares are no shift."""
    rows = [("2026-01-10", "meeting", "1", 2, "a"), ("2026-02-10", "meeting", "2", 2, "a b")]
    rows += [("2026-08-10", "meeting", "3", 2, "c"), ("2026-09-10", "meeting", "4", 2, "c d")]
    rows += [("2025-08-01", "meeting", "0", 2, "e")]
    book = typed_book("abcde", interactions=rows)
    last = replay(book, months=1).iloc[0]
    assert last["signature_shift"] == 0
    assert last["turnover_year"] == 1
