"""The bars of what makes up a score: they add up to the value, and the finding is computed."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.pages.suggested import HOSTILE, plan
from weaklib.views import theme
from weaklib.views.scores import PARTS, parts, score_bars

from .conftest import foreign_markup


def said(figure) -> str:
    return str(figure.layout.title.text).replace("<br>", " ")


def test_the_parts_add_up_to_the_value() -> None:
    table = plan()
    drawn = score_bars(table)
    whole = sum(pd.Series(trace.x) for trace in drawn.data)
    assert whole.tolist() == pytest.approx(table["value"].tolist(), abs=2e-4)
    assert drawn.data[0].x == pytest.approx(table["score"].tolist())
    assert parts(table)["relevance"].tolist() == pytest.approx((table["value"] * 0.1).tolist())


def test_the_title_is_the_finding() -> None:
    assert said(score_bars(plan())) == (
        "Tomasz Wierzbicki has the highest score, 0.33; over 3 suggestions, the chance of a reply takes off the most"
    )
    sure = plan().assign(p_reply=1.0, relevance=0.5, score=lambda table: table["value"] / 2)
    assert said(score_bars(sure)).endswith("relevance to your goals takes off the most")
    whole = plan().assign(p_reply=1.0, relevance=1.0, score=lambda table: table["value"])
    assert said(score_bars(whole)) == "Tomasz Wierzbicki has the highest score, 0.73"


def test_every_part_has_a_name_and_a_colour_of_its_own() -> None:
    drawn = score_bars(plan())
    assert [trace.name for trace in drawn.data] == [called for _, called, _ in PARTS]
    assert len({colour for *_, colour in PARTS}) == len(PARTS)
    assert drawn.layout.xaxis.title.text
    assert max(map(len, drawn.layout.title.text.split("<br>"))) <= theme.TITLE_WIDTH


def test_nobody_to_draw_is_a_sentence() -> None:
    assert said(score_bars(plan().head(0))) == "No suggestion to compare"
    assert said(score_bars(plan().assign(value=float("nan")))) == "No suggestion to compare"


def test_a_hostile_name_is_only_text() -> None:
    assert foreign_markup(score_bars(plan(mark=HOSTILE))) == []
