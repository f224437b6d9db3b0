"""`weaklib report` as a timer calls it: a log without names, exit codes, and a command for when it fails."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.pages.made import ERA  # it ends in June 2026
from tests.pages.shelves import report as shelved
from weaklib.book import BusyError, InputError, OutputError
from weaklib.cli import weaklib
from weaklib.pages import report

SOMEBODY = "Hanna Ó Briain of Skellig Press"

Fails = Callable[[Exception], None]


@pytest.fixture
def fails(monkeypatch: pytest.MonkeyPatch) -> Fails:
    """Let every run end in an error."""

    def set_up(error: Exception) -> None:
        def run(*_: object, **__: object) -> Path:
            raise error

        monkeypatch.setattr(report, "run_report", run)

    return set_up


def run(*asked: object) -> Result:
    return CliRunner().invoke(weaklib, ["report", str(ERA), *map(str, asked)])


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InputError(f"{SOMEBODY} is wrong."), 2),
        (BusyError(f"{SOMEBODY} is busy."), 3),
        (OutputError(f"{SOMEBODY} cannot be written."), 5),
        (KeyError(SOMEBODY), 1),  # what nobody thought of
    ],
)
def test_a_quiet_log_names_nobody(fails: Fails, error: Exception, code: int, tmp_path: Path) -> None:
    fails(error)
    done = run("-o", tmp_path, "--quiet")
    assert done.exit_code == code
    said = f"weaklib report failed ({type(error).__name__}); run it without --quiet to see why.\n"
    assert done.output == said
    loud = run("-o", tmp_path)
    assert loud.exception is error


def test_a_page_is_told_without_its_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(report, "run_report", lambda *_, **__: tmp_path / SOMEBODY / "2026-06.html")
    assert run("-o", tmp_path, "--quiet").output == "2026-06 is written.\n"
    assert SOMEBODY in run("-o", tmp_path).output


def test_nothing_is_missing(tmp_path: Path) -> None:
    """Nothing is run; a list that a killed run left as it was is renewed."""
    shelved(tmp_path / SOMEBODY, "2026-06.html", "2026-06-20")
    asked = ("-o", tmp_path / SOMEBODY, "--period", "2026-06", "--backfill", 1)
    done = run(*asked, "--quiet")
    assert (done.exit_code, done.output) == (0, "Nothing is missing.\n")
    assert "June 2026" in (tmp_path / SOMEBODY / "index.html").read_text(encoding="utf-8")
    assert SOMEBODY in run(*asked).output


@pytest.mark.skipif(sys.platform == "win32", reason="the command is written for another shell")
@pytest.mark.parametrize(
    ("error", "told"),
    [(InputError("x"), "2 2026-06"), (OutputError("x"), "5 2026-06"), (KeyError("x"), "1 2026-06")],
)
def test_a_command_is_run_when_it_fails(fails: Fails, error: Exception, told: str, tmp_path: Path) -> None:
    fails(error)
    told_in = tmp_path / "told"
    command = f'echo "$WEAKLIB_EXIT $WEAKLIB_PERIOD" > "{told_in}"; exit 9'
    for more in ((), ("--quiet",)):
        done = run("-o", tmp_path, "--period", "2026-06", "--on-failure", command, *more)
        assert done.exception is not None
        assert done.exit_code != 9
        assert told_in.read_text(encoding="utf-8").strip() == told
        told_in.unlink()


def test_a_run_that_another_one_keeps_out_is_no_failure(fails: Fails, tmp_path: Path) -> None:
    """The other run writes the report."""
    fails(BusyError("x"))
    done = run("-o", tmp_path, "--on-failure", f"{sys.executable} -c \"open(r'{tmp_path / 'told'}', 'w')\"")
    assert isinstance(done.exception, BusyError)
    assert not (tmp_path / "told").exists()
