"""A stranger's folder in every notebook: another make of export, French and German titles, no calendar."""

from __future__ import annotations

import html
import re
import warnings
from functools import cache
from pathlib import Path

import pytest
from nbformat import NotebookNode

import weaklib as wl
from tests.pages.made import place
from tests.stranger import LAST, TITLES, write_stranger
from weaklib.pages.execution import execute
from weaklib.pages.notebooks import find_notebook
from weaklib.sources.organisations import function_of, seniority_of

NOTEBOOKS = sorted(path.stem for path in (Path(__file__).parents[2] / "notebooks").glob("*.ipynb"))
SAYS: dict[str, tuple[str, ...]] = {
    "00-tour": (
        "has read 2,500 people",
        "Your contacts fall into",
        "your only known way into",
        "Sunniva Aakre",
    ),
    "01-load": ("LinkedIn gives no name for this connection", "A **calendar** would show who meets whom"),
    "02-ties": ("You are in touch with **450 people** of 2,500", "Read a class as a region"),
    "03-map": ("are **inferred**", "not measurable", "doors** can be opened", "No organisation is named"),
    "04-outreach": ("Get back in touch", "Your only known way into", "weaklib sends nothing"),
    "05-impact": ("Nothing is in your ledger", "New connections", "Answer whom you owe a reply"),
    "06-pool": ("Harbour friends",),
    "07-evidence": ("no two of your contacts were seen together", "Over 12 months"),
    "report": ("Élodie Brandstätter", "Write to", "You are in touch with **450 people**", "employers**"),
    "report-shared": ("A network in numbers", "circles of 5 people or more"),
}
"""What each says of it, among other things."""

RAW = re.compile(
    r"Timestamp\(|Span\(|Period\(|<weaklib\.|<function|\bNaN\b|\bNaT\b|dtype:|Empty DataFrame|\bnan\b|\(\)(?![;{])|"
    r"\bNone\b(?!\s+(?:of|waits|:))|\b1 (?:people|circles|ties|days|rows|employers)\b|Traceback"
)
"""What no sentence holds: what Python calls a thing, a gap that is not named, a wrong plural."""


@pytest.fixture(scope="module")
def folder() -> Path:
    made = place() / "stranger"
    made.mkdir()
    write_stranger(made)
    return made


@cache
def run(name: str, data: str) -> NotebookNode:
    """The notebook after a run on the folder, as JupyterLab has it."""
    return execute(find_notebook(name), {"data_dir": data})


def told(notebook: NotebookNode) -> str:
    """What a person reads of the outputs, without markup and pictures."""
    parts = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "application/vnd.plotly.v1+json" in data:
                continue
            shown = next(
                (data[kind] for kind in ("text/markdown", "text/html", "text/plain") if kind in data), ""
            )
            shown = re.sub(r"<(style|script)\b.*?</\1>", " ", shown, flags=re.DOTALL)
            parts.append(html.unescape(re.sub(r"<[^>]*>", " ", shown)))
    return "\n".join(parts)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_it_is_told_in_words_and_nothing_raw_is_shown(name: str, folder: Path) -> None:
    with warnings.catch_warnings():
        notebook = run(name, str(folder))
    text = told(notebook)
    assert [each for each in SAYS[name] if each not in text] == []
    assert [text[max(0, m.start() - 40) : m.end() + 20] for m in RAW.finditer(text)] == []
    loud = [out for cell in notebook.cells for out in cell.get("outputs", []) if out.output_type == "stream"]
    assert loud == []


def test_every_row_of_it_is_read(folder: Path) -> None:
    book = wl.read(folder)
    assert len(book.people) == 2_500
    assert set(book.set_aside["reason"].str.partition(":")[0]) == {"hidden"}
    assert book.owner.name == "Élodie Brandstätter"
    assert book.owner.profile == "elodie-brandstaetter"
    assert str(book.day(None).date()) == str(LAST.date())


@pytest.mark.parametrize("language", ["fr", "de"])
def test_its_titles_are_understood(language: str) -> None:
    import pandas as pd

    titles = pd.Series(TITLES[language])
    assert function_of(titles).notna().mean() >= 0.85
    assert seniority_of(titles).notna().mean() >= 0.85
