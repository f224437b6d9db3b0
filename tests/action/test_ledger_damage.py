"""A ledger that is not whole is found out and left as it is; one that cannot be written says so."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import weaklib as wl
from weaklib.action.ledger import DamageError, Ledger, database
from weaklib.book import BusyError, InputError, OutputError

ROOT = Path(__file__).parents[2]
OLD = ROOT / "tests" / "data" / "action" / "ledger-version-1.sqlite"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """A ledger of one day, without a backup."""
    made = wl.ledger.open(tmp_path / "ledger.sqlite", patience=0.1)
    day = {"on": "2026-10-01"}
    made.add_all(
        {
            "person": f"person-{number}",
            "step": "sent",
            "purpose": "advice",
            "note": f"a note {number} " * 9,
            **day,
        }
        for number in range(40)
    )
    made.add("person-3", "replied", on="2026-10-01", engagement=2)
    return made


def untouched(ledger: Ledger, error: type[Exception], *words: str) -> None:
    """Assert that every method refuses, with these words, and that the file stays as it is."""
    before = ledger.path.read_bytes() if ledger.path.is_file() else None
    for method in (
        ledger.check,
        ledger.marks,
        lambda: ledger.add("ann", "never", on="2026-10-01"),
        lambda: ledger.undo(recorded="2026-10-01"),
    ):
        with pytest.raises(error) as raised:
            method()
        for word in words:
            assert word in str(raised.value)
    assert (ledger.path.read_bytes() if ledger.path.is_file() else None) == before


def test_every_flipped_byte_of_a_value_is_found(ledger: Ledger) -> None:
    """SQLite's own check finds none of these."""
    whole = ledger.path.read_bytes()
    places = [whole.index(text) for text in (b"person-7", b"a note 11", b"2026-10-01", b"advice", b"replied")]
    for place in places:
        ledger.path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        untouched(ledger, DamageError, "damaged", "move it away")
    place = places[0]
    ledger.path.write_bytes(whole[:place] + b"\xff" + whole[place + 1 :])
    untouched(ledger, DamageError, "damaged", "move it away")


def test_no_flipped_byte_changes_an_answer(ledger: Ledger) -> None:
    """Anywhere in the file: it is found, and then nothing is written; or the table is the same."""
    whole, expected = ledger.path.read_bytes(), ledger.entries()
    found = 0
    for place in range(0, len(whole), 151):
        flipped = whole[:place] + bytes([whole[place] ^ (1 << place % 8)]) + whole[place + 1 :]
        ledger.path.write_bytes(flipped)
        try:
            assert ledger.entries().equals(expected)
        except (DamageError, InputError):
            found += 1
            with pytest.raises((DamageError, InputError)):
                ledger.add("ann", "never", on="2026-10-01")
            assert ledger.path.read_bytes() == flipped
    assert found > 20


@pytest.mark.parametrize("place", range(0, 100, 3))
def test_a_flipped_byte_of_the_head_is_found_or_harmless(place: int, ledger: Ledger) -> None:
    """The first hundred bytes say what the file is: whether it is ours, its version, the size of its pages."""
    whole, expected = ledger.path.read_bytes(), ledger.entries()
    ledger.path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
    try:
        told = ledger.entries()
    except (DamageError, InputError) as error:
        assert ("move it away" in str(error)) or ("update weaklib" in str(error))  # noqa: PT017
    else:
        assert told.equals(expected)


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.6, 0.95])
def test_a_truncated_file_is_found(share: float, ledger: Ledger) -> None:
    whole = ledger.path.read_bytes()
    ledger.path.write_bytes(whole[: int(len(whole) * share)])
    untouched(ledger, DamageError, "ledger.sqlite", "move it away")


@pytest.mark.parametrize("missing", [1, 511, 512, 4095, 4096, 8192])
def test_an_end_that_is_cut_off_is_found(missing: int, ledger: Ledger) -> None:
    """Half of the last page too, even where nothing is written on it."""
    ledger.path.write_bytes(ledger.path.read_bytes()[:-missing])
    untouched(ledger, DamageError, "ledger.sqlite", "damaged", "move it away")


def test_a_record_that_was_taken_out_is_found(ledger: Ledger) -> None:
    with closing(sqlite3.connect(ledger.path)) as other, other:
        other.execute("DROP TRIGGER records_never_delete")
        other.execute("DROP TRIGGER outcomes_never_delete")
        other.execute("DELETE FROM outcomes")
        other.execute("DELETE FROM records WHERE id = 41")
    untouched(ledger, DamageError, "lost records")


def test_no_other_program_changes_a_record_by_mistake(ledger: Ledger) -> None:
    with closing(sqlite3.connect(ledger.path)) as other:
        for statement in ("UPDATE attempts SET note = ''", "DELETE FROM records"):
            with pytest.raises(sqlite3.IntegrityError, match="never changed"):
                other.execute(statement)


def test_what_is_no_ledger_is_left_alone(tmp_path: Path) -> None:
    text, folder, other = (tmp_path / name / "ledger.sqlite" for name in ("text", "folder", "other"))
    for path in (text, folder, other):
        path.parent.mkdir()
    text.write_text("my notes, " * 200)
    untouched(Ledger(text), DamageError, "no ledger", "move it away")
    folder.mkdir()
    untouched(Ledger(folder), DamageError, "is a folder", "move it away")
    with closing(sqlite3.connect(other)) as made, made:
        made.execute("CREATE TABLE films (title TEXT)")
    untouched(Ledger(other), DamageError, "another program")
    for path in (text, folder, other):
        with pytest.raises(DamageError):
            wl.ledger.open(path).check()


def test_a_newer_version_is_refused(ledger: Ledger) -> None:
    with closing(sqlite3.connect(ledger.path)) as other, other:
        other.execute("PRAGMA user_version = 99")
    untouched(ledger, InputError, "version 99", "update weaklib")


def test_the_backup_is_whole_and_restores(ledger: Ledger) -> None:
    """The first entry of a day keeps what the days before have written."""
    expected = ledger.export_csv()
    ledger.add("ann", "never", on="2026-10-02")
    ledger.path.write_bytes(b"")
    untouched(ledger, DamageError, "rename ledger.sqlite.backup")
    ledger.path.unlink()
    untouched(ledger, DamageError, "rename that to ledger.sqlite")
    ledger.path.with_name("ledger.sqlite.backup").rename(ledger.path)
    assert ledger.check() == 41
    assert ledger.export_csv() == expected
    assert ledger.add("ann", "never", on="2026-10-02") == 42


def test_a_ledger_that_is_held(ledger: Ledger) -> None:
    with closing(sqlite3.connect(ledger.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BusyError, match="held by another program"):
            ledger.add("ann", "never", on="2026-10-01")
        assert len(ledger.entries()) == 41  # who only reads need not wait
        other.execute("ROLLBACK")
    assert ledger.add("ann", "never", on="2026-10-01") == 42


def test_a_journal_of_a_killed_making_spoils_nothing(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite.new").write_bytes(b"half")
    (tmp_path / "ledger.sqlite.new-journal").write_bytes(b"half a journal")
    ledger = wl.ledger.open(tmp_path / "ledger.sqlite")
    ledger.add("ann", "never", on="2026-10-01")
    assert ledger.check() == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ledger.sqlite", "ledger.sqlite.lock"]


READING = """
import signal, sys, weaklib as wl
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
print(len(wl.ledger.open(sys.argv[1]).entries()))
"""
ADDING = """
import os, signal, sys, weaklib as wl
from weaklib.book import WeaklibError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
ledger = wl.ledger.open(sys.argv[1])
if len(sys.argv) > 4:
    os.setgid(int(sys.argv[4]))
    os.setuid(int(sys.argv[4]))
try:
    ledger.add("ann", "never", on=sys.argv[2], note="n" * int(sys.argv[3]))
except WeaklibError as error:
    print(error)
    sys.exit(error.exit_code)
"""


def adding(path: Path, day: str, size: int, *who: str, **how: object) -> subprocess.CompletedProcess[str]:
    """Add an entry in a process of its own."""
    return subprocess.run(  # type: ignore[call-overload, no-any-return]
        [sys.executable, "-c", ADDING, str(path), day, str(size), *who],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "HOME": str(path.parent)},
        check=False,
        timeout=120,
        **how,
    )


@pytest.mark.skipif(os.name != "posix", reason="modes are the system's own there")
def test_a_folder_that_only_lets_read(ledger: Ledger) -> None:
    """Reading goes on; writing says that it was not done."""
    place = Path("/tmp") / f"weaklib-read-only-{os.getpid()}"  # noqa: S108 - others must get to it
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(ledger.path.parent, place)
    path = place / "ledger.sqlite"
    path.chmod(0o444)
    place.chmod(0o555)
    who = ["65534"] if os.geteuid() == 0 else []  # the superuser may write everywhere
    try:
        done = adding(path, "2026-10-01", 1, *who)
        assert done.returncode == 5, done.stdout + done.stderr
        assert "could not be written" in done.stdout
        assert "writable" in done.stdout
        nothing = adding(place / "other.sqlite", "2026-10-01", 1, *who)
        assert nothing.returncode == 5, nothing.stdout + nothing.stderr
    finally:
        place.chmod(0o755)
        assert Ledger(path).check() == 41
        shutil.rmtree(place)


@pytest.mark.parametrize("day", ["2026-10-01", "2026-10-02"])
def test_a_disk_that_is_full(day: str, ledger: Ledger) -> None:
    """At the entry itself, or at the backup before it: nothing that was there is lost."""
    size = ledger.path.stat().st_size
    most = size + 4096 if day == "2026-10-01" else size // 2

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    done = adding(ledger.path, day, 100_000, preexec_fn=small)
    assert done.returncode == 5, done.stdout + done.stderr
    assert "could not be written" in done.stdout
    assert ledger.check() == 41


@pytest.mark.parametrize("room", [0.5, 1.0, 1.5])
def test_a_disk_that_is_full_leaves_an_old_ledger_as_it_is(room: float, tmp_path: Path) -> None:
    """At the copy before it is brought up to date, or at the new tables; it can be read all the same."""
    path = tmp_path / "ledger.sqlite"
    shutil.copy(OLD, path)
    before = path.read_bytes()
    most = int(len(before) * room)

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    done = adding(path, "2027-01-02", 1, preexec_fn=small)
    assert done.returncode == 5, done.stdout + done.stderr
    assert "could not be written" in done.stdout
    assert path.read_bytes() == before
    read = subprocess.run(
        [sys.executable, "-c", READING, str(path)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=True,
        timeout=120,
        preexec_fn=small,
    )
    assert read.stdout == "10\n"
    assert path.read_bytes() == before
    assert Ledger(path).check() == 13


def test_errors_that_nobody_foresaw_are_not_hidden(ledger: Ledger) -> None:
    with pytest.raises(sqlite3.ProgrammingError), database.reading(ledger.path, 1) as connection:
        connection.execute("SELECT ?", ())


def test_a_path_with_every_sign(tmp_path: Path) -> None:
    folder = tmp_path / "100% wahr? #1 äöü"
    folder.mkdir()
    ledger = wl.ledger.open(folder / "ledger.sqlite")
    assert ledger.add("ann", "never", on="2026-10-01") == 1
    assert ledger.check() == 1


def test_output_errors_are_of_the_package() -> None:
    assert (DamageError.exit_code, OutputError.exit_code, BusyError.exit_code) == (4, 5, 3)
