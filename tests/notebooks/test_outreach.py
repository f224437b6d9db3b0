"""The notebook of the week's list: it runs unattended, reads without widgets, and writes nothing by itself."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

import pytest
from nbformat import NotebookNode

from tests.notebooks.running import ONE, shown_by
from tests.pages.made import EXAMPLE, place
from weaklib.book import WeaklibError
from weaklib.pages.execution import execute
from weaklib.pages.notebooks import find_notebook
from weaklib.pages.report import run_report

ERA = Path(__file__).parents[1] / "data" / "linkedin" / "2026"
AS_OF = "2026-10-31"
GOALS = "fields: [energy]\norganisations: [Nordlicht Energie]\nweekly: 3\n"


@cache
def run(**values: str) -> NotebookNode:
    """The notebook after a run with these parameters."""
    return execute(find_notebook("04-outreach"), dict(values))


def folder(name: str, **files: str) -> Path:
    """A data folder of these files."""
    made = place() / name
    made.mkdir(exist_ok=True)
    for file, text in files.items():
        (made / file.replace("__", ".")).write_text(text, encoding="utf-8")
    return made


def test_it_runs_on_the_example_and_names_people() -> None:
    told = shown_by(run())
    assert told.count('<article class="suggestion') >= 5
    assert "Tomasz" in told
    assert 'class="draft"' in told


def test_without_widgets_a_sentence_stands_in_their_place() -> None:
    """No name of a class of widgets, and no code: what a person without JupyterLab would see."""
    told = shown_by(run())
    assert told.count("open this notebook in JupyterLab and run it to use it.") == 3
    assert not re.search(r"VBox\(|HBox\(|Slider\(|Textarea\(|Panel\(|<IPython|<function", told)


def test_its_page_has_the_list_and_no_widget() -> None:
    page = run_report(EXAMPLE, reports=place() / "outreach", as_of=AS_OF, notebook="04-outreach")
    assert page.name == "2026-10-04-outreach.html"
    text = page.read_text(encoding="utf-8")
    assert text.count('<article class="suggestion') >= 5
    assert "in JupyterLab and run it" not in text
    assert "widget" not in text.partition('id="figures">')[0]


def test_nothing_is_written_into_the_data() -> None:
    data = place() / "kept-as-it-is"
    if not data.exists():
        shutil.copytree(EXAMPLE, data, ignore=shutil.ignore_patterns(".cache"))
    before = {path.name: path.stat().st_mtime_ns for path in data.iterdir()}
    run(data_dir=str(data))
    assert {path.name: path.stat().st_mtime_ns for path in data.iterdir() if path.name != ".cache"} == before


def test_a_topic_and_a_target_are_answered() -> None:
    told = shown_by(run(at="Nordlicht Energie", topic="moving a data warehouse to the cloud"))
    assert "moving a data warehouse to the cloud" in re.sub(r"&#32;", " ", told)
    assert "Runa Solheim" in told


@pytest.mark.parametrize("goals", ["", "# nothing yet\n", GOALS, "fields: [falconry]\n"])
def test_whatever_the_goals_there_is_a_page(goals: str) -> None:
    data = place() / f"era-{len(goals)}"
    if not data.exists():
        shutil.copytree(ERA, data)
    if goals:
        (data / "goals.yaml").write_text(goals, encoding="utf-8")
    told = shown_by(run(data_dir=str(data)))
    if "organisations" not in goals:
        assert ("No goals are given" in told) is ("falconry" not in goals)
    assert 'class="suggestion' in told or "nobody to suggest" in told


def test_goals_with_an_unknown_key_are_named_and_the_list_is_made() -> None:
    data = place() / "era-unknown"
    if not data.exists():
        shutil.copytree(ERA, data)
    (data / "goals.yaml").write_text("feilds: [energy]\n", encoding="utf-8")
    told = shown_by(run(data_dir=str(data)))
    assert "Not read:" in told
    assert "feilds" in told


def test_one_contact_is_enough_for_a_page() -> None:
    told = shown_by(run(data_dir=str(folder("one", Connections__csv=ONE)), as_of=AS_OF))
    assert "Ada Lind" in told or "nobody to suggest" in told
    assert "nan" not in re.findall(r"\w+", told)


def test_a_folder_without_exports_is_one_sentence() -> None:
    with pytest.raises(WeaklibError, match="export"):
        run(data_dir=str(folder("empty")))
