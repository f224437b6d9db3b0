"""Draw docs/architecture.svg: the wings of the house, one under the other, and who imports from whom.

Run it with `.venv/bin/python docs/architecture.py` after modules or their imports have changed;
tests/test_architecture.py compares the two, and holds with the same reading of the imports that all of them
lead upwards.
"""

from __future__ import annotations

import ast
import html
import textwrap
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PICTURE = Path(__file__).with_suffix(".svg")
FILES = sorted((ROOT / "weaklib").rglob("*.py"))

WINGS = (
    "days",
    "book",
    "example",
    "sources",
    "measures",
    "action",
    "views",
    "pages",
    "pool",
    "console",
    "cli",
)
"""In the order of DESIGN.md: each may import those before it, never one after it."""
SAYS = {
    "days": "A day as somebody writes it",
    "book": "The tables that everything else is made from, and the errors that a person may see",
    "example": "A person who does not exist, with a whole export and planted truths",
    "sources": "What came in: every export of a folder, each row accounted for",
    "measures": "What is: ties, the network of the contacts, bridges, circles, as of any day",
    "action": "What to do, and did it help: lists, openers, ledger, impact",
    "views": "To see: the map, charts, panels for JupyterLab",
    "pages": "To keep and to share: reports, private and shared",
    "pool": "Many members: who among us can introduce whom",
    "console": "How a table is told on a terminal, as CSV or as JSON",
    "cli": "The weaklib command, which alone asks the clock and fetches",
}
"""What each wing answers."""


class Import(NamedTuple):
    """One import: the line on which it stands, the module that is named, and whether loading runs it."""

    line: int
    module: str
    at_once: bool


def module_name(path: Path) -> str:
    """Return the dotted name of a file of the package.

    Parameters
    ----------
    path
        Of the file.
    """
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {module_name(path) for path in FILES}


@cache
def tree(path: Path) -> ast.Module:
    """Return the parsed source of a file.

    Parameters
    ----------
    path
        Of the file.
    """
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> tuple[Import, ...]:
    """Return everything that a file imports, wherever in it: modules of this package by their full name.

    Parameters
    ----------
    path
        Of the file.

    Raises
    ------
    SyntaxError
        When an import begins with a dot.
    """
    at_once = {id(node) for node in _run_at_once(tree(path).body)}
    return tuple(
        Import(node.lineno, module, id(node) in at_once)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in sorted(_named(node, path))
    )


def _named(node: ast.Import | ast.ImportFrom, path: Path) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    if node.level:
        msg = f"{path}, line {node.lineno}: write imports in full"
        raise SyntaxError(msg)
    members = {f"{node.module}.{alias.name}" for alias in node.names}
    # what is no module of ours may be a name in one, or a module of somebody else's: both are kept
    return {member if member in NAMES else str(node.module) for member in members} | {
        member for member in members if not member.startswith("weaklib.")
    }


def _run_at_once(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """Yield the statements that loading a module runs: none in a function, none for types alone."""
    for statement in body:
        yield statement
        if isinstance(statement, ast.If) and "TYPE_CHECKING" in ast.unparse(statement.test):
            yield from _run_at_once(statement.orelse)
        elif not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            for held in ("body", "orelse", "finalbody"):
                yield from _run_at_once(getattr(statement, held, []))
            for handler in getattr(statement, "handlers", []):
                yield from _run_at_once(handler.body)


def wing(name: str) -> str:
    """Return the wing that a module stands in; the face of the package stands in none.

    Parameters
    ----------
    name
        Of the module, dotted.
    """
    return name.split(".")[1] if "." in name else ""


def rooms() -> dict[str, int]:
    """Return how many modules each wing has."""
    stand = [wing(name) for name in NAMES]
    return {each: stand.count(each) for each in WINGS}


@cache
def ways() -> dict[tuple[str, str], int]:
    """Return for each pair of wings how many modules of the first import something of the second."""
    known = {
        (module_name(path), wing(named.module))
        for path in FILES
        for named in imports(path)
        if named.module in NAMES
    }
    pairs = [(wing(name), other) for name, other in known if wing(name) and other not in ("", wing(name))]
    return {pair: pairs.count(pair) for pair in sorted(set(pairs))}


# ---------------------------------------------------------------- the picture

TEXT, CELL, ROW, TOP, EDGE = 360, 84, 66, 96, 28
BOX_WIDTH, BOX_HEIGHT = 80, 32
INKS = (
    "#3C4A57",
    "#5A6873",
    "#7A6A55",
    "#08306B",
    "#2274A5",
    "#009E73",
    "#00857A",
    "#B34E00",
    "#9B2C6F",
    "#858A93",
    "#22313F",
)
STYLE = """\
text { font-family: system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: #22313F }
.title { font-size: 21px; font-weight: 650 } .soft { font-size: 13px; fill: #5A6873 }
.wing { font-size: 15px; font-weight: 650 } .says { font-size: 12.5px; fill: #5A6873 }
.box { font-size: 13px; font-weight: 600; fill: #FFFFFF; text-anchor: middle }
.count { font-size: 12px; font-weight: 600; text-anchor: middle }"""


def picture() -> str:
    """Return the picture as SVG; the same house gives the same text."""
    width, height = EDGE + TEXT + CELL * len(WINGS) + EDGE, TOP + ROW * len(WINGS) + 44
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
            "<title>The house of weaklib: its wings, and who imports from whom</title>",
            f"<desc>{html.escape(_in_words())}</desc>",
            f"<style>{STYLE}</style>",
            f'<rect width="{width}" height="{height}" rx="10" fill="#FFFFFF"/>',
            *_head(),
            *(part for number in range(len(WINGS)) for part in _row(number, width)),
            *(part for number in range(len(WINGS)) for part in _ways_up_to(number)),
            *(part for number in range(len(WINGS)) for part in _box(number)),
            _foot(height),
            "</svg>\n",
        ]
    )


def _in_words() -> str:
    """Say what the picture shows, for who cannot see it."""
    return " ".join(
        f"{number} modules of {importer} import from {imported}."
        for (importer, imported), number in ways().items()
    )


def _head() -> Iterator[str]:
    yield f'<text class="title" x="{EDGE}" y="40">The house of weaklib</text>'
    yield (
        f'<text class="soft" x="{EDGE}" y="63">Each wing imports from those above it, never from one below: '
        "all arrows lead upwards. The number says how many modules of the row do so.</text>"
    )


def _foot(height: int) -> str:
    return (
        f'<text class="soft" x="{EDGE}" y="{height - 16}">Drawn from the imports in the code by '
        "docs/architecture.py; a test keeps it up to date.</text>"
    )


def _place(number: int) -> tuple[int, int]:
    """Return the middle of a wing's box: the boxes go down like stairs."""
    return EDGE + TEXT + CELL * number + CELL // 2, TOP + ROW * number + ROW // 2


def _row(number: int, width: int) -> Iterator[str]:
    name, (x, y) = WINGS[number], _place(number)
    if number % 2 == 0:
        yield f'<rect x="12" y="{y - ROW // 2}" width="{width - 24}" height="{ROW}" rx="6" fill="#F3F6F8"/>'
    count = rooms()[name]
    yield (
        f'<text x="{EDGE}" y="{y - 12}"><tspan class="wing" style="fill:{INKS[number]}">{name}</tspan>'
        f'<tspan class="says" dx="8">{count} {"module" if count == 1 else "modules"}</tspan></text>'
    )
    known = [WINGS.index(imported) for importer, imported in ways() if importer == name]
    if known:
        yield _line(f"M{x} {y}H{_place(min(known))[0]}", INKS[number])
    for line, words in enumerate(textwrap.wrap(SAYS[name], 52)):
        yield f'<text class="says" x="{EDGE}" y="{y + 6 + 16 * line}">{html.escape(words)}</text>'


def _ways_up_to(number: int) -> Iterator[str]:
    """Yield the arrow up to a wing, and on it how many modules of each row below come to it."""
    ink, (x, y) = INKS[number], _place(number)
    below = {
        WINGS.index(importer): count
        for (importer, imported), count in ways().items()
        if imported == WINGS[number]
    }
    if not below:
        return
    tip, end = y + BOX_HEIGHT // 2, _place(max(below))[1]
    yield _line(f"M{x} {end}V{tip + 7}", ink)
    yield f'<path d="M{x} {tip + 1}l-5 9h10z" fill="{ink}"/>'
    for row, count in below.items():
        at, radius = _place(row)[1], 9.5 + min(count, 60) ** 0.5
        yield f'<circle cx="{x}" cy="{at}" r="{radius:.1f}" fill="#FFFFFF" stroke="{ink}" stroke-width="2"/>'
        yield f'<text class="count" x="{x}" y="{at + 4}">{count}</text>'


def _line(path: str, ink: str) -> str:
    return f'<path d="{path}" stroke="{ink}" stroke-width="2" stroke-opacity=".5" fill="none"/>'


def _box(number: int) -> Iterator[str]:
    x, y = _place(number)
    yield (
        f'<rect x="{x - BOX_WIDTH // 2}" y="{y - BOX_HEIGHT // 2}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" '
        f'rx="7" fill="{INKS[number]}"/>'
    )
    yield f'<text class="box" x="{x}" y="{y + 4.5}">{WINGS[number]}</text>'


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
