"""Lineage: circles keep their identity from month to month, and what becomes of them is told."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import chain, count, pairwise

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from weaklib.measures.groupings import Ints

LEAST_OVERLAP = 0.3
MOST_OF_IT = 0.5


def match(
    previous: pd.Series,
    current: pd.Series,
    *,
    least_overlap: float = LEAST_OVERLAP,
    taken: Collection[str] = (),
) -> pd.Series:
    """Give the circles of one month the names that they had the month before.

    Two circles may be one if their overlap is large enough: members of both / members of either, among those
    people who have a circle in both months, so that newcomers make no circle another one. Of all ways to
    pair them one to one, that of the greatest total overlap counts.

    Parameters
    ----------
    previous, current
        Person to circle, as `find_circles` returns them; nan for no circle. The order of rows is no matter.
    least_overlap
        The least overlap of two circles that may be one, above 0 to 1.
    taken
        Further names, of earlier circles, that a new circle must not bear.

    Returns
    -------
    pd.Series
        `current` with the kept names. A circle without a forerunner keeps its own name; where that was the
        name of another circle the month before, or is taken, with a number behind it.

    References
    ----------
    Greene, Doyle & Cunningham 2010, ASONAM, 176 (circles followed by their Jaccard overlap); Kuhn 1955, Naval
    Research Logistics Quarterly 2, 83 (the assignment).

    Examples
    --------
    >>> before = pd.Series(["work", "work", "choir"], index=["a", "b", "c"])
    >>> after = pd.Series(["circle 1", "circle 1", "circle 2", "circle 1"], index=["a", "b", "c", "d"])
    >>> match(before, after).tolist()
    ['work', 'work', 'choir', 'work']
    """
    overlaps = _overlaps(previous, current)
    likely = overlaps[overlaps["overlap"] >= least_overlap].reset_index(drop=True)
    kept = _assigned(likely)
    names = dict(zip(kept["current"], kept["previous"], strict=True))
    used = {*names.values(), *previous.dropna(), *taken}
    for circle in current.dropna().unique():
        if circle not in names:
            again = (f"{circle} {number}" for number in count(2))
            names[circle] = next(name for name in chain([circle], again) if name not in used)
            used.add(names[circle])
    return pd.Series(current.map(names), dtype="str", name=current.name)


def follow(months: Mapping[pd.Timestamp, pd.Series], *, least_overlap: float = LEAST_OVERLAP) -> pd.DataFrame:
    """Follow circles over many months: `match` from each to the next, no name ever used for two circles.

    Parameters
    ----------
    months
        Person to circle, at each date; they are taken in the order of the dates.
    least_overlap
        As for `match`.

    Returns
    -------
    pd.DataFrame
        Indexed by `person`, one column a month (`month`): the circle under its kept name, nan for none.
    """
    held: dict[pd.Timestamp, pd.Series] = {}
    taken: set[str] = set()
    last: pd.Series | None = None
    for month in sorted(months):
        found = months[month]
        last = found if last is None else match(last, found, least_overlap=least_overlap, taken=taken)
        taken |= set(last.dropna())
        held[month] = last
    people = sorted({person for found in held.values() for person in found.index})
    index = pd.Index(people, name="person", dtype=None if people else "str")
    followed = pd.DataFrame({month: found.reindex(index) for month, found in held.items()}, index=index)
    return followed.rename_axis(columns="month")


def changes(followed: pd.DataFrame) -> pd.DataFrame:
    """Tell which circles were born, died, merged or split, and when.

    Parameters
    ----------
    followed
        What `follow` returns.

    Returns
    -------
    pd.DataFrame
        One row a change, in order of time: `month` (the later of the two), `event`, `circle`, `other` and
        `members`. The events are

        - "born": a new circle; its members (now) come from nowhere or from all over.
        - "split": a new circle; at least half of its members who had a circle come from one, the `other`.
        - "died": a circle that is gone, its members (last) scattered or without a circle.
        - "merged": a circle that is gone; at least half of its members who still have a circle are now in
          one, the `other`.

        `other` is nan where there is none.

    Examples
    --------
    >>> months = {pd.Timestamp("2026-01-31"): pd.Series(["choir"] * 6, index=list("abcdef"))}
    >>> months[pd.Timestamp("2026-02-28")] = pd.Series(["x"] * 4 + ["y"] * 2, index=list("abcdef"))
    >>> changes(follow(months)).iloc[0, 1:].astype(str).tolist()
    ['split', 'y', 'choir', '2']
    """
    rows = []
    for (_, before), (month, after) in pairwise(followed.items()):
        rows += _changes(month, before, after)
    return pd.DataFrame(rows, columns=["month", "event", "circle", "other", "members"]).astype(
        {"event": "str", "circle": "str", "other": "str", "members": "int64"}
    )


def _changes(month: object, previous: pd.Series, current: pd.Series) -> list[tuple[object, ...]]:
    here, then = current.value_counts(), previous.value_counts()
    new = [
        (month, "split" if came else "born", circle, came, here[circle])
        for circle in sorted(set(here.index) - set(then.index))
        for came in [_most(previous[current == circle])]
    ]
    gone = [
        (month, "merged" if went else "died", circle, went, then[circle])
        for circle in sorted(set(then.index) - set(here.index))
        for went in [_most(current[previous == circle])]
    ]
    return [*new, *gone]


def _most(circles: pd.Series) -> str | None:
    """Return the circle of at least half of those who have one."""
    shares = circles.value_counts(normalize=True).sort_index().sort_values(ascending=False, kind="stable")
    return str(shares.index[0]) if len(shares) and shares.iloc[0] >= MOST_OF_IT else None


def _overlaps(previous: pd.Series, current: pd.Series) -> pd.DataFrame:
    """Return each pair of circles that share a person: `previous`, `current` and their Jaccard `overlap`."""
    both = pd.DataFrame({"previous": previous, "current": current.reindex(previous.index)}).dropna()
    pairs = both.value_counts().rename("shared").reset_index().sort_values(["previous", "current"])
    before, after = (
        pairs[side].map(both[side].value_counts()).astype("float64") for side in ("previous", "current")
    )
    either = before + after - pairs["shared"]
    return pairs.assign(overlap=pairs["shared"] / either)


def _assigned(likely: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs that make the greatest total overlap, each circle in one of them at most.

    Circles that no chain of likely pairs links are assigned apart: most pairs stand alone, and no matrix of
    all circles by all circles comes to be.
    """
    if likely.empty:
        return likely
    old, new = (pd.factorize(likely[side], sort=True)[0].astype(np.int64) for side in ("previous", "current"))
    group = _linked(old, new)
    alone = np.bincount(group)[group] == 1
    chosen = [likely.index[alone].to_numpy()]
    chosen += [rows.index.to_numpy()[_best(rows)] for _, rows in likely[~alone].groupby(group[~alone])]
    return likely.loc[np.concatenate(chosen)]


def _linked(old: Ints, new: Ints) -> Ints:
    """Return for each pair the number of the group of circles that it belongs to."""
    size = int(old.max()) + int(new.max()) + 2
    links = coo_array((np.ones(len(old)), (old, new + old.max() + 1)), shape=(size, size))
    group: Ints = connected_components(links, directed=False)[1].astype(np.int64)[old]
    return group


def _best(rows: pd.DataFrame) -> Ints:
    """Return the positions of the pairs that the assignment chooses."""
    old, new = (pd.factorize(rows[side], sort=True)[0] for side in ("previous", "current"))
    overlap = np.zeros((old.max() + 1, new.max() + 1))
    overlap[old, new] = rows["overlap"]
    ours, theirs = linear_sum_assignment(overlap, maximize=True)
    chosen = np.zeros(overlap.shape, dtype=bool)
    chosen[ours, theirs] = True
    return np.flatnonzero(chosen[old, new])
