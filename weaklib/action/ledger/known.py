"""What holds in a ledger, laid out so that a further entry is checked without looking through all of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from weaklib.action.ledger.holding import newest
from weaklib.action.ledger.records import Record

ALIKE = ("person", "purpose", "on", "to_person")
"""By what an attempt is the same: a message is one however it is described."""


@dataclass(frozen=True)
class Known:
    """The entries that hold, by what they are looked up by.

    Attributes
    ----------
    held
        The record that holds of each entry.
    gone
        The record by which an answer to a proposal was taken back, by its kind and the proposal.
    """

    held: dict[int, Record] = field(default_factory=dict)
    gone: Mapping[tuple[str, object], Record] = field(default_factory=dict)
    _sent: defaultdict[object, list[int]] = field(default_factory=lambda: defaultdict(list), repr=False)
    _came: defaultdict[object, list[int]] = field(default_factory=lambda: defaultdict(list), repr=False)
    _alike: dict[tuple[object, ...], int] = field(default_factory=dict, repr=False)
    _answers: dict[object, int] = field(default_factory=dict, repr=False)

    def add(self, record: Record) -> None:
        """Let one more entry hold."""
        self.held[record.entry] = record
        if record.kind == "attempt":
            self._sent[record.says["person"]].append(record.entry)
        if record.kind == "outcome":
            self._came[record.says["attempt"]].append(record.entry)
        if record.kind != "mark":
            self._alike.setdefault(_words(record.kind, record.says), record.entry)
        if record.says.get("proposal"):
            self._answers.setdefault(record.says["proposal"], record.entry)

    def sent_to(self, person: str) -> Sequence[Record]:
        """Return the attempts with somebody."""
        return [self.held[entry] for entry in self._sent.get(person, ())]

    def came_of(self, attempt: int) -> Sequence[Record]:
        """Return the outcomes of an attempt."""
        return [self.held[entry] for entry in self._came.get(attempt, ())]

    def like(self, kind: str, says: Mapping[str, object]) -> int | None:
        """Return the entry that says the same; None if none does, and of marks, which may be said again."""
        return None if kind == "mark" else self._alike.get(_words(kind, says))

    def answer_to(self, proposal: object) -> Record | None:
        """Return the entry by which a proposal was confirmed or refused; None if none was."""
        return self.held[self._answers[proposal]] if proposal and proposal in self._answers else None


def known_of(held: Iterable[Record], records: Sequence[Record] = ()) -> Known:
    """Lay out the entries that hold.

    Parameters
    ----------
    held
        The record that holds of each.
    records
        All records: what answered a proposal once is known of these.
    """
    there = {record.entry: record for record in held}
    answers = [each for each in records if each.says.get("proposal") and each.entry not in there]
    entries = {each.entry for each in answers}
    last = newest(each for each in records if each.entry in entries)
    known = Known(gone={(each.kind, each.says["proposal"]): last[each.entry] for each in answers})
    for record in there.values():
        known.add(record)
    return known


def _words(kind: str, says: Mapping[str, object]) -> tuple[object, ...]:
    said = ALIKE if kind == "attempt" else sorted(says)
    return (kind, *(says[key] for key in said))
