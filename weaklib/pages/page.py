"""One executed notebook → one HTML page that needs nothing else and asks nobody for anything.

The page has no code but scripts of its own: plotly.js and `template/draw.js`, which draws the charts
from data, `template/map-….js` where there is a map to search, and `template/copy.js` where there is an
opener to copy. A content security policy that
comes first in the head names those by their hashes and forbids every request, so a script that
somebody smuggled into an export could not run even if the escaping in `prose` and `charts` failed.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, cast

import nbformat
from bs4 import BeautifulSoup
from mistune.util import escape as escape_markup
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from weaklib.pages.figures import EXPLORER, FIGURE, as_data, block, without_figures
from weaklib.pages.prose import COVER, HEADLINE, safe
from weaklib.pages.scripts import TEMPLATE, plotly, policy, script, template
from weaklib.pages.still import unwrapped
from weaklib.pages.words import ENGLISH, Words

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from nbformat import NotebookNode

HIDDEN = "notebook-only"  # the tag of cells that are for the notebook's reader, not the page's

OPENER = 'class="opener"'  # what has a text to copy


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

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the filled template, parsed and written again so that all that is open in it is closed.

        nbconvert's own also looks for the cells of its templates, by a machine that takes long to build.
        """
        filled, told = super(HTMLExporter, self).from_notebook_node(nb, resources, **kw)
        page = BeautifulSoup(filled, features="html.parser")
        for image in page.find_all("img", alt=False):
            image["alt"] = "No description has been provided for this image"
        return str(page), told


@cache
def _exporter() -> _Exporter:
    """What fills the template, made once for all pages; there are no cells for nbconvert to prepare."""
    places = {"template_name": TEMPLATE.name, "extra_template_basedirs": [str(TEMPLATE.parent)]}
    return _Exporter(**places, default_preprocessors=[])  # type: ignore[no-untyped-call]


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
    return dict(next(_carrying(notebook, COVER), {}))


def _carrying(notebook: NotebookNode, key: str) -> Iterator[dict[str, Any]]:
    for _, output in _outputs(notebook):
        found = output.get("metadata", {}).get("text/html", {}).get(key)
        if found:
            yield found


def notebook_page(notebook: NotebookNode, *, words: Words = ENGLISH) -> str:
    """Return an executed notebook as a page: no code, its figures drawn, the same bytes every time.

    Parameters
    ----------
    notebook
        With its outputs.
    words
        The language of what stands around them.
    """
    shown, figures = without_figures(_for_reading(notebook), words)
    header = _header(shown)
    sections = [(at, text) for at, cell in enumerate(shown.cells) for text in _headings(cell, "##")]
    scripts = _own_scripts(shown, figures)
    titles = [text for cell in notebook.cells for text in _headings(cell, "#")]
    resources = {
        "title": cover_of(notebook).get("title") or next(iter(titles), "weaklib"),
        "told": _told(notebook),
        "headline": "".join(block("headline", told) for told in [*_carrying(notebook, HEADLINE)][:1]),
        "header": header,
        "footer": cover_of(notebook).get("footer", ""),
        "words": dict(words.page),
        "language": words.code,
        "contents": [(anchor(text), text) for _, text in sections],
        "contents_at": sections[0][0] if len(sections) > 2 else None,
        "policy": policy(scripts, [*figures, *_carried(shown)]),
        "css": template("page.css"),
        "metadata": {"name": "page"},
    }
    page, _ = _exporter().from_notebook_node(shown, resources=resources)
    head, end, tail = page.rpartition("</body>")
    return (
        head + as_data(figures) + "".join(f"<script>{script}</script>\n" for script in scripts) + end + tail
    )


def _header(notebook: NotebookNode) -> str:
    """Take the cover out of what stands in `<main>`: it is the head of the page."""
    for cell, output in _outputs(notebook):
        if output.get("metadata", {}).get("text/html", {}).get(COVER):
            cell["outputs"] = [other for other in cell["outputs"] if other is not output]
            return str(output["data"]["text/html"])
    return ""


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
