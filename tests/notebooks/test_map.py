"""The notebook of the map: it runs unattended, reads without widgets, and writes nothing by itself."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

import pytest
from nbformat import NotebookNode

from tests.pages.made import EXAMPLE, place
from weaklib.book import WeaklibError
from weaklib.pages.execution import execute
from weaklib.pages.notebooks import find_notebook
from weaklib.pages.report import run_report

ERA = Path(__file__).parents[1] / "data" / "linkedin" / "2026"
HEAD = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
ONE = HEAD + "Ada,Lind,https://www.linkedin.com/in/ada,,Hafenlabor,Chemist,01 Jan 2024\n"


@cache
def run(**values: str) -> NotebookNode:
    """The notebook after a run with these parameters."""
    return execute(find_notebook("03-map"), dict(values))


def shown(notebook: NotebookNode) -> str:
    """Everything that the cells show to somebody who sees no widget."""
    told = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            told += [data[kind] for kind in ("text/html", "text/markdown", "text/plain") if kind in data][:1]
    return re.sub(r"&#(\d+);", lambda code: chr(int(code[1])), "\n".join(told))


def folder(name: str, **files: str) -> Path:
    """A data folder of these files."""
    made = place() / name
    made.mkdir(exist_ok=True)
    for file, text in files.items():
        (made / f"{file}.csv").write_text(text, encoding="utf-8")
    return made


def test_it_answers_on_the_example() -> None:
    told = shown(run())
    assert "Runa Solheim" in told
    assert "320 people" in told
    assert re.search(r"steps? to [A-ZÄÖÜ]", told)
    assert "The weakest link is" in told


def test_a_way_to_another_place_can_be_asked() -> None:
    assert "to Kestrel Health: " in shown(run(to="Kestrel Health"))
    assert "No way to No Such Place is known" in shown(run(to="No Such Place"))


def test_without_widgets_a_sentence_stands_in_their_place() -> None:
    told = shown(run())
    assert told.count("open this notebook in JupyterLab and run it to use it.") == 1
    assert not re.search(r"VBox\(|HBox\(|FigureWidget\(|Panel\(|<function", told)


def test_its_page_has_the_map_and_no_widget() -> None:
    page = run_report(EXAMPLE, reports=place() / "map-notebook", as_of="2026-10-31", notebook="03-map")
    text = page.read_text(encoding="utf-8")
    assert "Who leads to other circles?" in text
    assert "What if I look closer" not in text
    assert "in JupyterLab and run it" not in text
    assert text.count('class="chart wide"') == 1


def test_nothing_is_written_into_the_data() -> None:
    data = place() / "map-kept-as-it-is"
    if not data.exists():
        shutil.copytree(EXAMPLE, data, ignore=shutil.ignore_patterns(".cache"))
    before = {path.name: path.stat().st_mtime_ns for path in data.iterdir()}
    run(data_dir=str(data))
    assert {path.name: path.stat().st_mtime_ns for path in data.iterdir() if path.name != ".cache"} == before


def test_a_bare_list_of_connections_is_enough() -> None:
    told = shown(run(data_dir=str(ERA)))
    assert "circle" in told
    assert "The map to explore" in told


def test_one_contact_is_enough() -> None:
    told = shown(run(data_dir=str(folder("map-one", Connections=ONE))))
    assert "1 person" in told
    assert "nan" not in re.findall(r"\w+", re.sub(r"(?i)<td>nan</td>", "", told))


def test_a_folder_without_exports_is_one_sentence() -> None:
    with pytest.raises(WeaklibError, match="export"):
        run(data_dir=str(folder("map-empty")))
