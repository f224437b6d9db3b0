"""All exports of a folder, each read by the reader of its form, and whose they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from weaklib.book import Owner
from weaklib.sources.attempts import Attempts
from weaklib.sources.files import ExportFile
from weaklib.sources.linkedin import read_linkedin
from weaklib.sources.reading import Reading
from weaklib.sources.settings import Settings

Forms = Mapping[str, Sequence[ExportFile]]


@dataclass(frozen=True)
class Everything:
    """What all files say.

    Attributes
    ----------
    readings
        One a file that could be read.
    owner
        Whose exports these are, without their affiliations.
    profiles
        All profiles that are the owner's.
    """

    readings: list[Reading]
    owner: Owner
    profiles: frozenset[str]


def read_everything(forms: Forms, settings: Settings, attempt: Attempts) -> Everything:
    """Read the files of every form: those first that tell who the owner is.

    Parameters
    ----------
    forms
        The files by their form, as `recognised` sorts them.
    settings
        What the owner says of themselves.
    attempt
        What tries to read each file.
    """
    readings, whose = read_linkedin(
        forms.get("linkedin", ()), attempt, name=settings.name, profile=settings.profile
    )
    owner = Owner(
        name=whose.name,
        profile=whose.profile,
        emails=frozenset(map(str.lower, settings.emails)),
        skills=tuple(dict.fromkeys(skill for reading in readings for skill in reading.owner_skills)),
    )
    owner = _who_is_told(owner, readings)
    for read in (_mails, _calendars, _address_books):
        found = read(forms, attempt, owner)
        owner = _who_is_told(owner, found)
        readings += found
    # a secondary calendar is often kept in UTC: one that names a real place knows better
    zone = settings.zone or _zone(readings) or "UTC"
    return Everything(readings, replace(owner, zone=zone), whose.profiles)


def _who_is_told(owner: Owner, readings: Iterable[Reading]) -> Owner:
    return replace(owner, emails=owner.emails.union(*(reading.owner_emails for reading in readings)))


def _zone(readings: Iterable[Reading]) -> str:
    return next((reading.zone for reading in readings if reading.zone not in ("", "UTC")), "")


def _mails(forms: Forms, attempt: Attempts, owner: Owner) -> list[Reading]:
    if not forms.get("mbox"):
        return []
    from weaklib.sources.mail import read_mails
    from weaklib.sources.mail.scan import Mails, scan_mail

    scanned = _each(forms["mbox"], attempt, lambda file: partial(scan_mail, file))
    return read_mails([mails for mails in scanned if isinstance(mails, Mails)], owner_emails=owner.emails)


def _calendars(forms: Forms, attempt: Attempts, owner: Owner) -> list[Reading]:
    if not forms.get("ics"):
        return []
    from weaklib.sources.calendars.ics import read_calendar

    return _readings(
        forms["ics"], attempt, lambda file: partial(read_calendar, file, owner_emails=owner.emails)
    )


def _address_books(forms: Forms, attempt: Attempts, _: Owner) -> list[Reading]:
    from weaklib.sources.addressbooks.contact_sheet import read_contact_sheet
    from weaklib.sources.addressbooks.vcards import read_vcards

    return [
        *_readings(forms.get("vcard", ()), attempt, lambda file: partial(read_vcards, file)),
        *_readings(forms.get("contact sheet", ()), attempt, lambda file: partial(read_contact_sheet, file)),
    ]


def _each(
    files: Iterable[ExportFile], attempt: Attempts, reader: Callable[[ExportFile], Callable[[], object]]
) -> list[object]:
    return [attempt(file, reader(file)) for file in files]


def _readings(
    files: Iterable[ExportFile], attempt: Attempts, reader: Callable[[ExportFile], Callable[[], object]]
) -> list[Reading]:
    return [reading for reading in _each(files, attempt, reader) if isinstance(reading, Reading)]
