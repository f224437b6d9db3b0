"""What is planted: circles that are denser and closer inside, and contact at the rhythm that was asked for."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest

from weaklib.book import COLUMNS, CONTACT_CHANNELS
from weaklib.example.planted import LAST_DAY, RHYTHMS, planted_book, planted_circles, planted_ties

every_rhythm = pytest.mark.parametrize("rhythm", sorted(RHYTHMS))


def weights(ties: pd.DataFrame) -> pd.Series:
    """How many contacts each pair had, whoever began."""
    pairs = np.sort(ties[["source", "target"]].to_numpy(dtype=str), axis=1)
    return pd.DataFrame(pairs, columns=["one", "other"]).value_counts()


def median_gap_days(days: pd.DataFrame) -> float:
    """The median gap between the days of contact of each tie, over the ties."""
    distinct = days.drop_duplicates().sort_values(["tie", "day"])
    gaps = distinct.groupby("tie")["day"].diff().dt.days
    return float(gaps.groupby(distinct["tie"]).median().median())


@every_rhythm
def test_the_same_seed_plants_the_same_and_another_seed_does_not(rhythm: str) -> None:
    once, again = (planted_ties(people=60, circles=3, rhythm=rhythm, seed=4) for _ in range(2))
    pd.testing.assert_frame_equal(once, again)
    assert not once.equals(planted_ties(people=60, circles=3, rhythm=rhythm, seed=5))
    first, second = (planted_book(people=60, rhythm=rhythm, seed=4) for _ in range(2))
    for table in COLUMNS:
        pd.testing.assert_frame_equal(getattr(first, table), getattr(second, table))
    assert not first.interactions.equals(planted_book(people=60, rhythm=rhythm, seed=5).interactions)


@every_rhythm
def test_ties_in_a_circle_are_denser_and_have_more_contact(rhythm: str) -> None:
    circle = planted_circles(people=300, circles=8, seed=1)
    found = weights(planted_ties(people=300, circles=8, rhythm=rhythm, seed=1))
    one, other = (found.index.get_level_values(end).map(circle) for end in ("one", "other"))
    inside = one == other
    sizes = circle.value_counts()
    pairs_inside = (sizes * (sizes - 1) / 2).sum()
    pairs_between = 300 * 299 / 2 - pairs_inside
    assert inside.sum() / pairs_inside > 5 * (~inside).sum() / pairs_between
    assert found[inside].median() > 2 * found[~inside].median()


@every_rhythm
def test_few_ties_make_most_of_the_contact_and_contact_is_bursty(rhythm: str) -> None:
    ties = planted_ties(people=200, circles=5, rhythm=rhythm, seed=2)
    found = weights(ties)
    assert found.head(len(found) // 5).sum() > 0.4 * found.sum()
    busiest = {tuple(sorted(pair)) for pair in found.index[:50]}
    pair = [tuple(sorted(ends)) for ends in ties[["source", "target"]].itertuples(index=False)]
    gaps = ties.assign(pair=pair)[[ends in busiest for ends in pair]].groupby("pair")["timestamp"].diff()
    days = gaps.dropna().dt.total_seconds() / 86400
    burstiness = (days.std() - days.mean()) / (days.std() + days.mean())
    assert (
        burstiness > 0.2
    )  # 0 is a Poisson process, calls and mails lie between .2 and .7 (Goh & Barabási 2008)


def test_slow_ties_live_for_months_and_fast_ones_for_days() -> None:
    gaps, spells = {}, {}
    for rhythm in RHYTHMS:
        ties = planted_ties(people=200, circles=5, rhythm=rhythm, seed=3)
        pair = np.sort(ties[["source", "target"]].to_numpy(dtype=str), axis=1)
        days = pd.DataFrame(
            {"tie": pd.Series(pair[:, 0]) + pair[:, 1], "day": ties["timestamp"].dt.normalize()}
        )
        gaps[rhythm] = median_gap_days(days)
        active = days.assign(month=days["day"].dt.to_period("M")).groupby("tie")["month"].nunique()
        spells[rhythm] = (days.groupby("tie").size() / active).median()
    assert 20 <= gaps["slow"] <= 92
    assert gaps["fast"] <= 7
    assert gaps["fast"] < gaps["mixed"] < gaps["slow"]
    assert spells["slow"] < 2 < spells["fast"]  # contacts in a month that has any


@every_rhythm
def test_a_planted_book_keeps_its_contract(rhythm: str) -> None:
    book = planted_book(people=120, months=12, rhythm=rhythm, seed=0).check()
    for table, columns in COLUMNS.items():
        assert {name: str(kind) for name, kind in getattr(book, table).dtypes.items()} == dict(columns)
    rows = book.interactions
    assert len(book.people) == 120
    assert book.last_day() == LAST_DAY
    assert rows["at"].between("2025-11-01T00:00Z", "2026-11-01T00:00Z", inclusive="left").all()
    assert set(rows["channel"]) == set(CONTACT_CHANNELS)
    written = ~rows["channel"].str.contains("meeting")
    assert set(rows.loc[written, "direction"]) == {"in", "out"}
    assert set(rows.loc[~written, "direction"]) == {"both"}
    present = rows[~written].groupby("event")["person"].nunique()
    sizes = rows[~written].groupby("event")["group_size"].first()
    assert (sizes == present + 1).all()  # the owner is counted and is nobody in the book
    assert len(set(book.people.index) - set(rows["person"])) >= 120 * 0.2


def test_groups_meet_in_their_circle_and_a_few_across() -> None:
    book = planted_book(people=400, circles=10, rhythm="mixed", seed=6)
    circle = planted_circles(people=400, circles=10, seed=6)
    rows = book.interactions[book.interactions["channel"] == "group_meeting"]
    circles = rows["person"].map(circle).groupby(rows["event"]).nunique()
    assert 0.02 < (circles > 1).mean() < 0.3
    at_home = book.affiliations.set_index("person")["organisation"].groupby(circle).nunique()
    assert (at_home >= 1).all()
    employers = circle.groupby(book.affiliations.set_index("person")["organisation"]).nunique()
    assert (employers == 1).all()


def test_a_thousand_people_and_three_years_take_less_than_two_seconds() -> None:
    before = time.process_time()
    planted_book(people=1000, months=36, rhythm="fast", seed=0)
    assert time.process_time() - before < 2


def test_as_little_as_one_person_can_be_planted() -> None:
    assert planted_ties(people=1, circles=1).empty
    assert planted_book(people=1, months=1).check().people.index.tolist() == ["p00000"]
