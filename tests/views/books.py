"""Small books, typed by hand: rows at noon, and exports that begin and end on days that are named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from weaklib.book import Book, Owner, empty, typed

Row = tuple[str, str, str, str, int]  # day, person, channel, direction, group size

SOURCES = {
    "linkedin messages": "zip/messages.csv",
    "calendar": "diary.ics",
    "mail": "sent.mbox",
    "linkedin connections": "zip/Connections.csv",
    "linkedin endorsements": "zip/Endorsements.csv",
}
KINDS = {"meeting": "calendar", "group_meeting": "calendar", "mail": "mail", "group_mail": "mail"}


def book_of(
    rows: Sequence[Row],
    exports: Mapping[str, tuple[str, str]],
    *,
    people: Mapping[str, str | None],
    mark: str = "",
) -> Book:
    """Return a book of these rows.

    Parameters
    ----------
    rows
        What happened.
    exports
        The first and the last day of each kind of file.
    people
        Who is in it, each with the day of the connection, or None.
    mark
        What is added to every name, file and skill.
    """
    names = list(people)
    folk = pd.DataFrame(
        {
            "name": [name.capitalize() + mark for name in names],
            "profile": names,
            "emails": [(f"{name}@example.org",) for name in names],
            "organisation": f"Works{mark}",
            "connected_on": pd.to_datetime(list(people.values())),
        },
        index=pd.Index(names, name="person", dtype="str"),
    )
    table = pd.DataFrame(rows, columns=["at", "person", "channel", "direction", "group_size"])
    table["at"] = pd.to_datetime(table["at"] + " 12:00", utc=True, format="%Y-%m-%d %H:%M")
    kinds = table["channel"].map(KINDS).fillna("linkedin messages")
    table["source"] = kinds.map(SOURCES) + mark
    table["skill"], table["hint"] = mark, mark
    files = pd.DataFrame(
        [(kind, pd.Timestamp(first), pd.Timestamp(last)) for kind, (first, last) in exports.items()],
        columns=["kind", "first", "last"],
        index=pd.Index([SOURCES[kind] + mark for kind in exports], name="source"),
    )
    files[["rows", "used", "merged", "set_aside"]] = 0
    return Book(
        owner=Owner(),
        people=typed("people", folk),
        interactions=typed("interactions", table),
        affiliations=empty("affiliations"),
        set_aside=empty("set_aside"),
        coverage=typed("coverage", files),
    )
