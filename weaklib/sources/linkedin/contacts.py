"""The people that an export lists beside the connections: an imported address book, and the owner's notes."""

from __future__ import annotations

import re
from dataclasses import replace

from weaklib.sources.files import ExportFile
from weaklib.sources.linkedin.columns import NEEDS, full_name, is_hidden_member, slug_of
from weaklib.sources.linkedin.dates import moments
from weaklib.sources.linkedin.results import BODIES, HIDDEN, counted
from weaklib.sources.linkedin.rows import Cells, Tally, usable_rows
from weaklib.sources.names.addresses import normalise_address
from weaklib.sources.reading import CONTACTS, Reading, frame

IMPORTED = "linkedin imported contacts"
NOTES = "linkedin notes"


def read_imported(file: ExportFile) -> Reading:
    """Return the address book that the owner once gave LinkedIn: names, addresses, companies, profiles."""
    tally = Tally()
    rows: list[dict[str, object]] = []
    records = list(usable_rows(file, tally, needs=NEEDS[IMPORTED], reason=_nobody))
    for record in records:
        emails = _emails(record.cells)
        rows.append(
            {
                "row": record.number,
                "profile": _profile(record.cells),
                "email": next(iter(emails), ""),
                "emails": emails,
                "name": _name(record.cells),
                "organisation": record.cells.get("companies", "").strip(),
                "position": record.cells.get("title", "").strip(),
            }
        )
    at = moments([record.cells.get("created at", "") for record in records])
    return replace(counted(file, IMPORTED, tally, at), contacts=frame(rows, CONTACTS))


def read_notes(file: ExportFile) -> Reading:
    """Return what the owner wrote about connections, one row a note, by date."""
    tally = Tally()
    records = list(usable_rows(file, tally, needs=NEEDS[NOTES], reason=_no_note, bodies=BODIES))
    rows: list[dict[str, object]] = [
        {
            "row": record.number,
            "profile": slug_of(record.cells.get("connection profile url", "")),
            "name": _noted(record.cells),
            "note": " ".join(record.cells["note"].split()),
        }
        for record in records
    ]
    at = moments([record.cells.get("created on", "") for record in records])
    written = frame(rows, CONTACTS).assign(at=at).sort_values(["at", "note"], na_position="first")
    return replace(
        counted(file, NOTES, tally, at), contacts=written.drop(columns="at").reset_index(drop=True)
    )


def with_joined_notes(reading: Reading) -> Reading:
    """Return notes with one row for each person, who may have several; all of them stay in order."""
    notes = reading.contacts
    who = notes["profile"].where(notes["profile"].ne(""), notes["name"])
    joined = notes.groupby(who, sort=False)["note"].agg(lambda texts: " · ".join(dict.fromkeys(texts)))
    once = notes.assign(note=who.map(joined))[~who.duplicated()]
    return replace(reading, contacts=once.reset_index(drop=True))


def _name(cells: Cells) -> str:
    parts = (cells["first name"], cells.get("middle name", ""), cells["last name"])
    return full_name(*parts) or full_name(cells.get("full name", ""))


def _emails(cells: Cells) -> tuple[str, ...]:
    found = map(normalise_address, re.split(r"[,;\s]+", cells["email address"]))
    return tuple(dict.fromkeys(filter(None, found)))


def _profile(cells: Cells) -> str:
    slugs = map(slug_of, re.split(r"[,;\s]+", cells.get("profiles", "")))
    return next(filter(None, slugs), "")


def _nobody(cells: Cells) -> str:
    return "" if _name(cells) or _emails(cells) else "no name and no address"


def _noted(cells: Cells) -> str:
    return full_name(cells["connection first name"], cells["connection last name"])


def _no_note(cells: Cells) -> str:
    name = _noted(cells)
    if is_hidden_member(name) or not (name or slug_of(cells.get("connection profile url", ""))):
        return HIDDEN
    return "" if cells["note"].strip() else "the note is empty"
