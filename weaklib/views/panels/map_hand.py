"""What a hand does on the map, told to the kernel: who was clicked, and who is inside a lasso or a box."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets


class Hand(anywidget.AnyWidget):
    """Two buttons that keep the picture, and an ear for what happens on the map beside them.

    Both lists hold numbers of people, and end with a negative count that tells two equal ones apart.

    Attributes
    ----------
    clicked
        Who was clicked last.
    circled
        Who is inside the lasso or the box.
    dark
        Whether JupyterLab is dark.
    view
        From where to where the whole map reaches: left, right, bottom, top.
    least
        How high the map is at least, in pixels; on a wide screen it grows with its width.
    heading, small
        What stands above and below a picture that is kept, in plotly's markup: everything is escaped already.
    """

    _esm = Path(__file__).with_name("map_hand.js").read_text(encoding="utf-8")
    clicked = traitlets.List(traitlets.Int()).tag(sync=True)
    circled = traitlets.List(traitlets.Int()).tag(sync=True)
    dark = traitlets.Bool(default_value=False).tag(sync=True)
    least = traitlets.Int(0).tag(sync=True)
    view = traitlets.List(traitlets.Float()).tag(sync=True)
    heading = traitlets.Unicode("").tag(sync=True)
    small = traitlets.Unicode("").tag(sync=True)


def hand(
    click: Callable[[int], None], circle: Callable[[list[int]], None], dim: Callable[[bool], None]
) -> Any:
    """Return a hand that tells what it did.

    Parameters
    ----------
    click
        Is told the number of a person.
    circle
        Is told the numbers of a group.
    dim
        Is told whether JupyterLab is dark, when that changes.
    """
    held = Hand()
    held.observe(lambda change: click(change["new"][0]), "clicked")
    held.observe(lambda change: circle(change["new"][:-1]), "circled")
    held.observe(lambda change: dim(change["new"]), "dark")
    return held
