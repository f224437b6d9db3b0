"""The people in a From, To or Cc header: their addresses and what they are called, however oddly written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from weaklib.sources.mail.headers import decoded
from weaklib.sources.names.addresses import is_human_address, normalise_address

Mailbox = tuple[str, str]
"""An address in lower case, and the name beside it; either may be ""."""

SIMPLE = re.compile(r"(?:\"?([^\"<>(),;:\\@=]*)\"?\s*)<([^\s\"<>(),;:\\@]+@[^\s\"<>(),;:\\@]+)>\s*")
MAX_LIST = 64 * 1024  # characters of one list: some thousand addresses, which is no circle of people
MAX_SIMPLE = 300
MAX_CARRIED = 100
MAX_ADDRESS = 254  # RFC 5321
SPECIAL = re.compile(r"([\"<>(),;:\\])")

MACHINE = re.compile(
    r"(?:.*[-_.+])?(?:no|not|do-?_?not|donot)[-_.]?reply(?:[-_.+].*)?"
    r"|(?:.*[-_.+])?(?:autoresponder|notify|notifications?|unsubscribe|bounces?)"
    r"|(?:reply|replies|bounces?)[-_.+].*|.*[-_.]calendar|calendar-.*"
)
"""The part before the @ of what no human writes from, where `is_human_address` does not know it."""

MACHINE_DOMAINS = re.compile(
    r"(?:.+\.)?(?:facebookmail\.com|docs\.google\.com)|(?:reply|replies|bounces?)\..+"
)


def is_person(email: str) -> bool:
    """Tell whether one human reads and writes mail under a normalised address.

    >>> is_person("anna.berg@example.org"), is_person("comments-noreply@docs.example.com")
    (True, False)
    """
    name, _, domain = email.partition("@")
    return is_human_address(email) and not (MACHINE.fullmatch(name) or MACHINE_DOMAINS.fullmatch(domain))


def mailboxes(text: str) -> list[Mailbox]:
    """Return everybody whom a list of addresses names, in its order; "" where no address can be read.

    Understands quoted names, comments, groups, encoded words, and what people and programs really
    write: commas in names without quotes, semicolons between addresses, a bracket or quote not closed.

    Examples
    --------
    >>> mailboxes('"Berg, Anna" <Anna@Example.org>, ben@example.org (Ben Okoro)')
    [('anna@example.org', 'Berg, Anna'), ('ben@example.org', 'Ben Okoro')]
    >>> mailboxes("undisclosed-recipients:;")
    []
    """
    text = text[:MAX_LIST]
    simple = SIMPLE.fullmatch(text) if len(text) < MAX_SIMPLE else None
    if simple:
        return [_mailbox(simple.group(2), simple.group(1))]
    reader = _Reader()
    found = list(reader.read(text))
    if reader.quoted:
        found = list(_Reader().read(text.replace('"', "")))
    if "=?" in text and not any(email for email, _ in found):
        found = list(_Reader().read(decoded(text))) or found  # all of it is encoded, address and all
    return found


@dataclass
class _Reader:
    """Goes through a list of addresses once, from left to right."""

    quoted: bool = False
    escaped: bool = False
    depth: int = 0
    phrase: list[str] = field(default_factory=list)
    comment: list[str] = field(default_factory=list)
    bracket: list[str] | None = None
    inside: bool = False
    addressed: bool = False
    carried: str = ""

    def read(self, text: str) -> Iterator[Mailbox]:
        for piece in filter(None, SPECIAL.split(text)):
            if self.escaped or (self.quoted and piece not in '"\\'):
                self._part.append(piece)
                self.escaped = False
            elif piece == "\\":
                self.escaped = True
            elif self.inside and (piece == "<" or (piece in ",;" and self.addressed)):
                yield from self._flush(piece)  # a bracket that was never closed
                self._open(piece)
            else:
                yield from self._take(piece)
        yield from self._flush(";")

    def _take(self, piece: str) -> Iterator[Mailbox]:
        if self.depth or piece in "()":
            self._comment(piece)
        elif piece == '"':
            self.quoted = not self.quoted
        elif piece == ">":
            self.inside = False
        elif self.inside:
            self._part.append(piece)
            self.addressed = self.addressed or "@" in piece[1:]  # a route begins with one
        elif piece in ",;":
            yield from self._flush(piece)
        elif piece == ":":
            self.phrase.clear()  # the name of a group, or "mailto"
        elif piece == "<":
            self._open(piece)
        else:
            self.phrase.append(piece)

    @property
    def _part(self) -> list[str]:
        if self.depth:
            return self.comment
        return self.bracket if self.inside and self.bracket is not None else self.phrase

    def _open(self, piece: str) -> None:
        if piece == "<":
            self.bracket, self.inside, self.addressed = [], True, False

    def _comment(self, piece: str) -> None:
        if piece == "(":
            self.depth += 1
        elif piece == ")":
            self.depth = max(0, self.depth - 1)
        else:
            self.comment.append(piece)

    def _flush(self, ended_by: str) -> Iterator[Mailbox]:
        phrase = " ".join("".join(self.phrase).split())
        comment, address = "".join(self.comment), self.bracket
        carried, self.carried = self.carried, ""
        self.phrase, self.comment, self.bracket, self.inside = [], [], None, False
        if address is not None and (address or phrase):
            name = f"{carried}, {phrase}" if carried and phrase else carried or phrase
            yield _mailbox("".join(address).rpartition(":")[2], name or comment)
        elif "@" in phrase:
            *before, last = phrase.split(" ")
            names = [word for word in before if "@" not in word]
            yield from (_mailbox(word, "") for word in before if "@" in word)
            yield _mailbox(last, " ".join(names) or comment) if "@" in last else ("", phrase)
        elif phrase and ended_by == ",":
            self.carried = (
                f"{carried}, {phrase}"[-MAX_CARRIED:] if carried else phrase
            )  # "Berg, Anna <anna@…>"
        elif phrase:
            yield "", decoded(phrase)


def _mailbox(address: str, name: str) -> Mailbox:
    email = normalise_address(decoded(address))
    called = decoded(name).strip('" ')
    if called[:1] == called[-1:] == "'":  # Outlook's quotes
        called = called[1:-1].strip()
    return email if email.isprintable() and len(email) <= MAX_ADDRESS else "", "" if normalise_address(
        called
    ) else called
