"""Address books as tables: what Google, Outlook and Thunderbird export as CSV, in their languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial

from weaklib.book import InputError
from weaklib.sources.addressbooks.columns import Layout, layout_of
from weaklib.sources.addressbooks.entries import Entry, Gathering
from weaklib.sources.files import ExportFile
from weaklib.sources.reading import Reading
from weaklib.sources.sheets.code_pages import recoded
from weaklib.sources.sheets.delimited import Record, open_sheet, raw_text

HEAD = 64 * 1024
SEVERAL = ":::"  # what Google puts between several values in one cell
Cells = Mapping[str, str]


def looks_like(name: str, head: bytes) -> bool:  # noqa: ARG001
    """Tell whether a file is a table of contacts, by its columns, whatever its name.

    Parameters
    ----------
    name
        Its base name.
    head
        Its first bytes.

    Examples
    --------
    >>> looks_like("people.csv", b"First Name,Last Name,E-mail Address,Company")
    True
    >>> looks_like("contacts.csv", b"First Name,Last Name,Email Address,Connected On")
    False
    """
    return layout_of(head) is not None


def read_contact_sheet(file: ExportFile) -> Reading:
    """Read the people of an address book that is a table; rows are numbered as a spreadsheet does.

    Rows of organisations are set aside, and those without a name or an address. Equal rows are merged.

    Returns
    -------
    Reading
        One contact for each person. `emails` holds the addresses that are a human's, the preferred one
        first; `labels` the owner's groups, without those that the program makes itself.

    Raises
    ------
    InputError
        If the columns are not those of an address book.
    """
    with file.open() as stream:
        layout = layout_of(stream.read(HEAD))
    if layout is None:
        msg = (
            f"{file.source} has no columns of names and e-mail addresses that weaklib knows; export the "
            "contacts again from Google, Outlook or Thunderbird as CSV and put the file here unchanged."
        )
        raise InputError(msg)
    book = Gathering(file.source)
    plain = recoded(file, layout.code_page) if layout.code_page else file
    with open_sheet(plain, needs=tuple(layout.columns.values()), aliases=layout.columns) as sheet:
        for record in sheet.records:
            _take(book, record, layout)
    return book.reading()


def _take(book: Gathering, record: Record, layout: Layout) -> None:
    cells = record.cells
    if record.fault:
        book.put_aside(record.number, record.fault, raw_text(cells, bodies=tuple(cells)))
        return
    book.take(
        record.number, _entry(cells, layout), mark=tuple(cells.values()), raw=partial(_shown, cells, layout)
    )


def _shown(cells: Cells, layout: Layout) -> str:
    return raw_text({header: cells[name] for header, name in layout.columns.items() if cells[name].strip()})


def _entry(cells: Cells, layout: Layout) -> Entry:
    def first(field: str) -> str:
        texts = (cells[name].partition(SEVERAL)[0].strip() for name in layout.of(field))
        return next(filter(None, texts), "")

    return Entry(
        shown=first("shown"),
        given=first("given"),
        middle=first("middle"),
        family=first("family"),
        nickname=first("nickname"),
        organisation=first("organisation"),
        position=first("position"),
        emails=tuple(_emails(cells, layout)),
        links=tuple(text for name in layout.of("link") for text in cells[name].split(SEVERAL)),
        labels=tuple(label for name in layout.of("labels") for label in _labels(cells[name])),
    )


def _emails(cells: Cells, layout: Layout) -> list[str]:
    """Return the addresses of a row, first those whose own label has the star of a preferred one."""
    written = {name: header for header, name in layout.columns.items()}
    found = [(name, text) for name in layout.of("email") for text in cells[name].split(SEVERAL)]
    return [text for _, text in sorted(found, key=lambda pair: not _is_starred(cells, written[pair[0]]))]


def _is_starred(cells: Cells, header: str) -> bool:
    stem = header.removesuffix("value")
    label = cells.get(f"{stem}label", "") or cells.get(f"{stem}type", "")
    return label.strip().startswith("*")


def _labels(cell: str) -> list[str]:
    return cell.split(SEVERAL) if SEVERAL in cell else re.split(";", cell)
