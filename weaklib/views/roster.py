"""Who is on the map: one row a person, with all that is drawn or said of them."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from weaklib.book import InputError
from weaklib.measures.told_ties import TRAITS_TOLD, remembered
from weaklib.views.encodings import fresh
from weaklib.views.theme import UNNAMED, shown_class

USED = ["class", "strength", "last_contact", "silence_days", "bridging", "bridge", "observed_share", "opens"]
"""What is taken of the two tables."""


def roster(
    graph: nx.Graph[Any],
    ties: pd.DataFrame,
    bridges: pd.DataFrame,
    spots: pd.DataFrame,
    *,
    relevance: pd.Series[float] | None = None,
) -> pd.DataFrame:
    """Return one row a person, sorted by id.

    Parameters
    ----------
    graph
        The ties among contacts, with `name`, `organisation` and `function` on the nodes.
    ties
        The tie of each contact with the owner, from `tie_table`.
    bridges
        How far each contact bridges, from `bridge_table`.
    spots
        Where each contact stands, from `place`; those of others are ignored.
    relevance
        How well each contact fits the goals, 0 to 1.

    Returns
    -------
    DataFrame
        Index `person`; `x`, `y`, `circle`, `name`, `organisation`, `function`, `tie` (the class),
        `strength`, `last_contact`, `fresh` (0 to 1), `bridging`, `bridge`, `observed_share`, `opens`,
        and `relevance` where it was given. nan is not known.

    Raises
    ------
    InputError
        If somebody has no spot.
    """
    here = spots.loc[spots.index.isin(list(graph))].sort_index()
    if len(here) != len(graph):
        astray = next(person for person in graph if person not in here.index)
        msg = f"spots has no row for {astray!r}; give what layout.place returned for all contacts."
        raise InputError(msg)
    told, found = (table.filter(USED).reindex(here.index) for table in (ties, bridges))
    name = _of_nodes(graph, here.index, "name")
    people = here[["x", "y", "circle"]].assign(
        name=name.where(name.fillna("") != "", UNNAMED),
        organisation=_of_nodes(graph, here.index, "organisation"),
        function=_of_nodes(graph, here.index, "function"),
        tie=shown_class(told["class"]),
        strength=_measured(told, "strength"),
        last_contact=told["last_contact"],
        fresh=fresh(np.asarray(_measured(told, "silence_days"), np.float64)),
        bridging=found["bridging"].astype(float),
        bridge=found["bridge"].eq(True),
        observed_share=found["observed_share"],
        opens=found["opens"].map(lambda opens: opens if isinstance(opens, tuple) else ()),
    )
    return people if relevance is None else people.assign(relevance=relevance.reindex(here.index))


def _of_nodes(graph: nx.Graph[Any], people: pd.Index[Any], key: str) -> pd.Series[str]:
    traits = remembered(graph, TRAITS_TOLD)
    if traits is not None:  # the table that the nodes were made from
        known: pd.Series[str] = traits[key].reindex(people).astype("str")
        return known
    told = dict(graph.nodes(data=key))
    return pd.Series([told[person] for person in people], index=people, dtype="str")


def _measured(table: pd.DataFrame, column: str) -> pd.Series[float]:
    return table.get(column, pd.Series(np.nan, index=table.index)).astype(float)
