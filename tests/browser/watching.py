"""A page opened in a real browser, and everything it does that it should not."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FOUND = """() => ({
  canaries: document.querySelectorAll('[data-canary]').length,
  links: [...document.querySelectorAll('a')].map(a => a.getAttribute('href') || a.getAttribute('xlink:href'))
    .filter(href => href && !href.startsWith('#')),
  images: [...document.querySelectorAll('img, image')].map(i => i.getAttribute('src') || i.getAttribute('href')),
  frames: document.querySelectorAll('iframe, object, embed').length,
  styled: [...document.querySelectorAll('[style*="evil"]')].length,
  handlers: [...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => /^on/.test(a.name))).length,
})"""
NOTHING = {"canaries": 0, "links": [], "images": [], "frames": 0, "styled": 0, "handlers": 0}
"""What of a page's payloads came alive, and what it says where none did."""


class Listener:
    """A socket that stands for the whole internet, and what was asked of it."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.asked: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.socket.getsockname()[1]}"

    def _listen(self) -> None:
        while True:
            try:
                caller, _ = self.socket.accept()
            except OSError:
                return
            with caller:
                caller.settimeout(5)
                try:
                    asked = caller.recv(4096).decode("latin-1")
                except OSError:
                    asked = ""
                self.asked.append(asked.splitlines()[0] if asked else "a connection")


class Watched:
    """An open page: its dialogs, its requests at the socket and in the browser, and its complaints."""

    def __init__(self, page: Page, listener: Listener) -> None:
        self.page = page
        self.dialogs: list[str] = []
        self.sent: list[str] = []
        self.complaints: list[str] = []
        self.listener = listener
        page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: self.sent.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)

    @property
    def requests(self) -> list[str]:
        """What left the page: seen at the socket, or by the browser itself; the file does not count."""
        away = [url for url in self.sent if not url.startswith(("file:", "data:", "blob:"))]
        return [*self.listener.asked, *away]

    def open(self, path: Path) -> Watched:
        """Open a file and wait until its charts are drawn."""
        self.page.goto(path.as_uri())
        self.page.wait_for_function(
            "[...document.querySelectorAll('.chart')].every(c => c.querySelector('.main-svg'))"
        )
        self.page.wait_for_timeout(300)
        return self


@contextmanager
def watched(browser: Browser, *, width: int = 1280) -> Iterator[Watched]:
    """Yield a page all of whose requests, to any host, arrive at one socket that counts them."""
    listener = Listener()
    proxy = {"server": listener.address, "bypass": "<-loopback>"}
    context = browser.new_context(viewport={"width": width, "height": 900}, proxy=proxy)
    try:
        yield Watched(context.new_page(), listener)
    finally:
        context.close()
        listener.socket.close()


def colours(page: Page, selector: str) -> list[int]:
    """How many different colours each element shows on screen: pixels, not promises."""
    counted = []
    for element in page.query_selector_all(selector):
        picture = element.screenshot()
        probe = page.context.new_page()
        counted.append(probe.evaluate(COUNT_COLOURS, list(picture)))
        probe.close()
    return counted


COUNT_COLOURS = """async bytes => {
  const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)], {type: "image/png"}));
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  const pen = canvas.getContext("2d");
  pen.drawImage(picture, 0, 0);
  const seen = new Set(new Uint32Array(pen.getImageData(0, 0, picture.width, picture.height).data.buffer));
  return seen.size;
}"""
