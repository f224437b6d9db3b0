"""The map: circles as islands, people on them, and the few bridges that lead across the water."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import plotly.graph_objects as go

from weaklib.measures.bridging import bridge_table
from weaklib.measures.circles import find_circles
from weaklib.views.layout import islands, place
from weaklib.views.strokes import Label, bridge, broken, coast, label_places
from weaklib.views.theme import (
    CLASS_COLOURS,
    CLASS_MEANINGS,
    INK,
    SOFT_INK,
    counted,
    headed,
    safe,
    sentence,
    short,
    wrapped,
)

MAX_TIES_EACH = 3
"""The strongest ties of each person that are drawn inside a circle."""
MAX_TIES = 4_000
"""The most ties that are drawn inside circles, the strongest first: ties cost smoothness, people do not."""
MAX_BRIDGES = 60
"""The most ties that are drawn between circles; all of them would be haze."""
MAX_LABELS = 14
MAX_NAMES = 5
MAX_RING_LABELS = 6
MAX_SVG_PEOPLE = 3_000
"""Above this many people the markers are drawn by WebGL."""
HEIGHT = 640

SEA, SHALLOWS, BEACH, LAND, COAST = "#F1F6F9", "#E6EFF4", "#DBE8EF", "#FDFCF9", "#C9D3D6"
TIE, BRIDGE = "#B9B3A4", "#2B4252"
SYMBOLS = {
    "strong": "circle",
    "moderately weak": "diamond",
    "weak": "square",
    "fading": "triangle-down",
    "dormant": "triangle-up",
    "nominal": "circle-open",
    "unknown": "x",
}
"""The shape of each class, so that the map can be read without its colours."""


def draw(
    graph: nx.Graph[Any],
    ties: pd.DataFrame,
    *,
    circles: pd.Series | None = None,
    bridges: pd.DataFrame | None = None,
    title: str | None = None,
) -> go.Figure:
    """Draw the network as a map: circles are islands, and bridges lead between them.

    People are sized by how far they bridge to other circles; colour and shape are the class of
    their tie with the owner, who is not on the map. Inside a circle only the strongest ties are
    drawn, between circles only the strongest bridges; inferred ties are dotted. Contacts without a
    known tie to another contact stand in a ring around, by organisation. The same input gives the
    same figure, byte for byte.

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
        One trace for each class of tie, with what the hover says in `customdata`.
    """
    if not len(graph):
        return sentence(title or "No contacts to draw yet", "No contact was found in the exports, so the map is empty.")
    circles = find_circles(graph) if circles is None else circles
    bridges = bridge_table(graph, circles=circles) if bridges is None else bridges
    land = islands(graph, circles)
    people = _people(graph, ties, bridges, place(graph, circles, land=land))
    lines = _lines(graph, people)
    figure = go.Figure(layout={"template": "weaklib"})
    _draw_land(figure, land)
    _draw_ties(figure, people, lines, land)
    _draw_people(figure, people, lines)
    _draw_labels(figure, people, land)
    return _framed(figure, title or _finding(people, land), people, land)


def _people(
    graph: nx.Graph[Any], ties: pd.DataFrame, bridges: pd.DataFrame, spots: pd.DataFrame
) -> pd.DataFrame:
    """One row a person, in the order of the places: all that is drawn or said of them."""
    nodes = pd.DataFrame.from_dict(dict(graph.nodes(data=True)), orient="index").reindex(spots.index)
    told = ties.reindex(spots.index)
    people = spots.assign(
        name=nodes["name"].where(nodes["name"].notna(), "a contact without a name"),
        organisation=nodes["organisation"],
        tie=told["class"].where(told["class"].isin(list(CLASS_COLOURS)), "unknown"),
        last_contact=told["last_contact"],
    )
    return people.join(bridges[["bridging", "opens", "bridge"]])


def _lines(graph: nx.Graph[Any], people: pd.DataFrame) -> pd.DataFrame:
    """One row a tie, strongest first: both ends by position, weight, and what kind of line it is."""
    row = {person: i for i, person in enumerate(people.index)}
    found = [
        (*sorted((row[one], row[other])), tie.get("weight", 1.0), tie.get("observed", 1.0) > 0)
        for one, other, tie in graph.edges(data=True)
    ]
    lines = pd.DataFrame(found, columns=["one", "other", "weight", "observed"])
    home = people["circle"].to_numpy(object)
    lines["across"] = home[lines["one"].to_numpy(int)] != home[lines["other"].to_numpy(int)]
    return lines.sort_values(["weight", "one", "other"], ascending=[False, True, True], ignore_index=True)


def _draw_land(figure: go.Figure, land: pd.DataFrame) -> None:
    """The islands, each with its beach and its shallows."""
    for beyond, fill, line in ((0.8, SHALLOWS, None), (0.4, BEACH, None), (0.0, LAND, COAST)):
        coasts = broken(
            coast(island.x, island.y, island.radius + beyond, seed=i) for i, island in enumerate(land.itertuples())
        )
        figure.add_scatter(
            x=coasts[:, 0],
            y=coasts[:, 1],
            mode="lines",
            fill="toself",
            fillcolor=fill,
            line={"color": line or fill, "width": 1 if line else 0},
            hoverinfo="skip",
            showlegend=False,
        )


def _draw_ties(figure: go.Figure, people: pd.DataFrame, lines: pd.DataFrame, land: pd.DataFrame) -> None:
    """The strongest ties inside circles, faint, and the bridges between them, clear."""
    spots = people[["x", "y"]].to_numpy(float)
    inside, across = strongest_inside(lines), strongest_bridges(lines, people)
    for kept, curved, name, look in (
        (inside, False, "know each other", {"color": TIE, "width": 0.7}),
        (across, True, "bridge between circles", {"color": BRIDGE, "width": 1.7}),
    ):
        for observed, how, dash in ((True, "seen together", "solid"), (False, "inferred: same employer or time", "dot")):
            ends = kept.loc[kept["observed"] == observed, ["one", "other"]].to_numpy(int)
            if not len(ends):
                continue
            drawn = (bridge(*spots[pair], land) if curved else spots[pair] for pair in ends)
            path = broken(drawn)
            figure.add_scatter(
                x=path[:, 0], y=path[:, 1], mode="lines", line={**look, "dash": dash}, name=f"{name} ({how})",
                hoverinfo="skip", opacity=0.85 if curved else 0.6,
            )


def strongest_inside(lines):
    """Return the ties inside circles that are drawn: each person's strongest few, up to `MAX_TIES`."""
    inside = lines[~lines["across"]]
    ends = pd.concat([inside["one"], inside["other"]]).sort_index(kind="stable")
    kept = ends.groupby(ends).cumcount() < MAX_TIES_EACH
    return inside.loc[kept.groupby(level=0).any()].head(MAX_TIES)


def strongest_bridges(lines, people):
    """Return the ties between circles that are drawn: of bridges first, at most two a pair of circles."""
    across = lines[lines["across"]]
    home, tag = people["circle"].to_numpy(object), people["bridge"].fillna(False).to_numpy(bool)
    one, other = across["one"].to_numpy(int), across["other"].to_numpy(int)
    pair = ["\n".join(sorted(map(str, ends))) for ends in zip(home[one], home[other], strict=True)]
    across = across.assign(tagged=tag[one] | tag[other], pair=pair)
    across = across.sort_values("tagged", ascending=False, kind="stable")
    across["nth"] = across.groupby("pair").cumcount()
    few = min(MAX_BRIDGES, 12 + 3 * len(set(pair)))
    return across[across["nth"] < 2].sort_values(["nth", "tagged"], ascending=[True, False], kind="stable").head(few)


def _draw_people(figure: go.Figure, people: pd.DataFrame, lines: pd.DataFrame) -> None:
    """One trace a class of tie; the larger a marker, the more its person bridges."""
    base = float(np.clip(165 / len(people) ** 0.5, 4.5, 10))
    size = base * (0.75 + 1.25 * people["bridging"].fillna(0).to_numpy(float) ** 2)
    size[people["circle"].isna().to_numpy()] = base * 0.7
    kind = go.Scatter if len(people) <= MAX_SVG_PEOPLE else go.Scattergl
    told = _told(people, lines)
    for name, colour in CLASS_COLOURS.items():
        rows = np.flatnonzero((people["tie"] == name).to_numpy())
        if not len(rows):
            continue
        tagged = people["bridge"].fillna(False).to_numpy(bool)[rows]
        figure.add_trace(
            kind(
                x=people["x"].to_numpy(np.float32)[rows],
                y=people["y"].to_numpy(np.float32)[rows],
                mode="markers",
                name=f"{name} ({len(rows):,})",
                customdata=[told[i] for i in rows],
                hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<br>%{customdata[2]}<br>%{customdata[3]}<extra></extra>",
                marker={
                    "symbol": SYMBOLS[name], "color": colour, "size": size[rows].astype(np.float32), "opacity": 1,
                    "line": {"color": colour if "open" in SYMBOLS[name] else "white", "width": 1.5 if "open" in SYMBOLS[name] else 0.8},
                },
            )
        )


def _told(people, lines):
    """What the hover says of each person, escaped and wrapped: name, where, the tie, and why."""
    home = people["circle"].to_numpy(object)
    both = pd.concat([lines, lines.rename(columns={"one": "other", "other": "one"})])
    both["into"] = home[both["other"].to_numpy(int)]
    known = both.groupby("one")["observed"].agg(["size", "sum"]).reindex(range(len(people)), fill_value=0)
    into = both[both["across"]].groupby("one")["into"].agg(lambda names: sorted(set(names))).to_dict()
    return [
        [
            wrapped(person.name, 44),
            wrapped(person.organisation if pd.notna(person.organisation) else "organisation not known", 52),
            wrapped(_tie_told(person), 52),
            wrapped(_why(person, int(known["size"][i]), int(known["sum"][i]), into.get(i, [])), 52),
        ]
        for i, person in enumerate(people.itertuples(index=False))
    ]


def _tie_told(person: Any) -> str:
    since = f", last contact {person.last_contact:%-d %B %Y}" if pd.notna(person.last_contact) else ""
    return f"Your tie: {person.tie}{since} ({CLASS_MEANINGS[person.tie]})"


def _why(person: Any, ties: int, observed: int, into: list[str]) -> str:
    """Why somebody stands where they stand: what they open, where they lead, and what that rests on."""
    parts = []
    if isinstance(person.opens, tuple) and person.opens:
        parts.append(f"Your only known way into {_and(person.opens)}.")
    if pd.isna(person.circle):
        return " ".join([*parts, "No tie to your other contacts is known."])
    if into:
        parts.append(f"Leads from {person.circle} to {_and(into)}.")
    rest = f"{counted(ties, 'known tie')} to your contacts"
    parts.append(f"{rest}, {observed} seen together and {ties - observed} inferred." if observed < ties else f"{rest}, all seen together.")
    return " ".join(parts)


def _and(names, most: int = 3) -> str:
    shown = [short(name, 40) for name in names[:most]]
    if len(names) > most:
        shown.append(f"{len(names) - most} more")
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))


def _draw_labels(figure: go.Figure, people: pd.DataFrame, land: pd.DataFrame) -> None:
    """The names of the largest circles, of the first bridges, and of the groups in the ring."""
    height = float(np.ptp(people["y"])) + 4
    width = float(np.ptp(people["x"])) + 4
    scale = min((HEIGHT - 30) / height, 660 / width)
    wanted = []
    for circle, island in land.head(MAX_LABELS).iterrows():
        text = f"<b>{safe(short(circle, 26))}</b>"
        wanted.append((Label(island.x, island.y, island.radius, 7.6 * len(short(circle, 26)), 18, ("above", "below")), text, 13, INK))
    named = people[people["bridge"].fillna(False).astype(bool)].sort_values("bridging", ascending=False, kind="stable")
    for person in named.head(MAX_NAMES).itertuples():
        wanted.append((Label(person.x, person.y, 9 / scale, 6.4 * len(short(person.name, 24)), 14, ("right", "left", "above", "below")), safe(short(person.name, 24)), 11.5, BRIDGE))
    ring = people[people["circle"].isna() & people["organisation"].notna()]
    for organisation, group in sorted(ring.groupby("organisation"), key=lambda g: (-len(g[1]), g[0]))[:MAX_RING_LABELS]:
        if len(group) < 4: continue
        x, y = group["x"].mean(), group["y"].mean()
        side = ("right", "left") if x > 0 else ("left", "right")
        if abs(y) * 1.2 > abs(x): side = ("above",) if y > 0 else ("below",)
        wanted.append((Label(x, y, 1.2 , 5.8 * len(short(organisation, 22)), 13, side), safe(short(organisation, 22)), 11, SOFT_INK))
    anchors = {"above": ("center", "bottom", 0, 1), "below": ("center", "top", 0, -1), "right": ("left", "middle", 1, 0), "left": ("right", "middle", -1, 0)}
    for (label, text, size, colour), side in zip(wanted, label_places([w[0] for w in wanted], pixels_per_step=scale), strict=True):
        if not side: continue
        xanchor, yanchor, east, north = anchors[side]
        figure.add_annotation(x=label.x + east * label.away, y=label.y + north * label.away, text=text, showarrow=False, xanchor=xanchor, yanchor=yanchor, borderpad=0,
            font={"size": size, "color": colour, "shadow": "0 0 3px white, 0 0 3px white, 0 0 5px white"})


def _finding(people, land):
    """The title: how many circles there are, and who alone leads where."""
    if not len(land):
        return f"No ties between your {counted(len(people), 'contact')} are known, so they stand by organisation"
    start = counted(len(land), "circle")
    tagged = people[people["bridge"].fillna(False).astype(bool)].sort_values("bridging", ascending=False, kind="stable")
    for person in tagged.itertuples():
        for way in person.opens:
            if way.startswith("circle "):
                return f"{start}; {person.name} alone links you to {way.removeprefix('circle ')}"
    alone = int(people["circle"].isna().sum())
    if len(tagged):
        return f"{start}; {tagged['name'].iloc[0]} bridges most between them"
    return f"{start} among {counted(len(people), 'contact')}; {alone} without a known tie"


def _framed(figure, title, people, land):
    note = "The larger a person, the more they bridge to other circles; colour and shape are the class of your tie."
    headed(figure, title, note, height=HEIGHT)
    span = {"visible": False, "fixedrange": False}
    figure.update_layout(
        plot_bgcolor=SEA, hovermode="closest", dragmode="pan",
        legend={"itemsizing": "constant", "y": -0.01},
        xaxis={**span}, yaxis={**span, "scaleanchor": "x", "scaleratio": 1},
        margin={"l": 12, "r": 12, "b": 96},
    )
    return figure
