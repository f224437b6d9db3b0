"""The timeline of a tie: every row on its lane, strength as the tie table has it, and a title in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

import weaklib as wl
from weaklib.book import Book, InputError
from weaklib.views import charts, theme, tie_timeline, timeline_rows

from .books import Row, book_of
from .conftest import HOSTILE, foreign_markup, strings

ROWS: list[Row] = [
    ("2024-03-04", "ann", "message", "out", 2),
    ("2024-03-04", "ann", "message", "out", 2),
    ("2024-03-05", "ann", "message", "in", 2),
    ("2024-06-10", "ann", "meeting", "both", 2),
    ("2024-06-17", "ann", "group_meeting", "both", 5),
    ("2024-07-01", "ann", "group_meeting", "both", 60),
    ("2024-08-01", "ann", "endorsement", "in", 2),
    ("2024-02-01", "ann", "invitation", "in", 2),
    ("2024-09-02", "ann", "mail", "in", 2),
    ("2024-05-01", "bea", "message", "in", 2),
]
EXPORTS = {
    "linkedin messages": ("2024-01-10", "2025-03-31"),
    "calendar": ("2024-06-01", "2024-12-31"),
    "mail": ("2024-01-01", "2025-03-31"),
    "linkedin connections": ("2024-01-01", "2025-03-31"),
    "linkedin endorsements": ("2024-01-01", "2025-03-31"),
}
PEOPLE = {"ann": "2024-02-02", "bea": None, "cy": "2024-02-03"}
LANES = [
    *("messages from you", "messages from them", "mail from you", "mail from them"),
    *("met one to one", "met in a group", "invited, connected", "recommended, endorsed"),
]


def book(mark: str = "") -> Book:
    return book_of(ROWS, EXPORTS, people=PEOPLE, mark=mark)


def said(figure: go.Figure) -> str:
    return str(figure.layout.title.text).replace("<br>", " ")


def note(figure: go.Figure) -> str:
    return str(figure.layout.title.subtitle.text).replace("<br>", " ")


def named(figure: go.Figure, name: str) -> go.Scatter:
    return next(trace for trace in figure.data if trace.name == name)


def marks(figure: go.Figure) -> set[tuple[str, str, bool]]:
    """Each mark: its lane, its day, and whether it is a full one."""
    return {
        (figure.layout.yaxis.ticktext[place], day, full)
        for name, full in (("contact", True), ("no contact by itself", False))
        for day, place in zip(named(figure, name).x, named(figure, name).y, strict=True)
    }


def test_every_row_is_on_its_lane_at_its_day() -> None:
    figure = charts.tie_timeline(book(), "ann")
    assert list(figure.layout.yaxis.ticktext) == LANES
    assert marks(figure) == {
        ("messages from you", "2024-03-04", True),
        ("messages from them", "2024-03-05", True),
        ("mail from them", "2024-09-02", True),
        ("met one to one", "2024-06-10", True),
        ("met in a group", "2024-06-17", True),
        ("met in a group", "2024-07-01", False),
        ("invited, connected", "2024-02-01", False),
        ("invited, connected", "2024-02-02", False),
        ("recommended, endorsed", "2024-08-01", False),
    }


def test_the_hover_tells_the_rows() -> None:
    told = {
        tuple(data[:2]): data[2:] for data in named(charts.tie_timeline(book(), "ann"), "contact").customdata
    }
    assert told["messages from you", "4 March 2024"] == ["message × 2", "rows 0, 1 of messages.csv"]
    assert told["met in a group", "17 June 2024"] == ["meeting among 5 people", "row 4 of diary.ics"]


def test_the_title_counts_the_days_of_contact_and_names_the_last() -> None:
    # 4 and 5 March, 10 and 17 June, 2 September: the meeting of 60 and the favours are no contact
    expected = "Ann: in touch on 5 days since 2024; last on 2 September 2024, by mail"
    figure = charts.tie_timeline(book(), "ann")
    assert said(figure) == expected
    assert len({day for _, day, full in marks(figure) if full}) == 5
    once = charts.tie_timeline(book(), "bea")
    assert said(once) == "Bea: in touch on 1 day, 1 May 2024, by message"


def test_nothing_later_than_the_day_is_drawn() -> None:
    figure = charts.tie_timeline(book(), "ann", "2024-06-12")
    assert said(figure) == "Ann: in touch on 3 days since 2024; last on 10 June 2024, at a meeting"
    assert max(day for _, day, _ in marks(figure)) == "2024-06-10"
    assert max(named(figure, "strength").x) == "2024-06-12"


def test_the_strength_is_that_of_the_tie_table_on_every_day() -> None:
    whole = book()
    figure = charts.tie_timeline(whole, "ann")
    line = named(figure, "strength")
    assert line.x[0] == "2024-02-29"
    assert line.x[-1] == "2025-03-31"
    for day, strength in zip(line.x, line.y, strict=True):
        assert strength == pytest.approx(wl.ties.tie_table(whole, day).at["ann", "strength"], abs=5e-4)


def test_the_strip_has_the_class_of_each_day() -> None:
    whole = book()
    strips = [trace for trace in charts.tie_timeline(whole, "ann").data if trace.yaxis == "y3"]
    assert {trace.name: trace.marker.color for trace in strips} == {
        trace.name: theme.CLASS_COLOURS[trace.name] for trace in strips
    }
    for trace in strips:
        for first in trace.base:
            assert wl.ties.tie_table(whole, first).at["ann", "class"] == trace.name


def test_the_ground_ends_where_each_export_ends() -> None:
    ground = named(charts.tie_timeline(book(), "ann"), "exported")
    told = dict(ground.customdata)
    assert told["met one to one"] == "exported from 1 June 2024 to 31 December 2024"
    assert told["mail from you"] == "exported from 1 January 2024 to 31 March 2025"
    days = (pd.Timestamp("2024-12-31") - pd.Timestamp("2024-06-01")).days
    assert ground.x[LANES.index("met one to one")] == days * 86_400_000
    assert "Your calendar ends on 31 December 2024." in note(charts.tie_timeline(book(), "ann"))


def test_the_silence_is_marked_as_long_as_the_tie_table_counts_it() -> None:
    figure = charts.tie_timeline(book(), "ann")
    silent = wl.ties.tie_table(book()).at["ann", "silence_days"]
    # the calendar ends first: from the last meeting, 17 June, to 31 December
    assert silent == (pd.Timestamp("2024-12-31") - pd.Timestamp("2024-06-17")).days == 197
    (shade,) = (shape for shape in figure.layout.shapes if shape.type == "rect")
    assert (pd.Timestamp(shade.x1) - pd.Timestamp(shade.x0)).days == 197
    assert figure.layout.annotations[0].text == "197 days of silence"


def test_who_was_never_in_touch_has_a_sentence() -> None:
    figure = charts.tie_timeline(book(), "cy")
    assert (len(figure.data), said(figure)) == (0, "Cy: no contact on record")
    assert "No contact is on record up to 31 March 2025" in figure.layout.annotations[0].text.replace(
        "<br>", " "
    )


def test_of_whom_nothing_could_be_known_it_says_so() -> None:
    alone = book_of([], {"linkedin connections": ("2024-01-01", "2025-03-31")}, people=PEOPLE)
    text = charts.tie_timeline(alone, "ann").layout.annotations[0].text.replace("<br>", " ")
    assert text.startswith("No export could show contact")
    assert "LinkedIn's larger archive" in text


def test_a_stranger_is_refused() -> None:
    with pytest.raises(InputError, match="Nobody is called 'dora'"):
        charts.tie_timeline(book(), "dora")
    with pytest.raises(InputError, match="Nobody is called 'ann'"):
        charts.tie_timeline(book(), "ann", "2023-12-31")


def test_what_is_not_exported_has_no_lane_and_is_named() -> None:
    exports = {"linkedin messages": EXPORTS["linkedin messages"]}
    figure = charts.tie_timeline(book_of(ROWS[:3], exports, people=PEOPLE), "ann")
    assert list(figure.layout.yaxis.ticktext) == [
        "messages from you",
        "messages from them",
        "invited, connected",
    ]
    assert "Not exported, so not known: meetings and mail." in note(figure)


def test_an_export_that_begins_later_or_holds_nothing_is_not_called_missing() -> None:
    later = {"linkedin messages": ("2024-01-05", "2025-03-31"), "calendar": ("2024-11-01", "2025-03-31")}
    figure = charts.tie_timeline(book_of(ROWS[:3], later, people=PEOPLE), "ann", "2024-10-15")
    assert "Exported only from a later day on, so not known: meetings." in note(figure)
    assert "Not exported, so not known: mail." in note(figure)
    exported = book_of(ROWS[:3], later, people=PEOPLE)
    empty = exported.coverage.assign(
        first=exported.coverage["first"].where(exported.coverage["kind"] != "calendar")
    )
    told = note(charts.tie_timeline(replace(exported, coverage=empty), "ann"))
    assert "Not exported, so not known: mail." in told, "an empty calendar was exported"


def test_the_ledger_has_a_lane_of_its_own(tmp_path: Path) -> None:
    ledger = wl.ledger.open(tmp_path / "ledger.sqlite")
    ledger.add("ann", "sent", on="2024-08-20", purpose="advice", note="secret")
    ledger.add("ann", "replied", on="2024-09-02")
    ledger.add("bea", "sent", on="2024-08-21", purpose="advice")
    ledger.add("ann", "help", on="2025-06-01")
    figure = charts.tie_timeline(book(), "ann", ledger=ledger)
    assert figure.layout.yaxis.ticktext[-1] == "asked, and what came"
    assert {day for lane, day, _ in marks(figure) if lane == "asked, and what came"} == {
        "2024-08-20",
        "2024-09-02",
    }
    assert not [text for text in strings(figure) if "secret" in text]


def test_hostile_text_is_only_text(monkeypatch: pytest.MonkeyPatch) -> None:
    figure = charts.tie_timeline(book(HOSTILE), "ann")
    assert foreign_markup(figure) == []
    assert any("&lt;" in text for text in strings(figure))
    assert foreign_markup(charts.tie_timeline(book(HOSTILE), "cy")) == []
    monkeypatch.setattr(timeline_rows, "safe", str)
    assert foreign_markup(charts.tie_timeline(book(HOSTILE), "ann"))


def test_many_days_become_months() -> None:
    days = pd.date_range("2019-01-01", "2025-03-31")
    rows: list[Row] = [(f"{day:%Y-%m-%d}", "ann", "message", "in", 2) for day in days]
    exports = {"linkedin messages": ("2019-01-01", "2025-03-31")}
    figure = charts.tie_timeline(book_of(rows, exports, people={"ann": None}), "ann")
    told = named(figure, "contact").customdata
    assert len(told) == 75  # six years of months, and three
    assert list(told[0]) == [
        *("messages from them", "January 2019", "message × 31"),
        "rows 0, 1, 2, 3, 4, 5 and 25 more of messages.csv",
    ]
    assert len(named(figure, "strength").x) <= tie_timeline.MOST_DAYS


def test_no_text_is_nan_and_the_bytes_are_the_same() -> None:
    figure = charts.tie_timeline(book(), "ann")
    assert not [text for text in strings(figure) if text.lower() in {"nan", "nat", "none"}]
    assert figure.to_json() == charts.tie_timeline(book(), "ann").to_json()
    assert not any(isinstance(value, float) and np.isnan(value) for value in named(figure, "strength").y)
