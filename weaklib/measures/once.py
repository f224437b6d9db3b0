"""What is made of something that nobody changes: made once, and kept with it for as long as it is there."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Made = TypeVar("Made")

KEPT = "_weaklib_kept"


def once(of: object, name: Hashable, make: Callable[[], Made]) -> Made:
    """Return what is made of a book, or of what was made of one: the first time it is made, then kept.

    A book is laid out for measuring by everybody who measures it. Nobody writes to its tables, so what is
    laid out once serves them all; a book cut at a day, or otherwise another one, is laid out anew.

    Parameters
    ----------
    of
        What it is made of: frozen, and its tables as well as frozen. What is kept goes when this goes.
    name
        Under which it is kept, with all that it depends on besides.
    make
        Makes it; nobody may change it.
    """
    room: dict[Hashable, Any] = vars(of).setdefault(KEPT, {})
    if name not in room:
        room[name] = make()
    made: Made = room[name]
    return made
