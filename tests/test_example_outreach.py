"""What is planted for the lists of whom to write to: read from the tables alone, whatever the lists make of it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
import yaml

import weaklib as wl
from weaklib.book import CONTACT_CHANNELS
from weaklib.example import GOALS, LINKEDIN, OLDER, PLANTED, write

COMMITTED = Path(__file__).parents[1] / "data" / "example"
WEEK = pd.Timedelta(days=7)
LAST_DAY = pd.Timestamp("2026-10-31")


@pytest.fixture(scope="module", params=[2026, 7], ids=["as shipped", "another seed"])
def book(request, tmp_path_factory):
    """The example as it is shipped, and what another seed makes of it."""
    if request.param == 2026:
        return wl.read(COMMITTED)
    folder = tmp_path_factory.mktemp("seven")
    write(folder, seed=request.param)
    return wl.read(folder)


@pytest.fixture(scope="module")
def goals():
    """The goals, as they stand in the file."""
    return yaml.safe_load((COMMITTED / GOALS).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def ties(book):
    """The ties on the last day."""
    return wl.ties.tie_table(book)


@pytest.fixture(scope="module")
def graph(book):
    """The contacts and their ties."""
    return wl.network.contact_network(book)


def contact(book, *people):
    """Return the rows of contact with some people, with the day of each."""
    rows = book.interactions[book.interactions["channel"].isin(CONTACT_CHANNELS)]
    rows = rows[rows["person"].isin(people)]
    return rows.assign(day=rows["at"].dt.tz_localize(None).dt.normalize())


def at(book, organisation):
    """Return who is or was at an organisation, by the newest record of each."""
    records = book.affiliations.sort_values("as_recorded_on", kind="stable")
    newest = records[records["kind"] == "work"].groupby("person").tail(1)
    return set(newest.loc[newest["organisation"] == organisation, "person"])


def records(book, person):
    """Return the employers and positions of one person, the oldest record first."""
    rows = book.affiliations[book.affiliations["person"] == person].sort_values("as_recorded_on")
    return list(rows[["organisation", "role"]].itertuples(index=False, name=None))


def test_the_older_export_and_the_goals_are_read_or_left_alone(book):
    assert f"{OLDER}/Connections.csv" in book.coverage.index
    assert not book.coverage.index.str.contains("yaml").any()
    older = book.coverage.loc[f"{OLDER}/Connections.csv"]
    assert older["kind"] == "linkedin connections"
    assert older["rows"] == older["used"] + older["merged"] + older["set_aside"]


def test_the_older_export_holds_who_was_connected_by_then():
    with zipfile.ZipFile(COMMITTED / OLDER) as older, zipfile.ZipFile(COMMITTED / LINKEDIN) as newer:
        assert older.namelist() == ["Connections.csv"]
        before, now = (each.read("Connections.csv").decode().splitlines() for each in (older, newer))
    assert before[:4] == now[:4]
    changed = set(before) - set(now)
    moved = [*PLANTED.moved, PLANTED.promoted]
    assert len(changed) == len(moved)
    assert all(any(f"/in/{person}," in row for row in changed) for person in moved)


def test_the_goals_name_what_they_can_name(goals):
    assert set(goals) == {
        *("roles", "fields", "organisations", "places", "people", "challenges"),
        *("weekly", "leave_out", "language", "targets"),
    }
    assert len(goals["challenges"]) == 3
    assert goals["weekly"] == 5
    assert {PLANTED.bridge_organisation, PLANTED.owed_organisation, PLANTED.cold_organisation} <= set(
        goals["organisations"]
    )
    assert PLANTED.former_organisation in goals["organisations"]
    assert PLANTED.empty_field in goals["fields"]


def test_the_bridge_is_the_only_one_at_her_employer(book):
    assert at(book, PLANTED.bridge_organisation) == {PLANTED.bridge}


def test_the_silent_strong_tie_works_where_the_owner_would_like_to(book, ties, goals):
    assert ties.loc[PLANTED.silent_strong, "class"] == "dormant"
    dormant = ties[ties["class"] == "dormant"]
    assert dormant["peak_strength"].idxmax() == PLANTED.silent_strong
    assert book.people.at[PLANTED.silent_strong, "organisation"] in goals["organisations"]


def quiet_worth(ties, bridging):
    """Return what reconnecting with each quiet contact is worth, by METRICS section 9."""
    met = ties["contact_days"] > 0
    parts = pd.DataFrame(
        {
            "peak": ties["peak_strength"],
            "bridging": bridging.reindex(ties.index),
            "novelty": 1 - ties["contact_days"].where(met).rank(pct=True),
        }
    )[met & (ties["silence_days"] > 180)]
    share = pd.Series({"peak": 0.4, "bridging": 0.35, "novelty": 0.25})
    return parts.mul(share).sum(axis=1) / parts.notna().mul(share).sum(axis=1)


def test_the_silent_strong_tie_leads_whom_to_reconnect_with_by_its_worth_alone():
    book = wl.read(COMMITTED)
    graph = wl.network.contact_network(book)
    bridging = wl.bridging.bridge_table(graph, circles=wl.circles.find_circles(graph, seed=0))["bridging"]
    worth = quiet_worth(wl.ties.tie_table(book), bridging)
    assert worth.idxmax() == PLANTED.silent_strong
    assert worth[PLANTED.silent_strong] >= worth.drop(PLANTED.silent_strong).max() + 0.03
    assert bridging[PLANTED.silent_strong] < bridging[PLANTED.bridge]


def test_some_of_the_owner_s_first_words_were_not_answered(book):
    direct = contact(book, *book.people.index)
    direct = direct[direct["channel"] == "message"].sort_values(["person", "at"])
    by_person = direct.groupby("person")
    gap = by_person["at"].diff()
    first = (direct["direction"] == "out") & (gap.isna() | (gap > pd.Timedelta(days=30)))
    wrote = direct["at"].where(direct["direction"] == "in").groupby(direct["person"]).bfill()
    answered = (wrote - direct["at"])[first] <= pd.Timedelta(days=14)
    assert len(answered) > 300
    assert 0.7 <= answered.mean() <= 0.85


def test_the_two_experts_know_what_the_first_challenge_asks_in_other_words(book, goals):
    by_position, by_the_past = PLANTED.experts
    asked = goals["challenges"][0]
    assert "cloud" in asked
    assert "data warehouse" in asked
    assert book.people.at[by_position, "position"] == "Leiter Cloud-Migration"
    assert records(book, by_the_past)[0][1] == "Data-Warehouse-Architektin"
    assert book.people.at[by_the_past, "position"] == "Store Manager"
    endorsed = book.interactions[
        (book.interactions["person"] == by_the_past)
        & (book.interactions["channel"] == "endorsement")
        & (book.interactions["direction"] == "out")
    ]
    assert "Data Warehousing" in set(endorsed["skill"])
    elsewhere = book.interactions[book.interactions["person"] != by_the_past]
    assert not elsewhere["skill"].str.contains("Warehous", na=False).any()
    others = book.affiliations[~book.affiliations["person"].isin(PLANTED.experts)]
    assert not others["role"].str.contains("Cloud|Warehouse", na=False).any()


def test_the_experts_are_in_touch(ties):
    assert set(ties.loc[list(PLANTED.experts), "class"]) <= {"strong", "moderately weak"}


def test_one_asked_something_and_was_not_answered(book, ties):
    alone = contact(book, PLANTED.owed_reply)
    direct = alone[alone["channel"] == "message"].sort_values("at")
    assert direct["day"].iloc[-1] == pd.Timestamp(PLANTED.owed_on)
    assert direct["direction"].iloc[-1] == "in"
    assert LAST_DAY - pd.Timestamp(PLANTED.owed_on) < pd.Timedelta(days=60)
    assert ties.loc[PLANTED.owed_reply, "class"] in {"strong", "moderately weak"}
    there = at(book, PLANTED.owed_organisation)
    assert ties.loc[list(there), "strength"].idxmax() == PLANTED.owed_reply


def test_one_at_a_target_was_never_in_touch(book, ties):
    assert at(book, PLANTED.cold_organisation) == {PLANTED.cold}
    assert contact(book, PLANTED.cold).empty
    assert ties.loc[PLANTED.cold, "class"] == "nominal"


def test_one_tie_is_fading_after_years(book, ties):
    tie = ties.loc[PLANTED.fading]
    assert tie["class"] == "fading"
    assert tie["peak_strength"] >= 0.6
    assert contact(book, PLANTED.fading)["day"].nunique() > 100


def brought(book, event):
    """Return who was at a meeting and connected within a week after it."""
    day = event["at"].iloc[0].tz_convert("Europe/Berlin").tz_localize(None).normalize()
    since = book.people["connected_on"].reindex(event["person"].unique())
    return set(since.index[(since >= day) & (since <= day + WEEK)])


def test_one_meeting_brought_five_lasting_contacts(book):
    meetings = book.interactions[book.interactions["channel"].isin(["meeting", "group_meeting"])]
    found = {name: brought(book, event) for name, event in meetings.groupby("event")}
    most = max(found, key=lambda name: len(found[name]))
    assert found[most] == set(PLANTED.event_brought)
    assert sorted(map(len, found.values()))[-2] <= 2
    day = meetings.loc[meetings["event"] == most, "at"].dt.tz_localize(None).dt.normalize().iloc[0]
    assert day == pd.Timestamp(PLANTED.event_on)
    later = contact(book, *PLANTED.event_brought)
    later = later[later["day"] > day + pd.Timedelta(days=365)]
    for person, rows in later.groupby("person"):
        written = rows[rows["channel"] == "message"]
        met = rows[rows["channel"].isin(["meeting", "group_meeting"]) & (rows["group_size"] <= 8)]
        assert {"in", "out"} <= set(written["direction"]) or len(met), person
    assert set(later["person"]) == set(PLANTED.event_brought)


def test_one_circle_hangs_on_one_contact(book, ties, graph):
    circle = {PLANTED.hangs_on, *PLANTED.hangs_in}
    assert at(book, PLANTED.hanging) == circle
    assert set(ties.loc[list(PLANTED.hangs_in), "class"]) == {"nominal"}
    assert ties.loc[PLANTED.hangs_on, "class"] in {"moderately weak", "strong"}
    assert PLANTED.hangs_on in set(nx.articulation_points(graph))
    outside = {other for person in PLANTED.hangs_in for other in graph[person]} - circle
    assert not outside
    circles = wl.circles.find_circles(graph, seed=0)
    assert set(circles.index[circles == circles[PLANTED.hangs_on]]) == circle


def test_one_field_of_the_goals_has_nobody_in_it(book, goals):
    fields = set(book.affiliations["field"].dropna())
    assert PLANTED.empty_field not in fields
    assert set(goals["fields"]) - fields == {PLANTED.empty_field}


def test_classmates_connected_while_the_owner_was_at_school(book, graph):
    own = book.owner.affiliations
    school = own[(own["kind"] == "school") & (own["organisation"] == PLANTED.school)].iloc[0]
    since = book.people["connected_on"]
    met = since[(since >= school["since"]) & (since <= school["until"])]
    assert set(PLANTED.classmates) <= set(met.index)
    assert graph.edges[PLANTED.classmates]["evidence"] == ("met_during",)
    assert graph.edges[PLANTED.classmates]["observed"] == 0


def test_people_moved_since_the_older_export(book):
    moves = wl.moves.job_moves(book)
    assert set(moves.index[moves["moved_employer"]]) == set(PLANTED.moved)
    assert list(moves.index[~moves["moved_employer"]]) == [PLANTED.promoted]
    assert records(book, PLANTED.former)[0][0] == PLANTED.former_organisation
    assert PLANTED.former not in at(book, PLANTED.former_organisation)
