"""A report by itself: what the timers are told, that nothing in a path is taken for a command, and the crontab."""

from __future__ import annotations

import os
import plistlib
import re
import shlex
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tests.pages.made import ROOT
from weaklib.book import InputError, OutputError
from weaklib.cli import schedule as commands
from weaklib.cli import weaklib
from weaklib.cli.report import report
from weaklib.pages import schedule
from weaklib.pages.schedule import Job, Step, crontab, done, elsewhere, job_of, systemd

MONTHLY = Job(Path("/home/marit/my data"), Path("/home/marit/reports"))
OTHERS = "MAILTO=marit@example.org\n# mine\n5 4 * * * backup --all\n"
plain = st.text(st.characters(min_codepoint=32, exclude_characters="\x7f", exclude_categories=["Cs", "Cc"]))


def test_a_job_is_known_by_its_folders_and_edition() -> None:
    quarterly = job_of(MONTHLY.data, MONTHLY.reports, every="quarter", at="6:05", on_failure="beep")
    assert quarterly.name == MONTHLY.name
    assert quarterly.at == "06:05"
    assert job_of(MONTHLY.data, MONTHLY.reports, edition="shared").name != MONTHLY.name
    assert job_of(Path("/other"), MONTHLY.reports).name != MONTHLY.name


def test_folders_are_named_in_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A timer starts in another folder than the person."""
    monkeypatch.chdir(tmp_path)
    job = job_of(Path("data"), Path("reports"))
    assert (job.data, job.reports) == (tmp_path / "data", tmp_path / "reports")
    assert job.command[:4] == (sys.executable, "-m", "weaklib.cli", "report")


@pytest.mark.parametrize("at", ["", "7", "24:00", "07:60", "07:00:00", "soon", "٠٧:٠٠", "07:00\n"])
def test_an_hour_that_is_none_is_refused(at: str) -> None:
    with pytest.raises(InputError, match="no time of day"):
        job_of(Path("data"), Path("reports"), at=at)


@pytest.mark.parametrize("part", ["da\nta", "da\rta", "da\x00ta", "da\x1bta"])
def test_what_no_timer_can_carry_is_refused(part: str) -> None:
    with pytest.raises(InputError, match="DATA has a line break"):
        job_of(Path(part), Path("reports"))
    with pytest.raises(InputError, match="--on-failure has"):
        job_of(Path("data"), Path("reports"), on_failure=part)


def test_the_lines_of_a_crontab() -> None:
    """minute hour day month weekday command, as crontab(5) has it; what was missed is made up for at the start."""
    start, due, missed, end = crontab.lines_of(MONTHLY)
    assert start.startswith("# >>> weaklib-")
    assert end.startswith("# <<< weaklib-")
    assert due.startswith("0 7 1 * * ")
    assert missed.startswith("@reboot ")
    assert "'/home/marit/my data'" in due
    yearly = job_of(MONTHLY.data, MONTHLY.reports, every="year", at="23:59")
    assert crontab.lines_of(yearly)[1].startswith("59 23 1 1 * ")
    quarterly = job_of(MONTHLY.data, MONTHLY.reports, every="quarter")
    assert crontab.lines_of(quarterly)[1].startswith("0 7 1 1,4,7,10 * ")


@given(plain)
def test_cron_runs_the_words_that_were_meant(text: str) -> None:
    """Cron takes a percent sign for the end of the command unless a backslash stands before it."""
    written = crontab.in_crontab(("weaklib", text, "end"))
    assert "%" not in written.replace(r"\%", "")
    assert shlex.split(written.replace(r"\%", "%")) == ["weaklib", text, "end"]
    assert shlex.split(written) == ["weaklib", text, "end"]  # busybox leaves the backslash to the shell


@given(plain)
def test_a_unit_runs_the_words_that_were_meant(text: str) -> None:
    """systemd.service(5): C escapes in quotes; %% is one percent sign and $$ one dollar."""
    written = systemd.in_unit(text)
    assert written[0] == written[-1] == '"'
    read, inner = "", iter(written[1:-1])
    for letter in inner:
        assert letter != '"'
        read += next(inner) if letter in "\\%$" else letter
    assert read == text


def test_the_crontab_of_others_is_left_alone() -> None:
    there = crontab.added(OTHERS, MONTHLY)
    assert there.startswith(OTHERS)
    assert crontab.added(there, MONTHLY) == there
    later = job_of(MONTHLY.data, MONTHLY.reports, at="08:30")
    assert crontab.added(there, later).count("\n") == there.count("\n")
    assert "30 8 1 * *" in crontab.added(there, later)
    shared = job_of(MONTHLY.data, MONTHLY.reports, edition="shared")
    both = crontab.added(there, shared)
    assert crontab.removed(both, MONTHLY) == crontab.added(OTHERS, shared)
    assert crontab.removed(there, MONTHLY) == OTHERS
    assert crontab.removed(OTHERS, MONTHLY) == OTHERS
    assert crontab.added("5 4 * * * no-line-end", MONTHLY).startswith("5 4 * * * no-line-end\n#")


@pytest.mark.parametrize("mark", ["# >>>", "# <<<"])
def test_a_crontab_with_half_of_our_marks_is_not_touched(mark: str) -> None:
    lines = crontab.added(OTHERS, MONTHLY).splitlines(keepends=True)
    torn = "".join(line for line in lines if not line.startswith(mark))
    for change in (crontab.added, crontab.removed):
        with pytest.raises(InputError, match="crontab -e"):
            change(torn, MONTHLY)


def test_the_units_of_systemd() -> None:
    assert "OnCalendar=*-*-01 07:00:00\nPersistent=true\n" in systemd.timer(MONTHLY)
    quarterly = job_of(MONTHLY.data, MONTHLY.reports, every="quarter")
    assert "OnCalendar=*-01,04,07,10-01 07:00:00\n" in systemd.timer(quarterly)
    told = systemd.service(MONTHLY)
    assert "Type=oneshot\nUMask=0077\n" in told
    assert '"/home/marit/my data" "-o" "/home/marit/reports"' in told


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="this system has no systemd")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    job = job_of(tmp_path / 'my "data" 100% $HOME', tmp_path, on_failure="echo $WEAKLIB_PERIOD")
    done(step for step in systemd.to_install(job, tmp_path) if step.path)
    bad = tmp_path / "bad.service"
    bad.write_text("[Service]\nType=nonsense\nExecStart=relative path\n", encoding="utf-8")
    units = [tmp_path / f"{job.name}.{kind}" for kind in ("service", "timer")]
    verify = ["systemd-analyze", "verify", "--user", "--recursive-errors=no", *map(str, [bad, *units])]
    environment = os.environ | {"XDG_RUNTIME_DIR": str(tmp_path)}
    said = subprocess.run(verify, capture_output=True, text=True, check=False, env=environment).stderr
    assert "bad.service" in said
    assert [line for line in said.splitlines() if job.name in line] == []


def test_installing_and_removing_units(tmp_path: Path) -> None:
    install = systemd.to_install(MONTHLY, tmp_path / "units")
    assert [step.command[2:] for step in install if step.command] == [
        ("daemon-reload",),
        ("enable", "--now", f"{MONTHLY.name}.timer"),
    ]
    done(step for step in install if step.path)
    written = sorted((tmp_path / "units").iterdir())
    assert [path.name for path in written] == [f"{MONTHLY.name}.service", f"{MONTHLY.name}.timer"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o600}
    remove = systemd.to_remove(MONTHLY, tmp_path / "units")
    assert remove[0].command[2:] == ("disable", "--now", f"{MONTHLY.name}.timer")
    done(step for step in remove if step.path)
    assert list((tmp_path / "units").iterdir()) == []
    assert systemd.to_remove(MONTHLY, tmp_path / "units") == []


def test_a_step_that_fails_says_what_the_system_said(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no such thing"):
        done([Step((sys.executable, "-c", "import sys; sys.exit('no such thing')"))])
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="could not be written"):
        done([Step(path=tmp_path / "file" / "unit", said="")])


def test_what_is_not_installed_whole_is_not_there(tmp_path: Path) -> None:
    fails = Step((sys.executable, "-c", "import sys; sys.exit('no bus')"))
    (tmp_path / "old").write_text("old", encoding="utf-8")
    with pytest.raises(OutputError, match="no bus"):
        done([Step(path=tmp_path / "new", said="x"), Step(path=tmp_path / "old", said="x"), fails])
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


def test_a_timer_that_this_machine_has_not(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OutputError, match=r"crontab - failed \(No such file"):
        done(schedule.to_do(MONTHLY, "cron"))
    with pytest.raises(InputError, match="neither"):
        schedule.way_here()


def test_a_crontab_that_does_not_answer(cron: Cron, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "crontab").write_text("#!/bin/sh\nsleep 60\n", encoding="utf-8")
    monkeypatch.setattr(schedule, "_PATIENCE", 0.2)
    with pytest.raises(InputError, match="does not answer"):
        schedule.to_do(MONTHLY, "cron")
    with pytest.raises(OutputError, match="does not answer"):
        done([Step(("crontab", "-"))])
    assert not cron.kept.exists()


def test_a_property_list_for_launchd() -> None:
    told = plistlib.loads(elsewhere.launchd(MONTHLY).encode())
    assert told["ProgramArguments"] == list(MONTHLY.command)
    assert told["StartCalendarInterval"] == {"Day": 1, "Hour": 7, "Minute": 0}
    quarterly = job_of(MONTHLY.data, MONTHLY.reports, every="quarter")
    told = plistlib.loads(elsewhere.launchd(quarterly).encode())
    assert [each["Month"] for each in told["StartCalendarInterval"]] == [1, 4, 7, 10]


def test_a_command_for_the_task_scheduler() -> None:
    told = elsewhere.task_scheduler(job_of(Path("/d"), Path("/r"), every="quarter"))
    assert told.startswith(
        f"schtasks /Create /F /TN {job_of(Path('/d'), Path('/r')).name} /SC MONTHLY /D 1 /M "
    )
    assert "JAN,APR,JUL,OCT /ST 07:00 /TR" in told
    printed = schedule.to_print(MONTHLY, "windows")
    assert f"Get-ScheduledTask {MONTHLY.name}; $t.Settings.StartWhenAvailable = $true" in printed


@pytest.mark.parametrize("on_failure", ["echo %WEAKLIB_PERIOD%", "x" * 261])
def test_what_windows_cannot_carry_is_refused(on_failure: str) -> None:
    with pytest.raises(InputError, match="261 letters without a percent sign"):
        elsewhere.task_scheduler(job_of(Path("/d"), Path("/r"), on_failure=on_failure))


def test_how_what_was_put_in_place_by_hand_is_taken_away() -> None:
    assert schedule.to_print(MONTHLY, "windows", remove=True).endswith(
        f"schtasks /Delete /F /TN {MONTHLY.name}"
    )
    told = schedule.to_print(MONTHLY, "launchd", remove=True)
    assert "launchctl unload" in told
    assert "<plist" not in told


class Cron:
    """A crontab command of our own making: one file."""

    def __init__(self, folder: Path) -> None:
        self.kept = folder / "kept"
        command = folder / "crontab"
        command.write_text(
            f'#!/bin/sh\nif [ "$1" = -l ]; then [ -e {shlex.quote(str(self.kept))} ] || '
            f'{{ echo "${{SAY:-no crontab for marit}}" >&2; exit 1; }}; cat {shlex.quote(str(self.kept))}\n'
            f"else cat > {shlex.quote(str(self.kept))}; fi\n"
        )
        command.chmod(0o700)


@pytest.fixture
def cron(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cron:
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return Cron(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no crontab")
def test_installing_by_cron(cron: Cron) -> None:
    assert schedule.to_do(MONTHLY, "cron", remove=True) == []
    done(schedule.to_do(MONTHLY, "cron"))
    assert cron.kept.read_text() == crontab.added("", MONTHLY)
    done(schedule.to_do(MONTHLY, "cron", remove=True))
    assert cron.kept.read_text() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no crontab")
def test_a_crontab_that_cannot_be_read_is_not_written_over(
    cron: Cron, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAY", "you are not allowed to use this program")
    with pytest.raises(InputError, match="not allowed"):
        schedule.to_do(MONTHLY, "cron")
    assert not cron.kept.exists()


def test_what_is_written_of_it_is_so() -> None:
    """Every option that docs/schedule.md names is there, and every way is in it."""
    text = (ROOT / "docs" / "schedule.md").read_text(encoding="utf-8")
    there = {name for command in (commands.schedule, report) for each in command.params for name in each.opts}
    assert {*re.findall(r"(?<![\w-])--[a-z][\w-]*", text)} <= there
    assert all(f"`--with {way}`" in text for way in schedule.WAYS if way != "systemd")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no crontab")
def test_the_command(cron: Cron, tmp_path: Path) -> None:
    """Nothing is done before it is asked for, and what is not there is not installed."""
    (tmp_path / "data").mkdir()
    asked = ["schedule", str(tmp_path / "data"), "-o", str(tmp_path / "reports"), "--with", "cron"]

    def told(*more: str) -> str:
        return CliRunner().invoke(weaklib, [*asked, *more], catch_exceptions=False).output

    assert "would run crontab -" in told()
    assert "would run crontab -" in told("--install", "--dry-run")
    assert "no such timer" in told("--remove")
    assert not cron.kept.exists()
    assert "It is installed, by cron" in told("--install", "--edition", "shared", "--every", "year")
    kept = cron.kept.read_text()
    assert "--edition shared --period last-year --backfill 3 --quiet" in kept
    assert "no such timer" in told("--remove")
    assert "would run crontab -" in told("--remove", "--edition", "shared", "--dry-run")
    assert cron.kept.read_text() == kept
    assert "It is removed." in told("--remove", "--edition", "shared")
    assert cron.kept.read_text() == ""
    asked[1] = str(tmp_path / "nowhere")
    with pytest.raises(InputError, match="nowhere is not there"):
        told("--install")
