"""`weaklib log add` and `confirm` at a terminal: a newcomer records an outcome with a few keys."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest

import weaklib as wl
from tests.terminal import Session, at_terminal

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "data" / "example"
ERA = ROOT / "tests" / "data" / "linkedin" / "2026"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="has no pseudo-terminals")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    shutil.copytree(ERA, tmp_path / "data")
    return tmp_path / "data"


def done(session: Session, entry: int) -> None:
    """Assert that an entry was made, and that its id alone was printed."""
    assert (session.code, session.printed) == (0, f"{entry}\n"), session.seen


def test_a_newcomer_records_an_outcome(data: Path) -> None:
    """From the empty ledger to the outcome; the figure of a person at the keyboard is this and their typing."""
    asked = at_terminal(
        ["log", "add", data], [("Who?", "zo"), ("What happened? [sent]", ""), ("What for?", "2")]
    )
    done(asked, 1)
    assert "Zoë Brandt, Nordlicht Energie, last contact 3 February 2026" in asked.seen
    # who was written to stands there already, and a reply is what is likely
    came = at_terminal(["log", "add", data], [("Who?", "1"), ("What happened? [replied]", "")])
    done(came, 2)
    assert "you wrote on" in came.seen
    assert "Recorded: replied, Zoë Brandt" in came.seen
    ledger = wl.ledger.open(data / "ledger.sqlite")
    assert ledger.outcomes()[["person", "purpose", "step"]].to_numpy().tolist() == [
        ["zoë-brandt", "advice", "replied"]
    ]
    print(
        f"asked in {asked.seconds:.1f} s, outcome recorded in {came.seconds:.1f} s, two keys and two Enters"
    )


def test_several_and_nobody(data: Path) -> None:
    session = at_terminal(
        ["log", "add", data, "--step", "sent", "--purpose", "reconnect"],
        [
            ("Who? A part", "li wei"),
            ("Who? A number", "Marta Lindquist"),
            ("Who? A number", "9"),
            ("Who?", "marta"),
        ],
    )
    done(session, 1)
    both = re.findall(r"^ +[12] Li Wei, (.*?)\r?$", session.seen, flags=re.MULTILINE)
    assert sorted(both) == [
        "Kranich Logistik, no contact on record",
        "Sonnenhof Klinik, last contact 1 June 2024",
    ]
    assert "Nobody is called 'Marta Lindquist'; the nearest are these:" in session.seen
    assert "  1 Marta Lindqvist" in session.seen
    assert "Nobody is called '9'." in session.seen
    assert wl.ledger.open(data / "ledger.sqlite").attempts()["person"].tolist() == ["marta-lindqvist"]


def test_a_name_that_fits_several_is_asked_about(data: Path) -> None:
    session = at_terminal(
        ["log", "add", data, "--person", "Li Wei", "--step", "sent", "--purpose", "build"],
        [("Who? A number", "2")],
    )
    done(session, 1)
    second = re.search(r"^  2 Li Wei, (\w+)", session.seen, flags=re.MULTILINE)
    assert second is not None
    person = wl.ledger.open(data / "ledger.sqlite").attempts()["person"].iloc[0]
    assert wl.read(data).people.at[person, "organisation"].split()[0] == second[1]


def test_ratings_are_offered_and_may_be_left_out(data: Path) -> None:
    add = ["log", "add", data, "--person", "zoë-brandt", "--step"]
    done(at_terminal([*add, "sent"], [("What for?", "9"), ("from 1 to 5", "intro"), ("To whom?", "")]), 1)
    done(at_terminal([*add, "conversation"], [("How much", "2 5 1"), ("three numbers", "2 - 0")]), 2)
    done(at_terminal([*add, "help"], [("How much", "")]), 3)
    done(at_terminal([*add, "intro_made"], [("To whom?", "li w"), ("Which?", "1"), ("How much", "3")]), 4)
    done(at_terminal([*add, "replied"], []), 5)  # of which there is nothing more to ask
    came = wl.ledger.open(data / "ledger.sqlite").outcomes()
    assert came[["engagement", "support", "guidance"]].fillna(-1).to_numpy().tolist() == [
        [2, -1, 0],
        [-1, -1, -1],
        [3, -1, -1],
        [-1, -1, -1],
    ]
    assert came.loc[4, "to_person"] in ("li-wei-1", "li-wei-2")


def test_what_came_unasked(data: Path) -> None:
    add = ["log", "add", data, "--person", "zoë-brandt", "--step", "help"]
    done(at_terminal(add, [("without your asking", ""), ("How much", "")]), 1)
    refused = at_terminal(add, [("without your asking", "n"), ("How much", "")])
    assert (refused.code, refused.printed) == (2, "")
    assert "Nothing was sent" in refused.seen
    came = wl.ledger.open(data / "ledger.sqlite").outcomes()
    assert came["attempt"].isna().tolist() == [True]
    assert came["class"].tolist() == ["moderately weak"]


def test_hostile_names_do_nothing_to_a_terminal(data: Path) -> None:
    sheet = data / "Connections.csv"
    text = sheet.read_text(encoding="utf-8").replace(
        "Skellig Press", "\x1b]0;title\x07\x1b[31mRed\u202e [bold]"
    )
    sheet.write_text(text, encoding="utf-8")
    session = at_terminal(
        ["log", "add", data, "--to", "\x1b[2J", "--note", "\x1b[31m"],
        [("Who?", "hanna"), ("What happened?", ""), ("What for?", "\x1b[5m"), ("from 1 to 5", "build")],
    )
    done(session, 1)
    assert "Red" in session.seen
    echoed = session.seen.replace("^[", "")  # what is typed, the terminal itself shows so
    assert not re.search("[\x07\x1b\u202e]", echoed), repr(echoed)


@pytest.fixture
def example(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLE, tmp_path / "example", ignore=shutil.ignore_patterns(".cache", "ledger.*"))
    return tmp_path / "example"


def test_proposals_are_gone_through_one_by_one(example: Path) -> None:
    ledger = wl.ledger.open(example / "ledger.sqlite")
    session = at_terminal(
        ["log", "confirm", example],
        [("1 of ", "perhaps"), ("q quit", "y"), ("2 of ", "n"), ("3 of ", ""), ("4 of ", "q")],
    )
    assert (session.code, session.printed) == (0, "1\n2\n"), session.seen
    assert "seems to have" in session.seen
    assert sorted(ledger.answered_proposals().values()) == ["confirmed", "refused"]
    assert len(ledger.outcomes()) == 1  # what was refused or left for later is not counted
