"""Opening a zip, a folder or one file: nothing is extracted, nothing is believed, nothing hangs."""

from __future__ import annotations

import csv
import io
import os
import shutil
import socket
import struct
import tracemalloc
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import weaklib
from weaklib.book import Book, InputError
from weaklib.sources import files
from weaklib.sources.files import archives, open_exports, zip_directory
from weaklib.sources.files.export_file import ExportFile, speakable
from weaklib.sources.files.strangers import sort_of

GOOD = Path(__file__).parents[1] / "data" / "linkedin" / "2026"
NAMES = 9  # contacts in that era's Connections.csv


def pack(place: Path, members: dict[str, bytes], name: str = "export.zip") -> Path:
    """Write a zip of `members` and return its path."""
    with zipfile.ZipFile(place / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return place / name


def pack_as(path: Path, members: dict[str, bytes], method: int) -> None:
    """Write a zip of `members`, packed by a method."""
    with zipfile.ZipFile(path, "w", method) as archive:
        for member, content in members.items():
            archive.writestr(member, content)


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a zip of `members`."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return stream.getvalue()


def connections() -> bytes:
    return (GOOD / "Connections.csv").read_bytes()


def note_of(book: Book, part: str) -> str:
    """Return what the coverage says of the one source whose name contains `part`."""
    (note,) = book.coverage.loc[book.coverage.index.str.contains(part, regex=False), "note"]
    return str(note)


def test_sources_are_named_from_the_data_folder(tmp_path: Path) -> None:
    """Where a row came from is said the same on every machine: relative, with forward slashes."""
    pack(tmp_path, {"Connections.csv": connections(), "Jobs/Saved Jobs.csv": b"Saved Date\n"})
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "Skills.csv").write_text("Name\nGrids\n")
    files, refused = open_exports(tmp_path)
    assert [(file.source, file.name, file.group) for file in files] == [
        ("export.zip/Connections.csv", "Connections.csv", "export.zip"),
        ("export.zip/Jobs/Saved Jobs.csv", "Saved Jobs.csv", "export.zip"),
        ("mine/Skills.csv", "Skills.csv", "mine"),
    ]
    assert refused == []
    with files[0].open() as file:
        assert file.read() == connections()
    assert files[0].size == len(connections())


def test_a_zip_can_be_named_directly(tmp_path: Path) -> None:
    path = pack(tmp_path, {"Connections.csv": connections()})
    for given in (path, str(path)):
        assert len(weaklib.read(given).check().people) == NAMES


def test_one_file_can_be_named_directly() -> None:
    book = weaklib.read(GOOD / "Connections.csv").check()
    assert len(book.people) == NAMES
    assert list(book.coverage.index) == ["Connections.csv"]


def test_a_folder_that_was_zipped_again(tmp_path: Path) -> None:
    """Members below a folder, and what macOS adds, are told apart by their base names."""
    pack(
        tmp_path,
        {
            "LinkedIn export/Connections.csv": connections(),
            "__MACOSX/LinkedIn export/._Connections.csv": b"\0\5\26\7",
            "LinkedIn export/.DS_Store": b"\0",
        },
    )
    book = weaklib.read(tmp_path).check()
    assert len(book.people) == NAMES
    assert list(book.coverage.index) == ["export.zip/LinkedIn export/Connections.csv"]


def test_an_unzipped_folder_deep_in_the_data(tmp_path: Path) -> None:
    shutil.copytree(GOOD, tmp_path / "2026" / "my downloads" / "Complete_LinkedInDataExport_06-21-2026")
    assert len(weaklib.read(tmp_path).check().people) == len(weaklib.read(GOOD).people)


def test_member_names_lead_nowhere(tmp_path: Path) -> None:
    """A member that names a place outside is read as its base name, and nothing is written."""
    inside = tmp_path / "data"
    inside.mkdir()
    outward = {
        "../../Connections.csv": connections(),
        "/elsewhere/Skills.csv": b"Name\n",
        "C:\\Users\\me\\Profile.csv": b"First Name\n",
        "..\\..\\Positions.csv": b"Company Name\n",
        "./.././Education.csv": b"School Name\n",
    }
    pack(inside, outward)
    assert [file.source for file in open_exports(inside)[0]] == [
        "export.zip/Connections.csv",
        "export.zip/Education.csv",
        "export.zip/Positions.csv",
        "export.zip/Users/me/Profile.csv",
        "export.zip/elsewhere/Skills.csv",
    ]
    before = sorted(tmp_path.rglob("*"))
    assert len(weaklib.read(inside).check().people) == NAMES
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("kept", [0, 10, 400])
def test_a_zip_cut_short(kept: int, tmp_path: Path) -> None:
    path = pack(tmp_path, {"Connections.csv": connections()})
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(InputError, match=r"export\.zip.*again"):
        weaklib.read(tmp_path)


def flipped(tmp_path: Path, extra: dict[str, bytes]) -> None:
    """Write a zip whose Connections.csv has one wrong bit in its middle."""
    path = pack(tmp_path, {"Connections.csv": connections(), **extra})
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("Connections.csv")
    content = bytearray(path.read_bytes())
    content[info.header_offset + 30 + len("Connections.csv") + info.compress_size // 2] ^= 0x10
    path.write_bytes(content)


def test_one_flipped_bit_alone(tmp_path: Path) -> None:
    """A damaged member is never read as if it were whole."""
    flipped(tmp_path, {})
    with pytest.raises(InputError, match=r"Connections\.csv"):
        weaklib.read(tmp_path)


def test_one_flipped_bit_beside_whole_members(tmp_path: Path) -> None:
    flipped(tmp_path, {name: (GOOD / name).read_bytes() for name in ("messages.csv", "Profile.csv")})
    book = weaklib.read(tmp_path).check()
    assert "Amina Yusuf" in set(book.people["name"])
    assert "Tom Becker" not in set(book.people["name"])
    assert note_of(book, "Connections.csv")
    row = book.coverage[book.coverage.index.str.endswith("Connections.csv")].iloc[0]
    assert row["used"] == 0


def test_a_stored_flip_is_seen_by_its_checksum(tmp_path: Path) -> None:
    """Uncompressed, a flipped letter would read well: only the checksum tells."""
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("Connections.csv", connections())
    path.write_bytes(path.read_bytes().replace(b"Tom,Becker", b"Tom,Bicker"))
    with pytest.raises(InputError, match=r"Connections\.csv"):
        weaklib.read(tmp_path)


class Zeros(io.RawIOBase):
    """A stream of line feeds: 256 MB that nobody has to hold."""

    left = 256 * 1024**2

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        size = min(size if size >= 0 else self.left, self.left)
        self.left -= size
        return b"\n" * size


def bomb(tmp_path: Path) -> Path:
    with (
        zipfile.ZipFile(tmp_path / "export.zip", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("Connections.csv", "w") as member,
    ):
        shutil.copyfileobj(Zeros(), member, 1024**2)
    return tmp_path / "export.zip"


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    """256 MB in a zip of 256 kB: refused without inflating it."""
    assert bomb(tmp_path).stat().st_size < 1024**2
    tracemalloc.start()
    with pytest.raises(InputError, match=r"Connections\.csv"):
        weaklib.read(tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 64 * 1024**2


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    """The directory says 1 kB, the stream goes on for 256 MB: reading stops where it should have ended."""
    path = bomb(tmp_path)
    content = bytearray(path.read_bytes())
    central = content.rindex(b"PK\x01\x02")
    content[central + 24 : central + 28] = struct.pack("<I", 1024)
    path.write_bytes(content)
    tracemalloc.start()
    with pytest.raises(InputError, match=r"Connections\.csv"):
        weaklib.read(tmp_path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 64 * 1024**2


def method(path: Path, number: int) -> None:
    """Write another compression method into the headers of a zip's only member."""
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x03\x04") + 8] = number
    content[content.index(b"PK\x01\x02") + 10] = number
    path.write_bytes(content)


def test_a_method_that_python_cannot_open(tmp_path: Path) -> None:
    """Windows packs large files by Deflate64: refused with a way out, not with a traceback."""
    method(pack(tmp_path, {"Connections.csv": connections()}), 9)
    with pytest.raises(InputError, match="unpack"):
        weaklib.read(tmp_path)


def test_a_method_that_is_open_to_doubt(tmp_path: Path) -> None:
    """Deflated bytes under the name of LZMA are damage like any other."""
    method(pack(tmp_path, {"Connections.csv": connections()}), zipfile.ZIP_LZMA)
    with pytest.raises(InputError, match=r"Connections\.csv"):
        weaklib.read(tmp_path)


def test_the_field_limit_fits_a_c_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows a C long has 32 bits, and `csv.field_size_limit(sys.maxsize)` raises OverflowError."""
    limits: list[int] = []
    monkeypatch.setattr(csv, "field_size_limit", lambda *given: limits.extend(given) or 131_072)
    shutil.copy(GOOD / "Connections.csv", tmp_path)
    weaklib.read(tmp_path)
    assert all(limit <= 2**31 - 1 for limit in limits)


def test_two_members_of_one_name(tmp_path: Path) -> None:
    """zipfile shows only the last of them; the people of both are there."""
    zoe, tom = (
        f"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n{row}\n".encode()
        for row in (
            "Zoe,Brandt,https://www.linkedin.com/in/zoe-brandt,,Nordlicht,Head,01 Jan 2024",
            "Tom,Becker,https://www.linkedin.com/in/tom-becker,,Becker Bau,Polier,02 Jan 2024",
        )
    )
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("Connections.csv", zoe)
        archive.writestr("Connections.csv", tom)
    book = weaklib.read(tmp_path).check()
    assert set(book.people["name"]) == {"Zoe Brandt", "Tom Becker"}
    assert len(book.coverage) == 2


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_in_a_zip(method: int, tmp_path: Path) -> None:
    """The parts of a Takeout, packed again, are opened where they lie; what is deeper is named and left."""
    deepest = zipped({"Connections.csv": connections()})
    inner = zipped({"Connections.csv": connections(), "deepest.zip": deepest})
    pack_as(tmp_path / "export.zip", {"part 1.zip": inner, "Skills.csv": b"Name\nGrids\n"}, method)
    found, refused = open_exports(tmp_path)
    assert [(file.source, file.name, file.group, file.size) for file in found] == [
        ("export.zip/Skills.csv", "Skills.csv", "export.zip", 11),
        (
            "export.zip/part 1.zip/Connections.csv",
            "Connections.csv",
            "export.zip/part 1.zip",
            len(connections()),
        ),
    ]
    assert {file.container for file in found} == {tmp_path / "export.zip"}
    assert [file.source for file in refused] == ["export.zip/part 1.zip/deepest.zip"]
    assert "unpack it" in refused[0].note
    assert found[1].head() == connections()
    for _ in range(2):
        with found[1].open() as stream:
            assert stream.read() == connections()
    assert len(weaklib.read(tmp_path).check().people) == NAMES


def test_a_damaged_zip_in_a_zip(tmp_path: Path) -> None:
    inner = zipped({"Connections.csv": connections()})
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        pack_as(
            tmp_path / f"{method}.zip", {"cut.zip": inner[:-40], "Connections.csv": connections()}, method
        )
    found, refused = open_exports(tmp_path)
    assert [file.source for file in found] == ["0.zip/Connections.csv", "8.zip/Connections.csv"]
    assert [file.source for file in refused] == ["0.zip/cut.zip", "8.zip/cut.zip"]
    assert all("download it again" in file.note for file in refused)


def test_a_large_packed_zip_in_a_zip_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would have to be held in memory."""
    inner = zipped({"Connections.csv": connections()})
    monkeypatch.setattr(archives, "MAX_INNER_BYTES", len(inner))
    pack_as(tmp_path / "export.zip", {"1.zip": inner, "2.zip": inner}, zipfile.ZIP_DEFLATED)
    found, refused = open_exports(tmp_path)
    assert [file.source for file in found] == ["export.zip/1.zip/Connections.csv"]
    assert [file.source for file in refused] == ["export.zip/2.zip"]


def test_an_empty_zip(tmp_path: Path) -> None:
    pack(tmp_path, {})
    with pytest.raises(InputError):
        weaklib.read(tmp_path)


def test_symlink_loops_end(tmp_path: Path) -> None:
    shutil.copy(GOOD / "Connections.csv", tmp_path)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.csv").symlink_to(tmp_path / "self.csv")
    (tmp_path / "gone.csv").symlink_to(tmp_path / "nowhere.csv")
    book = weaklib.read(tmp_path).check()
    assert len(book.people) == NAMES
    assert list(book.coverage.index[book.coverage["kind"] != "not read"]) == ["Connections.csv"]
    assert "link to a folder" in note_of(book, "loop")
    assert "not there" in note_of(book, "gone.csv")
    assert note_of(book, "self.csv")


def test_links_inside_the_folder_are_followed(tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    shutil.copy(GOOD / "Connections.csv", tmp_path / "export" / "first.csv")
    (tmp_path / "Connections.csv").symlink_to(Path("export") / "first.csv")
    assert [file.source for file in open_exports(tmp_path)[0]] == ["Connections.csv", "export/first.csv"]


def test_links_out_of_the_folder_are_named_and_left(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "data"
    outside.mkdir()
    inside.mkdir()
    shutil.copy(GOOD / "messages.csv", outside)
    shutil.copy(GOOD / "Connections.csv", inside)
    (inside / "messages.csv").symlink_to(outside / "messages.csv")
    book = weaklib.read(inside).check()
    assert book.coverage.at["messages.csv", "kind"] == "not read"
    assert "put that file itself here" in note_of(book, "messages.csv")
    assert len(book.people) == NAMES


def test_what_is_no_ordinary_file_does_not_hang(tmp_path: Path) -> None:
    shutil.copy(GOOD / "Connections.csv", tmp_path)
    os.mkfifo(tmp_path / "messages.csv")
    os.mkfifo(tmp_path / "photo.jpg")
    (tmp_path / "zero.ics").symlink_to("/dev/zero")
    (tmp_path / "pipe.vcf").symlink_to("messages.csv")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "mail.mbox"))
        book = weaklib.read(tmp_path).check()
    assert len(book.people) == NAMES
    for name in ("messages.csv", "mail.mbox", "pipe.vcf"):
        assert "no ordinary file" in note_of(book, name)
    assert "link" in note_of(book, "zero.ics")


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Modes do not stop root, who runs the tests in CI: so opening itself is made to fail."""

    open_it = Path.open

    def refuse(path: Path, *given: str, **named: str) -> object:
        if path.name == "Connections.csv":
            raise PermissionError(13, "Permission denied", str(path))
        return open_it(path, *given, **named)  # type: ignore[call-overload]

    shutil.copy(GOOD / "Connections.csv", tmp_path)
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=r"Connections\.csv: cannot be opened \(Permission denied\)"):
        weaklib.read(tmp_path)


def test_a_folder_that_may_not_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(GOOD, tmp_path / "2026")
    (tmp_path / "locked").mkdir()
    scan = os.scandir

    def refuse(folder: Path) -> Iterator[os.DirEntry[str]]:
        if Path(folder).name == "locked":
            raise PermissionError(13, "Permission denied", str(folder))
        return scan(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    assert "Permission denied" in note_of(weaklib.read(tmp_path).check(), "locked")


def test_a_file_that_is_gone_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sync programme moves files while they are listed: what is gone is gone."""
    for name in ("Connections.csv", "Skills.csv", "export.zip"):
        (tmp_path / name).write_bytes(connections())
    walk = files._walk

    def walking(root: Path, found: files._Found) -> Iterator[Path]:
        listed = list(walk(root, found))
        (tmp_path / "Skills.csv").unlink()
        (tmp_path / "export.zip").unlink()
        return iter(listed)

    monkeypatch.setattr(files, "_walk", walking)
    found, refused = open_exports(tmp_path)
    assert [file.source for file in found] == ["Connections.csv"]
    assert refused == []


def test_a_file_that_is_gone_before_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "Connections.csv").write_bytes(connections())
    (found,), _ = open_exports(tmp_path)
    (tmp_path / "Connections.csv").unlink()
    assert found.head() == b""


def test_names_with_any_letter(tmp_path: Path) -> None:
    """Spaces, umlauts, quotes and brackets in folder and zip names are only names."""
    place = tmp_path / "Müllers Ablage [2026] 'neu' % #1"
    place.mkdir()
    pack(place, {"Connections.csv": connections()}, "LinkedIn (1) – Kopie.zip")
    assert len(weaklib.read(place).check().people) == NAMES


def test_capital_suffixes(tmp_path: Path) -> None:
    pack(tmp_path, {"CONNECTIONS.CSV": connections()}, "EXPORT.ZIP")
    assert len(weaklib.read(tmp_path).check().people) == NAMES


def test_reading_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    shutil.copytree(GOOD, tmp_path / "data")
    before = {path: path.stat().st_mtime_ns for path in sorted((tmp_path / "data").rglob("*"))}
    weaklib.read(tmp_path / "data")
    assert {path: path.stat().st_mtime_ns for path in sorted((tmp_path / "data").rglob("*"))} == before


def test_own_files_are_left_alone_where_they_stand(tmp_path: Path) -> None:
    """What the owner says to weaklib and what weaklib writes is no export; deeper down it is anybody's."""
    own = (
        "settings.yaml people.csv goals.yaml ledger.sqlite ledger.sqlite-wal ledger.sqlite-shm .cache/x.kept"
    )
    own += " example/Connections.csv reports/2026-10.html .DS_Store Thumbs.db desktop.ini ~$list.xlsx"
    for name in [*own.split(), "Connections.csv", "2026/people.csv", "2026/example/Skills.csv"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(connections())
    found, refused = open_exports(tmp_path)
    assert [file.source for file in found] == [
        "2026/example/Skills.csv",
        "2026/people.csv",
        "Connections.csv",
    ]
    assert refused == []


def test_what_is_no_export_is_told_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And never opened."""
    for name in ("a.jpg", "b.PDF", "c.xlsx", "d.mp4", "e.tar.gz", "f.pst", "g.crdownload"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "Connections.csv").write_bytes(connections())
    opened: list[str] = []
    open_it = Path.open

    def noting(path: Path, *given: str) -> object:
        opened.append(path.name)
        return open_it(path, *given)

    monkeypatch.setattr(Path, "open", noting)
    found, refused = open_exports(tmp_path)
    assert [file.source for file in found] == ["Connections.csv"]
    assert {file.source: file.note for file in refused} == {
        "a.jpg": "a picture: not an export that weaklib reads",
        "b.PDF": "a document: not an export that weaklib reads",
        "c.xlsx": "a spreadsheet: if it holds an export, save it as CSV",
        "d.mp4": "a film: not an export that weaklib reads",
        "e.tar.gz": "an archive: unpack it and put the files here",
        "f.pst": "an Outlook data file: export the calendar and the contacts from Outlook as CSV",
        "g.crdownload": "an unfinished download: wait for it to end, or start it again",
    }
    assert opened == ["Connections.csv"]


def test_what_is_no_export_is_told_by_its_beginning(tmp_path: Path) -> None:
    beginnings = {
        "photo": b"\xff\xd8\xff\xe0JFIF",
        "letter": b"%PDF-1.7",
        "mail.csv": b"\x1f\x8b\x08",
        "old.ics": b"SQLite format 3\0",
    }
    for name, content in beginnings.items():
        (tmp_path / name).write_bytes(content)
    found, refused = open_exports(tmp_path)
    assert found == []
    assert [(file.source, file.note.partition(":")[0]) for file in refused] == [
        ("letter", "a document"),
        ("mail.csv", "an archive"),
        ("old.ics", "a database"),
        ("photo", "a picture"),
    ]


@pytest.mark.parametrize("name", ["export", "export.zip.old", "export.dat", "export (1).ZIP"])
def test_a_zip_by_any_other_name(name: str, tmp_path: Path) -> None:
    pack(tmp_path, {"Connections.csv": connections()}, name)
    assert [file.source for file in open_exports(tmp_path)[0]] == [f"{name}/Connections.csv"]


@pytest.mark.parametrize("name", ["letter", "letter.zip"])
def test_a_document_is_no_zip_of_exports(name: str, tmp_path: Path) -> None:
    """Word's files are zips too: they are named, and their parts are not."""
    pack(tmp_path, {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}, name)
    found, refused = open_exports(tmp_path)
    assert found == []
    assert [file.source for file in refused] == [name]
    assert refused[0].note.startswith("a document")


def test_many_pictures_are_named_together(tmp_path: Path) -> None:
    photos = tmp_path / "photos"
    photos.mkdir()
    for number in range(30):
        (photos / f"IMG_{number:04}.jpg").touch()
    (photos / "clip.mov").touch()
    pack(tmp_path, {f"Photos/{number:03}.png": b"" for number in range(4)}, "takeout.zip")
    _, refused = open_exports(tmp_path)
    assert [(file.source, file.note) for file in refused] == [
        ("photos/IMG_0000.jpg and 29 more", "a picture: not an export that weaklib reads"),
        ("photos/clip.mov", "a film: not an export that weaklib reads"),
        ("takeout.zip/Photos/000.png and 3 more", "a picture: not an export that weaklib reads"),
    ]


def test_a_name_that_says_nothing_may_be_an_export() -> None:
    names = {"export", "export.old", "calendar.ifb", "x.json", "x.txt", "x.html"}
    assert {sort_of(name) for name in names} == {("", "")}


def test_names_that_cannot_be_shown(tmp_path: Path) -> None:
    """Bytes that are no text, control characters and turned writing become a sign; the files are two."""
    place = os.fsencode(tmp_path)
    for name in (b"a\xff.csv", b"a\xfe.csv", b"a\x1b[2J.csv", "a\u202evsc.exe.csv".encode(), b"a\nb.csv"):
        Path(os.fsdecode(place + b"/" + name)).write_bytes(connections())
    found, _ = open_exports(tmp_path)
    assert [file.source for file in found] == [
        "a\ufffd.csv",
        "a\ufffd.csv (2)",
        "a\ufffd[2J.csv",
        "a\ufffdb.csv",
        "a\ufffdvsc.exe.csv",
    ]
    assert all(file.name.isprintable() for file in found)
    assert all(file.head() == connections() for file in found)


def test_a_very_long_name(tmp_path: Path) -> None:
    pack(tmp_path, {"x" * 60_000 + ".csv": connections(), "y/" * 20_000 + "Connections.csv": connections()})
    found, _ = open_exports(tmp_path)
    assert [len(file.source) for file in found] == [301, 301]
    assert found[1].name == "Connections.csv"
    assert all(file.head() == connections() for file in found)
    assert speakable("é" * 300) == "é" * 300


def test_names_that_do_not_say_that_they_are_utf_8(tmp_path: Path) -> None:
    """A Mac writes them so; what Windows writes stays as it is."""
    path = pack(tmp_path, {"Zoe.csv": b"x", "Mia.csv": b"y"})
    path.write_bytes(path.read_bytes().replace(b"Zoe", "Zë".encode()).replace(b"Mia", b"M\x81a"))
    assert [file.name for file in open_exports(tmp_path)[0]] == ["Müa.csv", "Zë.csv"]


def test_a_link_in_a_zip_is_named_and_left(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("messages.csv")
    link.create_system = 3
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("Connections.csv", connections())
    book = weaklib.read(tmp_path).check()
    assert "link" in note_of(book, "messages.csv")
    assert len(book.people) == NAMES


def test_a_zip_of_more_than_4_gib_by_its_directory(tmp_path: Path) -> None:
    """Zip64, as Google's Takeout writes it."""
    with (
        zipfile.ZipFile(tmp_path / "export.zip", "w") as archive,
        archive.open("Connections.csv", "w", force_zip64=True) as member,
    ):
        member.write(connections())
    assert len(weaklib.read(tmp_path).check().people) == NAMES


def many(path: Path, count: int) -> None:
    """Write a zip of so many small members."""
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number}.jpg", b"")


def test_more_members_than_any_export_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are counted before the directory is taken into memory, those of zips inside too."""
    monkeypatch.setattr(archives, "MAX_MEMBERS", 50)
    many(tmp_path / "fifty.zip", 50)
    many(tmp_path / "more.zip", 51)
    inner = (tmp_path / "fifty.zip").read_bytes()
    pack_as(tmp_path / "nested.zip", {"1.zip": inner}, zipfile.ZIP_STORED)
    _, refused = open_exports(tmp_path)
    assert [file.source for file in refused] == [
        "fifty.zip/0.jpg and 49 more",
        "more.zip",
        "nested.zip/1.zip",
    ]
    assert all("unpack it" in file.note for file in refused[1:])


def test_more_than_65535_members_are_counted(tmp_path: Path) -> None:
    """Their number stands in the larger form of the directory's end."""
    many(tmp_path / "export.zip", 65_600)
    with (tmp_path / "export.zip").open("rb") as stream:
        assert len(zip_directory.infos_of(stream)) == 65_600
        with pytest.raises(zip_directory.RefusedZipError, match="65,599"):
            zip_directory.infos_of(stream, 65_599)


def test_more_files_than_are_worth_a_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_EXPORTS", 2)
    pack(tmp_path, {f"{number}.csv": b"" for number in range(3)})
    found, refused = open_exports(tmp_path)
    assert found == []
    assert [file.source for file in refused] == ["export.zip"]


def test_members_that_share_their_bytes(tmp_path: Path) -> None:
    """One kernel under a thousand names: a bomb of few bytes whose members look harmless."""
    kernel = b"Name\n" + bytes(range(256)) * 4096
    path = pack(tmp_path, {"0.csv": kernel})
    content = path.read_bytes()
    start = content.index(b"PK\x01\x02")
    end = content.rindex(b"PK\x05\x06")
    entry = content[start:end]
    entries = b"".join(entry.replace(b"0.csv", b"%d.csv" % (number % 10)) for number in range(1000))
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1000, 1000, len(entries), start, 0)
    path.write_bytes(content[:start] + entries + tail)
    found, refused = open_exports(tmp_path)
    assert found == []
    assert [file.source for file in refused] == ["export.zip"]
    assert "upon one another" in refused[0].note


def test_many_small_bombs_are_one(tmp_path: Path) -> None:
    """Each member unpacks to less than is worth a thought, all to hundreds of times the zip."""
    pack(tmp_path, {f"{number}.csv": bytes(archives.SMALL_ENOUGH) for number in range(3)})
    found, refused = open_exports(tmp_path)
    assert found == []
    assert [(file.source, file.note) for file in refused] == [("export.zip", archives.BOMB)]


def test_each_member_is_opened_on_its_own(tmp_path: Path) -> None:
    """Two can be read at once, and a member is opened without the directory being read again."""
    pack(tmp_path, {"a.csv": b"a" * 10, "b.csv": b"b" * 10})
    (one, other), _ = open_exports(tmp_path)
    with one.open() as first, other.open() as second:
        assert [first.read(5), second.read(5), first.read(), second.read()] == [b"aaaaa", b"bbbbb"] * 2


def test_the_head_of_a_damaged_member_still_tells_what_it_is(tmp_path: Path) -> None:
    """So that it is refused as a damaged calendar, not passed over as no export."""
    flipped(tmp_path, {})
    (found,), _ = open_exports(tmp_path)
    assert found.head(40) == connections()[:40]
    with found.open() as stream, pytest.raises((zipfile.BadZipFile, zlib.error)):
        stream.read()


def test_the_head_is_no_longer_than_asked() -> None:
    file = ExportFile("a", "a", ".", 9, lambda: io.BytesIO(b"123456789"))
    assert file.head(4) == b"1234"
    assert file.head() == b"123456789"


@pytest.mark.parametrize("tenth", range(10))
def test_a_zip_cut_at_each_tenth(tenth: int, tmp_path: Path) -> None:
    path = pack(tmp_path, {"Connections.csv": connections(), "Skills.csv": b"Name\nGrids\n"})
    path.write_bytes(path.read_bytes()[: path.stat().st_size * tenth // 10])
    (found, refused) = open_exports(tmp_path)
    assert found == []
    assert [file.source for file in refused] == ["export.zip"]
    assert "download it again" in refused[0].note


def test_every_flipped_byte_of_a_zip(tmp_path: Path) -> None:
    """Whatever is wrong with it: its files are read as they were, or not at all."""
    small = b"First Name,Last Name,Connected On\nZoe,Brandt,01 Jan 2024\n"
    whole = zipped({"Connections.csv": small, "Skills.csv": b"Name\n"})
    for place in range(len(whole)):
        content = whole[:place] + bytes([whole[place] ^ (1 << place % 8)]) + whole[place + 1 :]
        (tmp_path / "export.zip").write_bytes(content)
        found, refused = open_exports(tmp_path)
        assert found or refused, place
        for file in found:
            file.head()
            try:
                with file.open() as stream:
                    assert stream.read() in (small, b"Name\n"), place
            except (zipfile.BadZipFile, zlib.error, EOFError, OSError):
                pass
