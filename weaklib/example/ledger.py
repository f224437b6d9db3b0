"""What the owner of the example wrote down: whom she asked for what, and what came of it.

People stand here by circle and number, and in the sheet by name, or by profile where a name is not enough.
What was sent by LinkedIn is an opener among her messages of that day; mails and calls are on no export. An
outcome belongs to the newest attempt with that person.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from datetime import UTC
from zoneinfo import ZoneInfo

from weaklib.example.history import Message
from weaklib.example.people import OWNER, Person
from weaklib.example.story import ZONE

WRITTEN = "LinkedIn"
"""How she calls what her messages show."""

ENTRIES = """\
person,step,on,purpose,to,via,engagement,support,guidance,note,recorded,unasked,chosen
readers:1,sent,2025-05-02,maintain,,LinkedIn,,,,,,,
readers:1,replied,2025-05-02,,,,2,1,,,,,
mentoring:0,sent,2025-05-13,advice,,LinkedIn,,,,how to ask for a team,,,
mentoring:0,replied,2025-05-13,,,,3,2,2,,,,
elbmark:0,sent,2025-06-03,reconnect,,mail,,,,"her new number is in my phone, at last",,,
elbmark:0,replied,2025-06-06,,,,2,1,,,,,
elbmark:0,conversation,2025-06-17,,,,2,1,1,on the phone,,,
datanorth:1,sent,2025-06-25,advice,,LinkedIn,,,,,,,
datanorth:1,replied,2025-06-25,,,,2,1,,,,,
datanorth:1,help,2025-06-26,,,,2,2,3,knows every tender by its first name,,,
press:6,sent,2025-06-28,reconnect,,LinkedIn,,,,,,,
press:6,replied,2025-06-29,,,,1,1,,,,,
mentoring:11,sent,2025-07-01,advice,,LinkedIn,,,,,,,
mentoring:11,replied,2025-07-01,,,,1,0,0,,,,
tidewater:0,sent,2025-07-04,advice,,LinkedIn,,,,,,,
tidewater:0,replied,2025-07-04,,,,3,2,,,,,
tidewater:0,conversation,2025-07-21,,,,3,2,1,,,,
university:4,sent,2025-07-17,reconnect,,LinkedIn,,,,,,,
university:7,sent,2025-07-24,introduction,,LinkedIn,,,,,,,
university:7,replied,2025-07-25,,,,1,1,,nobody comes to mind,,,
kestrel:6,sent,2025-08-12,reconnect,,mail,,,,,,,
digitalwerk:2,sent,2025-08-22,advice,,LinkedIn,,,,,,,
digitalwerk:2,help,2025-08-23,,,,2,2,1,,,,
digitalwerk:17,sent,2025-08-27,advice,,LinkedIn,,,,,,,
datanorth:5,sent,2025-09-08,reconnect,,LinkedIn,,,,,,,
datanorth:5,replied,2025-09-09,,,,2,,,,,,
datanorth:1,referral,2025-09-18,,,,2,3,1,"at dinner: read our advertisement, please",2025-09-20,yes,
kestrel:11,sent,2025-09-19,introduction,,LinkedIn,,,,,,,
kestrel:11,replied,2025-09-19,,,,2,2,,,,,
kestrel:11,referral,2025-10-02,,,,2,3,2,,2025-10-12,,
kestrel:11,interview,2025-10-21,,,,2,2,2,"too far from the water, but kind",,,
digitalwerk:18,sent,2025-09-30,advice,,LinkedIn,,,,,,,
digitalwerk:18,replied,2025-09-30,,,,1,1,1,,,,
press:5,sent,2025-10-03,introduction,,LinkedIn,,,,,,,
university:5,sent,2025-10-03,reconnect,,LinkedIn,,,,,,,
digitalwerk:5,sent,2025-10-06,introduction,,mail,,,,wanted to know who runs the harbour's data,,,
digitalwerk:19,sent,2025-10-24,advice,,LinkedIn,,,,,,,
choir:1,sent,2025-11-06,advice,,LinkedIn,,,,,,,
choir:1,replied,2025-11-06,,,,3,2,,,,,
choir:1,conversation,2025-11-08,,,,3,3,1,,,,
elbmark:7,sent,2025-11-12,introduction,,LinkedIn,,,,,,,
elbmark:7,replied,2025-11-12,,,,2,2,,,,,
elbmark:7,intro_made,2025-11-18,,passing:24,,2,3,2,,,,
elbmark:7,connection,2025-11-21,,passing:24,,,,,,,,
clinics:6,sent,2025-11-17,reconnect,,LinkedIn,,,,,,,
university:2,help,2025-11-22,,,,2,2,3,redrew my team on a napkin at the reunion,,yes,
rowing:0,sent,2025-12-02,maintain,,LinkedIn,,,,,,,
rowing:0,replied,2025-12-02,,,,3,1,,,,,
rowing:0,conversation,2025-12-18,,,,3,2,1,,,,
clinics:3,sent,2025-12-09,reconnect,,call,,,,,2025-12-14,,
clinics:3,conversation,2025-12-09,,,,2,1,2,half an hour between two shifts,2025-12-14,,
digitalwerk:8,sent,2026-01-11,maintain,,LinkedIn,,,,,,,
digitalwerk:8,replied,2026-01-11,,,,2,,,,,,
digitalwerk:21,sent,2026-01-13,advice,,LinkedIn,,,,,,,
readers:8,sent,2026-01-16,maintain,,LinkedIn,,,,,,,
passing:24,sent,2026-01-27,introduction,,LinkedIn,,,,who has moved a warehouse of meter data?,,,
passing:24,replied,2026-01-28,,,,3,2,,,,,
passing:24,intro_made,2026-02-03,,passing:29,,3,3,2,,,,
passing:24,connection,2026-02-06,,passing:29,,,,,,,,
university:3,sent,2026-02-14,introduction,,LinkedIn,,,,,,,
university:3,replied,2026-02-15,,,,2,1,,,,,
university:3,intro_offered,2026-02-15,,,,2,2,1,"somebody in trading, after the audit",,,
university:9,sent,2026-02-14,reconnect,,LinkedIn,,,,,,,
university:9,replied,2026-02-15,,,,2,1,,,,,
university:0,sent,2026-02-18,introduction,,LinkedIn,,,,,,,chance
university:0,replied,2026-02-18,,,,3,1,,,,,
university:0,intro_offered,2026-03-15,,,,3,2,1,,,,
readers:3,sent,2026-02-23,maintain,,LinkedIn,,,,,,,
rowing:1,sent,2026-03-02,introduction,,mail,,,,,,,chance
clinics:9,sent,2026-03-13,reconnect,,LinkedIn,,,,,,,chance
kestrel:13,sent,2026-03-25,advice,,LinkedIn,,,,,,,chance
kestrel:13,help,2026-03-25,,,,2,2,2,,,,
readers:7,sent,2026-03-26,advice,,LinkedIn,,,,,,,chance
readers:7,replied,2026-03-26,,,,2,1,2,,,,
datanorth:8,sent,2026-03-27,introduction,,LinkedIn,,,,,,,own
datanorth:8,replied,2026-03-28,,,,2,2,,,,,
datanorth:8,referral,2026-04-10,,,,2,3,2,to the head of operations at Windpark Sundmark,,,
datanorth:8,interview,2026-04-28,,,,2,2,3,,,,
datanorth:8,offer,2026-05-20,,,,2,3,2,declined: two hours each way,2026-05-24,,
elbmark:7,sent,2026-03-31,introduction,,LinkedIn,,,,anybody else in energy?,,,
elbmark:7,replied,2026-04-01,,,,3,2,,,,,
elbmark:7,intro_made,2026-04-09,,passing:26,,3,3,2,,,,
elbmark:7,connection,2026-04-12,,passing:26,,,,,,,,
elbmark:1,sent,2026-04-14,reconnect,,mail,,,,,,,chance
tidewater:0,sent,2026-04-27,introduction,,LinkedIn,,,,,,,chance
tidewater:0,replied,2026-04-27,,,,3,2,,,,,
tidewater:0,intro_made,2026-05-05,,passing:18,,2,2,1,,,,
passing:29,sent,2026-05-05,introduction,,LinkedIn,,,,,,,
passing:29,replied,2026-05-06,,,,3,2,,,,,
passing:29,intro_made,2026-05-12,,passing:19,,3,3,3,,,,
passing:29,connection,2026-05-15,,passing:19,,,,,found in my notebook in July,2026-07-10,,
mentoring:0,sent,2026-05-16,advice,,LinkedIn,,,,,,,chance
mentoring:0,replied,2026-05-16,,,,3,2,2,,,,
museum:1,sent,2026-05-23,introduction,,LinkedIn,,,,,,,chance
kestrel:12,sent,2026-05-28,reconnect,,LinkedIn,,,,,,,
kestrel:0,sent,2026-06-10,introduction,,LinkedIn,,,,,,,
kestrel:0,replied,2026-06-10,,,,3,2,,,,,
kestrel:0,referral,2026-06-30,,,,2,2,1,,2026-07-08,,
datanorth:7,sent,2026-06-16,introduction,,LinkedIn,,,,,,,
datanorth:7,replied,2026-06-17,,,,2,2,,,,,
datanorth:7,intro_offered,2026-06-17,,Henrietta Quill,,2,2,2,"once she is back from Tromvik, says Klara",,,
clinics:8,sent,2026-06-17,reconnect,,LinkedIn,,,,,,,chance
passing:1,referral,2026-07-02,,,,2,3,2,told a port in the west about our register,2026-07-06,yes,
kestrel:8,sent,2026-07-14,reconnect,,LinkedIn,,,,three years of silence,,,
kestrel:8,replied,2026-07-16,,,,3,1,,,,,
rowing:0,sent,2026-07-23,advice,,LinkedIn,,,,,,,own
rowing:0,replied,2026-07-24,,,,2,1,1,,,,
press:0,sent,2026-07-29,maintain,,LinkedIn,,,,,,,chance
press:0,replied,2026-07-29,,,,2,1,,,,,
press:0,conversation,2026-07-30,,,,2,1,,,,,
kestrel:0,referral,2026-08-28,,,,3,2,1,over lunch,,yes,
tidewater:5,sent,2026-08-30,advice,,LinkedIn,,,,,,,
tidewater:5,replied,2026-08-30,,,,2,1,1,,,,
digitalwerk:0,sent,2026-09-02,advice,,LinkedIn,,,,,,,
digitalwerk:0,replied,2026-09-02,,,,2,1,,,,,
digitalwerk:0,help,2026-09-03,,,,2,2,2,,,,
digitalwerk:14,sent,2026-09-05,advice,,LinkedIn,,,,,,,
digitalwerk:14,replied,2026-09-06,,,,1,1,1,,,,
digitalwerk:11,sent,2026-09-20,maintain,,LinkedIn,,,,,,,
digitalwerk:11,replied,2026-09-20,,,,1,,,,,,
university:5,sent,2026-09-21,introduction,,LinkedIn,,,,,,,
university:5,replied,2026-09-21,,,,1,0,0,"said no: asked two others for me last year, never again",,,
kestrel:8,conversation,2026-09-23,,,,3,2,2,how to say no,2026-10-06,,
digitalwerk:3,sent,2026-10-13,advice,,LinkedIn,,,,,,,
digitalwerk:3,replied,2026-10-13,,,,2,1,,,,,
readers:0,sent,2026-10-18,introduction,,LinkedIn,,,,,,,
datanorth:12,sent,2026-10-21,introduction,,LinkedIn,,,,who plans the grid at Windpark Sundmark?,,,
kestrel:7,sent,2026-10-24,reconnect,,mail,,,,,,,
"""
"""The entries, by day of asking; their columns are those that a person would give such a sheet."""


def sheet(people: dict[str, Person], messages: list[Message]) -> str:
    """Return the ledger as a sheet that was kept by hand: CSV, the oldest entry first.

    Parameters
    ----------
    people
        Everybody, by key.
    messages
        All messages: of another seed, an attempt by LinkedIn that is none of them is left out, and so is
        what came of it.
    """
    named = _named(people)
    rows = sorted(_true(list(csv.DictReader(io.StringIO(ENTRIES))), _openings(messages)), key=_day)
    text = io.StringIO()
    writer = csv.DictWriter(text, ENTRIES.partition("\n")[0].split(","), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        who = {column: named.get(row[column], row[column]) for column in ("person", "to")}
        writer.writerow({**row, **who})
    return text.getvalue()


def _true(rows: list[dict[str, str]], openings: set[tuple[str, str]]) -> Iterator[dict[str, str]]:
    newest: dict[str, bool] = {}
    for row in rows:
        person = row["person"]
        if row["step"] == "sent":
            newest[person] = row["via"] != WRITTEN or (person, row["on"]) in openings
        if row["unasked"] or newest[person]:
            yield row


def _openings(messages: list[Message]) -> set[tuple[str, str]]:
    """Return to whom alone the owner wrote on which of her days."""
    zone = ZoneInfo(ZONE)
    return {
        (message.recipients[0].key, f"{message.at.replace(tzinfo=UTC).astimezone(zone):%Y-%m-%d}")
        for message in messages
        if message.sender is OWNER and len(message.recipients) == 1
    }


def _named(people: dict[str, Person]) -> dict[str, str]:
    """Return what each person is called in the sheet: by name, save who shares it or stands twice."""
    names = Counter(person.name for person in people.values())
    # whose address LinkedIn does not show, the calendar may know as somebody else of that name
    alone = {
        key: names[person.name] == 1 and (person.shows_email or not person.email)
        for key, person in people.items()
    }
    return {key: person.name if alone[key] else person.slug for key, person in people.items()}


def _day(row: dict[str, str]) -> str:
    return row["on"]
