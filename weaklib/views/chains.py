"""Introductions as chains: who led to whom, from the tie where it began, step by step to the right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from weaklib.views.new_connections import with_how_many
from weaklib.views.theme import CLASS_COLOURS, INK, counted, headed, safe, sentence, short, wrapped

MOST = 40
"""So many introductions are drawn at most, the largest trees first."""
UNNAMED = "somebody not named"
LINE = "#B8C2C9"
TURN = 0.2
"""How far before whom it leads to, in columns, a line turns: so it goes under the name of who introduced."""
LABEL = 26  # characters

REACHED = (
    (True, CLASS_COLOURS["moderately weak"], "introduced, two-way since"),
    (False, "#FFFFFF", "introduced, not two-way yet"),
    (None, "#C3CBD1", "introduced, two-way or not is not known"),
)
"""Whether contact with somebody became two-way, and how they are drawn and called."""


class Place(NamedTuple):
    """Where somebody stands: so many introductions from the start, and in which row from the top."""

    column: int
    row: float


def chain_tree(introductions: pd.DataFrame, *, most: int = MOST) -> go.Figure:
    """Draw who led to whom.

    Parameters
    ----------
    introductions
        From `introductions`: one row a confirmed introduction.
    most
        How many of them are drawn.

    Returns
    -------
    plotly.graph_objects.Figure
        Trees that grow to the right: whoever began one is a square in the colour of the class of the tie when
        asked; whom it led to is a circle, whole where contact is two-way. You are in none of them. A sentence
        where no introduction is confirmed.
    """
    if introductions.empty:
        return sentence(
            "No introduction is confirmed yet",
            "One that you record, or confirm when it is proposed, starts a chain.",
        )
    drawn = named(first_trees(introductions, most))
    places = placed(drawn)
    figure = go.Figure(layout={"template": "weaklib"})
    figure.add_traces([*_lines(drawn, places), *_starts(drawn, places), *_reached(drawn, places)])
    columns = max(place.column for place in places.values())
    lowest = max(place.row for place in places.values())
    figure.update_xaxes(
        range=[-0.3, columns + 0.7],
        tickvals=list(range(columns + 1)),
        ticktext=["began with", *(f"introduction {step}" for step in range(1, columns + 1))],
        showgrid=False,
        showline=False,
    )
    figure.update_yaxes(visible=False, range=[lowest + 0.5, -0.7])
    figure.update_layout(legend={"yref": "container", "y": 0, "yanchor": "bottom"}, margin_b=100)
    left = len(introductions) - len(drawn)
    more = f"{counted(left, 'more introduction is', 'more introductions are')} not drawn." if left else ""
    dotted = "Dotted: to somebody who was in a chain before." if drawn["again"].any() else ""
    note = " ".join(filter(None, ["You are in none of the chains.", dotted, more]))
    return headed(figure, finding(introductions), note, height=int(160 + 46 * (lowest + 1)))


def named(introductions: pd.DataFrame) -> pd.DataFrame:
    """Return the same with a person of their own for each who is not named."""
    nobody = introductions["to"].eq("")
    to = introductions["to"].mask(nobody, "entry " + introductions["entry"].astype("str"))
    return introductions.assign(to=to, to_name=introductions["to_name"].mask(nobody, UNNAMED))


def first_trees(introductions: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return the introductions of the largest trees, whole trees as far as they fit, in their order."""
    size = introductions["root"].map(introductions["root"].value_counts())
    ranked = introductions.assign(size=size).sort_values(
        ["size", "root"], ascending=[False, True], kind="stable"
    )
    return introductions.loc[ranked.index[:most]].sort_index(kind="stable")


def placed(drawn: pd.DataFrame) -> dict[str, Place]:
    """Return where everybody stands: a leaf has a row of its own, others the middle of whom they led to."""
    column: dict[str, int] = {}
    below: dict[str, list[str]] = {}
    for by, to, depth, again in zip(*(drawn[each] for each in ("by", "to", "depth", "again")), strict=True):
        column.setdefault(by, int(depth) - 1)
        below.setdefault(by, [])
        if to not in column:
            column[to] = int(depth)
            below[by] += [] if again else [to]
    led_to = {each for people in below.values() for each in people}
    rows: dict[str, float] = {}
    for start in column:
        if start not in led_to:
            _grow(start, below, rows)
    return {person: Place(column[person], rows[person]) for person in column}


def _grow(start: str, below: dict[str, list[str]], rows: dict[str, float]) -> None:
    """Give a tree its rows, under those that are taken; not by recursion, since a chain may be long."""
    free = int(max(rows.values(), default=-1.0)) + 1
    waiting = [(start, False)]
    while waiting:
        person, grown = waiting.pop()
        branches = below.get(person, [])
        if not branches:
            rows[person] = float(free)
            free += 1
        elif grown:
            rows[person] = sum(rows[each] for each in branches) / len(branches)
        else:
            waiting += [(person, True), *((each, False) for each in reversed(branches))]


def finding(introductions: pd.DataFrame) -> str:
    """Return how many introductions there are, to how many people, and where the longest chain began."""
    n, people = len(introductions), named(introductions).drop_duplicates("to")
    if n == 1:
        only = people.iloc[0]
        return f"{short(only['by_name'], 40)} introduced you to {short(only['to_name'], 40)}"
    longest = introductions.iloc[int(introductions["depth"].to_numpy().argmax())]
    both = with_how_many(int(people["two_way"].fillna(value=False).astype(bool).sum()))
    start = f"{counted(n, 'introduction')} led to {counted(len(people), 'person', 'people')}"
    chain = f", in a chain of {longest['depth']} from {short(longest['root_name'], 40)}"
    return f"{start}{chain if longest['depth'] > 1 else ''}; {both}"


def _lines(drawn: pd.DataFrame, places: dict[str, Place]) -> Iterator[go.Scatter]:
    for again in (False, True):
        across: list[float | None] = []
        down: list[float | None] = []
        chosen = drawn[drawn["again"].eq(again) & drawn["by"].ne(drawn["to"])]
        for by, to in zip(chosen["by"], chosen["to"], strict=True):
            one, other = places[by], places[to]
            across += [one.column, other.column - TURN, other.column, None]
            down += [one.row, one.row, other.row, None]
        if across:
            yield go.Scatter(
                x=across,
                y=down,
                mode="lines",
                line={"color": LINE, "width": 2, "dash": "dot" if again else "solid"},
                hoverinfo="skip",
                showlegend=False,
            )


def _starts(drawn: pd.DataFrame, places: dict[str, Place]) -> Iterator[go.Scatter]:
    """Those with whom a tree begins, by the class of their tie when they were first asked."""
    first = drawn.drop_duplicates("by")
    first = first[~first["by"].isin(_led_to(drawn)["to"])]
    led = drawn.groupby("by")["to"].nunique()
    for name, colour in CLASS_COLOURS.items():
        rows = first[first["class"] == name]
        if len(rows):
            told = [
                f"{name} when asked; led to {counted(int(led[by]), 'person', 'people')}" for by in rows["by"]
            ]
            dots = _dots(rows["by"], rows["by_name"], told, places)
            yield dots.update(name=f"{name} when asked", marker=_mark("square", colour, colour))


def _reached(drawn: pd.DataFrame, places: dict[str, Place]) -> Iterator[go.Scatter]:
    rows = _led_to(drawn)
    state = [None if pd.isna(known) else bool(known) for known in rows["two_way"]]
    for known, colour, name in REACHED:
        chosen = rows[[each is known for each in state]]
        if len(chosen):
            dots = _dots(chosen["to"], chosen["to_name"], chosen["sentence"].tolist(), places)
            yield dots.update(name=name, marker=_mark("circle", colour, REACHED[0][1]))


def _led_to(drawn: pd.DataFrame) -> pd.DataFrame:
    """Return the rows by which somebody came into a chain."""
    return drawn[~drawn["again"].astype(bool) & drawn["by"].ne(drawn["to"])].drop_duplicates("to")


def _mark(symbol: str, colour: str, edge: str) -> dict[str, Any]:
    return {"symbol": symbol, "size": 13, "color": colour, "line": {"width": 2, "color": edge}}


def _dots(
    people: pd.Series[Any], names: pd.Series[Any], told: list[str], places: dict[str, Place]
) -> go.Scatter:
    at = [places[person] for person in people]
    lines = [wrapped(said, 54) for said in told]
    return go.Scatter(
        x=[place.column for place in at],
        y=[place.row for place in at],
        mode="markers+text",
        text=[f"  {safe(short(name, LABEL))}" for name in names],
        textposition="top right",
        textfont={"size": 13, "color": INK},
        cliponaxis=False,
        customdata=[[safe(name), line] for name, line in zip(names, lines, strict=True)],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
    )
