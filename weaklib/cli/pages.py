"""`weaklib report` and `weaklib lab`: the pages and the notebooks."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pandas as pd

from weaklib.book import InputError, OutputError
from weaklib.cli.options import data_argument, debug_option, folder_of
from weaklib.console import say

QUIET_LAB = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
    f"--LabApp.app_settings_dir={Path(__file__).with_name('lab')}",
)
"""JupyterLab would ask the network for news, updates and extensions, and the owner whether it may."""


@click.command()
@data_argument
@debug_option
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
    folder = folder_of(data)
    page = run_report(folder, reports=output, as_of=as_of, progress=sys.stderr.isatty())
    say(f"The report is in {page}")


@click.command()
@debug_option
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


def _month_end(period: str) -> str:
    if not period:
        return ""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", period):
        msg = f"--period is {period!r}, which is no month; write it as 2026-10."
        raise InputError(msg)
    return f"{pd.Period(period).end_time:%Y-%m-%d}"
