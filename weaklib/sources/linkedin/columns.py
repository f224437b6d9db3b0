"""What LinkedIn calls its files and columns, in every era and spelling."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from itertools import islice
from urllib.parse import unquote, urlsplit

from weaklib.sources.sheets.delimited import DELIMITERS, HEADER_WITHIN

KINDS = {
    "connections": "linkedin connections",
    "messages": "linkedin messages",
    "invitations": "linkedin invitations",
    "endorsementreceivedinfo": "linkedin endorsements",
    "endorsementgiveninfo": "linkedin endorsements",
    "recommendationsreceived": "linkedin recommendations",
    "recommendationsgiven": "linkedin recommendations",
    "memberfollows": "linkedin follows",
    "importedcontacts": "linkedin imported contacts",
    "positions": "linkedin positions",
    "education": "linkedin education",
    "companyfollows": "linkedin company follows",
    "jobapplications": "linkedin job applications",
    "savedjobs": "linkedin saved jobs",
    "skills": "linkedin skills",
    "profile": "linkedin profile",
    "registration": "linkedin registration",
    "emailaddresses": "linkedin email addresses",
    "guidemessages": "linkedin assistant",
    "coachmessages": "linkedin assistant",
    "learningcoachmessages": "linkedin assistant",
    "learningroleplaymessages": "linkedin assistant",
}
"""Names that LinkedIn alone gives; Contacts.csv, Events.csv and Notes.csv may be anybody's, so there the
header decides."""

HEADERS = {
    "linkedin connections": ("first name", "last name", "connected on"),
    "linkedin messages": ("from", "to", "date", "content", "folder"),
    "linkedin invitations": ("from", "to", "sent at", "direction"),
    "linkedin endorsements": ("endorsement date", "skill name"),
    "linkedin recommendations": ("first name", "last name", "text", "creation date"),
    "linkedin notes": ("connection profile url", "note"),
    "linkedin imported contacts": ("first name", "last name", "phone numbers", "created at"),
    "linkedin positions": ("company name", "started on", "finished on"),
    "linkedin education": ("school name", "degree name"),
    "linkedin company follows": ("organization", "followed on"),
    "linkedin events": ("event name", "event time", "external url"),
    "linkedin job applications": ("application date", "company name", "job title", "resume name"),
    "linkedin saved jobs": ("saved date", "job url", "job title"),
    "linkedin profile": ("first name", "last name", "maiden name", "headline"),
    "linkedin registration": ("registered at", "registration ip"),
    "linkedin email addresses": ("email address", "confirmed"),
}
"""Columns that together only one kind of file has."""

FOLLOWS = frozenset({"date", "status", "full name"})
"""All columns of Member_Follows.csv: too plain to tell it among others."""

NEEDS = {
    "linkedin connections": ("first name", "last name", "connected on"),
    "linkedin messages": ("from", "to", "date"),
    "linkedin invitations": ("from", "to", "sent at"),
    "linkedin endorsements": ("endorsement date",),
    "linkedin recommendations": ("first name", "last name", "creation date"),
    "linkedin follows": ("date", "full name"),
    "linkedin notes": ("connection first name", "connection last name", "note"),
    "linkedin imported contacts": ("first name", "last name", "email address"),
    "linkedin positions": ("company name", "started on"),
    "linkedin education": ("school name",),
    "linkedin company follows": ("organization",),
    "linkedin events": ("event name", "event time"),
    "linkedin job applications": ("application date", "company name"),
    "linkedin saved jobs": ("saved date", "company name"),
    "linkedin skills": ("name",),
    "linkedin profile": ("first name", "last name"),
    "linkedin registration": ("registered at",),
    "linkedin email addresses": ("email address",),
}
"""Columns without which a file of a kind cannot be read."""

ALIASES = {
    "vorname": "first name",
    "nachname": "last name",
    "e-mail-adresse": "email address",
    "unternehmen": "company",
    "verbunden am": "connected on",
    "prénom": "first name",
    "nom": "last name",
    "adresse e-mail": "email address",
    "entreprise": "company",
    "poste": "position",
    "date de connexion": "connected on",
    "inviterprofileurl": "inviter profile url",
    "inviteeprofileurl": "invitee profile url",
    "firstname": "first name",
    "middlename": "middle name",
    "lastname": "last name",
    "fullname": "full name",
    "emails": "email address",
    "phonenumbers": "phone numbers",
    "createdat": "created at",
    "registration date": "registered at",
}


USUAL_URL = re.compile(r"(?:https?://)?www\.linkedin\.com/in/([a-z0-9-]+)/?")
"""How nine addresses in ten are written: quicker to take apart than any address."""


def kind_of(name: str) -> str:
    """Return what a file of this name is, or "" if the name does not tell or weaklib does not read it.

    >>> kind_of("Endorsement_Received_Info.csv"), kind_of("Messages_1.csv"), kind_of("Shares.csv")
    ('linkedin endorsements', 'linkedin messages', '')
    """
    return KINDS.get(plain_stem(name), "")


def plain_stem(name: str) -> str:
    """Return a table's name in lower case, without spaces, underscores, a number at its end and ".csv".

    Anything but a table has no such name: "".

    >>> plain_stem("Saved_Items_90210.csv"), plain_stem("Company Follows (1).csv"), plain_stem("photo.jpg")
    ('saveditems', 'companyfollows', '')
    """
    if not name.lower().endswith(".csv"):
        return ""
    stem = re.sub(r"(\s*\(\d+\)|_\d+)+$", "", name[:-4].lower())
    return re.sub(r"[\s_]", "", stem)


def kind_of_header(head: bytes) -> str:
    """Return the kind of LinkedIn file that begins with `head`, by its columns, or "" if they do not tell.

    Parameters
    ----------
    head
        How the file begins, maybe cut inside a character.

    Examples
    --------
    >>> kind_of_header(b"Endorsement Date;Skill Name;Endorsee First Name")
    'linkedin endorsements'
    >>> kind_of_header(b"First Name,Last Name,E-mail 1 - Value")
    ''
    """
    text = _decoded(head).replace("\0", "")
    for delimiter in DELIMITERS:
        for columns in _first_records(text, delimiter):
            found = next((kind for kind, needed in HEADERS.items() if columns.issuperset(needed)), "")
            if found or columns == FOLLOWS:
                return found or "linkedin follows"
    return ""


def _first_records(text: str, delimiter: str) -> Iterator[frozenset[str]]:
    with suppress(csv.Error):  # a field longer than any header's
        for record in islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), HEADER_WITHIN):
            names = [cell.strip().lower() for cell in record]
            yield frozenset(ALIASES.get(name, name) for name in names if name)


def _decoded(head: bytes) -> str:
    if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return head.decode("utf-16", errors="replace")
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        return head.decode("cp1252", errors="replace")


@lru_cache(maxsize=100_000)  # the same few thousand addresses stand in every message
def slug_of(url: str) -> str:
    """Return the profile slug of a LinkedIn address, or "" where there is none.

    >>> slug_of("https://www.linkedin.com/in/zo%C3%AB-brandt/?trk=x")
    'zoë-brandt'
    """
    text = url.strip()
    if not text:
        return ""
    if usual := USUAL_URL.fullmatch(text):
        return usual[1]
    try:
        path = urlsplit(text if "//" in text else f"//{text}").path
    except ValueError:  # "https://[x" is no address, and no reason to stop
        return ""
    _, found, slug = path.partition("/in/")
    return unquote(slug).strip("/").lower() if found else ""


def full_name(*parts: str) -> str:
    """Return the parts of a name as one name, with single spaces."""
    return " ".join(" ".join(parts).split())


def is_hidden_member(name: str) -> bool:
    """Tell whether a name stands for a member who closed their account or hides it."""
    return name.strip().lower() == "linkedin member"
