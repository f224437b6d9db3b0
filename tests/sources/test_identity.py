"""Who is one human: by profile, by address, by what the owner decided, and never by an equal name alone."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from weaklib.book import Owner
from weaklib.sources import identity
from weaklib.sources.decisions import Decisions
from weaklib.sources.encounters import Encounters, encounters
from weaklib.sources.identity import persons
from weaklib.sources.reading import CONTACTS, MEETINGS, Link, Reading, frame

ME = Owner(name="Mira Okafor", profile="mira", emails=frozenset({"mira@home.example"}))
DAY = pd.Timestamp("2020-05-04")


def book_of(*cards: dict[str, object], source: str = "cards.vcf", kind: str = "address book") -> Reading:
    """A file that lists people, one a row."""
    rows = [{"row": row} | card for row, card in enumerate(cards, 1)]
    return Reading(source, kind, rows=len(rows), contacts=frame(rows, CONTACTS))


def connections(
    *rows: dict[str, object], source: str = "Connections.csv", last: str = "2026-10-31"
) -> Reading:
    reading = book_of(
        *({"connected_on": DAY} | row for row in rows), source=source, kind="linkedin connections"
    )
    return replace(reading, last=pd.Timestamp(last))


def meetings(*guests: tuple[str, str, str], source: str = "mira.ics", kind: str = "calendar") -> Reading:
    """A file of meetings: address, name and event, one a row."""
    rows = [
        {
            "row": row,
            "email": email,
            "name": name,
            "at": pd.Timestamp("2026-03-02 09:00", tz="UTC"),
            "channel": "meeting",
            "direction": "both",
            "group_size": 2,
            "event": event,
        }
        for row, (email, name, event) in enumerate(guests, 1)
    ]
    return Reading(source, kind, rows=len(rows), interactions=frame(rows, MEETINGS))


def told(
    *readings: Reading, said: Decisions | None = None
) -> tuple[pd.DataFrame, Encounters, identity.Known]:
    decisions = said or Decisions()
    known = identity.resolve(readings, ME, frozenset({"mira"}), decisions)
    return persons.people(known, decisions), encounters(known.mentions), known


def test_one_address_in_two_services_is_one_human() -> None:
    people, met, _ = told(
        connections({"profile": "ana-lind", "name": "Ana Lind", "email": "ana@lind.example"}),
        meetings(("ana@lind.example", "Anita L.", "e1")),
        book_of(
            {
                "name": "Lind, Ana",
                "email": "ana@lind.example",
                "emails": ("ana@lind.example", "al@kite.example"),
            }
        ),
    )
    assert people.index.tolist() == ["ana-lind"]
    assert people.at["ana-lind", "emails"] == ("al@kite.example", "ana@lind.example")
    assert people.at["ana-lind", "sources"] == ("Connections.csv", "cards.vcf", "mira.ics")
    assert met.interactions["person"].tolist() == ["ana-lind"]


def test_a_card_with_two_addresses_joins_what_they_are_known_by() -> None:
    people, met, known = told(
        meetings(("ana@lind.example", "", "e1"), ("al@kite.example", "", "e2")),
        book_of(
            {
                "name": "Ana Lind",
                "email": "al@kite.example",
                "emails": ("al@kite.example", "ana@lind.example"),
            }
        ),
    )
    assert len(people) == 1
    assert met.interactions["person"].nunique() == 1
    evidence = persons.merges(known, Decisions())["evidence"]
    assert evidence.tolist() == ["the same address"]


def test_an_equal_name_alone_merges_nobody() -> None:
    people, _, _ = told(
        connections({"profile": "ana-lind", "name": "Ana Lind"}),
        meetings(("ana@other.example", "Ana Lind", "e1")),
        book_of({"name": "Ana Lind"}),
    )
    assert sorted(people.index) == ["ana-lind", "ana-lind#address-book", "ana@other.example"]


def test_an_address_that_two_rows_of_one_list_give_tells_neither() -> None:
    people, met, _ = told(
        book_of(
            {
                "name": "Jo Berg",
                "email": "berg@home.example",
                "emails": ("berg@home.example", "jo@work.example"),
            },
            {
                "name": "Lu Berg",
                "email": "berg@home.example",
                "emails": ("berg@home.example", "lu@work.example"),
            },
        ),
        meetings(("jo@work.example", "", "e1"), ("berg@home.example", "The Bergs", "e2")),
    )
    assert sorted(people.index) == ["berg@home.example", "jo@work.example", "lu@work.example"]
    assert sorted(people["name"]) == ["Jo Berg", "Lu Berg", "The Bergs"]
    assert met.interactions["person"].nunique() == 2


def test_the_same_card_in_two_files_is_no_quarrel() -> None:
    people, _, _ = told(
        book_of({"name": "Robert Doe", "email": "r@doe.example"}),
        book_of({"name": "Bob Doe", "email": "r@doe.example"}, source="phone.vcf"),
    )
    assert people.index.tolist() == ["r@doe.example"]


def test_a_shared_address_without_a_name_is_nobody() -> None:
    people, met, _ = told(
        book_of({"email": "info@firm.example"}, {"name": "Ana Lind", "email": "a@lind.example"})
    )
    assert people["name"].tolist() == ["Ana Lind"]
    assert met.nobody[["row", "reason"]].to_numpy().tolist() == [[1, "a shared address, not a person"]]


def test_your_own_card_is_you_and_one_with_your_address_is_not() -> None:
    people, met, _ = told(
        book_of(
            {"name": "Mira Okafor", "email": "mira@home.example"},
            {
                "name": "Femi Okafor",
                "email": "femi@home.example",
                "emails": ("femi@home.example", "mira@home.example"),
            },
        )
    )
    assert people["name"].tolist() == ["Femi Okafor"]
    assert met.nobody["reason"].tolist() == ["this is you"]


def test_a_bare_name_means_the_only_bearer_inside_linkedin() -> None:
    named = replace(meetings(("", "Ana Lind", ""), ("", "Nobody Known", ""), kind="linkedin invitations"))
    people, met, _ = told(connections({"profile": "ana-lind", "name": "Ana Lind"}), named)
    assert sorted(people.index) == ["ana-lind", "nobody-known#linkedin"]
    assert sorted(met.interactions["person"]) == ["ana-lind", "nobody-known#linkedin"]


def test_whom_you_only_follow_is_no_acquaintance() -> None:
    follows = meetings(
        ("", "Ana Lind", ""), ("", "A Star", ""), kind="linkedin follows", source="Follows.csv"
    )
    people, met, _ = told(connections({"profile": "ana-lind", "name": "Ana Lind"}), follows)
    assert people.index.tolist() == ["ana-lind"]
    assert met.nobody["row"].tolist() == [2]
    assert met.nobody["reason"].str.contains("follow").all()


def test_a_bare_name_that_two_bear_is_told_and_set_aside() -> None:
    named = meetings(("", "Ana Lind", ""), kind="linkedin invitations", source="Invitations.csv")
    people, met, _ = told(
        connections({"profile": "ana-1", "name": "Ana Lind"}, {"profile": "ana-2", "name": "Ana Lind"}), named
    )
    assert sorted(people.index) == ["ana-1", "ana-2"]
    assert met.nobody["reason"].str.startswith("two contacts are called Ana Lind").tolist() == [True]
    assert met.interactions.empty


def test_without_profile_and_address_name_and_day_are_the_id() -> None:
    people, _, _ = told(
        connections(
            {"name": "Kim Park", "organisation": "Parkhaus"},
            {"name": "Kim Park", "organisation": "Seoul Steel"},
            {"name": "Kim Park", "connected_on": pd.Timestamp("2021-01-02")},
        )
    )
    assert sorted(people.index) == ["kim-park#2020-05-04", "kim-park#2020-05-04~2", "kim-park#2021-01-02"]
    assert people.at["kim-park#2020-05-04", "organisation"] == "Parkhaus"


def test_a_link_between_profiles_is_followed_and_the_newest_profile_is_the_id() -> None:
    old = connections({"profile": "ana-old", "name": "Ana Lind"}, source="2025.csv", last="2025-10-31")
    new = connections({"profile": "ana-new", "name": "Ana Berg"})
    people, _, known = told(replace(old, links=(Link("ana-old", "ana-new", "the same day"),)), new)
    assert people.index.tolist() == ["ana-new"]
    assert people.at["ana-new", "name"] == "Ana Berg"
    assert known.person_of("ana-old") == "ana-new"


def test_the_newest_export_is_believed_even_where_it_is_blank() -> None:
    old = connections(
        {"profile": "ana", "name": "Ana Lind", "organisation": "Kite", "position": "Pilot"},
        source="2025.csv",
        last="2025-10-31",
    )
    people, _, known = told(connections({"profile": "ana", "name": "Ana Lind"}), old)
    assert people["organisation"].isna().all()
    stints = persons.stints(known)
    assert stints[["organisation", "role"]].to_numpy().tolist() == [["Kite", "Pilot"]]
    assert stints["as_recorded_on"].tolist() == [pd.Timestamp("2025-10-31")]


def test_two_calendars_with_the_same_meeting_count_it_once() -> None:
    work = meetings(("ana@lind.example", "Ana", "e1"), ("bo@lind.example", "Bo", "e2"))
    home = meetings(("ana@lind.example", "Ana", "e1"), ("cy@lind.example", "Cy", "e3"), source="home.ics")
    _, met, _ = told(work, home)
    assert sorted(met.interactions["person"]) == ["ana@lind.example", "bo@lind.example", "cy@lind.example"]
    assert sum(met.repeated.values()) == 1


def test_the_owner_confirms_and_refuses() -> None:
    cards = book_of({"name": "Ana Lind", "email": "a@x.example"}, {"name": "A. Lind", "email": "a@y.example"})
    both = book_of(
        {"name": "Di Fo", "email": "d@x.example", "emails": ("d@x.example", "e@x.example")}, source="b.vcf"
    )
    guest = meetings(("e@x.example", "Eva Fo", "e1"))
    before, _, _ = told(cards, both, guest)
    assert len(before) == 3
    said = Decisions(same=(("a@x.example", "a@y.example"),), apart=(("d@x.example", "e@x.example"),))
    after, met, known = told(cards, both, guest, said=said)
    assert sorted(after["name"]) == ["Ana Lind", "Di Fo", "Eva Fo"]
    assert known.person_of("a@y.example") == known.person_of("a@x.example")
    assert after.at["d@x.example", "emails"] == ("d@x.example",)
    assert met.interactions["person"].tolist() == ["e@x.example"]


def test_what_the_owner_says_of_a_person_follows_them_under_a_new_id() -> None:
    said = Decisions(
        rename={"ana-lind#2020-05-04": "Anita"},
        family={"ana-lind#2020-05-04": True},
        closeness={"ana@lind.example": 0.7},
        groups={"ana-lind": ("choir", "MBA 2014")},
    )
    people, _, _ = told(
        connections({"profile": "ana-lind", "name": "Ana Lind", "email": "ana@lind.example"}), said=said
    )
    row = people.loc["ana-lind"]
    assert (row["name"], row["family"], row["closeness"], row["groups"]) == (
        "Anita",
        True,
        0.7,
        ("MBA 2014", "choir"),
    )


def test_whom_the_owner_hides_is_set_aside() -> None:
    said = Decisions(hidden={"ana@lind.example": True})
    people, met, _ = told(
        connections(
            {"profile": "ana-lind", "name": "Ana Lind", "email": "ana@lind.example"}, {"profile": "bo"}
        ),
        meetings(("ana@lind.example", "Ana", "e1")),
        said=said,
    )
    assert people.index.tolist() == ["bo"]
    assert met.interactions.empty
    assert sorted(met.nobody["source"]) == ["Connections.csv", "mira.ics"]
    assert set(met.nobody["reason"]) == {"hidden by you in people.csv"}


def test_the_order_of_rows_and_the_names_of_files_decide_nothing() -> None:
    cards = [
        {
            "name": "Ana Lind",
            "email": "a@x.example",
            "emails": ("a@x.example", "b@x.example"),
            "organisation": "Kite",
        },
        {"name": "Anna Lind", "email": "b@x.example", "organisation": "Kite AG"},
        {"name": "Bo", "email": "bo@x.example"},
    ]
    guests = [("b@x.example", "Ana L", "e1"), ("bo@x.example", "Bo B", "e2"), ("bo@x.example", "Bob", "e3")]
    one, met, _ = told(book_of(*cards), meetings(*guests))
    other, met_again, _ = told(meetings(*guests[::-1], source="x.ics"), book_of(*cards[::-1], source="y.vcf"))
    pd.testing.assert_frame_equal(one.drop(columns="sources"), other.drop(columns="sources"))
    columns = ["at", "person", "event"]
    pd.testing.assert_frame_equal(
        met.interactions[columns].sort_values(columns, ignore_index=True),
        met_again.interactions[columns].sort_values(columns, ignore_index=True),
    )


def test_two_cards_of_one_name_without_an_address_are_two_people_in_every_file_the_same() -> None:
    cards = ({"name": "Dana", "organisation": "Kite"}, {"name": "Dana", "organisation": "Mole"})
    people, _, _ = told(book_of(*cards), book_of(*cards[::-1], source="again.vcf"))
    assert people["organisation"].to_dict() == {"dana#address-book": "Kite", "dana#address-book~2": "Mole"}
