"""CSV of which a spreadsheet computes nothing, and which reads back letter for letter as it was written."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from weaklib.book import InputError

FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠\t\r\n]")
SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)
DELIMITERS = ",;\t"


def exact_csv(rows: Iterable[Sequence[str]]) -> str:
    r"""Return rows as CSV; a cell that would be a formula gets an apostrophe before it.

    >>> exact_csv([("name", "note"), ("=1+1", "'quoted'")])
    "name,note\r\n'=1+1,'quoted'\r\n"
    """
    text = io.StringIO(newline="")
    guarded = ([f"'{cell}" if FORMULA.match(cell) else cell for cell in row] for row in rows)
    csv.writer(text, lineterminator="\r\n").writerows(guarded)
    return text.getvalue()


def exact_rows(text: str, source: str) -> list[list[str]]:
    r"""Return the rows of what `exact_csv` gave, also when a spreadsheet has saved it with another delimiter.

    Parameters
    ----------
    text
        The CSV.
    source
        What to call it where it cannot be read.

    Raises
    ------
    InputError
        If a quotation mark is not closed: with the row and the remedy.

    Examples
    --------
    >>> exact_rows(exact_csv([("=1+1", "'=2", "a\nb")]), "x.csv")
    [['=1+1', "'=2", 'a\nb']]
    """
    csv.field_size_limit(2**31 - 1)  # the default refuses a long note
    plain = text.removeprefix("\ufeff")
    separator = SEPARATOR_LINE.match(plain)
    plain = plain[separator.end() :] if separator else plain
    header = plain.partition("\n")[0]
    delimiter = separator[1] if separator else max(DELIMITERS, key=header.count)
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(plain, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        msg = f"{source}, row {len(rows) + 1} cannot be read ({error}); mend that row, and save it as CSV."
        raise InputError(msg) from error
    return [[_unguarded(cell) for cell in row] for row in rows]


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell
