"""`weaklib report`: the report of a period, or of all those that are missing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import click

from weaklib.book import BusyError, WeaklibError
from weaklib.cli.clock import today
from weaklib.cli.options import data_argument, debug_option, folder_of, read_book
from weaklib.console import one_by_one, say, tell, warn
from weaklib.pages.lighter import lighter

LAST = {"last-month": "M", "last-quarter": "Q", "last-year": "Y"}
"""The periods that are named by when they are asked for, and how pandas calls their kinds."""


class Asked(NamedTuple):
    """What is written, and how much is said of it."""

    data: Path | None
    output: Path
    period: str
    edition: str
    quiet: bool
    preview: bool
    at_least: str


@click.command()
@data_argument
@debug_option
@click.option("--on-failure", default="", metavar="COMMAND", help="What to run when it fails.")
@click.option("--quiet", is_flag=True, help="Name no person and no place, as a log needs it.")
@click.option(
    "-o", "--output", default="reports", type=click.Path(path_type=Path), help="The folder to write into."
)
@click.option(
    "--period",
    default="",
    help="A month (2026-10), a quarter (2026-Q3), a year (2026), last-month, last-quarter or last-year; "
    "else the newest month.",
)
@click.option(
    "--edition", type=click.Choice(["private", "shared"]), default="private", help="For whom the report is."
)
@click.option("--preview", is_flag=True, help="List all that the shared report would show; write nothing.")
@click.option(
    "--at-least",
    type=click.Choice(["5", "10"]),
    default=None,
    help="The least group in the shared report; else what shared.yaml says, else 5.",
)
@click.option(
    "--backfill",
    type=click.IntRange(1, 1200),
    metavar="N",
    help="Write what is missing of the last N periods.",
)
def report(*, quiet: bool, on_failure: str, period: str, backfill: int | None, **what: Any) -> None:
    """Write the report as one self-contained page, and print where it is."""
    lighter()
    asked = Asked(period=_named(period), quiet=quiet, **what)
    _check(asked, backfill)
    try:
        _done(asked, backfill)
    except BrokenPipeError:  # who read what was said has gone; the page is written
        raise
    except Exception as error:
        if not isinstance(error, BusyError):  # the other run writes it
            _told_of(error, asked.period, on_failure)
        if not quiet or "--debug" in sys.argv:
            raise
        # what an error says may hold a name
        warn(f"weaklib report failed ({type(error).__name__}); run it without --quiet to see why.")
        sys.exit(_code(error))


def _done(asked: Asked, backfill: int | None) -> None:
    if asked.preview:
        _preview(asked)
    elif backfill:
        _write_missing(asked, backfill)
    else:
        _write(asked)


def _check(asked: Asked, backfill: int | None) -> None:
    if asked.edition != "shared" and (asked.preview or asked.at_least):
        msg = "--preview and --at-least are for the shared report; add --edition shared."
        raise click.UsageError(msg)
    if asked.preview and backfill:
        msg = "--preview shows one period; leave --backfill away, or name one with --period."
        raise click.UsageError(msg)


def _preview(asked: Asked) -> None:
    """List every number and label of the shared report, which is not written."""
    from weaklib.pages.share.preview import preview

    folder = folder_of(asked.data)
    listed = preview(str(folder), period=asked.period, k=_least(asked), reports=asked.output)
    tell(listed.table, "table", shown=[*listed.table.columns], most=None)
    say("", *listed.sentences)


def _least(asked: Asked) -> int:
    return int(asked.at_least or 0)


def _write(asked: Asked) -> None:
    from weaklib.pages.report import EDITIONS, run_report

    page = run_report(
        folder_of(asked.data),
        reports=asked.output,
        period=asked.period,
        notebook=EDITIONS[asked.edition],
        progress=sys.stderr.isatty() and not asked.quiet,
        **_more(asked),
    )
    _tell(page, asked)


def _write_missing(asked: Asked, count: int) -> None:
    from weaklib.pages.index import renew_index
    from weaklib.pages.missing import missing
    from weaklib.pages.report import EDITIONS, run_periods

    folder = folder_of(asked.data)
    due = missing(read_book(folder), asked.output, asked.period, count=count, edition=asked.edition)
    if not due:
        renew_index(asked.output)
        say("Nothing is missing." if asked.quiet else f"Nothing is missing in {asked.output}.")
        return
    pages = run_periods(folder, due, reports=asked.output, notebook=EDITIONS[asked.edition], **_more(asked))
    for page in one_by_one(pages, "Writing", due):
        _tell(page, asked)


def _more(asked: Asked) -> dict[str, Any]:
    """The parameters that the shared report alone has."""
    return {"k": _least(asked)} if asked.at_least else {}


def _tell(page: Path, asked: Asked) -> None:
    say(f"{page.stem} is written." if asked.quiet else f"The report is in {page}")


def _named(period: str) -> str:
    """The period as it is written; the last one that has ended where it is asked for by that."""
    if period not in LAST:
        return period
    import pandas as pd

    from weaklib.measures.period import period_of

    here = pd.Period(today(), LAST[period])
    return period_of(str(here - 1).replace("Q", "-Q")).text


def _code(error: Exception) -> int:
    return error.exit_code if isinstance(error, WeaklibError | click.ClickException) else 1


def _told_of(error: Exception, period: str, command: str) -> None:
    """Run what the person wants to be run when a report fails."""
    if command:
        known = {"WEAKLIB_EXIT": str(_code(error)), "WEAKLIB_PERIOD": period}
        subprocess.run(command, shell=True, env=os.environ | known, check=False)  # noqa: S602 - it is theirs
