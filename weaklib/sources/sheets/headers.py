"""What may be the header of a table, seen in its first bytes, to recognise a file by its columns."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

DELIMITERS = (",", ";", "\t")
HEADER_WITHIN = 20  # records, as `open_sheet` has it
LINES = 200


def decodings(head: bytes, code_pages: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield how a file may begin: "" and its text as UTF-8 or UTF-16, else each code page and its text.

    Parameters
    ----------
    head
        Its first bytes, maybe cut inside a character.
    code_pages
        The encodings to try where it is no Unicode.
    """
    if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        yield "", head.decode("utf-16", "replace")
        return
    yield "", head.decode("utf-8-sig", "replace")
    try:
        codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        for code_page in dict.fromkeys(code_pages):
            yield code_page, head.decode(code_page, "replace")


def possible_headers(text: str, *, least: int) -> Iterator[list[str]]:
    """Yield the first records of a table in lower case, with each mark that may stand between cells.

    Parameters
    ----------
    text
        How the table begins.
    least
        How many cells a header has.
    """
    lines = [line.replace("\0", "") for line in islice(io.StringIO(text, newline=""), LINES)]
    for delimiter in DELIMITERS:
        try:
            for record in islice(csv.reader(lines, delimiter=delimiter), HEADER_WITHIN):
                if len(record) >= least:
                    yield [cell.strip().lower() for cell in record]
        except csv.Error:  # a line end in the middle of a cell, as no table has it
            continue


def numbered(names: Sequence[str]) -> list[str]:
    """Tell columns apart that are called the same.

    >>> numbered(["début", "début", "fin"])
    ['début', 'début (2)', 'fin']
    """
    seen: Counter[str] = Counter()
    told = []
    for name in names:
        seen[name] += 1
        told.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return told
