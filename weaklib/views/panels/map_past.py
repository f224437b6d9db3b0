"""The earlier days of the map in JupyterLab: laid out when one is first asked for, each measured once."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pandas as pd
from ipywidgets import IntProgress, Layout

from weaklib.book import Book
from weaklib.measures.chronicle import Chronicle, Month, chronicle

PATIENCE = 2.0
"""Seconds after which a bar shows how far the work is."""


class Past:
    """The days that were asked for so far.

    Attributes
    ----------
    bar
        A progress bar; it shows where the work takes longer than `PATIENCE`.
    """

    def __init__(self, book: Book) -> None:
        self.book, self.bar = book, IntProgress(description="Going back", layout=Layout(display="none"))
        self._laid_out: Chronicle | None = None
        self._months: dict[pd.Timestamp, Month] = {}

    def on(self, day: pd.Timestamp, *, others: list[pd.Timestamp] | None = None) -> Month:
        """Return a day; `others` are measured with it, so that a replay does not wait.

        Parameters
        ----------
        day
            Which.
        others
            Further days that will be asked for.
        """
        asked = [one for one in dict.fromkeys([day, *(others or [])]) if one not in self._months]
        for one in self._watched(asked):
            self._laid_out = self._laid_out or chronicle(self.book)
            month = Month(one, self._laid_out)
            _ = month.ties  # measured now, while the bar tells how far it is
            self._months[one] = month
        return self._months[day]

    def _watched(self, asked: list[pd.Timestamp]) -> Iterator[pd.Timestamp]:
        began = time.monotonic()
        self.bar.max, self.bar.value = max(len(asked), 1), 0
        try:
            for done, one in enumerate(asked):
                if time.monotonic() - began > PATIENCE:
                    self.bar.layout.display = ""
                self.bar.value = done
                yield one
        finally:
            self.bar.layout.display = "none"
