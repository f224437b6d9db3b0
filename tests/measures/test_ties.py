"""Tie strength: the archetypes that METRICS.md section 9 names, and each rule by itself.

Expected numbers are worked out by hand from the formulas, beside each test.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from weaklib.book import Book, Owner, empty, typed
from weaklib.measures.ties import CLASSES, Defaults, class_counts, tie_table

AS_OF = pd.Timestamp("2026-10-31")
ALL_EXPORTS = (
    "linkedin connections",
    "linkedin messages",
    "linkedin endorsements",
    "linkedin recommendations",
    "calendar",
)

Row = tuple[str, str, str, str, int]  # day, person, channel, direction, group size


def day(days_ago: int) -> str:
    return f"{AS_OF - pd.Timedelta(days=days_ago):%Y-%m-%d}"


def exchange(days_ago: int, person: str = "ann", channel: str = "message") -> list[Row]:
    return [(day(days_ago), person, channel, direction, 2) for direction in ("out", "in")]


def book_of(
    rows: Sequence[Row],
    *,
    kinds: Sequence[str] = ALL_EXPORTS,
    people: Sequence[str] = ("ann",),
    zone: str = "UTC",
) -> Book:
    """Build a book by hand: these rows at noon, and exports of these kinds that end on `AS_OF`."""
    names = sorted({*people, *(row[1] for row in rows)})
    persons = pd.DataFrame({"name": names, "profile": names, "emails": [()] * len(names)}, index=names)
    table = pd.DataFrame(rows, columns=["at", "person", "channel", "direction", "group_size"])
    table["at"] = pd.to_datetime(table["at"] + " 12:00", utc=True, format="%Y-%m-%d %H:%M")
    coverage = pd.DataFrame(
        {"kind": list(kinds), "last": AS_OF, "rows": 0}, index=[f"{kind}.csv" for kind in kinds]
    )
    coverage[["used", "merged", "set_aside"]] = 0
    return Book(
        owner=Owner(zone=zone),
        people=typed("people", persons.rename_axis("person")),
        interactions=typed("interactions", table),
        affiliations=empty("affiliations"),
        set_aside=empty("set_aside"),
        coverage=typed("coverage", coverage.rename_axis("source")),
    )


def tie(rows: Sequence[Row], **options: object) -> pd.Series:
    return tie_table(book_of(rows, **options)).loc["ann"]  # type: ignore[arg-type]


def test_one_unanswered_message_today_is_weak() -> None:
    ann = tie([(day(0), "ann", "message", "out", 2)])
    # intensity 1/4, recency 1/3, reciprocity 1/3, nothing else: .45/4 + .25/3 + .10/3
    assert ann["strength"] == pytest.approx(0.45 / 4 + 0.25 / 3 + 0.10 / 3)
    assert ann["class"] == "weak"


def test_a_yearly_exchange_over_five_years_is_moderately_weak() -> None:
    ann = tie([row for year in range(6) for row in exchange(year * 365 + 10)])
    assert ann["class"] == "moderately weak"


@pytest.mark.parametrize(("every", "klass"), [(30, "strong"), (7, "strong")])
def test_monthly_and_weekly_are_strong(every: int, klass: str) -> None:
    ann = tie([row for ago in range(0, 3 * 365, every) for row in exchange(ago)])
    assert ann["class"] == klass


def test_quarterly_is_near_the_border() -> None:
    ann = tie([row for ago in range(30, 5 * 365, 91) for row in exchange(ago)])
    assert 0.6 * 0.8 < ann["strength"] < 0.6 * 1.2


@pytest.mark.parametrize("every", [1, 7, 30])
def test_a_one_sided_sender_is_never_strong(every: int) -> None:
    rows = [(day(ago), "ann", "message", "in", 2) for ago in range(0, 5 * 365, every)]
    assert tie(rows)["class"] == "moderately weak"


def test_parts_by_hand() -> None:
    """Contact 0 and 180 days ago, one each way; endorsed twice, recommended once; met once for lunch."""
    rows = [
        (day(180), "ann", "message", "out", 2),
        (day(0), "ann", "message", "in", 2),
        (day(90), "ann", "meeting", "both", 2),
        (day(5), "ann", "endorsement", "in", 2),
        (day(6), "ann", "endorsement", "in", 2),
        (day(7), "ann", "recommendation", "out", 2),
    ]
    ann = tie(rows)
    y = 1 + 0.5 + 1.5 * 2**-0.5
    assert ann["intensity"] == pytest.approx(y / (y + 3))
    assert ann["recency"] == 1
    assert ann["reciprocity"] == pytest.approx((2 * 2 + 1) / (4 + 2))  # the lunch is one each way
    assert ann["services"] == pytest.approx(1 - 0.4 * 0.9**2)
    assert ann["duration"] == pytest.approx(180 / (5 * 365.25))
    assert ann["multiplexity"] == 0.5
    assert ann["coverage"] == pytest.approx(1)
    assert ann[["contact_days", "channels"]].tolist() == [3, 2]
    assert (ann["first_contact"], ann["last_contact"]) == (pd.Timestamp(day(180)), AS_OF)
    parts = dict(Defaults().weights)
    assert ann["strength"] == pytest.approx(sum(weight * ann[part] for part, weight in parts.items()))
    assert ann["confidence"] == "high"


def test_many_messages_of_one_day_are_one_contact_day() -> None:
    many = tie([row for _ in range(20) for row in exchange(3)])
    assert many["intensity"] == tie(exchange(3))["intensity"]
    assert many["contact_days"] == 1


def test_a_meeting_of_five_weighs_a_quarter() -> None:
    y = 1.5 / 4
    assert tie([(day(0), "ann", "group_meeting", "both", 5)])["intensity"] == pytest.approx(y / (y + 3))


@pytest.mark.parametrize(
    ("channel", "size", "counts"),
    [
        ("group_meeting", 25, True),
        ("group_meeting", 26, False),
        ("group_message", 10, True),
        ("group_message", 11, False),
    ],
)
def test_large_events_are_context(channel: str, size: int, counts: bool) -> None:
    ann = tie([(day(0), "ann", channel, "in", size)])
    assert (ann["class"] != "nominal") is counts


def test_invitations_and_endorsements_are_no_contact() -> None:
    ann = tie([(day(9), "ann", "invitation", "in", 2), (day(8), "ann", "endorsement", "in", 2)])
    assert ann["class"] == "nominal"
    assert ann["strength"] == 0
    assert pd.isna(ann["last_contact"])


def test_services_missing_only_if_not_exported() -> None:
    with_them, without = (
        tie(exchange(5), kinds=kinds) for kinds in (ALL_EXPORTS, ("linkedin messages", "calendar"))
    )
    assert with_them["services"] == 0
    assert np.isnan(without["services"])
    assert without["coverage"] == pytest.approx(0.9)
    assert without["strength"] == pytest.approx(with_them["strength"] / 0.9)
    assert without["strength_low"] == pytest.approx(with_them["strength"])
    assert without["strength_high"] == pytest.approx(with_them["strength"] + 0.1)


def test_one_channel_has_no_multiplexity() -> None:
    ann = tie(exchange(5), kinds=("linkedin messages",))
    assert np.isnan(ann["multiplexity"])
    assert ann["coverage"] == pytest.approx(0.85)


def test_no_channel_exported_is_unknown() -> None:
    ann = tie([], kinds=("linkedin connections",))
    assert ann["class"] == "unknown"
    assert np.isnan(ann["strength"])
    assert np.isnan(ann["peak_strength"])
    assert ann["confidence"] == "low"
    assert ann["coverage"] == 0


def test_nominal_is_zero_and_unknown_is_not() -> None:
    """A contact without an address cannot show up in a calendar: not known, rather than never."""
    book = book_of([], kinds=("linkedin connections", "calendar"), people=("ann", "bob"))
    with_address = book.people.assign(emails=[("ann@example.org",), ()])
    table = tie_table(replace(book, people=with_address))
    assert table["class"].to_dict() == {"ann": "nominal", "bob": "unknown"}


def test_dormant_needs_three_years_and_an_established_tie() -> None:
    long_ago = [row for ago in (1096, 1126, 1156) for row in exchange(ago)]
    assert tie(long_ago)["class"] == "dormant"
    assert tie(long_ago[:2])["class"] == "weak"  # two contact days establish nothing
    one_sided = [row for row in long_ago if row[3] == "in"]
    assert tie(one_sided)["class"] == "weak"


def test_a_recommendation_establishes() -> None:
    rows = [(day(2000), "ann", "message", "in", 2), (day(2000), "ann", "recommendation", "in", 2)]
    assert tie(rows)["class"] == "dormant"


@pytest.mark.parametrize(
    ("last", "gap", "klass"),
    [
        (170, 10, "not fading"),  # within 180 days
        (190, 10, "fading"),  # 190 > max(180, 80)
        (190, 30, "not fading"),  # 190 < 8 x 30: such silences are usual between these two
        (250, 30, "fading"),
    ],
)
def test_fading_by_the_own_rhythm(last: int, gap: int, klass: str) -> None:
    ann = tie([row for i in range(4) for row in exchange(last + i * gap)])
    assert (ann["class"] == "fading") is (klass == "fading")
    assert ann["median_gap_days"] == gap


def test_a_stale_export_makes_nobody_fall_silent() -> None:
    """Messages end two years before the calendar does: silence in them is counted to their own end."""
    book = book_of([row for ago in range(740, 1400, 20) for row in exchange(ago)])
    ends = book.coverage["last"].where(
        book.coverage["kind"] != "linkedin messages", AS_OF - pd.Timedelta(days=735)
    )
    fresh, stale = tie_table(book), tie_table(replace(book, coverage=book.coverage.assign(last=ends)))
    assert fresh.at["ann", "class"] == "fading"
    assert stale.at["ann", "class"] == "strong"
    assert stale.at["ann", "silence_days"] == 5


def test_peak_strength_is_that_of_the_last_contact() -> None:
    rows = [row for ago in range(1500, 2200, 14) for row in exchange(ago)]
    book = book_of(rows)
    last = AS_OF - pd.Timedelta(days=1500)
    then = tie_table(book, as_of=last).at["ann", "strength"]
    now = tie_table(book).loc["ann"]
    assert now["peak_strength"] == pytest.approx(then)
    assert now["strength"] < 0.3 < now["peak_strength"]
    assert now["class"] == "dormant"


def test_nothing_after_as_of_counts() -> None:
    rows = [*exchange(100), *exchange(0)]
    before = tie_table(book_of(rows), as_of=day(50))
    pd.testing.assert_frame_equal(before, tie_table(book_of(rows[:2]), as_of=day(50)))


def test_days_are_the_owners() -> None:
    """Noon in UTC is the next day in Auckland."""
    assert tie(exchange(5), zone="Pacific/Auckland")["last_contact"] == pd.Timestamp(day(4))


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [row for ago in range(0, 900, 37) for name in ("ann", "bob", "cid") for row in exchange(ago, name)]
    shuffled = [rows[i] for i in np.random.default_rng(7).permutation(len(rows))]
    pd.testing.assert_frame_equal(tie_table(book_of(rows)), tie_table(book_of(shuffled)))


def test_class_counts_have_every_class() -> None:
    counts = class_counts(tie_table(book_of(exchange(0), people=("ann", "bob"))))
    assert list(counts.index) == list(CLASSES)
    assert counts.sum() == 2
    assert counts["nominal"] == 1


def test_a_half_life_is_a_parameter() -> None:
    book = book_of([row for ago in range(60, 800, 60) for row in exchange(ago)])
    long, short = (
        tie_table(book, defaults=Defaults(half_life_days=h)).at["ann", "strength"] for h in (360, 90)
    )
    assert short < tie_table(book).at["ann", "strength"] < long


def test_nobody_at_all() -> None:
    table = tie_table(book_of([], people=()), as_of=AS_OF)
    assert len(table) == 0
    assert {"strength", "class", "intensity"} <= set(table.columns)


def with_stated(book: Book, **closeness: float) -> Book:
    stated = pd.Series(closeness, dtype="float64").reindex(book.people.index)
    return replace(book, people=book.people.assign(closeness=stated))


def test_a_stated_closeness_is_half_of_the_strength() -> None:
    rows = [row for name in ("ann", "bob") for ago in (5, 40) for row in exchange(ago, name)]
    book = book_of(rows, kinds=("linkedin messages", "calendar"))
    before = tie_table(book).loc["ann"]
    table = tie_table(with_stated(book, ann=0.9))
    ann = table.loc["ann"]
    for score in ("strength", "peak_strength", "strength_low", "strength_high"):
        assert ann[score] == pytest.approx(0.45 + before[score] / 2)
    assert before["coverage"] == pytest.approx(0.9)
    assert ann["coverage"] == pytest.approx(0.95)
    assert (before["class"], ann["class"]) == ("moderately weak", "strong")
    assert list(table.index) == ["ann", "bob"]
    pd.testing.assert_series_equal(table.loc["bob"], tie_table(book).loc["bob"])


@pytest.mark.parametrize(
    ("closeness", "klass"),
    [(0.0, "weak"), (0.24, "weak"), (0.25, "moderately weak"), (0.59, "moderately weak"), (0.6, "strong")],
)
def test_where_nothing_could_be_observed_the_closeness_is_the_strength(closeness: float, klass: str) -> None:
    book = with_stated(book_of([], kinds=("linkedin connections",)), ann=closeness)
    ann = tie_table(book).loc["ann"]
    assert ann["strength"] == ann["peak_strength"] == closeness
    assert ann["class"] == klass
    assert (ann["strength_low"], ann["strength_high"]) == (closeness / 2, closeness / 2 + 0.5)
    assert (ann["coverage"], ann["confidence"]) == (0.5, "medium")
    assert ann[list(Defaults().weights)].isna().all()


def test_who_is_close_without_contact_on_record_is_not_nominal() -> None:
    book = book_of([], people=("ann", "bob"))
    table = tie_table(with_stated(book, ann=0.8))
    assert table["class"].to_dict() == {"ann": "moderately weak", "bob": "nominal"}
    assert table["strength"].to_dict() == {"ann": 0.4, "bob": 0.0}


def test_a_closeness_makes_nobody_less_silent() -> None:
    long_ago = [row for ago in (1096, 1126, 1156) for row in exchange(ago)]
    ann = tie_table(with_stated(book_of(long_ago), ann=1.0)).loc["ann"]
    assert ann["class"] == "dormant"
    assert ann["strength"] > 0.5


def test_who_calls_a_one_sided_sender_close_is_believed() -> None:
    book = book_of([(day(ago), "ann", "message", "in", 2) for ago in range(0, 5 * 365, 7)])
    before = tie_table(book).loc["ann"]
    assert before["class"] == "moderately weak"
    assert tie_table(with_stated(book, ann=1.0)).at["ann", "class"] == "strong"
    assert tie_table(with_stated(book, ann=0.0)).at["ann", "strength"] == pytest.approx(
        before["strength"] / 2
    )


def test_people_without_a_column_of_closeness() -> None:
    book = book_of(exchange(5))
    older = replace(book, people=book.people.drop(columns="closeness"))
    pd.testing.assert_frame_equal(tie_table(older), tie_table(book))


def test_strength_lies_within_its_range() -> None:
    rows = [*exchange(5), (day(8), "bob", "endorsement", "in", 2), (day(8), "cid", "message", "in", 2)]
    table = tie_table(with_stated(book_of(rows, kinds=ALL_EXPORTS[:-1]), cid=0.7))
    assert (table["strength_low"] <= table["strength"]).all()
    assert (table["strength"] <= table["strength_high"]).all()
    assert table.at["bob", "class"] == "nominal"
