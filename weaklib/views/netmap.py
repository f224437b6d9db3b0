"""The map: circles as islands, people on them, and the few bridges that lead across the water."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import plotly.graph_objects as go

from weaklib.measures.bridging import bridge_table
from weaklib.measures.circles import find_circles
from weaklib.views import atlas
from weaklib.views.captions import finding, hovers, note, tagged
from weaklib.views.layout import WIDE, islands, place
from weaklib.views.spread import Points
from weaklib.views.strokes import bridge
from weaklib.views.theme import CLASS_COLOURS, headed, sentence

MAX_TIES_EACH = 3
"""The strongest ties of each person that are drawn inside a circle."""
MAX_TIES = 4_000
"""The most ties that are drawn inside circles, the strongest first: ties cost smoothness, people do not."""
MAX_BRIDGES = 30
"""The most ties that are drawn between circles; all of them would be haze."""
MAX_CIRCLE_NAMES, MAX_BRIDGE_NAMES, MAX_GROUP_NAMES = 14, 5, 8
SMALLEST_NAMED_GROUP = 4
HEIGHT = 600
"""The height of the map itself, in pixels."""
KINDS = ((True, "observed", "solid"), (False, "inferred", "dot"))
NO_TIES = (
    "Who of your contacts know each other is not in these exports. "
    "Messages and a calendar would show it: meetings and threads that they share."
)


def draw(
    graph: nx.Graph[Any],
    ties: pd.DataFrame,
    *,
    circles: pd.Series[str] | None = None,
    bridges: pd.DataFrame | None = None,
    before: pd.DataFrame | None = None,
    title: str | None = None,
) -> go.Figure:
    """Draw the network as a map: circles are islands, and bridges lead between them.

    People are sized by how far they bridge to other circles; colour and shape are the class of
    their tie with the owner, who is not on the map. Inside a circle only the strongest ties are
    drawn, between circles only the ties of the first bridges; inferred ties are dotted. Contacts
    without a known tie to another contact stand in a ring around, by organisation. The same input
    gives the same figure, byte for byte.

    Parameters
    ----------
    graph
        The ties among contacts, from `contact_network`.
    ties
        The tie of each contact with the owner, from `tie_table`.
    circles
        The circle of each contact; found when not given.
    bridges
        How far each contact bridges, from `bridge_table`; measured when not given.
    before
        Where people stood on an earlier map, from `layout.place` or `anchor.anchor`: they stay about there.
    title
        Plain text instead of the finding.

    Returns
    -------
    plotly.graph_objects.Figure
        One trace a class of tie; what the hover says is in `customdata`, escaped.
    """
    if not len(graph):
        return sentence(
            title or "No contacts to draw", "The exports name no contact yet, so there is no map."
        )
    circles = find_circles(graph) if circles is None else circles
    bridges = bridge_table(graph, circles=circles) if bridges is None else bridges
    land = islands(graph, circles, before=before)
    people = _people(graph, ties, bridges, place(graph, circles, land=land, before=before))
    lines = _lines(graph, people)
    figure = _water(people, lines, title or finding(people, land))
    atlas.draw_land(figure, land)
    curves = _draw_ties(figure, people, lines, land)
    atlas.draw_people(figure, people, hovers(people, lines))
    _draw_names(figure, people, land, curves)
    return figure


def _people(
    graph: nx.Graph[Any], ties: pd.DataFrame, bridges: pd.DataFrame, spots: pd.DataFrame
) -> pd.DataFrame:
    """One row a person, in the order of the places: all that is drawn or said of them."""
    told, found = ties.reindex(spots.index), bridges.reindex(spots.index)
    nodes = pd.DataFrame([dict(graph.nodes[person]) for person in spots.index], index=spots.index)
    score = found["bridging"].fillna(0).to_numpy(float)
    size = np.where(spots["circle"].isna(), 0.7, 0.75 + 1.25 * score**2)
    return spots.assign(
        name=nodes["name"].where(nodes["name"].fillna("") != "", "a contact without a name"),
        organisation=nodes["organisation"],
        tie=told["class"].where(told["class"].isin(list(CLASS_COLOURS)), "unknown"),
        last_contact=told["last_contact"],
        bridging=found["bridging"],
        bridge=found["bridge"].eq(True),
        observed_share=found["observed_share"],
        opens=found["opens"].map(lambda opens: opens if isinstance(opens, tuple) else ()),
        size=size * np.clip(0.75 * _pixels_per_step(spots), 3, 12),
    )


def _pixels_per_step(spots: pd.DataFrame) -> float:
    """How large a step of the layout is on a page 700 pixels wide."""
    return float(min((HEIGHT - 40) / (np.ptp(spots["y"]) + 4), 640 / (np.ptp(spots["x"]) + 4)))


def _lines(graph: nx.Graph[Any], people: pd.DataFrame) -> pd.DataFrame:
    """One row a tie, the strongest first: both ends by position, and what kind of line it is."""
    row = {person: i for i, person in enumerate(people.index)}
    ends = np.array([(row[one], row[other]) for one, other in graph.edges], int).reshape(-1, 2)
    lines = pd.DataFrame(np.sort(ends, axis=1), columns=["one", "other"])
    lines["weight"] = [float(weight) for *_, weight in graph.edges(data="weight", default=1.0)]
    lines["observed"] = [observed > 0 for *_, observed in graph.edges(data="observed", default=1.0)]
    home = people["circle"].to_numpy(object)
    lines["across"] = home[lines["one"].to_numpy(int)] != home[lines["other"].to_numpy(int)]
    return lines.sort_values(["weight", "one", "other"], ascending=[False, True, True], ignore_index=True)


def _strongest_inside(lines: pd.DataFrame) -> pd.DataFrame:
    """The ties inside circles that are drawn: the strongest few of each person."""
    inside = lines[~lines["across"]]
    ends = pd.concat([inside["one"], inside["other"]]).sort_index(kind="stable")
    among_first = ends.groupby(ends).cumcount() < MAX_TIES_EACH
    first: pd.DataFrame = inside[among_first.groupby(level=0).any()]
    return first.head(MAX_TIES)


def _strongest_bridges(lines: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """The ties between circles that are drawn: those of the first bridges, one a pair of circles."""
    across = lines[lines["across"]]
    home = people["circle"].fillna("").to_numpy(object)
    one, other = across["one"].to_numpy(int), across["other"].to_numpy(int)
    score = people["bridging"].fillna(0).to_numpy(float) + people["bridge"].to_numpy(float)
    across = across.assign(
        of=np.minimum(home[one], home[other]),
        and_of=np.maximum(home[one], home[other]),
        score=np.maximum(score[one], score[other]),
    )
    best_first = across.sort_values("score", ascending=False, kind="stable")
    few: pd.DataFrame = best_first.drop_duplicates(["of", "and_of"]).head(MAX_BRIDGES)
    return few


def _draw_ties(
    figure: go.Figure, people: pd.DataFrame, lines: pd.DataFrame, land: pd.DataFrame
) -> list[Points]:
    """Ties inside circles faint, bridges between them clear, inferred ones dotted; returns the bridges."""
    spots = people[["x", "y"]].to_numpy(float)
    inside, across = _strongest_inside(lines), _strongest_bridges(lines, people)
    for observed, how, dash in KINDS:
        ends = inside.loc[inside["observed"] == observed, ["one", "other"]].to_numpy(int)
        atlas.draw_lines(figure, spots[ends], f"{how} tie", colour=atlas.TIE, width=0.6, dash=dash)
    chosen = across[["one", "other"]].to_numpy(int)
    curves = [bridge(spots[one], spots[other], land) for one, other in chosen]
    atlas.draw_lines(figure, curves, "", colour=atlas.LAND, width=4.0)
    for observed, how, dash in KINDS:
        kind = [curve for curve, seen in zip(curves, across["observed"], strict=True) if seen == observed]
        atlas.draw_lines(figure, kind, f"{how} bridge", colour=atlas.BRIDGE, width=1.5, dash=dash)
    return curves


def _draw_names(figure: go.Figure, people: pd.DataFrame, land: pd.DataFrame, curves: list[Points]) -> None:
    """The names of the largest circles, of the first bridges, and of the groups in the ring."""
    scale = _pixels_per_step(people)
    circles = land.head(MAX_CIRCLE_NAMES).rename_axis("name").reset_index()
    bridges = tagged(people).head(MAX_BRIDGE_NAMES)
    atlas.draw_names(
        figure,
        circles.assign(away=circles["radius"], sides="above below right left"),
        bridges.assign(away=(bridges["size"] / 2 + 2) / scale, sides="right left below above"),
        _groups(people),
        covering=np.concatenate([people[["x", "y"]].to_numpy(float), *curves]),
        land=land,
        pixels_per_step=scale,
    )


def _groups(people: pd.DataFrame) -> pd.DataFrame:
    """The largest organisations of the ring: where their names stand, outside of it."""
    ring = people[people["circle"].isna() & people["organisation"].notna()]
    groups = ring.groupby("organisation", as_index=False).agg(
        x=("x", "mean"), y=("y", "mean"), members=("x", "size")
    )
    groups = groups[groups["members"] >= SMALLEST_NAMED_GROUP].rename(columns={"organisation": "name"})
    groups = groups.sort_values(["members", "name"], ascending=[False, True]).head(MAX_GROUP_NAMES)
    outer = np.hypot(ring["x"] / WIDE, ring["y"] * WIDE).max()
    beyond = outer / np.hypot(groups["x"] / WIDE, groups["y"] * WIDE)
    beside = groups["x"].abs() > 1.3 * groups["y"].abs()
    sides = (groups["x"] > 0).map({True: "right", False: "left"})
    sides = sides.where(beside, (groups["y"] > 0).map({True: "above", False: "below"}))
    return groups.assign(x=groups["x"] * beyond, y=groups["y"] * beyond, away=1.0, sides=sides)


def _water(people: pd.DataFrame, lines: pd.DataFrame, title: str) -> go.Figure:
    """The sea, the reef of those without ties, and the note under the map."""
    figure = headed(go.Figure(layout={"template": "weaklib"}), title, height=HEIGHT + 140)
    figure.update_layout(
        plot_bgcolor=atlas.SEA,
        hovermode="closest",
        dragmode="pan",
        legend={"itemsizing": "constant", "y": -0.09},
        xaxis={"visible": False},
        yaxis={"visible": False, "scaleanchor": "x"},
        margin={"l": 12, "r": 12, "b": 140},
    )
    alone = people[people["circle"].isna()]
    if len(alone):
        away = np.hypot(alone["x"] / WIDE, alone["y"] * WIDE)
        atlas.draw_reef(figure, away.min() - 0.9, away.max() + 0.9, WIDE)
    if len(alone) == len(people):
        atlas.write(figure, NO_TIES, width=36, x=0, y=0, size=14)
    place = {"x": 0, "y": 0, "xref": "paper", "yref": "paper", "yshift": -6, "align": "left"}
    atlas.write(figure, note(people, lines), width=100, size=12, xanchor="left", yanchor="top", **place)
    return figure
