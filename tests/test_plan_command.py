"""`weaklib plan` as a person meets it: the lists, what they say of themselves, and what is refused."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from tests.test_cli import ERA, assert_one_sentence, hostile, rows_of, weaklib

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "data" / "example"
CONTRACT = [
    *("purpose", "person", "name", "score", "relevance", "p_reply", "reasons", "evidence", "opens"),
    *("last_contact", "draft"),
]
WEEK = {"reconnect", "advice", "introduction"}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example in a folder of its own."""
    folder = tmp_path_factory.mktemp("plan") / "data"
    shutil.copytree(EXAMPLE, folder)
    return folder


def answer(*arguments: str | Path) -> dict[str, object]:
    done = weaklib("plan", *arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_the_week_s_list_goes_over_the_three_questions(example: Path) -> None:
    told = answer(example)
    rows = told["rows"]
    assert 3 <= len(rows) <= 5
    assert {row["purpose"] for row in rows} <= WEEK
    assert list(rows[0])[: len(CONTRACT)] == CONTRACT
    assert len({row["person"] for row in rows}) == len(rows)
    for row in rows:
        assert 1 <= len(row["reasons"]) <= 4
        assert len(row["reasons"]) == len(row["evidence"]) == len(row["confidence"])
        assert all(row["evidence"])
        assert row["draft"]
    assert told["as_of"] == "2026-10-31"


@pytest.mark.parametrize("purpose", [*sorted(WEEK), "maintain", "build"])
def test_each_list_alone(example: Path, purpose: str) -> None:
    rows = rows_of(weaklib("plan", example, "--purpose", purpose, "--format", "json"))
    assert rows
    assert {row["purpose"] for row in rows} == {purpose}
    scores = [row["score"] for row in rows if row["score"] is not None]
    assert scores == sorted(scores, reverse=True)


def test_somebody_leads_to_the_bridge_s_organisation(example: Path) -> None:
    rows = rows_of(weaklib("plan", example, "--at", "Nordlicht Energie GmbH", "--format", "json"))
    assert {row["purpose"] for row in rows} == {"introduction"}
    assert rows[0]["name"] == "Runa Solheim"


def test_an_organisation_without_a_way_in_is_a_sentence(example: Path) -> None:
    done = weaklib("plan", example, "--at", "Quxwerk Zzyzx AG")
    assert done.returncode == 0, done.stderr
    assert "Quxwerk Zzyzx AG" in done.stdout
    assert done.stdout.strip().endswith(".")
    told = answer(example, "--at", "Quxwerk Zzyzx AG")
    assert told["rows"] == []
    assert any("Quxwerk Zzyzx AG" in note for note in told["notes"])
    as_csv = weaklib("plan", example, "--at", "Quxwerk Zzyzx AG", "--format", "csv")
    assert list(csv.DictReader(io.StringIO(as_csv.stdout))) == []
    assert "Quxwerk Zzyzx AG" in as_csv.stderr


def test_a_topic_asks_for_advice(example: Path) -> None:
    rows = rows_of(
        weaklib("plan", example, "--topic", "moving a data warehouse to the cloud", "--format", "json")
    )
    assert rows
    assert {row["purpose"] for row in rows} == {"advice"}


def test_the_three_formats_tell_the_same_people(example: Path) -> None:
    names = [row["name"] for row in answer(example)["rows"]]
    as_csv = weaklib("plan", example, "--format", "csv")
    assert [row["name"] for row in csv.DictReader(io.StringIO(as_csv.stdout))] == names
    as_table = weaklib("plan", example).stdout
    assert all(name.split()[0] in as_table for name in names)


def test_without_goals_it_says_what_they_would_add(tmp_path: Path) -> None:
    shutil.copytree(ERA, tmp_path / "data")
    done = weaklib("plan", tmp_path / "data")
    assert done.returncode == 0, done.stderr
    assert "goals" in done.stdout.lower()
    assert "Traceback" not in done.stderr


def test_nothing_is_written_into_the_data(tmp_path: Path) -> None:
    shutil.copytree(ERA, tmp_path / "data")
    before = sorted(path.name for path in (tmp_path / "data").rglob("*"))
    assert weaklib("plan", tmp_path / "data").returncode == 0
    after = sorted(path.name for path in (tmp_path / "data").rglob("*") if ".cache" not in path.parts)
    assert after == before


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--purpose", "gossip"], "gossip"),
        (["--purpose", "advice", "--at", "Nordlicht"], "introduction"),
        (["--purpose", "reconnect", "--topic", "cloud"], "advice"),
        (["--as-of", "someday"], "someday"),
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused(example: Path, options: list[str], word: str) -> None:
    assert_one_sentence(weaklib("plan", example, *options), 2, word)


def test_goals_that_cannot_be_read_are_refused_with_their_line(tmp_path: Path) -> None:
    shutil.copytree(ERA, tmp_path / "data")
    (tmp_path / "data" / "goals.yaml").write_text("fields: [energy]\nfeilds: [research]\n", encoding="utf-8")
    assert_one_sentence(weaklib("plan", tmp_path / "data"), 2, "goals.yaml", "line 2", "feilds")


@pytest.mark.parametrize("style", ["table", "csv", "json"])
def test_hostile_names_do_nothing_to_a_terminal(style: str, tmp_path: Path) -> None:
    done = weaklib("plan", hostile(tmp_path / "data"), "--format", style, NO_COLOR="1")
    assert done.returncode == 0, done.stderr
    assert "\x1b]" not in done.stdout
    assert "\x1b[31m" not in done.stdout
    if style == "csv":
        cells = [cell for row in csv.reader(io.StringIO(done.stdout)) for cell in row]
        assert [cell for cell in cells if cell.startswith(("=", "@", "+"))] == []


def test_what_is_in_the_ledger_is_heeded(example: Path, tmp_path: Path) -> None:
    """Who was marked never is not suggested again; the ledger is read, never made."""
    from weaklib.action import ledger

    folder = tmp_path / "data"
    shutil.copytree(example, folder)
    first = answer(folder, "--purpose", "reconnect")["rows"][0]["person"]
    assert not (folder / "ledger.sqlite").exists()
    ledger.open(folder / "ledger.sqlite").add(first, "never", on="2026-10-30")
    told = answer(folder, "--purpose", "reconnect")
    assert first not in {row["person"] for row in told["rows"]}
    assert {"purpose": "reconnect", "person": first, "why": "you said never"} in told["left_out"]
    before = answer(folder, "--purpose", "reconnect", "--as-of", "2026-10-29")["rows"]
    assert first in {row["person"] for row in before}, "as the ledger stood on that day"


def test_what_is_entered_after_the_exports_end_is_heeded(example: Path, tmp_path: Path) -> None:
    """Exports end before the day on which somebody says never; the list of that day follows it."""
    folder = tmp_path / "data"
    shutil.copytree(example, folder)
    first = answer(folder, "--purpose", "reconnect")["rows"][0]
    done = weaklib("log", "mark", folder, "--person", first["person"], "--as", "never")
    assert done.returncode == 0, done.stderr
    assert first["person"] not in {row["person"] for row in answer(folder, "--purpose", "reconnect")["rows"]}


def test_the_owner_s_own_sentences_are_in_the_drafts(example: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(example, folder)
    (folder / "templates.yaml").write_text('reconnect: ["Ahoy {name}!"]\n', encoding="utf-8")
    drafts = {row["draft"] for row in answer(folder, "--purpose", "reconnect")["rows"]}
    assert all(draft.startswith("Ahoy ") for draft in drafts)
