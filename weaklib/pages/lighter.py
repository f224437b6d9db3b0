"""What a process that writes a page and ends can do without: the command's, and that of its notebook."""

from __future__ import annotations

import gc
import sys


def lighter() -> None:
    """Let this process load Jupyter in half the time.

    `jsonschema` would build a parser for addresses of the web, which takes most of a second of the processor,
    in case that somebody checks one: no notebook has any. plotly loads it too, before it shows its first
    figure. And what is made for a page stays to its end, so there is little garbage to look for: that takes
    a tenth of the time.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    gc.set_threshold(200_000, 50, 1_000)


def settled() -> None:
    """Let what outlives the first of several pages be looked through for garbage no more.

    That is what was imported and what was laid out for all of them; what the others leave is still found.
    """
    if not gc.get_freeze_count():
        gc.freeze()
