"""The few people who connect the circles: whom the map names, and whose bridges it draws."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

MOST = 5
"""So many are named, and the bridges of so many are drawn: of more, nobody would remember one."""


def connectors(people: pd.DataFrame, most: int = MOST) -> pd.DataFrame:
    """Return those who connect the circles: the one of the title first, then who bridges furthest.

    Parameters
    ----------
    people
        One row a person, with `bridge`, `bridging` and `opens`.
    most
        How many at most.

    Returns
    -------
    DataFrame
        Rows of `people`; none where the measure calls nobody a bridge.

    Examples
    --------
    >>> people = pd.DataFrame(
    ...     {"bridge": [True, True, False], "bridging": [0.6, 0.7, 0.9]},
    ...     index=["ada", "ben", "cy"],
    ... )
    >>> people["opens"] = [("circle Choir",), (), ()]
    >>> connectors(people).index.tolist()
    ['ada', 'ben']
    """
    first = people[people["bridge"]].sort_values("bridging", ascending=False, kind="stable")
    alone = first["opens"].map(lambda opens: bool(circles_opened(opens))).to_numpy(bool)
    sole = alone & (alone.cumsum() == 1)
    ordered: pd.DataFrame = pd.concat([first[sole], first[~sole]])
    return ordered.head(most)


def circles_opened(opens: Sequence[str]) -> list[str]:
    """Return the circles among what somebody alone opens, by name.

    >>> circles_opened(("circle Choir", "organisation Dockyard"))
    ['Choir']
    """
    return [way.removeprefix("circle ") for way in opens if way.startswith("circle ")]
