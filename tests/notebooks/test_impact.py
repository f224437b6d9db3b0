"""The notebook of outcomes: it runs unattended for any period, counts nothing proposed, and writes nothing."""

from __future__ import annotations

import html
import json
import re
from functools import cache
from pathlib import Path

import pytest
from nbformat import NotebookNode

from tests.notebooks.running import ONE, shown_by
from tests.pages.made import EXAMPLE, place
from weaklib.pages.execution import execute
from weaklib.pages.notebooks import find_notebook
from weaklib.pages.report import run_report

FIGURE = "application/vnd.plotly.v1+json"


@cache
def run(**values: str) -> NotebookNode:
    """The notebook after a run with these parameters."""
    return execute(find_notebook("05-impact"), dict(values))


def shown(notebook: NotebookNode) -> str:
    """What the cells show to somebody who sees no widget, without tags and looks."""
    raw = re.sub(r"<style>.*?</style>", "", shown_by(notebook), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", raw)).split())


def charts(notebook: NotebookNode) -> list[str]:
    """The charts as JSON."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [json.dumps(output["data"][FIGURE]) for output in outputs if FIGURE in output.get("data", {})]


def folder(name: str, **files: str) -> Path:
    """A data folder of these files."""
    made = place() / name
    made.mkdir(exist_ok=True)
    for file, text in files.items():
        (made / file.replace("__", ".")).write_text(text, encoding="utf-8")
    return made


def test_the_three_numbers_the_proposals_and_three_adjustments_are_there() -> None:
    told = shown(run())
    for words in (
        "New connections",
        "Introductions and referrals",
        "Engagement, support, guidance",
        "proposed, not counted",
        "no conclusion",
        "What began with",
    ):
        assert words in told, words
    assert "Ingeborg Vance seems to have introduced you to Oluwaseun Falk" in told
    assert all(re.search(rf"\b{number}\. [A-Z]", told) for number in (1, 2, 3))


def test_the_chain_of_three_is_drawn() -> None:
    (drawn,) = [chart for chart in charts(run()) if "introduction 1" in chart]
    assert "introduction 3" in drawn
    assert "in a chain of 3" in drawn.replace("<br>", " ")


@pytest.mark.parametrize("period", ["", "2026-10", "2026-Q3"])
def test_of_fewer_than_five_no_percentage_is_shown(period: str) -> None:
    """Neither in words nor in a chart, hover included: whatever has a % counts at least five."""
    notebook = run(period=period) if period else run()
    told = [
        shown(notebook),
        *(text for chart in charts(notebook) for text in re.findall(r'"([^"]*)"', chart)),
    ]
    few = [found[0] for text in told for found in re.finditer(r"\b\d+ of ([1-4])\b \([\d ]+%", text)]
    assert few == []
    assert any("%" in text for text in told) or period == "2026-10"


def test_without_widgets_a_sentence_stands_in_their_place() -> None:
    told = shown(run())
    assert told.count("open this notebook in JupyterLab and run it to use it.") == 2
    assert not re.search(r"VBox\(|HBox\(|Panel\(|Dropdown\(|<IPython|<function", told)


def test_its_page_names_the_month_and_holds_no_widget() -> None:
    page = run_report(EXAMPLE, reports=place() / "impact", notebook="05-impact", period="2026-Q3")
    assert page.name == "2026-10-05-impact.html"
    text = page.read_text(encoding="utf-8").partition('id="figures">')[0]
    assert "the third quarter of 2026" in text
    assert "in JupyterLab and run it" not in text
    assert not re.search(r"\b(nan|NaN|NaT|None)\b", text)


def test_one_contact_and_no_ledger_say_how_to_begin_and_write_nothing() -> None:
    data = folder("one-impact", Connections__csv=ONE)
    told = shown(run(data_dir=str(data)))
    assert "Nothing is in your ledger yet" in told
    assert "weaklib log add" in told
    assert "Nothing waits for you" in told
    assert not re.search(r"\b(nan|NaN|NaT|None)\b|%", told)
    assert sorted(path.name for path in data.iterdir() if path.name != ".cache") == ["Connections.csv"]
