"""What of the records holds: of each entry the one that was recorded last, on every machine the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from weaklib.action.ledger.days import Order, order_of
from weaklib.action.ledger.records import Record

Place: TypeAlias = tuple[Order, bool, bool, bool, str, int]

_AS_TEXT = json.JSONEncoder(sort_keys=True, ensure_ascii=False, default=repr).encode


def order(record: Record) -> Place:
    """Return by what the records of an entry are put in order: by when they were recorded.

    Numbers differ from one machine to the other. So of two that were recorded at the very same moment, the
    first of the entry comes first and one by which it is gone last, and else what they say decides.
    """
    # two answers to one proposal are one entry, of which either machine has another for the first
    gone, later = not record.says, record.entry != record.id and not record.says.get("proposal")
    return order_of(record.recorded), later, gone, record.undone, _AS_TEXT(dict(record.says)), record.id


def newest(records: Iterable[Record]) -> dict[int, Record]:
    """Return of each entry the record that was recorded last."""
    last: dict[int, Record] = {}
    for each in records:
        known = last.get(each.entry)
        # almost every entry has one record, and need not be put in order
        if known is None or order(known) < order(each):
            last[each.entry] = each
    return last


def to_take_back(records: Sequence[Record], entry: int) -> list[Record]:
    """Return the records of an entry that can be taken back, the last of which holds; none if it is gone.

    Undoing takes back the last of them: an undoing is not itself undone.

    Parameters
    ----------
    records
        All records.
    entry
        The id of the entry.
    """
    held: list[Record] = []
    for each in sorted((each for each in records if each.entry == entry), key=order):
        if each.undone:
            _take_back(held, each)
        if each.says and not (held and held[-1].says == each.says and each.undone):
            held.append(each)
    return held


def _take_back(held: list[Record], undoing: Record) -> None:
    # what another machine said in between goes with what was taken back here
    del held[-1:]
    while held and held[-1].says != undoing.says:
        del held[-1]
