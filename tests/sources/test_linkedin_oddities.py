"""LinkedIn files as they come back from spreadsheets, broken downloads and other hands: one fixture an oddity."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

import weaklib
from weaklib.book import Book, InputError

ODDITIES = Path(__file__).parents[1] / "data" / "linkedin-oddities"
GOOD = Path(__file__).parents[1] / "data" / "linkedin" / "2026"


def read(oddity: str) -> Book:
    return weaklib.read(ODDITIES / oddity).check()


def figures(book: Book, source: str = "Connections.csv") -> tuple[int, int, int, int]:
    """Return rows, used, merged and set aside of one file."""
    rows, used, merged, aside = book.coverage.loc[source, ["rows", "used", "merged", "set_aside"]]
    return int(rows), int(used), int(merged), int(aside)


def connected(book: Book) -> dict[str, str]:
    """Return the day of each connection by name, "" where it is unknown."""
    days = book.people["connected_on"].dt.strftime("%Y-%m-%d").fillna("")
    return dict(zip(book.people["name"], days, strict=True))


def assert_refused(data: Path, *words: str) -> None:
    """Assert that reading `data` is refused in one or two sentences that hold each of `words`."""
    with pytest.raises(InputError) as error:
        weaklib.read(data)
    message = str(error.value)
    assert error.value.exit_code == 2
    assert "\n" not in message
    assert message.endswith(".")
    for word in words:
        assert word.lower() in message.lower(), message


def test_excel_resave() -> None:
    """BOM, CRLF, padded preamble and 4-Apr-21: what Excel leaves of the file."""
    book = read("excel-resave")
    assert connected(book) == {
        "Zoë Brandt": "2021-04-04",
        "Ivo Doe": "2022-02-07",
        "Amina Yusuf": "2023-02-28",
    }
    assert set(book.people.index) == {"zoë-brandt", "ivo-doe", "amina-yusuf"}
    assert list(book.people.sort_index()["organisation"]) == [
        "Mirador",
        "Universität Rostock",
        "Nordlicht Energie",
    ]
    assert figures(book) == (4, 3, 0, 1)
    assert book.set_aside["reason"].str.contains("hidden").all()


def test_excel_semicolon() -> None:
    """Semicolons and cp1252, as Excel writes in much of Europe; umlauts and a quoted semicolon survive."""
    book = read("excel-semicolon")
    assert connected(book) == {"Zoë Brandt": "2021-04-04", "Jürgen Größe": "2022-02-07"}
    assert book.people.loc["juergen-groesse", "organisation"] == "Öl; Gas & Söhne"
    assert book.people.loc["juergen-groesse", "position"] == "Geschäftsführer"
    assert figures(book) == (3, 2, 0, 1)


def test_without_names_is_refused() -> None:
    assert_refused(ODDITIES / "without-names", "Connections.csv", "First Name")


def test_without_names_beside_usable_files(tmp_path: Path) -> None:
    """One unusable file does not hide the usable ones; its coverage row says what is missing."""
    shutil.copy(ODDITIES / "without-names" / "Connections.csv", tmp_path)
    for name in ("messages.csv", "Profile.csv"):
        shutil.copy(GOOD / name, tmp_path)
    book = weaklib.read(tmp_path).check()
    assert "Amina Yusuf" in set(book.people["name"])
    assert "first name" in book.coverage.at["Connections.csv", "note"].lower()


def test_empty_file_is_refused() -> None:
    assert_refused(ODDITIES / "empty-file", "Connections.csv", "empty")


@pytest.mark.parametrize("oddity", ["header-only", "preamble-only"])
def test_connections_without_a_row(oddity: str) -> None:
    """A right header without rows is an export of nobody: refused in a sentence."""
    assert_refused(ODDITIES / oddity, "Connections.csv")


def test_cut_in_row() -> None:
    """The whole rows count; the torn one is set aside with the reason."""
    book = read("cut-in-row")
    assert connected(book) == {"Zoë Brandt": "2021-04-04", "Amina Yusuf": "2023-02-28"}
    assert figures(book) == (3, 2, 0, 1)
    assert "Becker" in book.set_aside.at[0, "raw"]


def test_cut_in_quote() -> None:
    book = read("cut-in-quote")
    assert connected(book) == {"Zoë Brandt": "2021-04-04", "Amina Yusuf": "2023-02-28"}
    assert figures(book) == (3, 2, 0, 1)
    assert "Doe" in book.set_aside.at[0, "raw"]


def test_stray_quote_loses_no_other_row() -> None:
    """One quote too many does not swallow the people after it."""
    book = read("stray-quote")
    others = {"Zoë Brandt", "Amina Yusuf", "Tom Becker", "Ivo Doe", "Marta Lindqvist"}
    names = set(book.people["name"])
    assert others <= names
    rows, _, merged, aside = figures(book)
    assert rows == 6
    assert merged == 0
    if aside:
        assert names == others
        assert "Neil" in book.set_aside.at[0, "raw"]
    else:
        assert book.people.loc["eve-neil", "organisation"] == "Firma"


def test_quote_inside_a_field() -> None:
    book = read("quote-inside")
    assert connected(book) == {
        "Zoë Brandt": "2021-04-04",
        'Pat O"Neil': "2021-04-05",
        "Amina Yusuf": "2021-04-06",
    }
    assert book.people.loc["pat-oneil", "position"] == '5" Pipes'
    assert figures(book) == (3, 3, 0, 0)


def test_row_widths() -> None:
    """Empty surplus fields are harmless; a row whose fields cannot be told apart is set aside, and shown."""
    book = read("row-widths")
    assert connected(book) == {
        "Zoë Brandt": "2021-04-04",
        "Amina Yusuf": "2021-04-06",
        "Noor Haddad": "2021-04-09",
    }
    assert figures(book) == (5, 3, 0, 2)
    assert sorted("Tom" if "Tom" in raw else "Marta" for raw in book.set_aside["raw"]) == ["Marta", "Tom"]
    assert book.set_aside["reason"].str.contains("7").all()


def test_every_row_longer_than_the_header() -> None:
    """Readers that shift such a file by one column take first names for last names."""
    book = read("every-row-longer")
    assert connected(book) == {"Zoë Brandt": "2021-04-04", "Amina Yusuf": "2021-04-06"}
    assert set(book.people["organisation"]) == {"Nordlicht Energie", "Mirador"}


def test_nul_bytes() -> None:
    book = read("nul-bytes")
    assert set(book.people.index) == {"zoë-brandt", "amina-yusuf"}
    assert connected(book)["Amina Yusuf"] == "2021-04-06"
    assert not any("\0" in name for name in book.people["name"])
    assert figures(book) == (2, 2, 0, 0)


def test_bad_dates_keep_the_person_and_say_so() -> None:
    book = read("bad-dates")
    assert connected(book) == {
        "Zoë Brandt": "",
        "Amina Yusuf": "",
        "Tom Becker": "",
        "Noor Haddad": "2021-04-09",
    }
    assert figures(book) == (4, 4, 0, 0)
    assert "date" in book.coverage.at["Connections.csv", "note"]
    assert book.coverage.at["Connections.csv", "last"] == pd.Timestamp("2021-04-09")


def test_every_date() -> None:
    """The same day in the spellings of the eras and of Excel."""
    book = read("every-date")
    days = connected(book)
    french = days.pop("French Month")
    assert set(days.values()) == {"2021-04-05"}
    assert len(days) == 5
    assert french in ("2021-04-05", "")
    if not french:
        assert "date" in book.coverage.at["Connections.csv", "note"]


def test_names_like_null_are_text() -> None:
    book = read("names-like-null")
    assert sorted(book.people["name"]) == sorted(
        f"{n} True" for n in ("NA", "None", "Null", "NaN", "nan", "NULL", "N/A")
    )
    assert sorted(book.people.index) == [f"null-{n}" for n in range(1, 8)]


def test_hostile_names_stay_text() -> None:
    """Formulas and markup are kept letter by letter; making them harmless is the page's work."""
    book = read("hostile-names")
    assert set(book.people["name"]) == {
        '=HYPERLINK("https://evil.example","x") Cmd',
        "<script>alert(1)</script> <img src=x onerror=alert(2)>",
        "%s {0} ${x} $(touch x)",
    }
    assert set(book.people["organisation"]) == {
        "@SUM(A1)",
        '<span style="background:url(https://evil.example)">',
        "../../etc/passwd",
    }


def test_german_headers() -> None:
    book = read("german-headers")
    assert connected(book) == {"Zoë Brandt": "2021-04-04"}
    assert book.people.loc["zoë-brandt", ["organisation", "position"]].tolist() == [
        "Nordlicht Energie",
        "Netzleiterin",
    ]
    assert book.people.at["zoë-brandt", "emails"] == ("zoe@brandt.example",)
    assert figures(book) == (2, 1, 0, 1)


def test_french_headers() -> None:
    book = read("french-headers")
    assert connected(book) in ({"Zoë Brandt": "2023-03-12"}, {"Zoë Brandt": ""})
    assert book.people.loc["zoë-brandt", ["organisation", "position"]].tolist() == [
        "Nordlicht Energie",
        "Ingénieure",
    ]
    assert figures(book) == (1, 1, 0, 0)


def test_other_column_order() -> None:
    """Columns are found by name: another order, case, spaces and an unknown column do no harm."""
    book = read("other-column-order")
    assert connected(book) == {"Zoë Brandt": "2021-04-04"}
    assert book.people.at["zoë-brandt", "organisation"] == "Nordlicht Energie"


def test_broken_addresses() -> None:
    """An address that is none costs the profile, not the person, and not the file."""
    book = read("broken-addresses")
    assert set(book.people["name"]) == {"Zoë Brandt", "Amina Yusuf", "Tom Becker", "Noor Haddad", "Ivo Doe"}
    assert {"tom-becker", "noor-haddad"} <= set(book.people.index)
    assert book.people["profile"].isna().sum() == 2
    assert figures(book) == (5, 5, 0, 0)


def test_a_multi_line_row_that_is_longer() -> None:
    """A line break inside quotes and empty surplus cells at once: still one row, still used."""
    book = read("multi-line-and-longer")
    assert connected(book) == {"Zoë Brandt": "2021-04-04", "Amina Yusuf": "2021-04-06"}
    assert figures(book) == (2, 2, 0, 0)


def test_a_header_that_ends_in_a_comma() -> None:
    """LinkedIn writes such a header in Learning.csv: the nameless last column is not missed in the rows."""
    book = read("header-ends-in-a-comma")
    assert connected(book) == {"Zoë Brandt": "2021-04-04", "Amina Yusuf": "2021-04-06"}
    assert figures(book) == (2, 2, 0, 0)


def test_a_recommendation_without_a_date() -> None:
    """A row with two faults is set aside once, and nobody is known from it."""
    book = read("recommendation-without-a-date")
    assert set(book.people.index) == {"li-wei-1", "li-wei-2"}
    assert figures(book, "Recommendations_Received.csv") == (2, 0, 0, 2)
    assert len(book.set_aside) == 2


def test_a_binary_file_under_a_good_name(tmp_path: Path) -> None:
    """A workbook that was only renamed: the sentence shows no control characters."""
    (tmp_path / "Connections.csv").write_bytes(
        b"PK\x03\x04\x1b[31m\x08[Content_Types].xml\xe2\x80\xae\x07\n" * 9
    )
    with pytest.raises(InputError) as error:
        weaklib.read(tmp_path)
    assert str(error.value).isprintable()


def test_same_profile_twice_is_one_person() -> None:
    """Two rows with one profile, spelt differently, are one human; the rows still add up."""
    book = read("same-profile-twice")
    assert list(book.people.index) == ["zoë-brandt"]
    assert book.people.at["zoë-brandt", "emails"] == ("zoe@brandt.example",)
    assert figures(book)[0] == 2


def test_messages_alone_find_their_owner() -> None:
    """Without Profile.csv the owner is who takes part in every conversation."""
    book = read("messages-alone")
    assert book.owner.name == "Robin Ahlers"
    assert book.owner.profile.endswith("robin-ahlers")
    assert set(book.people.index) == {"zoë-brandt", "ivo-doe"}
    assert list(book.interactions.sort_values("at")["direction"]) == ["in", "out", "out"]


def test_messages_with_bad_rows() -> None:
    """What has no date, no sender, no recipient or only the owner is no contact, and is shown as such."""
    book = read("messages-bad-rows")
    assert set(book.people.index) == {"zoë-brandt", "ivo-doe"}
    assert len(book.interactions) == 3
    assert figures(book, "messages.csv") == (9, 3, 0, 6)
    dates = book.set_aside[book.set_aside["reason"].str.contains("date")]
    assert len(dates) == 2
    assert (book.set_aside["reason"].str.len() > 5).all()


def test_every_set_aside_row_can_be_found_again() -> None:
    """`row` counts as a spreadsheet does: the header's row and the preamble's are counted too."""
    book = read("excel-resave")
    assert list(book.set_aside["row"]) == [7]
    assert list(book.set_aside["source"]) == ["Connections.csv"]
    assert list(read("row-widths").set_aside["row"]) == [4, 5]


def test_huge_field(tmp_path: Path) -> None:
    """A message of five million characters is only a word count."""
    for name in ("Profile.csv", "Connections.csv"):
        shutil.copy(GOOD / name, tmp_path)
    header, *_ = (GOOD / "guide_messages.csv").read_text().splitlines()
    slug = "https://www.linkedin.com/in"
    row = f"2-a,,Amina Yusuf,{slug}/amina-yusuf,Robin Ahlers,{slug}/robin-ahlers,2024-01-01 10:00:00 UTC,,{{}},INBOX"
    body = "word " * 1_000_000
    (tmp_path / "messages.csv").write_text(
        f"{header}\n{row.format(body)}\n{row.format('short')}\n", encoding="utf-8"
    )
    book = weaklib.read(tmp_path).check()
    assert sorted(book.interactions["words"]) == [1, 1_000_000]


def test_files_that_are_no_exports() -> None:
    """Spreadsheets, documents and pictures alone: refused, saying what was found."""
    assert_refused(ODDITIES / "no-export-types", "export")
    assert_refused(ODDITIES / "non-exports", "export")


def test_files_that_are_no_exports_beside_one_that_is(tmp_path: Path) -> None:
    shutil.copytree(ODDITIES / "non-exports", tmp_path / "data")
    shutil.copy(ODDITIES / "hostile-names" / "Connections.csv", tmp_path / "data")
    book = weaklib.read(tmp_path / "data").check()
    assert len(book.people) == 3
    assert book.coverage.at["groceries.csv", "kind"] == "not read"
    assert figures(book, "groceries.csv") == (0, 0, 0, 0)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    assert_refused(tmp_path, "export")


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    assert_refused(tmp_path / "nowhere", "nowhere")


def test_truncated_zip_alone_is_refused() -> None:
    assert_refused(ODDITIES / "truncated-zip", "Complete_LinkedInDataExport_06-21-2026.zip", "again")


def test_locked_zip_alone_is_refused() -> None:
    assert_refused(ODDITIES / "locked-zip", "password")


def test_broken_zip_beside_a_good_file(tmp_path: Path) -> None:
    """What can be read is read; the broken zip stands in the coverage with what to do."""
    shutil.copy(ODDITIES / "truncated-zip" / "Complete_LinkedInDataExport_06-21-2026.zip", tmp_path)
    shutil.copy(GOOD / "Connections.csv", tmp_path)
    book = weaklib.read(tmp_path).check()
    assert len(book.people) == 9
    broken = book.coverage.loc["Complete_LinkedInDataExport_06-21-2026.zip"]
    assert broken["kind"] == "not read"
    assert "again" in broken["note"]


@pytest.mark.parametrize("twin", ["Connections (1).csv", "copy/Connections.csv"])
def test_the_same_export_twice_changes_nothing(twin: str, tmp_path: Path) -> None:
    """A second download beside the first makes no second person."""
    shutil.copy(GOOD / "Connections.csv", tmp_path)
    alone = weaklib.read(tmp_path).check()
    (tmp_path / twin).parent.mkdir(exist_ok=True)
    shutil.copy(GOOD / "Connections.csv", tmp_path / twin)
    both = weaklib.read(tmp_path).check()
    assert list(both.people.index) == list(alone.people.index)
    assert both.people["connected_on"].equals(alone.people["connected_on"])


def test_two_exports_of_one_person_do_not_count_a_message_twice(tmp_path: Path) -> None:
    """Last year's zip beside this year's: the same message is one contact."""
    for folder in ("old", "new"):
        shutil.copytree(GOOD, tmp_path / folder)
    once = weaklib.read(GOOD).check()
    twice = weaklib.read(tmp_path).check()
    assert len(twice.people) == len(once.people)
    counted = [
        len(book.interactions[book.interactions["channel"].str.contains("message")]) for book in (once, twice)
    ]
    assert counted[0] == counted[1]
