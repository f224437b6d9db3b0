"""The page of a run of the benchmarks: what was asked, what came out, and on which machine, all from one run."""

from __future__ import annotations

import io
import os
import platform
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TextIO

from tests.benchmarks.measuring import MIB

LIBRARIES = ("numpy", "pandas", "pyarrow", "networkx", "plotly", "papermill", "nbconvert", "duckdb")


class Both(io.TextIOBase):
    """Writes what is printed where it was going anyway, and keeps it."""

    def __init__(self, terminal: TextIO) -> None:
        self.terminal, self.kept = terminal, io.StringIO()

    def write(self, text: str) -> int:
        self.terminal.write(text)
        self.terminal.flush()
        return self.kept.write(text)


@dataclass
class Page:
    """The parts of a run, in order: the question of each, whether it kept its limits, and what it printed."""

    parts: list[tuple[str, bool, str]] = field(default_factory=list)

    def part(self, question: str, measure: Callable[[], bool]) -> bool:
        """Measure one part: print it, keep it, and return whether it kept its limits."""
        print(f"\n## {question}\n")
        both = Both(sys.stdout)
        with redirect_stdout(both):
            kept = measure()
        lines = [line.rstrip() for line in both.kept.getvalue().strip("\n").splitlines()]
        self.parts.append((question, kept, "\n".join(lines)))
        return kept

    def markdown(self, day: str) -> str:
        """Return the page."""
        verdicts = "\n".join(f"| {question} | {_verdict(kept)} |" for question, kept, _ in self.parts)
        bodies = "\n\n".join(
            f"## {question}\n\n{_verdict(kept)}.\n\n```text\n{said}\n```"
            for question, kept, said in self.parts
        )
        return (
            f"# What it costs\n\nAll of it is from one run of `make bench` on {day}: {machine()}. CPU-s are "
            "seconds of one core, of a process with everything that it starts. Ratios hold elsewhere, seconds "
            f"do not.\n\n| question | limits |\n|---|---|\n{verdicts}\n\n{bodies}\n"
        )

    def write(self, path: Path, day: str) -> None:
        """Write the page."""
        path.write_text(self.markdown(day), encoding="utf-8")


def machine() -> str:
    """Return in words on what was measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / MIB / 1024
    parts = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"{os.cpu_count()} cores of {platform.machine()}, {memory:.0f} GiB, {platform.system()}, "
        f"Python {platform.python_version()}, {parts}"
    )


def question_of(measure: Callable[..., object]) -> str:
    """Return the first line of what the module of a benchmark says of itself."""
    said = sys.modules[measure.__module__].__doc__ or measure.__module__
    return said.strip().splitlines()[0].rstrip(".")


def _verdict(kept: bool) -> str:
    return "kept" if kept else "**not kept**"
