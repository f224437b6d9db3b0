"""The lines of the map as arrays: coasts, ties, and bridges that go round islands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.views.archipelago import middles, radius_of
from weaklib.views.spread import Points, length

BENDS = (0.08, -0.08, 0.18, -0.18, 0.3, -0.3, 0.45, -0.45)
"""How far a bridge may bend to the side, as a part of its length; the least comes first."""
WAVES = np.arange(2, 7)
"""How often each wave of a coast goes up and down around an island."""
LESS_BENT = 8
"""How many of its 25 points a bridge may have on land, rather than bend by its whole length."""


def coasts(centres: Points, radii: Points, *, most: int = 90) -> list[Points]:
    """Return a closed coastline inside each disc: irregular as islands are, the same for the same place.

    It has 18 to 90 points by its size; of many islands, at most `most`, but never under 12.
    """
    points = np.maximum(np.minimum(np.clip(9 * radii, 18, 90).astype(int), most), 12)
    found: list[Points] = [np.empty((0, 2))] * len(radii)
    for many in np.unique(points).tolist():
        rows = np.flatnonzero(points == many)
        turn = np.linspace(0, 2 * np.pi, many)
        height, phase = (np.array(part)[:, None] for part in zip(*map(_waves, rows.tolist()), strict=True))
        shape = 1 + (height * np.sin(turn[:, None] * WAVES + phase)).sum(axis=2)
        reach = radii[rows, None] * shape / shape.max(axis=1, keepdims=True)
        way = np.stack([reach * np.cos(turn), reach * np.sin(turn)], axis=2)
        for row, line in zip(rows.tolist(), centres[rows, None] + way, strict=True):
            found[row] = line
    return found


@lru_cache(maxsize=4096)
def _waves(seed: int) -> tuple[Points, Points]:
    """How high the waves of a coast are, and where they begin; an island's beach has those of the island."""
    random = np.random.default_rng(seed)
    phase = random.uniform(0, 2 * np.pi, len(WAVES))
    return random.uniform(0.6, 1.0, len(WAVES)) * 0.085 / WAVES**0.8, phase


def land_under(spots: pd.DataFrame) -> pd.DataFrame:
    """Return the islands on which people stand, as `weaklib.views.layout.islands` does.

    Parameters
    ----------
    spots
        What `weaklib.views.layout.place` returned.
    """
    settled = spots.dropna(subset="circle")
    land = middles(spots).assign(members=settled["circle"].value_counts())
    away = np.hypot(*(settled[["x", "y"]] - land.loc[settled["circle"], ["x", "y"]].to_numpy()).to_numpy().T)
    reach = pd.Series(away, index=settled["circle"]).groupby(level=0).max()
    land["radius"] = np.maximum(radius_of(land["members"]), reach + 0.5)
    return land[["x", "y", "radius", "members"]]


def snug(land: pd.DataFrame, spots: pd.DataFrame) -> pd.DataFrame:
    """Return an island that is alone with a narrow beach: there is none from which it must be kept apart."""
    if len(land) != 1:
        return land
    people = spots.dropna(subset="circle")[["x", "y"]] - land[["x", "y"]].iloc[0]
    return land.assign(radius=1.3 * float(np.hypot(people["x"], people["y"]).max()) + 0.8)


def ellipse(size: float, wide: float) -> Points:
    """Return a closed ellipse around the middle, drawn out by `wide` in width and pressed in height."""
    turn = np.linspace(0, 2 * np.pi, 145)
    return np.column_stack([size * wide * np.cos(turn), size / wide * np.sin(turn)])


def broken(lines: Iterable[Points]) -> NDArray[np.float32]:
    """Return lines as one array that plotly draws with gaps: a row of nan follows each line."""
    parts = [part for line in lines for part in (line, np.full((1, 2), np.nan))]
    return np.concatenate(parts).astype(np.float32) if parts else np.empty((0, 2), np.float32)


def bridge(start: Points, end: Points, land: pd.DataFrame, bends: Sequence[float] = BENDS) -> Points:
    """Return a curve between two people that crosses as little of other islands as it can."""
    way = end - start
    side = np.array([-way[1], way[0]])
    part = np.linspace(0, 1, 25)[:, None]
    centres, radii = land[["x", "y"]].to_numpy(float), land["radius"].to_numpy(float)
    curves: list[Points] = [start + part * way + 2 * part * (1 - part) * bend * side for bend in bends]
    low, high = np.min(curves, axis=(0, 1)), np.max(curves, axis=(0, 1))
    about = length(centres - centres.clip(low, high)) < radii
    centres, radii = centres[about], radii[about]
    return min(
        zip(curves, bends, strict=True),
        key=lambda curve: _on_land(curve[0], centres, radii) + LESS_BENT * abs(curve[1]),
    )[0]


def _on_land(curve: Points, centres: Points, radii: Points) -> int:
    """How many points of a curve lie on islands on which it neither begins nor ends."""
    inside = np.hypot(*(curve[:, None] - centres).transpose(2, 0, 1)) < radii
    return int(inside[:, ~(inside[0] | inside[-1])].sum())
