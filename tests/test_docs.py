"""What is written is true: docstrings match signatures, examples run, notebooks keep their form."""

from __future__ import annotations

import ast
import doctest
import importlib
import inspect
import json
import operator
import re
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

import click
import pytest

import weaklib

ROOT = Path(__file__).parents[1]
FILES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((ROOT / "weaklib").rglob("*.py"))
}
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

PROMISED = (
    "read",
    "ties.tie_table",
    "network.contact_network",
    "circles.find_circles",
    "bridging.bridge_table",
    "diversity.diversity_table",
    "netmap.draw",
    "report.run_report",
)
"""The names that DESIGN.md promises to others."""

every_module = pytest.mark.parametrize("module", FILES)
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def public_members(module: str) -> Iterator[tuple[str, type | FunctionType]]:
    """The classes, functions and methods that a module defines for others."""
    held = importlib.import_module(module)
    for name, member in sorted(vars(held).items()):
        if name.startswith("_") or getattr(member, "__module__", None) != module:
            continue
        if isinstance(member, FunctionType):
            yield f"{module}.{name}", member
        elif isinstance(member, type):
            yield f"{module}.{name}", member
            yield from (
                (f"{module}.{name}.{method}", function)
                for method, function in sorted(vars(member).items())
                if isinstance(function, FunctionType) and not method.startswith("_")
            )


def sections(docstring: str) -> dict[str, str]:
    """The numpydoc sections of a docstring; what comes before the first is "Summary"."""
    parts = re.split(r"^(\w[\w ]*)\n-{3,}$", inspect.cleandoc(docstring), flags=re.MULTILINE)
    return {"Summary": parts[0], **dict(zip(parts[1::2], parts[2::2], strict=True))}


def documented(section: str) -> set[str]:
    """The names that a Parameters, Attributes or Raises section explains."""
    heads = re.findall(r"^(\S.*?)(?: : .*)?$", section, flags=re.MULTILINE)
    return {name.strip().lstrip("*") for head in heads for name in head.split(",")}


def raised(function: FunctionType) -> set[str]:
    """The exceptions that a function raises by name, itself."""
    source = ast.parse(inspect.cleandoc("\n" + inspect.getsource(function)))
    raises = [node.exc for node in ast.walk(source) if isinstance(node, ast.Raise) and node.exc is not None]
    called = [ast.unparse(exc.func if isinstance(exc, ast.Call) else exc) for exc in raises]
    return {name.rpartition(".")[2] for name in called if name.rpartition(".")[2][:1].isupper()}


@every_module
def test_every_public_name_says_what_it_is(module: str) -> None:
    assert importlib.import_module(module).__doc__, f"{module} has no docstring"
    for name, member in public_members(module):
        assert member.__doc__, f"{name} has no docstring"
        first = inspect.cleandoc(member.__doc__).split("\n\n")[0]
        assert first.rstrip().endswith((".", ":")), f"{name}: the first sentence has no end"


@every_module
def test_docstrings_match_what_the_functions_take_and_raise(module: str) -> None:
    faults = []
    for name, member in public_members(module):
        if not isinstance(member, FunctionType):
            continue
        told = sections(member.__doc__ or "")
        signature = inspect.signature(member)
        strangers = documented(told.get("Parameters", "")) - set(signature.parameters)
        if strangers:
            faults.append(f"{name} documents {sorted(strangers)}, which it does not take")
        untold = raised(member) - documented(told.get("Raises", ""))
        if untold:
            faults.append(f"{name} raises {sorted(untold)} without saying so")
    assert faults == []


@pytest.mark.parametrize("name", PROMISED)
def test_the_names_that_others_rely_on_document_every_argument(name: str) -> None:
    function = operator.attrgetter(name)(weaklib)
    told = sections(function.__doc__ or "")
    assert documented(told.get("Parameters", "")) == set(inspect.signature(function).parameters)
    assert told.get("Returns", "").strip()


@pytest.mark.parametrize(
    "module", [name for name, path in FILES.items() if ">>> " in path.read_text(encoding="utf-8")]
)
def test_examples_in_docstrings_run(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    shown: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    for example in doctest.DocTestFinder(exclude_empty=True).find(importlib.import_module(module)):
        runner.run(example, out=shown.append)
    assert runner.summarize(verbose=False).failed == 0, "".join(shown)


def test_every_command_has_help_and_stands_in_the_readme() -> None:
    from weaklib.cli import weaklib as command_line

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    context = click.Context(command_line)
    assert len(command_line.list_commands(context)) == 10
    for name in command_line.list_commands(context):
        command = command_line.get_command(context, name)
        assert command is not None
        assert command.help, f"weaklib {name} has no help"
        assert f"weaklib {name}" in readme, f"README.md does not show weaklib {name}"


def cells(path: Path, kind: str) -> list[dict[str, object]]:
    """The cells of one kind, in order, with their source as one text."""
    told = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [{**cell, "source": "".join(cell["source"])} for cell in told if cell["cell_type"] == kind]


@every_notebook
def test_a_notebook_opens_with_its_question_and_its_parameters(path: Path) -> None:
    first, second = json.loads(path.read_text(encoding="utf-8"))["cells"][:2]
    assert first["cell_type"] == "markdown"
    assert "".join(first["source"]).startswith("# ")
    assert second["metadata"].get("tags") == ["parameters"]
    for statement in ast.parse("".join(second["source"])).body:
        assert isinstance(statement, ast.Assign | ast.AnnAssign), ast.unparse(statement)
        ast.literal_eval(statement.value)  # literals only: papermill does not compute one from another


@every_notebook
def test_the_cells_of_a_notebook_are_short_and_explained(path: Path) -> None:
    code, prose = cells(path, "code"), cells(path, "markdown")
    lengths = sorted(len(str(cell["source"]).splitlines()) for cell in code)
    assert lengths[-1] <= 12
    assert lengths[len(lengths) // 2] <= 5
    # the prose of a report is computed, so that there it stands in the code
    assert path.stem.startswith("report") or len(prose) >= 0.8 * len(code)
    assert "%run" not in "".join(str(cell["source"]) for cell in code)


@every_notebook
def test_a_notebook_is_kept_without_what_a_run_left_in_it(path: Path) -> None:
    for cell in cells(path, "code"):
        kept = "keep_output" in cell["metadata"].get("tags", [])
        assert kept or (cell["outputs"] == [] and cell["execution_count"] is None)
