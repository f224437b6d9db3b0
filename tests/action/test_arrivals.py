"""New connections by books and ledgers typed by hand: who is new, how they came, and whether it became two-way."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import weaklib as wl
from tests.action.guarded_books import KINDS, guarded_book
from tests.action.typed_settings import Row, came, sent, typed_setting
from weaklib.action.impact.arrivals import COLUMNS, HOW, arrivals, per_month
from weaklib.action.impact.setting import Setting
from weaklib.book import Book, typed

DAY = pd.Timestamp("2026-10-31")
CONNECTED = "2026-03-10"
UNI = {
    "organisation": "Uni Varn",
    "kind": "school",
    "since": pd.Timestamp("2026-03-01"),
    "until": pd.Timestamp("2026-03-31"),
}
WORK = {"organisation": "Elbmark", "kind": "work", "since": pd.Timestamp("2020-01-01"), "until": pd.NaT}


def book(
    people: dict[str, str | None],
    said: list[tuple] = [],  # noqa: B006
    *,
    stays: tuple[dict, ...] = (),
    events: dict[int, str] | None = None,
    **more: object,
) -> Book:
    """People with the day of their connection, what passed, and where the owner was."""
    folk = {who: {"connected_on": pd.Timestamp(on) if on else pd.NaT} for who, on in people.items()}
    made = guarded_book(folk, said, **more)
    interactions = made.interactions.assign(
        event=pd.Series([(events or {}).get(i) for i in made.interactions.index], dtype="str")
    )
    owner = made.owner
    if stays:
        owner = replace(owner, affiliations=typed("affiliations", pd.DataFrame([*stays])))
    return replace(made, owner=owner, interactions=interactions)


def told(setting: Setting) -> pd.DataFrame:
    """The arrivals by person; their columns are those promised."""
    table = arrivals(setting)
    assert tuple(table.columns) == COLUMNS
    return table.set_index("person")


MEETING = [("cy", "group_meeting", "both", "2026-03-05 10:00", 6)]
INVITED = [("cy", "invitation", "in", "2026-03-08 09:00")]
INVITING = [("cy", "invitation", "out", "2026-03-08 09:00")]
INTRODUCED = (came(1, "ann", "intro_made", "2026-03-09", to_person="cy"),)


@pytest.mark.parametrize(
    ("said", "entries", "stays", "how", "through"),
    [
        (MEETING + INVITED, INTRODUCED, (UNI, WORK), "introduced", "ann"),
        (MEETING + INVITED, (), (UNI, WORK), "event", "m1"),
        (INVITED, (), (UNI, WORK), "their invitation", ""),
        (INVITING, (), (UNI, WORK), "your invitation", ""),
        ([], (), (UNI, WORK), "same school", ""),
        ([], (), (WORK,), "same employer", ""),
        ([], (), (), "not known", ""),
    ],
)
def test_the_first_way_that_fits_is_how_they_came(
    said: list[tuple], entries: tuple[Row, ...], stays: tuple[dict, ...], how: str, through: str
) -> None:
    made = book(
        {"ann": None, "cy": CONNECTED}, said, stays=stays, events={0: "m1"} if MEETING[0] in said else {}
    )
    row = told(typed_setting(made, entries)).loc["cy"]
    assert (row["how"], row["through"]) == (how, through)
    assert row["on"] == pd.Timestamp(CONNECTED)
    assert ("inferred" in row["sentence"]) == (how in {"event", "same school", "same employer"})
    assert row["sentence"].startswith("Cy became a connection on 10 March 2026: ")
    assert (row["sentence"].count("not on record")) == (how == "not known")


def test_the_rows_are_what_it_was_told_from() -> None:
    made = book({"ann": None, "cy": CONNECTED}, MEETING + INVITED, stays=(UNI,), events={0: "m1"})
    assert told(typed_setting(made, INTRODUCED)).at["cy", "rows"] == (
        ("people", "cy"),
        ("ledger", 1),
        ("interactions", 0),  # the meeting of six is two-way contact
    )
    assert told(typed_setting(made)).at["cy", "rows"] == (("people", "cy"), ("interactions", 0))
    alone = book({"cy": CONNECTED}, stays=(UNI, WORK))
    assert told(typed_setting(alone)).at["cy", "rows"] == (("people", "cy"), ("owner", 0))
    record = {"person": "cy", "organisation": "Elbmark", "kind": "work", "as_recorded_on": DAY}
    both = book({"cy": CONNECTED}, stays=(WORK,), affiliations=[record])
    assert told(typed_setting(both)).at["cy", "rows"] == (("people", "cy"), ("owner", 0), ("affiliations", 0))


def test_years_at_one_employer_make_nobody_a_colleague_without_a_record() -> None:
    people = {f"p{number}": CONNECTED for number in range(51)}
    record = {"person": "p7", "organisation": "Elbmark", "kind": "work"}
    how = told(typed_setting(book(people, stays=(WORK,), affiliations=[record])))["how"]
    assert how[how == "same employer"].index.tolist() == ["p7"]
    assert (how.drop("p7") == "not known").all()


@pytest.mark.parametrize(
    ("on", "how"), [("2026-03-10", "introduced"), ("2026-03-11", "not known"), ("2019-01-01", "introduced")]
)
def test_an_introduction_leads_to_whoever_is_connected_on_that_day_or_later(on: str, how: str) -> None:
    entries = [came(1, "ann", "intro_made", on, to_person="cy")]
    assert told(typed_setting(book({"ann": None, "cy": CONNECTED}), entries)).at["cy", "how"] == how


def test_of_two_who_introduced_somebody_the_first_counts() -> None:
    entries = [
        came(1, "bob", "intro_made", "2026-03-02", to_person="cy"),
        came(2, "ann", "intro_made", "2026-03-01", to_person="cy"),
    ]
    made = book({"ann": None, "bob": None, "cy": CONNECTED})
    row = told(typed_setting(made, entries)).loc["cy"]
    assert (row["through"], row["entry"]) == ("ann", 2)
    assert "Ann introduced you on 1 March 2026, as you confirmed" in row["sentence"]


def test_a_connection_that_came_of_asking_somebody_else_came_through_them() -> None:
    entries = [
        sent(1, "ann", "2026-03-01", to_person="cy"),
        came(2, "ann", "connection", "2026-03-12", attempt=1),
    ]
    row = told(typed_setting(book({"ann": None, "cy": CONNECTED}), entries)).loc["cy"]
    # the list of connections has the better day
    assert (row["how"], row["through"], row["on"]) == ("introduced", "ann", pd.Timestamp(CONNECTED))
    assert row["rows"] == (("people", "cy"), ("ledger", 2), ("ledger", 1))


def test_what_the_owner_sent_them_is_the_owners_invitation() -> None:
    entries = [
        sent(1, "cy", "2026-03-01", purpose="build"),
        came(2, "cy", "connection", "2026-03-10", attempt=1),
    ]
    row = told(typed_setting(book({"cy": CONNECTED}), entries)).loc["cy"]
    assert (row["how"], row["through"], row["entry"]) == ("your invitation", "", 2)
    late = [sent(1, "cy", "2026-03-11", purpose="build"), *entries[1:]]
    assert told(typed_setting(book({"cy": CONNECTED}), late)).at["cy", "how"] == "not known"


@pytest.mark.parametrize(
    ("at", "earlier", "how"),
    [
        ("2026-03-03 10:00", None, "event"),
        ("2026-03-02 23:00", None, "not known"),
        ("2026-03-05 10:00", "2026-02-01 10:00", "not known"),
    ],
)
def test_a_meeting_brought_them_if_it_was_the_first_contact_within_a_week(
    at: str, earlier: str | None, how: str
) -> None:
    said: list[tuple] = [("cy", "group_meeting", "both", at, 6)]
    said += [("cy", "message", "in", earlier)] if earlier else []
    made = book({"cy": CONNECTED}, said, events={0: "m1"})
    row = told(typed_setting(made)).loc["cy"]
    assert row["how"] == how
    if how == "event":
        assert "you first met at a meeting of 6 people on 3 March 2026, 7 days before" in row["sentence"]


def test_the_last_invitation_until_then_counts() -> None:
    said = [
        ("cy", "invitation", "out", "2025-01-01 09:00"),
        ("cy", "invitation", "in", "2026-03-01 09:00"),
        ("cy", "invitation", "out", "2026-03-12 09:00"),
    ]
    row = told(typed_setting(book({"cy": CONNECTED}, said))).loc["cy"]
    assert (row["how"], row["rows"]) == ("their invitation", (("people", "cy"), ("interactions", 1)))


# who is new


def test_whom_no_export_lists_is_new_by_the_ledger_once() -> None:
    entries = [
        came(1, "ann", "connection", "2026-05-02", to_person="Zoë Núñez"),
        came(2, "ann", "connection", "2026-05-01", to_person="Zoe Nunez"),
    ]
    table = told(typed_setting(book({"ann": "2020-01-01"}), entries))
    assert table.index.tolist() == ["Zoë Núñez", "ann"]
    row = table.loc["Zoë Núñez"]
    assert (row["on"], row["listed"], row["class"]) == (pd.Timestamp("2026-05-01"), False, "unknown")
    assert row["rows"] == (("ledger", 2),)
    assert "by your ledger alone" in row["sentence"]
    assert row["sentence"].endswith("Whether contact became two-way is not known: no export could show it.")


def test_a_name_joins_the_one_person_who_bears_it() -> None:
    entries = [came(1, "ann", "connection", "2026-05-02", to_person="ZOË Nunez")]
    made = book({"ann": None, "zoe": "2026-04-30"})
    named = replace(made, people=made.people.assign(name=["Ann", "Zoe Núñez"]))
    row = told(typed_setting(named, entries)).loc["zoe"]
    assert (row["on"], row["how"], row["through"]) == (pd.Timestamp("2026-04-30"), "not known", "")
    assert len(arrivals(typed_setting(named, entries))) == 1


def test_an_entry_that_names_the_day_of_the_list_came_through_them() -> None:
    entries = [came(1, "ann", "connection", "2026-04-30", to_person="ZOË Nunez")]
    made = book({"ann": None, "zoe": "2026-04-30"})
    named = replace(made, people=made.people.assign(name=["Ann", "Zoe Núñez"]))
    row = told(typed_setting(named, entries)).loc["zoe"]
    assert (row["how"], row["through"]) == ("introduced", "ann")


@pytest.mark.parametrize("names", [["Zoe Nunez", "Zoe Nunez"], ["Zoe", "Zoe Nunez Diaz"]])
def test_a_name_that_two_bear_or_half_a_name_stays_a_name(names: list[str]) -> None:
    said = names[0]
    made = book({"z1": "2026-04-30", "z2": "2026-04-30"})
    named = replace(made, people=made.people.assign(name=names))
    table = told(typed_setting(named, [came(1, "ann", "connection", "2026-05-02", to_person=said)]))
    assert sorted(table.index) == [said, "z1", "z2"]


def test_many_names_are_joined_like_few() -> None:
    people = {f"p{number}": "2026-04-30" for number in range(12)}
    made = book(people)
    named = replace(made, people=made.people.assign(name=[f"Zoë Nr{number}x" for number in range(12)]))
    entries = [
        came(number + 1, "ann", "connection", "2026-05-02", to_person=f"zoe nr{number}X")
        for number in range(12)
    ]
    assert sorted(told(typed_setting(named, entries)).index) == sorted(people)
    assert sorted(told(typed_setting(named, entries[:3])).index) == sorted(people)


def test_a_name_is_joined_only_by_the_day_on_which_the_exports_know_them() -> None:
    entries = [came(1, "ann", "connection", "2026-05-02", to_person="Zoe Nunez")]
    made = book({"ann": None, "zoe": "2026-05-20"}, [("ann", "message", "in", "2026-01-01 09:00")])
    named = replace(made, people=made.people.assign(name=["Ann", "Zoe Nunez"]))
    before = told(typed_setting(named, entries, day=pd.Timestamp("2026-05-10")))
    assert before["on"].to_dict() == {"Zoe Nunez": pd.Timestamp("2026-05-02")}
    after = told(typed_setting(named, entries))
    assert after["on"].to_dict() == {"zoe": pd.Timestamp("2026-05-20")}


def test_who_is_connected_after_the_day_is_not_new_yet() -> None:
    made = book({"ann": "2026-03-10", "bob": "2026-03-11"})
    assert told(typed_setting(made, day=pd.Timestamp("2026-03-10"))).index.tolist() == ["ann"]


def test_the_newest_come_first_and_then_by_name() -> None:
    made = book({"cy": "2026-03-10", "ann": "2026-03-10", "bob": "2026-03-11", "dot": None})
    assert told(typed_setting(made)).index.tolist() == ["bob", "ann", "cy"]


# two-way


@pytest.mark.parametrize(
    ("said", "since", "labels"),
    [
        ([("cy", "message", "out", "2026-04-01 09:00")], None, ()),
        (
            [("cy", "message", "in", "2026-04-01 09:00"), ("cy", "invitation", "out", "2026-04-02 09:00")],
            None,
            (),
        ),
        (
            [("cy", "message", "out", "2026-04-01 09:00"), ("cy", "mail", "in", "2026-04-05 09:00")],
            "2026-04-05",
            (0, 1),
        ),
        ([("cy", "group_meeting", "both", "2026-04-01 09:00", 8)], "2026-04-01", (0,)),
        ([("cy", "group_meeting", "both", "2026-04-01 09:00", 9)], None, ()),
        (
            [
                ("cy", "message", "out", "2026-02-01 09:00"),
                ("cy", "meeting", "both", "2026-04-01 09:00"),
                ("cy", "message", "in", "2026-04-02 09:00"),
            ],
            "2026-04-01",
            (1,),
        ),
        (
            [("cy", "message", "in", "2026-04-01 23:30"), ("cy", "message", "out", "2026-02-01 09:00")],
            "2026-04-02",
            (1, 0),
        ),
    ],
)
def test_contact_is_two_way_since_the_later_of_both_or_a_meeting_of_few(
    said: list[tuple], since: str | None, labels: tuple[int, ...]
) -> None:
    utc = [
        (who, channel, way, pd.Timestamp(at, tz="UTC").tz_convert("Europe/Berlin").tz_localize(None), *of)
        for who, channel, way, at, *of in said
    ]
    row = told(typed_setting(book({"cy": CONNECTED}, utc, zone="Europe/Berlin"))).loc["cy"]
    assert since is None or row["two_way_since"] == pd.Timestamp(since)
    assert pd.isna(row["two_way_since"]) == (since is None)
    assert (
        tuple(label for table, label in row["rows"] if table == "interactions" and label in labels) == labels
    )
    if since is None:
        assert row["sentence"].endswith("No two-way contact is on record by 31 October 2026.")


def test_what_happens_after_the_day_is_not_known() -> None:
    said = [("cy", "message", "out", "2026-04-01 09:00"), ("cy", "message", "in", "2026-04-05 09:00")]
    made = book({"cy": CONNECTED}, said)
    day = pd.Timestamp("2026-04-04")
    assert pd.isna(told(typed_setting(made, day=day)).at["cy", "two_way_since"])
    assert told(typed_setting(made, day=pd.Timestamp("2026-04-05"))).at[
        "cy", "two_way_since"
    ] == pd.Timestamp("2026-04-05")


def test_an_answer_in_the_ledger_is_two_way_contact_but_a_click_is_not() -> None:
    asked = sent(1, "cy", "2026-03-01", purpose="build")
    click = came(2, "cy", "connection", "2026-03-10", attempt=1)
    answer = came(3, "cy", "replied", "2026-03-15", attempt=1)
    made = book({"cy": CONNECTED}, [("cy", "meeting", "both", "2026-04-01 09:00")])
    only_met = told(typed_setting(made, [asked, click])).loc["cy"]
    assert only_met["two_way_since"] == pd.Timestamp("2026-04-01")
    row = told(typed_setting(made, [asked, click, answer])).loc["cy"]
    assert row["two_way_since"] == pd.Timestamp("2026-03-15")
    assert row["rows"] == (("people", "cy"), ("ledger", 2), ("ledger", 1), ("ledger", 3))


def test_without_an_export_that_shows_contact_it_is_not_known() -> None:
    row = told(typed_setting(book({"cy": CONNECTED}, kinds=["linkedin connections"]))).loc["cy"]
    assert (row["class"], row["told"]) == ("unknown", False)
    assert "not known" in row["sentence"]
    assert row["lasting"] is pd.NA


@pytest.mark.parametrize(
    ("met", "day", "lasting"),
    [
        ("2026-04-09 12:00", "2026-10-31", False),  # the thirtieth day
        ("2026-04-10 12:00", "2026-10-31", True),
        (None, "2026-04-09", None),
        (None, "2026-04-10", False),
    ],
)
def test_it_lasts_by_two_way_contact_more_than_thirty_days_after(
    met: str | None, day: str, lasting: bool | None
) -> None:
    said = [("cy", "meeting", "both", met)] if met else []
    row = told(typed_setting(book({"cy": CONNECTED}, said), day=pd.Timestamp(day))).loc["cy"]
    assert row["lasting"] is (pd.NA if lasting is None else lasting) or row["lasting"] == lasting
    assert row["lasting_rows"] == ((("interactions", 0),) if lasting else ())


# by month


def test_a_month_of_which_nothing_is_recorded_is_nan_and_one_where_nobody_came_is_0() -> None:
    ends = {"linkedin connections": pd.Timestamp("2026-08-15")}
    made = book({"ann": "2026-03-10", "bob": "2026-05-31", "cy": "2026-06-01"}, ends=ends)
    entries = [came(1, "ann", "connection", "2026-09-30", to_person="Zoe Nunez")]
    setting = typed_setting(made, entries)
    table = per_month(arrivals(setting), setting)
    assert [f"{month:%Y-%m-%d}" for month in table.index] == [
        *("2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31", "2026-08-31"),
        *("2026-09-30", "2026-10-31"),
    ]
    assert table.columns.tolist() == [*HOW]
    assert table["not known"].tolist()[:6] == [1, 0, 1, 1, 0, 0]
    assert table["introduced"].tolist()[:7] == [0, 0, 0, 0, 0, 0, 1]
    assert table.loc["2026-09-30"].drop("introduced").isna().all()
    assert table.loc["2026-10-31"].isna().all()


def test_without_a_list_of_connections_nothing_is_0() -> None:
    made = book({"ann": None}, [("ann", "message", "in", "2026-01-01 09:00")], kinds=["linkedin messages"])
    setting = typed_setting(made, period="2026-Q3")
    table = per_month(arrivals(setting), setting)
    assert table.shape == (3, len(HOW))
    assert table.isna().all(axis=None)
    whole = typed_setting(made)
    assert per_month(arrivals(whole), whole).isna().all(axis=None)


def test_the_months_of_a_period_end_with_the_day() -> None:
    setting = typed_setting(book({"ann": "2026-03-10"}), period="2026", day=pd.Timestamp("2026-03-20"))
    table = per_month(arrivals(setting), setting)
    assert [month.month for month in table.index] == [1, 2, 3]
    assert table["not known"].tolist()[-1] == 1


DAYS = st.dates(pd.Timestamp("2026-05-15").date(), pd.Timestamp("2026-10-31").date()).map(str)


@st.composite
def records(draw: st.DrawFn) -> Setting:
    """A small record: people listed or not, whatever passed, and introductions and connections at random."""
    people = [f"p{number}" for number in range(draw(st.integers(1, 6)))]
    listed = {who: draw(st.none() | DAYS) for who in people}
    channels = st.sampled_from(["message", "mail", "meeting", "group_meeting", "invitation"])
    ways = st.sampled_from(["in", "out", "both"])
    said = [
        (
            draw(st.sampled_from(people)),
            draw(channels),
            draw(ways),
            draw(DAYS) + " 23:30",
            draw(st.integers(2, 9)),
        )
        for _ in range(draw(st.integers(0, 8)))
    ]
    whom = st.sampled_from([*people, "Zoe Nunez", "ZOË NÚÑEZ", ""])
    steps = st.sampled_from(["intro_made", "connection", "replied"])
    entries = [
        came(
            number,
            draw(st.sampled_from([*people, "Gus Free"])),
            draw(steps),
            draw(DAYS),
            to_person=draw(whom),
        )
        for number in range(1, draw(st.integers(0, 8)) + 1)
    ]
    events = {number: f"e{number % 2}" for number, row in enumerate(said) if "meeting" in row[1]}
    kinds = KINDS if draw(st.booleans()) else KINDS[:3]
    zone = draw(st.sampled_from(["UTC", "Europe/Berlin", "America/New_York"]))
    made = book(listed, said, events=events, stays=(WORK,), kinds=kinds, zone=zone)
    return typed_setting(made, entries, day=pd.Timestamp(draw(DAYS)))


@settings(deadline=None, max_examples=15)
@given(records())
def test_each_new_connection_is_in_exactly_one_month_and_came_in_one_way(setting: Setting) -> None:
    whole = arrivals(setting)
    assert whole["person"].is_unique
    assert whole["how"].isin(HOW).all()
    assert (whole["on"] <= setting.day).all()
    assert not (whole["two_way_since"] > setting.day).any()
    months = per_month(whole, setting)
    assert months.sum(axis=None) == len(whole)
    parts = []
    for month in months.index:
        one = replace(setting, period=wl.measures.period.period_of(f"{month:%Y-%m}"))
        part = arrivals(one)
        assert len(part) == months.loc[month].sum()
        assert per_month(part, one).sum(axis=None) == len(part)
        parts += part["person"].tolist()
    assert sorted(parts) == sorted(whole["person"])


@settings(deadline=None, max_examples=15)
@given(records())
def test_every_row_that_is_named_is_there(setting: Setting) -> None:
    entries = {*setting.outcomes.index, *setting.attempts.index}
    there = {
        "people": set(setting.book.people.index),
        "interactions": set(setting.situation.interactions.index),
        "owner": set(setting.book.owner.affiliations.index),
        "ledger": entries,
    }
    for rows in arrivals(setting)["rows"]:
        assert rows
        assert all(label in there[table] for table, label in rows)


@cache
def example() -> Setting:
    return typed_setting(wl.read("data/example"))


def test_the_planted_meeting_of_the_example_brought_five() -> None:
    new = arrivals(replace(example(), period=wl.measures.period.period_of("2022-03")))
    met = new[new["how"] == "event"]
    assert len(met) == 5
    assert met["lasting"].all()
    assert met["through"].nunique() == 1


def test_every_connection_of_the_example_is_told_once() -> None:
    setting = example()
    assert set(arrivals(setting)["person"]) == set(setting.book.people["connected_on"].dropna().index)
