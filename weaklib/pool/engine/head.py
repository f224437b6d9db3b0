"""The head of the index: what follows from all sheets together.

Where few sheets changed, `near` says for whom it has to be worked out; the rest is taken from the head as it
was. Both ways go through the same expressions, over fewer rows or all.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from weaklib.pool.engine.attached import (
    MEMBER,
    ROW,
    Made,
    Part,
    attach,
    connected,
    every,
    note,
    plain,
    reached,
)
from weaklib.pool.engine.humans import humans, known_as
from weaklib.pool.engine.near import Earlier, narrow
from weaklib.pool.engine.prepared import breadth, links, targets
from weaklib.pool.engine.tables import Table

COLUMNS = ", ".join(ROW)
TIES = f"member, target, {', '.join(ROW[1:])}"
TWICE = "SELECT key FROM every_key GROUP BY key HAVING count(DISTINCT member) > 1 LIMIT 1"
MOVED = """
    SELECT member, contact FROM touched
    WHERE contact IN (SELECT contact FROM humans)
    OR (member, contact) IN (SELECT (member, contact) FROM known_as)"""
# who is known by profile too counts by it; of several addresses of a human the least does
LOOSE = f"""
    WITH known AS (
        SELECT coalesce(humans.target, rows.contact) AS target, rows.*
        FROM (FROM unsettled ANTI JOIN known_as USING (member, contact)) AS rows
        LEFT JOIN humans ON rows.contact = humans.contact),
    new AS (FROM known ANTI JOIN settled USING (member, target)),
    first AS (
        SELECT member, target, bool_or(contact = target) AS own, min(contact) AS least FROM new GROUP BY ALL)
    SELECT {", ".join(f"new.{name}" for name in TIES.split(", "))} FROM new JOIN first USING (member, target)
    WHERE new.contact = CASE WHEN own THEN target ELSE least END"""
MORE_REACH = """
    CREATE TABLE more_reach AS SELECT DISTINCT member, organisation FROM ({}) AS ties
    ANTI JOIN ({}) AS reach USING (member, organisation) WHERE organisation IS NOT NULL ORDER BY ALL"""


def write_head(path: Path, parts: Sequence[Part], made: Made, *, earlier: Earlier | None = None) -> bool:
    """Write what follows from all parts together, unless they know two members by the same hash.

    Parameters
    ----------
    path
        A file that is not there yet.
    parts
        All of them, in their order.
    made
        From what it is made.
    earlier
        The head as it was, where it was made from the same parts but for the sheets that changed since.
    """
    with connected(path) as connection:
        connection.execute("SET preserve_insertion_order = false")
        names = attach(connection, (part.path for part in parts))
        _write_members(connection, names)
        if connection.sql(TWICE).fetchall():
            return False
        few = earlier is not None and narrow(connection, names, earlier)
        _look_at(connection, names, few=few)
        _write_ties(connection, names, few=few)
        connection.execute("CREATE TABLE made_of (number INTEGER, this VARCHAR)")
        connection.executemany(
            "INSERT INTO made_of VALUES (?, ?)", [(n, part.made.this) for n, part in enumerate(parts)]
        )
        note(connection, made)
    return True


def _write_members(connection: duckdb.DuckDBPyConnection, parts: list[str]) -> None:
    connection.execute(f"CREATE TABLE members_said AS FROM ({every('said', parts)}) ORDER BY member")
    connection.execute(f"CREATE TABLE members AS SELECT member::{MEMBER} AS member FROM members_said")
    connection.execute(
        "CREATE TEMP TABLE every_key AS SELECT member, unnest(keys)::UUID AS key, "
        "generate_subscripts(keys, 1) = 1 AS first FROM members_said"
    )
    connection.execute("ALTER TABLE members_said DROP COLUMN keys")
    connection.execute(
        f"CREATE TABLE words AS SELECT DISTINCT code, word FROM ({every('words', parts)}) ORDER BY code"
    )


def _look_at(connection: duckdb.DuckDBPyConnection, parts: list[str], *, few: bool) -> None:
    """Put under their names the rows of the parts from which something is worked out."""
    near = " SEMI JOIN near USING (contact)" if few else ""
    keys = " SEMI JOIN near ON key = near.contact" if few else ""
    connection.execute(f"CREATE TEMP VIEW member_keys AS FROM every_key{keys}")
    connection.execute(
        f"CREATE TEMP TABLE pairs AS SELECT DISTINCT contact, mail FROM ({every('pairs', parts)}){near}"
    )
    kind = "TABLE" if few else "VIEW"
    connection.execute(f"CREATE TEMP {kind} plain AS FROM ({plain(parts, moved=False)}){near}")
    connection.execute(f"CREATE TEMP {kind} unknown AS FROM ({every('loose', parts)}){near}")


def _write_ties(connection: duckdb.DuckDBPyConnection, parts: list[str], *, few: bool) -> None:
    """Write the ties that no part can tell by itself, and what is counted over all."""
    connection.execute(f"CREATE TEMP TABLE humans AS FROM ({_sql(humans())})")
    _write(connection, "known_as", _sql(known_as()), few=few)
    connection.execute(
        "CREATE TEMP TABLE touched AS FROM plain SEMI JOIN "
        "(SELECT contact FROM humans UNION ALL SELECT contact FROM known_as) USING (contact)"
    )
    _write(connection, "moved", MOVED, few=few)
    moved = bool(connection.sql("SELECT 1 FROM moved LIMIT 1").fetchall())
    but = " ANTI JOIN moved USING (member, contact)" if moved else ""
    connection.execute(f"CREATE TEMP VIEW settled AS FROM plain{but}")
    back = f" UNION ALL SELECT {COLUMNS} FROM touched SEMI JOIN moved USING (member, contact)" * moved
    connection.execute(f"CREATE TEMP VIEW unsettled AS FROM unknown{back}")
    _write(connection, "loose", LOOSE, few=few, order="organisation, member")
    near = " SEMI JOIN near USING (contact)" if few else ""
    connection.execute(f"CREATE TEMP VIEW ties AS FROM settled UNION ALL FROM loose{near}")
    _write(connection, "targets", _sql(targets()), few=few, key="target")
    whole = plain(parts, moved=moved)
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW ties AS FROM ({whole}) SEMI JOIN known_as USING (contact) "
        "UNION ALL FROM loose"
    )
    connection.execute(f"CREATE TABLE links AS FROM ({_sql(links())}) ORDER BY ALL")
    theirs = "SELECT * FROM loose" + f" UNION ALL FROM ({whole}) SEMI JOIN moved USING (member)" * moved
    connection.execute(MORE_REACH.format(theirs, reached(parts, moved=moved)))
    connection.execute(f"CREATE TEMP VIEW reach AS {reached(parts, moved=moved)} UNION ALL FROM more_reach")
    connection.execute(f"CREATE TABLE breadth AS FROM ({_sql(breadth())}) ORDER BY ALL")


def _write(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    rows: str,
    *,
    few: bool,
    key: str = "contact",
    order: str = "ALL",
) -> None:
    """Write a table: the rows that were worked out, and of few alone the others as they were."""
    rest = f" UNION ALL FROM before.{name} ANTI JOIN near ON {name}.{key} = near.contact" * few
    connection.execute(f"CREATE TABLE {name} AS FROM (FROM ({rows}){rest}) ORDER BY {order}")


def _sql(step: Table) -> str:
    import ibis

    return str(ibis.to_sql(step, dialect="duckdb", pretty=False))
