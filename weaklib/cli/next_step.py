"""`weaklib` alone: where somebody stands, by what lies in their folders, and what to do next."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from weaklib.book import WeaklibError

WEEK = timedelta(days=7)
STALE = timedelta(days=35)
"""From then on there is a month of which the exports say nothing."""

FETCH = (
    "For your own: on linkedin.com open Me → Settings & Privacy → Data privacy → Get a copy of your data,"
    " choose the larger archive, and put the zip into data/ as it is; a calendar file (.ics) adds a lot."
)


class Step(NamedTuple):
    """What to do next.

    Attributes
    ----------
    stands
        Where somebody stands, in sentences.
    command
        What to type after the name of the program; "" where nothing is to be typed.
    does
        What that does, without a full stop.
    """

    stands: tuple[str, ...]
    command: str
    does: str

    def in_words(self, called: str) -> list[str]:
        """Return the lines to print, for a program that is called so."""
        typed = [f"Next: {self.does}.", "", f"    {called} {self.command}", ""]
        return [*self.stands, *typed, f"Every command: {called} --help"]


def called() -> str:
    """Return how the program is called here, so that what is told can be typed."""
    if shutil.which("weaklib"):
        return "weaklib"
    script = Path(sys.argv[0])
    if script.stem == "weaklib":
        return os.path.relpath(script)
    return f"{Path(sys.executable).name} -m weaklib.cli"


def next_step(data: Path, reports: Path, *, today: date) -> Step:
    """Return what to do next, by what the two folders hold.

    Parameters
    ----------
    data
        The folder of exports.
    reports
        The folder of reports.
    today
        The day that it is.
    """
    exported, written = _newest_export(data), _newest_report(reports)
    if exported is None:
        return _before_exports(data, seen=written is not None)
    if written is None:
        stands = f"Your exports are in {data}, and no report was written of them yet."
        return Step((stands,), "report", "write it, as one page in reports/")
    if written < exported:
        stands = f"Exports came into {data} after your newest report was written."
        return Step((stands,), "report", "write a new one")
    try:
        return _after_the_report(data, exported=_day_of(exported), today=today)
    except WeaklibError as error:
        return Step((str(error),), "check", "mend that, then see whether all is read")


def _before_exports(data: Path, *, seen: bool) -> Step:
    if not data.exists():
        stands = f"There is no folder {data} here, so nothing is known of your network yet."
    elif (data / "example").is_dir():
        stands = f"{data} holds the example alone: the exports of Marit Ebbesand, who does not exist."
    else:
        stands = f"{data} holds no exports yet."
    if seen:
        return Step((stands, FETCH), "check", "once the zip is there, see what was read of it")
    return Step((stands, FETCH), "report", "see what comes out, from the exports of an example")


def _after_the_report(data: Path, *, exported: date, today: date) -> Step:
    from weaklib.action import goals as goals_room
    from weaklib.action import ledger as ledger_room

    goals, ledger = goals_room.read_goals(data / goals_room.NAME), data / ledger_room.NAME
    if not goals:
        stands = f"Your report is up to date. What you are after is not said: there are no goals in {data}."
        return Step((stands,), "lab", "write them with the form in 04-outreach, so that the lists are yours")
    sent = ledger_room.open(ledger).attempts()["sent_on"].dt.date.tolist() if ledger.exists() else []
    if not sent:
        stands = "Your report is up to date and your goals are known, and you recorded no message yet."
        return Step((stands,), "plan", "see whom to write to this week; then record it with `log add`")
    stale = _stale(exported, today)
    return _this_week(sum(today - WEEK < day <= today for day in sent), goals.weekly, stale=stale)


def _stale(exported: date, today: date) -> tuple[str, ...]:
    if today - exported < STALE:
        return ()
    since = f"{exported.day} {exported:%B %Y}"
    return (f"Your newest export came on {since}; a fresh one tells what came of what you asked.",)


def _this_week(count: int, weekly: int, *, stale: tuple[str, ...]) -> Step:
    wrote = (
        f"In the last seven days you wrote to {count} of the {weekly} people that you set yourself a week."
    )
    if count < weekly:
        return Step((wrote, *stale), "plan", "see whom to write to this week, for what, and why")
    return Step((wrote, *stale), "log confirm", "say whether what your exports show came of it")


def _day_of(moment: float) -> date:
    return datetime.fromtimestamp(moment, tz=UTC).astimezone().date()


def _newest_export(data: Path) -> float | None:
    """Return when the newest file of exports was written; None where there is none."""
    from weaklib.sources.files import open_exports

    if not data.is_dir():
        return None
    held = {file.container for file in open_exports(data)[0] if file.container is not None}
    return max((path.stat().st_mtime for path in held), default=None)


def _newest_report(reports: Path) -> float | None:
    """Return when the newest report was written; None where there is none."""
    from weaklib.pages.shelf import NAMED

    pages = (path for path in reports.glob("*.html") if NAMED.fullmatch(path.name))
    return max((path.stat().st_mtime for path in pages), default=None)
