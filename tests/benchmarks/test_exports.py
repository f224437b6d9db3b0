"""The exports that `make bench` writes are read to the last row, so its seconds are for real work."""

from __future__ import annotations

from pathlib import Path

import pytest

import weaklib as wl
from tests.benchmarks.exports import write_exports


def test_every_row_is_accounted_for(tmp_path: Path) -> None:
    written = write_exports(tmp_path, contacts=400, messages=3_000, events=300)
    book = wl.read(tmp_path).check()
    read = book.coverage["rows"].groupby(lambda source: Path(source).name).sum()
    assert dict(read.drop("calendar.ics")) == {
        name: rows for name, rows in written.items() if name != "calendar.ics"
    }
    assert read["calendar.ics"] >= 300
    assert set(book.coverage["kind"]) & {"not read"} == set()
    assert book.owner.emails == {"mira.okafor@example.org"}
    assert book.last_day().strftime("%Y-%m") == "2026-10"

    asides = book.set_aside.groupby(lambda row: Path(book.set_aside["source"][row]).name).size()
    assert asides["Connections.csv"] == 4  # the hidden ones
    assert 0.01 < asides["messages.csv"] / 3_000 < 0.025  # sponsored, from nobody, drafts
    assert 0.9 * 400 <= book.people["connected_on"].notna().sum() <= 400


def test_the_same_seed_writes_the_same_bytes(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "two", "other")]
    for folder, seed in zip(folders, (1, 1, 2), strict=True):
        folder.mkdir()
        write_exports(folder, contacts=50, messages=100, events=60, seed=seed)
    one, two, other = ([path.read_bytes() for path in sorted(folder.iterdir())] for folder in folders)
    assert one == two
    assert one != other


@pytest.mark.parametrize("size", [1, 5])
def test_a_very_small_export_can_be_written(tmp_path: Path, size: int) -> None:
    assert write_exports(tmp_path, contacts=size, messages=size, events=size)["messages.csv"] == size
