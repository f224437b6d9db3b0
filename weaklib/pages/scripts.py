"""The scripts and styles of a page, and the policy that names the scripts.

They need neither Jupyter nor nbconvert, so that what fills a page can have them without loading those.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

TEMPLATE = Path(__file__).with_name("template")
"""The folder of templates."""

MAP_PARTS = (
    *("data", "words", "elements", "shown", "people", "lines", "names", "marks", "draw", "move"),
    *("card", "find", "filter", "table", "time", "hand", "group", "start"),
)  # in the order in which they run; the first tells what they do


def policy(scripts: Sequence[str], figures: Sequence[Mapping[str, Any]]) -> str:
    """Return the content security policy: the page's own scripts by hash, and no request at all.

    WebGL traces draw only with 'unsafe-eval', which lets the hashed scripts, and no other, make code.
    """
    hashes = [f"'sha256-{_digest(script)}'" for script in scripts]
    gl = any(str(trace.get("type", "")).endswith("gl") for figure in figures for trace in figure["data"])
    allowed = " ".join([*hashes, *(["'unsafe-eval'"] if gl else [])]) or "'none'"
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data: blob:; "
        "font-src data:; connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


@cache
def plotly() -> str:
    """Return plotly.js, whole."""
    from plotly.offline import get_plotlyjs

    return str(get_plotlyjs())


@cache
def script(name: str) -> str:
    """Return a script of ours: a file of the folder, or the parts of the map's as one."""
    if name != "map.js":
        return template(name)
    parts = "\n".join(template(f"map-{part}.js") for part in MAP_PARTS)
    return f'(function () {{\n"use strict";\n{parts}}})();\n'


@cache
def template(name: str) -> str:
    """Return a file of the folder of templates."""
    return (TEMPLATE / name).read_text(encoding="utf-8")


@cache
def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
