"""The map: what it says, what it draws, what it leaves out, and that names stay text."""

from __future__ import annotations

import time
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from weaklib.measures.bridging import bridge_table
from weaklib.measures.circles import find_circles
from weaklib.views import netmap, theme
from weaklib.views.atlas import SYMBOLS
from weaklib.views.layout import islands, place

from .conftest import CLASSES, HOSTILE, Planted, foreign_markup, planted, strings


def drawn(network: Planted, **given: Any) -> go.Figure:
    """The map of a planted network."""
    return netmap.draw(network.graph, network.ties, circles=network.circles, bridges=network.bridges, **given)


def people_of(figure: go.Figure) -> list[Any]:
    """The traces that show people."""
    return [trace for trace in figure.data if trace.mode == "markers"]


def lines_of(figure: go.Figure, name: str) -> list[np.ndarray]:
    """The lines of a trace, one array each; none where the trace is missing."""
    found = [trace for trace in figure.data if trace.mode == "lines" and trace.name == name]
    if not found:
        return []
    path = np.column_stack([np.asarray(found[0].x, float), np.asarray(found[0].y, float)])
    ends = np.flatnonzero(np.isnan(path[:, 0]))
    return [part[~np.isnan(part[:, 0])] for part in np.split(path, ends + 1)[:-1]]


@pytest.fixture(scope="module")
def figure(network: Planted) -> go.Figure:
    """The map of some 300 people."""
    return drawn(network)


def test_everybody_is_drawn_once_in_the_trace_of_their_class(network: Planted, figure: go.Figure) -> None:
    counts = network.ties["class"].value_counts()
    assert [trace.name for trace in people_of(figure)] == [f"{name} ({counts[name]:,})" for name in CLASSES]
    for trace, name in zip(people_of(figure), CLASSES, strict=True):
        assert len(trace.x) == len(trace.customdata) == counts[name]
        assert trace.marker.color == theme.CLASS_COLOURS[name]
        assert trace.marker.symbol == SYMBOLS[name]
        assert np.asarray(trace.x).dtype == np.float32
    assert len(set(SYMBOLS.values())) == len(CLASSES)


def test_who_bridges_more_is_larger(network: Planted, figure: go.Figure) -> None:
    score = dict(zip(network.ties["name"], network.bridges["bridging"], strict=True))
    for trace in people_of(figure):
        rows = [
            (score[told[0]], size) for told, size in zip(trace.customdata, trace.marker.size, strict=True)
        ]
        known = sorted(row for row in rows if row[0] == row[0])
        assert [size for _, size in known] == sorted(size for _, size in known)


def test_the_title_is_the_finding_and_its_numbers_are_counted(network: Planted, figure: go.Figure) -> None:
    person = network.bridges["bridging"].idxmax()
    opened = network.bridges.loc[person, "opens"][0].removeprefix("circle ")
    said = figure.layout.title.text.replace("<br>", " ")
    assert said == f"12 circles; {network.ties.loc[person, 'name']} alone links you to {opened}"


def test_a_bridge_that_rests_on_inferred_ties_only_seems_to_link(network: Planted) -> None:
    guessed = network._replace(bridges=network.bridges.assign(observed_share=0.0))
    said = drawn(guessed).layout.title.text.replace("<br>", " ")
    assert said.startswith("12 circles, all inferred; Name ")
    assert "alone seems to link you to" in said


def test_a_given_title_is_used_and_is_text(network: Planted) -> None:
    assert drawn(network, title="Me & <you>").layout.title.text == "Me &amp; &lt;you&gt;"


def test_the_hover_says_who_where_which_tie_and_why(network: Planted, figure: go.Figure) -> None:
    told = {row[0]: row for trace in people_of(figure) for row in trace.customdata}
    person = network.bridges["bridging"].idxmax()
    _, organisation, tie, why = told[network.ties.loc[person, "name"]]
    assert organisation == network.graph.nodes[person]["organisation"]
    assert tie.replace("<br>", " ").startswith(f"Your tie: {network.ties.loc[person, 'class']}, ")
    ties = network.graph.degree(person)
    seen = sum(tie["observed"] > 0 for *_, tie in network.graph.edges(person, data=True))
    plain = why.replace("<br>", " ")
    assert f"Your only known way into {network.bridges.loc[person, 'opens'][0]}." in plain
    assert f"Leads from {network.circles[person]} to " in plain
    assert f"{ties} ties to your contacts: " in plain
    assert (f"{seen} seen, {ties - seen} inferred" if seen < ties else "seen in meetings") in plain
    loner = network.circles.index[network.circles.isna()][0]
    assert told[network.ties.loc[loner, "name"]][3] == "No tie to your other contacts is known."
    assert told[network.ties.loc[loner, "name"]][1] == "organisation not known"


def test_the_templates_of_the_hover_hold_no_data(figure: go.Figure) -> None:
    for trace in people_of(figure):
        assert "Name" not in trace.hovertemplate
        assert trace.hovertemplate.count("%{customdata[") == 4
        assert trace.text is None


def test_islands_are_drawn_inside_their_discs_and_named(network: Planted, figure: go.Figure) -> None:
    land = islands(network.graph, network.circles)
    coasts = [trace for trace in figure.data if trace.fillcolor == "#FEFDFB"]
    assert len(coasts) == 1
    path = np.column_stack([np.asarray(coasts[0].x, float), np.asarray(coasts[0].y, float)])
    shores = np.split(path, np.flatnonzero(np.isnan(path[:, 0])) + 1)[:-1]
    assert len(shores) == len(land) == 12
    for shore, island in zip(shores, land.itertuples(), strict=True):
        away = np.hypot(shore[:-1, 0] - island.x, shore[:-1, 1] - island.y)
        assert away.max() <= island.radius * 1.0001
        assert away.min() >= island.radius * 0.6
    named = {note.text for note in figure.layout.annotations}
    assert sum(f"<b>{circle}</b>" in named for circle in land.index) >= 10


def test_only_the_strongest_ties_are_drawn_inside_a_circle(network: Planted, figure: go.Figure) -> None:
    inside = [
        (one, other, tie)
        for one, other, tie in network.graph.edges(data=True)
        if network.circles[one] == network.circles[other]
    ]
    observed, inferred = lines_of(figure, "observed tie"), lines_of(figure, "inferred tie")
    assert 0 < len(observed) + len(inferred) <= len(inside)
    assert len(observed) + len(inferred) <= netmap.MAX_TIES_EACH * len(network.graph)
    weights = {name: [] for name in ("observed", "inferred")}
    for *_, tie in inside:
        weights["observed" if tie["observed"] else "inferred"].append(tie["weight"])
    assert len(inferred) <= len(weights["inferred"])


def test_ties_are_capped_in_a_crowd(crowd: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = drawn(crowd)
    assert len(lines_of(whole, "observed tie")) + len(lines_of(whole, "inferred tie")) == netmap.MAX_TIES
    monkeypatch.setattr(netmap, "MAX_TIES", 100)
    few = drawn(crowd)
    assert len(lines_of(few, "observed tie")) + len(lines_of(few, "inferred tie")) == 100
    assert len(lines_of(few, "observed bridge")) + len(lines_of(few, "inferred bridge")) <= netmap.MAX_BRIDGES


def test_each_pair_of_circles_has_at_most_one_bridge_and_inferred_ones_are_dotted(figure: go.Figure) -> None:
    observed, inferred = lines_of(figure, "observed bridge"), lines_of(figure, "inferred bridge")
    assert (len(observed), len(inferred)) == (8, 3)  # 11 pairs of neighbouring circles; every third inferred
    dashes = {trace.name: trace.line.dash for trace in figure.data if trace.name and trace.mode == "lines"}
    assert dashes["inferred bridge"] == dashes["inferred tie"] == "dot"
    assert dashes["observed bridge"] == dashes["observed tie"] == "solid"
    widths = {trace.name: trace.line.width for trace in figure.data if trace.name}
    assert widths["observed bridge"] > 2 * widths["observed tie"]


def test_a_crowd_is_drawn_by_webgl_and_soon(network: Planted, crowd: Planted) -> None:
    start = time.process_time()
    whole = drawn(crowd)
    assert time.process_time() - start < 6
    assert {trace.type for trace in people_of(whole)} == {"scattergl"}
    assert {trace.type for trace in drawn(network).data} == {"scatter"}
    assert len(whole.to_json()) < 3_000_000


def test_nothing_of_a_figure_is_a_map_or_nan_or_an_upload_button(figure: go.Figure) -> None:
    text = figure.to_json()
    assert "NaN" not in text
    assert not [part for part in strings(figure) if part.lower() in {"nan", "nat", "none"}]
    assert "sendChartToCloud" in figure.layout.template.layout.modebar.remove
    assert theme.CONFIG["showSendToCloud"] is False
    assert not figure.layout.xaxis.visible
    assert figure.layout.yaxis.scaleanchor == "x"


def test_the_same_network_is_the_same_figure(network: Planted) -> None:
    assert drawn(network).to_json() == drawn(network).to_json()


def test_hostile_names_are_only_text(monkeypatch: pytest.MonkeyPatch) -> None:
    network = planted([12, 9, 7, 5], loners=40, hostile=True)
    figure = drawn(network)
    assert foreign_markup(figure) == []
    assert sum("&lt;img" in text for text in strings(figure)) > 100
    monkeypatch.setattr(theme, "safe", str)
    assert foreign_markup(drawn(network)) != []


def test_without_ties_people_stand_by_organisation_and_a_sentence_says_why() -> None:
    network = planted([], loners=60)
    figure = drawn(network)
    said = figure.layout.title.text.replace("<br>", " ")
    assert said == "No ties between your 60 contacts are known; here they stand by organisation"
    notes = [note.text.replace("<br>", " ") for note in figure.layout.annotations]
    assert any("Messages and a calendar would show it" in note for note in notes)
    assert {"Firm 0", "Firm 1", "Firm 2", "Firm 3", "Firm 4"} <= set(notes)
    assert sum(len(trace.x) for trace in people_of(figure)) == 60


def test_without_people_a_sentence_stands_instead() -> None:
    figure = drawn(planted([]))
    assert len(figure.data) == 0
    assert figure.layout.title.text == "No contacts to draw"
    assert figure.layout.annotations[0].text.startswith("The exports name no contact yet")


@pytest.mark.parametrize(("sizes", "loners"), [([9], 0), ([2], 0), ([], 1), ([3, 2], 1)])
def test_the_smallest_networks_are_drawn(sizes: list[int], loners: int) -> None:
    figure = drawn(planted(sizes, loners=loners))
    assert sum(len(trace.x) for trace in people_of(figure)) == sum(sizes) + loners
    assert all(np.isfinite(np.asarray(trace.x)).all() for trace in people_of(figure))
    assert any(character.isdigit() for character in figure.layout.title.text)


def test_circles_and_bridges_are_found_when_they_are_not_given() -> None:
    graph = nx.relabel_nodes(nx.karate_club_graph(), str)
    nx.set_node_attributes(graph, {node: f"Member {node}" for node in graph}, "name")
    nx.set_node_attributes(graph, None, "organisation")
    for *_, tie in graph.edges(data=True):
        tie.update(observed=tie["weight"])
    people = pd.Index(list(graph), name="person", dtype="str")
    ties = pd.DataFrame({"class": "weak", "last_contact": pd.NaT}, index=people)
    circles = find_circles(graph)
    given = netmap.draw(graph, ties, circles=circles, bridges=bridge_table(graph, circles=circles))
    found = netmap.draw(graph, ties)
    assert found.to_json() == given.to_json()
    assert found.layout.title.text.startswith(f"{circles.nunique()} circles")


def test_somebody_without_a_tie_row_or_a_name_is_drawn_as_unknown() -> None:
    network = planted([4])
    network.graph.nodes["p00000"]["name"] = None
    figure = netmap.draw(
        network.graph, network.ties.iloc[1:], circles=network.circles, bridges=network.bridges.iloc[1:]
    )
    told = [
        row for trace in people_of(figure) if trace.name.startswith("unknown") for row in trace.customdata
    ]
    assert "a contact without a name" in [row[0] for row in told]


def test_the_payload_of_these_tests_would_be_dangerous() -> None:
    assert foreign_markup(go.Figure(layout={"title": HOSTILE})) == [HOSTILE]


def test_long_names_do_not_flood_the_title() -> None:
    network = planted([12, 9, 7], hostile=True)
    assert len(drawn(network).layout.title.text.split("<br>")) <= 3


def test_a_map_starts_from_an_earlier_one() -> None:
    network = planted([12, 9, 7])
    turned = place(network.graph, network.circles)
    turned[["x", "y"]] = turned[["y", "x"]].to_numpy()
    figure = netmap.draw(
        network.graph, network.ties, circles=network.circles, bridges=network.bridges, before=turned
    )
    drawn_at = {
        tuple(np.round(point, 2))
        for trace in people_of(figure)
        for point in zip(trace.x, trace.y, strict=True)
    }
    stood_at = place(network.graph, network.circles, before=turned)
    assert drawn_at == {tuple(np.round(np.float32(point), 2)) for point in stood_at[["x", "y"]].to_numpy()}
    assert np.hypot(*(stood_at[["x", "y"]] - turned[["x", "y"]]).to_numpy().T).max() < 1
