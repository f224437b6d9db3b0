"""What changes with a few sheets: everybody whom they know, and whoever has an address in common with these.

Who is behind a hash follows from hashes that stand in one row with it, and from those that stand in one row
with these. So what is not joined to a sheet that changed by any chain of rows, of before or after, is as it
was; and what is, is worked out anew from the same rows by the same expressions.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb
import pyarrow as pa

from weaklib.pool.engine.attached import attach_as, every
from weaklib.pool.engine.parts import Touched

MOST_STEPS, MOST_IDS = 10, 200_000
"""Beyond these everything is worked out anew, which takes no longer."""
STEP = """
    CREATE TEMP TABLE found AS SELECT DISTINCT contact FROM (
        SELECT mail AS contact FROM joined SEMI JOIN (FROM near WHERE step = {0}) AS newest USING (contact)
        UNION ALL
        SELECT contact FROM joined SEMI JOIN (SELECT contact AS mail FROM near WHERE step = {0}) AS newest
        USING (mail))
    ANTI JOIN near USING (contact)"""


class Earlier(NamedTuple):
    """The head as it was, and whom the sheets touch that changed since."""

    path: Path
    touched: Sequence[Touched]


def narrow(connection: duckdb.DuckDBPyConnection, parts: list[str], earlier: Earlier) -> bool:
    """Put the head as it was under `before`, whom changes reach under `near`; tell whether these are few."""
    ids = pa.concat_tables([each.ids for each in earlier.touched])
    pairs = pa.concat_tables([each.pairs for each in earlier.touched])
    connection.register("touched_ids", ids)
    connection.register("touched_pairs", pairs)
    connection.execute(
        "CREATE TEMP TABLE near AS SELECT DISTINCT contact::UUID AS contact, 0 AS step FROM touched_ids"
    )
    connection.execute(
        f"CREATE TEMP VIEW joined AS SELECT contact, mail FROM ({every('pairs', parts)}) "
        "UNION ALL SELECT contact::UUID, mail::UUID FROM touched_pairs"
    )
    for step in range(MOST_STEPS):
        connection.execute(STEP.format(step))
        connection.execute(f"INSERT INTO near SELECT contact, {step + 1} FROM found")
        (found,) = connection.sql("SELECT count(*) FROM found").fetchall()[0]
        connection.execute("DROP TABLE found")
        (count,) = connection.sql("SELECT count(*) FROM near").fetchall()[0]
        if count > MOST_IDS:
            return False
        if not found:
            connection.execute("ALTER TABLE near DROP COLUMN step")
            attach_as(connection, earlier.path, "before")
            return True
    return False
