"""`weaklib lab --app` as far as no server runs: what it needs, what it shows, and that nothing asks elsewhere."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import jinja2
import nbformat
import pytest
from click.testing import CliRunner

from tests.pages.made import EXAMPLE
from weaklib.book import InputError
from weaklib.cli import weaklib
from weaklib.cli.app import pages, server

APP = Path(server.__file__).parent
TEMPLATES = APP / "nbconvert" / "templates" / "weaklib"


def laid(place: Path, data_dir: str) -> dict[str, nbformat.NotebookNode]:
    """The notebooks of the app, laid into a folder."""
    pages.lay_pages(place, data_dir)
    return {path.stem: nbformat.read(path, as_version=4) for path in sorted(place.iterdir())}


def parameters(notebook: nbformat.NotebookNode) -> dict[str, object]:
    """What the parameters of a notebook are, once its cell has run."""
    (cell,) = (cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", []))
    values: dict[str, object] = {}
    exec(cell.source, values)  # noqa: S102 - our own cell, in which a folder's name must stay a text
    return values


def test_the_three_notebooks_are_laid_each_with_the_folder(tmp_path: Path) -> None:
    ready = laid(tmp_path, "/home/mira/data")
    assert list(ready) == ["03-map", "04-outreach", "05-impact"]
    assert {notebook.metadata["title"] for notebook in ready.values()} == {
        "The map – weaklib",
        "The plan – weaklib",
        "The impact – weaklib",
    }
    for notebook in ready.values():
        assert parameters(notebook)["data_dir"] == "/home/mira/data"
        assert parameters(notebook)["as_of"] == ""


@pytest.mark.parametrize("name", ["it's", 'a"b', "a\nimport os", "C:\\new\\table", "é🙂"])
def test_the_name_of_a_folder_is_only_a_text(tmp_path: Path, name: str) -> None:
    assert parameters(laid(tmp_path, name)["03-map"])["data_dir"] == name


def test_prose_about_the_code_is_left_out_and_every_cell_of_code_stays(tmp_path: Path) -> None:
    ready = laid(tmp_path, "")
    for name, notebook in ready.items():
        whole = nbformat.read(APP.parents[2] / "notebooks" / f"{name}.ipynb", as_version=4)
        code = [cell.source for cell in whole.cells if cell.cell_type == "code"]
        shown = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
        assert len(shown) == len(code)
        assert shown[1:] == code[1:]
        prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
        assert not re.search(r"\bcell\b|parameter|`told`|`plan`|`by_chance`|papermill", prose)


def test_the_links_of_the_app_are_its_pages() -> None:
    macro = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True)
    navigation = macro.get_template("navigation.macro.html.j2").module
    linked = {name: title for name, title, question in navigation.pages if question.endswith("?")}  # type: ignore[attr-defined]
    assert linked == dict(pages.PAGES)
    bar = str(navigation.bar("/", "04-outreach"))  # type: ignore[attr-defined]
    assert re.findall(r'href="([^"]*)"', bar) == [
        "/",
        *(f"/voila/render/{name}.ipynb" for name in pages.PAGES),
    ]
    assert re.findall(r'<a href="([^"]*)" aria-current="page"', bar) == ["/voila/render/04-outreach.ipynb"]


def test_no_template_and_no_header_names_another_host() -> None:
    told = [
        path.read_text(encoding="utf-8") for path in APP.rglob("*") if path.suffix in {".html", ".j2", ".css"}
    ]
    assert len(told) >= 6
    assert not [text for text in told if re.search(r"https?:|//[a-z]", text)]
    allowed = re.split(r"[; ]+", server.HEADERS["Content-Security-Policy"])
    assert not [word for word in allowed if "." in word or "*" in word or word.startswith("http")]
    assert server.LOOPBACK == "127.0.0.1"


@pytest.mark.parametrize(
    ("prefix", "there", "command"),
    [
        ("/home/mira/.venv", {"pip"}, ' -m pip install "voila>='),
        ("/home/mira/.venv", set(), "uv pip install --python "),
        ("/home/mira/.local/share/pipx/venvs/weaklib", {"pip"}, 'pipx inject weaklib "voila>='),
    ],
)
def test_without_voila_one_sentence_says_how_to_add_it(
    monkeypatch: pytest.MonkeyPatch, prefix: str, there: set[str], command: str
) -> None:
    monkeypatch.setattr(sys, "prefix", prefix)
    monkeypatch.setattr(server, "find_spec", lambda name: object() if name in there else None)
    with pytest.raises(InputError, match="The app is served by Voilà, which is not installed") as told:
        server.needed()
    assert command in str(told.value)
    done = CliRunner().invoke(weaklib, ["lab", "--app", str(EXAMPLE)])
    assert isinstance(done.exception, InputError)


def test_a_folder_without_exports_is_refused_before_anything_is_served(tmp_path: Path) -> None:
    pytest.importorskip("voila")
    done = CliRunner().invoke(weaklib, ["lab", "--app", "--no-browser", str(tmp_path)])
    assert done.exit_code != 0
    assert "export" in str(done.exception)
    assert "The app is at" not in done.output


def test_jupyterlab_takes_no_folder_of_exports(tmp_path: Path) -> None:
    done = CliRunner().invoke(weaklib, ["lab", str(EXAMPLE), "--folder", str(tmp_path / "notebooks")])
    assert done.exit_code == 2
    assert "DATA is for --app" in done.output
    assert not (tmp_path / "notebooks").exists()
