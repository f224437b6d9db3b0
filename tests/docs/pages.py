"""The pages that people read, taken apart: blocks of code, headings and links."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
GUIDES = sorted((ROOT / "docs").glob("*.md"))
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
EVERYTHING = [*sorted(ROOT.glob("*.md")), *PAGES[1:]]
GENERATED = ("commands", "measures")
"""Pages that a script beside them writes."""

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!\!)\[(?P<text>[^\]]*)\]\((?P<to>[^)\s]+)\)|!\[[^\]]*\]\((?P<image>[^)\s]+)\)")


class Block(NamedTuple):
    """A fenced block: its page, the language after the fence, and what is in it."""

    page: Path
    language: str
    text: str


def name(page: Path) -> str:
    """A page as its test calls it."""
    return page.relative_to(ROOT).as_posix()


def blocks(page: Path, language: str) -> list[Block]:
    """The blocks of one language, in their order."""
    found = FENCE.findall(page.read_text(encoding="utf-8"))
    return [Block(page, kind, text) for kind, text in found if kind == language]


def prose(page: Path) -> str:
    """A page without its blocks of code, and without code in its lines."""
    return re.sub(r"`[^`\n]*`", "", FENCE.sub("", page.read_text(encoding="utf-8")))


def links(page: Path) -> list[str]:
    """Where a page leads to, pictures included."""
    return [match["to"] or match["image"] for match in LINK.finditer(prose(page))]


def headings(page: Path) -> list[str]:
    """The headings of a page, without their marks."""
    told = FENCE.sub("", page.read_text(encoding="utf-8"))
    return re.findall(r"^#{1,6} (.+)$", told, flags=re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """What a link may name on a page, as the sites that show Markdown make it of the headings."""
    made: dict[str, int] = {}
    for heading in headings(page):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        slug = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
        made[slug] = made.get(slug, -1) + 1
    return {
        f"{slug}-{number}" if number else slug for slug, most in made.items() for number in range(most + 1)
    }


def script(called: str) -> ModuleType:
    """A script of docs/, which is no package, loaded by its path."""
    path = ROOT / "docs" / f"{called}.py"
    spec = importlib.util.spec_from_file_location(f"docs_{called}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
