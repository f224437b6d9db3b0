"""A report that is written by itself: a timer of the system, shown before it is installed.

Each way says as data what it does to the machine (`told.Step`); `done` does it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from weaklib.book import InputError, OutputError
from weaklib.pages.schedule import crontab, systemd
from weaklib.pages.schedule.elsewhere import launchd, made_up_for, task_scheduler
from weaklib.pages.schedule.job import EVERY, Job, job_of
from weaklib.pages.schedule.told import Step

__all__ = ["EVERY", "WAYS", "Job", "Step", "done", "job_of", "to_do", "to_print", "way_here"]

WAYS = ("systemd", "cron", "launchd", "windows")
INSTALLED = ("systemd", "cron")
"""The ways that are put in place by a command; the other ones are printed."""

_LISTED = ("crontab", "-l")
_PATIENCE = 30  # seconds


def way_here() -> str:
    """Return the way of this machine: its user's systemd, else cron; on macOS and Windows their own.

    Raises
    ------
    InputError
        If it has none.
    """
    if sys.platform == "darwin":
        return "launchd"
    if sys.platform == "win32":
        return "windows"
    if shutil.which("systemctl") and _ran((*systemd.RUN, "show-environment")) is not None:
        return "systemd"
    if shutil.which("crontab"):
        return "cron"
    msg = "This machine has neither a systemd for its user nor crontab; install cron, then try again."
    raise InputError(msg)


def to_do(job: Job, way: str, *, remove: bool = False) -> list[Step]:
    """Return what is done to install or remove a job.

    Parameters
    ----------
    job
        What is run.
    way
        "systemd" or "cron".
    remove
        Whether it is to go.
    """
    if way == "systemd":
        folder = units_folder()
        return systemd.to_remove(job, folder) if remove else systemd.to_install(job, folder)
    there = crontab_here()
    return crontab.to_remove(job, there) if remove else crontab.to_install(job, there)


def to_print(job: Job, way: str, *, remove: bool = False) -> str:
    """Return what a person does themselves, where no command of ours does it.

    Parameters
    ----------
    job
        What is run.
    way
        "launchd" or "windows".
    remove
        Whether it is to go.
    """
    plist = f"~/Library/LaunchAgents/{job.name}.plist"
    if way == "launchd":
        if remove:
            return f"Type this in the terminal:\nlaunchctl unload -w {plist}; rm {plist}"
        return f"Write this to {plist}, then type: launchctl load -w {plist}\n{launchd(job)}"
    typed = [f"schtasks /Delete /F /TN {job.name}"] if remove else [task_scheduler(job), made_up_for(job)]
    return "\n".join(["Type this at the command prompt:", *typed])


def crontab_here() -> str:
    """Return the user's crontab; "" where there is none.

    Raises
    ------
    InputError
        If it cannot be read: then nothing may be written over it.
    """
    if not shutil.which("crontab"):
        return ""
    said = "it does not answer"
    with suppress(subprocess.TimeoutExpired):
        ran = subprocess.run(_LISTED, capture_output=True, text=True, check=False, timeout=_PATIENCE)  # noqa: S603
        if not ran.returncode:
            return ran.stdout
        if "no crontab" in ran.stderr or "can't open" in ran.stderr:  # Debian's cron, busybox
            return ""
        said = " ".join(ran.stderr.split())[:200]
    msg = f"The crontab could not be read ({said}); see: crontab -l"
    raise InputError(msg)


def units_folder() -> Path:
    """Return where the user's systemd looks for units."""
    settings = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(settings) / "systemd" / "user"


def done(steps: Iterable[Step]) -> None:
    """Do what is to be done, in its order.

    Raises
    ------
    OutputError
        At the first step that fails, with what the system said; files that were new are gone again.
    """
    new: list[Path] = []
    try:
        for step in steps:
            if step.path is None:
                _run(step)
            else:
                if not step.path.exists():
                    new.append(step.path)
                _write(step, step.path)
    except OutputError:
        for path in new:
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise


def _write(step: Step, path: Path) -> None:
    try:
        if step.gone:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step.said, encoding="utf-8")
            path.chmod(0o600)
    except OSError as error:
        msg = f"{path} could not be written ({error.strerror}); nothing runs by itself yet."
        raise OutputError(msg) from error


def _run(step: Step) -> None:
    try:
        ran = subprocess.run(  # noqa: S603
            step.command, input=step.said, capture_output=True, text=True, check=False, timeout=_PATIENCE
        )
        said = (
            "" if not ran.returncode else " ".join(ran.stderr.split())[:200] or f"exit code {ran.returncode}"
        )
    except OSError as error:
        said = error.strerror or type(error).__name__
    except subprocess.TimeoutExpired:
        said = "it does not answer"
    if said:
        msg = f"{' '.join(step.command)} failed ({said}); see --dry-run, or take another way with --with."
        raise OutputError(msg)


def _ran(command: tuple[str, ...]) -> str | None:
    """What a command says; None where it fails or does not answer."""
    try:
        ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_PATIENCE)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return None
    return None if ran.returncode else ran.stdout
