"""What the files say of the owner: name, addresses, skills; where they worked, learned, applied and went."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import pandas as pd

from weaklib.sources.files import ExportFile
from weaklib.sources.linkedin.columns import NEEDS, full_name
from weaklib.sources.linkedin.dates import days
from weaklib.sources.linkedin.results import BODIES, counted
from weaklib.sources.linkedin.rows import Cells, Tally, usable_rows
from weaklib.sources.names.addresses import normalise_address
from weaklib.sources.reading import Reading


@dataclass(frozen=True)
class Columns:
    """Where a file names an organisation that the owner had to do with, and what that makes it.

    Attributes
    ----------
    kind
        The kind of affiliation.
    organisation, role, since, until
        Columns; "" where the file has none.
    dates
        Whether the days are of the past, and tell how fresh the file is.
    """

    kind: str
    organisation: str
    role: str = ""
    since: str = ""
    until: str = ""
    dates: bool = False


AFFILIATIONS: Mapping[str, Columns] = MappingProxyType(
    {
        "linkedin positions": Columns("work", "company name", "title", "started on", "finished on"),
        "linkedin education": Columns("school", "school name", "degree name", "start date", "end date"),
        "linkedin company follows": Columns("follows", "organization", since="followed on", dates=True),
        "linkedin events": Columns("event", "event name", since="event time", until="event time"),
        "linkedin job applications": Columns(
            "applied", "company name", "job title", "application date", dates=True
        ),
        "linkedin saved jobs": Columns("saved job", "company name", "job title", "saved date", dates=True),
    }
)
NOT_GONE = frozenset({"relinquished", "declined", "rejected", "cancelled", "removed"})
_UNIX = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) [\d:]+ (?:[A-Z]{2,5} )?(\d{4})")
_MONTH_FIRST = re.compile(r"([A-Z][a-z]{2,8})\.? (\d{1,2}), (\d{4})\b.*")


def read_affiliations(file: ExportFile, *, kind: str) -> Reading:
    """Return the organisations that the owner worked or learned at, follows, applied to, or went to.

    Parameters
    ----------
    file
        The file.
    kind
        A key of `AFFILIATIONS`.
    """
    where = AFFILIATIONS[kind]
    tally = Tally()
    records = list(usable_rows(file, tally, needs=NEEDS[kind], reason=_not_gone, bodies=BODIES))
    since = days([_day(record.cells, where.since) for record in records])
    table = pd.DataFrame(
        {
            "organisation": [record.cells[where.organisation].strip() for record in records],
            "kind": where.kind,
            "role": [record.cells.get(where.role, "").strip() for record in records],
            "since": since,
            "until": days([_day(record.cells, where.until, end=True) for record in records]),
        }
    )
    emails = frozenset(normalise_address(record.cells.get("contact email", "")) for record in records)
    reading = counted(file, kind, tally, since if where.dates else None)
    return replace(reading, affiliations=table, owner_emails=emails - {""})


def read_profile(file: ExportFile) -> Reading:
    """Return the owner's name."""
    kind = "linkedin profile"
    tally = Tally()
    hidden = ("summary", "address", "birth date")
    names = [
        full_name(record.cells["first name"], record.cells["last name"])
        for record in usable_rows(file, tally, needs=NEEDS[kind], bodies=hidden)
    ]
    return replace(counted(file, kind, tally), owner_name=next(iter(names), ""))


def read_addresses(file: ExportFile) -> Reading:
    """Return the owner's own e-mail addresses."""
    kind = "linkedin email addresses"
    tally = Tally()
    rows = usable_rows(file, tally, needs=NEEDS[kind])
    emails = frozenset(record.cells["email address"].strip().lower() for record in rows)
    return replace(counted(file, kind, tally), owner_emails=emails - {""})


def read_skills(file: ExportFile) -> Reading:
    """Return what the owner says they can do, in alphabetical order."""
    kind = "linkedin skills"
    tally = Tally()
    rows = usable_rows(file, tally, needs=NEEDS[kind])
    skills = {record.cells["name"].strip() for record in rows}
    return replace(
        counted(file, kind, tally), owner_skills=tuple(sorted(skills - {""}, key=lambda s: (s.casefold(), s)))
    )


def _not_gone(cells: Cells) -> str:
    stayed_away = "event name" in cells and cells.get("status", "").strip().lower() in NOT_GONE
    return "you gave up your place at this event" if stayed_away else ""


def _day(cells: Cells, column: str, *, end: bool = False) -> str:
    """Return the day in a cell, or one end of its span ("start - end"), as LinkedIn writes it elsewhere."""
    start, _, finish = cells.get(column, "").partition(" - ")
    text = (finish if end and finish else start).strip()
    for spelling in (_UNIX, _MONTH_FIRST):
        found = spelling.fullmatch(text)
        if found:
            month, day, year = found.groups()
            return f"{day} {month} {year}"
    return text
