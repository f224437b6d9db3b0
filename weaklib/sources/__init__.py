"""IN: every export in a folder, read into one `Book`; nothing is dropped silently."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from weaklib.book import Book, InputError, Owner, typed
from weaklib.sources import accounts, identity
from weaklib.sources.files import ExportFile, Refused, open_exports
from weaklib.sources.linkedin import is_linkedin, read_linkedin
from weaklib.sources.reading import Reading
from weaklib.sources.settings import Settings, read_settings

Progress = Callable[[str, int, int], None]
REMEDY = (
    "Put the zip that LinkedIn sends you (Settings, Data privacy, Get a copy of your data) "
    "or your calendar's .ics file there."
)


def read(data: str | os.PathLike[str] = "data", *, progress: Progress | None = None) -> Book:
    """Read every export in a folder: LinkedIn's zip, folder or single files, and calendars.

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
    root = Path(data)
    files, refused = open_exports(root)
    settings = read_settings(root if root.is_dir() else root.parent)
    attempt = _Attempts(progress, sum(file.size for file in files))
    linkedin = [file for file in files if is_linkedin(file)]
    calendars = [file for file in files if file.name.lower().endswith(".ics")]
    readings, whose = read_linkedin(linkedin, attempt, name=settings.name, profile=settings.profile)
    emails = frozenset(email.lower() for email in settings.emails).union(*(r.owner_emails for r in readings))
    meetings = _read_calendars(calendars, attempt, emails)
    readings += meetings
    owner = Owner(
        name=whose.name,
        profile=whose.profile,
        emails=emails.union(*(r.owner_emails for r in meetings)),
        # a secondary calendar is often kept in UTC: one that names a real place knows better
        zone=settings.zone or next((r.zone for r in meetings if r.zone not in ("", "UTC")), "UTC"),
    )
    others = [file for file in files if file not in linkedin and file not in calendars]
    everything = [*readings, *_unread(others), *_refused([*refused, *attempt.refused])]
    if not any(len(reading.contacts) or len(reading.interactions) for reading in readings):
        raise InputError(_nobody(root, everything))
    resolved = identity.resolve(readings, owner, whose.profiles)
    if resolved.people.empty:
        raise InputError(_nobody(root, everything))
    coverage, set_aside = accounts.counted(everything, resolved.set_aside)
    affiliations, own = _affiliations(resolved.people, readings)
    return Book(
        owner=Owner(owner.name, owner.profile, owner.emails, owner.zone, own),
        people=resolved.people,
        interactions=resolved.interactions,
        affiliations=affiliations,
        set_aside=set_aside,
        coverage=coverage,
    ).check()


class _Attempts:
    """Calls the reader of a file, tells the progress, and remembers the files that cannot be read."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self.progress = progress
        self.total = total
        self.done = 0
        self.refused: list[Refused] = []

    def __call__(self, file: ExportFile, reader: Callable[[], object]) -> object:
        if self.progress:
            self.progress(file.source, self.done, self.total)
        self.done += file.size
        try:
            return reader()
        except InputError as error:
            self.refused.append(Refused(file.source, str(error)))
        except (zipfile.BadZipFile, zlib.error, EOFError):
            self.refused.append(
                Refused(file.source, "damaged inside its zip file; download the export again")
            )
        except OSError as error:
            self.refused.append(Refused(file.source, f"cannot be opened ({error.strerror or error})"))
        return None


def _read_calendars(files: Sequence[ExportFile], attempt: _Attempts, emails: frozenset[str]) -> list[Reading]:
    if not files:
        return []
    from weaklib.sources.calendars import read_calendar

    readings = (attempt(file, lambda file=file: read_calendar(file, owner_emails=emails)) for file in files)  # type: ignore[misc]
    return [reading for reading in readings if isinstance(reading, Reading)]


def _unread(files: Sequence[ExportFile]) -> list[Reading]:
    return [Reading(file.source, "not read", note="not an export that weaklib reads") for file in files]


def _refused(files: Sequence[Refused]) -> list[Reading]:
    return [Reading(file.source, "not read", note=file.note) for file in files]


def _nobody(root: Path, readings: Sequence[Reading]) -> str:
    found = [r.note if r.source in r.note else f"{r.source}: {r.note or _why_nobody(r)}" for r in readings]
    if not found:
        return f"{root} is empty: there is no export to read. {REMEDY}"
    more = f" and {len(found) - 4} more" if len(found) > 4 else ""
    return f"{root} holds no export with people in it ({'; '.join(found[:4])}{more}). {REMEDY}"


def _why_nobody(reading: Reading) -> str:
    reasons = reading.set_aside["reason"]
    if reasons.empty:
        return "nobody in it"
    return f"all {reading.rows} rows set aside, most because {reasons.mode().iloc[0]}"


def _affiliations(people: pd.DataFrame, readings: Sequence[Reading]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return where the contacts work, and where the owner worked and studied, under the same names."""
    from weaklib.sources import organisations

    listed = people[people["organisation"].notna() | people["position"].notna()]
    recorded = max(
        (r.last for r in readings if r.kind == identity.CONNECTIONS and r.last is not None), default=pd.NaT
    )
    theirs = pd.DataFrame(
        {
            "person": listed.index,
            "organisation": listed["organisation"].to_numpy(),
            "kind": "work",
            "role": listed["position"].to_numpy(),
            "as_recorded_on": recorded,
        }
    )
    own = pd.concat([r.affiliations for r in readings if len(r.affiliations)] or [pd.DataFrame()])
    both = pd.concat([theirs, own.assign(person="")], ignore_index=True)
    both = both.reindex(columns=[*both.columns.union(["organisation", "role"])])
    both["function"] = organisations.function_of(both["role"])
    both["seniority"] = organisations.seniority_of(both["role"])
    both["field"] = organisations.field_of(both["organisation"], both["role"])
    both["organisation"] = organisations.normalise_organisations(both["organisation"])
    both = typed("affiliations", both)
    is_owner = both["person"] == ""
    return both[~is_owner].reset_index(drop=True), both[is_owner].reset_index(drop=True)


__all__ = ["Settings", "read"]
