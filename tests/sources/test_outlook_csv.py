"""Outlook's calendar as a table: one file in tests/data/calendars for each oddity, read to the meetings exactly."""

from __future__ import annotations

import csv
import io
import json
import random
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest

import weaklib as wl
from weaklib.book import InputError
from weaklib.sources.calendars.outlook_columns import FIELDS, languages, layout_of
from weaklib.sources.calendars.outlook_csv import looks_like, read_outlook_calendar
from weaklib.sources.calendars.outlook_dates import DateOrder, order_of, when
from weaklib.sources.files import ExportFile
from weaklib.sources.reading import MEETINGS, Reading

DATA = Path(__file__).parents[1] / "data" / "calendars"
NAMES = sorted(path.stem for path in DATA.glob("outlook-*.csv"))
OWNER = {"owner_emails": frozenset({"vera@example.org"}), "owner_name": "Vera Lind", "zone": "Europe/Berlin"}
HEADER = (
    "Subject,Start Date,Start Time,End Date,End Time,All day event,Meeting Organizer,Required Attendees,"
    "Optional Attendees,Meeting Resources,Description\n"
)
NAN = float("nan")


def in_memory(text: bytes, name: str = "calendar.csv") -> ExportFile:
    return ExportFile(name, name, ".", len(text), lambda: BytesIO(text))


def read_text(text: bytes | str, **options: object) -> Reading:
    file = in_memory(text if isinstance(text, bytes) else text.encode())
    reading = read_outlook_calendar(file, **(OWNER | options))  # type: ignore[arg-type]
    used = reading.interactions["row"].nunique()
    assert reading.rows == used + reading.merged + len(reading.set_aside)
    assert list(reading.interactions.columns) == list(MEETINGS)
    return reading


def read(name: str, **options: object) -> Reading:
    """Read a fixture with the line ends that exports have; the repository keeps the others."""
    return read_text((DATA / f"{name}.csv").read_bytes().replace(b"\n", b"\r\n"), **options)


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


def test_english() -> None:
    """Quoted line breaks, the day of an American, a room, a repeated row, a meeting called off."""
    reading = read("outlook-english")
    assert rows(reading) == [
        (2, "Brandt, Zoë", "", "2025-03-04 09:00", 2, 60),
        (3, "Brandt, Zoë", "", "2025-07-09 11:30", 3, 45),
        (3, "Okoro, Ben", "", "2025-07-09 11:30", 3, 45),
        (4, "Brandt, Zoë", "", "2025-11-16 23:00", 3, -1),
        (4, "Okoro, Ben", "", "2025-11-16 23:00", 3, -1),
    ]
    assert reasons(reading) == {
        5: "nobody else in it",
        6: "cancelled",
        7: "nobody else in it (rooms, lists or declined)",
        9: "'13/40/2025 8:00:00 AM' is not a date",
    }
    assert (reading.rows, reading.merged, reading.kind, reading.note) == (8, 1, "calendar", "")
    assert (reading.first, reading.last) == (pd.Timestamp("2025-03-04"), pd.Timestamp("2025-11-17"))


def test_german() -> None:
    """Semicolons, the code page of Windows, points in dates."""
    reading = read("outlook-german")
    assert rows(reading) == [
        (2, "Müller, Jörg", "", "2025-02-26 12:30", 2, 60),
        (3, "Müller, Jörg", "", "2025-04-02 22:00", 3, -1),
        (3, "Weiß, Änne", "", "2025-04-02 22:00", 3, -1),
    ]
    assert reasons(reading) == {4: "cancelled"}


def test_french() -> None:
    """Two columns are called Début, and two Fin: the date and the time."""
    reading = read("outlook-french")
    assert rows(reading) == [
        (2, "Lefèvre Éloïse", "", "2025-02-21 13:30", 2, 120),
        (3, "Noël Haddad", "", "2025-03-02 23:00", 3, -1),
        (3, "Éloïse Lefèvre", "", "2025-03-02 23:00", 3, -1),
    ]
    assert reasons(reading) == {4: "cancelled"}


def test_spanish() -> None:
    reading = read("outlook-spanish")
    assert rows(reading) == [
        (2, "Íñigo Núñez", "", "2025-02-26 09:00", 2, 45),
        (3, "Zoë Brandt", "", "2025-04-02 22:00", 3, -1),
        (3, "Íñigo Núñez", "", "2025-04-02 22:00", 3, -1),
    ]


def test_emails() -> None:
    """Addresses, names with addresses, lists, and a path in a directory; the name alone is Ben's."""
    reading = read("outlook-emails")
    assert rows(reading) == [
        (2, "Ben Okoro", "ben@example.org", "2025-02-26 12:30", 3, 30),
        (2, "", "zoe@example.org", "2025-02-26 12:30", 3, 30),
        (3, "Ben Okoro", "", "2025-03-03 08:00", 3, 30),
        (3, "Brandt, Zoë", "zoe@example.org", "2025-03-03 08:00", 3, 30),
    ]
    assert reasons(reading) == {4: "nobody else in it (rooms, lists or declined)"}
    assert reading.owner_emails == {"vera@example.org"}


def test_ambiguous() -> None:
    reading = read("outlook-ambiguous")
    assert [row[3][:10] for row in rows(reading)] == ["2025-03-04", "2025-05-06", "2025-07-08", "2025-07-08"]
    assert reading.note == (
        "nothing tells whether its dates have the day or the month first; read as month/day/year"
    )


def test_truncated() -> None:
    reading = read("outlook-truncated")
    assert rows(reading) == [(2, "Zoë Brandt", "", "2025-03-14 12:00", 2, 30)]
    assert reasons(reading) == {3: "a quote is opened in this row and not closed (was the file cut short?)"}


@pytest.mark.parametrize(
    ("header", "row", "at"),
    [
        (
            "Assunto,Data de início,Hora de início,Data de término,Hora de término,O dia inteiro,Organizador da reunião,Participantes necessários",
            "X,03/04/2025,13:30:00,03/04/2025,14:00:00,Falso,Vera Lind,João Conceição",
            "2025-04-03 11:30",
        ),
        (
            "Oggetto,Data di inizio,Ora di inizio,Data di fine,Ora di fine,evento Tutto il giorno,Organizzatore riunione,Partecipanti obbligatori",
            "X,03/04/2025,13.30.00,03/04/2025,14.00.00,Falso,Vera Lind,João Conceição",
            "2025-04-03 11:30",
        ),
        (
            'Onderwerp,Begindatum,Begintijd,Einddatum,Eindtijd,"Gebeurtenis, duurt hele dag",Organisator van vergadering,Vereiste genodigden',
            "X,3-4-2025,13:30:00,3-4-2025,14:00:00,Onwaar,Vera Lind,João Conceição",
            "2025-04-03 11:30",
        ),
        (
            "Subject\tStart Date\tStart Time\tEnd Date\tEnd Time\tAll day event\tMeeting Organizer\tRequired Attendees",
            "X\t4/3/2025\t1:30 PM\t4/3/2025\t2:00 PM\tFalse\tVera Lind\tJoão Conceição",
            "2025-04-03 11:30",
        ),
    ],
)
def test_other_languages_and_marks(header: str, row: str, at: str) -> None:
    for encoding in ("utf-8", "utf-8-sig", "cp1252", "utf-16"):
        text = f"{header}\r\n{row}\r\n".encode(encoding)
        assert looks_like("x", text)
        reading = read_text(text)
        assert rows(reading) == [(2, "João Conceição", "", at, 2, 30)]
        assert reading.note == ""


def test_the_table_of_columns_is_whole() -> None:
    """Each language names every column, and no name stands for two of them."""
    for language in languages():
        assert set(language.fields.values()) == set(FIELDS), language.name
        assert "" not in language.fields
        assert all(name == " ".join(name.lower().split()) for name in language.fields)


@pytest.mark.parametrize(
    ("text", "month_first", "expected"),
    [
        ("1/2/2025 10:00:00 AM", True, "2025-01-02 10:00:00"),
        ("1/2/2025 12:00:00 AM", True, "2025-01-02 00:00:00"),
        ("1/2/2025 12:15 PM", True, "2025-01-02 12:15:00"),
        ("26.2.2025 13:30:00", True, "2025-02-26 13:30:00"),
        ("26. 2. 2025 13:30", False, "2025-02-26 13:30:00"),
        ("26/02/2025 01:30:00 p.\xa0m.", False, "2025-02-26 13:30:00"),
        ("2025-02-26 9:05", False, "2025-02-26 09:05:00"),
        ("26-02-25 13h30", False, "2025-02-26 13:30:00"),
        ("13:30:00 26/02/2025", False, "2025-02-26 13:30:00"),
        ("\u200e26/\u200e02/\u200e2025", False, "2025-02-26"),
        ("26.02.2025", False, "2025-02-26"),
        ("1/2/99", True, "1999-01-02"),
    ],
)
def test_dates(text: str, month_first: bool, expected: str) -> None:
    assert str(when(text, DateOrder(month_first, is_sure=True))) == expected


@pytest.mark.parametrize(
    "text", ["", "soon", "31/02/2025", "1/1/1601", "1/1/4501 0:00:00", "12/2025", "9" * 10**6]
)
def test_no_dates(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a date|no start|cannot be the date"):
        when(text, DateOrder(month_first=False, is_sure=True))


@pytest.mark.parametrize(
    ("texts", "month_first", "expected"),
    [
        (["1/2/2025", "13/2/2025"], True, (False, True)),
        (["1/2/2025", "2/13/2025"], False, (True, True)),
        (["1/2/2025 10:00 AM"], True, (True, True)),
        (["1/2/2025 10:00"], True, (True, False)),
        (["1/2/2025 10:00"], False, (False, True)),
        (["1/13/2025", "13/1/2025"], True, (True, False)),
        (["1.2.2025", "2025-01-02", ""], True, (True, True)),
    ],
)
def test_one_order_for_all_dates_of_a_file(
    texts: list[str], month_first: bool, expected: tuple[bool, bool]
) -> None:
    assert order_of(texts, month_first=month_first) == DateOrder(*expected)


def test_a_date_that_the_order_of_the_file_makes_none_is_set_aside() -> None:
    text = HEADER + "".join(
        f"X,{day},10:00,{day},11:00,False,Vera Lind,Zoë Brandt,,,\n"
        for day in ("13/1/2025", "14/1/2025", "1/15/2025")
    )
    assert reasons(read_text(text)) == {4: "'1/15/2025 10:00' is not a date"}


@pytest.mark.parametrize("name", NAMES)
def test_shuffled_rows_say_the_same(name: str) -> None:
    """Neither the order of the rows nor that of the columns decides anything, nor what events are called."""
    raw = (DATA / f"{name}.csv").read_bytes()
    if name == "outlook-truncated":
        return
    text = raw.decode("utf-8" if name.split("-")[1] in ("english", "emails", "ambiguous") else "cp1252")
    delimiter = ";" if name == "outlook-german" else ","
    header, *others = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    expected = read(name).interactions.drop(columns="row")
    for seed in range(4):
        chance = random.Random(seed)
        order = chance.sample(range(len(header)), len(header))
        stream = io.StringIO(newline="")
        table = [header, *chance.sample(others, len(others))]
        csv.writer(stream).writerows([[row[place] for place in order] for row in table])
        found = read_text(stream.getvalue()).interactions.drop(columns="row")
        pd.testing.assert_frame_equal(found, expected)


def test_no_subject_or_description_is_kept() -> None:
    reading = read("outlook-english")
    everything = reading.interactions.to_csv() + reading.set_aside.to_csv() + reading.note
    for words in ("Budget", "Dentist", "winter", "bring the card", "long", "Numbers"):
        assert words not in everything
    shown = json.loads(reading.set_aside["raw"].iloc[0])
    assert shown["description"] == "[14 characters]"
    assert shown["meeting organizer"] == "Lind, Vera"


def test_a_row_that_is_not_whole_shows_none_of_its_cells() -> None:
    reading = read_text(HEADER + "secret,3/4/2025,10:00\n")
    assert reasons(reading) == {2: "the row has 3 cells where the header has 11"}
    assert "secret" not in reading.set_aside["raw"].iloc[0]


def test_the_owner_is_told_by_name_in_any_order() -> None:
    for name in ("Lind, Vera", "Vera Lind", "LIND Vera", "Dr. Vera Lind", "Vera Lind (Consultant)"):
        reading = read_text(HEADER + f'X,3/14/2025,10:00,3/14/2025,11:00,False,"{name}",Zoë Brandt,,,\n')
        assert rows(reading) == [(2, "Zoë Brandt", "", "2025-03-14 09:00", 2, 60)]


def test_who_is_at_most_meetings_is_the_owner_where_nothing_says_who_it_is() -> None:
    text = HEADER + "".join(
        f'X,3/{day}/2025,10:00,3/{day}/2025,11:00,False,"Lind, Vera",{name},,,\n'
        for day, name in ((14, "Zoë Brandt"), (15, "Ben Okoro"), (16, "Zoë Brandt"), (17, "Ines Maia"))
    )
    reading = read_text(text, owner_emails=frozenset(), owner_name="")
    assert sorted(set(reading.interactions["name"])) == ["Ben Okoro", "Ines Maia", "Zoë Brandt"]
    assert set(reading.interactions["group_size"]) == {2}
    few = read_text("".join(text.splitlines(keepends=True)[:3]), owner_emails=frozenset(), owner_name="")
    assert "is known to be you" in few.note


def test_a_broadcast_is_set_aside() -> None:
    def crowd(size: int) -> str:
        everybody = ";".join(f"Person {n}" for n in range(size))
        return f"{HEADER}X,3/14/2025,10:00,3/14/2025,11:00,False,Vera Lind,{everybody},,,\n"

    assert len(read_text(crowd(200)).interactions) == 200
    assert reasons(read_text(crowd(201))) == {2: "broadcast to 201 people"}
    assert reasons(read_text(crowd(2000))) == {2: "broadcast to 2001 people"}


def test_times_are_those_of_the_owners_zone() -> None:
    """Summer and winter; without a zone the note says what was assumed."""
    text = HEADER + "".join(
        f"X,{day},10:00,{day},11:00,False,Vera Lind,Zoë Brandt,,,\n" for day in ("1/14/2025", "7/14/2025")
    )
    assert [row[3] for row in rows(read_text(text))] == ["2025-01-14 09:00", "2025-07-14 08:00"]
    unknown = read_text(text, zone="")
    assert [row[3] for row in rows(unknown)] == ["2025-01-14 10:00", "2025-07-14 10:00"]
    assert "read as UTC" in unknown.note
    assert "settings.yaml" in unknown.note


def test_the_same_meeting_in_two_exports_counts_once(tmp_path: Path) -> None:
    lines = (DATA / "outlook-english.csv").read_text(encoding="utf-8")
    (tmp_path / "january.csv").write_text(lines, encoding="utf-8")
    (tmp_path / "june.csv").write_text(
        lines.replace("Numbers for March", "Numbers for April"), encoding="utf-8"
    )
    (tmp_path / "settings.yaml").write_text("name: Vera Lind\nzone: Europe/Berlin\n", encoding="utf-8")
    book = wl.read(tmp_path)
    assert len(book.interactions) == 5
    assert not book.interactions.duplicated(["event", "person"]).any()
    parts = book.coverage[["used", "merged", "set_aside"]].sum(axis=1)
    assert (parts == book.coverage["rows"]).all()
    assert set(book.people["name"]) == {"Zoë Brandt", "Ben Okoro"}


def test_another_calendar_tells_the_zone_and_a_name_alone_merges_nobody(tmp_path: Path) -> None:
    (tmp_path / "outlook.csv").write_bytes((DATA / "outlook-english.csv").read_bytes())
    (tmp_path / "vera@example.org.ics").write_bytes((DATA / "google-series.ics").read_bytes())
    (tmp_path / "settings.yaml").write_text("name: Vera Lind\n", encoding="utf-8")
    book = wl.read(tmp_path)
    assert book.owner.zone == "Europe/Berlin"
    assert book.coverage.at["outlook.csv", "note"] in ("", None) or pd.isna(
        book.coverage.at["outlook.csv", "note"]
    )
    assert pd.Timestamp("2025-03-04 09:00", tz="UTC") in set(book.interactions["at"])
    assert {"zoë-brandt#calendar", "zoe@example.org"} <= set(book.people.index)
    assert {"zoë-brandt#calendar", "zoe@example.org"} <= set(
        book.proposals[["person", "other"]].to_numpy().ravel()
    )


def test_what_is_no_calendar_is_not_recognised() -> None:
    for header in (
        "Subject,Start Date,Due Date,Reminder On/Off,Date Completed",
        "School Name,Start Date,End Date,Notes,Degree Name,Activities",
        "Employee,Start Date,Start Time,End Date,End Time",
        "First Name,Last Name,E-mail Address,Company",
        "",
        "\0\0\0",
    ):
        assert layout_of(header.encode()) is None
    with pytest.raises(InputError, match=r"^calendar\.csv has no columns .* unchanged\.$"):
        read_outlook_calendar(in_memory(b"a,b\n1,2\n"), owner_emails=frozenset())


def test_a_calendar_without_people_is_still_one() -> None:
    reading = read_text("Subject,Start Date,Start Time,End Date,End Time\nX,1/2/2025,10:00,1/2/2025,11:00\n")
    assert reasons(reading) == {2: "nobody else in it"}
    assert read_text(HEADER).rows == 0
