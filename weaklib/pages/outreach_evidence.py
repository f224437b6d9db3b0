"""The rows behind a reason, each in a few words, so that anybody can look it up in their own files."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd

from weaklib.book import Book
from weaklib.pages.closeness import WHO_ACTED
from weaklib.pages.prose import count, day, known, listed, safe

if TYPE_CHECKING:
    import networkx as nx

Row = tuple[str, Hashable]
MOST = 4
"""So many rows are told one by one; of more, the newest are told and the others counted."""

FROM: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "interactions": ("row of contact", "rows of contact"),
        "affiliations": ("row on work or school", "rows on work or school"),
        "people": ("row of your contacts", "rows of your contacts"),
        "tie": ("tie between contacts", "ties between contacts"),
        "ledger": ("note of yours", "notes of yours"),
        "goals": ("line of your goals", "lines of your goals"),
    }
)
"""What the rows of each table are called, one and many."""

SURENESS: Mapping[str, str] = MappingProxyType(
    {
        "high": "high confidence",
        "medium": "medium confidence",
        "low": "low confidence: it is inferred, so ask first",
    }
)
"""What each confidence means for the reader."""

CHANNELS: Mapping[str, str] = MappingProxyType(
    {
        "message": "a message",
        "group_message": "a message to several",
        "mail": "a mail",
        "group_mail": "a mail to several",
        "meeting": "a meeting",
        "group_meeting": "a meeting of several",
        "invitation": "an invitation",
        "endorsement": "an endorsement",
        "recommendation": "a recommendation",
    }
)
"""What an interaction of each channel is called."""


def resting_on(rows: Sequence[Row], confidence: str) -> str:
    """Return on how many rows of which kind a reason rests, and how sure that makes it.

    >>> resting_on([("interactions", 3), ("interactions", 9), ("goals", "fields[0]")], "high")
    '2 rows of contact and 1 line of your goals; high confidence'
    """
    tables = pd.Series([table for table, _ in rows], dtype=object).value_counts(sort=False)
    told = [count(number, *FROM.get(str(table), ("row", "rows"))) for table, number in tables.items()]
    return "; ".join(filter(None, [listed(told), SURENESS.get(confidence, confidence)]))


def rows_in_words(
    book: Book, rows: Sequence[Row], *, graph: nx.Graph[Any] | None = None, most: int = MOST
) -> list[str]:
    """Return the rows in words, the newest contacts first, as safe text; of many, the first and a count."""
    ordered = sorted(rows, key=lambda row: _age(book, row))
    told = [_row_in_words(book, row, graph) for row in ordered[:most]]
    return [*told, f"and {len(rows) - most:,} more"] if len(rows) > most else told


def _age(book: Book, row: Row) -> float:
    """How old a contact is, so that the newest comes first; other rows keep their order, before them."""
    table, label = row
    if table != "interactions" or label not in book.interactions.index:
        return -float("inf")
    when: Any = book.interactions.at[label, "at"]
    return -float(when.timestamp())


def _row_in_words(book: Book, row: Row, graph: nx.Graph[Any] | None) -> str:
    table, label = row
    if table == "tie":
        return _tie(book, label, graph)
    if table not in _TELL:
        return f"{safe(FROM.get(table, (table,))[0])} {safe(label)}"
    tell, frame = _TELL[table], getattr(book, table)
    return tell(frame.loc[label], book) if label in frame.index else f"row {safe(label)}"


def _interaction(row: pd.Series[Any], book: Book) -> str:
    when = row["at"].tz_convert(book.owner.zone).date()
    acted = WHO_ACTED.get(row["direction"], "") if "meeting" not in row["channel"] else ""
    by = {"you": ", from you", "they": ", from them"}.get(acted, "")
    skill = f" for {safe(row['skill'])}" if known(row["skill"]) else ""
    return f"{day(when)}: {CHANNELS.get(row['channel'], safe(row['channel']))}{by}{skill} ({_file(row)})"


def _affiliation(row: pd.Series[Any], _: Book) -> str:
    role = f"{safe(row['role'])}, " if known(row["role"]) else ""
    recorded = f", as recorded on {day(row['as_recorded_on'])}" if known(row["as_recorded_on"]) else ""
    place = safe(row["organisation"]) if known(row["organisation"]) else "an unnamed place"
    past = {"met_during": ", while you were there", "school": " (school)"}.get(str(row["kind"]), "")
    return f"{role}{place}{past}{recorded}"


def _person(row: pd.Series[Any], _: Book) -> str:
    said = [safe(row[column]) for column in ("position", "organisation") if known(row[column])]
    note = f"your note: {safe(row['note'])}" if known(row["note"]) else ""
    since = f"connected on {day(row['connected_on'])}" if known(row["connected_on"]) else ""
    return "; ".join(filter(None, [", ".join(said), since, note])) or "a contact of yours"


_TELL: Mapping[str, Callable[[pd.Series[Any], Book], str]] = MappingProxyType(
    {"interactions": _interaction, "affiliations": _affiliation, "people": _person}
)


def _tie(book: Book, ends: Hashable, graph: nx.Graph[Any] | None) -> str:
    one, other = ends if isinstance(ends, tuple) and len(ends) == 2 else (ends, "")
    names = " and ".join(
        safe(book.people.at[end, "name"] if end in book.people.index else end) for end in (one, other)
    )
    tie = graph.get_edge_data(one, other) if graph is not None else None
    if tie is None:
        return names
    if tie.get("observed", 0) > 0:
        return f"{names} were seen in a shared meeting or thread"
    return f"{names} probably know each other"


def _file(row: pd.Series[Any]) -> str:
    return safe(PurePosixPath(str(row["source"])).name)
