"""Trying to read each file: how far it is, what is remembered from the last time, and what cannot be read."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable

from weaklib.book import InputError
from weaklib.sources.files import ExportFile, Refused

Progress = Callable[[str, int, int], None]


class Attempts:
    """Calls the reader of a file, tells the progress, and remembers the files that cannot be read.

    Attributes
    ----------
    refused
        The files that could not be read, each with the remedy.
    """

    def __init__(self, progress: Progress | None, total: int) -> None:
        self.progress = progress
        self.total = total
        self.done = 0
        self.refused: list[Refused] = []

    def __call__(self, file: ExportFile, reader: Callable[[], object]) -> object:
        """Return what `reader` makes of `file`, or None where that cannot be read."""
        if self.progress:
            self.progress(file.source, self.done, self.total)
        self.done += file.size
        try:
            return reader()
        except InputError as error:
            self.refused.append(Refused(file.source, str(error)))
        except (zipfile.BadZipFile, zlib.error, EOFError):
            self.refused.append(
                Refused(file.source, "damaged inside its zip file; download the export again")
            )
        except OSError as error:
            self.refused.append(Refused(file.source, f"cannot be opened ({error.strerror or error})"))
        return None
