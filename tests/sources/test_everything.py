"""A newcomer's folder with everything at once: read, shuffled, renamed, read again, and with last year's export.

The files are the hand-typed fixtures of each kind, thrown together as people do.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pandas as pd
import pytest

import weaklib
from weaklib.book import COLUMNS, Book

DATA = Path(__file__).parents[1] / "data"
YEARS = DATA / "linkedin-years"
NO_EXPORTS = {"IMG_2041.jpg": b"\xff\xd8\xff\xe0JFIF", "cv.pdf": b"%PDF-1.7\n", "groceries.csv": b"what,how many\neggs,6\n",
              "budget.xlsx": b"PK\x03\x04", "notes.txt": b"call Bo\n", ".DS_Store": b"\0"}  # fmt: skip
PLACES = {
    "linkedin": "Complete_LinkedInDataExport_05-03-2026.zip",
    "calendars": "takeout-calendars.zip",
    "outlook": "calendar.ics",
    "cards": "iCloud/vCards.vcf",
    "sheet": "contacts.csv",
    "mail": "Takeout/Mail/All mail Including Spam and Trash.mbox",
}
OTHER_PLACES = {
    "linkedin": "download (3).zip",
    "calendars": "x.zip",
    "outlook": "a folder/from the old office.ics",
    "cards": "b.vcf",
    "sheet": "my friends.csv",
    "mail": "0.mbox",
}


def zipped(members: Iterable[tuple[str, bytes]]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def export_of(year: str, *, seed: int | None = None) -> bytes:
    """One year's LinkedIn export as a zip; with a seed, the rows of each file in another order."""
    folder = YEARS / year
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return zipped((path.relative_to(folder).as_posix(), shuffled(path, seed)) for path in paths)


def shuffled(path: Path, seed: int | None) -> bytes:
    """A fixture with its rows, events, cards or mails in another order."""
    octets = path.read_bytes()
    if seed is None:
        return octets
    rng, text = Random(seed), octets.decode("utf-8")
    if path.suffix == ".csv":
        return with_rows_shuffled(text, rng)
    begin, end = {".ics": ("BEGIN:VEVENT", "END:VEVENT"), ".vcf": ("BEGIN:VCARD", "END:VCARD")}.get(
        path.suffix, ("From ", "")
    )
    if not end:
        parts = re.split(r"(?m)^(?=From \S+ \w{3} \w{3} )", text)
        mails = [part.rstrip("\n") + "\n\n" for part in parts[1:]]
        rng.shuffle(mails)
        return "".join(mails).encode()
    first, last = text.index(begin), text.rindex(end) + len(end)
    blocks = [part.strip("\r\n") for part in re.split(rf"(?m)^(?={begin})", text[first:last]) if part]
    rng.shuffle(blocks)
    return (text[:first] + "\r\n".join(blocks) + text[last:]).encode()


def with_rows_shuffled(text: str, rng: Random) -> bytes:
    rows = list(csv.reader(io.StringIO(text, newline="")))
    header = max(range(min(5, len(rows))), key=lambda place: len(rows[place]))
    before, after = rows[: header + 1], [row for row in rows[header + 1 :] if row]
    rng.shuffle(after)
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows([*before, *after])
    return stream.getvalue().encode()


def newcomers_folder(root: Path, *, places: dict[str, str] = PLACES, seed: int | None = None) -> Path:
    calendars = [
        (f"{name}.ics", shuffled(DATA / "calendars" / f"{name}.ics", seed))
        for name in ("google-single", "google-series")
    ]
    contents = {
        places["linkedin"]: export_of("2026", seed=seed),
        places["calendars"]: zipped(calendars),
        places["outlook"]: shuffled(DATA / "calendars" / "outlook.ics", seed),
        places["cards"]: shuffled(DATA / "address-books" / "apple.vcf", seed),
        places["sheet"]: shuffled(DATA / "address-books" / "google-2024.csv", seed),
        places["mail"]: shuffled(next((DATA / "mail").glob("*akeout*.mbox")), seed),
        **NO_EXPORTS,
    }
    for place, content in contents.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).write_bytes(content)
    return root


def read(folder: Path) -> Book:
    book = weaklib.read(folder).check()
    counted = book.coverage[["used", "merged", "set_aside"]].sum(axis=1)
    assert counted.eq(book.coverage["rows"]).all()
    aside = book.set_aside["source"].value_counts().reindex(book.coverage.index, fill_value=0)
    assert aside.eq(book.coverage["set_aside"]).all()
    return book


def assert_equal_tables(one: Book, other: Book) -> None:
    for table in COLUMNS:
        pd.testing.assert_frame_equal(getattr(one, table), getattr(other, table))
    assert (one.owner.name, one.owner.profile, one.owner.emails) == (
        other.owner.name,
        other.owner.profile,
        other.owner.emails,
    )


def without_places(book: Book) -> dict[str, list[object]]:
    """Everything that a book says but where it stood: in which file, and in which of its rows."""
    people = book.people.drop(columns="sources").reset_index()
    tables = {
        "people": people,
        "interactions": book.interactions.drop(columns="source"),
        "affiliations": book.affiliations,
        "proposals": book.proposals,
        "merges": book.merges.drop(columns="source"),
        "set aside": book.set_aside[["reason"]],
        "coverage": book.coverage[["kind", "rows", "used", "merged", "set_aside", "first", "last"]],
    }
    return {name: sorted(map(str, table.astype("str").to_dict("records"))) for name, table in tables.items()}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return read(newcomers_folder(tmp_path_factory.mktemp("newcomer")))


def test_every_kind_is_read(book: Book) -> None:
    used = book.coverage.loc[book.coverage["used"] > 0, "kind"]
    assert {"linkedin connections", "linkedin messages", "calendar", "address book", "mail"} <= set(used)
    channels = set(book.interactions["channel"])
    assert {"message", "meeting", "mail"} <= channels
    assert len(book.people) > 20


def test_what_is_no_export_is_named_and_left_alone(tmp_path: Path) -> None:
    folder = newcomers_folder(tmp_path)
    before = {path: (path.stat().st_mtime_ns, digest(path)) for path in folder.rglob("*") if path.is_file()}
    coverage = read(folder).coverage
    left = coverage[coverage["kind"] == "not read"]
    assert set(left.index) >= set(NO_EXPORTS) - {".DS_Store"}
    assert ".DS_Store" not in coverage.index
    assert left["note"].str.len().gt(10).all()
    assert left["rows"].eq(0).all()
    after = {
        path: (path.stat().st_mtime_ns, digest(path))
        for path in folder.rglob("*")
        if path.is_file() and ".cache" not in path.parts
    }
    assert after == before


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_read_twice_it_gives_equal_tables(tmp_path: Path, book: Book) -> None:
    """From the files, from the cache, and from the files again once the cache is deleted."""
    folder = newcomers_folder(tmp_path)
    first, second = read(folder), read(folder)
    shutil.rmtree(folder / ".cache", ignore_errors=True)
    for other in (second, read(folder), book):
        assert_equal_tables(first, other)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_shuffled_rows_and_renamed_files_say_the_same(seed: int, tmp_path: Path, book: Book) -> None:
    other = read(newcomers_folder(tmp_path, places=OTHER_PLACES, seed=seed))
    one, two = without_places(book), without_places(other)
    for table in one:
        assert one[table] == two[table], table


def test_last_years_export_changes_no_count_that_it_should_not(tmp_path: Path, book: Book) -> None:
    """It adds one deleted message, one deleted card and who worked where: nobody and nothing else changes.

    Otto Brief, who is no connection any more, has his employer and his day from it.
    """
    folder = newcomers_folder(tmp_path)
    (folder / "Basic_LinkedInDataExport_03-01-2025.zip").write_bytes(export_of("2025"))
    both = read(folder)
    assert set(both.people.index) - set(book.people.index) == {"bo@weg.example"}
    assert set(book.people.index) <= set(both.people.index)
    same = book.people.index.drop("otto-brief")
    for column in ("name", "organisation", "connected_on"):
        pd.testing.assert_series_equal(both.people.loc[same, column], book.people.loc[same, column])
    columns = ["at", "person", "channel", "direction"]
    more = pd.concat([book.interactions[columns], both.interactions[columns]]).drop_duplicates(keep=False)
    assert [(f"{at:%Y-%m-%d}", person) for at, person, *_ in more.itertuples(index=False)] == [
        ("2023-10-11", "ulla-krag")
    ]
    counts = ["rows", "used", "merged", "set_aside"]
    pd.testing.assert_frame_equal(both.coverage.loc[book.coverage.index, counts], book.coverage[counts])
    old = both.coverage.drop(index=book.coverage.index)
    assert old.index.str.startswith("Basic_").all()
    assert old["merged"].sum() > old["used"].sum()


def test_a_corrected_file_clears_the_finding(tmp_path: Path) -> None:
    folder = newcomers_folder(tmp_path)
    whole = (folder / PLACES["cards"]).read_bytes()
    (folder / PLACES["cards"]).write_bytes(whole + b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bo Weg\r\nEMA")
    cut = read(folder)
    (folder / PLACES["cards"]).write_bytes(whole)
    corrected = read(folder)

    def findings(book: Book) -> list[str]:
        return [
            *book.set_aside.loc[book.set_aside["source"] == PLACES["cards"], "reason"],
            book.coverage.loc[PLACES["cards"], "note"],
        ]

    assert findings(cut) != findings(corrected)
    assert len("".join(findings(cut))) > len("".join(findings(corrected)))
