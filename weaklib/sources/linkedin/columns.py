"""What LinkedIn calls its files and columns, in every era and spelling."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

KINDS = {
    "connections": "linkedin connections",
    "messages": "linkedin messages",
    "invitations": "linkedin invitations",
    "endorsementreceivedinfo": "linkedin endorsements",
    "endorsementgiveninfo": "linkedin endorsements",
    "recommendationsreceived": "linkedin recommendations",
    "recommendationsgiven": "linkedin recommendations",
    "positions": "linkedin positions",
    "education": "linkedin education",
    "profile": "linkedin profile",
    "emailaddresses": "linkedin email addresses",
    "guidemessages": "linkedin assistant",
    "coachmessages": "linkedin assistant",
    "learningcoachmessages": "linkedin assistant",
    "learningroleplaymessages": "linkedin assistant",
}

NEEDS = {
    "linkedin connections": ("first name", "last name", "connected on"),
    "linkedin messages": ("from", "to", "date"),
    "linkedin invitations": ("from", "to", "sent at"),
    "linkedin recommendations": ("first name", "last name", "creation date"),
    "linkedin positions": ("company name", "started on"),
    "linkedin education": ("school name",),
    "linkedin profile": ("first name", "last name"),
    "linkedin email addresses": ("email address",),
}

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
}


def kind_of(name: str) -> str:
    """Return what a file of this name is, or "" if it is none that weaklib reads.

    >>> kind_of("Endorsement_Received_Info.csv"), kind_of("Messages_1.csv"), kind_of("Shares.csv")
    ('linkedin endorsements', 'linkedin messages', '')
    """
    if not name.lower().endswith(".csv"):
        return ""
    stem = re.sub(r"(\s*\(\d+\)|_\d+)+$", "", name[:-4].lower())
    return KINDS.get(re.sub(r"[\s_]", "", stem), "")


@lru_cache(maxsize=100_000)  # the same few thousand addresses stand in every message
def slug_of(url: str) -> str:
    """Return the profile slug of a LinkedIn address, or "" where there is none.

    >>> slug_of("https://www.linkedin.com/in/zo%C3%AB-brandt/?trk=x")
    'zoë-brandt'
    """
    text = url.strip()
    if not text:
        return ""
    try:
        path = urlsplit(text if "//" in text else f"//{text}").path
    except ValueError:  # "https://[x" is no address, and no reason to stop
        return ""
    _, found, slug = path.partition("/in/")
    return unquote(slug).strip("/").lower() if found else ""


def full_name(first: str, last: str) -> str:
    """Return a first and a last name as one name, with single spaces."""
    return " ".join(f"{first} {last}".split())


def is_hidden_member(name: str) -> bool:
    """Tell whether a name stands for a member who closed their account or hides it."""
    return name.strip().lower() == "linkedin member"
