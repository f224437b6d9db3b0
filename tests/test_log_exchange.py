"""`weaklib log import`, `list` and Tab: sheets told from exports, the example's own sheet, people completed."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

import weaklib as wl
from tests.action.test_ledger_command import refused, rows, weaklib
from weaklib.cli import log_completion
from weaklib.example.truths import PLANTED
from weaklib.pages import outreach_inputs

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "data" / "example"
ERA = ROOT / "tests" / "data" / "linkedin" / "2026"
SHEET = "person;step;on\nZoë Brandt;replied;2026-06-02\nZoë Brandt;sent;2026-06-01\n"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    shutil.copytree(ERA, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def example(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLE, tmp_path / "example", ignore=shutil.ignore_patterns(".cache", "ledger.sqlite*"))
    return tmp_path / "example"


def steps() -> list[str]:
    """The steps in the example's own sheet, as they are written there."""
    with (EXAMPLE / "ledger.csv").open(encoding="utf-8", newline="") as stream:
        return [row["step"] for row in csv.DictReader(stream)]


def test_a_sheet_is_told_from_an_export_by_its_columns(data: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text(SHEET, encoding="utf-8-sig")
    assert weaklib("log", "import", data, "--from", tmp_path / "mine.csv").stdout == "2 entries taken in.\n"
    assert weaklib("log", "import", data, "--from", tmp_path / "mine.csv").stdout == "0 entries taken in.\n"
    listed = rows(weaklib("log", "list", data, "--format", "json"))
    assert [row["step"] for row in listed] == ["replied", "sent"]
    # it was not known before it was entered, so no page of an earlier day tells it
    assert rows(weaklib("log", "list", data, "--as-of", "2026-06-30", "--format", "json")) == []
    weaklib("log", "export", data, "-o", tmp_path / "out.csv")
    (tmp_path / "new").mkdir()
    taken = weaklib("log", "import", tmp_path / "new", "--from", tmp_path / "out.csv")
    assert taken.stdout == "2 records taken in.\n", taken.stderr


def test_a_sheet_with_a_fault_is_named(data: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text(SHEET.replace("2026-06-02", "June"), encoding="utf-8")
    refused(
        weaklib("log", "import", data, "--from", tmp_path / "mine.csv"),
        2,
        "mine.csv, row 2",
        "'on'",
        "'June'",
    )
    assert not (data / "ledger.sqlite").exists()


def test_a_sheet_that_waits_beside_the_exports_is_no_export(data: Path) -> None:
    (data / "Ledger.CSV").write_text(SHEET, encoding="utf-8")
    before = wl.read(ERA).coverage.index
    assert set(wl.read(data).coverage.index) == set(before)
    (data / "Ledger.CSV").rename(data / "ledger.csv")
    told = weaklib("log", "list", data)
    assert "log import" in told.stdout
    assert str(data / "ledger.csv") in told.stdout
    assert "log import" in weaklib("log", "add", data, "--person", "zoë-brandt", "--step", "sent").stderr
    assert "log import" not in weaklib("log", "list", data).stdout  # there is a ledger now


def test_pages_say_that_a_sheet_waits(data: Path) -> None:
    (data / "ledger.csv").write_text(SHEET, encoding="utf-8")
    inputs = outreach_inputs.open_inputs(str(data))
    assert inputs.ledger is None
    assert [fault for fault in inputs.faults if "log import" in fault and "ledger.csv" in fault]
    assert outreach_inputs.read_inputs(str(data)).faults == ()


def test_the_example_s_sheet_is_read_as_a_ledger_and_nothing_is_written(example: Path) -> None:
    (example / "ledger.csv").chmod(0o400)
    example.chmod(0o500)
    try:
        one, again = (outreach_inputs.ledger_of(example) for _ in "12")
        assert one is again  # made once a process
        assert one is not None
        assert len(one.attempts()) == PLANTED.attempts
        assert (one.attempts()["class"] != "").all()
        assert outreach_inputs.ledger_to_write(str(example)) == one
        listed = weaklib("log", "list", example, "--format", "json")
        assert [row["id"] for row in rows(listed)] == [*range(len(one.entries()), 0, -1)]
        assert str(example / "ledger.csv") in listed.stderr
        assert not (example / "ledger.sqlite").exists()
    finally:
        example.chmod(0o700)


def test_the_first_entry_in_the_example_takes_its_sheet_in(example: Path) -> None:
    said = ("--person", "henrike oberländer", "--step", "conversation", "--note", "by phone")
    added, number = weaklib("log", "add", example, *said), len(steps())
    assert (added.returncode, added.stdout) == (0, f"{number + 1}\n"), added.stderr
    assert f"{number} entries of ledger.csv" in added.stderr
    assert f"Entry {number + 1} is undone." in weaklib("log", "undo", example).stdout
    assert len(rows(weaklib("log", "list", example, "--format", "json"))) == number


def test_the_example_s_own_sheet_is_counted_once(example: Path) -> None:
    taken = weaklib("log", "import", example, "--from", example / "ledger.csv")
    assert (taken.returncode, taken.stdout, taken.stderr) == (0, f"{len(steps())} entries taken in.\n", "")
    assert "0 entries" in weaklib("log", "import", example, "--from", example / "ledger.csv").stdout
    # as of the days that it tells of, as on the pages
    listed = weaklib("log", "list", example, "--as-of", "2025-05-02", "--format", "json")
    assert [row["step"] for row in rows(listed)] == ["replied", "sent"]


def test_a_sheet_that_is_taken_in_does_not_wait(data: Path) -> None:
    (data / "ledger.csv").write_text(SHEET, encoding="utf-8")
    taken = weaklib("log", "import", data, "--from", data / "ledger.csv")
    assert (taken.stdout, taken.stderr) == ("2 entries taken in.\n", "")


def test_nothing_was_recorded_in_days_to_come(data: Path, tmp_path: Path) -> None:
    """From a sheet or an export: a wrong year would be the newest day of the ledger for ever."""
    head, replied, sent = SHEET.splitlines()
    sheet = f"{head};recorded\n{replied};\n{sent};2999-01-01\n"
    (tmp_path / "mine.csv").write_text(sheet, encoding="utf-8")
    told = ("mine.csv, row 3", "'recorded'", "2999-01-01", "still to come")
    refused(weaklib("log", "import", data, "--from", tmp_path / "mine.csv"), 2, *told)
    assert not (data / "ledger.sqlite").exists()
    other = wl.ledger.open(tmp_path / "other.sqlite")
    other.add("zoë-brandt", "never", on="2026-10-01")
    other.add("li-wei-1", "never", on="2026-10-01", recorded="2999-01-01T10:00:00+01:00")
    (tmp_path / "out.csv").write_text(other.export_csv(), encoding="utf-8", newline="")
    told = ("out.csv, row 3", "'recorded'", "2999-01-01T10:00", "still to come")
    refused(weaklib("log", "import", data, "--from", tmp_path / "out.csv"), 2, *told)
    assert not (data / "ledger.sqlite").exists()


def test_panels_write_where_they_read() -> None:
    read = outreach_inputs.open_inputs("").ledger
    assert read is not None
    assert outreach_inputs.ledger_to_write("") == read
    assert read.path.parent == outreach_inputs.place_to_write("")
    assert EXAMPLE not in read.path.parents


def test_unasked(data: Path) -> None:
    said = ("log", "add", data, "--person", "zoë-brandt", "--on", "2026-03-01")
    added = weaklib(*said, "--step", "help", "--unasked", "--guidance", "0")
    assert (added.returncode, added.stdout) == (0, "1\n"), added.stderr
    assert "unasked: help, Zoë Brandt" in added.stderr
    refused(weaklib(*said, "--step", "sent", "--unasked"), 2, "unasked")
    (row,) = rows(weaklib("log", "list", data, "--format", "json"))
    assert (row["kind"], row["attempt"], row["guidance"], row["class"]) == (
        "gift",
        None,
        0.0,
        "moderately weak",
    )


def test_how_somebody_was_chosen(data: Path) -> None:
    weaklib("log", "add", data, "--person", "zoë-brandt", "--step", "sent", "--chosen", "chance")
    assert wl.ledger.open(data / "ledger.sqlite").attempts()["chosen"].tolist() == ["chance"]


def completed(*words: str | Path) -> list[str]:
    """What a shell would offer for the last of some words."""
    shown = subprocess.run(
        [sys.executable, "-c", "from weaklib.cli import main; main()"],
        capture_output=True,
        encoding="utf-8",
        env=os.environ
        | {
            "PYTHONPATH": str(ROOT),
            "PYTHONIOENCODING": "utf-8",
            "_WEAKLIB_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(["weaklib", *map(str, words)]),
            "COMP_CWORD": str(len(words)),
        },
        check=False,
        timeout=120,
    )
    assert shown.stderr == ""
    return [line.partition(",")[2] for line in shown.stdout.split()]


def test_tab_completes() -> None:
    assert completed("log", "add", "--step", "intro") == ["intro_offered", "intro_made"]
    assert completed("log", "snooze", "--purpose", "re") == ["reconnect"]
    began = time.perf_counter()
    assert completed("log", "add", EXAMPLE, "--person", "runa-s") == ["runa-solheim"]
    print(f"a person was completed in {time.perf_counter() - began:.2f} s")
    assert "runa-solheim" in completed("log", "mark", EXAMPLE, "--person", "solh")
    assert completed("log", "add", EXAMPLE / "nowhere", "--person", "runa") == []


def test_tab_waits_for_no_long_reading(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import click

    def offered() -> list[str]:
        context = click.Context(click.Command("add"))
        context.params = {"data": data}
        found = log_completion.people(context, click.Option(["--person"]), "l")
        return [item.value for item in found]

    assert sorted(offered()) == ["li-wei-1", "li-wei-2"]
    monkeypatch.setattr(log_completion, "QUICK", 100)
    assert offered() == []  # what was not read before is not read now


def test_tab_offers_nothing_that_a_shell_takes_for_something_else(data: Path) -> None:
    hostile = "\nAnn,$(reboot),,,,,20 Jun 2026\n"
    with (data / "Connections.csv").open("a", encoding="utf-8") as stream:
        stream.write(hostile)
    assert [person for person in wl.read(data).people.index if "reboot" in person and "$" in person]
    assert not [person for person in completed("log", "add", data, "--person", "") if "reboot" in person]
