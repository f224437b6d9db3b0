"""The columns of Outlook's calendar as a table, in the language of whoever exported it.

What they are called stands in `outlook_columns.csv` beside this module, a table to edit: one row a
language, with `|` between the names that a column has had. The date and the time of a start are both
`start`, since some languages call the two columns the same: "name (2)" is the second of them.
English, German, French, Dutch and Portuguese (Brazil) are as real exports have them; the others are the
best-known names.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from weaklib.sources.sheets.headers import decodings, numbered, possible_headers

FIELDS = (
    *("subject", "start", "end", "all day"),
    *("organizer", "required", "optional", "resources", "description"),
)
PEOPLE = ("organizer", "required", "optional")
ENOUGH = 4  # known columns
MONTH_FIRST = "month first"


@dataclass(frozen=True)
class Language:
    """What one language calls the columns of the calendar.

    Attributes
    ----------
    name
        What it is called in English.
    month_first
        Whether dates have the month before the day where nothing else tells.
    fields
        The field of each column, by its name in lower case.
    """

    name: str
    month_first: bool
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Layout:
    """How a calendar that is a table is written.

    Attributes
    ----------
    columns
        Each column that matters, as the header has it in lower case, with its field and a number: the
        first column of a start is "start 1".
    language
        The language of its header.
    """

    columns: Mapping[str, str]
    language: Language

    def of(self, field: str) -> Sequence[str]:
        """Return what the columns of a field are called."""
        return self._by_field.get(field, ())

    @cached_property
    def _by_field(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self.columns.values():
            found.setdefault(name.rpartition(" ")[0], []).append(name)
        return found


def layout_of(head: bytes) -> Layout | None:
    """Return how the calendar is written that begins with `head`; None where it is none of Outlook's.

    Parameters
    ----------
    head
        How the file begins, maybe cut inside a character.
    """
    best: Layout | None = None
    for _, text in decodings(head, ["cp1252"]):
        for header in possible_headers(text, least=ENOUGH):
            for language in languages():
                columns = _match(numbered(header), language)
                if columns and (best is None or len(columns) > len(best.columns)):
                    best = Layout(columns, language)
    return best


def _match(header: Sequence[str], language: Language) -> dict[str, str]:
    """Return the columns of a header that a language knows; none where they make no calendar."""
    plain = {name: " ".join(name.replace("’", "'").split()) for name in header}
    known = {name: language.fields[shown] for name, shown in plain.items() if shown in language.fields}
    fields = set(known.values())
    if len(known) < ENOUGH or not fields >= {"start", "end"} or fields.isdisjoint({"subject", *PEOPLE}):
        return {}
    return dict(zip(known, _with_numbers(list(known.values())), strict=True))


def _with_numbers(fields: Sequence[str]) -> list[str]:
    return [f"{field} {fields[: place + 1].count(field)}" for place, field in enumerate(fields)]


@cache
def languages() -> tuple[Language, ...]:
    """Read the table of column names."""
    return tuple(
        Language(
            row["language"],
            row["order"] == MONTH_FIRST,
            {name: field for field in FIELDS for name in row[field].split("|")},
        )
        for row in _rows()
    )


@cache
def words(column: str) -> frozenset[str]:
    """Return what all languages write for "yes", or before the subject of what is "cancelled"."""
    return frozenset(word for row in _rows() for word in row[column].split("|"))


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with files("weaklib.sources.calendars").joinpath("outlook_columns.csv").open(encoding="utf-8") as table:
        return tuple(csv.DictReader(table))
