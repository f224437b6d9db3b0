"""What is done regularly: one report for each period that has ended."""

from __future__ import annotations

import hashlib
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from weaklib.book import InputError

EVERY = ("month", "quarter", "year")
CATCH_UP = 3
"""How many periods back a run looks for a report that is missing: a machine may have been off for long."""

_HOUR = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)


@dataclass(frozen=True)
class Job:
    """A report for each period, written by a run of its own.

    Attributes
    ----------
    data, reports
        The folder with the exports, and the one to write into; both in full.
    every
        "month", "quarter" or "year".
    at
        The hour of the first day after the period, such as "07:00".
    edition
        "private" or "shared".
    on_failure
        A command for the shell that is run when a report fails; "" for none.
    """

    data: Path
    reports: Path
    every: str = "month"
    at: str = "07:00"
    edition: str = "private"
    on_failure: str = ""

    @property
    def name(self) -> str:
        """The name under which the system knows it: the same for the same folders and edition."""
        told = "\0".join((str(self.data), str(self.reports), self.edition))
        return f"weaklib-{hashlib.sha256(told.encode()).hexdigest()[:8]}"

    @property
    def hour(self) -> tuple[int, int]:
        """The hour and the minute of a run."""
        hour, minute = self.at.split(":")
        return int(hour), int(minute)

    @property
    def months(self) -> tuple[int, ...]:
        """In which months it runs: those that follow a period."""
        return {"month": tuple(range(1, 13)), "quarter": (1, 4, 7, 10), "year": (1,)}[self.every]

    @property
    def command(self) -> tuple[str, ...]:
        """What is run, as words: a report for each of the last periods that has none."""
        asked = ["report", str(self.data), "-o", str(self.reports), "--edition", self.edition]
        asked += ["--period", f"last-{self.every}", "--backfill", str(CATCH_UP), "--quiet"]
        asked += ["--on-failure", self.on_failure] if self.on_failure else []
        return (sys.executable, "-m", "weaklib.cli", *asked)

    def in_words(self) -> str:
        """Return what it does as a sentence."""
        every = {"month": "every month", "quarter": "January, April, July and October", "year": "January"}
        when = f"On the first of {every[self.every]} at {self.at}"
        return f"{when}, the {self.edition} report of the {self.every} before."


def job_of(data: Path, reports: Path, **more: str) -> Job:
    """Return a job, of which every part can be used.

    Parameters
    ----------
    data, reports
        The folders; taken from where the command is given.
    more
        As the attributes of `Job`.

    Raises
    ------
    InputError
        If `at` is no hour, or a part holds a line break, which no timer can carry.
    """
    job = Job(data.absolute(), reports.absolute(), **more)
    if not (found := _HOUR.fullmatch(job.at)):
        msg = f"--at is {job.at[:20]!r}, which is no time of day; write it as 07:00."
        raise InputError(msg)
    for part, text in (("DATA", str(job.data)), ("-o", str(job.reports)), ("--on-failure", job.on_failure)):
        if re.search(r"[\x00-\x1f\x7f]", text):
            msg = f"{part} has a line break or another character that a timer cannot carry; name it without."
            raise InputError(msg)
    at = f"{int(found[1]):02}:{found[2]}"
    return Job(job.data, job.reports, job.every, at, job.edition, job.on_failure)
