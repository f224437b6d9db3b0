"""What is written on the map: whose name it is, and which names stay clear of each other on a small map."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import plotly.graph_objects as go

WIDTH, LINE, MARGIN = 0.6, 1.3, 4.0
"""The mean width of a letter and the height of a line, in sizes of the font, and the room around a name."""
EAST = {"left": 0.5, "center": 0.0, "right": -0.5}
NORTH = {"bottom": 0.5, "middle": 0.0, "top": -0.5}
ROUND = (
    ("left", "middle", 1, 0),
    ("right", "middle", -1, 0),
    ("center", "top", 0, -1),
    ("center", "bottom", 0, 1),
)
"""The sides of a person that a name can stand on: what of the text is tied there, and where that lies."""

Box = tuple[float, float, float, float]
Area = tuple[float, float, float, float]
"""The middle, across and up, and how far from it a name stands beside and above, in steps."""
NOWHERE: Mapping[str, Area] = MappingProxyType({})


def names_of(figure: go.Figure) -> list[tuple[str, int, dict[str, Any]]]:
    """Return what is written among the people: the circle and the number of the person whose name it is.

    Parameters
    ----------
    figure
        The drawn map.

    Returns
    -------
    list
        The circle, escaped, "" where it is of none; the number, -1 where it is of nobody; the name.
    """
    written = [name for name in figure.layout.annotations if name.xref != "paper"]
    return [(*_whose(str(name.name or "")), name.to_plotly_json()) for name in written]


def _whose(called: str) -> tuple[str, int]:
    """Whom a name belongs to, told by what the map calls it.

    >>> _whose("person:7"), _whose("circle:Kantorei"), _whose("")
    (('', 7), ('Kantorei', -1), ('', -1))
    """
    kind, _, whose = called.partition(":")
    return whose if kind == "circle" else "", int(whose) if kind == "person" else -1


def sides(name: Mapping[str, Any], area: Area | None) -> list[Mapping[str, Any]]:
    """Return a name where the map has it, and on the other sides of what it belongs to.

    Parameters
    ----------
    name
        As plotly writes it.
    area
        Where the person or the circle is that it names; None where it has one place only.
    """
    if area is None:
        return [name]
    x, y, wide, high = area
    turned = [
        {**name, "x": x + east * wide, "y": y + north * high, "xanchor": across, "yanchor": up}
        for across, up, east, north in ROUND
    ]
    return [name, *turned]


def clear(
    names: Iterable[Sequence[Mapping[str, Any]]],
    *,
    pixels_per_step: float,
    frame: Box | None = None,
    islands: Mapping[str, Area] = NOWHERE,
) -> list[dict[str, Any]]:
    """Return the names that cover no other and are not cut off; the later give way to the earlier.

    Parameters
    ----------
    names
        The most important first, each in the places where it may stand, the best first.
    pixels_per_step
        How large a step of the layout is on the screen.
    frame
        What is seen, in steps: left, bottom, right, top; without it there is no end.
    islands
        Where each circle is, by what the map calls its name: the name of another one is not written there.
    """
    scale, taken, kept = pixels_per_step, list[Box](), []
    seen = None if frame is None else _scaled(frame, scale)
    lands = {name: _scaled(_inner(area), scale) for name, area in islands.items()}
    for places in names:
        for name in places:
            box, called = _box(name, scale), str(name.get("name"))
            others = [land for whose, land in lands.items() if whose != called] if called in lands else []
            if not _cut(box, seen) and not any(_cross(box, other) for other in (*taken, *others)):
                taken.append(box)
                kept.append(dict(name))
                break
    return kept


def _inner(area: Area) -> Box:
    """A box inside of an island, which is round."""
    x, y, wide, high = area
    return x - 0.7 * wide, y - 0.7 * high, x + 0.7 * wide, y + 0.7 * high


def _scaled(box: Box, scale: float) -> Box:
    left, bottom, right, top = (scale * edge for edge in box)
    return left, bottom, right, top


def _cut(box: Box, seen: Box | None) -> bool:
    """Whether a part of a name is seen, and a part is not."""
    if seen is None:
        return False
    left, bottom, right, top = seen
    inside = box[0] >= left and box[1] >= bottom and box[2] <= right and box[3] <= top
    return not inside and _cross(box, (left, bottom, right, top))


def _box(name: Mapping[str, Any], scale: float) -> Box:
    """The rectangle of a name in pixels: left, bottom, right, top."""
    size, lines = float(name["font"]["size"]), _lines(str(name["text"]))
    width = max(map(len, lines)) * size * WIDTH + MARGIN
    height = len(lines) * size * LINE + MARGIN
    x = name["x"] * scale + EAST[name.get("xanchor", "center")] * width
    y = name["y"] * scale + NORTH[name.get("yanchor", "middle")] * height
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _lines(text: str) -> Sequence[str]:
    return [plain(line) for line in text.split("<br>")]


def _cross(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def words_of(figure: go.Figure) -> tuple[str, str]:
    """Return the title of a map and the note under it, as plain text: not escaped."""
    notes = [written.text for written in figure.layout.annotations if written.xref == "paper"]
    return _spaced(figure.layout.title.text or ""), " ".join(map(_spaced, notes))


def _spaced(text: str) -> str:
    return plain(text.replace("<br>", " "))


def plain(text: str) -> str:
    """Return what plotly would show of a text.

    >>> plain("<b>Mara &amp; S&#36;hne</b> &lt;b&gt;")
    'Mara & S$hne <b>'
    """
    return html.unescape(re.sub(r"<[^>]*>", "", text))
