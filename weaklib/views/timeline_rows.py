"""What happened between the owner and one person, each on its lane: the rows behind the timeline of a tie."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd

from weaklib.action.whom import keys_of
from weaklib.measures.record import Record
from weaklib.measures.sentences import counted
from weaklib.views.theme import on_day, safe, short

if TYPE_CHECKING:
    from weaklib.action.ledger import Ledger
    from weaklib.book import Book

LANES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "messages from you": ("linkedin messages",),
        "messages from them": ("linkedin messages",),
        "mail from you": ("mail",),
        "mail from them": ("mail",),
        "met one to one": ("calendar",),
        "met in a group": ("calendar",),
        "invited, connected": ("linkedin connections", "linkedin invitations"),
        "recommended, endorsed": ("linkedin recommendations", "linkedin endorsements"),
        "asked, and what came": (),
    }
)
"""The lanes from the top, each with the kinds of files that can show it; the last is the ledger's."""

FAVOURS = ("recommendation", "endorsement")
MOST_MARKS = 1_500
"""Of more marks than that, those of one month become one."""
MOST_TOLD = 6
"""So many rows a hover names; the others it counts."""


def rows_of(book: Book, record: Record, ledger: Ledger | None = None) -> pd.DataFrame:
    """Return everything dated that is on record with a person, one row an entry.

    Parameters
    ----------
    book
        Of which the record was made.
    record
        From `record_of`.
    ledger
        What was asked and what came of it; None leaves its lane out.

    Returns
    -------
    DataFrame
        `day` (the owner's), `lane` (one of `LANES`), `what` (in words, not escaped), `row` (the label in
        `book.interactions`; "" where it is none), `file`, and `counts`, whether it counts as contact.
    """
    rows = record.rows
    parts = [
        pd.DataFrame(
            {
                "day": rows["at"].dt.tz_convert(book.owner.zone).dt.tz_localize(None).dt.normalize(),
                "lane": [_lane(row) for row in rows.to_dict("records")],
                "what": [_what(row) for row in rows.to_dict("records")],
                "row": [str(label) for label in rows.index],
                "file": [str(source).rsplit("/", 1)[-1] for source in rows["source"]],
                "counts": rows.index.isin(record.contacts.index),
            }
        ),
        _connected(book, record),
    ]
    if ledger is not None:
        parts.append(_entered(book, record, ledger))
    whole = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    return whole.sort_values(["day", "lane"], kind="stable", ignore_index=True)


def _lane(row: Mapping[Any, Any]) -> str:
    channel = str(row["channel"])
    if "meeting" in channel:
        return "met one to one" if row["group_size"] == 2 else "met in a group"
    if channel in FAVOURS:
        return "recommended, endorsed"
    for kind in ("message", "mail"):
        if kind in channel:
            whose = "you" if row["direction"] == "out" else "them"
            return f"{'messages' if kind == 'message' else kind} from {whose}"
    return "invited, connected"


_FAVOURS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("recommendation", "in"): "they recommended you",
        ("recommendation", "out"): "you recommended them",
        ("endorsement", "in"): "they endorsed a skill of yours",
        ("endorsement", "out"): "you endorsed a skill of theirs",
        ("invitation", "in"): "they invited you to connect",
        ("invitation", "out"): "you invited them to connect",
    }
)


def _what(row: Mapping[Any, Any]) -> str:
    channel, size = str(row["channel"]), int(row["group_size"])
    told = _FAVOURS.get((channel, str(row["direction"])), channel.replace("_", " "))
    told = told.replace("group ", "") if size > 2 else told
    return f"{told} among {size} people" if size > 2 else told


def _connected(book: Book, record: Record) -> pd.DataFrame:
    on = book.people["connected_on"][book.people.index == record.tie.name].dropna()
    told = [(pd.Timestamp(day), "you became connected", "the list of connections") for day in on]
    return _entries([entry for entry in told if entry[0] <= record.day], "invited, connected")


def _entered(book: Book, record: Record, ledger: Ledger) -> pd.DataFrame:
    """Return the steps that the ledger knew by the day, under any name that the person had."""
    keys, day = keys_of(book), f"{record.day:%Y-%m-%d}"
    sent = ledger.attempts(day).rename(columns={"sent_on": "on"}).assign(step="sent")
    steps = pd.concat([frame[["person", "on", "step", "purpose"]] for frame in (sent, ledger.outcomes(day))])
    theirs = steps[steps["person"].map(lambda said: keys.get(said, said)) == record.tie.name]
    told = [
        (
            pd.Timestamp(on),
            f"{str(step).replace('_', ' ')}{f' ({purpose})' if purpose else ''}",
            "your ledger",
        )
        for on, step, purpose in zip(theirs["on"], theirs["step"], theirs["purpose"], strict=True)
    ]
    return _entries(told, "asked, and what came")


def _entries(told: list[tuple[pd.Timestamp, str, str]], lane: str) -> pd.DataFrame:
    if not told:
        return pd.DataFrame()
    days, what, files = zip(*told, strict=True)
    return pd.DataFrame({"day": days, "lane": lane, "what": what, "row": "", "file": files, "counts": False})


def marks_of(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one mark for each lane and day, or month where they are many: where it stands, what it tells.

    Parameters
    ----------
    rows
        From `rows_of`.

    Returns
    -------
    DataFrame
        `lane`, `day`, `counts` (whether any of it counts as contact), `size` (how many rows), `when`, `told`
        (what happened) and `rows` (where it is written); the last three escaped for plotly.
    """
    many = len(rows[["lane", "day"]].drop_duplicates()) > MOST_MARKS
    start = rows["day"].dt.to_period("M").dt.start_time if many else rows["day"]
    found = [
        _mark(
            str(lane),
            pd.Timestamp(str(day)),
            group,
            f"{day:%B %Y}" if many else on_day(pd.Timestamp(str(day))),
        )
        for (lane, day), group in rows.groupby(["lane", start], sort=True)
    ]
    return pd.DataFrame(found, columns=["lane", "day", "counts", "size", "when", "told", "rows"])


def _mark(lane: str, day: pd.Timestamp, group: pd.DataFrame, when: str) -> dict[str, Any]:
    return {
        "lane": lane,
        "day": day,
        "counts": bool(group["counts"].any()),
        "size": len(group),
        "when": safe(when),
        "told": _told(group),
        "rows": _written(group),
    }


def _told(group: pd.DataFrame) -> str:
    times = group["what"].value_counts(sort=False)
    shown = [f"{what} × {n:,}" if n > 1 else str(what) for what, n in times.head(MOST_TOLD).items()]
    more = [f"and {counted(len(times) - MOST_TOLD, 'more kind')}"] if len(times) > MOST_TOLD else []
    return "<br>".join(safe(short(line, 60)) for line in [*shown, *more])


def _written(group: pd.DataFrame) -> str:
    labels = [label for label in group["row"] if label]
    files = ", ".join(dict.fromkeys(short(name, 40) for name in group["file"]))
    if not labels:
        return safe(files)
    shown = ", ".join(labels[:MOST_TOLD])
    more = f" and {len(labels) - MOST_TOLD:,} more" if len(labels) > MOST_TOLD else ""
    return safe(f"{'row' if len(labels) == 1 else 'rows'} {shown}{more} of {short(files, 80)}")
