"""`weaklib pool` as members and whoever keeps the folder meet it."""

from __future__ import annotations

import json
import re
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.pool.pooled import members
from tests.terminal import at_terminal
from tests.test_cli import assert_one_sentence, weaklib

ORGANISATION = "Fjordkraft Tromvik"


def done(finished: subprocess.CompletedProcess[str]) -> str:
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two members, Runa, who keeps the pool, and Ingeborg, each with a folder of their own."""
    folder = tmp_path_factory.mktemp("pool")
    for slug in ("runa-solheim", "ingeborg-vance", "aksel-brekke"):
        shutil.copytree(members()[slug], folder / slug)
    runa = folder / "runa-solheim"
    told = done(weaklib("pool", "new", folder / "pool", runa, "--name", "Choir & co"))
    assert "give the key to the members alone, apart from the folder" in told
    return folder


@pytest.fixture(scope="module")
def key(ground: Path) -> Path:
    (found,) = (ground / "runa-solheim" / "pools").glob("*.key")
    return found


@pytest.fixture(scope="module")
def filled(ground: Path, key: Path) -> Path:
    """The pool with three sheets."""
    for slug, alias in (("runa-solheim", "Runa"), ("ingeborg-vance", "Ingeborg"), ("aksel-brekke", "Aksel")):
        sheet = ground / f"{slug}.parquet"
        options = ["--key", key, "--as", alias, "-o", sheet, "--yes", "--reach", f"ask {alias}"]
        told = done(weaklib("pool", "contribute", ground / slug, "--pool", ground / "pool", *options))
        assert f"It calls you {alias}, and counts until" in told
        assert f"The sheet of {alias}" in done(weaklib("pool", "add", sheet, ground / "pool"))
    return ground / "pool"


def find(ground: Path, who: str, *asked: str | Path) -> subprocess.CompletedProcess[str]:
    return weaklib("pool", "find", ground / who, "--pool", ground / "pool", *asked)


def test_every_subcommand_has_help() -> None:
    told = done(weaklib("pool", "--help"))
    for name in ("new", "contribute", "add", "withdraw", "find", "open", "report"):
        assert re.search(rf"^  {name} ", told, re.MULTILINE)


def test_without_yes_nothing_is_written_but_the_table_to_edit(ground: Path, key: Path) -> None:
    data = ground / "unsure"
    shutil.copytree(members()["runa-solheim"], data)
    told = done(weaklib("pool", "contribute", data, "--pool", ground / "pool", "--key", key))
    assert "Nothing is written yet." in told
    assert re.search(r"^ +17 shared$", told, re.MULTILINE)
    assert re.search(r"^ +1 stay out: has your surname: family\?", told, re.MULTILINE)
    assert "Sunniva Aakre" in told
    assert not list(data.rglob("*.parquet"))
    (listing,) = (data / "pools").glob("*-review.csv")
    assert stat.S_IMODE(listing.stat().st_mode) == 0o600


def test_a_member_at_a_terminal_sees_edits_and_says_yes(ground: Path, key: Path) -> None:
    data = ground / "at-terminal"
    shutil.copytree(members()["aksel-brekke"], data)
    arguments = ["pool", "contribute", data, "--pool", ground / "pool", "--key", key]
    assert at_terminal(arguments, [("Write the sheet?", "n")]).code == 0
    assert not list(data.rglob("*.parquet"))
    (listing,) = (data / "pools").glob("*-review.csv")
    rows = listing.read_text(encoding="utf-8-sig").splitlines()
    kept = [row for row in rows if not row.startswith("liv-stokke,")]
    assert len(kept) == len(rows) - 1
    listing.write_text("\n".join(kept))
    session = at_terminal(arguments, [("Write the sheet?", "y")])
    assert session.code == 0
    assert "Your sheet with 6 contacts is in" in session.printed
    assert "struck out by you" in session.printed


def test_choices_of_the_command_line_leave_out(ground: Path, key: Path) -> None:
    data = ground / "choosy"
    shutil.copytree(members()["aksel-brekke"], data)
    options = ["--without-person", "Liv Stokke", "--without-organisation", "Nordmark Agrar", "--key", key]
    options += ["--without-class", "moderately weak"]
    told = done(weaklib("pool", "contribute", data, "--pool", ground / "pool", *options, "--yes"))
    assert "Your sheet with 2 contacts" in told
    for reason in (
        "you leave them out",
        "you leave their organisation out",
        "you leave their class of tie out",
    ):
        assert f"stay out: {reason}" in told


@pytest.mark.usefixtures("filled")
def test_a_way_is_found_and_no_name_is_told(ground: Path) -> None:
    told = done(find(ground, "ingeborg-vance", "--at", ORGANISATION))
    assert "Aksel" in told
    assert ORGANISATION in told
    assert "a few" in told
    for name in ("Halvard", "Moen", "Stokke", "Brekke", "Solheim"):
        assert name not in told


@pytest.mark.usefixtures("filled")
def test_json_has_the_ways_under_rows(ground: Path) -> None:
    answer = json.loads(done(find(ground, "ingeborg-vance", "--at", ORGANISATION, "--format", "json")))
    assert [row["alias"] for row in answer["rows"]].count("Aksel") == 2
    assert [row["n"] for row in answer["rows"]] == [*range(1, len(answer["rows"]) + 1)]
    assert {row["reached_by"] for row in answer["rows"]} == {None}
    assert answer["notes"]


@pytest.mark.usefixtures("filled")
def test_a_request_goes_from_hand_to_hand_and_only_the_introducer_learns_the_name(
    ground: Path, tmp_path: Path
) -> None:
    request = tmp_path / "request.yaml"
    told = done(
        find(
            ground, "ingeborg-vance", "--at", ORGANISATION, "--request", "1", "--why", "Tides?", "-o", request
        )
    )
    assert "hand it to Aksel, who alone can tell who is meant, and who decides" in told
    text = request.read_text()
    assert stat.S_IMODE(request.stat().st_mode) == 0o600
    assert not {"Stokke", "Moen"} & set(re.findall(r"\w+", text))
    assert yaml.safe_load(text)["by"] == "Ingeborg"
    opened = done(weaklib("pool", "open", request, ground / "aksel-brekke"))
    assert re.search(r"Ingeborg asks you for an introduction to (Liv Stokke|Halvard Moen)", opened)
    assert "First, to them alone:" in opened
    assert "Only after their yes, to both:" in opened
    assert "They can be reached so: ask Ingeborg." in opened
    assert_one_sentence(weaklib("pool", "open", request, ground / "runa-solheim"), 2, "is for Aksel")


@pytest.mark.usefixtures("filled")
def test_nobody_leads_there_is_no_error(ground: Path) -> None:
    told = done(find(ground, "ingeborg-vance", "--at", "No Such Place"))
    assert "Nobody in the pool leads there yet, and nothing that is near is reached." in told
    told = done(find(ground, "ingeborg-vance", "--at", "Fjordkraft"))
    assert re.search(r"organisation +Fjordkraft Tromvik +alike in name +a few", told)
    assert "the nearest that it reaches stand above" in told
    answer = json.loads(done(find(ground, "ingeborg-vance", "--at", "Fjordkraft", "--format", "json")))
    assert answer["rows"] == []
    assert answer["nearest"][0]["name"] == ORGANISATION
    assert answer["nearest"][0]["introducers"] is None


@pytest.mark.usefixtures("filled")
def test_what_is_asked_wrongly_is_refused(ground: Path) -> None:
    refused = find(ground, "ingeborg-vance")
    assert refused.returncode == 2
    assert "Say whom you look for" in refused.stderr
    assert_one_sentence(
        find(ground, "ingeborg-vance", "--field", "falconry"), 2, "knows no field 'falconry'", "nearest"
    )
    assert_one_sentence(find(ground, "ingeborg-vance", "--role", "Wizard"), 2, "knows no role 'Wizard'")
    refused = find(ground, "ingeborg-vance", "--at", ORGANISATION, "--request", "99")
    assert_one_sentence(refused, 2, "--request 99 asks for a way that is not there")


def test_who_asks_shares_too(ground: Path, filled: Path, key: Path) -> None:
    data = ground / "only-asks"
    shutil.copytree(members()["runa-solheim"], data)
    (data / "settings.yaml").write_text("profile: somebody-else\nemails: [some@body.example]\n")
    refused = weaklib("pool", "find", data, "--pool", filled, "--key", key, "--at", ORGANISATION)
    assert_one_sentence(refused, 2, "You have no sheet in the pool 'Choir & co'")


def test_bad_input_is_one_sentence_each(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_text("no")
    assert_one_sentence(weaklib("pool", "add", tmp_path / "x.parquet", filled), 2, "is no Parquet file")
    assert_one_sentence(weaklib("pool", "add", tmp_path / "x.parquet", tmp_path), 2, "is no pool")
    assert_one_sentence(find(tmp_path.parent, tmp_path.name, "--at", "X"), 2, "is no pool")
    lonely = weaklib("pool", "contribute", members()["runa-solheim"], "--pool", filled)
    assert_one_sentence(lonely, 2, "There is no key of the pool 'Choir & co'", "--key")


def test_whoever_withdraws_is_in_no_answer_any_more(ground: Path, filled: Path) -> None:
    before = done(find(ground, "ingeborg-vance", "--at", ORGANISATION))
    assert "Aksel" in before
    told = done(weaklib("pool", "withdraw", ground / "aksel-brekke", "--pool", filled))
    assert "Taken out: Aksel." in told
    assert "Copies of the folder" in told
    after = done(find(ground, "ingeborg-vance", "--at", ORGANISATION))
    assert "Aksel" not in after
    again = done(weaklib("pool", "withdraw", ground / "aksel-brekke", "--pool", filled))
    assert "There is no such sheet in the pool." in again
    done(weaklib("pool", "add", ground / "aksel-brekke.parquet", filled))


def test_a_broken_file_is_named_and_stops_nobody(ground: Path, filled: Path) -> None:
    whole = done(find(ground, "ingeborg-vance", "--at", ORGANISATION))
    assert "Aksel" in whole
    broken = filled / "sheets" / f"{'f' * 16}.parquet"
    broken.write_bytes(b"torn")
    try:
        found = find(ground, "ingeborg-vance", "--at", ORGANISATION)
        nobody = weaklib("pool", "withdraw", "--pool", filled, "--member", "0" * 16)
    finally:
        broken.unlink()
    assert done(found) == whole
    assert "There is no such sheet in the pool." in done(nobody)
    for told in (found.stderr, nobody.stderr):
        assert len(re.findall(rf"^Left out: \S+{broken.name} ", told, re.MULTILINE)) == 1


def test_an_empty_pool_is_told_so(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(members()["runa-solheim"], data)
    done(weaklib("pool", "new", tmp_path / "empty", data, "--name", "Empty"))
    refused = weaklib("pool", "find", data, "--pool", tmp_path / "empty", "--at", "X")
    assert_one_sentence(refused, 2, "You have no sheet in the pool 'Empty'")


def test_the_report_needs_neither_exports_nor_the_key(filled: Path, tmp_path: Path) -> None:
    told = done(weaklib("pool", "report", "--pool", filled, "-o", tmp_path / "reports"))
    page = Path(told.removeprefix("The report is in ").strip())
    assert page.parent == tmp_path / "reports"
    assert page.name.endswith("-06-pool.html")
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    text = page.read_text(encoding="utf-8")
    assert "The pool Choir &amp; co" in text or "The pool Choir &#38; co" in text
    assert "Sunniva" not in text
    assert_one_sentence(weaklib("pool", "report", "--pool", tmp_path), 2, "is no pool")
