"""data/people.csv: what the owner says of who is who, and of the people they know.

The file is a table to edit in a spreadsheet. `weaklib check` writes it: first the pairs who may be one human,
the likeliest first, then everybody once. Some columns are shown for the reader and written anew each time:

`name`, `organisation`
    The person's.
`other_name`, `evidence`
    Who may be the same, and what speaks for it.

The others are the owner's, and are kept, as are columns that they add:

`person`, `same_as`
    Each a profile (or its address at LinkedIn), an e-mail address, or what the file shows for people who have
    neither. It does not matter by which of their keys a person is named.
`decision`
    In a row with `same_as`: "yes", they are one human; "no", they are two, or that address is not theirs,
    even where the files say so; blank, not decided.
`rename`
    What to call the person instead; a name that merely changes in an export is so no renaming.
`family`, `hide`
    "yes" for a relative, and for somebody who should not be shown at all.
`closeness`
    From 0 (a stranger) to 1 (as close as anybody).
`group`
    What they belong to, several parted by semicolons: "choir; MBA 2014".

"yes" and "no" may be said in English, German, French, Spanish or Portuguese, as x, 1 and 0, TRUE and FALSE.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from weaklib.book import InputError
from weaklib.sources.decisions.cells import READERS, key_of, yes_or_no
from weaklib.sources.decisions.people_sheet import NAME, read_sheet

COLUMNS = (
    "person",
    "name",
    "organisation",
    "same_as",
    "other_name",
    "decision",
    "evidence",
    "rename",
    "family",
    "hide",
    "closeness",
    "group",
)
SHOWN = frozenset({"name", "organisation", "other_name", "evidence"})
MOST_FAULTS = 5

Value = TypeVar("Value")


@dataclass(frozen=True)
class Decisions:
    """What the owner says in people.csv; every person stands under the key that they wrote, in one spelling.

    Attributes
    ----------
    same, apart
        Pairs of keys of one human, and pairs of which the second is not the first one's.
    rename, closeness, groups
        What to call a person, how close they are from 0 to 1, and what they belong to.
    family, hidden
        Whether a person is a relative, and whether to leave them out: where the owner says so or denies it.
    rows
        The keys in each row of the file that says anything.
    """

    same: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    rename: Mapping[str, str] = field(default_factory=dict)
    family: Mapping[str, bool] = field(default_factory=dict)
    hidden: Mapping[str, bool] = field(default_factory=dict)
    closeness: Mapping[str, float] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rows: tuple[tuple[str, ...], ...] = ()

    def strangers(self, known: Collection[str]) -> str:
        """Return in words how many rows name nobody who is `known`; "" where all name somebody.

        They are kept: decisions outlive an export that does not hold the person.
        """
        lost = sum(any(key not in known for key in keys) for keys in self.rows)
        if not lost:
            return ""
        rows = "1 row" if lost == 1 else f"{lost:,} rows"
        return f"{rows} of {NAME} {'names' if lost == 1 else 'name'} nobody in these exports"


def read_decisions(folder: Path) -> Decisions:
    """Return what the owner says in people.csv of a data folder; nothing where there is no such file.

    Raises
    ------
    InputError
        With every fault at once, each with its row, column, value and remedy.
    """
    found = _Reader()
    for number, cells in read_sheet(folder, COLUMNS).records():
        found.take(number, cells)
    if found.faults:
        more = f"; and {len(found.faults) - MOST_FAULTS} more" if len(found.faults) > MOST_FAULTS else ""
        msg = f"{NAME}: {'; '.join(found.faults[:MOST_FAULTS])}{more}."
        raise InputError(msg)
    return found.decisions()


class _Reader:
    """Gathers what rows say, and what is wrong with them."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.pairs: dict[frozenset[str], tuple[bool, int, tuple[str, str]]] = {}
        self.said: dict[str, dict[str, tuple[object, int]]] = {}
        self.rows: list[tuple[str, ...]] = []

    def take(self, number: int, cells: Mapping[str, str]) -> None:
        """Take in one row."""
        said = {column: cells.get(column, "") for column in COLUMNS if column not in SHOWN}
        person, other = key_of(said.pop("person")), key_of(said.pop("same_as"))
        if not any(said.values()):
            return
        if not person:
            column = next(column for column, value in said.items() if value)
            self._fault(number, "person", "is blank", f"say whom {column!r} is about")
            return
        self._decide(number, person, other, said.pop("decision"))
        for column, value in said.items():
            if value:
                self._say(number, person, column, value)
        self.rows.append((person, other) if other else (person,))

    def _decide(self, number: int, person: str, other: str, value: str) -> None:
        if not value:
            return
        decision = yes_or_no(value)
        if decision is None:
            self._fault(number, "decision", f"is {value[:40]!r}", "write yes, no or nothing")
        elif not other:
            self._fault(
                number, "decision", f"is {value[:40]!r}", "name in 'same_as' who is, or is not, the same"
            )
        elif person == other:
            self._fault(number, "same_as", f"is {other[:40]!r}", "it is 'person' itself; name the other one")
        else:
            before = self.pairs.setdefault(frozenset({person, other}), (decision, number, (person, other)))
            if before[0] != decision:
                self._fault(
                    number,
                    "decision",
                    f"is {value[:40]!r}",
                    f"row {before[1]} says the contrary of this pair",
                )

    def _say(self, number: int, person: str, column: str, value: str) -> None:
        read, remedy = READERS[column]
        said = read(value)
        if said is None:
            self._fault(number, column, f"is {value[:40]!r}", remedy)
            return
        theirs = self.said.setdefault(column, {})
        before, row = theirs.setdefault(person, (said, number))
        if isinstance(said, tuple) and isinstance(before, tuple):
            theirs[person] = (tuple(dict.fromkeys((*before, *said))), row)
        elif before != said:
            self._fault(number, column, f"is {value[:40]!r}", f"row {row} says otherwise of the same person")

    def _fault(self, number: int, column: str, what: str, remedy: str) -> None:
        self.faults.append(f"row {number}, column {column!r} {what}: {remedy}")

    def decisions(self) -> Decisions:
        """Return what all rows say together."""
        ordered = sorted(self.pairs.values(), key=lambda pair: pair[1])

        def of(column: str, kind: type[Value]) -> dict[str, Value]:
            said = self.said.get(column, {})
            return {person: value for person, (value, _) in said.items() if isinstance(value, kind)}

        return Decisions(
            same=tuple(pair for same, _, pair in ordered if same),
            apart=tuple(pair for same, _, pair in ordered if not same),
            rename=of("rename", str),
            family=of("family", bool),
            hidden=of("hide", bool),
            closeness=of("closeness", float),
            groups=of("group", tuple),
            rows=tuple(self.rows),
        )
