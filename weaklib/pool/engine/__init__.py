"""The engine of a pool: what puts its sheets under the questions, DuckDB or Spark.

DuckDB runs here with nothing to start, Spark where one machine ends. Questions are Ibis expressions over the
tables of `tables`; they are the same for both, and so are the answers. Only this folder knows Ibis and what
runs it.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from weaklib.book import InputError
from weaklib.pool.engine.asking import Pool
from weaklib.pool.footers import Tell
from weaklib.pool.manifest import read_manifest

__all__ = ["Pool", "open_pool"]

EMBEDDED = "duckdb"
LOCAL = "spark"


def open_pool(
    folder: Path,
    *,
    as_of: dt.date,
    engine: str = EMBEDDED,
    tell: Tell | None = None,
) -> Pool:
    """Open a pool for questions; use it in a `with`, or close it.

    A file among the sheets that is none of this pool, or is damaged, does not count and stops nobody: what is
    wrong with it stands in `left_out`.

    Parameters
    ----------
    folder
        The pool.
    as_of
        The day; sheets that have expired by then do not count.
    engine
        "" or "duckdb" runs here, with nothing to start; "spark" starts a session on this machine, and
        "spark://HOST:PORT" uses a cluster that sees the folder under the same path.
    tell
        Is told how far it is, where many sheets are new: a text, what is done, and of how much.

    Raises
    ------
    InputError
        If the folder is no pool, two sheets in it are of one member, or the engine is not known or not there.
    OutputError
        If what is worked out of the sheets cannot be written anywhere.

    Examples
    --------
    >>> with open_pool(Path("pool"), as_of=dt.date(2026, 11, 1)) as pool:  # doctest: +SKIP
    ...     introducers(pool, asker, organisation="Nordlicht")
    """
    manifest = read_manifest(folder)
    if engine in ("", EMBEDDED):
        from weaklib.pool.engine.duck import open_duckdb

        members, answering, left_out = open_duckdb(folder, manifest, as_of=as_of, tell=tell)
    elif engine == LOCAL or engine.startswith("spark://"):
        from weaklib.pool.engine.spark import open_spark

        members, answering, left_out = open_spark(folder, as_of=as_of, master=engine)
    else:
        msg = f"--engine is {engine!r}; use duckdb, spark or spark://HOST:PORT."
        raise InputError(msg)
    return Pool(manifest.name, manifest.k, members, answering, left_out)
