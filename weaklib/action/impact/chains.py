"""Introductions as chains: who led to whom, how deep, and what came of each tie that a chain starts with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import pandas as pd

from weaklib.action.impact.arrivals_contact import two_way
from weaklib.action.impact.arrivals_how import entries_of
from weaklib.action.impact.chains_links import INTRODUCED, links
from weaklib.action.impact.known import by_then
from weaklib.action.impact.setting import Setting
from weaklib.measures.sentences import counted, on_day

COLUMNS = (
    *("entry", "by", "by_name", "to", "to_name", "on", "class", "depth", "root", "two_way"),
    *("root_name", "again", "sentence", "rows"),
)
"""The columns of `introductions`."""

ROOT_COLUMNS = ("name", "class", "introductions", "depth", "reached", "two_way", "people", "sentence", "rows")
"""The columns of `roots`."""


class Place(NamedTuple):
    """Where somebody stands in a chain: how many introductions after the tie that it starts with."""

    depth: int
    root: str


def introductions(setting: Setting) -> pd.DataFrame:
    """Tell of each confirmed introduction in the period who led to whom, and where in a chain it stands.

    An introduction by somebody whom nobody had introduced has depth 1 and starts a chain; one by somebody who
    was introduced before has the depth of that, and 1 more. Who is introduced again, after having been
    introduced or having introduced others, keeps the place of the first time: so chains end, though people
    introduce one another, or themselves.

    Parameters
    ----------
    setting
        The book and the ledger, as of which day, and the period. Depths count what came before it, too.

    Returns
    -------
    DataFrame
        One row an introduction, by day and then by entry:

        - `entry` of the ledger; `by` and `by_name`, who made it; `to` and `to_name`, to whom (an id of
          the book, a name, or "" where that is not said); `on`.
        - `class` of the tie with `by` at asking; `depth` (1, 2, ...); `root` and `root_name`, with whom the
          chain starts; `again`, whether `to` was known to the chains before.
        - `two_way` (boolean): whether contact with `to` is two-way by the day; <NA> where nothing could
          show it.
        - `sentence`, and `rows`, the evidence.

    Examples
    --------
    >>> import tempfile, weaklib as wl
    >>> from weaklib.action.impact.setting import setting_of
    >>> folder = tempfile.TemporaryDirectory()
    >>> ledger = wl.ledger.open(f"{folder.name}/ledger.sqlite")
    >>> asked = ledger.add("runa-solheim", "sent", on="2026-10-05", purpose="introduction")
    >>> made = ledger.add("runa-solheim", "intro_made", on="2026-10-07", to_person="Ilse Lund")
    >>> chain = introductions(setting_of(wl.read("data/example"), ledger))
    >>> chain[["by", "to", "depth"]].values.tolist()
    [['runa-solheim', 'Ilse Lund', 1]]
    >>> folder.cleanup()
    """
    return setting.once("introductions", _introductions)


def roots(setting: Setting) -> pd.DataFrame:
    """Tell what each tie that a chain starts with has yielded, by the introductions of the period.

    Parameters
    ----------
    setting
        The book and the ledger, as of which day, and the period.

    Returns
    -------
    DataFrame
        Indexed by `root`, the most people reached first, then by name: `name`; `class` of that tie at the
        first asking of all; `introductions`, made by them and by whom they led to; `depth`, the greatest;
        `reached`, how many other people, and `people`, who; `two_way`, with how many of these contact is
        two-way by the day (<NA> where nothing could show it of any); `sentence` and `rows`.
    """
    chain = introductions(setting)
    found = [_root(setting, str(root), rows) for root, rows in chain.groupby("root", sort=True)]
    table = pd.DataFrame(found, columns=["root", *ROOT_COLUMNS]).set_index("root")
    table = table.astype({"introductions": "int64", "depth": "int64", "reached": "int64", "two_way": "Int64"})
    return table.sort_values(
        ["reached", "introductions", "name"], ascending=[False, False, True], kind="stable"
    )


def places_in(ends: Iterable[tuple[str, str]]) -> list[tuple[int, str, bool]]:
    """Return of each introduction its depth, the root of its chain, and whether `to` stood in one before.

    Parameters
    ----------
    ends
        Who introduced and to whom ("" where it is not said), by time.

    Examples
    --------
    >>> places_in([("ann", "bo"), ("bo", "cy"), ("cy", "ann")])
    [(1, 'ann', False), (2, 'ann', False), (3, 'ann', True)]
    """
    places: dict[str, Place] = {}
    told = []
    for by, to in ends:
        start = places.setdefault(by, Place(0, by))
        here = Place(start.depth + 1, start.root)
        told.append((*here, to in places))
        if to:
            places.setdefault(to, here)
    return told


def _introductions(setting: Setting) -> pd.DataFrame:
    every = setting.once("chains", _chains)
    table = every[setting.period.holds(every["on"])].reset_index(drop=True)
    contact = two_way(setting, pd.Index(table["to"])).set_axis(table.index)
    table["two_way"] = contact["since"].notna().astype("boolean").mask(~contact["told"])
    table = table.assign(since=contact["since"], told=contact["told"])
    table["sentence"] = [_sentence(setting, row) for row in table.itertuples()]
    entries = zip(table["entry"], table["attempt"], contact["rows"], strict=True)
    rows = [(*entries_of(entry, attempt), *shown) for entry, attempt, shown in entries]
    return table.assign(rows=pd.Series(rows, dtype="object"))[list(COLUMNS)]


def _chains(setting: Setting) -> pd.DataFrame:
    """Return every introduction that is known by the day, with its place in a chain."""
    every = links(setting)
    every = every[every["step"] == INTRODUCED].reset_index(drop=True)
    stands = places_in(zip(every["by"], every["to"], strict=True))
    chain = pd.DataFrame(stands, columns=["depth", "root", "again"], index=every.index)
    table = every.join(chain.astype({"depth": "int64", "root": "str", "again": "bool"}))
    names = dict(zip(every["by"], every["by_name"], strict=True))  # a root has introduced somebody
    return table.assign(root_name=table["root"].map(names).astype("str"))


def _sentence(setting: Setting, row: Any) -> str:
    told = f"{row.by_name} introduced you to {row.to_name or 'somebody not named'} on {on_day(row.on)}"
    if row.depth > 1:
        told += f", step {row.depth} of a chain that began with {row.root_name}"
    if row.to == row.by:
        told += ", who is the same person"
    elif row.again:
        told += ", whom the ledger knew from a chain before"
    if not row.told:
        return f"{told}. Whether contact became two-way is not known: no export could show it."
    if pd.isna(row.since):
        then = by_then(setting.book, setting.day)
        return f"{told}. No two-way contact with them is on record {then}."
    return f"{told}. Contact has been two-way since {on_day(row.since)}."


def _root(setting: Setting, root: str, rows: pd.DataFrame) -> tuple[Any, ...]:
    every = setting.once("chains", _chains)
    first = every[every["by"] == root].iloc[0]
    reached = rows[rows["to"].ne("") & rows["to"].ne(root)].drop_duplicates("to")
    known, people = reached["two_way"].dropna(), tuple(reached["to"])
    became = int(known.sum()) if len(known) else pd.NA
    depth = int(rows["depth"].max())
    shown = (row for of in rows["rows"] for row in of)
    behind = tuple(dict.fromkeys((*shown, ("ledger", int(first["entry"])))))
    told = _root_sentence(first["by_name"], rows, len(people), known)
    return (
        root,
        first["by_name"],
        first["class"],
        len(rows),
        depth,
        len(people),
        became,
        people,
        told,
        behind,
    )


def _root_sentence(name: str, rows: pd.DataFrame, people: int, known: pd.Series[Any]) -> str:
    whom = {0: "nobody else by name", 1: "1 person"}.get(people, f"{people:,} people")
    told = f"What began with {name} led you to {whom} by {counted(len(rows), 'introduction')}"
    if (depth := int(rows["depth"].max())) > 1:
        told += f", up to {depth} in a row"
    if unnamed := int(rows["to"].eq("").sum()):
        told += f"; of {counted(unnamed, 'introduction')} it is not entered to whom"
    if len(known):
        became = int(known.sum()) or "none"
        of = f"{people}" if len(known) == people else f"the {len(known)} of whom it is known"
        told += f". Contact is two-way with {became} of {of}"
    return f"{told}."
