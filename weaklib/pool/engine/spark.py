"""Spark answers: the same questions over the same sheets, where they have outgrown one machine."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from weaklib.book import InputError
from weaklib.pool.engine.asking import Engine, members_of, translated
from weaklib.pool.engine.prepared import STEPS
from weaklib.pool.engine.tables import KEYS, MEMBERS, SHEETS, Table
from weaklib.pool.footers import check_once, look_through
from weaklib.pool.manifest import read_manifest
from weaklib.pool.sheet import Sheet
from weaklib.pool.sound import what_is_wrong

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

LOCAL = "spark"
SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
ON_THIS_MACHINE = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.files.openCostInBytes": "0",
    "spark.driver.extraJavaOptions": "-Djava.net.preferIPv4Stack=true",
}
SQL_OF = {"string": "STRING", "array<string>": "ARRAY<STRING>", "float32": "FLOAT", "boolean": "BOOLEAN"}


def open_spark(folder: Path, *, as_of: dt.date, master: str) -> tuple[pd.DataFrame, Engine, tuple[str, ...]]:
    """Return the members of a pool whose sheets count, Spark over it, and what is wrong with other files.

    Parameters
    ----------
    folder
        The pool; a cluster must see it under the same path.
    as_of
        The day.
    master
        "spark" for a session on this machine, or where the cluster listens.

    Raises
    ------
    InputError
        If two sheets are of one member, or Spark or the Java that it needs is not there.
    """
    looked = look_through(folder, read_manifest(folder))
    check_once(looked.sheets)
    current = [sheet for sheet in looked.sheets if sheet.expires >= as_of]
    unsound = {sheet.path: why for sheet in current if (why := what_is_wrong(sheet))}
    sheets = [sheet for sheet in current if sheet.path not in unsound]
    session, close = _session(master)
    _view(_sheets(session, sheets), SHEETS.get_name())
    keys = [(sheet.member, key, key == sheet.keys[0]) for sheet in sheets for key in sheet.keys]
    _view(session.createDataFrame(keys, _columns(KEYS)), KEYS.get_name())
    _view(session.createDataFrame([(sheet.member,) for sheet in sheets], "member STRING"), MEMBERS.get_name())
    for name, step in STEPS.items():
        # worked out now and once: a question would else carry the plan of all that led to its tables
        _view(session.sql(translated(step, "pyspark")[0]).localCheckpoint(), name)

    def put(table: Table, values: Sequence[str]) -> None:
        rows = [(value,) for value in values]
        _view(session.createDataFrame(rows, _columns(table)), table.get_name())

    engine = Engine("pyspark", lambda sql: session.sql(sql).collect(), put, close)
    return members_of(sheets), engine, (*looked.left_out, *unsound.values())


def _session(master: str) -> tuple[SparkSession, Callable[[], None]]:
    """Return a session and what ends it, which leaves one that was there before as it is."""
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        msg = "--engine spark needs PySpark; install it with pip install 'weaklib[spark]', or leave it out."
        raise InputError(msg) from error
    held = SparkSession.getActiveSession()
    if held is not None:
        return held, lambda: None
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    here = master == LOCAL
    builder = SparkSession.builder.master("local[*]" if here else master).appName("weaklib pool")
    for name, value in {**SETTINGS, **(ON_THIS_MACHINE if here else {})}.items():
        builder = builder.config(name, value)
    try:
        session: SparkSession = builder.getOrCreate()
    except (PySparkException, OSError, RuntimeError) as error:
        why = str(error).splitlines()[0][:160]
        msg = f"Spark does not start ({why}); install Java 17 or newer, or leave out --engine."
        raise InputError(msg) from error
    session.sparkContext.setLogLevel("ERROR")
    return session, session.stop


def _sheets(session: SparkSession, sheets: Sequence[Sheet]) -> DataFrame:
    if not sheets:
        return session.createDataFrame([], _columns(SHEETS))
    schema = _columns(SHEETS.drop("member"))
    read = session.read.schema(schema).parquet(*(str(sheet.path) for sheet in sheets))
    return read.selectExpr("replace(_metadata.file_name, '.parquet', '') AS member", "*")


def _columns(table: Table) -> str:
    return ", ".join(f"`{name}` {SQL_OF[str(kind)]}" for name, kind in table.schema().items())


def _view(frame: DataFrame, name: str) -> None:
    frame.createOrReplaceTempView(name)
