"""A ledger of many years stays quick: nothing is done once for every pair of entries."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

import weaklib as wl
from weaklib.action.ledger import Record, exchange, state, transactions
from weaklib.action.ledger.known import known_of
from weaklib.action.ledger.said import said
from weaklib.action.ledger.schema import KINDS

FEW, MANY = 2_500, 20_000
LARGEST = (
    3 * MANY / FEW
)  # three times what a table that grows with its rows would cost; pairs cost eight times


def records(number: int) -> list[Record]:
    """Attempts with two outcomes each."""
    asked = dict.fromkeys(KINDS["attempt"], "") | {"purpose": "advice", "step": "sent", "on": "2026-01-01"}
    came = dict.fromkeys(KINDS["outcome"]) | {"on": "2026-01-02", "to_person": "", "note": ""}
    made: list[Record] = []
    for entry in range(1, number + 1):
        attempt = entry - (entry - 1) % 3
        if entry == attempt:
            says = asked | {"person": f"person-{entry % 999}", "strength": 0.2, "chosen": None}
        else:
            says = came | {"attempt": attempt, "step": ("replied", "help")[entry - attempt - 1]}
        kind = "attempt" if entry == attempt else "outcome"
        made.append(Record(entry, entry, kind, "2026-01-02", undone=False, says=says))
    return made


def taken_in(made: list[Record]) -> list[Record]:
    """Out as CSV and in again, into the same ledger."""
    return exchange.imported(made, exchange.rows_of(exchange.exported(made), "x.csv"))


def entered(made: list[Record]) -> list[Record]:
    """All of it said anew: what each belongs to is found, and that it is not there yet."""
    known, again = known_of([]), list[Record]()
    for each in made:
        attempt = made[int(str(each.says.get("attempt") or each.id)) - 1]
        details = {"note": str(attempt.id)}
        if each.kind == "attempt":
            details |= {"to_person": str(each.id)}
        about = str(attempt.says["person"]), str(each.says["step"])
        what = said(*about, on=str(each.says["on"]), purpose="advice", recorded="2026-01-02", **details)  # type: ignore[arg-type]
        again.append(what.entered(known, len(again) + 1))
        known.add(again[-1])
    return again


@pytest.mark.parametrize(
    "make",
    [
        entered,
        state.entries,
        state.marks,
        state.attempts,
        state.outcomes,
        state.history,
        state.answered_proposals,
        taken_in,
    ],
)
def test_eight_times_as_many_take_about_eight_times_as_long(make: Callable[[list[Record]], object]) -> None:
    spent = {}
    for number in (FEW, MANY):
        made, tries = records(number), []
        for _ in range(3):
            began = time.process_time()
            make(made)
            tries.append(time.process_time() - began)
        spent[number] = min(tries)
    assert spent[MANY] / spent[FEW] < LARGEST, spent


def test_a_write_reads_the_ledger_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = wl.ledger.open(tmp_path / "ledger.sqlite")
    ledger.add("ann", "sent", on="2026-10-01", purpose="advice")
    read: list[str] = []
    for name in ("read_records", "standing"):
        real = getattr(transactions, name)
        monkeypatch.setattr(
            transactions, name, lambda *given, name=name, real=real: (read.append(name), real(*given))[1]
        )
    ledger.add("ann", "help", on="2026-10-02")
    assert read == ["read_records", "standing"]
    read.clear()
    ledger.add_all({"person": f"p{number}", "step": "never", "on": "2026-10-02"} for number in range(9))
    assert read == ["read_records", "standing"]
