"""Calendars: one file in tests/data/calendars for each oddity, read to the expected meetings exactly."""

from __future__ import annotations

import random
import re
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest

from weaklib.book import WHEN, InputError
from weaklib.sources.calendars.ics import is_calendar, read_calendar
from weaklib.sources.files import ExportFile
from weaklib.sources.names.addresses import is_human_address, normalise_address
from weaklib.sources.reading import MEETINGS, Reading

DATA = Path(__file__).parents[1] / "data" / "calendars"
NAMES = sorted(path.stem for path in DATA.glob("*.ics"))
VERA = frozenset({"vera@example.org"})
ZOE = ("zoe@example.org", "Zoë Brandt")
BEN = ("ben@example.org", "Ben Okoro")
NAN = float("nan")
EVENT = re.compile(rb"BEGIN:VEVENT\n.*?END:VEVENT\n", re.DOTALL)


def in_memory(text: bytes, name: str = "calendar.ics") -> ExportFile:
    return ExportFile(name, name, ".", len(text), lambda: BytesIO(text))


def read(name: str, **options: object) -> Reading:
    """Read a fixture with the line ends that exports have; the repository keeps the others."""
    text = (DATA / f"{name}.ics").read_bytes()
    file = in_memory(text if name == "bom" else text.replace(b"\n", b"\r\n"), f"{name}.ics")
    reading = read_calendar(file, **({"owner_emails": frozenset()} | options))
    used = reading.interactions["row"].nunique()
    assert reading.rows == used + reading.merged + len(reading.set_aside)
    return reading


def meetings(*rows: tuple[int, tuple[str, str], str, int, float, str]) -> pd.DataFrame:
    """The expected table from row, person, start (UTC), group size, minutes and UID."""
    typed = [
        {
            "row": row,
            "profile": "",
            "email": email,
            "name": name,
            "at": pd.Timestamp(at, tz="UTC"),
            "channel": "meeting" if group_size == 2 else "group_meeting",
            "direction": "both",
            "group_size": group_size,
            "minutes": float(minutes),
            "words": NAN,
            "skill": "",
            "hint": "",
            "event": f"{uid}@{at.replace(' ', 'T')}:00Z",
            "raw": "",
        }
        for row, (email, name), at, group_size, minutes, uid in rows
    ]
    kinds = {"row": "int64", "at": WHEN, "group_size": "int64", "minutes": "float64", "words": "float64"}
    return pd.DataFrame(typed, columns=list(MEETINGS), dtype="object").astype(kinds)


def assert_meetings(reading: Reading, *rows: tuple[int, tuple[str, str], str, int, float, str]) -> None:
    pd.testing.assert_frame_equal(reading.interactions, meetings(*rows))


def reasons(reading: Reading) -> dict[int, str]:
    return dict(zip(reading.set_aside["row"], reading.set_aside["reason"], strict=True))


def test_a_calendar_is_known_by_its_name() -> None:
    assert is_calendar(in_memory(b"", "Vera.ICS"))
    assert not is_calendar(in_memory(b"", "Connections.csv"))


def test_google_single() -> None:
    reading = read("google-single")
    zoe = ("zoe.brandt@example.org", "Zoë Brandt")
    assert_meetings(reading, (1, zoe, "2026-03-04 09:00", 2, 30, "4k2p9d0s1@google.com"))
    assert (reading.source, reading.kind) == ("google-single.ics", "calendar")
    assert (reading.rows, reading.merged, reading.note) == (2, 0, "")
    assert reading.first == pd.Timestamp("2026-03-04")
    assert reading.last == pd.Timestamp("2026-10-31")
    assert (reading.owner_emails, reading.zone) == (VERA, "Europe/Berlin")
    assert reasons(reading) == {2: "nobody else in it"}


def test_what_is_set_aside_keeps_the_row_but_no_body() -> None:
    raw = read("google-single").set_aside["raw"][0]
    assert raw == (
        "BEGIN:VEVENT\nDTSTART:20260305T170000Z\nDTEND:20260305T180000Z\nDTSTAMP:20261031T120000Z\n"
        "UID:7h3q8w2e5@google.com\nCREATED:20260301T100000Z\nDESCRIPTION:[13 characters]\n"
        "LAST-MODIFIED:20260301T100000Z\nSEQUENCE:0\nSTATUS:CONFIRMED\nSUMMARY:Gym\nBEGIN:VALARM\n"
        "ACTION:EMAIL\nATTENDEE:mailto:zoe.brandt@example.org\nDESCRIPTION:[25 characters]\n"
        "SUMMARY:Alarm notification\nTRIGGER:-P0DT0H30M0S\nEND:VALARM\nEND:VEVENT"
    )


def test_google_series_with_a_change_and_an_exception_across_summer_time() -> None:
    reading = read("google-series")
    assert_meetings(
        reading,
        (1, ZOE, "2026-03-16 09:00", 2, 30, "weekly@google.com"),
        (1, ZOE, "2026-03-30 08:00", 2, 30, "weekly@google.com"),
        (2, BEN, "2026-04-07 12:00", 3, 60, "weekly@google.com"),
        (2, ZOE, "2026-04-07 12:00", 3, 60, "weekly@google.com"),
        (1, ZOE, "2026-04-13 08:00", 2, 30, "weekly@google.com"),
        (4, BEN, "2026-05-20 10:00", 2, 60, "planned@google.com"),
    )
    late = "no occurrence of its own before 2026-04-16, up to which this calendar is read"
    assert reasons(reading) == {3: late}
    assert reading.last == pd.Timestamp("2026-04-15")


def test_series_are_expanded_further_on_request_and_never_less() -> None:
    longer = read("google-series", until=pd.Timestamp("2026-06-02"))
    assert longer.interactions["at"].max() == pd.Timestamp("2026-06-01 08:00", tz="UTC")
    assert longer.last == pd.Timestamp("2026-04-15")
    shorter = read("google-series", until=pd.Timestamp("2026-03-20"))
    pd.testing.assert_frame_equal(shorter.interactions, read("google-series").interactions)


def test_change_before_master() -> None:
    reading = read("change-before-master")
    assert_meetings(
        reading,
        (4, ZOE, "2026-03-02 09:00", 2, 60, "daily@google.com"),
        (4, ZOE, "2026-03-05 09:00", 2, 60, "daily@google.com"),
        (1, BEN, "2026-03-05 10:00", 2, 60, "daily@google.com"),
    )
    assert reasons(reading) == {2: "cancelled", 3: "nobody else in it"}


def test_rules() -> None:
    reading = read("rules")
    assert_meetings(
        reading,
        (1, ZOE, "2026-03-02 08:00", 2, NAN, "until-a-day"),
        (1, ZOE, "2026-03-03 08:00", 2, NAN, "until-a-day"),
        (1, ZOE, "2026-03-04 08:00", 2, NAN, "until-a-day"),
        (2, ZOE, "2026-04-02 07:00", 2, NAN, "rdate"),
        (2, ZOE, "2026-04-04 07:00", 2, NAN, "rdate"),
        (2, ZOE, "2026-04-09 08:00", 2, NAN, "rdate"),
        (4, ZOE, "2026-05-01 07:00", 2, NAN, "onwards"),
        (4, ZOE, "2026-05-02 07:00", 2, NAN, "onwards"),
        (5, BEN, "2026-05-03 09:00", 2, NAN, "onwards"),
        (5, BEN, "2026-05-04 09:00", 2, NAN, "onwards"),
        (3, ZOE, "2026-10-20 08:00", 2, NAN, "utc-series"),
        (3, ZOE, "2026-10-27 09:00", 2, NAN, "utc-series"),  # Google's UTC series keep the clock of Berlin
    )


def test_outlook_with_windows_zones_and_people_without_an_address() -> None:
    reading = read("outlook", owner_emails=VERA)
    assert_meetings(
        reading,
        (
            1,
            ("zoe@example.org", "Brandt, Zoë"),
            "2026-03-10 14:00",
            3,
            60,
            "040000008200E00074C5B7101A82E008",
        ),
    )
    assert reasons(reading) == {2: "nobody in it has an address"}
    assert reading.note == "1 person at its meetings counted, but not listed, for want of an address"
    assert (reading.owner_emails, reading.zone) == (VERA, "")


def test_unknown_zone() -> None:
    reading = read("unknown-zone")
    assert_meetings(
        reading,
        (1, ZOE, "2026-07-02 08:00", 2, 60, "one"),
        (2, ZOE, "2026-07-03 08:00", 2, 45, "two"),
        (3, ZOE, "2026-07-04 08:00", 2, NAN, "three"),
        (2, ZOE, "2026-07-10 08:00", 2, 45, "two"),
    )
    assert reading.note == (
        "2 events name the unknown time zone '(UTC+01:00) Amsterdam, Berlin, Bern'; read as Europe/Berlin; "
        "1 event names the unknown time zone 'Customized Time Zone'; read as Europe/Berlin"
    )


def test_own_zones_are_those_of_this_file_alone() -> None:
    reading = read("own-zones", owner_emails=VERA)
    assert_meetings(
        reading,
        (1, ZOE, "2026-07-04 04:30", 2, 60, "one"),
        (2, ZOE, "2026-07-04 08:00", 2, 60, "two"),
        (4, ZOE, "2026-07-04 10:00", 2, 60, "four"),
        (3, ZOE, "2026-07-04 10:00", 2, 60, "three"),
    )
    assert reading.note == (
        "1 event names the unknown time zone 'America'; read as UTC; "
        "1 event names the unknown time zone 'Bomb'; read as UTC"
    )
    assert "'Customized Time Zone'; read as Europe/Berlin" in read("unknown-zone").note


def test_floating_times_and_days_are_those_of_the_calendar() -> None:
    reading = read("floating")
    assert_meetings(
        reading,
        (1, ZOE, "2026-03-04 14:00", 2, 60, "one"),
        (2, ZOE, "2026-03-05 14:00", 2, NAN, "two"),
        (3, ZOE, "2026-03-06 05:00", 2, NAN, "all-day"),
        (4, ZOE, "2026-03-07 05:00", 2, NAN, "days"),
        (2, ZOE, "2026-03-12 13:00", 2, NAN, "two"),
        (4, ZOE, "2026-03-14 04:00", 2, NAN, "days"),
    )
    assert (reading.zone, reading.note) == ("America/New_York", "")


def test_floating_nowhere() -> None:
    reading = read("floating-nowhere", owner_emails=VERA)
    assert_meetings(reading, (1, ZOE, "2026-03-04 09:00", 2, 60, "one"))
    assert (reading.zone, reading.note) == ("", "1 event names no time zone; read as UTC")


def test_rooms_lists_and_those_who_declined_are_not_there() -> None:
    reading = read("rooms-and-declined")
    assert_meetings(reading, (1, ZOE, "2026-03-04 09:00", 2, 60, "one@google.com"))
    nobody = "nobody else in it (rooms, lists or declined)"
    assert reasons(reading) == {2: nobody, 3: nobody, 4: "nobody else in it"}


def test_owner_declined() -> None:
    assert reasons(read("owner-declined")) == {1: "you declined", 2: "you declined"}


def test_owner_declined_with_one_of_two_addresses() -> None:
    reading = read("owner-declined", owner_emails=frozenset({"v.lind@work.example"}))
    assert_meetings(reading, (2, ZOE, "2026-03-05 09:00", 2, 60, "two@google.com"))
    assert reading.owner_emails == {"vera@example.org", "v.lind@work.example"}


def test_cancelled() -> None:
    reading = read("cancelled")
    assert reasons(reading) == {1: "cancelled"}
    assert_meetings(reading)
    assert reading.first is None


def test_rules_that_never_end_are_refused() -> None:
    reading = read("endless-rules")
    within = "it repeats within the day"
    assert reasons(reading) == {
        1: within,
        2: within,
        3: within,
        4: within,
        5: "it repeats at an interval of '0'",
        6: "it repeats at an interval of '-1'",
        7: within,
    }
    assert_meetings(
        reading,
        (8, ZOE, "2026-03-04 09:00", 2, NAN, "fine"),
        (8, ZOE, "2026-03-05 09:00", 2, NAN, "fine"),
    )


def test_a_long_series_keeps_its_newest_meetings_and_says_so() -> None:
    text = (
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:one\nDTSTAMP:20261031T120000Z\nDTSTART:19700101T090000Z\n"
        b"RRULE:FREQ=DAILY\nATTENDEE:mailto:zoe@example.org\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    reading = read_calendar(in_memory(text), owner_emails=VERA)
    assert len(reading.interactions) == 4000
    assert reading.interactions["at"].max() == pd.Timestamp("2026-10-31 09:00", tz="UTC")
    assert reading.note == "1 series too long; of each the newest 4,000 meetings are read"


def test_broken_events_lose_only_themselves() -> None:
    reading = read("broken-events")
    assert_meetings(
        reading,
        (7, ZOE, "2026-03-04 09:00", 2, NAN, "bad-end"),
        (8, ZOE, "2026-03-04 09:00", 2, NAN, "end-first"),
        (9, ("ben@example.org", ""), "2026-03-05 09:00", 2, NAN, "bad-name"),
        (11, ZOE, "2026-03-06 09:00", 2, NAN, "master"),
    )
    assert reasons(reading) == {
        1: "it has no start (DTSTART)",
        2: "'DTSTART:2026-03-04T09:00' is not a date",
        3: "DTSTART '16010101T000000Z' cannot be the date of a meeting",
        4: "DTSTART '99990101' cannot be the date of a meeting",
        5: "its recurrence cannot be read (RRULE:FREQ=BOGUS)",
        6: "its recurrence cannot be read (RRULE:FREQ=DAILY;UNTIL=garbage)",
        10: "its recurrence cannot be read (RRULE:FREQ=BOGUS)",
        12: "'RECURRENCE-ID:tomorrow' is not a date",
    }


def test_truncated() -> None:
    reading = read("truncated")
    assert_meetings(reading, (1, ZOE, "2026-03-04 09:00", 2, 60, "one"))
    assert reasons(reading) == {2: "cut off before its end"}
    assert reading.note == "the file ends in the middle, as a download cut short does; download it again"


def test_two_calendars_in_one_file() -> None:
    reading = read("two-calendars")
    assert_meetings(
        reading,
        (1, ZOE, "2026-03-04 08:00", 2, NAN, "one"),
        (2, ZOE, "2026-03-04 14:00", 2, NAN, "two"),
    )
    assert (reading.rows, reading.merged, reading.zone, reading.note) == (3, 1, "Europe/Berlin", "")


def test_bom() -> None:
    assert (DATA / "bom.ics").read_bytes().startswith(b"\xef\xbb\xbfBEGIN:VCALENDAR\n")
    assert_meetings(read("bom"), (1, ZOE, "2026-03-04 09:00", 2, 60, "one"))


def test_address_forms() -> None:
    reading = read("address-forms")
    assert_meetings(
        reading,
        (1, ("ben@example.org", ""), "2026-03-04 09:00", 5, NAN, "one"),
        (1, ("cem@example.org", "Cem Demir"), "2026-03-04 09:00", 5, NAN, "one"),
        (1, ("dora@example.org", "Dora, Eder"), "2026-03-04 09:00", 5, NAN, "one"),
        (1, ZOE, "2026-03-04 09:00", 5, NAN, "one"),
    )


def test_repeated_events_and_older_versions_are_merged() -> None:
    reading = read("repeated")
    assert_meetings(
        reading,
        (1, ZOE, "2026-03-04 09:00", 2, NAN, "same"),
        (4, ZOE, "2026-03-06 09:00", 2, NAN, "newer"),
        (5, ZOE, "2026-03-07 09:00", 2, NAN, "later"),
        (7, ZOE, "2026-03-09 09:00", 2, NAN, "careless"),  # two events that were given one UID
        (8, ZOE, "2026-03-10 09:00", 2, NAN, "careless"),
        (12, ZOE, "2026-03-12 09:00", 2, NAN, "change"),
    )
    assert (reading.rows, reading.merged, reasons(reading)) == (12, 5, {9: "nobody else in it"})


@pytest.mark.parametrize("name", ["no-stamps", "stale-stamps"])
def test_without_useful_stamps_a_calendar_speaks_to_its_last_written_start(name: str) -> None:
    reading = read(name)
    assert_meetings(
        reading,
        (1, ZOE, "2026-03-02 08:00", 2, NAN, "open"),
        (1, ZOE, "2026-03-03 08:00", 2, NAN, "open"),
        (1, ZOE, "2026-03-04 08:00", 2, NAN, "open"),
        (2, ZOE, "2026-03-04 15:00", 2, NAN, "single"),
    )
    assert reading.last == pd.Timestamp("2026-03-04")


def test_holidays() -> None:
    assert reasons(read("holidays")) == {1: "public holidays", 2: "public holidays"}


def test_the_owner_is_whoever_is_in_most_meetings() -> None:
    reading = read("nameless-owner")
    zoe, ben, cem = (("zoe@example.org", ""), ("ben@example.org", ""), ("cem@example.org", ""))
    assert_meetings(
        reading,
        (4, cem, "2026-03-04 09:00", 2, NAN, "four"),
        (1, zoe, "2026-03-04 09:00", 2, NAN, "one"),
        (3, ben, "2026-03-04 09:00", 3, NAN, "three"),
        (3, zoe, "2026-03-04 09:00", 3, NAN, "three"),
        (2, ben, "2026-03-04 09:00", 2, NAN, "two"),
    )
    assert (reading.owner_emails, reading.note) == (VERA, "")


def test_a_calendar_without_its_owner_says_so() -> None:
    reading = read("stranger", owner_emails=VERA)
    assert set(reading.interactions["group_size"]) == {3}
    assert reading.owner_emails == frozenset()
    assert reading.note == (
        "none of your own addresses is at its meetings; if one is missing, add it to settings.yaml"
    )


def test_the_owner_is_known_by_the_name_of_the_file() -> None:
    file = in_memory((DATA / "stranger.ics").read_bytes(), "Ben@example.org.ics")
    reading = read_calendar(file, owner_emails=frozenset())
    assert_meetings(reading, (1, ("zoe@example.org", ""), "2026-03-04 09:00", 2, NAN, "one"))
    assert reading.owner_emails == {"ben@example.org"}


def test_a_broadcast_is_no_meeting() -> None:
    guests = b"".join(b"ATTENDEE:mailto:guest%d@example.org\n" % number for number in range(5000))
    text = (
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20260304T090000Z\n"
        + guests
        + b"END:VEVENT\nEND:VCALENDAR\n"
    )
    assert reasons(read_calendar(in_memory(text), owner_emails=VERA)) == {1: "broadcast to 5000 people"}


@pytest.mark.parametrize(
    "text", [b"", b"<!DOCTYPE html>", b"First Name,Last Name\r\n", bytes(range(256)) * 9000]
)
def test_a_file_that_is_no_calendar_is_refused_with_the_remedy(text: bytes) -> None:
    with pytest.raises(
        InputError, match=r"^vera\.ics is not a calendar: it begins with .* export the calendar again"
    ):
        read_calendar(in_memory(text, "vera.ics"), owner_emails=VERA)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "truncated"])
def test_the_order_of_events_changes_nothing(name: str) -> None:
    text = (DATA / f"{name}.ics").read_bytes()
    blocks = EVENT.findall(text)
    random.Random(7).shuffle(blocks)
    remaining = iter(blocks)
    shuffled = EVENT.sub(lambda _: next(remaining), text) if name != "two-calendars" else text
    before = read_calendar(in_memory(text), owner_emails=VERA)
    after = read_calendar(in_memory(shuffled), owner_emails=VERA)
    pd.testing.assert_frame_equal(
        before.interactions.drop(columns="row"), after.interactions.drop(columns="row")
    )
    assert sorted(before.set_aside["reason"]) == sorted(after.set_aside["reason"])


@pytest.mark.parametrize("name", NAMES)
def test_line_ends_and_folds_change_nothing(name: str) -> None:
    text = (DATA / f"{name}.ics").read_bytes()
    folded = re.sub(rb"([^\n]{20})(?=[^\n])", rb"\1\n\t", re.sub(rb"\n[ \t]", b"", text))
    folded = re.sub(
        rb"(?m)^(BEGIN|END):[^\n]*(\n\t[^\n]*)*", lambda line: line[0].replace(b"\n\t", b""), folded
    )
    plain = read_calendar(in_memory(text), owner_emails=VERA)
    other = read_calendar(in_memory(folded.replace(b"\n", b"\r\n")), owner_emails=VERA)
    pd.testing.assert_frame_equal(plain.interactions, other.interactions)
    assert plain.note == other.note


@pytest.mark.parametrize("name", [name for name in NAMES if name != "truncated"])
def test_a_file_cut_anywhere_loses_nothing_silently(name: str) -> None:
    text = (DATA / f"{name}.ics").read_bytes()
    for end in range(60, text.rindex(b"END:VCALENDAR"), 97):
        reading = read_calendar(in_memory(text[:end]), owner_emails=VERA)
        used = reading.interactions["row"].nunique()
        assert reading.rows == used + reading.merged + len(reading.set_aside)
        assert "download it again" in reading.note or name == "two-calendars"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("MAILTO:Anna.Berg@Example.org", "anna.berg@example.org"),
        ("mailto:mailto:anna@example.org?subject=hi", "anna@example.org"),
        (" <anna@example.org> ", "anna@example.org"),
        ("'anna@example.org'", "anna@example.org"),
        ("mailto:o'neil%2Bwork@example.org", "o'neil+work@example.org"),
        ("invalid:nomail", ""),
        ("urn:uuid:1b2c", ""),
        ("", ""),
        ("Anna Berg", ""),
    ],
)
def test_addresses_have_one_spelling(text: str, address: str) -> None:
    assert normalise_address(text) == address


def test_roles_rooms_and_lists_are_not_human() -> None:
    nobody = [
        "",
        "noreply@example.org",
        "no-reply+x@zoom.example",
        "do_not_reply@example.org",
        "team@example.org",
        "c_1@resource.calendar.google.com",
        "family1234@group.calendar.google.com",
        "unknownorganizer@calendar.google.com",
        "choir@googlegroups.com",
        "choir@lists.example.org",
    ]
    somebody = ["anna@example.org", "hello@anna-berg.example", "teamo@example.org", "norepl@example.org"]
    assert [is_human_address(email) for email in nobody] == [False] * len(nobody)
    assert [is_human_address(email) for email in somebody] == [True] * len(somebody)
