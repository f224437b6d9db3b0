"""What of a sheet the ledger holds already, whatever ids its people had when it was entered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from weaklib.action.ledger import Record
from weaklib.action.ledger.entries import RATINGS, SENT
from weaklib.action.sheet_rows import Row
from weaklib.action.whom import keys_of
from weaklib.book import Book

TEXTS = ("person", "step", "on", "to_person", "via", "note", "chosen")


def called_now(records: Iterable[Record], book: Book) -> list[Record]:
    """Return records whose people are called as the book calls them now.

    Parameters
    ----------
    records
        As the ledger holds them.
    book
        What the exports say: a fresher one may know somebody by a profile who had an address alone.
    """
    keys = keys_of(book)

    def now(says: Mapping[str, object]) -> dict[str, object]:
        named = {column: str(says[column]) for column in ("person", "to_person") if says.get(column)}
        return {**says, **{column: keys.get(person, person) for column, person in named.items()}}

    return [record._replace(says=now(record.says)) for record in records]


def lacking(rows: Sequence[Row], records: Sequence[Record]) -> list[Row]:
    """Return the rows that no entry of the ledger says, each once; what was undone counts as said.

    Parameters
    ----------
    rows
        Of a sheet, its people by id.
    records
        Every record, as `called_now` returns them.
    """
    first = {each.id: each for each in records if each.entry == each.id}
    purposes: dict[tuple[object, ...], set[str]] = {}
    for record in first.values():
        attempt = first.get(int(str(record.says.get("attempt") or 0)), record)
        purposes.setdefault(_said(record, attempt), set()).add(str(attempt.says.get("purpose") or ""))
    new = {}
    for row in rows:
        known = purposes.get(_written(row), set())
        # an outcome need not name the purpose of its attempt
        if not (row.purpose in known if row.step == SENT or row.purpose else known):
            new[_written(row), row.purpose] = row
    return list(new.values())


def _said(record: Record, attempt: Record) -> tuple[object, ...]:
    says = {"person": attempt.says.get("person"), **record.says}
    # of what came of an attempt, the way and the choice are the attempt's
    return record.kind == "gift", *(says.get(name) or "" for name in TEXTS), *map(says.get, RATINGS)


def _written(row: Row) -> tuple[object, ...]:
    says = {**row._asdict(), "to_person": row.to}
    return row.unasked, *(says[name] for name in TEXTS), *map(row.ratings.get, RATINGS)
