"""A search box with completion, for mouse and keyboard; what it finds is looked up in the kernel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import anywidget
import traitlets

MOST = 10
"""How many completions stand below the box."""
NOTHING = "Nothing that is known begins like this"
"""What stands there where nothing is found; it cannot be picked."""


class Entry(NamedTuple):
    """One completion.

    Attributes
    ----------
    key
        What is given back when it is picked; "" cannot be.
    label, note
        What it is called, and what stands beside it; plain text.
    """

    key: str
    label: str
    note: str


class Finder(anywidget.AnyWidget):
    """A box in which one types, and a list of what was found.

    Attributes
    ----------
    query
        What is typed.
    found
        The completions, each with `key`, `label` and `note`; shown as text, never as HTML.
    picked
        The key of the completion picked last, and how many have been.
    label, placeholder
        What the box is called, and what stands in it while it is empty.
    """

    _esm = Path(__file__).with_name("map_finder.js").read_text(encoding="utf-8")
    _css = Path(__file__).with_name("map_finder.css").read_text(encoding="utf-8")
    query = traitlets.Unicode("").tag(sync=True)
    found: Any = traitlets.List().tag(sync=True)
    picked: Any = traitlets.List().tag(sync=True)
    label = traitlets.Unicode("Search").tag(sync=True)
    placeholder = traitlets.Unicode("").tag(sync=True)


def finder(
    look_up: Callable[[str], Sequence[Entry]], pick: Callable[[str], None], *, label: str, placeholder: str
) -> Any:
    """Return a search box.

    Parameters
    ----------
    look_up
        Finds the completions of what is typed, the best first.
    pick
        Is told the key of what was picked.
    label, placeholder
        What the box is called, and what stands in it while it is empty.
    """
    box = Finder(label=label, placeholder=placeholder)

    def typed(change: dict[str, Any]) -> None:
        nothing = [Entry("", NOTHING, "")] if change["new"].strip() else []
        box.found = [entry._asdict() for entry in look_up(change["new"])[:MOST] or nothing]

    box.observe(typed, "query")
    box.observe(lambda change: pick(str(change["new"][0])), "picked")
    return box
