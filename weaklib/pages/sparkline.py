"""A line that is as small as a word: how a figure went over the periods."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from weaklib.pages.prose import safe

WIDE, HIGH, EDGE = 180, 44, 5


def sparkline(places: Sequence[float], figures: Sequence[float], *, label: str, ended: bool = True) -> str:
    """Return figures as a small drawing in SVG, which has the colour of the text around it.

    Parameters
    ----------
    places
        When each figure was, in steps: those one step apart are joined, a wider gap stays open.
    figures
        The earliest first; nan leaves a gap.
    label
        What it says, for who does not see it.
    ended
        Whether the last period has ended; else its dot is hollow.
    """
    points = _points(places, figures)
    if not points:
        return ""
    lines = "".join(
        f'<polyline points="{" ".join(f"{x:.1f},{y:.1f}" for _, x, y in run)}"/>'
        if len(run) > 1
        else f'<circle cx="{run[0][1]:.1f}" cy="{run[0][2]:.1f}" r="1.6" class="dot"/>'
        for run in _runs(points)
    )
    _, x, y = points[-1]
    dot = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.2" class="{"dot" if ended else "open"}"/>'
    return (
        f'<svg class="sparkline" viewBox="0 0 {WIDE} {HIGH}" role="img" aria-label="{safe(label)}">'
        f"{lines}{dot}</svg>"
    )


def _points(places: Sequence[float], figures: Sequence[float]) -> list[tuple[float, float, float]]:
    """The place of each known figure, and where in the drawing it is."""
    known = [(place, figure) for place, figure in zip(places, figures, strict=True) if not math.isnan(figure)]
    if not known:
        return []
    first, last = min(places), max(places)
    least, most = min(figure for _, figure in known), max(figure for _, figure in known)
    across = (WIDE - 2 * EDGE) / (last - first or 1)
    up = (HIGH - 2 * EDGE) / (most - least or 1)
    middle = HIGH / 2 if most == least else HIGH - EDGE
    return [
        (place, EDGE + (place - first) * across, middle - (figure - least) * up) for place, figure in known
    ]


def _runs(points: list[tuple[float, float, float]]) -> list[list[tuple[float, float, float]]]:
    """The points in runs without a gap."""
    runs = [[points[0]]]
    for before, point in pairwise(points):
        if point[0] - before[0] > 1:
            runs.append([])
        runs[-1].append(point)
    return runs
