"""What makes up the score of each suggestion: its value, and what relevance and the reply leave of it."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from weaklib.views.bars import BAR, NOT_KNOWN, OTHERS, label_rows, lay_bars
from weaklib.views.theme import counted, headed, sentence, short

PARTS = (
    ("score", "score: what is left", BAR),
    ("reply", "taken off: they may not reply", OTHERS),
    ("relevance", "taken off: not quite your goals", NOT_KNOWN),
)
"""The parts of a bar from the left, with what each is called and its colour; together they are the value."""


def score_bars(plan: pd.DataFrame, *, top: int = 10) -> go.Figure:
    """Draw what makes up the score of the first suggestions.

    The whole bar is the value, from 0 to 1. What relevance and the chance of a reply take off it is
    grey; what is left is the score, since score = relevance · value · chance of a reply.

    Parameters
    ----------
    plan
        From `outreach.plan`, in the order in which it is to be drawn.
    top
        How many suggestions are shown.

    Returns
    -------
    plotly.graph_objects.Figure
        One stacked bar a suggestion; what has no value, or nobody to reply, is left out.
    """
    first = plan[plan["value"].notna() & plan["score"].notna() & plan["p_reply"].notna()].head(top)
    if first.empty:
        return sentence("No suggestion to compare", "Nobody passes the guards just now.")
    taken = parts(first)
    figure = go.Figure(layout={"template": "weaklib"})
    seen = [part for part in PARTS if part[0] == "score" or taken[part[0]].round(4).any()]
    for name, called, colour in seen:
        rows = pd.DataFrame(
            {
                "place": range(len(first)),
                "value": taken[name].round(4).to_numpy(),
                "text": [f"{score:.2f}" for score in first["score"]] if name == seen[-1][0] else "",
                "told": _told(first),
                "colour": colour,
            }
        )
        lay_bars(figure, rows, name=called)
    figure.update_traces(marker_line_width=0)
    figure.update_layout(barmode="stack", barcornerradius=0, legend={"y": -0.22, "traceorder": "normal"})
    labels = [f"{name} · {purpose}" for name, purpose in zip(first["name"], first["purpose"], strict=True)]
    label_rows(figure, labels, places=range(len(first)), width=36)
    figure.update_xaxes(title="value, from 0 to 1", range=[0, min(1.2, 1.15 * float(first["value"].max()))])
    return headed(figure, _finding(first, taken), height=120 + 34 * len(first))


def parts(plan: pd.DataFrame) -> pd.DataFrame:
    """Return how the value of each suggestion splits into its score and what is taken off it.

    Examples
    --------
    >>> plan = pd.DataFrame({"value": [0.8], "relevance": [0.5], "p_reply": [0.25], "score": [0.1]})
    >>> parts(plan).round(6).loc[0].to_dict()
    {'score': 0.1, 'reply': 0.3, 'relevance': 0.4}
    """
    relevant = plan["value"] * plan["relevance"]
    taken = {"score": plan["score"], "reply": relevant - plan["score"], "relevance": plan["value"] - relevant}
    return pd.DataFrame(taken).clip(lower=0)


def _told(plan: pd.DataFrame) -> list[tuple[str, str]]:
    """Return what the hover says: whom, and the four numbers."""
    said = "{purpose}: value {value:.2f} · relevance {relevance:.2f} · chance of a reply {p_reply:.2f}"
    return [(str(row["name"]), f"{said.format(**row)} = {row['score']:.2f}") for _, row in plan.iterrows()]


def _finding(plan: pd.DataFrame, taken: pd.DataFrame) -> str:
    """Who scores highest, and which of the two takes the most off all of them together."""
    best = plan.sort_values("score", ascending=False, kind="stable").iloc[0]
    lead = f"{short(best['name'], 40)} has the highest score, {best['score']:.2f}"
    reply, relevance = taken["reply"].sum(), taken["relevance"].sum()
    if not reply + relevance:
        return lead
    more = "the chance of a reply" if reply >= relevance else "relevance to your goals"
    return f"{lead}; over {counted(len(plan), 'suggestion')}, {more} takes off the most"
