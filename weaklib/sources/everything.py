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
        zone=settings.zone,
        skills=tuple(dict.fromkeys(skill for reading in readings for skill in reading.owner_skills)),
    )
    owner = _who_is_told(owner, readings)
    for read in (_mails, _calendars, _outlook_calendars, _address_books):
        found = read(forms, attempt, owner)
        owner = _who_is_told(owner, found)
        readings += found
    return Everything(readings, replace(owner, zone=owner.zone or "UTC"), whose.profiles)


def _who_is_told(owner: Owner, readings: Sequence[Reading]) -> Owner:
    emails = owner.emails.union(*(reading.owner_emails for reading in readings))
    return replace(owner, emails=emails, zone=owner.zone or _zone(readings))


def _zone(readings: Iterable[Reading]) -> str:
    # a secondary calendar is often kept in UTC: one that names a real place knows better
    return next((reading.zone for reading in readings if reading.zone not in ("", "UTC")), "")


def _mails(forms: Forms, attempt: Attempts, owner: Owner) -> list[Reading]:
    if not forms.get("mbox"):
        return []
    from weaklib.sources.mail import read_mails
    from weaklib.sources.mail.scan import Mails, scan_mail

    scanned = _each(forms["mbox"], attempt, lambda file: partial(scan_mail, file))
    return read_mails([mails for mails in scanned if isinstance(mails, Mails)], owner_emails=owner.emails)


def _calendars(forms: Forms, attempt: Attempts, owner: Owner) -> list[Reading]:
    from weaklib.sources.calendars.google_json import read_google_calendar
    from weaklib.sources.calendars.ics import read_calendar

    own = owner.emails
    return [
        *_readings(
            forms.get("ics", ()), attempt, lambda file: partial(read_calendar, file, owner_emails=own)
        ),
        *_readings(
            forms.get("google json", ()),
            attempt,
            lambda file: partial(read_google_calendar, file, owner_emails=own),
        ),
    ]


def _outlook_calendars(forms: Forms, attempt: Attempts, owner: Owner) -> list[Reading]:
    """Read the calendars that name no zone, when others have said which one is the owner's."""
    from weaklib.sources.calendars.outlook_csv import read_outlook_calendar

    read = partial(read_outlook_calendar, owner_emails=owner.emails, owner_name=owner.name, zone=owner.zone)
    return _readings(forms.get("outlook csv", ()), attempt, lambda file: partial(read, file))


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
