"""The head of the index: what follows from all sheets together, anew whenever one of them changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from weaklib.pool.engine.attached import MEMBER, ROW, Made, attach, connected, every, note, plain, reached
from weaklib.pool.engine.humans import humans, known_as
from weaklib.pool.engine.prepared import breadth, links, targets
from weaklib.pool.engine.tables import Table

COLUMNS = ", ".join(ROW)
TIES = f"member, target, {', '.join(ROW[1:])}"
TWICE = "SELECT key FROM member_keys GROUP BY key HAVING count(DISTINCT member) > 1 LIMIT 1"
MOVED = """
    CREATE TABLE moved AS SELECT member, contact FROM touched
    WHERE contact IN (SELECT contact FROM humans)
    OR (member, contact) IN (SELECT (member, contact) FROM known_as)
    ORDER BY ALL"""
# who is known by profile too counts by it; of several addresses of a human the least does
LOOSE = f"""
    CREATE TABLE loose AS
    WITH known AS (
        SELECT coalesce(humans.target, rows.contact) AS target, rows.*
        FROM (FROM unsettled ANTI JOIN known_as USING (member, contact)) AS rows
        LEFT JOIN humans ON rows.contact = humans.contact),
    new AS (FROM known ANTI JOIN settled USING (member, target)),
    first AS (
        SELECT member, target, bool_or(contact = target) AS own, min(contact) AS least FROM new GROUP BY ALL)
    SELECT {", ".join(f"new.{name}" for name in TIES.split(", "))} FROM new JOIN first USING (member, target)
    WHERE new.contact = CASE WHEN own THEN target ELSE least END ORDER BY organisation, member"""
MORE_REACH = """
    CREATE TABLE more_reach AS SELECT DISTINCT member, organisation FROM ({}) AS ties
    ANTI JOIN ({}) AS reach USING (member, organisation) WHERE organisation IS NOT NULL ORDER BY ALL"""


def write_head(path: Path, parts: Sequence[Path], made: Made) -> bool:
    """Write what follows from all parts together, unless they know two members by the same hash."""
    with connected(path) as connection:
        connection.execute("SET preserve_insertion_order = false")
        names = attach(connection, parts)
        _write_members(connection, names)
        if connection.sql(TWICE).fetchall():
            return False
        connection.execute(f"CREATE TEMP TABLE pairs AS SELECT DISTINCT * FROM ({every('pairs', names)})")
        _work_out(connection, "humans", humans(), temporary=True)
        _work_out(connection, "known_as", known_as())
        _write_ties(connection, names)
        note(connection, made)
    return True


def _write_members(connection: duckdb.DuckDBPyConnection, parts: list[str]) -> None:
    connection.execute(f"CREATE TABLE members_said AS FROM ({every('said', parts)}) ORDER BY member")
    connection.execute(f"CREATE TABLE members AS SELECT member::{MEMBER} AS member FROM members_said")
    connection.execute(
        "CREATE TEMP TABLE member_keys AS SELECT member, unnest(keys)::UUID AS key, "
        "generate_subscripts(keys, 1) = 1 AS first FROM members_said"
    )
    connection.execute("ALTER TABLE members_said DROP COLUMN keys")
    connection.execute(
        f"CREATE TABLE words AS SELECT DISTINCT code, word FROM ({every('words', parts)}) ORDER BY code"
    )


def _write_ties(connection: duckdb.DuckDBPyConnection, parts: list[str]) -> None:
    """Write the ties that no part can tell by itself, and what is counted over all."""
    connection.execute(
        f"CREATE TEMP TABLE touched AS FROM ({plain(parts, moved=False)}) SEMI JOIN "
        "(SELECT contact FROM humans UNION ALL SELECT contact FROM known_as) USING (contact)"
    )
    connection.execute(MOVED)
    moved = bool(connection.sql("SELECT 1 FROM moved LIMIT 1").fetchall())
    connection.execute(f"CREATE TEMP VIEW settled AS {plain(parts, moved=moved)}")
    back = f" UNION ALL SELECT {COLUMNS} FROM touched SEMI JOIN moved USING (member, contact)" * moved
    connection.execute(f"CREATE TEMP VIEW unsettled AS {every('loose', parts)}{back}")
    connection.execute(LOOSE)
    connection.execute(
        f"CREATE TEMP VIEW ties AS SELECT {TIES} FROM touched ANTI JOIN moved USING (member, contact) "
        f"UNION ALL SELECT {TIES} FROM loose"
    )
    _work_out(connection, "links", links())
    connection.execute("CREATE OR REPLACE TEMP VIEW ties AS FROM settled UNION ALL FROM loose")
    _work_out(connection, "targets", targets())
    theirs = "SELECT * FROM loose" + " UNION ALL FROM settled SEMI JOIN moved USING (member)" * moved
    connection.execute(MORE_REACH.format(theirs, reached(parts, moved=moved)))
    connection.execute(f"CREATE TEMP VIEW reach AS {reached(parts, moved=moved)} UNION ALL FROM more_reach")
    _work_out(connection, "breadth", breadth())


def _work_out(
    connection: duckdb.DuckDBPyConnection, name: str, step: Table, *, temporary: bool = False
) -> None:
    import ibis

    order = "" if temporary else " ORDER BY ALL"
    sql = str(ibis.to_sql(step, dialect="duckdb", pretty=False))
    connection.execute(f"CREATE {'TEMP ' * temporary}TABLE {name} AS FROM ({sql}){order}")
