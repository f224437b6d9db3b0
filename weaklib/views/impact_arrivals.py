"""Where new connections came from, by month: whole bars for those that became two-way, hatched for others."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd
import plotly.graph_objects as go

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
FEW, FEW_WIDTH = 4, 0.3
"""Fewer bars than this are so wide, in their distance."""
MAX_MONTHS = 60
"""A longer time than this is drawn by year."""


def arrivals_by_month(table: pd.DataFrame, months: pd.DataFrame) -> go.Figure:
    """Draw the new connections of each month by how they came.

    Parameters
    ----------
    table
        From `arrivals`: `on`, `how` and `two_way_since`.
    months
        From `per_month`: one row a month; nan where nothing was recorded.

    Returns
    -------
    plotly.graph_objects.Figure
        Stacked bars, by year where there are more than 60 months; a sentence where there are none.
    """
    if table.empty:
        return sentence("No new connection in this time", "The exports name none with a date in it.")
    by_year = len(months) > MAX_MONTHS
    every = pd.PeriodIndex(months.index, freq="M")
    periods = every.asfreq("Y").unique() if by_year else every
    when = table["on"].dt.to_period("Y" if by_year else "M")
    figure = go.Figure(layout={"template": "weaklib"})
    for how, two_way in itertools.product(SOURCES, (True, False)):
        chosen = (table["how"] == how) & (table["two_way_since"].notna() == two_way)
        if chosen.any():
            counts = when[chosen].value_counts().reindex(periods, fill_value=0)
            named = how in {trace.name for trace in figure.data}
            figure.add_trace(_bars(counts, how, two_way=two_way).update(showlegend=not named))
    figure.update_layout(
        barmode="stack", barcornerradius=0, bargap=0.3, legend={"y": -0.16, "traceorder": "normal"}
    )
    most = when.value_counts().max()
    figure.update_yaxes(
        title=f"new connections a {'year' if by_year else 'month'}", dtick=1 if most < 6 else None
    )
    names = [_called(period) for period in periods]
    figure.update_xaxes(
        type="category", categoryarray=names, range=[-0.5, len(names) - 0.5], nticks=min(len(names), 13)
    )
    without = every[months.isna().all(axis=1).to_numpy()]
    for place in _silent(periods, without):
        figure.add_vrect(x0=place - 0.5, x1=place + 0.5, fillcolor=RULE, line_width=0, layer="below")
    return headed(figure, finding(table), _note(table, months), height=360)


def finding(table: pd.DataFrame) -> str:
    """Return how many came, in which way the most, and with how many contact became two-way."""
    counts = table["how"].value_counts().reindex(list(SOURCES), fill_value=0)
    known = counts.drop("not known")
    both = with_how_many(int(table["two_way_since"].notna().sum()))
    start = counted(len(table), "new connection")
    if known.any():
        most, way = int(known.max()), CAME[str(known.idxmax())]
        whole = "" if len(table) == 1 else " all" if most == len(table) else f" {most:,} of them"
        start += f",{whole} {way}"
    return f"{start}; {both}"


def with_how_many(both: int) -> str:
    """Return with how many contact is two-way, in words; with none it may only not be known.

    >>> with_how_many(3), with_how_many(0)
    ('contact with 3 is two-way', 'contact with none is known to be two-way')
    """
    return f"contact with {both:,} is two-way" if both else "contact with none is known to be two-way"


def _note(table: pd.DataFrame, months: pd.DataFrame) -> str:
    unknown = int((table["how"] == "not known").sum())
    silent = int(months.isna().all(axis=1).sum())
    said = {
        "Hatched: contact is not two-way yet, as far as the exports and the ledger show.": table[
            "two_way_since"
        ]
        .isna()
        .any(),
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


def _bars(counts: pd.Series[int], how: str, *, two_way: bool) -> go.Bar:
    names = [_called(period) for period in counts.index]
    state = "two-way by now" if two_way else "not two-way yet"
    return go.Bar(
        x=names,
        y=[int(n) or None for n in counts],
        width=FEW_WIDTH if len(counts) < FEW else None,
        name=how,
        legendgroup=how,
        marker={
            "color": SOURCES[how],
            "line": {"width": 1.5, "color": SOURCES[how]},
            "pattern": {"shape": "" if two_way else "/", "size": 7, "solidity": 0.3, "bgcolor": "#FFFFFF"},
        },
        customdata=[
            [name, counted(int(n), "new connection"), how, state]
            for name, n in zip(names, counts, strict=True)
        ],
        hovertemplate=(
            "<b>%{customdata[0]}</b><br>%{customdata[1]}: %{customdata[2]}, %{customdata[3]}<extra></extra>"
        ),
    )
