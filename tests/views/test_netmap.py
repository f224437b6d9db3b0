"""The map: what it says, what it draws, what it leaves out, and that names stay text."""

from __future__ import annotations

import time
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from weaklib.book import InputError
from weaklib.measures.bridging import bridge_table
from weaklib.measures.circles import find_circles
from weaklib.views import bundles, connectors, netmap, theme
from weaklib.views.layout import islands, place
from weaklib.views.looks import NIGHT, SYMBOLS

from .conftest import CLASSES, HOSTILE, Planted, foreign_markup, planted, strings


def drawn(network: Planted, **given: Any) -> go.Figure:
    """The map of a planted network."""
    return netmap.draw(network.graph, network.ties, circles=network.circles, bridges=network.bridges, **given)


def people_of(figure: go.Figure) -> list[Any]:
    """The traces that show people."""
    return [trace for trace in figure.data if trace.meta["layer"] == "people"]


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
    in_legend = sorted(people_of(figure), key=lambda trace: trace.legendrank)
    assert [trace.name for trace in in_legend] == [f"{name} ({counts[name]:,})" for name in CLASSES]
    assert in_legend == people_of(figure)[::-1]  # strong ties are drawn last, over the others
    for trace, name in zip(in_legend, CLASSES, strict=True):
        assert len(trace.x) == len(trace.customdata) == counts[name]
        assert trace.marker.color == theme.CLASS_COLOURS[name]
        assert trace.marker.symbol == SYMBOLS[name]
        assert np.asarray(trace.x).dtype == np.float32
    assert len(set(SYMBOLS.values())) == len(CLASSES)


def test_who_bridges_more_is_larger(network: Planted, figure: go.Figure) -> None:
    score = dict(zip(network.ties["name"], network.bridges["bridging"], strict=True))
    for trace in people_of(figure):
        rows = [
            (score[told[1]], size) for told, size in zip(trace.customdata, trace.marker.size, strict=True)
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
    told = {row[1]: row for trace in people_of(figure) for row in trace.customdata}
    person = network.bridges["bridging"].idxmax()
    _, _, organisation, tie, why = told[network.ties.loc[person, "name"]]
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
    assert told[network.ties.loc[loner, "name"]][4] == "No tie to your other contacts is known."
    assert told[network.ties.loc[loner, "name"]][2] == "organisation not known"


def test_the_templates_of_the_hover_hold_no_data(figure: go.Figure) -> None:
    for trace in people_of(figure):
        assert "Name" not in trace.hovertemplate
        assert trace.hovertemplate.count("%{customdata[") == 4
        assert trace.text is None


def test_islands_are_drawn_inside_their_discs_and_named(network: Planted, figure: go.Figure) -> None:
    land = islands(network.graph, network.circles)
    coasts = [trace for trace in figure.data if trace.fillcolor == "#FFFEFA"]
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
    assert len(observed) + len(inferred) <= bundles.MAX_TIES_EACH * len(network.graph)
    weights = {name: [] for name in ("observed", "inferred")}
    for *_, tie in inside:
        weights["observed" if tie["observed"] else "inferred"].append(tie["weight"])
    assert len(inferred) <= len(weights["inferred"])


def test_ties_are_capped_in_a_crowd(crowd: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = drawn(crowd)
    assert len(lines_of(whole, "observed tie")) + len(lines_of(whole, "inferred tie")) == bundles.MAX_TIES
    monkeypatch.setattr(bundles, "MAX_TIES", 100)
    few = drawn(crowd)
    assert len(lines_of(few, "observed tie")) + len(lines_of(few, "inferred tie")) == 100
    assert (
        len(lines_of(few, "observed bridge")) + len(lines_of(few, "inferred bridge"))
        <= connectors.MOST * bundles.EACH_OF_MANY
    )


def test_each_pair_of_circles_has_at_most_one_bridge_and_inferred_ones_are_dotted(figure: go.Figure) -> None:
    observed, inferred = lines_of(figure, "observed bridge"), lines_of(figure, "inferred bridge")
    # the first five who bridge, by id: the first of circles 0, 1 and 2, and the last of 1 and 2, who lead back to
    # where the first of 0 and 1 lead from; so 0-1 and 1-2, which are observed, and 2-3, which is inferred
    assert (len(observed), len(inferred)) == (2, 1)
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
    assert len(whole.to_json()) < 1_500_000


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
    assert "a contact without a name" in [row[1] for row in told]


def test_each_person_has_a_number_that_leads_to_their_id(network: Planted, figure: go.Figure) -> None:
    people = netmap.people_on(figure)
    assert people == sorted(network.graph)
    for trace in people_of(figure):
        for number, name, *_ in trace.customdata:
            assert network.graph.nodes[people[number]]["name"] == name


def test_an_id_with_markup_is_escaped_in_the_figure_and_read_back() -> None:
    network = planted([4])
    odd = "%{meta.x} <b>&$p"
    graph = nx.relabel_nodes(network.graph, {"p00000": odd})
    ties, circles, bridges = (table.rename(index={"p00000": odd}) for table in network[1:])
    figure = netmap.draw(graph, ties, circles=circles, bridges=bridges)
    assert foreign_markup(figure) == []
    assert not [text for text in strings(figure) if "%{meta" in text]
    assert odd in netmap.people_on(figure)


@pytest.mark.parametrize(("hover", "told"), [("full", 5), ("lean", 4), ("none", 1)])
def test_the_hover_is_as_long_as_asked_for(network: Planted, hover: str, told: int) -> None:
    for trace in people_of(drawn(network, hover=hover)):
        assert np.asarray(trace.customdata).shape == (len(trace.x), told)
        assert (trace.hovertemplate is None) == (hover == "none")


def test_the_lean_hover_says_class_and_last_contact(network: Planted) -> None:
    rows = [row for trace in people_of(drawn(network, hover="lean")) for row in trace.customdata]
    told = {row[1]: list(row[2:]) for row in rows}
    person = network.ties.index[network.ties["class"] == "weak"][0]
    assert told[network.ties.loc[person, "name"]] == [
        network.ties.loc[person, "organisation"],
        "weak, 7 Mar 2026",
    ]
    stranger = network.ties.index[network.ties["class"] == "nominal"][0]
    assert told[network.ties.loc[stranger, "name"]][1] == "nominal"


def test_a_hover_that_does_not_exist_is_refused(network: Planted) -> None:
    with pytest.raises(InputError, match=r"hover is .long.; write .full., .lean. or .none."):
        drawn(network, hover="long")


def test_every_trace_says_what_it_belongs_to(figure: go.Figure) -> None:
    assert {trace.meta["layer"] for trace in figure.data} == {"land", "route", "tie", "bridge", "people"}


def test_an_earlier_day_shows_fewer_people_on_the_same_places(network: Planted, figure: go.Figure) -> None:
    spots = place(network.graph, network.circles)
    then = network.graph.subgraph(sorted(network.graph)[:200]).copy()
    earlier = netmap.draw(then, network.ties, circles=network.circles, bridges=network.bridges, spots=spots)

    def places(drawn: go.Figure) -> dict[str, tuple[float, float]]:
        people = netmap.people_on(drawn)
        rows = (zip(trace.customdata, trace.x, trace.y, strict=True) for trace in people_of(drawn))
        return {people[told[0]]: (x, y) for row in rows for told, x, y in row}

    now = places(figure)
    assert places(earlier) == {person: now[person] for person in then}
    assert earlier.layout.uirevision == figure.layout.uirevision == "map"


def test_somebody_without_a_spot_is_named(network: Planted) -> None:
    spots = place(network.graph, network.circles).drop("p00007")
    with pytest.raises(InputError, match="spots has no row for 'p00007'"):
        drawn(network, spots=spots)


def test_the_night_differs_in_colours_alone(network: Planted, figure: go.Figure) -> None:
    night = drawn(network, dark=True)
    assert night.layout.plot_bgcolor == NIGHT.sea
    assert night.layout.template.layout.paper_bgcolor == theme.DARK_PAPER
    assert "sendChartToCloud" in night.layout.template.layout.modebar.remove
    assert [trace.name for trace in night.data] == [trace.name for trace in figure.data]
    for dark, light in zip(people_of(night), people_of(figure), strict=True):
        assert dark.marker.symbol == light.marker.symbol
        assert (dark.x == light.x).all()
    assert {trace.marker.color for trace in people_of(night)} == set(NIGHT.classes.values())


def test_one_contact_is_named_and_the_map_says_what_is_missing() -> None:
    figure = drawn(planted([], loners=1))
    assert figure.layout.title.text == "One contact, Name 1; a map needs ties between contacts"
    said = [note.text.replace("<br>", " ") for note in figure.layout.annotations]
    assert "Name 1" in said
    assert any(text.endswith("So far the exports name one contact.") for text in said)


def test_one_circle_of_thousands_is_one_island() -> None:
    figure = drawn(planted([3_000]))
    title = figure.layout.title.text.replace("<br>", " ")
    assert title == "One circle, Circle 0, holds all 3,000 contacts with a known tie"
    assert sum(len(trace.x) for trace in people_of(figure)) == 3_000
    assert "<b>Circle 0</b>" in [note.text for note in figure.layout.annotations]


def test_thousands_of_pairs_are_a_small_figure_whose_title_says_so() -> None:
    figure = drawn(planted([2] * 2_000))
    assert figure.layout.title.text.startswith("2,000 circles, none of more than 2;")
    # the note, those who connect circles, and the circle of the title: pairs have no names
    assert len(figure.layout.annotations) <= 2 + connectors.MOST
    coasts = [trace for trace in figure.data if trace.meta["layer"] == "land"]
    assert sum(len(trace.x) for trace in coasts) <= 3 * 13 * 2_000
    assert len(figure.to_json()) < 2_000_000


def test_where_nothing_shows_contact_the_note_says_so(network: Planted) -> None:
    nothing = network.ties.assign(**{"class": "unknown", "strength": np.nan, "last_contact": pd.NaT})
    figure = drawn(network._replace(ties=nothing))
    assert [trace.name for trace in people_of(figure)] == ["unknown (313)"]
    title = figure.layout.title.text.replace("<br>", " ")
    assert title.startswith("12 circles, your own tie to everybody unknown; Name ")
    note = figure.layout.annotations[-1].text.replace("<br>", " ")
    assert "No export could show contact with any of them: every tie is unknown." in note


@pytest.mark.parametrize(
    ("sizes", "loners", "said"),
    [
        ([], 1, "One contact, Name 1, your tie unknown; a map needs ties between contacts"),
        (
            [],
            9,
            "No ties between your 9 contacts are known, nor yours to them; here they stand by organisation",
        ),
        (
            [8],
            0,
            "One circle, Circle 0, holds all 8 contacts with a known tie; your own tie to each is unknown",
        ),
    ],
)
def test_the_title_says_where_every_tie_is_unknown(sizes: list[int], loners: int, said: str) -> None:
    network = planted(sizes, loners=loners)
    nothing = network.ties.assign(**{"class": "unknown", "strength": np.nan, "last_contact": pd.NaT})
    title = drawn(network._replace(ties=nothing)).layout.title.text
    assert title.replace("<br>", " ") == said


def test_an_island_that_is_alone_has_a_narrow_beach() -> None:
    network = planted([300])
    spots = place(network.graph, network.circles)
    shore = next(trace for trace in drawn(network, spots=spots).data if trace.fillcolor == "#FFFEFA")
    middle = (spots[["x", "y"]].max() + spots[["x", "y"]].min()) / 2
    people = np.hypot(*(spots[["x", "y"]] - middle).to_numpy().T).max()
    coast = np.nanmax(np.hypot(np.asarray(shore.x) - middle["x"], np.asarray(shore.y) - middle["y"]))
    assert people < coast < 1.5 * people


@pytest.mark.parametrize(("sizes", "left_out"), [([3], False), ([40, 34], True)])
def test_the_note_says_that_ties_are_left_out_only_where_some_are(sizes: list[int], left_out: bool) -> None:
    network = planted(sizes)
    figure = drawn(network)
    lines = [
        lines_of(figure, f"{how} {what}") for how in ("observed", "inferred") for what in ("tie", "bridge")
    ]
    assert (sum(map(len, lines)) < network.graph.number_of_edges()) == left_out
    note = figure.layout.annotations[-1].text.replace("<br>", " ")
    assert ("Of all ties only the strongest are drawn." in note) == left_out


def test_the_legend_stands_under_the_note_however_long_it_is(figure: go.Figure) -> None:
    small = drawn(planted([9]))
    lines = [len(drawn.layout.annotations[-1].text.split("<br>")) for drawn in (small, figure)]
    assert lines[0] < lines[1]
    for drawn_map, many in zip((small, figure), lines, strict=True):
        assert -drawn_map.layout.legend.y * netmap.HEIGHT >= 16 * many
        assert drawn_map.layout.margin.b >= netmap.LEGEND + 16 * many


def test_everything_lies_in_the_frame(figure: go.Figure) -> None:
    for axis in "xy":
        low, high = figure.layout[f"{axis}axis"].range
        values = np.concatenate([np.asarray(trace[axis], float) for trace in figure.data])
        assert low < np.nanmin(values)
        assert np.nanmax(values) < high


@pytest.mark.parametrize("colour", ["class", "bridging", "strength", "recency", "circle", "function"])
def test_inferred_lines_are_dotted_whatever_the_colours_say(network: Planted, colour: str) -> None:
    lines = [trace for trace in drawn(network, colour=colour).data if trace.name and trace.mode == "lines"]
    assert {trace.line.dash for trace in lines if "inferred" in trace.name} == {"dot"}
    assert {trace.line.dash for trace in lines if "observed" in trace.name} == {"solid"}
    assert len(lines) == sum("inferred" in trace.name or "observed" in trace.name for trace in lines)


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
