"""E-mail addresses: one spelling for each, and which of them belong to a human."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote

ADDRESS = re.compile(r"[^@\s<>,;:\"()\[\]]+@[^@\s<>,;:\"()\[\]']+")

PLAIN = re.compile(r"(?:mailto:|MAILTO:)?([a-z0-9._+-]+@[a-z0-9.-]+)")
"""As most are written; what it does not match may be an address all the same."""

ROLE_NAMES = frozenset(
    "accounts admin administrator alerts all billing calendar calendar-notification calendar-server "
    "events everybody everyone groups hostmaster hr info invitations invites invoices jobs kalender list "
    "mailer marketing meetings news newsletter newsletters notification notifications office postmaster "
    "press reception root rooms sales security service staff support team unknownorganizer webinar "
    "webinars webmaster".split()
)
"""The part before the @ where no single human reads; "hello" and "mail" often are one."""

ROLE_STARTS = re.compile(r"(no|do-?_?not)[-_.]?reply|mailer-daemon|bounces?\b")

ROLE_DOMAINS = re.compile(r"(.+\.)?calendar\.google\.com|googlegroups\.com|groups\.io|(lists?|groups)\..+")
"""Rooms and shared calendars of Google's, and mailing lists."""


def normalise_address(text: str) -> str:
    """Return the e-mail address in `text`, in lower case; "" where there is none.

    Parameters
    ----------
    text
        An address, bare, in angle brackets, or after one or more "mailto:" in any case.

    Examples
    --------
    >>> normalise_address("MAILTO:Anna.Berg@Example.org")
    'anna.berg@example.org'
    >>> normalise_address("invalid:nomail")
    ''
    """
    if "@" not in text and "%" not in text:  # "%40" is an @
        return ""
    if plain := PLAIN.fullmatch(text):
        return plain[1]
    bare = re.split("mailto:", unquote(text), flags=re.IGNORECASE)[-1]
    found = ADDRESS.fullmatch(bare.partition("?")[0].strip().strip("<>\"'").strip())
    return found.group().lower() if found else ""


@lru_cache(maxsize=100_000)
def is_human_address(email: str) -> bool:
    """Tell whether a normalised address is likely one human's, not a room's, a list's or a role's.

    Parameters
    ----------
    email
        As `normalise_address` returns it.

    Examples
    --------
    >>> is_human_address("anna.berg@example.org"), is_human_address("noreply@example.org")
    (True, False)
    """
    name, _, domain = email.partition("@")
    name = name.partition("+")[0]
    role = name in ROLE_NAMES or ROLE_STARTS.match(name) or ROLE_DOMAINS.fullmatch(domain)
    return bool(domain) and not role
