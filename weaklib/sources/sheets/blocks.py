"""A delimited text file as blocks of columns: by Arrow where the file is plain, else row by row."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.csv
from numpy.typing import NDArray

from weaklib.sources.files import ExportFile
from weaklib.sources.sheets.delimited import Record, Sheet, open_sheet
from weaklib.sources.sheets.texts import listed, word_counts

BLOCK_BYTES = 4 * 1024**2
BLOCK_CHARACTERS = 2 * 1024**2
TAIL_BYTES = 64 * 1024
MOST_AT_ONCE = 32 * 1024**2
END = "weaklib: the end"
LINE_ENDS = re.compile(rb"\r\n|\r|\n|\Z")
QUOTE, LINE_END = b'"\n'


class NotPlainError(Exception):
    """The file has something that is to be read with care: Arrow must not guess."""


@dataclass(frozen=True)
class Block:
    """Some rows of a table.

    Attributes
    ----------
    numbers
        The number of each row in the file, as in `Record`.
    cells
        The rows by column; every cell is a text.
    faults
        Rows that are not among `cells`, because something is wrong with them.
    """

    numbers: NDArray[np.int64]
    cells: pa.RecordBatch
    faults: tuple[Record, ...] = ()

    def column(self, name: str) -> pa.StringArray:
        """Return a column; "" in every row where the file does not have it."""
        if name in self.cells.schema.names:
            return self.cells.column(name)
        return pa.repeat(pa.scalar("", pa.string()), self.cells.num_rows)

    def records(self, positions: NDArray[np.int64]) -> list[Record]:
        """Return the rows at some positions, one by one."""
        rows = self.cells.take(pa.array(positions))
        names, cells = rows.schema.names, zip(*map(listed, rows.columns), strict=True)
        return [
            Record(number, dict(zip(names, row, strict=True)))
            for number, row in zip(self.numbers[positions].tolist(), cells, strict=True)
        ]


def careful_blocks(
    file: ExportFile, *, needs: Sequence[str], aliases: Mapping[str, str] | None = None
) -> Iterator[Block]:
    """Yield the rows of any table that `open_sheet` understands; parameters and errors are its own."""
    with open_sheet(file, needs=needs, aliases=aliases) as sheet:
        gathered: list[Record] = []
        size = 0
        for record in sheet.records:
            gathered.append(record)
            size += sum(map(len, record.cells.values())) + 100
            if size > BLOCK_CHARACTERS:
                block = _of_records(gathered, sheet.columns)
                gathered, size = [], 0  # before the block is worked on: the texts are in it
                yield block
        yield _of_records(gathered, sheet.columns)


def plain_records(
    file: ExportFile, *, needs: Sequence[str], aliases: Mapping[str, str] | None = None
) -> tuple[tuple[str, ...], list[Record]]:
    """Return the columns and all rows of a table that is plain and not too large to be held at once.

    Raises
    ------
    NotPlainError
        If it is not.
    """
    if file.size > MOST_AT_ONCE:
        raise NotPlainError
    rows: list[Record] = []
    columns: tuple[str, ...] = ()
    for block in plain_blocks(file, needs=needs, aliases=aliases):
        columns = tuple(block.cells.schema.names)
        rows += block.records(np.arange(len(block.numbers)))
    return columns, rows


def plain_blocks(
    file: ExportFile, *, needs: Sequence[str], aliases: Mapping[str, str] | None = None
) -> Iterator[Block]:
    """Yield the same rows as `careful_blocks`, many times faster, as long as nothing is wrong with any.

    Raises
    ------
    NotPlainError
        If anything in the file needs care; then no block that came before counts.
    """
    with open_sheet(file, needs=needs, aliases=aliases) as sheet:
        if sheet.width != len(set(sheet.columns)):
            raise NotPlainError
    number = sheet.header + 1
    with file.open() as stream:
        for octets in _rows_together(stream, sheet.header_lines):
            rows = _parsed(octets, sheet)
            yield _without_blank_rows(Block(np.arange(number, number + rows.num_rows), rows), needs)
            number += rows.num_rows


def _rows_together(stream: BinaryIO, lines: int) -> Iterator[bytearray]:
    """Yield the file behind its first lines, in pieces that end where a row does, as far as quotes tell."""
    rest = _behind(lines, stream.read(BLOCK_BYTES))
    while more := stream.read(BLOCK_BYTES - len(rest)):
        octets = bytearray(rest)
        octets += more
        end = _end_of_rows(octets)
        if not end and len(octets) >= BLOCK_BYTES:
            raise NotPlainError
        rest = bytes(octets[end:])
        if end:
            del octets[end:]
            yield octets
    yield bytearray(rest + b"\n")


def _behind(lines: int, octets: bytes) -> bytes:
    """Return what stands behind the first lines, which end where they do for `open_sheet`."""
    found = next(islice(LINE_ENDS.finditer(octets), lines - 1, None), None)
    is_cut = found is None or (not found.group() and len(octets) >= BLOCK_BYTES)
    if found is None or is_cut or b"\0" in octets[: found.end()]:
        raise NotPlainError
    return octets[found.end() :]


def _end_of_rows(octets: bytearray) -> int:
    """Return where the last row ends that ends at all: behind a line end that stands in no quotes."""
    everything = np.frombuffer(octets, dtype=np.uint8)
    quotes = np.count_nonzero(everything == QUOTE)
    for last in (everything[-TAIL_BYTES:], everything):
        marks = np.flatnonzero(last == QUOTE)
        ends = np.flatnonzero(last == LINE_END)
        before = quotes - len(marks) + np.searchsorted(marks, ends)
        outside = ends[before % 2 == 0]
        if len(outside):
            return len(everything) - len(last) + int(outside[-1]) + 1
    return 0


def _parsed(octets: bytearray, sheet: Sheet) -> pa.RecordBatch:
    """Return some rows, to which one is added that must come out whole: else a quote was open before it."""
    octets += f"{END}{sheet.delimiter * (sheet.width - 1)}\n".encode()
    if b"\0" in octets or octets.startswith(codecs.BOM_UTF8):  # Arrow takes any mark away
        raise NotPlainError
    try:
        rows = _by_arrow(pa.py_buffer(octets), sheet)
    except pa.ArrowInvalid as error:  # an uneven row, or octets that are not UTF-8
        raise NotPlainError from error
    last = rows.slice(max(rows.num_rows - 1, 0)).to_pylist()
    if [list(row.values()) for row in last] != [[END, *[""] * (sheet.width - 1)]]:
        raise NotPlainError
    return rows.slice(0, rows.num_rows - 1)


def _by_arrow(octets: pa.Buffer, sheet: Sheet) -> pa.RecordBatch:
    # as a whole, not cell by cell: a stray quote inside a character would come out as a whole one
    offsets = pa.py_buffer(np.array([0, len(octets)], dtype=np.int32))
    pa.StringArray.from_buffers(1, offsets, octets).validate(full=True)
    table = pyarrow.csv.read_csv(
        pa.BufferReader(octets),  # not the file: Arrow's threads would wait for Python's lock, some for ever
        read_options=pyarrow.csv.ReadOptions(
            use_threads=False,  # more of them cost more, and others want the processors too
            block_size=len(octets),
            column_names=sheet.columns,
        ),
        parse_options=pyarrow.csv.ParseOptions(
            delimiter=sheet.delimiter, newlines_in_values=True, ignore_empty_lines=False
        ),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=dict.fromkeys(sheet.columns, pa.string()),
            strings_can_be_null=False,
            check_utf8=False,
        ),
    )
    return table.combine_chunks().to_batches()[0]


def _without_blank_rows(block: Block, needs: Sequence[str]) -> Block:
    blank = np.ones(len(block.numbers), dtype=np.bool_)
    for name in (*needs, *block.cells.schema.names):
        if not blank.any():
            return block
        blank &= word_counts(block.column(name)) == 0
    return Block(block.numbers[~blank], block.cells.filter(pa.array(~blank)))


def _of_records(records: Sequence[Record], columns: Sequence[str]) -> Block:
    whole = [record for record in records if not record.fault]
    names = list(dict.fromkeys(columns))
    return Block(
        np.array([record.number for record in whole], dtype=np.int64),
        pa.RecordBatch.from_arrays(
            [pa.array([record.cells[name] for record in whole], pa.string()) for name in names], names
        ),
        tuple(record for record in records if record.fault),
    )
