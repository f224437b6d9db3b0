"""A synthetic person: a complete, faithful export with planted truths.

`write` writes what Marit Ebbesand, who does not exist, would find in the exports of LinkedIn and
of Google Calendar, with her goals and her ledger: about eight years, some 300 contacts in a dozen circles.
`PLANTED` names what a reader should find in them. `write_members` writes what three others would find, who
pool with her what they know. Everybody and everything is invented; the same seed gives
the same exports.

>>> PLANTED.bridge, PLANTED.bridge_organisation
('runa-solheim', 'Nordlicht Energie')
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from weaklib.example.cast import OWNER_EMAILS
from weaklib.example.goals import GOALS_YAML
from weaklib.example.history import meetings, messages
from weaklib.example.ics import calendar
from weaklib.example.ledger import sheet
from weaklib.example.linkedin import files, older_files, write_zip
from weaklib.example.members import MEMBERS, write_members
from weaklib.example.people import everybody
from weaklib.example.story import EXPORTED_AT, EXPORTED_BEFORE
from weaklib.example.truths import PLANTED, Planted

if TYPE_CHECKING:
    import os

__all__ = [
    "CALENDAR",
    "GOALS",
    "LEDGER",
    "LINKEDIN",
    "MEMBERS",
    "OLDER",
    "PLANTED",
    "SEED",
    "Planted",
    "write",
    "write_members",
]

SEED = 2026
LINKEDIN = "Complete_LinkedInDataExport_10-31-2026.zip"
OLDER = "Basic_LinkedInDataExport_06-30-2024.zip"
CALENDAR = f"{OWNER_EMAILS[0]}.ics"
GOALS = "goals.yaml"
LEDGER = "ledger.csv"


def write(folder: str | os.PathLike[str], *, seed: int = SEED) -> list[Path]:
    """Write the exports, goals and ledger of the fictional person into `folder`, which is made if missing.

    Parameters
    ----------
    folder
        Where to; files of the same names are replaced.
    seed
        Decides names, dates and small talk; the circles and `PLANTED` are the same for every seed.

    Returns
    -------
    list of Path
        The zip of LinkedIn, the calendar, an older zip of LinkedIn's, goals.yaml and ledger.csv. Each file,
        and each member of a zip, is the same bytes for the same seed, everywhere.
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    people = everybody(seed)
    written = messages(people, seed)
    write_zip(target / LINKEDIN, files(people, written, seed), EXPORTED_AT)
    write_zip(target / OLDER, older_files(people), EXPORTED_BEFORE)
    (target / CALENDAR).write_bytes(calendar(meetings(people, seed)).encode())
    (target / GOALS).write_bytes(GOALS_YAML.encode())
    (target / LEDGER).write_bytes(sheet(people, written).encode())
    return [target / name for name in (LINKEDIN, CALENDAR, OLDER, GOALS, LEDGER)]
