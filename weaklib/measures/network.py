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
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from weaklib.book import CONTACT_CHANNELS, Book, InputError
from weaklib.measures.places import INFERRED_WEIGHT, open_work, shared_places

EVIDENCE = ("meeting", "thread", "employer", "met_during", "group")
OBSERVED = EVIDENCE[:2]
EVIDENCE_OF_CHANNEL = {"meeting": "meeting", "message": "thread", "mail": "thread"}
ATTRIBUTES = ("name", "organisation", "field", "function", "seniority")


def contact_network(
    book: Book,
    as_of: str | pd.Timestamp | None = None,
    *,
    evidence: str = "all",
    max_meeting: int = 25,
    max_thread: int = 10,
    max_group: int = 50,
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
    day = book.day(as_of)
    then = book.as_of(day)
    shared = _shared_events(then, {"meeting": max_meeting, "thread": max_thread})
    if evidence == "all":
        shared |= shared_places(then, day, max_group)
    people = then.people.index.sort_values()
    return network_from_frames(_nodes(then, people, day), _ties(people, shared))


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
    """
    graph: nx.Graph[Any] = nx.Graph()
    known = nodes.astype("object").where(nodes.notna(), None)
    graph.add_nodes_from(zip(nodes.index, _rows(known), strict=True))
    one, other = (edges.index.get_level_values(end).tolist() for end in (0, 1))
    graph.add_edges_from(zip(one, other, _rows(edges), strict=True))
    return graph


def _rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    columns = [frame[name].tolist() for name in frame.columns]
    names = list(frame.columns)
    return (dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))


def newman_projection(incidence: sparse.csr_array, sizes: ArrayLike) -> sparse.csr_array:
    """Project people at events onto ties: w_ij = sum over shared events of 1/(n_e - 1).

    Who is one of many at an event is tied to each of the others a little; without an owner beside the
    group, a person's strength is the number of their events that somebody else attended.

    Parameters
    ----------
    incidence
        People by events, 1 where the person was there.
    sizes
        n_e, the people at each event; an event of one makes no tie.

    Returns
    -------
    sparse.csr_array
        People by people, symmetric, with an empty diagonal.
    """
    others = np.asarray(sizes, dtype=np.float64) - 1
    return _projection(incidence, np.divide(1.0, others, out=np.zeros_like(others), where=others > 0))


def _projection(incidence: sparse.csr_array, weights: NDArray[np.float64]) -> sparse.csr_array:
    people = incidence.astype(np.float64)
    ties = sparse.coo_array(people @ sparse.diags_array(weights) @ people.T)
    apart = (ties.coords[0] != ties.coords[1]) & (ties.data > 0)
    ends = (ties.coords[0][apart], ties.coords[1][apart])
    return sparse.csr_array((ties.data[apart], ends), shape=ties.shape)


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
    work = open_work(book, None if as_of is None else book.day(as_of))
    newest = work.sort_values(["since", "as_recorded_on"], ascending=False, na_position="last", kind="stable")
    return newest.drop_duplicates("person").set_index("person").sort_index()


def _nodes(book: Book, people: pd.Index[str], day: pd.Timestamp) -> pd.DataFrame:
    work = current_work(book, day).reindex(people)
    return work.assign(name=book.people["name"].reindex(people))[list(ATTRIBUTES)]


def _shared_events(book: Book, largest: dict[str, int]) -> dict[str, pd.DataFrame]:
    """Return by kind of evidence who was at which event, and what a shared one weighs."""
    seen = book.interactions[["person", "event", "group_size"]].copy()
    seen["kind"] = book.interactions["channel"].map(CONTACT_CHANNELS).map(EVIDENCE_OF_CHANNEL)
    seen = seen[seen["kind"].notna() & seen["event"].notna() & seen["event"].ne("")]
    size = seen.groupby(["kind", "event"])["group_size"].transform("max")
    seen = seen.assign(size=size).drop_duplicates(["kind", "event", "person"])
    present = seen.groupby(["kind", "event"])["group_size"].transform("size")
    seen["size"] = np.maximum(seen["size"], present + 1)
    allowed = seen["kind"].map(largest).astype("float64")
    seen = seen[(present > 1) & (seen["size"] <= allowed)]
    weighed = seen.assign(group=seen["event"], weight=1 / (seen["size"] - 1))
    return {kind: weighed.loc[weighed["kind"] == kind, ["person", "group", "weight"]] for kind in OBSERVED}


def _ties(people: pd.Index[str], shared: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the ties that each kind of evidence makes, side by side, and their sums."""
    pairs = pd.concat([_pairs(people, kind, members) for kind, members in shared.items()], ignore_index=True)
    size = max(len(people), 1)
    key, tie = np.unique(pairs["left"].to_numpy() * size + pairs["right"].to_numpy(), return_inverse=True)
    by_kind = np.zeros((len(EVIDENCE), len(key)))
    by_kind[pairs["kind"].to_numpy(), tie] = pairs["weight"].to_numpy()
    observed, inferred = by_kind[: len(OBSERVED)].sum(axis=0), by_kind[len(OBSERVED) :].sum(axis=0)
    weight = observed + inferred
    return pd.DataFrame(
        {
            "weight": weight,
            "observed": observed,
            "inferred": inferred,
            "observed_share": observed / weight,
            "evidence": _named(by_kind > 0),
        },
        index=pd.MultiIndex.from_arrays([people[key // size], people[key % size]], names=["person", "other"]),
    )


def _named(kinds: NDArray[np.bool_]) -> list[tuple[str, ...]]:
    """Return for each tie the kinds of its evidence; equal ones share a tuple."""
    powers = 1 << np.arange(len(EVIDENCE))
    names = [tuple(compress(EVIDENCE, code & powers)) for code in range(1 << len(EVIDENCE))]
    return [names[code] for code in powers @ kinds]


def _pairs(people: pd.Index[str], kind: str, members: pd.DataFrame) -> pd.DataFrame:
    """Return each pair of people who share a group once: `left`, `right` (positions), `weight`, `kind`."""
    groups, names = pd.factorize(members["group"])
    weights = np.zeros(len(names))
    weights[groups] = members["weight"].to_numpy()
    where = (people.get_indexer(pd.Index(members["person"])), groups)
    incidence = sparse.csr_array((np.ones(len(members)), where), shape=(len(people), len(names)))
    upper = sparse.triu(_projection(incidence, weights), k=1, format="coo")
    left, right = (end.astype(np.int64) for end in upper.coords)
    weight = upper.data if kind in OBSERVED else upper.data.clip(max=INFERRED_WEIGHT)
    return pd.DataFrame({"left": left, "right": right, "weight": weight, "kind": EVIDENCE.index(kind)})
