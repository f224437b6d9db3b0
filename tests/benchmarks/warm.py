"""The same messages and calendar read a second time: from the cache, in a notebook's new kernel."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.benchmarks.calendars import EVENTS, write_calendar
from tests.benchmarks.exports import OWNER_EMAIL
from tests.benchmarks.measuring import Cost, run
from tests.benchmarks.messages import ROWS, write_messages

ROOT = Path(__file__).parents[2]
MOST_SECONDS = 0.5
MOST_MIB = 700

READ = """
import sys, time
import pandas, pyarrow
import weaklib as wl
before, began = time.process_time(), time.perf_counter()
book = wl.read(sys.argv[1])
print(time.process_time() - before, time.perf_counter() - began, len(book.people), len(book.interactions))
"""


def print_warm(folder: Path) -> bool:
    """Read messages and a calendar cold and then warm, print both; tell whether they stay inside their limits.

    Each one works in a process of its own; what counts is the call, without importing pandas, in
    CPU-seconds: by the clock it takes as much where the processor has nothing else to do.
    """
    data = folder / "warm"
    data.mkdir()
    write_messages(data / "messages.csv")
    (data / f"{OWNER_EMAIL}.ics").write_bytes(write_calendar(EVENTS))
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{READ}"
    costs = [run([sys.executable, "-c", code, str(data)], cwd=folder) for _ in range(4)]
    (cold, *found), *again = [(float(cpu), float(wall), *rest) for cpu, wall, *rest in map(_words, costs)]
    print(f"\n{ROWS:,} messages and {EVENTS:,} events together: {found[1]} people, {found[2]} interactions")
    print(f"cold  {cold:5.2f} CPU-s  {found[0]:5.2f} s  {costs[0].largest:.0f} MiB")
    warm, clock = min(cpu for cpu, *_ in again), min(wall for _, wall, *_ in again)
    print(f"warm  {warm:5.2f} CPU-s  {clock:5.2f} s  {max(cost.largest for cost in costs[1:]):.0f} MiB")
    equal = all(rest == found[1:] for _, _, *rest in again)
    kept = warm < MOST_SECONDS and max(cost.largest for cost in costs) < MOST_MIB and equal
    print(f"{'PASS' if kept else 'FAIL'}: warm under {MOST_SECONDS} CPU-s, all under {MOST_MIB} MiB")
    return kept


def _words(cost: Cost) -> list[str]:
    return cost.said.split()
