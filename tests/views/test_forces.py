"""Small force layouts, even discs, and lots that hang on names alone."""

from __future__ import annotations

import numpy as np
import pytest

from weaklib.views.forces import Group, drawn, evenly, hashed, ranked
from weaklib.views.spread import evened


def two_cliques(size: int) -> Group:
    """Two groups that all know one another, and one tie between them."""
    ends = [(i, j) for of in (0, size) for i in range(of, of + size) for j in range(of, i)] + [(0, size)]
    left, right = np.array(ends).T
    return Group(hashed(range(2 * size)), left, right, np.ones(len(ends)))


def test_who_is_tied_comes_to_stand_together() -> None:
    (points,) = drawn([two_cliques(8)])
    middles = points[:8].mean(axis=0), points[8:].mean(axis=0)
    for member in range(16):
        own, other = (np.hypot(*(points[member] - middles[side])) for side in (member // 8, 1 - member // 8))
        assert own < other


def test_a_stronger_tie_is_shorter() -> None:
    group = Group(hashed("abc"), np.array([0, 1]), np.array([1, 2]), np.array([5.0, 0.2]))
    (points,) = drawn([group])
    assert np.hypot(*(points[0] - points[1])) < 0.5 * np.hypot(*(points[1] - points[2]))


def test_each_group_is_laid_out_as_if_it_were_alone() -> None:
    groups = [two_cliques(size) for size in (2, 9, 4)]
    for group, points in zip(groups, drawn(groups), strict=True):
        assert points == pytest.approx(drawn([group])[0], abs=0.02)


def test_the_lot_of_a_name_is_its_own_and_the_seed_s() -> None:
    lots = hashed([f"p{i}" for i in range(2_000)])
    assert np.hypot(*lots.T).max() <= 1
    assert (np.hypot(*lots.T) < 0.5**0.5).mean() == pytest.approx(0.5, abs=0.05)
    assert lots.mean(axis=0) == pytest.approx([0, 0], abs=0.05)
    assert hashed(["p7"])[0].tolist() == lots[7].tolist()
    assert hashed(["p7"], seed=1)[0].tolist() != lots[7].tolist()


def test_evenly_keeps_the_directions_and_the_order_from_the_middle() -> None:
    points = np.array([[0.1, 0.0], [0.0, 5.0], [-0.3, 0.0], [0.0, -0.2]])
    found = evenly(points)
    # the inner edge of the rings of one disc in four equal parts, in their middle: root of (rank + 1/2) / 4
    assert found == pytest.approx(
        np.array([[0.125**0.5, 0], [0, 0.875**0.5], [-(0.625**0.5), 0], [0, -(0.375**0.5)]])
    )
    assert evenly(np.array([[3.0, 4.0]])).tolist() == [[0, 0]]


def test_ranks_count_from_0_and_the_first_of_equals_is_the_lower() -> None:
    assert ranked(np.array([2.0, 1.0, 2.0, 0.5])).tolist() == [2, 1, 3, 0]


def test_evened_points_fill_the_disc_and_stay_by_their_neighbours() -> None:
    draw = np.random.default_rng(0)
    clump = draw.normal(0, 0.1, (200, 2))
    found = evened(clump, np.ones(200), rounds=40)
    away = np.hypot(*found.T)
    assert np.quantile(away, [0.25, 0.5, 0.95]) == pytest.approx([0.5, 0.5**0.5, 0.95**0.5], abs=0.04)
    assert away.max() < 1.05
    for axis in (0, 1):
        assert np.corrcoef(clump[:, axis], found[:, axis])[0, 1] > 0.9


def test_a_small_change_changes_little_of_what_is_evened() -> None:
    draw = np.random.default_rng(0)
    points, area = draw.normal(0, 0.4, (60, 2)), draw.uniform(1, 9, 60)
    before = evened(points, area)
    points[7] += 0.2
    area[9] += 2
    assert np.median(np.hypot(*(evened(points, area) - before).T)) < 0.02
