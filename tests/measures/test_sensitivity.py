"""What hangs on the conventions: worked out by hand, and by tie tables under each other rule."""

from __future__ import annotations

import numpy as np
import pytest

import weaklib as wl
from weaklib.book import Book, InputError
from weaklib.measures.sensitivity import other_rules, what_changes
from weaklib.measures.ties import Defaults, tie_table


@pytest.fixture(scope="module")
def example() -> Book:
    return wl.read("data/example")


def test_the_conventions_are_changed_one_at_a_time() -> None:
    """Half and twice the half-life; thresholds a fifth lower and higher."""
    rules = other_rules(Defaults())
    assert [rule.half_life_days for rule in rules.values()] == [90, 360, 180, 180, 180, 180]
    assert [(rule.strong, rule.weak) for rule in rules.values()][2:4] == [
        pytest.approx((0.48, 0.20)),
        pytest.approx((0.72, 0.30)),
    ]
    assert [rule.fading_days for rule in rules.values()][4:] == pytest.approx([144, 216])
    assert [rule.dormant_days for rule in rules.values()][4:] == pytest.approx([876.6, 1314.9])
    assert [rule.fading_gaps for rule in rules.values()][4:] == pytest.approx([6.4, 9.6])


def test_the_counts_are_those_of_the_tie_tables(example: Book) -> None:
    changes, now = what_changes(example), tie_table(example)["class"]
    for name, rules in other_rules(Defaults()).items():
        then = tie_table(example, defaults=rules)["class"].reindex(now.index)
        assert changes.at[name, "persons"] == tuple(now.index[now != then])
        assert changes.at[name, "changed"] == (now != then).sum()
        assert sum(int(move.rpartition(": ")[2]) for move in changes.at[name, "moves"]) == (now != then).sum()
    could = int((~now.isin(["nominal", "unknown"])).sum())
    assert (changes["of"] == could).all()
    assert changes["share"].to_numpy() == pytest.approx(changes["changed"] / could)


def test_a_longer_half_life_makes_nobody_weaker(example: Book) -> None:
    moves = what_changes(example).at["half-life of 360 days", "moves"]
    assert moves
    assert {move.rpartition(": ")[0] for move in moves} <= {
        "moderately weak to strong",
        "weak to moderately weak",
        "weak to strong",
    }


def test_who_is_unknown_or_nominal_does_not_change(example: Book) -> None:
    fixed = tie_table(example)["class"].isin(["nominal", "unknown"])
    changed = set().union(*what_changes(example)["persons"])
    assert not changed & set(fixed.index[fixed])


def test_of_few_people_no_share_is_told(typed_book) -> None:
    meetings = [(f"2026-0{month}-10", "meeting", f"m{month}", 2, "ann bob") for month in (7, 8, 9)]
    changes = what_changes(typed_book("ann bob cid".split(), interactions=meetings))
    assert (changes["of"] == 2).all()
    assert changes["share"].isna().all()
    assert np.issubdtype(changes["changed"].dtype, np.integer)


def test_the_rules_that_one_starts_from_are_kept(example: Book) -> None:
    usual = Defaults(half_life_days=60, max_meeting=4)
    changes = what_changes(example, "2025-12-31", defaults=usual)
    assert list(changes.index)[:2] == ["half-life of 30 days", "half-life of 120 days"]
    now = tie_table(example, "2025-12-31", defaults=usual)["class"]
    then = tie_table(example, "2025-12-31", defaults=Defaults(half_life_days=30, max_meeting=4))["class"]
    assert changes.at["half-life of 30 days", "changed"] == (now != then.reindex(now.index)).sum()


def test_nobody_and_no_day() -> None:
    with pytest.raises(InputError, match="not a date"):
        what_changes(wl.read("data/example"), "soon")
