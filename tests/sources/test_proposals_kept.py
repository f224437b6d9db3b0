"""Who may be one human is found out when somebody asks, and once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import weaklib
from weaklib.book import Book, Owner, empty
from weaklib.sources import cache
from weaklib.sources.identity import matching

CONNECTIONS = """First Name,Last Name,URL,Email Address,Company,Position,Connected On
Anna,Berg,https://www.linkedin.com/in/anna-berg,,Nordlicht Energie,Engineer,01 Mar 2020
Ben,Okoro,https://www.linkedin.com/in/ben-okoro,,Acme,Buyer,02 Mar 2020
"""
CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Anna Berg
EMAIL:anna@nordlicht.example
ORG:Nordlicht Energie
END:VCARD
"""
PAIR = ("anna-berg", "anna@nordlicht.example")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cache, "LEAST_BYTES", 0)
    (tmp_path / "Connections.csv").write_text(CONNECTIONS, encoding="utf-8")
    (tmp_path / "cards.vcf").write_text(CARDS, encoding="utf-8")
    return tmp_path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many people each search for pairs went through."""
    calls: list[int] = []
    propose = matching.propose

    def counted(people: pd.DataFrame, *others: object) -> pd.DataFrame:
        calls.append(len(people))
        return propose(people, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(matching, "propose", counted)
    return calls


def pairs(book: Book) -> list[tuple[str, str]]:
    return list(book.proposals[["person", "other"]].itertuples(index=False, name=None))


def test_nobody_is_compared_before_somebody_asks(folder: Path, asked: list[int]) -> None:
    book = weaklib.read(folder)
    assert asked == []
    assert pairs(book) == [PAIR]
    assert asked == [3]


def test_they_are_found_once_for_all_days_of_a_book(folder: Path, asked: list[int]) -> None:
    book = weaklib.read(folder)
    before = book.as_of("2020-03-01")
    assert "ben-okoro" not in before.people.index
    assert pairs(before) == pairs(replace(book, people=book.people.iloc[:0])) == pairs(book) == [PAIR]
    assert asked == [3]


def test_they_are_kept_beside_the_book(folder: Path, asked: list[int]) -> None:
    first = weaklib.read(folder).proposals
    again = weaklib.read(folder).proposals
    pd.testing.assert_frame_equal(first, again)
    assert asked == [3]


def test_what_the_owner_decides_is_asked_anew(folder: Path, asked: list[int]) -> None:
    assert pairs(weaklib.read(folder)) == [PAIR]
    (folder / "people.csv").write_text(
        "person,same_as,decision\nanna-berg,anna@nordlicht.example,no\n", "utf-8"
    )
    assert pairs(weaklib.read(folder)) == []
    assert asked == [3, 3]


def test_a_book_without_a_cache_finds_them_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "LEAST_BYTES", 1024**2)
    assert pairs(weaklib.read(folder)) == [PAIR]
    assert not (folder / ".cache").exists()


def test_a_book_made_by_hand_has_none() -> None:
    tables = ("people", "interactions", "affiliations", "set_aside", "coverage")
    pd.testing.assert_frame_equal(Book(Owner(), *map(empty, tables)).proposals, empty("proposals"))
