"""DuckDB and a real session of Spark give equal tables, ties broken alike, on three pools."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pandas as pd
import pytest

from tests.pool.made import DAY, make_pool, manifest
from tests.pool.test_brute_force import drawn, write
from weaklib.book import InputError
from weaklib.pool import questions, report
from weaklib.pool.engine import Pool, open_pool
from weaklib.pool.engine.spark import ON_THIS_MACHINE, SETTINGS

Asked = dict[str, str]
MADE: dict[str, tuple[Callable[[Path], object], tuple[Asked, ...]]] = {
    "communities": (
        lambda folder: make_pool(folder, members=40, ties=50, people=300, seed=5),
        ({"organisation": "Works 000001"}, {"field": "energy", "seniority": "director"}),
    ),
    "drawn at random": (lambda folder: write(folder, drawn(seed=11)), ({"organisation": "Aurora"},)),
    "empty": (manifest, ()),
}
"""Pools, and whom members ask for in each."""


def answers(pool: Pool, asked: tuple[Asked, ...]) -> Iterator[tuple[str, pd.DataFrame]]:
    """Every question, the introductions for two askers."""
    yield "coverage", questions.coverage(pool)
    yield "overlap", questions.overlap(pool)
    yield "only bridges", questions.only_bridges(pool)
    yield "summary", report.summary(pool).to_frame()
    for asker in pool.members.index[:1]:
        yield "also know", questions.also_know(pool, asker)
        yield "nearest", questions.nearest(pool, asker, organisation="Works", function="data")
    for asker in pool.members.index[:2]:
        for each in asked:
            yield f"{each} {asker}", questions.introducers(pool, asker, **each)


@pytest.fixture(scope="module")
def session() -> Iterator[None]:
    """One session for all pools, which takes least for tables of a few rows: no code is made for them."""
    if find_spec("pyspark") is None or shutil.which("java") is None:
        pytest.skip("no Spark: pip install 'weaklib[spark]', and Java 17 or newer")
    from pyspark.sql import SparkSession

    plain = {"spark.sql.shuffle.partitions": 1, "spark.sql.codegen.wholeStage": False}
    plain |= {"spark.sql.codegen.factoryMode": "NO_CODEGEN", "spark.sql.adaptive.enabled": False}
    builder = SparkSession.builder.master("local[1]").config(map={**SETTINGS, **ON_THIS_MACHINE, **plain})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)  # python3 of PATH may be another version
        started = builder.getOrCreate()
        yield
        started.stop()


# PySpark leaves its sockets to the interpreter, which warns of each
@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("name", MADE)
def test_both_engines_give_equal_tables(tmp_path: Path, name: str) -> None:
    make, asked = MADE[name]
    make(tmp_path)
    with open_pool(tmp_path, as_of=DAY) as pool:
        here = dict(answers(pool, asked))
        members = pool.members
    with open_pool(tmp_path, as_of=DAY, engine="spark") as pool:
        there = dict(answers(pool, asked))
        pd.testing.assert_frame_equal(pool.members, members)
    assert list(there) == list(here)
    for question, table in here.items():
        pd.testing.assert_frame_equal(there[question], table, obj=f"{name}: {question}")
    assert (name == "empty") == (not any(len(t) for q, t in here.items() if q.startswith("{")))


def test_equal_paths_are_told_apart_by_ids_alone(tmp_path: Path) -> None:
    """Many paths are as good as one another, so that only the order by ids makes tables equal."""
    make_pool(tmp_path, members=40, ties=50, people=300, seed=5)
    with open_pool(tmp_path, as_of=DAY) as pool:
        found = questions.introducers(pool, pool.members.index[0], organisation="Works 000001", limit=500)
    alike = found[["step", "weakest", "opens", "target"]].duplicated(keep=False)
    assert alike.sum() > 5
    for _, group in found.groupby(["step", "weakest", "opens", "target"], dropna=False, sort=False):
        assert group["introducer"].is_monotonic_increasing


def test_an_engine_that_is_none_is_refused_in_a_sentence(tmp_path: Path) -> None:
    manifest(tmp_path)
    with pytest.raises(InputError, match="--engine is 'sparkle'; use duckdb, spark or spark://HOST:PORT"):
        open_pool(tmp_path, as_of=DAY, engine="sparkle")
