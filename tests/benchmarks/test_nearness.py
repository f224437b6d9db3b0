"""The measures of a layout, on places that can be checked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from tests.benchmarks.layout import cheaper, clearer, near_umap, nearer, quick
from tests.benchmarks.nearness import preservation, silhouette
from tests.benchmarks.planted import CIRCLE, plant, planted_circles


def test_preservation_counts_friends_among_as_many_neighbours_as_there_are_ties() -> None:
    line = np.array([[0.0, 0], [1, 0], [3, 0], [7, 0], [20, 0]])
    one, other = np.array([0, 0, 2]), np.array([1, 3, 3])
    # 0 knows 1 and 3; its two nearest are 1 and 2: a half. 1 knows 0, its nearest: 1. 2 knows 3; its nearest
    # is 1: 0. 3 knows 0 and 2; its two nearest are 2 and 1: a half. 4 knows nobody and does not count.
    assert preservation(line, one, other) == pytest.approx((0.5 + 1 + 0 + 0.5) / 4)


def test_a_silhouette_compares_the_own_group_with_the_next() -> None:
    line, groups = np.array([[0.0, 0], [1, 0], [5, 0], [7, 0]]), np.array([4, 4, 9, 9])
    # 0: own 1, next (5 + 7)/2 = 6; 1: own 1, next 5; 5: own 2, next 4.5; 7: own 2, next 6.5
    assert silhouette(line, groups) == pytest.approx((5 / 6 + 4 / 5 + 2.5 / 4.5 + 4.5 / 6.5) / 4)


def test_the_planted_circles_are_those_inside_which_three_in_four_ties_lie() -> None:
    one, other, _ = plant(1_200)
    circles = planted_circles(1_200)
    assert np.bincount(circles).tolist() == [CIRCLE] * 10
    assert (circles[one] == circles[other]).mean() == pytest.approx(0.75 + 0.25 / 10, abs=0.03)


def test_verdicts_can_fail() -> None:
    ours = {"cpu": 2.0, "preservation": 0.3, "silhouette": 0.6}
    peer = {"cpu": 9.0, "preservation": 0.2, "silhouette": 0.5}
    found = {
        people: {"weaklib": dict(ours), "sfdp": dict(peer), "UMAP": dict(peer)} for people in (5_000, 30_000)
    }
    judges = (nearer, cheaper, clearer, near_umap, quick)
    assert [judge(found)[0] for judge in judges] == [True] * 5
    found[30_000]["sfdp"] |= {"cpu": 1.0, "preservation": 0.4, "silhouette": 0.7}
    found[5_000]["UMAP"]["silhouette"] = 0.81
    assert [judge(found)[0] for judge in judges] == [False, False, False, False, True]
    found[30_000]["weaklib"]["cpu"] = 5.1
    assert not quick(found)[0]
