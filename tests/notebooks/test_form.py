"""The notebooks keep the form that lets them run unattended and read well."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = sorted((Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
SHARED = "report-shared"
"""No cell of it may hold a book: one function measures, and hands out what may be shared."""


def code_of(notebook: nbformat.NotebookNode) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def prose_of(notebook: nbformat.NotebookNode) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


def test_the_notebooks_are_there() -> None:
    assert {
        "00-tour",
        "01-load",
        "02-ties",
        "03-map",
        "04-outreach",
        "05-impact",
        "06-pool",
        "07-evidence",
        "report",
        "report-shared",
    } <= {path.stem for path in NOTEBOOKS}


@every_notebook
def test_a_notebook_is_valid_and_runs_on_the_plain_kernel(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "python3"
    assert set(notebook.metadata) == {"kernelspec", "language_info"}


@every_notebook
def test_the_ids_of_cells_are_their_places(path: Path) -> None:
    """As nbstripout writes them, so that a notebook is the same file whoever saved it."""
    ids = [cell.id for cell in nbformat.read(path, as_version=4).cells]
    assert ids == [str(place) for place in range(len(ids))]


@every_notebook
def test_a_notebook_runs_on_the_example_without_an_argument(path: Path) -> None:
    parameters = next(cell for cell in code_of(nbformat.read(path, as_version=4)))
    assert 'data_dir: str = ""' in parameters
    assert 'as_of: str = ""' in parameters


@every_notebook
def test_the_fourth_step_turns_parameters_into_objects(path: Path) -> None:
    """Nothing derived stands in the parameters cell, since papermill would not compute it anew."""
    _, imports, objects = code_of(nbformat.read(path, as_version=4))[:3]
    if path.stem == SHARED:
        assert "share.aggregates(data_dir, period=period, as_of=as_of" in imports
        return
    assert imports.startswith(("import weaklib as wl", "from weaklib"))
    assert "trust.open_book(data_dir)" in objects
    # with a ledger, the day may be later than the book's
    assert "book.day(as_of)" in objects or "as_of=as_of" in objects


@every_notebook
def test_functions_live_in_weaklib(path: Path) -> None:
    for source in code_of(nbformat.read(path, as_version=4)):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                assert node.end_lineno - node.lineno < 3


@every_notebook
def test_numbers_in_prose_are_computed(path: Path) -> None:
    """Markdown holds years of publications, section names and definitions, but no count of anybody's contacts."""
    counted = re.compile(
        r"\b\d[\d,]*\s+(people|contacts|circles|ties|connections|messages|bridges|employers)\b"
    )
    assert [text for text in prose_of(nbformat.read(path, as_version=4)) if counted.search(text)] == []


@every_notebook
def test_a_notebook_ends_with_its_limits_and_asserts_something(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    headings = [line for text in prose_of(notebook) for line in text.splitlines() if line.startswith("## ")]
    assert headings[-1] == "## Limits"
    assert "assert " in code_of(notebook)[-1]


@every_notebook
def test_each_question_has_a_heading_of_its_own(path: Path) -> None:
    text = "\n".join(prose_of(nbformat.read(path, as_version=4)))
    headings = re.findall(r"^##+ (.+)$", text, flags=re.MULTILINE)
    assert len(headings) == len(set(headings)) >= 5
