"""The map's figure made lean for a page that finds its words elsewhere: places and numbers, packed."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import plotly.io as pio
from numpy.typing import NDArray

from weaklib.views.looks import NIGHT, by_night
from weaklib.views.packing import numbers_of, packed
from weaklib.views.theme import safe

if TYPE_CHECKING:
    import plotly.graph_objects as go

Json = dict[str, Any]
ALIGNED = ("size", "color", "symbol", "opacity")
"""What a marker may have one of for each person."""


FEW = 255
"""So many different values of markers are told once, with a byte for each person."""


class Lean(NamedTuple):
    """A figure for a page.

    Attributes
    ----------
    heading
        Its title, as plain text.
    notes
        The notes around it, as plain text: the page writes them, so that they wrap.
    figure
        `data` and `layout`; people have `people`, their numbers, and no text.
    names
        Of each name written on the map, by its place among the annotations: whom or which circle it names.
    """

    heading: str
    notes: list[str]
    figure: Json
    names: list[list[Any]]


def lean(figure: go.Figure, circles: Sequence[str]) -> Lean:
    """Return a figure of `netmap.draw` without what the page's own columns tell of people.

    Parameters
    ----------
    figure
        With the number of each person as the first entry of `customdata`.
    circles
        The name of each, by number.
    """
    told: Json = json.loads(figure.to_json())
    layout = told["layout"]
    title = layout.pop("title", None) or {}
    for unused in ("meta", "height", "width"):
        layout.pop(unused, None)
    notes: list[Json] = []
    kept: list[Json] = []
    for written in layout.get("annotations", []):
        (notes if written.get("xref") == "paper" else kept).append(written)
    layout["annotations"] = kept
    below = [_line(trace) for trace in told["data"] if not _of_people(trace)]
    # the legend's last first, so that in a crowd those in touch lie over those who are not
    people = [_people(trace) for trace in reversed(told["data"]) if _of_people(trace)]
    return Lean(
        heading=plain(title.get("text", "")),
        notes=[plain(note["text"]) for note in notes],
        figure={"data": [*below, *people], "layout": layout},
        names=[*_named(kept, circles)],
    )


def at_night(figure: Json) -> Json:
    """Return the `figure` of a `Lean` as it would be if `netmap.draw` had drawn it dark."""
    layout = {name: part for name, part in figure["layout"].items() if name != "template"}
    inked = by_night({"data": figure["data"], "layout": layout})
    inked["layout"]["template"] = json.loads(pio.templates[NIGHT.template].to_json())
    return inked  # type: ignore[no-any-return]


def changes(light: Any, dark: Any, path: tuple[Any, ...] = ()) -> Iterator[list[Any]]:
    """Yield what is different in the dark figure: the path of each value, and the value.

    >>> [*changes({"a": [1, {"b": 2}], "c": 3}, {"a": [1, {"b": 4}], "c": 3})]
    [[['a', 1, 'b'], 4]]
    """
    if isinstance(light, dict) and light.keys() == dark.keys() and not light.keys() & {"bdata", "of"}:
        for key in light:
            yield from changes(light[key], dark[key], (*path, key))
    elif isinstance(light, list) and len(light) == len(dark):
        for place, (one, other) in enumerate(zip(light, dark, strict=True)):
            yield from changes(one, other, (*path, place))
    elif light != dark:
        yield [list(path), dark]


def plain(pseudo: str) -> str:
    """Return what plotly would show of a text as plain text.

    >>> plain("<b>Two &amp;<br>more</b>")
    'Two & more'
    """
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", pseudo)).split())


def _of_people(trace: Mapping[str, Any]) -> bool:
    return "markers" in trace.get("mode", "") and "customdata" in trace


def _people(trace: Json) -> Json:
    """A trace of people: their numbers instead of the words of a hover, and every array packed."""
    numbers = _numbers(trace.pop("customdata"))
    for text in ("hovertemplate", "hovertext", "text"):
        trace.pop(text, None)
    marker = trace["marker"]
    marker |= {name: _aligned(marker[name]) for name in ALIGNED if name in marker}
    line = marker.get("line", {})
    line |= {name: _aligned(line[name]) for name in ("color", "width") if name in line}
    spots = {axis: packed(_floats(trace[axis])) for axis in ("x", "y")}
    return trace | spots | {"people": packed(numbers), "hoverinfo": "none"}


def _line(trace: Json) -> Json:
    """Any other trace: its places as 32-bit floats, which is what the map needs."""
    spots = {axis: packed(_floats(trace[axis])) for axis in ("x", "y") if axis in trace}
    return trace | spots | ({} if "hovertemplate" in trace else {"hoverinfo": "skip"})


def _numbers(told: Any) -> NDArray[np.int64]:
    """The number of each person, which is the first of what is told of them, or all of it."""
    if isinstance(told, dict):
        array = numbers_of(told)
        return (array if array.ndim == 1 else array[:, 0]).astype(np.int64)
    return np.array([each[0] if isinstance(each, list) else each for each in told], np.int64)


def _floats(told: Any) -> NDArray[np.float32]:
    if isinstance(told, dict):
        return numbers_of(told).astype(np.float32)
    return np.array([np.nan if each is None else each for each in told], np.float32)


def _aligned(told: Any) -> Any:
    """One value for all, or one for each person: packed, or one for all after all where they are equal."""
    values = numbers_of(told).tolist() if isinstance(told, dict) else told
    if not isinstance(values, list):
        return told
    of, at = np.unique(np.array(values), return_inverse=True)
    if len(of) == 1:
        return values[0]
    if len(of) < FEW:
        return {"of": of.tolist(), "at": packed(at + 1)}
    return {"of": list(of), "at": packed(at + 1)} if of.dtype.kind == "U" else packed(_floats(told))


def _named(written: Sequence[Json], circles: Sequence[str]) -> Iterator[list[Any]]:
    """Tell whom or which circle each annotation names, as the map itself calls it."""
    of_circle = {safe(circle): place for place, circle in enumerate(circles)}
    for place, annotation in enumerate(written):
        kind, _, whose = str(annotation.pop("name", None) or "").partition(":")
        if kind == "person":
            yield [place, kind, int(whose)]
        elif kind == "circle" and whose in of_circle:
            yield [place, kind, of_circle[whose]]
