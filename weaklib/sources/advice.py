"""What would make a book tell more: the missing exports and the files that could not be read."""

from __future__ import annotations

import pandas as pd

from weaklib.book import Book

LINKEDIN_STEPS = (
    "On LinkedIn open **Settings & Privacy**, then **Data privacy**, then **Get a copy of your data**.",
    "Choose the **larger data archive**, which has your messages. LinkedIn mails a link within a day or so.",
    "Put the zip file into your data folder as it is, and run the report again.",
)
CALENDAR_STEPS = (
    "Google Calendar: **Settings**, **Import & export**, **Export**. Outlook, Apple: **File**, **Export**.",
    "Put the zip, the .ics or the .csv file into your data folder, and run the report again.",
)
MAIL_STEPS = (
    "Gmail: **takeout.google.com**, **Mail** alone. Thunderbird: the mailbox files of its profile folder.",
    "Put the .mbox file into your data folder: only who wrote to whom is read, never what.",
)
ADDRESS_BOOK_STEPS = (
    "Google Contacts, Outlook, Apple Contacts: **Export**, as vCard or CSV.",
    "Put the .vcf or .csv file into your data folder, and run the report again.",
)
STALE_DAYS = 31
"""How many days behind the newest export another one counts as stale."""


def advice(book: Book) -> list[str]:
    """Return what to do next so that the exports tell more, the most useful first.

    Parameters
    ----------
    book
        What the exports say.

    Returns
    -------
    list of str
        One sentence or two each; empty where nothing is missing.
    """
    kinds = set(book.coverage["kind"])
    told: list[str] = []
    if "linkedin messages" not in kinds:
        told.append(f"There are no messages, so strength is not known from them. {in_a_row(LINKEDIN_STEPS)}")
    if "calendar" not in kinds:
        told.append(f"There is no calendar, so meetings are not known. {in_a_row(CALENDAR_STEPS)}")
    if len(book.proposals):
        told.append(
            f"{len(book.proposals)} pairs of people may be one human each, such as {_pair(book.proposals)}: "
            "write yes or no beside them in people.csv in this folder."
        )
    if not book.owner.name and not book.owner.profile and not book.owner.emails:
        told.append("Nothing says who you are: write `name: Your Name` into settings.yaml in this folder.")
    told += [f"{source}: {note}." for source, note in _to_mend(book.coverage).items()]
    told += [
        f"{source} ends on {last.day} {last:%B %Y}, {days} days before the newest export: ask for it again."
        for source, last, days in _stale(book.coverage)
    ]
    return told


def _pair(proposals: pd.DataFrame) -> str:
    name, other, evidence = proposals[["name", "other_name", "evidence"]].iloc[0]
    return f"{name} and {other} ({evidence})"


def in_a_row(steps: tuple[str, ...]) -> str:
    """Return steps as plain sentences: a page prints their stars as bold type, a terminal would show them.

    >>> in_a_row(("Open **Export**.", "Wait."))
    'Open Export. Wait.'
    """
    return " ".join(steps).replace("**", "")


def _to_mend(coverage: pd.DataFrame) -> dict[str, str]:
    notes = coverage.loc[coverage["note"].ne("") & coverage["note"].notna(), "note"]
    return {str(s): str(n).rstrip(".") for s, n in notes.items() if "not an export" not in n and n != "empty"}


def _stale(coverage: pd.DataFrame) -> list[tuple[str, pd.Timestamp, int]]:
    """Return the newest file of each kind that shows contact, where it is old; an older one may well be."""
    shows_contact = coverage[coverage["kind"].isin(["linkedin messages", "calendar", "mail"])]
    dated = shows_contact[shows_contact["last"].notna()].sort_values("last", kind="stable")
    newest = dated.drop_duplicates("kind", keep="last")
    behind = (coverage["last"].max() - newest["last"]).dt.days
    late = behind[behind > STALE_DAYS].sort_index()
    return [(str(s), pd.Timestamp(newest["last"].loc[s]), int(d)) for s, d in late.items()]
