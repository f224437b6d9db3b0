"""What people read of the answers: a number below k is "a few", and what is unknown says so."""

from __future__ import annotations

import html
import math
import re

import pandas as pd
import pytest

from weaklib.pool.page import (
    brokers_in_words,
    coverage_in_words,
    coverage_table,
    headline,
    or_few,
    overlap_in_words,
    protection_in_words,
)
from weaklib.pool.told import (
    PATHS,
    known_too_in_words,
    nearest_in_words,
    number_or_few,
    paths_in_words,
    shown_paths,
    tenths,
    ways_in_words,
)

NAN = math.nan


def way(target: str, alias: str, weakest: float, **more: object) -> dict[str, object]:
    row = {"target": target, "alias": alias, "weakest": weakest, "organisation": "Kornhaus", "function": None}
    row |= {
        "seniority": "director",
        "alias_via": None,
        "to_introducer": weakest,
        "to_via": NAN,
        "to_target": 0.9,
    }
    return row | {"opens": 3, "reached_by": NAN, "step": "your contact"} | more


WAYS = pd.DataFrame(
    [
        way("t1", "Bo", 0.7, reached_by=12.0),
        way("t1", "Cy", 0.5),
        way("t2", "Dee", 0.3, alias_via="Bo", to_introducer=NAN, to_via=0.7, step="through a contact"),
        way("t3", "Eli", NAN, to_introducer=NAN, step="not your contact"),
    ]
)


def test_ways_are_numbered_and_a_small_number_is_a_few() -> None:
    shown = shown_paths(WAYS)
    assert tuple(shown.columns) == PATHS
    assert list(shown["n"]) == [1, 2, 3, 4]
    assert list(shown["reached by"]) == ["12", "a few", "a few", "a few"]
    assert list(shown["to them"]) == ["0.7", "0.5", "0.7", "?"]
    assert list(shown["through"]) == ["", "", "Bo", "(nobody you know)"]
    assert list(shown["function"]) == ["", "", "", ""]


def test_ways_in_words_count_people_once_and_tell_the_alternative() -> None:
    told = paths_in_words(WAYS, k=5)
    assert told == [
        "3 people may be met by 4 ways; who is meant the introducers alone know.",
        "The best way leads through Bo: its weakest link is 0.7 of 1.",
        "To the same person there is another way, through Cy.",
        "1 way begins with a member whom you do not know, and so last.",
        "“a few” are fewer than 5: how many exactly could tell who.",
    ]
    assert paths_in_words(WAYS[2:3], k=5)[1].startswith("The best way leads through Bo and then Dee:")
    assert "how strong it is nobody knows" in paths_in_words(WAYS[3:], k=5)[1]
    assert paths_in_words(WAYS[:1], k=5)[0].startswith("1 person may be met by 1 way;")


def test_no_way_is_a_sentence() -> None:
    assert tuple(shown_paths(pd.DataFrame()).columns) == PATHS
    told = html.unescape(ways_in_words(pd.DataFrame(), k=5).data)
    assert told == "No way leads there, for you, through this pool."
    assert nearest_in_words(pd.DataFrame()) == [
        "Nobody in the pool leads there yet, and nothing that is near is reached."
    ]


def test_unknown_is_no_zero() -> None:
    assert (tenths(NAN), tenths(None), tenths(0.0)) == ("?", "?", "0.0")
    assert (number_or_few(NAN), number_or_few(1200.0)) == ("a few", "1,200")
    assert (or_few(NAN), or_few(5.0)) == ("a few", "5 or more")


def test_nobody_else_is_a_sentence() -> None:
    assert (
        known_too_in_words(pd.DataFrame(), k=5).data
        == "None of your contacts is known to 5 other members or more."
    )


COVERAGE = pd.DataFrame(
    {
        "kind": ["field", "field", "field", "organisation", "organisation"],
        "name": ["energy", "law", "<b>arts</b>", "Kornhaus", "Rare & Co"],
        "members": [10.0, NAN, NAN, 5.0, NAN],
    }
)


def test_a_field_that_few_reach_is_named_with_those_that_nobody_does() -> None:
    told = coverage_in_words(COVERAGE).data
    assert "**Reached by most members**: energy (10+)." in told
    assert "**Reached by a few members or none**: " in told
    assert "law" in told
    assert "<b>" not in told


def test_an_organisation_that_few_reach_is_not_named() -> None:
    told = coverage_table(COVERAGE).data
    assert "Kornhaus" in told
    assert "Rare" not in told
    none = coverage_table(COVERAGE[:3]).data
    assert none == "No organisation is reached by so many members that it may be named."


FIGURES = pd.Series({"members": 20.0, "ties": 900.0, "humans": 300.0, "organisations": 50.0, "fields": NAN})


def test_overlap_below_k_is_a_few() -> None:
    told = overlap_in_words(pd.DataFrame({"sheets": [1, 2, 3], "humans": [20.0, 10.0, NAN]}), FIGURES).data
    assert told.startswith(
        "**20 or more** people are known to one member alone, and **10 or more** to several."
    )
    told = overlap_in_words(pd.DataFrame({"sheets": [1, 2], "humans": [NAN, NAN]}), FIGURES).data
    assert told.startswith("**a few** people are known to one member alone, and **a few** to several.")


def test_what_is_counted_of_a_few_members_is_not_told_however_much_it_is() -> None:
    assert "300 or more" in headline(FIGURES).data
    few = FIGURES.mask(FIGURES > 0)
    assert not re.search(r"\d", html.unescape(re.sub("<[^>]*>", "", headline(few).data)))
    told = overlap_in_words(pd.DataFrame({"sheets": [1, 2], "humans": [300.0, NAN]}), few).data
    assert "300" not in told


def test_brokers_are_named_by_the_alias_of_their_choice_as_text() -> None:
    told = brokers_in_words(
        pd.DataFrame({"alias": ["[Ada](x)"], "organisations": [10.0], "fields": [NAN]})
    ).data
    assert "alone leads to 10 organisations or more and a few fields or none" in told
    assert "[Ada](x)" not in told
    few = pd.DataFrame({"alias": ["Bo"], "organisations": [NAN], "fields": [NAN]})
    for nobody in (few, few[:0]):
        told = brokers_in_words(nobody).data
        assert told == "Nobody who agreed to be named opens so much alone that it may be told."


@pytest.mark.parametrize("k", [5, 10])
def test_the_rules_name_the_step(k: int) -> None:
    assert f"multiple of {k}; below {k} it is “a few”" in protection_in_words(k).data
