"""How every figure looks: one template, one set of colours, and the only door for data strings."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import plotly.io as pio
from numpy.typing import NDArray

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
INK = "#22313F"
SOFT_INK = "#5A6873"
RULE = "#E3E8EB"
PAPER = "#FFFFFF"
DARK_INK, DARK_SOFT_INK, DARK_RULE, DARK_PAPER = "#E6EDF2", "#A9B7C2", "#2C3A46", "#0D151C"

CLASS_COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "strong": "#08306B",
        "moderately weak": "#2274A5",
        "weak": "#009E73",
        "fading": "#D55E00",
        "dormant": "#9B2C6F",
        "nominal": "#858A93",
        "unknown": "#6B5B4B",
    }
)
"""The colour of each class of tie, in the order in which classes are listed everywhere.

After Okabe & Ito (2008), darkened so that each has a contrast of at least 3:1 on paper, and any two
stay apart under protanopia, deuteranopia and tritanopia; a test computes both."""

CLASS_MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "strong": "close and current",
        "moderately weak": "in touch now and then",
        "weak": "in touch rarely",
        "fading": "quieter than the two of you used to be",
        "dormant": "once established, silent for three years or more",
        "nominal": "connected, never in touch",
        "unknown": "no export could show contact",
    }
)
"""What each class of tie says, in a few words for a hover."""

CONFIG: Mapping[str, bool] = MappingProxyType(
    {"showSendToCloud": False, "displaylogo": False, "responsive": True}
)
"""The configuration for every figure that is shown or written; private data has no upload button."""

TITLE_WIDTH = 62
NOTE_WIDTH = 84


UNNAMED = "a contact without a name"


def shown_class(classes: pd.Series[Any]) -> pd.Series[Any]:
    """Return classes of ties as they are shown: what is none of them is unknown.

    >>> shown_class(pd.Series(["weak", None])).tolist()
    ['weak', 'unknown']
    """
    return classes.where(classes.isin(list(CLASS_COLOURS)), "unknown")


def class_numbers(classes: pd.Series[Any]) -> NDArray[np.int64]:
    """Return the place of each class among all, from 0, as `shown_class` shows it."""
    names = list(CLASS_COLOURS)
    found = pd.Index(names).get_indexer(pd.Index(classes))
    return np.where(found < 0, names.index("unknown"), found)


def safe(text: object) -> str:
    """Return `text` so that plotly shows it and never interprets it.

    Plotly reads a small HTML in every string, and TeX between dollars where MathJax is loaded: a
    contact's name could make a link or a request. It also fills in `%{meta...}`. Quotes stay, since
    plotly would show `&quot;`.

    Examples
    --------
    >>> safe("<b>Mara & Söhne</b>")
    '&lt;b&gt;Mara &amp; Söhne&lt;/b&gt;'
    """
    return html.escape(str(text), quote=False).replace("$", "&#36;").replace("%{", "&#37;{")


def wrapped(text: object, width: int) -> str:
    """Return `text` escaped and broken into lines of at most `width` characters.

    Examples
    --------
    >>> wrapped("weak ties & strong ones", 22)
    'weak ties &amp; strong<br>ones'
    """
    return "<br>".join(safe(line) for line in textwrap.wrap(" ".join(str(text).split()), width))


def _even(text: str, width: int) -> int:
    """The least width that breaks `text` into no more lines than `width` does, so that these are even."""
    lines = len(textwrap.wrap(text, width))
    return next(w for w in range(max(width // 2, 1), width + 1) if len(textwrap.wrap(text, w)) <= lines)


def short(text: object, width: int) -> str:
    """Return `text` on one line of at most `width` characters, not yet escaped.

    Examples
    --------
    >>> short("Institut für angewandte Seefahrt", 16)
    'Institut für an…'
    """
    line = " ".join(str(text).split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def counted(count: int, noun: str, plural: str = "") -> str:
    """Return a count with its noun.

    Examples
    --------
    >>> counted(1, "contact"), counted(1200, "contact")
    ('1 contact', '1,200 contacts')
    """
    return f"{count:,} {noun if count == 1 else plural or noun + 's'}"


def on_day(day: pd.Timestamp) -> str:
    """Return a day as it is written in prose.

    Examples
    --------
    >>> on_day(pd.Timestamp("2026-10-03"))
    '3 October 2026'
    """
    return f"{day.day} {day:%B %Y}"


def use_template() -> None:
    """Make weaklib's template the default of every plotly figure of this session.

    Figures that weaklib draws carry the template anyway. This call is for a person's own figures:
    without it, plotly shows a button on each that uploads the data to a public cloud.
    """
    pio.templates.default = "plotly+weaklib"


def headed(figure: go.Figure, title: str, note: str = "", *, height: int = 420) -> go.Figure:
    """Return `figure` with the finding as its title, wrapped so that 700 pixels do not cut it.

    `title` and `note` are plain text, names included: they are escaped here.
    """
    heading, small = wrapped(title, _even(title, TITLE_WIDTH)), wrapped(note, NOTE_WIDTH)
    top = 32 + 25 * (heading.count("<br>") + 1) + (14 + 17 * (small.count("<br>") + 1) if small else 0)
    lift = 12.5 if "<br>" in heading else 0  # plotly lifts a title of several lines by half a line
    figure.update_layout(
        title={"text": heading, "subtitle": {"text": small}, "pad": {"l": 18, "t": 18 + lift}},
        height=height + top,
        margin_t=top,
    )
    return figure


def sentence(title: str, text: str) -> go.Figure:
    """Return a figure without axes that says `text`: for a table with nothing to draw."""
    figure = go.Figure(layout={"template": "weaklib"})
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(
        text=wrapped(text, 64), x=0.5, y=0.5, xref="paper", yref="paper", showarrow=False, font_size=15
    )
    return headed(figure, title, height=160)


def _template(ink: str, soft: str, rule: str, paper: str, edge: str) -> Any:
    axis = {
        "gridcolor": rule,
        "linecolor": edge,
        "zeroline": False,
        "ticks": "",
        "automargin": True,
        "title": {"standoff": 10, "font": {"size": 13, "color": soft}},
        "tickfont": {"size": 13, "color": ink},
    }
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 13, "color": ink},
            "title": {
                "font": {"size": 19, "weight": 600, "color": ink},
                "subtitle": {"font": {"size": 13, "color": soft}},
                "x": 0,
                "xref": "container",
                "xanchor": "left",
                "y": 1,
                "yref": "container",
                "yanchor": "top",
                "pad": {"l": 18, "t": 18},
            },
            "colorway": list(CLASS_COLOURS.values()),
            "paper_bgcolor": paper,
            "plot_bgcolor": paper,
            "xaxis": axis,
            "yaxis": axis,
            "bargap": 0.28,
            "barcornerradius": 3,
            "hoverlabel": {
                "align": "left",
                "bgcolor": paper,
                "bordercolor": edge,
                "font": {"color": ink},
            },
            "legend": {"orientation": "h", "x": 0, "y": -0.02, "yanchor": "top", "font": {"size": 13}},
            "margin": {"l": 18, "r": 24, "t": 70, "b": 60},
            "modebar": {"remove": ["sendChartToCloud"], "bgcolor": "rgba(0,0,0,0)", "color": "#9AA6AE"},
        }
    )


pio.templates["weaklib"] = _template(INK, SOFT_INK, RULE, PAPER, "#B8C2C9")
pio.templates["weaklib-dark"] = _template(DARK_INK, DARK_SOFT_INK, DARK_RULE, DARK_PAPER, "#465562")
