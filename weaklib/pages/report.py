"""The report: a notebook run from beginning to end, kept as one page for the month.

`run_report` does what a person would do by hand: open the notebook, fill in its parameters, run
it, and save the page. The notebook stays the only place where it is said what a report shows.
"""

from __future__ import annotations

import ast
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import nbformat
import pandas as pd

from weaklib import book
from weaklib.book import InputError, WeaklibError
from weaklib.pages import keep, page
from weaklib.pages.kernel import private_jupyter

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from papermill.exceptions import PapermillExecutionError


def run_report(
    data: str | os.PathLike[str],
    *,
    reports: str | os.PathLike[str] = "reports",
    as_of: str | pd.Timestamp = "",
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
        The last day that the report looks at; by default the last day that the exports cover.
    notebook
        The name of one of weaklib's notebooks, or the path of another one.
    progress
        Whether to show how far the run is, on the error stream.
    parameters
        Values for the notebook's other parameters, of the same types as their defaults.

    Returns
    -------
    Path
        `reports/<YYYY-MM>.html`, mode 600, where the month is that of `as_of`. A notebook other
        than `report` adds its name: `reports/2026-10-02-ties.html`.

    Raises
    ------
    InputError
        If the notebook, a parameter or the exports cannot be used as they are.
    BusyError
        If another run is writing into `reports`.
    OutputError
        If the page cannot be written.
    WeaklibError
        If a step of the notebook failed for another reason.
    """
    path = find_notebook(notebook)
    source = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    given = {"data_dir": str(Path(data).resolve()), **_written(as_of), **parameters}
    defaults = parameters_of(source, path)
    values = check_parameters(defaults, given, notebook=path.name)
    with keep.locked(Path(reports)) as folder:
        done = execute(path, values, progress=progress)
        month = _period(done, defaults | values)
        name = f"{month}.html" if path.stem == "report" else f"{month}-{path.stem}.html"
        return keep.write_whole(folder / name, page.notebook_page(done))


def notebooks_folder() -> Path:
    """Return where weaklib's notebooks are: inside the installed package, else beside it.

    Returns
    -------
    Path
        A folder with `report.ipynb`.

    Raises
    ------
    InputError
        If they are in neither place.
    """
    package = Path(__file__).parents[1]
    for folder in (package / "notebooks", package.parent / "notebooks"):
        if (folder / "report.ipynb").is_file():
            return folder
    msg = f"The notebooks are missing from {package}; mend it: pip install --force-reinstall weaklib"
    raise InputError(msg)


def find_notebook(notebook: str | os.PathLike[str]) -> Path:
    """Return the path of a notebook, given its name or its path.

    Parameters
    ----------
    notebook
        The name of one of weaklib's notebooks, or the path of another one, which ends in .ipynb.

    Returns
    -------
    Path
        Where it is, in full.

    Raises
    ------
    InputError
        If there is none; the names of weaklib's own are listed.
    """
    path = Path(notebook)
    if path.suffix != ".ipynb":
        path = notebooks_folder() / f"{path.name}.ipynb"
    if path.is_file():
        return path.resolve()
    known = ", ".join(sorted(found.stem for found in notebooks_folder().glob("*.ipynb")))
    msg = f"There is no notebook {os.fspath(notebook)!r}; weaklib's own are {known}; give others by path."
    raise InputError(msg)


def parameters_of(notebook: NotebookNode, path: Path) -> dict[str, Any]:
    """Return the notebook's parameters with their defaults, from its cell tagged `parameters`.

    Parameters
    ----------
    notebook
        The notebook.
    path
        Where it came from, for the message.

    Returns
    -------
    dict
        The default of each parameter, by name.

    Raises
    ------
    InputError
        If it has no such cell, or the cell holds anything but names and plain values.
    """
    cells = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    try:
        (cell,) = cells
        return dict(map(_default, ast.parse(cell.source).body))
    except (ValueError, SyntaxError, TypeError) as error:
        msg = f"{path.name} needs one cell tagged 'parameters', with lines such as: as_of: str = ''"
        raise InputError(msg) from error


def _default(line: ast.stmt) -> tuple[str, Any]:
    if isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name) and line.value is not None:
        return line.target.id, ast.literal_eval(line.value)
    if isinstance(line, ast.Assign) and len(line.targets) == 1 and isinstance(line.targets[0], ast.Name):
        return line.targets[0].id, ast.literal_eval(line.value)
    raise ValueError(ast.unparse(line))


def check_parameters(defaults: dict[str, Any], given: dict[str, Any], *, notebook: str) -> dict[str, Any]:
    """Return `given` if the notebook knows each name and each value has its default's type.

    Parameters
    ----------
    defaults
        The notebook's parameters.
    given
        The values for this run. An int will do where the default is a float.
    notebook
        The notebook's name, for the message.

    Returns
    -------
    dict
        `given`.

    Raises
    ------
    InputError
        With every fault at once, and the valid names.
    """
    faults = [f"it has no parameter {name!r}" for name in given if name not in defaults]
    faults += [
        f"{name} is {value!r}, but should be of the kind of {defaults[name]!r}"
        for name, value in given.items()
        if name in defaults and not _alike(value, defaults[name])
    ]
    if faults:
        msg = f"{notebook} cannot run so: {'; '.join(faults)}. Its parameters are {', '.join(defaults)}."
        raise InputError(msg)
    return given


def _alike(value: Any, default: Any) -> bool:
    return type(value) is type(default) or (type(value) is int and type(default) is float)


def execute(path: Path, values: dict[str, Any], *, progress: bool = False) -> NotebookNode:
    """Return the notebook after a run with `values`, in this same Python and a folder of its own.

    Parameters
    ----------
    path
        The notebook.
    values
        Its parameters for this run.
    progress
        Whether to show a bar on the error stream.

    Returns
    -------
    NotebookNode
        The notebook with its outputs; the file is as it was.

    Raises
    ------
    WeaklibError
        If a step failed: the error that weaklib itself raised there, or one that names the step.
    """
    from nbclient.exceptions import DeadKernelError
    from papermill import PapermillExecutionError, execute_notebook

    bar: Any = {"desc": "Writing the page", "unit": "step"} if progress else False
    with private_jupyter() as (manager, folder):
        python = {"kernel_name": "python3", "kernel_manager_class": manager, "shutdown_kernel": "immediate"}
        try:
            done = execute_notebook(path, None, values, cwd=folder, progress_bar=bar, **python)
        except PapermillExecutionError as error:
            raise _as_raised(error, path) from error
        except DeadKernelError as error:
            msg = f"{path.name} was cut off, most often for want of memory; close other programs and retry."
            raise WeaklibError(msg) from error
    return cast("NotebookNode", done)


def _as_raised(error: PapermillExecutionError, path: Path) -> WeaklibError:
    """The error as the notebook raised it, where it is weaklib's; else one that names the step."""
    kind = getattr(book, error.ename, None)
    if isinstance(kind, type) and issubclass(kind, WeaklibError):
        return kind(error.evalue)
    step = next(filter(str.strip, error.source.splitlines()), "").strip()
    return WeaklibError(
        f"{path.name} stopped at the step {step!r}: {error.ename}: {error.evalue}. --debug shows more."
    )


def _period(notebook: NotebookNode, values: dict[str, Any]) -> str:
    day = page.cover_of(notebook).get("as_of") or values.get("as_of")
    if not day:
        msg = (
            "The notebook does not say which day it looks at; give as_of, or end a cell on prose.cover(...)."
        )
        raise InputError(msg)
    return f"{pd.Timestamp(day):%Y-%m}"


def _written(day: str | pd.Timestamp) -> dict[str, str]:
    written = f"{day:%Y-%m-%d}" if isinstance(day, pd.Timestamp) else day
    return {"as_of": written} if written else {}
