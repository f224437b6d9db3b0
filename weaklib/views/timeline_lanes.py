"""The lanes of a tie's timeline: the ground that an export covers, the marks on it, and the silence."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from weaklib.measures.record import Record
from weaklib.views.bars import BAR
from weaklib.views.theme import counted, on_day
from weaklib.views.timeline_rows import LANES
from weaklib.views.timeline_words import silence_end

GROUND = "rgba(120, 134, 148, 0.17)"
SILENCE = "rgba(213, 94, 0, 0.13)"
"""Seen on paper and on a dark ground alike."""
DAY_MS = 86_400_000
SIZE, LARGEST = 8, 15
FEWEST_DAYS = 30
"""A shorter silence is not marked."""
ROOM = 0.17
"""The share of the width that the words over a silence need."""


def draw_lanes(
    figure: go.Figure, record: Record, marks: pd.DataFrame, lanes: list[str], *, bottom: float
) -> None:
    """Draw each lane with the ground that its exports cover, its marks, and the silence since the last.

    Parameters
    ----------
    figure
        To be drawn on.
    record
        From `record_of`.
    marks
        From `marks_of`.
    lanes
        Those of `LANES` that are drawn, from the top.
    bottom
        Where the lanes end, from the foot of the figure, 0 to 1.
    """
    figure.add_trace(_ground(record, lanes))
    for counts, name in ((True, "contact"), (False, "no contact by itself")):
        chosen = marks[marks["counts"] == counts]
        if len(chosen):
            figure.add_trace(_marks(chosen, lanes, name, counts=counts))
    figure.update_layout(
        yaxis={
            "domain": [bottom, 1],
            "tickmode": "array",
            "tickvals": list(range(len(lanes))),
            "ticktext": lanes,
            "range": [len(lanes) - 0.4, -1.1],
            "showgrid": False,
            "ticklabelstandoff": 6,
        }
    )
    _mark_silence(figure, record, lanes)


def _ground(record: Record, lanes: list[str]) -> go.Bar:
    """Return a pale bar on each lane from the first to the last day that its files speak of."""
    spans = {lane: _span(record, LANES[lane]) for lane in lanes}
    known = {lane: span for lane, span in spans.items() if span is not None}
    days = [max((last - first).days, 1) for first, last in known.values()]
    return go.Bar(
        orientation="h",
        y=[lanes.index(lane) for lane in known],
        base=[f"{first:%Y-%m-%d}" for first, _ in known.values()],
        x=[n * DAY_MS for n in days],
        width=0.72,
        marker={"color": GROUND},
        name="exported",
        customdata=[
            [lane, f"exported from {on_day(first)} to {on_day(last)}"]
            for lane, (first, last) in known.items()
        ],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
    )


def _span(record: Record, kinds: tuple[str, ...]) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    files = record.coverage[record.coverage["kind"].isin(kinds)]
    first, last = files["first"].min(), files["last"].max()
    if pd.isna(first) or pd.isna(last) or first > record.day:
        return None
    return pd.Timestamp(first), min(pd.Timestamp(last), record.day)


def _marks(marks: pd.DataFrame, lanes: list[str], name: str, *, counts: bool) -> go.Scatter:
    return go.Scatter(
        x=marks["day"].dt.strftime("%Y-%m-%d").tolist(),
        y=[lanes.index(lane) for lane in marks["lane"]],
        mode="markers",
        name=name,
        marker={
            "symbol": "circle" if counts else "diamond-open",
            "size": [min(SIZE + 1.5 * (n - 1), LARGEST) for n in marks["size"]],
            "color": BAR,
            "opacity": 0.8,
            "line": {"width": 1.5 if not counts else 0, "color": BAR},
        },
        customdata=marks[["lane", "when", "told", "rows"]].to_numpy().tolist(),
        hovertemplate=(
            "<b>%{customdata[1]}</b>, %{customdata[0]}<br>%{customdata[2]}<br>%{customdata[3]}<extra></extra>"
        ),
    )


def _mark_silence(figure: go.Figure, record: Record, lanes: list[str]) -> None:
    """Shade the days from the last contact to the end of what is known, and say how many they are."""
    days = int(record.tie["silence_days"])
    if days < FEWEST_DAYS:
        return
    first, end = record.tie["last_contact"], silence_end(record)
    figure.add_shape(
        type="rect",
        x0=f"{first:%Y-%m-%d}",
        x1=f"{end:%Y-%m-%d}",
        y0=-0.55,
        y1=len(lanes) - 0.5,
        fillcolor=SILENCE,
        line_width=0,
        layer="below",
    )
    figure.add_annotation(
        x=f"{end:%Y-%m-%d}",
        y=-0.6,
        xanchor="right",
        yanchor="bottom",
        text=f"{counted(days, 'day')} of silence",
        showarrow=False,
        font={"size": 12},
    )
