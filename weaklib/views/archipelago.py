"""Where the circles lie: each an island, near those that it has ties with, and overlapping none."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from weaklib.measures.lineage import match
from weaklib.measures.triangles import TieArrays
from weaklib.views.currents import drifted, wished
from weaklib.views.spread import Points, apart, clear, length, watching

WIDE = (4 / 3) ** 0.5
"""The archipelago is drawn out by this in width and pressed by it in height, to four by three."""
SHORE, WIDEST_BEACH = 0.55, 6.0
"""The part of an island's radius within which its people stand, and the most steps that the beach around them
is wide. Beach and channel together keep circles apart to the eye, and much beach with a narrow channel fills
the picture with land, not water; around a very large circle that would be beach for its own sake."""
SOUND = 0.25
"""Half the least water between two islands, in steps."""
WIDER_SOUND = 0.14
"""By what part of its radius there is more water around an island."""
FULL = 0.68
"""The part of the sea that islands and their water take; where it is more they push one another about."""
SWELLING = np.linspace(0.6, 1, 20)
"""The part of their size at which islands are pushed apart, round by round."""
HELD = 0.7
"""What pushing drives out to sea is held back: no typical or tiny island has its middle outside the ellipse
of which islands would take this part; a larger one keeps farther in. Without it a few outermost islands set
the scale of the whole picture; a tighter one tears apart what is tied, and shakes from month to month."""
HOLDING = 20
"""How often that is done."""


def reach_of(members: ArrayLike) -> Points:
    """Return how far the people of an island stand from its middle at most, in steps, by how many they are.

    It grows with the root of their number, so that all have as much room.
    """
    reach: Points = SHORE * (0.8 + np.sqrt(np.asarray(members, float)))
    return reach


def radius_of(members: ArrayLike) -> Points:
    """Return the radius of the island of so many people, in steps: how far they stand, and the beach.

    >>> radius_of([1, 4, 100]).round(1).tolist()
    [1.8, 2.8, 10.8]
    """
    reach = reach_of(members)
    radius: Points = reach + np.minimum(reach / SHORE - reach, WIDEST_BEACH)
    return radius


def land_of(
    ties: TieArrays, home: pd.Series[str], *, seed: int = 0, before: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return where each circle lies, as `weaklib.views.layout.islands` tells.

    Parameters
    ----------
    ties
        The ties among contacts, the people by name.
    home
        The circle of each of these people; nan without one.
    seed, before
        As there.
    """
    counts = home.value_counts().rename("members").rename_axis("circle").reset_index()
    land = counts.sort_values(["members", "circle"], ascending=[False, True]).set_index("circle")
    radius = radius_of(land["members"])
    water = radius + SOUND + WIDER_SOUND * radius
    codes, known = land.index.get_indexer(pd.Index(home)), _as_before(home, land.index, before)
    sea = _sea(water, FULL)
    if np.isnan(known).all():
        centres = wished(ties, codes, water**2, seed=seed) * sea
    else:
        centres = drifted(ties, codes, water**2, known / sea, seed=seed) * sea
    centres = _without_overlaps(centres, water)
    return land.assign(x=centres[:, 0], y=centres[:, 1], radius=radius)[["x", "y", "radius", "members"]]


def former(home: pd.Series[str], before: pd.DataFrame) -> pd.Series[str]:
    """Return what each circle was called before, by who makes up most of both; nan for a new one.

    Parameters
    ----------
    home
        The circle of each person now.
    before
        What `weaklib.views.layout.place` returned for an earlier day.
    """
    was = match(before["circle"].dropna(), home.dropna())
    each = pd.DataFrame({"now": home, "was": was.reindex(home.index)}).dropna()
    kept = each.drop_duplicates("now").set_index("now")["was"]
    return kept.where(kept.isin(before["circle"].dropna()))


def middles(spots: pd.DataFrame) -> pd.DataFrame:
    """Return the middle of each circle: `x` and `y`, indexed by circle.

    Parameters
    ----------
    spots
        What `weaklib.views.layout.place` returned.
    """
    lie = spots.dropna(subset="circle").groupby("circle")[["x", "y"]]
    return (lie.min() + lie.max()) / 2


def _sea(water: Points, full: float) -> Points:
    """Half the width and the height of a sea of which islands and their water take this part."""
    half: Points = np.sqrt((water**2).sum() / full) * np.array([WIDE, 1 / WIDE])
    return half


def _without_overlaps(centres: Points, water: Points) -> Points:
    """The islands pushed apart, and held back where that drives them out to sea."""
    overlaps = watching(water)
    for part in SWELLING:
        centres = apart(centres, part * water, rounds=1, overlaps=overlaps)
    if len(water):
        larger = np.maximum(water - np.sqrt((water**2).mean()), 0)[:, None]
        rim = np.maximum(_sea(water, HELD) - larger, 1e-9)
        for _ in range(HOLDING):
            centres = centres / np.maximum(length(centres / rim), 1)[:, None]
            centres = apart(centres, water, rounds=1, overlaps=overlaps)
    return clear(centres, water)


def _as_before(home: pd.Series[str], labels: pd.Index[str], before: pd.DataFrame | None) -> Points:
    """Return where each circle lay; nan for one that was not there."""
    if before is None or before["circle"].isna().all() or not len(labels):
        return np.full((len(labels), 2), np.nan)
    lay: Points = middles(before).reindex(former(home, before).reindex(labels)).to_numpy(float)
    return lay
