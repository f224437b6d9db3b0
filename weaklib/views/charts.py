"""Charts of what the measures say; the title of each is the finding, computed from what it draws."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from weaklib.measures.period import day_of
from weaklib.views.bars import BAR, FEWEST_FOR_A_SHARE, STALE_BAR, count_and_share, label_rows, lay_bars
from weaklib.views.class_history import class_history
from weaklib.views.classes_over_time import classes_over_time
from weaklib.views.new_connections import new_connections
from weaklib.views.night import on_dark
from weaklib.views.reach import bridge_bars, diversity_bars
from weaklib.views.theme import (
    CLASS_COLOURS,
    CLASS_MEANINGS,
    CONFIG,
    counted,
    headed,
    on_day,
    safe,
    sentence,
    short,
    use_template,
)
from weaklib.views.tie_timeline import tie_timeline

__all__ = [
    "CLASS_COLOURS",
    "CONFIG",
    "bridge_bars",
    "class_bars",
    "class_history",
    "classes_over_time",
    "diversity_bars",
    "freshness",
    "growth",
    "new_connections",
    "on_dark",
    "safe",
    "strength_histogram",
    "tie_timeline",
    "use_template",
]

STALE_DAYS = 30
"""A file that ends so many days before the newest one is called stale."""


def class_bars(ties: pd.DataFrame) -> go.Figure:
    """Draw how many contacts are in each class of tie.

    Parameters
    ----------
    ties
        From `tie_table`: its column `class`.

    Returns
    -------
    plotly.graph_objects.Figure
        One bar a class; a share stands beside a count of at least 5.
    """
    total, counts = len(ties), ties["class"].value_counts().reindex(list(CLASS_COLOURS), fill_value=0)
    if not total:
        return sentence("No contacts to count", "The exports name no contact yet.")
    if counts["unknown"] == total:
        title = f"How close you are to your {counted(total, 'contact')} is unknown"
        return sentence(title, "No export shows contact yet. Messages or a calendar would.")
    quiet = int(counts["fading"] + counts["dormant"])
    distant = int(counts["weak"] + counts["nominal"])
    title = f"{distant:,} of {counted(total, 'contact')} are weak ties or were never in touch"
    counts = counts[(counts > 0) | (counts.index != "unknown")]
    rows = pd.DataFrame(
        {
            "place": range(len(counts)),
            "value": counts.to_numpy(),
            "text": [count_and_share(count, total) for count in counts],
            "told": [(name, CLASS_MEANINGS[name]) for name in counts.index],
            "colour": [CLASS_COLOURS[name] for name in counts.index],
        }
    )
    figure = go.Figure(layout={"template": "weaklib"})
    lay_bars(figure, rows)
    label_rows(figure, list(counts.index), places=range(len(counts)))
    figure.update_xaxes(title="contacts", range=[0, counts.max() * 1.15])
    return headed(figure, title + (f"; {quiet:,} have gone quiet" if quiet else ""), height=360)


def growth(people: pd.DataFrame, as_of: str | pd.Timestamp) -> go.Figure:
    """Draw the new connections by month, or by year where they span more than five years.

    Parameters
    ----------
    people
        From a book: its column `connected_on`.
    as_of
        The last day that counts.

    Returns
    -------
    plotly.graph_objects.Figure
        One bar a month or year, also where it has none.
    """
    day = day_of(as_of)
    connected = people["connected_on"].dropna()
    connected = connected[connected <= day]
    if connected.empty:
        return sentence(
            "No connections to date", "No export says when you connected; LinkedIn's Connections.csv would."
        )
    figure = new_connections(pd.DataFrame({"on": connected}), until=day)
    by_year = len(figure.data[0].x[0]) == len("2026")
    counts = connected.dt.to_period("Y" if by_year else "M").value_counts().sort_index()
    most = counts.index[int(counts.to_numpy().argmax())]
    title = f"{counted(len(connected), 'connection')} since {connected.min():%B %Y}"
    title += f"; the most in {most.strftime('%Y' if by_year else '%B %Y')}: {counts.max():,}"
    if len(connected) == 1:
        title = f"1 connection, on {on_day(pd.Timestamp(connected.iloc[0]))}"
    undated = int(people["connected_on"].isna().sum())
    note = f"To {on_day(day)}."
    note += f" {counted(undated, 'contact')} without a connection date." if undated else ""
    return headed(figure, title, note, height=340)


def strength_histogram(ties: pd.DataFrame) -> go.Figure:
    """Draw how strong the ties are, leaving out who was never in touch or is not known.

    Parameters
    ----------
    ties
        From `tie_table`: its columns `strength` and `class`.

    Returns
    -------
    plotly.graph_objects.Figure
        Twenty bars from 0 to 1, stacked by class.
    """
    measured = ties[ties["strength"].notna() & ties["class"].ne("nominal")]
    if measured.empty:
        return sentence(
            "No tie has a measurable strength", "No export shows contact yet. Messages or a calendar would."
        )
    edges = np.linspace(0, 1, 21)
    figure = go.Figure(layout={"template": "weaklib"})
    for name, colour in CLASS_COLOURS.items():
        strength = measured.loc[measured["class"] == name, "strength"]
        if len(strength):
            counts = np.histogram(strength, edges)[0].tolist()
            told = [
                [name, f"{low:.2f} to {low + 0.05:.2f}", counted(n, "contact")]
                for low, n in zip(edges, counts, strict=False)
            ]
            figure.add_bar(
                x=(edges[:-1] + 0.025).round(3).tolist(),
                y=counts,
                width=0.046,
                name=name,
                marker={"color": colour},
                customdata=told,
                hovertemplate="<b>%{customdata[0]}</b>, %{customdata[1]}<br>%{customdata[2]}<extra></extra>",
            )
    figure.update_layout(barmode="stack", barcornerradius=0, legend={"y": -0.2, "traceorder": "normal"})
    figure.update_xaxes(title="strength of the tie, from 0 to 1", range=[0, 1], dtick=0.2)
    figure.update_yaxes(title="contacts")
    shown, half, left_out = (
        counted(len(measured), "tie"),
        measured["strength"].median(),
        len(ties) - len(measured),
    )
    title = f"Half of {shown} with contact are weaker than {half:.2f}"
    if len(measured) < FEWEST_FOR_A_SHARE:
        title = f"{shown} with contact, the middle strength {half:.2f}"
    note = f"Left out: {counted(left_out, 'contact')} never in touch or unknown." if left_out else ""
    return headed(figure, title, note, height=360)


def freshness(coverage: pd.DataFrame) -> go.Figure:
    """Draw from when to when each input file speaks.

    Parameters
    ----------
    coverage
        From a book.

    Returns
    -------
    plotly.graph_objects.Figure
        One bar a dated file, from its first row to the last day that it covers.
    """
    dated = coverage[coverage["first"].notna() & coverage["last"].notna()]
    dated = dated.sort_values(["last", "first"], kind="stable")
    if dated.empty:
        return sentence("No input file holds a date", "How fresh the exports are cannot be said.")
    newest = dated["last"].max()
    behind = (newest - dated["last"]).dt.days
    names = [str(source).rsplit("/", 1)[-1] for source in dated.index]
    files: Iterator[Any] = dated.itertuples()
    told = [(name, _file_told(file)) for name, file in zip(names, files, strict=True)]
    days = (dated["last"] - dated["first"]).dt.days.clip(lower=1)
    stale = (behind > STALE_DAYS).to_numpy()
    rows = pd.DataFrame(
        {
            "place": range(len(dated)),
            "value": days.to_numpy() * 86_400_000,
            "text": "",
            "told": told,
            "colour": np.where(stale, STALE_BAR, BAR),
        }
    )
    figure = go.Figure(layout={"template": "weaklib"})
    for name, chosen in (("current", ~stale), (f"ends more than {STALE_DAYS} days before the newest", stale)):
        if chosen.any():
            base = dated["first"][chosen].dt.strftime("%Y-%m-%d").tolist()
            lay_bars(figure, rows[chosen], name=name, base=base)
    label_rows(figure, names, places=range(len(dated)), width=32)
    figure.update_layout(barmode="overlay", legend_y=-0.16, xaxis_type="date")
    title = f"All {len(dated):,} dated files reach {on_day(newest)}"
    if len(dated) == 1:
        title = f"{short(names[0], 40)} reaches {on_day(newest)}"
    elif behind.max() > 0:
        late = counted(int(behind.max()), "day")
        title = f"{short(names[0], 40)} ends {late} before the newest file, {on_day(newest)}"
    undated = len(coverage) - len(dated)
    note = f"{counted(undated, 'further file')} without dates." if undated else ""
    return headed(figure, title, note, height=110 + 30 * len(dated))


def _file_told(file: Any) -> str:
    span = f"{on_day(file.first)} to {on_day(file.last)}"
    return f"{file.kind}: {span}, {counted(file.rows, 'row')}, {file.used:,} used"
