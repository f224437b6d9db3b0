"""What the tests of several notebooks share: what a run shows, and the smallest export there is."""

from __future__ import annotations

from nbformat import NotebookNode

ONE = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Ada,Lind,https://www.linkedin.com/in/ada,,Hafenlabor,Chemist,01 Jan 2024\n"
)
"""One contact."""


def shown_by(notebook: NotebookNode) -> str:
    """Everything that the cells show to somebody who sees no widget."""
    told = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            told += [data[kind] for kind in ("text/html", "text/markdown", "text/plain") if kind in data][:1]
    return "\n".join(told)
