"""Who is at a target now, who was there, and who knows somebody there: the ways in, not yet weighed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
import pandas as pd

from weaklib.action.goals_words import field_meant
from weaklib.action.introductions_targets import Target, role_meant
from weaklib.action.situation import Situation
from weaklib.measures.once import once
from weaklib.measures.places import known_rows, open_rows, places_of
from weaklib.measures.roll import Ints, day_number
from weaklib.sources.names.namesakes import namesakes
from weaklib.sources.organisations.tiers import Tier, match_organisations
from weaklib.sources.organisations.vocabulary import folded

STANDINGS = ("now", "was", "listed")
"""How somebody stands to a place, the surest first: an undated entry ("listed") does not tell which."""

COLUMNS = ("organisation", "role", "function", "seniority", "field")
ANY = int(Tier.EXACT)


class Known(NamedTuple):
    """Where people are known to be or to have been, laid out once for every target.

    Attributes
    ----------
    work
        Rows of `book.affiliations` under their labels, with `standing`.
    codes
        Of each of `COLUMNS` the number of what each row says (-1 for nothing), and what the numbers mean: a
        name is then compared once, however many people have it.
    person, rank
        The number of the person of each row, and the place of its standing among `STANDINGS`.
    people
        The names of everybody in the tie table.
    """

    work: pd.DataFrame
    codes: Mapping[str, tuple[Ints, pd.Index[Any]]]
    person: Ints
    rank: Ints
    people: pd.Series[Any]


def known(situation: Situation) -> Known:
    """Lay out who is known, on the day, to be or to have been where.

    Of what several exports recorded the newest is where somebody is now; an older record, or one that has
    ended, is where they were; an entry without a date ("listed") tells only that it is one of the two.
    """
    return situation.once("known", _known)


def _known(situation: Situation) -> Known:
    book, day = situation.book, day_number(situation.day)
    people = book.people.sort_index()
    places = once(book, "places", lambda: places_of(book, people))
    inside = situation.ties.index.get_indexer(people.index) >= 0
    rows = known_rows(places, inside, day) & places.work
    opened = open_rows(places, rows, day)
    every = book.affiliations
    undated = (every["as_recorded_on"].isna() & every["until"].isna()).to_numpy()
    standing = np.select([opened, undated], ["now", "listed"], "was")
    # an export made after the day can tell where somebody is at best, not where they were
    later = (every["as_recorded_on"] > situation.day).to_numpy()
    kept = rows & (opened | ~later)
    work = every.assign(standing=standing)[kept]
    codes = {column: pd.factorize(work[column]) for column in COLUMNS}
    rank = pd.Index(STANDINGS).get_indexer(pd.Index(work["standing"])).astype(np.int64)
    return Known(work, codes, places.person[kept], rank, people.loc[inside, "name"].fillna(""))


def there(known: Known, target: Target) -> pd.DataFrame:
    """Return who is or was at a target, by strict name tiers and the words of the vocabulary.

    Parameters
    ----------
    known
        What `known` returns.
    target
        What is asked for.

    Returns
    -------
    DataFrame
        Indexed by `person`, once each: `standing` ("now", "was", "listed"), `tier` (of the organisation's
        name; EXACT for a field, a role or a person), and `row`, the label of the row of `book.affiliations`
        that says so; -1 for a person who is the target.
    """
    if target.kind == "person":
        return _namesakes(known, target)
    tier = _TIERS[target.kind](known, target)
    fits = np.flatnonzero(tier > 0)
    fits = fits[np.lexsort((-tier[fits], known.rank[fits], known.person[fits]))]
    _, first = np.unique(known.person[fits], return_index=True)
    rows = fits[first]
    found = known.work[["person", "standing"]].iloc[rows].assign(tier=tier[rows])
    return found.assign(row=found.index).set_index("person")


def _namesakes(known: Known, target: Target) -> pd.DataFrame:
    meant = namesakes(known.people, target.asked) | (known.people.index == target.asked)
    people = known.people.index[meant]
    return pd.DataFrame({"standing": "now", "tier": ANY, "row": -1}, index=people.rename("person"))


def _by_name(known: Known, target: Target) -> Ints:
    found = match_organisations(target.asked, known.codes["organisation"][1])["tier"]
    return _told(known, "organisation", {str(name): int(tier) for name, tier in found.items()})


def _by_field(known: Known, target: Target) -> Ints:
    return _told(known, "field", {field_meant(target.asked) or target.asked: ANY})


def _by_role(known: Known, target: Target) -> Ints:
    """Match today's titles that hold the same words, or have the function and seniority that are meant."""
    words = f" {folded(target.asked)} "
    same = [title for title in known.codes["role"][1] if words in f" {folded(str(title))} "]
    fits = _told(known, "role", dict.fromkeys(map(str, same), ANY))
    meant = zip(("function", "seniority"), role_meant(target.asked), strict=True)
    told = [_told(known, column, {value: ANY}) for column, value in meant if value]
    if told:
        fits = np.maximum(fits, np.minimum.reduce(told))
    return np.where(known.rank == STANDINGS.index("now"), fits, 0)


def _told(known: Known, column: str, values: Mapping[str, int]) -> Ints:
    """Return for each row what its value in a column is worth; 0 for another value, and for none."""
    codes, names = known.codes[column]
    worth = np.array([*(values.get(str(name), 0) for name in names), 0], dtype=np.int64)
    found: Ints = worth[codes]
    return found


_TIERS = {"organisation": _by_name, "field": _by_field, "role": _by_role}


def acquainted(graph: nx.Graph[Any] | None, inside: Iterable[str]) -> pd.DataFrame:
    """Return who knows whom of those inside, as far as the graph of contacts tells.

    A tie that was seen goes before one that is only supposed, then the heavier one.

    Parameters
    ----------
    graph
        The ties among contacts; None where nobody asked.
    inside
        Who is at the target.

    Returns
    -------
    DataFrame
        Indexed by `person`, once each, and nobody of those inside: `other` (whom they know there), `weight`,
        and `seen`, whether the tie was observed.
    """
    within = set(inside)
    ties = [
        (person, other, float(tie.get("weight", 1.0)), float(tie.get("observed_share", 1.0)) > 0)
        for other in sorted(within)
        if graph is not None and other in graph
        for person, tie in graph[other].items()
        if person not in within
    ]
    table = pd.DataFrame(ties, columns=["person", "other", "weight", "seen"])
    ordered = table.sort_values(["person", "seen", "weight"], ascending=[True, False, False], kind="stable")
    return ordered.drop_duplicates("person").set_index("person")
