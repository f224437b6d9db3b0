"""`weaklib lab`: the notebooks, in JupyterLab or as an app."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import webbrowser
from html import escape
from pathlib import Path

import click

from weaklib.book import OutputError
from weaklib.cli.options import data_argument, debug_option, folder_of, read_book
from weaklib.console import say

QUIET_LAB = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
    f"--LabApp.app_settings_dir={Path(__file__).with_name('lab')}",
    "--ServerApp.jpserver_extensions={'voila.server_extension': False}",
)
"""JupyterLab would ask the network for news, updates and extensions, and the owner whether it may.

Where Voilà is installed it would join in, with pages that ask for fonts; the app has its own.
"""


@click.command()
@data_argument
@debug_option
@click.option("--app", is_flag=True, help="Show the map, the plan and the impact as an app, without code.")
@click.option(
    "--folder", default="notebooks", type=click.Path(path_type=Path), help="Where to lay the notebooks."
)
@click.option("--browser/--no-browser", default=True, help="Whether to open a browser on it.")
def lab(data: Path | None, *, app: bool, folder: Path, browser: bool) -> None:
    """Lay the notebooks into your folder, where they are not yet, and open JupyterLab on them.

    With --app the map, the plan and the impact are shown as an app instead, made from the exports in DATA;
    nothing is laid. Both can be reached from this machine alone, by an address that only you are told.
    """
    if app:
        _app(data, browser=browser)
        return
    if data is not None:
        msg = "DATA is for --app; in JupyterLab each notebook names its folder in its second cell."
        raise click.UsageError(msg)
    _laid(folder)
    say(f"The notebooks are in {folder}; JupyterLab opens on them.")
    command = [sys.executable, "-m", "jupyterlab", f"--notebook-dir={folder}", *QUIET_LAB]
    sys.exit(subprocess.call([*command, *([] if browser else ["--no-browser"])]))  # noqa: S603 - our own Python


def _laid(folder: Path) -> None:
    from weaklib.pages.notebooks import notebooks_folder

    source = notebooks_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for notebook in sorted(source.glob("*.ipynb")):
            if not (folder / notebook.name).exists():
                shutil.copyfile(notebook, folder / notebook.name)
    except OSError as error:
        msg = f"{folder} could not be written ({error.strerror}); name another folder with --folder."
        raise OutputError(msg) from error


def _app(data: Path | None, *, browser: bool) -> None:
    from weaklib.cli.app.pages import lay_pages
    from weaklib.cli.app.server import needed, serve
    from weaklib.pages.outreach_inputs import is_example

    needed()
    folder = folder_of(data)
    read_book(folder)  # what cannot be read is said here, and what can be is in the cache
    with tempfile.TemporaryDirectory(prefix="weaklib-", ignore_cleanup_errors=True) as place:
        pages = Path(place) / "pages"
        pages.mkdir()
        # the example stays as it ships: what is recorded there is forgotten at the end
        lay_pages(pages, "" if is_example(folder) else str(folder.resolve()))
        serve(Path(place), lambda address: _opened(address, Path(place), browser=browser))


def _opened(address: str, place: Path, *, browser: bool) -> None:
    say(f"The app is at {address}", "It is yours alone, and ends with Ctrl-C.")
    if browser:
        # a file that only its owner can read: other people of the machine see what a browser is called with
        way = place / "open.html"
        way.write_text(f'<meta http-equiv="refresh" content="0;url={escape(address)}">', encoding="utf-8")
        webbrowser.open(way.as_uri())
