"""A book that was read before in this process: the same one, for as long as nothing has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from weaklib.sources import cache, read, read_again

EXAMPLE = Path(__file__).parents[2] / "data" / "example"


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cache, "LEAST_BYTES", 0)
    return shutil.copytree(EXAMPLE, tmp_path / "data", ignore=shutil.ignore_patterns(".cache"))


def test_the_book_is_the_same_one_while_nothing_changes(data: Path) -> None:
    first = read_again(data)
    assert read_again(data) is first
    assert read(data) is not first
    pd.testing.assert_frame_equal(read(data).people, first.people)


def test_a_changed_export_or_setting_is_read_anew(data: Path) -> None:
    first = read_again(data)
    (data / "settings.yaml").write_text("zone: Pacific/Auckland\n", encoding="utf-8")
    second = read_again(data)
    assert second is not first
    assert second.owner.zone == "Pacific/Auckland" != first.owner.zone
    calendar = next(data.glob("*.ics"))
    calendar.unlink()
    third = read_again(data)
    assert third is not second
    assert not third.coverage.index.str.endswith(".ics").any()


def test_what_is_too_little_to_keep_is_read_each_time(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "LEAST_BYTES", 1024**3)
    assert read_again(data) is not read_again(data)
