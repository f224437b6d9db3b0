"""What the panels are made of: a box that says what it is where widgets cannot be seen, and words as text."""

from __future__ import annotations

import html
from typing import Any

from ipywidgets import HTML, VBox

LONGEST = 110
"""Characters that a notebook shows in place of a widget."""


class Panel(VBox):  # type: ignore[misc]
    """Widgets under each other; where no widget can be shown, a sentence stands for them.

    Attributes
    ----------
    said
        The sentence: what this is, and where it works.
    """

    def __init__(self, children: list[Any], *, said: str) -> None:
        self.said = f"{said}: open this notebook in JupyterLab and run it to use it."
        super().__init__(children)

    def __repr__(self) -> str:
        """Say what it is and where it works, where no widget can be shown."""
        return self.said[:LONGEST]


def words(text: str = "") -> Any:
    """Return a widget that shows `text` as text, in lines as wide as the notebook, and reads it aloud."""
    return HTML(as_text(text))


def as_text(text: str) -> str:
    """Return `text` so that a widget shows it and never interprets it.

    >>> as_text("<b>Mara & Söhne</b>")
    '<div role="status">&lt;b&gt;Mara &amp; Söhne&lt;/b&gt;</div>'
    """
    lines = "<br>".join(html.escape(line) for line in text.splitlines())
    return f'<div role="status">{lines}</div>' if text else ""


def tell(widget: Any, text: str) -> None:
    """Change what a widget of `words` shows."""
    widget.value = as_text(text)
