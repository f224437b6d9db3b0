"""The report: a notebook run from beginning to end, kept as one page for the period.

`run_report` does what a person would do by hand: open the notebook, fill in its parameters, run
it, and save the page. The notebook stays the only place where it is said what a report shows.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import nbformat
import pandas as pd

from weaklib.book import InputError, OutputError
from weaklib.measures.period import day_of
from weaklib.pages import index, keep, page
from weaklib.pages.execution import Place, Run, running
from weaklib.pages.missing import page_name
from weaklib.pages.notebooks import check_parameters, find_notebook, parameters_of

if TYPE_CHECKING:
    from nbformat import NotebookNode

EDITIONS = {"private": "report", "shared": "report-shared"}
"""The notebook of each edition."""
REPORTS = "reports_dir"
"""The parameter by which a notebook is told where the reports are."""


def run_report(
    data: str | os.PathLike[str],
    *,
    reports: str | os.PathLike[str] = "reports",
    as_of: str | pd.Timestamp = "",
    period: str = "",
    notebook: str | os.PathLike[str] = "report",
    progress: bool = False,
    **parameters: str | float | bool,
) -> Path:
    """Run a notebook on the exports in `data` and keep it as one self-contained page.

    The page has no code, loads nothing and asks nobody for anything. It is the same, byte for
    byte, whenever the input is the same. While it is being written, the page that was there
    before stays as it is; afterwards the new one is there whole.

    Parameters
    ----------
    data
        The folder, the zip or the file with the exports.
    reports
        Where the page is kept, made with mode 700 if it is missing.
    as_of
        The last day that the report looks at; by default the last that the exports cover.
    period
        A month ("2026-10"), a quarter ("2026-Q3") or a year ("2026"); by default the month of `as_of`.
    notebook
        The name of one of weaklib's notebooks, or the path of another one.
    progress
        Whether to show how far the run is, on the error stream.
    parameters
        Values for the notebook's other parameters, of the same types as their defaults.

    Returns
    -------
    Path
        `reports/<period>.html`, mode 600. A notebook other than `report` adds its name:
        `reports/2026-10-02-ties.html`.

    Raises
    ------
    InputError
        If the notebook, a parameter or the exports cannot be used as they are.
    BusyError
        If another run is writing into `reports`.
    OutputError
        If the page cannot be written, or if it is, but the list of reports beside it cannot.
    WeaklibError
        If a step of the notebook failed for another reason; it is kept as far as it came in
        `reports/.failed.ipynb`, mode 600.
    """
    given = {
        "data_dir": str(Path(data).resolve()),
        **_written(as_of),
        **_named("period", period),
        **parameters,
    }
    asked = _asked(notebook, given, Path(reports))
    with keep.locked(Path(reports)) as folder, running(_place(folder), progress=progress) as run:
        return _kept(folder, asked, run)


def run_periods(
    data: str | os.PathLike[str],
    periods: Sequence[str],
    *,
    reports: str | os.PathLike[str] = "reports",
    notebook: str | os.PathLike[str] = "report",
    progress: bool = False,
    **parameters: str | float | bool,
) -> Iterator[Path]:
    """Run a notebook for several periods in one kernel, and yield each page as it is kept.

    Parameters
    ----------
    data, reports, notebook, progress, parameters
        As for `run_report`.
    periods
        Months, quarters or years.

    Yields
    ------
    Path
        The page of each period, in their order; it is the same as `run_report` would write.

    Raises
    ------
    WeaklibError
        As `run_report`, at the first period that fails; the pages before it are kept.
    """
    given = {"data_dir": str(Path(data).resolve())}
    with keep.locked(Path(reports)) as folder, running(_place(folder), progress=progress) as run:
        for period in periods:
            yield _kept(folder, _asked(notebook, {**given, **parameters, "period": period}, folder), run)


class Asked(NamedTuple):
    """A notebook, the parameters of its run, and those with the defaults of the others."""

    notebook: Path
    values: dict[str, Any]
    all: dict[str, Any]


def _asked(notebook: str | os.PathLike[str], given: dict[str, Any], reports: Path) -> Asked:
    """Check what is asked before anything runs; a notebook that looks at earlier reports is told where."""
    path = find_notebook(notebook)
    defaults = parameters_of(nbformat.read(path, as_version=4), path)  # type: ignore[no-untyped-call]
    given = {REPORTS: str(reports.resolve()), **given} if REPORTS in defaults else given
    values = check_parameters(defaults, given, notebook=path.name)
    return Asked(path, values, defaults | values)


def _place(folder: Path) -> Place:
    return Place(work=folder / keep.WORK, failed=folder / keep.FAILED)


def _kept(folder: Path, asked: Asked, run: Run) -> Path:
    done = run(asked.notebook, asked.values)
    kept = keep.write_whole(folder / _file_name(done, asked), page.notebook_page(done))
    (folder / keep.FAILED).unlink(missing_ok=True)
    try:
        index.write_index(folder)
    except OutputError as error:
        msg = f"The report is in {kept}, but the list of reports is still the old one: {error}"
        raise OutputError(msg) from error
    return kept


def _file_name(notebook: NotebookNode, asked: Asked) -> str:
    """`2026-10.html`, or with what else it is: `2026-10-shared.html`, `2026-10-02-ties.html`."""
    cover = page.cover_of(notebook)
    period = cover.get("period") or _month(cover.get("as_of") or asked.all.get("as_of"))
    kind = asked.notebook.stem.removeprefix("report").removeprefix("-")
    return page_name(period, kind or "private")


def _month(day: Any) -> str:
    if not day:
        msg = (
            "The notebook does not say which day it looks at; give as_of, or end a cell on prose.cover(...)."
        )
        raise InputError(msg)
    return f"{day_of(day):%Y-%m}"


def _written(day: str | pd.Timestamp) -> dict[str, str]:
    return _named("as_of", f"{day:%Y-%m-%d}" if isinstance(day, pd.Timestamp) else day)


def _named(name: str, value: str) -> dict[str, str]:
    return {name: value} if value else {}
