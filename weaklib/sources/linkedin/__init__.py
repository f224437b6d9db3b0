"""LinkedIn's export, of any era: zip or folder, Basic or Complete, one or several of them."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from weaklib.sources.files import ExportFile
from weaklib.sources.linkedin import contacts, owner_files, records
from weaklib.sources.linkedin.columns import kind_of, kind_of_header
from weaklib.sources.linkedin.connections import KIND as CONNECTIONS
from weaklib.sources.linkedin.connections import read_connections
from weaklib.sources.linkedin.exports import Export, cut_short, doubted, find_exports
from weaklib.sources.linkedin.leaving import listings, seen_in, settled
from weaklib.sources.linkedin.lists import compare
from weaklib.sources.linkedin.messages import KIND as MESSAGES
from weaklib.sources.linkedin.messages import Messages, read_messages, to_reading
from weaklib.sources.linkedin.other_files import about
from weaklib.sources.linkedin.owner import Identity, find_owner
from weaklib.sources.linkedin.repeated_messages import without_repeated_messages
from weaklib.sources.linkedin.repeats import without_repeats
from weaklib.sources.reading import Reading

Attempt = Callable[[ExportFile, Callable[[], object]], object]
ASSISTANT = "linkedin assistant"
HEAD_BYTES = 64 * 1024

READERS: Mapping[str, Callable[[ExportFile], Reading | Messages]] = {
    CONNECTIONS: read_connections,
    MESSAGES: read_messages,
    "linkedin invitations": records.read_invitations,
    "linkedin endorsements": records.read_endorsements,
    records.RECOMMENDATIONS: records.read_recommendations,
    "linkedin follows": records.read_follows,
    "linkedin registration": records.read_registration,
    ASSISTANT: records.read_assistant,
    contacts.NOTES: contacts.read_notes,
    contacts.IMPORTED: contacts.read_imported,
    "linkedin profile": owner_files.read_profile,
    "linkedin email addresses": owner_files.read_addresses,
    "linkedin skills": owner_files.read_skills,
    **{kind: partial(owner_files.read_affiliations, kind=kind) for kind in owner_files.AFFILIATIONS},
}


def kind_of_file(file: ExportFile) -> str:
    """Return what a file is, by its columns, else by its name; "" if it is none that weaklib reads.

    The name alone tells LinkedIn's assistants, whose columns are those of messages.
    """
    named = kind_of(file.name)
    return named if named == ASSISTANT else kind_of_header(_head(file)) or named


def read_linkedin(
    files: Sequence[ExportFile], attempt: Attempt, *, name: str = "", profile: str = ""
) -> tuple[list[Reading], Identity]:
    """Read the LinkedIn files of all exports in a folder; what several of them say, the newest says.

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
    said = _read(files, attempt)
    exports = find_exports(files, said)
    cut = cut_short(exports)
    lists = [_connections(export) for export in exports if export.of_kind(CONNECTIONS)]
    compared = compare(lists)
    once = _each_once(exports, compared.profile_now())
    messages = without_repeated_messages(_messages(exports))
    owner = find_owner(
        [each for export in exports for each in export.files.values() if isinstance(each, Reading)],
        list(messages.values()),
        name=name,
        profile=profile,
    )
    names = {n for r in once.values() for n in r.contacts["name"]} | {owner.name}
    names |= {n for m in messages.values() for n in m.table["from"].unique()}
    for source, table in messages.items():
        once[source] = to_reading(table, owners=owner.profiles, name=owner.name, names=names)
    if len(lists) > 1:
        once |= settled(once, compared, listings(exports, cut), seen_in(list(once.values())))
    if compared.links:
        newest = next(source for export in exports for source in export.of_kind(CONNECTIONS))
        once[newest] = replace(once[newest], links=compared.links)
    return _finished(once, exports, cut), owner


def _read(files: Iterable[ExportFile], attempt: Attempt) -> dict[str, Reading | Messages]:
    said: dict[str, Reading | Messages] = {}
    for file in files:
        kind = kind_of_file(file)
        found = attempt(file, partial(READERS[kind], file)) if kind else None
        # what is read may come from a cache, which knows the file's content but not what it is called here
        if isinstance(found, Messages):
            said[file.source] = replace(found, file=file)
        elif isinstance(found, Reading):
            given = kind == records.RECOMMENDATIONS
            named = records.with_direction(found, file.name) if given else found
            said[file.source] = replace(named, source=file.source)
    return said


def _connections(export: Export) -> list[Reading]:
    files = (export.files[source] for source in export.of_kind(CONNECTIONS))
    return [each for each in files if isinstance(each, Reading)]


def _messages(exports: Sequence[Export]) -> list[Messages]:
    return [each for export in exports for each in export.files.values() if isinstance(each, Messages)]


def _each_once(exports: Sequence[Export], profile_now: Mapping[str, str]) -> dict[str, Reading]:
    """Return by source what each file but messages says, without what a newer export says too."""
    once: dict[str, Reading] = {}
    for export in exports:
        for source, each in export.files.items():
            if isinstance(each, Messages):
                continue
            # a newer export's notes on a person take the place of all older ones, but not of its own
            own = export.files if each.kind == contacts.NOTES else ()
            newer = [r for other, r in once.items() if r.kind == each.kind and other not in own]
            listed = each.kind == CONNECTIONS
            once[source] = each if listed else without_repeats(each, newer, profile_now)
    return once


def _finished(
    readings: Mapping[str, Reading], exports: Sequence[Export], cut: Mapping[str, str]
) -> list[Reading]:
    """Return the readings by source, with the last day of their export and what is to be noted."""
    finished: dict[str, Reading] = {}
    for export in exports:
        late = doubted(export)
        for source in export.files:
            reading = readings[source]
            if reading.kind == contacts.NOTES:
                reading = contacts.with_joined_notes(reading)
            notes = filter(None, (reading.note, cut.get(source), late.get(source)))
            finished[source] = replace(reading, last=export.day, note="; ".join(notes))
    return [finished[source] for source in sorted(finished)]


def _head(file: ExportFile) -> bytes:
    try:
        with file.open() as stream:
            return stream.read(HEAD_BYTES)
    except (OSError, EOFError, ValueError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return b""  # whoever reads it whole says what is wrong with it


__all__ = ["Attempt", "Identity", "about", "kind_of_file", "read_linkedin"]
