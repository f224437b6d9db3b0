"""Runs that are killed, run together or run out of room: the page on disk is the old one or the new one, whole."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.pages.made import ROOT
from weaklib.pages.missing import told_as_of

ERA = ROOT / "tests" / "data" / "linkedin" / "2026"
KILLS = int(os.environ.get("WEAKLIB_KILLS", "4"))
ROUNDS = int(os.environ.get("WEAKLIB_ROUNDS", "1"))
SIZES = int(os.environ.get("WEAKLIB_SIZES", "3"))

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and modes are POSIX's")


class Room:
    """Two folders of exports that differ, one of reports, and what each of the exports gives."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.reports, self.temporary = folder, folder / "reports", folder / "temporary"
        self.temporary.mkdir()
        self.data = [folder / "one", folder / "two"]
        for data in self.data:
            shutil.copytree(ERA, data)
        connections = self.data[1] / "Connections.csv"
        text = connections.read_text(encoding="utf-8")
        connections.write_text(text.replace("Skellig Press", "Harbour Press"), encoding="utf-8")
        self.pages = []
        for data in self.data:
            assert self.run(data).wait() == 0
            self.pages.append(self.page.read_bytes())
        assert self.pages[0] != self.pages[1]

    @property
    def page(self) -> Path:
        (found,) = self.reports.glob("2*.html")
        return found

    def run(self, data: Path, *, reports: Path | None = None, **how: object) -> subprocess.Popen[bytes]:
        place = str(reports or self.reports)
        command = [sys.executable, "-m", "weaklib.cli", "report", str(data), "-o", place]
        environment = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(self.temporary)}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(command, env=environment, start_new_session=True, **quiet | how)  # type: ignore[call-overload, no-any-return]

    def open_to_others(self) -> list[Path]:
        """What somebody else on this machine could read; IPython's README is about IPython."""
        below = [path for root in (self.reports, self.temporary) for path in root.rglob("*")]
        below = [path for path in below if path.name != "README"]
        return [path for path in below if path.is_file() and stat.S_IMODE(path.stat().st_mode) & 0o077]


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Room:
    return Room(tmp_path_factory.mktemp("safely"))


def test_a_run_that_is_killed_leaves_a_whole_page(
    room: Room, record_property: Callable[[str, object], None]
) -> None:
    """At any moment; its helper, the kernel, is killed with it or left alone."""
    chance, began = random.Random(7), time.monotonic()
    assert room.run(room.data[0]).wait() == 0
    longest = time.monotonic() - began
    runs = killed = 0
    while killed < KILLS:
        run = room.run(room.data[runs % 2])
        runs += 1
        time.sleep(chance.uniform(0, longest))
        killed += run.poll() is None
        with suppress(ProcessLookupError):  # it has ended by itself
            (os.killpg if chance.random() < 0.5 else os.kill)(run.pid, signal.SIGKILL)
        run.wait()
        assert room.page.read_bytes() in room.pages
        assert room.open_to_others() == []
    assert room.run(room.data[1]).wait() == 0
    assert room.page.read_bytes() == room.pages[1]
    assert sorted(path.name for path in room.reports.iterdir()) == [".lock", room.page.name, "index.html"]
    assert [path for path in room.temporary.rglob("*") if path.is_file()] == []
    record_property("counted", f"{runs} runs, {killed} killed: the page was whole every time")


def test_runs_at_once_write_one_report(room: Room, record_property: Callable[[str, object], None]) -> None:
    wrote = 0
    for _ in range(ROUNDS):
        runs = [room.run(room.data[0]) for _ in range(8)]
        codes = [run.wait() for run in runs]
        assert set(codes) <= {0, 3}
        assert codes.count(0) >= 1
        wrote += codes.count(0)
        assert room.page.read_bytes() == room.pages[0]
    told = f"{ROUNDS} times 8 runs at once: {wrote} wrote the report, {8 * ROUNDS - wrote} ended with 3"
    record_property("counted", told)


def test_a_full_disk_leaves_the_old_page(room: Room) -> None:
    """No file may grow beyond a size, as where a disk is full; the page needs some 5 MB."""
    whole = room.run(room.data[0]).wait()
    assert whole == 0
    chance = random.Random(3)
    for _ in range(SIZES):
        most = chance.randrange(300_000, len(room.pages[0]) - 1)

        def small(most: int = most) -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

        assert room.run(room.data[1], preexec_fn=small).wait() == 5
        assert room.page.read_bytes() == room.pages[0]
        assert room.open_to_others() == []


def test_a_folder_that_nobody_can_write_into(room: Room) -> None:
    """Not even root may make one there; elsewhere than on Linux there is no such folder at all."""
    assert room.run(room.data[1], reports=Path("/proc/weaklib")).wait() == 5
    assert room.open_to_others() == []


def test_the_lock_of_a_dead_run_does_not_block(room: Room) -> None:
    (room.reports / ".lock").touch()
    (room.reports / ".run").write_text(str(room.temporary / "weaklib-gone"), encoding="utf-8")
    assert room.run(room.data[0]).wait() == 0


def test_only_a_folder_of_a_run_is_cleared_away(room: Room) -> None:
    mine = room.folder / "mine"
    mine.mkdir()
    (room.reports / ".run").write_text(str(mine), encoding="utf-8")
    assert room.run(room.data[0]).wait() == 0
    assert mine.is_dir()


def test_a_page_says_which_day_it_is_of(room: Room) -> None:
    assert told_as_of(room.page) is not None
    assert told_as_of(room.reports / "2001-01.html") is None
