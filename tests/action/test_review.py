"""What a review measures, and what it leaves alone."""

from __future__ import annotations

import pandas as pd

import weaklib as wl
from weaklib.action.assessment.causes_network import paid_back
from weaklib.action.assessment.judged import judged
from weaklib.action.assessment.reach import reach_of
from weaklib.action.assessment.review import review_of
from weaklib.measures.period import period_of


def test_the_period_before_is_judged_without_its_circles() -> None:
    review = review_of(wl.read("data/example"), None, None, period_of("2026-Q3"), None)
    assert len(judged(review))
    assert review.earlier is not None
    assert review.earlier.month.month == pd.Timestamp("2026-06-30")
    assert not {"circles", "bridges", "graph"} & set(vars(review.earlier.month))


def test_circles_are_told_of_what_paid_back_now_and_not_of_the_period_before() -> None:
    review = review_of(wl.read("data/example"), None, None, period_of("2022-Q3"), None)
    assert review.earlier is not None
    now, then = (next(paid_back(each, reach_of(each))) for each in (review, review.earlier))
    assert now.cause.endswith("and Vera Terhorst (of 1 circle: around Eduardo Zabielski).")
    assert then.cause.endswith("and Vera Terhorst.")
    assert (now.kind, now.sentence, now.facts) == (then.kind, then.sentence, then.facts)
