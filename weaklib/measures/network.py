"""Who among the contacts know each other, and from which evidence: the graph of contacts.

The owner is never a node. An observed tie was seen: two contacts met in the owner's presence or wrote in
one thread. An inferred tie was not: two contacts work for the same employer, both were connected while the
owner was at one place, or the owner says that they belong to one group; they probably know each other, and
the tie weighs little.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import compress
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from weaklib.book import Book, InputError
from weaklib.measures.acquaintance import (
    ATTRIBUTES,
    EVIDENCE,
    OBSERVED,
    ContactTies,
    acquaintance,
    newman_projection,
    ties_among,
)
from weaklib.measures.gatherings import EVIDENCE_OF_CHANNEL
from weaklib.measures.neighbours import Neighbours
from weaklib.measures.once import once
from weaklib.measures.places import current_rows, places_of
from weaklib.measures.roll import NEVER, Ints, day_number, roll_of
from weaklib.measures.told_ties import TRAITS_TOLD, remember

__all__ = [
    "ATTRIBUTES",
    "EVIDENCE",
    "EVIDENCE_OF_CHANNEL",
    "OBSERVED",
    "contact_network",
    "current_work",
    "graph_of",
    "graph_when_asked",
    "network_from_frames",
    "network_to_frames",
    "newman_projection",
    "people_of",
]


def contact_network(
    book: Book,
    as_of: str | pd.Timestamp | None = None,
    *,
    evidence: str = "all",
    max_meeting: int = 25,
    max_thread: int = 10,
    max_group: int = 50,
    half_life_days: float | None = None,
) -> nx.Graph[Any]:
    """Draw up who among the contacts know each other, as far as the exports show it.

    Observed weight: the sum over shared meetings, threads and mails of 1/(n - 1), n people with the owner.
    Inferred weight: min(0.15, 1/(n - 1)) for n contacts at the same employer today (at one of the owner's
    employers also those whom an older export recorded there), the same again for contacts connected while
    the owner was at the same place, and for those of a group that the owner names; each of the three kinds
    weighs at most 0.15. A larger meeting, thread or group is context and makes no tie.

    Parameters
    ----------
    book
        What was read.
    as_of
        The day, inclusive; by default the last one that the exports cover.
    evidence
        "all", or "observed" to leave the inferred ties out.
    max_meeting, max_thread
        The largest meeting, and the largest thread or mail, that counts: people, the owner included.
    max_group
        The largest group of an employer, a place or a name that counts: contacts.
    half_life_days
        After how many days a shared meeting, thread or mail counts half; by default it never fades.

    Returns
    -------
    nx.Graph
        Every person of the book is a node, with `name`, `organisation`, `field`, `function` and `seniority`
        (None where unknown); a contact without a known tie is a node alone. Edges carry `weight` =
        `observed` + `inferred`, `observed_share` (0 to 1), and `evidence`, a tuple of "meeting", "thread",
        "employer", "met_during", "group".

    Raises
    ------
    InputError
        If `evidence` is neither, or `as_of` is no date.

    References
    ----------
    Newman 2001, Physical Review E 64, 016132.
    """
    if evidence not in ("all", "observed"):
        msg = f"evidence is {evidence!r}; write 'all' or 'observed'."
        raise InputError(msg)
    ties = ties_among(
        acquaintance(book, roll_of(book)),
        day_number(book.day(as_of)),
        evidence=evidence,
        max_meeting=max_meeting,
        max_thread=max_thread,
        max_group=max_group,
        half_life_days=half_life_days,
    )
    return graph_of(ties)


def graph_of(ties: ContactTies) -> nx.Graph[Any]:
    """Return contacts and their ties, as arrays, as the graph of `contact_network`."""
    return _graph(ties.nodes, ties.left, ties.right, _told(ties))


def graph_when_asked(ties: ContactTies) -> nx.Graph[Any]:
    """Return the same graph, frozen, which lays out the ties of a person when these are asked for."""
    people = _people(ties.nodes)
    told = {str(name): told.tolist() for name, told in _told(ties).items()}
    graph: nx.Graph[Any] = nx.Graph()
    # networkx reads these as it would read its own dicts, and what it copies becomes such
    graph._node, graph._adj = people, Neighbours([*people], ties.left, ties.right, told)  # type: ignore[attr-defined]  # noqa: SLF001
    frozen: nx.Graph[Any] = nx.freeze(graph)
    remember(frozen, TRAITS_TOLD, ties.nodes)
    return frozen


def people_of(nodes: pd.DataFrame) -> nx.Graph[Any]:
    """Return contacts with their attributes as a graph that has no tie yet."""
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_nodes_from(_people(nodes).items())
    return graph


def _people(nodes: pd.DataFrame) -> dict[Any, dict[str, Any]]:
    """Return the attributes of each contact, None where one is not known."""
    columns = [column.array.to_numpy("object", na_value=None).tolist() for _, column in nodes.items()]
    people: list[Any] = nodes.index.tolist()
    if tuple(nodes) != ATTRIBUTES:
        names = list(nodes)
        return dict(
            zip(
                people,
                (dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)),
                strict=True,
            )
        )
    # written out: half the time
    return {
        person: {"name": name, "organisation": where, "field": field, "function": function, "seniority": rank}
        for person, name, where, field, function, rank in zip(people, *columns, strict=True)
    }


def _told(ties: ContactTies) -> pd.DataFrame:
    """Return what is told of each tie."""
    weight = ties.observed + ties.inferred
    powers = [1 << place for place in range(len(EVIDENCE))]
    kinds = [
        tuple(compress(EVIDENCE, (code & power for power in powers))) for code in range(1 << len(EVIDENCE))
    ]
    return pd.DataFrame(
        {
            "weight": weight,
            "observed": ties.observed,
            "inferred": ties.inferred,
            "observed_share": ties.observed / weight,
            "evidence": pd.Series([kinds[code] for code in ties.evidence.tolist()], dtype="object"),
        }
    )


def network_to_frames(graph: nx.Graph[Any]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Lay out a graph of contacts as two tables: the inverse of `network_from_frames`.

    Returns
    -------
    nodes
        Indexed by `person`; one column an attribute, nan where unknown.
    edges
        Indexed by `person` and `other`; one column an attribute.
    """
    nodes = pd.DataFrame([*dict(graph.nodes(data=True)).values()], index=pd.Index([*graph], name="person"))
    one, other = zip(*graph.edges, strict=True) if graph.edges else ((), ())
    ends = pd.MultiIndex.from_arrays([one, other], names=["person", "other"])
    edges = pd.DataFrame([tie for *_, tie in graph.edges(data=True)], index=ends)
    return nodes.where(nodes.notna(), np.nan), edges


def network_from_frames(nodes: pd.DataFrame, edges: pd.DataFrame) -> nx.Graph[Any]:
    """Build the graph whose people and ties two tables list: the inverse of `network_to_frames`.

    Parameters
    ----------
    nodes
        Indexed by `person`; nan becomes None.
    edges
        Indexed by `person` and `other`.

    Raises
    ------
    InputError
        If an edge names somebody who is not among the nodes.
    """
    left, right = (nodes.index.get_indexer(edges.index.get_level_values(end)) for end in (0, 1))
    strangers = edges.index[(left < 0) | (right < 0)]
    if len(strangers):
        msg = f"The tie {strangers[0]} names somebody who is not among the nodes; add a row for each person."
        raise InputError(msg)
    return _graph(nodes, left, right, edges)


def _graph(nodes: pd.DataFrame, left: Ints, right: Ints, ties: pd.DataFrame) -> nx.Graph[Any]:
    graph, people = people_of(nodes), nodes.index.tolist()
    # written straight into the graph's own rows: half the time of add_edges_from
    neighbours = [row for _, row in graph.adjacency()]
    for i, j, told in zip(left.tolist(), right.tolist(), _rows(ties), strict=True):
        neighbours[i][people[j]] = told
        neighbours[j][people[i]] = told
    return graph


def _rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    columns = [frame[name].tolist() for name in frame.columns]
    names = list(frame.columns)
    return (dict(zip(names, row, strict=False)) for row in zip(*columns, strict=True))


def current_work(book: Book, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Return `book.affiliations` by person: where each works on a day, the latest where several are open.

    Parameters
    ----------
    book
        What was read. Of what several exports recorded, the newest record on or before the day counts;
        where all are later, the earliest.
    as_of
        The day, inclusive; by default that of the newest record.
    """
    day = NEVER - 1 if as_of is None else day_number(book.day(as_of))
    return once(book, ("current work", day), lambda: _current_work(book, day))


def _current_work(book: Book, day: int) -> pd.DataFrame:
    every = book.affiliations
    places = once(book, "places", lambda: places_of(book, book.people.sort_index()))
    rows = current_rows(places, np.ones(len(every), dtype=bool), day)
    return every.take(rows[rows >= 0]).set_index("person")
