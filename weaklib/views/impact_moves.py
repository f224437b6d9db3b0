"""How many ties began, grew or came back in a period, and how many shrank or fell silent."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from weaklib.views.bars import label_rows, lay_bars
from weaklib.views.theme import CLASS_COLOURS, counted, headed, sentence, short

KINDS = (
    ("new", "new tie", "weak"),
    ("grew", "grew", "moderately weak"),
    ("revived", "came back", "strong"),
    ("shrank", "shrank", "fading"),
    ("fell silent", "fell silent", "dormant"),
    ("went dormant", "went dormant", "unknown"),
)
"""What may happen to a tie, what it is called, and the class whose colour it has."""
GAINS = 3
"""So many of them are gains."""
NAMED = 3


def moves_bars(moves: pd.DataFrame) -> go.Figure:
    """Draw how many ties moved, and how.

    Parameters
    ----------
    moves
        From `assess`: `what` and `name`.

    Returns
    -------
    plotly.graph_objects.Figure
        One bar a kind of move, with the first names beside it; a sentence where no tie moved.
    """
    if moves.empty:
        return sentence("No tie moved in this time", "As far as the exports show both periods alike.")
    others = sorted(set(moves["what"]) - {kind for kind, *_ in KINDS})
    kinds = [*KINDS, *((other, other, "nominal") for other in others)]
    names = {kind: moves.loc[moves["what"] == kind, "name"].tolist() for kind, *_ in kinds}
    rows = pd.DataFrame(
        {
            "place": range(len(kinds)),
            "value": [len(names[kind]) for kind, *_ in kinds],
            "text": [_named(names[kind]) for kind, *_ in kinds],
            "told": [(called, counted(len(names[kind]), "tie")) for kind, called, _ in kinds],
            "colour": [CLASS_COLOURS[colour] for *_, colour in kinds],
        }
    )
    figure = go.Figure(layout={"template": "weaklib", "showlegend": False})
    lay_bars(figure, rows)
    label_rows(figure, [called for _, called, _ in kinds], places=rows["place"].tolist())
    most = int(rows["value"].max())
    figure.update_xaxes(title="ties", range=[0, 2.4 * most], dtick=1 if most < 6 else None, tick0=0)
    return headed(figure, finding(rows), height=100 + 36 * len(rows))


def finding(rows: pd.DataFrame) -> str:
    """Return how many ties were gained and lost."""
    up, down = int(rows["value"].iloc[:GAINS].sum()), int(rows["value"].iloc[GAINS : len(KINDS)].sum())
    return f"{counted(up, 'tie')} began, grew or came back; {down:,} shrank or fell silent"


def _named(names: list[str]) -> str:
    shown = ", ".join(short(name, 24) for name in names[:NAMED])
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return f"{len(names):,}: {shown}{more}" if names else "0"
