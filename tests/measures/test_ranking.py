"""Rank correlations and areas under the curve: published values, scipy, and intervals that cover."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

from weaklib.measures.ranking import Ends, auc, ends_of, interval, rank_correlation, standard_error
from weaklib.measures.spans import overlap
from weaklib.measures.triangles import tie_arrays

KARATE = nx.karate_club_graph()


def test_karate_strength_and_overlap():
    """The published weights of the club, and the reference values of METRICS.md."""
    shared = overlap(KARATE)
    ties = tie_arrays(KARATE)
    rho = rank_correlation(ties.weight, shared.to_numpy(), Ends(ties.left, ties.right))
    assert rho["estimate"] == pytest.approx(0.449, abs=5e-4)
    assert spearmanr(ties.weight, shared).pvalue == pytest.approx(3.7e-5, rel=0.02)
    assert shared.mean() == pytest.approx(0.177089, abs=1e-6)
    assert 0 < rho["low"] < rho["estimate"] < rho["high"] < 1
    assert (rho["ties"], rho["people"]) == (78, 34)


def drawn(seed, people=25, ties=60, values=6):
    rng = np.random.default_rng(seed)
    ends = Ends(*rng.integers(0, people, (2, ties)))
    return rng.integers(0, values, ties).astype(float), rng.normal(size=ties), ends


@pytest.mark.parametrize("seed", range(5))
def test_the_estimate_is_scipys_with_equal_ranks(seed):
    one, other, ends = drawn(seed)
    other = one + 3 * other
    assert rank_correlation(one, other, ends)["estimate"] == pytest.approx(spearmanr(one, other)[0])


@pytest.mark.parametrize("seed", range(3))
def test_what_a_tie_contributes_is_what_leaving_it_out_takes_away(seed):
    """The pull of each tie, to first order: (n - 1)(whole - without it)/n, for rho and for AUC."""
    from weaklib.measures.ranking import _spearman

    one, other, _ = drawn(seed, ties=400, values=30)
    other = one + 10 * other
    whole, pull = _spearman(one, other)
    without = [_spearman(np.delete(one, i), np.delete(other, i))[0] for i in range(100)]
    np.testing.assert_allclose(pull[:100], (whole - np.array(without)) * 399 / 400, atol=3e-5)
    assert pull.sum() == pytest.approx(0, abs=1e-12)


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=40))
def test_auc_counts_pairs(cases):
    scores = np.array([score for score, _ in cases], float)
    happened = np.array([yes for _, yes in cases])
    area, pull = auc(scores, happened)
    if happened.all() or not happened.any():
        assert np.isnan(area)
        return
    won = [(a > b) + (a == b) / 2 for a in scores[happened] for b in scores[~happened]]
    assert area == pytest.approx(np.mean(won))
    assert pull.sum() == pytest.approx(0, abs=1e-9)


def test_independent_pairs_give_the_textbook_error():
    """A hundred pairs that share nobody: the error of a mean is s / sqrt(n)."""
    values = np.random.default_rng(0).normal(size=100)
    ends = Ends(np.arange(100), np.arange(100, 200))
    error = standard_error((values - values.mean()) / 100, ends)
    assert error == pytest.approx(values.std() / 10)


def test_a_tie_that_comes_twelve_times_is_no_more_evidence():
    values = np.random.default_rng(0).normal(size=100)
    pull = (values - values.mean()) / 100
    once = standard_error(pull, Ends(np.arange(100), np.arange(100, 200)))
    monthly = Ends(np.repeat(np.arange(100), 12), np.repeat(np.arange(100, 200), 12))
    assert standard_error(np.repeat(pull / 12, 12), monthly) == pytest.approx(once)
    turned = Ends(np.where(np.arange(1200) % 2, *monthly), np.where(np.arange(1200) % 2, *monthly[::-1]))
    assert standard_error(np.repeat(pull / 12, 12), turned) == pytest.approx(once)


def test_few_people_get_no_interval():
    people = np.arange(8)
    found = rank_correlation(people * 1.0, people**2.0, Ends(people, people + 1))
    assert found["estimate"] == pytest.approx(1)
    assert np.isnan([found["low"], found["high"]]).all()


@pytest.mark.parametrize("ties", [0, 2])
def test_too_few_ties_give_no_estimate(ties):
    found = rank_correlation(
        np.arange(ties) * 1.0, np.arange(ties) * 1.0, Ends(np.arange(ties), np.arange(ties))
    )
    assert np.isnan(found["estimate"])
    assert found["ties"] == ties


def test_one_value_for_all_gives_no_estimate():
    people = np.arange(30)
    found = rank_correlation(np.ones(30), people * 1.0, Ends(people, people + 1))
    assert np.isnan(found[["estimate", "low", "high"]]).all()


def test_people_are_numbered_alike_at_both_ends():
    import pandas as pd

    ends = ends_of(pd.Series(["a", "b"]), pd.Series(["b", "a"]))
    assert (ends.left.tolist(), ends.right.tolist()) == ([0, 1], [1, 0])


def shared_people(rng, effect, people=80, ties=400):
    """Two measures of random ties, unrelated but each moved by who is tied."""
    ends = Ends(*rng.integers(0, people, (2, ties)))
    moved = [rng.normal(0, effect, people) for _ in range(2)]
    return [m[ends.left] + m[ends.right] + rng.normal(size=ties) for m in moved], ends


@pytest.mark.parametrize("effect", [0.0, 1.0])
def test_the_interval_covers_as_often_as_it_says(effect):
    """The true rho is 0, with and without people who move both measures of their ties."""
    rng = np.random.default_rng(3)
    covered = []
    for _ in range(400):
        (one, other), ends = shared_people(rng, effect)
        found = rank_correlation(one, other, ends)
        covered.append(found["low"] <= 0 <= found["high"])
    assert 0.90 <= np.mean(covered) <= 0.98


def test_the_interval_of_a_difference_of_areas_covers():
    """Two scores, equally good, of ties whose people move score and outcome: the difference is 0."""
    rng = np.random.default_rng(4)
    covered = []
    for _ in range(300):
        ends = Ends(*rng.integers(0, 80, (2, 400)))
        busy = rng.normal(0, 1, 80)
        latent = busy[ends.left] + busy[ends.right] + rng.normal(size=400)
        happened = latent + rng.normal(size=400) > 0
        noise = [rng.normal(0, 1, 80) for _ in range(2)]
        areas, pulls = zip(
            *(auc(latent + n[ends.left] + n[ends.right], happened) for n in noise), strict=True
        )
        low, high = interval(areas[0] - areas[1], pulls[0] - pulls[1], ends)
        covered.append(low <= 0 <= high)
    assert 0.90 <= np.mean(covered) <= 0.98
