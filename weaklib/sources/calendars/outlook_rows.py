"""The rows of Outlook's calendar as a table: what each says, but not its subject and description."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

from weaklib.sources.calendars.outlook_columns import PEOPLE, Layout, words
from weaklib.sources.calendars.outlook_people import guests_in
from weaklib.sources.calendars.people import Guest
from weaklib.sources.sheets.delimited import Record, raw_text

SHOWN = ("start", "end", "all day", *PEOPLE, "resources")  # of other cells the length


class Row(NamedTuple):
    """One event as it is written.

    Attributes
    ----------
    number
        Its number in the file.
    start, end
        Their dates and times.
    is_all_day, is_cancelled
        Whether it says so.
    guests
        Everybody whom it names.
    digest
        Of its subject and its organiser.
    raw
        Its cells, with lengths in place of bodies.
    """

    number: int
    start: str
    end: str
    is_all_day: bool
    is_cancelled: bool
    guests: Sequence[Guest]
    digest: str
    raw: str


@dataclass
class Rows:
    """The rows of a file, each once.

    Attributes
    ----------
    layout
        How they are written.
    events
        Those that are whole.
    aside
        Those set aside: `row`, `reason`, `raw`.
    count, merged
        How many there are, and how many of them repeat another one.
    """

    layout: Layout
    events: list[Row] = field(default_factory=list)
    aside: list[dict[str, object]] = field(default_factory=list)
    count: int = 0
    merged: int = 0
    _seen: set[bytes] = field(default_factory=set)
    _names: Mapping[str, str] = field(init=False)
    _shown: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Note what the columns are called, and which of them a row that is set aside may show."""
        self._names = {column: name for name, column in self.layout.columns.items()}
        self._shown = frozenset(column for name in SHOWN for column in self.layout.of(name))

    def take_all(self, records: Iterable[Record]) -> None:
        """Take every record of the file, but none twice."""
        for record in records:
            self.count += 1
            cells = record.cells
            mark = _mark(cells)
            if record.fault:
                self.put_aside(record.number, record.fault, raw_text(cells, bodies=tuple(cells)))
            elif mark in self._seen:
                self.merged += 1
            else:
                self.events.append(self._row(record.number, cells))
            self._seen.add(mark)

    def put_aside(self, number: int, reason: str, raw: str) -> None:
        """Set one row aside."""
        self.aside.append({"row": number, "reason": reason, "raw": raw})

    def _row(self, number: int, cells: Mapping[str, str]) -> Row:
        def joined(name: str, mark: str = " ") -> str:
            return mark.join(cells[column] for column in self.layout.of(name)).strip()

        subject = " ".join(joined("subject").casefold().split())
        told = f"{subject}\0{joined('organizer').casefold()}"
        return Row(
            number=number,
            start=joined("start"),
            end=joined("end"),
            is_all_day=joined("all day").casefold() in words("yes"),
            is_cancelled=subject.startswith(tuple(words("cancelled"))),
            guests=guests_in(map(joined, PEOPLE), joined("resources", ";")),
            digest=sha256(told.encode("utf-8", "replace")).hexdigest(),
            raw=self._raw(cells),
        )

    def _raw(self, cells: Mapping[str, str]) -> str:
        filled = {column: cell for column, cell in cells.items() if cell.strip()}
        told = {self._names.get(column, column): cell for column, cell in filled.items()}
        return raw_text(told, bodies=[self._names.get(name, name) for name in filled.keys() - self._shown])


def _mark(cells: Mapping[str, str]) -> bytes:
    """Return a digest by which a row is known again."""
    digest = sha256()
    for cell in cells.values():
        digest.update(f"{len(cell)}:".encode())
        digest.update(cell.encode("utf-8", "replace"))
    return digest.digest()
