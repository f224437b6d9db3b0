"""The `weaklib` command: thin, one function for each subcommand."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
import pandas as pd

from weaklib import __version__
from weaklib.book import Book, InputError, OutputError, WeaklibError
from weaklib.console import FORMATS, progress, say, tell, warn

Command = TypeVar("Command", bound=Callable[..., Any])

CHECK_COLUMNS = ("source", "kind", "rows", "used", "merged", "set_aside", "first", "last")
QUIET_LAB = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)
"""JupyterLab would ask the network for its news, its updates and its extensions."""
TIE_COLUMNS = ("name", "organisation", "class", "strength", "confidence", "contact_days", "last_contact")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="weaklib")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def weaklib(*, debug: bool) -> None:
    """Find the acquaintances who bridge to other worlds, and see whether they helped.

    DATA is the folder with your exports (or one zip or file): "data" where you do not name it, and
    the shipped example where that holds none. Everything stays on this machine.
    """


def _data(command: Command) -> Command:
    return click.argument("data", required=False, type=click.Path(path_type=Path))(command)


def _style(command: Command) -> Command:
    return click.option(
        "--format", "style", type=click.Choice(FORMATS), default="table", help="How to print it."
    )(command)


def _debug(command: Command) -> Command:
    return click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of an error.")(
        command
    )


@weaklib.command()
@_data
@_style
@_debug
@click.option("--redacted", is_flag=True, help="Name no person and no file of yours: fit for a bug report.")
def check(data: Path | None, *, style: str, redacted: bool) -> None:
    """Say what was read, what was set aside and why, and what would tell more."""
    from weaklib.sources.advice import advice
    from weaklib.sources.examples import excerpts
    from weaklib.sources.redaction import redacted_coverage, redacted_reasons

    book = _read(data)
    told = [] if redacted else [*_decided(data, book), *advice(book)]
    coverage = redacted_coverage(book) if redacted else book.coverage
    reasons = redacted_reasons(book) if redacted else book.set_aside[["source", "reason"]]
    counts = reasons.value_counts().rename("rows").reset_index().sort_values(["source", "reason"])
    more = {
        "people": len(book.people),
        "interactions": len(book.interactions),
        "last_day": f"{book.coverage['last'].max():%Y-%m-%d}"
        if book.coverage["last"].notna().any()
        else None,
        "set_aside": counts.to_dict("records"),
        "merged_people": int(book.merges["person"].nunique()),
        "to_decide": 0 if redacted else len(book.proposals),
        "advice": told,
    }
    if style != "table":
        tell(coverage, style, shown=CHECK_COLUMNS, more=more)
        return
    tell(coverage[coverage["kind"] != "not read"], style, shown=CHECK_COLUMNS)
    unread = ", ".join(coverage.index[coverage["kind"] == "not read"])
    say(
        "",
        f"{len(book.people)} people, {len(book.interactions)} contacts; every input row is accounted for.",
    )
    examples = {} if redacted else excerpts(book)
    for row in counts.itertuples():
        say(f"Set aside in {row.source}: {row.rows} × {row.reason}")
        say(*(f"    {example}" for example in examples.get((str(row.source), str(row.reason)), ())))
    say(*([] if redacted else _merged(book)))
    say(*([f"Files that were not read: {unread}"] if unread else []))
    say(*(f"→ {sentence}" for sentence in told))


def _merged(book: Book) -> list[str]:
    people = book.merges["person"].nunique()
    counts = book.merges["evidence"].str.replace(r"row of .*", "row of a file", regex=True).value_counts()
    found = "; ".join(f"{number} × {evidence}" for evidence, number in counts.items())
    return (
        [f"{people} people are named in more than one way, and are one row each: {found}."] if people else []
    )


def _decided(data: Path | None, book: Book) -> list[str]:
    """Write what there is to decide into people.csv; the shipped example is left as it is."""
    from weaklib.sources.decisions.people_csv import write_people_csv

    folder = _folder(data)
    if not folder.is_dir() or folder.resolve().name == "example":
        return []
    if len(book.proposals) or (folder / "people.csv").exists():
        write_people_csv(folder, book)
    return []


@weaklib.command()
@_data
@_style
@_debug
@click.option("--as-of", default="", metavar="DAY", help="The day to measure at, as 2026-10-31.")
def ties(data: Path | None, style: str, as_of: str) -> None:
    """List everyone with the strength and class of their tie, the strongest first."""
    from weaklib.measures.ties import tie_table

    book = _read(data)
    table = tie_table(book, as_of=as_of)
    tell(table, style, shown=TIE_COLUMNS, more={"as_of": f"{book.day(as_of):%Y-%m-%d}"})


@weaklib.command(name="map")
@_data
@_debug
@click.option(
    "-o", "--output", default="map.html", type=click.Path(path_type=Path), help="Where to write it."
)
@click.option("--as-of", default="", metavar="DAY", help="The day to draw, as 2026-10-31.")
def map_(data: Path | None, output: Path, as_of: str) -> None:
    """Draw the map of circles and bridges as one file that opens without a network."""
    from weaklib.measures.network import contact_network
    from weaklib.measures.ties import tie_table
    from weaklib.pages.keep import write_whole
    from weaklib.pages.page import figure_page
    from weaklib.views.netmap import draw

    book = _read(data)
    figure = draw(contact_network(book, as_of=as_of), tie_table(book, as_of=as_of))
    write_whole(output, figure_page(figure, title="Your map"))
    say(f"The map is in {output}")


@weaklib.command()
@_data
@_debug
@click.option(
    "-o", "--output", default="reports", type=click.Path(path_type=Path), help="The folder to write into."
)
@click.option(
    "--period", default="", metavar="MONTH", help="The month to report on, as 2026-10; else the newest."
)
def report(data: Path | None, output: Path, period: str) -> None:
    """Write the report as one self-contained page, and print where it is."""
    from weaklib.pages.report import run_report

    as_of = _month_end(period)
    folder = _folder(data)
    page = run_report(folder, reports=output, as_of=as_of, progress=sys.stderr.isatty())
    say(f"The report is in {page}")


@weaklib.command()
@_debug
@click.option(
    "--folder", default="notebooks", type=click.Path(path_type=Path), help="Where to lay the notebooks."
)
def lab(folder: Path) -> None:
    """Lay the notebooks into your folder, where they are not yet, and open JupyterLab on them."""
    from weaklib.pages.report import notebooks_folder

    source = notebooks_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for notebook in sorted(source.glob("*.ipynb")):
            if not (folder / notebook.name).exists():
                shutil.copyfile(notebook, folder / notebook.name)
    except OSError as error:
        msg = f"{folder} could not be written ({error.strerror}); name another folder with --folder."
        raise OutputError(msg) from error
    say(f"The notebooks are in {folder}; JupyterLab opens on them.")
    command = [sys.executable, "-m", "jupyterlab", f"--notebook-dir={folder}", *QUIET_LAB]
    sys.exit(subprocess.call(command))  # noqa: S603 - our own Python, and a folder as one argument


def main() -> None:
    """Run the command; an error is one sentence, and its exit code says what kind it is."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:  # a terminal of few letters shows what it can
            reconfigure(errors="replace")
    arguments = sys.argv[1:]
    debug = "--debug" in arguments
    try:
        sys.exit(weaklib.main(arguments, prog_name="weaklib", standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.Abort:
        sys.exit(130)
    except BrokenPipeError:
        # the reader has gone; what is still buffered must not complain at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except WeaklibError as error:
        if debug:
            raise_with_code(error)
        warn(str(error))
        sys.exit(error.exit_code)
    except Exception as error:
        if debug:
            raise
        warn(
            f"weaklib met what it does not know ({type(error).__name__}: {error}); run it again with --debug."
        )
        sys.exit(1)


def raise_with_code(error: WeaklibError) -> None:
    """Print the traceback of `error` and leave with its exit code."""
    import traceback

    traceback.print_exception(error)
    sys.exit(error.exit_code)


def _read(data: Path | None) -> Book:
    from weaklib.sources import read

    folder = _folder(data)
    with progress("Reading") as told:
        return read(folder, progress=told)


def _folder(data: Path | None) -> Path:
    """Return the folder of exports; where nobody named one and `data` holds none, the example's."""
    from weaklib.sources.files import open_exports

    if data is not None:
        return data
    default = Path("data")
    if default.is_dir() and any(open_exports(default)):
        return default
    folder = default / "example"
    if not folder.is_dir():
        from weaklib.example import write

        write(folder)
    warn(f"There are no exports in {default}: this is the example in {folder}.")
    return folder


def _month_end(period: str) -> str:
    if not period:
        return ""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", period):
        msg = f"--period is {period!r}, which is no month; write it as 2026-10."
        raise InputError(msg)
    return f"{pd.Period(period).end_time:%Y-%m-%d}"
