"""Several processes write at once, and some are killed: no acknowledged row is lost, none is doubled."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

import weaklib as wl

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("WEAKLIB_KILLS", "25"))
ROWS = 200

WRITING = """
import sys, weaklib as wl
ledger = wl.ledger.open(sys.argv[1], patience=60)
print("ready", flush=True)
for number in range(int(sys.argv[3])):
    entry = ledger.add(f"{sys.argv[2]}-{number}", "sent", on="2026-10-01", purpose="advice", note="n" * 300)
    print(entry, f"{sys.argv[2]}-{number}", flush=True)
"""


def writer(path: Path, name: str, rows: int) -> subprocess.Popen[str]:
    """A process that writes rows, and prints each when it is acknowledged."""
    return subprocess.Popen(
        [sys.executable, "-c", WRITING, str(path), name, str(rows)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


def acknowledged(printed: str) -> dict[int, str]:
    """The rows that a writer printed whole."""
    lines = [line for line in printed.splitlines(keepends=True) if line.endswith("\n") and line != "ready\n"]
    return {int(entry): person for entry, person in map(str.split, lines)}


def test_two_processes_at_once(tmp_path: Path) -> None:
    """From the first entry on, which both want to make the file for."""
    path = tmp_path / "ledger.sqlite"
    told: dict[int, str] = {}
    for process in [writer(path, name, ROWS) for name in ("one", "two")]:
        printed, _ = process.communicate(timeout=240)
        assert process.returncode == 0
        told |= acknowledged(printed)
    entries = wl.ledger.open(path).entries()
    assert len(entries) == len(told) == 2 * ROWS
    assert entries["person"].to_dict() == told


@pytest.mark.skipif(os.name != "posix", reason="there is no kill -9")
def test_killed_at_any_moment(tmp_path: Path) -> None:
    """Each writer is killed at a random moment; every second one beside another that goes on."""
    path = tmp_path / "ledger.sqlite"
    ledger = wl.ledger.open(path)
    rng = np.random.default_rng(7)
    told: dict[int, str] = {}
    for kill in range(KILLS):
        process = writer(path, f"killed{kill}", 100_000)
        beside = writer(path, f"beside{kill}", 5) if kill % 5 == 0 else None
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(float(rng.uniform(0, 0.15)))
        process.send_signal(signal.SIGKILL)
        printed = process.communicate(timeout=60)[0]
        told |= acknowledged(printed)
        if beside is not None:
            told |= acknowledged(beside.communicate(timeout=60)[0])
            assert beside.returncode == 0
        assert ledger.check() == len(ledger.entries())
    entries = ledger.entries()["person"].to_dict()
    assert len(told) > KILLS / 2
    assert {entry: entries.get(entry) for entry in told} == told
    assert max(Counter(entries.values()).values()) == 1
    assert len(entries) - len(told) <= KILLS  # at most the one that was under way
    print(f"{KILLS} kills, {len(told)} acknowledged rows, {len(entries)} in the ledger")
