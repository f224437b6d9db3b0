"""The evidence, drawn: overlap along strength, what falls apart first, and what foretells contact."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from weaklib.measures.percolation import fall, mean_curves
from weaklib.measures.ranking import ends_of, interval, rank_correlation
from weaklib.measures.sentences import hundredths
from weaklib.views.theme import CLASS_COLOURS, RULE, SOFT_INK, counted, headed, sentence

LINES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "weak first": (CLASS_COLOURS["weak"], "solid"),
        "low overlap first": (CLASS_COLOURS["fading"], "dash"),
        "random": (CLASS_COLOURS["nominal"], "dot"),
        "strong first": (CLASS_COLOURS["strong"], "dashdot"),
    }
)
"""The colour and the stroke of each order of removal."""
NAMES: Mapping[str, str] = MappingProxyType(
    {
        "strength": "strength",
        "decayed_days": "contact days that fade",
        "recency": "recency alone",
        "frequency": "frequency alone",
    }
)
"""What each predictor is called."""
FEWEST_TIES = 20
BINS = 8


def overlap_curve(ties: pd.DataFrame, *, measure: str = "weighted_days") -> go.Figure:
    """Draw the mean overlap of ties along their strength, with the rank correlation as the title.

    Parameters
    ----------
    ties
        What `strength_and_overlap` returns.
    measure
        The column that ranks the ties.

    Returns
    -------
    plotly.graph_objects.Figure
        One point for an eighth of the ties, from the weakest to the strongest, with 95% intervals; ties of
        equal strength stay together.
    """
    if len(ties) < FEWEST_TIES:
        title = "Too few ties to tell whether overlap rises with strength"
        return sentence(title, f"The record has {counted(len(ties), 'tie')}; {FEWEST_TIES} are the least.")
    ends = ends_of(ties.index.get_level_values(0), ties.index.get_level_values(1))
    strength, shared = (ties[name].to_numpy(np.float64) for name in (measure, "overlap"))
    rho = rank_correlation(strength, shared, ends)
    bins = _binned(ties, measure)
    figure = go.Figure(layout={"template": "weaklib"})
    figure.add_scatter(
        x=bins["rank"],
        y=bins["overlap"],
        mode="lines+markers",
        line={"color": CLASS_COLOURS["moderately weak"], "width": 2.5},
        marker={"size": 9},
        error_y={
            "array": bins["high"] - bins["overlap"],
            "arrayminus": bins["overlap"] - bins["low"],
            "color": SOFT_INK,
            "thickness": 1.2,
        },
        customdata=bins[["told", "ties"]].to_numpy(),
        hovertemplate="%{customdata[0]}<br>%{customdata[1]:,} ties<br>mean overlap %{y:.3f}<extra></extra>",
        showlegend=False,
    )
    figure.update_xaxes(title="ties by strength, from the weakest to the strongest", range=[0, 1])
    figure.update_xaxes(tickformat=".0%", tickvals=[0, 0.25, 0.5, 0.75, 1])
    figure.update_yaxes(title="mean overlap, from 0 to 1", rangemode="tozero")
    note = f"{counted(len(ties), 'tie')} among {counted(int(rho['people']), 'person', 'people')}. "
    return headed(figure, _rises(rho), f"{note}Bars: 95% intervals that allow for ties that share people.")


def _rises(rho: pd.Series[float]) -> str:
    if np.isnan(rho["estimate"]):
        return "Whether overlap rises with strength cannot be measured here"
    told = f"rank correlation {rho['estimate']:.2f}"
    if np.isnan(rho["low"]):
        return f"Too few people to tell whether overlap rises with strength: {told}"
    told += f" ({rho['low']:.2f} to {rho['high']:.2f})"
    if rho["low"] > 0:
        return f"The stronger the tie, the more contacts are shared: {told}"
    if rho["high"] < 0:
        return f"The stronger the tie, the fewer contacts are shared: {told}"
    return f"Whether overlap rises with strength stays open: {told}"


def _binned(ties: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return the mean overlap of ties of like strength; equal ones are never split."""
    rank = ties[measure].rank(pct=True)
    place = (rank * BINS).astype("int64").clip(upper=BINS - 1)
    rows = []
    for _, part in ties.groupby(place):
        ends = ends_of(part.index.get_level_values(0), part.index.get_level_values(1))
        mean = float(part["overlap"].mean())
        low, high = interval(mean, (part["overlap"].to_numpy(np.float64) - mean) / len(part), ends)
        least, most = part[measure].min(), part[measure].max()
        rows.append(
            {
                "rank": rank[part.index].mean(),
                "overlap": mean,
                "low": max(low, 0),
                "high": min(high, 1),
                "told": f"strength {least:.3g}" + (f" to {most:.3g}" if most > least else ""),
                "ties": len(part),
            }
        )
    return pd.DataFrame(rows)


def falling_apart(curves: pd.DataFrame) -> go.Figure:
    """Draw how the largest component shrinks as ties are removed, and where the network falls apart.

    Parameters
    ----------
    curves
        What `removal_curves` returns.

    Returns
    -------
    plotly.graph_objects.Figure
        Two panels with the same orders of removal: the largest component, and susceptibility.
    """
    if curves.empty:
        title = "Nothing can fall apart where no tie is known"
        return sentence(title, "The record holds no contact between two people.")
    figure = make_subplots(rows=1, cols=2, horizontal_spacing=0.14)
    figure.update_layout(template="weaklib")
    means = mean_curves(curves)
    for order in means.index.get_level_values("order").unique():
        curve = means.xs(order).reset_index()
        colour, dash = LINES.get(str(order), (CLASS_COLOURS["dormant"], "solid"))
        for column, name in enumerate(("largest", "susceptibility"), start=1):
            figure.add_scatter(
                x=curve["removed"],
                y=curve[name],
                mode="lines",
                name=str(order),
                legendgroup=str(order),
                showlegend=column == 1,
                line={"color": colour, "dash": dash, "width": 2.5},
                hovertemplate=f"%{{x:.0%}} of ties removed: %{{y:{'.0%' if column == 1 else '.1f'}}}",
                row=1,
                col=column,
            )
    figure.update_xaxes(title="share of ties removed", range=[0, 1], tickformat=".0%")
    figure.update_yaxes(title="people in the largest component", tickformat=".0%", range=[0, 1.02], col=1)
    figure.update_yaxes(title="susceptibility, in people", rangemode="tozero", col=2)
    figure.update_layout(legend_y=-0.24, margin_b=100)
    note = "Right: how large the pieces are that break off; it peaks where the network falls apart."
    return headed(figure, first_to_fall(curves), note, height=360)


def first_to_fall(curves: pd.DataFrame) -> str:
    """Return in one line how much must be removed until the largest component is half its size.

    Parameters
    ----------
    curves
        What `removal_curves` returns.
    """
    halved = fall(curves)["half_at"].fillna(1.0).sort_values(kind="stable")
    (order, share), *others = ((str(name), at) for name, at in halved.items())
    kind = f"{order.removesuffix(' first')} ties{' first' * order.endswith(' first')}"
    rest = [f"{other} at {hundredths(at)}%" for other, at in others]
    return f"Removing {kind} halves the largest component at {hundredths(share)}%" + (
        f"; {', '.join(rest)}" if rest else ""
    )


def foretelling(differences: pd.DataFrame) -> go.Figure:
    """Draw how much better or worse than a plain signal strength ranks who was in touch the month after.

    Parameters
    ----------
    differences
        What `compared` returns.

    Returns
    -------
    plotly.graph_objects.Figure
        One row a pair: the difference in AUC and its 95% interval, beside 0.
    """
    if differences["difference"].isna().all():
        title = "What foretells contact cannot be measured here"
        return sentence(title, "It needs a month in which some ties were in touch and others were not.")
    labels = [f"{NAMES[one]}<br>against {NAMES[other]}" for one, other in differences.index]
    colours = {"better": CLASS_COLOURS["weak"], "worse": CLASS_COLOURS["fading"]}
    places = list(range(len(differences)))
    figure = go.Figure(layout={"template": "weaklib"})
    figure.add_vline(x=0, line={"color": SOFT_INK, "width": 1})
    figure.add_scatter(
        x=differences["difference"],
        y=places,
        mode="markers",
        marker={
            "size": 11,
            "color": [colours.get(v, CLASS_COLOURS["nominal"]) for v in differences["verdict"]],
            "symbol": ["circle" if v in colours else "circle-open" for v in differences["verdict"]],
        },
        error_x={
            "array": differences["high"] - differences["difference"],
            "arrayminus": differences["difference"] - differences["low"],
            "color": SOFT_INK,
        },
        customdata=differences[["low", "high", "verdict"]].to_numpy(),
        hovertemplate="%{x:+.3f} (%{customdata[0]:+.3f} to %{customdata[1]:+.3f})<br>%{customdata[2]}"
        "<extra></extra>",
        showlegend=False,
    )
    figure.update_yaxes(tickvals=places, ticktext=labels, range=[len(places) - 0.5, -0.5], gridcolor=RULE)
    figure.update_xaxes(title="difference in AUC: to the right of 0 it ranks better", tickformat="+.2f")
    note = "Filled: the 95% interval leaves out 0. Open: no conclusion."
    return headed(figure, _foretells(differences), note, height=90 + 58 * len(places))


def _foretells(differences: pd.DataFrame) -> str:
    found: dict[str, list[str]] = {}
    for against, row in differences.loc["strength"].iterrows():
        found.setdefault(str(row["verdict"]), []).append(NAMES[str(against)])
    parts = [
        f"{words} {' and '.join(found[verdict])}"
        for verdict, words in (
            ("better", "better than"),
            ("worse", "worse than"),
            ("no conclusion", "neither better nor worse, as far as can be told, than"),
        )
        if verdict in found
    ]
    return f"Strength foretells next month's contact {'; '.join(parts)}"
