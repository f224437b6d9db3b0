"""Contributing: who stays out and why, what is told of the others, and the listing that a member edits first."""

from __future__ import annotations

import csv
import io
import stat
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import weaklib as wl
from tests.pool.pooled import KEY, TODAY, book_of, members, seen_by
from weaklib.action.goals import Goals
from weaklib.book import Book, InputError, Owner
from weaklib.pool.choosing import Choices, read_choices, why_left_out
from weaklib.pool.contribute import contribute, said_of
from weaklib.pool.key import mail_hash, profile_hash
from weaklib.pool.listing import decided, listing_path, summary, write_listing
from weaklib.pool.sheet import COLUMNS, read_rows

PEOPLE = (
    ("Bo Karlsen", "bo-karlsen", ("bo@karlsen.example",), {"organisation": "Hafenlabor"}),
    ("Cy Dahl", "cy-dahl", (), {"organisation": "Hafenlabor Nord"}),
    ("Dee Evans", "dee-evans", (), {"family": True}),
    ("Eli Lind", "eli-lind", (), {}),
    ("Fay Moss", "", ("fay@moss.de",), {"groups": ("choir", "Family & friends")}),
    ("Gus Orr", "", ("gus@orr.example",), {"labels": ("* Familie",)}),
    ("Hal Poe", "", (), {}),
)


def reasons(book: Book, **how: object) -> dict[str, str]:
    choices = Choices.model_validate(how)
    return dict(why_left_out(book, wl.ties.tie_table(book), choices))


def test_family_stays_out_as_people_csv_a_group_or_a_label_says_it() -> None:
    told = reasons(book_of(*PEOPLE))
    assert {name for name, why in told.items() if why == "family"} == {
        "dee-evans",
        "fay@moss.de",
        "gus@orr.example",
    }
    assert "family" not in reasons(book_of(*PEOPLE), family=True).values()


def test_the_same_surname_stays_out_until_the_member_says_otherwise() -> None:
    assert reasons(book_of(*PEOPLE))["eli-lind"] == "surname"
    assert reasons(book_of(*PEOPLE), same_surname=True)["eli-lind"] == ""
    nameless = book_of(*PEOPLE, owner=Owner(profile="ada-lind"))
    assert reasons(nameless)["eli-lind"] == ""


@pytest.mark.parametrize(
    ("choice", "gone"),
    [
        ({"people": ["bo karlsen"]}, {"bo-karlsen": "person"}),
        ({"people": ["cy-dahl"]}, {"cy-dahl": "person"}),
        ({"people": ["bo@karlsen.example"]}, {"bo-karlsen": "person"}),
        ({"people": ["Karlsen"]}, {}),
        # in doubt a part of the organisation stays out as well
        ({"organisations": ["Hafenlabor"]}, {"bo-karlsen": "organisation", "cy-dahl": "organisation"}),
        ({"classes": ["strong"]}, {}),
    ],
)
def test_what_the_member_leaves_out_stays_out(choice: dict[str, list[str]], gone: dict[str, str]) -> None:
    told = reasons(book_of(*PEOPLE[:2]), **choice)
    assert {person: why for person, why in told.items() if why} == gone


def test_a_class_that_is_left_out_stays_out() -> None:
    book = wl.read(members()["runa-solheim"])
    ties = wl.ties.tie_table(book)
    told = why_left_out(book, ties, Choices(classes=("nominal", "strong")))
    assert set(ties["class"][told.eq("class")]) == {"nominal", "strong"}
    assert (told.eq("class") | told.eq("surname")).sum() == ties["class"].isin(["nominal", "strong"]).sum()


def test_whom_the_goals_and_the_ledger_leave_alone_stays_out() -> None:
    book = book_of(*PEOPLE[:2])
    goals = Goals(leave_out_people=("Bo Karlsen",))
    told = why_left_out(book, wl.ties.tie_table(book), Choices(), goals=goals, never=["cy-dahl"])
    assert dict(told) == {"bo-karlsen": "goals", "cy-dahl": "never"}


def test_who_has_neither_profile_nor_address_cannot_be_known_by_others() -> None:
    seen = seen_by(book_of(*PEOPLE))
    assert seen.at["Hal Poe#card", "why"] == "key"
    assert seen.at["Hal Poe#card", "contact"] == ""


def test_an_address_of_two_people_or_of_an_office_tells_nobody() -> None:
    shared = ("home@x.example", "office@x.example")
    seen = seen_by(book_of(("A B", "a-b", shared, {}), ("C D", "c-d", ("home@x.example", "c@x.example"), {})))
    assert seen.at["a-b", "mails"] == ()
    assert seen.at["c-d", "mails"] == (mail_hash(KEY, "c@x.example"),)


def test_the_contact_is_the_profile_where_there_is_one_else_the_first_address() -> None:
    seen = seen_by(book_of(*PEOPLE))
    assert seen.at["bo-karlsen", "contact"] == profile_hash(KEY, "bo-karlsen")
    assert seen.at["fay@moss.de", "contact"] == mail_hash(KEY, "fay@moss.de")
    assert seen.at["fay@moss.de", "place"] == "de"


@pytest.mark.parametrize(
    ("organisation", "kept"),
    [("Karlsen & Sons", False), ("Praxis Dr. Karlsen", False), ("Hafenlabor", True), ("Karlsenhof", True)],
)
def test_an_organisation_that_bears_the_contacts_surname_is_blank(organisation: str, kept: bool) -> None:
    seen = seen_by(book_of(("Bo Karlsen", "bo-karlsen", (), {"organisation": organisation})))
    assert (seen.at["bo-karlsen", "organisation"] == organisation) is kept


def test_the_member_is_no_contact_of_their_own() -> None:
    seen = seen_by(book_of(("Ada", "", ("ada@lind.example",), {}), PEOPLE[0]))
    assert seen.at["ada@lind.example", "why"] == "key"


def test_only_who_has_no_reason_to_stay_out_is_written(tmp_path: Path) -> None:
    book = book_of(*PEOPLE)
    seen = seen_by(book, why=why_left_out(book, wl.ties.tie_table(book), Choices()))
    sheet = contribute(seen, said_of(book.owner, KEY, Choices(), written=TODAY), tmp_path / "s.parquet")
    shared = {profile_hash(KEY, "bo-karlsen"), profile_hash(KEY, "cy-dahl")}
    assert set(read_rows(sheet)["contact"]) == shared
    assert sheet.rows == 2


def test_a_sheet_without_anybody_is_refused(tmp_path: Path) -> None:
    book = book_of(PEOPLE[-1])
    with pytest.raises(InputError, match="Nobody is left to share"):
        contribute(seen_by(book), said_of(book.owner, KEY, Choices(), written=TODAY), tmp_path / "s.parquet")


@pytest.mark.parametrize(
    "chosen", [{"as": "ada@lind.example"}, {"as": "<i>"}, {"reach": "https://x.example"}]
)
def test_what_the_pool_may_call_a_member_is_no_address(chosen: dict[str, str]) -> None:
    with pytest.raises(InputError, match="write a few words each, without @, / and <>"):
        said_of(book_of(*PEOPLE).owner, KEY, Choices.model_validate(chosen), written=TODAY)


# choices


def test_choices_are_read_from_the_file_and_added_to(tmp_path: Path) -> None:
    (tmp_path / "pools.yaml").write_text("as: Ada\nask: contacts\npeople: [Bo]\n")
    choices = read_choices(tmp_path, ask="nobody", people=["Cy"], days=None, named=None, **{"as": ""})
    assert (choices.as_, choices.ask, choices.people, choices.days) == ("Ada", "nobody", ("Bo", "Cy"), 365)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("asks: contacts\n", "asks: Extra inputs are not permitted.* It may hold as, ask, reach"),
        ("ask: friends\n", "ask: Input should be 'anyone', 'contacts' or 'nobody'"),
        ("classes: [close]\n", "classes.0"),
        ("days: 9000\n", "days"),
        ("- ask\n", "holds no `name: value` lines"),
        ("ask: [\n", "cannot be read as YAML"),
    ],
)
def test_choices_that_cannot_be_are_one_sentence(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "pools.yaml").write_text(text)
    with pytest.raises(InputError, match=words):
        read_choices(tmp_path)


# the listing


def listed(path: Path) -> dict[str, dict[str, str]]:
    text = path.read_text(encoding="utf-8-sig")
    return {row["person"]: row for row in csv.DictReader(io.StringIO(text))}


def edited(path: Path, **cells: dict[str, str] | None) -> None:
    """Change cells of rows, as a spreadsheet would; None takes the row out."""
    rows = listed(path)
    for person, change in cells.items():
        if change is None:
            del rows[person]
        else:
            rows[person] |= change
    text = io.StringIO()
    writer = csv.DictWriter(text, list(next(iter(rows.values()))), delimiter=";")
    writer.writeheader()
    writer.writerows(rows.values())
    path.write_text(text.getvalue(), encoding="cp1252")


@pytest.fixture
def listing(tmp_path: Path) -> Path:
    book = book_of(*PEOPLE)
    seen = seen_by(book, why=why_left_out(book, wl.ties.tie_table(book), Choices()))
    path = listing_path(tmp_path, "p")
    return write_listing(path, decided(seen, path))


def again(path: Path, *people: tuple[object, ...]) -> pd.DataFrame:
    book = book_of(*(people or PEOPLE))  # type: ignore[arg-type]
    return decided(seen_by(book, why=why_left_out(book, wl.ties.tie_table(book), Choices())), path)


def test_the_listing_shows_everybody_by_name_and_is_the_members_alone(listing: Path) -> None:
    assert stat.S_IMODE(listing.stat().st_mode) == 0o600
    assert stat.S_IMODE(listing.parent.stat().st_mode) == 0o700
    rows = listed(listing)
    assert {row["name"] for row in rows.values()} == {name for name, *_ in PEOPLE}
    assert rows["bo-karlsen"]["stands"] == "shared"
    assert rows["dee-evans"]["stands"] == "family"
    assert next(iter(rows)) == "eli-lind"  # who needs a look comes first
    assert "yes in the column share" in rows["eli-lind"]["stands"]


def test_rows_are_struck_out_let_in_and_asked_for_otherwise(listing: Path) -> None:
    edited(
        listing,
        **{"bo-karlsen": {"share": "no"}, "eli-lind": {"share": "ja"}, "cy-dahl": {"ask": "Nobody"}},
    )
    seen = again(listing)
    assert seen["why"].to_dict() | {} == {
        "bo-karlsen": "struck",
        "cy-dahl": "",
        "dee-evans": "family",
        "eli-lind": "",
        "fay@moss.de": "family",
        "gus@orr.example": "family",
        "Hal Poe#card": "key",
    }
    assert seen.at["cy-dahl", "ask"] == "nobody"
    assert seen.at["eli-lind", "ask"] == "anyone"


def test_a_row_that_was_taken_out_of_the_table_is_struck_out_for_good(listing: Path) -> None:
    edited(listing, **{"bo-karlsen": None})
    write_listing(listing, again(listing))
    assert listed(listing)["bo-karlsen"]["share"] == "no"
    assert again(listing).at["bo-karlsen", "why"] == "struck"


def test_new_people_are_not_taken_for_struck_out_ones(listing: Path) -> None:
    seen = again(listing, *PEOPLE, ("Ivy Quinn", "ivy-quinn", (), {}))
    assert seen.at["ivy-quinn", "why"] == ""


def test_who_is_called_otherwise_by_newer_exports_stays_struck_out(listing: Path) -> None:
    edited(listing, **{"fay@moss.de": {"share": "no"}})
    seen = again(listing, ("Fay Moss", "fay-moss", ("fay@moss.de",), {}))
    assert seen.at["fay-moss", "why"] == "struck"


def test_nobody_can_be_let_in_who_could_not_be_known(listing: Path) -> None:
    edited(listing, **{"Hal Poe#card": {"share": "yes"}})
    assert again(listing).at["Hal Poe#card", "why"] == "key"


def test_cells_that_cannot_be_are_named_with_their_rows(listing: Path) -> None:
    edited(listing, **{"bo-karlsen": {"share": "perhaps"}, "cy-dahl": {"ask": "by phone"}})
    with pytest.raises(
        InputError, match=r"row \d, column 'share' is 'perhaps': .*'ask' is 'by phone': write anyone"
    ):
        again(listing)


def test_names_that_a_spreadsheet_would_compute_are_only_text(tmp_path: Path) -> None:
    path = listing_path(tmp_path, "p")
    seen = seen_by(book_of(("=cmd|' /C calc'!A0", "bo-karlsen", (), {})))
    write_listing(path, decided(seen, path))
    assert "\n" + "bo-karlsen,,,'=cmd" in path.read_text(encoding="utf-8-sig")


def test_the_summary_counts_each_reason(listing: Path) -> None:
    told = summary(again(listing))
    assert told.iloc[0] == 2
    assert told.index[0] == "shared"
    assert told["family"] == 3
    assert told.sum() == len(PEOPLE)


def test_the_members_of_the_example_share_what_they_agreed_to() -> None:
    book = wl.read(members()["runa-solheim"])
    why = why_left_out(book, wl.ties.tie_table(book), Choices())
    assert dict(why[why.ne("")]) == {"torleif-solheim": "surname"}
    seen = seen_by(book, why=why)
    assert list(seen.columns) == ["name", *COLUMNS, "known_by", "why"]
    assert np.isclose(seen.at["sunniva-aakre", "strength"], 0.8)
