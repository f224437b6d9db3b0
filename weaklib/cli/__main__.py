"""`python -m weaklib.cli`: the command by the Python that it is installed in, as timers call it."""

from __future__ import annotations

from weaklib.cli import main

if __name__ == "__main__":
    main()
