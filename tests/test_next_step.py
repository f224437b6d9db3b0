"""`weaklib` alone: what it tells to do next, for each state that the folders can be in."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.pages.made import EXAMPLE
from weaklib.action import ledger as ledger_room
from weaklib.cli import next_step as room
from weaklib.cli import weaklib
from weaklib.cli.next_step import Step, next_step

CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Ada,Lind,https://www.linkedin.com/in/ada,,Hafenlabor,Chemist,01 Jan 2024\n"
)
TODAY = date(2026, 11, 28)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with nothing in it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(path: str, text: str, *, days_ago: int = 0) -> Path:
    """Write a file whose time of change lies so many days before `TODAY`, at noon."""
    made = Path(path)
    made.parent.mkdir(parents=True, exist_ok=True)
    made.write_text(text, encoding="utf-8")
    noon = datetime.combine(TODAY - timedelta(days=days_ago), datetime.min.time()).replace(hour=12)
    os.utime(made, (noon.timestamp(),) * 2)
    return made


def exported(*, days_ago: int = 3) -> None:
    written("data/Connections.csv", CONNECTIONS, days_ago=days_ago)


def reported(*, days_ago: int = 2) -> None:
    written("reports/2026-10.html", "<html></html>", days_ago=days_ago)


def sent(*days_ago: int) -> None:
    """Record a message to somebody on each of these days."""
    made = ledger_room.open(Path("data/ledger.sqlite"))
    for number, days in enumerate(days_ago):
        on = TODAY - timedelta(days=days)
        known = {"name": f"Person {number}", "purpose": "advice", "recorded": f"{on}T08:00:00+00:00"}
        made.add(f"person-{number}", "sent", on=str(on), **known)


def goals(text: str = "roles: [Head of Data]\nweekly: 2\n") -> None:
    written("data/goals.yaml", text)


def told() -> Step:
    return next_step(Path("data"), Path("reports"), today=TODAY)


def test_without_a_folder_the_example_comes_first(place: Path) -> None:
    step = told()
    assert step.command == "report"
    assert "There is no folder data here" in step.stands[0]
    assert "Get a copy of your data" in step.stands[1]
    assert list(place.iterdir()) == []


def test_an_empty_folder_is_no_export(place: Path) -> None:
    (place / "data").mkdir()
    assert told().command == "report"
    assert told().stands[0] == "data holds no exports yet."


def test_with_the_example_alone_its_report_comes_first_and_then_ones_own(place: Path) -> None:
    shutil.copytree(EXAMPLE, place / "data" / "example")
    assert told().command == "report"
    assert "Marit Ebbesand, who does not exist" in told().stands[0]
    reported()
    assert told().command == "check"
    assert "put the zip into data/" in told().stands[1]


@pytest.mark.usefixtures("place")
def test_exports_without_a_report() -> None:
    exported()
    written("reports/index.html", "")  # it lists reports, and is none
    assert told() == Step(
        ("Your exports are in data, and no report was written of them yet.",),
        "report",
        "write it, as one page in reports/",
    )


@pytest.mark.usefixtures("place")
def test_exports_that_are_newer_than_the_report() -> None:
    reported(days_ago=3)
    exported(days_ago=2)
    assert told().command == "report"
    assert told().stands == ("Exports came into data after your newest report was written.",)


@pytest.mark.usefixtures("place")
def test_ones_own_files_are_no_newer_exports() -> None:
    exported()
    reported(days_ago=2)
    goals()
    written("data/people.csv", "person,decision\n")
    written("data/.cache/book.parquet", "")
    sent(1)
    assert "after your newest report" not in told().stands[0]


@pytest.mark.parametrize("text", [None, "", "weekly: 3\n"])
@pytest.mark.usefixtures("place")
def test_no_goals(text: str | None) -> None:
    exported()
    reported()
    if text is not None:
        goals(text)
    assert told().command == "lab"
    assert "there are no goals in data" in told().stands[0]
    assert "04-outreach" in told().does


@pytest.mark.usefixtures("place")
def test_an_empty_ledger() -> None:
    exported()
    reported()
    goals()
    assert told().command == "plan"
    assert "you recorded no message yet" in told().stands[0]
    assert not Path("data/ledger.sqlite").exists()  # looking makes none


@pytest.mark.parametrize(
    ("days_ago", "count", "command"),
    [
        ((7,), 0, "plan"),  # the eighth day back is no longer within seven
        ((6,), 1, "plan"),
        ((6, 0), 2, "log confirm"),
        ((30, 20, 0), 1, "plan"),
        ((5, 3, 0), 3, "log confirm"),
    ],
)
@pytest.mark.usefixtures("place")
def test_this_weeks_next_step(days_ago: tuple[int, ...], count: int, command: str) -> None:
    exported()
    reported()
    goals()
    sent(*days_ago)
    assert told().command == command
    assert told().stands == (
        f"In the last seven days you wrote to {count} of the 2 people that you set yourself a week.",
    )


@pytest.mark.parametrize(("days_ago", "old"), [(34, False), (35, True)])
@pytest.mark.usefixtures("place")
def test_exports_that_have_grown_old_are_told(days_ago: int, old: bool) -> None:
    exported(days_ago=days_ago)
    reported()
    goals()
    sent(1)
    assert (
        "Your newest export came on 24 October 2026; a fresh one tells what came of what you asked."
        in told().stands
    ) == old


@pytest.mark.usefixtures("place")
def test_goals_that_cannot_be_read_are_told_and_mended_first() -> None:
    exported()
    reported()
    goals("weekly: many\n")
    assert "goals.yaml" in told().stands[0]
    assert "weekly" in told().stands[0]
    assert told().command == "check"


@pytest.mark.usefixtures("place")
def test_a_damaged_ledger_is_told() -> None:
    exported()
    reported()
    goals()
    written("data/ledger.sqlite", "no ledger at all")
    assert "ledger.sqlite" in told().stands[0]
    assert told().command == "check"


def test_the_command_alone_prints_it_and_exits_with_0(place: Path) -> None:
    done = CliRunner().invoke(weaklib, [])
    assert done.exit_code == 0
    lines = done.output.splitlines()
    assert lines[0].startswith("There is no folder data here")
    assert lines[2:4] == ["Next: see what comes out, from the exports of an example.", ""]
    assert lines[4].endswith(" report")
    assert lines[-1].endswith("--help")
    assert list(place.iterdir()) == []


def test_help_stays() -> None:
    done = CliRunner().invoke(weaklib, ["--help"])
    assert done.exit_code == 0
    assert done.output.startswith("Usage:")
    assert "Next:" not in done.output


def test_the_program_is_called_as_it_can_be_typed(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = place / ".venv" / "bin" / "weaklib"
    monkeypatch.setattr(sys, "argv", [str(script)])
    monkeypatch.setattr(room.shutil, "which", lambda _: str(script))
    assert room.called() == "weaklib"
    monkeypatch.setattr(room.shutil, "which", lambda _: None)
    assert room.called() == os.path.join(".venv", "bin", "weaklib")  # noqa: PTH118 - as it is typed
    monkeypatch.setattr(sys, "argv", ["/somewhere/weaklib/cli/__main__.py"])
    assert room.called().endswith(" -m weaklib.cli")
