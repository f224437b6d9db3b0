"""The Python that runs a notebook: this one, with nothing of the person's Jupyter set-up in it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient.util import run_sync

from weaklib.pages.keep import OF_A_RUN
from weaklib.pages.still import FOR_A_PAGE

JUPYTER_FOLDERS = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
TEMPORARY = ("TMPDIR", "TEMP", "TMP")
"""Where a kernel keeps what it would remove at its end: it is ended at once, and never comes to that."""
FORGET = "get_ipython().reset(); __import__('weaklib.pages.lighter', fromlist=['']).settled()"
LONGEST_FOLDER = 70  # a socket's path may have 104 bytes, and a name of about 30 is added to the folder's

OPTIONS = (
    "--log-level=ERROR",
    "--HistoryManager.enabled=False",
    "--IPKernelApp.exec_lines=__import__('weaklib.pages.lighter', fromlist=['']).lighter()",
)


class SamePython(AsyncKernelManager):
    """A kernel in the Python that runs now, whatever kernels the person has installed."""

    def __init__(self, **options: object) -> None:
        super().__init__(**options)
        self._speaking: list[AsyncKernelClient] = []

    def client(self, **options: object) -> AsyncKernelClient:  # type: ignore[override]
        """Return what speaks with the kernel; a run forgets to hang up when the kernel is to stay."""
        made: AsyncKernelClient = super().client(**options)
        self._speaking.append(made)
        return made

    def hang_up(self) -> None:
        """Close the lines of all who spoke with the kernel."""
        while self._speaking:
            self._speaking.pop().stop_channels()

    @property
    def kernel_spec(self) -> KernelSpec:
        """The kernel's command, and what its environment adds; it works in a folder of its own."""
        given = os.environ.get("PYTHONPATH", "").split(os.pathsep)
        paths = [str(Path(__file__).parents[2]), *(str(Path(path).resolve()) for path in given if path)]
        return KernelSpec(
            argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", *OPTIONS],
            display_name="Python 3",
            language="python",
            env={
                "PYTHONPATH": os.pathsep.join(paths),
                "PYTHONHASHSEED": "0",
                "PLOTLY_RENDERER": "plotly_mimetype",
                FOR_A_PAGE: "1",
            },
        )


@contextmanager
def private_jupyter(mark: Path | None = None) -> Iterator[tuple[type[SamePython], str]]:
    """Yield a kernel manager and a working folder that are gone afterwards, whatever happens.

    Jupyter and IPython keep their files in that folder (mode 700, files 600) and not in the home folder.
    Where the system has them, sockets in it take the place of network ports.

    Parameters
    ----------
    mark
        A file that names the folder while it is there: `clear_away` removes what a killed run left.
    """
    with _own_folder(mark) as folder:
        settings = {
            "connection_file": str(Path(folder) / "kernel.json"),
            "transport": "ipc" if _SOCKETS else "tcp",
        }

        class Manager(SamePython):
            def __init__(self, **options: object) -> None:
                super().__init__(**{**options, **settings})

        with environment(dict.fromkeys((*JUPYTER_FOLDERS, *TEMPORARY), folder)):
            yield Manager, folder


def forget(kernel: SamePython) -> None:
    """Let a kernel that ran a notebook know nothing of it; what was imported stays loaded."""
    client = kernel.client()
    client.start_channels()
    run_sync(client.wait_for_ready)(timeout=60)
    run_sync(client.execute_interactive)(FORGET, silent=True, timeout=60)
    kernel.hang_up()


def shut_down(kernel: SamePython) -> None:
    """End a kernel at once; it has nothing to save."""
    kernel.hang_up()
    if kernel.has_kernel:
        run_sync(kernel.shutdown_kernel)(now=True)


_SOCKETS = os.name == "posix"


@contextmanager
def _own_folder(mark: Path | None) -> Iterator[str]:
    place = "/tmp" if _SOCKETS and len(os.fsencode(tempfile.gettempdir())) > LONGEST_FOLDER else None  # noqa: S108
    umask = os.umask(0o077)
    try:
        with tempfile.TemporaryDirectory(prefix=OF_A_RUN, dir=place, ignore_cleanup_errors=True) as folder:
            if mark is not None:
                mark.write_text(folder, encoding="utf-8")
            yield folder
    finally:
        if mark is not None:
            mark.unlink(missing_ok=True)
        os.umask(umask)


@contextmanager
def environment(changes: dict[str, str]) -> Iterator[None]:
    """Let variables of the environment have other values for a while; afterwards they are as they were."""
    before = {name: os.environ.get(name) for name in changes}
    os.environ.update(changes)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            os.environ.update({name: value} if value is not None else {})
