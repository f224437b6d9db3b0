"""IN: every export in a folder, read into one `Book`; nothing is dropped silently."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from weaklib.book import Book, InputError
from weaklib.sources import accounts, identity
from weaklib.sources.attempts import Attempts, Progress
from weaklib.sources.cache import open_cache
from weaklib.sources.collector import memory_kept_at_hand, seldom_collected
from weaklib.sources.decisions import Decisions, read_decisions
from weaklib.sources.files import ExportFile, Refused, open_exports
from weaklib.sources.identity.proposals import Proposals
from weaklib.sources.reading import Reading
from weaklib.sources.settings import Settings, read_settings

REMEDY = (
    "Put the zip that LinkedIn sends you (Settings, Data privacy, Get a copy of your data) "
    "or your calendar's .ics file there."
)


def read(data: str | os.PathLike[str] = "data", *, progress: Progress | None = None) -> Book:
    """Read every export in a folder: LinkedIn's, calendars, address books and mail, of any age and name.

    What was read once is kept in `.cache` beside the exports, and used again for as long as not one
    byte of them, of settings.yaml, of people.csv or of weaklib's own readers has changed.

    Parameters
    ----------
    data
        A folder, a zip or a single file; its subfolder `example` is left out.
    progress
        Called before each file with its source, the bytes read so far and all bytes.

    Returns
    -------
    Book
        People, interactions, affiliations; what was set aside and why; what each file covers.

    Raises
    ------
    InputError
        If there is no folder, or nobody to read about in it: with what was found, and the remedy.

    Examples
    --------
    >>> import weaklib as wl
    >>> book = wl.read("data/example")
    >>> bool((book.coverage[["used", "merged", "set_aside"]].sum(axis=1) == book.coverage["rows"]).all())
    True
    """
    return _read_as(Path(data), progress, {})


def read_again(data: str | os.PathLike[str]) -> Book:
    """Read like `read`; a book that was read here before, of the same bytes, is returned as it is.

    For those who write one report after another, and whose book nobody writes to: so what is measured for
    one report serves the next. The last book is kept in memory.

    Parameters
    ----------
    data
        As for `read`.
    """
    return _read_as(Path(data), None, _LAST)


_LAST: dict[str, Book] = {}


def _read_as(root: Path, progress: Progress | None, last: dict[str, Book]) -> Book:
    # else JupyterLab makes links of TeX in names, in every table that is shown from here on
    pd.set_option("display.html.use_mathjax", False)
    files, refused = open_exports(root)
    folder = root if root.is_dir() else root.parent
    settings, said = read_settings(folder), read_decisions(folder)
    cache = open_cache(root, sum(file.size for file in files))
    containers = sorted({file.container for file in files if file.container})
    told = [(file.source, file.size) for file in files], [(each.source, each.note) for each in refused]
    read_from = [*containers, folder / "settings.yaml", folder / "people.csv"]
    key = cache.key(("book", *told), read_from)
    if key.digest in last:
        return last[key.digest]
    last.clear()
    with seldom_collected(), memory_kept_at_hand():
        book = cache.get(key, Book)
        if book is None:
            book = _read(root, files, refused, settings, said, progress)
            cache.put(key, book)
    asked = cache.key(("proposals", *told), read_from)
    proposals = Proposals(book.people, book.interactions, frozenset(said.apart), cache, asked)
    book = replace(book, propose=proposals)
    if key.digest:
        last[key.digest] = book
    return book


def _read(
    root: Path,
    files: Sequence[ExportFile],
    refused: Sequence[Refused],
    settings: Settings,
    said: Decisions,
    progress: Progress | None,
) -> Book:
    from weaklib.sources.affiliations import affiliations
    from weaklib.sources.encounters import encounters
    from weaklib.sources.everything import read_everything
    from weaklib.sources.identity.persons import groups, merges, people, stints
    from weaklib.sources.recognise import recognised

    attempt = Attempts(progress, sum(file.size for file in files))
    forms = recognised(files)
    told = read_everything(forms, settings, attempt)
    unread = [*_unread(forms.get("", ())), *_refused([*refused, *attempt.refused])]
    everything = [*told.readings, *unread]
    if not any(len(reading.contacts) or len(reading.interactions) for reading in told.readings):
        raise InputError(_nobody(root, everything))
    known = identity.resolve(told.readings, told.owner, told.profiles, said)
    everybody = people(known, said)
    if everybody.empty:
        raise InputError(_nobody(root, everything))
    met = encounters(known.mentions)
    coverage, set_aside = accounts.counted(everything, met.nobody, met.repeated)
    theirs, own = affiliations(stints(known), groups(everybody), told.readings)
    return Book(
        owner=replace(told.owner, affiliations=own),
        people=everybody,
        interactions=met.interactions,
        affiliations=theirs,
        set_aside=set_aside,
        coverage=coverage,
        merges=merges(known, said),
    ).check()


def _unread(files: Sequence[ExportFile]) -> list[Reading]:
    from weaklib.sources.linkedin import about

    return [
        Reading(file.source, "not read", note=about(file.name) or "not an export that weaklib reads")
        for file in files
    ]


def _refused(files: Sequence[Refused]) -> list[Reading]:
    return [Reading(file.source, "not read", note=file.note) for file in files]


def _nobody(root: Path, readings: Sequence[Reading]) -> str:
    found = [r.note if r.source in r.note else f"{r.source}: {r.note or _why_nobody(r)}" for r in readings]
    if not found and (others := _others(root)):
        return f"{root} holds no export, only {', '.join(others)}. {REMEDY}"
    if not found:
        return f"{root} is empty: there is no export to read. {REMEDY}"
    more = f" and {len(found) - 4} more" if len(found) > 4 else ""
    return f"{root} holds no export with people in it ({'; '.join(found[:4])}{more}). {REMEDY}"


def _others(root: Path) -> list[str]:
    """Return what a folder holds that no export is: the ledger, goals and settings."""
    files = root.iterdir() if root.is_dir() else ()
    return sorted(file.name for file in files if file.is_file() and not file.name.startswith("."))


def _why_nobody(reading: Reading) -> str:
    reasons = reading.set_aside["reason"]
    if reasons.empty:
        return "nobody in it"
    return f"all {reading.rows} rows set aside, most because {reasons.mode().iloc[0]}"


__all__ = ["Progress", "Settings", "read"]
