"""The records of a delimited text, and those that a stray quote spoils: each loses only itself.

A quote that is never closed swallows what follows, to the next quote or the end of the text. Such a
record is given up, and reading goes on with the line behind its first. Whatever of the lines it had
swallowed opens a quote in turn would swallow the same ones up to the same end: that is known without
reading them again, so that a quote in every row costs no more than a quote in one.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

LARGE = 1 << 20  # characters of a record
OPEN = "a quote is opened in this row and not closed (was the file cut short?)"


@dataclass
class Lines:
    """The lines of a text: those at hand again, then the others.

    Attributes
    ----------
    ahead
        Lines that were read before and are to be read again.
    others
        The rest of the text.
    ended
        Whether more was asked for than there is: so it is where a record ends in the middle.
    """

    ahead: deque[str]
    others: Iterator[str]
    ended: bool = False

    def noted(self, taken: list[str]) -> Iterator[str]:
        """Yield each line, and put it into `taken`."""
        self.ended = False
        while self.ahead:
            line = self.ahead.popleft()
            taken.append(line)
            yield line
        for line in self.others:
            whole = line.replace("\0", "")
            taken.append(whole)
            yield whole
        self.ended = True


def records(lines: Lines, *, delimiter: str, start: int, width: int) -> Iterator[tuple[list[str], str]]:
    """Yield each record with its fault, or "".

    Parameters
    ----------
    lines
        The text.
    delimiter
        What stands between two cells.
    start
        How many records there are up to the header; these have no faults.
    width
        How many cells a record has.
    """
    number = 0
    while True:
        taken: list[str] = []
        for record in csv.reader(lines.noted(taken), delimiter=delimiter):
            number += 1
            uneven = len(taken) > 1 and not _fits(record, width)
            faulty = number > start and (uneven or lines.ended)
            if faulty or sum(map(len, taken)) > LARGE:
                break
            taken.clear()
            yield record, ""
        else:
            return
        if not faulty:  # the reader is gone, and with it the room that it had made for the record
            taken.clear()
            yield record, ""
            continue
        yield _line(taken[0]), OPEN
        first, _ = _alone(taken[0], delimiter)
        rest = None if lines.ended else record[len(first) :]
        lines.ahead.extendleft(reversed(taken[1:]))
        yield from _swallowed(lines.ahead, len(taken) - 2, width, rest, delimiter)


def _swallowed(
    ahead: deque[str], count: int, width: int, rest: Sequence[str] | None, delimiter: str
) -> Iterator[tuple[list[str], str]]:
    """Yield what stands in lines that a stray quote had swallowed, up to one where a record spans several.

    They are `count`, without the one in which all that opens a quote in them ends; `rest` are the cells
    that the record had behind its first line, None where it has no end.
    """
    most = len(rest) if rest is not None else -1
    least = next((place for place in range(most, 0, -1) if rest and rest[place - 1]), 0)
    passed = 0
    for _ in range(count):
        passed += len(_alone(f'"{ahead[0]}', delimiter)[0]) - 1
        record, is_open = _alone(ahead[0], delimiter)
        if is_open and len(record) + max(least - passed, 0) <= width <= len(record) + most - passed:
            return
        line = ahead.popleft()
        yield (_line(line), OPEN) if is_open else (record, "")


def _alone(line: str, delimiter: str) -> tuple[list[str], bool]:
    """Return the cells of one line, and whether a quote is open at its end."""
    lines = Lines(deque([line]), iter(()))
    return next(csv.reader(lines.noted([]), delimiter=delimiter)), lines.ended


def _fits(record: Sequence[str], width: int) -> bool:
    return len(record) >= width and not any(islice(record, width, None))


def _line(line: str) -> list[str]:
    return [line.rstrip("\r\n")]
