"""The house: who may know whom, who alone holds which tool, and that the door opens at once."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import networkx as nx
import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "weaklib").rglob("*.py"))

WINGS = ("book", "example", "sources", "measures", "action", "views", "pages", "pool", "console", "cli")
"""Each may import those before it, never one after it."""

ALONE = {
    "ipywidgets": ("weaklib.views.panels",),
    "papermill": ("weaklib.pages",),
    "nbconvert": ("weaklib.pages",),
    "ibis": ("weaklib.pool.engine",),
    "duckdb": ("weaklib.pool.engine",),
    "pyspark": ("weaklib.pool.engine",),
    "sqlite3": ("weaklib.action.ledger",),
    "icalendar": ("weaklib.sources",),
    "recurring_ical_events": ("weaklib.sources",),
    "csv": ("weaklib.sources", "weaklib.example"),
    "zipfile": ("weaklib.sources", "weaklib.example"),
}
"""The only rooms that may import each of these."""

NETWORK = {
    "socket",
    "ssl",
    "http",
    "urllib.request",
    "urllib3",
    "requests",
    "httpx",
    "aiohttp",
    "ftplib",
    "smtplib",
}
NETWORK_ROOM = "weaklib.cli.fetching"
"""The one room that may open the network: it fetches the calendars that the owner names."""
CLOCKS = {"now", "today", "utcnow", "time", "localtime", "gmtime"}
CLOCK_OWNERS = {"datetime", "date", "Timestamp", "time", "dt"}
CLOCK_ROOM = "weaklib.cli.clock"
"""The one room that may read the clock: the command says on which day something was recorded."""
READERS = {"read_csv", "read_table", "read_excel", "read_json", "read_parquet"}


def module_name(path: Path) -> str:
    """The dotted name of a file of the package."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {module_name(path) for path in FILES}
every_module = pytest.mark.parametrize("path", FILES, ids=module_name)


@cache
def tree(path: Path) -> ast.Module:
    """The parsed source of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> set[str]:
    """Everything that a file imports, wherever in it: modules of this package by their full name."""
    named: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            named |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            members = {f"{node.module}.{alias.name}" for alias in node.names}
            named |= {member if member in NAMES else str(node.module) for member in members}
            named |= {member for member in members if member in NETWORK}
    return named


def wing(name: str) -> str:
    """The wing that a module stands in."""
    return name.split(".")[1]


def calls(path: Path) -> list[ast.Call]:
    """Every call in a file."""
    return [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]


@every_module
def test_a_wing_knows_only_those_before_it(path: Path) -> None:
    name = module_name(path)
    if name == "weaklib":
        return
    assert wing(name) in WINGS, f"{name} stands in no wing of DESIGN.md"
    known = {other for other in imports(path) & NAMES if other != "weaklib"}
    after = {other for other in known if WINGS.index(wing(other)) > WINGS.index(wing(name))}
    assert not after


def test_no_room_knows_itself_round_a_corner() -> None:
    inside = [path for path in FILES if module_name(path) != "weaklib"]
    knows = nx.DiGraph((module_name(path), other) for path in inside for other in imports(path) & NAMES)
    assert list(nx.simple_cycles(knows)) == []


@every_module
def test_a_tool_that_one_room_holds_is_imported_there_alone(path: Path) -> None:
    name = module_name(path)
    known = {other.split(".")[0] for other in imports(path)}
    assert not {part for part in known & ALONE.keys() if not name.startswith(ALONE[part])}


@every_module
def test_one_room_opens_the_network(path: Path) -> None:
    if module_name(path) == NETWORK_ROOM:
        return
    assert not {other for other in imports(path) if other in NETWORK or other.split(".")[0] in NETWORK}


@every_module
def test_nothing_but_the_command_asks_the_clock(path: Path) -> None:
    asked = [
        f"line {call.lineno}: {ast.unparse(call)}"
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in CLOCKS
        and ast.unparse(call.func.value).rpartition(".")[2] in CLOCK_OWNERS
    ]
    assert (module_name(path) == CLOCK_ROOM) == bool(asked), asked


@every_module
def test_only_sources_reads_exports(path: Path) -> None:
    name = module_name(path)
    read = [
        f"line {call.lineno}: {ast.unparse(call.func)}"
        for call in calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr in READERS
    ]
    assert name.startswith("weaklib.sources") or read == []


@every_module
def test_a_room_stays_a_room(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 280


def test_the_face_loads_nothing_until_it_is_asked() -> None:
    def loaded(statement: str) -> set[str]:
        shown = subprocess.run(
            [sys.executable, "-c", f"{statement}\nimport sys\nprint(*sys.modules)"],
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        )
        return {name.split(".")[0] for name in shown.stdout.split()}

    assert loaded("import weaklib") - loaded("") - set(sys.stdlib_module_names) == {"weaklib"}


def test_the_face_names_rooms_that_exist() -> None:
    import weaklib

    assert {room for room in weaklib.__all__ if not hasattr(weaklib, room)} == set()
    with pytest.raises(AttributeError, match="no attribute 'no_such_room'"):
        _ = weaklib.no_such_room
