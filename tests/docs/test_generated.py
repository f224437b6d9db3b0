"""Pages that a script writes are as it would write them now."""

from __future__ import annotations

import inspect
import operator
from types import FunctionType

import click
import pytest

import weaklib
from tests.docs.pages import GENERATED, ROOT, script
from weaklib.cli import weaklib as command_line

NOT_NUMBERS = {
    # texts, tables of the vocabulary, and tools that lay something out for a measure
    "circles.called",
    "circles.communities",
    "explanation.in_words",
    "history.on",
    "history.tables",
    "lineage.follow",
    "network.current_work",
    "network.graph_of",
    "network.graph_when_asked",
    "network.network_from_frames",
    "network.network_to_frames",
    "network.people_of",
    "nextmonth.own_months_after",
    "outlook.chances",
    "outlook.learn",
    "outlook.with_outlook",
    "percolation.mean_curves",
    "percolation.pieces",
    "positions.isco_of",
    "positions.position_table",
    "positions.untold_titles",
    "sensitivity.other_rules",
    "signature.shares_between",
    "stability.resolution_sweep",
    "stability.seed_table",
    "temporal.contact_record",
    "temporal.tie_graph",
    "turnover.changes",
}
"""Public functions of the measures that the page of numbers leaves out."""


@pytest.mark.parametrize("called", GENERATED)
def test_a_page_is_what_its_script_writes(called: str) -> None:
    made = script(called)
    assert (ROOT / "docs" / f"{called}.md").read_text(encoding="utf-8") == made.page(), (
        f"docs/{called}.md is out of date: .venv/bin/python docs/{called}.py writes it anew"
    )


def test_every_command_and_option_is_in_the_reference() -> None:
    told = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    found = list(script("commands").commands(click.Context(command_line, info_name="weaklib")))
    assert {"weaklib report", "weaklib log add", "weaklib pool find"} <= {c.command_path for c in found}
    for context in found:
        section = told.split(f" {context.command_path}\n", 1)[1].split("\n## ")[0].split("\n### ")[0]
        section = section.split("\n#### ")[0]
        for option in context.command.params:
            if isinstance(option, click.Option) and option.name not in {"debug", "help"}:
                assert any(f"{each}" in section for each in option.opts), (context.command_path, option.opts)


def measures() -> set[str]:
    """Every public function of a room of measures that the face names."""
    found = set()
    for room, module in weaklib._ROOMS.items():
        if module.startswith("weaklib.measures."):
            held = getattr(weaklib, room)
            names = getattr(held, "__all__", None) or [
                each for each, of in vars(held).items() if getattr(of, "__module__", "") == module
            ]
            found |= {f"{room}.{each}" for each in names if isinstance(getattr(held, each), FunctionType)}
    return {each for each in found if not each.split(".")[1].startswith("_")}


def test_every_measure_is_told() -> None:
    sections = script("measures").SECTIONS
    told = {measure for section in sections for measure in section.measures.split()}
    public = measures()
    assert len(public) > 60
    assert public - told == NOT_NUMBERS & public
    assert not NOT_NUMBERS & told
    assert public >= NOT_NUMBERS, "no such function is left out"


def test_the_words_on_the_page_are_those_of_the_docstrings() -> None:
    told = (ROOT / "docs" / "measures.md").read_text(encoding="utf-8")
    for section in script("measures").SECTIONS:
        for measure in section.measures.split():
            first = inspect.getdoc(operator.attrgetter(measure)(weaklib)).split("\n\n")[0].split("\n")[0]
            assert f"### `wl.{measure}`\n\n{first}" in told


@pytest.mark.parametrize(
    ("docstring", "shown"),
    [
        ("One\ntwo.", "One two."),
        ("Is::\n\n    a = b * c\n\nand d.", "Is:\n\n```\na = b * c\n```\n\nand d."),
        ("- one\n  goes on\n- two", "- one goes on\n- two"),
        ("a * b <c>", r"a \* b \<c>"),
    ],
)
def test_docstrings_become_markdown(docstring: str, shown: str) -> None:
    assert script("measures")._markdown(docstring) == shown
