"""Notebooks that are run from beginning to end, several of them in one kernel where that is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, cast

from weaklib import book
from weaklib.book import OutputError, WeaklibError
from weaklib.pages import keep
from weaklib.pages.kernel import forget, private_jupyter, shut_down

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from papermill.exceptions import PapermillExecutionError

Run: TypeAlias = "Callable[[Path, Mapping[str, Any]], NotebookNode]"
"""Runs the notebook of a path with its parameters, and returns it with its outputs."""


class Place(NamedTuple):
    """Where a run leaves what is nobody's business but the person's.

    Attributes
    ----------
    work
        A file that says where the kernel works, so that what a killed run left there can be cleared away.
    failed
        Where the notebook is kept, as far as it came, when a step fails.
    """

    work: Path
    failed: Path


@contextmanager
def running(place: Place | None = None, *, progress: bool = False) -> Iterator[Run]:
    """Yield what runs notebooks, in this same Python and a folder of its own.

    All share one kernel, so that the second is spared the imports of the first; each starts from nothing.

    Parameters
    ----------
    place
        Where a run leaves what is the person's alone; nothing is left where it is None.
    progress
        Whether to show a bar on the error stream for each.
    """
    with private_jupyter(place.work if place else None) as (manager, folder):
        kernel = manager(kernel_name="python3")

        def run(path: Path, values: Mapping[str, Any]) -> NotebookNode:
            bar: Any = {"desc": "Writing the page", "unit": "step"} if progress else False
            made = Path(folder) / "run.ipynb"
            if kernel.has_kernel:
                forget(kernel)
            try:
                return _executed(path, made, values, km=kernel, cwd=folder, progress_bar=bar)
            except WeaklibError:
                if place is not None and made.exists():
                    with suppress(OutputError):
                        keep.write_whole(place.failed, made.read_text(encoding="utf-8"))
                raise

        try:
            yield run
        finally:
            shut_down(kernel)


def execute(path: Path, values: Mapping[str, Any], *, progress: bool = False) -> NotebookNode:
    """Return the notebook after a run with `values`.

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
    with running(progress=progress) as run:
        return run(path, values)


def _executed(path: Path, made: Path, values: Mapping[str, Any], **how: Any) -> NotebookNode:
    from nbclient.exceptions import DeadKernelError
    from papermill import PapermillExecutionError, execute_notebook

    made.unlink(missing_ok=True)
    how |= {"request_save_on_cell_execute": False, "kernel_name": "python3"}
    try:
        done = execute_notebook(path, made, dict(values), **how)
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
