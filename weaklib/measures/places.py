"""Where people are known to be together, without having been seen so: employers, places and groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.book import Book
from weaklib.measures.roll import NEVER, Ints, first_days, places, whole_days

INFERRED_WEIGHT = 0.15
OWN_STAYS = ("work", "school")
"""The kinds of the owner's affiliations that are stays: whom one only follows or applied to is none."""

Mask = NDArray[np.bool_]


class Members(NamedTuple):
    """Who shares what: one entry a person and group, and what a shared one weighs."""

    person: Ints
    group: Ints
    weight: NDArray[np.float64]


class Stays(NamedTuple):
    """Where the owner worked or went to school, and from when to when."""

    organisation: Ints
    since: Ints
    until: Ints


@dataclass(frozen=True)
class Places:
    """`book.affiliations` on whole numbers, row by row: what people share on a day is a few sums.

    Attributes
    ----------
    person, organisation
        Places in the people and among the organisations; -1 for none.
    recorded
        The day of the record, counted from 1970; `NEVER` where it bears none.
    open_work, work, stated
        Whether the row tells where somebody works, works or worked, or what group the owner names.
    owners
        Whether it is an employer of the owner's.
    first_recorded, connected
        Of each person: the first day of any record, and that of the connection; `NEVER` for none.
    stays
        The owner's.
    size
        How many organisations there are.
    newest_first
        The rows by when the work began and was recorded, the latest first.
    """

    person: Ints
    organisation: Ints
    recorded: Ints
    open_work: Mask
    work: Mask
    stated: Mask
    owners: Mask
    first_recorded: Ints
    connected: Ints
    stays: Stays
    size: int
    newest_first: Ints


def places_of(book: Book, people: pd.DataFrame) -> Places:
    """Lay out who is known to have been where.

    Parameters
    ----------
    book
        What was read.
    people
        `book.people` in the order that numbers them.
    """
    every, own = book.affiliations, book.owner.affiliations
    codes, names = pd.factorize(pd.concat([every["organisation"], own["organisation"]]).replace("", np.nan))
    organisation, owners = codes[: len(every)].astype(np.int64), codes[len(every) :]
    person, recorded = places(people.index, every["person"]), whole_days(every["as_recorded_on"])
    work = (every["kind"] == "work").to_numpy()
    worked = owners[(own["kind"] == "work").to_numpy()]
    stay = (own["since"].notna() & own["kind"].isin(OWN_STAYS)).to_numpy()
    since, until = (whole_days(own.loc[stay, end]) for end in ("since", "until"))
    return Places(
        person=person,
        organisation=organisation,
        recorded=recorded,
        open_work=work & every["until"].isna().to_numpy(),
        work=work,
        stated=(every["kind"] == "group").to_numpy(),
        owners=np.isin(organisation, worked[worked >= 0]),
        first_recorded=first_days(person, recorded, len(people)),
        connected=whole_days(people["connected_on"]),
        stays=Stays(owners[stay].astype(np.int64), since, until),
        size=len(names),
        newest_first=_newest_first(every),
    )


def _newest_first(every: pd.DataFrame) -> Ints:
    rows = every[["since", "as_recorded_on"]].reset_index(drop=True)
    ordered = rows.sort_values([*rows], ascending=False, na_position="last", kind="stable")
    return ordered.index.to_numpy(dtype=np.int64)


def known_rows(places: Places, alive: Mask, day: int) -> Mask:
    """Tell which rows a book has as of a day, where `alive` tells who is in it."""
    too_late = (places.recorded != NEVER) & (places.recorded > day)
    known: Mask = alive[places.person] & ~(too_late & (places.first_recorded[places.person] <= day))
    return known


def open_rows(places: Places, known: Mask, day: int) -> Mask:
    """Tell which rows say where people work on a day.

    Of what several exports recorded, the newest record of each person on or before the day counts; where
    all are later, the earliest is the best guess. What was never recorded on a day (address books) counts
    only for people of whom nothing was.

    Parameters
    ----------
    places
        Who is known to have been where.
    known
        The rows to choose from.
    day
        The day, inclusive.
    """
    work = known & places.open_work
    person, recorded, size = places.person[work], places.recorded[work], len(places.connected)
    counted = first_days(person, recorded, size)
    newest = np.full(size, -NEVER)
    by_then = recorded <= day
    np.maximum.at(newest, person[by_then], recorded[by_then])
    counted = np.where(newest > -NEVER, newest, counted)
    opened: Mask = work & (places.recorded == counted[places.person])
    return opened


def current_rows(places: Places, known: Mask, day: int) -> Ints:
    """Return the row that tells where each person works on a day, the latest of several; -1 for none."""
    opened = open_rows(places, known, day)
    rows = places.newest_first[opened[places.newest_first]]
    current = np.full(len(places.connected), -1)
    # of several entries for one person the last stays: the first of these rows
    current[places.person[rows[::-1]]] = rows[::-1]
    return current


def shared_places(places: Places, alive: Mask, day: int, max_group: int) -> dict[str, Members]:
    """Return by kind of inference who shares which employer, place or group, and what a shared one weighs.

    Parameters
    ----------
    places
        Who is known to have been where.
    alive
        Who is in the book on the day.
    day
        The day, inclusive, counted from 1970.
    max_group
        The largest group that counts: contacts.

    Returns
    -------
    dict of str to Members
        Under "employer" who works there (at one of the owner's also who is known to have worked there),
        under "met_during" who was connected while the owner was there, and under "group" whom the owner
        says to belong together.
    """
    known = known_rows(places, alive, day)
    at_the_owners = known & places.work & places.owners & (places.recorded <= day)
    employed = open_rows(places, known, day) | at_the_owners
    stated = known & places.stated
    return {
        "employer": _groups(places, places.person[employed], places.organisation[employed], max_group),
        "met_during": _groups(places, *_connected_during_a_stay(places, alive, day), max_group),
        "group": _groups(places, places.person[stated], places.organisation[stated], max_group),
    }


def _connected_during_a_stay(places: Places, alive: Mask, day: int) -> tuple[Ints, Ints]:
    person = np.flatnonzero(alive & (places.connected <= day))
    met = [
        (person[(since <= connected) & (connected <= min(until, day))], organisation)
        for connected in [places.connected[person]]
        for organisation, since, until in zip(*places.stays, strict=True)
    ]
    people = [who for who, _ in met]
    return (
        np.concatenate([*people, np.empty(0, dtype=np.int64)]),
        np.repeat(np.array([where for _, where in met], dtype=np.int64), [len(who) for who in people]),
    )


def _groups(places: Places, person: Ints, organisation: Ints, max_group: int) -> Members:
    named = organisation >= 0
    size = max(places.size, 1)
    once = np.unique(person[named] * size + organisation[named])
    person, organisation = once // size, once % size
    members = np.bincount(organisation, minlength=size)[organisation]
    small = (members > 1) & (members <= max_group)
    weight = np.minimum(1 / (members[small] - 1), INFERRED_WEIGHT)
    return Members(person[small], organisation[small], weight)
