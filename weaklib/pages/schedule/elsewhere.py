"""A job as macOS and Windows take it: text to put in place oneself."""

from __future__ import annotations

import plistlib
import subprocess

from weaklib.book import InputError
from weaklib.pages.schedule.job import Job

LONGEST = 261
"""How long a command may be that the Task Scheduler of Windows is told."""


def launchd(job: Job) -> str:
    """Return a job as a property list for launchd, which runs what was missed in sleep on waking.

    Parameters
    ----------
    job
        What is run.
    """
    hour, minute = job.hour
    day = {"Day": 1, "Hour": hour, "Minute": minute}
    told = {
        "Label": job.name,
        "ProgramArguments": list(job.command),
        "StartCalendarInterval": day
        if job.every == "month"
        else [day | {"Month": each} for each in job.months],
        "RunAtLoad": True,
        "Umask": 0o077,
        "ProcessType": "Background",
    }
    return plistlib.dumps(told).decode()


def task_scheduler(job: Job) -> str:
    """Return a job as a command for Windows, to be typed at its command prompt.

    Parameters
    ----------
    job
        What is run.

    Raises
    ------
    InputError
        If the command prompt or the Task Scheduler cannot carry it.
    """
    run = subprocess.list2cmdline(job.command)
    if "%" in run or len(run) > LONGEST:
        msg = (
            f"Windows takes a command of at most {LONGEST} letters without a percent sign, and this has "
            f"{len(run)}; give DATA, -o and --on-failure shorter names without one."
        )
        raise InputError(msg)
    months = "*" if job.every == "month" else ",".join(_MONTHS[month - 1] for month in job.months)
    asked = ["schtasks", "/Create", "/F", "/TN", job.name, "/SC", "MONTHLY", "/D", "1", "/M", months]
    return subprocess.list2cmdline([*asked, "/ST", job.at, "/TR", run])


def made_up_for(job: Job) -> str:
    """Return the command by which Windows makes up for a run that was missed, and runs on a battery too."""
    return (
        f'powershell -Command "$t = Get-ScheduledTask {job.name}; $t.Settings.StartWhenAvailable = $true; '
        '$t.Settings.DisallowStartIfOnBatteries = $false; Set-ScheduledTask -InputObject $t"'
    )


_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
