"""The words of the evidence notebook: each record named for what it is, each verdict as its interval allows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from weaklib.book import InputError
from weaklib.example.planted import planted_book
from weaklib.measures.nextmonth import compared, foretold
from weaklib.measures.percolation import removal_curves
from weaklib.measures.temporal import strength_and_overlap, tie_graph, tie_strengths
from weaklib.pages import evidence

BOOK = planted_book(people=150, months=18, seed=2)
PLANTED = evidence.open_record(BOOK)


def text(shown: object) -> str:
    return str(shown.data)  # type: ignore[attr-defined]


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    path = tmp_path / "<b>calls.csv"
    path.write_text("a,b,2026-10-01\nb,c,2026-10-02\nc,c,2026-10-03\n", encoding="utf-8")
    return path


def test_a_list_comes_before_ones_own_exports_and_these_before_the_planted(calls: Path) -> None:
    assert evidence.open_record(BOOK, data_dir="data", edge_list=str(calls)).kind == "list"
    assert evidence.open_record(BOOK, data_dir="data").kind == "exports"
    assert PLANTED.kind == "planted"


def test_a_list_is_named_safely_and_its_loops_are_counted(calls: Path) -> None:
    record = evidence.open_record(BOOK, edge_list=str(calls))
    told = text(evidence.record_in_words(record))
    assert "<b>" not in told
    assert "**3 people** were in touch in **2 pairs**" in told
    assert "Left out: 1 row that joins somebody with themselves." in told
    assert "on 1 October 2026 for the first time and on 2 October 2026 for the last" in told


def test_a_day_cuts_every_record(calls: Path) -> None:
    assert len(evidence.open_record(BOOK, edge_list=str(calls), as_of="2026-10-01").contacts) == 1
    own = evidence.open_record(BOOK, data_dir="data", as_of="2026-03-31")
    assert own.contacts["day"].max() <= pd.Timestamp("2026-03-31") == own.until
    with pytest.raises(InputError, match="is not a date"):
        evidence.open_record(BOOK, as_of="soon")


def test_a_bad_list_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no file"):
        evidence.open_record(BOOK, edge_list=str(tmp_path / "none.csv"))


def test_an_ego_network_says_what_it_cannot_show() -> None:
    told = text(evidence.record_in_words(evidence.open_record(BOOK, data_dir="data")))
    assert "were seen together in" in told
    assert "Who meets without you is not in your files" in told
    assert "**Nobody in it exists.**" in text(evidence.record_in_words(PLANTED))


def test_ones_own_months_are_of_ones_own_ties() -> None:
    own = evidence.months_of(evidence.open_record(BOOK, data_dir="data"), months=2)
    assert set(own["other"]) == {""}
    assert set(own["person"]) <= set(BOOK.people.index)
    listed = evidence.months_of(PLANTED, months=2)
    assert (listed["other"] > listed["person"]).all()


def test_the_words_follow_the_numbers() -> None:
    strengths = tie_strengths(PLANTED.contacts)
    ties = strength_and_overlap(strengths)
    assert "stronger ties share more contacts" in text(evidence.overlap_in_words(ties))
    turned = ties.assign(weighted_days=-ties["weighted_days"])
    assert "share *fewer* contacts" in text(evidence.overlap_in_words(turned))
    noise = ties.assign(weighted_days=np.random.default_rng(0).normal(size=len(ties)))
    assert "**no conclusion**" in text(evidence.overlap_in_words(noise))
    told = text(evidence.removal_in_words(removal_curves(tie_graph(strengths))))
    assert "Taking the weak ties first does **more** harm than chance" in told
    shuffled = strengths.assign(
        weighted_days=np.random.default_rng(0).permutation(strengths["weighted_days"])
    )
    told = text(evidence.removal_in_words(removal_curves(tie_graph(shuffled))))
    assert "Taking the weak ties first does about what chance does" in told


def test_verdicts_come_with_their_intervals() -> None:
    cases = evidence.months_of(PLANTED)
    told = text(evidence.foretold_in_words(cases, compared(cases)))
    assert told.count("95% interval") == 2
    assert "Over 12 months" in told
    shown = text(evidence.foretold_table(foretold(cases)))
    assert shown.count("<tr>") == 5


def test_where_nothing_was_seen_nothing_is_claimed(calls: Path) -> None:
    empty = evidence.open_record(BOOK, edge_list=str(calls), as_of="2020-01-01")
    assert "**nothing below can be measured**" in text(evidence.record_in_words(empty))
    strengths = tie_strengths(empty.contacts, empty.until)
    assert "**cannot be measured**" in text(evidence.overlap_in_words(strength_and_overlap(strengths)))
    assert "**not measurable**" in text(evidence.removal_in_words(removal_curves(tie_graph(strengths))))
    cases = evidence.months_of(empty)
    assert "**not measurable**" in text(evidence.foretold_in_words(cases, compared(cases)))
    assert "not measurable" in text(evidence.foretold_table(foretold(cases))).replace("&#32;", " ")
