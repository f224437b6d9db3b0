"""The smaller files: invitations, endorsements, recommendations, and what they say of the owner."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pandas as pd

from weaklib.sources.delimited import Record, raw_text
from weaklib.sources.files import ExportFile
from weaklib.sources.linkedin.columns import NEEDS, full_name, is_hidden_member, slug_of
from weaklib.sources.linkedin.dates import days, moments
from weaklib.sources.linkedin.rows import Cells, Tally, usable_rows
from weaklib.sources.reading import CONTACTS, MEETINGS, Reading, frame

Rows = list[dict[str, object]]
BODIES = ("message", "text", "description", "notes")


def read_invitations(file: ExportFile, seen: set[int]) -> Reading:
    """Return the invitations sent and received, each with the other person; texts only as word counts."""
    kind = "linkedin invitations"
    tally = Tally()
    rows: Rows = []
    own: list[tuple[str, str]] = []
    for record in usable_rows(
        file, tally, needs=NEEDS[kind], reason=_hidden_inviter, seen=seen, bodies=BODIES
    ):
        cells = record.cells
        inviter = (slug_of(cells.get("inviter profile url", "")), cells["from"].strip())
        invitee = (slug_of(cells.get("invitee profile url", "")), cells["to"].strip())
        sent = cells.get("direction", "").strip().upper() == "OUTGOING"
        own.append(inviter if sent else invitee)
        rows.append(
            _interaction(
                record,
                "invitation",
                "out" if sent else "in",
                cells["sent at"],
                other=invitee if sent else inviter,
                words=len(cells.get("message", "").split()),
            )
        )
    reading = _interactions_reading(file, kind, tally, rows)
    return replace(
        reading, owner_profile=most_frequent(p for p, _ in own), owner_name=most_frequent(n for _, n in own)
    )


def read_endorsements(file: ExportFile, seen: set[int]) -> Reading:
    """Return who endorsed the owner for what, or whom the owner endorsed."""
    received = "received" in file.name.lower()
    who = "endorser" if received else "endorsee"
    tally = Tally()
    needs = ("endorsement date", f"{who} first name", f"{who} last name")
    rows = [
        _interaction(
            record,
            "endorsement",
            "in" if received else "out",
            record.cells["endorsement date"],
            other=(
                slug_of(record.cells.get(f"{who} public url", "")),
                full_name(record.cells[f"{who} first name"], record.cells[f"{who} last name"]),
            ),
            skill=record.cells.get("skill name", "").strip(),
        )
        for record in usable_rows(file, tally, needs=needs, reason=_nameless(who + " "), seen=seen)
    ]
    return _interactions_reading(file, "linkedin endorsements", tally, rows)


def read_recommendations(file: ExportFile, seen: set[int]) -> Reading:
    """Return who recommended the owner, or whom the owner recommended; the text only as a word count."""
    kind = "linkedin recommendations"
    tally = Tally()
    rows: Rows = []
    contacts: Rows = []
    for record in usable_rows(file, tally, needs=NEEDS[kind], reason=_nameless(""), seen=seen, bodies=BODIES):
        cells = record.cells
        name = full_name(cells["first name"], cells["last name"])
        words = len(cells.get("text", "").split())
        direction = "in" if "received" in file.name.lower() else "out"
        rows.append(
            _interaction(
                record, "recommendation", direction, cells["creation date"], other=("", name), words=words
            )
        )
        contacts.append(
            {"row": record.number, "name": name, "organisation": cells.get("company", "").strip()}
        )
    reading = _interactions_reading(file, kind, tally, rows)
    listed = frame(contacts, CONTACTS)
    return replace(reading, contacts=listed[listed["row"].isin(reading.interactions["row"])])


def read_affiliations(file: ExportFile, seen: set[int], *, kind: str) -> Reading:
    """Return the owner's own positions or schools."""
    at, since, until = {
        "linkedin positions": ("company name", "started on", "finished on"),
        "linkedin education": ("school name", "start date", "end date"),
    }[kind]
    tally = Tally()
    records = list(usable_rows(file, tally, needs=NEEDS[kind], seen=seen, bodies=BODIES))
    table = pd.DataFrame(
        {
            "organisation": [record.cells[at].strip() for record in records],
            "kind": "work" if kind == "linkedin positions" else "school",
            "role": [record.cells.get("title", record.cells.get("degree name", "")) for record in records],
            "since": days([record.cells.get(since, "") for record in records]),
            "until": days([record.cells.get(until, "") for record in records]),
        }
    )
    return replace(_counted(file, kind, tally), affiliations=table)


def read_profile(file: ExportFile, seen: set[int]) -> Reading:
    """Return the owner's name."""
    tally = Tally()
    names = [
        full_name(record.cells["first name"], record.cells["last name"])
        for record in usable_rows(
            file,
            tally,
            needs=NEEDS["linkedin profile"],
            seen=seen,
            bodies=("summary", "address", "birth date"),
        )
    ]
    return replace(_counted(file, "linkedin profile", tally), owner_name=next(iter(names), ""))


def read_addresses(file: ExportFile, seen: set[int]) -> Reading:
    """Return the owner's own e-mail addresses."""
    kind = "linkedin email addresses"
    tally = Tally()
    emails = [
        r.cells["email address"].strip().lower()
        for r in usable_rows(file, tally, needs=NEEDS[kind], seen=seen)
    ]
    return replace(_counted(file, kind, tally), owner_emails=frozenset(email for email in emails if email))


def read_assistant(file: ExportFile, _seen: set[int]) -> Reading:
    """Set every row aside, repeated ones too: LinkedIn's assistants are not people."""
    tally = Tally()
    reason = "LinkedIn's assistant (coach), not a person"
    try:
        for _ in usable_rows(
            file, tally, needs=("from", "content"), reason=lambda _: reason, bodies=("content",)
        ):
            pass
    except ValueError:
        return Reading(source=file.source, kind="linkedin assistant", note="empty")
    return _counted(file, "linkedin assistant", tally)


def most_frequent(values: Iterable[str]) -> str:
    """Return the commonest of the values that are not empty; the first in order where two are."""
    counts = pd.Series([value for value in values if value], dtype="str").value_counts()
    return min(counts[counts == counts.max()].index, default="")


def _interaction(
    record: Record,
    channel: str,
    direction: str,
    at: str,
    *,
    other: tuple[str, str],
    words: float = float("nan"),
    skill: str = "",
) -> dict[str, object]:
    return {
        "row": record.number,
        "profile": other[0],
        "email": "",
        "name": other[1],
        "at": at,
        "channel": channel,
        "direction": direction,
        "group_size": 2,
        "minutes": float("nan"),
        "words": words,
        "skill": skill,
        "hint": "",
        "event": "",
        "raw": raw_text(record.cells, bodies=BODIES),
    }


def _interactions_reading(file: ExportFile, kind: str, tally: Tally, rows: Rows) -> Reading:
    table = frame(rows, MEETINGS)
    table["at"] = moments(table["at"].tolist())
    undated = set(table.loc[table["at"].isna(), "row"])
    for row in rows:
        if row["row"] in undated:
            tally.put_aside(
                int(str(row["row"])), f"the date {row['at']!r} was not understood", str(row["raw"])
            )
    table = table[table["at"].notna()].reset_index(drop=True)
    return replace(_counted(file, kind, tally, table["at"]), interactions=table)


def _counted(file: ExportFile, kind: str, tally: Tally, at: pd.Series | None = None) -> Reading:
    dates = at.dt.tz_localize(None).dt.normalize() if at is not None and len(at) else None
    return Reading(
        source=file.source,
        kind=kind,
        rows=tally.rows,
        merged=tally.merged,
        set_aside=frame(tally.set_aside, ("row", "reason", "raw")),
        first=None if dates is None else dates.min(),
        last=None if dates is None else dates.max(),
    )


def _hidden_inviter(cells: Cells) -> str:
    other = cells["to"] if cells.get("direction", "").strip().upper() == "OUTGOING" else cells["from"]
    nameless = not other.strip() and not cells.get("inviter profile url", "").strip()
    if is_hidden_member(other) or nameless:
        return "LinkedIn Member: the account is closed or hides its name"
    return ""


def _nameless(prefix: str) -> Callable[[Cells], str]:
    def reason(cells: Cells) -> str:
        name = full_name(cells[f"{prefix}first name"], cells[f"{prefix}last name"])
        if not name or is_hidden_member(name):
            return "hidden: LinkedIn gives no name for this person"
        return ""

    return reason
