"""A pool that is open: questions go in as expressions, tables come out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType, TracebackType
from typing import Any, Self, TypeVar
from uuid import UUID

import pandas as pd

from weaklib.book import InputError
from weaklib.pool.engine.tables import ASKED, ASKER, Table
from weaklib.pool.sheet import Sheet

T = TypeVar("T")
NOTHING_ASKED: Mapping[str, Sequence[str]] = MappingProxyType({})


@dataclass(frozen=True)
class Engine:
    """What answers.

    Attributes
    ----------
    dialect
        The name under which Ibis knows its SQL.
    run
        Answers a question in that SQL: its rows, in their order.
    put
        Fills a table of one column with what is asked for.
    close
        Lets it go.
    """

    dialect: str
    run: Callable[[str], Sequence[Sequence[Any]]]
    put: Callable[[Table, Sequence[str]], None]
    close: Callable[[], None]


@dataclass(frozen=True)
class Pool:
    """A pool that questions can be put to.

    Attributes
    ----------
    name, k
        As its manifest says: k is the least group of which a number is told.
    members
        Whose sheets count, indexed by `member`: `alias`, `ask` (how to ask them), `named_as_broker`.
    engine
        What answers.
    left_out
        What is wrong with files that do not count, one sentence each.
    """

    name: str
    k: int
    members: pd.DataFrame
    engine: Engine
    left_out: tuple[str, ...] = ()
    _held: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def __enter__(self) -> Self:
        """Return the pool itself, open."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the engine go."""
        self.engine.close()

    def answer(
        self,
        question: Callable[..., Table],
        *shape: str,
        asker: str = "",
        asked: Mapping[str, Sequence[str]] = NOTHING_ASKED,
        **settings: int,
    ) -> pd.DataFrame:
        """Return the answer to a question; it is translated into the engine's SQL only once.

        Parameters
        ----------
        question
            Returns the expression, given `shape` and `settings`.
        asker
            The member who asks, where that matters.
        asked
            The values that are asked for, under their words.

        Returns
        -------
        DataFrame
            In the order of the question; numbers are floats, and what is not known is nan.

        Raises
        ------
        InputError
            If no sheet of the asker counts.
        """
        if asker:
            self._check(asker)
            self.engine.put(ASKER, [asker])
        for word, values in asked.items():
            self.engine.put(ASKED[word], values)
        sql, kinds = translated(question, self.engine.dialect, *shape, **settings)
        return _plain(self.engine.run(sql), kinds)

    def once(self, name: str, find: Callable[[], T]) -> T:
        """Return what `find` finds, looked up once while the pool is open."""
        if name not in self._held:
            self._held[name] = find()
        held: T = self._held[name]
        return held

    def _check(self, asker: str) -> None:
        if asker not in self.members.index:
            msg = (
                f"No sheet of yours ({asker}) counts in the pool {self.name!r}; write one with "
                "`weaklib pool contribute`, and put it in with `weaklib pool add`."
            )
            raise InputError(msg)


@cache
def translated(
    question: Callable[..., Table], dialect: str, *shape: str, **settings: int
) -> tuple[str, Mapping[str, str]]:
    """Return a question in the SQL of an engine, and the types of its columns; worked out once."""
    import ibis

    getattr(ibis, dialect)  # reads the options that the dialect has
    expression = question(*shape, **settings)
    kinds = {name: str(kind).lstrip("!") for name, kind in expression.schema().items()}
    return str(ibis.to_sql(expression, dialect=dialect, pretty=False)), kinds


def members_of(sheets: Sequence[Sheet]) -> pd.DataFrame:
    """Return whose sheets these are, indexed by `member`: `alias`, `ask`, `named_as_broker`."""
    rows = [(sheet.member, sheet.alias, sheet.ask, sheet.named_as_broker) for sheet in sheets]
    members = pd.DataFrame(rows, columns=["member", "alias", "ask", "named_as_broker"])
    kinds: dict[str, Any] = {"member": "str", "alias": "str", "ask": "str", "named_as_broker": "bool"}
    return members.astype(kinds).set_index("member")


def _plain(rows: Sequence[Sequence[Any]], kinds: Mapping[str, str]) -> pd.DataFrame:
    columns = zip(*rows, strict=True) if rows else [()] * len(kinds)
    told = dict(zip(kinds, columns, strict=True))
    return pd.DataFrame(
        {
            name: pd.Series([_text(value) for value in told[name]], dtype="str")
            if kind == "string"
            else pd.Series(told[name], dtype="float64")
            for name, kind in kinds.items()
        },
        columns=list(kinds),
    )


def _text(value: str | UUID | None) -> str | None:
    """Return a value as a text; an engine may hold a hash as the number of 128 bits that it is."""
    return value.hex if isinstance(value, UUID) else value
