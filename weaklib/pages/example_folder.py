"""Where the example is: beside the code, or, where weaklib was installed without it, made anew."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

SHIPPED = Path(__file__).parents[2] / "data" / "example"


@cache
def example_folder() -> Path:
    """Return the folder of the example: exports, goals and ledger of a person who does not exist.

    Where it did not come with weaklib it is made, once a process, in a folder that is gone at the end.
    """
    if (SHIPPED / "ledger.csv").is_file():
        return SHIPPED
    from weaklib import example

    made = Path(tempfile.mkdtemp(prefix="weaklib-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    example.write(made)
    return made
