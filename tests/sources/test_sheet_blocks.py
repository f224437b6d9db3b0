"""Arrow reads a table as Python's csv module with all our care does, or leaves it alone."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random

import pytest

from weaklib.book import InputError
from weaklib.sources.files import ExportFile
from weaklib.sources.sheets import blocks as sheet_blocks
from weaklib.sources.sheets.blocks import Block, NotPlainError, careful_blocks, plain_blocks

NEEDS = ("from", "to", "date")
HEADER = "FROM,TO,DATE,CONTENT\n"
Rows = list[tuple[int, dict[str, str]]]


def file_of(text: str | bytes) -> ExportFile:
    octets = text if isinstance(text, bytes) else text.encode()
    return ExportFile("messages.csv", "messages.csv", ".", len(octets), lambda: io.BytesIO(octets))


def rows_of(blocks: Iterator[Block]) -> tuple[Rows, list[tuple[int, str]]]:
    """Return the rows with their numbers, and the rows at fault with what is wrong."""
    rows: Rows = []
    faults = []
    for block in blocks:
        assert len(block.numbers) == block.cells.num_rows
        rows += zip(block.numbers.tolist(), block.cells.to_pylist(), strict=True)
        faults += [(record.number, record.fault) for record in block.faults]
    return rows, faults


def plainly(text: str | bytes) -> Rows:
    rows, faults = rows_of(plain_blocks(file_of(text), needs=NEEDS))
    assert faults == []
    return rows


def row(number: int, *cells: str) -> tuple[int, dict[str, str]]:
    return number, dict(zip(("from", "to", "date", "content"), cells, strict=True))


PLAIN = {
    "quotes, commas and line ends inside": (
        HEADER + 'Ana,Ben,1,"Hi ""Ben"",\nhow\r\nare\ryou?"\nBen,Ana,2,fine\n',
        [row(2, "Ana", "Ben", "1", 'Hi "Ben",\nhow\r\nare\ryou?'), row(3, "Ben", "Ana", "2", "fine")],
    ),
    "no line end at the end": (HEADER + "Ana,Ben,1,x", [row(2, "Ana", "Ben", "1", "x")]),
    "an empty line, a blank row": (
        HEADER + '\nAna,Ben,1,x\n," ",\x1c,\u3000\n\nBen,Ana,2,y\n\n',
        [row(3, "Ana", "Ben", "1", "x"), row(6, "Ben", "Ana", "2", "y")],
    ),
    "Windows line ends": (
        HEADER.replace("\n", "\r\n") + 'Ana,Ben,1,"a\r\nb"\r\n',
        [row(2, "Ana", "Ben", "1", "a\r\nb")],
    ),
    "old Macintosh line ends": ("FROM,TO,DATE,CONTENT\rAna,Ben,1,x\r", [row(2, "Ana", "Ben", "1", "x")]),
    "a byte order mark": ("\ufeff" + HEADER + "Ana,Ben,1,x\n", [row(2, "Ana", "Ben", "1", "x")]),
    "a byte order mark before a quote": (
        '\ufeff"FROM","TO","DATE","CONTENT"\n"Ana","Ben","1",""\n',
        [row(2, "Ana", "Ben", "1", "")],
    ),
    "semicolons": ("FROM;TO;DATE;CONTENT\nAna;Ben, Cem;1;x\n", [row(2, "Ana", "Ben, Cem", "1", "x")]),
    "what looks like nothing": (HEADER + "NA,null,None,NaN\n", [row(2, "NA", "null", "None", "NaN")]),
    "quotes in the middle": (
        HEADER + 'the "boss",Ben,"1" st, "x"\n',
        [row(2, 'the "boss"', "Ben", "1 st", ' "x"')],
    ),
    "a row like the one that ends our reading": (
        HEADER + "weaklib: the end,,,\n",
        [row(2, "weaklib: the end", "", "", "")],
    ),
    "a preamble": ("Notes:\n" + HEADER + "Ana,Ben,1,x\n", [row(3, "Ana", "Ben", "1", "x")]),
    "a preamble of several lines in quotes": (
        '\ufeffNotes:\r\n"one\r\n""two"" \r\nthree"\r\n\r\n' + HEADER + 'Ana,Ben,1,"x\ny"\r\nBen,Ana,2,z',
        [row(5, "Ana", "Ben", "1", "x\ny"), row(6, "Ben", "Ana", "2", "z")],
    ),
    "a stray quote in a preamble": (
        'the "boss\n' + HEADER + "Ana,Ben,1,x\n",
        [row(3, "Ana", "Ben", "1", "x")],
    ),
    "a header alone": (HEADER, []),
    "a header without a line end": (HEADER.strip(), []),
}


@pytest.mark.parametrize(("text", "rows"), PLAIN.values(), ids=PLAIN)
def test_a_plain_file_is_read_by_arrow(text: str, rows: Rows) -> None:
    assert plainly(text) == rows
    assert rows_of(careful_blocks(file_of(text), needs=NEEDS)) == (rows, [])


NOT_PLAIN = {
    "a quote that is never closed": HEADER + 'Ana,Ben,1,x\nBen,Ana,2,"y',
    "a quote opened by the last character": HEADER + 'Ana,Ben,1,x\nBen,Ana,2,"',
    "such a quote, and a stray one before": HEADER + 'Ana,Be"n,1,x\nBen,Ana,2,"y\n',
    "a row with too few cells": HEADER + "Ana,Ben,1\n",
    "a row with too many": HEADER + "Ana,Ben,1,x,y\n",
    "a row with an empty one too many": HEADER + "Ana,Ben,1,x,\n",
    "a NUL": HEADER + "Ana,Ben,1,x\0\n",
    "a code page": (HEADER + "Zoë,Ben,1,x\n").encode("cp1252"),
    "a character cut by a stray quote": HEADER.encode() + b'"\xef"\xbb\xbf",Ben,1,x\n',
    "half a surrogate": HEADER.encode() + b"\xed\xa0\x80,Ben,1,x\n",
    "UTF-16": (HEADER + "Ana,Ben,1,x\n").encode("utf-16"),
    "a NUL before the header": "No\0tes:\n" + HEADER + "Ana,Ben,1,x\n",
    "a byte order mark behind the header": HEADER + "\ufeffAna,Ben,1,x\n",
    "a header that ends in a comma": "FROM,TO,DATE,CONTENT,\nAna,Ben,1,x,\n",
    "a column twice": "FROM,TO,DATE,DATE\nAna,Ben,1,x\n",
}


@pytest.mark.parametrize("text", NOT_PLAIN.values(), ids=NOT_PLAIN)
def test_whatever_is_not_plain_is_left_alone(text: str | bytes) -> None:
    with pytest.raises(NotPlainError):
        plainly(text)


def test_a_header_that_a_block_does_not_hold_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_blocks, "BLOCK_BYTES", len(HEADER) + 3)
    with pytest.raises(NotPlainError):
        plainly("Notes:\n" + HEADER + "Ana,Ben,1,x\n")


def test_a_code_page_before_the_header_does_not_matter() -> None:
    text = "Grüße:\n".encode("cp1252") + (HEADER + "Zoë,Ben,1,x\n").encode()
    assert plainly(text) == [row(3, "Zoë", "Ben", "1", "x")]
    assert rows_of(careful_blocks(file_of(text), needs=NEEDS)) == (plainly(text), [])


def test_a_row_larger_than_a_block_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_blocks, "BLOCK_BYTES", 1_000)
    with pytest.raises(NotPlainError):
        plainly(HEADER + f"Ana,Ben,1,{'x' * 3_000}\n")


def test_another_file_is_refused() -> None:
    with pytest.raises(InputError, match="no column 'To', 'Date'"):
        plainly("FROM,WHAT\n")


@pytest.mark.parametrize("size", range(42, 64))
def test_nothing_is_lost_where_two_blocks_meet(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Arrow drops the second half of a line end, even in quotes, where a block begins with it."""
    monkeypatch.setattr(sheet_blocks, "BLOCK_BYTES", size)
    text = HEADER + '"a\r\n\r\n","é語🙂","\n\n","\r\r\n"\r\n' * 9
    assert plainly(text) == [row(2 + i, "a\r\n\r\n", "é語🙂", "\n\n", "\r\r\n") for i in range(9)]


def test_an_error_of_the_stream_stays_what_it_is() -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > 10_000:
                raise EOFError
            return super().read(size)

    octets = (HEADER + "Ana,Ben,1,x\n" * 5_000).encode()
    file = ExportFile("messages.csv", "messages.csv", ".", len(octets), lambda: Broken(octets))
    with pytest.raises(EOFError):
        rows_of(plain_blocks(file, needs=NEEDS))


PIECES = ('"', '"', '""', ",", "\n", "\r", "\r\n", "a", "b", " ", "é", "\x1c", "\x0b", "\u2028", "\x85", ";", "\t", "\ufeff", "'", "\\")  # fmt: skip


def cells(rng: Random) -> list[str]:
    return ["".join(rng.choices(PIECES, k=rng.choice((0, 1, 1, 2, 3, 5)))) for _ in range(4)]


def valid(rng: Random) -> str:
    """Return a table as any program may write it."""
    text = io.StringIO(newline="")
    writer = csv.writer(
        text,
        quoting=rng.choice((csv.QUOTE_ALL, csv.QUOTE_MINIMAL)),
        lineterminator=rng.choice(("\n", "\n", "\r\n", "\r")),
        delimiter=rng.choice(",,,;\t"),
    )
    writer.writerow(["From", "To", "Date", "Content"])
    writer.writerows(cells(rng) for _ in range(rng.randrange(6)))
    return text.getvalue()


def broken(rng: Random, octets: bytes) -> bytes:
    at, piece = rng.randrange(len(octets) + 1), rng.choice(PIECES).encode()
    return rng.choice(
        (
            octets[:at] + octets[at + 1 :],
            octets[:at] + piece + octets[at:],
            octets[:at] + piece + octets[at + 1 :],
            octets[:at],
            octets[:at] + bytes([rng.randrange(256)]) + octets[at:],
        )
    )


def tried(read: Callable[[bytes], object], octets: bytes) -> object:
    try:
        return read(octets)
    except InputError:
        return "refused"


@pytest.mark.parametrize("seed", range(4))
def test_both_ways_agree_on_files_of_all_sorts(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = Random(seed)
    seen: Counter[str] = Counter()
    for _ in range(600):
        octets = valid(rng).encode(rng.choice(("utf-8", "utf-8", "utf-8", "utf-8-sig")))
        for _ in range(rng.randrange(3)):
            octets = broken(rng, octets)
        monkeypatch.setattr(sheet_blocks, "BLOCK_BYTES", rng.choice((64, 100, 200, 4 * 1024**2)))
        monkeypatch.setattr(sheet_blocks, "BLOCK_CHARACTERS", rng.choice((1, 300, 2 * 1024**2)))
        try:
            plain = tried(lambda text: (plainly(text), []), octets)
        except NotPlainError:
            seen["left alone"] += 1
            continue
        seen["plain"] += 1
        assert plain == tried(lambda text: rows_of(careful_blocks(file_of(text), needs=NEEDS)), octets), (
            octets
        )
    assert seen["plain"] > 200
    assert seen["left alone"] > 50
