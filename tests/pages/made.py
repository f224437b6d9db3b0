"""Pages that several tests look at, each made once in a run of the tests."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

import nbformat

from weaklib.example import LINKEDIN
from weaklib.pages.notebooks import notebooks_folder
from weaklib.pages.report import run_report

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "data" / "example"
ERA = ROOT / "tests" / "data" / "linkedin" / "2026"

UNESCAPED = """\
import weaklib.pages.prose, weaklib.views.charts, weaklib.views.netmap, sys
for name, module in list(sys.modules.items()):
    if name.startswith("weaklib.") and hasattr(module, "safe"):
        module.safe = str
"""
"""A first cell that takes the escaping out of a notebook, to see that a test would notice."""


@cache
def place() -> Path:
    """A folder of this run of the tests."""
    folder = Path(tempfile.mkdtemp(prefix="weaklib-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def example_page() -> Path:
    """The report of the example."""
    return run_report(EXAMPLE, reports=place() / "example")


@cache
def connections_page() -> Path:
    """The report of a Connections.csv and nothing else: the example's."""
    from zipfile import ZipFile

    with ZipFile(EXAMPLE / LINKEDIN) as exports:
        exports.extract("Connections.csv", place() / "connections-alone")
    return run_report(place() / "connections-alone", reports=place() / "connections")


def without_escaping(folder: Path, name: str = "report") -> Path:
    """The notebook of an edition with a first cell that takes the escaping out."""
    notebook = nbformat.read(notebooks_folder() / f"{name}.ipynb", as_version=4)
    notebook.cells.insert(2, nbformat.v4.new_code_cell(UNESCAPED, metadata={"tags": ["notebook-only"]}))
    made = folder / name.replace("report", "unescaped")
    nbformat.write(notebook, made.with_suffix(".ipynb"))
    return made.with_suffix(".ipynb")


def tiny(path: Path, *code: str, parameters: str = 'data_dir: str = ""\nas_of: str = "2026-10-31"') -> Path:
    """A notebook of a few cells; it says nothing of its own about the day."""
    first = nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})
    cells = [nbformat.v4.new_markdown_cell("# Tiny"), first, *map(nbformat.v4.new_code_cell, code)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), path)
    return path
