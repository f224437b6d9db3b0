"""The ledger as CSV, out and in again: every record, so that the ledger that takes it in is the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from weaklib.action.ledger.days import is_after, moment_text
from weaklib.action.ledger.entries import Values, values_of
from weaklib.action.ledger.records import Record
from weaklib.action.ledger.schema import DETAILS, INTEGERS, KINDS
from weaklib.book import InputError
from weaklib.sources.sheets.exact import exact_csv, exact_rows

PLACE = ("record", "entry", "kind", "recorded", "undone")
COLUMNS = (*PLACE, *DETAILS)
Words = defaultdict[tuple[object, ...], list[Record]]
LATER = frozenset({"chosen", "proposal"})
"""The columns that an export of version 1 lacks."""


def exported(records: Sequence[Record]) -> str:
    """Return every record as a row of CSV; a spreadsheet computes nothing of it."""
    rows = [
        [
            *map(str, (each.id, each.entry, each.kind, each.recorded, "yes" if each.undone else "")),
            *(_cell(each.says.get(column)) for column in DETAILS),
        ]
        for each in records
    ]
    return exact_csv([COLUMNS, *rows])


def _cell(value: object) -> str:
    return "" if value is None else repr(value) if isinstance(value, float) else str(value)


def rows_of(text: str, source: str, *, now: object = None) -> list[Record]:
    """Return the records that a CSV holds, numbered as they are there.

    Parameters
    ----------
    text, source
        The CSV, and what to call it where it cannot be read.
    now
        This moment, after which nothing can have been recorded; None where nobody says it.

    Raises
    ------
    InputError
        If it has not the columns of `exported`, or a row cannot be read: with its number.
    """
    header, *rows = exact_rows(text, source) or [[]]
    names = [cell.strip().lower() for cell in header]
    missing = [column for column in COLUMNS if column not in names and column not in LATER]
    if missing:
        msg = f"{source} has no column {missing[0]!r}; take in what `weaklib log export` wrote."
        raise InputError(msg)
    records: dict[int, Record] = {}
    for number, cells in enumerate(rows, 2):
        if any(cells):
            try:
                record = _record(dict(zip(names, cells, strict=True)), records)
                _check_moment(record, now)
                records[record.id] = record
            except ValueError as error:
                msg = f"{source}, row {number} cannot be taken in: {error}"
                raise InputError(msg) from error
    return list(records.values())


def _record(cells: Mapping[str, str], known: Mapping[int, Record]) -> Record:
    number, entry, undone = int(cells["record"]), int(cells["entry"]), cells["undone"] == "yes"
    if number in known or (entry != number and entry not in known):
        msg = f"record {number} stands there twice, or before the entry {entry} that it is about."
        raise InputError(msg)
    moment = moment_text(cells["recorded"])
    if undone and not any(cells.get(column) for column in DETAILS):
        return Record(number, entry, known[entry].kind, moment, undone=True, says={})
    kind = cells["kind"]
    if kind not in KINDS:
        msg = f"{kind[:40]!r} is no kind of record; name one of {', '.join(KINDS)}."
        raise InputError(msg)
    given = {column: _value(column, cells.get(column, "")) for column in KINDS[kind]}
    record = Record(number, entry, kind, moment, undone, says=values_of(kind, given))
    _check_place(record, known)
    return record


def _check_moment(record: Record, now: object) -> None:
    if is_after(record.recorded, now):
        msg = (
            f"column 'recorded' is {record.recorded!r}, which is still to come; "
            "write the day when it was recorded, or set the clock right."
        )
        raise InputError(msg)


def _check_place(record: Record, known: Mapping[int, Record]) -> None:
    entry = known.get(record.entry, record)
    attempt = known.get(int(str(record.says.get("attempt") or 0)))
    if entry.kind != record.kind or (record.kind == "outcome" and not _is_attempt(attempt)):
        msg = f"record {record.id} is about an entry or an attempt that is none."
        raise InputError(msg)


def _is_attempt(record: Record | None) -> bool:
    return record is not None and record.kind == "attempt" and record.entry == record.id


def _value(column: str, cell: str) -> object:
    if column in INTEGERS:
        return int(cell) if cell else None
    if column == "strength":
        return float(cell) if cell else None
    return (cell or None) if column == "until" else cell


def imported(records: Sequence[Record], given: Sequence[Record]) -> list[Record]:
    """Return the records that are new to a ledger, numbered on from its last one.

    Those that it has are left out, however they are numbered there: what two machines have written
    comes together, and what is taken in twice is there once. A proposal that both have confirmed, or
    both have refused, is answered once, in the words of the later answer.
    """
    had, words = Words(list), Words(list)
    for each in records:
        had[_said(each)].append(each)
        if _answer(each)[0]:
            words[_said(each, about=0)].append(each)
    answered = {_answer(each): each.entry for each in records if _answer(each)[0] and each.id == each.entry}
    number: dict[int, int] = {}
    new: list[Record] = []
    for each in given:
        record = _renumbered(each, number, len(records) + len(new) + 1)
        answer = _answer(each)
        if known := had[_said(record)] or (answer[0] and words[_said(record, about=0)]):
            number[each.id] = _taken(known[0], had, words)
        else:
            if each.id == each.entry and answer in answered:
                record = record._replace(entry=answered[answer])
            number[each.id] = record.entry
            new.append(record)
    return new


def _taken(record: Record, had: Words, words: Words) -> int:
    """Let a record that was found be found no more, and return its entry."""
    for key, among in ((_said(record), had), (_said(record, about=0), words)):
        if record in among[key]:
            among[key].remove(record)
    return record.entry


def _answer(record: Record) -> tuple[str, object]:
    """Return which proposal a record answers, and how; ("", None) if none."""
    proposal = record.says.get("proposal")
    return (record.kind, proposal) if proposal else ("", None)


def _renumbered(record: Record, number: Mapping[int, int], own: int) -> Record:
    says: Values = dict(record.says)
    if "attempt" in says:
        says["attempt"] = number[int(str(says["attempt"]))]
    entry = own if record.entry == record.id else number[record.entry]
    return record._replace(id=own, entry=entry, says=says)


def _said(record: Record, about: int | None = None) -> tuple[object, ...]:
    """Return what a record says, and about which entry if not about itself: all but its own number."""
    if about is None:
        about = 0 if record.entry == record.id else record.entry
    return record.kind, record.recorded, record.undone, about, *sorted(record.says.items())
