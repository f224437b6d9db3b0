"""A synthetic person: a complete, faithful export with planted truths.

`write` writes what Marit Ebbesand, who does not exist, would find in the exports of LinkedIn and of
Google Calendar: about eight years, some 300 contacts in a dozen circles. `PLANTED` names what a
reader should find in them. Everybody and everything is invented; the same seed gives the same
exports.

>>> PLANTED.bridge, PLANTED.bridge_organisation
('runa-solheim', 'Nordlicht Energie')
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from weaklib.example.cast import OWNER_EMAILS, PLANTED, Planted
from weaklib.example.history import meetings, messages
from weaklib.example.ics import calendar
from weaklib.example.linkedin import write_zip
from weaklib.example.people import everybody

if TYPE_CHECKING:
    import os

__all__ = ["CALENDAR", "LINKEDIN", "PLANTED", "SEED", "Planted", "write"]

SEED = 2026
LINKEDIN = "Complete_LinkedInDataExport_10-31-2026.zip"
CALENDAR = f"{OWNER_EMAILS[0]}.ics"


def write(folder: str | os.PathLike[str], *, seed: int = SEED) -> list[Path]:
    """Write the exports of the fictional person into `folder`, which is made where it is missing.

    Parameters
    ----------
    folder
        Where to; files of the same names are replaced.
    seed
        Decides names, dates and small talk; the circles and `PLANTED` are the same for every seed.

    Returns
    -------
    list of Path
        The zip of LinkedIn and the calendar. The calendar and each member of the zip are the same
        bytes for the same seed, everywhere.
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    people = everybody(seed)
    write_zip(target / LINKEDIN, people, messages(people, seed), seed)
    (target / CALENDAR).write_bytes(calendar(meetings(people, seed)).encode())
    return [target / LINKEDIN, target / CALENDAR]
