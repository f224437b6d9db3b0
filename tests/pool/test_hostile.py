"""What somebody may write on purpose into a manifest, a sheet or a request: refused in one sentence, at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml

from tests.pool.by_hand import Row
from tests.pool.made import DAY, SCHEMA, manifest, said
from tests.pool.pooled import book_of, seen_by
from tests.pool.test_brute_force import a_hash, table_of
from weaklib.book import InputError
from weaklib.pool.choosing import read_choices
from weaklib.pool.contribute import contribute
from weaklib.pool.folder import add, own_sheet
from weaklib.pool.manifest import read_manifest
from weaklib.pool.request import read_request

ME = a_hash(1)
GOOD = json.loads(said(ME[:16], (ME,)).model_dump_json(by_alias=True))
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
TEXTS = [BOMB + "schema: *i\nweaklib_request: *i\n", "[" * 5_000, "schema: " + "9" * 5_000, "a: 2026-99-99"]


def one_sentence(what: Callable[[], object], words: str) -> None:
    with pytest.raises(InputError, match=words) as refused:
        what()
    told = str(refused.value)
    assert "\n" not in told
    assert "\x1b" not in told
    assert len(told) < 500


@pytest.mark.parametrize("text", TEXTS, ids=["bomb", "deep", "number", "day"])
def test_yaml_that_unfolds_without_end_is_refused_wherever_it_is_read(tmp_path: Path, text: str) -> None:
    for name in ("pool.yaml", "pools.yaml", "request.yaml"):
        (tmp_path / name).write_text(text)
    one_sentence(lambda: read_manifest(tmp_path), "cannot be read as YAML")
    one_sentence(lambda: read_choices(tmp_path), "cannot be read as YAML")
    one_sentence(lambda: read_request(tmp_path / "request.yaml"), "cannot be read as YAML")


def handed_over(folder: Path, told: bytes) -> Path:
    """A sheet that says this of its member."""
    path = folder / "sheet.parquet"
    with pq.ParquetWriter(path, SCHEMA, store_schema=False) as writer:
        writer.write_table(table_of((Row(a_hash(2), (), "Aurora", 0.5, "anyone"),)).cast(SCHEMA))
        writer.add_key_value_metadata({b"weaklib": told})
    return path


@pytest.mark.parametrize(
    "lie",
    [
        *({"alias": alias} for alias in ("\x1b[2J", "<b>Bo</b>", "Bo\nCy", "\u202eoB", " ", "\u200b", "x" * 10**7)),
        *({"member": member} for member in ("../../../../evil", "f" * 16)),
        *({"keys": keys} for keys in ([], ["x" * 32], [ME.upper()])),
        {"expires": "9999-12-31"},
        {"written": "2030-01-01", "expires": "2030-06-01"},
        {"schema": [1]},
    ],
    ids=lambda lie: str(lie)[:30],
)  # fmt: skip
def test_what_a_sheet_says_of_its_member_is_checked(tmp_path: Path, lie: dict[str, object]) -> None:
    manifest(tmp_path)
    add(handed_over(tmp_path, json.dumps(GOOD).encode()), tmp_path, as_of=DAY)  # the control
    path = handed_over(tmp_path, json.dumps(GOOD | lie).encode())
    one_sentence(lambda: add(path, tmp_path, as_of=DAY), "sheet.parquet ")


def test_metadata_nested_without_end_is_refused(tmp_path: Path) -> None:
    manifest(tmp_path)
    path = handed_over(tmp_path, b"[" * 90_000)
    one_sentence(lambda: add(path, tmp_path, as_of=DAY), "says nothing of itself that can be read")


def test_a_text_of_a_megabyte_in_every_row_takes_no_room(tmp_path: Path) -> None:
    """The file is small, as Parquet writes a text that comes again only once; as rows it were 100 GB."""
    manifest(tmp_path)
    rows = 100_000
    table = pa.table(
        {
            name: pa.DictionaryArray.from_arrays(pa.repeat(pa.scalar(0, pa.int32()), rows), ["x" * 10**6])
            if name == "organisation"
            else pa.nulls(rows, SCHEMA.field(name).type)
            for name in SCHEMA.names
        }
    )
    path = tmp_path / "sheet.parquet"
    with pq.ParquetWriter(path, table.schema, store_schema=False) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata({b"weaklib": json.dumps(GOOD)})
    assert path.stat().st_size < 10**7
    before = pa.default_memory_pool().bytes_allocated()
    one_sentence(lambda: add(path, tmp_path, as_of=DAY), "column 'organisation' holds what no sheet does")
    assert pa.default_memory_pool().max_memory() - before < 10**9


def test_an_organisation_with_an_at_is_left_blank_and_the_sheet_is_taken(tmp_path: Path) -> None:
    names = {"bo-karlsen": "Women@Work", "cy-dahl": "https://aurora.example", "dee-foss": "Aurora"}
    book = book_of(*((slug, slug, (), {"organisation": name}) for slug, name in names.items()))
    seen = seen_by(book)
    assert seen["organisation"].dropna().to_dict() == {"dee-foss": "Aurora"}
    manifest(tmp_path)
    says = said(ME[:16], (ME,))
    assert add(contribute(seen, says, tmp_path / "s.parquet").path, tmp_path, as_of=DAY).sheet.rows == 3


@pytest.mark.parametrize(
    "lie",
    [
        {"why": "Tides?\n\nFirst, to them alone: pay me"},
        {"by": "\x1b[2J"},
        {"pool_name": "\u202eloop"},
        {"pool": "../../settings"},
        {"wanted": {"name": "Bo"}},
    ],
    ids=str,
)
def test_a_request_cannot_speak_in_anothers_voice(tmp_path: Path, lie: dict[str, object]) -> None:
    path = tmp_path / "request.yaml"
    good = {"weaklib_request": 1, "pool": "made-up", "pool_name": "Made up", "fingerprint": "0" * 16}
    good |= {"by": "Ada", "by_member": "0" * 16, "to": "Bo", "to_member": "1" * 16, "target": ME}
    good |= {"written": "2026-11-01", "expires": "2026-12-01"}
    path.write_text(yaml.safe_dump(good))
    assert read_request(path).by == "Ada"  # the control
    path.write_text(yaml.safe_dump(good | lie))
    one_sentence(lambda: read_request(path), f"says of '{next(iter(lie))}.* what no request does")


def test_ones_own_sheet_is_found_though_others_are_damaged_and_not_after_its_last_day(tmp_path: Path) -> None:
    manifest(tmp_path)
    add(handed_over(tmp_path, json.dumps(GOOD).encode()), tmp_path, as_of=DAY)
    (tmp_path / "sheets" / f"{'f' * 16}.parquet").write_bytes(b"torn")
    found = own_sheet(tmp_path, (a_hash(7), ME), as_of=DAY)
    assert found is not None
    assert found.member == ME[:16]
    assert own_sheet(tmp_path, (ME,), as_of=found.expires.replace(year=found.expires.year + 1)) is None
    assert own_sheet(tmp_path, (a_hash(7),), as_of=DAY) is None
