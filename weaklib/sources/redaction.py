"""What may be pasted into a bug report: figures and reasons, but no person and no file name of theirs."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import pandas as pd

from weaklib.book import Book
from weaklib.sources.linkedin.columns import kind_of

_MEMBER = re.compile(r"_\d{3,}(?=\.\w+$)")  # some of LinkedIn's names end in the member's number
_TELLING = re.compile(r"( called |['\"(]).*", re.DOTALL)


def redacted_coverage(book: Book) -> pd.DataFrame:
    """Return `book.coverage` under neutral file names and without its notes' details."""
    coverage = book.coverage.rename(index=_neutral_names(book)).rename_axis("source")
    return coverage.assign(note=[_neutral(str(note)) for note in coverage["note"].fillna("")])


def redacted_reasons(book: Book) -> pd.DataFrame:
    """Return `source` and `reason` of each row set aside, without what would tell of whom."""
    names = _neutral_names(book)
    return pd.DataFrame(
        {
            "source": book.set_aside["source"].map(names),
            "reason": [_neutral(reason) for reason in book.set_aside["reason"]],
        }
    )


def _neutral_names(book: Book) -> dict[str, str]:
    """LinkedIn's own file names tell but a number; a folder, a zip or a calendar is named by its owner."""
    places: dict[str, int] = {}
    names = {}
    for number, source in enumerate(book.coverage.index, 1):
        path = PurePosixPath(source)
        place = places.setdefault(str(path.parent), len(places) + 1)
        own = _MEMBER.sub(f"_{number}", path.name) if kind_of(path.name) else f"file {number}{path.suffix}"
        names[source] = f"place {place}/{own}" if str(path.parent) != "." else own
    return names


def _neutral(text: str) -> str:
    return _TELLING.sub(" …", text)
