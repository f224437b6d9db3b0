"""The smaller files that name people: invitations, endorsements, recommendations, those followed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from weaklib.sources.files import ExportFile
from weaklib.sources.linkedin.columns import NEEDS, full_name, is_hidden_member, plain_stem, slug_of
from weaklib.sources.linkedin.dates import moments
from weaklib.sources.linkedin.results import (
    BODIES,
    HIDDEN,
    Rows,
    counted,
    interaction,
    interactions_reading,
    nameless,
)
from weaklib.sources.linkedin.rows import Cells, Tally, usable_rows
from weaklib.sources.reading import CONTACTS, MEETINGS, Reading, frame

RECOMMENDATIONS = "linkedin recommendations"
DIRECTIONS = {"recommendationsreceived": "in", "recommendationsgiven": "out"}


def read_invitations(file: ExportFile) -> Reading:
    """Return the invitations sent and received, each with the other person; texts only as word counts."""
    kind = "linkedin invitations"
    tally = Tally()
    rows: Rows = []
    own: list[tuple[str, str]] = []
    for record in usable_rows(file, tally, needs=NEEDS[kind], reason=_hidden_inviter, bodies=BODIES):
        cells = record.cells
        inviter = (slug_of(cells.get("inviter profile url", "")), cells["from"].strip())
        invitee = (slug_of(cells.get("invitee profile url", "")), cells["to"].strip())
        sent = _is_sent(cells)
        own.append(inviter if sent else invitee)
        other = invitee if sent else inviter
        words = len(cells.get("message", "").split())
        direction = "out" if sent else "in"
        rows.append(interaction(record, "invitation", direction, cells["sent at"], other=other, words=words))
    return replace(
        interactions_reading(file, kind, tally, rows),
        owner_profile=most_frequent(profile for profile, _ in own),
        owner_name=most_frequent(name for _, name in own),
    )


def read_endorsements(file: ExportFile) -> Reading:
    """Return who endorsed the owner for what, or whom the owner endorsed: the columns tell which."""
    kind = "linkedin endorsements"
    tally = Tally()
    rows: Rows = []
    for record in usable_rows(file, tally, needs=NEEDS[kind], reason=_hidden_endorser):
        cells = record.cells
        who = _endorsement_side(cells)
        name = full_name(cells.get(f"{who} first name", ""), cells.get(f"{who} last name", ""))
        other = (slug_of(cells.get(f"{who} public url", "")), name)
        direction = "in" if who == "endorser" else "out"
        date, skill = cells["endorsement date"], cells.get("skill name", "").strip()
        rows.append(interaction(record, "endorsement", direction, date, other=other, skill=skill))
    return interactions_reading(file, kind, tally, rows)


def read_recommendations(file: ExportFile) -> Reading:
    """Return the recommendations, without direction: only the file's name says whether they were received."""
    tally = Tally()
    rows: Rows = []
    contacts: Rows = []
    for record in usable_rows(file, tally, needs=NEEDS[RECOMMENDATIONS], reason=nameless(), bodies=BODIES):
        cells = record.cells
        name = full_name(cells["first name"], cells["last name"])
        date, words = cells["creation date"], len(cells.get("text", "").split())
        rows.append(interaction(record, "recommendation", "", date, other=("", name), words=words))
        organisation = cells.get("company", "").strip()
        contacts.append({"row": record.number, "name": name, "organisation": organisation})
    reading = interactions_reading(file, RECOMMENDATIONS, tally, rows)
    listed = frame(contacts, CONTACTS)
    return replace(reading, contacts=listed[listed["row"].isin(reading.interactions["row"])])


def with_direction(reading: Reading, name: str) -> Reading:
    """Return recommendations as received or given, as the file's name says; else all of them set aside.

    Parameters
    ----------
    reading
        As `read_recommendations` returns it.
    name
        The file's base name.
    """
    direction = DIRECTIONS.get(plain_stem(name), "")
    if direction:
        return replace(reading, interactions=reading.interactions.assign(direction=direction))
    unclear = reading.interactions[["row", "raw"]].assign(reason="received or given: the file does not say")
    return replace(
        reading,
        contacts=frame([], CONTACTS),
        interactions=frame([], MEETINGS),
        set_aside=pd.concat([reading.set_aside, unclear], ignore_index=True),
        note="only its name says whether these recommendations were received or given; "
        "name it Recommendations_Received.csv or Recommendations_Given.csv",
    )


def read_follows(file: ExportFile) -> Reading:
    """Return the members whom the owner follows, by name; those followed no longer are set aside."""
    kind = "linkedin follows"
    tally = Tally()
    rows = [
        interaction(
            record,
            "follow",
            "out",
            record.cells["date"],
            other=("", full_name(record.cells["full name"])),
        )
        for record in usable_rows(file, tally, needs=NEEDS[kind], reason=_not_followed)
    ]
    return interactions_reading(file, kind, tally, rows)


def read_registration(file: ExportFile) -> Reading:
    """Return since when the owner is a member, and who invited them, where an old export says so."""
    kind = "linkedin registration"
    tally = Tally()
    records = list(usable_rows(file, tally, needs=NEEDS[kind]))
    names = [
        full_name(record.cells.get("inviter first name", ""), record.cells.get("inviter last name", ""))
        for record in records
    ]
    rows = [
        interaction(record, "invitation", "in", record.cells["registered at"], other=("", name))
        for record, name in zip(records, names, strict=True)
        if name and not is_hidden_member(name)
    ]
    reading = interactions_reading(file, kind, tally, rows)
    dated = counted(file, kind, tally, moments([record.cells["registered at"] for record in records]))
    return replace(dated, interactions=reading.interactions)


def read_assistant(file: ExportFile) -> Reading:
    """Set every row aside, repeated ones too: LinkedIn's assistants are not people."""
    tally = Tally()
    reason = "LinkedIn's assistant (coach), not a person"
    try:
        for _ in usable_rows(
            file, tally, needs=("from", "content"), reason=lambda _: reason, bodies=("content", "subject")
        ):
            pass
    except ValueError:
        return Reading(source=file.source, kind="linkedin assistant", note="empty")
    return counted(file, "linkedin assistant", tally)


def most_frequent(values: Iterable[str]) -> str:
    """Return the commonest of the values that are not empty; the first in order where two are."""
    counts = pd.Series([value for value in values if value], dtype="str").value_counts()
    return min(counts[counts == counts.max()].index, default="")


def _is_sent(cells: Cells) -> bool:
    return cells.get("direction", "").strip().upper() == "OUTGOING"


def _hidden_inviter(cells: Cells) -> str:
    other, url = ("to", "invitee profile url") if _is_sent(cells) else ("from", "inviter profile url")
    nobody = not cells[other].strip() and not slug_of(cells.get(url, ""))
    if is_hidden_member(cells[other]) or nobody:
        return "LinkedIn Member: the account is closed or hides its name"
    return ""


def _endorsement_side(cells: Cells) -> str:
    return "endorser" if "endorser first name" in cells else "endorsee"


def _hidden_endorser(cells: Cells) -> str:
    return nameless(f"{_endorsement_side(cells)} ")(cells)


def _not_followed(cells: Cells) -> str:
    name = full_name(cells["full name"])
    if not name or is_hidden_member(name):
        return HIDDEN
    return "you follow them no longer" if cells.get("status", "").strip().lower() == "unfollow" else ""
