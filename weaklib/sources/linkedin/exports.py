"""Which files came in one export, how fresh it is, and whether it came whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from weaklib.sources.files import ExportFile
from weaklib.sources.linkedin.connections import KIND as CONNECTIONS
from weaklib.sources.linkedin.messages import KIND as MESSAGES
from weaklib.sources.linkedin.messages import Messages
from weaklib.sources.linkedin.repeats import Marks, marks_of, matched, values_of
from weaklib.sources.reading import Reading

Said = Reading | Messages
GROWING = {
    CONNECTIONS: 1,
    MESSAGES: 1,
    "linkedin invitations": 10,
    "linkedin endorsements": 10,
    "linkedin recommendations": 10,
}
"""Files that lose rows only one by one, and how many they must have had for that to tell anything."""

WHOLE = 4 / 5
ENOUGH_DAYS = 10
LONG_AFTER = pd.Timedelta(days=3653)


@dataclass(frozen=True)
class Export:
    """Files that came together.

    Attributes
    ----------
    files
        By source: what each file said, before anything is merged; of one kind, the newest first.
    day
        The newest day in it; None where there is none.
    """

    files: Mapping[str, Said]
    day: pd.Timestamp | None

    def of_kind(self, kind: str) -> list[str]:
        """Return the sources of one kind: mostly one, but LinkedIn splits some files."""
        return [source for source, said in self.files.items() if kind_of_said(said) == kind]

    def rows(self, kind: str) -> int:
        """Return how many rows that tell something its files of one kind have together."""
        return sum(_telling_rows(self.files[source]) for source in self.of_kind(kind))


def find_exports(files: Sequence[ExportFile], said: Mapping[str, Said]) -> list[Export]:
    """Sort what the files said by export, the newest first: its dates tell, not what it is called.

    A file that mostly repeats another one of its zip or folder is an export of its own: a loose
    "Connections (1).csv" beside "Connections.csv".

    Parameters
    ----------
    files
        The files.
    said
        By source: what each file said.
    """
    groups: dict[str, dict[str, Said]] = {}
    for file in files:
        if file.source in said:
            groups.setdefault(_home(file.group), {})[file.source] = said[file.source]
    exports = [
        Export(part, _newest_believed(list(part.values())))
        for group in groups.values()
        for part in _parts(group)
    ]
    if len(exports) < 2:
        return exports
    return sorted(
        exports, key=lambda export: _age(export.day, list(export.files.values()), min(export.files))
    )


def cut_short(exports: Sequence[Export]) -> dict[str, str]:
    """Return by source a note on each file that has far fewer rows than an older export's.

    Parameters
    ----------
    exports
        The newest first.
    """
    notes: dict[str, str] = {}
    for place, export in enumerate(exports):
        for kind, least in GROWING.items():
            rows = export.rows(kind)
            fullest = max(exports[place + 1 :], key=_counting(kind), default=export)
            had = fullest.rows(kind)
            if export.of_kind(kind) and had >= least and rows < WHOLE * had:
                note = (
                    f"has {rows} rows where the export of {day_text(fullest.day)} had {had}; "
                    "was it cut short? ask LinkedIn for it again"
                )
                notes |= dict.fromkeys(export.of_kind(kind), note)
    return notes


def doubted(export: Export) -> dict[str, str]:
    """Return by source a note on each file whose newest date is too late to be believed."""
    newest = {source: own_day(said) for source, said in export.files.items()}
    return {
        source: f"its date {day_text(day)} is more than ten years after all others of this export, "
        "which is taken to end before"
        for source, day in newest.items()
        if day and export.day and day > export.day
    }


def kind_of_said(said: Said) -> str:
    """Return the kind of the file that said it."""
    return MESSAGES if isinstance(said, Messages) else said.kind


def day_text(day: pd.Timestamp | None) -> str:
    """Return a day as notes and reasons write it."""
    return f"{day:%Y-%m-%d}" if day else "unknown date"


def own_day(said: Said) -> pd.Timestamp | None:
    """Return the newest day in one file; None where there is none."""
    return None if said.last is None or pd.isna(said.last) else said.last


def _counting(kind: str) -> Callable[[Export], int]:
    return lambda export: export.rows(kind)


def _telling_rows(said: Said) -> int:
    """Return how many rows say something that no other row of the file does."""
    if isinstance(said, Messages):
        return said.tally.rows - said.tally.merged
    return said.rows - said.merged - len(said.set_aside)


def _home(group: str) -> str:
    # LinkedIn puts some files of an export into a folder of their own
    return group.removesuffix("/Jobs") if group != "Jobs" else "."


def _parts(group: Mapping[str, Said]) -> list[dict[str, Said]]:
    """Take the files of a zip or folder apart where one is a copy of another, older or not."""
    together: dict[str, Said] = {}
    copies: list[dict[str, Said]] = []
    for source in sorted(group, key=lambda source: _age(own_day(group[source]), [group[source]], source)):
        said = group[source]
        alike = [other for other in together.values() if kind_of_said(other) == kind_of_said(said)]
        if any(_is_copy(said, other) for other in alike):
            copies.append({source: said})
        else:
            together[source] = said
    return [together, *copies]


def _is_copy(one: Said, other: Said) -> bool:
    """Tell whether the larger file has most of what the smaller one has."""
    if isinstance(one, Messages) and isinstance(other, Messages):
        shared = np.intersect1d(one.table["mark"], other.table["mark"])
        return len(shared) > min(one.table["mark"].nunique(), other.table["mark"].nunique()) / 2
    smaller, larger = sorted((_marks(one), _marks(other)), key=len)
    return sum(matched(smaller, larger)) > len(smaller) / 2


def _marks(said: Said) -> Marks:
    if isinstance(said, Messages):
        return []
    return marks_of(said, {}) or [[(value,)] for value in values_of(said)]


def _age(day: pd.Timestamp | None, said: Sequence[Said], source: str) -> tuple[object, ...]:
    """Return what sorts the newest first, then the fullest; those alike in both by what they say."""
    return (
        day is None,
        -day.timestamp() if day else 0.0,
        -sum(map(_telling_rows, said)),
        sum(map(_digest, said)),
        source,
    )


def _digest(said: Said) -> int:
    if isinstance(said, Messages) or said.contacts.empty:
        return 0
    work = said.contacts[["name", "organisation", "position"]].astype("str")
    return int(pd.util.hash_pandas_object(work, index=False).sum())


def _newest_believed(said: Sequence[Said]) -> pd.Timestamp | None:
    """Return the newest day in the files; but not one that lies alone, ten years after all others."""
    days = sorted(frozenset[pd.Timestamp]().union(*map(_days, said)))
    while len(days) >= ENOUGH_DAYS and days[-1] - days[-2] > LONG_AFTER:
        days.pop()
    return days[-1] if days else None


def _days(said: Said) -> frozenset[pd.Timestamp]:
    if isinstance(said, Messages):
        moments = said.table["at"]
    elif len(said.interactions):
        moments = said.interactions["at"]
    else:
        moments = pd.to_datetime(said.contacts["connected_on"])
    if isinstance(moments.dtype, pd.DatetimeTZDtype):
        moments = moments.dt.tz_localize(None)
    newest = own_day(said)
    return frozenset(moments.dt.normalize().dropna().unique()) | ({newest} if newest else set())
