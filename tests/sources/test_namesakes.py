"""Who bears a name and who a similar one: as every name compared with every other would say, only sooner."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weaklib.sources.names import name_key
from weaklib.sources.names.namesakes import namesakes, nearest_name

NAMES = [
    *("Dr. Zoë O’Connor", "Zoe OConnor", "zoe.oconnor@example.org", "O'Connor, Zoe, MBA", "Zoe Connors"),
    *("ZOE O'CONNOR", "(Zoe) O'Connor", "Müller-Lüdenscheidt, Jo", "Jo Mueller", "Łukasz Żak", "Lukasz Zak"),
    *("李 伟", "李伟", "=1+1", "{name}", "<b>Jo</b>", "Jo", "", "   ", "J. R. R. Tolkien", "Ann\u202e Berg"),
]
written = st.sampled_from(NAMES) | st.text("aeoÆøß'’.-,() @Zz李", max_size=12)


@pytest.mark.parametrize("asked", NAMES)
def test_they_are_those_of_the_same_key(asked: str) -> None:
    names = pd.Series([*NAMES, None])
    same = [bool(name_key(asked)) and name_key(name) == name_key(asked) for name in NAMES]
    assert namesakes(names, asked).tolist() == [*same, False]


@settings(max_examples=300, deadline=None)
@given(st.lists(written, max_size=8), written)
def test_whatever_is_written_nobody_is_missed(names: list[str], asked: str) -> None:
    found = namesakes(pd.Series(names, dtype="str"), asked).tolist()
    assert found == [bool(name_key(asked)) and name_key(name) == name_key(asked) for name in names]


def test_nobody_bears_a_blank_and_labels_stay() -> None:
    names = pd.Series({"a": "", "b": None, "c": "Ann Berg"})
    assert not namesakes(names, " ").any()
    assert namesakes(names, "ann berg").to_dict() == {"a": False, "b": False, "c": True}


def test_the_nearest_name_is_alike_enough_or_there_is_none() -> None:
    names = pd.Series({"a": "Ann Berg", "b": "Bo Li", "c": None})
    assert nearest_name(names, "Dr. Ann Bergh", at_least=80) == "a"
    assert nearest_name(names, "Quentin Xu", at_least=80) is None
    assert nearest_name(names.iloc[:0], "Ann", at_least=80) is None
