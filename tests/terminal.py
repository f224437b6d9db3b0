"""A command at a terminal of its own: what it asks is read there, and answered as a person would."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATIENCE = 60.0  # seconds that an answer may take; only what hangs takes longer


@dataclass(frozen=True)
class Session:
    """What a command did: its exit code, what it printed, what stood on the terminal, and how long it took."""

    code: int
    printed: str
    seen: str
    seconds: float


def at_terminal(arguments: Sequence[str | Path], answers: Sequence[tuple[str, str]]) -> Session:
    """Run weaklib at a terminal; each answer is typed, with Enter, when the words before it have appeared."""
    import pty

    ours, theirs = pty.openpty()
    began = time.perf_counter()
    running = subprocess.Popen(
        [sys.executable, "-c", "from weaklib.cli import main; main()", *map(str, arguments)],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=os.environ
        | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "200", "TERM": "dumb"},
        start_new_session=True,
    )
    os.close(theirs)
    seen = ""
    for words, answer in answers:
        new = _read_until(ours, words)
        seen += new
        assert words in new, f"{words!r} was never asked:\n{seen}"
        os.write(ours, f"{answer}\n".encode())
    seen += _read_until(ours, None)
    assert running.stdout is not None
    with running.stdout as stream:
        printed = stream.read().decode()
    code = running.wait(PATIENCE)
    os.close(ours)
    return Session(code, printed, seen, time.perf_counter() - began)


def _read_until(terminal: int, words: str | None) -> str:
    """Read until some words have appeared; until nobody writes there any more where they are None."""
    octets, last = b"", time.monotonic() + PATIENCE
    while time.monotonic() < last:
        if not select.select([terminal], [], [], 0.2)[0]:
            continue
        try:
            more = os.read(terminal, 4096)
        except OSError:  # the other end is closed
            break
        octets += more
        if not more or (words is not None and words in octets.decode("utf-8", "replace")):
            break
    return octets.decode("utf-8", "replace")
