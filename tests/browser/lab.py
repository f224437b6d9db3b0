"""A JupyterLab of its own for tests: a real server on loopback, a real kernel, and a page that drives it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.watching import Listener, Watched
from weaklib.cli.notebooks import QUIET_LAB

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
TOKEN = "only-for-this-test"  # noqa: S105
READY = "jupyterapp.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
RAN = """() => {
  const {content, sessionContext} = jupyterapp.shell.currentWidget;
  const code = [...content.model.cells].filter(cell => cell.type === "code");
  const failed = code.some(cell => cell.outputs.toJSON().some(output => output.output_type === "error"));
  const idle = sessionContext.session?.kernel?.status === "idle";
  return idle && (failed || code.every(cell => cell.executionCount !== null));
}"""
"""Whether every cell has run, or one has failed; cells out of sight are not in the page."""
PATIENCE = 120  # seconds: a server and a kernel start on a busy machine


@contextmanager
def laboratory(place: Path, *notebooks: str, **parameters: str) -> Iterator[str]:
    """Yield the address of a JupyterLab on copies of these notebooks, with nobody's settings but its own.

    What `parameters` name is said in the notebooks instead of what stands there.
    """
    folder, home = place / "notebooks", place / "home"
    for made in (folder, home):
        made.mkdir(parents=True)
    for name in notebooks:
        text = (ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8")
        for parameter, value in parameters.items():
            assert f'{parameter}: str = \\"\\"' in text, f"{name} has no parameter {parameter}"
            text = text.replace(f'{parameter}: str = \\"\\"', f'{parameter}: str = \\"{value}\\"')
        (folder / f"{name}.ipynb").write_text(text, encoding="utf-8")
    environment = {key: text for key, text in os.environ.items() if not key.startswith("JUPYTER")}
    environment |= {"HOME": str(home), "PYTHONPATH": str(ROOT), "JUPYTER_RUNTIME_DIR": str(home / "runtime")}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.port=0"]
    command += ["--LabApp.expose_app_in_browser=True"]
    command += [f"--ServerApp.token={TOKEN}", f"--notebook-dir={folder}", *QUIET_LAB]
    with (place / "lab.log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=place)
    try:
        yield _address(server, home / "runtime", place / "lab.log")
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait(timeout=20)


def _address(server: subprocess.Popen[bytes], runtime: Path, log: Path) -> str:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        for told in runtime.glob("jpserver-*.json"):
            try:
                return str(json.loads(told.read_text(encoding="utf-8"))["url"])
            except (ValueError, KeyError):
                pass  # it is being written
        if server.poll() is not None:
            break
        time.sleep(0.1)
    msg = f"JupyterLab did not start:\n{log.read_text(encoding='utf-8')[-2000:]}"
    raise AssertionError(msg)


@contextmanager
def lab_page(browser: Browser, *, width: int = 1280) -> Iterator[Watched]:
    """Yield a page that reaches this machine alone: whatever else it asks arrives at a socket that counts."""
    listener = Listener()
    proxy = {"server": listener.address, "bypass": "127.0.0.1,localhost"}
    context = browser.new_context(viewport={"width": width, "height": 1000}, proxy=proxy)
    context.set_default_timeout(PATIENCE * 1000)
    try:
        yield Watched(context.new_page(), listener)
    finally:
        context.close()
        listener.socket.close()


def away(opened: Watched) -> list[str]:
    """What left the machine: seen at the socket, or by the browser."""
    # Chromium asks this one of itself, whatever the page
    asked = [line for line in opened.listener.asked if "content-autofill.googleapis.com" not in line]
    near = ("http://127.0.0.1:", "ws://127.0.0.1:", "http://localhost:", "ws://localhost:", "data:", "blob:")
    return [*asked, *(url for url in opened.sent if not url.startswith(near))]


def run_all(page: Page, address: str, notebook: str, *, workspace: str = "") -> None:
    """Open a notebook in JupyterLab, run it from the top, and wait until every cell has run.

    A second page of one JupyterLab needs a `workspace` of its own, or it opens what the first one has open.
    """
    place = f"workspaces/{workspace}/tree" if workspace else "tree"
    page.goto(f"{address}lab/{place}/{notebook}.ipynb?token={TOKEN}")
    page.locator(".jp-Notebook .jp-Cell").first.wait_for()
    page.wait_for_function(READY)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.locator(".lm-Menu-item[data-command='runmenu:run-all']").click()
    page.wait_for_function(RAN)
