"""An export in which every field that a person can write holds something that wants to act."""

from __future__ import annotations

import csv
import io
from pathlib import Path

SITE = "http://evil.example"
PAYLOADS = (
    f"<img src='{SITE}/img' onerror='alert(1)' data-canary>",
    "<script>alert(2)</script><b data-canary>x</b>",
    f"<span style='background:url({SITE}/span)' data-canary>x</span>",
    f"[click]({SITE}/markdown)",
    "[click](javascript:alert(3))",
    f"![x]({SITE}/picture)",
    f"<a href='javascript:alert(4)' data-canary>{SITE}/auto</a>",
    f"</script><script src='{SITE}/script'></script><i data-canary>x</i>",
    f"<svg onload='alert(5)' data-canary><image href='{SITE}/svg'></svg>",
    f"`code` | pipe $\\href{{{SITE}/tex}}{{x}}$",
    "%{customdata[0]} {{7*7}} ${7*7}",
    f"<link rel=preconnect href='{SITE}' data-canary><base href='{SITE}/' data-canary>",
    f"<iframe src='{SITE}/frame' data-canary></iframe>",
    f"<style data-canary>body{{background:url({SITE}/css)}}</style>",
    f"<sub>x</sub><br><a href='{SITE}/plotly' data-canary>y</a>",
)
PEOPLE = range(3 * len(PAYLOADS))


def person(number: int) -> str:
    """The one line that is a person's name: whole, so that nothing of it is lost in reading."""
    return f"{PAYLOADS[number % len(PAYLOADS)]} n{number}"


def write(folder: Path) -> Path:
    """Write a LinkedIn export and a calendar of such people into `folder`."""
    folder.mkdir(parents=True)
    sheet(
        folder / "Profile.csv",
        [["First Name", "Last Name", "Headline"], [PAYLOADS[0], PAYLOADS[2], PAYLOADS[1]]],
    )
    sheet(folder / "Connections.csv", [CONNECTIONS, *map(connection, PEOPLE)])
    sheet(folder / "messages.csv", [MESSAGES, *(row for number in PEOPLE for row in messages(number))])
    sheet(folder / "Invitations.csv", [INVITATIONS, *(invitation(number) for number in PEOPLE)])
    sheet(
        folder / "Endorsement_Received_Info.csv", [ENDORSEMENTS, *(endorsement(number) for number in PEOPLE)]
    )
    sheet(folder / "Positions.csv", [POSITIONS, [PAYLOADS[5], PAYLOADS[6], PAYLOADS[7], "x", "Jan 2019", ""]])
    sheet(folder / "Education.csv", [EDUCATION, [PAYLOADS[8], "2010", "2014", PAYLOADS[9], PAYLOADS[10], ""]])
    meetings = [line for number in range(40) for line in meeting(number)]
    calendar = ["BEGIN:VCALENDAR", "VERSION:2.0", f"X-WR-CALNAME:{PAYLOADS[3]}", *meetings]
    name = "<img src=x onerror=alert(6) data-canary>.ics"
    (folder / name).write_text("\r\n".join([*calendar, "END:VCALENDAR", ""]), encoding="utf-8", newline="")
    return folder


def sheet(path: Path, rows: list[list[str]]) -> None:
    """Write rows as LinkedIn does."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")


CONNECTIONS = ["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"]
MESSAGES = [
    *("CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS"),
    *("DATE", "SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS"),
]
INVITATIONS = ["From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl"]
ENDORSEMENTS = [
    *("Endorsement Date", "Skill Name", "Endorser First Name", "Endorser Last Name", "Endorser Public Url"),
    "Endorsement Status",
]
POSITIONS = ["Company Name", "Title", "Description", "Location", "Started On", "Finished On"]
EDUCATION = ["School Name", "Start Date", "End Date", "Notes", "Degree Name", "Activities"]
OWNER = f"{PAYLOADS[0]} {PAYLOADS[2]}"
OWNER_URL = "https://www.linkedin.com/in/owner"


def url(number: int) -> str:
    """The profile of a person."""
    return f"https://www.linkedin.com/in/h-{number}"


def connection(number: int) -> list[str]:
    """A row of Connections.csv; every third person shares an employer with two others, and one has their own."""
    company = PAYLOADS[number // 3] if number % 5 else f"{PAYLOADS[number % len(PAYLOADS)]} only {number}"
    mail = f"h{number}@people.example"
    return [
        person(number),
        "Last",
        url(number),
        mail,
        company,
        PAYLOADS[(number + 4) % len(PAYLOADS)],
        "07 Jun 2019",
    ]


def messages(number: int) -> list[list[str]]:
    """Some messages in both directions, long ago for some and lately for others."""
    year = 2018 + number % 8
    payload = PAYLOADS[number % len(PAYLOADS)]
    ends = [(person(number) + " Last", url(number)), (OWNER, OWNER_URL)]
    rows = []
    for month in range(1, 1 + number % 7):
        (sender, sender_url), (to, to_url) = ends if month % 2 else ends[::-1]
        when = f"{year}-{month:02d}-10 10:00:00 UTC"
        rows.append(
            [f"c{number}", payload, sender, sender_url, to, to_url, when, payload, payload, "INBOX", payload]
        )
    return rows


def invitation(number: int) -> list[str]:
    """An invitation with a message."""
    return [person(number), OWNER, "1/29/20, 2:37 PM", PAYLOADS[0], "INCOMING", url(number), OWNER_URL]


def endorsement(number: int) -> list[str]:
    """An endorsement for a skill that nobody has."""
    skill = PAYLOADS[number % len(PAYLOADS)]
    return [
        "2023/08/08 16:02:04 UTC",
        skill,
        person(number),
        "Last",
        url(number).removeprefix("https://"),
        "ACCEPTED",
    ]


def meeting(number: int) -> list[str]:
    """A meeting of three, who are one circle, and every fourth time somebody of another circle."""
    first = 3 * (number % len(PAYLOADS))
    guests = [first, first + 1, *([(first + 3) % len(PEOPLE)] if number % 4 == 0 else [first + 2])]
    people = [
        f'ATTENDEE;PARTSTAT=ACCEPTED;CN="{quoted(person(who))}":mailto:h{who}@people.example'
        for who in guests
    ]
    return [
        *("BEGIN:VEVENT", f"UID:{number}@people.example", f"DTSTART:2026{number % 9 + 1:02d}11T100000Z"),
        *(f"DTEND:2026{number % 9 + 1:02d}11T110000Z", f"SUMMARY:{PAYLOADS[number % len(PAYLOADS)]}"),
        *(f"LOCATION:{PAYLOADS[2]}", f"DESCRIPTION:{PAYLOADS[1]}"),
        "ORGANIZER;CN=me:mailto:owner@people.example",
        "ATTENDEE;PARTSTAT=ACCEPTED;CN=me:mailto:owner@people.example",
        *people,
        "END:VEVENT",
    ]


def quoted(text: str) -> str:
    """A value inside double quotes, which calendars cannot escape."""
    return text.replace('"', "'")
