"""`weaklib log`, as a person meets it at the terminal."""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

import weaklib as wl
from weaklib.action.asking import add_step, frozen
from weaklib.action.whom import followed, whom
from weaklib.book import InputError
from weaklib.cli import main

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "data" / "example"
ERA = ROOT / "tests" / "data" / "linkedin" / "2026"


def weaklib(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command in this process, which is quicker."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n", write_through=True) for _ in "12")
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setattr(sys, "argv", ["weaklib", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
    printed = [stream.buffer.getvalue().decode() for stream in (out, err)]  # type: ignore[attr-defined]
    code = left.value.code
    assert isinstance(code, int)
    return subprocess.CompletedProcess([], code, *printed)


def weaklib_outside(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from weaklib.cli import main; main()", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "200"},
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )


def refused(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """Assert that nothing was printed but one sentence with these words."""
    assert done.returncode == code, done.stdout + done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    for word in words:
        assert word in done.stderr, done.stderr


def rows(done: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    """The table of a JSON answer."""
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout)["rows"])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    shutil.copytree(ERA, tmp_path / "data")
    return tmp_path / "data"


def test_from_asking_to_undoing(data: Path) -> None:
    asked = weaklib_outside(
        *("log", "add", data, "--person", "zoë brandt", "--step", "sent", "--on", "2026-06-01")
    )
    assert (asked.returncode, asked.stdout) == (0, "1\n"), asked.stderr
    assert "Zoë Brandt" in asked.stderr
    helped = weaklib(
        *("log", "add", data, "--person", "Zoë Brandt", "--step", "intro_made", "--to", "Nils, of Kestrel"),
        *("--on", "2026-06-09", "--engagement", "3", "--note", "=warm"),
    )
    assert (helped.returncode, helped.stdout) == (0, "2\n"), helped.stderr
    assert weaklib("log", "snooze", data, "--person", "li-wei-1", "--until", "2090-01-01").stdout == "3\n"
    assert weaklib("log", "mark", data, "--person", "li-wei-2", "--as", "never").stdout == "4\n"
    listed = rows(weaklib("log", "list", data, "--format", "json"))
    assert [row["id"] for row in listed] == [4, 3, 2, 1]
    assert [listed[2][key] for key in ("person", "name", "purpose", "step", "to_person", "engagement")] == [
        "zoë-brandt",
        "Zoë Brandt",
        "reconnect",
        "intro_made",
        "Nils, of Kestrel",
        3.0,
    ]
    changed = weaklib("log", "edit", data, "2", "--note", "warmer")
    assert changed.stdout == "2\n"
    assert changed.stderr.startswith("Changed: intro made, Zoë Brandt")
    assert "`weaklib log undo 2` takes the edit back" in changed.stderr
    back = weaklib("log", "undo", data, "2")
    assert (back.returncode, back.stdout) == (0, "2\n")
    assert "As before the edit: intro made" in back.stderr
    warm = rows(weaklib("log", "list", data, "--format", "json"))[2]
    assert (warm["note"], warm["engagement"], warm["class"]) == ("=warm", 3.0, listed[2]["class"])
    weaklib("log", "edit", data, "2", "--note", "warmer")
    assert weaklib("log", "undo", data).stdout == "2\n"  # the edit was written last
    weaklib("log", "edit", data, "2", "--note", "warmer")
    weaklib("log", "undo", data, "2")
    assert "Entry 4 is undone." in weaklib("log", "undo", data).stdout
    assert "Entry 3 is undone." in weaklib("log", "undo", "3", data).stdout
    refused(weaklib("log", "undo", data, "3"), 2, "undone before")
    assert [row["note"] for row in rows(weaklib("log", "list", data, "--format", "json"))] == ["=warm", ""]
    assert len(rows(weaklib("log", "list", data, "--history", "--format", "json"))) == 12
    shown = weaklib("log", "list", data)
    assert "Zoë Brandt" in shown.stdout
    assert "nan" not in shown.stdout.lower().split()
    assert "'=warm" in weaklib("log", "list", data, "--history", "--format", "csv").stdout
    assert "holds 12 records" in weaklib("check", data).stdout
    assert json.loads(weaklib("check", data, "--format", "json").stdout)["ledger_records"] == 12


def test_the_class_is_that_of_the_eve(data: Path) -> None:
    """Neither the message itself nor anything later counts among its own causes."""
    book = wl.read(data)
    ties = wl.ties.tie_table(book, as_of="2026-05-31")
    assert frozen(book, "zoë-brandt", "2026-06-01") == {
        "tie_class": ties.at["zoë-brandt", "class"],
        "strength": ties.at["zoë-brandt", "strength"],
    }
    assert frozen(book, "zoë-brandt", "1999-06-01") == {"tie_class": "unknown"}
    weaklib("log", "add", data, "--person", "zoë-brandt", "--step", "sent", "--on", "2026-06-01")
    (data / "messages.csv").unlink()
    attempt = wl.ledger.open(data / "ledger.sqlite").attempts().loc[1]
    assert attempt["class"] == ties.at["zoë-brandt", "class"]
    assert attempt["strength"] == ties.at["zoë-brandt", "strength"]


def test_what_is_refused(data: Path) -> None:
    add = ("log", "add", data, "--person")
    refused(weaklib(*add, "li wei", "--step", "sent"), 2, "li-wei-1", "li-wei-2", "2 people")
    refused(weaklib(*add, "Zoe Brant", "--step", "sent"), 2, "did you mean zoë-brandt")
    refused(weaklib(*add, "Xyzzy", "--step", "sent"), 2, "Nobody")
    refused(weaklib(*add, "zoë-brandt", "--step", "help"), 2, "Nothing was sent")
    refused(weaklib(*add, "zoë-brandt", "--step", "never"), 2, "'never'", "intro_made")
    refused(weaklib(*add, "zoë-brandt", "--step", "sent", "--purpose", "gossip"), 2, "gossip")
    refused(weaklib(*add, "zoë-brandt", "--step", "sent", "--on", "2090-01-01"), 2, "2090-01-01")
    refused(weaklib(*add, "zoë-brandt", "--step", "sent", "--on", "May"), 2, "May")
    refused(weaklib(*add, "zoë-brandt"), 2, "--step")
    refused(weaklib_outside("log", "add", data, "--step", "sent"), 2, "--person")
    refused(weaklib("log", "undo", data), 2, "nothing to undo")
    refused(weaklib("log", "list", data / "nowhere"), 2, "nowhere")
    refused(weaklib("log", "add", data / "nowhere", "--person", "x", "--step", "sent"), 2, "nowhere")
    refused(weaklib("log", "import", data, "--from", data / "none.csv"), 2, "none.csv")
    refused(weaklib("log", "edit", data, "1"), 2, "log edit 7")
    assert not (data / "ledger.sqlite").exists()
    assert weaklib("log", "list", data).returncode == 0


def test_a_ledger_goes_round(data: Path, tmp_path: Path) -> None:
    weaklib("log", "add", data, "--person", "zoë-brandt", "--step", "sent", "--note", "'=1\r\n+2 Łódź")
    assert weaklib("log", "export", data, "-o", tmp_path / "out.csv").returncode == 0
    (tmp_path / "new").mkdir()
    taken = weaklib("log", "import", tmp_path / "new", "--from", tmp_path / "out.csv")
    assert taken.stdout == "1 record taken in.\n", taken.stderr
    assert weaklib("log", "export", tmp_path / "new", "-o", tmp_path / "again.csv").returncode == 0
    assert (tmp_path / "again.csv").read_bytes() == (tmp_path / "out.csv").read_bytes()


def test_exit_codes_of_a_ledger_that_is_damaged_or_held(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(wl.ledger.open.__kwdefaults__, "patience", 0.1)
    weaklib("log", "mark", data, "--person", "zoë-brandt", "--as", "never", "--note", "left the field")
    path = data / "ledger.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        refused(weaklib("log", "undo", data), 3, "held by another program")
    whole = path.read_bytes()
    for damaged in (whole[:3000], whole.replace(b"left the field", b"left the fielD"), b""):
        path.write_bytes(damaged)
        for command in (("log", "list"), ("log", "undo"), ("check",), ("check", "--redacted")):
            refused(weaklib(*command, data), 4, "ledger.sqlite", "move it away")
        assert path.read_bytes() == damaged
    assert str(data.parent) not in weaklib("check", data, "--redacted").stderr


def test_a_ledger_is_checked_where_no_export_is_left(data: Path, tmp_path: Path) -> None:
    weaklib("log", "mark", data, "--person", "zoë-brandt", "--as", "never")
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(data / "ledger.sqlite", alone)
    (alone / "goals.yaml").write_text("weekly: 3\n", encoding="utf-8")
    done = weaklib("check", alone)
    refused(done, 2, "holds no export, only goals.yaml, ledger.sqlite.", "Put the zip")
    assert "empty" not in done.stderr
    (alone / "ledger.sqlite").write_bytes((data / "ledger.sqlite").read_bytes()[:3000])
    for command in (("check",), ("check", "--redacted")):
        refused(weaklib(*command, alone), 4, "ledger.sqlite", "move it away")


def test_hostile_notes_do_nothing_to_a_terminal(data: Path) -> None:
    note = "\x1b]0;title\x07[bold]\x1b[31m"
    added = weaklib("log", "mark", data, "--person", "zoë-brandt", "--as", "never", "--note", note)
    assert added.returncode == 0
    for style in ("table", "csv", "json"):
        assert "\x1b" not in weaklib("log", "list", data, "--format", style).stdout


def test_whom_is_strict() -> None:
    book = wl.read(ERA)
    for said in ("zoë-brandt", "ZOE BRANDT", "brandt", "https://www.linkedin.com/in/zo%C3%AB-brandt/"):
        assert whom(book, said) == "zoë-brandt"
    for said in ("", " ", "zo", "bran", "-", "%", "li wei"):
        with pytest.raises(InputError):
            whom(book, said)


def test_people_who_are_called_otherwise_now(tmp_path: Path) -> None:
    """An attempt that was entered under an address still gets its outcome under the profile."""
    book = wl.read(EXAMPLE)
    merged = book.merges[book.merges["key"].str.contains("@", na=False)].iloc[0]
    ledger = wl.ledger.open(tmp_path / "ledger.sqlite")
    ledger.add(merged["key"], "sent", on="2026-05-01", purpose="advice")
    entry = add_step(
        ledger, book, merged["person"], step="replied", on="2026-05-02", recorded="2026-05-02T12:00:00+02:00"
    )
    assert ledger.outcomes().at[entry, "attempt"] == 1
    assert list(followed(ledger.marks(), book)["person"]) == [merged["person"]] * 2
