"""What becomes of the connections that several exports list: used, merged, kept as history, or gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from weaklib.sources.linkedin.connections import KIND
from weaklib.sources.linkedin.contacts import NOTES
from weaklib.sources.linkedin.exports import Export, day_text, own_day
from weaklib.sources.linkedin.lists import Compared, Connection
from weaklib.sources.names import name_key
from weaklib.sources.reading import Reading, frame
from weaklib.sources.sheets.delimited import raw_text

USED, HISTORY, MERGED = "used", "history", "merged"
RAW = ("name", "profile", "email", "organisation", "position", "connected_on")


@dataclass(frozen=True)
class Listing:
    """One export's list of connections.

    Attributes
    ----------
    day
        The day of the export.
    newest
        The newest day of connection in it: of later connections it knows nothing.
    whole
        Whether it has about as many rows as older lists: else it shows nobody to be gone.
    """

    day: pd.Timestamp | None
    newest: pd.Timestamp | None
    whole: bool


@dataclass(frozen=True)
class Seen:
    """Who is named beside the lists of connections: profiles, and names that stand without one."""

    profiles: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True)
class Fate:
    """What becomes of one row: used, merged, merged but kept as history, or the reason why it is set aside.

    Attributes
    ----------
    what
        `USED`, `HISTORY`, `MERGED`, or the reason.
    profile
        The profile that another export gives, where this one gives none.
    missed
        Whether newer exports lack this connection.
    """

    what: str
    profile: str
    missed: bool


def listings(exports: Sequence[Export], cut: Collection[str]) -> list[Listing]:
    """Return the lists of connections, the newest first.

    Parameters
    ----------
    exports
        The newest first.
    cut
        Sources that have far fewer rows than older ones.
    """
    found = []
    for export in exports:
        files = export.of_kind(KIND)
        days = [own_day(export.files[source]) for source in files]
        if files:
            newest = max(filter(None, days), default=None)
            found.append(Listing(export.day, newest, whole=not any(source in cut for source in files)))
    return found


def seen_in(readings: Sequence[Reading]) -> Seen:
    """Return who is named in anything but lists of connections and of those followed."""
    profiles: set[str] = set()
    names: set[str] = set()
    for reading in readings:
        if reading.kind in (KIND, "linkedin follows"):
            continue
        for table in (reading.interactions, reading.contacts):
            profiles.update(table["profile"].unique())
        for table in (reading.interactions, *([reading.contacts] if reading.kind == NOTES else [])):
            names.update(map(name_key, table.loc[table["profile"] == "", "name"].unique()))
    return Seen(frozenset(profiles - {""}), frozenset(names - {""}))


def settled(
    readings: Mapping[str, Reading], compared: Compared, lists: Sequence[Listing], seen: Seen
) -> dict[str, Reading]:
    """Return the lists of connections with each human counted once, the newest row of theirs being used.

    A row that an older list has too is merged there; it stays among the contacts, with `row` 0, where it
    says something else of the person: where they worked then. A connection that newer lists lack is set
    aside, unless other files name the person.

    Parameters
    ----------
    readings
        By source.
    compared
        Whose rows they are.
    lists
        The lists in the order in which they were compared.
    seen
        Who is named elsewhere.
    """
    missed = {id(each): _missed_on(each, lists) for each in compared.connections}
    present = Counter(name for each in compared.connections if not missed[id(each)] for name in _names(each))
    fates: dict[tuple[str, int], Fate] = {}
    for connection in compared.connections:
        day = missed[id(connection)]
        gone = day if day and not _is_seen(connection, seen, present) else ""
        fates |= _fates(connection, gone, missed=bool(day))
    return {source: _settled(reading, fates) for source, reading in readings.items() if reading.kind == KIND}


def _missed_on(connection: Connection, lists: Sequence[Listing]) -> str:
    """Return the day of the first whole list that could have this connection and lacks it, or ""."""
    place = connection.newest
    days = [row.day for row in connection.rows[place] if row.day]
    for newer in reversed(lists[:place]):
        if (
            newer.whole
            and _is_after(newer.day, lists[place].day)
            and not _is_after(max(days, default=None), newer.newest)
        ):
            return day_text(newer.day)
    return ""


def _is_after(day: pd.Timestamp | None, other: pd.Timestamp | None) -> bool:
    return day is not None and (other is None or day > other)


def _names(connection: Connection) -> frozenset[str]:
    return frozenset(row.name for row in connection.every_row())


def _is_seen(connection: Connection, seen: Seen, present: Counter[str]) -> bool:
    profiles = {row.profile for row in connection.every_row()}
    alone = {name for name in _names(connection) if not present[name]}
    return not (seen.profiles.isdisjoint(profiles) and seen.names.isdisjoint(alone))


def _fates(connection: Connection, gone: str, *, missed: bool) -> dict[tuple[str, int], Fate]:
    """Return by source and row number what becomes of the rows of one connection."""
    fates: dict[tuple[str, int], Fate] = {}
    told: set[tuple[object, ...]] = set()
    for place, rows in connection.rows.items():
        for row in rows:
            said = (row.name, row.email, row.work)
            unclear = row in connection.unclear
            older = MERGED if gone or unclear or said in told else HISTORY
            own = f"no longer among your connections in the export of {gone}" if gone else USED
            what = own if place == connection.newest else older
            fates[row.source, row.number] = Fate(what, "" if unclear else connection.profile, missed)
            told.add(said)
    return fates


def _settled(reading: Reading, fates: Mapping[tuple[str, int], Fate]) -> Reading:
    contacts = reading.contacts
    mine = [fates[reading.source, int(row)] for row in contacts["row"]]
    what = pd.Series([fate.what for fate in mine], index=contacts.index, dtype="object")
    told = pd.Series([fate.profile for fate in mine], index=contacts.index, dtype="object")
    gone = ~what.isin([USED, HISTORY, MERGED])
    filled = contacts.assign(
        profile=contacts["profile"].where(contacts["profile"].ne(""), told),
        row=contacts["row"].where(what.ne(HISTORY), 0),
    )
    aside = [
        {"row": row["row"], "reason": reason, "raw": _raw(row)}
        for (_, row), reason in zip(contacts[gone].iterrows(), what[gone], strict=True)
    ]
    kept = sum(fate.missed for fate in mine if fate.what == USED)
    return replace(
        reading,
        merged=reading.merged + int(what.isin([HISTORY, MERGED]).sum()),
        contacts=filled[what.isin([USED, HISTORY])].reset_index(drop=True),
        set_aside=pd.concat([reading.set_aside, frame(aside, ("row", "reason", "raw"))], ignore_index=True),
        note="; ".join(filter(None, (reading.note, _note(len(aside), kept)))),
    )


def _raw(row: pd.Series) -> str:
    day = row["connected_on"]
    cells = {name: str(row[name]) for name in RAW}
    return raw_text(cells | {"connected_on": "" if pd.isna(day) else day_text(day)})


def _note(gone: int, kept: int) -> str:
    if not gone + kept:
        return ""
    return (
        f"no longer among your connections in a newer export: {gone} set aside, "
        f"{kept} kept because other files name them"
    )
