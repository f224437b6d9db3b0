"""Goals and ledger beside the exports: read where they are there, never made, and a fault is a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages.made import EXAMPLE
from weaklib.action import ledger
from weaklib.action.goals import Goals
from weaklib.book import InputError
from weaklib.pages import page
from weaklib.pages.outreach_inputs import (
    faults_in_words,
    folder_of,
    goals_in_words,
    open_inputs,
    place_to_write,
    read_inputs,
)

HOSTILE = "<b onclick=x>[x](javascript:alert(1))</b>"


def test_an_empty_folder_has_no_goals_no_ledger_and_no_fault(tmp_path: Path) -> None:
    inputs = open_inputs(str(tmp_path))
    assert (inputs.goals, inputs.ledger, inputs.templates, inputs.faults) == (Goals(), None, None, ())
    assert faults_in_words(inputs) is None
    assert list(tmp_path.iterdir()) == []


def test_what_is_beside_the_exports_is_read(tmp_path: Path) -> None:
    (tmp_path / "goals.yaml").write_text("fields: [energy]\n", encoding="utf-8")
    ledger.open(tmp_path / "ledger.sqlite").add("runa", "skip", on="2026-10-30")
    inputs = open_inputs(str(tmp_path / "Connections.csv"))
    assert inputs.goals.fields == ("energy",)
    assert inputs.ledger is not None
    assert list(inputs.ledger.marks()["person"]) == ["runa"]


def test_sentences_of_one_s_own_take_the_place_of_those_that_ship(tmp_path: Path) -> None:
    (tmp_path / "templates.yaml").write_text('reconnect: ["Ahoy {name}!"]\n', encoding="utf-8")
    templates = open_inputs(str(tmp_path)).templates
    assert templates is not None
    assert templates["reconnect"] == ("Ahoy {name}!",)
    assert templates["advice"]


def test_who_wants_to_hear_of_a_fault_at_once_does(tmp_path: Path) -> None:
    (tmp_path / "templates.yaml").write_text('reconnect: ["Ahoy {shoe_size}!"]\n', encoding="utf-8")
    assert "shoe" in " ".join(open_inputs(str(tmp_path)).faults)
    with pytest.raises(InputError, match="shoe"):
        read_inputs(str(tmp_path))


def test_a_damaged_file_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "goals.yaml").write_text(f"'{HOSTILE}': [energy]\n", encoding="utf-8")
    (tmp_path / "ledger.sqlite").write_text("no ledger")
    inputs = open_inputs(str(tmp_path))
    assert inputs.goals == Goals()
    assert len(inputs.faults) >= 1
    told = page.to_html(faults_in_words(inputs).data)
    assert "goals.yaml" in told.replace("&#46;", ".")
    assert "<b" not in told
    assert "href" not in told


def test_the_example_is_never_written_into() -> None:
    assert folder_of("") == EXAMPLE
    assert EXAMPLE not in {place_to_write(""), *place_to_write("").parents}
    assert place_to_write("") == place_to_write("")
    assert place_to_write(str(EXAMPLE)) == EXAMPLE


def test_goals_are_told_in_words() -> None:
    asked = Goals(roles=("Head of Data",), fields=(HOSTILE,), challenges=("How?", "Why?"), weekly=1)
    told = goals_in_words(asked).data
    assert "roles Head of Data and fields" in told
    assert "You want to write to 1 person a week." in told
    assert "You wrestle with 2 challenges:" in told
    assert "<b" not in page.to_html(told)
    assert "No goals are given" in goals_in_words(Goals()).data
