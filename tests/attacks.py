"""Files made to do harm: each attack is what stands in a data folder, by path."""

from __future__ import annotations

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

MIB = 1024**2
LINE = 20 * MIB
CONNECTIONS = b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n"
MESSAGES = b"CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\r\n"
ZOE = b"Zoe,Brandt,https://www.linkedin.com/in/zoe-brandt,,Nordlicht,Head,04 Apr 2021\r\n"
TOM = b"Tom,Becker,https://www.linkedin.com/in/tom-becker,,Becker Bau,Polier,05 Apr 2021\r\n"

Files = dict[str, bytes]
ATTACKS: dict[str, Callable[[], Files]] = {}
"""By name: what makes the files."""


def attack(make: Callable[[], Files]) -> Callable[[], Files]:
    ATTACKS[make.__name__] = make
    return make


# -- zips, written by hand where zipfile would not -------------------------------------------------


def zip_of(members: Iterable[tuple[str, bytes, int, int, int]], *, shared: bool = False) -> bytes:
    """Return a zip of members: name, packed bytes, declared size, method and flags.

    With `shared`, all directory entries stand for the first member.
    """
    body, entries, count = io.BytesIO(), io.BytesIO(), 0
    for name, packed, size, method, flags in members:
        place = 0 if shared else body.tell()
        told = name.encode()
        crc = zlib.crc32(b"" if method else packed)  # of what is packed, nobody reads so far
        common = struct.pack("<5H3L2H", 20, flags, method, 0, 33, crc, len(packed), size, len(told), 0)
        if not shared or count == 0:
            body.write(b"PK\x03\x04" + common + told + packed)
        entries.write(
            b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<3H2L", 0, 0, 0, 0, place) + told
        )
        count += 1
    directory = entries.getvalue()
    end = struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, count % 65536, count % 65536, len(directory), body.tell(), 0
    )
    return body.getvalue() + directory + end


def packed_zeros(mebibytes: int, fill: bytes = b"\0") -> bytes:
    """Return a deflate stream of so many MiB of one byte: one packed MiB, again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    once = packer.compress(fill * MIB) + packer.flush(zlib.Z_FULL_FLUSH)
    return once * mebibytes + packer.flush()


def plain_zip(members: Files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


@attack
def zip_bomb() -> Files:
    """10 GiB in 10 MiB."""
    return {"export.zip": zip_of([("Connections.csv", packed_zeros(10_240), 10 * 1024**3 % 2**32, 8, 0)])}


@attack
def zip_bomb_that_lies() -> Files:
    """The directory says a kilobyte."""
    return {"export.zip": zip_of([("Connections.csv", packed_zeros(2048, b"\n"), 1024, 8, 0)])}


@attack
def zip_bomb_of_many() -> Files:
    """A thousand members of 7 MiB, each small enough to be opened."""
    packed = packed_zeros(7, b"a,")
    return {"export.zip": zip_of((f"{n}/Connections.csv", packed, 14 * MIB // 2, 8, 0) for n in range(1000))}


@attack
def zip_bomb_of_one_kernel() -> Files:
    """Ten thousand names for the same bytes."""
    packed = packed_zeros(7, b"\n")
    return {
        "export.zip": zip_of(
            ((f"{n}/messages.csv", packed, 7 * MIB, 8, 0) for n in range(10_000)), shared=True
        )
    }


@attack
def zip_of_a_hundred_thousand() -> Files:
    return {"export.zip": zip_of((f"{n}.csv", b"", 0, 0, 0) for n in range(100_000))}


@attack
def zip_of_a_hundred_thousand_pictures() -> Files:
    return {"export.zip": zip_of((f"{n}.jpg", b"", 0, 0, 0) for n in range(99_999))}


@attack
def zip_of_two_million_by_its_directory() -> Files:
    entry = b"PK\x01\x02" + struct.pack("<6H3L5H2L", 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    directory = entry * 1_000_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, len(directory), 0, 0)
    return {"export.zip": directory + end}


@attack
def zips_in_zips() -> Files:
    """Sixteen zips in each of sixteen zips, five deep: 42.zip, but without its password."""
    packed = plain_zip({"Connections.csv": bytes(MIB)})
    for _ in range(5):
        packed = plain_zip({f"{n}.zip": packed for n in range(16)})
    return {"export.zip": packed}


@attack
def zips_in_a_zip_that_swell() -> Files:
    """Each zip inside is a bomb of its own."""
    bomb = zip_of([("messages.csv", packed_zeros(7, b"\n"), 7 * MIB, 8, 0)])
    return {"export.zip": plain_zip({f"{n}.zip": bomb for n in range(500)})}


@attack
def zip_that_holds_itself() -> Files:
    inner = zip_of([("Connections.csv", CONNECTIONS + ZOE, 5, 0, 0)])
    return {
        "export.zip": zip_of(
            [("export.zip", inner, len(inner), 0, 0), ("export.zip", inner, len(inner), 0, 0)]
        )
    }


@attack
def zip_with_names_that_lead_out() -> Files:
    row = CONNECTIONS + ZOE
    names = [
        "../../Connections.csv",
        "/etc/Connections.csv",
        "C:\\Connections.csv",
        "..\\..\\x\\Connections.csv",
    ]
    names += [
        "a/../../../../../tmp/Connections.csv",
        "~/Connections.csv",
        "//host/share/Connections.csv",
        "\0.csv",
    ]
    # `zipfile` itself writes no name that begins with a NUL
    return {"export.zip": zip_of((name, row, len(row), 0, 0) for name in names)}


@attack
def zip_with_links_locks_and_twins() -> Files:
    stream = io.BytesIO()
    link = zipfile.ZipInfo("messages.csv")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("Connections.csv", CONNECTIONS + ZOE)
    twins = zip_of(
        [("Connections.csv", b"x", 1, 0, 0), ("Connections.csv", b"y", 1, 0, 0), ("a.csv", b"z", 1, 0, 1)]
    )
    return {"linked.zip": stream.getvalue(), "twins.zip": twins}


@attack
def zips_cut_at_each_tenth() -> Files:
    rows = b"".join(
        b"A%d,B%d,https://www.linkedin.com/in/a-%d,,C,D,04 Apr 2021\r\n" % (n, n, n) for n in range(500)
    )
    whole = plain_zip({"Connections.csv": CONNECTIONS + rows, "Skills.csv": b"Name\r\nGrids\r\n"})
    return {f"{tenth}.zip": whole[: len(whole) * tenth // 10] for tenth in range(10)}


# -- calendars -------------------------------------------------------------------------------------


def event(number: int, *lines: str, start: str = "DTSTART:20240304T100000Z") -> str:
    common = (f"UID:{number}@attack", start, "ATTENDEE;CN=Zoe:mailto:zoe@brandt.example", *lines)
    return "\r\n".join(["BEGIN:VEVENT", *common, "END:VEVENT\r\n"])


def calendar(*parts: str) -> bytes:
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//y//EN", "".join(parts) + "END:VCALENDAR\r\n"]
    ).encode()


RULES = (
    "FREQ=SECONDLY",
    "FREQ=MINUTELY;INTERVAL=7",
    "FREQ=HOURLY;COUNT=1000000000",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;COUNT=1000000000",
    "FREQ=DAILY;UNTIL=99991231T235959Z",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;INTERVAL=1000000",
    "FREQ=DAILY;INTERVAL=99999999999999999999",
    "FREQ=DAILY;COUNT=-5",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR="
    + ",".join(map(str, range(24)))
    + ";BYMINUTE="
    + ",".join(map(str, range(60)))
    + ";BYSECOND="
    + ",".join(map(str, range(60))),
    "FREQ=YEARLY;BYYEARDAY="
    + ",".join(map(str, range(1, 367)))
    + ";BYSETPOS="
    + ",".join(map(str, range(1, 367))),
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31",
    "FREQ=BOGUS",
    "FREQ=",
    "FREQ=DAILY;" + "BYDAY=MO;" * 10_000,
    "FREQ=WEEKLY;BYDAY=" + "MO," * 20_000 + "MO",
)


@attack
def rule_bombs() -> Files:
    starts = ("DTSTART:20240304T100000Z", "DTSTART:16010101T000000Z", "DTSTART;VALUE=DATE:00010101")
    events = [
        event(n * 10 + m, f"RRULE:{rule}", start=s)
        for n, rule in enumerate(RULES)
        for m, s in enumerate(starts)
    ]
    last = event(9999, start="DTSTART:20261031T100000Z")
    return {"rules.ics": calendar(*events, last)}


@attack
def rule_bombs_by_the_hundred() -> Files:
    """Endless daily series since 1970: each alone is harmless."""
    series = [event(n, "RRULE:FREQ=DAILY", start="DTSTART:19700101T100000Z") for n in range(300)]
    return {"daily.ics": calendar(*series, event(9999, start="DTSTART:20261031T100000Z"))}


@attack
def zone_bombs() -> Files:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Bomb\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nRRULE:FREQ=SECONDLY\r\n"
        "TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    daily = zone.replace("SECONDLY", "DAILY").replace("Bomb", "Daily")
    dates = zone.replace("RRULE:FREQ=SECONDLY", "RDATE:" + ",".join(["20240101T000000"] * 50_000)).replace(
        "Bomb", "Dates"
    )
    events = [
        event(n, "RRULE:FREQ=WEEKLY;COUNT=50", start=f"DTSTART;TZID={tzid}:20240304T100000")
        for n, tzid in enumerate(["Bomb", "Daily", "Dates", "../../etc/passwd", "x" * 100_000, "/dev/zero"])
    ]
    return {"zones.ics": calendar(zone, daily, dates, *events)}


@attack
def a_hundred_thousand_attendees() -> Files:
    crowd = [f"ATTENDEE;CN=Person {n}:mailto:p{n}@crowd.example" for n in range(100_000)]
    return {"crowd.ics": calendar(event(1, *crowd))}


@attack
def a_hundred_thousand_attendees_daily() -> Files:
    crowd = [f"ATTENDEE:mailto:p{n}@crowd.example" for n in range(100_000)]
    last = event(2, start="DTSTART:20261031T100000Z")
    return {
        "crowd.ics": calendar(event(1, "RRULE:FREQ=DAILY", *crowd, start="DTSTART:20100101T100000Z"), last)
    }


@attack
def two_hundred_attendees_daily_for_ever() -> Files:
    """A hundred series of two hundred: few enough to be meetings, too many to be written out."""
    crowd = [f"ATTENDEE:mailto:p{n}@crowd.example" for n in range(40)]
    events = [event(n, "RRULE:FREQ=DAILY", *crowd, start="DTSTART:20000101T100000Z") for n in range(100)]
    return {"crowd.ics": calendar(*events, event(9999, start="DTSTART:20261031T100000Z"))}


@attack
def a_hundred_thousand_dates() -> Files:
    dates = ",".join(
        f"{1990 + n % 40}{1 + n % 12:02}{1 + n % 28:02}T{n % 24:02}{n % 60:02}00Z" for n in range(100_000)
    )
    return {
        "dates.ics": calendar(event(1, "RRULE:FREQ=DAILY", f"EXDATE:{dates}"), event(2, f"RDATE:{dates}"))
    }


@attack
def events_that_never_end() -> Files:
    return {
        "open.ics": b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\nBEGIN:VALARM\r\n" * 50_000,
        "cals.ics": b"BEGIN:VCALENDAR\n" * 100_000,
    }


@attack
def a_long_line_in_a_calendar() -> Files:
    long = "x" * LINE
    return {"line.ics": calendar(event(1, f"DESCRIPTION:{long}"), event(2, f"X-NOTE:{long[: LINE // 4]}"))}


@attack
def a_long_address_in_a_calendar() -> Files:
    name = "x" * (LINE // 4)
    return {
        "line.ics": calendar(
            event(1, f"ATTENDEE;CN={name}:mailto:{name}@x.example"),
            event(2, f"UID:{name}"),
            event(3, "\r\n ".join(["LOCATION:" + "y", *["z"] * 200_000])),
        )
    }


# -- calendars that are tables, or JSON ------------------------------------------------------------

OUTLOOK = (
    "Subject,Start Date,Start Time,End Date,End Time,All day event,Meeting Organizer,Required Attendees,"
    "Optional Attendees,Meeting Resources,Description\r\n"
)


def outlook(*attendees: str, start: str = "3/14/2025", description: str = "") -> bytes:
    rows = [
        f'X{n},{start},10:00 AM,3/14/2025,11:00 AM,False,Vera Lind,"{cell}",,,{description}\r\n'
        for n, cell in enumerate(attendees)
    ]
    return (OUTLOOK + "".join(rows)).encode()


@attack
def outlook_with_long_cells() -> Files:
    return {
        "crowd.csv": outlook(";".join(f"Person {n}" for n in range(100_000)), "Zoe Brandt"),
        "names.csv": outlook("<(" * MIB, "a@" * MIB, "x" * MIB, "a " * MIB, "Zoe Brandt"),
        "dates.csv": outlook("Zoe Brandt", start="1/" * MIB),
        "line.csv": outlook("Zoe Brandt", description="x" * LINE),
    }


def google(*items: object) -> bytes:
    return json.dumps({"kind": "calendar#events", "timeZone": "Europe/Berlin", "items": items}).encode()


def google_event(**more: object) -> dict[str, object]:
    return {
        "iCalUID": "1@x",
        "start": {"dateTime": "2024-03-04T10:00:00Z"},
        "attendees": [{"email": "zoe@brandt.example", "displayName": "Zoe Brandt"}],
    } | more


@attack
def google_json_of_crowds() -> Files:
    crowd = [{"email": f"p{n}@crowd.example", "displayName": f"Person; {n}"} for n in range(50_000)]
    return {
        "crowd.json": google(google_event(attendees=crowd)),
        "items.json": b'{"kind": "calendar#events", "items": [' + b"{}," * (4 * MIB),
    }


@attack
def google_json_with_long_values() -> Files:
    start = b'{"kind": "calendar#events", "items": ['
    return {
        "description.json": google(google_event(description="x" * (8 * MIB)), google_event()),
        "text.json": start + b'"' + b"x" * LINE,
        "figure.json": start + b"9" * LINE,
        "rules.json": google(
            google_event(recurrence=["RRULE:FREQ=SECONDLY", "EXDATE:" + "20240304," * 100_000])
        ),
    }


@attack
def google_json_of_thousands_of_zones() -> Files:
    zoned = ({"dateTime": "2024-03-04T10:00:00", "timeZone": f"Zone {n}"} for n in range(5_000))
    return {
        "zones.json": google(*(google_event(iCalUID=f"{n}@x", start=start) for n, start in enumerate(zoned)))
    }


# -- sheets ----------------------------------------------------------------------------------------


@attack
def a_long_line_in_messages() -> Files:
    row = b"c1,,Zoe Brandt,https://www.linkedin.com/in/zoe-brandt,Me,https://www.linkedin.com/in/me,2024-03-04 10:00:00 UTC,,%s,INBOX\r\n"
    return {
        "messages.csv": MESSAGES
        + row % b"short"
        + row % (b"word " * (LINE // 5))
        + row % (b'"' + b"\n" * 10_000 + b'"')
    }


@attack
def a_long_line_in_connections() -> Files:
    return {"Connections.csv": CONNECTIONS + ZOE + b"x" * LINE + b",Last,,,,,04 Apr 2021\r\n" + TOM}


@attack
def a_long_header() -> Files:
    return {
        "Connections.csv": b"x," * (LINE // 2),
        "messages.csv": b'"' * (LINE // 4),
        "Invitations.csv": b"," * (LINE // 4),
    }


@attack
def a_line_without_end() -> Files:
    return {"Connections.csv": CONNECTIONS + b'"' + b"a" * LINE}


@attack
def quotes_in_every_row() -> Files:
    """A quote that is never closed swallows all that follows, and each row has one."""
    rows = [b'Zoe,"Brandt,,,,,04 Apr 2021', b'"Zoe""",Brandt"",,,,"', b'"', b'a""b","', b'Zoe,Brandt,"""']
    return {f"{n}/Connections.csv": CONNECTIONS + (row + b"\r\n") * 20_000 for n, row in enumerate(rows)}


@attack
def one_quote_at_the_start() -> Files:
    return {
        "Connections.csv": CONNECTIONS + b'"Zoe,' + TOM * 20_000,
        "messages.csv": MESSAGES + b'"x,' + b"a,b,c,d,e,f,2024-03-04 10:00:00 UTC,g,h,i\r\n" * 20_000,
    }


@attack
def a_name_of_a_million_words() -> Files:
    words = b"van der " * 125_000
    commas = b'"' + b"Dr, " * 100_000 + b'"'
    dots = b"." * 500_000
    rows = b"".join(
        name + b",Brandt,,,,,04 Apr 2021\r\n"
        for name in (words, commas, dots, b"(" * 500_000, b'""' * 100_000)
    )
    return {"Connections.csv": CONNECTIONS + rows + ZOE}


@attack
def a_message_to_a_hundred_thousand() -> Files:
    urls = b",".join(b"https://www.linkedin.com/in/p%d" % n for n in range(100_000))
    names = b", ".join(b"Person %d" % n for n in range(100_000))
    row = b'c%d,,Me,https://www.linkedin.com/in/me,"%s","%s",2024-03-04 10:00:0%d UTC,,hello,INBOX\r\n'
    return {"messages.csv": MESSAGES + b"".join(row % (n, names, urls, n) for n in range(3))}


@attack
def twenty_thousand_of_one_name() -> Files:
    rows = b"".join(
        b"Zoe,Brandt,https://www.linkedin.com/in/zoe-%d,,Nordlicht,Head,04 Apr 2021\r\n" % n
        for n in range(20_000)
    )
    cards = b"".join(
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoe Brandt\r\nEMAIL:zoe%d@x.example\r\nEND:VCARD\r\n" % n
        for n in range(5_000)
    )
    return {"Connections.csv": CONNECTIONS + rows, "zoes.vcf": cards}


# -- address books ---------------------------------------------------------------------------------


def card(*lines: str) -> bytes:
    return "\r\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD\r\n"]).encode()


@attack
def a_long_line_in_cards() -> Files:
    return {
        "long.vcf": card("FN:Zoe Brandt", "PHOTO;ENCODING=b:" + "A" * LINE)
        + card("FN:" + "x" * (LINE // 4))
        + card("FN:Tom Becker")
    }


@attack
def a_card_of_a_hundred_thousand_lines() -> Files:
    mails = [f"EMAIL:zoe{n}@x.example" for n in range(100_000)]
    folded = "NOTE:" + "\r\n ".join(["x"] * 200_000)
    soft = "N;ENCODING=QUOTED-PRINTABLE:" + "=C3=BC=\r\n" * 100_000 + "end"
    return {
        "many.vcf": card("FN:Zoe Brandt", *mails) + card("FN:Tom Becker", folded) + card("FN:Ann Lee", soft)
    }


@attack
def cards_that_never_end() -> Files:
    return {
        "open.vcf": b"BEGIN:VCARD\r\n" * 100_000 + card("FN:Zoe Brandt"),
        "params.vcf": card("FN" + ";X=" * 200_000 + ":Zoe", "EMAIL" + ';"' * 200_000 + ":z@x.example"),
    }


# -- mail ------------------------------------------------------------------------------------------


def mail(*headers: str, body: bytes = b"Hello\n") -> bytes:
    common = ["From 1@xxx Mon Mar 04 10:00:00 +0000 2024", "Date: Mon, 04 Mar 2024 10:00:00 +0000"]
    return "\n".join([*common, *headers, "", ""]).encode() + body + b"\n"


ZOE_TO_ME = ("From: Zoe Brandt <zoe@brandt.example>", "To: Me <me@home.example>")


@attack
def a_large_attachment() -> Files:
    """100 MB, in lines as mail has them."""
    line = b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0\n"
    return {
        "All mail.mbox": mail(*ZOE_TO_ME, "Message-ID: <1@x>", body=line * (100 * MIB // len(line)))
        + mail(*ZOE_TO_ME, "Message-ID: <2@x>")
    }


@attack
def a_large_attachment_in_one_line() -> Files:
    return {
        "All mail.mbox": mail(*ZOE_TO_ME, "Message-ID: <1@x>", body=b"A" * (100 * MIB) + b"\n")
        + mail(*ZOE_TO_ME, "Message-ID: <2@x>")
    }


@attack
def long_lines_in_headers() -> Files:
    return {
        "Inbox.mbox": mail(*ZOE_TO_ME, "Subject: " + "x" * LINE)
        + mail(*ZOE_TO_ME, "References: " + "<a@b> " * 200_000)
        + mail(*ZOE_TO_ME, "Subject: " + "=?utf-8?q?x?= " * 100_000)
        + mail(*ZOE_TO_ME, "X-Gmail-Labels: " + "Inbox," * 200_000)
        + mail(*ZOE_TO_ME, "Message-ID: <2@x>")
    }


@attack
def a_mail_to_a_hundred_thousand() -> Files:
    everybody = ",\n ".join(f"Person {n} <p{n}@crowd.example>" for n in range(100_000))
    return {"Inbox.mbox": mail("From: zoe@brandt.example", "To: " + everybody) + mail(*ZOE_TO_ME)}


@attack
def addresses_made_to_be_slow() -> Files:
    slow = [
        "(" * 500_000,
        "<" * 500_000,
        '"' * 500_001,
        "\\" * 500_000,
        "a@" * 200_000,
        "," * 500_000,
        "a." * 200_000 + "@x",
        ":;" * 200_000,
        " " * 500_000 + "x",
    ]
    return {
        "Inbox.mbox": b"".join(mail(f"From: {text}", f"To: {text}", f"Message-ID: {text}") for text in slow)
        + mail(*ZOE_TO_ME)
    }


@attack
def headers_that_never_end() -> Files:
    return {
        "Inbox.mbox": mail(*ZOE_TO_ME)
        + mail(*[f"X-{n}: y" for n in range(300_000)])
        + b"From 1@xxx Mon Mar 04 10:00:00 +0000 2024\n"
        + b"x" * LINE
    }


@attack
def postmarks_by_the_hundred_thousand() -> Files:
    return {"Inbox.mbox": b"From 1@xxx Mon Mar 04 10:00:00 +0000 2024\n\n" * 100_000 + mail(*ZOE_TO_ME)}


# -- other things that may stand in a folder -------------------------------------------------------


@attack
def brackets_without_end() -> Files:
    return {
        "deep.json": b"[" * 5 * MIB,
        "deeper.json": b'{"items":' * 500_000,
        "events.json": b'{"kind": "calendar#events", "items": ' + b"[" * MIB,
    }


@attack
def settings_made_to_swell() -> Files:
    """YAML's billion laughs."""
    lines = [
        "a0: &a0 [lol, lol]",
        *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)),
        "name: *a11",
    ]
    return {"settings.yaml": "\n".join(lines).encode()}


@attack
def decisions_made_to_swell() -> Files:
    return {"people.csv": b"person,other,decision\n" + b'"' * LINE}


def written(folder: Path, files: Files) -> Iterator[Path]:
    """Write an attack into a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        yield path
