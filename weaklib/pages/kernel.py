"""The Python that runs a notebook: this one, with nothing of the person's Jupyter set-up in it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager

LONGEST_SOCKET_PATH = 90  # systems allow 104 to 108 bytes, and the socket's number is added


class SamePython(AsyncKernelManager):
    """A kernel in the Python that runs now, whatever kernels the person has installed."""

    @property
    def kernel_spec(self) -> KernelSpec:
        """The command of the kernel and what its environment adds."""
        paths = [str(Path(__file__).parents[2]), *map(os.path.abspath, filter(None, sys.path))]
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            display_name="Python 3",
            language="python",
            env={
                "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths)),
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
    with tempfile.TemporaryDirectory(prefix="weaklib-", ignore_cleanup_errors=True) as folder:
        places = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
        sockets = os.name == "posix" and len(os.fsencode(folder)) < LONGEST_SOCKET_PATH - len("/kernel-ipc")
        settings = {
            "connection_file": os.path.join(folder, "kernel.json"),
            "transport": "ipc" if sockets else "tcp",
        }

        class Manager(SamePython):
            def __init__(self, **options: object) -> None:
                super().__init__(**{**options, **settings})

        with mock.patch.dict(os.environ, dict.fromkeys(places, folder)):
            yield Manager, folder
