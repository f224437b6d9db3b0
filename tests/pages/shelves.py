"""Folders of reports that are nothing but what the index reads of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from weaklib.pages.figures import block

FIGURES = ("people", "in touch", "gone quiet", "circles", "sole ways in", "employers")


def report(
    folder: Path, name: str, day: str, figures: Mapping[str, object] | None = None, *, period: str = ""
) -> Path:
    """A page named so, told as of a day, with its headline figures where there are any."""
    folder.mkdir(mode=0o700, exist_ok=True)
    carried = "" if figures is None else block("headline", dict(figures))
    of = period or name.removesuffix(".html").removesuffix("-shared")
    path = folder / name
    path.write_text(
        f'<!DOCTYPE html>\n<html lang="en" data-period="{of}" data-day="{day}">\n<head>\n<title>x</title>\n'
        f"{carried}</head>\n<body></body>\n</html>\n",
        encoding="utf-8",
    )
    return path


def many(folder: Path, *, months: int) -> Path:
    """A folder with a report of each of some months up to October 2026, and a shared one of the last."""
    for number, end in enumerate(pd.date_range(end="2026-10-31", periods=months, freq="ME")):
        told = {name: 40 + (3 + place) * number for place, name in enumerate(FIGURES)}
        report(folder, f"{end:%Y-%m}.html", f"{end:%Y-%m-%d}", told)
    report(folder, "2026-10-shared.html", "2026-10-31", {"people": 150})
    (folder / "letter.html").write_text("Dear Ada", encoding="utf-8")
    return folder
