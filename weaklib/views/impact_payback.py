"""Which circles, events, channels and purposes pay back: what came through each, one bar under the other."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from weaklib.action.impact.numbers import BLANK
from weaklib.views.bars import NOT_KNOWN, label_rows, lay_bars
from weaklib.views.theme import CLASS_COLOURS, counted, headed, sentence, short

MOST = 10
PARTS = (
    ("introductions", "introductions", CLASS_COLOURS["weak"]),
    ("lasting", "new connections that lasted", CLASS_COLOURS["moderately weak"]),
    ("other", "other new connections", NOT_KNOWN),
)
"""The parts of a bar from the left, with what each is called and its colour."""
WHO = {"circle": "a circle", "event": "an event", "channel": "a channel", "purpose": "asking for anything"}


def payback_bars(payback: pd.DataFrame, *, kinds: tuple[str, ...], top: int = MOST) -> go.Figure:
    """Draw what came through the circles, events, channels or purposes that brought the most.

    Parameters
    ----------
    payback
        From `payback`: `kind`, `what`, `asked`, `introductions`, `connections`, `lasting` and `sentence`.
    kinds
        Which kinds are drawn: "circle", "event", "channel", "purpose".
    top
        How many bars at most.

    Returns
    -------
    plotly.graph_objects.Figure
        One stacked bar a group through which anything came; a sentence where nothing did.
    """
    found = came_through(payback, kinds)
    if found.empty:
        named = " or ".join(WHO[kind] for kind in kinds)
        return sentence(
            f"Nothing came through {named} in this time",
            "Introductions and new connections would be drawn.",
        )
    first = found.head(top)
    whole = first[[name for name, *_ in PARTS]].sum(axis=1)
    figure = go.Figure(layout={"template": "weaklib"})
    seen = [part for part in PARTS if first[part[0]].any()]
    for name, called, colour in seen:
        last = name == seen[-1][0]
        rows = pd.DataFrame(
            {
                "place": range(len(first)),
                "value": first[name].to_numpy(),
                "text": [f"asked {n:,}" if n and last else "" for n in first["asked"]],
                "told": list(zip(first["what"], first["told"], strict=True)),
                "colour": colour,
            }
        )
        lay_bars(figure, rows, name=called)
    legend = {"yref": "container", "y": 0, "yanchor": "bottom", "traceorder": "normal"}
    figure.update_layout(barmode="stack", barcornerradius=0, legend=legend, margin_b=96)
    label_rows(figure, first["label"].tolist(), places=range(len(first)), width=46)
    most = float(whole.max())
    figure.update_xaxes(
        title="introductions and new connections", range=[0, 1.25 * most], dtick=1 if most < 10 else None
    )
    left = len(found) - len(first)
    note = f"The first {len(first)} of {len(found):,}." if left else ""
    return headed(figure, finding(first), note, height=136 + 34 * len(first))


def came_through(payback: pd.DataFrame, kinds: tuple[str, ...]) -> pd.DataFrame:
    """Return the groups of these kinds through which anything came, with the parts of their bars.

    What is not said, and nobody's circle, brought nothing that one could go back to: they are left out.
    """
    named = payback["kind"].isin(kinds) & ~payback["what"].isin([*BLANK.values()])
    found = payback[named & (payback["introductions"] + payback["connections"]).gt(0)]
    several = len(kinds) > 1
    return found.assign(
        other=found["connections"] - found["lasting"],
        label=[
            f"{what} ({kind})" if several and kind == "circle" else str(what).removeprefix("the ")
            for kind, what in zip(found["kind"], found["what"], strict=True)
        ],
        told=[short(told, 150) for told in found["sentence"]],
    )


def finding(first: pd.DataFrame) -> str:
    """Return what brought the most lasting contacts, else the most of anything, and what it brought."""
    best = first.iloc[0]
    made = counted(int(best["introductions"]), "introduction") if best["introductions"] else ""
    new = counted(int(best["connections"]), "new connection") if best["connections"] else ""
    what = short(str(best["what"]).removeprefix("the "), 50)
    name = {"circle": f"The circle {what}", "event": f"The {what}"}.get(best["kind"], f"“{what}”")
    if not best["lasting"]:
        return f"{name} comes first: {' and '.join(filter(None, [made, new]))}, none seen to last yet"
    kept = f"{int(best['lasting']):,} of {new}"
    return f"{name} brought the most lasting contacts: {kept}" + (f", and {made}" if made else "")
