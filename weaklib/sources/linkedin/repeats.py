"""What an older export repeats of a newer one: row by row, the newer is believed and the older is merged."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from weaklib.sources.linkedin.contacts import IMPORTED, NOTES
from weaklib.sources.linkedin.owner_files import AFFILIATIONS
from weaklib.sources.names import name_key
from weaklib.sources.reading import Reading

Mark = tuple[Hashable, ...]
Marks = Sequence[Sequence[Mark]]  # by row the marks that tell it from others, the surest first


def without_repeats(
    older: Reading, newer: Sequence[Reading], profile_now: Mapping[str, str] | None = None
) -> Reading:
    """Return a reading without the rows that newer exports have too; they are counted as merged.

    The first of several equal rows matches the first one there, the second the second.

    Parameters
    ----------
    older, newer
        Readings of one kind, not of connections; rows that were found to be repeats themselves are gone.
    profile_now
        The newest address of each profile whose address has changed.
    """
    if not newer:
        return older
    now = profile_now or {}
    marks = marks_of(older, now)
    if not marks:
        return _without_values(older, newer)
    known = [row for reading in newer for row in marks_of(reading, now)]
    if older.kind == NOTES:
        everybody = {mark for row in known for mark in row}
        again = [not everybody.isdisjoint(row) for row in marks]
    else:
        again = matched(marks, known)
    fewer = _without_rows(older, pd.Series(again, dtype="bool"))
    return fewer if older.kind != IMPORTED else _with_more(fewer, older, newer)


def marks_of(reading: Reading, profile_now: Mapping[str, str]) -> Marks:
    """Return by row what tells it from others: of interactions, else of affiliations, else of contacts."""
    if len(reading.interactions):
        return _interaction_marks(reading.interactions, profile_now)
    if reading.kind in AFFILIATIONS:
        columns = reading.affiliations[["kind", "organisation", "since", "role"]]
        return [
            [(kind, plain(place), "since", since), (kind, plain(place), "as", plain(role))]
            if pd.notna(since)
            else [(kind, plain(place), "as", plain(role))]
            for kind, place, since, role in columns.itertuples(index=False, name=None)
        ]
    if reading.kind == IMPORTED:
        own = reading.contacts["row"] != 0
        columns = reading.contacts.loc[own, ["name", "emails", "organisation"]]
        return [
            [(name_key(name), email) for email in emails] or [(name_key(name), plain(organisation))]
            for name, emails, organisation in columns.itertuples(index=False, name=None)
        ]
    columns = reading.contacts[["profile", "name"]]
    return [_who(profile, name, profile_now) for profile, name in columns.itertuples(index=False, name=None)]


def values_of(reading: Reading) -> frozenset[Hashable]:
    """Return what a file without rows of its own says of the owner."""
    if reading.kind == "linkedin email addresses":
        return frozenset(reading.owner_emails)
    if reading.kind == "linkedin profile":
        return frozenset({reading.owner_name} - {""})
    if reading.kind == "linkedin registration":
        return frozenset({reading.first} - {None})
    return frozenset(plain(skill) for skill in reading.owner_skills)


def matched(older: Marks, newer: Marks) -> list[bool]:
    """Tell of each older row whether a newer one shares a mark with it; each newer row matches one.

    >>> matched([[("a",)], [("a",)], [("b",), ("c",)]], [[("a",)], [("c",)]])
    [True, False, True]
    """
    places: dict[Mark, list[int]] = {}
    for place in reversed(range(len(newer))):
        for mark in newer[place]:
            places.setdefault(mark, []).append(place)
    taken: set[int] = set()
    found = [False] * len(older)
    for rank in range(max(map(len, older), default=0)):
        for row, marks in enumerate(older):
            fits = places.get(marks[rank], []) if rank < len(marks) and not found[row] else []
            while fits and fits[-1] in taken:
                fits.pop()
            if fits:
                taken.add(fits.pop())
                found[row] = True
    return found


def plain(text: str) -> str:
    """Return a text for comparison: without case and surplus spaces."""
    return " ".join(text.casefold().split())


def _interaction_marks(table: pd.DataFrame, profile_now: Mapping[str, str]) -> Marks:
    minutes = table["at"].dt.floor("min")
    columns = table[["channel", "direction", "skill", "profile", "name", "words"]]
    marks: list[list[Mark]] = []
    for at, row in zip(minutes, columns.itertuples(index=False, name=None), strict=True):
        channel, direction, skill, profile, name, words = row
        what = (channel, direction, plain(skill), at)
        marks.append([(*what, *who) for who in _who(profile, name, profile_now)])
        if channel == "recommendation":  # without a profile, whoever took another name is told by this alone
            marks[-1].append((*what, "words", words))
    return marks


def _who(profile: str, name: str, profile_now: Mapping[str, str]) -> list[Mark]:
    by_name: list[Mark] = [("name", name_key(name))] if name else []
    return [("profile", profile_now.get(profile, profile)), *by_name] if profile else by_name


def _without_rows(reading: Reading, again: pd.Series) -> Reading:
    merged = reading.merged + int(again.sum())
    kept = (~again).to_numpy()
    if len(reading.interactions):
        interactions = reading.interactions[kept].reset_index(drop=True)
        contacts = reading.contacts[reading.contacts["row"].isin(interactions["row"])]
        return replace(reading, merged=merged, interactions=interactions, contacts=contacts)
    if reading.kind in AFFILIATIONS:
        return replace(reading, merged=merged, affiliations=reading.affiliations[kept].reset_index(drop=True))
    return replace(reading, merged=merged, contacts=reading.contacts[kept].reset_index(drop=True))


def _with_more(fewer: Reading, older: Reading, newer: Sequence[Reading]) -> Reading:
    """Return cards with those merged ones that say more than newer ones: another address or employer."""
    told: dict[str, set[str]] = {}
    for reading in newer:
        for name, words in _cards(reading):
            told.setdefault(name, set()).update(words)
    merged = ~older.contacts["row"].isin(fewer.contacts["row"])
    says_more = [not words <= told.get(name, set()) for name, words in _cards(older)]
    more = older.contacts[merged & pd.Series(says_more, index=merged.index)]
    parts = [part for part in (fewer.contacts, more.assign(row=0)) if len(part)]
    return replace(fewer, contacts=pd.concat(parts, ignore_index=True)) if parts else fewer


def _cards(reading: Reading) -> Iterator[tuple[str, set[str]]]:
    columns = ["name", "profile", "emails", "organisation", "position"]
    for name, profile, emails, *work in reading.contacts[columns].itertuples(index=False, name=None):
        yield name_key(name), {profile, *emails, *work} - {""}


def _without_values(older: Reading, newer: Sequence[Reading]) -> Reading:
    known = frozenset[Hashable]().union(*map(values_of, newer))
    again = values_of(older) & known
    return replace(
        older,
        merged=older.merged + len(again),
        owner_name="" if older.owner_name in again else older.owner_name,
        owner_emails=older.owner_emails - known,
        owner_skills=tuple(skill for skill in older.owner_skills if plain(skill) not in known),
    )
