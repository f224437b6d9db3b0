"""What is made of the sheets that changed is what is made of all; and no change is overlooked."""

from __future__ import annotations

import contextlib
import json
import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pool.by_hand import Row
from tests.pool.made import DAY, manifest, said, write_rows
from tests.pool.test_brute_force import a_hash, table_of
from weaklib.book import BusyError
from weaklib.pool import footers
from weaklib.pool.engine import changes, head, making, open_pool
from weaklib.pool.engine.index import forget_at_once
from weaklib.pool.folder import every_sheet, withdraw

IDS = [a_hash(number) for number in range(500)]
TABLES = ("members", "known_as", "moved", "targets", "links", "breadth")
IN_WORDS = "SELECT t.* REPLACE (word AS organisation) FROM {} AS t LEFT JOIN words ON code = organisation"


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four sheets a part, and files that changed long ago."""
    monkeypatch.setattr(changes, "SHEETS_A_PART", 4)
    monkeypatch.setattr(footers, "TICK", 0)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each head that is written follows from few sheets."""
    ways: list[bool] = []
    narrow = head.narrow

    def noted(*of: object) -> bool:
        ways.append(narrow(*of))
        return ways[-1]

    monkeypatch.setattr(head, "narrow", noted)
    return ways


def worked_out(folder: Path) -> dict[str, list[str]]:
    """All that is worked out of a pool, with words for their numbers, which differ."""
    with open_pool(folder, as_of=DAY) as pool:
        run = pool.engine.run
        found = {name: run(f"FROM {name}") for name in TABLES}
        for name in ("ties", "loose"):
            found[name] = run(IN_WORDS.format(name))
        found["reach"] = run("SELECT member, word FROM reach JOIN words ON code = organisation")
        found["left out"] = [(Path(why.split(" ")[0]).name,) for why in pool.left_out]
        return {name: sorted(map(repr, rows)) for name, rows in found.items()}


def anew(folder: Path) -> dict[str, list[str]]:
    """The same, of a copy without an index."""
    copy = folder.with_name("copy")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".index"))
    return worked_out(copy)


def put(folder: Path, member: int, *rows: Row, keys: tuple[str, ...] = (), **other: object) -> Path:
    return write_rows(folder, table_of(rows), said(IDS[member][:16], (IDS[member], *keys), **other))


def any_sheet(draw: random.Random, folder: Path, member: int) -> None:
    """A sheet of people who are known by profiles and addresses that others have too, members among them."""
    rows = {}
    for _ in range(draw.randint(1, 7)):
        some = [100 + draw.randrange(20), 200 + draw.randrange(20), 400 + draw.randrange(15)]
        mails = {IDS[draw.choice(some)] for _ in range(draw.choice([0, 1, 1, 2]))}
        profile = IDS[draw.choice([draw.randrange(20), 300 + draw.randrange(20)])]
        by_mail = bool(mails) and draw.random() < 0.4
        contact = min(mails) if by_mail else profile
        mails |= {profile} if draw.random() < 0.1 else set()  # a profile that is an address for one
        where = draw.choice(["Aurora", "Nordlicht", "Hafenlabor", None])
        rows[contact] = Row(contact, tuple(sorted(mails)), where, draw.choice([0.1, 0.5, 0.9]), "anyone")
    keys = [IDS[kind + member] for kind in (100, 200) if draw.random() < 0.5]
    expires = draw.choice([DAY, DAY.replace(year=DAY.year + 1)])
    put(folder, member, *rows.values(), keys=tuple(keys), expires=expires)


@pytest.mark.parametrize("seed", range(4))
def test_what_follows_from_few_sheets_is_what_follows_from_all(
    tmp_path: Path, few: list[bool], seed: int
) -> None:
    draw, folder = random.Random(seed), tmp_path / "pool"
    manifest(folder)
    for member in range(draw.randint(5, 12)):
        any_sheet(draw, folder, member)
    worked_out(folder)
    for _ in range(5):
        for _ in range(draw.randint(1, 3)):
            member = draw.randrange(14)
            path = folder / "sheets" / f"{IDS[member][:16]}.parquet"
            what = draw.choice(["write", "write", "withdraw", "break"])
            if what == "write":
                any_sheet(draw, folder, member)
            elif what == "withdraw":
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(b"torn")
        assert worked_out(folder) == anew(folder)
    assert few.count(True) >= 4


def chain(folder: Path) -> Path:
    """Four members, and one human who is known to each by another hash, joined by addresses."""
    manifest(folder)
    put(folder, 1, Row(IDS[300], (IDS[100],), "Aurora", 0.9, "anyone"))
    put(folder, 2, Row(IDS[100], (IDS[100], IDS[101]), "Aurora", 0.5, "anyone"))
    put(folder, 3, Row(IDS[101], (IDS[101],), "Nordlicht", 0.1, "anyone"))
    last = put(folder, 4, Row(IDS[310], (), "Hafenlabor", 0.1, "anyone"))
    time.sleep(0.02)  # by now it would be seen if it changed again
    return last


def targets(folder: Path) -> dict[str, int]:
    with open_pool(folder, as_of=DAY) as pool:
        return {target.hex: members for target, members in pool.engine.run("FROM targets")}


def test_whom_a_sheet_joins_is_told_anew_in_the_sheets_of_others(tmp_path: Path, few: list[bool]) -> None:
    folder = tmp_path / "pool"
    chain(folder)
    joined = targets(folder)
    assert joined[IDS[300]] == 2  # who has the address 100 is that profile
    put(folder, 1, Row(IDS[320], (), None, 0.9, "anyone"))
    least = min(IDS[100], IDS[101])
    assert targets(folder) == {IDS[320]: 1, least: 2, IDS[310]: 1}
    assert few == [True]


def test_a_run_that_is_killed_before_the_head_is_written_leaves_no_index_of_two_ages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: list[bool]
) -> None:
    folder = tmp_path / "pool"
    chain(folder)
    worked_out(folder)
    put(folder, 1, Row(IDS[320], (), None, 0.9, "anyone"))
    with monkeypatch.context() as here:
        here.setattr(making, "_make_head", _killed)
        with pytest.raises(KeyboardInterrupt):
            worked_out(folder)
    assert worked_out(folder) == anew(folder)
    assert few == []  # the head was of a part that is no longer there
    put(folder, 1, Row(IDS[300], (IDS[100],), "Aurora", 0.9, "anyone"))
    assert worked_out(folder) == anew(folder)
    assert few == [True]


def _killed(*_of: object, **_more: object) -> None:
    raise KeyboardInterrupt


def test_a_sheet_that_is_replaced_within_a_tick_of_the_clock_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another file of the same size, by all that is listed of it the same."""
    folder = tmp_path / "pool"
    path = chain(folder)
    size = path.stat().st_size
    listed = footers.listed

    def in_one_tick(of: Path) -> list[footers.Listed]:
        return [each._replace(written=1_000_000_001, changed=1_000_000_001, number=1) for each in listed(of)]

    monkeypatch.setattr(footers, "TICK", 20_000_000)
    monkeypatch.setattr(making, "listed", in_one_tick)
    monkeypatch.setattr("weaklib.pool.engine.index.listed", in_one_tick)
    for now, seen in ((1_000_000_001, True), (2_000_000_001, False)):  # the second is the control
        put(folder, 4, Row(IDS[310], (), "Hafenlabor", 0.1, "anyone"))
        monkeypatch.setattr(making, "disk_time", lambda _folder, now=now: now)
        shutil.rmtree(folder / ".index", ignore_errors=True)
        assert IDS[310] in targets(folder)
        put(folder, 4, Row(IDS[311], (), "Hafenlabor", 0.1, "anyone"))
        assert path.stat().st_size == size
        assert (IDS[311] in targets(folder)) == seen


def test_who_leaves_is_gone_from_what_is_kept_at_once_and_the_rest_stays(
    tmp_path: Path, few: list[bool]
) -> None:
    folder = tmp_path / "pool"
    chain(folder)
    put(folder, 4, Row(IDS[310], (), "Hidden Works", 0.1, "anyone"))
    worked_out(folder)
    index = folder / ".index"

    def at_once(of: Path, sheets: object) -> None:
        forget_at_once(of, sheets, as_of=DAY)

    assert withdraw(folder, lambda sheet: sheet.member == IDS[4][:16], forgetting=at_once)
    assert few == [True]
    kept = b"".join(path.read_bytes() for path in index.iterdir())
    assert b"Aurora" in kept
    assert b"Hidden Works" not in kept
    for what in (IDS[4], IDS[4][:16], IDS[310]):
        number = bytes.fromhex(what)
        assert number not in kept
        assert number[::-1] not in kept
    written = {path.name: path.stat().st_mtime_ns for path in index.glob("*.duckdb")}
    assert worked_out(folder) == anew(folder)
    assert {path.name: path.stat().st_mtime_ns for path in index.glob("*.duckdb")} == written


def test_where_it_cannot_be_told_from_few_all_that_it_had_a_part_in_is_forgotten(tmp_path: Path) -> None:
    folder = tmp_path / "pool"
    path = chain(folder)
    worked_out(folder)
    (folder / ".index" / "pool.duckdb").write_bytes(b"no database")
    sheets = [sheet for sheet in every_sheet(folder) if sheet.path == path]
    path.unlink()
    forget_at_once(folder, sheets, as_of=DAY)
    assert not list((folder / ".index").glob("*.duckdb"))


def test_as_many_parts_as_there_are_hold_for_more_and_fewer_sheets(tmp_path: Path) -> None:
    folder = tmp_path / "pool"
    manifest(folder)

    def parts(members: int) -> int:
        for number in range(members):
            put(folder, number, Row(IDS[310], (), None, 0.1, "anyone"))
        for number in range(members, 60):
            (folder / "sheets" / f"{IDS[number][:16]}.parquet").unlink(missing_ok=True)
        worked_out(folder)
        return len(list((folder / ".index").glob("part-*")))

    # four a part at first; one sheet more is no reason to make all parts anew
    assert [parts(members) for members in (8, 9, 16, 17, 10, 8)] == [2, 2, 2, 5, 5, 2]


def test_a_file_that_is_called_as_a_part_and_is_none_is_in_nobodys_way(tmp_path: Path) -> None:
    folder = tmp_path / "pool"
    chain(folder)
    put(folder, 5, Row(IDS[310], (), None, 0.1, "anyone"))
    expected = worked_out(folder)
    (folder / ".index" / "part-1-of-7.duckdb").write_bytes(b"foreign")
    assert worked_out(folder) == expected
    put(folder, 5, Row(IDS[311], (), None, 0.1, "anyone"))
    assert worked_out(folder) == anew(folder)
    assert {path.name for path in (folder / ".index").glob("part-*")} == {
        "part-0-of-2.duckdb",
        "part-1-of-2.duckdb",
    }


def damaged(path: Path) -> None:
    """Flip some octets of each block that is there but the first, in which a file says where the others are."""
    octets = bytearray(path.read_bytes())
    for start in range(3 * 4096 + 2_000, len(octets), 4096):
        octets[start : start + 8] = bytes(255 - octet for octet in octets[start : start + 8])
    path.write_bytes(octets)


@pytest.mark.parametrize("name", ["part-0-of-1.duckdb", "pool.duckdb"])
def test_an_index_that_is_damaged_is_made_anew(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "pool"
    chain(folder)
    expected = worked_out(folder)
    damaged(folder / ".index" / name)
    told = None
    for _ in range(2):
        with contextlib.suppress(BusyError):  # who asks again is answered
            told = told or worked_out(folder)
    assert told == expected
    damaged(folder / ".index" / name)
    put(
        folder, 4, Row(IDS[311], (), "Aurora", 0.1, "anyone")
    )  # the part that is damaged is to be kept in part
    for _ in range(2):
        with contextlib.suppress(BusyError):
            told = worked_out(folder)
    assert told == anew(folder) != expected


class Opened(list[str]):
    """Which sheets are opened."""


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    monkeypatch.setattr(footers, "WORTH_IT", 2)
    names, open_sheet = Opened(), footers.open_sheet

    def noted(path: Path, of: object) -> object:
        names.append(path.name)
        return open_sheet(path, of)

    monkeypatch.setattr(footers, "open_sheet", noted)
    return names


def test_what_sheets_say_of_themselves_is_read_once(tmp_path: Path, opened: Opened) -> None:
    folder = tmp_path / "pool"
    path = chain(folder)
    sheets = every_sheet(folder)
    assert len(opened) == len(sheets) == 4
    opened.clear()
    assert every_sheet(folder) == sheets
    assert opened == []
    put(folder, 4, Row(IDS[311], (), None, 0.1, "anyone"))
    time.sleep(0.02)
    assert [sheet.rows for sheet in every_sheet(folder)] == [1, 1, 1, 1]
    assert opened == [path.name]
    kept = folder / ".index" / footers.REMEMBERED
    assert kept.stat().st_mode & 0o777 == 0o600
    assert IDS[4] in kept.read_text()
    assert [each.path for each in withdraw(folder, lambda sheet: sheet.member == IDS[4][:16])] == [path]
    assert IDS[4] not in kept.read_text()


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_text("no JSON"),
        lambda path: path.write_text("[" * 100_000),
        lambda path: path.write_text(json.dumps(json.loads(path.read_text()) | {"about": [0]})),
        lambda path: path.write_text(json.dumps(json.loads(path.read_text()) | {"sheets": {"a": 1}})),
        lambda path: path.chmod(0o666),
        lambda path: path.parent.chmod(0o777),
    ],
    ids=["text", "deep", "another", "shape", "open", "folder"],
)
def test_a_memory_that_is_damaged_or_anothers_is_not_believed(
    tmp_path: Path, opened: Opened, damage: object
) -> None:
    folder = tmp_path / "pool"
    chain(folder)
    sheets = every_sheet(folder)
    opened.clear()
    damage(folder / ".index" / footers.REMEMBERED)
    assert every_sheet(folder) == sheets
    assert len(opened) == 4


def test_two_who_find_the_pool_changed_make_it_one_after_the_other(tmp_path: Path) -> None:
    """The second waits, and finds that nothing is left to be made."""
    from concurrent.futures import ThreadPoolExecutor

    folder = tmp_path / "pool"
    chain(folder)
    worked_out(folder)
    time.sleep(0.01)
    put(folder, 4, Row(IDS[311], (), None, 0.1, "anyone"))
    time.sleep(0.01)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(_or_busy, [folder] * 4))
    told = [each for each in found if each]
    assert told
    assert all(each == anew(folder) for each in told)


def _or_busy(folder: Path) -> dict[str, list[str]] | None:
    try:
        return worked_out(folder)
    except BusyError:  # an answer of another age is none
        return None
