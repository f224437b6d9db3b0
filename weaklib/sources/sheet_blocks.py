"""A delimited text file as blocks of columns: by Arrow where the file is plain, else row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.csv
from numpy.typing import NDArray

from weaklib.sources.delimited import Record, Sheet, open_sheet
from weaklib.sources.files import ExportFile
from weaklib.sources.texts import word_counts

BLOCK_BYTES = 8 * 1024**2
BLOCK_CHARACTERS = 2 * 1024**2
END = "weaklib: the end"
TORN = bytes(range(0x80, 0x100)) + b"\r"
"""What a piece of a file must not end in: half a character; or half a line end, whose rest Arrow drops."""


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
        cells = self.cells.take(pa.array(positions)).to_pylist()
        return [Record(*row) for row in zip(self.numbers[positions].tolist(), cells, strict=True)]


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
                yield _of_records(gathered, sheet.columns)
                gathered, size = [], 0
        yield _of_records(gathered, sheet.columns)


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
        if sheet.header != 1 or sheet.width != len(set(sheet.columns)):
            raise NotPlainError
    number, ended = 2, False
    with file.open() as stream, _arrow(_Watched(stream, _end(sheet)), sheet) as batches:
        for batch in batches:
            if ended:
                raise NotPlainError
            ended = _is_end(batch.slice(max(batch.num_rows - 1, 0)))
            rows = batch.slice(0, batch.num_rows - ended)
            yield _without_blank_rows(Block(np.arange(number, number + rows.num_rows), rows), needs)
            number += rows.num_rows
    if not ended:  # it stands inside a quote that was never closed
        raise NotPlainError


def _end(sheet: Sheet) -> bytes:
    return f"\n{END}{sheet.delimiter * (sheet.width - 1)}\n".encode()


def _is_end(last: pa.RecordBatch) -> bool:
    return [list(row.values()) for row in last.to_pylist()] == [[END, *[""] * (last.num_columns - 1)]]


class _Watched:
    """A stream that Arrow reads from: text without NULs, which ends in a row that must come out whole."""

    closed = False

    def __init__(self, stream: BinaryIO, end: bytes) -> None:
        self.stream = stream
        self.held = b""
        self.end = end

    def read(self, size: int = -1) -> bytes:
        octets = self.held + self.stream.read(size - len(self.held))
        if len(octets) == len(self.held):
            octets, self.held, self.end = octets + self.end, b"", b""
            return _text(octets)
        whole = octets.rstrip(TORN)
        if not whole:  # Arrow would take it for the end
            raise NotPlainError
        self.held = octets[len(whole) :]
        return _text(whole)

    def close(self) -> None:
        """Leave the stream to the one who opened it."""


def _text(octets: bytes) -> bytes:
    if b"\0" in octets:
        raise NotPlainError
    offsets = pa.py_buffer(np.array([0, len(octets)], dtype=np.int32))
    # here, not cell by cell: a stray quote inside a character would come out as a whole one
    pa.StringArray.from_buffers(1, offsets, pa.py_buffer(octets)).validate(full=True)
    return octets


@contextmanager
def _arrow(stream: _Watched, sheet: Sheet) -> Iterator[Iterator[pa.RecordBatch]]:
    try:
        with pyarrow.csv.open_csv(
            pa.PythonFile(stream, mode="r"),
            read_options=pyarrow.csv.ReadOptions(
                use_threads=False,  # more of them cost more, and others want the processors too
                block_size=BLOCK_BYTES,
                column_names=sheet.columns,
                skip_rows_after_names=1,
            ),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=sheet.delimiter, newlines_in_values=True, ignore_empty_lines=False
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=dict.fromkeys(sheet.columns, pa.string()),
                strings_can_be_null=False,
                check_utf8=False,
            ),
        ) as batches:
            yield iter(batches)
    except pa.ArrowInvalid as error:  # an uneven row, octets that are not UTF-8, a row larger than a block
        raise NotPlainError from error


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
