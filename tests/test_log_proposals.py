"""`weaklib log confirm`, `refuse` and `list --proposed` where nobody can be asked: they list, and say how."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import weaklib as wl
from tests.action.test_ledger_command import refused, rows, weaklib

EXAMPLE = Path(__file__).parents[1] / "data" / "example"


@pytest.fixture
def example(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLE, tmp_path / "data", ignore=shutil.ignore_patterns(".cache", "ledger.*"))
    return tmp_path / "data"


def proposed(example: Path) -> list[dict[str, object]]:
    """What waits, as JSON tells it."""
    return rows(weaklib("log", "list", example, "--proposed", "--format", "json"))


def test_what_is_proposed_is_listed_and_not_counted(example: Path) -> None:
    found = proposed(example)
    assert found
    assert {"proposal", "person", "step", "on", "sentence", "confidence", "rows"} <= found[0].keys()
    for command in (("list", "--proposed"), ("confirm",), ("refuse",)):
        told = weaklib("log", *command, example)
        assert told.returncode == 0, told.stderr
        assert f"{len(found)} proposals to answer; none is counted before." in told.stdout
        assert "`weaklib log confirm`" in told.stdout
        assert str(found[0]["proposal"]) in told.stdout
    assert not (example / "ledger.sqlite").exists()
    assert rows(weaklib("log", "list", example, "--format", "json")) == []


def test_one_is_confirmed_and_one_refused_by_their_ids(example: Path) -> None:
    first, second = (str(row["proposal"]) for row in proposed(example)[:2])
    confirmed = weaklib("log", "confirm", example, first, "--support", "0", "--note", "over lunch")
    assert (confirmed.returncode, confirmed.stdout) == (0, "1\n"), confirmed.stderr
    rejected = weaklib("log", "refuse", second[:8], example)
    assert (rejected.returncode, rejected.stdout) == (0, "2\n"), rejected.stderr
    assert "refused: " in rejected.stderr
    assert not {first, second} & {row["proposal"] for row in proposed(example)}
    ledger = wl.ledger.open(example / "ledger.sqlite")
    assert ledger.answered_proposals() == {first: "confirmed", second: "refused"}
    (came,) = ledger.outcomes().to_dict("records")
    assert (came["support"], came["note"], came["proposal"]) == (0, "over lunch", first)
    listed = rows(weaklib("log", "list", example, "--format", "json"))
    assert sorted(str(row["kind"]) for row in listed) == ["gift", "refusal"]


def test_an_answer_is_taken_back(example: Path) -> None:
    first = str(proposed(example)[0]["proposal"])
    weaklib("log", "refuse", example, first)
    assert first not in {row["proposal"] for row in proposed(example)}
    weaklib("log", "undo", example)
    assert first in {row["proposal"] for row in proposed(example)}


def test_what_is_no_proposal_is_refused_before_any_is_answered(example: Path) -> None:
    first = str(proposed(example)[0]["proposal"])
    refused(weaklib("log", "confirm", example, first, "p000000000000"), 2, "'p000000000000'", "--proposed")
    refused(weaklib("log", "confirm", example, example), 2, "one folder")
    refused(weaklib("log", "refuse", example, first, "--note", "x" * 3, "pnone"), 2)
    assert not (example / "ledger.sqlite").exists()
