"""The ledger: what was asked of whom, what came of it, and whom to leave alone, in one SQLite file.

Every entry is a record that never changes; an edit and an undo are further records. So nothing is lost,
and the ledger can be read as it stood on any day.
"""

from __future__ import annotations

import os
from pathlib import Path

from weaklib.action.ledger.damage import DamageError
from weaklib.action.ledger.database import look
from weaklib.action.ledger.days import day_text, moment_text
from weaklib.action.ledger.entries import CHOSEN, MARKS, OUTCOMES, RATINGS, SENT, STEPS
from weaklib.action.ledger.records import Record
from weaklib.action.ledger.transactions import PATIENCE, Ledger
from weaklib.action.reasons import PURPOSES

NAME = "ledger.sqlite"


def open(path: str | os.PathLike[str] = f"data/{NAME}", *, patience: float = PATIENCE) -> Ledger:  # noqa: A001
    """Open the ledger of a data folder; the file is made, for its owner alone, when the first entry is.

    Parameters
    ----------
    path
        Where it is.
    patience
        For how many seconds to wait for others who write.

    Returns
    -------
    Ledger
        It holds no file open: several notebooks, a terminal and a scheduled run may have one at once.

    Raises
    ------
    DamageError
        If something stands there that is no ledger, or the ledger is gone and its backup is not.

    Examples
    --------
    >>> import tempfile, weaklib as wl
    >>> folder = tempfile.TemporaryDirectory()
    >>> ledger = wl.ledger.open(f"{folder.name}/ledger.sqlite")
    >>> ledger.add("runa-solheim", "sent", on="2026-10-05", purpose="introduction", to_person="Ilse Lund")
    1
    >>> ledger.add("runa-solheim", "replied", on="2026-10-07")
    2
    >>> ledger.marks()[["person", "purpose", "step"]].values.tolist()
    [['runa-solheim', 'introduction', 'sent'], ['runa-solheim', 'introduction', 'replied']]
    >>> folder.cleanup()
    """
    ledger = Ledger(Path(path), patience)
    look(ledger.path)
    return ledger


__all__ = [
    "CHOSEN",
    "MARKS",
    "NAME",
    "OUTCOMES",
    "PURPOSES",
    "RATINGS",
    "SENT",
    "STEPS",
    "DamageError",
    "Ledger",
    "Record",
    "day_text",
    "moment_text",
    "open",
]
