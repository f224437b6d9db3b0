"""The Python that runs a notebook: this one, with nothing of the person's Jupyter set-up in it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

JUPYTER_FOLDERS = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
LONGEST_FOLDER = 70  # a socket's path may have 104 bytes, and a name of about 30 is added to the folder's


class SamePython(AsyncKernelManager):
    """A kernel in the Python that runs now, whatever kernels the person has installed."""

    @property
    def kernel_spec(self) -> KernelSpec:
        """The kernel's command, and what its environment adds; it works in a folder of its own."""
        given = os.environ.get("PYTHONPATH", "").split(os.pathsep)
        paths = [str(Path(__file__).parents[2]), *(str(Path(path).resolve()) for path in given if path)]
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", "--log-level=ERROR"],
            display_name="Python 3",
            language="python",
            env={
                "PYTHONPATH": os.pathsep.join(paths),
                "PYTHONHASHSEED": "0",
                "PLOTLY_RENDERER": "plotly_mimetype",
            },
        )


@contextmanager
def private_jupyter() -> Iterator[tuple[type[SamePython], str]]:
    """Yield a kernel manager and a working folder that are gone afterwards, whatever happens.

    Jupyter and IPython keep their files in that folder (mode 700) and not in the home folder.
    Where the system has them, sockets in it take the place of network ports.
    """
    sockets = os.name == "posix"
    place = "/tmp" if sockets and len(os.fsencode(tempfile.gettempdir())) > LONGEST_FOLDER else None  # noqa: S108
    with tempfile.TemporaryDirectory(prefix="weaklib-", dir=place, ignore_cleanup_errors=True) as folder:
        settings = {
            "connection_file": str(Path(folder) / "kernel.json"),
            "transport": "ipc" if sockets else "tcp",
        }

        class Manager(SamePython):
            def __init__(self, **options: object) -> None:
                super().__init__(**{**options, **settings})

        with _environment(dict.fromkeys(JUPYTER_FOLDERS, folder)):
            yield Manager, folder


@contextmanager
def _environment(changes: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in changes}
    os.environ.update(changes)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            os.environ.update({name: value} if value is not None else {})
