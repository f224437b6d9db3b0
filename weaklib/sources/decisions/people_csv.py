"""Writes people.csv: whom to decide about, then everybody once; nothing that the owner wrote is ever lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from weaklib.book import Book
from weaklib.sources.decisions import COLUMNS, SHOWN
from weaklib.sources.decisions.cells import key_of, yes_or_no
from weaklib.sources.decisions.people_sheet import PeopleSheet, read_sheet, write_sheet

Cells = dict[str, str]


def write_people_csv(folder: Path, book: Book) -> int:
    """Write people.csv of a data folder anew, and return how many pairs are still to be decided.

    First come the pairs of `book.proposals`, the likeliest first; then those that the owner has decided, in
    their order; then everybody, by name; last the rows that name nobody in the book. A row in which the
    owner wrote anything stays, with all columns that they added; what is only shown is brought up to date.
    Written again, the file is the same.

    Parameters
    ----------
    folder
        The data folder.
    book
        What was read from it.

    Raises
    ------
    InputError
        If the file that is there cannot be read as a table.
    OutputError
        If it cannot be written; the old file is as it was.
    """
    sheet = read_sheet(folder, COLUMNS)
    everybody = _Everybody(book)
    asked = set(map(frozenset, book.proposals[["person", "other"]].itertuples(index=False, name=None)))
    given = list(_rows(sheet))
    everybody.follow(given)
    owners = [row for row in given if row.is_said or (row.is_typed and everybody.pair(row) not in asked)]
    proposed = _proposed(book, everybody, owners)
    open_pairs = sum(not row.cells["decision"].strip() for row in proposed)
    taken = {id(row) for row in proposed}
    decided = [row for row in owners if row.other and id(row) not in taken]
    listed = _listed(everybody, [row for row in owners if not row.other])
    columns = (*sheet.columns, *(c for c in COLUMNS if c not in map(str.lower, sheet.columns)))
    rows = [row.written(columns, everybody) for row in [*proposed, *decided, *listed]]
    write_sheet(folder, PeopleSheet(columns, tuple(enumerate(rows, 2)), sheet.delimiter))
    return open_pairs


@dataclass(frozen=True)
class _Row:
    """One row: our columns by name, and all cells as they were.

    `is_said` tells that the owner said something in it, `is_typed` that they typed a pair of their own.
    """

    cells: Cells
    before: tuple[str, ...] = ()
    is_said: bool = False
    is_typed: bool = False

    @property
    def person(self) -> str:
        return key_of(self.cells["person"])

    @property
    def other(self) -> str:
        return key_of(self.cells["same_as"])

    def written(self, columns: Sequence[str], everybody: _Everybody) -> tuple[str, ...]:
        """Return the cells under `columns`, with what is shown of the two people as it is now."""
        cells = dict(self.cells)
        if person := everybody.find(cells["person"]):
            cells["name"] = everybody.names[person]
            cells["organisation"] = everybody.organisations[person]
        if other := everybody.find(cells["same_as"]):
            cells["other_name"] = everybody.names[other]
        before = (*self.before, *[""] * (len(columns) - len(self.before)))
        return tuple(cells.get(c.lower(), old) for c, old in zip(columns, before, strict=True))


class _Everybody:
    """The people of a book, by any of their keys."""

    def __init__(self, book: Book) -> None:
        self.names = _texts(book.people["name"])
        self.organisations = _texts(book.people["organisation"])
        self.whose: dict[str, str] = dict(zip(book.merges["key"], book.merges["person"], strict=True))
        for person, profile, emails in book.people[["profile", "emails"]].itertuples(name=None):
            keys = (person, *emails, *([profile] if isinstance(profile, str) and profile else []))
            self.whose.update(dict.fromkeys(keys, person))

    def find(self, cell: str) -> str:
        """Return the person whom a cell names; "" where it is nobody."""
        return self.whose.get(key_of(cell), "")

    def pair(self, row: _Row) -> frozenset[str]:
        """Return the two people whom a row names."""
        return frozenset({self.find(row.person), self.find(row.other)})

    def follow(self, rows: Iterable[_Row]) -> None:
        """Let the keys that the owner says are somebody's stand for them too."""
        for row in rows:
            if row.other and yes_or_no(row.cells["decision"]):
                known = self.find(row.person) or self.find(row.other)
                self.whose |= {
                    key: known for key in (row.person, row.other) if known and key not in self.whose
                }


def _texts(column: pd.Series) -> dict[str, str]:
    return {str(person): text if isinstance(text, str) else "" for person, text in column.items()}


def _rows(sheet: PeopleSheet) -> Iterator[_Row]:
    names = [column.lower() for column in sheet.columns]
    shown = SHOWN | {"person", "same_as"}
    for _, before in sheet.rows:
        said = dict(zip(names, before, strict=True))
        written = any(cell.strip() for name, cell in zip(names, before, strict=True) if name not in shown)
        # a pair without evidence was not proposed: somebody typed it
        typed = bool(said.get("same_as", "").strip() and not said.get("evidence", "").strip())
        yield _Row(
            {column: said.get(column, "") for column in COLUMNS}, before, is_said=written, is_typed=typed
        )


def _proposed(book: Book, everybody: _Everybody, owners: Iterable[_Row]) -> list[_Row]:
    """Return a row for each proposal: the owner's, where they have written into it."""
    theirs: dict[frozenset[str], _Row] = {}
    for row in owners:
        if row.other:
            theirs.setdefault(everybody.pair(row), row)
    rows = []
    for person, other, evidence in book.proposals[["person", "other", "evidence"]].itertuples(index=False):
        row = theirs.get(frozenset({person, other}), _Row(_blank(person=person, same_as=other)))
        row.cells["evidence"] = str(evidence)
        rows.append(row)
    return rows


def _listed(everybody: _Everybody, owners: Iterable[_Row]) -> list[_Row]:
    """Return everybody once, by name: in the owner's rows where there are any; last those who are nobody."""
    theirs: dict[str, list[_Row]] = {}
    for row in owners:
        theirs.setdefault(everybody.find(row.person), []).append(row)
    order = sorted(everybody.names, key=lambda person: (everybody.names[person].casefold(), person))
    rows = [row for person in order for row in theirs.get(person, [_Row(_blank(person=person))])]
    return [*rows, *theirs.get("", [])]


def _blank(**cells: str) -> Cells:
    return dict.fromkeys(COLUMNS, "") | cells
