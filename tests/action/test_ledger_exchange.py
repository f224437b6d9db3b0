"""The ledger as CSV: nothing is lost on the way out and in, and a spreadsheet computes nothing of it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import weaklib as wl
from weaklib.action.ledger import Ledger
from weaklib.book import InputError
from weaklib.sources.sheets.exact import exact_csv, exact_rows

HOSTILE = (
    "=1+1",
    "+49 30 1234",
    "-2",
    "@SUM(A1)",
    "＝1+1",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "'=1",
    "''=1",
    "'quoted'",
    'say "no"',
    '"',
    "a,b;c\td",
    "two\nlines",
    "two\r\nlines",
    "\r",
    "nul\0byte",
    "\x1b[31mred\x1b]0;title\x07",
    "[bold]markup[/bold]",
    "<script>alert(1)</script>",
    "'; DROP TABLE records; --",
    "田中 さくら",
    "محمد علي",
    "Łukasz Żółć",
    "\u202eevil\u202c",
    "👩‍👩‍👧‍👦 🏳️‍🌈",
    "Z̸̢͠a̵l̶g̷o̵",
    " ",
    "\ufeffbom",
    "nan",
    "NULL",
    "None",
    "1e999",
    "%s %d {0} ${HOME} `id`",
    "\\",
    "x" * 200_000,
)
anything = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return wl.ledger.open(tmp_path / "ledger.sqlite")


def full(ledger: Ledger) -> Ledger:
    """Enter one of each kind, an edit and an undo."""
    ledger.add("ann", "sent", on="2026-10-01", purpose="advice", tie_class="weak", strength=0.1 + 0.2)
    ledger.add("bob", "sent", on="2026-10-01", purpose="introduction", to_person="Ilse", via="mail")
    ledger.add("ann", "help", on="2026-10-02", engagement=3, support=0, recorded="2026-11-02T01:30:00+01:00")
    ledger.add("bob", "help", on="2026-10-02", guidance=1)
    ledger.add("cem", "snooze", on="2026-10-02", until="2027-01-01", purpose="maintain")
    ledger.edit(3, recorded="2026-11-03", note="=better")
    ledger.undo(5, recorded="2026-11-03")
    return ledger


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_comes_back(text: str, ledger: Ledger, tmp_path: Path) -> None:
    ledger.add(
        "p" + text, "sent", on="2026-10-01", purpose="advice", name=text, note=text, to_person=text, via=text
    )
    row = ledger.entries().loc[1]
    assert (row["person"], row["name"], row["note"], row["to_person"], row["via"]) == (
        "p" + text,
        *[text] * 4,
    )
    told = ledger.export_csv()
    other = wl.ledger.open(tmp_path / "other.sqlite")
    assert other.import_csv(told) == 1
    assert other.entries().equals(ledger.entries())
    assert other.export_csv() == told


def test_a_spreadsheet_computes_nothing(ledger: Ledger) -> None:
    for text in HOSTILE:
        ledger.add("p" + text, "never", on="2026-10-01", note=text)
    cells = [cell for row in csv.reader(io.StringIO(ledger.export_csv(), newline="")) for cell in row]
    assert [cell for cell in cells if cell.strip()[:1] in tuple("=+-@＝＋－＠")] == []


@given(st.lists(st.tuples(anything, anything), min_size=1))
def test_exact_csv_is_exact(rows: list[tuple[str, str]]) -> None:
    assert exact_rows(exact_csv([("a", "b"), *rows]), "x.csv")[1:] == [list(row) for row in rows]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(anything)
def test_any_note_comes_back(tmp_path: Path, text: str) -> None:
    ledger = wl.ledger.open(tmp_path / "any.sqlite")
    entry = ledger.add("ann", "never", on="2026-10-01", note=text)
    assert ledger.entries().at[entry, "note"] == text


def test_what_is_taken_in_is_the_same_ledger(ledger: Ledger, tmp_path: Path) -> None:
    told = full(ledger).export_csv()
    other = wl.ledger.open(tmp_path / "other.sqlite")
    assert other.import_csv(told) == 7
    assert other.export_csv() == told
    assert other.entries("2026-10-31").equals(ledger.entries("2026-10-31"))
    assert other.history().equals(ledger.history())
    assert other.import_csv(told) == 0
    assert other.check() == ledger.check() == 7


def test_two_machines_come_together(ledger: Ledger, tmp_path: Path) -> None:
    """What both have is there once; an outcome stays with its own attempt."""
    other = wl.ledger.open(tmp_path / "other.sqlite")
    other.import_csv(full(ledger).export_csv())
    ledger.add("dee", "sent", on="2026-11-04", purpose="advice")
    ledger.add("dee", "replied", on="2026-11-05")
    other.add("eve", "sent", on="2026-11-04", purpose="reconnect")
    other.add("eve", "replied", on="2026-11-05")
    other.edit(8, recorded="2026-11-06", note="eve's")
    assert ledger.import_csv(other.export_csv()) == 3
    assert ledger.import_csv(other.export_csv()) == 0
    replied = ledger.outcomes().query("step == 'replied'")
    assert dict(zip(replied["person"], replied["attempt"], strict=True)) == {"dee": 8, "eve": 10}
    assert ledger.entries().loc[10, "note"] == "eve's"
    assert other.import_csv(ledger.export_csv()) == 2
    assert sorted(other.attempts()["person"]) == sorted(ledger.attempts()["person"])


def test_a_spreadsheet_may_have_saved_it_with_semicolons(ledger: Ledger, tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO(full(ledger).export_csv(), newline="")))
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows([*rows, [""] * len(rows[0])])
    other = wl.ledger.open(tmp_path / "other.sqlite")
    assert other.import_csv("\ufeff" + text.getvalue()) == 7
    assert other.export_csv() == ledger.export_csv()


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("record,entry", "number,entry", "record"),
        ("2,2,attempt,2026-10-01", "2,2,attempt,01.10.2026", "row 3"),
        (",help,", ",held,", "held"),
        ("3,3,outcome", "3,9,outcome", "row 4"),
        ("3,3,outcome", "1,1,outcome", "twice"),
        ("3,3,outcome", "x,3,outcome", "row 4"),
        ("weak,0.30000000000000004", "weak,3", "3.0"),
        ("help,2026-10-02", "help,2026-10-32", "2026-10-32"),
        (",1,3,0,,", ",5,3,0,,", "attempt"),
        (",1,3,0,,", ",1,7,0,,", "7"),
        ("2027-01-01", '"2027', "row"),
    ],
)
def test_a_row_that_cannot_be_taken_in(old: str, new: str, word: str, ledger: Ledger, tmp_path: Path) -> None:
    """It is named, and nothing at all is taken in."""
    told = full(ledger).export_csv()
    assert old in told
    other = wl.ledger.open(tmp_path / "other.sqlite")
    with pytest.raises(InputError, match=word):
        other.import_csv(told.replace(old, new, 1), source="old.csv")
    assert other.entries().empty
