"""The LinkedIn side of the example: the files of a complete export, as they are in 2026."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from weaklib.example import profile
from weaklib.example.cast import CAST
from weaklib.example.dialogues import WELCOME
from weaklib.example.history import Message, identity
from weaklib.example.people import OWNER, Person, dice, pick, profile_url
from weaklib.example.scripts import HIDDEN_CONNECTIONS, ODDITIES, Oddity
from weaklib.example.story import CIRCLES, EXPORTED_AT, EXPORTED_BEFORE

PREAMBLE = (
    'Notes:\n"When exporting your connection data, you may notice that some of the email addresses are '
    "missing. You will only see email addresses for connections who have allowed their connections to see or "
    "download their email address using this setting https://www.linkedin.com/psettings/privacy/email. "
    'You can learn more here https://www.linkedin.com/help/linkedin/answer/261"\n\n'
)
CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,"
    "CONTENT,FOLDER,ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT"
)
INVITATIONS = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl"
ENDORSED = ("close", "steady", "light", "faded", "dormant", "silent")
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()

Row = tuple[str, ...]


def write_zip(path: Path, texts: Mapping[str, str], moment: datetime) -> None:
    """Write an export as one zip whose members, their order and their dates are always the same."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            member = zipfile.ZipInfo(name, (*moment.timetuple()[:5], 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3
            member.external_attr = 0o644 << 16
            archive.writestr(member, text.encode())


def files(people: dict[str, Person], messages: list[Message], seed: int) -> dict[str, str]:
    """Return the text of every file of the export, by name."""
    linked = [person for person in people.values() if person.slug]
    return {
        "Connections.csv": list_of(linked, EXPORTED_AT),
        "messages.csv": table(MESSAGES, conversations(messages), quoting=csv.QUOTE_ALL),
        "Invitations.csv": table(INVITATIONS, invitations(linked, seed)),
        "Endorsement_Received_Info.csv": table(endorsements("Endorser"), endorsed(linked, seed, "received")),
        "Endorsement_Given_Info.csv": table(endorsements("Endorsee"), endorsed(linked, seed, "given")),
        "Recommendations_Received.csv": table(profile.RECOMMENDATIONS, recommended(people, profile.RECEIVED)),
        "Recommendations_Given.csv": table(profile.RECOMMENDATIONS, recommended(people, profile.GIVEN)),
        **profile.FILES,
    }


def older_files(people: dict[str, Person]) -> dict[str, str]:
    """Return the text of the only file of the older export, by name: who was connected, and worked where."""
    known = [_as_before(p) for p in people.values() if p.slug and p.since <= EXPORTED_BEFORE.date()]
    return {"Connections.csv": list_of(known, EXPORTED_BEFORE)}


def list_of(linked: list[Person], moment: datetime) -> str:
    """Return Connections.csv as it was at a moment."""
    return (PREAMBLE + table(CONNECTIONS, connections(linked, moment))).removesuffix("\n")


def _as_before(person: Person) -> Person:
    organisation, position = person.before or (person.organisation, person.position)
    return replace(person, organisation=organisation, position=position)


def table(header: str, rows: Iterable[Row], *, quoting: int = csv.QUOTE_MINIMAL) -> str:
    """Return a header and rows as LinkedIn writes them: commas, LF, quotes where needed."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", quoting=quoting)  # type: ignore[arg-type]
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return text.getvalue()


def connections(linked: list[Person], moment: datetime) -> Iterator[Row]:
    """Yield who is connected and, nameless, who closed their account; the newest first."""
    rows = [(person.since, connection_row(person)) for person in linked]
    hidden = [day for day in map(date.fromisoformat, HIDDEN_CONNECTIONS) if day <= moment.date()]
    rows += [(day, ("",) * 6 + (_day(day),)) for day in hidden]
    for _, row in sorted(rows, reverse=True):
        yield row


def connection_row(person: Person) -> Row:
    """Return the row of a person in Connections.csv."""
    email = person.email if person.shows_email else ""
    return (
        person.first,
        person.last,
        person.url,
        email,
        person.organisation,
        person.position,
        _day(person.since),
    )


def conversations(messages: list[Message]) -> Iterator[Row]:
    """Yield the messages: the conversation that was last alive first, and in it the newest line first."""
    newest: dict[str, datetime] = {}
    told = [(message.conversation, message.at, message_row(message)) for message in messages]
    told += [_odd(oddity) for oddity in ODDITIES]
    for conversation, at, _ in told:
        newest[conversation] = max(at, newest.get(conversation, at))
    for _, _, row in sorted(told, key=lambda one: (newest[one[0]], one[0], one[1]), reverse=True):
        yield row


def message_row(message: Message) -> Row:
    """Return the row of a message in messages.csv."""
    to = ", ".join(person.name for person in message.recipients)
    urls = ",".join(person.url for person in message.recipients)
    sender = (message.sender.name, message.sender.url)
    at = f"{message.at:%Y-%m-%d %H:%M:%S} UTC"
    return (
        message.conversation,
        message.title,
        *sender,
        to,
        urls,
        at,
        "",
        message.text,
        "INBOX",
        "",
        "No",
        "No",
    )


def _odd(oddity: Oddity) -> tuple[str, datetime, Row]:
    at = datetime.fromisoformat(oddity.at)
    part = next((part for part in CAST.values() if " ".join(part.name) == oddity.recipient), None)
    sender = (oddity.sender, "") if oddity.sender else (OWNER.name, OWNER.url)
    to = (
        (oddity.recipient, profile_url(part.slug) if part else "")
        if not oddity.sender
        else (OWNER.name, OWNER.url)
    )
    conversation = "2-" + identity("odd", oddity.sender or oddity.recipient, oddity.at[:4])
    drafts = tuple("Yes" if draft else "No" for draft in (oddity.draft, oddity.conversation_draft))
    when = f"{at:%Y-%m-%d %H:%M:%S} UTC"
    row = (conversation, "", *sender, *to, when, oddity.subject, oddity.text, oddity.folder, "", *drafts)
    return conversation, at, row


def invitations(linked: list[Person], seed: int) -> Iterator[Row]:
    """Yield how the newer connections began, and who was asked and has not answered; the newest first."""
    rows = [_invitation(person, seed) for person in linked if person.since >= profile.INVITATIONS_SINCE]
    rows += [(at, (*who, _stamp(at), "", direction, *urls)) for at, who, direction, urls in profile.PENDING]
    for _, row in sorted(rows, reverse=True):
        yield row


def _invitation(person: Person, seed: int) -> tuple[datetime, Row]:
    rng = dice(seed, person.key, "invitation")
    at = datetime.combine(person.since, datetime.min.time()) - timedelta(minutes=int(rng.random() * 2000))
    inviter, invitee = (person, OWNER) if rng.random() < 0.6 else (OWNER, person)
    text = pick(rng, WELCOME).format(other=invitee.first, topic=pick(rng, CIRCLES[person.circle].topics))
    direction = "OUTGOING" if inviter is OWNER else "INCOMING"
    return at, (inviter.name, invitee.name, _stamp(at), text, direction, inviter.url, invitee.url)


def endorsements(who: str) -> str:
    """Return the header of the endorsements received (`Endorser`) or given (`Endorsee`)."""
    return f"Endorsement Date,Skill Name,{who} First Name,{who} Last Name,{who} Public Url,Endorsement Status"


def endorsed(linked: list[Person], seed: int, which: str) -> Iterator[Row]:
    """Yield the endorsements of one direction, from or to people who are in touch; the newest first."""
    skills = profile.SKILLS if which == "received" else profile.THEIR_SKILLS
    rows = _expertise(linked) if which == "given" else []
    for person in linked:
        rng = dice(seed, person.key, which)
        if person.pattern not in ENDORSED or rng.random() > 0.25:
            continue
        for _ in range(1 + int(rng.random() * 2)):
            at = datetime.combine(person.since, datetime.min.time()) + timedelta(
                minutes=int(rng.random() * 525_600)
            )
            status = "ACCEPTED" if rng.random() < 0.9 else pick(rng, ("PENDING", "HIDDEN"))
            if at < EXPORTED_AT:
                rows.append(_endorsement(person, at, pick(rng, skills), status))
    yield from sorted(set(rows), reverse=True)


def _expertise(linked: list[Person]) -> list[Row]:
    by_key = {person.key: person for person in linked}
    return [_endorsement(by_key[key], at, skill, "ACCEPTED") for key, skill, at in profile.EXPERTISE]


def _endorsement(person: Person, at: datetime, skill: str, status: str) -> Row:
    address = person.url.removeprefix("https://")
    return (f"{at:%Y/%m/%d %H:%M:%S} UTC", skill, person.first, person.last, address, status)


def recommended(people: dict[str, Person], told: Iterable[tuple[str, str, str, str]]) -> Iterator[Row]:
    """Yield recommendations: who, where they worked, the text, the moment and whether it is shown."""
    for key, text, at, status in told:
        person = people[key]
        yield (person.first, person.last, person.organisation, person.position, text, at, status)


def _day(day: date) -> str:
    return f"{day.day:02d} {MONTHS[day.month - 1]} {day.year}"


def _stamp(at: datetime) -> str:
    return f"{at.month}/{at.day}/{at:%y}, {(at.hour + 11) % 12 + 1}:{at:%M} {'AM' if at.hour < 12 else 'PM'}"
