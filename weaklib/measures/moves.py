"""Job moves: who has a new employer or a new position, as several exports tell one after the other."""

from __future__ import annotations

import pandas as pd

from weaklib.book import Book
from weaklib.sources.organisations.alike import alike_organisations
from weaklib.sources.organisations.vocabulary import fold

COLUMNS = (
    *("name", "organisation_before", "position_before", "organisation", "position"),
    *("seen_between", "moved_employer"),
)
"""The columns of `job_moves`."""


def job_moves(book: Book, as_of: str | pd.Timestamp | None = None) -> pd.DataFrame:
    """Tell who moved from where to where: news that is worth a message.

    Two records of one person that follow each other are compared. Only another spelling is no move, and no
    new employer is claimed where the two names are probably one ("Siemens Energy Deutschland"). Records
    without an organisation ("Freelance", blank) do not tell where anybody moved, and are passed over; so are
    address books, which bear no day.

    Parameters
    ----------
    book
        What was read; a job history needs at least two LinkedIn exports.
    as_of
        The day, inclusive; by default the last that the exports cover.

    Returns
    -------
    pd.DataFrame
        Indexed by `person`, who may have several rows, the newest move first: `name`;
        `organisation_before`, `position_before`, `organisation` and `position`, nan where not known;
        `seen_between`, the days of the older and of the newer record, as a tuple: the move was between
        them; `moved_employer`, False for a new position in the same organisation.

    Raises
    ------
    InputError
        If `as_of` is not a date.
    """
    steps = _steps(_records(book, book.day(as_of)))
    same_place = steps["organisation"] == steps["organisation_before"]
    same_place |= _probably_one(steps[~same_place]).reindex(steps.index, fill_value=False)
    known = steps["position"].notna() & steps["position_before"].notna()
    new_position = known & (fold(steps["position"]) != fold(steps["position_before"]))
    news = steps.assign(moved_employer=~same_place)[~same_place | new_position]
    newest = news.sort_values(["seen", "person"], ascending=[False, True], kind="stable").set_index("person")
    days = zip(newest["seen_before"], newest["seen"], strict=True)
    between = pd.Series(list(days), index=newest.index, dtype="object")
    name = book.people["name"].reindex(newest.index)
    return newest.assign(name=name, seen_between=between)[list(COLUMNS)]


def _records(book: Book, day: pd.Timestamp) -> pd.DataFrame:
    """Return what each export on or before the day recorded of each person's work, the oldest first."""
    every = book.affiliations
    dated = every[(every["kind"] == "work") & (every["as_recorded_on"] <= day)]
    named = dated[dated["organisation"].notna() & dated["organisation"].ne("")]
    renamed = named.rename(columns={"role": "position", "as_recorded_on": "seen"})
    columns = ["person", "seen", "organisation", "position"]
    return renamed[columns].sort_values(columns).drop_duplicates(["person", "seen"])


def _steps(records: pd.DataFrame) -> pd.DataFrame:
    """Return each record beside the one before it of the same person."""
    earlier = records.groupby("person")[["seen", "organisation", "position"]].shift().add_suffix("_before")
    steps = records.join(earlier)
    return steps[steps["seen_before"].notna()].reset_index(drop=True)


def _probably_one(steps: pd.DataFrame) -> pd.Series:
    """Tell of which steps the two organisations are probably one, by the index of the steps."""
    names = pd.concat([steps["organisation"], steps["organisation_before"]])
    pairs = alike_organisations(names)[["organisation", "other"]]
    alike = {frozenset(pair) for pair in pairs.itertuples(index=False, name=None)}
    both = zip(steps["organisation"], steps["organisation_before"], strict=True)
    return pd.Series([frozenset(pair) in alike for pair in both], index=steps.index, dtype="bool")
