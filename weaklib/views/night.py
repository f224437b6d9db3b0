"""A chart as it is drawn for a dark screen."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import plotly.graph_objects as go

from weaklib.views.bars import NOT_KNOWN
from weaklib.views.looks import DAY, NIGHT
from weaklib.views.plane import TREASURE
from weaklib.views.theme import (
    CLASS_COLOURS,
    DARK_INK,
    DARK_PAPER,
    DARK_RULE,
    DARK_SOFT_INK,
    INK,
    PAPER,
    RULE,
    SOFT_INK,
)

AT_NIGHT: Mapping[str, str] = MappingProxyType(
    {
        **{colour: NIGHT.classes[kind] for kind, colour in CLASS_COLOURS.items()},
        INK: DARK_INK,
        SOFT_INK: DARK_SOFT_INK,
        RULE: DARK_RULE,
        PAPER: DARK_PAPER,
        NOT_KNOWN: "#566573",
        TREASURE: "#12261F",
        DAY.halo: NIGHT.halo,
    }
)
"""What each colour of a chart becomes; the classes of ties are as on the dark map."""
COLOURED = ("color", "colors", "fillcolor", "bgcolor", "bordercolor", "shadow", "linecolor", "gridcolor")


def on_dark(figure: go.Figure) -> go.Figure:
    """Return a chart of weaklib for a dark screen: the same marks and words, in colours that are seen there.

    Parameters
    ----------
    figure
        A chart as weaklib draws it; it is left as it is.

    Examples
    --------
    >>> chart = go.Figure(go.Bar(x=[1], y=[2], marker={"color": CLASS_COLOURS["strong"]}))
    >>> on_dark(chart).data[0].marker.color
    '#F2F7FF'
    """
    whole = figure.to_dict()
    whole["layout"].pop("template", None)
    dark = go.Figure(_recoloured(whole, coloured=False))
    return dark.update_layout(template="weaklib-dark")


def _recoloured(part: Any, *, coloured: bool) -> Any:
    """Return a part of a figure with its colours exchanged; words and numbers stay what they are."""
    if isinstance(part, Mapping):
        return {key: _recoloured(value, coloured=key in COLOURED) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_recoloured(value, coloured=coloured) for value in part]
    return AT_NIGHT.get(part, part) if coloured and isinstance(part, str) else part
