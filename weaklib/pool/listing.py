"""What a member sees before anything is written: everybody by name, to strike out or to let in by hand.

The listing is a table to edit in a spreadsheet, on the member's own machine. Two columns are theirs:

`share`
    "no" strikes a row out, "yes" lets one in that would stay out; blank leaves it to the choices.
    A row that was taken out of the table is struck out too.
`ask`
    "anyone", "contacts" or "nobody": how the member may be asked about this contact; blank is their choice
    for all.

The others show what would be written, and are written anew each time; so are people whom newer exports add.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from weaklib.book import InputError
from weaklib.pool.choosing import REASONS
from weaklib.pool.private import private_folder, write_private
from weaklib.pool.sheet import ASK, TEXTS
from weaklib.sources.decisions.cells import yes_or_no
from weaklib.sources.decisions.people_sheet import PeopleSheet, read_sheet, write_sheet

SHOWN = ("name", *TEXTS, "class", "strength", "stands")
COLUMNS = ("person", "share", "ask", *SHOWN)
STRUCK, SHARED = "struck out by you", "shared"


class Said(NamedTuple):
    """What a member said of a row: whether to share it (None where nothing) and how they may be asked."""

    share: bool | None
    ask: str


def listing_path(data: Path, pool: str) -> Path:
    """Return where the listing for a pool lies."""
    return data / "pools" / f"{pool}-review.csv"


def write_listing(path: Path, seen: pd.DataFrame) -> Path:
    """Write who would be shared and who not, with the names that only the member sees; mode 600.

    Parameters
    ----------
    path
        Where to.
    seen
        What `decided` returns: those who need a look come first.

    Raises
    ------
    OutputError
        If it cannot be written; the old one is as it was.
    """
    private_folder(path.parent)
    first = seen["why"].eq("surname")
    ordered = pd.concat([seen[first], seen[~first]])
    rows = [_cells(str(person), row) for person, row in zip(ordered.index, _records(ordered), strict=True)]
    write_sheet(path.parent, PeopleSheet(COLUMNS, tuple(enumerate(rows, 2))), name=path.name)
    write_private(_known_path(path), "".join(f"{person}\n" for person in seen.index))
    return path


def decided(seen: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Return the candidates as the member decided on them in their listing, where there is one.

    Parameters
    ----------
    seen
        What `candidates` returns.
    path
        The listing.

    Returns
    -------
    DataFrame
        `seen` with `ask` and `why` as the member wants them, and their words: `share` and `asked`.

    Raises
    ------
    InputError
        If a cell says what cannot be: with row, column, value and remedy.
    """
    said, there = read_listing(path), path.is_file() and _known_path(path).is_file()
    listed = set(_known_path(path).read_text(encoding="utf-8").split("\n")) if there else set()
    words = [_word(known, said, listed) for known in seen["known_by"]]
    share = pd.Series([each.share for each in words], index=seen.index, dtype="object")
    asked = pd.Series([each.ask for each in words], index=seen.index, dtype="str")
    # without a key nobody else could know them, whatever the member says
    free = seen["why"].ne("key")
    why = seen["why"].mask(share.eq(True) & free, "").mask(share.eq(False) & free, "struck")
    return seen.assign(why=why, ask=seen["ask"].mask(asked.ne(""), asked), share=share, asked=asked)


def read_listing(path: Path) -> dict[str, Said]:
    """Return what a member said in their listing, by person; nothing where there is none yet.

    Raises
    ------
    InputError
        With every fault at once, each with its row, column, value and remedy.
    """
    said: dict[str, Said] = {}
    faults = []
    if not (path.is_file() and _known_path(path).is_file()):
        return said
    for number, cells in read_sheet(path.parent, COLUMNS, name=path.name).records():
        share, ask = cells.get("share", ""), cells.get("ask", "").lower()
        if share and yes_or_no(share) is None:
            faults.append(f"row {number}, column 'share' is {share[:40]!r}: write yes, no or nothing")
        if ask and ask not in ASK:
            faults.append(f"row {number}, column 'ask' is {ask[:40]!r}: write {', '.join(ASK)} or nothing")
        said[cells.get("person", "")] = Said(yes_or_no(share) if share else None, ask)
    if faults:
        msg = f"{path.name}: {'; '.join(faults[:5])}."
        raise InputError(msg)
    return said


def summary(seen: pd.DataFrame) -> pd.Series:
    """Return how many are shared, and how many stay out for which reason, in words, the most first."""
    reasons = seen["why"].map(stands)
    counts = reasons.value_counts()
    first = [SHARED] if SHARED in counts.index else []
    return counts.reindex([*first, *counts.index.drop(first)]).rename("people")


def stands(why: str) -> str:
    """Return in words whether somebody is shared, and why not."""
    return SHARED if not why else STRUCK if why == "struck" else REASONS[why]


def _word(known: tuple[str, ...], said: dict[str, Said], listed: set[str]) -> Said:
    """Return what was said of somebody under any of their ids: newer exports may call them otherwise."""
    for key in known:
        if key in said:
            return said[key]
    return Said(share=None if listed.isdisjoint(known) else False, ask="")


def _cells(person: str, row: dict[str, object]) -> tuple[str, ...]:
    share = row.get("share")
    strength = row["strength"]
    shown = {name: row[name] for name in ("name", *TEXTS, "class")}
    cells = {
        "person": person,
        "share": "" if share is None else "yes" if share else "no",
        "ask": row.get("asked") or "",
        "strength": f"{strength:.1f}" if strength == strength else "",  # noqa: PLR0124 - nan is unlike itself
        "stands": stands(str(row["why"])),
        **{name: value if isinstance(value, str) else "" for name, value in shown.items()},
    }
    return tuple(str(cells[column]) for column in COLUMNS)


def _records(table: pd.DataFrame) -> list[dict[str, object]]:
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def _known_path(path: Path) -> Path:
    return path.with_name(f"{path.stem}-listed.txt")
