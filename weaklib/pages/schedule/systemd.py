"""A job as a timer of the user's systemd, which makes up for a run that was missed."""

from __future__ import annotations

from pathlib import Path

from weaklib.pages.schedule.job import Job
from weaklib.pages.schedule.told import Step

RUN = ("systemctl", "--user")


def service(job: Job) -> str:
    """Return the unit that writes a report.

    Parameters
    ----------
    job
        What is run.
    """
    return (
        f"[Unit]\nDescription=weaklib: {job.edition} report of the {job.every} before\n\n"
        f"[Service]\nType=oneshot\nUMask=0077\nNice=10\nExecStart={' '.join(map(in_unit, job.command))}\n"
    )


def timer(job: Job) -> str:
    """Return the unit that says when; `Persistent` makes up for runs that were missed."""
    months = "*" if job.every == "month" else ",".join(f"{month:02}" for month in job.months)
    return (
        f"[Unit]\nDescription=weaklib: {job.edition} report, every {job.every}\n\n"
        f"[Timer]\nOnCalendar=*-{months}-01 {job.at}:00\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )


def in_unit(word: str) -> str:
    r"""Return a word of a command as a unit takes it: nothing in it is filled in.

    >>> in_unit('50% of "$HOME"')
    '"50%% of \\"$$HOME\\""'
    """
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'


def to_install(job: Job, folder: Path) -> list[Step]:
    """Return what is done to install a job.

    Parameters
    ----------
    job
        What is run.
    folder
        Where the user's units are.
    """
    return [
        Step(path=folder / f"{job.name}.service", said=service(job)),
        Step(path=folder / f"{job.name}.timer", said=timer(job)),
        Step((*RUN, "daemon-reload")),
        Step((*RUN, "enable", "--now", f"{job.name}.timer")),
    ]


def to_remove(job: Job, folder: Path) -> list[Step]:
    """Return what is done to remove a job; nothing where it is not there."""
    there = [path for kind in ("timer", "service") if (path := folder / f"{job.name}.{kind}").exists()]
    if not there:
        return []
    files = [Step(path=path, gone=True) for path in there]
    return [Step((*RUN, "disable", "--now", f"{job.name}.timer")), *files, Step((*RUN, "daemon-reload"))]
