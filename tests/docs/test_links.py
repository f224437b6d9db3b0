"""No dead link: every file and every heading that a page leads to is there, and every guide is reached."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.docs.pages import EVERYTHING, GUIDES, ROOT, anchors, links, name

every_page = pytest.mark.parametrize("page", EVERYTHING, ids=name)


def dead(page: Path, to: str) -> str:
    """Why a link leads nowhere; "" for one that leads somewhere. The network is not asked."""
    found = urlsplit(to)
    if found.scheme or found.netloc:
        host = re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", found.netloc)
        return "" if found.scheme == "https" and host else "is no address that begins with https://"
    target = (page.parent / unquote(found.path)).resolve() if found.path else page
    if not target.exists() or ROOT not in (target, *target.parents):
        return "is not there"
    if found.fragment and found.fragment not in anchors(target):
        return "has no such heading"
    return ""


@every_page
def test_no_link_is_dead(page: Path) -> None:
    faults = [f"{to} {why}" for to in links(page) if (why := dead(page, to))]
    assert faults == []


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("docs/map.md", ""),
        ("docs/map.md#what-you-see", ""),
        ("#in-python", ""),
        ("https://example.org/a", ""),
        ("docs/maps.md", "is not there"),
        ("docs/map.md#what-you-hear", "has no such heading"),
        ("../outside.md", "is not there"),
        ("http://example.org", "is no address that begins with https://"),
        ("https://", "is no address that begins with https://"),
    ],
)
def test_a_dead_link_is_seen(to: str, why: str) -> None:
    assert dead(ROOT / "README.md", to) == why


def test_headings_become_anchors(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Who is `wl.x_y`?\n## Again\n```sh\n# no heading\n```\n## Again\n", encoding="utf-8")
    assert anchors(page) == {"who-is-wlx_y", "again", "again-1"}


def test_every_page_is_reached_from_the_readme() -> None:
    """By its own links, or by those of the page for who works on it."""
    fronts = [page for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md") if page.exists()]
    reached = {(ROOT / urlsplit(to).path).resolve() for page in fronts for to in links(page)}
    assert set(GUIDES) <= reached
    assert set((ROOT / "notebooks").glob("*.ipynb")) <= reached
