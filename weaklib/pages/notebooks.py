"""The notebooks that come with weaklib, and the parameters that each of them declares."""

from __future__ import annotations

import ast
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from weaklib.book import InputError

if TYPE_CHECKING:
    from nbformat import NotebookNode


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
