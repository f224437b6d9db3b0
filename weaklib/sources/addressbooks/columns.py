"""The columns of an address book as a table: which program wrote it, in which language and encoding.

What each program calls its columns stands in `columns.csv` beside this module, a table to edit:
one row a language, `#` for a number.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from weaklib.sources.sheets.headers import decodings, possible_headers

FIELDS = (
    "email",
    "given",
    "middle",
    "family",
    "shown",
    "nickname",
    "organisation",
    "position",
    "labels",
    "link",
)
NAMES = frozenset({"given", "family", "shown"})
SEVERAL = ("email", "link")
ENOUGH = 3  # known columns
GOOGLE = frozenset({"phonetic first name", "file as", "given name yomi", "yomi name"})
"""Columns of Google's, which has none for e-mail where nobody has an address."""

OTHERS = frozenset({"connected on", "verbunden am", "date de connexion", "endorsement date", "sent at"})
"""Columns of LinkedIn's own tables, which have names and addresses too."""

Language = Mapping[str, str]


@dataclass(frozen=True)
class Layout:
    """How a table of contacts is written.

    Attributes
    ----------
    columns
        Each column that matters, as the header has it in lower case, with its field and a number: the
        first column for a position is "position 1".
    code_page
        The encoding; "" where `open_sheet` knows it by itself.
    """

    columns: Mapping[str, str]
    code_page: str = ""

    def of(self, field: str) -> Sequence[str]:
        """Return what the columns of a field are called, the one to believe first."""
        return self._by_field.get(field, ())

    @cached_property
    def _by_field(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in sorted(self.columns.values()):
            found.setdefault(name.partition(" ")[0], []).append(name)
        return found


def layout_of(head: bytes) -> Layout | None:
    """Return how the table is written that begins with `head`; None where it is no address book.

    Parameters
    ----------
    head
        How the file begins, maybe cut inside a character.
    """
    best: Layout | None = None
    for code_page, text in decodings(head, (page for _, page in languages())):
        for header in possible_headers(text, least=ENOUGH):
            for language, page in languages():
                found = None if code_page and page != code_page else _match(header, language)
                if found and (best is None or len(found) > len(best.columns)):
                    best = Layout(found, "" if code_page == "cp1252" else code_page)
    return best


@cache
def languages() -> tuple[tuple[Language, str], ...]:
    """Read the table of column names: for each language the field of each name, and its code page."""
    with files("weaklib.sources.addressbooks").joinpath("columns.csv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    return tuple(
        (
            {name: f"{field} {i}" for field in FIELDS for i, name in enumerate(row[field].split("|"))},
            row["code page"],
        )
        for row in rows
    )


def _match(header: Sequence[str], language: Language) -> dict[str, str]:
    """Return the columns of a header that a language knows; none where they make no address book."""
    known = {name: language[plain] for name in header if (plain := _plain(name, language)) in language}
    fields = {field.partition(" ")[0] for field in known.values()}
    people = len(known) >= ENOUGH and not NAMES.isdisjoint(fields) and OTHERS.isdisjoint(header)
    if not people or not ("email" in fields or len(GOOGLE.intersection(header)) > 1):
        return {}
    return {name: f"{field.partition(' ')[0]} {i:03}" for i, (name, field) in enumerate(_ordered(known))}


def _plain(name: str, language: Language) -> str:
    spaced = " ".join(name.split())
    return spaced if spaced in language else re.sub(r"\d+", "#", spaced)


def _ordered(known: Language) -> list[tuple[str, str]]:
    """Addresses and links in the order of the header, other fields in that of the language's table."""
    return sorted(known.items(), key=lambda place: "" if place[1].startswith(SEVERAL) else place[1])
