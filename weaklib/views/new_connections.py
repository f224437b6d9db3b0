"""Where new connections came from, by month: whole bars for those that became two-way, hatched for others."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from weaklib.views.bars import BAR
from weaklib.views.theme import CLASS_COLOURS, RULE, counted, headed, sentence

SOURCES: Mapping[str, str] = MappingProxyType(
    {
        "introduced": CLASS_COLOURS["weak"],
        "event": CLASS_COLOURS["moderately weak"],
        "their invitation": CLASS_COLOURS["strong"],
        "your invitation": CLASS_COLOURS["fading"],
        "same school": CLASS_COLOURS["dormant"],
        "same employer": CLASS_COLOURS["unknown"],
        "not known": CLASS_COLOURS["nominal"],
    }
)
"""How a connection came, in the order of the stack, and its colour: the seven that anybody can tell apart."""
CAME: Mapping[str, str] = MappingProxyType(
    {
        "introduced": "through an introduction",
        "event": "after a meeting or thread",
        "their invitation": "by their invitation",
        "your invitation": "by your invitation",
        "same school": "from the same school",
        "same employer": "from the same employer",
        "not known": "in a way that is not known",
    }
)
"""How each goes on in a sentence."""
UNDIVIDED = "new connections"
"""The one bar of each month where nothing tells how they came."""
FEW, FEW_WIDTH = 4, 0.3
"""Fewer bars than this are so wide, in their distance."""
MAX_MONTHS = 60
"""A longer time than this is drawn by year."""


def new_connections(
    table: pd.DataFrame, months: pd.DataFrame | None = None, *, until: pd.Timestamp | None = None
) -> go.Figure:
    """Draw the new connections of each month by how they came.

    Parameters
    ----------
    table
        From `arrivals`: `on`, `how` and `two_way_since`. Without `how` the bars are not divided, and without
        `two_way_since` none is hatched.
    months
        From `per_month`: one row a month; nan where nothing was recorded. By default every month from the
        first connection on counts as recorded.
    until
        The last day where no `months` are given; by default that of the last connection.

    Returns
    -------
    plotly.graph_objects.Figure
        Stacked bars, by year where there are more than 60 months; a sentence where there are none.
    """
    if table.empty:
        return sentence("No new connection in this time", "The exports name none with a date in it.")
    every = _months(table, months, until)
    by_year = len(every) > MAX_MONTHS
    periods = every.asfreq("Y").unique() if by_year else every
    figure = go.Figure(layout={"template": "weaklib"})
    _stack(figure, table, periods)
    _lay_axes(figure, periods, most=int(heights(table, periods).max()))
    if months is None:
        return headed(figure, finding(table), _note(table, 0), height=360)
    silent = every[months.isna().all(axis=1).to_numpy()]
    for place in _silent(periods, silent):
        figure.add_vrect(x0=place - 0.5, x1=place + 0.5, fillcolor=RULE, line_width=0, layer="below")
    return headed(figure, finding(table), _note(table, len(silent)), height=360)


arrivals_by_month = new_connections
"""As it is called among the charts of what was asked and what came of it."""


def heights(table: pd.DataFrame, periods: pd.PeriodIndex) -> pd.Series[int]:
    """Return how many connections came in each period."""
    counts: pd.Series[int] = table["on"].dt.to_period(periods.freqstr[0]).value_counts()
    return counts.reindex(periods, fill_value=0)


def _months(table: pd.DataFrame, months: pd.DataFrame | None, until: pd.Timestamp | None) -> pd.PeriodIndex:
    if months is not None:
        return pd.PeriodIndex(months.index, freq="M")
    last = table["on"].max() if until is None else until
    return pd.period_range(table["on"].min().to_period("M"), last.to_period("M"), freq="M")


def _stack(figure: go.Figure, table: pd.DataFrame, periods: pd.PeriodIndex) -> None:
    """Add the bars: for each way of coming those with two-way contact, then the others."""
    how = table.get("how", pd.Series(UNDIVIDED, index=table.index))
    both = table["two_way_since"].notna() if "two_way_since" in table else pd.Series(True, index=table.index)
    for way, two_way in itertools.product([*SOURCES, UNDIVIDED], (True, False)):
        chosen = (how == way) & (both == two_way)
        if chosen.any():
            named = way in {trace.name for trace in figure.data}
            state = ("two-way by now" if two_way else "not two-way yet") if "two_way_since" in table else ""
            bars = _bars(heights(table[chosen], periods), way, state, hatched=not two_way)
            figure.add_trace(bars.update(showlegend=not named and way != UNDIVIDED))


def _lay_axes(figure: go.Figure, periods: pd.PeriodIndex, *, most: int) -> None:
    names = [_called(period) for period in periods]
    by_year = periods.freqstr.startswith("Y")
    figure.update_layout(
        barmode="stack", barcornerradius=0, bargap=0.3, legend={"y": -0.16, "traceorder": "normal"}
    )
    figure.update_yaxes(
        title=f"new connections a {'year' if by_year else 'month'}", dtick=1 if most < 6 else None
    )
    figure.update_xaxes(
        type="category",
        categoryarray=names,
        range=[-0.5, len(names) - 0.5],
        nticks=min(len(names), 13 if by_year else 8),
        ticklabelstandoff=5,
    )


def finding(table: pd.DataFrame) -> str:
    """Return how many came, in which way the most, and with how many contact became two-way."""
    start = counted(len(table), "new connection")
    if "how" in table:
        counts = table["how"].value_counts().reindex(list(SOURCES), fill_value=0)
        known = counts.drop("not known")
        if known.any():
            most, way = int(known.max()), CAME[str(known.idxmax())]
            whole = "" if len(table) == 1 else " all" if most == len(table) else f" {most:,} of them"
            start += f",{whole} {way}"
    if "two_way_since" not in table:
        return start
    return f"{start}; {with_how_many(int(table['two_way_since'].notna().sum()))}"


def with_how_many(both: int) -> str:
    """Return with how many contact is two-way, in words; with none it may only not be known.

    >>> with_how_many(3), with_how_many(0)
    ('contact with 3 is two-way', 'contact with none is known to be two-way')
    """
    return f"contact with {both:,} is two-way" if both else "contact with none is known to be two-way"


def _note(table: pd.DataFrame, silent: int) -> str:
    unknown = int((table["how"] == "not known").sum()) if "how" in table else 0
    hatched = "two_way_since" in table and table["two_way_since"].isna().any()
    said = {
        "Hatched: contact is not two-way yet, as far as the exports and the ledger show.": hatched,
        f"How {counted(unknown, 'connection')} came is not known.": unknown,
        f"Grey: without a record, which is not zero ({counted(silent, 'month')}).": silent,
    }
    return " ".join(text for text, holds in said.items() if holds)


def _silent(periods: pd.PeriodIndex, months: pd.PeriodIndex) -> list[int]:
    """Return which bars are of months without a record; a year is, if all its months are."""
    if len(periods) and periods.freqstr.startswith("Y"):
        counts = months.asfreq("Y").value_counts()
        return [at for at, year in enumerate(periods) if counts.get(year, 0) == 12]
    return [at for at, month in enumerate(periods) if month in months]


def _called(period: Any) -> str:
    return str(period.strftime("%Y" if period.freqstr.startswith("Y") else "%b %Y"))


def _bars(counts: pd.Series[int], how: str, state: str, *, hatched: bool) -> go.Bar:
    names = [_called(period) for period in counts.index]
    colour = SOURCES.get(how, BAR)
    came = ", ".join(filter(None, [how if how != UNDIVIDED else "", state]))
    return go.Bar(
        x=names,
        y=[int(n) or None for n in counts],
        width=FEW_WIDTH if len(counts) < FEW else None,
        name=how,
        legendgroup=how,
        marker={
            "color": colour,
            "line": {"width": 1.5, "color": colour},
            "pattern": {"shape": "/" if hatched else "", "size": 7, "solidity": 0.3, "bgcolor": "#FFFFFF"},
        },
        customdata=[
            [name, counted(int(n), "new connection") + (f": {came}" if came else "")]
            for name, n in zip(names, counts, strict=True)
        ],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
    )
