"""Under the lanes of a timeline: how strong the tie was, and in which class."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from weaklib.measures.record import Record
from weaklib.views.bars import BAR
from weaklib.views.theme import CLASS_COLOURS, CLASS_MEANINGS, on_day

DAY_MS = 86_400_000


def draw_strength(
    figure: go.Figure, history: pd.DataFrame, record: Record, *, heights: tuple[float, float, float]
) -> None:
    """Draw the strength as a line, and under it a strip in the colours of the classes.

    Parameters
    ----------
    figure
        To be drawn on.
    history
        `strength` and `class`, indexed by the day.
    record
        From `record_of`: its lines between weak, moderately weak and strong are drawn.
    heights
        The top of the strip, and the foot and the top of the strength, from the foot of the figure, 0 to 1.
    """
    strip, foot, top = heights
    figure.add_trace(_line(history))
    for limit in (record.rules.weak, record.rules.strong):
        figure.add_shape(
            type="line",
            xref="paper",
            x0=0,
            x1=1,
            yref="y2",
            y0=limit,
            y1=limit,
            line={"width": 1, "dash": "dot", "color": "#7B8794"},
        )
    for kind in CLASS_COLOURS:
        runs = [run for run in _runs(history["class"], record.day) if run[0] == kind]
        if runs:
            figure.add_trace(_strip(kind, runs))
    figure.update_layout(
        yaxis2={
            "domain": [foot, top],
            "range": [0, 1.02],
            "title": "strength",
            "tickvals": [0, record.rules.weak, record.rules.strong, 1],
            "tickformat": ".2~f",
            "anchor": "x",
            "showgrid": False,
        },
        yaxis3={
            "domain": [0, strip],
            "range": [-0.5, 0.5],
            "tickvals": [0],
            "ticktext": ["class"],
            "ticklabelstandoff": 6,
            "showgrid": False,
            "anchor": "x",
        },
    )


def _line(history: pd.DataFrame) -> go.Scatter:
    known = history["strength"].astype("float64")
    values = [None if np.isnan(value) else float(value) for value in known.to_numpy()]
    return go.Scatter(
        x=[f"{day:%Y-%m-%d}" for day in history.index],
        y=[None if value is None else round(value, 3) for value in values],
        yaxis="y2",
        mode="lines+markers" if len(history) < 2 else "lines",
        line={"color": BAR, "width": 2.5},
        name="strength",
        showlegend=False,
        customdata=[
            [on_day(day), "not known" if value is None else f"{value:.2f}", kind]
            for day, value, kind in zip(history.index, values, history["class"], strict=True)
        ],
        hovertemplate="<b>%{customdata[0]}</b><br>strength %{customdata[1]}, %{customdata[2]}<extra></extra>",
    )


def _runs(classes: pd.Series[str], end: pd.Timestamp) -> Iterator[tuple[str, pd.Timestamp, pd.Timestamp]]:
    """Yield each class with the first day on which it was measured, and that of the next, or the end."""
    changed = classes[classes != classes.shift()]
    starts = [pd.Timestamp(str(day)) for day in changed.index]
    yield from zip(changed.tolist(), starts, [*starts[1:], end], strict=True)


def _strip(kind: str, runs: list[tuple[str, pd.Timestamp, pd.Timestamp]]) -> go.Bar:
    return go.Bar(
        orientation="h",
        y=[0] * len(runs),
        base=[f"{first:%Y-%m-%d}" for _, first, _ in runs],
        x=[max((last - first).days, 1) * DAY_MS for _, first, last in runs],
        width=1,
        yaxis="y3",
        marker={"color": CLASS_COLOURS[kind]},
        name=kind,
        customdata=[[kind, CLASS_MEANINGS[kind], on_day(first), on_day(last)] for _, first, last in runs],
        hovertemplate="<b>%{customdata[0]}</b>: %{customdata[1]}<br>measured from %{customdata[2]} to "
        "%{customdata[3]}<extra></extra>",
    )
