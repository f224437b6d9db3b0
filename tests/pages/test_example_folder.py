"""An installed weaklib comes without data/example: its notebooks find the same example all the same."""

from __future__ import annotations

import filecmp
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pages.made import EXAMPLE
from weaklib.pages import example_folder as room
from weaklib.pages import outreach_inputs, trust


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """weaklib as a wheel lays it: no data folder beside the package."""
    monkeypatch.setattr(room, "SHIPPED", tmp_path / "data" / "example")
    room.example_folder.cache_clear()
    yield
    room.example_folder.cache_clear()


@pytest.mark.usefixtures("installed")
def test_the_example_is_made_with_its_goals_and_its_ledger() -> None:
    folder = room.example_folder()
    assert folder != EXAMPLE
    assert room.example_folder() == folder
    names = sorted(path.name for path in EXAMPLE.iterdir() if path.is_file())
    assert sorted(path.name for path in folder.iterdir()) == names
    assert filecmp.cmpfiles(folder, EXAMPLE, names, shallow=False)[0] == names
    assert len(trust.open_book("").people) == 320
    inputs = outreach_inputs.open_inputs("")
    assert inputs.goals.weekly == 5
    assert inputs.ledger is not None
    assert len(inputs.ledger.attempts()) > 50
    assert inputs.faults == ()


@pytest.mark.usefixtures("installed")
def test_a_copy_of_it_is_known_as_the_example(tmp_path: Path) -> None:
    assert outreach_inputs.is_example(EXAMPLE)
    assert not outreach_inputs.is_example(tmp_path)
    (tmp_path / "ledger.csv").write_text("person,step,on\n", encoding="utf-8")
    assert not outreach_inputs.is_example(tmp_path)


def test_in_a_checkout_it_is_the_one_that_is_there() -> None:
    assert room.example_folder() == EXAMPLE.resolve()
