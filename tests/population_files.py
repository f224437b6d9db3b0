"""The four exports of the population's acquaintance, as files: typed from FORMATS.md, not from the readers."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import format_datetime, formataddr
from itertools import islice
from pathlib import Path
from random import Random
from urllib.parse import quote

from tests.population import Population, Record

OWNER = ("Mira", "Okonjo-Lang")
OWNER_NAME = " ".join(OWNER)
OWNER_EMAIL = "mira@okonjo-lang.example"
OWNER_URL = "https://www.linkedin.com/in/mira-okonjo-lang"
FIRST_DAY = datetime(2023, 1, 2, 8, tzinfo=UTC)

CONNECTIONS, MESSAGES, CALENDAR = "Connections.csv", "messages.csv", f"{OWNER_EMAIL}.ics"
CARDS, MAIL = "contacts.vcf", "All mail Including Spam and Trash.mbox"


def write_population(people: Population, folder: Path, *, seed: int) -> None:
    """Write the exports of the one who knows all these people into `folder`."""
    random = Random(seed)
    _write_connections(people.of("connections"), folder, random)
    _write_messages(people.of("connections"), folder, random)
    (folder / CALENDAR).write_text("".join(_calendar(people, random)), encoding="utf-8", newline="")
    cards = (_card(number, record) for number, record in enumerate(people.of("cards"), 1))
    (folder / CARDS).write_text("".join(cards), encoding="utf-8", newline="")
    (folder / MAIL).write_text("".join(_mails(people.of("mail"), random)), encoding="ascii", newline="")


def _moment(random: Random) -> datetime:
    return FIRST_DAY + timedelta(days=random.randrange(900), minutes=15 * random.randrange(36))


def _url(slug: str) -> str:
    return f"https://www.linkedin.com/in/{quote(slug)}"


def _write_connections(records: list[Record], folder: Path, random: Random) -> None:
    preamble = [
        ["Notes:"],
        ["When exporting your connection data, some of the email addresses are missing."],
        [],
    ]
    header = ["First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On"]
    rows = [
        [
            *r.name,
            _url(r.slug),
            *(r.emails[:1] or [""]),
            r.organisation,
            r.position,
            f"{_moment(random):%d %b %Y}",
        ]
        for r in records
    ]
    with (folder / CONNECTIONS).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([*preamble, header, *rows])
    with (folder / "Profile.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(
            [["First Name", "Last Name", "Headline"], [*OWNER, "Engineer"]]
        )
    with (folder / "Email Addresses.csv").open("w", encoding="utf-8", newline="") as file:
        header = ["Email Address", "Confirmed", "Primary", "Updated On"]
        csv.writer(file, lineterminator="\n").writerows(
            [header, [OWNER_EMAIL, "Yes", "Yes", "1/5/23, 9:00 AM"]]
        )


def _write_messages(records: list[Record], folder: Path, random: Random) -> None:
    columns = (
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,"
        "SUBJECT,CONTENT,FOLDER,ATTACHMENTS"
    )
    rows = []
    for number, record in enumerate(random.sample(records, len(records) // 3)):
        other, owner = (record.shown, _url(record.slug)), (OWNER_NAME, OWNER_URL)
        for sender, to in random.choice((((other, owner),), ((owner, other), (other, owner)))):
            date = f"{_moment(random):%Y-%m-%d %H:%M:%S} UTC"
            rows.append(
                [f"2-{number:08}==", "", *sender, *to, date, "", "Thank you, see you soon.", "INBOX", ""]
            )
    with (folder / MESSAGES).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([columns.split(","), *rows])


def _calendar(people: Population, random: Random) -> Iterator[str]:
    yield (
        "BEGIN:VCALENDAR\r\nPRODID:-//Google Inc//Google Calendar 70.9054//EN\r\nVERSION:2.0\r\n"
        f"METHOD:PUBLISH\r\nX-WR-CALNAME:{OWNER_EMAIL}\r\nX-WR-TIMEZONE:Europe/Berlin\r\n"
    )
    for number, guests in enumerate(_meetings(people, random)):
        start = _moment(random)
        lines = [
            "BEGIN:VEVENT",
            f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
            f"DTEND:{start + timedelta(minutes=45):%Y%m%dT%H%M%SZ}",
            f"DTSTAMP:20260601T080000Z\r\nUID:{number:06}@google.com",
            f"ORGANIZER;CN={OWNER_NAME}:mailto:{OWNER_EMAIL}",
            _attendee(OWNER_NAME, OWNER_EMAIL),
            *(_attendee(guest.shown or guest.emails[0], guest.emails[0]) for guest in guests),
            "SUMMARY:A meeting\r\nSTATUS:CONFIRMED\r\nEND:VEVENT",
        ]
        yield "".join(f"{line}\r\n" for line in lines)
    yield "END:VCALENDAR\r\n"


def _attendee(name: str, email: str) -> str:
    line = f'ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN="{name}";X-NUM-GUESTS=0:mailto:{email}'
    return "\r\n ".join(line[at : at + 60] for at in range(0, len(line), 60))


def _meetings(people: Population, random: Random) -> Iterator[list[Record]]:
    """Everybody once or twice: alone with the owner, with colleagues, or in mixed company."""
    records = people.of("calendar")
    employer = {human.number: human.employer.name if human.employer else "" for human in people.humans}
    for record in records:
        if random.random() < 0.6:
            yield [record]
    for together in (
        sorted(records, key=lambda r: (employer[r.human], r.human)),
        random.sample(records, len(records)),
    ):
        rest = iter(together)
        while group := list(islice(rest, random.randrange(2, 7))):
            yield group


def card_key(number: int) -> str:
    """The label of a card without an address, by which it can be told from all others."""
    return f"card {number}"


def _card(number: int, record: Record) -> str:
    given, family = record.name
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"FN:{record.shown.replace(',', chr(92) + ',')}",
        f"N:{family.replace(',', chr(92) + ',')};{given};;;",
        *(f"EMAIL;TYPE=INTERNET:{email}" for email in record.emails),
        *([] if record.emails else ["TEL;TYPE=CELL:+49 30 5550100"]),
        *([f"ORG:{record.organisation.replace(',', chr(92) + ',')}"] if record.organisation else []),
        *([f"TITLE:{record.position}"] if record.position else []),
        *([f"item1.URL:{_url(record.slug)}\r\nitem1.X-ABLabel:LinkedIn"] if record.slug else []),
        f"CATEGORIES:myContacts{'' if record.emails else ',' + card_key(number)}",
        "END:VCARD",
    ]
    return "".join(f"{line}\r\n" for line in lines)


def _mails(records: list[Record], random: Random) -> Iterator[str]:
    """A thread for everybody; in some a third is copied; some answer in one thread from a second address."""
    theirs: dict[int, list[Record]] = {}
    for record in records:
        theirs.setdefault(record.human, []).append(record)
    threads: list[list[tuple[Record, bool, Record | None]]] = []
    for own in theirs.values():
        together = len(own) > 1 and random.random() < 0.5
        for voices in [own] if together else [[record] for record in own]:
            copied = random.choice(records) if random.random() < 0.3 else None
            cc = copied if copied and copied.human != own[0].human else None
            threads.append(
                [(voice, incoming, cc) for voice in voices for incoming in (True, random.random() < 0.3)]
            )
    for number, thread in enumerate(threads):
        yield from _thread(number, thread, random)


def _thread(
    number: int, thread: Iterable[tuple[Record, bool, Record | None]], random: Random
) -> Iterator[str]:
    at, before = _moment(random), ""
    owner = formataddr((OWNER_NAME, OWNER_EMAIL))
    for turn, (record, incoming, copied) in enumerate(thread):
        other = formataddr((record.shown, record.emails[0]))
        mail = Message()
        mail["X-GM-THRID"] = f"{1_700_000_000_000 + number}"
        mail["X-Gmail-Labels"] = "Inbox,Opened" if incoming else "Sent"
        mail["From"], mail["To"] = (other, owner) if incoming else (owner, other)
        if copied:
            mail["Cc"] = formataddr((copied.shown, copied.emails[0]))
        mail["Date"] = format_datetime(at)
        mail["Message-ID"] = f"<{number}.{turn}@mail.example>"
        if before:
            mail["In-Reply-To"] = mail["References"] = before
        mail["Subject"] = "A word"
        before, at = mail["Message-ID"], at + timedelta(hours=random.randrange(1, 60))
        yield f"From {number}{turn}@xxx {at:%a %b %d %H:%M:%S} +0000 {at:%Y}\n{mail.as_string()}\nSee you soon.\n\n"
