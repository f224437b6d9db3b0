"""The tables of the ledger, and the versions that led to them; a row that is written is never changed.

Whatever happens is a new record: `entry` is the id that the owner sees, and what was recorded last of an
entry is what holds. A record with `undone` takes back what was said before it: with a row in a table it
says again what was said before that, and without one the entry is gone. So the ledger can be read as it
stood on any day, and a late entry rewrites no old page.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from weaklib.action.ledger import version_1, version_2

APPLICATION = 0x7765616B  # "weak", by which the file is known to be ours

KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "attempt": (
            "person",
            "name",
            "purpose",
            "step",
            "on",
            "via",
            "to_person",
            "class",
            "strength",
            "chosen",
            "note",
        ),
        "outcome": (
            "attempt",
            "step",
            "on",
            "to_person",
            "engagement",
            "support",
            "guidance",
            "proposal",
            "note",
        ),
        "mark": ("person", "name", "purpose", "step", "on", "until", "note"),
        "gift": (
            "person",
            "name",
            "step",
            "on",
            "to_person",
            "class",
            "strength",
            "engagement",
            "support",
            "guidance",
            "proposal",
            "note",
        ),
        "refusal": ("proposal", "person", "name", "step", "on", "note"),
    }
)
"""What a record of each kind says; each is a table of that name with an s.

An outcome came of an attempt, a gift without having been asked for. A refusal says that what was proposed
as an outcome was none.
"""

INTEGERS = frozenset({"attempt", "engagement", "support", "guidance"})
DETAILS = tuple(dict.fromkeys(column for columns in KINDS.values() for column in columns))
"""Every column that any of the tables has, once."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (version_1.STATEMENTS, version_2.STATEMENTS)
"""The statements that lead from each version to the next; the first makes version 1 from nothing."""
