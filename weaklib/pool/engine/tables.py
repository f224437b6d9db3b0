"""The tables that questions are asked of: the same names and columns, whatever machine answers.

Each is an expression without data behind it; an engine puts its own tables under these names. What is asked
of an engine besides stands in tables of its own, so that a question is written, and translated, only once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import ibis
from ibis.expr.types import Table, Value

__all__ = ["ASKED", "ASKER", "BREADTH", "HUMANS", "KEYS", "KNOWN_AS", "LINKS", "MEMBERS", "PAIRS", "REACH",
           "SHEETS", "TARGETS", "TIES", "WORDS", "Table", "Value", "best_first", "lesser", "nothing", "said",
           "the_first"]  # fmt: skip

WORDS = ("organisation", "function", "seniority", "field", "place")
"""What a sheet tells of a contact; null where it does not."""

_TOLD = dict.fromkeys((*WORDS, "ask"), "string")

SHEETS = ibis.table(
    {
        "member": "string",
        "contact": "string",
        "mails": "array<string>",
        **_TOLD,
        "class": "string",
        "strength": "float32",
    },
    name="sheets",
)
"""One row a contact in a sheet, as the sheets have them."""

KEYS = ibis.table({"member": "string", "key": "string", "first": "boolean"}, name="member_keys")
"""One row a hash by which others may know a member; `first` where it is the one that calls them."""

MEMBERS = ibis.table({"member": "string"}, name="members")
"""One row a member whose sheet counts."""

PAIRS = ibis.table({"contact": "string", "mail": "string"}, name="pairs")
"""One row a contact's id and a mail address that any sheet knows of them, a member's own included."""

HUMANS = ibis.table({"contact": "string", "target": "string"}, name="humans")
"""Who is behind a contact's id; an id that is not here is a profile, and its own."""

KNOWN_AS = ibis.table({"member": "string", "contact": "string"}, name="known_as")
"""One row an id under which sheets know a member."""

TIES = ibis.table(
    {"member": "string", "target": "string", "contact": "string", **_TOLD, "tenths": "int8"}, name="ties"
)
"""One row a member and a human whom they know: `tenths` is the strength of the tie, null where unknown."""

LINKS = ibis.table(
    {"member": "string", "other": "string", "tenths": "int8", "closed": "boolean"}, name="links"
)
"""One row a member and another, one of whom knows the other, from both sides; `closed` where the member's own
sheet says that nobody may ask them about the other."""

TARGETS = ibis.table({"target": "string", "members": "int64"}, name="targets")
"""One row a human whom a sheet knows: how many members do."""

REACH = ibis.table({"member": "string", "organisation": "string"}, name="reach")
"""One row a member and an organisation where they know somebody."""

BREADTH = ibis.table({"member": "string", "organisations": "int64"}, name="breadth")
"""One row a member who knows somebody at an organisation: at how many."""

ASKER = ibis.table({"member": "string"}, name="asker")
"""One row: the member who asks."""

ASKED: Mapping[str, Table] = MappingProxyType(
    {word: ibis.table({word: "string"}, name=f"asked_{word}") for word in WORDS}
)
"""One row a value that is asked for, in a table of its own for each of `WORDS`."""


def lesser(one: Value, other: Value) -> Value:
    """Return the lesser of two numbers; null where one is unknown."""
    return ibis.cases((one.isnull() | other.isnull(), None), else_=ibis.least(one, other))


def best_first(value: Value) -> Value:
    """Order by a number from the greatest down, and what is unknown last."""
    return value.fill_null(-1).desc()


def said(value: Value) -> Value:
    """Return whether a sheet says something here."""
    return value.notnull()


def nothing(kind: str) -> Value:
    """Return a value that is not known."""
    return ibis.null(kind)


def the_first(table: Table, by: Sequence[str], order: Sequence[Value | str]) -> Table:
    """Return of the rows of `table` with equal `by` the first in `order`."""
    number = ibis.row_number().over(group_by=list(by), order_by=list(order))
    return table.mutate(number=number).filter(ibis._.number == 0).drop("number")
