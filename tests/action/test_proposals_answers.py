"""Proposals that are answered, come back, and are known again on other days and in other exports."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import weaklib as wl
from tests.action.proposed_books import SITUATIONS, book_of, ledger_of
from weaklib.action.ledger import Ledger
from weaklib.action.proposals import confirm, proposals, refuse
from weaklib.book import Book, InputError, empty
from weaklib.example.truths import PLANTED

ASKED = {
    "people": {"cleo": {"name": "Cleo Marsh", "connected": "2026-03-12"}},
    "rows": [
        "2026-03-02 09:00 | ann | message | out",
        "2026-03-03 10:00 | ann | message | in",
        "2026-03-04 10:00 | ann | message | in",
        "2026-03-05 09:00 | ann | group_message | in | 3 | g1 | introduction",
        "2026-03-05 10:00 | cleo | group_message | in | 3 | g1",
    ],
    "ledger": ["2026-03-02 | sent | ann | purpose=introduction"],
}
LATER = "2026-11-02T10:00:00+01:00"


@pytest.fixture
def book() -> Book:
    return book_of(ASKED)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return ledger_of(ASKED, tmp_path)


def steps(found: pd.DataFrame) -> dict[str, str]:
    """The id of each step that is proposed."""
    assert found["step"].is_unique
    return {step: str(label) for label, step in found["step"].items()}


def test_what_is_confirmed_is_an_outcome_of_its_attempt_and_of_that_day(book: Book, ledger: Ledger) -> None:
    label = steps(proposals(book, ledger))["replied"]
    entry = confirm(book, ledger, label, recorded=LATER, engagement=3, note="at once")
    came = ledger.outcomes().loc[entry]
    assert (came["attempt"], came["person"], came["step"], came["proposal"]) == (1, "ann", "replied", label)
    assert (came["on"], came["engagement"], came["note"]) == (pd.Timestamp("2026-03-03"), 3, "at once")
    assert "replied" not in steps(proposals(book, ledger))


def test_an_introduction_that_is_confirmed_may_lead_to_a_connection(book: Book, ledger: Ledger) -> None:
    found = steps(proposals(book, ledger))
    assert found.keys() == {"replied", "intro_made"}
    entry = confirm(book, ledger, found["intro_made"], recorded=LATER)
    assert ledger.outcomes().at[entry, "to_person"] == "cleo"
    now = proposals(book, ledger)
    assert steps(now).keys() == {"replied", "connection"}
    connected = now[now["step"] == "connection"].iloc[0]
    assert (connected["person"], connected["to_person"], connected["to_name"]) == (
        "ann",
        "cleo",
        "Cleo Marsh",
    )


def test_what_came_unasked_is_entered_with_the_tie_of_the_eve(book: Book, tmp_path: Path) -> None:
    ledger = wl.ledger.open(tmp_path / "empty.sqlite")
    label = steps(proposals(book, ledger))["intro_made"]
    entry = confirm(book, ledger, label, recorded=LATER, support=2)
    came = ledger.outcomes().loc[entry]
    tie = wl.ties.tie_table(book, as_of="2026-03-04").loc["ann"]
    assert pd.isna(came["attempt"])
    assert (came["person"], came["to_person"], came["name"]) == ("ann", "cleo", "Ann")
    assert (came["class"], came["strength"]) == (tie["class"], pytest.approx(tie["strength"]))
    assert steps(proposals(book, ledger)).keys() == {"connection"}


@pytest.mark.parametrize("answer", [confirm, refuse])
def test_undoing_an_answer_brings_the_proposal_back(book: Book, ledger: Ledger, answer: object) -> None:
    before = proposals(book, ledger)
    for label in before.index:
        entry = answer(book, ledger, label, recorded=LATER)
        assert label not in proposals(book, ledger).index
        ledger.undo(entry, recorded=LATER)
        pd.testing.assert_frame_equal(proposals(book, ledger), before)


def test_a_reply_that_is_refused_is_not_followed_by_the_next_message(book: Book, ledger: Ledger) -> None:
    entry = refuse(book, ledger, steps(proposals(book, ledger))["replied"], recorded=LATER, note="a bill")
    assert steps(proposals(book, ledger)).keys() == {"intro_made"}
    assert ledger.outcomes().empty
    ledger.undo(entry, recorded=LATER)
    assert steps(proposals(book, ledger)).keys() == {"replied", "intro_made"}


def test_nobody_answers_twice_or_what_is_not_there(book: Book, ledger: Ledger) -> None:
    label = steps(proposals(book, ledger))["replied"]
    confirm(book, ledger, label, recorded=LATER)
    with pytest.raises(InputError, match="was confirmed before"):
        refuse(book, ledger, label, recorded=LATER)
    with pytest.raises(InputError, match="is not proposed"):
        confirm(book, ledger, "p000", recorded=LATER)


def test_an_answer_is_not_known_before_it_was_given(book: Book, ledger: Ledger) -> None:
    label = steps(proposals(book, ledger))["intro_made"]
    confirm(book, ledger, label, recorded="2026-06-01")
    assert label in proposals(book, ledger, as_of="2026-05-31").index
    assert label not in proposals(book, ledger, as_of="2026-06-01").index


def test_ids_stay_when_later_data_arrive(book: Book, ledger: Ledger) -> None:
    then = proposals(book, ledger)
    more = {
        **ASKED,
        "people": {**ASKED["people"], "ivo": {"connected": "2026-09-01"}},
        "rows": [
            *ASKED["rows"],
            "2026-04-01 10:00 | ann | message | in",
            "2026-05-01 10:00 | ivo | group_message | in | 3 | g1",
            "2019-01-01 10:00 | ivo | message | out",
        ],
    }
    now = proposals(book_of(more), ledger)
    assert set(then.index) <= set(now.index)


def test_ids_are_these_for_ever(book: Book, ledger: Ledger) -> None:
    """An answer in somebody's ledger is known by them: no later version may make others."""

    def digest(text: str) -> str:
        return "p" + hashlib.blake2s(text.encode(), digest_size=6).hexdigest()

    assert steps(proposals(book, ledger)) == {
        "replied": digest("replied\nann\n\nmessage 2026-03-03T10:00"),
        "intro_made": digest("intro_made\nann\ncleo\nmessage 2026-03-05T10:00"),
    }


def test_an_answer_holds_when_the_exports_call_somebody_otherwise(book: Book, ledger: Ledger) -> None:
    for label in proposals(book, ledger).index:
        refuse(book, ledger, label, recorded=LATER)
    renamed = {"ann": "ann-bell-77", "cleo": "cleo-marsh-99"}
    merges = [{"person": new, "key": old} for old, new in renamed.items()]
    now = replace(
        book,
        people=book.people.rename(index=renamed).replace({"profile": renamed}),
        interactions=book.interactions.assign(person=book.interactions["person"].replace(renamed)),
        merges=pd.concat([book.merges, pd.DataFrame(merges)]),
    )
    assert proposals(now, ledger).empty
    assert set(proposals(replace(now, merges=book.merges), ledger)["step"]) == {"intro_made"}


def test_a_conversation_without_an_id_is_known_again_with_one(book: Book, ledger: Ledger) -> None:
    """LinkedIn's older exports give none; what two exports have is the minute."""
    late = book.interactions.assign(event=book.interactions["event"].replace("g1", "2-abc=="))
    late["at"] += pd.Timedelta(seconds=17)
    now = proposals(replace(book, interactions=late), ledger)
    assert set(now.index) == set(proposals(book, ledger).index)


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_rows_and_people_does_not_matter(book: Book, ledger: Ledger, order: int) -> None:
    turned = replace(book, interactions=book.interactions[::order], people=book.people[::order])
    pd.testing.assert_frame_equal(proposals(turned, ledger), proposals(book, ledger))


@pytest.mark.parametrize("situation", SITUATIONS[::15], ids=lambda each: each["situation"])
def test_an_old_list_rests_on_what_was_there_then(situation: dict, tmp_path: Path) -> None:
    """The list as of a day is the one that was made of the exports and the ledger of that day."""
    book, ledger = book_of(situation), ledger_of(situation, tmp_path)
    days = pd.Series(book.interactions["at"].dt.strftime("%Y-%m-%d").unique()).sort_values()[-2:]
    for day in days:
        then = proposals(book.as_of(day), ledger, as_of=day)
        now = proposals(book, ledger, as_of=day)
        pd.testing.assert_frame_equal(now.drop(columns="rows"), then.drop(columns="rows"))
        for rows in now["rows"]:
            labels = [label for table, label in rows if table == "interactions"]
            assert (
                book.interactions.loc[labels, "at"] < pd.Timestamp(day, tz="UTC") + pd.Timedelta(days=1)
            ).all()


def test_nothing_comes_of_nothing(tmp_path: Path) -> None:
    nothing = wl.ledger.open(tmp_path / "none.sqlite")
    book = book_of({})
    bare = replace(book, interactions=empty("interactions"))
    nobody = replace(bare, people=empty("people"), affiliations=empty("affiliations"))
    for given in (book, bare, nobody):
        for ledger in (None, nothing):
            found = proposals(given, ledger)
            assert found.empty
            assert found.index.name == "proposal"
    assert not nothing.path.exists()


def test_a_ledger_of_people_who_are_gone(book: Book, tmp_path: Path) -> None:
    ledger = wl.ledger.open(tmp_path / "gone.sqlite")
    for person in ("gone", "=cmd()", "王", "a\u202eb", "x" * 300):
        ledger.add(person, "sent", on="2026-03-02", purpose="introduction", to_person=f"{person} II")
        ledger.add(person, "intro_made", on="2026-03-03", to_person="Cleo Marsh")
    assert set(proposals(book, ledger)["step"]) == set()
    bare = replace(book, people=empty("people"), interactions=empty("interactions"))
    assert proposals(bare, ledger).empty


def test_every_sentence_says_that_it_is_inferred_and_every_row_is_there(tmp_path: Path) -> None:
    inferred = re.compile(r"seems to have|may have|looks like")
    for number, situation in enumerate(SITUATIONS[3::12]):
        folder = tmp_path / str(number)
        folder.mkdir()
        book, ledger = book_of(situation), ledger_of(situation, folder)
        for row in proposals(book, ledger, as_of=situation.get("as_of")).itertuples():
            assert inferred.search(row.sentence)
            assert row.name in row.sentence
            assert row.rows
            tables = {"interactions": book.interactions, "people": book.people, "ledger": ledger.entries()}
            assert all(label in tables[table].index for table, label in row.rows)


def test_the_introduction_of_the_example_is_proposed_with_its_thread() -> None:
    book = wl.read("data/example")
    found = proposals(book, None).set_index("to_person").loc[PLANTED.introduced]
    assert (found["step"], found["person"], found["confidence"]) == ("intro_made", PLANTED.introducer, "high")
    assert found["on"] == pd.Timestamp("2026-02-10")
    assert found["sentence"].startswith("Ingeborg Vance seems to have introduced you to Oluwaseun Falk")
    labels = [label for table, label in found["rows"] if table == "interactions"]
    thread = book.interactions.loc[labels]
    assert thread["event"].nunique() == 1
    assert set(thread["person"]) == {PLANTED.introducer, PLANTED.introduced}
    assert (thread["hint"] == "introduction").any()


def test_before_the_introduced_wrote_the_example_proposes_nothing_of_it() -> None:
    book = wl.read("data/example")
    assert PLANTED.introduced not in set(proposals(book, None, as_of="2026-02-09")["to_person"])
    assert PLANTED.introduced in set(proposals(book, None, as_of="2026-02-10")["to_person"])
