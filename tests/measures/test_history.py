"""History: every month is what a direct computation gives, and tells who came, went and came back.

The books of the stories are typed by hand, and so are the months in which something must happen.
"""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from weaklib.book import Book, InputError
from weaklib.example.planted import planted_book
from weaklib.measures.bridging import bridge_table
from weaklib.measures.circles import find_circles
from weaklib.measures.diversity import diversity_table
from weaklib.measures.history import replay, tables
from weaklib.measures.lineage import follow
from weaklib.measures.network import contact_network
from weaklib.measures.owner import owner_structure
from weaklib.measures.ties import CLASSES, class_counts, tie_table
from weaklib.measures.turnover import CHANGES, tie_changes, turnover

exactly = {"check_exact": True}


@pytest.fixture(scope="module")
def planted() -> Book:
    return planted_book(people=150, circles=5, months=20, seed=3)


@pytest.fixture(scope="module")
def trend(planted: Book) -> pd.DataFrame:
    return replay(planted)


def meetings(**of: tuple[str, ...]) -> list[tuple[str, str, str, int, str]]:
    """A one-to-one meeting with each person on each of their days."""
    return [(f"{day} 12:00", "meeting", f"{who} {day}", 2, who) for who, days in of.items() for day in days]


def every_10_days(first: str, last: str) -> tuple[str, ...]:
    return tuple(f"{day:%Y-%m-%d}" for day in pd.date_range(first, last, freq="10D"))


@pytest.fixture
def story(typed_book):
    """Ann stays; Bob falls silent and dies; Cid falls silent and comes back; Dan is only connected."""
    return typed_book(
        {"ann": "2020-02-10", "bob": "2020-02-10", "cid": None, "dan": "2021-05-05"},
        interactions=meetings(
            ann=every_10_days("2020-03-01", "2026-10-31"),
            bob=every_10_days("2020-03-01", "2020-06-29"),
            cid=(*every_10_days("2020-03-01", "2020-06-29"), "2022-07-04"),
        ),
    )


@pytest.mark.parametrize("place", [0, 7, 13, -1])
def test_every_month_equals_a_direct_computation(planted, place):
    now = [*tables(planted)][place]
    ties = tie_table(planted, now.month)
    pd.testing.assert_frame_equal(now.ties, ties[[*now.ties]], **exactly)
    graph = contact_network(planted, now.month)
    assert nx.utils.graphs_equal(now.graph, graph)
    assert [*now.graph] == [*graph]
    assert [*now.graph.edges] == [*graph.edges]
    circles = find_circles(graph, seed=0)
    pd.testing.assert_series_equal(now.circles, circles, **exactly)
    pd.testing.assert_frame_equal(now.bridges, bridge_table(graph, circles=circles), **exactly)


@pytest.mark.parametrize("place", [0, 7, 13, -1])
def test_every_row_equals_a_direct_computation(planted, trend, place):
    row, day = trend.iloc[place], trend.index[place]
    ties, graph = tie_table(planted, day), contact_network(planted, day)
    circles = find_circles(graph)
    weight, observed = (sum(seen for *_, seen in graph.edges(data=kind)) for kind in ("weight", "observed"))
    q1 = diversity_table(planted, ties, as_of=day)["q1"]
    assert row[[*CLASSES]].astype(int).tolist() == class_counts(ties).tolist()
    assert row["people"] == len(ties) == len(graph)
    assert row["active"] == (ties["silence_days"] <= 180).sum()
    assert (row["employers_q1"], row["fields_q1"]) == (q1["organisation"], q1["field"])
    assert row["ties_among"] == graph.number_of_edges()
    assert row["observed_share"] == pytest.approx(observed / weight)
    whole = owner_structure(ties, graph)
    assert (row["constraint"], row["effective_size"]) == (whole.constraint, whole.effective_size)
    assert row["circles"] == circles.nunique()
    assert row["bridges"] == bridge_table(graph, circles=circles)["bridge"].sum()


def test_a_day_is_measured_as_if_the_rest_were_not_there_yet(planted):
    """The other way to ask for a past day: cut the book first."""
    day = pd.Timestamp("2026-01-31")
    then = planted.as_of(day)
    pd.testing.assert_frame_equal(tie_table(planted, day), tie_table(then, day), **exactly)
    assert nx.utils.graphs_equal(contact_network(planted, day), contact_network(then, day))
    assert sorted(contact_network(planted, day)) == sorted(then.people.index)


def test_the_past_never_sees_later_rows(planted, trend):
    day = pd.Timestamp("2026-01-31")
    pd.testing.assert_frame_equal(replay(planted.as_of(day), until=day), trend[:day], **exactly)
    pd.testing.assert_frame_equal(replay(planted, until=day), trend[:day], **exactly)


def test_the_order_of_rows_does_not_matter(planted, trend):
    draw = np.random.default_rng(5)
    shuffled = {
        name: table.iloc[draw.permutation(len(table))]
        for name, table in [
            ("people", planted.people),
            ("interactions", planted.interactions.reset_index(drop=True)),
            ("affiliations", planted.affiliations),
            ("coverage", planted.coverage),
        ]
    }
    pd.testing.assert_frame_equal(replay(replace(planted, **shuffled)), trend, **exactly)


def test_a_shorter_history_is_the_end_of_a_longer_one(planted, trend):
    short = replay(planted, months=4)
    pd.testing.assert_frame_equal(short, trend[-4:], check_freq=False, **exactly)


def test_who_came_and_who_went(story):
    trend = replay(story)
    assert trend.index[[0, -1]].tolist() == [pd.Timestamp("2020-02-29"), pd.Timestamp("2026-10-31")]
    happened = {
        column: {f"{day:%Y-%m}": count for day, count in trend[column].items() if count}
        for column in ("new_connections", "first_contacts", "arrived", "fell silent", "revived", "died")
    }
    assert happened == {
        "new_connections": {"2020-02": 2, "2021-05": 1},
        "first_contacts": {"2020-03": 3},
        "arrived": {"2020-03": 3},
        # 29 June 2020 and 180 days is 26 December, 4 July 2022 and 180 days the last day of the year
        "fell silent": {"2020-12": 2, "2023-01": 1},
        "revived": {"2022-07": 1},
        # three years, of 365.25 days, after 29 June 2020 and 4 July 2022
        "died": {"2023-06": 1, "2025-07": 1},
    }
    assert trend["people"].unique().tolist() == [2, 3, 4]
    assert trend.loc["2024-01-31", [*CLASSES]].tolist() == [1, 0, 0, 1, 1, 0, 1]


def test_each_change_is_told_with_its_person(story):
    at = {day: tie_table(story, day) for day in ("2020-02-29", "2020-03-31", "2021-01-31", "2022-07-31")}
    first, second, third, fourth = at.values()
    arrived = tie_changes(first, second)
    assert arrived["change"].to_dict() == dict.fromkeys(["ann", "bob", "cid"], "arrived")
    assert arrived.loc[["ann", "bob"], "before"].tolist() == ["unknown"] * 2
    assert pd.isna(arrived.at["cid", "before"])
    silent = tie_changes(second, third)
    assert silent.loc[["bob", "cid"], "change"].tolist() == ["fell silent"] * 2
    assert silent.at["bob", "strength_before"] > silent.at["bob", "strength_after"]
    assert tie_changes(third, fourth)["change"].to_dict() == {"cid": "revived"}
    assert tie_changes(fourth, fourth).empty


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (None, "weak", "arrived"),
        ("nominal", "strong", "arrived"),
        ("unknown", "weak", "arrived"),
        ("weak", "moderately weak", "strengthened"),
        ("strong", "weak", "weakened"),
        ("strong", "fading", "fell silent"),
        ("weak", "dormant", "died"),
        ("fading", "dormant", "died"),
        ("fading", "weak", "revived"),
        ("dormant", "strong", "revived"),
        ("strong", "strong", None),
        ("dormant", "dormant", None),
        (None, "nominal", None),
        ("nominal", "unknown", None),
    ],
)
def test_what_a_change_is_called(before, after, change):
    tables = [
        pd.DataFrame({"name": "A", "class": [kind], "strength": 0.5}, index=pd.Index(["a"], name="person"))
        for kind in (before, after)
    ]
    earlier, later = tables[0][[before is not None]], tables[1]
    assert tie_changes(earlier, later)["change"].tolist() == ([change] if change else [])


def test_turnover_by_hand(typed_book):
    """Active in January: a and b. At the end of July: b (until 29 July) and c. A year on: c and d."""
    book = typed_book(
        "abcd",
        interactions=meetings(
            a=("2025-01-10",),
            b=("2025-01-20", "2025-02-10"),
            c=("2025-07-20", "2026-07-01"),
            d=("2026-07-02",),
        ),
        last="2026-07-31",
    )
    trend = replay(book)
    assert trend.index[0] == pd.Timestamp("2025-01-31")
    assert trend.loc["2025-01-31", "active"] == 2
    assert pd.isna(trend.loc["2025-01-31", "turnover"])
    assert trend.loc["2025-02-28", "turnover"] == 0
    assert trend.loc["2025-07-31", "turnover"] == pytest.approx(1 - 1 / 3)  # a's 180 days end on 9 July
    assert pd.isna(trend.loc["2025-12-31", "turnover_year"])
    assert trend.loc["2026-07-31", "turnover_year"] == pytest.approx(1 - 1 / 3)  # c of b, c and d


def test_nobody_active_has_no_turnover():
    nobody = np.zeros(3, dtype=bool)
    assert np.isnan(turnover(nobody, nobody))
    assert turnover(nobody, ~nobody) == 1


def test_every_tie_is_counted_once(trend):
    assert (trend[[*CLASSES]].sum(axis=1) == trend["people"]).all()
    assert (trend["first_contacts"] >= trend["arrived"]).all()
    living = trend[["strong", "moderately weak", "weak"]].sum(axis=1)
    # fading and dormant ties only come from living ones, and only go back to these
    assert (living.diff()[1:] == (trend["arrived"] + trend["revived"] - trend["fell silent"])[1:]).all()
    assert trend["first_contacts"].sum() == trend[[*CLASSES]].iloc[-1].sum() - trend["nominal"].iloc[-1]


def test_changes_need_not_be_counted_in_order(planted):
    """All that `replay` counts, `tie_changes` names."""
    before, after = tie_table(planted, "2026-08-31"), tie_table(planted, "2026-09-30")
    named = tie_changes(before, after)["change"].value_counts().reindex(CHANGES, fill_value=0)
    row = replay(planted, months=1, until="2026-09-30").iloc[0]
    assert row[[*CHANGES]].astype(int).tolist() == named.tolist()


def test_circles_are_followed(planted, trend):
    followed = follow({now.month: now.circles for now in tables(planted)})
    names = {month: set(circles.dropna()) for month, circles in followed.items()}
    assert trend["circles"].tolist() == [len(found) for found in names.values()]
    last, before = names[trend.index[-1]], names[trend.index[-2]]
    assert trend["circles_new"].iloc[-1] == len(last - before)
    assert trend["circles_gone"].iloc[-1] == len(before - last)
    assert (trend["circles"].diff() == trend["circles_new"] - trend["circles_gone"])[1:].all()


def test_a_month_that_is_not_over(typed_book):
    book = typed_book("a", interactions=meetings(a=("2026-08-15", "2026-10-12")), last="2026-10-15")
    trend = replay(book)
    assert trend.index.name == "month"
    assert [f"{day:%m-%d}" for day in trend.index] == ["08-31", "09-30", "10-15"]
    assert trend["active"].tolist() == [1, 1, 1]
    assert replay(book, months=1).index.tolist() == [pd.Timestamp("2026-10-15")]


@pytest.mark.parametrize(
    ("every", "months", "days"),
    [
        ("quarter", None, ["2025-12-31", "2026-03-31", "2026-06-30", "2026-09-30", "2026-10-31"]),
        ("quarter", 6, ["2026-09-30", "2026-10-31"]),
        ("year", None, ["2025-12-31", "2026-10-31"]),
        ("month", 2, ["2026-09-30", "2026-10-31"]),
    ],
)
def test_quarters_and_years(typed_book, every, months, days):
    book = typed_book("a", interactions=meetings(a=("2025-11-15",)))
    assert [f"{day:%Y-%m-%d}" for day in replay(book, every, months=months).index] == days


@pytest.mark.parametrize(
    ("every", "options", "said"),
    [
        ("week", {}, "every is 'week'; write 'month', 'quarter' or 'year'"),
        ("month", {"months": 0}, "months is 0; write 1 or more"),
        ("month", {"until": "soon"}, "which is not a date"),
    ],
)
def test_what_cannot_be_replayed_is_said(typed_book, every, options, said):
    with pytest.raises(InputError, match=said):
        replay(typed_book("a"), every, **options)
    with pytest.raises(InputError, match=said):
        tables(typed_book("a"), every, **options)


@pytest.mark.parametrize("people", ["", "a"])
def test_nobody_and_one_person(typed_book, people):
    trend = replay(typed_book(people))
    assert trend["people"].tolist() == [len(people)]
    assert trend[["ties_among", "circles", "bridges", "active"]].to_numpy().sum() == 0
    undefined = [
        "turnover",
        "turnover_year",
        "employers_q1",
        "observed_share",
        "signature_shift",
        "top_share",
    ]
    assert trend[undefined].isna().all(axis=None)


def test_days_are_the_owners(typed_book):
    """Half past eleven in the evening of 31 March in UTC is April in Auckland."""
    book = typed_book("a", interactions=[("2026-03-31 23:30", "meeting", "m", 2, "a")])
    there = replace(book, owner=replace(book.owner, zone="Pacific/Auckland"))
    assert replay(book).index[0] == pd.Timestamp("2026-03-31")
    assert replay(there).index[0] == pd.Timestamp("2026-04-30")
