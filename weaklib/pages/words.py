"""The texts of a page in one place, and the notes that say behind a click how a section is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from weaklib.book import InputError
from weaklib.pages import english
from weaklib.pages.prose import markup, safe

if TYPE_CHECKING:
    from IPython.display import HTML


@dataclass(frozen=True)
class Words:
    """The texts of a page in one language.

    Attributes
    ----------
    code
        The language, as HTML calls it: "en", "pt-BR".
    page
        What stands around the content: as `english.PAGE`.
    notes
        How each section is computed, and the source: as `english.NOTES`.
    """

    code: str
    page: Mapping[str, str]
    notes: Mapping[str, tuple[str, str]]


ENGLISH = Words("en", english.PAGE, english.NOTES)


def in_language(
    code: str,
    *,
    page: Mapping[str, str] | None = None,
    notes: Mapping[str, tuple[str, str]] | None = None,
) -> Words:
    """Return the texts in another language; what its tables leave out stays English.

    Parameters
    ----------
    code
        The language, as HTML calls it.
    page, notes
        Its tables, with keys of `english.PAGE` and `english.NOTES`.

    Raises
    ------
    InputError
        If a table has a key that no page asks for.

    Examples
    --------
    >>> german = in_language("de", page={"contents": "Inhalt", "how": "Wie ist das berechnet?"})
    >>> german.page["contents"], german.page["source"]
    ('Inhalt', 'Source:')
    """
    strangers = sorted({*(page or {})} - {*english.PAGE}) + sorted({*(notes or {})} - {*english.NOTES})
    if strangers:
        asked = ", ".join([*english.PAGE, *english.NOTES])
        msg = f"The language {code!r} has texts that no page asks for: {strangers}; those asked for: {asked}."
        raise InputError(msg)
    return Words(
        code,
        MappingProxyType({**english.PAGE, **(page or {})}),
        MappingProxyType({**english.NOTES, **(notes or {})}),
    )


def how(section: str, *, words: Words = ENGLISH) -> HTML:
    """Return how a section is computed, behind a click; on paper it stands open.

    Parameters
    ----------
    section
        A key of `english.NOTES`.
    words
        The language.
    """
    told, source = words.notes[section]
    return markup(
        f'<details class="how"><summary>{safe(words.page["how"])}</summary>'
        f"<p>{safe(told)}</p><p>{safe(words.page['source'])} {safe(source)}</p></details>"
    )
