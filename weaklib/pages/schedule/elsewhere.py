"""A job as macOS and Windows take it: text to put in place oneself."""

from __future__ import annotations

import plistlib
import subprocess

from weaklib.pages.schedule.job import Job


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
    """Return a job as a command for Windows, to be typed at its command prompt."""
    months = "*" if job.every == "month" else ",".join(_MONTHS[month - 1] for month in job.months)
    asked = ["schtasks", "/Create", "/F", "/TN", job.name, "/SC", "MONTHLY", "/D", "1", "/M", months]
    return subprocess.list2cmdline([*asked, "/ST", job.at, "/TR", subprocess.list2cmdline(job.command)])


_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
