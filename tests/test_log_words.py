"""What `weaklib log` says of a word that it cannot take: in its own words, with what to do instead."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import weaklib as wl
from tests.action.test_ledger_command import refused, rows, weaklib

ERA = Path(__file__).parents[1] / "tests" / "data" / "linkedin" / "2026"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two who were written to, and what came of it."""
    shutil.copytree(ERA, tmp_path / "data")
    ledger = wl.ledger.open(tmp_path / "data" / "ledger.sqlite")
    ledger.add("zoë-brandt", "sent", on="2026-06-01", purpose="introduction", name="Zoë Brandt")
    ledger.add("zoë-brandt", "intro_made", on="2026-06-03", support=2)
    ledger.add("greta-sandvik", "help", on="2026-06-03", unasked=True)
    return tmp_path / "data"


def test_what_a_step_may_say(data: Path) -> None:
    add = ("log", "add", data, "--person", "zoë-brandt", "--on", "2026-06-09", "--step")
    refused(
        weaklib(*add, "replied", "--via", "mail"),
        2,
        "--via says nothing of 'replied'",
        "leave it out",
        "--on, --purpose, --to, --engagement, --support, --guidance, --unasked and --note",
    )
    refused(weaklib(*add, "replied", "--chosen", "own"), 2, "--chosen says nothing")
    refused(weaklib(*add, "sent", "--support", "1"), 2, "--support says nothing of 'sent'", "--via")
    refused(weaklib(*add, "help", "--unasked", "--purpose", "advice"), 2, "--purpose", "came unasked")
    for inner in ("attempt", "proposal", "to_person", "class"):
        assert inner not in weaklib(*add, "replied", "--via", "mail").stderr
    edit = ("log", "edit", data)
    refused(weaklib(*edit, "2", "--via", "mail"), 2, "--via says nothing of entry 2", "--support")
    refused(weaklib(*edit, "3", "--purpose", "advice"), 2, "--purpose says nothing of entry 3")
    refused(weaklib(*edit, "1", "--until", "2090-01-01"), 2, "--until says nothing of entry 1", "--via")
    assert wl.ledger.open(data / "ledger.sqlite").check() == 3


def test_whom_an_edit_leads_to(data: Path) -> None:
    """As `log add` takes it: an id where the exports know one such, and no one of several."""
    edit = ("log", "edit", data, "2", "--to")
    refused(weaklib(*edit, "li wei"), 2, "li-wei-1", "li-wei-2", "2 people")
    refused(weaklib(*edit, "zoë brandt"), 2, "to themselves")
    for said, kept in (("Marta Lindqvist", "marta-lindqvist"), (" Nobody Known ", "Nobody Known"), ("", "")):
        assert weaklib(*edit, said).returncode == 0
        assert wl.ledger.open(data / "ledger.sqlite").outcomes().at[2, "to_person"] == kept
    for left in data.glob("*.csv"):
        left.unlink()
    assert weaklib(*edit, "Marta Lindqvist").returncode == 0  # exports that are gone keep nobody from it
    assert wl.ledger.open(data / "ledger.sqlite").outcomes().at[2, "to_person"] == "Marta Lindqvist"


def test_a_rating_is_taken_away(data: Path) -> None:
    weaklib("log", "edit", data, "2", "--engagement", "0", "--support", "NONE")
    (row,) = [row for row in rows(weaklib("log", "list", data, "--format", "json")) if row["id"] == 2]
    assert (row["engagement"], row["support"], row["guidance"]) == (0.0, None, None)
    refused(weaklib("log", "edit", data, "2", "--support", "much"), 2, "much")


@pytest.mark.parametrize("step", ["intro_made", "connection"])
def test_nobody_leads_to_themselves(step: str, data: Path) -> None:
    for more in ((), ("--unasked",)):
        said = ("--person", "zoë brandt", "--step", step, "--to", "Zoë Brandt", *more)
        refused(weaklib("log", "add", data, *said), 2, "Zoë Brandt to themselves")


def test_a_day_long_ago(data: Path) -> None:
    said = ("--person", "zoë brandt", "--step", "sent", "--on", "1850-01-01")
    refused(weaklib("log", "add", data, *said), 2, "'1850-01-01', before 1900")


def test_a_word_that_is_no_id(data: Path) -> None:
    refused(weaklib("log", "undo", "abc", data), 2, "'abc' is no id", "log list")
    refused(weaklib("log", "undo", "abc"), 2, "'abc' is no id", "no folder")
    refused(weaklib("log", "edit", data, "2x", "--note", "x"), 2, "'2x' is no id")
    refused(weaklib("log", "confirm", data, "p"), 2, "'p' is no id", "log list --proposed")
    refused(weaklib("log", "refuse", "P12", data), 2, "'P12' is no id")
    refused(weaklib("log", "undo", "1", "2", data), 2, "one entry and one folder")


def test_an_entry_of_a_clock_that_was_ahead_is_taken_back(data: Path) -> None:
    ledger = wl.ledger.open(data / "ledger.sqlite")
    ledger.add("li-wei-1", "never", on="2026-06-04", recorded="2999-01-01T10:00:00+01:00")
    assert "Entry 4 is undone." in weaklib("log", "undo", data).stdout
    # which moves nothing else to that day
    assert "Entry 3 is undone." in weaklib("log", "undo", data).stdout
    assert ledger.records()[-1].recorded[:4] < "2999"
