"""CPU-seconds and memory of a process with everything that it starts."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import psutil

MIB = 1024 * 1024
PROC = Path("/proc")


@dataclass(frozen=True)
class Cost:
    """What a process and its children took: CPU-seconds, seconds, and the peaks of their memory in MiB."""

    cpu: float
    wall: float
    largest: float
    together: float
    said: str

    def __str__(self) -> str:
        return (
            f"{self.cpu:5.1f} CPU-s  {self.wall:5.1f} s  {self.largest:5.0f} MiB in the largest process, "
            f"{self.together:.0f} MiB in all at once"
        )


def run(command: list[str], *, cwd: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end and say what it cost.

    The CPU is the kernel's account of the process and of every child that was waited for. Memory
    in all is sampled; pages that processes share count once for each. The environment is this process's
    where none is given.

    Raises
    ------
    SystemExit
        If the command fails; what it said is printed.
    """
    started = time.perf_counter()
    with subprocess.Popen(
        command, cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        peak, done = [0.0, 0.0], Event()
        sampler = Thread(target=sample_memory, args=(process.pid, peak, done))
        sampler.start()
        said = process.stdout.read() if process.stdout else ""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        done.set()
        sampler.join()
    if process.returncode:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{said}")
    # where the system says it of each process: its usage has in it what this process held when it began
    largest = peak[1] or usage.ru_maxrss / (MIB if sys.platform == "darwin" else 1024)
    return Cost(
        usage.ru_utime + usage.ru_stime, time.perf_counter() - started, largest, max(largest, peak[0]), said
    )


def sample_memory(pid: int, peak: list[float], done: Event) -> None:
    """Keep in `peak` the most that a process and its children held together, and the largest alone, in MiB."""
    while not done.wait(0.02):
        try:
            root = psutil.Process(pid)
            family = [root, *root.children(recursive=True)]
            held = sum(process.memory_info().rss for process in family)
            most = max(high_water(process.pid) for process in family)
        except (psutil.NoSuchProcess, OSError):
            continue
        peak[:] = max(peak[0], held / MIB), max(peak[1], most)


def high_water(pid: int) -> float:
    """Return the most that a process has held so far, in MiB; 0 where the system does not say."""
    if not PROC.exists():
        return 0.0
    lines = (PROC / f"{pid}" / "status").read_text().splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


@contextmanager
def stage(costs: dict[str, float], name: str) -> Iterator[None]:
    """Note the CPU-seconds of what happens inside under `name`."""
    started = time.process_time()
    yield
    costs[name] = time.process_time() - started
