"""Ties from dated contact: typed lists, held to the formula by hand, and the planted circles."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weaklib.book import InputError
from weaklib.example.planted import planted_book, planted_circles, planted_ties
from weaklib.measures.network import contact_network
from weaklib.measures.nextmonth import (
    COLUMNS,
    PREDICTORS,
    compared,
    foretold,
    months_after,
    own_months_after,
)
from weaklib.measures.ranking import ends_of, rank_correlation
from weaklib.measures.temporal import (
    contact_record,
    seen_together,
    strength_and_overlap,
    tie_graph,
    tie_strengths,
)
from weaklib.measures.ties import tie_table


def listed(*rows):
    return pd.DataFrame(rows, columns=["source", "target", "timestamp"])


def test_a_pair_is_one_pair_a_day_one_row_and_nobody_meets_themselves():
    record = contact_record(
        listed(
            ("b", "a", "2026-10-02T23:00"),
            ("a", "b", "2026-10-01T08:00"),
            ("b", "a", "2026-10-01T20:00"),
            ("a", "a", "2026-10-01"),
            ("c", "b", "2026-10-01T09:00"),
        )
    )
    expected = pd.DataFrame(
        {
            "person": ["a", "b", "a"],
            "other": ["b", "c", "b"],
            "day": pd.to_datetime(["2026-10-01", "2026-10-01", "2026-10-02"]),
            "weight": 1.0,
        }
    )
    pd.testing.assert_frame_equal(record, expected, check_dtype=False)


def test_times_with_a_zone_are_taken_in_utc():
    assert contact_record(listed(("a", "b", "2026-10-01T01:00+02:00")))["day"].tolist() == [
        pd.Timestamp("2026-09-30")
    ]


def test_numbers_are_unix_seconds():
    assert contact_record(listed(("a", "b", 1082040961)))["day"].tolist() == [pd.Timestamp("2004-04-15")]


def test_numbers_are_names_too():
    assert contact_record(listed((10, 9, "2026-10-01")))[["person", "other"]].to_numpy().tolist() == [
        ["10", "9"]
    ]


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (pd.DataFrame({"source": ["a"], "target": ["b"]}), "no column 'timestamp'"),
        (listed(("a", "b", "2026-10-01"), ("a", "b", "yesterday or so")), "'yesterday or so' .* is no time"),
        (listed(("a", "b", "now")), "'now' .* is no time"),
        (listed(("a", "b", None)), "is no time"),
    ],
)
def test_a_bad_list_is_refused(table, told):
    with pytest.raises(InputError, match=told):
        contact_record(table)


def test_an_empty_record_has_no_ties():
    strengths = tie_strengths(contact_record(listed()))
    assert strengths.empty
    assert len(tie_graph(strengths)) == 0
    assert strength_and_overlap(strengths).empty


def test_strength_by_hand():
    """S = (.45 y/(y+3) + .25 recency + .05 duration) / .75, half-life 180 days, as of 180 days later."""
    record = contact_record(listed(*(("a", "b", day) for day in ("2025-11-05", "2026-05-04", "2026-05-05"))))
    tie = tie_strengths(record, "2026-11-01").loc[("a", "b")]
    y = sum(2 ** (-age / 180) for age in (361, 181, 180))
    span = 181 / (5 * 365.25)
    expected = (0.45 * y / (y + 3) + 0.25 * 0.5 + 0.05 * span) / 0.75
    assert tie["strength"] == pytest.approx(expected)
    assert (tie["contact_days"], tie["weighted_days"], tie["silence_days"]) == (3, 3, 180)
    assert tie["decayed_days"] == pytest.approx(y)


def test_strength_is_that_of_the_tie_table_where_the_table_has_no_more_parts(typed_book):
    """One calendar of one-to-one meetings: what a list cannot show is taken out of both."""
    days = ["2026-03-01", "2026-06-01", "2026-10-01"]
    book = typed_book("a", interactions=[(f"{d}T12:00", "meeting", f"e{d}", 2, "a") for d in days])
    own = tie_table(book, "2026-10-31").loc["a"]
    record = contact_record(listed(*(("", "a", day) for day in days)).assign(weight=1.5))
    listed_tie = tie_strengths(record, "2026-10-31").iloc[0]
    for part in ("intensity", "recency", "duration"):
        assert listed_tie[part] == pytest.approx(own[part]), part


def test_what_comes_later_does_not_count():
    record = contact_record(
        listed(("a", "b", "2026-01-01"), ("a", "b", "2026-09-01"), ("a", "c", "2026-09-01"))
    )
    earlier = tie_strengths(record, "2026-02-01")
    assert [*earlier.index] == [("a", "b")]
    assert earlier["contact_days"].tolist() == [1]


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"), st.integers(0, 900)), min_size=1))
def test_strength_never_rises_by_time_passing_nor_by_the_order_of_rows(rows):
    start = pd.Timestamp("2023-01-01")
    edges = listed(*((one, other, start + pd.Timedelta(days=day)) for one, other, day in rows))
    record = contact_record(edges)
    soon = tie_strengths(record, "2026-01-01")["strength"]
    later = tie_strengths(record, "2026-06-01")["strength"]
    assert soon.between(0, 1).all()
    assert (later <= soon + 1e-12).all()
    turned = contact_record(edges.rename(columns={"source": "target", "target": "source"}).iloc[::-1])
    pd.testing.assert_series_equal(tie_strengths(turned, "2026-01-01")["strength"], soon)


def test_overlap_of_a_square_with_a_diagonal():
    pairs = ["ab", "bc", "cd", "da", "ac"]
    record = contact_record(listed(*((one, other, "2026-10-01") for one, other in pairs)))
    shared = strength_and_overlap(tie_strengths(record))["overlap"]
    assert shared[("a", "c")] == 1  # both others are shared
    assert shared[("a", "b")] == pytest.approx(1 / 2)  # c of c and d


def test_who_was_seen_together_is_who_the_network_ties(typed_book):
    book = typed_book(
        "a b c d e".split(),
        interactions=[
            ("2026-10-01T12:00", "group_meeting", "m1", 4, "a b c"),
            ("2026-10-01T18:00", "group_message", "t1", 3, "a b"),
            ("2026-10-02T12:00", "group_meeting", "m2", 40, "a b c d e"),
            ("2026-10-03T12:00", "meeting", "m3", 2, "d"),
            ("2026-10-30T12:00", "group_meeting", "m4", 3, "d e"),
        ],
    )
    record = seen_together(book, "2026-10-15")
    pairs = {(row.person, row.other): row.weight for row in record.itertuples()}
    assert pairs == {("a", "b"): 0.5, ("a", "c"): pytest.approx(1 / 3), ("b", "c"): pytest.approx(1 / 3)}
    assert set(record["day"]) == {pd.Timestamp("2026-10-01")}
    assert {*map(frozenset, pairs)} == {
        *map(frozenset, contact_network(book, "2026-10-15", evidence="observed").edges)
    }


def test_seen_together_in_a_planted_book_is_the_observed_network():
    book = planted_book(people=200, months=18, seed=2)
    pairs = seen_together(book)[["person", "other"]].drop_duplicates()
    seen = {frozenset(pair) for pair in pairs.itertuples(index=False, name=None)}
    assert seen == {*map(frozenset, contact_network(book, evidence="observed").edges)}
    assert len(seen) > 50


@pytest.mark.parametrize("rhythm", ["slow", "fast", "mixed"])
def test_overlap_rises_with_strength_where_circles_are_planted(rhythm):
    """Acceptance: Spearman(strength, overlap) > 0.2, on every seed by days of contact over the record."""
    at_the_end = []
    for seed in range(10):
        ties = strength_and_overlap(tie_strengths(contact_record(planted_ties(rhythm=rhythm, seed=seed))))
        ends = ends_of(ties.index.get_level_values(0), ties.index.get_level_values(1))
        shared = ties["overlap"].to_numpy()
        whole = rank_correlation(ties["weighted_days"].to_numpy(), shared, ends)
        assert whole["estimate"] > 0.2
        assert whole["low"] > 0
        at_the_end.append(rank_correlation(ties["strength"].to_numpy(), shared, ends)["estimate"])
    assert np.mean(at_the_end) > 0.2


def test_ties_inside_the_planted_circles_are_the_stronger_and_the_more_overlapping():
    circle = planted_circles(seed=3)
    ties = strength_and_overlap(tie_strengths(contact_record(planted_ties(seed=3))))
    one, other = (circle.reindex(ties.index.get_level_values(end)).to_numpy() for end in (0, 1))
    inside = ties[one == other].mean()
    across = ties[one != other].mean()
    assert (inside > across).all()


MONTHLY = listed(
    *(("a", "b", f"2026-{month:02d}-15") for month in range(1, 11)),
    *(("c", "d", f"2026-{month:02d}-15") for month in range(1, 4)),
    ("e", "f", "2026-10-25"),
)


def test_each_month_is_judged_by_what_was_known_until_then():
    cases = months_after(contact_record(MONTHLY), until="2026-10-30", months=2)
    assert list(cases.columns) == list(COLUMNS)
    assert cases["on"].unique().tolist() == [pd.Timestamp("2026-08-31"), pd.Timestamp("2026-09-30")]
    last = cases[cases["on"] == pd.Timestamp("2026-09-30")].set_index(["person", "other"])
    assert last["in_touch"].to_dict() == {("a", "b"): True, ("c", "d"): False}  # e and f: not yet known
    assert last["frequency"].to_dict() == {("a", "b"): 9, ("c", "d"): 3}
    assert last["recency"].to_dict() == {("a", "b"): -15, ("c", "d"): -199}


def test_a_contact_on_the_last_day_of_the_month_after_counts_and_one_day_later_does_not():
    record = contact_record(
        listed(("a", "b", "2026-01-01"), ("c", "d", "2026-01-01"), ("a", "b", "2026-04-01"))
    )
    for until, expected in (("2026-04-01", True), ("2026-03-31", False)):
        cases = months_after(record, until=until, months=1).set_index("person")
        assert cases.loc["a", "in_touch"] == expected
        assert not cases.loc["c", "in_touch"]


def test_a_record_that_is_too_short_gives_no_conclusion():
    for rows in (listed(), listed(("a", "b", "2026-10-01"), ("a", "b", "2026-10-02"))):
        cases = months_after(contact_record(rows), until="2026-10-30")
        assert cases.empty
        assert foretold(cases)["auc"].isna().all()
        assert set(compared(cases)["verdict"]) == {"no conclusion"}
        assert compared(cases)["difference"].isna().all()


def test_few_cases_give_no_conclusion_however_clear():
    cases = months_after(contact_record(MONTHLY), until="2026-10-30", months=2)
    assert foretold(cases)["auc"].tolist() == [1.0] * len(PREDICTORS)
    assert set(compared(cases)["verdict"]) == {"no conclusion"}


def test_areas_are_means_over_the_months():
    cases = months_after(contact_record(planted_ties(people=80, circles=3, seed=1)), months=6)
    for name in PREDICTORS:
        areas = []
        for _, month in cases.groupby("on"):
            yes, no = (month.loc[month["in_touch"] == answer, name].to_numpy() for answer in (True, False))
            areas.append(np.mean((yes[:, None] > no) + (yes[:, None] == no) / 2))
        assert foretold(cases).loc[name, "auc"] == pytest.approx(np.mean(areas)), name


def test_a_signal_is_no_better_than_itself_in_other_words():
    cases = months_after(contact_record(planted_ties(people=80, circles=3, seed=1)), months=6)
    same = compared(cases.assign(strength=np.exp(cases["recency"] / 100)), against=["recency"])
    assert same.loc[("strength", "recency"), "difference"] == 0
    assert same.loc[("strength", "recency"), "verdict"] == "no conclusion"


def test_noise_foretells_nothing_and_the_truth_foretells_all():
    cases = months_after(contact_record(planted_ties(people=120, circles=4, seed=5)))
    noise = np.random.default_rng(0).normal(size=len(cases))
    told = foretold(cases.assign(strength=noise, decayed_days=cases["in_touch"] * 1.0))
    assert told.loc["strength", "low"] < 0.5 < told.loc["strength", "high"]
    assert told.loc["decayed_days", "auc"] == 1
    found = compared(cases.assign(strength=noise, decayed_days=cases["in_touch"] * 1.0))
    assert found.loc[("strength", "recency"), "verdict"] == "worse"
    assert found.loc[("decayed_days", "recency"), "verdict"] == "better"


def test_ones_own_ties_are_judged_as_the_tie_table_has_them():
    book = planted_book(people=80, months=18, seed=4)
    cases = own_months_after(book, months=3)
    day = cases["on"].max()
    own = tie_table(book, day)
    month = cases[cases["on"] == day].set_index("person")
    known = own[own["contact_days"] > 0]
    assert set(month.index) == set(known.index)
    pd.testing.assert_series_equal(
        month["strength"], known["strength"].reindex(month.index), check_names=False
    )
    at = book.interactions["at"].dt.tz_localize(None).dt.normalize()
    after = book.interactions[(at > day) & (at <= day + pd.Timedelta(days=30))]
    assert set(month.index[month["in_touch"]]) == set(after["person"]) & set(month.index)
    assert foretold(cases)["low"].notna().all()
