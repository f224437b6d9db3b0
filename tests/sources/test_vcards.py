"""Address books as vCards: one file in tests/data/address-books for each kind and oddity, read exactly."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from weaklib.book import InputError
from weaklib.sources.addressbooks.vcards import looks_like, read_vcards
from weaklib.sources.files import ExportFile
from weaklib.sources.reading import CONTACTS, Reading

TESTS = Path(__file__).parents[1]
DATA = TESTS / "data" / "address-books"
NAMES = sorted(path.stem for path in DATA.glob("*.vcf"))
ORGANISATION = "an organisation, not a person"
GROUP = "a list of contacts, not a person"
NOBODY = "no name and no address"
SHARED = "a shared address (an office, a list, a no-reply), not a person"
CUT = "cut off before its end"
ENDS_EARLY = "the file ends in the middle, as a download cut short does; export it again"
ONE = b"BEGIN:VCARD\nVERSION:3.0\nFN:%s\nEMAIL:one@example.org\nEND:VCARD\n"


def in_memory(text: bytes, name: str = "contacts.vcf") -> ExportFile:
    return ExportFile(name, name, ".", len(text), lambda: BytesIO(text))


def read_text(text: bytes) -> Reading:
    reading = read_vcards(in_memory(text))
    assert tuple(reading.contacts.columns) == CONTACTS
    assert reading.rows == len(reading.contacts) + reading.merged + len(reading.set_aside)
    return reading


def text_of(name: str) -> bytes:
    """A fixture with the line ends that exports have; the repository keeps the others."""
    return (DATA / f"{name}.vcf").read_bytes().replace(b"\n", b"\r\n")


def read(name: str) -> Reading:
    return read_text(text_of(name))


def people(reading: Reading) -> dict[int, tuple[object, ...]]:
    columns = ["name", "emails", "profile", "organisation", "position", "labels"]
    rows = reading.contacts[columns].itertuples(index=False, name=None)
    return dict(zip(reading.contacts["row"], rows, strict=True))


def reasons(reading: Reading) -> dict[int, str]:
    return dict(zip(reading.set_aside["row"], reading.set_aside["reason"], strict=True))


def names(reading: Reading) -> list[str]:
    return reading.contacts["name"].tolist()


def test_google() -> None:
    """vCard 3.0 of Takeout: groups, escapes, system labels, and cards without a name."""
    reading = read("google-takeout")
    assert people(reading) == {
        1: (
            "Zoë Brandt",
            ("zoe.brandt@example.org", "z.brandt@nordlicht.example"),
            "zoë-brandt",
            "Nordlicht, Energie & Co.",
            "Head of Sales; Partnerships",
            ("Navy", "Old friends"),
        ),
        2: ("", ("amina.yusuf@example.org",), "", "", "", ()),
        5: ("Tom Becker", ("tom@example.org",), "", "", "", ()),
    }
    assert reasons(reading) == {3: NOBODY, 4: ORGANISATION}
    assert (reading.kind, reading.source, reading.note) == ("address book", "contacts.vcf", "")
    assert reading.contacts["email"].tolist() == [
        "zoe.brandt@example.org",
        "amina.yusuf@example.org",
        "tom@example.org",
    ]


def test_apple() -> None:
    """A folded photo, a social profile, the preferred address first, companies and groups."""
    reading = read("apple")
    assert people(reading) == {
        1: (
            "Dr. Ben Chidi Okoro",
            ("okoro@uni-kiel.example", "ben@example.org", "b.okoro@example.net"),
            "ben-okoro",
            "Universität Kiel",
            "Lecturer",
            (),
        ),
        3: ("Jonas Roth", ("j.roth@roth.example",), "", "Klempnerei Roth GmbH", "", ()),
    }
    assert reasons(reading) == {2: ORGANISATION, 4: GROUP}


def test_outlook() -> None:
    """vCard 2.1: quoted-printable over several lines, a code page, bare types, a card inside a card."""
    assert people(read("outlook-2.1")) == {
        1: (
            "Jörg Müller-Lüdenscheidt",
            ("joerg.mueller@example.org", "jm@example.net"),
            "",
            "Gesellschaft für angewandte Übertragung",
            "Leiter = Chef",
            (),
        ),
        2: ("Amina Yusuf", ("amina@example.org",), "", "", "Director", ()),
        3: ("李伟", ("li.wei@example.org",), "", "", "", ()),
    }


def test_version_4() -> None:
    """PREF in numbers, quotes with colons and backslashes, mailto, kinds."""
    reading = read("version-4")
    assert people(reading) == {
        1: (
            "Magda Nowak",
            ("m.nowak@example.com", "magda@example.org"),
            "magda-nowak",
            "Zakład Nowy",
            "Project lead",
            ("choir", "MBA 2014"),
        ),
        2: ("Omar El-Sayed", ("omar@example.org",), "", "", "", ()),
    }
    assert reasons(reading) == {3: ORGANISATION, 4: GROUP}


def test_names() -> None:
    """Names like null, names in parts only, addresses in place of a name, two people called Dana."""
    reading = read("names")
    assert {row: (name, emails) for row, (name, emails, *_) in people(reading).items()} == {
        1: ("NA", ("na@example.org",)),
        2: ("Null", ()),
        3: ("007", ()),
        4: ("Ina Maria Lund", ("ina@example.org",)),
        5: ("", ("bea@example.org",)),
        6: ("Bibi", ("b@example.org",)),
        7: ("Мария Иванова", ("maria@example.org",)),
        8: ("❤️", ()),
        9: ("Dana", ()),
        10: ("Dana", ()),
        11: ("Ole Meer", ("ole@example.org",)),
        12: ("", ()),
    }
    assert reading.contacts["profile"].tolist()[-1] == "quiet-one"


def test_what_is_no_person() -> None:
    reading = read("not-people")
    assert reasons(reading) == {1: ORGANISATION, 2: SHARED, 3: SHARED, 5: NOBODY, 6: NOBODY}
    assert {row: row_[:2] for row, row_ in people(reading).items()} == {
        4: ("Hans Press", ()),
        7: ("Eva Klein", ()),
    }
    assert not reading.set_aside["raw"].str.contains("key under the mat").any()


def test_equal_cards_are_merged() -> None:
    """Ids, stamps and photos make no difference; another phone number may be another person."""
    reading = read("repeated")
    assert (reading.rows, reading.merged, reading.contacts["row"].tolist()) == (5, 2, [1, 3])
    assert reasons(reading) == {4: ORGANISATION}


def test_cards_without_an_end() -> None:
    reading = read("without-ends")
    assert names(reading) == ["Tom Becker"]
    assert reasons(reading) == {1: CUT, 3: CUT}
    assert reading.set_aside["raw"].tolist()[0] == "FN:Eva Klein\nEMAIL:eva@example.org"
    assert reading.note == ENDS_EARLY


def test_hostile_cards_are_plain_text() -> None:
    reading = read("hostile")
    assert names(reading) == [
        '=HYPERLINK("https://example.org")',
        "<script>alert(1)</script> Berg",
        "Tim Ok",
        "Ali, Ben; and \\ Co Ltd",
    ]
    assert reading.contacts["email"].tolist() == [
        "formula@example.org",
        "html@example.org",
        "tim@example.org",
        "ali@example.org",
    ]


def test_latin_1() -> None:
    assert names(read("latin-1")) == ["Old Latin André"]


FORMS: dict[str, Callable[[bytes], bytes]] = {
    "LF": lambda text: text.replace(b"\r\n", b"\n"),
    "CR": lambda text: text.replace(b"\r\n", b"\r"),
    "CR CR LF": lambda text: text.replace(b"\r\n", b"\r\r\n"),
    "BOM": lambda text: b"\xef\xbb\xbf" + text,
    "BOM at each card": lambda text: text.replace(b"BEGIN", b"\xef\xbb\xbfBEGIN"),
    "UTF-16": lambda text: text.decode().encode("utf-16"),
    "UTF-16 without BOM": lambda text: text.decode().encode("utf-16-be"),
    "NUL": lambda text: text.replace(b"\r\n", b"\0\r\n"),
    "lower case": lambda text: re.sub(rb"BEGIN:VCARD|END:VCARD", lambda edge: edge.group().lower(), text),
    "blank lines": lambda text: b"\r\n \r\n" + text.replace(b"END:VCARD\r\n", b"END:VCARD\r\n\r\n"),
    "no last line end": lambda text: text.removesuffix(b"\r\n"),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["google-takeout", "outlook-2.1", "version-4"])
def test_however_the_file_was_saved(name: str, form: str) -> None:
    text = FORMS[form](text_of(name))
    assert looks_like("anything.txt", text[:65536])
    assert people(read_text(text)) == people(read(name))


@pytest.mark.parametrize("width", [3, 7, 20])
@pytest.mark.parametrize("name", ["google-takeout", "apple", "version-4"])
def test_folds_may_stand_inside_a_letter(name: str, width: int) -> None:
    def folded(line: bytes) -> bytes:
        if line[:1] in (b"", b" ") or b"VCARD" in line:
            return line
        return b"\r\n ".join(line[i : i + width] for i in range(0, len(line), width))

    text = b"\r\n".join(map(folded, text_of(name).split(b"\r\n")))
    assert people(read_text(text)) == people(read(name))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("tenth", range(1, 10))
def test_cut_at_every_tenth(name: str, tenth: int) -> None:
    """Whole cards are read as before, at most the last is set aside for its missing end, none is lost."""
    text = text_of(name)
    part = text[: len(text) * tenth // 10]
    begun = len(re.findall(rb"(?<!AGENT:\r\n)BEGIN:VCARD\r?(?:\n|$)", part))
    if not begun:
        with pytest.raises(InputError):
            read_text(part)
        return
    reading = read_text(part)
    assert reading.rows == begun
    whole = read(name)
    rows = set(people(whole)) & set(people(reading))
    assert {row: people(reading)[row] for row in rows} == {row: people(whole)[row] for row in rows}
    assert set(people(reading)) <= set(people(whole))


def test_a_picture_costs_no_memory_and_no_person() -> None:
    """Long lines are passed over, in whatever property and however they are folded."""
    photo = b"PHOTO;ENCODING=b:" + b"A" * 3_000_000
    folded = b"X-THING:" + b"\r\n ".join([b"A" * 70] * 30_000)
    quoted = b"NOTE;ENCODING=QUOTED-PRINTABLE:" + b"=\r\n".join([b"=C3=A4" * 12] * 30_000)
    text = b"BEGIN:VCARD\r\nFN:Eva Klein\r\n%s\r\n%s\r\n%s\r\nEMAIL:eva@example.org\r\nEND:VCARD\r\n"
    reading = read_text(text % (photo, folded, quoted))
    assert names(reading) == ["Eva Klein"]
    assert reading.contacts["email"].tolist() == ["eva@example.org"]


def test_a_file_without_a_card_is_refused() -> None:
    for text in (b"", b"Dear all,\nBEGIN: nothing\n", b"\x89PNG\r\n\x1a\n" + bytes(range(256))):
        with pytest.raises(InputError, match="export the contacts again as a vCard"):
            read_vcards(in_memory(text))


def test_only_vcards_look_like_vcards() -> None:
    claimed = [
        p for p in (TESTS / "data").rglob("*") if p.is_file() and looks_like(p.name, p.read_bytes()[:65536])
    ]
    assert sorted(claimed) == sorted(DATA.glob("*.vcf"))
    assert looks_like("saved as", b"My contacts\r\nBEGIN:VCARD\r\n")
    assert not looks_like("mail.eml", b"Subject: hello\r\n\r\nBEGIN:VCARD\r\n")
    assert not looks_like("calendar.ics", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert not looks_like("photo.vcf", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)))
    assert not looks_like("empty.vcf", b"")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (b"FN;ENCODING=QUOTED-PRINTABLE;CHARSET=KOI8-R:=ED=C1=D2=C9=D1", "Мария"),
        (b"FN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=8ER=93c", "山田"),
        (b"FN;ENCODING=QUOTED-PRINTABLE:J=FCrg", "Jürg"),
        (b"FN;ENCODING=BASE64;CHARSET=UTF-8:Wm/Dqw==", "Zoë"),
        (b"FN;CHARSET=ISO-8859-1:J\xfcrg", "Jürg"),
        (b"item9.FN;LANGUAGE=de:J\xc3\xbcrg", "Jürg"),
        (b'FN;X-A="b:c;d":Eva', "Eva"),
        (b'FN;X-A=\\"b\\":Eva', "Eva"),
        (b'FN;X-A="b:Eva', "Eva"),
        (b"FN : Eva", "Eva"),
        (b"fn:Eva\\nKlein", "Eva Klein"),
    ],
)
def test_one_line(line: bytes, name: str) -> None:
    assert names(read_text((ONE % b"x").replace(b"FN:x", line))) == [name]
