"""What installing a job does to the machine, as data: it can be shown before it is done."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Step(NamedTuple):
    """A command that is run, or a file that is written or removed.

    Attributes
    ----------
    command
        The command as words; () for a file.
    said
        What the command reads on its input, or what the file holds.
    path
        The file; None for a command.
    gone
        Whether the file is removed.
    """

    command: tuple[str, ...] = ()
    said: str = ""
    path: Path | None = None
    gone: bool = False

    def in_words(self) -> str:
        """Return it as it is shown."""
        if self.path is not None:
            return f"remove {self.path}" if self.gone else f"write {self.path}:\n{self.said}"
        told = "run " + " ".join(self.command)
        return f"{told}, with the input:\n{self.said}" if self.said else told
