"""A group summed up, and the way to an organisation: small cases, counted by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tests.views import by_hand
from weaklib.book import InputError
from weaklib.measures.bridging import bridge_table
from weaklib.measures.ties import tie_table
from weaklib.views.selection import in_words, summary
from weaklib.views.way import in_words as way_in_words
from weaklib.views.way import people_at, way_to

BOOK, GRAPH, CIRCLES = by_hand.book(), by_hand.graph(), by_hand.circles()
TIES, BRIDGES = tie_table(BOOK), bridge_table(GRAPH, circles=CIRCLES)


def of(*people: str) -> pd.DataFrame:
    return summary(people, TIES, BRIDGES, CIRCLES, BOOK)


def test_a_group_is_counted_by_class_place_field_and_circle() -> None:
    table = of("ann", "ben", "dee", "eve", "nobody", "ann")
    assert table.loc["people", ["count", "unknown"]].tolist() == [4, 0]
    assert set(table.at["people", "found"].replace(" and ", ", ").split(", ")) == {
        *("Ann Ash", "Ben Birch", "Dee Dogwood", "Eve Elm"),
    }
    assert table.loc["organisations"].tolist() == [2, 1, "Dockyard (2) and Bank (1)"]
    assert table.loc["fields"].tolist() == [2, 1, "crafts (2) and finance (1)"]
    assert table.loc["circles"].tolist() == [2, 1, "crafts (2) and bank (1)"]
    assert table.at["classes", "count"] == TIES.loc[["ann", "ben", "dee", "eve"], "class"].nunique()
    assert table.at["only ways into", "found"] == "Bank and the circle crafts"


def test_nobody_is_a_group_too() -> None:
    table = of()
    assert table["count"].tolist() == [0] * 7
    assert table["found"].tolist() == [""] * 7


def test_of_many_values_the_most_frequent_are_told() -> None:
    people = [f"p{i}" for i in range(30)]
    ties = pd.DataFrame(
        {"name": people, "class": "weak", "organisation": [f"O{i % 9}" for i in range(30)]}, people
    )
    bridges = pd.DataFrame({"bridging": np.nan, "bridge": False, "opens": [()] * 30}, people)
    table = summary(people, ties, bridges, pd.Series(dtype="str"), BOOK)
    found = table.at["organisations", "found"]
    assert found == "O0 (4), O1 (4), O2 (4), O3 (3), O4 (3), O5 (3) and 3 more"
    assert table.at["bridges", "unknown"] == 30


def test_how_many_are_picked_is_said() -> None:
    assert in_words(["ann", "ben", "zoe"], TIES) == "2 of 5 people"


def test_the_way_goes_over_the_links_that_hold_best() -> None:
    """Ann, Cy, Dee: 2/3 x .25/1.25 = .133; Ann, Ben, Dee: .5/1.5 x .1/1.1 = .030."""
    path = way_to(BOOK, GRAPH, TIES, "ann", "Bank")
    assert path.index.tolist() == ["ann", "cy", "dee"]
    assert path["link"].round(3).tolist()[:2] == [0.667, 0.2]
    assert np.isnan(path["link"].iloc[-1])
    assert path["weakest"].tolist() == [False, True, False]
    assert path["words"].tolist()[:2] == ["seen: shared meetings", "seen: shared meetings"]
    assert way_in_words(path, "Bank") == (
        "2 steps to Bank: Ann Ash → Cy Cedar → Dee Dogwood. "
        "The weakest link is that between Cy Cedar and Dee Dogwood (seen: shared meetings)."
    )


def test_an_inferred_link_is_told_as_such() -> None:
    graph = GRAPH.copy()
    graph.remove_edge("cy", "dee")
    path = way_to(BOOK, graph, TIES, "ann", "bank")
    assert path.index.tolist() == ["ann", "ben", "dee"]
    assert path["observed"].tolist()[:2] == [False, False]
    assert "they probably know each other: same employer" in way_in_words(path, "Bank")


def test_who_is_there_already_is_a_way_of_one() -> None:
    path = way_to(BOOK, GRAPH, TIES, "dee", "Bank")
    assert path.index.tolist() == ["dee"]
    assert not path["weakest"].any()
    assert way_in_words(path, "Bank") == "Dee Dogwood is at Bank."


def test_where_nothing_leads_there_is_no_way() -> None:
    for person, place in (("eve", "Bank"), ("ann", "Lighthouse")):
        path = way_to(BOOK, GRAPH, TIES, person, place)
        assert path.empty
        assert way_in_words(path, place).startswith(f"No way to {place} is known")
    with pytest.raises(InputError, match="'zoe'"):
        way_to(BOOK, GRAPH, TIES, "zoe", "Bank")


def test_a_part_of_a_name_is_no_match() -> None:
    assert people_at(BOOK, GRAPH, "Dockyard") == ["ann", "ben"]
    assert people_at(BOOK, GRAPH, "Dock") == []
