"""LinkedIn's export, of any era: zip or folder, Basic or Complete."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import pandas as pd

from weaklib.sources.files import ExportFile
from weaklib.sources.linkedin import records
from weaklib.sources.linkedin.columns import kind_of
from weaklib.sources.linkedin.connections import read_connections
from weaklib.sources.linkedin.messages import Messages, read_messages, to_reading
from weaklib.sources.linkedin.owner import Identity, find_owner
from weaklib.sources.reading import Reading

Attempt = Callable[[ExportFile, Callable[[], object]], object]

READERS: dict[str, Callable[[ExportFile, set[int]], Reading]] = {
    "linkedin connections": read_connections,
    "linkedin invitations": records.read_invitations,
    "linkedin endorsements": records.read_endorsements,
    "linkedin recommendations": records.read_recommendations,
    "linkedin positions": partial(records.read_affiliations, kind="linkedin positions"),
    "linkedin education": partial(records.read_affiliations, kind="linkedin education"),
    "linkedin profile": records.read_profile,
    "linkedin email addresses": records.read_addresses,
    "linkedin assistant": records.read_assistant,
}


def is_linkedin(file: ExportFile) -> bool:
    """Tell whether `file` is one of the LinkedIn files that weaklib reads."""
    return kind_of(file.name) != ""


def read_linkedin(
    files: Sequence[ExportFile], attempt: Attempt, *, name: str = "", profile: str = ""
) -> tuple[list[Reading], Identity]:
    """Read the LinkedIn files of all exports in a folder.

    Parameters
    ----------
    files
        The files, in a fixed order.
    attempt
        Calls the reader of a file, and returns None where the file cannot be read.
    name, profile
        The owner's, where the settings name them.

    Returns
    -------
    readings, owner
        One reading a file; each speaks for the days up to the last date in its export.
    """
    seen: dict[str, set[int]] = {}
    readings: dict[str, Reading] = {}
    messages: dict[str, Messages] = {}
    for file in files:
        kind = kind_of(file.name)
        marks = seen.setdefault(file.name.lower() if "endorse" in kind or "recomm" in kind else kind, set())
        if kind == "linkedin messages":
            table = attempt(file, partial(read_messages, file, marks))
            if isinstance(table, Messages):
                messages[file.source] = table
        else:
            reading = attempt(file, partial(READERS[kind], file, marks))
            if isinstance(reading, Reading):
                readings[file.source] = reading
    owner = find_owner(list(readings.values()), list(messages.values()), name=name, profile=profile)
    names = {n for r in readings.values() for n in r.contacts["name"]} | {owner.name}
    names |= {n for m in messages.values() for n in m.table["from"].unique()}
    for source, table in messages.items():
        readings[source] = to_reading(table, owners=owner.profiles, name=owner.name, names=names)
    return _to_the_end_of_their_export(readings, files), owner


def _to_the_end_of_their_export(readings: dict[str, Reading], files: Sequence[ExportFile]) -> list[Reading]:
    group = {file.source: file.group for file in files}
    ends: dict[str, pd.Timestamp] = {}
    for source, reading in readings.items():
        if reading.last is not None and not pd.isna(reading.last):
            ends[group[source]] = max(ends.get(group[source], reading.last), reading.last)
    return [replace(reading, last=ends.get(group[source])) for source, reading in sorted(readings.items())]
