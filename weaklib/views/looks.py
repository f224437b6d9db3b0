"""The map by day and by night: what water, land, lines and people are inked with, each as one look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from weaklib.views.theme import CLASS_COLOURS, DARK_INK, DARK_SOFT_INK, INK, SOFT_INK

SYMBOLS: Mapping[str, str] = MappingProxyType(
    {
        "strong": "square",
        "moderately weak": "diamond",
        "weak": "circle",
        "fading": "triangle-down",
        "dormant": "triangle-up",
        "nominal": "circle-open",
        "unknown": "circle-open-dot",
    }
)
"""The shape of each class of tie, so that the map can be read without its colours."""

EVEN: Mapping[str, float] = MappingProxyType(
    {
        "triangle-down": 1.25,
        "triangle-up": 1.25,
        "square": 0.95,
        "diamond": 1.1,
        "star": 1.35,
        "circle-open": 0.75,
    }
)
"""By how much a shape is enlarged to look as large as a circle; the many that are open step back."""

CIVIDIS = ("#00224E", "#10336D", "#33456D", "#4F576D", "#666971", "#7D7C76", "#908B77")
BRIGHT_CIVIDIS = ("#787676", "#8A8678", "#A29A74", "#BBAD6B", "#D5C25C", "#EED842", "#FEE838")
"""The parts of cividis (Nunez, Anderton & Renslow 2018) that stand out 3:1 from paper, and from the night.

All colour-blind readers see the order of cividis, and so does a black and white print."""


GROUND = (
    *("sea", "reef", "shallows", "beach", "land", "coast"),
    *("route", "tie", "bridge", "ink", "soft_ink"),
)
"""What has one colour on every map."""


@dataclass(frozen=True)
class Look:
    """The colours of a map.

    Attributes
    ----------
    template
        The name of the plotly template.
    sea, reef, shallows, beach, land, coast
        The ground, from the deep to the shore.
    route, tie, bridge
        Lines: between circles, inside circles, and of those who bridge.
    ink, soft_ink
        Writing.
    classes
        The colour of each class of tie.
    groups
        Of other groups, the largest first.
    others, unknown
        Of the groups that have no colour of their own, and of those of whom it is not known.
    scale
        From little to much.
    """

    template: str
    sea: str
    reef: str
    shallows: str
    beach: str
    land: str
    coast: str
    route: str
    tie: str
    bridge: str
    ink: str
    soft_ink: str
    classes: Mapping[str, str]
    groups: tuple[str, ...]
    others: str
    unknown: str
    scale: tuple[str, ...]

    @property
    def halo(self) -> str:
        """What keeps a name legible over lines and people."""
        return ", ".join([f"0 0 2px {self.land}"] * 4 + [f"0 0 4px {self.land}"] * 2)


DAY = Look(
    template="weaklib",
    sea="#EAF2F7",
    reef="#DEEAF1",
    shallows="#DBE8EF",
    beach="#CDDFE8",
    land="#FFFEFA",
    coast="#BDB9A6",
    route="#C0D4DF",
    tie="#B5AE9C",
    bridge="#2B4252",
    ink=INK,
    soft_ink=SOFT_INK,
    classes=CLASS_COLOURS,
    groups=("#33235E", "#C77700", "#3A8DDE", "#9F7A51", "#7A1B12", "#8440E0", "#0F4F4A", "#AD2F93"),
    others="#7D858C",
    unknown="#7D858C",
    scale=CIVIDIS[::-1],
)
"""The map on paper; a test computes that any two groups stay apart for everybody."""

NIGHT = Look(
    template="weaklib-dark",
    sea="#0F1820",
    reef="#15202A",
    shallows="#16232E",
    beach="#1A2A37",
    land="#22303B",
    coast="#566A78",
    route="#2F4657",
    tie="#5B6A75",
    bridge="#DCE7EE",
    ink=DARK_INK,
    soft_ink=DARK_SOFT_INK,
    classes=MappingProxyType(
        {
            "strong": "#F2F7FF",
            "moderately weak": "#5A93F0",
            "weak": "#35CFA0",
            "fading": "#FF7A33",
            "dormant": "#E58FD0",
            "nominal": "#7B818A",
            "unknown": "#A68058",
        }
    ),
    groups=("#4FA9F5", "#C2A01F", "#F6E96B", "#5BE39A", "#C35BBE", "#BFE9E4", "#D86A4C", "#8077F2"),
    others="#8C98A3",
    unknown="#8C98A3",
    scale=BRIGHT_CIVIDIS,
)
"""The map on a dark screen."""

BY_NIGHT: Mapping[str, str] = MappingProxyType(
    {
        **{getattr(DAY, name): getattr(NIGHT, name) for name in ("others", "unknown", "halo")},
        **dict(zip(DAY.groups, NIGHT.groups, strict=True)),
        **dict(zip(DAY.scale, NIGHT.scale, strict=True)),
        **{DAY.classes[kind]: colour for kind, colour in NIGHT.classes.items()},
        **{getattr(DAY, name): getattr(NIGHT, name) for name in GROUND},
    }
)
"""What each colour of the map by day is by night; no two that differ by night are the same by day."""


def by_night(part: Any, *, coloured: bool = False) -> Any:
    """Return a part of the map's figure in the colours of the night; words and numbers stay what they are.

    >>> by_night({"line": {"color": DAY.tie}, "text": DAY.tie})
    {'line': {'color': '#5B6A75'}, 'text': '#B5AE9C'}
    """
    if isinstance(part, Mapping):
        return {key: by_night(part[key], coloured="color" in key or key == "shadow") for key in part}
    if isinstance(part, list):
        return [by_night(each, coloured=coloured) for each in part]
    return BY_NIGHT.get(part, part) if coloured and isinstance(part, str) else part
