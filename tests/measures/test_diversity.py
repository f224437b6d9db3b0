"""Diversity: the indices on known counts, and the table from a book typed by hand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from weaklib.book import InputError
from weaklib.measures.diversity import blau, blau_unbiased, diversity_table, hill, iqv, shannon

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
    assert table.index.tolist() == ["organisation", "field", "function", "seniority"]
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
    assert table["contacts"].tolist() == [0, 0, 0, 0]
    assert table[["unknown_share", "blau", "q1", "largest"]].isna().all(axis=None)


def test_hostile_names_are_only_text(typed_book):
    book = typed_book("a", affiliations=[{"person": "a", "organisation": "<img src=x onerror=alert(1)>"}])
    assert diversity_table(book, book.people).loc["organisation", "largest"] == "<img src=x onerror=alert(1)>"
