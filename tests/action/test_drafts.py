"""Openers: only what the rows say is in them, in five languages, and text from an export stays text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import weaklib as wl
from weaklib.action.drafts import BLANK, PURPOSES, draft, read_templates, shipped_templates
from weaklib.action.goals import LANGUAGES, Goals
from weaklib.action.reasons import Candidate, Reason
from weaklib.action.situation import Situation
from weaklib.book import Book, InputError

every_language = pytest.mark.parametrize("language", LANGUAGES)
every_purpose = pytest.mark.parametrize("purpose", PURPOSES)


@pytest.fixture(scope="module")
def book() -> Book:
    return wl.read("data/example")


def situation_of(book: Book, language: str = "en") -> Situation:
    return Situation(
        book, book.last_day(), wl.ties.tie_table(book), pd.DataFrame(), goals=Goals(language=language)
    )


def somebody(person: str | None, purpose: str, target: str = "", kind: str = "peak") -> Candidate:
    reason = Reason(kind, "Because.", {}, (("people", person),), "high", 1.0)
    return Candidate(purpose, person, 1.0, 1.0, target, (reason,))


def test_an_opener_word_for_word(book: Book) -> None:
    said = draft(somebody("tomasz-wierzbicki", "reconnect"), situation_of(book))
    assert said.splitlines() == [
        "Hi Tomasz,",
        "we were last in touch in October 2022.",
        "We connected while I was at Kestrel Health.",
        "I see that you are at Parsley Systems.",
        "How are you, and what are you working on? I would be glad to catch up.",
        "Marit",
    ]


@every_language
@every_purpose
def test_every_language_says_what_is_known_and_leaves_no_blank(
    book: Book, language: str, purpose: str
) -> None:
    person = somebody("tomasz-wierzbicki", purpose, "Parsley Systems")
    said = draft(person, situation_of(book, language))
    assert said.splitlines()[0].strip(",: ").endswith("Tomasz")
    assert said.splitlines()[-1] == "Marit"
    assert not BLANK.search(said)
    if purpose in ("reconnect", "maintain"):
        assert "2022" in said
    else:
        assert "Parsley Systems" in said


@every_language
def test_every_language_has_the_same_purposes_and_months(language: str) -> None:
    shipped = shipped_templates(language)
    assert set(shipped) == {*PURPOSES, "words"}
    assert len([word for word in shipped["words"] if word.startswith("month_")]) == 12
    assert [len(BLANK.findall(" ".join(shipped[purpose]))) for purpose in PURPOSES] == [
        len(BLANK.findall(" ".join(shipped_templates("en")[purpose]))) for purpose in PURPOSES
    ]


def test_other_facts_make_another_text(book: Book) -> None:
    """Swap the facts of two people in the rows: each opener is then the other's, but for nothing."""
    one, other = "tomasz-wierzbicki", "runa-solheim"
    swap = {one: other, other: one}
    people = book.people.rename(index=swap).sort_index()
    rows = book.interactions.assign(person=book.interactions["person"].replace(swap).astype("str"))
    places = book.affiliations.assign(person=book.affiliations["person"].replace(swap).astype("str"))
    swapped = replace(book, people=people, interactions=rows, affiliations=places).check()
    for purpose, target in (("reconnect", ""), ("introduction", "Nordlicht Energie"), ("maintain", "")):
        before = {who: draft(somebody(who, purpose, target), situation_of(book)) for who in swap}
        after = {who: draft(somebody(who, purpose, target), situation_of(swapped)) for who in swap}
        assert before[one] != before[other]
        assert after == {one: before[other], other: before[one]}


@pytest.mark.parametrize("purpose", ["reconnect", "maintain"])
def test_what_is_not_known_is_left_out(book: Book, purpose: str) -> None:
    """Somebody without contact, organisation or a common stay: nothing of it is in the text."""
    people = book.people.copy()
    people.loc["aleksander-madsen", ["organisation", "position"]] = None
    people.loc["aleksander-madsen", "connected_on"] = pd.NaT
    places = book.affiliations[book.affiliations["person"] != "aleksander-madsen"]
    bare = replace(book, people=people, affiliations=places.reset_index(drop=True))
    said = draft(somebody("aleksander-madsen", purpose), situation_of(bare))
    assert said.splitlines()[0] == "Hi Aleksander,"
    for word in ("None", "nan", "NaT", "last in touch", " at ", "{", "20"):
        assert word not in said


def test_who_works_there_is_asked_about_it_and_others_for_an_introduction(book: Book) -> None:
    situation = situation_of(book)
    inside = draft(somebody("runa-solheim", "introduction", "Nordlicht Energie", "works_there"), situation)
    outside = draft(somebody("runa-solheim", "introduction", "Parsley Systems", "meets_there"), situation)
    assert "learn more about Nordlicht Energie" in inside
    assert "introduction" not in inside
    assert "trying to make contact: Parsley Systems" in outside
    assert "learn more" not in outside


@pytest.mark.parametrize(
    "name",
    [
        "{owner} {0} {name!r}",
        "%s %(name)s",
        "<script>alert(1)</script>",
        "=cmd()",
        "Eve\u202eliame",
        "a\nb\x00",
    ],
)
def test_a_hostile_name_is_only_text(book: Book, name: str) -> None:
    people = book.people.copy()
    people.loc["runa-solheim", ["name", "organisation"]] = [name, f"Org {name}"]
    hostile = replace(book, people=people)
    said = draft(somebody("runa-solheim", "reconnect", name), situation_of(hostile))
    assert said.splitlines()[-1] == "Marit"
    assert said.splitlines()[0].startswith("Hi ")
    assert len(said.splitlines()) == 6
    assert "\u202e" not in said
    assert "\x00" not in said


def test_nobody_gets_no_opener(book: Book) -> None:
    assert draft(somebody(None, "build", "energy"), situation_of(book)) == ""


def test_an_own_file_replaces_what_it_names(book: Book, tmp_path: Path) -> None:
    file = tmp_path / "templates.yaml"
    file.write_text("maintain:\n  - 'Ahoy {name}!'\n", encoding="utf-8")
    own = read_templates(file, "en")
    assert draft(somebody("runa-solheim", "maintain"), situation_of(book), own) == "Ahoy Runa!"
    assert own["reconnect"] == shipped_templates("en")["reconnect"]
    assert read_templates(tmp_path / "none.yaml", "de") == shipped_templates("de")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("maintain: [", "line 2"),
        ("greet: [a]", "'greet'"),
        ("maintain: 3", "maintain"),
        ("maintain:\n  - {a: b}\n", "maintain"),
        ("maintain: ['{salary}']", "{salary}"),
        ("- a\n- b", "reconnect"),
        ("\x00", "templates.yaml"),
    ],
)
def test_a_file_with_a_fault_is_told_with_its_remedy(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "templates.yaml"
    file.write_text(text + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"templates\.yaml") as fault:
        read_templates(file, "en")
    assert told in str(fault.value)


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "templates.yaml").write_text("", encoding="utf-8")
    assert read_templates(tmp_path / "templates.yaml", "fr") == shipped_templates("fr")


@pytest.mark.parametrize(
    ("name", "greeted"), [("Dr. Ann Berg", "Ann"), ("Dr.", "Dr."), ("J. R. Tolk", "Tolk")]
)
def test_a_title_before_the_name_is_left_out(book: Book, name: str, greeted: str) -> None:
    people = book.people.copy()
    people.loc["runa-solheim", "name"] = name
    said = draft(somebody("runa-solheim", "reconnect"), situation_of(replace(book, people=people)))
    assert said.splitlines()[0] == f"Hi {greeted},"


def test_nobody_is_said_to_be_at_self_employed(book: Book) -> None:
    assert book.people.at["stellan-celikkaya", "organisation"] == "Self-employed"
    said = draft(somebody("stellan-celikkaya", "reconnect"), situation_of(book))
    assert "Self-employed" not in said
    assert "I see that you are at" not in said
