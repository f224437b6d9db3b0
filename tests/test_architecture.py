"""The house: who may know whom, who alone holds which tool, what waits until it is needed, and what is used.

The imports are read by docs/architecture.py, which draws them: picture and rules are of one reading.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path

import networkx as nx
import pytest

import weaklib
from tests.docs.pages import ROOT, script

HOUSE = script("architecture")
FILES, NAMES, WINGS = HOUSE.FILES, HOUSE.NAMES, HOUSE.WINGS

ALONE = {
    # what is shown
    "ipywidgets": ("views.panels",),
    "anywidget": ("views.panels",),
    "plotly": ("views", "pages"),
    "rich": ("console",),
    "click": ("cli", "console"),
    # what runs notebooks and makes pages of them
    "papermill": ("pages.execution",),
    "nbclient": ("pages.execution", "pages.kernel"),
    "jupyter_client": ("pages.kernel",),
    "nbconvert": ("pages.page",),
    "bs4": ("pages.page",),
    "mistune": ("pages.page",),
    "voila": ("cli.app",),
    "jupyter_server": ("cli.app",),
    "tornado": ("cli.app",),
    # what keeps and asks
    "sqlite3": ("action.ledger",),
    "ibis": ("pool.engine",),
    "duckdb": ("pool.engine",),
    "pyspark": ("pool.engine",),
    "pyarrow.parquet": ("pool",),
    # what reads exports
    "icalendar": ("sources.calendars",),
    "recurring_ical_events": ("sources.calendars",),
    "email": ("sources.mail",),
    "nameparser": ("sources.names",),
    "csv": ("sources", "example"),
    "zipfile": ("sources", "example"),
    "pyarrow.csv": ("sources",),
    # what measures and ranks
    "graspologic_native": ("measures.circles",),
    "bm25s": ("action.expertise_index",),
    "Stemmer": ("action.expertise_forms",),
    # what could reach out, run something, or differ from run to run
    "subprocess": ("pages.schedule", "cli.notebooks", "cli.report"),
    "webbrowser": ("cli.notebooks",),
    "importlib.import_module": ("", "cli"),
    "secrets": ("pool.key", "pool.manifest", "pool.engine.changes", "cli.app"),
    "hmac": ("pool.key",),
    "uuid": ("pool.engine",),
    "random": ("example",),
    "pickle": (),
    "marshal": (),
    "shelve": (),
    "ctypes": (),
}
"""The only rooms that may import each of these; "" is the face."""

WHEN_NEEDED = {
    "bm25s",
    "icalendar",
    "jupyter_server",
    "nameparser",
    "papermill",
    "pyspark",
    "recurring_ical_events",
    "tornado",
    "voila",
}
"""What takes long to load, and is therefore imported in the function that needs it."""

NETWORK = {
    "aiohttp",
    "asyncio",
    "ftplib",
    "http",
    "httpx",
    "imaplib",
    "nntplib",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "websocket",
    "websockets",
    "xmlrpc",
}
NETWORK_ROOM = "weaklib.cli.fetching"
"""The one room that may open the network: it fetches the calendars that the owner names."""
CLOCKS = {"now", "today", "utcnow", "time", "time_ns", "localtime", "gmtime", "ctime"}
CLOCK_OWNERS = {"datetime", "date", "Timestamp", "time", "dt", "pd", "pandas"}
CLOCK_ROOM = "weaklib.cli.clock"
"""The one room that may read the clock: the command says on which day something was recorded."""
DATES = {"Timestamp", "to_datetime", "datetime64", "DatetimeIndex"}
"""What takes the words "now" and "today" for a moment."""
READERS = {
    "read_csv",
    "read_table",
    "read_fwf",
    "read_excel",
    "read_json",
    "read_parquet",
    "read_feather",
    "read_pickle",
    "read_html",
    "read_sql",
    "read_xml",
}
DRAWERS = {"default_rng", "Random", "RandomState"}
"""What draws by chance, and the same for the same seed."""


def within(name: str, rooms: tuple[str, ...]) -> bool:
    """Whether a module is one of the rooms or stands in one; the name has no `weaklib.` before it."""
    return any(name == room or (room != "" and name.startswith(f"{room}.")) for room in rooms)


def is_of(module: str, part: str) -> bool:
    """Whether what is imported is a library, or a part of it."""
    return module == part or module.startswith(f"{part}.")


def inside(path: Path) -> str:
    """A module as it is called inside the package; "" is the face."""
    return HOUSE.module_name(path).removeprefix("weaklib").removeprefix(".")


def imported() -> Iterator[tuple[Path, str, str, bool]]:
    """Every import of the house: its file, where it stands, the module, and whether loading runs it."""
    for path in FILES:
        for line, module, at_once in HOUSE.imports(path):
            yield path, f"{path.relative_to(ROOT)}:{line} imports {module}", module, at_once


@cache
def calls() -> list[tuple[Path, str, str, ast.Call]]:
    """Every call of a name: its file, where it stands, the last word of what is called, and the call."""
    return [
        (path, f"{path.relative_to(ROOT)}:{node.lineno} calls {called}", called, node)
        for path in FILES
        for node in ast.walk(HOUSE.tree(path))
        if isinstance(node, ast.Call)
        for called in [getattr(node.func, "attr", None) or getattr(node.func, "id", "")]
    ]


def test_a_wing_knows_only_those_before_it() -> None:
    stand = {HOUSE.wing(name) for name in NAMES - {"weaklib"}}
    assert stand == set(WINGS), "a module stands in no wing of DESIGN.md, or a wing has none"
    faults = [
        where
        for path, where, module, _ in imported()
        if module in NAMES - {"weaklib"} and HOUSE.module_name(path) != "weaklib"
        if WINGS.index(HOUSE.wing(module)) > WINGS.index(HOUSE.wing(HOUSE.module_name(path)))
    ]
    assert faults == []


@pytest.mark.parametrize("depth", [3, 9], ids=["rooms", "modules"])
def test_no_room_knows_itself_round_a_corner(depth: int) -> None:
    """Neither do two modules know each other, nor two rooms of a wing by way of different modules."""

    def called(name: str) -> str:
        return ".".join(name.split(".")[:depth])

    knows = nx.DiGraph(
        (called(HOUSE.module_name(path)), called(module))
        for path, _, module, _ in imported()
        if module in NAMES and inside(path) and called(module) != called(HOUSE.module_name(path))
    )
    assert len(knows) > 100
    assert [sorted(ring) for ring in nx.strongly_connected_components(knows) if len(ring) > 1] == []


def test_a_tool_that_one_room_holds_is_imported_there_alone() -> None:
    faults = [
        where
        for path, where, module, _ in imported()
        for part, rooms in ALONE.items()
        if is_of(module, part) and not within(inside(path), rooms) and not (inside(path) == "" in rooms)
    ]
    assert faults == []


def test_no_tool_is_kept_for_a_room_that_does_not_hold_it() -> None:
    held = defaultdict(set)
    for path, _, module, _ in imported():
        for part in (part for part in ALONE if is_of(module, part)):
            held[part].add(inside(path))
    unused = {
        (part, room)
        for part, rooms in ALONE.items()
        for room in rooms
        if not any(within(name, (room,)) or name == room for name in held[part])
    }
    assert unused == set()


def test_what_takes_long_to_load_waits_until_it_is_needed() -> None:
    faults = [
        where
        for _, where, module, at_once in imported()
        if at_once and any(is_of(module, part) for part in WHEN_NEEDED)
    ]
    assert faults == []


def test_one_room_opens_the_network() -> None:
    opens = {
        HOUSE.module_name(path): where
        for path, where, module, _ in imported()
        if any(is_of(module, part) for part in NETWORK)
    }
    assert set(opens) == {NETWORK_ROOM}, opens


def test_nothing_but_the_command_asks_the_clock() -> None:
    asked = {
        HOUSE.module_name(path): where
        for path, where, called, call in calls()
        if called in CLOCKS
        and isinstance(call.func, ast.Attribute)
        and ast.unparse(call.func.value).rpartition(".")[2] in CLOCK_OWNERS
    }
    assert set(asked) == {CLOCK_ROOM}, asked
    by_name = [where for _, where, module, _ in imported() if module in {f"time.{each}" for each in CLOCKS}]
    in_words = [
        where
        for _, where, called, call in calls()
        if called in DATES
        for given in call.args[:1]
        if isinstance(given, ast.Constant) and given.value in ("now", "today")
    ]
    assert by_name + in_words == []


def test_only_sources_reads_exports() -> None:
    faults = [
        where
        for path, where, called, _ in calls()
        if called in READERS and not within(inside(path), ("sources",))
    ]
    assert faults == []


def _of_whom(call: ast.Call) -> str:
    return ast.unparse(call.func.value) if isinstance(call.func, ast.Attribute) else ""


def test_chance_has_a_seed() -> None:
    """The same input gives the same report: nothing draws without being told from where."""
    faults = [
        where
        for _, where, called, call in calls()
        if isinstance(call.func, ast.Name | ast.Attribute)
        if not (call.args + call.keywords if called in DRAWERS else _of_whom(call) != "np.random")
    ]
    assert faults == []


def test_no_text_is_run_as_code() -> None:
    builtins = {"eval", "exec", "compile", "__import__"}
    faults = [
        where for _, where, called, call in calls() if called in builtins and isinstance(call.func, ast.Name)
    ]
    assert faults == []


def test_a_room_stays_a_room() -> None:
    lengths = {inside(path): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {name: length for name, length in lengths.items() if length > 280} == {}


def definitions() -> Iterator[tuple[Path, ast.FunctionDef | ast.ClassDef]]:
    """Every function and class that stands in a module by itself."""
    for path in FILES:
        for node in HOUSE.tree(path).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                yield path, node


def test_no_public_name_is_without_a_docstring() -> None:
    """Read from the source, so that what a decorator replaces is held to it, too."""
    faults = []
    for path, node in definitions():
        held = node.body if isinstance(node, ast.ClassDef) else []
        for each in [node, *(part for part in held if isinstance(part, ast.FunctionDef))]:
            is_public = not node.name.startswith("_") and not each.name.startswith("_")
            if is_public and not ast.get_docstring(each):
                faults.append(f"{path.relative_to(ROOT)}:{each.lineno} {each.name}")
    assert faults == []


def words_of(node: ast.AST) -> set[str]:
    """The names that a piece of code uses, and words in its texts that may be names."""
    return {
        word
        for each in ast.walk(node)
        for text in [
            getattr(each, "id", None) or getattr(each, "attr", None) or getattr(each, "value", None) or ""
        ]
        if isinstance(text, str)
        for word in re.findall(r"\w+", text)
    }


def words_of_tests() -> set[str]:
    """Every word of the other tests, and of the notebooks, which the tests run."""
    others = set((ROOT / "tests").rglob("*.py")) - {Path(__file__)}
    texts = [path.read_text(encoding="utf-8") for path in others]
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        texts += ["".join(cell["source"]) for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]
    return set(re.findall(r"\w+", "\n".join(texts)))


UNREACHED: set[tuple[str, str]] = set()
"""What no test leads to, and may yet."""


def test_no_public_name_is_without_a_test() -> None:
    """A test names it, or something that a test leads to does; what nothing leads to is dead.

    By name alone: that it is called, and that what it returns is looked at, is for coverage and mutants.
    """
    uses, bearing = {}, defaultdict(list)
    left = words_of_tests()
    for path, node in definitions():
        uses[inside(path), node.name] = words_of(node) - {node.name}
        bearing[node.name].append((inside(path), node.name))
        if any("command" in ast.unparse(each) for each in node.decorator_list):
            left.add(node.name)  # tests call it as it is typed
    for path in FILES:
        left |= {word for node in HOUSE.tree(path).body for word in _of_the_module(node)}
    reached: set[tuple[str, str]] = set()
    while left:
        found = {each for word in left for each in bearing.get(word, [])} - reached
        reached |= found
        left = set().union(*(uses[each] for each in found)) if found else set()
    dunders = {each for each in uses if each[1].startswith("__")}
    assert len(reached) > 3_000
    assert set(uses) - reached - dunders == UNREACHED


def _of_the_module(node: ast.stmt) -> set[str]:
    """What a module uses when it is loaded; that it offers something in `__all__` is no use of it."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom):
        return set()
    offers = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    return set() if offers else words_of(node)


def loaded(statement: str) -> set[str]:
    """What a fresh Python has loaded after a statement."""
    shown = subprocess.run(
        [sys.executable, "-c", f"{statement}\nimport sys\nprint('loaded:', *sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return {name.split(".")[0] for name in shown.stdout.rpartition("loaded:")[2].split()}


def test_the_face_loads_nothing_until_it_is_asked() -> None:
    assert loaded("import weaklib") - loaded("") - set(sys.stdlib_module_names) == {"weaklib"}


def test_the_command_loads_no_more_than_it_needs_to_answer() -> None:
    """`weaklib --help`, and Tab in a shell."""
    parts = loaded("from weaklib.cli import weaklib\nweaklib.main(['--help'], standalone_mode=False)")
    assert "click" in parts
    slow = {
        *WHEN_NEEDED,
        "networkx",
        "plotly",
        "IPython",
        "ipywidgets",
        "nbconvert",
        "ibis",
        "duckdb",
    }
    assert parts & slow == set()


def test_the_face_names_rooms_that_exist() -> None:
    assert {room for room in weaklib.__all__ if not hasattr(weaklib, room)} == set()
    with pytest.raises(AttributeError, match="no attribute 'no_such_room'"):
        _ = weaklib.no_such_room


def test_the_face_names_the_same_rooms_to_who_reads_types() -> None:
    face = HOUSE.tree(ROOT / "weaklib" / "__init__.py")
    (for_types,) = [node for node in face.body if isinstance(node, ast.If)]
    told = {
        alias.name: f"{node.module}.{alias.name}"
        for node in for_types.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert {name: module for name, module in told.items() if name != "read"} == weaklib._ROOMS
    assert told["read"] == "weaklib.sources.read"
    assert resources.files("weaklib").joinpath("py.typed").is_file()


def test_a_notebook_needs_nothing_but_weaklib() -> None:
    """What is more than a line of thought has its place in the house, and its test."""
    faults = []
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            code = ast.parse("".join(cell["source"])) if cell["cell_type"] == "code" else ast.Module([], [])
            for node in ast.walk(code):
                named = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                named += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
                faults += [f"{path.name}: {ast.unparse(node)}" for each in named if not _is_ours(each)]
    assert faults == []


def _is_ours(module: str) -> bool:
    return is_of(module, "weaklib") or module == "functools"


def test_the_picture_of_the_house_is_what_its_script_draws() -> None:
    assert HOUSE.PICTURE.read_text(encoding="utf-8") == HOUSE.picture(), (
        "docs/architecture.svg is out of date: .venv/bin/python docs/architecture.py draws it anew"
    )


def test_the_picture_shows_every_way_and_leads_upwards() -> None:
    ways = HOUSE.ways()
    assert {name for pair in ways for name in pair} == set(WINGS) == set(HOUSE.SAYS)
    assert all(WINGS.index(imported) < WINGS.index(importer) for importer, imported in ways)
    shown = re.findall(r'class="count"[^>]*>(\d+)<', HOUSE.picture())
    assert sorted(map(int, shown)) == sorted(ways.values())


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import socket", {("socket", True)}),
        ("def f():\n    import papermill.execute", {("papermill.execute", False)}),
        ("from urllib import request", {("urllib", True), ("urllib.request", True)}),
        ("from weaklib.measures import ties", {("weaklib.measures.ties", True)}),
        ("from weaklib.measures.ties import tie_table", {("weaklib.measures.ties", True)}),
        ("class A:\n    import ssl", {("ssl", True)}),
        ("try:\n    import ssl\nexcept ImportError:\n    import socket", {("ssl", True), ("socket", True)}),
        (
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import ssl",
            {("typing", True), ("typing.TYPE_CHECKING", True), ("ssl", False)},
        ),
    ],
)
def test_an_import_is_seen_wherever_it_stands(
    tmp_path: Path, source: str, found: set[tuple[str, bool]]
) -> None:
    path = tmp_path / "room.py"
    path.write_text(source, encoding="utf-8")
    assert {(each.module, each.at_once) for each in HOUSE.imports(path)} == found
