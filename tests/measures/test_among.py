"""Which texts are among others: as `isin` tells, for texts of every kind."""

from __future__ import annotations

import pandas as pd
import pytest

from weaklib.measures.among import among

ASKED = pd.Series(["ann", "Ann", None, "", "bea", "ann"], dtype="str")


@pytest.mark.parametrize(
    "others", [["ann"], [], [None, "bea"], ["", "cem", "cem"], ["ann", "Ann", "bea", "", None]]
)
@pytest.mark.parametrize("kind", ["str", "object"])
def test_it_is_told_as_isin_tells_it(others: list[str | None], kind: str) -> None:
    held = pd.Index(others, dtype=kind)
    for asked in (ASKED, ASKED.astype("object"), pd.Index(ASKED)):
        assert among(asked, held).tolist() == asked.isin(list(held)).tolist()


def test_an_answer_by_hand() -> None:
    held = pd.Series(["bea", "cem"], index=[7, 3], dtype="str")
    assert among(ASKED, held).tolist() == [False, False, False, False, True, False]
