"""The mails of one file gathered into columns: some ten bytes for each thing that is known of a mail."""

from __future__ import annotations

import json
import re
from array import array
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from weaklib.sources.mail.addresses import Mailbox, mailboxes
from weaklib.sources.mail.boxes import CUT, Head
from weaklib.sources.mail.dates import arrived_at, sent_at
from weaklib.sources.mail.filters import LIST, why_no_contact
from weaklib.sources.mail.folders import SENT, SPAM, meanings_of_labels
from weaklib.sources.mail.headers import Headers, decoded, parse_headers, plain_text
from weaklib.sources.mail.packing import ID, Links, Texts, id_of
from weaklib.sources.names.addresses import normalise_address
from weaklib.sources.wordings import hint_in

FROM, TO = 0, 1
"""The parts that an address plays in a mail; Cc and Bcc are told of like To."""

MAILS = {"row": "i", "id": "Q", "at": "q", "sent": "b", "introduces": "b", "subject": "i"}
PARTIES = {"mail": "i", "part": "b", "address": "i", "name": "i"}
"""The columns of numbers, and the types that Python's arrays have for them."""

NAMELESS = (b"from", b"to", b"cc", b"date", b"subject", b"received")
"""What tells a mail from others where it has no Message-ID."""

SHOWN = ("From", "Date", "Message-ID")
RECIPIENTS = (b"to", b"cc", b"bcc")
MAX_LABELS = 4_000  # characters
MAX_LISTS = 10_000
MAX_SHOWN = 200  # characters of one header of a mail that is set aside
BATCH = 20_000
CACHED = 200  # bytes: the headers that come again and again are short

INTRODUCES = re.compile(
    r"(?:(?:re|aw|antw|fwd?|wg|tr|rv|enc|i|sv)\s*:\s*)*(?:(?:quick|virtual|e-?mail)\s+)?(?:e-?)?"
    r"intro(?:duction|s)?\s*(?:[:–—-]|$)|(?=.*\bintro).*<>",
    re.IGNORECASE,
)


class Columns:
    """Takes one mail after the other; gives them as tables, as `Mails` describes them.

    Attributes
    ----------
    rows
        How many mails there were.
    """

    def __init__(self) -> None:
        self.rows = 0
        self._mails = {name: array(code) for name, code in MAILS.items()}
        self._ids = Texts()
        self._parties = {name: array(code) for name, code in PARTIES.items()}
        self._addresses: dict[str, int] = {}
        self._names: dict[str, int] = {"": 0}
        self._links = Links()
        self._lists: set[str] = set()
        self._delivered: Counter[str] = Counter()
        self._aside = array("i")
        self._reasons, self._raws = Texts(), Texts()
        self._known: dict[bytes, Sequence[Mailbox]] = {}
        self._first: int | None = None
        self._last: int | None = None
        self._cut = False

    def take(self, head: Head) -> None:
        """Take the next mail of the file."""
        self.rows += 1
        headers = parse_headers(head.lines)
        labels = decoded(plain_text(headers.get(b"x-gmail-labels", b"")), MAX_LABELS)
        meanings = meanings_of_labels(labels) if labels else frozenset()
        arrival = arrived_at(headers, head.from_line)
        sent = sent_at(headers, arrival)
        reason = head.fault or why_no_contact(headers, meanings) or ("" if sent else "no date can be read")
        sender = "" if reason else self._sender(headers)
        self._cut = head.fault == CUT
        self._note_delivery(headers)
        if reason != SPAM:  # whose dates are as true as the rest of it
            self._note_days(*((arrival or sent,) if reason else (sent, arrival)))
        if sender and sent:
            self._keep(headers, sent, labelled_sent=SENT in meanings)
        else:
            self._put_aside(headers, reason or "the sender's address cannot be read")

    def tables(self) -> dict[str, Any]:
        """Return what was gathered."""
        note = "its last mail is cut short, so the file is not whole; export it again" if self._cut else ""
        mails = pd.DataFrame({name: np.asarray(values) for name, values in self._mails.items()})
        return {
            "rows": self.rows,
            "mails": mails.astype({"sent": bool, "introduces": bool}).assign(message_id=self._ids.series()),
            "parties": pd.DataFrame({name: np.asarray(values) for name, values in self._parties.items()}),
            "addresses": pd.DataFrame({"email": pd.Series(list(self._addresses), dtype="str")}),
            "names": pd.DataFrame({"name": pd.Series(list(self._names), dtype="str")}),
            "links": self._links.table(),
            "delivered": pd.DataFrame(
                {
                    "email": pd.Series(list(self._delivered), dtype="str"),
                    "times": pd.Series(list(self._delivered.values()), dtype="int64"),
                }
            ),
            "lists": tuple(sorted(self._lists)),
            "set_aside": pd.DataFrame(
                {"row": np.asarray(self._aside), "reason": self._reasons.series(), "raw": self._raws.series()}
            ),
            "first": _day(self._first),
            "last": _day(self._last),
            "note": note,
        }

    def _note_days(self, *seconds: int | None) -> None:
        known = [second for second in (*seconds, self._first, self._last) if second]
        self._first, self._last = (min(known), max(known)) if known else (None, None)

    def _note_delivery(self, headers: Headers) -> None:
        value = headers.get(b"delivered-to", b"")
        if value and len(value) <= CACHED:
            self._delivered[normalise_address(plain_text(value))] += 1

    def _keep(self, headers: Headers, sent: int, *, labelled_sent: bool) -> None:
        mail = len(self._mails["row"])
        own = _own_id(headers)
        subject = headers.get(b"subject", b"")
        values = (self.rows, own, sent, labelled_sent, _introduces(subject), _length(subject))
        for column, value in zip(self._mails.values(), values, strict=True):
            column.append(value)
        self._ids.append(plain_text(headers.get(b"message-id", b""))[:MAX_SHOWN])
        self._links.add(own, headers)
        parties = [(FROM, next(box for box in self._mailboxes(headers, b"from") if box[0]))]
        parties += [(TO, box) for name in RECIPIENTS for box in self._mailboxes(headers, name) if box[0]]
        for part, (email, name) in dict.fromkeys(parties):
            self._parties["mail"].append(mail)
            self._parties["part"].append(part)
            self._parties["address"].append(self._addresses.setdefault(email, len(self._addresses)))
            self._parties["name"].append(self._names.setdefault(name, len(self._names)))

    def _put_aside(self, headers: Headers, reason: str) -> None:
        self._aside.append(self.rows)
        self._reasons.append(reason)
        to = sum(len(self._mailboxes(headers, name)) for name in RECIPIENTS)
        shown = {name: decoded(plain_text(headers.get(name.lower().encode(), b""))) for name in SHOWN}
        length = _length(headers.get(b"subject", b""))
        self._raws.append(raw_mail(shown["From"], to, shown["Date"], shown["Message-ID"], length))
        if reason == LIST and b"list-post" in headers and len(self._lists) < MAX_LISTS:
            posted = normalise_address(plain_text(headers[b"list-post"][:CACHED]))
            recipients = {email for name in RECIPIENTS for email, _ in self._mailboxes(headers, name)}
            self._lists |= {posted} & recipients - {""}

    def _sender(self, headers: Headers) -> str:
        return next((email for email, _ in self._mailboxes(headers, b"from") if email), "")

    def _mailboxes(self, headers: Headers, name: bytes) -> Sequence[Mailbox]:
        value = headers.get(name, b"")
        if not value:
            return ()
        known = self._known.get(value)
        if known is None:
            known = mailboxes(plain_text(value))
            if len(value) <= CACHED:
                if len(self._known) >= BATCH:
                    self._known.clear()
                self._known[value] = known
        return known


def raw_mail(sender: str, to: int, date: str, message_id: str, subject: int) -> str:
    """Return what is shown of a mail that is set aside; of its subject, the length."""
    shown = {"From": sender, "To": to, "Date": date, "Message-ID": message_id}
    cut = {name: value[:MAX_SHOWN] if isinstance(value, str) else value for name, value in shown.items()}
    return json.dumps({**cut, "Subject": f"[{subject} characters]"}, ensure_ascii=False)


def _own_id(headers: Headers) -> int:
    given = headers.get(b"message-id", b"")
    found = ID.search(given)
    own = found.group(1) if found else given.strip(b"<> ")
    return id_of(own or b"\n".join(headers.get(name, b"") for name in NAMELESS))


def _introduces(subject: bytes) -> bool:
    low = subject.lower()
    if b"intro" not in low and b"?b?" not in low:
        return False
    text = decoded(plain_text(subject))
    return bool(INTRODUCES.match(text) or hint_in(text))


def _length(subject: bytes) -> int:
    return len(decoded(plain_text(subject))) if subject else 0


def _day(second: int | None) -> pd.Timestamp | None:
    return None if second is None else pd.Timestamp(second, unit="s").normalize()
