"""The summary of a period: counts, rates and ratings by hand, and what holds of every ledger."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.action.guarded_books import guarded_book
from tests.action.impact_ledgers import (
    NO_CIRCLES,
    NO_TIES,
    PEOPLE,
    Entry,
    came,
    gift,
    known,
    ledger_of,
    sent,
)
from weaklib.action.impact import setting_of, summary, summary_of
from weaklib.action.impact.summary import SEVERAL
from weaklib.action.ledger import OUTCOMES, RATINGS
from weaklib.action.reasons import PURPOSES
from weaklib.book import InputError
from weaklib.measures.classes import CLASSES
from weaklib.measures.period import period_of


def number(table: pd.DataFrame, measure: str, by: str = "all", group: str = "all") -> pd.Series:
    """The one row of a measure and a group."""
    found = table[(table["measure"] == measure) & (table["by"] == by) & (table["group"] == group)]
    assert len(found) == 1, (measure, by, group)
    return found.iloc[0]


def told(table: pd.DataFrame, measure: str, by: str = "all", group: str = "all") -> str:
    return str(number(table, measure, by, group)["shown"])


def groups(table: pd.DataFrame, measure: str, by: str) -> list[str]:
    return table.loc[(table["measure"] == measure) & (table["by"] == by), "group"].tolist()


QUARTER = (
    sent("ann", "2026-07-01", "weak", "advice", via="mail"),  # 1
    came("ann", "2026-07-15", "replied"),  # 2: on the last day that counts
    sent("bea", "2026-07-02", "weak", "advice", via="mail"),  # 3
    came("bea", "2026-07-17", "conversation", engagement=3),  # 4: an answer one day too late for a reply
    sent("cem", "2026-08-03", "strong", "reconnect"),  # 5
    came("cem", "2026-08-03", "help", engagement=1, guidance=2),  # 6: also a reply of that day
    sent("dot", "2026-08-04", "dormant", "introduction", to_person="Ilse"),  # 7
    came("dot", "2026-08-06", "intro_made", to_person="Ilse", engagement=2),  # 8
    came("dot", "2026-10-02", "connection", to_person="Ilse"),  # 9: after the quarter
    sent("eve", "2026-09-30", "nominal", "advice", via="mail"),  # 10
    gift("bea", "2026-09-09", "intro_made", "strong", to_person="Jo"),  # 11
    gift("bea", "2026-09-10", "referral", "strong"),  # 12
)


def test_a_quarter_by_hand() -> None:
    table = summary_of(known(*QUARTER, period="2026-Q3"))
    assert told(table, "sent") == "5"
    assert told(table, "replied") == "3 of 5 (60 %, 23 to 88 %)"
    assert told(table, "conversation") == "1 of 5 (20 %, 4 to 62 %)"
    assert told(table, "help") == "1 of 5 (20 %, 4 to 62 %)"
    assert told(table, "intro_made") == "1 of 5 (20 %, 4 to 62 %)"
    assert told(table, "connection") == "1 of 5 (20 %, 4 to 62 %)"  # of what was sent then, whenever it came
    assert told(table, "offer") == "0 of 5 (0 %, 0 to 43 %)"
    assert told(table, "replied", "class", "weak") == "1 of 2"
    assert told(table, "replied", "purpose", "advice") == "1 of 3"
    assert told(table, "replied", "channel", "mail") == "1 of 3"
    assert told(table, "replied", "channel", "not said") == "2 of 2"
    assert groups(table, "sent", "purpose") == ["reconnect", "advice", "introduction"]
    assert groups(table, "sent", "class") == ["strong", "weak", "dormant", "nominal"]
    assert told(table, "introductions") == "2"
    assert (
        told(table, "introductions", "class", "strong")
        == told(table, "introductions", "class", "dormant")
        == "1"
    )
    assert told(table, "introductions", "unasked", "unasked") == "1"
    assert told(table, "introductions", "purpose", "unasked") == "1"
    assert told(table, "referrals") == told(table, "referrals", "class", "strong") == "1"
    assert told(table, "interviews") == told(table, "offers") == "0"


def test_ratings_are_those_given_in_the_period() -> None:
    table = summary_of(known(*QUARTER, period="2026-Q3"))
    engagement = number(table, "engagement")
    assert (engagement["n"], engagement["value"], engagement["spread"]) == (3, 2.0, 1.0)
    assert engagement["shown"] == "2.0 of 3 (spread 1.0, n = 3)"
    alone = number(table, "engagement", "class", "strong")
    assert (alone["n"], alone["value"]) == (1, 1.0)
    assert math.isnan(alone["spread"])
    assert told(table, "support") == "no rating"
    assert math.isnan(number(table, "support")["value"])
    assert told(table, "guidance") == "2.0 of 3 (n = 1)"


def test_every_number_names_what_it_is_counted_from() -> None:
    table = summary_of(known(*QUARTER, period="2026-Q3"))
    every = tuple(("ledger", entry) for entry in (1, 3, 5, 7, 10))
    assert number(table, "sent")["rows"] == every
    assert number(table, "replied")["rows"] == (*every, ("ledger", 2), ("ledger", 6), ("ledger", 8))
    assert number(table, "connection")["rows"] == (*every, ("ledger", 9))
    assert number(table, "introductions")["rows"] == (("ledger", 8), ("ledger", 11))
    assert number(table, "engagement", "class", "weak")["rows"] == (("ledger", 4),)


def test_what_was_sent_less_than_fourteen_days_ago_is_beside_even_if_it_was_answered() -> None:
    entries = [sent("ann", "2026-10-17"), sent("bea", "2026-10-18"), came("bea", "2026-10-19")]
    setting = known(*entries)
    table = summary_of(setting)
    assert number(table, "sent")[["count", "pending"]].tolist() == [2, 1]
    assert number(table, "replied")[["n", "count", "pending"]].tolist() == [1, 0, 1]
    assert told(table, "replied") == "0 of 1"
    assert table.attrs["notes"][0] == (
        "1 attempt of the period is less than 14 days old and waits to be judged, also the one that was answered "
        "already."
    )
    day_before = summary_of(known(*entries, as_of="2026-10-30"))
    assert told(day_before, "replied") == "none to judge yet"
    assert number(day_before, "replied")["pending"] == 2
    day_after = summary_of(known(*entries, as_of="2026-11-01"))
    assert told(day_after, "replied") == "1 of 2"


def test_a_late_entry_changes_only_pages_as_of_its_recording(tmp_path: Path) -> None:
    ledger = ledger_of([sent("ann", "2026-09-01"), sent("bea", "2026-09-01")], tmp_path)
    ledger.add("ann", "replied", on="2026-09-03", recorded="2026-10-05T23:30:00.000000-11:00")
    book = guarded_book(PEOPLE)

    def shown(as_of: str | None) -> str:
        return told(summary(book, ledger, period="2026-09", as_of=as_of), "replied")

    assert shown("2026-10-04") == "0 of 2"
    assert shown("2026-10-05") == "1 of 2"
    assert shown(None) == "1 of 2"


def test_the_day_is_the_later_of_the_exports_and_of_the_ledger(tmp_path: Path) -> None:
    book = guarded_book(PEOPLE)
    assert setting_of(book, None, ties=NO_TIES, circles=NO_CIRCLES).day == pd.Timestamp("2026-10-31")
    ledger = ledger_of([sent("ann", "2026-09-01")], tmp_path)
    assert setting_of(book, ledger, ties=NO_TIES, circles=NO_CIRCLES).day == pd.Timestamp("2026-10-31")
    # it is 12 November where the owner is, and the 11th in UTC
    ledger.add("ann", "replied", on="2026-09-03", recorded="2026-11-12T00:30:00.000000+02:00")
    assert setting_of(book, ledger, ties=NO_TIES, circles=NO_CIRCLES).day == pd.Timestamp("2026-11-12")


def test_people_are_called_as_the_book_calls_them_now_and_are_in_their_circle() -> None:
    people = {"anna": {"emails": ("ann@home.example",)}, "bea": {"emails": ("bea@home.example",)}}
    book = guarded_book(people)
    setting = known(
        sent("ann@home.example", "2026-09-01", to_person="bea@home.example"),
        sent("gone", "2026-09-01"),
        gift("bea", "2026-09-02"),
        book=book,
        circles={"anna": "Choir", "bea": "Choir"},
    )
    assert setting.attempts["person"].tolist() == ["anna", "gone"]
    assert setting.attempts["to_person"].tolist() == ["bea", ""]
    assert setting.attempts["circle"].tolist() == ["Choir", ""]
    assert setting.outcomes["circle"].tolist() == ["Choir"]
    table = summary_of(setting)
    assert told(table, "sent", "circle", "Choir") == told(table, "sent", "circle", "no known circle") == "1"
    assert told(table, "introductions", "circle", "Choir") == "1"


def test_without_a_ledger_the_page_still_tells_what_it_can() -> None:
    book = guarded_book({"ann": {"connected_on": pd.Timestamp("2026-09-05")}, "bea": {}})
    table = summary(book, None, period="2026-09")
    assert (
        told(table, "new_connections") == told(table, "new_connections", "circle", "no known circle") == "1"
    )
    assert told(table, "sent") == "0"
    assert told(table, "replied") == "none to judge yet"
    assert ("people", "ann") in number(table, "new_connections")["rows"]
    assert table.attrs["period"] == "2026-09"
    assert table.attrs["as_of"] == "2026-10-31"
    assert any("The ledger holds nothing by 31 October 2026" in note for note in table.attrs["notes"])


def test_new_connections_that_no_export_could_show_are_not_none() -> None:
    for book in (
        guarded_book(PEOPLE, kinds=["calendar"]),
        guarded_book(PEOPLE, ends={"linkedin connections": pd.Timestamp("2026-08-31")}),
    ):
        nobody = number(summary_of(known(book=book, period="2026-09")), "new_connections")
        assert nobody["shown"] == "not known"
        assert pd.isna(nobody["count"])
        assert math.isnan(nobody["value"])
        entries = [sent("ann", "2026-09-01"), came("ann", "2026-09-05", "connection")]
        one = summary_of(known(*entries, book=book, period="2026-09"))
        assert told(one, "new_connections") == "at least 1"
    assert any("reaches to 31 August 2026" in note for note in one.attrs["notes"])


def test_a_period_that_is_not_over_says_so() -> None:
    notes = summary_of(known(*QUARTER, period="2026", as_of="2026-09-01")).attrs["notes"]
    assert notes[0] == "2026 is told as far as 1 September 2026, and is not over then."
    assert not any(
        "not over" in note for note in summary_of(known(*QUARTER, period="2026-Q3")).attrs["notes"]
    )


def test_no_such_period_is_refused() -> None:
    with pytest.raises(InputError, match="The period is '2026-13'"):
        known(period="2026-13")


DAYS = pd.date_range("2025-12-20", "2026-03-20").strftime("%Y-%m-%d").tolist()
attempts = st.fixed_dictionaries(
    {
        "person": st.sampled_from(PEOPLE),
        "day": st.integers(0, len(DAYS) - 1),
        "tie_class": st.sampled_from([*CLASSES, ""]),
        "purpose": st.sampled_from(PURPOSES),
        "via": st.sampled_from(["", "mail", "message"]),
        "chosen": st.sampled_from([None, "chance", "own"]),
        "outcomes": st.lists(
            st.tuples(st.integers(0, 30), st.sampled_from(OUTCOMES), st.none() | st.integers(0, 3)),
            max_size=3,
        ),
    }
)
gifts = st.tuples(
    st.sampled_from(PEOPLE), st.sampled_from(DAYS), st.sampled_from(OUTCOMES), st.sampled_from(CLASSES)
)


def entered(asked: list[dict], given_unasked: list[tuple]) -> list[Entry]:
    """Entries that a ledger takes: each attempt once, each outcome after it."""
    entries: list[Entry] = []
    said = set()
    for each in asked:
        on = DAYS[each["day"]]
        if (each["person"], on, each["purpose"]) in said:
            continue
        said.add((each["person"], on, each["purpose"]))
        details = {key: each[key] for key in ("via", "chosen") if each[key]}
        entries.append(sent(each["person"], on, each["tie_class"], each["purpose"], **details))
        attempt = len(entries)
        for later, step, rating in each["outcomes"]:
            day = f"{pd.Timestamp(on) + pd.Timedelta(days=later):%Y-%m-%d}"
            note = str(len(entries))  # no two entries say the same
            entries.append(came(each["person"], day, step, attempt=attempt, engagement=rating, note=note))
    return [*entries, *(gift(*each, note=str(number)) for number, each in enumerate(given_unasked))]


@settings(max_examples=25)
@given(
    st.lists(attempts, max_size=25), st.lists(gifts, max_size=5), st.sampled_from(["", "2026-01", "2026-Q1"])
)
def test_of_every_ledger(asked: list[dict], given_unasked: list[tuple], period: str) -> None:
    circles = {"ann": "Choir", "bea": "Choir", "cem": "Firm"}
    setting = known(*entered(asked, given_unasked), period=period, as_of="2026-03-10", circles=circles)
    table = summary_of(setting)
    whole = table[table["by"] == "all"].set_index("measure")
    assert whole.index.is_unique
    # the groups of each grouping add up
    for (measure, by), of in table[table["by"] != "all"].groupby(["measure", "by"]):
        if not (measure == "new_connections" or of.empty):
            for column in ("n", "count", "pending"):
                assert of[column].sum() == whole.at[measure, column], (measure, by, column)
            assert sum(map(len, of["rows"])) == len(whole.at[measure, "rows"])
    # shares, and their intervals
    rates = table[table["kind"] == "rate"]
    assert ((rates["count"] >= 0) & (rates["count"] <= rates["n"])).all()
    few = rates["n"] < 5
    assert rates.loc[few, ["value", "low", "high"]].isna().all(axis=None)
    assert not rates.loc[few, "shown"].str.contains("%").any()
    enough = rates[~few]
    assert (enough["value"] == enough["count"].astype("float64") / enough["n"]).all()
    assert (enough["low"] <= enough["value"] + 1e-12).all()
    assert (enough["value"] <= enough["high"] + 1e-12).all()
    assert ((enough["low"] >= -1e-12) & (enough["high"] <= 1 + 1e-12)).all()
    # the numbers are those of the rows
    for row in table.itertuples():
        entries = [label for name, label in row.rows if name == "ledger"]
        if row.measure in ("introductions", "referrals", *RATINGS, "sent"):
            assert len(entries) == row.n
        if row.kind == "rate":
            assert len(set(entries) & set(setting.attempts.index)) == row.n
            shown = setting.outcomes.reindex(sorted(set(entries) - set(setting.attempts.index)))
            assert shown["attempt"].nunique() == row.count


@settings(max_examples=20)
@given(st.lists(attempts, max_size=20), st.lists(gifts, max_size=4))
def test_each_attempt_and_each_outcome_is_in_exactly_one_month(
    asked: list[dict], given_unasked: list[tuple]
) -> None:
    whole = known(*entered(asked, given_unasked), as_of="2026-06-30")
    months = [f"2025-{month:02}" for month in (11, 12)] + [f"2026-{month:02}" for month in range(1, 7)]
    for column, every in (("sent_on", whole.attempts), ("on", whole.outcomes)):
        held = pd.concat([period_of(month).holds(every[column]) for month in months], axis=1)
        assert (held.sum(axis=1) == 1).all()


def test_of_several_comparisons_one_may_mislead() -> None:
    def asked(purpose: str) -> list[Entry]:
        return [
            sent(f"{tie_class}{number}", "2026-07-01", tie_class, purpose)
            for tie_class in ("weak", "strong")
            for number in range(5)
        ]

    two = summary_of(known(*asked("advice"))).attrs
    assert (len(two["contrasts"]), SEVERAL in two["notes"]) == (2, False)
    three = summary_of(known(*asked("advice"), *asked("build"))).attrs
    assert (len(three["contrasts"]), SEVERAL in three["notes"]) == (3, True)
    waiting = summary_of(known(*asked("advice"), sent("ann", "2026-10-30", purpose="build"))).attrs
    assert len(waiting["contrasts"]) == 2  # nothing for building can be judged yet


def test_no_percentage_of_fewer_than_five_stands_anywhere() -> None:
    table = summary_of(known(*QUARTER[:10], period="2026-07"))
    words = [*table["shown"], *table.attrs["notes"], *table.attrs["contrasts"]]
    assert not [text for text in words if re.search(r"\d+ %", text)]
    assert table.loc[table["kind"] == "rate", ["value", "low", "high"]].isna().all(axis=None)
