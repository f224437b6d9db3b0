"""The weak-tie profile: each contact on the plane of strength and bridging, and what moved on it.

Strength and bridging are two scores and stay two: new information follows bridging whatever the strength
(Neal 2024), and a bridge that is also weak is the one that is easiest to lose from sight.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from weaklib.book import InputError
from weaklib.measures.readings import READINGS, Reading

__all__ = [
    "BRIDGE_AT",
    "QUADRANTS",
    "READINGS",
    "STRONG_AT",
    "Reading",
    "moved",
    "shares",
    "weak_tie_profile",
]

QUADRANTS = ("strong bridge", "weak bridge", "strong core", "redundant acquaintance")
"""The four parts of the plane."""

STRONG_AT, BRIDGE_AT = 0.60, 0.60
"""Where strong ties and bridges begin: the same conventions as `Defaults.strong` and `bridge_table`."""

FEWEST_FOR_A_SHARE = 5

_OF_TIE = ("name", "organisation", "class", "strength", "confidence", "last_contact")
_OF_BRIDGE = ("bridging", "observed_share", "bridge", "opens")


def weak_tie_profile(
    ties: pd.DataFrame, bridges: pd.DataFrame, *, strong_at: float = STRONG_AT, bridge_at: float = BRIDGE_AT
) -> pd.DataFrame:
    """Place each contact on the plane of strength and bridging.

    A contact is a "strong bridge" (both scores at or above their lines), a "weak bridge" (bridging alone),
    "strong core" (strength alone) or a "redundant acquaintance" (neither). The lines are conventions: the
    scores are continuous, and who stands just below a line differs little from who stands just above it.

    Parameters
    ----------
    ties
        What `tie_table` returns.
    bridges
        What `bridge_table` returns for the same day.
    strong_at
        The least strength of a strong tie.
    bridge_at
        The least bridging of a bridge.

    Returns
    -------
    DataFrame
        Indexed by `person`, all of `ties`, who bridges most first: `strength` and `bridging` (0 to 1; nan
        where not measurable), `quadrant` (one of `QUADRANTS`; nan where either score is nan); from the tie
        table `name`, `organisation`, `class`, `confidence` and `last_contact`, from the bridge table
        `observed_share` (how much of the bridging rests on ties that were seen; nan without a tie),
        `bridge` (passes the full test of a bridge) and `opens`, as far as these tables have them.

    Raises
    ------
    InputError
        If `ties` has no column `strength`, or `bridges` none `bridging`.

    References
    ----------
    Granovetter 1973, AJS 78:1360. Neal 2024, Network Science, "The not-so-forbidden triad".

    Examples
    --------
    >>> ties = pd.DataFrame({"strength": [0.7, 0.3, 0.3]}, index=pd.Index(list("abc"), name="person"))
    >>> bridges = pd.DataFrame({"bridging": [0.2, 0.8, np.nan]}, index=ties.index)
    >>> weak_tie_profile(ties, bridges)["quadrant"].to_dict()
    {'b': 'weak bridge', 'a': 'strong core', 'c': nan}
    """
    for table, column in ((ties, "strength"), (bridges, "bridging")):
        if column not in table:
            msg = f"A table has no column {column!r}; give what tie_table and bridge_table return."
            raise InputError(msg)
    found = ties[[column for column in _OF_TIE if column in ties]].join(
        bridges[[column for column in _OF_BRIDGE if column in bridges]]
    )
    strong, bridge = found["strength"] >= strong_at, found["bridging"] >= bridge_at
    names = np.select([strong & bridge, bridge, strong], QUADRANTS[:3], QUADRANTS[3])
    measurable = found["strength"].notna() & found["bridging"].notna()
    found["quadrant"] = pd.Series(names, index=found.index, dtype="object").where(measurable)
    by = ["bridging", "strength"]
    return found.sort_values(by, ascending=False, kind="stable", na_position="last").rename_axis("person")


def shares(profile: pd.DataFrame) -> pd.DataFrame:
    """Count who is in each quadrant, with the share of all who could be placed.

    The interval (Wilson 1927) says how far a share of so few can be trusted if those who could be placed were
    drawn at random from all contacts. They are not quite: whom the exports show is no random choice.

    Parameters
    ----------
    profile
        What `weak_tie_profile` returns.

    Returns
    -------
    DataFrame
        Indexed by `quadrant`, in the order of `QUADRANTS`: `people`, `of` (how many could be placed), `share`
        (people / of), `low` and `high` (the 95 % interval of the share); the last three are nan where fewer
        than 5 could be placed.

    References
    ----------
    Wilson 1927, JASA 22:209. Brown, Cai & DasGupta 2001, Statistical Science 16:101.

    Examples
    --------
    >>> profile = pd.DataFrame({"quadrant": ["weak bridge"] * 3 + ["strong core"] * 9})
    >>> shares(profile).loc["weak bridge"].round(4).tolist()
    [3.0, 12.0, 0.25, 0.0889, 0.5323]
    """
    counts = profile["quadrant"].value_counts().reindex(QUADRANTS, fill_value=0)
    placed = int(counts.sum())
    rows = [(int(count), placed, *_share(int(count), placed)) for count in counts]
    columns = ["people", "of", "share", "low", "high"]
    return pd.DataFrame(rows, columns=columns, index=pd.Index(QUADRANTS, name="quadrant"))


def _share(count: int, placed: int) -> tuple[float, float, float]:
    if placed < FEWEST_FOR_A_SHARE:
        return np.nan, np.nan, np.nan
    from scipy.stats import binomtest  # loading it takes a fifth of a second

    interval = binomtest(count, placed).proportion_ci(method="wilson")
    return count / placed, float(interval.low), float(interval.high)


def moved(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Tell who stands in another quadrant than before, and which of the two scores took them there.

    Bridging depends on all ties among the contacts: it can move because others met, and because an export
    shows more than the earlier one did. Compare profiles of like with like exports.

    Parameters
    ----------
    before, after
        What `weak_tie_profile` returns for an earlier and for a later day, with the same lines.

    Returns
    -------
    DataFrame
        Indexed by `person`, only those whose quadrant differs; who came to or left the bridges first, then
        by the size of the move: `name`; `before` and `after` (quadrants; nan where not measurable or not yet
        known); `by` ("strength", "bridging" or "both"; "newly measurable" or "no longer measurable");
        `strength_change` and `bridging_change` (after - before; nan where either is).

    Examples
    --------
    >>> line = pd.Index(["a"], name="person")
    >>> then = weak_tie_profile(*(pd.DataFrame({c: [0.5]}, index=line) for c in ("strength", "bridging")))
    >>> now = then.assign(bridging=0.7, quadrant="weak bridge")
    >>> moved(then, now)[["before", "after", "by"]].iloc[0].tolist()
    ['redundant acquaintance', 'weak bridge', 'bridging']
    """
    persons = after.index.append(before.index.difference(after.index, sort=False))
    old, new = before.reindex(persons), after.reindex(persons)
    table = pd.DataFrame({"before": old["quadrant"], "after": new["quadrant"]})
    table.insert(0, "name", _names(new, old))
    table["by"] = [_by(*pair) for pair in zip(table["before"], table["after"], strict=True)]
    for score in ("strength", "bridging"):
        table[f"{score}_change"] = new[score] - old[score]
    size = (table["strength_change"] ** 2 + table["bridging_change"] ** 2).fillna(0)
    bridge = table[["before", "after"]].isin(QUADRANTS[:2]).any(axis=1)
    differs = table["before"].fillna("") != table["after"].fillna("")
    order = pd.DataFrame({"bridge": bridge, "size": size})[differs]
    order = order.sort_values(["bridge", "size"], ascending=False, kind="stable")
    return table.loc[order.index].rename_axis("person")


def _names(new: pd.DataFrame, old: pd.DataFrame) -> pd.Series[Any]:
    unnamed = pd.Series(np.nan, index=new.index, dtype="object")
    return new.get("name", unnamed).combine_first(old.get("name", unnamed))


def _by(before: object, after: object) -> str:
    if not isinstance(before, str):
        return "newly measurable"
    if not isinstance(after, str):
        return "no longer measurable"
    strength = _is_strong(before) != _is_strong(after)
    bridging = (before in QUADRANTS[:2]) != (after in QUADRANTS[:2])
    return "both" if strength and bridging else "strength" if strength else "bridging"


def _is_strong(quadrant: str) -> bool:
    return quadrant.startswith("strong")
