"""The notebooks that the app shows, made ready to be shown: with the folder of exports, and without code."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode

PAGES: Mapping[str, str] = MappingProxyType(
    {"03-map": "The map", "04-outreach": "The plan", "05-impact": "The impact"}
)
"""The notebooks of the app, and what each is called there; `navigation.macro.html.j2` links the same."""

IN_A_NOTEBOOK = "code-only"
"""The tag of prose about the code and of tables that need it beside them; the app does not show these."""


def lay_pages(place: Path, data_dir: str) -> None:
    """Write the notebooks of the app into a folder.

    Parameters
    ----------
    place
        The folder, which is there and is nobody else's.
    data_dir
        The folder of exports that they read; "" stands for the example.
    """
    import nbformat

    from weaklib.pages.notebooks import find_notebook

    for name, title in PAGES.items():
        notebook = nbformat.read(find_notebook(name), as_version=4)  # type: ignore[no-untyped-call]
        ready = _ready(notebook, data_dir=data_dir, title=title)
        nbformat.write(ready, place / f"{name}.ipynb")  # type: ignore[no-untyped-call]


def _ready(notebook: NotebookNode, *, data_dir: str, title: str) -> NotebookNode:
    notebook.metadata["title"] = f"{title} – weaklib"
    notebook.cells = [
        cell for cell in notebook.cells if cell.cell_type == "code" or IN_A_NOTEBOOK not in _tags(cell)
    ]
    for cell in notebook.cells:
        if "parameters" in _tags(cell):
            cell.source += f"\ndata_dir = {data_dir!r}"
    return notebook


def _tags(cell: NotebookNode) -> list[str]:
    return list(cell.metadata.get("tags", []))
