"""A job as lines of the user's crontab, between two marks that are ours."""

from __future__ import annotations

import shlex

from weaklib.book import InputError
from weaklib.pages.schedule.job import Job
from weaklib.pages.schedule.told import Step


def lines_of(job: Job) -> list[str]:
    """Return the lines of a job: for the day it is due, and to catch up after the machine was off.

    Parameters
    ----------
    job
        What is run.
    """
    hour, minute = job.hour
    months = "*" if job.every == "month" else ",".join(map(str, job.months))
    command = in_crontab(job.command)
    return [
        f"{_mark(job)} {job.in_words()}",
        f"{minute} {hour} 1 {months} * {command}",
        f"@reboot {command}",
        _end(job),
    ]


def in_crontab(command: tuple[str, ...]) -> str:
    r"""Return a command as cron takes it: a percent sign would end it, unless a backslash is before it.

    It stands outside of quotes, where the backslash means the same to a cron that leaves it to the shell.

    >>> in_crontab(("weaklib", "report", "my data", "at 100% once"))
    "weaklib report 'my data' 'at 100'\\%' once'"
    """
    return " ".join(r"\%".join(_quoted(part) for part in word.split("%")) or "''" for word in command)


def _quoted(part: str) -> str:
    return shlex.quote(part) if part else ""


def added(crontab: str, job: Job) -> str:
    """Return a crontab with a job in it, once; all else is as it was."""
    kept = removed(crontab, job)
    between = "" if not kept or kept.endswith("\n") else "\n"
    return kept + between + "".join(f"{line}\n" for line in lines_of(job))


def removed(crontab: str, job: Job) -> str:
    """Return a crontab without a job; all else is as it was.

    Raises
    ------
    InputError
        If only one of our two marks is left: what is ours and what is not cannot be told.
    """
    lines = crontab.splitlines(keepends=True)
    starts = [at for at, line in enumerate(lines) if line.startswith(_mark(job))]
    ends = [at for at, line in enumerate(lines) if line.rstrip("\r\n") == _end(job)]
    if not starts and not ends:
        return crontab
    if len(starts) != 1 or len(ends) != 1 or starts > ends:
        msg = f"The crontab has not both marks of {job.name}, once each; mend it with: crontab -e"
        raise InputError(msg)
    return "".join(lines[: starts[0]] + lines[ends[0] + 1 :])


def to_install(job: Job, crontab: str) -> list[Step]:
    """Return what is done to install a job."""
    return [Step(("crontab", "-"), said=added(crontab, job))]


def to_remove(job: Job, crontab: str) -> list[Step]:
    """Return what is done to remove a job; nothing where it is not there."""
    kept = removed(crontab, job)
    return [Step(("crontab", "-"), said=kept)] if kept != crontab else []


def _mark(job: Job) -> str:
    return f"# >>> {job.name}:"


def _end(job: Job) -> str:
    return f"# <<< {job.name}"
