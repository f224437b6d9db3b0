"""Which ties are drawn: typed graphs of which the answer can be counted by hand."""

from __future__ import annotations

import networkx as nx
import pandas as pd
import pytest

from weaklib.views import bundles
from weaklib.views.bundles import routes, strands, strongest_bridges, strongest_inside
from weaklib.views.connectors import connectors


def made(
    home: dict[str, str | None], ties: list[tuple[str, str, float, float]]
) -> tuple[nx.Graph, pd.DataFrame]:
    """A graph of ties (weight, observed) and its people."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(home)
    for one, other, weight, observed in ties:
        graph.add_edge(one, other, weight=weight, observed=observed)
    people = pd.DataFrame({"circle": pd.Series(home, dtype="str"), "bridging": 0.5, "bridge": False})
    people["opens"] = [()] * len(people)
    return graph, people.sort_index()


def ends(ties: bundles.Strands, people: pd.DataFrame) -> list[tuple[str, str]]:
    """Both ends of each tie, by name."""
    names = people.index.to_numpy()
    return [tuple(sorted(pair)) for pair in zip(names[ties.one], names[ties.other], strict=True)]


def test_ties_come_strongest_first_and_know_whether_they_lead_out() -> None:
    home = {"a": "X", "b": "X", "c": "Y", "d": None}
    graph, people = made(home, [("a", "b", 0.2, 0), ("b", "c", 0.9, 0.9), ("c", "d", 0.5, 0.1)])
    found = strands(graph, people)
    assert ends(found, people) == [("b", "c"), ("c", "d"), ("a", "b")]
    assert found.across.tolist() == [True, True, False]
    assert found.observed.tolist() == [True, True, False]


def test_inside_a_circle_the_strongest_of_each_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "MAX_TIES_EACH", 1)
    home = dict.fromkeys("abcd", "X")
    ties = [("a", "b", 0.9, 1), ("a", "c", 0.8, 1), ("b", "c", 0.7, 1), ("c", "d", 0.1, 1)]
    graph, people = made(home, ties)
    # ab is the first of a and b, ac that of c, cd that of d; bc is nobody's first
    assert ends(strongest_inside(strands(graph, people)), people) == [("a", "b"), ("a", "c"), ("c", "d")]


def test_one_bridge_may_not_take_all_the_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "MAX_BRIDGES_EACH", 2)
    home = {"hub": "H", "other": "O", "p1": "A", "p2": "B", "p3": "C", "p4": "D"}
    ties = [("hub", f"p{number}", 1 - number / 10, 1) for number in (1, 2, 3, 4)] + [("other", "p4", 0.2, 1)]
    graph, people = made(home, ties)
    people.loc["hub", "bridging"], people.loc["other", "bridging"] = 0.9, 0.8
    people["bridge"] = people.index.isin(["hub", "other"])
    found = strongest_bridges(strands(graph, people), people)
    assert ends(found, people) == [("hub", "p1"), ("hub", "p2"), ("other", "p4")]


def test_only_those_who_connect_circles_have_their_bridges_drawn() -> None:
    graph, people = made({"a": "X", "b": "Y", "c": "Z"}, [("a", "b", 0.9, 1), ("b", "c", 0.8, 1)])
    assert len(strongest_bridges(strands(graph, people), people).one) == 0  # nobody is a bridge
    people.loc["c", "bridge"] = True
    assert ends(strongest_bridges(strands(graph, people), people), people) == [("b", "c")]


def test_who_alone_opens_a_circle_comes_before_who_bridges_further() -> None:
    people = pd.DataFrame(
        {"bridging": [0.6, 0.7, 0.9, 0.8], "bridge": [True, True, False, True]}, list("abcd")
    )
    people["opens"] = [("circle X",), ("circle Y",), ("circle Z",), ("organisation O",)]
    assert connectors(people).index.tolist() == ["b", "d", "a"]  # c is no bridge, d opens no circle
    assert connectors(people, 1).index.tolist() == ["b"]


def test_a_route_stands_for_all_that_is_tied_between_two_circles() -> None:
    home = {"a": "X", "b": "X", "c": "Y", "d": "Y", "e": "Z", "f": None}
    ties = [
        ("a", "c", 0.5, 0.5),
        ("b", "d", 0.3, 0.0),
        ("d", "e", 0.4, 0.1),
        ("a", "f", 9, 9),
        ("a", "b", 9, 9),
    ]
    graph, people = made(home, ties)
    found = routes(strands(graph, people), people)
    # X has 0.8 tied to others, Y 1.2, Z 0.4: X-Y is 0.8/sqrt(.96) = .82, Y-Z 0.4/sqrt(.48) = .58
    assert list(zip(found["of"], found["to"], strict=True)) == [("X", "Y"), ("Y", "Z")]
    assert found["weight"].tolist() == pytest.approx([0.8, 0.4])
    assert found["observed"].tolist() == [True, False]  # 0.5 of 0.8, and 0.1 of 0.4, were seen


def test_a_circle_has_no_more_routes_than_allowed_unless_others_want_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bundles, "MAX_ROUTES_EACH", 1)
    home = {name: name.upper() for name in "abcd"}
    ties = [("a", "b", 1.0, 1), ("a", "c", 0.9, 1), ("b", "c", 0.1, 1), ("c", "d", 0.2, 1)]
    graph, people = made(home, ties)
    pairs = {*zip(*(routes(strands(graph, people), people)[side] for side in ("of", "to")), strict=True)}
    assert pairs == {("A", "B"), ("A", "C"), ("C", "D")}  # B-C is the closest of neither


def test_without_ties_or_circles_there_is_nothing_to_draw() -> None:
    graph, people = made({"a": None, "b": None}, [])
    found = strands(graph, people)
    assert (
        len(found.one) == len(strongest_inside(found).one) == len(strongest_bridges(found, people).one) == 0
    )
    assert routes(found, people).empty
