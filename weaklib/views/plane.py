"""The plane: each contact by the strength of the tie and by how far they bridge, cut into four parts."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from weaklib.measures.profile import BRIDGE_AT, QUADRANTS, STRONG_AT
from weaklib.measures.sentences import hundredths
from weaklib.views.atlas import EVEN, HALO, MAX_SVG_PEOPLE, SYMBOLS
from weaklib.views.spread import Points
from weaklib.views.theme import (
    CLASS_COLOURS,
    CLASS_MEANINGS,
    INK,
    SOFT_INK,
    UNNAMED,
    counted,
    headed,
    on_day,
    safe,
    sentence,
    short,
    shown_class,
    wrapped,
)

TREASURE = "#EEF6F2"
"""The ground of the weak bridges."""
PLURALS = dict(
    zip(
        QUADRANTS,
        ("strong bridges", "weak bridges", "strong core", "redundant acquaintances"),
        strict=True,
    )
)
MOST_NAMES = 12
MARKER, SMALLEST, ROOM = 9, 3, 0.08
CROWDED = 600
"""Of more people than that each has a smaller mark, and no edge: edges would cover the crowd."""
LETTER, GAP, HALF_LINE = 0.012, 0.02, 0.034
"""How wide a letter of a name, the room beside it, and half its height are, in parts of the plane."""


def draw(profile: pd.DataFrame, *, strong_at: float = STRONG_AT, bridge_at: float = BRIDGE_AT) -> go.Figure:
    """Draw each contact by the strength of the tie and by how far they bridge.

    Colour and shape are the class of the tie, as on the map. Contacts whose strength or bridging is not
    measurable are left out and counted in the note.

    Parameters
    ----------
    profile
        From `weak_tie_profile`.
    strong_at, bridge_at
        The lines that the profile was cut at.

    Returns
    -------
    plotly.graph_objects.Figure
        One trace a class of tie; what the hover says is in `customdata`, escaped.
    """
    placed = profile[profile["quadrant"].notna()]
    if placed.empty:
        return sentence("Nobody can be placed between strong and bridging yet", _why_nobody(profile))
    told = _told(placed)
    figure = go.Figure(layout={"template": "weaklib"})
    top = min(max(placed["bridging"].max(), bridge_at) + ROOM, 1.02)
    _draw_ground(figure, placed, strong_at=strong_at, bridge_at=bridge_at, top=top)
    _draw_people(figure, told)
    _draw_names(figure, told, top)
    figure.update_xaxes(title="strength of the tie, from 0 to 1", range=[-0.02, 1.02], dtick=0.2)
    figure.update_yaxes(title="bridging to other circles, from 0 to 1", range=[0, top], dtick=0.2)
    figure.update_layout(hovermode="closest", legend={"itemsizing": "constant", "y": -0.16})
    return headed(figure, finding(told), note(profile), height=470)


def finding(placed: pd.DataFrame) -> str:
    """Return the title of the plane: how many weak bridges there are, and who bridges the most.

    Parameters
    ----------
    placed
        Those with a quadrant, who bridges most first, with `name` and `quadrant`.
    """
    people, treasure = counted(len(placed), "contact"), placed[placed["quadrant"] == QUADRANTS[1]]
    if treasure.empty:
        nearest = placed[~placed["quadrant"].isin(QUADRANTS[:1])]
        comes = f"; {short(nearest['name'].iloc[0], 40)} comes nearest" if len(nearest) else ""
        return f"None of {people} is a weak bridge{comes}"
    first = short(treasure["name"].iloc[0], 40)
    if len(treasure) == 1:
        return f"1 of {people} is a weak bridge: {first}"
    return f"{len(treasure):,} of {people} are weak bridges; {first} bridges the most"


def note(profile: pd.DataFrame) -> str:
    """Return who is left out, and how many places rest on ties that nobody saw."""
    placed, unplaced = profile[profile["quadrant"].notna()], int(profile["quadrant"].isna().sum())
    said = ["Right of one line ties are strong, above the other contacts bridge; both lines are conventions."]
    if "observed_share" in placed:
        guessed = int((placed["observed_share"] < 0.5).sum())
        said += [f"The bridging of {counted(guessed, 'contact')} rests mostly on inferred ties."] * (
            guessed > 0
        )
    if unplaced:
        said.append(f"Left out: {counted(unplaced, 'contact')} whose strength or bridging is not measurable.")
    return " ".join(said)


def _why_nobody(profile: pd.DataFrame) -> str:
    if profile.empty:
        return "The exports name no contact yet."
    if profile["strength"].isna().all():
        return "No export shows contact yet. Messages or a calendar would."
    return (
        "Nobody has a measurable strength and two known ties to your other contacts. Meetings and threads "
        "that they share would show such ties."
    )


def _told(placed: pd.DataFrame) -> pd.DataFrame:
    """The rows with every text that is drawn or said: names, classes, and the lines of the hover."""
    unnamed = pd.Series(UNNAMED, index=placed.index)
    name = placed.get("name", unnamed)
    kind = placed.get("class", pd.Series("unknown", index=placed.index))
    told = placed.assign(
        name=name.where(name.fillna("") != "", unnamed),
        kind=shown_class(kind),
    )
    people: Iterator[Any] = told.itertuples()
    told["hover"] = pd.Series([_hover(person) for person in people], index=told.index, dtype="object")
    return told


def _hover(person: Any) -> list[str]:
    organisation = getattr(person, "organisation", None)
    last = getattr(person, "last_contact", None)
    seen = getattr(person, "observed_share", None)
    rests = "" if seen is None or pd.isna(seen) else f"; {_rests(seen)}"
    return [
        wrapped(person.name, 44),
        wrapped(organisation if pd.notna(organisation) else "organisation not known", 54),
        wrapped(
            f"Strength {person.strength:.2f}: {person.kind}, {CLASS_MEANINGS[person.kind]}"
            + (f"; last contact {on_day(last)}" if pd.notna(last) else ""),
            54,
        ),
        wrapped(f"Bridging {person.bridging:.2f}: {person.quadrant}{rests}", 54),
    ]


def _rests(seen: float) -> str:
    if seen == 1:
        return "all ties were seen"
    if seen == 0:
        return "no tie was seen, all are inferred"
    return f"{hundredths(seen)}% of the tie weight was seen"


def _draw_ground(
    figure: go.Figure, placed: pd.DataFrame, *, strong_at: float, bridge_at: float, top: float
) -> None:
    """The four parts: their lines, their names with counts in the corners, and the treasure tinted."""
    line = {"color": SOFT_INK, "width": 1.2, "dash": "dash"}
    ground = {"fillcolor": TREASURE, "line_width": 0, "layer": "below"}
    figure.add_shape(type="rect", x0=-0.02, x1=strong_at, y0=bridge_at, y1=top, **ground)
    figure.add_shape(type="line", x0=strong_at, x1=strong_at, y0=0, y1=top, line=line, layer="between")
    figure.add_shape(type="line", x0=-0.02, x1=1.02, y0=bridge_at, y1=bridge_at, line=line, layer="between")
    counts = placed["quadrant"].value_counts().reindex(QUADRANTS, fill_value=0)
    for quadrant, number in counts.items():
        left, high = quadrant in QUADRANTS[1::2], quadrant in QUADRANTS[:2]
        figure.add_annotation(
            text=safe(f"{PLURALS[str(quadrant)]}: {number:,}"),
            x=-0.02 if left else 1.02,
            y=top if high else 0,
            xanchor="left" if left else "right",
            yanchor="top" if high else "bottom",
            font={"size": 13, "color": INK if quadrant == QUADRANTS[1] else SOFT_INK, "shadow": HALO},
            showarrow=False,
        )


def _draw_people(figure: go.Figure, told: pd.DataFrame) -> None:
    trace = go.Scatter if len(told) <= MAX_SVG_PEOPLE else go.Scattergl
    lines = "<br>".join(f"%{{customdata[{i}]}}" for i in range(1, 4))
    size, crowded = _mark_size(len(told)), len(told) > CROWDED
    for kind, colour in CLASS_COLOURS.items():
        people = told[told["kind"] == kind]
        if people.empty:
            continue
        symbol = SYMBOLS[kind]
        figure.add_trace(
            trace(
                x=people["strength"].round(4).tolist(),
                y=people["bridging"].round(4).tolist(),
                mode="markers",
                name=f"{kind} ({len(people):,})",
                customdata=people["hover"].tolist(),
                hovertemplate=f"<b>%{{customdata[0]}}</b><br>{lines}<extra></extra>",
                marker={
                    "symbol": symbol,
                    "color": colour,
                    "size": size * EVEN.get(symbol, 1.0),
                    "opacity": 0.7 if crowded else 1,
                    "line": {
                        "color": colour if "open" in symbol else "#FFFFFF",
                        "width": 0 if crowded and "open" not in symbol else 1,
                    },
                },
            )
        )


def _mark_size(people: int) -> float:
    """Return how large each mark is, so that a crowd covers about the same ground as a few hundred do.

    >>> [round(_mark_size(n), 1) for n in (1, 600, 5_000, 30_000)]
    [9, 9, 4.1, 3]
    """
    if people <= CROWDED:
        return MARKER
    return max(MARKER * math.pow(CROWDED / people, 0.375), SMALLEST)


def _draw_names(figure: go.Figure, told: pd.DataFrame, top: float) -> None:
    """The names of those who bridge most, beside their points; left out where one would cover something."""
    covered = told[["strength", "bridging"]].to_numpy(float) / [1, top]
    bridges = told[told["quadrant"].isin(QUADRANTS[:2])]
    people: Iterator[Any] = bridges.head(MOST_NAMES).itertuples()
    for person in people:
        name = short(person.name, 24)
        spot = np.array([person.strength, person.bridging / top])
        sides = (side for side in (1, -1) if _free(spot, side, len(name), covered))
        if side := next(sides, 0):
            figure.add_annotation(
                text=safe(name),
                x=float(person.strength),
                y=float(person.bridging),
                xanchor="left" if side > 0 else "right",
                xshift=9 * side,
                font={"size": 12, "color": INK, "shadow": HALO},
                showarrow=False,
            )
            along = np.linspace(0, side * len(name) * LETTER, 8)
            covered = np.vstack([covered, np.column_stack([spot[0] + along, np.full(8, spot[1])])])


def _free(spot: Points, side: int, letters: int, covered: Points) -> bool:
    """Tell whether a name on one side of a point stands on the plane and covers nothing."""
    end = spot[0] + side * (letters * LETTER + GAP)
    along = (covered[:, 0] - spot[0]) * side
    beside = (along > 1e-9) & (along < letters * LETTER + 2 * GAP)
    level = np.abs(covered[:, 1] - spot[1]) < HALF_LINE
    return bool(0 <= end <= 1 and not (beside & level).any())
