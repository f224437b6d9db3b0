"""A request for an introduction: it names nobody, and only the introducer's machine can tell who is meant."""

from __future__ import annotations

import datetime as dt
import stat
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

import weaklib as wl
from tests.pages.made import EXAMPLE
from tests.pool.pooled import TODAY, made
from weaklib.book import Book, InputError
from weaklib.pool.example import example_key
from weaklib.pool.folder import current_sheets
from weaklib.pool.key import Key, mail_hash, profile_hash
from weaklib.pool.request import Request, read_request, request_of, who_is_meant, write_request
from weaklib.pool.request_words import drafts, meant_in_words, words

WHY = "How did you move the meters?"


def runa() -> Book:
    return wl.read(made().data["runa-solheim"])


def path_to(slug: str, **more: Any) -> pd.Series:
    """A way through Runa, as `introducers` lists it."""
    sheets = {sheet.alias: sheet for sheet in current_sheets(made().folder, as_of=TODAY)}
    row = {"introducer": sheets["Runa"].member, "alias": "Runa", "contact": profile_hash(example_key(), slug)}
    row |= {"organisation": "Fjordkraft Tromvik", "function": "data", "seniority": float("nan")}
    return pd.Series(row | {"alias_via": float("nan"), "target": "f" * 32} | more)


def request(slug: str = "sunniva-aakre", **more: Any) -> Request:
    sheets = {sheet.alias: sheet for sheet in current_sheets(made().folder, as_of=TODAY)}
    return request_of(
        path_to(slug, **more), sheets["Marit"], pool_name="Harbour friends", why=WHY, written=TODAY
    )


def test_a_request_is_a_small_private_file_to_read_and_hand_over(tmp_path: Path) -> None:
    path = write_request(request(), tmp_path / "r.yaml")
    text = path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(text) < 2_000
    assert text.startswith(
        '# Runa, this is a request for an introduction, from Marit by way of the pool "Harbour'
    )
    assert "ask the person first whether they want to be introduced" in " ".join(text.split("\n# "))
    assert "a plain no is fine" in text
    assert yaml.safe_load(text)["wanted"] == {"organisation": "Fjordkraft Tromvik", "function": "data"}
    assert read_request(path) == request()


def test_a_request_holds_the_hash_of_the_introducers_row_and_no_name(tmp_path: Path) -> None:
    text = write_request(request(), tmp_path / "r.yaml").read_text().lower()
    assert profile_hash(example_key(), "sunniva-aakre") in text
    for word in ("sunniva", "aakre", "@", "linkedin", "ebbesand", "solheim"):
        assert word not in text


def test_only_the_introducers_machine_tells_who_is_meant() -> None:
    assert who_is_meant(request(), runa(), example_key(), as_of=TODAY) == "sunniva-aakre"


def test_who_is_known_by_an_address_alone_is_found_too() -> None:
    book = wl.read(EXAMPLE)
    person = next(
        p for p, row in book.people.iterrows() if not isinstance(row["profile"], str) and row["emails"]
    )
    asked = request().model_copy(
        update={
            "target": mail_hash(example_key(), book.people.at[person, "emails"][0]),
            "to_member": profile_hash(example_key(), "marit-ebbesand")[:16],
        }
    )
    assert who_is_meant(asked, book, example_key(), as_of=TODAY) == person


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"fingerprint": "0" * 16}, "is of another pool or key"),
        ({"to_member": "0" * 16, "to": "Aksel"}, "is for Aksel, and these are not their exports; hand it on"),
        ({"expires": dt.date(2026, 11, 1)}, "expired on 2026-11-01; ask Marit whether"),
        ({"target": "0" * 32}, "Nobody in these exports is meant by the request"),
    ],
)
def test_what_cannot_be_opened_is_one_sentence(change: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        who_is_meant(request().model_copy(update=change), runa(), example_key(), as_of=TODAY)


def test_another_key_tells_nothing() -> None:
    with pytest.raises(InputError, match="another pool or key"):
        who_is_meant(request(), runa(), Key("harbour-friends", bytes(32)), as_of=TODAY)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hello", "holds no `name: value` lines; ask who sent it"),
        ("[1, 2", r"cannot be read as YAML \(line 1: expected"),
        ("a: b", "is no request of a pool"),
        ("weaklib_request: 0\n", "is of an old version"),
        ("weaklib_request: 9\n", "was written by a newer weaklib"),
        ("weaklib_request: 1\npool: x\n", "says of 'pool_name' what no request does"),
    ],
)
def test_what_is_no_request_is_one_sentence(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "r.yaml").write_text(text)
    with pytest.raises(InputError, match=words):
        read_request(tmp_path / "r.yaml")


def test_a_file_that_is_missing_large_or_no_text_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        read_request(tmp_path / "none.yaml")
    (tmp_path / "large.yaml").write_text("x" * 300_000)
    with pytest.raises(InputError, match="it is too large"):
        read_request(tmp_path / "large.yaml")
    (tmp_path / "odd.yaml").write_bytes(b"\xff\xfe\x00\xd8")
    with pytest.raises(InputError, match="no text in UTF-8"):
        read_request(tmp_path / "odd.yaml")


def test_the_first_draft_asks_the_target_and_the_second_waits_for_a_yes() -> None:
    told = drafts(request(), runa(), "sunniva-aakre")
    assert told.ask_first.startswith(
        "Hi Sunniva,\n\nMarit, who is in Harbour friends as I am, would like to be"
    )
    assert "A no is fine, and I will not say who you are before you say yes." in told.ask_first
    assert WHY in told.ask_first
    assert told.ask_first.endswith("\n\nRuna")
    assert told.after_yes.startswith("Hi Sunniva, hi Marit,\n\nas you both agreed")


@pytest.mark.parametrize("language", sorted(words()))
def test_drafts_fill_every_blank_in_every_language(language: str) -> None:
    told = drafts(request(), runa(), "sunniva-aakre", language=language)
    for text in told:
        assert "Sunniva" in text
        assert "Marit" in text
        assert not set("{}") & set(text)
    without = request().model_copy(update={"why": ""})
    assert "““" not in "".join(drafts(without, runa(), "sunniva-aakre", language=language))


def test_the_introducer_is_told_who_is_meant_and_that_they_decide() -> None:
    tie = wl.ties.tie_table(runa()).loc["sunniva-aakre"]
    told = meant_in_words(request(alias_via="Ingeborg"), tie)
    assert told[0].startswith(
        "Marit, who comes through Ingeborg, asks you for an introduction to Sunniva Aakre"
    )
    assert "Fjordkraft Tromvik" in told[0]
    assert told[2].startswith(
        "You decide. If you would rather not, tell Marit no, without saying who was meant."
    )
