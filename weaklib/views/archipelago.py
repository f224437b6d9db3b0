"""Where the circles lie: each an island, near those that it has ties with, and overlapping none."""

from __future__ import annotations

import numpy as np
import pandas as pd

from weaklib.measures.lineage import match
from weaklib.measures.triangles import TieArrays
from weaklib.views.currents import drifted, wished
from weaklib.views.spread import Points, apart, clear

WIDE = 1.4**0.5
"""The archipelago is drawn out by this in width and pressed by it in height."""
SOUND = 0.8
"""Half the least water between two islands, in steps."""
WIDER_SOUND = 0.35
"""By what part of its radius there is more water around an island."""
FULL = 0.68
"""The part of the sea that islands and their water take; where it is more they push one another about."""
SWELLING = np.linspace(0.6, 1, 20)
"""The part of their size at which islands are pushed apart, round by round."""


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
    radius = 0.7 + 0.78 * np.sqrt(land["members"].to_numpy(float))
    water = radius + SOUND + WIDER_SOUND * radius
    codes, known = land.index.get_indexer(pd.Index(home)), _as_before(home, land.index, before)
    sea = np.sqrt((water**2).sum() / FULL) * np.array([WIDE, 1 / WIDE])
    if np.isnan(known).all():
        centres = wished(ties, codes, water**2, seed=seed) * sea
    else:
        centres = drifted(ties, codes, water**2, known / sea, seed=seed) * sea
    for part in SWELLING:
        centres = apart(centres, part * water, rounds=1)
    centres = clear(centres, water)
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


def _as_before(home: pd.Series[str], labels: pd.Index[str], before: pd.DataFrame | None) -> Points:
    """Return where each circle lay; nan for one that was not there."""
    if before is None or before["circle"].isna().all() or not len(labels):
        return np.full((len(labels), 2), np.nan)
    lay: Points = middles(before).reindex(former(home, before).reindex(labels)).to_numpy(float)
    return lay
