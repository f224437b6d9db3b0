"""The texts of a page stand in one place, so that a language can be added."""

from __future__ import annotations

import re

import nbformat
import pytest

from tests.pages.made import example_page
from weaklib.book import InputError
from weaklib.pages import english, words
from weaklib.pages.notebooks import notebooks_folder
from weaklib.pages.page import notebook_page


def test_each_section_of_the_report_says_how_it_is_computed() -> None:
    report = nbformat.read(notebooks_folder() / "report.ipynb", as_version=4)
    asked = [
        found for cell in report.cells for found in re.findall(r'^how\("(\w+)"\)', cell.source, re.MULTILINE)
    ]
    assert sorted(asked) == sorted(english.NOTES)
    page = example_page().read_text(encoding="utf-8")
    assert page.count('<details class="how">') == len(english.NOTES)


def test_each_note_says_what_and_whose_it_is() -> None:
    for told, source in english.NOTES.values():
        assert len(told) > 100
        assert re.search(r"\d{4}|weaklib's page of measures", source)


def test_a_language_is_a_table() -> None:
    german = words.in_language(
        "de",
        page={
            "contents": "Inhalt",
            "how": "Wie ist das berechnet?",
            "footer": "Auf diesem Rechner geschrieben.",
        },
        notes={"growth": ("Neu ist, was LinkedIn so datiert. " * 5, "Das Blatt der Maße")},
    )
    cells = [nbformat.v4.new_markdown_cell(f"## Teil {number}") for number in range(3)]
    page = notebook_page(nbformat.v4.new_notebook(cells=cells), words=german)
    assert '<html lang="de">' in page
    assert 'aria-label="Inhalt"' in page
    assert "Auf diesem Rechner geschrieben." in page
    assert "To the content" in page  # what the table leaves out stays English
    assert "Wie ist das berechnet" in words.how("growth", words=german).data
    assert "Neu ist" in words.how("growth", words=german).data


def test_a_text_that_no_page_asks_for_is_refused() -> None:
    with pytest.raises(InputError, match=r"'pt' has texts that no page asks for: \['foot'\]"):
        words.in_language("pt", page={"foot": "x"})


def test_a_hostile_translation_is_text() -> None:
    loud = words.in_language("en", page={"footer": "<b onclick=x>", "skip": "<i>"})
    page = notebook_page(nbformat.v4.new_notebook(cells=[]), words=loud)
    assert "<b onclick" not in page
    assert "<i>" not in page
