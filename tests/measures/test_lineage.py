"""Lineage: circles keep their names while they live, and what becomes of them is told."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd
import pytest

from weaklib.measures.lineage import changes, follow, match

JANUARY, FEBRUARY, MARCH = (pd.Timestamp(2026, month, 28) for month in (1, 2, 3))


def circles(**members):
    """Person to circle: circles(work="abc") puts a, b and c into the circle "work"; none="d" gives d none."""
    pairs = [
        (person, None if name == "none" else name) for name, people in members.items() for person in people
    ]
    people, names = zip(*pairs, strict=True) if pairs else ((), ())
    return pd.Series(names, index=pd.Index(people, name="person", dtype="str"), dtype="str", name="circle")


def members(series):
    return {name: "".join(sorted(held.index)) for name, held in series.groupby(series)}


def test_circles_keep_their_names_through_another_numbering():
    before = circles(work="abcd", choir="efg", school="hi")
    after = circles(one="efgx", two="hi", three="abc", none="d")
    found = match(before, after)
    assert members(found) == {"work": "abc", "choir": "efgx", "school": "hi"}
    assert found.isna().to_dict()["d"]
    assert found.index.equals(after.index)
    assert (found.name, found.dtype) == ("circle", "str")


def test_newcomers_make_no_circle_another_one():
    found = match(circles(work="abc"), circles(x="abcdefghijklmnop"))
    assert set(found) == {"work"}


def test_the_larger_part_of_a_split_keeps_the_name():
    found = match(circles(work="abcdefg"), circles(x="abc", y="defg"))
    assert members(found) == {"x": "abc", "work": "defg"}


def test_a_circle_below_the_least_overlap_is_another_one():
    before, after = circles(work="abcdefghij"), circles(x="abc", y="def", z="ghij")
    assert set(match(before, after)) == {"x", "y", "work"}
    assert set(match(before, after, least_overlap=0.5)) == {"x", "y", "z"}


def test_the_greatest_total_overlap_counts_not_the_first_best():
    before = circles(p="abcdef", q="ghij")
    after = circles(x="abcghij", y="def")
    overlap = {("p", "x"): 3 / 10, ("p", "y"): 3 / 6, ("q", "x"): 4 / 7, ("q", "y"): 0}
    best = max(
        permutations("xy"), key=lambda order: sum(overlap[pair] for pair in zip("pq", order, strict=True))
    )
    expected = dict(zip(best, "pq", strict=True))
    found = match(before, after)
    assert {new: found[held[0]] for new, held in (("x", "g"), ("y", "d"))} == expected


def brute_force(before, after, least):
    """The greatest total overlap over every pairing of few circles."""
    old, new = sorted(before.dropna().unique()), sorted(after.dropna().unique())
    both = before.notna() & after.notna()
    jaccard = {
        (p, c): ((before == p) & (after == c) & both).sum() / (((before == p) | (after == c)) & both).sum()
        for p in old
        for c in new
    }
    padded = [*new, *[None] * len(old)]
    return max(
        sum(jaccard[pair] for pair in zip(old, order, strict=False) if pair[1] and jaccard[pair] >= least)
        for order in permutations(padded, len(old))
    )


@pytest.mark.parametrize("seed", range(30))
def test_no_pairing_overlaps_more(seed):
    random = np.random.default_rng(seed)
    before = pd.Series([f"old {i}" for i in random.integers(0, 4, 16)])
    after = pd.Series([f"new {i}" for i in (pd.factorize(before)[0] + random.integers(0, 2, 16)) % 4])
    found = match(before, after, least_overlap=0.1)
    total = sum(
        ((found == name) & (before == name)).sum() / ((found == name) | (before == name)).sum()
        for name in set(found) & set(before)
    )
    assert total == pytest.approx(brute_force(before, after, 0.1))
    # the partition itself stays as it was
    assert pd.crosstab(found, after).gt(0).sum().eq(1).all()
    assert found.nunique() == after.nunique()


def test_the_order_of_rows_and_the_new_numbers_decide_nothing():
    before = circles(work="abcdef", choir="ghij")
    after = circles(x="abcghij", y="def")
    shuffled = match(before.iloc[::-1], after.sample(frac=1, random_state=1))
    assert shuffled.sort_index().equals(match(before, after).sort_index())


def test_a_new_circle_never_bears_the_name_of_another():
    before = circles(work="abc", choir="def")
    after = circles(choir="abc", work="xyz", x="def")
    assert members(match(before, after)) == {"work": "abc", "work 2": "xyz", "choir": "def"}
    assert set(match(circles(), circles(work="abc"), taken={"work", "work 2"})) == {"work 3"}


def test_the_same_month_changes_nothing():
    month = circles(work="abc", choir="def", none="g")
    pd.testing.assert_series_equal(match(month, month), month)


@pytest.mark.parametrize("month", [circles(), circles(none="ab")])
def test_without_circles_there_is_nothing_to_match(month):
    pd.testing.assert_series_equal(match(circles(work="ab"), month), month)
    named = circles(work="ab")
    pd.testing.assert_series_equal(match(month, named), named)


def test_follow_keeps_identity_over_months_and_never_gives_a_name_twice():
    table = follow(
        {
            MARCH: circles(work="xyz", two="def"),
            JANUARY: circles(work="abc", choir="def"),
            FEBRUARY: circles(one="defg", none="abc"),
        }
    )
    assert table.columns.tolist() == [JANUARY, FEBRUARY, MARCH]
    assert (table.index.name, table.columns.name) == ("person", "month")
    assert table.index.tolist() == list("abcdefgxyz")
    assert table.loc["d"].tolist() == ["choir"] * 3
    assert table[MARCH].dropna().to_dict() == {
        **dict.fromkeys("def", "choir"),
        **dict.fromkeys("xyz", "work 2"),
    }
    assert follow({}).empty


def test_what_becomes_of_circles():
    table = follow(
        {
            JANUARY: circles(work="abcdef", choir="ghij", team="klm", gone="no"),
            FEBRUARY: circles(x="abcd", y="ef", z="ghijklm", born="pq", none="no"),
        }
    )
    expected = pd.DataFrame(
        [
            (FEBRUARY, "born", "born", None, 2),
            (FEBRUARY, "split", "y", "work", 2),
            (FEBRUARY, "died", "gone", None, 2),
            (FEBRUARY, "merged", "team", "choir", 3),
        ],
        columns=["month", "event", "circle", "other", "members"],
    )
    found = changes(table)
    pd.testing.assert_frame_equal(found, expected.astype({"event": "str", "circle": "str", "other": "str"}))


def test_nothing_becomes_of_circles_that_stay():
    month = circles(work="abc", choir="de")
    found = changes(follow({JANUARY: month, FEBRUARY: month}))
    assert found.empty
    assert found.columns.tolist() == ["month", "event", "circle", "other", "members"]
    assert changes(follow({JANUARY: month})).empty


def test_many_small_circles_are_matched_without_a_square():
    """Ten thousand circles of three: a matrix of all by all would hold a hundred million overlaps."""
    people = pd.RangeIndex(30_000)
    before = pd.Series([f"old {i // 3}" for i in people], index=people)
    after = pd.Series([f"new {9_999 - i // 3}" for i in people], index=people)
    assert match(before, after).tolist() == before.tolist()
