"""Rates with their intervals, one under the other, so that nobody reads more into few cases than is there."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from weaklib.action.impact.comparison import Contrast
from weaklib.action.impact.intervals import Interval
from weaklib.action.impact.rates import rate_of
from weaklib.action.impact.steps import STRONG, WEAK
from weaklib.action.impact.words import CAME_OF_IT, share_in_words
from weaklib.views.bars import FEWEST_FOR_A_SHARE, label_rows
from weaklib.views.theme import CLASS_COLOURS, SOFT_INK, counted, headed, safe, sentence

NEUTRAL = CLASS_COLOURS["nominal"]
ROOM = 72
"""How far right of the hundred percent the words beside an interval reach, in units of the axis."""


def rate_intervals(rates: pd.DataFrame, *, title: str, note: str = "", axis: str = "") -> go.Figure:
    """Draw rates as dots on their 95 % intervals.

    A row of fewer than 5 has no dot and no interval: of so few the counts stand alone.

    Parameters
    ----------
    rates
        One row a group, in the order in which they are drawn: `group` (what it is called), `count`, `n`,
        `pending`, `value`, `low` and `high` (from 0 to 1; nan where there are too few), `shown` (the words
        beside it). A column `colour` is optional; by default the group's, if it is a class of tie.
    title
        The finding.
    note
        What stands under it.
    axis
        What the rate is of.

    Returns
    -------
    plotly.graph_objects.Figure
        One line a group; a sentence where no group is large enough for a rate.
    """
    if rates.empty:
        return sentence(title, "Nobody whose answer is due was asked.")
    if not enough(rates).any():
        return sentence(title, f"Fewer than {FEWEST_FOR_A_SHARE} in each group: too few for a rate.")
    rows = rates.assign(place=range(len(rates)), colour=_colours(rates))
    figure = go.Figure(layout={"template": "weaklib", "showlegend": False})
    for row in rows[enough(rows)].to_dict("records"):
        figure.add_trace(_interval(row))
    figure.add_trace(_words(rows))
    label_rows(figure, rows["group"].tolist(), places=rows["place"].tolist(), width=34)
    figure.update_xaxes(
        title=axis or "percent",
        range=[-2, 100 + ROOM],
        tickvals=list(range(0, 101, 20)),
        ticktext=[f"{tick} %" for tick in range(0, 101, 20)],
    )
    return headed(figure, title, note, height=96 + 38 * len(rows))


def weak_and_strong(contrast: Contrast, summary: pd.DataFrame) -> go.Figure:
    """Draw how often weak ties and strong ones answered, and then each class.

    Parameters
    ----------
    contrast
        From `contrast`: of all attempts, or of some.
    summary
        From `summary`, of the same period.

    Returns
    -------
    plotly.graph_objects.Figure
        See `rate_intervals`; the title says what follows, which may be that nothing does.
    """
    classes = summary[summary["measure"].eq(contrast.step) & summary["by"].eq("class") & summary["n"].gt(0)]
    classes = classes.assign(colour=[CLASS_COLOURS.get(str(group), NEUTRAL) for group in classes["group"]])
    weak = classes[classes["group"].isin(WEAK)]
    parts = [
        _pooled("weak", contrast.weak_count, contrast.weak_n),
        weak.assign(group="· " + weak["group"].astype("str")).iloc[: len(weak) if len(weak) > 1 else 0],
        _pooled("strong", contrast.strong_count, contrast.strong_n),
        classes[~classes["group"].isin([*WEAK, *STRONG])],
    ]
    found = pd.concat(parts, ignore_index=True)
    found = found[found["n"].gt(0)].reset_index(drop=True)
    what = CAME_OF_IT[contrast.step]
    unknown = (
        f"Left out: {counted(contrast.unknown, 'attempt')} with a class not known."
        if contrast.unknown
        else ""
    )
    pending = f"{counted(contrast.pending, 'attempt')} not due yet." if contrast.pending else ""
    note = " ".join(filter(None, ["Lines: 95 % intervals.", unknown, pending]))
    few = not enough(found).any()
    return rate_intervals(
        found, title=finding(contrast), note="" if few else note, axis=f"attempts {what}, in percent"
    )


def finding(contrast: Contrast) -> str:
    """Return what follows from a comparison, with the counts that it rests on."""
    if not contrast.weak_n + contrast.strong_n:
        return "No message is due for an answer yet"
    groups = (
        (contrast.weak_count, contrast.weak_n, "weak ties"),
        (contrast.strong_count, contrast.strong_n, "strong ties"),
    )
    told = " and ".join(f"{count:,} of {n:,} to {whom}" for count, n, whom in groups if n)
    told = told.replace(" to ", " messages to ", 1)
    start = {"weak more": "More often with weak ties: ", "weak less": "Less often with weak ties: "}
    end = {"no conclusion": "; no conclusion", "too few": "; too few to compare"}
    verb = "was" if contrast.weak_n + contrast.strong_n == 1 else "were"
    head, tail = start.get(contrast.verdict, ""), end.get(contrast.verdict, "")
    return f"{head}{told} {verb} {CAME_OF_IT[contrast.step]}{tail}"


def _pooled(name: str, count: int, n: int) -> pd.DataFrame:
    value, low, high = rate_of(count, n)
    row = {
        "group": "weak ties (all but strong)" if name == "weak" else "strong ties",
        "count": count,
        "n": n,
        "pending": 0,
        "value": value,
        "low": low,
        "high": high,
        "shown": share_in_words(count, n, Interval(low, high)),
        "colour": CLASS_COLOURS[name],
    }
    return pd.DataFrame([row])


def enough(rates: pd.DataFrame) -> pd.Series[bool]:
    """Return of which rows a rate may be shown: at least 5, and it is known."""
    return rates["n"].ge(FEWEST_FOR_A_SHARE) & rates["value"].notna()


def _colours(rates: pd.DataFrame) -> list[str]:
    if "colour" in rates:
        return [str(colour) for colour in rates["colour"]]
    return [CLASS_COLOURS.get(str(group), NEUTRAL) for group in rates["group"]]


def _interval(row: dict[Any, Any]) -> go.Scatter:
    value, low, high = (round(100 * float(row[end]), 1) for end in ("value", "low", "high"))
    return go.Scatter(
        x=[value],
        y=[row["place"]],
        mode="markers",
        marker={"size": 13, "color": row["colour"], "line": {"width": 2, "color": "#FFFFFF"}},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [round(high - value, 1)],
            "arrayminus": [round(value - low, 1)],
            "color": row["colour"],
            "thickness": 3,
            "width": 0,
        },
        customdata=[[safe(row["group"]), safe(row["shown"]), safe(_pending(row["pending"]))]],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}%{customdata[2]}<extra></extra>",
    )


def _words(rows: pd.DataFrame) -> go.Scatter:
    """Right of the hundred percent what each row says; a row of too few says so itself."""
    few = ~enough(rows)
    said = [
        f"{shown}; too few for a rate" if small and n else str(shown)
        for shown, small, n in zip(rows["shown"], few, rows["n"], strict=True)
    ]
    return go.Scatter(
        x=[106] * len(rows),
        y=rows["place"].tolist(),
        mode="text",
        text=[safe(text) for text in said],
        textposition="middle right",
        textfont={"size": 12, "color": SOFT_INK},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _pending(pending: object) -> str:
    number = int(str(pending)) if pd.notna(pending) else 0  # type: ignore[call-overload]
    return f"; {counted(number, 'answer')} not due yet" if number else ""
