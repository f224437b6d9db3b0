"""The map: circles as islands, people on them, and the few bridges that lead across the water."""

from __future__ import annotations

import html
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from weaklib.measures.bridging import bridge_table
from weaklib.measures.circles import find_circles
from weaklib.views import atlas, bundles
from weaklib.views.atlas import Pen
from weaklib.views.bundles import Strands, strands
from weaklib.views.captions import finding, note
from weaklib.views.crowds import Encodings, draw_people
from weaklib.views.encodings import chosen, on_scale
from weaklib.views.hovers import told
from weaklib.views.layout import WIDE, islands, place
from weaklib.views.lettering import draw_names
from weaklib.views.looks import DAY, NIGHT, Look
from weaklib.views.roster import roster
from weaklib.views.spread import Points
from weaklib.views.strokes import bridge, land_under, snug
from weaklib.views.theme import headed, safe, sentence

HEIGHT = 600
"""The height of the map itself, in pixels."""
GENTLE = (0.1, -0.1, 0.18, -0.18)
"""How far a route may bend, which lies under the islands."""
LEGEND, NOTE_LINE = 92, 16
"""The height of the legend, and of a line of the note above it, in pixels."""
NO_TIES = (
    "Who of your contacts know each other is not in these exports. "
    "Messages and a calendar would show it: meetings and threads that they share."
)

ONE_CONTACT = "A map shows who of your contacts know each other. So far the exports name one contact."


def draw(  # noqa: PLR0913 - all but the first two have a default
    graph: nx.Graph[Any],
    ties: pd.DataFrame,
    *,
    circles: pd.Series[str] | None = None,
    bridges: pd.DataFrame | None = None,
    spots: pd.DataFrame | None = None,
    before: pd.DataFrame | None = None,
    colour: str = "class",
    size: str = "bridging",
    shape: str = "class",
    relevance: pd.Series[float] | None = None,
    title: str | None = None,
    hover: str = "",
    dark: bool = False,
) -> go.Figure:
    """Draw the network as a map: circles are islands, and bridges lead between them.

    People are sized by how far they bridge to other circles; colour and shape are the class of
    their tie with the owner, who is not on the map. Inside a circle only the strongest ties are
    drawn, between circles only the ties of the few who connect them, who are named before all circles, and
    under the islands one route a pair of circles, the wider the more is tied between them; inferred ties are
    dotted. Contacts without a known tie to another contact stand in a ring around, by organisation. Above
    3,000 people WebGL draws. The same input gives the same figure, byte for byte.

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
    spots
        Where everybody stands, from `layout.place`; laid out when not given. Spots of people who are not
        in the graph keep their room, so that the same map can show an earlier day.
    before
        What `layout.place` returned for an earlier day: who was there stays about where they were.
    colour
        "class", "bridging", "strength", "recency", "circle", "function" or "relevance".
    size
        "bridging", "strength", "recency" or "relevance".
    shape
        "class", "circle" or "function".
    relevance
        How well each contact fits the goals, 0 to 1, from `action.relevance.relevance`.
    title
        Plain text instead of the finding.
    hover
        "full", "lean" or "none"; by default full up to 3,000 people.
    dark
        Whether it is drawn for a dark screen.

    Returns
    -------
    plotly.graph_objects.Figure
        One trace a group of the colour. `customdata` of a person is their number and the lines of the
        hover, escaped; the number is the position in `layout.meta["people"]`, which `people_on` reads.

    Raises
    ------
    InputError
        If there is no encoding or hover of that name, or somebody has no spot.
    """
    look = NIGHT if dark else DAY
    if not len(graph):
        empty = sentence(
            title or "No contacts to draw", "The exports name no contact yet, so there is no map."
        )
        return empty.update_layout(template=look.template)
    circles = find_circles(graph) if circles is None else circles
    bridges = bridge_table(graph, circles=circles) if bridges is None else bridges
    land = islands(graph, circles, before=before) if spots is None else land_under(spots)
    spots = place(graph, circles, land=land, before=before) if spots is None else spots
    people = roster(graph, ties, bridges, spots, relevance=relevance)
    land = snug(_inhabited(land, people), spots)
    means = Encodings(*(chosen(*asked, people) for asked in _asked(colour, size, shape)))
    scale = _pixels_per_step(_reach(spots, land))
    people = people.assign(size=_sizes(people, means, scale))
    lines = strands(graph, people)
    figure = _water(people, spots, title or finding(people, land), look)
    said = note(people, lines, **means._asdict())
    curves = _draw_lines(figure, people, lines, land, look)
    draw_people(figure, people, means, told(people, lines, hover), look)
    named = draw_names(figure, people, land, look, curves=curves, pixels_per_step=scale)
    _frame(figure, np.concatenate([_reach(spots, land), named]))
    _write_note(figure, said, look)
    return figure.update_layout(meta={"people": [safe(person) for person in people.index]})


def people_on(figure: go.Figure) -> list[str]:
    """Return the ids of those on a map; `customdata[0]` of a person is their position in this list.

    Parameters
    ----------
    figure
        From `draw`, or what plotly's JSON became again.
    """
    return [html.unescape(person) for person in (figure.layout.meta or {}).get("people", [])]


def _asked(colour: str, size: str, shape: str) -> list[tuple[str, str]]:
    return [("colour", colour), ("size", size), ("shape", shape)]


def _inhabited(land: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """The islands on which somebody stands, those with the most people first."""
    members = people["circle"].value_counts()
    here = land.loc[land.index.isin(members.index)]
    here = here.assign(members=members.reindex(here.index).to_numpy(int)).rename_axis("circle").reset_index()
    return here.sort_values(["members", "circle"], ascending=[False, True]).set_index("circle")


def _sizes(people: pd.DataFrame, means: Encodings, pixels_per_step: float) -> NDArray[np.float64]:
    """How large each is drawn, in pixels: the least where it is not known, a little less in the ring."""
    value = np.nan_to_num(on_scale(means.size, people))
    least = np.where(people["circle"].isna(), 0.7, 0.75)
    more = 1.25 if means.size.name == "bridging" else 0.75  # few bridge far, but many may be strong or recent
    sizes: NDArray[np.float64] = (least + more * value**2) * np.clip(0.75 * pixels_per_step, 2.2, 12)
    return sizes


def _pixels_per_step(reach: Points) -> float:
    """How large a step of the layout is on a page 700 pixels wide."""
    wide, tall = np.ptp(reach, axis=0) + 5
    return float(min((HEIGHT - 40) / tall, 640 / wide))


def _draw_lines(
    figure: go.Figure, people: pd.DataFrame, ties: Strands, land: pd.DataFrame, look: Look
) -> list[Points]:
    """Routes, islands over them, ties inside circles faint, bridges clear; returns the bridges."""
    spots = people[["x", "y"]].to_numpy(float)
    routes = bundles.routes(ties, people)
    atlas.draw_routes(figure, _routes(routes, land), routes, look, many=len(land) > bundles.MANY)
    atlas.draw_land(figure, land, look)
    inside, across = bundles.strongest_inside(ties), bundles.strongest_bridges(ties, people)
    for observed, how, dash in atlas.KINDS:
        ends = inside.chosen(inside.observed == observed)
        pairs = spots[np.column_stack([ends.one, ends.other])]
        atlas.draw_lines(figure, pairs, f"{how} tie", Pen(look.tie, 0.6, dash, "tie"))
    curves = [
        bridge(spots[one], spots[other], land) for one, other in zip(across.one, across.other, strict=True)
    ]
    atlas.draw_lines(figure, curves, "", Pen(look.land, 3.5))
    for observed, how, dash in atlas.KINDS:
        kind = [curves[row] for row in np.flatnonzero(across.observed == observed)]
        atlas.draw_lines(figure, kind, f"{how} bridge", Pen(look.bridge, 1.3, dash))
    return curves


def _routes(routes: pd.DataFrame, land: pd.DataFrame) -> list[Points]:
    """The lines between the middles of circles, past other islands where they can."""
    middles = land[["x", "y"]]
    start, end = (middles.loc[routes[side]].to_numpy(float) for side in ("of", "to"))
    return [bridge(one, other, land, GENTLE) for one, other in zip(start, end, strict=True)]


def _water(people: pd.DataFrame, spots: pd.DataFrame, title: str, look: Look) -> go.Figure:
    """The sea, and the reef of those without ties."""
    figure = headed(go.Figure(layout={"template": look.template}), title, height=HEIGHT + LEGEND)
    figure.update_layout(
        plot_bgcolor=look.sea,
        hovermode="closest",
        dragmode="pan",
        legend={"itemsizing": "constant"},
        xaxis={"visible": False},
        yaxis={"visible": False, "scaleanchor": "x"},
        margin={"l": 12, "r": 12, "b": LEGEND},
        uirevision="map",
    )
    if people["circle"].isna().any() and len(people) > 1:
        atlas.draw_reef(figure, *_reef(spots), WIDE, look)
    if people["circle"].isna().all():
        atlas.write(figure, NO_TIES if len(people) > 1 else ONE_CONTACT, look, width=36, x=0, y=0, size=14)
    return figure


def _reef(spots: pd.DataFrame) -> tuple[float, float]:
    """How far the ring of those without ties reaches, inside and outside; nowhere without them."""
    ring = spots[spots["circle"].isna()]
    away = np.hypot(ring["x"] / WIDE, ring["y"] * WIDE)
    return (float(away.min()) - 0.9, float(away.max()) + 0.9) if len(ring) else (0.0, 0.0)


def _reach(spots: pd.DataFrame, land: pd.DataFrame) -> Points:
    """All that the map has to hold, whoever is hidden: spots, islands with their beaches, and the reef."""
    beach = land[["radius"]].to_numpy(float) + 1
    shores = [land[["x", "y"]].to_numpy(float) + side * beach for side in (-1, 1)]
    reef = np.outer([-1, 1], _reef(spots)[1] * np.array([WIDE, 1 / WIDE]))
    reach: Points = np.concatenate([spots[["x", "y"]].to_numpy(float), *shores, reef])
    return reach


def _frame(figure: go.Figure, reach: Points) -> None:
    """The part of the sea that is shown."""
    low, high = reach.min(axis=0) - 1.5, reach.max(axis=0) + 1.5
    figure.update_xaxes(range=[round(float(low[0]), 2), round(float(high[0]), 2)])
    figure.update_yaxes(range=[round(float(low[1]), 2), round(float(high[1]), 2)])


def _write_note(figure: go.Figure, said: str, look: Look) -> None:
    """What everything means, under the map, and room for it above the legend."""
    place = {"x": 0, "y": 0, "xref": "paper", "yref": "paper", "yshift": -6, "align": "left"}
    atlas.write(figure, said, look, width=100, size=12, xanchor="left", yanchor="top", **place)
    room = NOTE_LINE * (1 + figure.layout.annotations[-1].text.count("<br>"))
    figure.update_layout(
        height=figure.layout.height + room,
        margin_b=figure.layout.margin.b + room,
        legend_y=-round((room + 8) / HEIGHT, 3),
    )
