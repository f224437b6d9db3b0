"""Texts by number, names shown by the thousand, and memory: shortcuts that change no word."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weaklib.sources.coded_texts import categorical, coded
from weaklib.sources.collector import memory_kept_at_hand
from weaklib.sources.linkedin.message_parties import split_names
from weaklib.sources.names import LONGEST, display_name
from weaklib.sources.names.shown import display_names
from weaklib.sources.reading import frame, frame_of

TEXTS = st.lists(st.one_of(st.none(), st.sampled_from(["", "b", "a", "é", "Zoë", "\U0001f600"])))
WORDS = st.sampled_from(
    [
        "Jane",
        "doe",
        "Dr",
        "dr.",
        "MBA",
        "PhD",
        "O'Neil",
        "Berg-Lund",
        "Zoë",
        ",",
        "|",
        "CEO",
        "San",
        "x1",
        "-",
        "'",
    ]
)


@given(TEXTS)
def test_numbers_and_texts_say_what_was_said(texts: list[str | None]) -> None:
    for column in (
        pd.Series(texts, dtype="object"),
        pd.Series(texts, dtype="str"),
        pd.Series(texts, dtype="str").astype("category"),
    ):
        back = categorical(*coded(column))
        assert [value if isinstance(value, str) else None for value in back.tolist()] == texts


@given(st.lists(st.lists(WORDS, max_size=5).map(" ".join)))
def test_many_names_are_shown_as_each_is(names: list[str]) -> None:
    assert display_names(pa.array(names, pa.large_string())) == [display_name(name) for name in names]


@pytest.mark.parametrize(
    "name",
    [
        "Jane  Doe",
        " Jane",
        "Jane Doe\n",
        "Jane\nDoe",
        "a" * (LONGEST + 1),
        "Berg, Anna",
        "Frau Anna Berg",
        "Anna Berg MBA",
        "anna@example.org",
        "",
    ],
)
def test_an_odd_name_is_looked_at(name: str) -> None:
    given_ = ["Jane Doe", name, "Jane Doe"]
    assert display_names(pa.array(given_, pa.large_string())) == ["Jane Doe", display_name(name), "Jane Doe"]


def test_names_with_commas_are_found_in_a_list() -> None:
    known = frozenset({"Jo Doe, Ph.D.", "Lee, Ann, MBA"})
    assert split_names("Lee, Ann, MBA, Jo Doe, Ph.D.,,Cy", known) == ["Lee, Ann, MBA", "Jo Doe, Ph.D.", "Cy"]
    assert split_names("Lee, Ann", known) == ["Lee", "Ann"]
    assert split_names(" Ed , Flo,", known) == ["Ed", "Flo"]


def test_what_is_not_said_has_the_value_of_its_kind() -> None:
    columns = ("row", "name", "labels")
    found = frame([{"row": 1, "name": None}, {"labels": ("a",)}], columns)
    assert found.map(repr).to_numpy().tolist() == [["1", "''", "()"], ["nan", "''", "('a',)"]]
    pd.testing.assert_frame_equal(frame_of({"row": [1]}, columns, 1), frame([{"row": 1}], columns))
    assert frame([], columns).dtypes.eq("object").all()


def test_memory_is_as_before_when_all_is_read() -> None:
    before = pa.default_memory_pool().backend_name

    @memory_kept_at_hand()
    def failing() -> float:
        assert pa.default_memory_pool().backend_name in ("jemalloc", "system")
        return 1 / 0

    with pytest.raises(ZeroDivisionError):
        failing()
    assert pa.default_memory_pool().backend_name == before
