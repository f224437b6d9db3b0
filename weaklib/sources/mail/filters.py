"""Mails that no human wrote to the owner: lists, machines, notices; and why each is set aside."""

from __future__ import annotations

import re

from weaklib.sources.mail.folders import CHAT, DRAFT, SPAM, TRASH
from weaklib.sources.mail.headers import Headers, decoded, plain_text

LIST = "mailing list or newsletter"
AUTOMATIC = "automatic reply or notice"
BOUNCE = "returned mail or receipt"
INVITATION = "calendar invitation or its answer"
SERVICE = "sent by a service in somebody's name"
DELETED = "deleted: only its place is left in the folder"

_LIST_HEADERS = (b"list-id", b"list-post", b"list-unsubscribe")
_BULK = frozenset({b"bulk", b"list", b"junk"})
_EXPUNGED = 0x8
_YES = (b"yes", b"true")

_SELF_ANSWERING = re.compile(
    r"(?:automatic reply|auto(?:matic)?[ -]?reply|autoreply|out of (?:the )?office|automatische antwort"
    r"|abwesenheitsnotiz|réponse automatique|absence du bureau|respuesta automática"
    r"|fuera de (?:la )?oficina|resposta automática|risposta automatica|fuori sede|automatisch antwoord)\b",
    re.IGNORECASE,
)
_SELF_ANSWERING_STARTS = ("=?", "abs", "abw", "aut", "fue", "fuo", "out", "res", "ris", "ré")
_CALENDAR_SENDERS = re.compile(
    rb"calendar(?:-notification|-server)?[@-]|noreply|no-reply|meetings?-", re.IGNORECASE
)
_VIA = re.compile(r"\S\s+(?:via|\(via)\s+\S")


def why_no_contact(headers: Headers, meanings: frozenset[str]) -> str:
    """Return why a mail is no contact with a human, as far as its headers tell; "" if they do not.

    Exchange's X-Auto-Response-Suppress says nothing: it stands on mails that people write too, and on
    automatic replies Auto-Submitted stands beside it.

    Parameters
    ----------
    headers
        The headers of the mail.
    meanings
        What its labels say of it.
    """
    for meaning in (SPAM, TRASH, DRAFT, CHAT):
        if meaning in meanings:
            return meaning
    if _is_expunged(headers):
        return DELETED
    if headers.get(b"x-spam-flag", b"").lower().startswith(_YES):
        return SPAM
    if b"from" not in headers:
        return "no sender is named"
    return _why_a_machine(headers)


def _is_expunged(headers: Headers) -> bool:
    try:
        return bool(int(headers.get(b"x-mozilla-status", b"0"), 16) & _EXPUNGED)
    except ValueError:
        return False


def _why_a_machine(headers: Headers) -> str:
    precedence = headers.get(b"precedence", b"").lower()
    content = headers.get(b"content-type", b"").lower()
    if headers.get(b"return-path", b"").replace(b" ", b"") == b"<>" or content.startswith(
        b"multipart/report"
    ):
        return BOUNCE
    if _is_calendar(headers, content):
        return INVITATION
    if _is_automatic(headers, precedence):
        return AUTOMATIC
    if precedence in _BULK or any(name in headers for name in _LIST_HEADERS):
        return LIST
    sender = headers[b"from"]
    if b"via" in sender.lower() and _VIA.search(decoded(plain_text(sender))):
        return SERVICE
    return ""


def _is_calendar(headers: Headers, content: bytes) -> bool:
    machine = _CALENDAR_SENDERS.search(headers.get(b"sender", b""))
    return bool(
        content.startswith(b"text/calendar")
        or headers.get(b"content-class", b"").lower().endswith(b"calendarmessage")
        or (machine and headers.get(b"message-id", b"").startswith(b"<calendar-"))
    )


def _is_automatic(headers: Headers, precedence: bytes) -> bool:
    submitted = headers.get(b"auto-submitted", b"no").partition(b";")[0].strip().lower()
    if submitted not in (b"no", b"") or precedence in (b"auto_reply", b"auto-reply"):
        return True
    if b"x-autoreply" in headers or b"x-autorespond" in headers:
        return headers.get(b"x-autoreply", b"yes").lower() != b"no"
    subject = plain_text(headers.get(b"subject", b""))
    return subject.lower().startswith(_SELF_ANSWERING_STARTS) and bool(
        _SELF_ANSWERING.match(decoded(subject))
    )
