"""What is made of something once, and kept with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar

Made = TypeVar("Made")


@dataclass(frozen=True)
class Keeping:
    """Something that keeps what was made of it."""

    _kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, name: str, make: Callable[[Self], Made]) -> Made:
        """Return what is made of this, which is made but once; nobody may change it.

        Parameters
        ----------
        name
            Under which it is kept.
        make
            Makes it.
        """
        if name not in self._kept:
            self._kept[name] = make(self)
        made: Made = self._kept[name]
        return made
