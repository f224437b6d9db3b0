"""The figures of a shared report, drawn from a `Shared` and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from weaklib.action.impact.intervals import Interval, wilson
from weaklib.action.impact.steps import REPLIED
from weaklib.action.impact.words import CAME_OF_IT
from weaklib.measures.turnover import LIVING
from weaklib.pages.prose import markdown, table
from weaklib.pages.share.labels import ASKED, GROUPS, STEPS
from weaklib.pages.share.shared import Shared
from weaklib.pages.share.told import MEANINGS, people
from weaklib.views.bars import BAR, label_rows, lay_bars
from weaklib.views.classes_over_time import labels
from weaklib.views.theme import CLASS_COLOURS, headed, sentence

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from IPython.display import HTML, Markdown

LEAST_ROWS, ALL_NAMED, MOST_PAIRS = 2, 9, 15
"""Of fewer days there is no course; so many have their names below; so many pairs of circles are listed."""
ROOM = 1.06
"""How long the axis of bars is, in lengths of the longest one."""


def class_bars(shared: Shared) -> go.Figure:
    """Draw how many people are in each class of tie that is shown."""
    shown = shared.column("class")
    told = [f"{value:,} or more: {MEANINGS[str(name)]}" for name, value in shown.items()]
    living = people(shared, LIVING)
    title = f"{living:,} people or more are in touch" if living else "How many are in touch is not shown"
    return _bars(shown, title, shared, told=told, colours=[CLASS_COLOURS[str(name)] for name in shown.index])


def field_bars(shared: Shared) -> go.Figure:
    """Draw how many people work in each field that is shown."""
    return _listed(shared, "field", "field of work", "work in")


def rank_bars(shared: Shared) -> go.Figure:
    """Draw how many people have each rank that is shown."""
    return _listed(shared, "rank", "rank", "have the rank")


def trend_bars(shared: Shared) -> go.Figure:
    """Draw how many people each class had on the days that are shown."""
    import plotly.graph_objects as go

    grid = shared.grid("trend").dropna(how="all")
    if len(grid) < LEAST_ROWS:
        return sentence("The course is not shown", "Too few days have numbers that may be shown.")
    names = labels(pd.DatetimeIndex(grid.index))
    figure = go.Figure(layout={"template": "weaklib"})
    for name, colour in CLASS_COLOURS.items():
        if grid[name].notna().any():
            values = [None if pd.isna(value) else int(value) for value in grid[name]]
            figure.add_bar(x=names, y=values, name=name, marker={"color": colour})
    figure.update_traces(hovertemplate="<b>%{fullData.name}</b>, %{x}<br>%{y} people or more<extra></extra>")
    figure.update_layout(
        barmode="stack",
        barcornerradius=0,
        showlegend=True,
        legend={"y": -0.22, "traceorder": "normal"},
        xaxis={"type": "category", "nticks": len(names) if len(names) <= ALL_NAMED else 7},
        yaxis={"title": "people", "rangemode": "tozero"},
    )
    living = grid.reindex(columns=list(LIVING)).sum(axis=1)
    first, last = (f"{int(living.iloc[at]):,}+ in {names[at]}" for at in (0, -1))
    title = f"Ties that are alive: {first}, {last}"
    return headed(figure, title, f"Each bar in steps of {shared.k}; smaller ones are not shown.", height=400)


def class_table(shared: Shared) -> HTML | None:
    """Return what each class that is shown means; None where none is."""
    shown = shared.column("class")
    rows = [
        {"Class of tie": name, "What it says": MEANINGS[str(name)], "People": f"{value:,}+"}
        for name, value in shown.items()
    ]
    return table(pd.DataFrame(rows), caption="The classes of ties, from the closest on.") if rows else None


def circle_table(shared: Shared) -> HTML | None:
    """Return the circles that are shown by how many people they have; None where there are none."""
    circles = shared.column("circle")
    rows = [
        {"People": f"{value:,}+", "Circles": tuple(map(str, of.index))}
        for value, of in circles.groupby(circles, sort=False)
    ]
    some = 2 * shared.k
    return table(pd.DataFrame(rows), caption=f"{some}+ means {some} or more.") if rows else None


def tie_table(shared: Shared) -> HTML | None:
    """Return the ties between circles that are shown, the most first; None where there are none."""
    ties = [(value, one, other) for (of, one, other), value in shared.told.items() if of == "tie"]
    rows = [
        {"Between": f"{one} and {other}", "Ties": f"{value:,}+"}
        for value, one, other in sorted(ties, key=lambda tie: (-tie[0], *tie[1:]))
    ]
    rest = f" {len(rows) - MOST_PAIRS} more are on the map." if len(rows) > MOST_PAIRS else ""
    caption = f"Pairs of people of two circles who know each other, or probably do.{rest}"
    return table(pd.DataFrame(rows[:MOST_PAIRS]), caption=caption) if rows else None


def rates(shared: Shared) -> pd.DataFrame:
    """Return how often weak and strong ties answered, with intervals that allow for the rounding too.

    Parameters
    ----------
    shared
        Of which the messages, and the answers, are shown in steps.

    Returns
    -------
    DataFrame
        As `rate_intervals` takes it; nan where the answers are not shown.
    """
    told, more = shared.told, shared.k - 1
    rows = []
    for group in GROUPS:
        n, count = (told.get(("asked", group, step), 0) for step in (ASKED, REPLIED))
        if not n:
            continue
        low, high = Interval(float("nan"), float("nan"))
        value = float("nan")
        if count:
            low, high = wilson(count, n + more).low, wilson(min(count + more, n), n).high
            value = (count + more / 2) / (n + more / 2) if count < n else 1 - more / 4 / (n + more / 2)
        rows.append(
            {
                "group": f"{group} ties",
                "count": count,
                "n": n,
                "pending": 0,
                "value": value,
                "low": low,
                "high": high,
                "shown": f"{count:,}+ of {n:,}+" if count else f"fewer than {shared.k} of {n:,}+",
                "colour": CLASS_COLOURS[group],
            }
        )
    columns = ["group", "count", "n", "pending", "value", "low", "high", "shown", "colour"]
    return pd.DataFrame(rows, columns=columns)


def rate_chart(shared: Shared) -> go.Figure | None:
    """Draw how often weak and strong ties answered; None where too few were asked."""
    from weaklib.views.impact_rates import rate_intervals

    found = rates(shared)
    if found.empty or found["value"].isna().all():
        return None
    told = " and ".join(f"{row['shown']} to {row['group']}" for row in found.to_dict("records"))
    note = "Lines: 95 % intervals, widened by what the rounding hides."
    title = f"Messages answered within 14 days: {told}"
    figure = rate_intervals(found, title=title, note=note, axis="messages answered, in percent")
    # on a phone there is no room for more, and they would be turned on their side
    return figure.update_xaxes(tickvals=[0, 50, 100], ticktext=["0 %", "50 %", "100 %"])


def outcomes(shared: Shared) -> HTML | Markdown:
    """Return what came of asking, as far as it may be shown."""
    told = shared.told
    rows = [
        {
            "Messages": "sent" if step == ASKED else CAME_OF_IT[step],
            **{
                f"To {group} ties": f"{value:,}+"
                if (value := told.get(("asked", group, step)))
                else "not shown"
                for group in GROUPS
            },
        }
        for step in STEPS
        if any(told.get(("asked", group, step)) for group in GROUPS)
    ]
    if not rows:
        return markdown(
            f"Fewer than {shared.k} people were asked this year and had time to answer;",
            "so it is not shown what came of it.",
        )
    return table(pd.DataFrame(rows), caption="Of messages of this year that are at least 14 days old.")


def _listed(shared: Shared, of: str, noun: str, verb: str) -> go.Figure:
    shown = shared.column(of)
    if shown.empty:
        return sentence(f"No {noun} is shown", f"None has {shared.k} people or more that may be shown.")
    title = f"{shown.iloc[0]:,} people or more {verb} {shown.index[0]}"
    title += f", the most of the {len(shown)} shown" if len(shown) > 1 else ", the only one shown"
    return _bars(shown, title, shared, told=[f"{value:,} people or more" for value in shown])


def _bars(
    shown: pd.Series[int], title: str, shared: Shared, *, told: list[str], colours: list[str] | None = None
) -> go.Figure:
    import plotly.graph_objects as go

    if shown.empty:
        return sentence(title, f"No group has {shared.k} people or more that may be shown.")
    rows = pd.DataFrame(
        {
            "place": range(len(shown)),
            "value": shown.to_numpy(),
            "text": [f"{value:,}+" for value in shown],
            "told": list(zip(shown.index, told, strict=True)),
            "colour": colours or [BAR] * len(shown),
        }
    )
    figure = go.Figure(layout={"template": "weaklib", "showlegend": False})
    lay_bars(figure, rows)
    label_rows(figure, list(shown.index), places=list(rows["place"]), width=32)
    # to a range that is given the page adds room on a phone, where the numbers would be cut off
    figure.update_xaxes(title="people", range=[0, ROOM * int(shown.max())])
    return headed(figure, title, f"Rounded down to steps of {shared.k}.", height=96 + 28 * len(rows))
