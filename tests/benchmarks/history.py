"""The full measure of one day, and a history of three years: CPU-seconds at 5,000 and 30,000 people."""

from __future__ import annotations

import time
from pathlib import Path

from tests.benchmarks.measuring import stage
from weaklib.book import Book
from weaklib.example.planted import planted_book

MONTHS = 36
MOST_CPU_SECONDS = {5_000: 10, 30_000: 60}
MOST_FOR_A_DAY = 6
RECORD_MONTHS = 64
"""How long the record is: a history of three years in which the people are there from the beginning."""


def print_history(_: Path) -> bool:
    """Measure books of two sizes, whole and month by month, and print where it goes; tell whether it is fast.

    The books are made in memory; no folder is written to.
    """
    kept = []
    for people, most in MOST_CPU_SECONDS.items():
        book = planted_book(people=people, months=RECORD_MONTHS)
        print(
            f"\n{people:,} people, {_events(book, 'meeting'):,} meetings, {_words(book):,} messages and mails"
        )
        day = _full_measure(book)
        history = _history(book)
        print(f"{'all of one day':26} {day:6.2f} CPU-s")
        print(f"{f'history of {MONTHS} months':26} {history:6.2f} CPU-s")
        fast = day < MOST_FOR_A_DAY and history < most
        print(
            f"{'PASS' if fast else 'FAIL'}: a day under {MOST_FOR_A_DAY}, the history under {most} CPU-seconds"
        )
        kept.append(fast)
    return all(kept)


def _events(book: Book, kind: str) -> int:
    rows = book.interactions[book.interactions["channel"].isin([kind, f"group_{kind}"])]
    return int(rows["event"].nunique())


def _words(book: Book) -> int:
    return int(book.interactions["channel"].str.contains("message|mail").sum())


def _full_measure(book: Book) -> float:
    """Print the stages of the full measure of the last day, and return their sum."""
    from weaklib.measures import bridging, circles, diversity, network, ties

    costs: dict[str, float] = {}
    with stage(costs, "ties"):
        table = ties.tie_table(book)
    with stage(costs, "network"):
        graph = network.contact_network(book)
    with stage(costs, "circles"):
        found = circles.find_circles(graph, seed=0)
    with stage(costs, "structure"):
        bridging.bridge_table(graph, circles=found)
    with stage(costs, "range"):
        diversity.diversity_table(book, table, circles=found)
    for name, cost in costs.items():
        print(f"  {name:24} {cost:6.2f} CPU-s")
    print(f"  of {graph.number_of_nodes():,} people and {graph.number_of_edges():,} ties")
    return sum(costs.values())


def _history(book: Book) -> float:
    from weaklib.measures import history

    started = time.process_time()
    trend = history.replay(book, months=MONTHS)
    cost = time.process_time() - started
    assert len(trend) == MONTHS
    return cost


if __name__ == "__main__":
    print_history(Path())
