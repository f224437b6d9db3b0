"""Sheets and the folder they lie in: what a sheet holds, what is refused, and no trace of what was taken out."""

from __future__ import annotations

import datetime as dt
import json
import stat
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml

from tests.pool.pooled import KEY, TODAY, book_of, made, sheet_of
from weaklib.book import InputError, Owner
from weaklib.pool.example import DAY
from weaklib.pool.folder import add, current_sheets, every_sheet, new_pool, withdraw
from weaklib.pool.footers import look_through
from weaklib.pool.key import Key, fingerprint, mail_hash, profile_hash
from weaklib.pool.manifest import read_manifest
from weaklib.pool.sheet import COLUMNS, Sheet, read_rows
from weaklib.pool.sheet_checks import LARGEST, MOST_ROWS

PEOPLE = (
    ("Bo Karlsen", "bo-karlsen", ("bo@karlsen.example",), {"organisation": "Hafenlabor GmbH"}),
    ("Cy Dahl", "", ("cy@dahl.example", "cy@work.example"), {}),
    ("Dee Evans", "dee-evans", (), {"organisation": "Kornhaus"}),
)


@pytest.fixture
def pool(tmp_path: Path) -> Path:
    """An empty pool under the key of the tests."""
    new_pool(tmp_path / "pool", tmp_path / "keeper", name="Harbour friends", created=DAY, key=KEY)
    return tmp_path / "pool"


def mine(tmp_path: Path, *, key: Key = KEY, written: dt.date = DAY, **chosen: Any) -> Sheet:
    return sheet_of(book_of(*PEOPLE), tmp_path / "mine.parquet", key=key, written=written, **chosen)


def changed(sheet: Sheet, told: dict[str, Any] | None = None, **columns: Any) -> Path:
    """The sheet again, with what it says of its member, or some columns, changed."""
    file = pq.ParquetFile(sheet.path)
    said = json.loads(file.metadata.metadata[b"weaklib"]) | (told or {})
    table = file.read()
    for name, values in columns.items():
        at = table.schema.get_field_index(name)
        table = table.set_column(at, table.schema.field(at), pa.array(values, table.schema.field(at).type))
    path = sheet.path.with_name("changed.parquet")
    with pq.ParquetWriter(path, table.schema, store_schema=False) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata({"weaklib": json.dumps(said)})
    return path


def test_a_sheet_holds_these_columns_in_the_order_of_hashes(tmp_path: Path) -> None:
    sheet = mine(tmp_path, ask="contacts")
    rows = read_rows(sheet)
    assert tuple(rows.columns) == COLUMNS
    assert list(rows["contact"]) == sorted(rows["contact"])
    by_contact = rows.set_index("contact")
    bo = by_contact.loc[profile_hash(KEY, "bo-karlsen")]
    assert bo["mails"] == (mail_hash(KEY, "bo@karlsen.example"),)
    assert bo["organisation"] == "Hafenlabor GmbH"
    assert bo["ask"] == "contacts"
    cy = by_contact.loc[mail_hash(KEY, "cy@dahl.example")]
    assert cy["mails"] == tuple(
        sorted(mail_hash(KEY, each) for each in ("cy@dahl.example", "cy@work.example"))
    )
    assert pd.isna(cy["organisation"])
    assert by_contact.loc[profile_hash(KEY, "dee-evans"), "mails"] == ()
    assert stat.S_IMODE(sheet.path.stat().st_mode) == 0o600


def test_what_a_sheet_says_of_its_member_stands_in_its_metadata(tmp_path: Path) -> None:
    mine(tmp_path, **{"as": "Ada", "reach": "a message", "named": True, "days": 30})
    told = json.loads(pq.ParquetFile(tmp_path / "mine.parquet").metadata.metadata[b"weaklib"])
    hashes = [profile_hash(KEY, "ada-lind"), mail_hash(KEY, "ada@lind.example")]
    assert told == {
        "schema": 1,
        "pool": "harbour-friends",
        "fingerprint": fingerprint(KEY),
        "member": hashes[0][:16],
        "keys": hashes,
        "alias": "Ada",
        "named_as_broker": True,
        "ask": "a message",
        "written": "2026-11-01",
        "expires": "2026-12-01",
    }


def test_a_sheet_holds_for_a_year_and_calls_its_member_by_initials(tmp_path: Path) -> None:
    sheet = mine(tmp_path)
    assert (sheet.alias, sheet.expires, sheet.named_as_broker, sheet.ask) == (
        "A. L.",
        dt.date(2027, 11, 1),
        False,
        "",
    )


def test_the_same_contacts_make_the_same_bytes(tmp_path: Path) -> None:
    one = mine(tmp_path).path.read_bytes()
    other = sheet_of(book_of(*reversed(PEOPLE)), tmp_path / "other.parquet").path.read_bytes()
    assert one == other


def test_strength_is_rounded_to_tenths() -> None:
    rows = read_rows(current_sheets(made().folder, as_of=DAY)[0])
    strength = rows["strength"].dropna().astype("float64")
    assert len(strength) > 5
    assert ((strength * 10 - (strength * 10).round()).abs() < 1e-5).all()


def test_add_puts_it_under_the_name_of_its_member(pool: Path, tmp_path: Path) -> None:
    added = add(mine(tmp_path).path, pool, as_of=TODAY)
    assert added.replaced == ()
    assert added.sheet.path == pool / "sheets" / f"{added.sheet.member}.parquet"
    assert current_sheets(pool, as_of=TODAY) == (added.sheet,)
    assert stat.S_IMODE(added.sheet.path.stat().st_mode) == 0o600


def test_a_newer_sheet_of_a_member_replaces_the_older_and_says_so(pool: Path, tmp_path: Path) -> None:
    first = add(mine(tmp_path).path, pool, as_of=TODAY).sheet
    later = sheet_of(book_of(*PEOPLE[:2]), tmp_path / "later.parquet", written=dt.date(2026, 11, 2))
    added = add(later.path, pool, as_of=TODAY)
    assert added.replaced == (first,)
    assert [sheet.rows for sheet in current_sheets(pool, as_of=TODAY)] == [2]
    with pytest.raises(InputError, match=r"is older \(written on 2026-11-01\) .* nothing was changed"):
        add(tmp_path / "mine.parquet", pool, as_of=TODAY)
    assert [sheet.rows for sheet in current_sheets(pool, as_of=TODAY)] == [2]


def test_a_member_who_is_known_by_another_key_today_is_still_one(pool: Path, tmp_path: Path) -> None:
    by_mail = book_of(*PEOPLE, owner=Owner(name="Ada", emails=frozenset({"ada@lind.example"})))
    add(sheet_of(by_mail, tmp_path / "by-mail.parquet").path, pool, as_of=TODAY)
    added = add(mine(tmp_path, written=dt.date(2026, 11, 2)).path, pool, as_of=TODAY)
    assert [each.member != added.sheet.member for each in added.replaced] == [True]
    assert len(list((pool / "sheets").iterdir())) == 1


def test_a_sheet_counts_to_its_last_day(pool: Path, tmp_path: Path) -> None:
    add(mine(tmp_path, days=30).path, pool, as_of=TODAY)
    assert len(current_sheets(pool, as_of=dt.date(2026, 12, 1))) == 1
    assert current_sheets(pool, as_of=dt.date(2026, 12, 2)) == ()
    assert len(every_sheet(pool)) == 1
    with pytest.raises(InputError, match="expired on 2026-12-01"):
        add(tmp_path / "mine.parquet", pool, as_of=dt.date(2026, 12, 2))


def test_a_withdrawn_sheet_leaves_no_trace(pool: Path, tmp_path: Path) -> None:
    sheet = add(mine(tmp_path).path, pool, as_of=TODAY).sheet
    other = book_of(*PEOPLE, owner=Owner(name="Bo", profile="bo-karlsen"))
    add(sheet_of(other, tmp_path / "bo.parquet").path, pool, as_of=TODAY)
    (pool / ".index").mkdir()
    (pool / ".index" / "humans.parquet").write_bytes(b"what was computed")
    assert withdraw(pool, lambda each: each.member == sheet.member) == (sheet,)
    assert not (pool / ".index").exists()
    assert [each.alias for each in every_sheet(pool)] == ["B."]
    assert [path.stem for path in (pool / "sheets").iterdir()] != [sheet.member]
    rest = b"".join(path.read_bytes() for path in pool.rglob("*") if path.is_file())
    assert sheet.member.encode() not in rest  # Bo's sheet holds Ada under no key, as she is no contact of his


def test_what_takes_the_place_of_a_sheet_forgets_what_was_computed_from_that(
    pool: Path, tmp_path: Path
) -> None:
    (pool / ".index").mkdir()
    (pool / ".index" / "pool.duckdb").write_bytes(b"what was computed")
    add(mine(tmp_path).path, pool, as_of=TODAY)
    assert (pool / ".index").exists()  # nothing was computed from it yet
    add(mine(tmp_path).path, pool, as_of=TODAY)
    assert not (pool / ".index").exists()


def test_an_empty_pool_has_no_sheet(pool: Path) -> None:
    assert current_sheets(pool, as_of=TODAY) == ()
    assert withdraw(pool, lambda _: True) == ()


def test_a_folder_that_is_no_pool_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"is no pool, as it holds no pool\.yaml"):
        current_sheets(tmp_path, as_of=TODAY)


def test_there_is_one_pool_in_a_folder(pool: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a pool already \\('Harbour friends'\\)"):
        new_pool(pool, tmp_path, name="Another", created=TODAY)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"schema": 0}, "is of an old version \\(schema 0"),
        ({"schema": 2}, "was written by a newer weaklib \\(schema 2"),
        ({"k": 1}, "'k': input should be greater than or equal to 5"),
        ({"pool": "../../etc"}, "'pool': has what no pool has"),
        ({"more": 1}, "'more': extra inputs"),
        ({"name": "Choir\n\x1b[2J"}, "'name': has what no pool has"),
    ],
)
def test_a_manifest_that_says_what_cannot_be_is_refused(pool: Path, line: dict[str, Any], words: str) -> None:
    path = pool / "pool.yaml"
    path.write_text(yaml.safe_dump(yaml.safe_load(path.read_text()) | line))
    with pytest.raises(InputError, match=words):
        read_manifest(pool)


# what others hand over


def refused(pool: Path, path: Path, words: str) -> None:
    with pytest.raises(InputError, match=words) as error:
        add(path, pool, as_of=TODAY)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)
    assert list((pool / "sheets").iterdir()) == []


def test_a_foreign_parquet_is_refused(pool: Path, tmp_path: Path) -> None:
    pd.DataFrame({"name": ["Bo"]}).to_parquet(tmp_path / "foreign.parquet")
    refused(pool, tmp_path / "foreign.parquet", "is no sheet of a pool, as nothing in it says whose it is")


def test_no_parquet_is_refused(pool: Path, tmp_path: Path) -> None:
    (tmp_path / "list.parquet").write_text("Bo Karlsen\n" * 100)
    refused(pool, tmp_path / "list.parquet", "is no Parquet file, or was cut short")
    (tmp_path / "none.parquet").write_bytes(b"")
    refused(pool, tmp_path / "none.parquet", "is no Parquet file, or was cut short")
    refused(pool, tmp_path / "missing.parquet", "cannot be read \\(No such file or directory\\)")


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_refused(pool: Path, tmp_path: Path, share: float) -> None:
    octets = mine(tmp_path).path.read_bytes()
    (tmp_path / "torn.parquet").write_bytes(octets[: int(len(octets) * share)])
    refused(pool, tmp_path / "torn.parquet", "is no Parquet file, or was cut short")


def test_a_file_with_torn_pages_is_refused(pool: Path, tmp_path: Path) -> None:
    octets = bytearray(mine(tmp_path).path.read_bytes())
    octets[4:400] = bytes(396)
    (tmp_path / "torn.parquet").write_bytes(octets)
    refused(pool, tmp_path / "torn.parquet", "is no Parquet file, or was cut short|holds what no sheet does")


def test_old_and_new_versions_are_refused(pool: Path, tmp_path: Path) -> None:
    sheet = mine(tmp_path)
    refused(pool, changed(sheet, {"schema": 0}), "is of an old version \\(schema 0, this weaklib reads 1\\)")
    refused(
        pool, changed(sheet, {"schema": 2}), "was written by a newer weaklib \\(schema 2, this one reads 1\\)"
    )


def test_a_sheet_of_another_pool_is_refused(pool: Path, tmp_path: Path) -> None:
    other = mine(tmp_path, key=Key("alumni-1", KEY.octets))
    refused(pool, other.path, "is a sheet of another pool \\(alumni-1, this one is harbour-friends\\)")


def test_a_sheet_under_another_key_is_refused(pool: Path, tmp_path: Path) -> None:
    other = mine(tmp_path, key=Key("harbour-friends", bytes(32)))
    refused(pool, other.path, "was made with another key than this pool's")


def test_a_sheet_of_5_gb_is_refused_before_it_is_opened(pool: Path, tmp_path: Path) -> None:
    with (tmp_path / "huge.parquet").open("wb") as stream:
        stream.truncate(5 * 10**9)
    refused(pool, tmp_path / "huge.parquet", f"has 5.0 GB, more than any sheet \\({LARGEST // 2**20} MB\\)")


def test_a_sheet_that_unpacks_to_more_than_anybody_knows_is_refused(pool: Path, tmp_path: Path) -> None:
    sheet = mine(tmp_path)
    one = pq.ParquetFile(sheet.path).read().slice(0, 1)
    file = pq.ParquetFile(sheet.path)
    many = one.take(pa.array([0] * (MOST_ROWS + 1)))
    with pq.ParquetWriter(tmp_path / "many.parquet", many.schema, store_schema=False) as writer:
        writer.write_table(many)
        writer.add_key_value_metadata({"weaklib": file.metadata.metadata[b"weaklib"]})
    assert (tmp_path / "many.parquet").stat().st_size < LARGEST
    refused(pool, tmp_path / "many.parquet", "has 500,001 rows, more than anybody knows")


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("contact", ["Bo Karlsen", "x", "y"]),
        ("mails", [["bo@karlsen.example"], [], []]),
        ("organisation", ["bo@karlsen.example", None, None]),
        ("place", ["https://karlsen.example", None, None]),
        ("function", ["x" * 301, None, None]),
        ("class", ["best friends", "weak", "weak"]),
        ("class", [None, "weak", "weak"]),
        ("strength", [7.0, 0.1, 0.2]),
        ("strength", [None, 0.1, 0.2]),
        ("ask", ["by phone: 0123", "anyone", "anyone"]),
    ],
)
def test_cells_that_no_sheet_holds_are_refused(
    pool: Path, tmp_path: Path, column: str, values: list[Any]
) -> None:
    refused(pool, changed(mine(tmp_path), **{column: values}), f"column '{column}' holds what no sheet does")


def test_a_contact_twice_is_refused(pool: Path, tmp_path: Path) -> None:
    refused(pool, changed(mine(tmp_path), contact=["a" * 32, "a" * 32, "b" * 32]), "has a contact twice")


def test_a_column_more_is_refused(pool: Path, tmp_path: Path) -> None:
    sheet = mine(tmp_path)
    file = pq.ParquetFile(sheet.path)
    table = file.read().append_column("name", pa.array(["Bo", "Cy", "Dee"]))
    with pq.ParquetWriter(tmp_path / "more.parquet", table.schema) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata({"weaklib": file.metadata.metadata[b"weaklib"]})
    refused(pool, tmp_path / "more.parquet", "has a column 'name', so it is no sheet of this version")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"expires": "2040-01-01"}, "a sheet holds for two years at most"),
        ({"written": "2026-11-09", "expires": "2026-12-01"}, "says that it was written on 2026-11-09"),
        ({"alias": "ada@lind.example"}, "says of 'alias' what no sheet does"),
        ({"alias": "<b>Ada</b>"}, "says of 'alias' what no sheet does"),
        ({"member": "../x"}, "says of 'member' what no sheet does"),
        ({"keys": []}, "says of 'keys' what no sheet does"),
        ({"phone": "0123"}, "says of 'phone' what no sheet does"),
    ],
)
def test_a_member_who_says_what_cannot_be_is_refused(
    pool: Path, tmp_path: Path, told: dict[str, Any], words: str
) -> None:
    refused(pool, changed(mine(tmp_path), told), words)


def test_a_file_that_was_put_into_the_folder_by_hand_is_named(pool: Path, tmp_path: Path) -> None:
    sheet = add(mine(tmp_path).path, pool, as_of=TODAY).sheet
    (pool / "sheets" / "0123.parquet").write_bytes(sheet.path.read_bytes())
    looked = look_through(pool, read_manifest(pool))
    assert looked.sheets == current_sheets(pool, as_of=TODAY) == (sheet,)
    (told,) = looked.left_out
    assert "0123.parquet is not called as its member is" in told


def test_a_damaged_sheet_of_another_keeps_nobody_from_adding_and_leaving(pool: Path, tmp_path: Path) -> None:
    broken = pool / "sheets" / f"{'f' * 16}.parquet"
    broken.write_bytes(b"torn")
    sheet = add(mine(tmp_path).path, pool, as_of=TODAY).sheet
    assert withdraw(pool, lambda each: each.member == sheet.member) == (sheet,)
    assert [path.name for path in (pool / "sheets").iterdir()] == [broken.name]


def test_a_new_sheet_takes_the_place_of_ones_own_that_is_damaged(pool: Path, tmp_path: Path) -> None:
    sheet = add(mine(tmp_path).path, pool, as_of=TODAY).sheet
    sheet.path.write_bytes(b"torn")
    assert every_sheet(pool) == ()
    assert add(mine(tmp_path).path, pool, as_of=TODAY).sheet == sheet
    assert every_sheet(pool) == (sheet,)


def test_a_member_who_is_there_twice_is_named(pool: Path, tmp_path: Path) -> None:
    sheet = add(mine(tmp_path).path, pool, as_of=TODAY).sheet
    twin = changed(sheet, {"member": "0" * 16, "keys": ["0" * 32, *sheet.keys]})
    twin.replace(pool / "sheets" / f"{'0' * 16}.parquet")
    with pytest.raises(InputError, match="are sheets of the same member; take the older one out"):
        current_sheets(pool, as_of=TODAY)
