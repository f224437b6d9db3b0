"""Waiting for an answer: Kaplan and Meier's curve against a textbook, scipy, and small cases by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from tests.action.impact_ledgers import came, known, sent
from weaklib.action.impact import time_to_reply
from weaklib.action.impact.survival import kaplan_meier, waiting

# Freireich et al. 1963, Blood 21, 699: weeks of remission of 21 children on 6-mercaptopurine and of 21 on a
# placebo; + is censored. The curve is that of every textbook (Kleinbaum & Klein, Survival Analysis, ch. 2).
SIX_MP = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"


def curve_of(told: str) -> pd.DataFrame:
    weeks = told.split()
    return kaplan_meier(
        pd.Series([int(each.strip("+")) for each in weeks], dtype="int64"),
        pd.Series(["+" not in each for each in weeks], dtype="bool"),
    )


def test_the_remissions_under_six_mercaptopurine() -> None:
    curve = curve_of(SIX_MP)
    found = curve[curve["events"] > 0].set_index("days")
    assert found["at_risk"].to_dict() == {6: 21, 7: 17, 10: 15, 13: 12, 16: 11, 22: 7, 23: 6}
    assert found["events"].tolist() == [3, 1, 1, 1, 1, 1, 1]
    survival = [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482]
    assert found["survival"].tolist() == pytest.approx(survival, abs=5e-5)
    # as Stata and lifelines give the 95 % band (Greenwood, log-log)
    low = [0.6197, 0.5631, 0.5032, 0.4316, 0.3675, 0.2678, 0.1881]
    high = [0.9516, 0.9228, 0.8894, 0.8491, 0.8049, 0.7468, 0.6801]
    assert found["low"].tolist() == pytest.approx(low, abs=5e-5)
    assert found["high"].tolist() == pytest.approx(high, abs=5e-5)
    assert waiting(curve)["median"] == 23


def test_the_remissions_under_a_placebo_of_which_none_is_censored() -> None:
    curve = curve_of(PLACEBO)
    by_week = curve.set_index("days")["survival"]
    left = {1: 19, 2: 17, 3: 16, 4: 14, 5: 12, 8: 8, 11: 6, 12: 4, 15: 3, 17: 2, 22: 1, 23: 0}
    assert {week: by_week[week] for week in left} == pytest.approx({week: n / 21 for week, n in left.items()})
    told = waiting(curve)
    assert told["median"] == 8
    # without censoring the restricted mean is the mean of what was waited, at most 14
    assert told["rmst"] == pytest.approx(sum(min(int(week), 14) for week in PLACEBO.split()) / 21)
    assert told["answered"] == pytest.approx(17 / 21)


def test_a_case_by_hand() -> None:
    """Of 5: one answered on day 2, one gone after 3, one answered on day 4, two still waiting on day 20."""
    curve = curve_of("2 3+ 4 20+ 20+")
    assert curve["days"].tolist() == [0, 2, 3, 4, 20]
    assert curve["survival"].tolist() == pytest.approx([1, 4 / 5, 4 / 5, 8 / 15, 8 / 15])
    assert curve["at_risk"].tolist() == [5, 5, 4, 3, 2]
    told = waiting(curve)
    assert told["answered"] == pytest.approx(7 / 15)
    assert told["rmst"] == pytest.approx(2 * 1 + 2 * 4 / 5 + 10 * 8 / 15)
    assert math.isnan(told["median"])


def test_who_leaves_on_the_day_of_an_answer_leaves_after_it() -> None:
    assert curve_of("5 5+")["survival"].tolist() == [1.0, 0.5]


def test_all_answered_on_the_day_itself() -> None:
    curve = curve_of("0 0 0 0 0")
    assert curve[["days", "survival", "at_risk", "events"]].to_numpy().tolist() == [[0, 0, 5, 5]]
    told = waiting(curve)
    assert (told["answered"], told["rmst"], told["median"]) == (1, 0, 0)


def test_all_still_pending_and_nobody() -> None:
    curve = curve_of("1+ 3+ 3+ 9+ 13+")
    assert curve["survival"].tolist() == [1.0] * 5
    assert curve[["low", "high"]].isna().all(axis=None)
    assert all(map(math.isnan, waiting(curve).values()))  # nobody was watched for 14 days
    watched = waiting(curve_of("14+ 14+ 14+ 20+ 20+"))
    assert (watched["answered"], watched["rmst"]) == (0, 14)
    assert math.isnan(watched["median"])
    assert curve_of("").empty
    assert all(map(math.isnan, waiting(curve_of("")).values()))


times = st.lists(st.tuples(st.integers(0, 40), st.booleans()), min_size=1, max_size=60)


@given(times)
def test_the_curve_is_scipys_and_falls_from_1(cases: list[tuple[int, bool]]) -> None:
    days, answered = (pd.Series(list(each)) for each in zip(*cases, strict=True))
    curve = kaplan_meier(days, answered)
    by_scipy = ecdf(CensoredData(uncensored=days[answered], right=days[~answered])).sf
    assert curve["survival"].to_numpy() == pytest.approx(by_scipy.evaluate(curve["days"].to_numpy()))
    assert curve["survival"].is_monotonic_decreasing
    assert curve["survival"].between(0, 1).all()
    assert curve["events"].sum() == answered.sum()
    band = curve.dropna()
    assert ((band["low"] <= band["survival"]) & (band["survival"] <= band["high"])).all()
    told = waiting(curve)
    assert math.isnan(told["rmst"]) or 0 <= told["rmst"] <= 14
    product = 1.0
    for _, row in curve.iterrows():  # the definition
        product *= 1 - row["events"] / row["at_risk"]
        assert row["survival"] == pytest.approx(product)


SIX = (
    sent("ann", "2026-09-01"),
    came("ann", "2026-09-03"),
    sent("bea", "2026-09-01"),
    came("bea", "2026-09-21", "help"),  # any outcome is an answer of that day
    sent("cem", "2026-09-01", "strong"),
    sent("dot", "2026-10-01", "strong"),
    came("dot", "2026-10-01"),
    came("dot", "2026-10-05", "conversation"),
    sent("eve", "2026-10-27"),
)


def test_attempts_wait_until_their_first_outcome_or_the_day() -> None:
    curve = time_to_reply(known(*SIX))
    assert curve["days"].tolist() == [0, 2, 4, 20, 60]
    assert curve["events"].tolist() == [1, 1, 0, 1, 0]
    assert curve["survival"].tolist() == pytest.approx([4 / 5, 3 / 5, 3 / 5, 3 / 10, 3 / 10])
    assert (curve.attrs["n"], curve.attrs["answered"], curve.attrs["pending"]) == (5, 3, 1)
    assert curve.attrs["answered_by_14"] == pytest.approx(2 / 5)
    assert curve.attrs["rmst_14"] == pytest.approx(2 * 4 / 5 + 12 * 3 / 5)
    assert curve.attrs["median"] == 20


def test_the_same_ledger_earlier_knows_less() -> None:
    curve = time_to_reply(
        known(*SIX, sent("ann", "2026-09-10"), came("ann", "2026-09-12"), as_of="2026-09-05")
    )
    assert curve.attrs["n"] == 3
    assert curve.empty  # of three no curve is told
    assert math.isnan(curve.attrs["answered_by_14"])


def test_a_curve_of_each_group_of_five() -> None:
    strong = [sent("eve", f"2026-0{month}-01", "strong") for month in range(1, 7)]
    curve = time_to_reply(known(*SIX, *strong), by="strength_group")
    assert curve["group"].unique().tolist() == ["strong"]
    groups = curve.attrs["groups"]
    assert {name: told["n"] for name, told in groups.items()} == {"weak": 3, "strong": 8}
    assert groups["strong"]["answered_by_14"] == pytest.approx(1 / 8)
    assert math.isnan(groups["weak"]["answered_by_14"])
    assert curve.attrs["n"] == 11
    nobody = time_to_reply(known(), by="purpose")
    assert nobody.empty
    assert nobody.columns[0] == "group"
