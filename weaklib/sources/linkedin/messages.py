"""messages.csv: who wrote to whom and when; how much, but never what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.sources.files import ExportFile
from weaklib.sources.linkedin.columns import ALIASES, NEEDS, is_hidden_member
from weaklib.sources.linkedin.message_parties import Kind, Who, kinds_of, threads_of
from weaklib.sources.linkedin.message_table import HIDDEN, PARTIES, gather
from weaklib.sources.linkedin.rows import Tally
from weaklib.sources.reading import MEETINGS, Reading, frame
from weaklib.sources.sheets.blocks import NotPlainError, careful_blocks, plain_blocks

KIND = "linkedin messages"

Positions = NDArray[np.int64]


@dataclass(frozen=True)
class Messages:
    """The messages of one file, before it is known which of the names is the owner's.

    Attributes
    ----------
    file, tally
        The file, and what became of its rows so far.
    table
        One row a usable message: `row`, `conversation`, `from`, `from_url`, `to`, `to_urls`,
        `outgoing`, `at` (UTC), `words`, `hint`, `raw` ("" where the addresses tell who is meant), and
        `mark`, a number that is the same for the same message in another export.
    first, last
        The first and the last day of all rows that have one, used or not.
    """

    file: ExportFile
    tally: Tally
    table: pd.DataFrame
    first: pd.Timestamp | None = None
    last: pd.Timestamp | None = None

    def without(self, rows: NDArray[np.bool_]) -> Messages:
        """Return the messages without some of them, which count as merged: another file has them too.

        Parameters
        ----------
        rows
            By position in `table`, whether the message goes.
        """
        tally = replace(self.tally, merged=self.tally.merged + int(rows.sum()))
        return replace(self, tally=tally, table=self.table[~rows].reset_index(drop=True))


def read_messages(file: ExportFile) -> Messages:
    """Return the messages of `file`; drafts, advertisements and nameless senders are set aside.

    Raises
    ------
    InputError
        If the file has no columns for sender, recipient and date.
    """
    try:
        gathered = gather(plain_blocks(file, needs=NEEDS[KIND], aliases=ALIASES))
    except NotPlainError:
        gathered = gather(careful_blocks(file, needs=NEEDS[KIND], aliases=ALIASES))
    return Messages(file, gathered.tally, gathered.table, gathered.first, gathered.last)


def participants(messages: Messages, names: Iterable[str]) -> pd.Series:
    """Return, by message, the set of those who take part: profiles where known, else names."""
    code, kinds = _kinds(messages.table, frozenset(names))
    people = np.empty(len(kinds), dtype="object")
    people[:] = [kind.people for kind in kinds]
    return pd.Series(people[code], dtype="object")


def to_reading(messages: Messages, *, owners: frozenset[str], name: str, names: Iterable[str]) -> Reading:
    """Return the messages as interactions with others, now that the owner is known.

    An incoming message is a contact with its sender, an outgoing one with each recipient.
    `group_size` is the number of people in the whole conversation, the owner included.

    Parameters
    ----------
    messages
        The messages of one file.
    owners, name
        The owner's profiles and name.
    names
        The names that are known, to take a list of recipients apart: names hold commas.
    """
    code, kinds = _kinds(messages.table, frozenset(names) | {name})
    contacts = [kind.contacts(owners, name) for kind in kinds]
    aside = _with_nobody(messages, code, np.array([not each for each in contacts], dtype=np.bool_))
    return Reading(
        source=messages.file.source,
        kind=KIND,
        rows=messages.tally.rows,
        merged=messages.tally.merged,
        interactions=_interactions(messages.table, code, contacts, threads_of(kinds, owners | {name})),
        set_aside=frame(sorted(aside, key=lambda row: int(str(row["row"]))), ("row", "reason", "raw")),
        first=messages.first,
        last=messages.last,
    )


def _kinds(table: pd.DataFrame, known: frozenset[str]) -> tuple[Positions, list[Kind]]:
    """Return which kind each message is, and the kinds, by their cells."""
    code, many = np.zeros(len(table), dtype=np.int64), 1
    for name in PARTIES:
        codes, size = table[name].cat.codes.to_numpy(dtype=np.int64), len(table[name].cat.categories)
        if many * size > np.iinfo(np.int64).max:
            code, seen = pd.factorize(code)
            many = len(seen)
        code, many = code * size + codes, many * size
    code = pd.factorize(code)[0]
    first = np.full(int(code.max(initial=-1)) + 1, len(table), dtype=np.int64)
    np.minimum.at(first, code, np.arange(len(table)))
    cells = table[list(PARTIES)].iloc[first].itertuples(index=False, name=None)
    return code, kinds_of(list(cells), known)


def _with_nobody(messages: Messages, code: Positions, empty: NDArray[np.bool_]) -> list[dict[str, object]]:
    """Return what is set aside, with the messages that are with nobody but the owner."""
    alone = messages.table[empty[code]]
    return [
        *messages.tally.set_aside,
        *(
            {
                "row": row,
                "reason": HIDDEN if is_hidden_member(sender) or is_hidden_member(to) else "nobody else in it",
                "raw": raw or "[a message]",
            }
            for row, sender, to, raw in alone[["row", "from", "to", "raw"]].itertuples(index=False)
        ),
    ]


def _interactions(
    table: pd.DataFrame,
    code: Positions,
    contacts: Sequence[Sequence[tuple[Who, str]]],
    threads: Sequence[tuple[str, int]],
) -> pd.DataFrame:
    """Return one row for each contact of each message."""
    many = np.array([len(each) for each in contacts], dtype=np.int64)
    message = np.repeat(np.arange(len(table)), many[code])
    kind = code[message]
    # where the contacts of a message's kind start in the list of all, and how far on this one is
    starts = np.cumsum(many) - many
    before = np.repeat(np.cumsum(many[code]) - many[code], many[code])
    contact = starts[kind] + np.arange(len(message)) - before
    flat = [(*who, direction) for each in contacts for who, direction in each]
    sizes = np.array([size for _, size in threads], dtype=np.int64)[kind]
    nothing = _chosen([""], np.zeros(len(message), dtype=np.int64))
    given = table[["row", "at", "words", "hint", "raw"]].take(message).reset_index(drop=True)
    columns = {
        "row": given["row"],
        "profile": _chosen([profile for profile, _, _ in flat], contact),
        "email": nothing,
        "name": _chosen([name for _, name, _ in flat], contact),
        "at": given["at"],
        "channel": _chosen(["message", "group_message"], (sizes > 2).astype(np.int64)),
        "direction": _chosen([direction for _, _, direction in flat], contact),
        "group_size": sizes,
        "minutes": float("nan"),
        "words": given["words"].astype("float64"),
        "skill": nothing,
        "hint": given["hint"],
        "event": _chosen([thread for thread, _ in threads], kind),
        "raw": given["raw"],
    }
    return pd.DataFrame(columns, columns=list(MEETINGS))


def _chosen(texts: Sequence[str], places: Positions) -> pd.Categorical:
    """Return the texts at some places, without saying any of them twice."""
    values = sorted(set(texts))
    code = {text: number for number, text in enumerate(values)}
    codes = np.array([code[text] for text in texts], dtype=np.int32)
    return pd.Categorical.from_codes(codes[places], categories=pd.Index(values, dtype="object"))
