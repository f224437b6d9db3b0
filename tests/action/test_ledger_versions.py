"""A ledger that an older weaklib wrote: brought up to this version with every record, or left as it is.

The two files were written by version 1 itself (commit 3ba1646): `Ledger.add`, `edit` and `undo`, then a copy
of the file and what `export_csv` gave. What they hold is typed here by hand.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

import weaklib as wl
from weaklib.action.ledger import DamageError, Ledger, records, schema
from weaklib.book import InputError, OutputError

DATA = Path(__file__).parents[1] / "data" / "action"
OLD = DATA / "ledger-version-1.sqlite"
OLD_CSV = DATA / "ledger-version-1.csv"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """The ledger that version 1 left."""
    shutil.copy(OLD, tmp_path / "ledger.sqlite")
    return wl.ledger.open(tmp_path / "ledger.sqlite", patience=0.1)


def asked_of(path: Path, question: str) -> list[tuple[object, ...]]:
    """What SQLite itself says of a file."""
    with closing(sqlite3.connect(path)) as other:
        return other.execute(question).fetchall()


def test_the_fixture_is_of_version_1() -> None:
    assert asked_of(OLD, "PRAGMA user_version") == [(1,)]
    tables = {name for (name,) in asked_of(OLD, "SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert tables - {"sqlite_sequence"} == {"records", "attempts", "outcomes", "marks"}


def test_every_record_and_seal_is_kept(ledger: Ledger) -> None:
    before = asked_of(OLD, "SELECT id, entry, kind, recorded, undone, seal FROM records ORDER BY id")
    assert ledger.check() == len(before) == 13
    assert asked_of(ledger.path, "PRAGMA user_version") == [(2,)]
    assert asked_of(ledger.path, "SELECT * FROM records ORDER BY id") == before
    assert asked_of(ledger.path, "PRAGMA integrity_check") == [("ok",)]
    assert asked_of(ledger.path, "PRAGMA foreign_key_check") == []
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        asked_of(ledger.path, "DELETE FROM records WHERE id = 13")


def test_what_it_says_is_the_same(ledger: Ledger) -> None:
    shown = ["kind", "person", "name", "step", "on", "to_person", "class", "note", "chosen", "proposal"]
    runa, mert = ("runa-solheim", "Runa Solheim"), ("mert@example.com", "Mert Yılmaz")
    weak = "moderately weak"
    expected = [
        (1, "attempt", *runa, "sent", "2026-03-28", "ilse-lund", weak, "=asked for Ilse", "", ""),
        (2, "outcome", *runa, "replied", "2026-03-29", "", weak, "", "", ""),
        (3, "outcome", *runa, "intro_made", "2026-04-02", "ilse-lund", weak, "warm", "", ""),
        (4, "attempt", "李伟", "李伟", "sent", "2026-05-04", "", "dormant", "谢谢 🙏", "", ""),
        (5, "attempt", *mert, "sent", "2026-06-01", "", "unknown", "", "", ""),
        (6, "outcome", *mert, "help", "2026-06-20", "", "unknown", "", "", ""),
        (7, "mark", "bea-koch", "Bea Koch", "snooze", "2026-06-02", "", "", "", "", ""),
        (8, "mark", "cy-webb", "", "never", "2026-06-02", "", "", "", "", ""),
        (12, "mark", "bea-koch", "", "done", "2026-12-31", "", "", "two\r\nlines", "", ""),
        (13, "outcome", "李伟", "李伟", "replied", "2026-06-30", "", "dormant", "", "", ""),
    ]
    entries = ledger.entries()
    told = entries[shown].assign(on=entries["on"].dt.strftime("%Y-%m-%d"))
    assert [tuple(row) for row in told.itertuples()] == expected
    assert entries["strength"].dropna().to_dict() == {
        **dict.fromkeys([1, 2, 3], 0.1 + 0.2),
        4: 0.0,
        13: 0.0,
    }
    ratings = entries[["engagement", "support", "guidance"]].dropna(how="all").fillna(-1)
    assert ratings.T.to_dict("list") == {3: [3, 3, 0], 6: [-1, -1, 1], 13: [0, -1, -1]}
    assert ledger.entries("2026-07-04").at[3, "support"] == 2
    assert 9 in ledger.entries("2026-07-05").index
    assert 9 not in ledger.entries("2026-07-06").index
    assert ledger.entries().at[1, "recorded"] == pd.Timestamp("2026-03-29T00:59:59.999999Z")


def test_the_copy_is_made_before_and_opens_with_the_old_version(ledger: Ledger) -> None:
    whole = ledger.path.read_bytes()
    entries = ledger.entries()
    kept = ledger.path.with_name("ledger.sqlite.version-1")
    assert asked_of(kept, "PRAGMA user_version") == [(1,)]
    questions = [
        "SELECT * FROM records",
        "SELECT * FROM attempts",
        "SELECT * FROM outcomes",
        "SELECT * FROM marks",
    ]
    assert [asked_of(kept, each) for each in questions] == [asked_of(OLD, each) for each in questions]
    # putting it back works, and it is brought up to date again
    ledger.path.write_bytes(kept.read_bytes())
    assert ledger.entries().equals(entries)
    assert len(whole) == OLD.stat().st_size


def test_it_goes_on_where_it_was(ledger: Ledger) -> None:
    assert ledger.add("li", "help", on="2027-01-02", unasked=True, proposal="p1") == 14
    assert ledger.edit(1, recorded="2027-01-02", note="mended") == 1
    assert ledger.undo(13, recorded="2027-01-02") == 13
    assert ledger.check() == 16
    assert ledger.answered_proposals() == {"p1": "confirmed"}


def test_an_export_of_version_1_is_taken_in(ledger: Ledger, tmp_path: Path) -> None:
    """Into an empty ledger; into the same one, where it is already; and as one of this version again."""
    text = OLD_CSV.read_bytes().decode()
    other = wl.ledger.open(tmp_path / "other.sqlite")
    assert other.import_csv(text) == 13
    assert ledger.import_csv(text) == 0
    assert other.history().equals(ledger.history())
    assert other.export_csv() == ledger.export_csv()
    third = wl.ledger.open(tmp_path / "third.sqlite")
    assert third.import_csv(ledger.export_csv()) == 13
    assert third.history().equals(ledger.history())


@pytest.mark.parametrize("old", [b"moderately weak", "李伟".encode(), b"2026-06-01T09", b"two\r\nlines"])
def test_damage_in_an_old_one_is_found_before_anything_is_written(old: bytes, ledger: Ledger) -> None:
    whole = OLD.read_bytes()
    place = whole.rindex(old)
    damaged = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
    kept = ledger.path.with_name("ledger.sqlite.version-1")
    kept.write_bytes(b"the copy of another day")
    ledger.path.write_bytes(damaged)
    for method in (ledger.entries, ledger.check, lambda: ledger.add("ann", "never", on="2027-01-02")):
        with pytest.raises(DamageError, match="damaged"):
            method()
    assert ledger.path.read_bytes() == damaged
    assert kept.read_bytes() == b"the copy of another day"


def test_records_that_an_old_one_lost_are_missed(ledger: Ledger) -> None:
    """The newest too, which nothing but the counter remembers."""
    with closing(sqlite3.connect(ledger.path)) as other, other:
        for table in ("records", "outcomes"):
            other.execute(f"DROP TRIGGER {table}_never_delete")
        other.execute("DELETE FROM outcomes WHERE record = 13")
        other.execute("DELETE FROM records WHERE id = 13")
    before = ledger.path.read_bytes()
    with pytest.raises(DamageError, match="lost records"):
        ledger.entries()
    assert ledger.path.read_bytes() == before


def test_the_counter_of_an_old_one_goes_along(ledger: Ledger) -> None:
    assert ledger.check() == 13
    assert asked_of(ledger.path, "SELECT name, seq FROM sqlite_sequence") == [("records", 13)]


def test_an_old_one_that_can_only_be_read_is_read(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a folder of somebody else's, or a disk that is full: reading needs no new version."""

    def unwritten(*_: object) -> None:
        msg = "there is no room"
        raise OutputError(msg)

    monkeypatch.setattr("weaklib.action.ledger.database.copy", unwritten)
    assert len(ledger.entries()) == 10
    assert list(ledger.attempts()["chosen"]) == [""] * 3
    assert list(ledger.outcomes()["proposal"]) == [""] * 4
    with pytest.raises(OutputError, match="no room"):
        ledger.add("ann", "never", on="2027-01-02")
    assert ledger.path.read_bytes() == OLD.read_bytes()


def test_an_old_one_without_a_record(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with closing(sqlite3.connect(path)) as made:
        for statement in schema.MIGRATIONS[0]:
            made.execute(statement)
        made.execute(f"PRAGMA application_id = {schema.APPLICATION}")
        made.execute("PRAGMA user_version = 1")
    ledger = wl.ledger.open(path)
    assert ledger.entries().empty
    assert ledger.add("ann", "never", on="2026-10-01") == 1


def test_the_next_version_keeps_a_copy_and_every_record(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = ledger.entries()
    addition = ("ALTER TABLE attempts ADD COLUMN circle TEXT",)
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, addition))
    assert ledger.entries().equals(expected)
    assert asked_of(ledger.path, "PRAGMA user_version") == [(3,)]
    assert asked_of(ledger.path, "SELECT count(circle), count(*) FROM attempts") == [(0, 3)]
    monkeypatch.undo()
    assert Ledger(ledger.path.with_name("ledger.sqlite.version-2")).entries().equals(expected)
    before = ledger.path.read_bytes()
    for method in (ledger.entries, lambda: ledger.add("ann", "never", on="2027-01-02")):
        with pytest.raises(InputError, match=r"version 3.*update weaklib"):
            method()
    assert ledger.path.read_bytes() == before


@pytest.mark.parametrize(
    ("broken", "error"),
    [
        (("ALTER TABLE attempts ADD COLUMN x TEXT", "ALTER TABLE nowhere ADD COLUMN x TEXT"), DamageError),
        (("DROP TRIGGER marks_never_update", "UPDATE marks SET note = 'other'"), DamageError),
        (("INSERT INTO marks (record) VALUES (13)",), sqlite3.IntegrityError),
    ],
)
def test_a_migration_that_fails_leaves_the_old_version(
    broken: tuple[str, ...], error: type[Exception], ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, broken))
    for method in (ledger.entries, lambda: ledger.add("ann", "never", on="2027-01-02")):
        with pytest.raises(error):
            method()
    assert ledger.path.read_bytes() == OLD.read_bytes()
    monkeypatch.undo()
    assert ledger.check() == 13


def test_the_words_of_a_seal_did_not_change() -> None:
    """Else no ledger of before would open: typed from the definition, hashed by hand."""
    from hashlib import blake2b

    text = '[1, 1, "mark", "2026-10-31", false, {"note": "\\u00e9", "person": "ann", "step": "never"}]'
    never = records.Record(1, 1, "mark", "2026-10-31", undone=False, says={})
    said = {"step": "never", "person": "ann", "until": None, "note": "é"}
    assert records.seal(never._replace(says=said)) == blake2b(text.encode(), digest_size=16).hexdigest()
