"""Outlook: what it is learnt from, that it sees nothing later, and that it foretells at least as well as its parts."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize

import weaklib as wl
from tests.benchmarks.outlook import FARTHEST_BEHIND, SIGNALS, behind_in_communities, figures
from weaklib.book import Book
from weaklib.example.planted import LAST_DAY, RHYTHMS, RhythmName, planted_book
from weaklib.measures.diary import diary
from weaklib.measures.outlook import Outlook, chance, chances, fit, learn
from weaklib.measures.outlook_features import FEATURES, HALF_LIVES, features, known_by, past
from weaklib.measures.outlook_learning import PRIOR, ridge_logistic
from weaklib.measures.outlook_words import LONGEST_DAYS, cooling_days, cooling_in_words
from weaklib.measures.ranking import auc
from weaklib.measures.roll import day_number, roll_of
from weaklib.measures.ties import tie_diary, tie_table, ties_on

every_rhythm = pytest.mark.parametrize("rhythm", RHYTHMS)
Typed = Callable[..., Book]


@pytest.fixture(scope="module")
def planted() -> Book:
    return planted_book(people=150, months=24, rhythm="mixed", seed=7)


@cache
def means(rhythm: RhythmName) -> pd.Series:
    """The figures of the benchmark over 20 seeds, for a rhythm."""
    return figures(rhythm, seeds=20, people=400).mean()


def same(one: Outlook, other: Outlook) -> bool:
    """Whether two fits are the same to the last digit."""
    return bool(
        one.coefficients.equals(other.coefficients)
        and one.evidence.equals(other.evidence)
        and (one.months, one.rows, one.cooling_days) == (other.months, other.rows, other.cooling_days)
    )


# --- acceptance: on planted rhythms, whose parameters were committed before


@every_rhythm
@pytest.mark.parametrize("signal", SIGNALS)
def test_it_foretells_the_next_month_at_least_as_well_as_each_plain_signal(
    rhythm: RhythmName, signal: str
) -> None:
    assert means(rhythm)["outlook"] >= means(rhythm)[signal]


@every_rhythm
def test_its_brier_score_is_at_most_that_of_the_base_rate(rhythm: RhythmName) -> None:
    assert means(rhythm)["brier of outlook"] <= means(rhythm)["brier of base_rate"]


@every_rhythm
def test_it_says_as_much_contact_as_comes(rhythm: RhythmName) -> None:
    assert means(rhythm)["chance, mean"] == pytest.approx(means(rhythm)["came, mean"], abs=0.02)


def test_in_a_whole_network_strength_is_hardly_behind_the_best_signal_where_ties_are_slow() -> None:
    """Of all ties of the planted communities, over the last twelve months; the mean over the seeds."""
    assert behind_in_communities(seeds=20) <= FARTHEST_BEHIND


@pytest.mark.xfail(
    strict=True,
    reason="with the half-life of 180 days strength is 0.036 behind recency where planted ties live for 18 months",
)
def test_in_one_persons_book_strength_is_hardly_behind_the_best_signal_where_ties_are_slow() -> None:
    best = means("slow")[list(SIGNALS)].max()
    assert means("slow")["strength"] >= best - FARTHEST_BEHIND


def test_its_chances_are_calibrated_in_every_range() -> None:
    said, came = [], []
    for seed in range(4):
        book = planted_book(people=400, rhythm="mixed", seed=seed)
        day = LAST_DAY - pd.Timedelta(days=30)
        told = chance(fit(book, until=day), book, day).dropna()
        local = book.interactions["at"].dt.tz_localize(None).dt.normalize()
        said.append(told.to_numpy())
        came.append(told.index.isin(book.interactions.loc[local > day, "person"]))
    table = pd.DataFrame({"said": np.concatenate(said), "came": np.concatenate(came)})
    by_range = table.groupby(pd.cut(table["said"], [0, 0.15, 0.3, 0.5, 1])).agg(["mean", "size"])
    off = by_range[("said", "mean")] - by_range[("came", "mean")]
    rate = by_range[("said", "mean")]
    assert (off.abs() < 3 * np.sqrt(rate * (1 - rate) / by_range[("said", "size")]) + 0.02).all()


# --- time: nothing later is seen


def test_nothing_later_than_until_is_learnt_from(planted: Book) -> None:
    day = "2026-03-31"
    assert same(fit(planted, until=day), fit(planted.as_of(day), until=day))
    model = fit(planted, until=day)
    pd.testing.assert_series_equal(chance(model, planted, day), chance(model, planted.as_of(day), day))
    pd.testing.assert_frame_equal(tie_table(planted, day), tie_table(planted.as_of(day), day))


def test_the_last_labels_end_with_the_export_that_ends_first(planted: Book) -> None:
    ends = planted.coverage["last"].where(planted.coverage["kind"] != "calendar", pd.Timestamp("2026-03-31"))
    stale = replace(planted, coverage=planted.coverage.assign(last=ends))
    local = stale.interactions["at"].dt.tz_localize(None)
    later = (local >= "2026-04-01") & stale.interactions["channel"].str.contains("meeting")
    stale = replace(stale, interactions=stale.interactions[~later].reset_index(drop=True))
    assert same(fit(stale), fit(stale, until="2026-03-31"))


def test_a_stale_export_makes_nobody_fall_silent(planted: Book, typed_book: Typed) -> None:
    model = fit(planted)
    rows = [("2026-01-10 12:00", "meeting", "a", 2, "ann"), ("2026-03-01 12:00", "meeting", "b", 2, "ann")]
    stale, fresh = (
        typed_book(["ann"], interactions=rows, last=last) for last in ("2026-03-31", "2026-10-31")
    )
    at_its_end, now = chance(model, stale, "2026-03-31"), chance(model, stale, "2026-10-31")
    assert now["ann"] == at_its_end["ann"] > chance(model, fresh, "2026-10-31")["ann"]


def test_a_model_is_held_through_a_history(planted: Book) -> None:
    model = fit(planted)
    for day in ("2025-12-31", "2026-10-31"):
        held = tie_table(planted, day, outlook=model)["outlook"]
        pd.testing.assert_series_equal(held, chance(model, planted, day).reindex(held.index))
    assert not tie_table(planted, "2025-12-31")["outlook"].equals(
        tie_table(planted, "2025-12-31", outlook=model)["outlook"]
    )


# --- the same for the same input


def test_the_order_of_rows_and_people_does_not_matter(planted: Book) -> None:
    shuffled = replace(
        planted,
        interactions=planted.interactions.sample(frac=1, random_state=3).reset_index(drop=True),
        people=planted.people.sample(frac=1, random_state=4),
    )
    assert same(fit(planted), fit(shuffled))
    model = fit(planted)
    found = chance(model, shuffled)
    assert found.index.equals(shuffled.people.index)
    pd.testing.assert_series_equal(found.sort_index(), chance(model, planted).sort_index(), check_exact=True)


def test_a_class_and_a_strength_never_change_by_it(planted: Book) -> None:
    table = tie_table(planted)
    assert table.columns.tolist().index("outlook") == table.columns.tolist().index("class") + 1
    rules = wl.ties.Defaults()
    bare = ties_on(tie_diary(planted, rules), planted.last_day(), rules)
    pd.testing.assert_frame_equal(table.drop(columns="outlook"), bare)


# --- unknown is nan, and a thin record keeps to the prior


def test_whoever_was_never_in_touch_has_none(planted: Book) -> None:
    found = chance(fit(planted), planted)
    assert found.index.equals(planted.people.index)
    assert set(found.index[found.notna()]) == set(planted.interactions["person"])
    assert found.dropna().between(0, 1).all()
    table = tie_table(planted)
    assert table.loc[table["class"].isin(["nominal", "unknown"]), "outlook"].isna().all()


def test_without_any_contact_there_is_the_prior_and_it_is_said(typed_book: Typed) -> None:
    book = typed_book(["ann"])
    model = fit(book)
    assert (model.months, model.rows) == (0, 0)
    assert model.coefficients.loc[lambda found: found != 0].to_dict() == dict(PRIOR)
    assert model.evidence.isna().all(axis=None)
    assert "borrowed" in model.in_words()
    assert chance(model, book).isna().all()
    assert fit(typed_book([])).months == 0


def test_a_thin_record_gives_what_the_prior_says_by_hand(typed_book: Typed) -> None:
    book = typed_book(
        ["ann"],
        interactions=[
            ("2026-10-01 12:00", "meeting", "a", 2, "ann"),
            ("2026-10-21 12:00", "meeting", "b", 2, "ann"),
        ],
    )
    odds = 0.3 - 0.6 * np.log(1 + 10) + 0.6 * np.log(1 + 2 ** (-10 / 90) + 2 ** (-30 / 90))
    assert chance(fit(book), book)["ann"] == pytest.approx(1 / (1 + np.exp(-odds)), abs=1e-12)


def test_the_prior_gives_the_chances_that_its_docstring_names() -> None:
    def said(silence: int, times: int, every: int) -> float:
        faded = sum(2 ** (-(silence + every * n) / 90) for n in range(times))
        odds = 0.3 - 0.6 * np.log(1 + silence) + 0.6 * np.log(1 + faded)
        return float(1 / (1 + np.exp(-odds)))

    assert said(0, 1, 1) == pytest.approx(2 / 3, abs=0.02)
    assert said(4, 100, 7) == pytest.approx(3 / 4, abs=0.02)
    assert said(15, 50, 30) == pytest.approx(0.4, abs=0.02)
    assert said(365, 1, 1) == pytest.approx(1 / 30, abs=0.01)


# --- the parts, against the formulas and against brute force


def test_the_features_by_hand(typed_book: Typed) -> None:
    met = ["2026-01-01", "2026-01-11", "2026-02-10", "2026-04-01"]
    book = typed_book(
        ["ann", "bob"], interactions=[(f"{day} 12:00", "meeting", day, 2, "ann") for day in met]
    )
    day = day_number(pd.Timestamp("2026-04-11"))
    known = known_by(past(diary(book, roll_of(book))), day, np.full(3, day))
    ages = np.array([100, 90, 60, 10])
    said = dict(zip(FEATURES, features(known)[0], strict=True))
    assert known.person.tolist() == [0]
    assert known.gap.tolist() == [30]  # of 10, 30 and 50 days
    assert known.reciprocity.tolist() == [(2 * 4 + 1) / (8 + 2)]
    assert said["silence"] == pytest.approx(np.log(11))
    assert said["silence beyond 7 days"] == pytest.approx(np.log(11) - np.log(8))
    assert said["silence beyond 30 days"] == 0
    for half in HALF_LIVES:
        assert said[f"contact days, half-life {half:.0f} days"] == pytest.approx(
            np.log(1 + (2 ** (-ages / half)).sum())
        )
    assert said["contact days"] == pytest.approx(np.log(5))
    assert said["time since the first contact"] == pytest.approx(np.log(101))
    assert said["silence beside the own gap"] == pytest.approx(np.log(11 / 31))
    later = known.silent_for(np.array([25.0]))
    again = known_by(past(diary(book, roll_of(book))), day + 15, np.full(3, day + 15))
    np.testing.assert_allclose(features(later), features(again), rtol=1e-12)


def test_the_curve_minimises_its_loss_as_scipy_finds_it() -> None:
    rng = np.random.default_rng(5)
    rows = np.column_stack([np.ones(300), rng.normal(size=(300, 3))])
    came = rng.random(300) < 1 / (1 + np.exp(-rows @ [-1, 1, -2, 0.5]))
    centre, pull = np.array([0.3, -0.6, 0.0, 0.6]), 7.0

    def loss(found: np.ndarray) -> float:
        odds = rows @ found
        return float((np.logaddexp(0, odds) - came * odds).sum() + pull / 2 * ((found - centre) ** 2).sum())

    best = minimize(loss, centre, method="BFGS", options={"gtol": 1e-8}).x
    np.testing.assert_allclose(ridge_logistic(rows, came, centre, pull), best, atol=1e-5)


def test_the_area_counts_pairs_as_brute_force_does() -> None:
    rng = np.random.default_rng(6)
    signal, came = rng.integers(0, 5, 60).astype(float), rng.random(60) < 0.4
    pairs = signal[came][:, None] - signal[~came][None, :]
    assert auc(signal, came)[0] == pytest.approx(((pairs > 0) + 0.5 * (pairs == 0)).mean())
    assert np.isnan(auc(signal, np.zeros(60, dtype=bool))[0])


# --- in words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0.4, "a day"),
        (5.2, "five days"),
        (20, "three weeks"),
        (62, "two months"),
        (420, "14 months"),
        (800, "two years"),
    ],
)
def test_a_time_is_told_in_its_largest_unit(days: float, words: str) -> None:
    assert cooling_in_words(days).startswith(f"Your ties cool over about {words}: ")


def test_ties_that_no_silence_cools_are_said_to_stay_warm(planted: Book) -> None:
    day = planted.last_day()
    told = past(diary(planted, roll_of(planted)))
    known = known_by(told, day_number(day), np.full(3, day_number(day)))
    assert np.isnan(cooling_days(known, np.zeros(len(FEATURES))))
    assert "stay warm" in cooling_in_words(np.nan)
    steep = np.zeros(len(FEATURES))
    steep[:2] = [-8, -1.0]  # the odds fall as 1/(1 + silence): half after one day
    assert cooling_days(known, steep) == pytest.approx(1, abs=0.01)
    assert cooling_days(known, steep) < LONGEST_DAYS


def test_slow_ties_cool_over_months_and_fast_ones_over_days() -> None:
    cooling = {
        rhythm: fit(planted_book(people=400, rhythm=rhythm, seed=1)).cooling_days for rhythm in RHYTHMS
    }
    assert cooling["fast"] < 14
    assert 30 < cooling["slow"] < 365
    assert cooling["fast"] < cooling["mixed"] < cooling["slow"]


def test_the_fit_says_what_it_rests_on() -> None:
    model = fit(wl.read("data/example"))
    auc = model.evidence["auc"]
    assert model.evidence.index.tolist() == ["outlook", *SIGNALS, "base_rate"]
    assert auc["outlook"] >= auc[list(SIGNALS)].max()
    assert auc["base_rate"] == 0.5
    assert model.evidence["brier"].idxmin() == "outlook"
    assert f"learnt from {model.months} months" in model.in_words()
    assert f"{auc['outlook']:.0%}" in model.in_words()


# --- speed


def test_thirty_thousand_people_are_learnt_from_in_a_moment() -> None:
    book = planted_book(people=30_000, rhythm="slow", seed=0)
    before = time.process_time()
    told = diary(book, roll_of(book))
    laid_out = time.process_time()
    model = learn(told, LAST_DAY)
    learnt = time.process_time()
    chances(model, told, LAST_DAY)
    assert learnt - before < 1.5
    assert time.process_time() - learnt < 0.3
    assert laid_out - before < 1.5
