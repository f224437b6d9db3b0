"""A person's exports of any size, in the forms of 2026: typed from FORMATS.md, not from the code that reads them.

Contacts work at employers of very unequal size, half of them share a school or a club too, a few of
them carry most of the contact; meetings of 3 to 12 people and group threads stay mostly inside one
of these circles. The same seed writes the same bytes.
"""

from __future__ import annotations

import csv
import io
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

OWNER = ("Mira", "Okafor")
OWNER_URL = "https://www.linkedin.com/in/mira-okafor"
OWNER_EMAIL = "mira.okafor@example.org"
FIRST_DAY = datetime(2018, 11, 1, 8)
LAST_DAY = datetime(2026, 10, 31, 18)

FIRST_NAMES = (
    "Ada Amir Anna Anton Asha Ben Bilal Carla Chen Clara Daniel Dao Elena Elif Emil Eva Farid Femi Finn Greta "
    "Hana Hugo Ines Ivan Jana Jonas Jun Kai Karin Kofi Lars Leila Lena Liam Lucia Maja Marco Maria Mei Milan "
    "Nadia Nia Nils Noor Olga Omar Oskar Paula Pavel Priya Rahul Rosa Ruth Sami Sara Sofia Sven Tara Timo Uma "
    "Vera Viktor Wei Yara Yusuf Zoë"
).split()
SYLLABLES = (
    "Ba Be Da Dor Fa Fer Ga Gri Ha Ho Ka Ko La Lin Ma Mo Na Nor Pa Ri Sa Ta Va Wi".split(),
    ("ber der fel gen han ker lan man mer nel ner rei ro sen ser ta ten va vi zan".split()),
    "burg in ini ke o off s sen ski son".split(),
)
EMPLOYER_WORDS = (
    "Alder Birke Cobalt Delta Ember Fjord Granit Hanse Iris Juno Kiefer Lumen Meridian Nordlicht "
    "Orbit Prisma Quarz Rhein Saffron Tauern Ulme Vektor Weser Zenit"
).split()
EMPLOYER_KINDS = (
    "Energie Health Labs Logistik Systems Bank Software Verlag Foods Robotics Klinik Studio".split()
)
GENERIC = ("Self-employed", "Freelance", "Stealth Startup", "")
POSITIONS = (
    "Software Engineer", "Senior Data Scientist", "Head of Product", "Sales Manager", "Research Associate",
    "HR Business Partner", "Chief Financial Officer", "Marketing Lead", "Consultant", "Nurse Manager", "Founder", "",
)  # fmt: skip
SKILLS = ("Python", "Project Management", "Public Speaking", "Data Analysis", "Negotiation")
WORDS = (
    "thanks for the note I would be glad to talk about it next week, are you free on Thursday or Friday? the team "
    "here is growing and we look for people who know the field; maybe you know someone & can say a word. all the best"
).split()

CONNECTIONS_PREAMBLE = (
    'Notes:\n"When exporting your connection data, you may notice that some of the email addresses are missing. '
    "You will only see email addresses for connections who have allowed their connections to see or download "
    "their email address using this setting https://www.linkedin.com/psettings/privacy/email. You can learn more "
    'here https://www.linkedin.com/help/linkedin/answer/261"\n\n'
)
MESSAGES_HEADER = (
    "CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS", "DATE",
    "SUBJECT", "CONTENT", "FOLDER", "ATTACHMENTS", "IS MESSAGE DRAFT", "IS CONVERSATION DRAFT",
)  # fmt: skip


@dataclass(frozen=True)
class Contact:
    """One connection of the fictional owner."""

    first: str
    last: str
    url: str
    email: str
    shows_email: bool
    employer: str
    position: str
    since: datetime
    answers: bool

    @property
    def name(self) -> str:
        """As the messages and the calendar write it."""
        return f"{self.first} {self.last}"


def write_exports(folder: Path, *, contacts: int, messages: int, events: int, seed: int = 0) -> Counter[str]:
    """Write a LinkedIn zip and a calendar into `folder`; return how many rows each file holds."""
    rng = Random(seed)
    people = make_contacts(rng, contacts)
    circles = make_circles(rng, people)
    files = {
        "Connections.csv": connections(rng, people),
        "messages.csv": thread_messages(rng, people, circles, messages),
        "Invitations.csv": invitations(rng, people),
        "Endorsement_Received_Info.csv": endorsements(rng, people),
        "Recommendations_Received.csv": recommendations(rng, people),
        **owner_files(),
    }
    with ZipFile(folder / "Complete_LinkedInDataExport_11-01-2026.zip", "w", ZIP_DEFLATED) as archive:
        for name, (text, _) in files.items():
            archive.writestr(
                ZipInfo(name, (2026, 11, 1, 6, 0, 0)), text, compress_type=ZIP_DEFLATED, compresslevel=1
            )
    (folder / "calendar.ics").write_text(calendar(rng, people, circles, events), encoding="utf-8", newline="")
    return Counter({name: rows for name, (_, rows) in files.items()} | {"calendar.ics": events})


def make_contacts(rng: Random, count: int) -> list[Contact]:
    """Contacts at employers whose sizes follow a power law; one in a hundred shares a name with another."""
    employers = [f"{word} {kind}" for kind in EMPLOYER_KINDS for word in EMPLOYER_WORDS]
    employers += [f"{name} {number}" for number in range(2, 2 + count // 3000) for name in employers]
    sizes = list(accumulate(1 / (rank + 3) ** 0.8 for rank in range(len(employers))))
    heads, middles, tails = SYLLABLES
    names = [(first, a + b + c) for first in FIRST_NAMES for a in heads for b in middles for c in tails]
    chosen = rng.sample(names, count)
    for namesake in range(count // 100):
        chosen[namesake] = chosen[-1 - namesake]
    people = []
    for number, (first, last) in enumerate(chosen):
        generic = rng.random() < 0.08
        employer = rng.choice(GENERIC) if generic else rng.choices(employers, cum_weights=sizes)[0]
        slug = f"{first}-{last}-{number:x}".lower().replace("ë", "%C3%AB")
        domain = (employer or "mail").lower().replace(" ", "-")
        people.append(
            Contact(
                first=first,
                last=last,
                url=f"https://www.linkedin.com/in/{slug}",
                email=f"{first}.{last}.{number}@{domain}.example".lower().replace("ë", "e"),
                shows_email=rng.random() < 0.1,
                employer=employer,
                position=rng.choice(POSITIONS),
                since=moment(rng, FIRST_DAY, LAST_DAY),
                answers=rng.random() < 0.8,
            )
        )
    return people


def make_circles(rng: Random, people: list[Contact]) -> list[list[Contact]]:
    """Who meets whom in groups: the people of an employer, and those of a school, a club or an earlier team."""
    employers: dict[str, list[Contact]] = {}
    for person in people:
        if person.employer not in GENERIC:
            employers.setdefault(person.employer, []).append(person)
    clubs: list[list[Contact]] = [[] for _ in range(len(people) // 40 + 1)]
    for person in rng.sample(people, len(people) // 2):
        clubs[int(len(clubs) * rng.random() ** 2)].append(person)
    return [members for members in [*employers.values(), *clubs] if len(members) >= 3] or [people]


def moment(rng: Random, start: datetime, end: datetime) -> datetime:
    """A second between two moments."""
    return start + timedelta(seconds=int(rng.random() * (end - start).total_seconds()))


def power_law(rng: Random, people: list[Contact]) -> list[float]:
    """Cumulative weights: a few people carry most of the contact, and two in five none at all."""
    ranks = list(range(len(people)))
    rng.shuffle(ranks)
    return list(accumulate(1 / (rank + 5) if rank < 0.6 * len(people) else 0.0 for rank in ranks))


def pick_group(rng: Random, people: list[Contact], circles: list[list[Contact]], size: int) -> list[Contact]:
    """People of one circle, and now and then somebody from elsewhere."""
    circle = rng.choice(circles)
    group = rng.sample(circle, min(size, len(circle)))
    if rng.random() < 0.2:
        group[-1] = rng.choice(people)
    return list(dict.fromkeys(group))


def sheet(
    header: tuple[str, ...], rows: list[tuple[str, ...]], *, quoting: int = csv.QUOTE_MINIMAL
) -> tuple[str, int]:
    """The text of a csv file, and how many rows it holds."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=quoting, lineterminator="\n")  # type: ignore[arg-type]
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue(), len(rows)


def connections(rng: Random, people: list[Contact]) -> tuple[str, int]:
    """Connections.csv, newest first, with one row in a hundred hidden but for its date."""
    rows = [
        (
            p.first,
            p.last,
            p.url,
            p.email if p.shows_email else "",
            p.employer,
            p.position,
            f"{p.since:%d %b %Y}",
        )
        for p in sorted(people, key=lambda person: person.since, reverse=True)
    ]
    for _ in range(len(people) // 100):
        rows.insert(
            rng.randrange(len(rows)), ("", "", "", "", "", "", f"{moment(rng, FIRST_DAY, LAST_DAY):%d %b %Y}")
        )
    header = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
    text, count = sheet(header, rows)
    return CONNECTIONS_PREAMBLE + text, count


def texts(rng: Random) -> list[str]:
    """Contents of several lengths, some with line breaks, quotes and commas."""
    made = []
    for _ in range(300):
        words = rng.choices(WORDS, k=int(rng.lognormvariate(3, 0.8)) + 1)
        for position in range(12, len(words), 14):
            words[position] += "\n"
        made.append(" ".join(words) + rng.choice(("", '\n"Mira"', ", see you!")))
    return made


def thread_messages(
    rng: Random, people: list[Contact], circles: list[list[Contact]], count: int
) -> tuple[str, int]:
    """messages.csv: one in twenty in a group thread, one in two hundred each sponsored, a draft, or nobody's."""
    owner, contents, weights = " ".join(OWNER), texts(rng), power_law(rng, people)
    threads = [pick_group(rng, people, circles, rng.randint(2, 8)) for _ in range(max(1, count // 200))]
    rows = []
    for number in range(count):
        kind = rng.random()
        draft, subject, content = "No", "", rng.choice(contents)
        if kind < 0.05:
            thread = rng.randrange(len(threads))
            members, conversation, title = threads[thread], f"2-group-{thread}", f"Group {thread}"
        else:
            place = bisect_left(weights, rng.random() * weights[-1])
            members, conversation, title = [people[place]], f"2-direct-{place}", ""
        sent = moment(rng, max(person.since for person in members), LAST_DAY)
        everyone = [(owner, OWNER_URL), *((person.name, person.url) for person in members)]
        sender = 0 if kind > 0.5 and members[0].answers else 1 + number % len(members)
        names, urls = zip(*(everyone[:sender] + everyone[sender + 1 :]), strict=True)
        who, url = everyone[sender]
        if 0.05 <= kind < 0.055:
            conversation, who, url, names, urls = (
                f"2-ad-{number}",
                "Grow Fast GmbH",
                "",
                (owner,),
                (OWNER_URL,),
            )
            content = f'<p class="spinmail-quill-editor__spin-break">Hi %FIRSTNAME%, {content}</p>'
        elif 0.055 <= kind < 0.06:
            conversation, who, url, names, urls = (
                f"2-gone-{number}",
                "LinkedIn Member",
                "",
                (owner,),
                (OWNER_URL,),
            )
        elif kind >= 0.995:
            draft = "Yes"
        rows.append(
            (conversation, title, who, url, ", ".join(names), ",".join(urls), f"{sent:%Y-%m-%d %H:%M:%S} UTC",
             subject, content, "INBOX", "", draft, "No")
        )  # fmt: skip
    rows.sort(key=lambda row: row[6], reverse=True)
    return sheet(MESSAGES_HEADER, rows, quoting=csv.QUOTE_ALL)


def invitations(rng: Random, people: list[Contact]) -> tuple[str, int]:
    """Invitations.csv: for two contacts in five, who asked whom."""
    owner, rows = " ".join(OWNER), []
    for person in people:
        if rng.random() < 0.4:
            ends = [(owner, OWNER_URL), (person.name, person.url)]
            incoming = rng.random() < 0.5
            (asker, asker_url), (asked, asked_url) = reversed(ends) if incoming else ends
            day = person.since - timedelta(days=rng.randrange(1, 9))
            at = f"{day.month}/{day.day}/{day:%y}, {day.hour % 12 or 12}:{day:%M %p}"
            rows.append((asker, asked, at, "", "INCOMING" if incoming else "OUTGOING", asker_url, asked_url))
    return sheet(
        ("From", "To", "Sent At", "Message", "Direction", "inviterProfileUrl", "inviteeProfileUrl"), rows
    )


def endorsements(rng: Random, people: list[Contact]) -> tuple[str, int]:
    """Endorsement_Received_Info.csv: one for every fifth contact."""
    rows = [
        (f"{moment(rng, person.since, LAST_DAY):%Y/%m/%d %H:%M:%S} UTC", rng.choice(SKILLS), person.first, person.last,
         person.url.removeprefix("https://"), "ACCEPTED")
        for person in people[::5]
    ]  # fmt: skip
    header = ("Endorsement Date", "Skill Name", "Endorser First Name", "Endorser Last Name", "Endorser Public Url",
              "Endorsement Status")  # fmt: skip
    return sheet(header, rows)


def recommendations(rng: Random, people: list[Contact]) -> tuple[str, int]:
    """Recommendations_Received.csv: one for every hundredth contact."""
    rows = [
        (
            p.first,
            p.last,
            p.employer,
            p.position,
            rng.choice(texts(rng)),
            f"{p.since:%m/%d/%y, %I:%M %p}",
            "VISIBLE",
        )
        for p in people[50::100]
    ]
    return sheet(("First Name", "Last Name", "Company", "Job Title", "Text", "Creation Date", "Status"), rows)


def owner_files() -> dict[str, tuple[str, int]]:
    """What the export says of its owner."""
    profile = (
        "First Name", "Last Name", "Maiden Name", "Address", "Birth Date", "Headline", "Summary", "Industry", "Zip Code",
        "Geo Location", "Twitter Handles", "Websites", "Instant Messengers",
    )  # fmt: skip
    jobs = [
        ("Nordlicht Energie", "Product Manager", "", "Hamburg", "May 2021", ""),
        ("Fjord Labs", "Analyst", "", "Kiel", "Jan 2017", "Apr 2021"),
    ]
    return {
        "Profile.csv": sheet(profile, [(*OWNER, "", "", "", "Product Manager", *[""] * 7)]),
        "Positions.csv": sheet(
            ("Company Name", "Title", "Description", "Location", "Started On", "Finished On"), jobs
        ),
        "Education.csv": sheet(
            ("School Name", "Start Date", "End Date", "Notes", "Degree Name", "Activities"),
            [("Universität Kiel", "2010", "2015", "", "M.Sc.", "")],
        ),
        "Email Addresses.csv": sheet(
            ("Email Address", "Confirmed", "Primary", "Updated On"),
            [(OWNER_EMAIL, "Yes", "Yes", "Not Available")],
        ),
    }


def calendar(rng: Random, people: list[Contact], circles: list[list[Contact]], count: int) -> str:
    """A Google-style calendar: two in five events without people, one in a hundred a weekly series."""
    weights = power_law(rng, people)
    lines = [
        "BEGIN:VCALENDAR", "PRODID:-//Google Inc//Google Calendar 70.9054//EN", "VERSION:2.0", "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH", f"X-WR-CALNAME:{OWNER_EMAIL}", "X-WR-TIMEZONE:Europe/Berlin",
        "BEGIN:VTIMEZONE", "TZID:Europe/Berlin",
        "BEGIN:DAYLIGHT", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST", "DTSTART:19700329T020000",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
        "BEGIN:STANDARD", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET", "DTSTART:19701025T030000",
        "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD", "END:VTIMEZONE",
    ]  # fmt: skip
    for number in range(count):
        start = moment(rng, FIRST_DAY, LAST_DAY).replace(minute=0, second=0)
        kind = rng.random()
        if kind < 0.4:
            group: list[Contact] = []
        elif kind < 0.75:
            group = [people[bisect_left(weights, rng.random() * weights[-1])]]
        else:
            group = pick_group(rng, people, circles, rng.randint(2, 11))
        lines += event(rng, number, start, group, weekly=number % 100 == 50)
    return "".join(f"{fold(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def event(rng: Random, number: int, start: datetime, group: list[Contact], *, weekly: bool) -> list[str]:
    """The lines of one event: in UTC, or a weekly series of the owner's zone with one day left out."""
    end = start + timedelta(minutes=rng.choice((30, 45, 60, 90)))
    if weekly:
        when = [
            f"DTSTART;TZID=Europe/Berlin:{start:%Y%m%dT%H%M%S}",
            f"DTEND;TZID=Europe/Berlin:{end:%Y%m%dT%H%M%S}",
            f"RRULE:FREQ=WEEKLY;COUNT={rng.randint(4, 40)}",
            f"EXDATE;TZID=Europe/Berlin:{start + timedelta(weeks=2):%Y%m%dT%H%M%S}",
        ]
    else:
        when = [f"DTSTART:{start:%Y%m%dT%H%M%SZ}", f"DTEND:{end:%Y%m%dT%H%M%SZ}"]
    guests = [("ACCEPTED", " ".join(OWNER), OWNER_EMAIL)] if group else []
    guests += [
        (rng.choice(("ACCEPTED", "ACCEPTED", "NEEDS-ACTION", "TENTATIVE")), p.name, p.email) for p in group
    ]
    attendees = [
        f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={status};CN={name};X-NUM-GUESTS=0:mailto:{address}"
        for status, name, address in guests
    ]
    if len(group) > 2 and rng.random() < 0.5:
        attendees.append(
            "ATTENDEE;CUTYPE=RESOURCE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Room 4;"
            "X-NUM-GUESTS=0:mailto:c_188room4@resource.calendar.google.com"
        )
    organizer = [f"ORGANIZER;CN={' '.join(OWNER)}:mailto:{OWNER_EMAIL}"] if group else []
    return [
        "BEGIN:VEVENT", *when, f"DTSTAMP:{LAST_DAY:%Y%m%dT%H%M%SZ}", *organizer, f"UID:{number:08x}@google.com",
        *attendees, f"CREATED:{start - timedelta(days=9):%Y%m%dT%H%M%SZ}", "DESCRIPTION:", "STATUS:CONFIRMED",
        f"SUMMARY:{'Meeting' if group else 'Focus time'} {number}", "TRANSP:OPAQUE", "END:VEVENT",
    ]  # fmt: skip


def fold(line: str) -> str:
    """A content line in pieces of at most 75 octets, as RFC 5545 asks."""
    octets, pieces = line.encode(), []
    while len(octets) > 75:
        cut = 75
        while octets[cut] & 0xC0 == 0x80:
            cut -= 1
        pieces.append(octets[:cut].decode())
        octets = b" " + octets[cut:]
    return "\r\n".join([*pieces, octets.decode()])
