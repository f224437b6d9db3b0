"""The same messages and calendar read a second time: from the cache, in a notebook's new kernel."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.benchmarks.calendars import EVENTS, write_calendar
from tests.benchmarks.exports import OWNER_EMAIL
from tests.benchmarks.measuring import run
from tests.benchmarks.messages import ROWS, write_messages

ROOT = Path(__file__).parents[2]
MOST_SECONDS = 0.5
MOST_MIB = 700

READ = """
import sys, time
import pandas, pyarrow
import weaklib as wl
before = time.perf_counter()
book = wl.read(sys.argv[1])
print(time.perf_counter() - before, len(book.people), len(book.interactions))
"""


def print_warm(folder: Path) -> bool:
    """Read messages and a calendar cold and then warm, print both; tell whether they stay inside their limits.

    Each one works in a process of its own; the seconds are those of the call, without importing pandas.
    """
    data = folder / "warm"
    data.mkdir()
    write_messages(data / "messages.csv")
    (data / f"{OWNER_EMAIL}.ics").write_bytes(write_calendar(EVENTS))
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{READ}"
    costs = [run([sys.executable, "-c", code, str(data)], cwd=folder) for _ in range(3)]
    said = [cost.said.split() for cost in costs]
    (cold, *found), *again = said
    print(f"\n{ROWS:,} messages and {EVENTS:,} events together: {found[0]} people, {found[1]} interactions")
    print(f"cold  {float(cold):6.2f} s, {costs[0].largest:.0f} MiB")
    warm = min(float(seconds) for seconds, *_ in again)
    print(f"warm  {warm:6.2f} s, {max(cost.largest for cost in costs[1:]):.0f} MiB")
    equal = all(rest == found for _, *rest in again)
    kept = warm < MOST_SECONDS and max(cost.largest for cost in costs) < MOST_MIB and equal
    print(f"{'PASS' if kept else 'FAIL'}: warm under {MOST_SECONDS} s, all under {MOST_MIB} MiB")
    return kept
