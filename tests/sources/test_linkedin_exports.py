"""Several exports in one folder: last year's beside this year's, Basic and Complete, whole and cut short.

The two exports of `linkedin-years` are typed by hand. Between them Zoë Brandt and one Sam Park changed
their jobs, Mia Keller married and is called Vogt, Timo Lang took a shorter profile address, Vera Stumm
has left, Otto Brief has left too but once wrote, Neo Frisch is new, and a message of Ulla Krag's was
deleted.
"""

from __future__ import annotations

import csv
import random
import shutil
import zipfile
from pathlib import Path

import pandas as pd
import pytest

import weaklib
from tests.mutations import DATA, Sample, again
from tests.sources.linkedin_readings import figures, listed, read, read_with_owner
from weaklib.sources.reading import Link, Reading

YEARS = Path(__file__).parents[1] / "data" / "linkedin-years"
ERAS = Path(__file__).parents[1] / "data" / "linkedin"

# file | rows | used | merged | set aside, of the older export
OLDER = """
    Company Follows.csv           | 1  | 0 | 1 | 0
    Connections.csv               | 12 | 1 | 9 | 2
    Education.csv                 | 1  | 0 | 1 | 0
    Email Addresses.csv           | 1  | 0 | 1 | 0
    Endorsement_Received_Info.csv | 2  | 0 | 2 | 0
    ImportedContacts.csv          | 2  | 1 | 1 | 0
    Invitations.csv               | 3  | 0 | 3 | 0
    Member_Follows_90210.csv      | 2  | 1 | 1 | 0
    Notes.csv                     | 2  | 1 | 1 | 0
    Positions.csv                 | 2  | 0 | 2 | 0
    Profile.csv                   | 1  | 0 | 1 | 0
    Recommendations_Received.csv  | 1  | 0 | 1 | 0
    Registration.csv              | 1  | 0 | 1 | 0
    Skills.csv                    | 2  | 1 | 1 | 0
    messages.csv                  | 7  | 1 | 6 | 0
"""
OLD_DAY, NEW_DAY = pd.Timestamp("2025-03-01"), pd.Timestamp("2026-02-07")
HISTORY = [
    ("mia-keller", "Mia Keller", "Keller Druck", "Printer", "0"),
    ("otto-brief", "Otto Brief", "Post AG", "Carrier", "10"),
    ("sam-park-1", "Sam Park", "Parkhaus GmbH", "Manager", "0"),
    ("zoë-brandt", "Zoë Brandt", "Nordlicht Energie", "Engineer", "0"),
]


def as_folders(place: Path) -> Path:
    shutil.copytree(YEARS, place / "both")
    return place / "both"


def as_zips(place: Path) -> Path:
    """Zips whose names tell a wrong age."""
    for year, name in (("2025", "z 12-31-2029.zip"), ("2026", "Complete_LinkedInDataExport_01-01-2019.zip")):
        with zipfile.ZipFile(place / name, "w") as archive:
            for path in sorted((YEARS / year).rglob("*.csv")):
                archive.write(path, path.relative_to(YEARS / year).as_posix())
    return place


def as_loose_files(place: Path) -> Path:
    """Both exports unpacked into one folder, as a browser names the second download."""
    for path in (YEARS / "2025").rglob("*.csv"):
        shutil.copy(path, place / f"{path.stem} (1).csv")
    for path in (YEARS / "2026").rglob("*.csv"):
        shutil.copy(path, place)
    return place


def shuffled(place: Path) -> Path:
    """Both exports with their rows in another order."""
    for path in sorted(as_folders(place).rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            records = list(csv.reader(file))
        start = 4 if path.name == "Connections.csv" else 1
        rows = records[start:]
        random.Random(str(path.relative_to(place))).shuffle(rows)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(records[:start] + rows)
    return place / "both"


def of_year(readings: dict[str, Reading], day: pd.Timestamp) -> dict[str, Reading]:
    """Return the readings of one export by the plain names of their files."""
    ends = {source: reading for source, reading in readings.items() if reading.last == day}
    return {source.rsplit("/", 1)[-1].replace(" (1)", ""): reading for source, reading in ends.items()}


@pytest.fixture(scope="module", params=[as_folders, as_zips, shuffled], ids=lambda pack: pack.__name__)
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reading]:
    return read(request.param(tmp_path_factory.mktemp("data")))


def test_what_the_newer_export_says_too_is_merged(both: dict[str, Reading]) -> None:
    expected = [[cell.strip() for cell in line.split("|")] for line in OLDER.strip().splitlines()]
    older = of_year(both, OLD_DAY)
    assert {name: figures(reading) for name, reading in older.items()} == {
        name: tuple(map(int, counts)) for name, *counts in expected
    }
    assert all(reading.merged == 0 for reading in of_year(both, NEW_DAY).values())


def test_the_newer_export_says_what_it_says_alone(both: dict[str, Reading]) -> None:
    """An older export beside it changes nothing of what the newest has."""
    alone = read(YEARS / "2026")
    newer = of_year(both, NEW_DAY)
    assert len(newer) == len(alone)
    for source, reading in alone.items():
        again = newer[source.rsplit("/", 1)[-1]]
        assert figures(again) == figures(reading)
        assert (again.first, again.last, again.note) == (reading.first, reading.last, reading.note)
        for table in ("contacts", "interactions", "affiliations"):
            columns = [name for name in getattr(reading, table) if name not in ("row", "event")]
            assert listed(getattr(again, table), *columns) == listed(getattr(reading, table), *columns)


def test_older_rows_stay_as_history_where_they_differ(both: dict[str, Reading]) -> None:
    """A job of last year, or a maiden name; those that are counted as merged already have no row number."""
    old = of_year(both, OLD_DAY)["Connections.csv"]
    history = listed(old.contacts, "profile", "name", "organisation", "position")
    assert history == [row[:4] for row in HISTORY]
    assert sorted(old.contacts["row"] != 0) == [False, False, False, True]


def test_history_names_its_rows() -> None:
    old = read(YEARS)["2025/Connections.csv"]
    assert listed(old.contacts, "profile", "name", "organisation", "position", "row") == HISTORY
    assert old.last == OLD_DAY
    assert old.first == pd.Timestamp("2016-10-10")


def test_a_connection_that_is_gone_is_reported_and_no_error(both: dict[str, Reading]) -> None:
    old = of_year(both, OLD_DAY)["Connections.csv"]
    gone = old.set_aside[~old.set_aside["reason"].str.startswith("hidden")]
    assert list(gone["reason"]) == ["no longer among your connections in the export of 2026-02-07"]
    assert "Vera Stumm" in gone["raw"].iloc[0]
    assert "Stummfilm" in gone["raw"].iloc[0]
    assert "1 set aside, 1 kept" in old.note


def test_a_profile_that_moved_is_linked(both: dict[str, Reading]) -> None:
    links = [link for reading in both.values() for link in reading.links]
    assert links == [
        Link("timo-lang-5512", "timo-lang", "the same name and day of connection in two exports")
    ]


def test_what_is_left_of_the_older_small_files(both: dict[str, Reading]) -> None:
    old = of_year(both, OLD_DAY)
    assert old["Skills.csv"].owner_skills == ("Milling",)
    assert listed(old["Notes.csv"].contacts, "name", "note") == [("Pia Hart", "Met at the fair")]
    assert listed(old["ImportedContacts.csv"].contacts, "name") == [("Bo Weg",)]
    assert listed(old["messages.csv"].interactions, "name", "at") == [("Ulla Krag", "2023-10-11 10:10:10")]


def test_an_edited_note_takes_the_place_of_the_old_one(both: dict[str, Reading]) -> None:
    notes = of_year(both, NEW_DAY)["Notes.csv"]
    assert listed(notes.contacts, "profile", "note") == [
        ("timo-lang", "Plays the viola da gamba · Moves to Kiel in spring")
    ]


def test_loose_files_of_two_years_are_two_exports(tmp_path: Path) -> None:
    """In one folder, each file that repeats another is older or newer by its own dates."""
    readings = read(as_loose_files(tmp_path))
    old = readings["Connections (1).csv"]
    assert figures(old) == (12, 1, 9, 2)
    assert figures(readings["messages (1).csv"]) == (7, 1, 6, 0)
    assert figures(readings["Connections.csv"]) == (11, 10, 0, 1)
    assert old.last == pd.Timestamp("2024-11-11")
    assert readings["Connections.csv"].last == NEW_DAY


def test_the_book_of_both_years(tmp_path: Path) -> None:
    """Last year's export adds the deleted message, the card that was deleted, and the jobs of last year."""
    one, two = (weaklib.read(folder).check() for folder in (YEARS / "2026", as_zips(tmp_path)))
    assert set(two.people.index) - set(one.people.index) == {"bo@weg.example"}
    assert set(one.people.index) <= set(two.people.index)
    assert list(two.people["name"][one.people.index]) == list(one.people["name"])
    columns = ["at", "person", "channel", "direction", "words"]
    more = pd.concat([one.interactions[columns], two.interactions[columns]]).drop_duplicates(keep=False)
    assert listed(more, "at", "person") == [("2023-10-11 10:10:10+00:00", "ulla-krag")] or listed(
        more, "at", "person"
    ) == [("2023-10-11 10:10:10", "ulla-krag")]
    assert two.people.loc["otto-brief", "organisation"] == "Post AG"
    zoe = two.affiliations[two.affiliations["person"] == "zoë-brandt"]
    assert listed(zoe, "organisation", "role", "as_recorded_on") == [
        ("Nordlicht Energie", "Engineer", "2025-03-01"),
        ("Seewind", "Head of Grid", "2026-02-07"),
    ]
    assert two.people.loc["zoë-brandt", "organisation"] == "Seewind"
    assert set(two.owner.skills) == {"Grid Planning", "Milling", "Python"}


@pytest.mark.parametrize("era", sorted(path.name for path in ERAS.iterdir()))
def test_an_export_beside_itself_adds_nothing(era: str, tmp_path: Path) -> None:
    """As Basic beside Complete, or the zip beside its folder: every row of one of the two is merged."""
    for name in ("one", "other"):
        shutil.copytree(ERAS / era, tmp_path / name)
    readings, owner = read_with_owner(tmp_path)
    alone, same_owner = read_with_owner(ERAS / era)
    assert owner == same_owner
    for source, reading in alone.items():
        first, second = readings[f"one/{source}"], readings[f"other/{source}"]
        rows, used, merged, aside = figures(reading)
        usable = used + merged
        found = sorted((figures(each) for each in (first, second)), key=lambda each: each[2])
        if reading.kind == "linkedin messages":  # who is nobody is seen before what is repeated, or after
            assert found[0] == (rows, used, merged, aside)
            assert found[1][1] == 0
        else:
            assert found == [(rows, used, merged, aside), (rows, 0, usable, aside)]
        assert first.note == second.note == reading.note
        assert {first.last, second.last} == {reading.last}
        counted = len(first.interactions) + len(second.interactions)
        assert counted == len(reading.interactions)
        assert len(first.contacts) + len(second.contacts) == len(reading.contacts)


IMPORTED = (
    "FirstName,MiddleName,LastName,MaidenName,NickName,NamePrefix,NameSuffix,Title,Emails,PhoneNumbers,CreatedAt,"
    "UpdatedAt,CountryCode,RegionCode,ThirdPartyVerified,Location\n"
)


def test_an_older_card_that_says_more_stays(tmp_path: Path) -> None:
    """Counted as merged, with row 0, and kept for the address that the newer one lacks."""
    for name, emails, day in (
        ("new", "ada@a.example", "1/1/26"),
        ("old", '"ada@a.example,ada@b.example"', "1/1/25"),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "ImportedContacts.csv").write_text(
            IMPORTED + f'Ada,,Nordmann,,,,,,{emails},,"{day}, 9:00 AM",,,,,\n', encoding="utf-8"
        )
    old = read(tmp_path)["old/ImportedContacts.csv"]
    assert figures(old) == (1, 0, 1, 0)
    assert listed(old.contacts, "row", "emails") == [("0", "ada@a.example ada@b.example")]


PREAMBLE = 'Notes:\n"When exporting your connection data, you may notice"\n\n'
WITH_URL = PREAMBLE + "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
WITHOUT_URL = "First Name,Last Name,Email Address,Company,Position,Connected On\n"


def lists(place: Path, **exports: str) -> dict[str, Reading]:
    """Lay out lists of connections, each in a folder of its own, and return their readings by folder."""
    for name, content in exports.items():
        (place / name).mkdir()
        (place / name / "Connections.csv").write_text(content, encoding="utf-8")
    return {source.split("/")[0]: reading for source, reading in read(place).items()}


def url(slug: str) -> str:
    return f"https://www.linkedin.com/in/{slug}"


def test_an_export_from_before_profiles_takes_them_from_a_newer_one(tmp_path: Path) -> None:
    """Name and day of connection fit one row each; two Kim Parks of one day are two, whoever is who."""
    found = lists(
        tmp_path,
        new=WITH_URL
        + f"Zoë,Brandt,{url('zoe-brandt')},,Seewind,Head of Grid,04 Feb 2018\n"
        + f"Kim,Park,{url('kim-park-1')},,Parkhaus,Manager,05 Mar 2017\n"
        + f"Kim,Park,{url('kim-park-2')},,Seoul Steel,Head Buyer,05 Mar 2017\n"
        + f"Ida,Neu,{url('ida-neu')},,Neubau,Mason,01 Jun 2024\n",
        old=WITHOUT_URL
        + "Zoë,Brandt,zoe@brandt.example,Nordlicht Energie,Engineer,04 Feb 2018\n"
        + "Kim,Park,,Parkhaus,Manager,05 Mar 2017\n"
        + "Kim,Park,,Seoul Steel,Buyer,05 Mar 2017\n"
        + "Ole,Fort,,Fortuna,Clerk,06 Apr 2019\n",
    )
    assert figures(found["new"]) == (4, 4, 0, 0)
    assert figures(found["old"]) == (4, 0, 3, 1)
    assert listed(found["old"].contacts, "profile", "emails", "email", "organisation") == [
        ("zoe-brandt", "-", "zoe@brandt.example", "Nordlicht Energie")
    ]
    assert found["new"].links == found["old"].links == ()


def test_a_newer_list_without_profiles_takes_them_from_an_older_one(tmp_path: Path) -> None:
    found = lists(
        tmp_path,
        new=WITH_URL + "Zoë,Brandt,,,Seewind,,04 Feb 2018\nIda,Neu,,,,,01 Jun 2024\n",
        old=WITH_URL + f"Zoë,Brandt,{url('zoe-brandt')},,Seewind,,04 Feb 2018\n",
    )
    assert listed(found["new"].contacts, "name", "profile") == [
        ("Ida Neu", "-"),
        ("Zoë Brandt", "zoe-brandt"),
    ]
    assert figures(found["old"]) == (1, 0, 1, 0)
    assert found["old"].contacts.empty


def test_two_exports_without_profiles(tmp_path: Path) -> None:
    """Two of one name and day stay two; a third, in the older export alone, is gone."""
    found = lists(
        tmp_path,
        new=WITHOUT_URL + "Kim,Park,,Parkhaus,Manager,05 Mar 2017\nKim,Park,,Seoul Steel,Buyer,05 Mar 2017\n"
        "A,A,,,,01 Jan 2018\nB,B,,,,01 Jan 2018\nC,C,,,,01 Jan 2019\n",
        old=WITHOUT_URL + "Kim,Park,,Seoul Steel,Buyer,05 Mar 2017\nKim,Park,,Parkhaus,Manager,05 Mar 2017\n"
        "Kim,Park,,Hafen,Pilot,05 Mar 2017\nA,A,,,,01 Jan 2018\nB,B,,,,01 Jan 2018\n",
    )
    assert figures(found["new"]) == (5, 5, 0, 0)
    assert figures(found["old"]) == (5, 0, 4, 1)
    assert "Hafen" in found["old"].set_aside.at[0, "raw"]


def test_namesakes_of_one_day_are_told_by_the_profile_that_stayed(tmp_path: Path) -> None:
    """One Li Wei's address stayed, so the other's must be the one that moved."""
    found = lists(
        tmp_path,
        new=WITH_URL + f"Li,Wei,{url('li-wei')},,,,02 Feb 2020\nLi,Wei,{url('li-wei-2')},,,,02 Feb 2020\n"
        "Neu,Er,,,,,03 Mar 2021\n",
        old=WITH_URL + f"Li,Wei,{url('li-wei-77')},,,,02 Feb 2020\nLi,Wei,{url('li-wei-2')},,,,02 Feb 2020\n",
    )
    assert [(link.one, link.other) for link in found["new"].links] == [("li-wei-77", "li-wei")]


def test_equal_names_on_other_days_are_no_link(tmp_path: Path) -> None:
    """A Li Wei has gone and another one came: two people."""
    found = lists(
        tmp_path,
        new=WITH_URL + f"Li,Wei,{url('li-wei-8')},,,,02 Feb 2024\nA,A,,,,,01 Jan 2018\nB,B,,,,,01 Jan 2018\n"
        "C,C,,,,,01 Jan 2018\nD,D,,,,,01 Jan 2018\n",
        old=WITH_URL + f"Li,Wei,{url('li-wei-7')},,,,02 Feb 2020\nA,A,,,,,01 Jan 2018\nB,B,,,,,01 Jan 2018\n"
        "C,C,,,,,01 Jan 2018\nD,D,,,,,01 Jan 2018\n",
    )
    assert found["new"].links == ()
    assert figures(found["old"]) == (5, 0, 4, 1)


def test_a_new_name_and_a_new_profile_are_told_by_address_and_day(tmp_path: Path) -> None:
    found = lists(
        tmp_path,
        new=WITH_URL + f"Mia,Vogt,{url('mia-vogt')},mia@keller.example,,,02 Feb 2020\nC,C,,,,,01 Jan 2024\n",
        old=WITH_URL + f"Mia,Keller,{url('mia-keller')},mia@keller.example,,,02 Feb 2020\n",
    )
    assert [(link.one, link.other) for link in found["new"].links] == [("mia-keller", "mia-vogt")]
    assert figures(found["old"]) == (1, 0, 1, 0)
    assert listed(found["old"].contacts, "profile", "name") == [("mia-keller", "Mia Keller")]


def test_a_day_that_is_not_understood_makes_nobody_new(tmp_path: Path) -> None:
    """Re-saved by a spreadsheet in another language: the name alone must do, where it is one person's."""
    found = lists(
        tmp_path,
        new=WITH_URL
        + f"Zoë,Brandt,{url('zoe-brandt')},,,,04 Feb 2018\nIda,Neu,{url('ida-neu')},,,,01 Jun 2024\n",
        old=WITHOUT_URL + "Zoë,Brandt,,Seewind,,4 févr. 2018\nIda,Alt,,,,01 Jun 2019\n",
    )
    assert figures(found["old"]) == (2, 0, 1, 1)
    assert listed(found["old"].contacts, "profile", "organisation") == [("zoe-brandt", "Seewind")]


FIVE = "".join(f"P{n},Q,{url(f'p-{n}')},,,,0{n} Jan 2020\n" for n in range(1, 6))


def test_an_export_that_was_cut_short_makes_nobody_vanish(tmp_path: Path) -> None:
    """Three of five rows: flagged, and the two who are missing stay connections."""
    found = lists(
        tmp_path,
        new=WITH_URL + "".join(FIVE.splitlines(keepends=True)[2:]).replace("05 Jan 2020", "05 Jan 2021"),
        old=WITH_URL + FIVE,
    )
    assert found["new"].note == (
        "has 3 rows where the export of 2020-01-05 had 5; was it cut short? ask LinkedIn for it again"
    )
    assert figures(found["old"]) == (5, 2, 3, 0)
    assert listed(found["old"].contacts, "profile", "row")[:2] == [("p-1", "5"), ("p-2", "6")]


def test_a_list_that_is_four_fifths_of_the_older_one_is_whole(tmp_path: Path) -> None:
    found = lists(
        tmp_path,
        new=WITH_URL + "".join(FIVE.splitlines(keepends=True)[1:]).replace("05 Jan 2020", "05 Jan 2021"),
        old=WITH_URL + FIVE,
    )
    assert found["new"].note == ""
    assert figures(found["old"]) == (5, 0, 4, 1)


def test_a_cut_export_in_between_does_not_hide_who_has_gone(tmp_path: Path) -> None:
    """Gone is who the newest whole list lacks, whatever a cut one before it lacks."""
    found = lists(
        tmp_path,
        new=WITH_URL + FIVE.replace("P1,Q,https://www.linkedin.com/in/p-1", "R,S,") + "N,N,,,,,01 Jan 2022\n",
        mid=WITH_URL + f"P5,Q,{url('p-5')},,,,01 Jan 2021\n",
        old=WITH_URL + FIVE,
    )
    assert "was it cut short" in found["mid"].note
    assert figures(found["mid"]) == (1, 0, 1, 0)
    assert figures(found["old"]) == (5, 0, 4, 1)
    assert found["old"].set_aside.at[0, "reason"].endswith("in the export of 2022-01-01")


def test_whoever_is_in_two_older_exports_is_gone_once(tmp_path: Path) -> None:
    found = lists(
        tmp_path,
        new=WITH_URL + "".join(FIVE.splitlines(keepends=True)[1:]) + "N,N,,,,,01 Jan 2023\n",
        mid=WITH_URL + FIVE + "M,M,,,,,01 Jan 2022\n",
        old=WITH_URL + FIVE,
    )
    assert figures(found["mid"]) == (6, 0, 4, 2)
    assert figures(found["old"]) == (5, 0, 5, 0)
    assert found["old"].contacts.empty


def test_a_list_that_ends_before_a_connection_does_not_show_it_gone(tmp_path: Path) -> None:
    """Fresh messages were laid over a stale list of connections: it cannot know those made since."""
    found = tmp_path / "mixed"
    found.mkdir()
    (found / "Connections.csv").write_text(WITH_URL + FIVE, encoding="utf-8")
    (found / "Endorsement_Given_Info.csv").write_text(
        "Endorsement Date,Skill Name,Endorsee First Name,Endorsee Last Name,Endorsement Status\n"
        "2026/01/01 10:00:00 UTC,Python,P1,Q,ACCEPTED\n",
        encoding="utf-8",
    )
    (tmp_path / "whole").mkdir()
    more = WITH_URL + FIVE + f"New,One,{url('new-one')},,,,01 Jan 2022\n"
    (tmp_path / "whole" / "Connections.csv").write_text(more, encoding="utf-8")
    assert figures(read(tmp_path)["whole/Connections.csv"]) == (6, 1, 5, 0)


def test_a_split_list_is_counted_as_one(tmp_path: Path) -> None:
    """Two halves of this year's list are no cut list, and repeat nothing of each other."""
    place = tmp_path / "new"
    place.mkdir()
    rows = FIVE.splitlines(keepends=True)
    (place / "Connections_1.csv").write_text(WITH_URL + "".join(rows[:3]), encoding="utf-8")
    (place / "Connections_2.csv").write_text(
        WITH_URL + "".join(rows[3:]) + f"New,One,{url('new-one')},,,,01 Jan 2022\n", encoding="utf-8"
    )
    readings = lists(tmp_path, old=WITH_URL + FIVE)
    assert figures(readings["old"]) == (5, 0, 5, 0)
    halves = {source: figures(reading) for source, reading in read(tmp_path).items() if "new" in source}
    assert halves == {"new/Connections_1.csv": (3, 3, 0, 0), "new/Connections_2.csv": (3, 3, 0, 0)}
    assert all(reading.note == "" for reading in read(tmp_path).values())


def test_a_namesake_in_a_message_does_not_keep_a_connection(tmp_path: Path) -> None:
    """The one Kim Park who is left may be the one who wrote: the other has gone."""
    namesakes = f"Kim,Park,{url('kim-1')},,,,01 Jan 2020\n"
    others = FIVE + "N,N,,,,,01 Jan 2023\n"
    found = lists(
        tmp_path,
        new=WITH_URL + namesakes + others,
        old=WITH_URL + namesakes + f"Kim,Park,{url('kim-2')},,,,02 Jan 2020\n" + FIVE,
    )
    assert figures(found["old"]) == (7, 0, 6, 1)
    (tmp_path / "old" / "Invitations.csv").write_text(
        'From,To,Sent At,Message,Direction\nKim Park,Robin Ahlers,"1/1/20, 9:00 AM",,INCOMING\n',
        encoding="utf-8",
    )
    assert figures(read(tmp_path)["old/Connections.csv"]) == (7, 0, 6, 1)
    alone = WITH_URL + others + FIVE.replace("p-", "q-")
    (tmp_path / "new" / "Connections.csv").write_text(alone, encoding="utf-8")
    both_kept = read(tmp_path)["old/Connections.csv"]
    assert figures(both_kept) == (7, 2, 5, 0)
    assert "0 set aside, 2 kept" in both_kept.note


MESSAGES_2018 = "From,To,Date,Subject,Content,Direction,Folder\n"
MESSAGES = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"


def mailboxes(place: Path, **exports: str) -> dict[str, Reading]:
    """Lay out messages, each file in a folder of its own, and return their readings by folder."""
    for name, content in exports.items():
        (place / name).mkdir()
        (place / name / "messages.csv").write_text(content, encoding="utf-8")
    readings = read(place)
    return {source.split("/")[0]: readings[source] for source in readings}


def sent(conversation: str, at: str, content: str, sender: str = "zoe-brandt") -> str:
    name, me = sender.replace("-", " ").title(), url("robin-ahlers")
    return f"{conversation},,{name},{url(sender)},Robin Ahlers,{me},{at} UTC,,{content},INBOX\n"


@pytest.mark.parametrize("turn", [1, -1])
def test_equal_messages_are_matched_one_to_one(turn: int, tmp_path: Path) -> None:
    """Three in one thread say "Ok" in one second; a newer export has two of them."""
    second = "2025-01-01 10:00:00"
    oks = [sent("2-a", second, "Ok", sender) for sender in ("zoe-brandt", "ivo-doe", "pia-hart")]
    found = mailboxes(
        tmp_path,
        new=MESSAGES + oks[0] + oks[1] + sent("2-a", "2025-02-02 10:00:00", "Well"),
        old=MESSAGES + "".join(oks[::turn]),
    )
    assert figures(found["new"])[1:3] == (3, 0)
    assert figures(found["old"])[1:3] == (1, 2)
    assert listed(found["old"].interactions, "profile") == [("pia-hart",)]


def test_messages_from_before_conversations_had_ids(tmp_path: Path) -> None:
    """By the minute only, and without ids: still the same two messages, and one that was deleted since."""
    found = mailboxes(
        tmp_path,
        new=MESSAGES
        + sent("2-a", "2018-01-23 10:00:21", "Are you in")
        + sent("2-a", "2018-01-23 10:00:48", "Or out")
        + sent("2-a", "2024-05-05 10:00:00", "Long ago"),
        old=MESSAGES_2018
        + 'Zoe Brandt,Robin Ahlers,"1/23/18, 10:00 AM",,Are you in,INCOMING,INBOX\n'
        + 'Zoe Brandt,Robin Ahlers,"1/23/18, 10:00 AM",,Or out,INCOMING,INBOX\n'
        + 'Zoe Brandt,Robin Ahlers,"1/23/18, 10:00 AM",,No word,INCOMING,INBOX\n',
    )
    assert figures(found["new"])[1:3] == (3, 0)
    assert figures(found["old"])[1:3] == (1, 2)


def test_fewer_messages_than_last_year_are_flagged_and_nothing_is_lost(tmp_path: Path) -> None:
    days = [f"2025-01-{day:02} 10:00:00" for day in range(1, 11)]
    old = MESSAGES + "".join(sent("2-a", day, "Word") for day in days)
    new = MESSAGES + sent("2-a", days[0], "Word") + sent("2-a", "2026-01-01 10:00:00", "Word")
    found = mailboxes(tmp_path, new=new, old=old)
    assert found["new"].note.startswith("has 2 rows where the export of 2025-01-10 had 10; was it cut short?")
    assert sum(len(reading.interactions) for reading in found.values()) == 11


def test_one_date_far_in_the_future_does_not_move_the_end(tmp_path: Path) -> None:
    """A date with a slip in it, ten years after all others, is noted and not believed."""
    days = [f"2025-01-{day:02} 10:00:00" for day in range(1, 11)]
    slip = sent("2-a", "2087-01-01 10:00:00", "Word")
    found = mailboxes(tmp_path, only=MESSAGES + "".join(sent("2-a", day, "Word") for day in days) + slip)
    assert found["only"].last == pd.Timestamp("2025-01-10")
    assert "2087-01-01" in found["only"].note
    assert figures(found["only"]) == (11, 11, 0, 0)


def test_few_dates_are_all_believed(tmp_path: Path) -> None:
    """Somebody who was silent for twelve years, and then wrote."""
    found = mailboxes(
        tmp_path,
        only=MESSAGES + sent("2-a", "2010-01-01 10:00:00", "Hi") + sent("2-a", "2022-01-01 10:00:00", "Hi"),
    )
    assert found["only"].last == pd.Timestamp("2022-01-01")
    assert found["only"].note == ""


def test_the_newest_name_and_profile_are_the_owners(tmp_path: Path) -> None:
    """The owner took another name and address: the newer export says which they are, the older adds the old."""
    header = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
    for name, first, me, day in (
        ("new", "Robin Berg", "robin-berg", "1/1/26"),
        ("old", "Robin Ahlers", "robin-ahlers", "1/1/25"),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "Invitations.csv").write_text(
            header + f'{first},Zoë Brandt,"{day}, 9:00 AM",,OUTGOING,{url(me)},{url("zoe-brandt")}\n',
            encoding="utf-8",
        )
    _, owner = read_with_owner(tmp_path)
    assert (owner.name, owner.profile) == ("Robin Berg", "robin-berg")
    assert owner.profiles == {"robin-berg", "robin-ahlers"}


def test_rows_that_are_there_twice_make_no_list_of_connections_fuller(tmp_path: Path) -> None:
    """Of two lists that are equally new the fuller is believed, and pasting rows again makes none fuller."""
    told = []
    for times in (False, True):
        for name in ("excel-resave", "names-like-null"):
            path = DATA / "linkedin-oddities" / name / "Connections.csv"
            sample = Sample(path, path.read_bytes())
            repeated = again(sample, random.Random(sample.name))
            (tmp_path / f"{times}" / name).mkdir(parents=True)
            written = repeated[0] if times and repeated else sample.content
            (tmp_path / f"{times}" / name / "Connections.csv").write_bytes(written)
        told.append(weaklib.read(tmp_path / f"{times}").people)
    pd.testing.assert_frame_equal(*told)
