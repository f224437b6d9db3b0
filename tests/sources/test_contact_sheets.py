"""Address books as tables: what Google, Outlook and Thunderbird write, in their languages and encodings."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from weaklib.book import InputError
from weaklib.sources.addressbooks.columns import languages, layout_of
from weaklib.sources.addressbooks.contact_sheet import looks_like, read_contact_sheet
from weaklib.sources.files import ExportFile
from weaklib.sources.reading import CONTACTS, Reading

TESTS = Path(__file__).parents[1]
DATA = TESTS / "data" / "address-books"
SHEETS = sorted(path.stem for path in DATA.glob("*.csv"))
ORGANISATION = "an organisation, not a person"
NOBODY = "no name and no address"
SHARED = "a shared address (an office, a list, a no-reply), not a person"
Person = tuple[str, tuple[str, ...], str, str, str, tuple[str, ...]]

EXPECTED: dict[str, dict[int, Person]] = {
    "google-old": {
        2: (
            "Dr. Zoë Brandt",
            ("z.brandt@nordlicht.example", "zb@nordlicht.example", "zoe@example.org"),
            "zoë-brandt",
            "Nordlicht Energie",
            "Head of Sales",
            ("Navy", "Old friends"),
        ),
        3: ("", ("amina@example.org",), "", "", "", ()),
        6: ("Dana", (), "", "", "", ()),
    },
    "google-2024": {
        2: (
            "Ben Chidi Okoro",
            ("ben@example.org", "okoro@uni-kiel.example"),
            "",
            "Universität Kiel",
            "Lecturer",
            ("Choir",),
        ),
        3: ("李伟", ("li.wei@example.org",), "", "", "", ()),
        4: ("Bibi", ("b@example.org",), "", "", "", ()),
        6: ("NA", (), "", "", "", ()),
        7: ("Null None", ("null@example.org",), "", "", "", ()),
    },
    "google-without-addresses": {2: ("Eva Klein", (), "", "Hafenamt", "Pilot", ())},
    "outlook-english": {
        2: (
            "Anna Maria Berg",
            ("anna.berg@example.org", "a.berg@nordlicht.example"),
            "anna-berg",
            "Nordlicht Energie",
            "Director",
            ("Friends", "MBA 2014"),
        ),
        3: ("Tom Becker", (), "", "", "", ()),
    },
    "outlook-german": {
        2: (
            "Jörg Müller",
            ("joerg@example.org", "jm@example.net"),
            "",
            "Bäckerei Müller",
            "Geschäftsführer",
            ("Schule", "Chor"),
        ),
        3: ("Zoë Brandt", ("zoe@example.org",), "zoe-brandt", "", "", ()),
    },
    "outlook-french": {
        2: (
            "Hélène Dupont",
            ("helene@example.org", "h.dupont@example.net"),
            "",
            "Énergie du Nord",
            "Directrice",
            ("Amis",),
        ),
        3: ("Luc Petit", ("luc@example.org",), "", "", "Médecin", ()),
    },
    "outlook-russian": {
        2: (
            "Мария Петровна Иванова",
            ("maria@example.org", "m.ivanova@example.net"),
            "",
            "Северный порт",
            "Инженер",
            ("Школа",),
        )
    },
    "outlook-polish": {2: ("Łukasz Żółć", ("lukasz@example.org",), "", "Zakład Nowy", "Kierownik", ())},
    "outlook-chinese": {2: ("李伟", ("li.wei@example.org",), "", "北光能源", "经理", ("同学",))},
    "outlook-japanese": {2: ("山田太郎", ("taro@example.org",), "", "北光電力", "部長", ())},
    "thunderbird-english": {
        2: (
            "Berg, Anna",
            ("anna.berg@example.org", "a.berg@nordlicht.example"),
            "anna-berg",
            "Nordlicht Energie",
            "Director",
            (),
        ),
        3: ("", ("tom@example.org",), "", "", "", ()),
    },
    "thunderbird-german": {
        2: ("Jörg Müller", ("joerg@example.org", "jm@example.net"), "", "Bäckerei Müller", "", ())
    },
    "thunderbird-italian": {
        2: ("Giulia Rossi", ("giulia@example.org",), "", "Società del Porto", "Direttrice", ())
    },
}

ASIDE = {
    "google-old": {4: ORGANISATION, 5: NOBODY},
    "google-2024": {5: ORGANISATION},
    "outlook-english": {
        4: ORGANISATION,
        5: NOBODY,
        6: SHARED,
        7: "the row has 14 cells where the header has 21",
    },
}


def in_memory(text: bytes, name: str = "contacts.csv") -> ExportFile:
    return ExportFile(name, name, ".", len(text), lambda: BytesIO(text))


def read_text(text: bytes) -> Reading:
    reading = read_contact_sheet(in_memory(text))
    assert tuple(reading.contacts.columns) == CONTACTS
    assert reading.rows == len(reading.contacts) + reading.merged + len(reading.set_aside)
    return reading


def text_of(name: str) -> bytes:
    """A fixture with the line ends that exports have; the repository keeps the others."""
    return (DATA / f"{name}.csv").read_bytes().replace(b"\n", b"\r\n")


def people(reading: Reading) -> dict[int, Person]:
    columns = ["name", "emails", "profile", "organisation", "position", "labels"]
    rows = reading.contacts[columns].itertuples(index=False, name=None)
    return dict(zip(reading.contacts["row"], rows, strict=True))


def reasons(reading: Reading) -> dict[int, str]:
    return dict(zip(reading.set_aside["row"], reading.set_aside["reason"], strict=True))


def test_every_fixture_is_expected() -> None:
    assert sorted(EXPECTED) == SHEETS


@pytest.mark.parametrize("name", EXPECTED)
def test_each_program_and_language(name: str) -> None:
    reading = read_text(text_of(name))
    assert people(reading) == EXPECTED[name]
    assert reasons(reading) == ASIDE.get(name, {})
    assert reading.merged == (1 if name == "google-old" else 0)
    assert (reading.kind, reading.source, reading.note) == ("address book", "contacts.csv", "")
    first = [emails[0] if emails else "" for _, emails, *_ in EXPECTED[name].values()]
    assert reading.contacts["email"].tolist() == first


def test_what_is_set_aside_tells_no_note() -> None:
    shown = read_text(text_of("outlook-english")).set_aside["raw"]
    assert shown[0] == '{"company": "Hafenamt"}'
    assert not shown.str.contains("secret|Lund").any()


CODE_PAGES = {
    "outlook-german": "cp1252",
    "outlook-french": "cp1252",
    "thunderbird-german": "cp1252",
    "thunderbird-italian": "cp1252",
    "outlook-russian": "cp1251",
    "outlook-polish": "cp1250",
    "outlook-chinese": "gbk",
    "outlook-japanese": "shift_jis",
}


@pytest.mark.parametrize(("name", "code_page"), CODE_PAGES.items())
def test_the_code_page_is_that_of_the_language(name: str, code_page: str) -> None:
    text = text_of(name).decode().encode(code_page)
    assert looks_like("x", text[:65536])
    assert people(read_text(text)) == EXPECTED[name]


def test_a_code_page_is_read_to_the_last_row() -> None:
    """The bytes of a letter may fall on both sides of a chunk."""
    header, row = text_of("outlook-chinese").decode().rstrip().split("\r\n")
    rows = [row.replace("li.wei", f"li{number}") for number in range(3000)]
    reading = read_text("\r\n".join([header, *rows]).encode("gbk"))
    assert set(reading.contacts["organisation"]) == {"北光能源"}
    assert len(reading.contacts) == 3000


FORMS: dict[str, Callable[[bytes], bytes]] = {
    "LF": lambda text: text.replace(b"\r\n", b"\n"),
    "BOM": lambda text: b"\xef\xbb\xbf" + text,
    "UTF-16": lambda text: text.decode().encode("utf-16"),
    "NUL": lambda text: text.replace(b"\r\n", b"\0\r\n"),
    "sep=": lambda text: b"sep=,\r\n" + text,
    "capitals": lambda text: text.split(b"\r\n", 1)[0].upper() + b"\r\n" + text.split(b"\r\n", 1)[1],
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["google-old", "outlook-english", "thunderbird-english"])
def test_however_the_file_was_saved(name: str, form: str) -> None:
    text = FORMS[form](text_of(name))
    assert looks_like("anything.txt", text[:65536])
    reading = read_text(text)
    assert list(people(reading).values()) == list(EXPECTED[name].values())
    assert list(reasons(reading).values()) == list(ASIDE.get(name, {}).values())


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_marks_between_the_cells(mark: str) -> None:
    text = text_of("thunderbird-english").decode().replace('"Berg, Anna"', "Anna Berg").replace(",", mark)
    assert [person[1] for person in people(read_text(text.encode())).values()] == [
        ("anna.berg@example.org", "a.berg@nordlicht.example"),
        ("tom@example.org",),
    ]


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("tenth", range(1, 10))
def test_cut_at_every_tenth(name: str, tenth: int) -> None:
    """A cut file is refused for want of its header, or gives the rows that are whole."""
    text = text_of(name)
    part = text[: len(text) * tenth // 10]
    if not looks_like("contacts.csv", part):
        assert b"\r\n" not in part
        with pytest.raises(InputError, match=r"^contacts\.csv has no columns"):
            read_text(part)
        return
    reading = read_text(part)
    before = {row: person for row, person in EXPECTED[name].items() if row <= reading.rows}
    found = {row: person for row, person in people(reading).items() if row <= reading.rows}
    assert found.items() <= before.items()
    assert before.keys() - found.keys() <= reasons(reading).keys()


def test_other_tables_are_no_address_books() -> None:
    """None of LinkedIn's, no calendar, no picture, and no list that has an e-mail address by chance."""
    files = [path for path in (TESTS / "data").rglob("*") if path.is_file() and path.parent != DATA]
    assert len(files) > 50
    assert [path for path in files if looks_like(path.name, path.read_bytes()[:65536])] == []
    headers = [
        b"First Name,Last Name,URL,Email Address,Company,Position,Connected On",
        b"Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am",
        b"Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt,Addresses,Sites,FullName",
        b"First Name,Last Name,Company,Job Title,Text,Creation Date,Status",
        b"Subject,Start Date,Start Time,End Date,End Time,Required Attendees,Categories,Description",
        b"Order,Customer,E-mail Address,Amount",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50,
        b"BEGIN:VCARD\r\nVERSION:3.0\r\n",
        b"",
    ]
    assert [header for header in headers if looks_like("contacts.csv", header)] == []


def test_a_table_of_something_else_is_refused() -> None:
    with pytest.raises(InputError, match=r"contacts\.csv has no columns .* put the file here unchanged\."):
        read_contact_sheet(in_memory(b"Order,Amount\r\n1,2\r\n"))


def test_the_order_of_the_columns_makes_no_difference() -> None:
    rows = [line.split(";") for line in text_of("thunderbird-italian").decode().rstrip().split("\r\n")]
    text = "\r\n".join(";".join(reversed(row)) for row in rows)
    assert people(read_text(text.encode())) == EXPECTED["thunderbird-italian"]


def test_the_table_of_languages_is_whole() -> None:
    """Each row has a code page that Python knows, and the columns without which nothing is recognised."""
    for language, code_page in languages():
        assert "".encode(code_page) == b""
        assert {"email", "given", "family"} <= {field.partition(" ")[0] for field in language.values()}
        plain = [re.sub("#", "2", name) for name in language]
        layout = layout_of(";".join(plain).encode())
        assert layout is not None
        assert all(name == name.strip().lower() for name in language)
