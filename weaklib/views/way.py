"""The way from one person to an organisation: over whom it leads, and which of its links is the weakest."""

from __future__ import annotations

import itertools
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from scipy.sparse.csgraph import dijkstra

from weaklib.book import Book, InputError
from weaklib.measures.network import current_work
from weaklib.measures.sentences import counted
from weaklib.measures.triangles import tie_arrays
from weaklib.sources.organisations.tiers import Tier, match_organisations
from weaklib.views.card_words import resting
from weaklib.views.theme import UNNAMED

COLUMNS = ("name", "organisation", "class", "strength", "weight", "link", "observed", "words", "weakest")
"""The columns of a way."""


def way_to(
    book: Book,
    graph: nx.Graph[Any],
    ties: pd.DataFrame,
    person: str,
    organisation: str,
    *,
    as_of: str | pd.Timestamp | None = None,
) -> pd.DataFrame:
    """Find the way from a person to an organisation: the chain of contacts whose links hold best.

    A link of weight w holds with w/(1 + w), a way with the product of its links; the way that holds best is
    returned: a seen tie goes before an inferred one, and a short way before a long one that is no stronger.

    Parameters
    ----------
    book
        What was read, for where people work.
    graph
        The ties among the contacts.
    ties
        What `tie_table` returns, for the owner's own tie with each.
    person
        Where the way begins: an id of the graph.
    organisation
        Where it ends: an employer or school, matched by name as for introductions, never by a part of it.
        Where a surer match has people, those alone count.
    as_of
        The day of the graph; by default the last that the exports cover.

    Returns
    -------
    DataFrame
        Indexed by `person`, from the first to the one at the organisation: `name`, `organisation`; `class`
        and `strength` of their tie with the owner; of the tie to the next its `weight`, how far it holds
        (`link`, 0 to 1), whether it was `observed`, and what it rests on in `words`; and `weakest`, True for
        the link that holds least. Of the last person the link is nan. Somebody who is there already is a way
        of one; without a way, or where nobody is known there, there are no rows.

    Raises
    ------
    InputError
        If the person is not in the graph, or `as_of` is no date.

    References
    ----------
    METRICS, section 9 (introductions).

    Examples
    --------
    >>> import weaklib as wl
    >>> book = wl.read("data/example")
    >>> ties, graph = wl.ties.tie_table(book), wl.network.contact_network(book)
    >>> way_to(book, graph, ties, "soren-achterberg", "Otterbyte")["name"].tolist()
    ['Søren Achterberg']
    """
    if person not in graph:
        msg = f"Nobody is called {person!r} on this map; the tie table's index has all."
        raise InputError(msg)
    path = _best(graph, person, people_at(book, graph, organisation, as_of=as_of))
    links = pd.DataFrame([_link(graph, *ends) for ends in itertools.pairwise(path)], index=path[:-1])
    found = ties.reindex(path)[["name", "organisation", "class", "strength"]].join(
        links.reindex(columns=["weight", "link", "observed", "words"])
    )
    found["weakest"] = found.index == found["link"].idxmin() if len(path) > 1 else False
    return found[list(COLUMNS)].rename_axis("person")


def people_at(
    book: Book, graph: nx.Graph[Any], organisation: str, *, as_of: str | pd.Timestamp | None = None
) -> list[str]:
    """Return who of a graph is at an organisation: by the surest match of its name that has anybody.

    Parameters
    ----------
    book, graph, organisation, as_of
        As for `way_to`.
    """
    at = current_work(book, as_of)["organisation"].dropna()
    at = at[at.index.isin(list(graph))]
    matched = match_organisations(organisation, tuple(sorted(set(at))))["tier"]
    least = max(int(matched.max()), int(Tier.STRONG)) if len(matched) else int(Tier.EXACT)
    return sorted(map(str, at.index[at.isin(list(matched.index[matched >= least]))]))


def in_words(path: pd.DataFrame | None, organisation: str) -> str:
    """Return a way in one or two sentences, with its weakest link; not escaped.

    Parameters
    ----------
    path
        From `way_to`; None where nobody is there from whom a way could begin.
    organisation
        As it was asked for; "" where none was.
    """
    if not organisation:
        return "No organisation is named, so no way to one is looked for."
    if path is None or path.empty:
        return f"No way to {organisation} is known: no chain of ties among your contacts leads there."
    names = [name if isinstance(name, str) else UNNAMED for name in path["name"]]
    if len(path) == 1:
        return f"{names[0]} is at {organisation}."
    chain = " → ".join(names)
    place = int(np.flatnonzero(path["weakest"])[0])
    link = f"{names[place]} and {names[place + 1]} ({path['words'].iloc[place]})"
    steps = counted(len(path) - 1, "step")
    return f"{steps} to {organisation}: {chain}. The weakest link is that between {link}."


def _best(graph: nx.Graph[Any], start: str, ends: list[str]) -> list[str]:
    """The chain from `start` to one of `ends` whose links hold best; empty where none leads there."""
    ties = tie_arrays(graph)
    place = {other: number for number, other in enumerate(ties.people)}
    costs = ties._replace(weight=-np.log(ties.weight / (1 + ties.weight))).adjacency()
    far, before = dijkstra(costs, indices=np.array([place[start]]), return_predecessors=True)
    far, before = far[0], before[0]
    reached = [place[end] for end in ends if np.isfinite(far[place[end]])]
    path = [min(reached, key=lambda number: (far[number], str(ties.people[number])))] if reached else []
    while path and path[-1] != place[start]:
        path.append(int(before[path[-1]]))
    return [str(ties.people[number]) for number in reversed(path)]


def _link(graph: nx.Graph[Any], one: str, other: str) -> dict[str, object]:
    tie = graph.edges[one, other]
    weight, observed = float(tie.get("weight", 1.0)), bool(tie.get("observed", 1.0) > 0)
    words = resting(tie.get("evidence", ()), observed=observed)
    return {"weight": weight, "link": weight / (1 + weight), "observed": observed, "words": words}
