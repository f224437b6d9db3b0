"""One sheet that changes makes its part of the index anew, and nothing of what it said stays."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path

import pandas as pd
import pytest

from tests.pool.by_hand import Row
from tests.pool.made import DAY, make_pool, said, write_rows
from tests.pool.test_brute_force import a_hash, table_of
from tests.pool.test_engines import answers
from weaklib.book import BusyError, InputError
from weaklib.pool.engine import changes, index, open_pool
from weaklib.pool.folder import part_name, part_of, withdraw

ASKED = ({"organisation": "Works 000001"}, {"field": "energy"})
NEW, NEW_MAIL, EMIL, EMIL_MAIL = (a_hash(n) for n in range(4))


@pytest.fixture
def pool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pool of 40 members in eight parts, and its index."""
    monkeypatch.setattr(changes, "SHEETS_A_PART", 5)
    make_pool(tmp_path, members=40, ties=50, people=300, seed=5)
    time.sleep(0.05)  # else the last of them are read again, as they could change in the same tick
    told(tmp_path)
    return tmp_path


def told(folder: Path) -> dict[str, pd.DataFrame]:
    """What a pool answers."""
    with open_pool(folder, as_of=DAY) as opened:
        return dict(answers(opened, ASKED))


def same_as_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Check that a pool answers as it does where nothing is kept."""
    found = told(folder)
    with monkeypatch.context() as here:
        here.setattr(index, "_is_own", lambda _folder: False)
        here.setattr(changes, "SHEETS_A_PART", 1000)
        anew = told(folder)
    assert list(found) == list(anew)
    for question, table in found.items():
        pd.testing.assert_frame_equal(table, anew[question], obj=question)


def times(folder: Path) -> dict[str, int]:
    """When each part was written."""
    return {path.name: path.stat().st_mtime_ns for path in (folder / ".index").glob("part-*")}


def put(folder: Path, *rows: Row, **other: object) -> Path:
    """Put one more member's sheet into the pool."""
    return write_rows(folder, table_of(rows), said(NEW[:16], (NEW, NEW_MAIL), **other))


def test_a_sheet_that_comes_changes_and_goes_makes_its_own_part_anew(
    pool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = times(pool)
    assert len(before) == 8
    # still eight parts with one sheet more: another goes
    other = next(path for path in (pool / "sheets").iterdir() if part_of(path.stem, 8) == part_of(NEW, 8))
    other.unlink()
    put(pool, Row(EMIL, (EMIL_MAIL,), "Hidden Works", 0.5, "anyone"))
    time.sleep(0.05)
    same_as_anew(pool, monkeypatch)
    after = times(pool)
    assert {name for name in before if before[name] != after[name]} == {part_name(part_of(NEW, 8), 8)}
    put(pool, Row(EMIL, (), "Other Works", 0.5, "anyone"))
    time.sleep(0.05)
    same_as_anew(pool, monkeypatch)
    kept = b"".join(path.read_bytes() for path in (pool / ".index").iterdir())
    assert b"Other Works" in kept
    assert b"Hidden Works" not in kept
    now = times(pool)
    assert [gone.member for gone in withdraw(pool, lambda sheet: sheet.member == NEW[:16])] == [NEW[:16]]
    left = times(pool)
    assert left == {name: now[name] for name in now if name != part_name(part_of(NEW, 8), 8)}
    assert {path.name for path in (pool / ".index").iterdir()} == set(left)  # no head either
    kept = b"".join(path.read_bytes() for path in (pool / ".index").iterdir())
    assert b"Other Works" not in kept
    same_as_anew(pool, monkeypatch)
    assert b"Other Works" not in b"".join(path.read_bytes() for path in (pool / ".index").iterdir())


def test_what_one_sheet_says_of_the_people_of_another_part_counts(
    pool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sheet says that an address is a profile, that a profile is an address, and whose second profile one is."""
    member, other = sorted(path.stem for path in (pool / "sheets").iterdir())[::39]
    second = a_hash(77)
    write_rows(
        pool,
        table_of((Row(EMIL_MAIL, (EMIL_MAIL,), "Works 000001", 0.4, "anyone"),
                  Row(second, (), "Works 000001", 0.9, "anyone"))),
        said(member, (f"{member}{'0' * 16}", a_hash(78))),
    )  # fmt: skip
    same_as_anew(pool, monkeypatch)
    write_rows(
        pool,
        table_of((Row(EMIL, (EMIL_MAIL,), "Works 000001", 0.2, "anyone"),
                  Row(second, (a_hash(78),), "Works 000001", 0.2, "anyone"))),
        said(other, (f"{other}{'0' * 16}",)),
    )  # fmt: skip
    same_as_anew(pool, monkeypatch)
    with open_pool(pool, as_of=DAY) as opened:
        assert opened.engine.run("SELECT count(*) FROM moved") == [(1,)]  # the member's own second profile
        assert ("target", EMIL) in {
            ("target", value.hex) for (value,) in opened.engine.run("SELECT target FROM loose")
        }
    # a profile that is somebody's address for one sheet is no profile for the others
    write_rows(pool, table_of((Row(second, (second, EMIL_MAIL), None, 0.2, "anyone"),)),
               said(other, (f"{other}{'0' * 16}",)))  # fmt: skip
    same_as_anew(pool, monkeypatch)


def test_a_sheet_that_expires_is_gone_from_its_part_and_the_rest_stays(pool: Path) -> None:
    next(path for path in (pool / "sheets").iterdir() if part_of(path.stem, 8) == part_of(NEW, 8)).unlink()
    put(pool, Row(EMIL, (), "Hidden Works", 0.5, "anyone"), expires=DAY)
    time.sleep(0.05)
    told(pool)
    before = times(pool)
    assert b"Hidden Works" in b"".join(path.read_bytes() for path in (pool / ".index").iterdir())
    with open_pool(pool, as_of=DAY + dt.timedelta(days=1)) as opened:
        assert len(opened.members) == 39
    after = times(pool)
    assert {name for name in before if before[name] != after[name]} == {part_name(part_of(NEW, 8), 8)}
    assert b"Hidden Works" not in b"".join(path.read_bytes() for path in (pool / ".index").iterdir())


def test_members_of_two_parts_with_one_hash_are_refused(pool: Path) -> None:
    member = max(path.stem for path in (pool / "sheets").iterdir())
    low = "0" * 32
    write_rows(pool, table_of((Row(EMIL, (), None, 0.1, "anyone"),)), said(low[:16], (low, NEW_MAIL)))
    write_rows(
        pool,
        table_of((Row(EMIL, (), None, 0.1, "anyone"),)),
        said(member, (f"{member}{'0' * 16}", NEW_MAIL)),
    )
    with pytest.raises(InputError, match="are sheets of the same member"):
        told(pool)


def test_a_part_that_is_made_anew_while_the_pool_is_opened_is_not_mixed_in(
    pool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another command may put a sheet in between the look at the index and its opening."""
    answering = index.answering

    def late(*of: object) -> object:
        monkeypatch.setattr(index, "answering", answering)
        put(pool, Row(EMIL, (), "Hidden Works", 0.5, "anyone"))
        next(
            path for path in (pool / "sheets").iterdir() if part_of(path.stem, 8) != part_of(NEW, 8)
        ).unlink()
        told(pool)
        return answering(*of)

    monkeypatch.setattr(index, "answering", late)
    with pytest.raises(BusyError, match="changed while it was read; ask again"):
        told(pool)
    assert told(pool)
