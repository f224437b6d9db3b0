"""One executed notebook → one HTML page that needs nothing else and asks nobody for anything.

The page has no code but scripts of its own: plotly.js and `template/draw.js`, which draws the charts
from data, `template/map-….js` where there is a map to search, and `template/copy.js` where there is an
opener to copy. A content security policy that
comes first in the head names those by their hashes and forbids every request, so a script that
somebody smuggled into an export could not run even if the escaping in `prose` and `charts` failed.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import nbformat
from mistune.util import escape as escape_markup
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from weaklib.pages.prose import COVER, safe
from weaklib.pages.still import unwrapped

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from nbformat import NotebookNode

FIGURE = "application/vnd.plotly.v1+json"
HIDDEN = "notebook-only"  # the tag of cells that are for the notebook's reader, not the page's

OPENER = 'class="opener"'  # what has a text to copy
EXPLORER = 'class="explorer"'  # a map that people are searched on: it carries its own figure

HEADROOM = 32  # pixels that the modebar needs above a chart, once its title stands in the page

MAP_PARTS = (
    *("data", "words", "elements", "shown", "people", "lines", "names", "marks", "draw", "move"),
    *("card", "find", "filter", "table", "time", "hand", "group", "start"),
)  # in the order in which they run; the first tells what they do

_TEMPLATE = Path(__file__).with_name("template")


class _Renderer(IPythonRenderer):
    """Markdown as it is written for a page: no raw HTML, no active links, headings with an anchor."""

    def block_html(self, html: str) -> str:
        return escape_markup(html)

    def inline_html(self, html: str) -> str:
        return escape_markup(html)

    def heading(self, text: str, level: int, **_: Any) -> str:
        return f'<h{level} id="{anchor(text)}">{text}</h{level}>\n'


class _Exporter(HTMLExporter):
    """nbconvert's exporter with weaklib's template and its stricter Markdown."""

    def default_filters(self) -> Iterator[tuple[str, Any]]:
        yield from super().default_filters()  # type: ignore[no-untyped-call]
        yield ("markdown2html", to_html)


def to_html(markdown: str) -> str:
    """Return `markdown` as HTML in which raw HTML is text and `javascript:` links are dead."""
    return MarkdownWithMath(_Renderer(escape=False, allow_harmful_protocols=False)).render(
        unwrapped(markdown)
    )


def anchor(heading: str) -> str:
    """Return the id of a heading: its words in lower case, joined by hyphens."""
    return re.sub(r"\W+", "-", html.unescape(re.sub(r"<[^>]*>", "", heading)).lower()).strip("-")


def cover_of(notebook: NotebookNode) -> dict[str, str]:
    """Return what the notebook's cover says: `title` and `as_of`; empty where it has no cover."""
    for _, output in _outputs(notebook):
        cover = output.get("metadata", {}).get("text/html", {}).get(COVER)
        if cover:
            return dict(cover)
    return {}


def notebook_page(notebook: NotebookNode) -> str:
    """Return an executed notebook as a page: no code, its figures drawn, the same bytes every time."""
    shown, figures = _without_figures(_for_reading(notebook))
    sections = [(at, text) for at, cell in enumerate(shown.cells) for text in _headings(cell, "##")]
    scripts = _own_scripts(shown, figures)
    titles = [text for cell in notebook.cells for text in _headings(cell, "#")]
    resources = {
        "title": cover_of(notebook).get("title") or next(iter(titles), "weaklib"),
        "told": _told(notebook),
        "contents": [(anchor(text), text) for _, text in sections],
        "contents_at": sections[0][0] if len(sections) > 2 else None,
        "policy": policy(scripts, [*figures, *_carried(shown)]),
        "css": template("page.css"),
        "metadata": {"name": "page"},
    }
    places = {"template_name": _TEMPLATE.name, "extra_template_basedirs": [str(_TEMPLATE.parent)]}
    exporter = _Exporter(**places)  # type: ignore[no-untyped-call]
    page, _ = exporter.from_notebook_node(shown, resources=resources)
    head, end, tail = page.rpartition("</body>")
    return head + _data(figures) + "".join(f"<script>{script}</script>\n" for script in scripts) + end + tail


def _told(notebook: NotebookNode) -> dict[str, str]:
    """What a program can learn of the page: the period and the day that it is of."""
    cover = cover_of(notebook)
    known = {"period": cover.get("period", ""), "day": cover.get("as_of", "")}
    return {name: value for name, value in known.items() if value}


def figure_page(figure: go.Figure, *, title: str) -> str:
    """Return one figure as a page of its own, under the same rules as a report."""
    output = {"output_type": "display_data", "data": {FIGURE: json.loads(figure.to_json())}, "metadata": {}}
    heading = {"cell_type": "markdown", "metadata": {}, "source": f"# {safe(title)}"}
    return notebook_page(_notebook([heading, _code([output])]))


def policy(scripts: list[str], figures: list[dict[str, Any]]) -> str:
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


def _notebook(cells: list[dict[str, Any]]) -> NotebookNode:
    numbered = [{"id": f"cell-{number}", **cell} for number, cell in enumerate(cells)]
    whole = {"cells": numbered, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return cast("NotebookNode", nbformat.from_dict(whole))  # type: ignore[no-untyped-call]


def _code(outputs: list[Any]) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "source": "", "execution_count": None, "outputs": outputs}


def _for_reading(notebook: NotebookNode) -> NotebookNode:
    """Keep the text and the outputs, and nothing that tells when, where or how the notebook ran."""
    cells: list[dict[str, Any]] = []
    for cell in notebook.cells:
        if HIDDEN in cell.metadata.get("tags", []):
            continue
        outputs = [dict(output) for output in cell.get("outputs", []) if "data" in output]
        if cell.cell_type == "markdown":
            cells.append({"cell_type": "markdown", "metadata": {}, "source": cell.source})
        elif outputs:
            cells.append(_code(outputs))
    return _notebook(cells)


def _without_figures(notebook: NotebookNode) -> tuple[NotebookNode, list[dict[str, Any]]]:
    """Take each figure out and leave its place: a labelled `<figure>` with the same number."""
    figures: list[dict[str, Any]] = []
    for _, output in _outputs(notebook):
        if EXPLORER in output["data"].get("text/html", ""):
            output["data"] = {"text/html": output["data"]["text/html"]}
        elif FIGURE in output["data"]:
            figure, titles = _untitled(output["data"][FIGURE])
            output["data"] = {"text/html": _place(len(figures), titles, figure)}
            figures.append(figure)
    return notebook, figures


def _untitled(figure: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[str, str]]:
    """Lift the title out of the drawing, so that it wraps on a phone and is read aloud."""
    layout = dict(figure.get("layout", {}))
    title = layout.pop("title", None) or {}
    text = title if isinstance(title, str) else str(title.get("text", ""))
    subtitle = "" if isinstance(title, str) else str(title.get("subtitle", {}).get("text", ""))
    margin = dict(layout.get("margin") or {})
    spare = max(int(margin.get("t", HEADROOM)) - HEADROOM, 0)
    layout |= {"margin": margin | {"t": HEADROOM}, "height": int(layout.get("height") or 450) - spare}
    return {"data": list(figure.get("data", [])), "layout": layout}, (_plain(text), _plain(subtitle))


def _plain(pseudo: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", pseudo)).split())


def _place(number: int, titles: tuple[str, str], figure: Mapping[str, Any]) -> str:
    label = html.escape(titles[0] or f"Chart {number + 1}")
    title, subtitle = (html.escape(text, quote=False) for text in titles)
    small = f" <span>{subtitle}</span>" if subtitle else ""
    layout = figure["layout"]
    wide = "scaleanchor" in layout.get("yaxis", {}) or "xaxis2" in layout  # a map, or several panels
    kind = "chart wide" if wide else "chart"
    chart = f'<div class="{kind}" id="chart-{number}" style="height:{layout["height"]}px"></div>'
    frame = f'<div class="frame" tabindex="0" role="group" aria-label="{label}">{chart}</div>'
    return f'<figure aria-label="{label}"><figcaption>{title}{small}</figcaption>{frame}</figure>'


def _own_scripts(notebook: NotebookNode, figures: list[dict[str, Any]]) -> list[str]:
    """Return the scripts that this page needs; the policy names each of them."""
    blocks = [str(output["data"].get("text/html", "")) for _, output in _outputs(notebook)]
    needed = {
        "draw.js": bool(figures),
        "map.js": any(EXPLORER in block for block in blocks),
        "copy.js": any(OPENER in block for block in blocks),
    }
    drawn = [plotly()] if needed["draw.js"] or needed["map.js"] else []
    return [*drawn, *(script(name) for name, asked in needed.items() if asked)]


def _carried(notebook: NotebookNode) -> Iterator[dict[str, Any]]:
    """Yield what kinds of traces the figures have that are in the HTML already, with their data."""
    for _, output in _outputs(notebook):
        block = output["data"].get("text/html", "")
        if EXPLORER in block:
            yield {"data": [{"type": "scattergl" if '"type":"scattergl"' in block else "scatter"}]}


def _data(figures: list[dict[str, Any]]) -> str:
    """Return the figures as data, which no browser runs."""
    if not figures:
        return ""
    data = json.dumps(figures, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f'<script type="application/json" id="figures">{harmless(data)}</script>\n'


def harmless(data: str) -> str:
    """Return JSON as it may stand inside a script element: nothing in it can end that, or a line."""
    return data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _outputs(notebook: NotebookNode) -> Iterator[tuple[Any, Any]]:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if "data" in output:
                yield cell, output


def _headings(cell: Any, level: str) -> list[str]:
    """Return the headings that a cell writes, or computes as Markdown."""
    outputs = [output["data"].get("text/markdown", "") for output in cell.get("outputs", [])]
    text = "\n".join(map(str, outputs)) if cell.cell_type == "code" else cell.source
    return list(map(html.unescape, re.findall(rf"^{level} +(.+?) *$", text, flags=re.MULTILINE)))


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
    return (_TEMPLATE / name).read_text(encoding="utf-8")


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
