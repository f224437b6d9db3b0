"""Opening a zip, a folder or one file: nothing is extracted, nothing is believed, nothing hangs."""

from __future__ import annotations

import csv
import io
import os
import shutil
import struct
import tracemalloc
import warnings
import zipfile
from pathlib import Path

import pytest

import weaklib
from weaklib.book import Book, InputError
from weaklib.sources.files import open_exports

GOOD = Path(__file__).parents[1] / "data" / "linkedin" / "2026"
NAMES = 9  # contacts in that era's Connections.csv


def pack(place: Path, members: dict[str, bytes], name: str = "export.zip") -> Path:
    """Write a zip of `members` and return its path."""
    with zipfile.ZipFile(place / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return place / name


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
    pack(inside, {"../../Connections.csv": connections(), "/elsewhere/Skills.csv": b"Name\n"})
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


def test_a_zip_in_a_zip(tmp_path: Path) -> None:
    """It is not opened, and it is named."""
    inner = pack(tmp_path, {"Connections.csv": connections()}, "inner.zip").read_bytes()
    (tmp_path / "inner.zip").unlink()
    pack(tmp_path, {"inner.zip": inner, "Connections.csv": connections()})
    book = weaklib.read(tmp_path).check()
    assert len(book.people) == NAMES
    assert "export.zip/inner.zip" in book.coverage.index
    assert book.coverage.at["export.zip/inner.zip", "kind"] == "not read"


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
    assert list(book.coverage.index) == ["Connections.csv"]


def test_links_out_of_the_folder_are_left_alone(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "data"
    outside.mkdir()
    inside.mkdir()
    shutil.copy(GOOD / "messages.csv", outside)
    shutil.copy(GOOD / "Connections.csv", inside)
    (inside / "messages.csv").symlink_to(outside / "messages.csv")
    assert "messages.csv" not in weaklib.read(inside).coverage.index


def test_a_pipe_does_not_hang(tmp_path: Path) -> None:
    shutil.copy(GOOD / "Connections.csv", tmp_path)
    os.mkfifo(tmp_path / "messages.csv")
    assert len(weaklib.read(tmp_path).check().people) == NAMES


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Modes do not stop root, who runs the tests in CI: so opening itself is made to fail."""

    def refuse(path: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    shutil.copy(GOOD / "Connections.csv", tmp_path)
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=r"Connections\.csv"):
        weaklib.read(tmp_path)


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
