"""How good what came was: engagement, support and guidance, by the class of the tie when it was asked."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from weaklib.views.bars import FEWEST_FOR_A_SHARE, label_rows
from weaklib.views.theme import CLASS_COLOURS, counted, headed, safe, sentence

RATED = ("engagement", "support", "guidance")
BEST = 3
"""Ratings run from 0 to 3."""


def rating_dots(ratings: pd.DataFrame) -> go.Figure:
    """Draw the mean of each rating by class, with one standard deviation to each side.

    Parameters
    ----------
    ratings
        From `summary`, one row a rating and class: `measure` (engagement, support or guidance), `group` (the
        class when asked), `n`, `value` (the mean) and `spread` (the standard deviation; nan below two).

    Returns
    -------
    plotly.graph_objects.Figure
        Three panels, one row a class; hollow where fewer than 5 ratings stand behind a mean. A sentence where
        nothing was rated.
    """
    rated = ratings[ratings["measure"].isin(RATED) & ratings["n"].gt(0)]
    if rated.empty:
        return sentence(
            "Nothing was rated in this time",
            "An outcome may carry 0 to 3 for engagement, support and guidance.",
        )
    groups = [name for name in CLASS_COLOURS if name in set(rated["group"])]
    groups += sorted(set(rated["group"]) - set(groups))
    figure = make_subplots(1, len(RATED), shared_yaxes=True, horizontal_spacing=0.04)
    figure.update_layout(template="weaklib", showlegend=False)
    for column, measure in enumerate(RATED, 1):
        where = {"row": 1, "col": column}
        figure.add_scatter(x=[None], y=[None], hoverinfo="skip", **where)  # else an empty panel has no axis
        for row in rated[rated["measure"] == measure].to_dict("records"):
            figure.add_trace(_dot(row, groups.index(row["group"])), **where)
        label_rows(figure, groups, places=range(len(groups)), where=where)
        figure.update_xaxes(
            title=f"{measure}, 0 to 3", range=[-0.15, BEST + 0.75], tickvals=[0, 1, 2, 3], **where
        )
    note = f"Line: one standard deviation to each side. Hollow: fewer than {FEWEST_FOR_A_SHARE} ratings."
    return headed(figure, finding(rated), note, height=110 + 42 * len(groups))


def finding(rated: pd.DataFrame) -> str:
    """Return the mean of each rating over all classes, with how many stand behind it."""
    said = []
    for measure in RATED:
        rows = rated[rated["measure"] == measure]
        n = int(rows["n"].sum())
        if n:
            mean = float((rows["value"] * rows["n"]).sum()) / n
            said.append(f"{measure} {mean:.1f} (n = {n:,})")
    return f"On average, of 3: {', '.join(said)}"


def _dot(row: dict[Any, Any], place: int) -> go.Scatter:
    colour, n = CLASS_COLOURS.get(str(row["group"]), CLASS_COLOURS["nominal"]), int(row["n"])
    spread = float(row["spread"]) if pd.notna(row["spread"]) else 0.0
    mean = round(float(row["value"]), 2)
    known = f" ± {spread:.1f}" if pd.notna(row["spread"]) else ""
    return go.Scatter(
        x=[mean],
        y=[place],
        mode="markers+text",
        marker={
            "size": 12,
            "color": colour if n >= FEWEST_FOR_A_SHARE else "#FFFFFF",
            "line": {"width": 2, "color": colour},
        },
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [round(min(spread, BEST - mean), 2)],
            "arrayminus": [round(min(spread, mean), 2)],
            "color": colour,
            "thickness": 2,
            "width": 0,
        },
        text=[f"n = {n:,}"],
        textposition="top center",
        textfont={"size": 11},
        cliponaxis=False,
        customdata=[[safe(row["group"]), f"{mean:.1f}{known}", counted(n, "rating")]],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}, of %{customdata[2]}<extra></extra>",
    )
