"""Address books as vCards (.vcf): one person a card, in the versions 2.1, 3.0 and 4.0."""

from __future__ import annotations

import re
from functools import partial

from weaklib.book import InputError
from weaklib.sources.addressbooks.entries import Entry, Gathering
from weaklib.sources.addressbooks.vcard_lines import Card, scan_cards
from weaklib.sources.files import ExportFile
from weaklib.sources.reading import Reading

START = re.compile(rb"(?:[^:]{0,500}[\r\n])?[ \t]*BEGIN[ \t]*:[ \t]*VCARD[ \t]*(?:[\r\n]|$)", re.IGNORECASE)
LAST_PLACE = 101  # after every PREF of vCard 4, which go from 1 to 100
SHOWN_OF_A_CARD = 500  # characters
CUT = "the file ends in the middle, as a download cut short does; export it again"
KINDS = {
    "ORG": "organisation",
    "ORGANIZATION": "organisation",
    "COMPANY": "organisation",
    "LOCATION": "organisation",
    "APPLICATION": "organisation",
    "DEVICE": "organisation",
    "GROUP": "group",
}


def looks_like(name: str, head: bytes) -> bool:  # noqa: ARG001
    r"""Tell whether a file holds vCards, whatever its name: they begin with BEGIN:VCARD.

    Parameters
    ----------
    name
        Its base name.
    head
        Its first bytes.

    Examples
    --------
    >>> looks_like("people.txt", b"BEGIN:VCARD\r\nVERSION:3.0\r\n"), looks_like("x.vcf", b"Dear all")
    (True, False)
    """
    return START.match(head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")) is not None


def read_vcards(file: ExportFile) -> Reading:
    """Read the people of an address book; a row is one card, counted from 1.

    Cards of organisations and groups are set aside, and those without a name or an address, and the
    last one if its end is missing. Equal cards are merged. A photo is passed over.

    Returns
    -------
    Reading
        One contact for each person. `emails` holds the addresses that are a human's, the preferred one
        first; `labels` the card's categories.

    Raises
    ------
    InputError
        If there is no card in the file.
    """
    book = Gathering(file.source)
    whole = True
    for card in scan_cards(file):
        whole = card.whole
        if whole:
            book.take(card.row, _entry(card), mark=card.mark, raw=partial(_shown, card))
        else:
            book.put_aside(card.row, "cut off before its end", _shown(card))
    if not book.rows:
        msg = (
            f"{file.source} is no address book: it has no line BEGIN:VCARD; "
            "export the contacts again as a vCard (.vcf) file and put it here unchanged."
        )
        raise InputError(msg)
    return book.reading("" if whole else CUT)


def _entry(card: Card) -> Entry:
    family, given, middle, *_ = [*map(_words, _split(card.value("N"), ";")), "", ""]
    return Entry(
        shown=_text(card.value("FN")),
        given=given,
        middle=middle,
        family=family,
        nickname=_text(_split(card.value("NICKNAME"), ",")[0]),
        organisation=_text(_split(card.value("ORG"), ";")[0]),
        position=_text(card.value("TITLE", "ROLE")),
        emails=tuple(map(_text, _emails(card))),
        links=tuple(map(_text, card.values("URL", "X-SOCIALPROFILE", "SOCIALPROFILE"))),
        labels=tuple(
            label for value in card.values("CATEGORIES") for label in map(_text, _split(value, ","))
        ),
        kind=_kind(card),
    )


def _emails(card: Card) -> list[str]:
    """Return the addresses: PREF=1 of vCard 4, TYPE=PREF of vCard 3 and PREF of 2.1 come first."""
    return [value for _, value in sorted(card.lines.get("EMAIL", ()), key=lambda line: _place(line[0]))]


def _place(types: frozenset[str]) -> int:
    if not types:
        return LAST_PLACE
    ranks = [int(word[5:]) for word in types if re.fullmatch(r"PREF=\d{1,3}", word)]
    return min(ranks, default=1 if "PREF" in types else LAST_PLACE)


def _kind(card: Card) -> str:
    said = card.value("KIND", "X-ADDRESSBOOKSERVER-KIND") or card.value("X-ABSHOWAS")
    return KINDS.get(said.strip().upper(), "")


def _words(part: str) -> str:
    """Return a part of a name; its several words stand between commas."""
    if "," not in part:
        return _text(part)
    return " ".join(_text(word) for word in _split(part, ","))


def _split(value: str, mark: str) -> list[str]:
    """Return the parts between those marks that no backslash stands before, still to be read by `_text`."""
    if "\\" not in value:
        return value.split(mark)
    hidden = value.replace("\\\\", "\0").replace(f"\\{mark}", "\1")
    return [part.replace("\1", f"\\{mark}").replace("\0", "\\\\") for part in hidden.split(mark)]


def _text(value: str) -> str:
    if "\\" not in value:
        return value.strip()
    return re.sub(
        r"\\(.)", lambda found: " " if found[1] in "nN" else found[1], value, flags=re.DOTALL
    ).strip()


def _shown(card: Card) -> str:
    lines = (f"{name}:{value}" for name in card.lines for value in card.values(name))
    return "\n".join(lines)[:SHOWN_OF_A_CARD]
