"""The map: circles as islands, people on them, and the few bridges that lead across the water."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import plotly.graph_objects as go

from weaklib.measures.bridging import bridge_table
from weaklib.measures.circles import find_circles
from weaklib.views import atlas
from weaklib.views.layout import WIDE, islands, place
from weaklib.views.spread import Points
from weaklib.views.strokes import bridge
from weaklib.views.theme import CLASS_COLOURS, CLASS_MEANINGS, counted, headed, sentence, short, wrapped

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
    title
        Plain text instead of the finding.

    Returns
    -------
    plotly.graph_objects.Figure
        One trace a class of tie; what the hover says is in `customdata`, escaped.
    """
    if not len(graph):
        return sentence(title or "No contacts to draw", "The exports name no contact yet, so there is no map.")
    circles = find_circles(graph) if circles is None else circles
    bridges = bridge_table(graph, circles=circles) if bridges is None else bridges
    land = islands(graph, circles)
    people = _people(graph, ties, bridges, place(graph, circles, land=land))
    lines = _lines(graph, people)
    figure = _water(people, lines, title or _finding(people, land))
    atlas.draw_land(figure, land)
    curves = _draw_ties(figure, people, lines, land)
    atlas.draw_people(figure, people, _told(people, lines))
    _draw_names(figure, people, land, curves)
    return figure


def _people(
    graph: nx.Graph[Any], ties: pd.DataFrame, bridges: pd.DataFrame, spots: pd.DataFrame
) -> pd.DataFrame:
    """One row a person, in the order of the places: all that is drawn or said of them."""
    told, found = ties.reindex(spots.index), bridges.reindex(spots.index)
    score = found["bridging"].fillna(0).to_numpy(float)
    size = np.where(spots["circle"].isna(), 0.7, 0.75 + 1.25 * score**2)
    return spots.assign(
        name=[graph.nodes[person].get("name") or "a contact without a name" for person in spots.index],
        organisation=[graph.nodes[person].get("organisation") for person in spots.index],
        tie=told["class"].where(told["class"].isin(list(CLASS_COLOURS)), "unknown"),
        last_contact=told["last_contact"],
        bridging=found["bridging"],
        bridge=found["bridge"].eq(True),
        opens=[opens if isinstance(opens, tuple) else () for opens in found["opens"]],
        size=size * np.clip(0.75 * _pixels_per_step(spots), 3, 12),
    )


def _pixels_per_step(spots: pd.DataFrame) -> float:
    """How large a step of the layout is on a page 700 pixels wide."""
    return float(min((HEIGHT - 40) / (np.ptp(spots["y"]) + 4), 640 / (np.ptp(spots["x"]) + 4)))


def _lines(graph: nx.Graph[Any], people: pd.DataFrame) -> pd.DataFrame:
    """One row a tie, the strongest first: both ends by position, and what kind of line it is."""
    row = {person: i for i, person in enumerate(people.index)}
    found = [
        (*sorted((row[one], row[other])), tie.get("weight", 1.0), tie.get("observed", 1.0) > 0)
        for one, other, tie in graph.edges(data=True)
    ]
    lines = pd.DataFrame(found, columns=["one", "other", "weight", "observed"])
    home = people["circle"].to_numpy(object)
    lines["across"] = home[lines["one"].to_numpy(int)] != home[lines["other"].to_numpy(int)]
    return lines.sort_values(["weight", "one", "other"], ascending=[False, True, True], ignore_index=True)


def strongest_inside(lines: pd.DataFrame) -> pd.DataFrame:
    """Return the ties inside circles that are drawn: the strongest few of each person."""
    inside = lines[~lines["across"]]
    ends = pd.concat([inside["one"], inside["other"]]).sort_index(kind="stable")
    among_first = ends.groupby(ends).cumcount() < MAX_TIES_EACH
    return inside[among_first.groupby(level=0).any()].head(MAX_TIES)


def strongest_bridges(lines: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Return the ties between circles that are drawn: those of the first bridges, one a pair of circles."""
    across = lines[lines["across"]]
    home = people["circle"].fillna("").to_numpy(object)
    one, other = across["one"].to_numpy(int), across["other"].to_numpy(int)
    score = people["bridging"].fillna(0).to_numpy(float) + people["bridge"].to_numpy(float)
    across = across.assign(pair=[tuple(sorted(pair)) for pair in zip(home[one], home[other], strict=True)])
    across = across.assign(score=np.maximum(score[one], score[other])).sort_values("score", ascending=False, kind="stable")
    return across.drop_duplicates("pair").head(MAX_BRIDGES)


def _draw_ties(
    figure: go.Figure, people: pd.DataFrame, lines: pd.DataFrame, land: pd.DataFrame
) -> list[Points]:
    """Ties inside circles faint, bridges between them clear, inferred ones dotted; returns the bridges."""
    spots = people[["x", "y"]].to_numpy(float)
    inside, across = strongest_inside(lines), strongest_bridges(lines, people)
    for rank, (observed, dash, how) in enumerate(((True, "solid", "observed"), (False, "dot", "inferred")), start=10):
        ends = inside.loc[inside["observed"] == observed, ["one", "other"]].to_numpy(int)
        look: dict[str, Any] = {"colour": atlas.TIE, "width": 0.6, "dash": dash}
        atlas.draw_lines(figure, spots[ends], name=f"{how} tie", rank=rank, **look)
    curves = {
        observed: [
            bridge(*spots[pair], land)
            for pair in across.loc[across["observed"] == observed, ["one", "other"]].to_numpy(int)
        ]
        for observed in (True, False)
    }
    casing: dict[str, Any] = {"colour": atlas.LAND, "width": 4.0, "dash": "solid"}
    atlas.draw_lines(figure, [*curves[True], *curves[False]], name="", rank=0, **casing)
    for observed, dash, name in ((True, "solid", "observed bridge"), (False, "dot", "inferred bridge")):
        look = {"colour": atlas.BRIDGE, "width": 1.5, "dash": dash}
        atlas.draw_lines(figure, curves[observed], name=name, rank=30 - observed, **look)
    return [*curves[True], *curves[False]]


def _told(people: pd.DataFrame, lines: pd.DataFrame) -> list[list[str]]:
    """What the hover says of each person, escaped and wrapped: name, organisation, tie, and why."""
    home = people["circle"].to_numpy(object)
    both = pd.concat([lines, lines.rename(columns={"one": "other", "other": "one"})])
    both["into"] = home[both["other"].to_numpy(int)]
    known = both.groupby("one")["observed"].agg(["size", "sum"]).reindex(range(len(people)), fill_value=0)
    into = both[both["across"]].groupby("one")["into"].agg(lambda names: sorted(set(names))).to_dict()
    return [
        [
            wrapped(person.name, 44),
            wrapped(person.organisation if pd.notna(person.organisation) else "organisation not known", 54),
            wrapped(_tie_told(person), 54),
            wrapped(_why(person, ties, observed, into.get(i, [])), 54),
        ]
        for i, (person, ties, observed) in enumerate(
            zip(people.itertuples(), known["size"], known["sum"], strict=True)
        )
    ]


def _tie_told(person: Any) -> str:
    last = f"; last contact {person.last_contact:%d %B %Y}" if pd.notna(person.last_contact) else ""
    return f"Your tie: {person.tie}, {CLASS_MEANINGS[person.tie]}{last}"


def _why(person: Any, ties: int, observed: int, into: Sequence[str]) -> str:
    """Why somebody stands there: what they alone open, where they lead, and what that rests on."""
    parts = [f"Your only known way into {_and(person.opens)}."] if person.opens else []
    if pd.isna(person.circle):
        return " ".join([*parts, "No tie to your other contacts is known."])
    parts.append(f"Leads from {person.circle} to {_and(into)}." if into else f"Circle: {person.circle}.")
    rest = f"{counted(ties, 'tie')} to your contacts"
    how = "seen in meetings or threads" if observed == ties else f"{observed} seen, {ties - observed} inferred"
    return " ".join([*parts, f"{rest}: {how}."])


def _and(names: Sequence[str], most: int = 3) -> str:
    shown = [short(name, 40) for name in names[:most]] + [f"{len(names) - most} more"] * (len(names) > most)
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))


def _bridges(people: pd.DataFrame) -> pd.DataFrame:
    """Those tagged as bridges, the first first."""
    return people[people["bridge"]].sort_values("bridging", ascending=False, kind="stable")


def _draw_names(
    figure: go.Figure, people: pd.DataFrame, land: pd.DataFrame, curves: list[Points]
) -> None:
    """The names of the largest circles, of the first bridges, and of the groups in the ring."""
    scale = _pixels_per_step(people)
    circles = land.head(MAX_CIRCLE_NAMES).rename_axis("name").reset_index()
    bridges = _bridges(people).head(MAX_BRIDGE_NAMES)
    atlas.draw_names(
        figure,
        circles.assign(away=circles["radius"], sides=[("above", "below", "right", "left")] * len(circles)),
        bridges.assign(away=(bridges["size"] / 2 + 2) / scale, sides=[("right", "left", "below", "above")] * len(bridges)),
        _groups(people),
        covering=np.concatenate([people[["x", "y"]].to_numpy(float), *curves]),
        pixels_per_step=scale,
    )


def _groups(people: pd.DataFrame) -> pd.DataFrame:
    """The largest organisations of the ring: where their names stand, outside of it."""
    ring = people[people["circle"].isna() & people["organisation"].notna()]
    groups = ring.groupby("organisation").agg(x=("x", "mean"), y=("y", "mean"), members=("x", "size")).reset_index()
    groups = groups[groups["members"] >= SMALLEST_NAMED_GROUP].sort_values(["members", "organisation"], ascending=[False, True])
    groups = groups.head(MAX_GROUP_NAMES).rename(columns={"organisation": "name"})
    outer = np.hypot(ring["x"] / WIDE, ring["y"] * WIDE).max()
    beyond = outer / np.hypot(groups["x"] / WIDE, groups["y"] * WIDE)
    flat = groups["x"].abs() > 1.3 * groups["y"].abs()
    side = np.where(flat, np.where(groups["x"] > 0, "right", "left"), np.where(groups["y"] > 0, "above", "below"))
    return groups.assign(x=groups["x"] * beyond, y=groups["y"] * beyond, away=1.0, sides=[(s,) for s in side])


def _finding(people: pd.DataFrame, land: pd.DataFrame) -> str:
    """The title: how many circles there are, and who alone leads where."""
    if land.empty:
        return f"No ties between your {counted(len(people), 'contact')} are known; here they stand by organisation"
    start = counted(len(land), "circle")
    bridges = _bridges(people)
    for person in bridges.itertuples():
        ways = [way.removeprefix("circle ") for way in person.opens if way.startswith("circle ")]
        if ways:
            return f"{start}; {person.name} alone links you to {_and(ways, 2)}"
    if len(bridges):
        return f"{start}; {bridges['name'].iloc[0]} bridges the most between them"
    if len(land) == 1:
        return f"One circle, {land.index[0]}, holds all {int(land['members'].iloc[0]):,} contacts whose ties are known"
    alone = int(people["circle"].isna().sum())
    return f"{start} among {counted(len(people), 'contact')}, and no bridge between them is known" if not alone else (
        f"{start}; {alone:,} of {counted(len(people), 'contact')} have no known tie to another"
    )


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
    atlas.write(figure, _note(people, lines), width=100, size=12, xanchor="left", yanchor="top", **place)
    return figure


def _note(people: pd.DataFrame, lines: pd.DataFrame) -> str:
    """What size, colour, dots and the ring mean, as far as they are on this map."""
    alone = int(people["circle"].isna().sum())
    inferred = "Dotted: inferred from a common employer or time; they probably know each other."
    said = {
        "The larger a person, the more they bridge to other circles.": people["bridging"].notna().any(),
        "Colour and shape: the class of your tie.": True,
        inferred: not lines["observed"].all(),
        f"Around: {counted(alone, 'contact')} without a known tie to another.": 0 < alone < len(people),
    }
    return " ".join(sentence for sentence, holds in said.items() if holds)
