"""The notebook of the pool and the tour: one introduction from end to end, and a page that names nobody."""

from __future__ import annotations

import html
import re
import tempfile
from functools import cache
from pathlib import Path

import pytest
from nbformat import NotebookNode

import weaklib as wl
from tests.notebooks.running import shown_by
from tests.pages.made import place
from tests.pages.share_canaries import opened
from tests.pool.made import make_pool
from tests.pool.pooled import made, members
from weaklib.book import WeaklibError
from weaklib.example import MEMBERS
from weaklib.pages.execution import execute
from weaklib.pages.notebooks import find_notebook
from weaklib.pages.report import run_report
from weaklib.pages.scripts import plotly


@cache
def run(name: str = "06-pool", **values: str) -> NotebookNode:
    """The notebook after a run with these parameters."""
    return execute(find_notebook(name), dict(values))


def told_by(notebook: NotebookNode) -> str:
    return html.unescape(shown_by(notebook))


@cache
def page() -> Path:
    """The page of the example's pool, as `weaklib pool report` writes it."""
    asked = {"data_dir": "", "pool_dir": str(made().folder)}
    return run_report("", reports=place() / "pool-report", notebook="06-pool", as_of="2026-11-02", **asked)


@pytest.mark.parametrize("name", ["06-pool", "00-tour"])
def test_one_introduction_goes_from_end_to_end(name: str) -> None:
    told = told_by(run(name))
    assert "Fjordkraft Tromvik" in told
    assert re.search(r"Marit asks you for an introduction to Sunniva Aakre", told)
    assert "You decide. If you would rather not, tell Marit no" in told
    assert "A no is fine, and I will not say who you are before you say yes." in told


def test_the_best_way_leads_through_runa_and_others_are_told() -> None:
    told = told_by(run())
    assert "The best way leads through Runa" in told
    assert "To the same person there is another way, through Ingeborg." in told
    assert "a few" in told


def test_another_place_can_be_asked_for() -> None:
    assert "No way leads there" in told_by(run(at="No Such Place"))
    assert "Nordmark Agrar" in told_by(run(at="Nordmark Agrar"))


def test_who_is_no_member_sees_the_numbers_alone() -> None:
    told = told_by(run(data_dir=str(members()["runa-solheim"]), pool_dir=str(made().folder)))
    assert "No way leads there" in told
    assert "The pool Harbour friends" in told


def test_a_folder_that_is_no_pool_is_one_sentence() -> None:
    with pytest.raises(WeaklibError, match="is no pool"):
        run(pool_dir=str(place()))


def test_the_page_tells_the_pool_as_a_whole_and_no_contact() -> None:
    text = page().read_text(encoding="utf-8").replace(plotly(), "")
    assert page().name == "2026-11-06-pool.html"
    layers = "\n".join(opened(text))
    assert "The pool Harbour friends" in layers
    assert "How is nobody to be found here?" in layers
    assert "Who can introduce me?" not in layers
    agreed = {member.alias for member in MEMBERS if member.named}
    people = {name for home in members().values() for name in wl.read(home).people["name"]}
    assert len(people) > 25
    assert {name for name in people if name in layers} == set()
    words = set(re.findall(r"\w+", layers))
    assert words & {"Sunniva", "Halvard", "Aakre", "Brekke", "Ebbesand", "Aksel"} == set()
    assert words & {"Runa", "Ingeborg"} <= agreed


def test_the_page_names_no_hash_and_no_number_below_k() -> None:
    layers = "\n".join(opened(page().read_text(encoding="utf-8").replace(plotly(), "")))
    body = layers[layers.index("The pool Harbour friends") :]
    assert not re.search(r"\b[0-9a-f]{32}\b", body)
    assert "Fjordkraft" not in body  # three members reach it
    assert "Kornhaus" not in body
    assert "alone leads to" not in body


def test_the_page_of_a_larger_pool_tells_numbers_in_steps_of_k(tmp_path: Path) -> None:
    make_pool(tmp_path / "pool", members=40, ties=80, seed=1)
    asked = {"data_dir": "", "pool_dir": str(tmp_path / "pool")}
    large = run_report("", reports=tmp_path / "r", notebook="06-pool", as_of="2026-11-02", **asked)
    text = html.unescape(
        re.sub(r"<(style|script).*?</\1>", "", large.read_text(encoding="utf-8"), flags=re.DOTALL)
    )
    text = re.sub(r"<[^>]*>", " ", text)
    told = [int(number.replace(",", "")) for number in re.findall(r"([\d,]+) or more", text)]
    told += [int(number) for number in re.findall(r"\w \((\d+)\+\)", text)]
    told += [int(number) for number in re.findall(r"Works \d{6}\s+(\d+)\+", text)]
    assert 40 in told
    assert len(told) > 12
    assert [number for number in told if number % 5 or not number] == []
    assert "Reached by most members" in text


def test_a_run_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The example's pool lies in a folder for the time of the run, whose kernel is ended at once."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    execute(find_notebook("06-pool"), {"at": "Kornhaus"})
    assert list(tmp_path.iterdir()) == []


def test_a_member_sees_where_they_alone_lead() -> None:
    told = told_by(run())
    assert "**Marit** alone leads to " in told
    agreed = {member.alias for member in MEMBERS if member.named}
    assert set(re.findall(r"\*\*(\w+)\*\* alone leads to", told)) - {"Marit"} <= agreed


def test_the_page_asks_nobody_for_anything() -> None:
    text = page().read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert not re.search(r"""(src|href)=["']https?:""", text)
