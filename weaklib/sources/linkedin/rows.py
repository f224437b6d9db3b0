"""Going through a LinkedIn table: what is set aside, what is merged, what is left to use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from weaklib.sources.files import ExportFile
from weaklib.sources.linkedin.columns import ALIASES
from weaklib.sources.sheets.blocks import NotPlainError, plain_records
from weaklib.sources.sheets.delimited import Record, open_sheet, raw_text

Cells = Mapping[str, str]


@dataclass
class Tally:
    """What became of the rows of one file, so far."""

    rows: int = 0
    merged: int = 0
    set_aside: list[dict[str, object]] = field(default_factory=list)
    columns: tuple[str, ...] = ()

    def put_aside(self, number: int, reason: str, raw: str) -> None:
        """Note that row `number` is not used, and why."""
        self.set_aside.append({"row": number, "reason": reason, "raw": raw})


def usable_rows(
    file: ExportFile,
    tally: Tally,
    *,
    needs: Sequence[str],
    reason: Callable[[Cells], str] = lambda _: "",
    same: Callable[[Cells], object] = lambda cells: tuple(cells.values()),
    bodies: Sequence[str] = (),
) -> Iterator[Record]:
    """Yield the rows of `file` that are to be used, and count the others in `tally`.

    Parameters
    ----------
    file, tally
        The file, and where to count.
    needs
        The columns that make it this kind of file.
    reason
        Why a row is set aside, or "".
    same
        What makes two rows one: the later is merged.
    bodies
        Columns whose text is never kept.
    """
    known: set[int] = set()
    for record in _records(file, tally, needs):
        tally.rows += 1
        why = record.fault or reason(record.cells)
        if why:
            hide = tuple(record.cells) if record.fault and bodies else bodies
            tally.put_aside(record.number, why, raw_text(record.cells, bodies=hide))
            continue
        mark = hash(same(record.cells))
        if mark in known:
            tally.merged += 1
            continue
        known.add(mark)
        yield record


def _records(file: ExportFile, tally: Tally, needs: Sequence[str]) -> Iterator[Record]:
    """Yield the rows of a table, and note its columns: quickly where it is plain, else with care."""
    try:
        tally.columns, rows = plain_records(file, needs=needs, aliases=ALIASES)
    except NotPlainError:
        with open_sheet(file, needs=needs, aliases=ALIASES) as sheet:
            tally.columns = sheet.columns
            yield from sheet.records
    else:
        yield from rows
