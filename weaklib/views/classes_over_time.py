"""The chart of how many ties of each class there were, from month to month or from year to year."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from weaklib.measures.sentences import listed
from weaklib.views.class_history import NEVER_SEEN, TOUCHED, finding, note
from weaklib.views.exported import CALLED, exported, first_day
from weaklib.views.new_connections import FEW, FEW_WIDTH
from weaklib.views.theme import CLASS_COLOURS, CLASS_MEANINGS, counted, headed, on_day, sentence

GAP, LOWER = 0.09, 0.3
"""The room between the two panels, and the height of the lower, in parts of the whole."""
MOST_NAMES = 7
"""So many names of months stand beside one another on 700 pixels."""
FEWEST_TICKS = 6
"""Of fewer contacts than that each has a line of its own."""
BEGINS = "#7B8794"
"""The line at which an export begins: read on paper and on a dark ground alike."""


def classes_over_time(trend: pd.DataFrame, coverage: pd.DataFrame) -> go.Figure:
    """Draw how many ties of each class there were at the end of each month, quarter or year.

    Those with whom contact is on record stand above; below, on an axis of their own, those with whom none is,
    which are many more in most books. What is unknown is hatched.

    Parameters
    ----------
    trend
        From `class_history` or `history.replay`: a column a class, indexed by the day. Days before the first
        export that could show contact are left out: the classes are not known then, which is not zero.
    coverage
        From the book: where an export begins within this time, a dashed line says so.

    Returns
    -------
    plotly.graph_objects.Figure
        A stacked bar a day; a sentence where no export could show contact.
    """
    classes, since = list(CLASS_COLOURS), None
    if len(trend):
        since = first_day(coverage, pd.Timestamp(trend.index[-1]))
        trend = trend[trend.index >= since] if since is not None else trend
    if trend.empty or not trend[classes].to_numpy().any():
        return sentence(
            "How your ties changed is not known", "No export shows contact yet. Messages or a calendar would."
        )
    if not trend[[*TOUCHED, "nominal"]].to_numpy().any():
        title = f"How close you were to your {counted(int(trend['unknown'].iloc[-1]), 'contact')} is unknown"
        return sentence(title, "No export that names them could show contact. Messages or a calendar would.")
    figure = go.Figure(layout={"template": "weaklib"})
    names = labels(pd.DatetimeIndex(trend.index))
    for kind in classes:
        if trend[kind].any():
            figure.add_trace(_bars(trend[kind], names, kind))
    _lay_axes(figure, trend, names)
    told = [note(trend, coverage), _mark_beginnings(figure, trend, coverage)]
    return headed(figure, finding(trend), " ".join(filter(None, told)), height=460)


def labels(days: pd.DatetimeIndex) -> list[str]:
    """Return a short name for each day: its year where all but the last end years, else its month.

    A last day that ends no month, or no year, is named in full or by its month.

    >>> labels(pd.DatetimeIndex(["2024-12-31", "2025-12-31", "2026-10-31"]))
    ['2024', '2025', 'Oct 2026']
    >>> labels(pd.DatetimeIndex(["2026-09-30", "2026-10-07"]))
    ['Sep 2026', '7 Oct 2026']
    """
    yearly = len(days) > 1 and bool(days[:-1].is_year_end.all())
    return [
        f"{day:%Y}"
        if yearly and day.is_year_end
        else f"{day:%b %Y}"
        if day.is_month_end
        else f"{day.day} {day:%b %Y}"
        for day in days
    ]


def _bars(counts: pd.Series[int], names: list[str], kind: str) -> go.Bar:
    days = [on_day(pd.Timestamp(str(day))) for day in counts.index]
    marker: dict[str, object] = {"color": CLASS_COLOURS[kind]}
    if kind == "unknown":
        marker["pattern"] = {"shape": "/", "size": 7, "solidity": 0.35, "fgopacity": 1}
    return go.Bar(
        x=names,
        y=counts.tolist(),
        yaxis="y2" if kind in NEVER_SEEN else "y",
        width=FEW_WIDTH if len(names) < FEW else None,
        name=kind,
        marker=marker,
        customdata=[
            [kind, counted(count, "contact"), day, CLASS_MEANINGS[kind]]
            for count, day in zip(counts.tolist(), days, strict=True)
        ],
        hovertemplate="<b>%{customdata[0]}</b>, %{customdata[2]}<br>%{customdata[1]}: %{customdata[3]}"
        "<extra></extra>",
    )


def _lay_axes(figure: go.Figure, trend: pd.DataFrame, names: list[str]) -> None:
    two = bool(trend[list(NEVER_SEEN)].to_numpy().any())
    touched = bool(trend[list(TOUCHED)].to_numpy().any())
    low = LOWER if two else 0.0
    figure.update_layout(
        barmode="stack",
        barcornerradius=0,
        showlegend=True,
        bargap=0.18,
        legend={"y": -0.14, "traceorder": "normal"},
        yaxis={
            "domain": [low + (GAP if two else 0), 1],
            "title": "contacts ever in touch",
            "rangemode": "tozero",
        },
        xaxis={
            "type": "category",
            "categoryarray": names,
            "range": [-0.5, len(names) - 0.5],
            "nticks": min(len(names), 13 if names[0].isdecimal() else MOST_NAMES),
            "anchor": "y2" if two else "y",
            "ticklabelstandoff": 5,
        },
    )
    if not touched:
        figure.update_layout(yaxis={"range": [0, 1], "dtick": 1})
    elif trend[list(TOUCHED)].sum(axis=1).max() < FEWEST_TICKS:
        figure.update_layout(yaxis={"dtick": 1})
    if two:
        figure.update_layout(
            yaxis2={
                "domain": [0, low],
                "title": "none on record",
                "rangemode": "tozero",
                "nticks": 4,
                "anchor": "x",
            }
        )


def _mark_beginnings(figure: go.Figure, trend: pd.DataFrame, coverage: pd.DataFrame) -> str:
    """Draw a line where an export begins after the first day, and return what the lines are."""
    days = pd.DatetimeIndex(trend.index)
    first = exported(coverage, days[-1])["first"]
    later = first[first > days[0]].sort_values(kind="stable")
    for began in later.drop_duplicates():
        place = int(days.searchsorted(began)) - 0.5
        figure.add_shape(
            type="line",
            x0=place,
            x1=place,
            y0=0,
            y1=1,
            yref="paper",
            line={"color": BEGINS, "width": 1.5, "dash": "dash"},
        )
    if later.empty:
        return ""
    begin = "begins" if [*later.index] in (["meeting"], ["mail"]) else "begin"
    called = listed([CALLED[str(channel)] for channel in later.index])
    return f"Dashed: where {called} {begin}, so what grows there may have been before."
