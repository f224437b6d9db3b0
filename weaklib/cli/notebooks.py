"""`weaklib lab`: the notebooks."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import click

from weaklib.book import OutputError
from weaklib.cli.options import debug_option
from weaklib.console import say

QUIET_LAB = (
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
    f"--LabApp.app_settings_dir={Path(__file__).with_name('lab')}",
)
"""JupyterLab would ask the network for news, updates and extensions, and the owner whether it may."""


@click.command()
@debug_option
@click.option(
    "--folder", default="notebooks", type=click.Path(path_type=Path), help="Where to lay the notebooks."
)
def lab(folder: Path) -> None:
    """Lay the notebooks into your folder, where they are not yet, and open JupyterLab on them."""
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
    say(f"The notebooks are in {folder}; JupyterLab opens on them.")
    command = [sys.executable, "-m", "jupyterlab", f"--notebook-dir={folder}", *QUIET_LAB]
    sys.exit(subprocess.call(command))  # noqa: S603 - our own Python, and a folder as one argument
