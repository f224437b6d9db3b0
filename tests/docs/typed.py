"""The `weaklib` command as somebody types it, in this process: a process of its own costs a second each."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from weaklib import cli


class Said(NamedTuple):
    """What a command left: its exit code, and what it said on both streams."""

    code: int
    text: str


def typed(arguments: list[str], place: Path) -> Said:
    """What the command says that is typed in a folder."""
    said = io.StringIO()
    with (
        contextlib.chdir(place),
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(said),
        mock.patch.object(sys, "argv", ["weaklib", *arguments]),
        mock.patch.dict(os.environ, {"COLUMNS": "200", "NO_COLOR": "1"}),
    ):
        try:
            cli.main()
        except SystemExit as end:
            return Said(int(end.code or 0), said.getvalue())
    return Said(0, said.getvalue())
