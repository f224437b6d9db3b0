"""The charts of a page: each one's place, its title and what it says as text, and all of them as data."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from weaklib.pages.words import ENGLISH, Words

if TYPE_CHECKING:
    from nbformat import NotebookNode

FIGURE = "application/vnd.plotly.v1+json"
EXPLORER = 'class="explorer"'  # a map that people are searched on: it carries its own figure

HEADROOM = 32  # pixels that the modebar needs above a chart, once its title stands in the page

Chart = dict[str, Any]


def without_figures(notebook: NotebookNode, words: Words = ENGLISH) -> tuple[NotebookNode, list[Chart]]:
    """Take each figure out of a notebook and leave its place: a `<figure>` with the same number.

    Parameters
    ----------
    notebook
        With its outputs; it is changed.
    words
        The language of what is read aloud.
    """
    figures: list[Chart] = []
    for place, cell in enumerate(notebook.cells):
        for output in _data_of(cell):
            if EXPLORER in output["data"].get("text/html", ""):
                output["data"] = {"text/html": output["data"]["text/html"]}
            elif FIGURE in output["data"]:
                figure, titles = _untitled(output["data"][FIGURE])
                where = words.page["table after" if _table_after(notebook, place) else "told before"]
                output["data"] = {"text/html": _place(len(figures), titles, figure, where, words)}
                figures.append(figure)
    return notebook, figures


def as_data(figures: list[Chart]) -> str:
    """Return the figures, and how their colours change in the dark, as data which no browser runs."""
    if not figures:
        return ""
    # as `views.night` has it, which would bring plotly along
    night = json.loads((Path(__file__).with_name("template") / "night.json").read_text(encoding="utf-8"))
    return block("figures", figures) + block("night", night)


def block(name: str, data: Any) -> str:
    """Return an element with data which no browser runs."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f'<script type="application/json" id="{name}">{harmless(written)}</script>\n'


def harmless(data: str) -> str:
    """Return JSON as it may stand inside a script element: nothing in it can end that, or a line."""
    return data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _data_of(cell: Any) -> Iterator[Any]:
    return (output for output in cell.get("outputs", []) if "data" in output)


def _table_after(notebook: NotebookNode, place: int) -> bool:
    """Whether a table is what comes next in the same section."""
    for cell in notebook.cells[place + 1 :]:
        if cell.cell_type == "markdown":
            return False
        shown = [output["data"].get("text/html", "") for output in _data_of(cell)]
        if any(shown):
            return "<table" in "".join(map(str, shown))
    return False


def _untitled(figure: Mapping[str, Any]) -> tuple[Chart, tuple[str, str]]:
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


def _place(number: int, titles: tuple[str, str], figure: Mapping[str, Any], where: str, words: Words) -> str:
    label = html.escape(titles[0] or f"Chart {number + 1}")
    title, subtitle = (html.escape(text, quote=False) for text in titles)
    small = f" <span>{subtitle}</span>" if subtitle else ""
    layout = figure["layout"]
    wide = "scaleanchor" in layout.get("yaxis", {}) or "xaxis2" in layout  # a map, or several panels
    kind = "chart wide" if wide else "chart"
    chart = f'<div class="{kind}" id="chart-{number}" style="height:{layout["height"]}px"></div>'
    finding = [f"{text.rstrip('.')}." for text in titles if text]
    told = html.escape(" ".join([words.page["chart"], *finding, where]))
    return (
        f'<figure aria-label="{label}" aria-describedby="says-{number}">'
        f"<figcaption>{title}{small}</figcaption>"
        f'<span class="unseen" id="says-{number}">{told}</span>'
        f'<div class="frame" tabindex="0" role="group" aria-label="{label}">{chart}</div></figure>'
    )
