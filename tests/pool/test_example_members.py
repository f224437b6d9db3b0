"""The three members of the example: each with an export of their own, the same everywhere, and consenting."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

import weaklib as wl
from tests.pages.made import EXAMPLE
from tests.pool.pooled import TODAY, made, members
from weaklib.example import MEMBERS, SEED, write_members
from weaklib.pool.folder import current_sheets

ORGANISATION = "Fjordkraft Tromvik"


def test_there_are_three_and_they_say_what_they_agreed_to() -> None:
    assert [member.slug for member in MEMBERS] == ["runa-solheim", "ingeborg-vance", "aksel-brekke"]
    sheets = {sheet.alias: sheet for sheet in current_sheets(made().folder, as_of=TODAY)}
    assert set(sheets) == {"Marit", *(member.alias for member in MEMBERS)}
    assert {alias for alias, sheet in sheets.items() if sheet.named_as_broker} == {"Runa", "Ingeborg"}


@pytest.mark.parametrize("slug", [member.slug for member in MEMBERS])
def test_each_has_an_export_that_is_read_whole(slug: str) -> None:
    book = wl.read(members()[slug])
    assert book.owner.profile == slug
    assert len(book.owner.emails) == 1
    assert book.set_aside.empty
    assert len(book.people) >= 7
    assert book.interactions["direction"].nunique() == 2


def test_exports_are_the_same_bytes_each_time(tmp_path: Path) -> None:
    again = write_members(tmp_path, seed=SEED)
    for slug, folder in members().items():
        ours = {path.name: path.read_bytes() for path in folder.glob("*.zip")}
        assert {path.name: path.read_bytes() for path in again[slug].glob("*.zip")} == ours
        with ZipFile(next(iter(folder.glob("*.zip")))) as exports:
            assert exports.testzip() is None


def test_their_contacts_overlap_with_marits_and_with_each_others() -> None:
    marit = set(wl.read(EXAMPLE).people.index)
    people = {slug: set(wl.read(folder).people.index) for slug, folder in members().items()}
    assert all(len(theirs & marit) >= 3 for theirs in people.values())
    assert "sunniva-aakre" in people["runa-solheim"] & people["ingeborg-vance"]
    assert "halvard-moen" in people["runa-solheim"] & people["aksel-brekke"]
    assert {"runa-solheim", "ingeborg-vance"} <= marit
    assert "aksel-brekke" not in marit


def test_marit_would_like_to_know_somebody_there_and_knows_nobody() -> None:
    book = wl.read(EXAMPLE)
    assert ORGANISATION in wl.goals.read_goals(EXAMPLE / "goals.yaml").organisations
    assert ORGANISATION not in set(book.affiliations["organisation"])
    there = {
        slug
        for slug, folder in members().items()
        if ORGANISATION in set(wl.read(folder).people["organisation"])
    }
    assert there == {member.slug for member in MEMBERS}
