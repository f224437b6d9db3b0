"""Two machines that take in what the other wrote hold the same, whoever was first, and however often."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import weaklib as wl
from weaklib.action.ledger import Ledger
from weaklib.book import InputError

SAID = ["kind", "person", "purpose", "step", "on", "to_person", "support", "note", "proposal", "recorded"]


def pair(folder: Path) -> tuple[Ledger, Ledger]:
    """Two ledgers that hold the same two entries."""
    one, two = (wl.ledger.open(folder / f"{name}.sqlite") for name in ("one", "two"))
    one.add("ann", "sent", on="2026-10-01", purpose="advice", note="first")
    one.add("bob", "help", on="2026-10-01", unasked=True)
    two.import_csv(one.export_csv())
    return one, two


def told(ledger: Ledger, day: str = "") -> list[tuple[object, ...]]:
    """What it says as of a day, whatever its numbers are."""
    entries = ledger.entries(day or None)[SAID].astype("str")
    return sorted(entries.itertuples(index=False, name=None))


def exchanged(one: Ledger, two: Ledger) -> None:
    """Take in what the other has until neither has more."""
    for _ in range(3):
        one.import_csv(two.export_csv())
        two.import_csv(one.export_csv())
    assert one.import_csv(two.export_csv()) == two.import_csv(one.export_csv()) == 0


@pytest.mark.parametrize(("mine", "theirs", "holds"), [("05", "06", "theirs"), ("06", "05", "mine")])
def test_what_was_recorded_last_holds(mine: str, theirs: str, holds: str, tmp_path: Path) -> None:
    one, two = pair(tmp_path)
    one.edit(1, recorded=f"2026-10-{mine}", note="mine")
    two.edit(1, recorded=f"2026-10-{theirs}", note="theirs")
    exchanged(one, two)
    assert one.entries().at[1, "note"] == two.entries().at[1, "note"] == holds
    earlier = {"theirs": "mine", "mine": "theirs"}[holds]
    assert one.entries("2026-10-05").at[1, "note"] == two.entries("2026-10-05").at[1, "note"] == earlier


def test_of_the_same_moment_both_choose_the_same(tmp_path: Path) -> None:
    one, two = pair(tmp_path)
    for number, ledger in enumerate((one, two)):
        ledger.edit(1, recorded="2026-10-05", note=f"note {number}")
        ledger.edit(2, recorded="2026-10-05", note=f"note {1 - number}")
    exchanged(one, two)
    assert told(one) == told(two)


def test_what_is_gone_on_one_is_gone_on_both_unless_it_was_changed_since(tmp_path: Path) -> None:
    one, two = pair(tmp_path)
    one.undo(1, recorded="2026-10-05")
    one.undo(2, recorded="2026-10-05")
    two.edit(2, recorded="2026-10-06", note="it did help")
    exchanged(one, two)
    assert told(one) == told(two)
    assert list(one.entries()["note"]) == ["it did help"]
    assert one.undo(recorded="2026-10-07") == two.undo(recorded="2026-10-07") == 2
    exchanged(one, two)
    assert one.entries().empty


def test_one_confirms_and_the_other_refuses(tmp_path: Path) -> None:
    """What was said last is the answer, on both."""
    one, two = pair(tmp_path)
    one.refuse("p1", "eve", "help", on="2026-10-06")
    two.add("eve", "help", on="2026-10-05", unasked=True, proposal="p1")
    exchanged(one, two)
    assert one.answered_proposals() == two.answered_proposals() == {"p1": "refused"}


def test_both_refuse_in_the_same_moment(tmp_path: Path) -> None:
    one, two = pair(tmp_path)
    one.refuse("p1", "eve", "help", on="2026-10-06", note="b")
    two.refuse("p1", "eve", "help", on="2026-10-06", note="a")
    exchanged(one, two)
    assert told(one) == told(two)


def test_what_is_answered_anew_is_the_same_entry(tmp_path: Path) -> None:
    """So that the other machine, which may have changed it meanwhile, speaks of the same."""
    one, two = pair(tmp_path)
    gift = {"on": "2026-10-04", "unasked": True, "proposal": "p1"}
    assert one.add("eve", "help", note="first", **gift) == 3
    two.import_csv(one.export_csv())
    one.undo(3, recorded="2026-10-05")
    two.edit(3, recorded="2026-10-06", note="changed")
    with pytest.raises(InputError, match="recorded is 2026-10-04"):
        one.add("eve", "help", note="anew", **gift)
    assert one.add("eve", "help", note="anew", recorded="2026-10-05", **gift) == 3
    exchanged(one, two)
    assert told(one) == told(two)
    assert list(one.outcomes()["note"]) == ["", "changed"]


change = st.tuples(
    st.sampled_from(["edit", "undo", "add", "refuse", "confirm", "exchange"]),
    st.integers(0, 1),
    st.integers(1, 5),
    st.integers(2, 5),
    st.sampled_from(["a", "b", ""]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(change, max_size=9))
def test_whatever_is_done_both_come_to_the_same(changes: list[tuple[str, int, int, int, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        both = pair(Path(folder))
        for what, which, entry, day, note in changes:
            ledger, other, recorded = both[which], both[1 - which], f"2026-10-{day:02}"
            try:
                if what == "edit":
                    ledger.edit(entry, recorded=recorded, note=note)
                elif what == "undo":
                    ledger.undo(entry, recorded=recorded)
                elif what == "add":
                    ledger.add("ann", "replied", on="2026-10-02", recorded=recorded, note=note)
                elif what == "refuse":
                    ledger.refuse("p1", "eve", "help", on="2026-10-01", recorded=recorded, note=note)
                elif what == "confirm":
                    gift = {"unasked": True, "proposal": "p1", "note": note}
                    ledger.add("eve", "help", on="2026-10-01", recorded=recorded, **gift)
                else:
                    ledger.import_csv(other.export_csv())
            except InputError:
                continue
        exchanged(*both)
        for day in ("", "2026-10-02", "2026-10-03", "2026-10-04"):
            assert told(both[0], day) == told(both[1], day)
        assert both[0].check() == len(both[0].records())
