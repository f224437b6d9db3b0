"""Diversity: the indices on known counts, and the table from a book typed by hand."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from weaklib.book import InputError
from weaklib.measures.diversity import (
    blau,
    blau_unbiased,
    diversity_change,
    diversity_table,
    hill,
    iqv,
    rarefied,
    rarefy,
    shannon,
    sole_contacts,
)

COUNTS = {
    (10, 5, 3, 1, 1): (1.277288, 3.586900, 0.66, 2.941176, 0.825, 0.694737),
    (4, 4, 4, 4): (1.386294, 4, 0.75, 4, 1, 0.8),
    (20,): (0, 1, 0, 1, 0, 0),
    (97, 1, 1, 1): (0.167701, 1.182582, 0.0588, 1.062473, 0.0784, 0.059394),
}


@pytest.mark.parametrize(("counts", "expected"), COUNTS.items())
def test_published_values(counts, expected):
    found = (
        shannon(counts),
        hill(counts, 1),
        blau(counts),
        hill(counts, 2),
        iqv(counts),
        blau_unbiased(counts),
    )
    assert found == pytest.approx(expected, abs=1e-6)
    assert hill(counts, 0) == len(counts)
    assert hill(counts, 1.0001) == pytest.approx(hill(counts, 1), abs=1e-3)


@pytest.mark.parametrize(
    "measure", [blau, blau_unbiased, iqv, shannon, lambda c: hill(c, 1), lambda c: hill(c, 2)]
)
@pytest.mark.parametrize("counts", [[], [0, 0]])
def test_nobody_is_nan(measure, counts):
    assert math.isnan(measure(counts))


def test_one_contact_has_no_unbiased_chance_to_differ():
    assert math.isnan(blau_unbiased([1]))
    assert blau([1]) == 0


def test_categories_that_do_not_occur_count_only_where_they_are_named():
    assert hill([4, 4, 0], 0) == 2
    assert shannon([4, 4, 0]) == pytest.approx(math.log(2))
    assert iqv([4, 4, 0]) == pytest.approx(1)
    assert iqv([4, 4], categories=4) == pytest.approx(0.5 * 4 / 3)


def test_counts_that_are_none_are_refused():
    with pytest.raises(InputError, match=r"found \[-1\.0\]"):
        blau([3, -1])
    with pytest.raises(InputError, match="nan"):
        shannon([3, np.nan])


@pytest.fixture
def book(typed_book):
    return typed_book(
        "abcdef",
        affiliations=[
            {"person": "a", "organisation": "Posthorn", "field": "media", "function": "sales"},
            {"person": "b", "organisation": "Posthorn", "field": "media", "function": "design"},
            {"person": "c", "organisation": "Nordlicht", "field": "energy"},
            {"person": "d", "organisation": None, "field": "energy"},
            {"person": "e", "organisation": "Old Firm", "field": "law", "until": "2020-01-01"},
        ],
    )


def test_the_table_from_a_small_book(book):
    table = diversity_table(book, book.people)
    organisation = table.loc["organisation"]
    assert organisation[["contacts", "known", "categories", "largest"]].tolist() == [6, 3, 2, "Posthorn"]
    assert organisation["unknown_share"] == 0.5
    assert organisation["largest_share"] == pytest.approx(2 / 3)
    assert organisation["blau"] == pytest.approx(4 / 9)
    assert organisation["blau_unbiased"] == pytest.approx(2 / 3)
    assert organisation["q2"] == pytest.approx(9 / 5)
    assert organisation["q1"] == pytest.approx(math.exp(organisation["shannon"]))
    # as many in energy as in media: the first in the alphabet is shown
    assert table.loc["field", ["known", "categories", "largest", "largest_share"]].tolist() == [
        4,
        2,
        "energy",
        0.5,
    ]
    assert table.loc["function", "unknown_share"] == pytest.approx(4 / 6)


def test_columns_and_dimensions(book):
    table = diversity_table(book, book.people)
    assert table.index.tolist() == ["organisation", "field", "function", "seniority", "place"]
    assert table.index.name == "dimension"
    assert table.columns.tolist() == [
        *("contacts", "known", "unknown_share", "categories", "blau", "blau_unbiased", "shannon"),
        *("q1", "q2", "largest", "largest_share"),
    ]


def test_where_nobody_is_known_the_indices_are_nan(book):
    row = diversity_table(book, book.people).loc["seniority"]
    assert row[["contacts", "known", "categories", "unknown_share"]].tolist() == [6, 0, 0, 1]
    assert row[["blau", "blau_unbiased", "shannon", "q1", "q2", "largest", "largest_share"]].isna().all()


def test_only_the_people_of_the_tie_table_count(book):
    table = diversity_table(book, pd.DataFrame(index=pd.Index(["a", "c"], name="person")))
    assert table.loc["organisation", ["contacts", "known", "categories"]].tolist() == [2, 2, 2]


def test_nobody_at_all(typed_book):
    empty = typed_book("")
    table = diversity_table(empty, empty.people)
    assert table["contacts"].tolist() == [0, 0, 0, 0, 0]
    assert table[["unknown_share", "blau", "q1", "largest"]].isna().all(axis=None)


def test_hostile_names_are_only_text(typed_book):
    book = typed_book("a", affiliations=[{"person": "a", "organisation": "<img src=x onerror=alert(1)>"}])
    assert diversity_table(book, book.people).loc["organisation", "largest"] == "<img src=x onerror=alert(1)>"


def by_drawing_everybody(counts, n, q):
    """Chao et al. 2014, word for word: how often each number of a category is drawn, over every draw of n."""
    people = [category for category, count in enumerate(counts) for _ in range(count)]
    draws = list(combinations(people, n))
    found = Counter(times for draw in draws for times in Counter(draw).values())
    expected = {k: f / len(draws) for k, f in found.items()}
    if q == 1:
        return math.exp(-sum(f * k / n * math.log(k / n) for k, f in expected.items()))
    return sum(f * (k / n) ** q for k, f in expected.items()) ** (1 / (1 - q))


@pytest.mark.parametrize("q", [0, 1, 2, 3])
@pytest.mark.parametrize("n", [1, 2, 5, 9])
def test_rarefied_numbers_are_those_of_every_draw(n, q):
    counts = [5, 3, 1, 1, 0]
    assert rarefy(counts, n, q) == pytest.approx(by_drawing_everybody(counts, n, q), abs=1e-9)


@pytest.mark.parametrize("counts", COUNTS)
@pytest.mark.parametrize("q", [0, 1, 2])
def test_among_all_the_rarefied_number_is_the_plain_one_and_among_one_it_is_one(counts, q):
    assert rarefy(counts, sum(counts), q) == pytest.approx(hill(counts, q), abs=1e-9)
    assert rarefy(counts, 1, q) == pytest.approx(1, abs=1e-9)


@pytest.mark.parametrize("n", [0, -1, 21])
def test_what_was_not_seen_is_not_guessed(n):
    assert math.isnan(rarefy([10, 5, 3, 1, 1], n, 0))
    assert math.isnan(rarefy([], n, 1))


def test_half_a_contact_cannot_be_drawn():
    with pytest.raises(InputError, match=r"found \[2\.5\]"):
        rarefy([4, 2.5], 2, 0)


def test_two_groups_are_compared_at_the_smaller_number():
    table = rarefied([4, 4], [400, 400])
    assert table["n"].tolist() == [8, 8]
    assert table.loc["before"].tolist() == pytest.approx([8, 2, 2, 2])
    # eight of eight hundred in equal halves are both kinds all but surely, and rarely four and four
    assert table.loc["after", "q0"] == pytest.approx(2 - 2 * math.comb(400, 8) / math.comb(800, 8))
    assert table.loc["after", "q2"] < 2
    assert rarefied([], [3, 3])[["q0", "q1", "q2"]].isna().all(axis=None)


def test_thirty_thousand_contacts_in_one_category():
    assert rarefy([30_000, 1], 15_000, 0) == pytest.approx(1 + 15_000 / 30_001)


def test_circles_are_a_dimension_where_they_are_given(book):
    circles = pd.Series(["one", "one", "two", None], index=list("abcx"))
    row = diversity_table(book, book.people, circles=circles).loc["circle"]
    assert row[["contacts", "known", "categories", "largest"]].tolist() == [6, 3, 2, "one"]
    assert row["unknown_share"] == 0.5
    assert row["q2"] == pytest.approx(9 / 5)


def with_addresses(book, **addresses):
    emails = pd.Series([addresses.get(who, ()) for who in book.people.index], index=book.people.index)
    return replace(book, people=book.people.assign(emails=emails))


def test_a_place_is_the_country_of_the_addresses(book):
    told = with_addresses(
        book,
        a=("a@firma.de", "a@mail.com"),
        b=("b@uni.pt", "b@one.PT", "b@two.es"),
        c=("c@start.io", "c@x.ai"),
        d=("d@mail.com",),
    )
    row = diversity_table(told, told.people).loc["place"]
    assert row[["contacts", "known", "categories", "largest"]].tolist() == [6, 2, 2, "de"]
    assert row["unknown_share"] == pytest.approx(4 / 6)


def test_the_day_decides_where_contacts_work(typed_book):
    jobs = [
        {"person": "a", "organisation": "Old", "as_recorded_on": pd.Timestamp("2025-01-01")},
        {"person": "a", "organisation": "New", "as_recorded_on": pd.Timestamp("2026-01-01")},
    ]
    book = typed_book("a", affiliations=jobs)
    largest = [
        diversity_table(book, book.people, as_of=day).loc["organisation", "largest"]
        for day in (None, "2025-06-01")
    ]
    assert largest == ["New", "Old"]


def test_a_change_is_measured_among_equally_many(typed_book):
    people = {"a": "2025-01-01", "b": "2025-01-01", "c": "2026-01-01", "d": "2026-01-01", "e": "2026-01-01"}
    where = {"a": "One", "b": "Two", "c": "One", "d": "Three"}
    book = typed_book(people, affiliations=[{"person": p, "organisation": o} for p, o in where.items()])
    row = diversity_change(book, "2025-06-01", "2026-06-01").loc["organisation"]
    assert row[["known_before", "known_after", "n"]].tolist() == [2, 4, 2]
    assert row[["unknown_share_before", "unknown_share_after"]].tolist() == [0, pytest.approx(1 / 5)]
    # of One, One, Two, Three one pair in six is alike
    assert row[["q0_before", "q0_after"]].tolist() == pytest.approx([2, 1 + 5 / 6])


def test_a_change_from_nobody_is_nan(typed_book):
    book = typed_book({"a": "2026-01-01"}, affiliations=[{"person": "a", "organisation": "One"}])
    row = diversity_change(book, "2025-06-01", "2026-06-01").loc["organisation"]
    assert row[["known_before", "known_after", "n"]].tolist() == [0, 1, 0]
    assert row[["q0_before", "q0_after", "q1_after", "unknown_share_before"]].isna().all()
    table = diversity_change(
        book, "2025-06-01", "2026-06-01", circles=(pd.Series(dtype="str"), pd.Series({"a": "x"}))
    )
    assert table.loc["circle", "known_after"] == 1


def test_who_is_the_only_contact_in_a_category(book):
    circles = pd.Series(["one", "one", "two", "three", "three", "three"], index=list("abcdef"))
    expected = pd.DataFrame(
        [
            ("organisation", "Nordlicht", "c", "C"),
            ("function", "design", "b", "B"),
            ("function", "sales", "a", "A"),
            ("circle", "two", "c", "C"),
        ],
        columns=["dimension", "category", "person", "name"],
        dtype="str",
    )
    pd.testing.assert_frame_equal(sole_contacts(book, book.people, circles=circles), expected)
    assert sole_contacts(book, book.people.head(0)).empty
