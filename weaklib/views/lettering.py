"""The names on the map: of the few who connect circles, of circles, and of groups in the ring."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from weaklib.views.archipelago import WIDE
from weaklib.views.connectors import circles_opened, connectors
from weaklib.views.labels import ANCHORS, Label, Place, Rooms, Sea, place_labels
from weaklib.views.looks import Look
from weaklib.views.spread import Points
from weaklib.views.theme import safe

MAX_CIRCLE_NAMES, MAX_GROUP_NAMES = 60, 8
"""The most names of each kind; further ones are in the hover."""
SMALLEST_NAMED_GROUP, SMALLEST_OF_MANY = 4, 3
FEW = 12
"""Of so few people all are named."""
MANY_CIRCLES = 60
"""Among more, there is no room for the names of pairs."""
LETTERS = (9.0, 13.0)
"""The size of the letters of the smallest and of the largest circle, in pixels."""
SHORT = 12
"""No line is shorter, if there are more words."""
BOLD = 11
"""Circles are written in bold from this size on: those smaller step back."""
AROUND = "right left above below above-right below-right above-left below-left"
ASIDE = (0.0, 9.0, 20.0)
ASHORE = (0.0, -5.0, -12.0, -20.0, 8.0)
OUTSIDE = (0.0, 6.0, 12.0)
"""How far from a person a name may stand, from the coast of a circle, and from the ring, in pixels, the best
first."""
WIDTH, BOLD_WIDTH = 0.62, 0.7
"""The mean width of a letter, as a part of its height."""


def draw_names(
    figure: go.Figure,
    people: pd.DataFrame,
    land: pd.DataFrame,
    look: Look,
    *,
    curves: list[Points],
    pixels_per_step: float,
) -> Points:
    """Write the names of those who connect circles, then of the circles, then of groups in the ring.

    No name covers another, nor whom it or another names; the later give way to the earlier. Each carries
    plotly's `name`, "person:" and their number or "circle:" and its name, escaped.

    Parameters
    ----------
    figure
        On which they are written.
    people
        One row a person, with `size` in pixels.
    land
        The islands, the largest first.
    look
        The colours of the map.
    curves
        The bridges.
    pixels_per_step
        How large a step is on the page.

    Returns
    -------
    array
        Two opposite corners of each name, in steps.
    """
    persons = _persons(people, look, pixels_per_step)
    names = [*persons.itertuples(), *_circles(people, land, look, pixels_per_step).itertuples()]
    names += [*_groups(people, look).itertuples()]
    if not names:
        return np.empty((0, 2))
    covering = np.concatenate([people[["x", "y"]].to_numpy(float), *curves])
    broken = [_broken(name) for name in names]
    labels = [_label(name, ways, pixels_per_step) for name, ways in zip(names, broken, strict=True)]
    places = place_labels(labels, _marks(persons, pixels_per_step), Sea.of(covering, land, pixels_per_step))
    found = [
        (_written(name, ways[place.broken], place, look), place.room)
        for name, ways, place in zip(names, broken, places, strict=True)
        if place
    ]
    # all at once, since plotly checks those that are there for each that is added
    figure.update_layout(annotations=[*figure.layout.annotations, *(text for text, _ in found)])
    corners: Points = np.array([room for _, room in found]).reshape(-1, 2) / pixels_per_step
    return corners


def _persons(people: pd.DataFrame, look: Look, scale: float) -> pd.DataFrame:
    """Those who connect circles, and of few people the others."""
    numbered = people.assign(whose=[f"person:{number}" for number in range(len(people))])
    first = connectors(numbered).assign(tag=look.bridge, ink=look.land)
    rest = numbered.drop(first.index) if len(people) <= FEW else numbered.iloc[:0]
    named = pd.concat([first, rest.assign(tag="", ink=look.bridge)])
    return named.assign(
        letters=11.5, weight=1e3, must=True, wide=26, away=(named["size"] / 2 + 3) / scale, sides=AROUND
    )


def _circles(people: pd.DataFrame, land: pd.DataFrame, look: Look, scale: float) -> pd.DataFrame:
    """What the title speaks of, then the largest circles, in letters as large as their islands ask for."""
    told = [circle for opens in connectors(people, 1)["opens"] for circle in circles_opened(opens)]
    land = land.assign(told=land.index.isin(told)).sort_values("told", ascending=False, kind="stable")
    many = len(land) > MANY_CIRCLES
    circles = land[(land["members"] >= SMALLEST_OF_MANY) | land["told"]] if many else land
    circles = circles.head(MAX_CIRCLE_NAMES).rename_axis("name").reset_index()
    letters = (0.25 * circles["radius"] * scale + 4.5).clip(*LETTERS).round(1)
    return circles.assign(
        whose="circle:" + circles["name"].map(safe),
        must=circles["told"],
        letters=letters,
        weight=circles["radius"] ** 2 + 500 * circles["told"],
        wide=20,
        tag="",
        ink=np.where(letters >= BOLD, look.ink, look.soft_ink),
        away=circles["radius"],
        sides="above below right left above-right below-right above-left below-left on",
    )


def _groups(people: pd.DataFrame, look: Look) -> pd.DataFrame:
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
    east = (groups["x"] > 0).map({True: "right", False: "left"})
    north = (groups["y"] > 0).map({True: "above", False: "below"})
    slanting = north + "-" + east
    sides = (east + " " + slanting).where(beside, north + " " + slanting)
    groups = groups.assign(x=groups["x"] * beyond, y=groups["y"] * beyond, away=1.0, sides=sides)
    return groups.assign(whose="", letters=10.5, weight=1.0, must=False, wide=20, tag="", ink=look.soft_ink)


def _marks(persons: pd.DataFrame, scale: float) -> Rooms:
    """What the marks of people take."""
    spots, half = persons[["x", "y"]].to_numpy(float) * scale, persons[["size"]].to_numpy(float) / 2 + 1
    return np.hstack([spots - half, spots + half])


def _broken(name: Any) -> list[list[str]]:
    """A name in lines: in two that are about as long, and where it is short enough in one."""
    text = " ".join(str(name.name).split())
    ways = [textwrap.wrap(text, width, max_lines=2, placeholder="…") for width in range(SHORT, name.wide + 1)]
    whole = [lines for lines in ways if not lines[-1].endswith("…")] or ways[-1:]
    return [whole[-1], *(whole[:1] if whole[0] != whole[-1] else [])]


def _is_bold(name: Any) -> bool:
    return bool(name.whose.startswith("circle:") and name.letters >= BOLD)


def _label(name: Any, ways: Sequence[Sequence[str]], scale: float) -> Label:
    """How much room a name asks for, and where: that of the title even on an island of others."""
    letter = name.letters * (BOLD_WIDTH if _is_bold(name) else WIDTH)
    sizes = tuple((max(map(len, lines)) * letter + 6, name.letters * 1.3 * len(lines) + 4) for lines in ways)
    aside = ASIDE if name.whose.startswith("person:") else ASHORE if name.whose else OUTSIDE
    aways = tuple(name.away + pixels / scale for pixels in aside)
    sides = tuple(name.sides.split())
    return Label(name.x, name.y, aways, sizes, sides, must=bool(name.must), weight=float(name.weight))


def _written(name: Any, lines: Sequence[str], place: Place, look: Look) -> dict[str, Any]:
    """A name as plotly has it."""
    xanchor, yanchor, _, _ = ANCHORS[place.side]
    text = "<br>".join(map(safe, lines))
    return {
        "name": name.whose or None,
        "text": f"<b>{text}</b>" if _is_bold(name) else text,
        "x": place.x,
        "y": place.y,
        "xanchor": xanchor,
        "yanchor": yanchor,
        "showarrow": False,
        "borderpad": 2 if name.tag else 1,
        "bgcolor": name.tag or None,
        "font": {"size": name.letters, "color": name.ink, "shadow": None if name.tag else look.halo},
    }
