"""Google's calendar in JSON: the same meetings as in a calendar file, and nothing that its strings smuggle in."""

from __future__ import annotations

import json
import random
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest

import weaklib as wl
from weaklib.book import InputError
from weaklib.sources.calendars import json_events
from weaklib.sources.calendars.google_json import looks_like, read_google_calendar
from weaklib.sources.calendars.ics import read_calendar
from weaklib.sources.files import ExportFile
from weaklib.sources.reading import Reading

DATA = Path(__file__).parents[1] / "data" / "calendars"
VERA = frozenset({"vera@example.org"})
VCALENDAR = "BEGIN:VCALENDAR\nX-WR-CALNAME:vera@example.org\nX-WR-TIMEZONE:Europe/Berlin\n{}END:VCALENDAR\n"
SERIES = """BEGIN:VEVENT
DTSTART;TZID=Europe/Berlin:20260316T100000
DTEND;TZID=Europe/Berlin:20260316T103000
RRULE:FREQ=WEEKLY;BYDAY=MO
EXDATE;TZID=Europe/Berlin:20260323T100000,20260330T100000
LAST-MODIFIED:20260415T080000Z
ORGANIZER;CN=Vera Lind:mailto:vera@example.org
UID:weekly@google.com
ATTENDEE;PARTSTAT=ACCEPTED;CN=Vera Lind:mailto:vera@example.org
ATTENDEE;PARTSTAT=ACCEPTED;CN=Zoë Brandt:mailto:zoe@example.org
END:VEVENT
BEGIN:VEVENT
DTSTART;TZID=Europe/Berlin:20260407T140000
DTEND;TZID=Europe/Berlin:20260407T150000
LAST-MODIFIED:20260415T080000Z
ORGANIZER;CN=Vera Lind:mailto:vera@example.org
UID:weekly@google.com
RECURRENCE-ID;TZID=Europe/Berlin:20260406T100000
ATTENDEE;PARTSTAT=ACCEPTED;CN=Vera Lind:mailto:vera@example.org
ATTENDEE;PARTSTAT=ACCEPTED;CN=Zoë Brandt:mailto:zoe@example.org
ATTENDEE;PARTSTAT=TENTATIVE;CN=Ben Okoro:mailto:ben@example.org
END:VEVENT
"""


def in_memory(text: bytes, name: str = "events.json") -> ExportFile:
    return ExportFile(name, name, ".", len(text), lambda: BytesIO(text))


def read_text(text: bytes | str, **options: object) -> Reading:
    file = in_memory(text if isinstance(text, bytes) else text.encode())
    reading = read_google_calendar(file, **({"owner_emails": frozenset()} | options))  # type: ignore[arg-type]
    used = reading.interactions["row"].nunique()
    assert reading.rows == used + reading.merged + len(reading.set_aside)
    return reading


def read(name: str, **options: object) -> Reading:
    return read_text((DATA / f"{name}.json").read_bytes(), **options)


def rows(reading: Reading) -> list[tuple[int, str, str, str, int, float]]:
    """What is expected of each row: its number, whom, by address, when (UTC), how many and how long."""
    table = reading.interactions
    at = table["at"].dt.strftime("%Y-%m-%d %H:%M")
    minutes = table["minutes"].fillna(-1)
    return list(
        zip(table["row"], table["name"], table["email"], at, table["group_size"], minutes, strict=True)
    )


def reasons(reading: Reading) -> dict[int, str]:
    return dict(zip(reading.set_aside["row"], reading.set_aside["reason"], strict=True))


def event(**fields: object) -> dict[str, object]:
    """An event with Zoë, at which more can be told."""
    return {
        "kind": "calendar#event",
        "id": "x",
        "iCalUID": "x@google.com",
        "updated": "2026-04-15T08:00:00.000Z",
        "start": {"dateTime": "2026-03-02T10:00:00+01:00", "timeZone": "Europe/Berlin"},
        "end": {"dateTime": "2026-03-02T11:00:00+01:00", "timeZone": "Europe/Berlin"},
        "attendees": [{"email": "zoe@example.org", "displayName": "Zoë Brandt"}],
    } | fields


def page(*items: object, **fields: object) -> str:
    return json.dumps({"kind": "calendar#events", "timeZone": "Europe/Berlin", **fields, "items": items})


def test_page() -> None:
    """A room, somebody who declined, whole days, a doctor, an absence, hidden guests, one called off."""
    reading = read("google-page")
    assert rows(reading) == [
        (1, "Zoë Brandt", "zoe@example.org", "2026-03-02 14:00", 2, 45),
        (2, "Okoro, Ben", "ben@example.org", "2026-03-06 23:00", 2, -1),
    ]
    assert reasons(reading) == {
        3: "nobody else in it",
        4: "out of office, not a meeting",
        5: "its guests are not told in this file",
        6: "cancelled",
    }
    assert list(reading.interactions["event"]) == [
        "coffee1@google.com@2026-03-02T14:00:00Z",
        "trip@google.com@2026-03-06T23:00:00Z",
    ]
    assert (reading.kind, reading.zone, reading.owner_emails) == ("calendar", "Europe/Berlin", VERA)
    assert (reading.first, reading.last) == (pd.Timestamp("2026-03-02"), pd.Timestamp("2026-04-15"))
    assert reading.note.startswith("1 event has guests that it does not tell")


def test_series() -> None:
    """An occurrence left out, one called off that has nothing but its id, one moved, on several pages."""
    reading = read("google-series")
    same = read_calendar(in_memory(VCALENDAR.format(SERIES).encode(), "c.ics"), owner_emails=frozenset())
    assert rows(reading) == [
        (2, "Zoë Brandt", "zoe@example.org", "2026-03-16 09:00", 2, 30),
        (3, "Ben Okoro", "ben@example.org", "2026-04-07 12:00", 3, 60),
        (3, "Zoë Brandt", "zoe@example.org", "2026-04-07 12:00", 3, 60),
        (2, "Zoë Brandt", "zoe@example.org", "2026-04-13 08:00", 2, 30),
    ]
    assert reasons(reading) == {1: "cancelled"}
    pd.testing.assert_frame_equal(
        reading.interactions.drop(columns="row"), same.interactions.drop(columns="row")
    )
    assert (reading.first, reading.last, reading.zone) == (same.first, same.last, same.zone)


def test_occurrences_without_their_series_are_the_same_meetings() -> None:
    """So the API gives them when it is asked for single events."""
    single = [
        event(
            id=f"x_{day}",
            recurringEventId="x",
            originalStartTime={"dateTime": f"2026-03-{day}T10:00:00+01:00"},
            start={"dateTime": f"2026-03-{day}T10:00:00+01:00"},
            end={"dateTime": f"2026-03-{day}T11:00:00+01:00"},
        )
        for day in ("02", "09")
    ]
    whole = event(recurrence=["RRULE:FREQ=WEEKLY;COUNT=2"])
    found, expected = (read_text(page(*items)).interactions for items in (single, [whole]))
    pd.testing.assert_frame_equal(found.drop(columns="row"), expected.drop(columns="row"))


def test_the_same_meeting_in_a_calendar_file_counts_once(tmp_path: Path) -> None:
    (tmp_path / "vera@example.org.ics").write_text(VCALENDAR.format(SERIES), encoding="utf-8")
    (tmp_path / "events.json").write_bytes((DATA / "google-series.json").read_bytes())
    (tmp_path / "notes.json").write_text('{"items": []}', encoding="utf-8")
    book = wl.read(tmp_path)
    assert len(book.interactions) == 4
    assert book.coverage.at["events.json", "kind"] == "calendar"
    assert book.coverage.at["notes.json", "note"] == "not an export that weaklib reads"
    parts = book.coverage[["used", "merged", "set_aside"]].sum(axis=1)
    assert (parts == book.coverage["rows"]).all()
    assert set(book.people.index) == {"zoe@example.org", "ben@example.org"}


def test_a_list_a_page_and_pages_one_after_the_other_say_the_same() -> None:
    items = [
        event(),
        event(id="y", iCalUID="y@google.com", start={"date": "2026-03-05"}, end={"date": "2026-03-06"}),
    ]
    for item in items:
        item["start"].setdefault("timeZone", "UTC")  # type: ignore[attr-defined]
    whole = page(*items, timeZone="UTC")
    expected = read_text(whole).interactions
    one, other = (page(item, timeZone="UTC") for item in items)
    for text in (
        json.dumps(items),
        f"[{whole}]",
        f"[{one},{other}]",
        f"{one}\n{other}\n",
        json.dumps(json.loads(whole), indent=4),
        json.dumps({"items": items, "timeZone": "UTC", "kind": "calendar#events"}),
        "\n".join(json.dumps(item) for item in items),
    ):
        for encoding in ("utf-8", "utf-8-sig", "utf-16"):
            assert looks_like("x", text.encode(encoding)[:1000])
            pd.testing.assert_frame_equal(read_text(text.encode(encoding)).interactions, expected)


@pytest.mark.parametrize("chunk", [1, 7, 64])
def test_it_does_not_matter_where_a_piece_of_the_file_ends(
    chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = [read(name) for name in ("google-page", "google-series", "google-hostile", "google-truncated")]
    monkeypatch.setattr(json_events, "CHUNK", chunk)
    found = [read(name) for name in ("google-page", "google-series", "google-hostile", "google-truncated")]
    for one, other in zip(found, expected, strict=True):
        pd.testing.assert_frame_equal(one.interactions, other.interactions)
        pd.testing.assert_frame_equal(one.set_aside, other.set_aside)


def test_shuffled_items_say_the_same() -> None:
    items = [
        item
        for each in json.loads((DATA / "google-series.json").read_text("utf-8"))
        for item in each["items"]
    ]
    expected = read("google-series").interactions.drop(columns="row")
    for seed in range(6):
        shuffled = random.Random(seed).sample(items, len(items))
        found = read_text(page(*shuffled, summary="vera@example.org")).interactions.drop(columns="row")
        pd.testing.assert_frame_equal(found, expected)


def test_items_that_are_there_again_are_merged() -> None:
    items = json.loads((DATA / "google-page.json").read_text("utf-8"))["items"]
    once, twice = read_text(page(*items)), read_text(page(*items, *items))
    assert twice.rows == 2 * once.rows
    pd.testing.assert_frame_equal(
        twice.interactions.drop(columns="row"), once.interactions.drop(columns="row")
    )


def test_hostile() -> None:
    """Line breaks, quotes and zones that would be lines of a calendar; halves of characters; other types."""
    reading = read("google-hostile")
    assert rows(reading) == [(5, "", "zoe@example.org", "2026-03-05 00:00", 2, -1)]
    assert not reading.interactions["email"].str.contains("eve@").any()
    assert reading.set_aside["raw"].str.encode("utf-8").str.len().max() < 2000
    assert {row: reasons(reading)[row] for row in (6, 7, 8)} == dict.fromkeys((6, 7, 8), "not an event")
    plain = json.loads((DATA / "google-hostile.json").read_text("utf-8"))[0] | {"recurrence": []}
    names = read_text(page(plain)).interactions.set_index("email")["name"].to_dict()
    assert names == {
        "zoe@example.org": "",  # what ends in an address is no name
        "ben@example.org": '<img src="x" onerror=alert(1)>; ^n: \\',
    }


def test_no_description_is_kept() -> None:
    reading = read_text(
        page(event(description="SECRET", status="cancelled"), event(id="z", description="SECRET"))
    )
    everything = reading.interactions.to_csv() + reading.set_aside.to_csv() + reading.note
    assert "SECRET" not in everything


def test_truncated() -> None:
    """What stands before the end is read; the event that is cut is set aside."""
    reading = read("google-truncated")
    assert rows(reading) == [(1, "Zoë Brandt", "zoe@example.org", "2026-03-02 10:00", 2, 60)]
    assert reasons(reading) == {2: "cut off before its end"}
    assert reading.note == "the file ends in the middle, as a download cut short does; download it again"


def test_any_cut_is_said() -> None:
    text = (DATA / "google-page.json").read_bytes().strip()
    for end in range(1, len(text), 97):
        assert "ends in the middle" in read_text(text[:end]).note


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"eventType": "focusTime"}, "focus time, not a meeting"),
        ({"eventType": "workingLocation"}, "a place of work, not a meeting"),
        ({"eventType": "birthday"}, "a birthday, not a meeting"),
        ({"eventType": "<b>"}, "another kind of event, not a meeting"),
        ({"guestsCanSeeOtherGuests": False}, "its guests are not told in this file"),
        ({"attendees": []}, "nobody else in it"),
        ({"start": None}, "it has no start (DTSTART)"),
        ({"attendees": [{"displayName": "Zoë Brandt"}]}, "nobody in it has an address"),
        (
            {"attendees": [{"email": f"p{n}@example.org"} for n in range(201)]},
            "broadcast to 201 people",
        ),
        (
            {
                "attendees": [
                    {"email": "vera@example.org", "self": True, "responseStatus": "declined"},
                    {"email": "zoe@example.org"},
                ]
            },
            "you declined",
        ),
    ],
)
def test_reasons(fields: dict[str, object], reason: str) -> None:
    assert reasons(read_text(page(event(**fields)))) == {1: reason}


def test_the_calendar_of_somebody_else() -> None:
    """The addresses that are marked as the calendar's own are not the owner's where the owner is a guest."""
    boss = {"email": "boss@example.org", "displayName": "The Boss", "self": True}
    vera = {"email": "vera@example.org", "displayName": "Vera Lind"}
    text = page(
        event(attendees=[boss, vera]),
        event(id="y", iCalUID="y@x", attendees=[boss, {"email": "zoe@example.org"}]),
    )
    reading = read_text(text, owner_emails=VERA)
    assert [row[2] for row in rows(reading)] == ["boss@example.org"]
    assert "boss@example.org" not in reading.owner_emails


def test_a_series_keeps_the_time_on_the_wall() -> None:
    text = page(event(recurrence=["RRULE:FREQ=MONTHLY;COUNT=2"], updated="2026-06-01T00:00:00Z"))
    assert [row[3] for row in rows(read_text(text))] == ["2026-03-02 09:00", "2026-04-02 08:00"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"kind": "calendar#events", "items": ' + "[" * 200_000, "nested deeper"),
        ("[" * 200_000, "nested deeper"),
        ('"calendar"', "is no calendar"),
        ("", None),
        ('{"kind": "calendar#events"}', None),
        ('{"kind": "calendar#events", "items": [] } rubbish', None),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(text: str, said: str | None) -> None:
    if said is None:
        assert rows(read_text(text)) == []
        return
    with pytest.raises(InputError, match=rf"^events\.json .*{said}.*\.$"):
        read_text(text)


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_events, "LARGEST", 1000)
    with pytest.raises(InputError, match=r"^events\.json is larger than .*\.$"):
        read_text(page(event(description="x" * 2000)))


def test_an_event_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_events, "LONGEST_EVENT", 1000)
    monkeypatch.setattr(json_events, "CHUNK", 100)
    with pytest.raises(InputError, match=r"^events\.json has an event that is longer .*\.$"):
        read_text(page(event(description="x" * 5000)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "hello",
        '{"name": "calendar"}',
        '{"kind": "calendar#calendarList", "items": []}',
        '{"kind": "youtube#video"}',
    ],
)
def test_other_json_is_not_recognised(text: str) -> None:
    assert not looks_like("calendar.json", text.encode())
