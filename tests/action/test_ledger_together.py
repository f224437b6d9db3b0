"""Several processes write at once, and some are killed: no acknowledged row is lost, none is doubled.

WEAKLIB_KILLS says how many are killed, WEAKLIB_SECONDS for how long eight of them write at once.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import weaklib as wl
from weaklib.action.ledger import Ledger
from weaklib.action.ledger.damage import backup_of

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("WEAKLIB_KILLS", "25"))
SECONDS = float(os.environ.get("WEAKLIB_SECONDS", "2"))
ROWS = 200
OLD = ROOT / "tests" / "data" / "action" / "ledger-version-1.sqlite"

WRITING = """
import sys, time, weaklib as wl
ledger = wl.ledger.open(sys.argv[1], patience=60)
print("ready", flush=True)
end = time.monotonic() + float(sys.argv[4])
for number in range(int(sys.argv[3])):
    who = f"{sys.argv[2]}-{number}"
    if number % 3 == 2:  # a day later each: then a copy is made too
        day = f"2026-10-{1 + number // 3 % 28:02}"
        entry = ledger.add(who, "help", on="2026-10-01", recorded=day, unasked=True, note="n" * 300)
    else:
        entry = ledger.add(who, "sent", on="2026-10-01", purpose="advice", note="n" * 300)
    print(entry, who, flush=True)
    if time.monotonic() > end:
        break
"""


def writer(path: Path, name: str, rows: int, seconds: float = 600) -> subprocess.Popen[str]:
    """A process that writes rows, and prints each when it is acknowledged."""
    return subprocess.Popen(
        [sys.executable, "-c", WRITING, str(path), name, str(rows), str(seconds)],
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


def test_eight_write_at_once(tmp_path: Path) -> None:
    """For a while, beside one who reads: every row is there once, and none has to give up."""
    path = tmp_path / "ledger.sqlite"
    ledger = wl.ledger.open(path, patience=60)
    writers = [writer(path, f"writer{number}", 100_000, SECONDS) for number in range(8)]
    with ThreadPoolExecutor(8) as pool:  # a pipe that nobody empties would stop its writer
        printed = [pool.submit(process.communicate, timeout=SECONDS + 120) for process in writers]
        read = 0
        while not all(each.done() for each in printed):
            if path.exists():
                assert len(ledger.entries()) >= read
                read = len(ledger.entries())
            time.sleep(0.2)
    assert [process.returncode for process in writers] == [0] * 8
    told = [acknowledged(each.result()[0]) for each in printed]
    whole = {entry: person for each in told for entry, person in each.items()}
    assert min(map(len, told)) > 0
    assert sum(map(len, told)) == len(whole) == ledger.check()
    assert ledger.entries()["person"].to_dict() == whole
    assert Ledger(backup_of(path)).check() > 0
    print(f"8 writers, {SECONDS:g} s, {len(whole)} rows, {sorted(map(len, told))} each")


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


MIGRATING = """
import sys, weaklib as wl
ledger = wl.ledger.open(sys.argv[1], patience=60)
from weaklib.action.ledger import database, state
print("ready", flush=True)
print(len(ledger.entries()), flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="there is no kill -9")
def test_killed_while_an_old_ledger_is_brought_up_to_date(tmp_path: Path) -> None:
    """It is the old one or the new one, whole; and the next who opens it brings it up to date."""
    path = tmp_path / "ledger.sqlite"
    rng = np.random.default_rng(11)
    for _ in range(max(KILLS // 5, 3)):
        for left in tmp_path.iterdir():
            left.unlink()
        shutil.copy(OLD, path)
        process = subprocess.Popen(
            [sys.executable, "-c", MIGRATING, str(path)],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(float(rng.uniform(0, 0.06)))
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        assert wl.ledger.open(path).check() == 13
        assert len(wl.ledger.open(path).entries()) == 10
