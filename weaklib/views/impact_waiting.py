"""How long replies take, as Kaplan and Meier count: who may still answer counts only for the days so far."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from weaklib.measures.sentences import hundredths
from weaklib.views.bars import FEWEST_FOR_A_SHARE
from weaklib.views.theme import CLASS_COLOURS, INK, counted, headed, sentence

LINE, BAND = CLASS_COLOURS["moderately weak"], "rgba(34, 116, 165, 0.18)"
DUE = 14
"""Up to which day a reply counts as one to that message."""
LEAST_DAYS, MOST_DAYS = 28, 120
"""The axis reaches at least and at most so far."""


def waiting(curve: pd.DataFrame) -> go.Figure:
    """Draw which part of those who were asked had answered by each day, with its 95 % band.

    Parameters
    ----------
    curve
        From `time_to_reply`: `days`, `survival`, `low`, `high`, `at_risk` and `events`, and in its attrs
        `n`, `pending`, `median` and `answered_by_14`.

    Returns
    -------
    plotly.graph_objects.Figure
        A step curve that rises with each reply; ticks on it where the wait of somebody pending ends with the
        record. A sentence where fewer than 5 were asked.
    """
    n, pending = int(curve.attrs.get("n", 0)), int(curve.attrs.get("pending", 0))
    answered = int(curve.attrs.get("answered", curve["events"].sum()))
    if n < FEWEST_FOR_A_SHARE:
        title = f"{answered} of {counted(n, 'message')} answered so far" if n else "Nobody was asked yet"
        return sentence(title, f"From {FEWEST_FOR_A_SHARE} messages on, a curve says how long replies take.")
    last = float(curve.loc[curve["events"] > 0, "days"].max()) if answered else 0.0
    end = min(max(LEAST_DAYS, last + 3), MOST_DAYS)
    steps = _steps(curve, end)
    figure = go.Figure(layout={"template": "weaklib"})
    figure.add_traces([*_band(steps), _line(steps), *_ended(steps)])
    figure.add_vline(x=DUE, line={"color": INK, "width": 1, "dash": "dot"})
    figure.add_annotation(
        x=DUE, y=1, yref="paper", yanchor="bottom", text=f"{DUE} days", showarrow=False, font_size=12
    )
    figure.update_xaxes(title="days since the message was sent", range=[0, end], dtick=7)
    figure.update_yaxes(title="answered, in percent", range=[0, 103], dtick=20)
    figure.update_layout(legend_y=-0.2, legend_traceorder="normal")
    return headed(figure, finding(curve), _note(n, answered, pending), height=360)


def finding(curve: pd.DataFrame) -> str:
    """Return what the curve says: by when half had answered, else how many by the fourteenth day."""
    n, median = int(curve.attrs["n"]), curve.attrs.get("median", float("nan"))
    by_due = curve.attrs.get("answered_by_14", float("nan"))
    if n < FEWEST_FOR_A_SHARE or pd.isna(by_due):
        return f"{int(curve.attrs['answered'])} of {counted(n, 'message')} answered so far"
    if pd.notna(median):
        return f"Half of your {counted(n, 'message')} are answered within {counted(round(median), 'day')}"
    return f"About {hundredths(by_due)} % of your {counted(n, 'message')} are answered within {DUE} days"


def _note(n: int, answered: int, pending: int) -> str:
    waits = f"; {pending:,} still may be, which is not a no" if pending else ""
    return f"{answered:,} of {n:,} answered so far{waits}. Shaded: 95 % interval."


def _steps(curve: pd.DataFrame, end: float) -> pd.DataFrame:
    """Return the corners of the curve in percent answered, from nothing on day 0 to the end of the axis."""
    rows = curve.sort_values("days", kind="stable")
    left = rows["at_risk"] - rows["events"]
    steps = pd.DataFrame(
        {
            "days": rows["days"].astype(float),
            "value": 100 * (1 - rows["survival"]),
            "low": 100 * (1 - rows["high"]),
            "high": 100 * (1 - rows["low"]),
            "at_risk": rows["at_risk"],
            "events": rows["events"],
            "ended": (left - rows["at_risk"].shift(-1, fill_value=0)).clip(lower=0),
        }
    )
    start = pd.DataFrame([{"days": 0.0, "value": 0.0, "low": 0.0, "high": 0.0, "ended": 0, "events": 0}])
    start["at_risk"] = rows["at_risk"].max() if len(rows) else 0
    steps = pd.concat([start, steps[steps["days"] <= end]], ignore_index=True).ffill()
    return pd.concat([steps, steps.tail(1).assign(days=end, ended=0, events=0)], ignore_index=True)


def _band(steps: pd.DataFrame) -> list[go.Scatter]:
    shared: dict[str, Any] = {"mode": "lines", "line": {"width": 0, "shape": "hv"}, "hoverinfo": "skip"}
    days = steps["days"].tolist()
    return [
        go.Scatter(x=days, y=steps["low"].round(1).tolist(), showlegend=False, **shared),
        go.Scatter(
            x=days,
            y=steps["high"].round(1).tolist(),
            fill="tonexty",
            fillcolor=BAND,
            name="95 % interval",
            **shared,
        ),
    ]


def _line(steps: pd.DataFrame) -> go.Scatter:
    told = [
        [f"{days:.0f}", *(f"{hundredths(share / 100)}" for share in (value, low, high)), f"{int(risk):,}"]
        for days, value, low, high, risk in zip(
            *(steps[name] for name in ("days", "value", "low", "high", "at_risk")), strict=True
        )
    ]
    return go.Scatter(
        x=steps["days"].tolist(),
        y=steps["value"].round(1).tolist(),
        mode="lines",
        line={"width": 3, "shape": "hv", "color": LINE},
        name="answered",
        customdata=told,
        hovertemplate=(
            "<b>Day %{customdata[0]}</b><br>%{customdata[1]} % answered "
            "(%{customdata[2]} to %{customdata[3]} %)<br>%{customdata[4]} followed so far<extra></extra>"
        ),
    )


def _ended(steps: pd.DataFrame) -> list[go.Scatter]:
    """Return ticks where the record ends before a reply came."""
    ended = steps[steps["ended"] > 0]
    if ended.empty:
        return []
    return [
        go.Scatter(
            x=ended["days"].tolist(),
            y=ended["value"].round(1).tolist(),
            mode="markers",
            marker={"symbol": "line-ns", "size": 12, "line": {"width": 2, "color": INK}},
            name="the record ends before an answer",
            customdata=[
                [f"{days:.0f}", f"{int(n):,}"] for days, n in zip(ended["days"], ended["ended"], strict=True)
            ],
            hovertemplate="%{customdata[1]} followed to day %{customdata[0]}, no answer yet<extra></extra>",
        )
    ]
