"""A whole report, cold and warm, against papermill and nbconvert on a notebook that does nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.benchmarks.exports import write_exports
from tests.benchmarks.measuring import Cost, run

COMMAND = "from weaklib.cli import main; main()"

BARE = """
import nbformat, papermill, nbconvert
book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1")])
book.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
nbformat.write(book, "bare.ipynb")
papermill.execute_notebook("bare.ipynb", "bare-run.ipynb", progress_bar=False)
nbconvert.HTMLExporter(template_name="lab").from_filename("bare-run.ipynb")
"""
"""What papermill and nbconvert take for a notebook that does nothing: the floor."""

SIZES = {1_000: (20_000, 1_000, 1.5), 5_000: (100_000, 5_000, 2.0), 30_000: (500_000, 20_000, 4.0)}
"""Of so many contacts how many messages and events there are, and how many floors a warm report may add."""

COLD = 6.0
"""How many floors the largest may add when nothing was read before."""

BACKFILLED, MONTHS, MOST_A_MONTH = 5_000, 24, 2.5
"""Of so many contacts so many months are written at once, and how many CPU-seconds each may take."""


def print_report(folder: Path) -> bool:
    """Write reports of all sizes, print what they cost above the floor; tell whether all keep their limits."""
    floor = bare(folder)
    print(f"\na report, above the floor of bare papermill and nbconvert ({floor:.2f} CPU-s)")
    kept = True
    for contacts, (messages, events, most) in SIZES.items():
        data = folder / f"report-{contacts}"
        data.mkdir()
        write_exports(data, contacts=contacts, messages=messages, events=events)
        cold = report(folder, data)
        warm = min((report(folder, data) for _ in range(2)), key=lambda cost: cost.cpu)
        largest = contacts == max(SIZES)
        kept &= print_above(f"{contacts:,} contacts, cold", cold, floor, COLD if largest else None)
        kept &= print_above(f"{contacts:,} contacts, warm", warm, floor, most)
    return kept & print_backfill(folder, folder / f"report-{BACKFILLED}")


def bare(folder: Path) -> float:
    """Return the CPU-seconds of the floor: the least of three runs."""
    return min(
        run([sys.executable, "-c", BARE], cwd=folder, environment=installed(folder)).cpu for _ in range(3)
    )


def installed(folder: Path) -> dict[str, str]:
    """Return the environment in which everything is compiled once, as pip compiles what it installs.

    Without it weaklib would be compiled in each run where Python may not write beside its source, and what it
    is measured against would not.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def report(folder: Path, data: Path, *more: str, reports: str = "reports") -> Cost:
    """Run `weaklib report` on the exports in `data`."""
    command = [sys.executable, "-c", COMMAND, "report", str(data), "-o", reports, *more]
    return run(command, cwd=folder, environment=installed(folder))


def print_above(what: str, cost: Cost, floor: float, most: float | None) -> bool:
    """Print how many floors a report adds to the floor, and how many floors it is; tell whether it may."""
    above = (cost.cpu - floor) / floor
    verdict = "" if most is None else f"  {'PASS' if above < most else 'FAIL'}: under {most:g} above"
    print(f"{what:24} {cost.cpu:6.2f} CPU-s  {above:5.2f} above, {cost.cpu / floor:5.2f} times{verdict}")
    return most is None or above < most


def print_backfill(folder: Path, data: Path) -> bool:
    """Print what a month costs of two years that are written at once; tell whether it may."""
    cost = report(folder, data, "--backfill", str(MONTHS), reports="backfilled")
    written = len([*(folder / "backfilled").glob("*-*.html")])
    each = cost.cpu / max(written, 1)
    kept = each < MOST_A_MONTH and written == MONTHS
    print(
        f"{BACKFILLED:,} contacts, --backfill {MONTHS}: {written} pages, {each:.2f} CPU-s a month  "
        f"{'PASS' if kept else 'FAIL'}: under {MOST_A_MONTH}"
    )
    return kept
