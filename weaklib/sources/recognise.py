"""What each input file is: by LinkedIn's names for its files, else by what it begins with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from weaklib.sources import mail
from weaklib.sources.addressbooks import contact_sheet, vcards
from weaklib.sources.calendars import google_json, outlook_csv
from weaklib.sources.files import ExportFile
from weaklib.sources.linkedin import kind_of_file

LINKEDIN = "linkedin"
FORMS = {
    "ics": lambda _, head: b"BEGIN:VCALENDAR" in head.upper(),
    "google json": google_json.looks_like,
    "outlook csv": outlook_csv.looks_like,
    "vcard": vcards.looks_like,
    "mbox": mail.looks_like,
    "contact sheet": contact_sheet.looks_like,
}
"""The forms of file that are recognised by how they begin, each with what recognises it."""


def recognised(files: Iterable[ExportFile]) -> Mapping[str, list[ExportFile]]:
    """Sort files by their form: "linkedin", one of `FORMS`, or "" for what is no export.

    Parameters
    ----------
    files
        The files, in a fixed order, which each list keeps.
    """
    sorted_: defaultdict[str, list[ExportFile]] = defaultdict(list)
    for file in files:
        sorted_[form_of(file)].append(file)
    return sorted_


def form_of(file: ExportFile) -> str:
    """Return the form of one file: "linkedin", one of `FORMS`, or "" for what is no export."""
    if kind_of_file(file):
        return LINKEDIN
    head = file.head()
    return next((form for form, looks_like in FORMS.items() if head and looks_like(file.name, head)), "")
