"""Labelled bars, one under the other: the shape that most charts share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from weaklib.measures.sentences import hundredths
from weaklib.views.theme import CLASS_COLOURS, safe, short

BAR, STALE_BAR = CLASS_COLOURS["moderately weak"], CLASS_COLOURS["fading"]
OTHERS, NOT_KNOWN = CLASS_COLOURS["nominal"], "#C3CBD1"
FEWEST_FOR_A_SHARE = 5
"""Below this many contacts a count stands alone: a percentage of so few would look like knowledge."""


def lay_bars(
    figure: go.Figure,
    rows: pd.DataFrame,
    *,
    name: str = "",
    where: dict[str, int] | None = None,
    base: Sequence[Any] | None = None,
) -> None:
    """Add one trace of horizontal bars: a row of `rows` each, at its `place` from the top.

    `rows` has `place`, `value`, `text` (beside the bar), `told` (the hover) and `colour`, and may have
    `hatched`, for what is not known; `text` and `told` are escaped here.
    """
    figure.add_trace(
        go.Bar(
            y=rows["place"].tolist(),
            x=rows["value"].tolist(),
            base=base,
            orientation="h",
            marker={"color": rows["colour"].tolist(), **_hatched(rows)},
            text=[safe(text) for text in rows["text"]],
            textposition="outside",
            cliponaxis=False,
            textfont={"size": 12},
            customdata=[[safe(part) for part in told] for told in rows["told"]],
            hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
            name=name,
            showlegend=bool(name),
        ),
        **(where or {}),
    )


def _hatched(rows: pd.DataFrame) -> dict[str, Any]:
    if "hatched" not in rows:
        return {}
    shapes = ["/" if hatched else "" for hatched in rows["hatched"]]
    return {"pattern": {"shape": shapes, "size": 7, "solidity": 0.25, "fgopacity": 1}}


def label_rows(
    figure: go.Figure,
    labels: Sequence[object],
    *,
    places: Sequence[int],
    where: dict[str, int] | None = None,
    width: int = 24,
) -> None:
    """Write a label before each row; two rows may have the same one, as two people may."""
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(places),
        ticktext=[safe(short(label, width)) for label in labels],
        range=[max(places) + 0.6, min(places) - 0.6],
        showgrid=False,
        ticklabelstandoff=6,
        **(where or {}),
    )


def count_and_share(count: int, total: int) -> str:
    """Return a count, with its share where both are large enough for one.

    Examples
    --------
    >>> count_and_share(30, 120), count_and_share(4, 120)
    ('30 (25 %)', '4')
    >>> count_and_share(20, 30_000), count_and_share(29_980, 30_000)
    ('20 (under 1 %)', '29,980 (over 99 %)')
    """
    if count < FEWEST_FOR_A_SHARE:
        return f"{count:,}"
    share = hundredths(count / total)
    told = "under 1" if not share else "over 99" if share == 100 and count < total else f"{share}"
    return f"{count:,} ({told} %)"
