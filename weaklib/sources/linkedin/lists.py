"""The connections of several exports: which rows are one human's, and whose profile has moved."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import pandas as pd

from weaklib.sources.names import name_key
from weaklib.sources.reading import Link, Reading

SAME_DAY = "the same name and day of connection in two exports"
SAME_ADDRESS = "the same e-mail address and day of connection in two exports"


class Row(NamedTuple):
    """One connection as one file lists it; `day` is None where it is not understood."""

    source: str
    number: int
    profile: str
    email: str
    name: str
    work: tuple[str, str]
    day: pd.Timestamp | None


@dataclass(eq=False)  # two humans may say the same of themselves
class Connection:
    """One human as all lists know them.

    Attributes
    ----------
    newest
        The place of the newest list that has them; 0 is the newest of all.
    profile
        The newest address of the profile; "" where no list gives one.
    rows
        The rows of each list, by its place.
    unclear
        Rows that may as well be a namesake's of the same day.
    """

    newest: int
    profile: str
    rows: dict[int, list[Row]] = field(default_factory=dict)
    unclear: set[Row] = field(default_factory=set)

    def every_row(self) -> list[Row]:
        """Return the rows of all lists, the newest first."""
        return [row for rows in self.rows.values() for row in rows]


@dataclass(frozen=True)
class Compared:
    """Every connection of all lists, and the profiles that are one human's."""

    connections: Sequence[Connection]
    links: tuple[Link, ...]

    def profile_now(self) -> dict[str, str]:
        """Return the newest address of each profile whose address has changed."""
        return {
            row.profile: connection.profile
            for connection in self.connections
            for row in connection.every_row()
            if row.profile not in ("", connection.profile)
        }


def compare(lists: Sequence[Sequence[Reading]]) -> Compared:
    """Find the rows of several lists of connections that are one human's.

    By profile; else by name and day of connection, or by address and day, where one row and one human
    are left that fit each other alone; by name alone only where a day is missing.

    Parameters
    ----------
    lists
        By export, the newest first: the files that list its connections.
    """
    known = _Known()
    for place, readings in enumerate(lists if len(lists) > 1 else ()):
        known.take([row for reading in readings for row in _rows(reading)], place)
    return Compared(known.connections, tuple(known.links))


def _rows(reading: Reading) -> Iterable[Row]:
    columns = ["row", "profile", "email", "name", "organisation", "position", "connected_on"]
    listed = reading.contacts[columns].itertuples(index=False, name=None)
    for number, profile, email, name, organisation, position, on in listed:
        day = None if pd.isna(on) else on
        yield Row(reading.source, int(number), profile, email, name_key(name), (organisation, position), day)


Key = Callable[[Row], Hashable | None]


def _name_and_day(row: Row) -> Hashable | None:
    return (row.name, row.day) if row.name and row.day is not None else None


def _address_and_day(row: Row) -> Hashable | None:
    return (row.email, row.day) if row.email and row.day is not None else None


def _name(row: Row) -> Hashable | None:
    return row.name or None


class _Known:
    """The connections of the lists that were looked at, found by what their rows say."""

    def __init__(self) -> None:
        self.connections: list[Connection] = []
        self.links: list[Link] = []
        self.by_profile: dict[str, Connection] = {}
        self.by_key: dict[Key, dict[Hashable, dict[int, Connection]]] = {
            _name_and_day: {},
            _address_and_day: {},
            _name: {},
        }

    def take(self, rows: Sequence[Row], place: int) -> None:
        """Give each row of the next older list to its connection, or to a new one."""
        left = list(rows)
        if self.connections:
            left = [row for row in left if not self._give_by_profile(row, place)]
            left = self._give_alone(left, _name_and_day, SAME_DAY, place)
            left = self._give_alone(left, _address_and_day, SAME_ADDRESS, place)
            left = self._give_alone(left, _name, "", place)
            left = self._give_in_order(left, place)
        for row in left:
            if not self._give_by_profile(row, place):  # a list may have one profile twice
                self.connections.append(Connection(place, row.profile))
                self._give(row, self.connections[-1], place)

    def _give(self, row: Row, connection: Connection, place: int) -> None:
        connection.rows.setdefault(place, []).append(row)
        connection.profile = connection.profile or row.profile
        if row.profile:
            self.by_profile.setdefault(row.profile, connection)
        for key, found in self.by_key.items():
            value = key(row)
            if value is not None:
                found.setdefault(value, {})[id(connection)] = connection

    def _give_by_profile(self, row: Row, place: int) -> bool:
        connection = self.by_profile.get(row.profile)
        if connection is not None:
            self._give(row, connection, place)
        return connection is not None

    def _free(self, key: Key, value: Hashable, place: int) -> list[Connection]:
        return [each for each in self.by_key[key].get(value, {}).values() if place not in each.rows]

    def _give_alone(self, rows: Sequence[Row], key: Key, evidence: str, place: int) -> list[Row]:
        """Give each row to the only connection that it fits, if no other row does; return the others."""
        left: list[Row] = []
        for value, alike in _grouped(rows, key).items():
            free = [] if value is None else self._free(key, value, place)
            if len(alike) == len(free) == 1 and (evidence or _may_be(alike[0], free[0])):
                if alike[0].profile and free[0].profile:
                    self.links.append(Link(alike[0].profile, free[0].profile, evidence))
                self._give(alike[0], free[0], place)
            else:
                left += alike
        return left

    def _give_in_order(self, rows: Sequence[Row], place: int) -> list[Row]:
        """Give namesakes of one day without profiles to those there, whoever is whose; return the others."""
        left: list[Row] = []
        for value, alike in _grouped(rows, _name_and_day).items():
            free = [] if value is None else self._free(_name_and_day, value, place)
            given = set()
            for bare in (True, False):
                fits = [each for each in free if place not in each.rows and (bare or not each.profile)]
                for row, connection in _paired([row for row in alike if bare != bool(row.profile)], fits):
                    self._give(row, connection, place)
                    connection.unclear.add(row)
                    given.add(row)
            left += [row for row in alike if row not in given]
        return left


def _paired(rows: Iterable[Row], connections: Iterable[Connection]) -> Iterator[tuple[Row, Connection]]:
    """Yield pairs, those first that work at the same place; the others by the order of their work."""
    waiting: dict[tuple[str, str], list[Connection]] = {}
    for connection in connections:
        waiting.setdefault(connection.every_row()[0].work, []).append(connection)
    others = []
    for row in sorted(rows, key=lambda row: row.work):
        if waiting.get(row.work):
            yield row, waiting[row.work].pop()
        else:
            others.append(row)
    yield from zip(others, (each for work in sorted(waiting) for each in waiting[work]), strict=False)


def _grouped(rows: Iterable[Row], key: Key) -> dict[Hashable | None, list[Row]]:
    groups: dict[Hashable | None, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups


def _may_be(row: Row, connection: Connection) -> bool:
    """Tell whether two of one name may be one human: a day and a profile are missing."""
    undated = row.day is None or any(each.day is None for each in connection.every_row())
    return undated and not (row.profile and connection.profile)
