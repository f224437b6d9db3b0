"""Discs that overlap: as by the definition, and found by watching just as by looking anew."""

from __future__ import annotations

import numpy as np
import pytest

from weaklib.views.overlaps import Pairs, Points, all_overlaps, watching


def _moving(radii: Points, *, far: int, steps: int = 12) -> list[Points]:
    """Where discs lie step after step: all move a little, and `far` of them a long way."""
    random = np.random.default_rng(4)
    lie = [random.uniform(-20, 20, (len(radii), 2))]
    for _ in range(steps):
        moved = lie[-1] + random.normal(0, 0.1, (len(radii), 2))
        who = random.choice(len(radii), far, replace=False)
        moved[who] = random.uniform(-20, 20, (far, 2))
        lie.append(moved)
    return lie


def _same(found: Pairs, wanted: Pairs) -> bool:
    return all(np.array_equal(one, other) for one, other in zip(found, wanted, strict=True))


RADII = {"alike": np.full(300, 0.8), "unlike": np.r_[np.full(290, 0.4), np.linspace(1, 7, 10)]}


@pytest.mark.parametrize("radii", RADII.values(), ids=RADII)
@pytest.mark.parametrize("far", [0, 3, 200])
def test_who_watches_sees_what_who_looks_anew_sees(radii: Points, far: int) -> None:
    watch = watching()
    for points in _moving(radii, far=far):
        wanted = all_overlaps(points, radii)
        assert len(wanted[0]) > 20
        assert _same(watch(points, radii), wanted)


def test_discs_may_grow_to_what_was_said_of_them_and_beyond_it() -> None:
    radii = RADII["unlike"]
    watch = watching(radii)
    for part, points in zip(np.linspace(0.5, 1.2, 13), _moving(radii, far=2), strict=True):
        assert _same(watch(points, part * radii), all_overlaps(points, part * radii))


def test_the_overlaps_are_those_of_the_definition() -> None:
    radii, points = RADII["unlike"], _moving(RADII["unlike"], far=0)[0]
    away = points[None, :] - points[:, None]
    lack = radii[:, None] + radii - np.hypot(away[..., 0], away[..., 1])
    wanted = np.argwhere(np.triu(lack > 1e-7, k=1))
    one, other, way, less = all_overlaps(points, radii)
    assert np.column_stack([one, other]).tolist() == wanted.tolist()
    assert less == pytest.approx(lack[one, other])
    assert np.hypot(*way.T) == pytest.approx(1)


@pytest.mark.parametrize("count", [0, 1])
def test_fewer_than_two_overlap_nobody(count: int) -> None:
    points, radii = np.zeros((count, 2)), np.ones(count)
    assert [len(part) for part in watching()(points, radii)] == [0, 0, 0, 0]


def test_two_in_one_place_are_told_to_part() -> None:
    _, _, way, lack = all_overlaps(np.zeros((2, 2)), np.ones(2))
    assert lack.tolist() == pytest.approx([2.0])
    assert np.hypot(*way.T) == pytest.approx(1)
