"""Where people are known to be together, without having been seen so: employers, places and groups."""

from __future__ import annotations

import pandas as pd

from weaklib.book import Book

INFERRED_WEIGHT = 0.15
OWN_STAYS = ("work", "school")
"""The kinds of the owner's affiliations that are stays: whom one only follows or applied to is none."""


def open_work(book: Book, day: pd.Timestamp | None = None) -> pd.DataFrame:
    """Return the rows of `book.affiliations` that say where people work on a day.

    Of what several exports recorded, the newest record of each person on or before the day counts; where
    all are later, the earliest is the best guess. What was never recorded on a day (address books) counts
    only for people of whom nothing was.

    Parameters
    ----------
    book
        What was read.
    day
        The day, inclusive; by default that of the newest record.
    """
    every = book.affiliations
    work = every[(every["kind"] == "work") & every["until"].isna()]
    recorded = work["as_recorded_on"]
    person = work["person"]
    by_then = recorded if day is None else recorded.where(recorded <= day)
    newest = by_then.groupby(person).transform("max")
    counted = newest.fillna(recorded.groupby(person).transform("min"))
    return work[(recorded == counted) | counted.isna()]


def shared_places(book: Book, day: pd.Timestamp, max_group: int) -> dict[str, pd.DataFrame]:
    """Return by kind of inference who shares which employer, place or group, and what a shared one weighs.

    Parameters
    ----------
    book
        What was read.
    day
        The day, inclusive.
    max_group
        The largest group that counts: contacts.

    Returns
    -------
    dict of str to pd.DataFrame
        `person`, `group` and `weight` under "employer" (who works there; at one of the owner's also who is
        known to have worked there), "met_during" (who was connected while the owner was there) and "group"
        (whom the owner says to belong together).
    """
    every = book.affiliations
    stated = every[every["kind"] == "group"]
    return {
        "employer": _groups(pd.concat([open_work(book, day), _at_the_owners(book, day)]), max_group),
        "met_during": _groups(_connected_during_a_stay(book, day), max_group),
        "group": _groups(stated, max_group),
    }


def _at_the_owners(book: Book, day: pd.Timestamp) -> pd.DataFrame:
    """Return the records, old ones too, of contacts at an employer of the owner's."""
    own, every = book.owner.affiliations, book.affiliations
    employers = own.loc[own["kind"] == "work", "organisation"].dropna()
    recorded = every[(every["kind"] == "work") & (every["as_recorded_on"] <= day)]
    return recorded[recorded["organisation"].isin(employers)]


def _connected_during_a_stay(book: Book, day: pd.Timestamp) -> pd.DataFrame:
    own = book.owner.affiliations
    stays = own[own["since"].notna() & own["kind"].isin(OWN_STAYS)].fillna({"until": day})
    connected = book.people["connected_on"].rename_axis("person").reset_index()
    connected = connected[connected["connected_on"] <= day]
    met = connected.merge(stays[["organisation", "since", "until"]], how="cross")
    return met[met["connected_on"].between(met["since"], met["until"])]


def _groups(members: pd.DataFrame, max_group: int) -> pd.DataFrame:
    named = members[members["organisation"].notna() & members["organisation"].ne("")]
    once = named.drop_duplicates(["person", "organisation"]).reset_index(drop=True)
    size = once.groupby("organisation")["person"].transform("size").astype("int64")
    small = once[(size > 1) & (size <= max_group)]
    weight = (1 / (size[small.index] - 1)).clip(upper=INFERRED_WEIGHT)
    return small[["person"]].assign(group=small["organisation"], weight=weight)
