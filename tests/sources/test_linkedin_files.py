"""The files of LinkedIn's export beside those of every era: fixtures and expected values typed by hand."""

from __future__ import annotations

import csv
import random
import shutil
from pathlib import Path

import pandas as pd
import pytest

from tests.sources.linkedin_readings import figures, listed, read, read_with_owner
from weaklib.sources.linkedin import about
from weaklib.sources.linkedin.columns import kind_of, kind_of_header

DATA = Path(__file__).parents[1] / "data"
FILES = DATA / "linkedin-files"
ERAS = DATA / "linkedin"
YEARS = DATA / "linkedin-years"

PERSON = ("profile", "name", "emails", "organisation", "position")


def test_notes_are_the_owners_own_words_by_date() -> None:
    """Several notes on one person stand in one row; an empty one, and one on nobody, are set aside."""
    notes = read(FILES / "notes")["Notes.csv"]
    assert notes.kind == "linkedin notes"
    assert listed(notes.contacts, "profile", "name", "note") == [
        ("-", "Ivo Doe", "=1+1 is what he says"),
        ("amina-yusuf", "Amina Yusuf", "No day is known of this one"),
        (
            "zoë-brandt",
            "Zoë Brandt",
            'First: met at the summit, at the "grid" table · Second: knows the harbour master',
        ),
    ]
    assert figures(notes) == (7, 4, 0, 3)
    assert sorted(notes.set_aside["row"]) == [5, 6, 7]
    assert (notes.first, notes.last) == (pd.Timestamp("2025-10-01"), pd.Timestamp("2025-11-02"))


def test_a_note_that_is_set_aside_is_not_quoted() -> None:
    notes = read(FILES / "notes")["Notes.csv"]
    assert not notes.set_aside["raw"].str.contains("Who was this|Account closed").any()
    assert notes.set_aside["raw"].str.contains(r"\[13 characters\]").sum() == 1


@pytest.mark.parametrize(
    ("folder", "name", "people", "counts"),
    [
        (
            "imported-2018",
            "Imported Contacts.csv",
            [("rosa-diaz", "Rosa Diaz", "rosa@diaz.example", "Mercado", "Cook")],
            (2, 1, 0, 1),
        ),
        (
            "imported-2024",
            "Contacts.csv",
            [
                ("-", "-", "nameless@post.example", "-", "-"),
                ("-", "Sam Orbit", "sam@orbit.example sam.orbit@home.example", "Orbit Ltd", "Engineer"),
                ("-", "Tante Erna", "-", "-", "-"),
            ],
            (4, 3, 0, 1),
        ),
        (
            "imported-2026",
            "ImportedContacts.csv",
            [("-", "Ada Maria Nordmann", "ada@nordmann.example ada@work.example", "-", "Captain")],
            (1, 1, 0, 0),
        ),
    ],
)
def test_an_imported_address_book(
    folder: str, name: str, people: list[tuple[str, ...]], counts: tuple[int, ...]
) -> None:
    """All three headers; every address of a row is kept, and whoever has neither name nor address is nobody."""
    book = read(FILES / folder)[name]
    assert book.kind == "linkedin imported contacts"
    assert listed(book.contacts, *PERSON) == people
    assert figures(book) == counts
    assert (
        book.contacts["email"] == [emails[0] if emails else "" for emails in book.contacts["emails"]]
    ).all()


@pytest.mark.parametrize(
    ("folder", "name", "day", "counts"),
    [
        ("follows", "Member_Follows_90210.csv", "2025-05-14 10:10:10", (4, 1, 0, 3)),
        ("follows-older", "Member_Follows.csv", "2021-05-14 10:10:10", (1, 1, 0, 0)),
    ],
)
def test_members_that_the_owner_follows(folder: str, name: str, day: str, counts: tuple[int, ...]) -> None:
    """By name alone, in both spellings of the column; those followed no longer are set aside."""
    follows = read(FILES / folder)[name]
    assert follows.kind == "linkedin follows"
    assert listed(follows.interactions, "name", "channel", "direction", "at") == [
        ("Ingeborg Vance", "follow", "out", day)
    ]
    assert figures(follows) == counts
    assert "Ingeborg Vance" in follows.interactions.at[0, "raw"]


def test_what_the_owner_follows_applied_to_saved_and_went_to() -> None:
    """Dates in LinkedIn's four other spellings; a place that was given up is no event."""
    readings = read(FILES / "owner")
    table = pd.concat([reading.affiliations for reading in readings.values()])
    assert listed(table, "kind", "organisation", "role", "since", "until") == [
        ("applied", "Küstenwerk", "Team Lead", "2025-07-06", "-"),
        ("event", "Grid Day", "-", "2024-04-08", "2024-04-09"),
        ("event", "Wind Night", "-", "2030-11-30", "2030-11-30"),
        ("follows", "Küstenwerk", "-", "2024-01-01", "-"),
        ("follows", "Seewind", "-", "2026-09-05", "-"),
        ("saved job", "Seewind", "Grid Planner", "2025-09-01", "-"),
    ]
    assert figures(readings["Events.csv"]) == (3, 2, 0, 1)
    assert readings["Jobs/Job Applications_1.csv"].owner_emails == {"robin.bewirbt@example.org"}


def test_an_event_to_come_does_not_make_the_export_newer() -> None:
    """The files of one export, those in its folder Jobs too, speak until its newest date that is past."""
    readings = read(FILES / "owner")
    assert {reading.last for reading in readings.values()} == {pd.Timestamp("2026-09-05")}


def test_skills() -> None:
    skills = read(FILES / "owner")["Skills.csv"]
    assert skills.owner_skills == ("Grid Planning", "Milling", "python")
    assert figures(skills) == (4, 3, 1, 0)


def test_registration_and_who_invited_the_owner() -> None:
    """Since when the owner is a member; until 2018 LinkedIn also said by whom they were invited."""
    new = read(FILES / "owner")["Registration.csv"]
    assert (new.first, len(new.interactions), figures(new)) == (pd.Timestamp("2017-05-05"), 0, (1, 1, 0, 0))
    old = read(FILES / "registration-2017")["Registration.csv"]
    assert listed(old.interactions, "name", "channel", "direction", "at") == [
        ("Zoë Brandt", "invitation", "in", "2017-05-05 09:00:00")
    ]
    assert (old.first, figures(old)) == (pd.Timestamp("2017-05-05"), (1, 1, 0, 0))
    assert "203.0.113.5" not in old.interactions.at[0, "raw"]


def test_a_message_to_nobody_that_is_there_twice() -> None:
    """One of the two is a repetition, the other names nobody: both are accounted for."""
    messages = read(FILES / "repeated-hidden")["messages.csv"]
    assert figures(messages) == (2, 0, 1, 1)


def test_recommendations_under_another_name_are_set_aside(tmp_path: Path) -> None:
    """The columns are the same both ways: which way it was, only the file's name says."""
    shutil.copy(ERAS / "2026" / "Recommendations_Received.csv", tmp_path / "praise.csv")
    praise = read(tmp_path)["praise.csv"]
    assert praise.kind == "linkedin recommendations"
    assert figures(praise) == (2, 0, 0, 2)
    assert praise.contacts.empty
    assert "Recommendations_Received.csv" in praise.note


@pytest.mark.parametrize("name", ["Recommendations_Received.csv", "Recommendations Received (1).csv"])
def test_recommendations_under_their_own_name(name: str, tmp_path: Path) -> None:
    shutil.copy(ERAS / "2026" / "Recommendations_Received.csv", tmp_path / name)
    assert set(read(tmp_path)[name].interactions["direction"]) == {"in"}


BY_HEADER = {
    "linkedin connections": "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
    "linkedin messages": "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER",
    "linkedin invitations": "From,To,Sent At,Message,Direction",
    "linkedin endorsements": "Endorsement Date,Skill Name,Endorsee First Name,Endorsee Last Name,Endorsement Status",
    "linkedin recommendations": "First Name,Last Name,Company,Job Title,Text,Creation Date,Status",
    "linkedin notes": "Connection First Name,Connection Last Name,Connection Profile URL,Note,Created On,Edited On",
    "linkedin positions": "Company Name,Title,Description,Location,Started On,Finished On",
    "linkedin education": "School Name,Start Date,End Date,Notes,Degree Name,Activities",
    "linkedin company follows": "Organization,Followed On",
    "linkedin follows": "Date,Status,FullName",
    "linkedin events": "Event Name,Event Time,Status,External Url",
    "linkedin job applications": "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title,Job Url,Resume Name,Question And Answers",
    "linkedin saved jobs": "Saved Date,Job Url,Job Title,Company Name",
    "linkedin profile": "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry",
    "linkedin registration": "Registered At,Registration Ip,Subscription Types",
    "linkedin email addresses": "Email Address,Confirmed,Is primary,Status Updated On",
    "linkedin imported contacts": "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt",
}


@pytest.mark.parametrize(("kind", "header"), BY_HEADER.items(), ids=BY_HEADER)
def test_the_header_tells_the_kind(kind: str, header: str) -> None:
    """As exported; re-saved with a byte order mark, semicolons, quotes, in another order, or as UTF-16."""
    columns = header.split(",")
    reordered = random.Random(kind).sample(columns, len(columns))
    spellings = [
        header.encode(),
        (header + ",\r\n").encode("utf-8-sig"),
        header.replace(",", ";").encode(),
        header.replace(",", "\t").encode("utf-16"),
        ",".join(f'"{column}"' for column in reordered).encode(),
        f'Notes:,,,\n"When exporting, you may notice\nthat",,,\n,,,\n{header}\nä'.encode()[:-1],
    ]
    assert [kind_of_header(head) for head in spellings] == [kind] * len(spellings)


def test_a_translated_header_tells_the_kind_too() -> None:
    french = "Prénom;Nom;URL;Adresse e-mail;Entreprise;Poste;Date de connexion\n"
    assert kind_of_header(french.encode("cp1252")) == "linkedin connections"
    german = (DATA / "linkedin-oddities" / "german-headers" / "Connections.csv").read_bytes()
    assert kind_of_header(german) == "linkedin connections"


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"\0" * 64,
        b"%PDF-1.7\nFirst Name,Last Name",
        b"PK\x03\x04" + bytes(range(256)) * 8,
        b"First Name,Middle Name,Last Name,E-mail 1 - Value,Organization Name",  # Google's contacts
        b'"First Name","Last Name","E-mail Address","Company"',  # Outlook's
        b"Subject,Start Date,Start Time,End Date,End Time,Meeting Organizer",
        b"Name,Status,Date",
        b"Name\nMilling",
        b"Content Title,Content Description,Content Type,",
        b'"' + b"x" * 200_000,
    ],
    ids=lambda head: repr(head[:20]),
)
def test_another_header_tells_nothing(head: bytes) -> None:
    assert kind_of_header(head) == ""


def test_kinds_by_name() -> None:
    """Spaces, underscores, numbers and case do not matter; names that others use as well tell nothing."""
    told = {
        "Company_Follows.csv": "linkedin company follows",
        "Job Applications_1.csv": "linkedin job applications",
        "Imported Contacts.csv": "linkedin imported contacts",
        "Member_Follows_90210 (2).csv": "linkedin follows",
        "GUIDE_messages.csv": "linkedin assistant",
        "LearningCoachMessages.csv": "linkedin assistant",
        "Contacts.csv": "",
        "Events.csv": "",
        "Notes.csv": "",
        "Connections.xlsx": "",
    }
    assert {name: kind_of(name) for name in told} == told


def renamed(folder: Path, place: Path, seed: int) -> Path:
    """Copy a folder with every file under a name that says nothing, but for those that only a name tells."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    random.Random(seed).shuffle(files)
    for number, path in enumerate(files):
        tells = ("Recommendations", "Skills", "guide_", "coach_", "learning_", "LearningCoach")
        name = path.name if path.name.startswith(tells) else f"file {number}.csv"
        shutil.copy(path, place / name)
    return place


@pytest.mark.parametrize(
    "folder", [*sorted(ERAS.iterdir()), YEARS / "2026", FILES / "owner"], ids=lambda path: path.name
)
def test_renamed_files_say_the_same(folder: Path, tmp_path: Path) -> None:
    """Whatever the files are called, they are read as what they are."""
    columns = ["profile", "name", "at", "channel", "direction", "words", "skill", "group_size"]

    def said(place: Path) -> list[object]:
        readings, owner = read_with_owner(place)
        every = readings.values()
        return [
            owner,
            sorted((r.kind, *figures(r), str(r.first), str(r.last)) for r in every),
            sorted(row for r in every for row in listed(r.contacts, *PERSON, "connected_on", "note")),
            sorted(row for r in every for row in listed(r.interactions, *columns)),
            sorted(
                row
                for r in every
                if len(r.affiliations)
                for row in listed(r.affiliations, "organisation", "since")
            ),
            sorted(skill for r in every for skill in r.owner_skills),
        ]

    assert said(renamed(folder, tmp_path, seed=1)) == said(folder)


def test_a_file_is_what_its_columns_say_it_is(tmp_path: Path) -> None:
    """Connections under the name of messages are connections."""
    shutil.copy(ERAS / "2026" / "Connections.csv", tmp_path / "messages.csv")
    assert read(tmp_path)["messages.csv"].kind == "linkedin connections"


def test_files_that_are_left_alone_are_known_by_name() -> None:
    for path in (FILES / "left-alone").iterdir():
        assert about(path.name).endswith(": no word of people"), path.name
        assert kind_of(path.name) == kind_of_header(path.read_bytes()) == ""
    assert not read(FILES / "left-alone")


LEFT_ALONE = """
    Ads Clicked.csv · Ad_Targeting.csv · Causes You Care About.csv · Certifications.csv · Comments_90210.csv ·
    Inferences_about_you.csv · InstantReposts_90210.csv · Job Seeker Preferences.csv · LAN Ads Engagement.csv ·
    Languages.csv · Learning.csv · Logins.csv · PhoneNumbers.csv · Private_identity_asset.csv ·
    Profile Summary.csv · Providers.csv · Publications.csv · Reactions_90210.csv · Receipts_v2.csv ·
    Rich Media.csv · Rich_Media.csv · SavedJobAlerts.csv · Saved_Items_90210.csv · SearchQueries.csv ·
    Search Queries.csv · Security Challenges.csv · Shares_90210.csv · Verifications.csv · Votes_90210.csv ·
    Whatsapp Phone Numbers.csv
"""


@pytest.mark.parametrize("name", [name.strip() for name in LEFT_ALONE.split("·")])
def test_every_other_file_has_a_word_said_about_it(name: str) -> None:
    assert about(name).startswith(("your ", "what ", "the ", "how ", "checks ", "proofs "))


@pytest.mark.parametrize("name", ["groceries.csv", "photo.jpg", "Shares.xlsx", ""])
def test_nothing_is_said_about_strangers(name: str) -> None:
    assert about(name) == ""


def test_no_kind_is_both_read_and_left_alone() -> None:
    from weaklib.sources.linkedin.columns import KINDS
    from weaklib.sources.linkedin.other_files import ABOUT

    assert not KINDS.keys() & ABOUT.keys()


NEW = [
    *sorted((FILES / "owner").rglob("*.csv")),
    *sorted(FILES.glob("[finr]*/*.csv")),
    *sorted((YEARS / "2026").rglob("*.csv")),
]


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_file_that_is_cut_loses_no_row_silently(tenth: int, tmp_path: Path) -> None:
    """Every file cut at every tenth: each row that is there is used, merged or set aside, or the file refused."""
    for number, path in enumerate(NEW):
        content = path.read_bytes()
        place = tmp_path / str(number)
        place.mkdir()
        (place / path.name).write_bytes(content[: len(content) * tenth // 10])
        for reading in read(place).values():
            rows, used, merged, aside = figures(reading)
            assert min(used, merged, aside) >= 0
            assert rows == used + merged + aside
            people = set(reading.contacts["row"]) | set(reading.interactions["row"])
            assert people.isdisjoint(reading.set_aside["row"])


@pytest.mark.parametrize("path", NEW, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_the_order_of_rows_says_nothing(path: Path, tmp_path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        records = list(csv.reader(file))
    start = next(
        number for number, record in enumerate(records, 1) if len(record) > 1 or path.name == "Skills.csv"
    )
    rows = records[start:]
    random.Random(path.name).shuffle(rows)
    with (tmp_path / path.name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(records[:start] + rows)
    (after,), (before,) = read(tmp_path).values(), read(alone(path, tmp_path / "alone")).values()
    assert listed(after.contacts, *PERSON, "note") == listed(before.contacts, *PERSON, "note")
    assert listed(after.interactions, "name", "at", "skill") == listed(
        before.interactions, "name", "at", "skill"
    )
    assert (figures(after), after.first, after.last) == (figures(before), before.first, before.last)
    assert (after.owner_skills, after.owner_emails) == (before.owner_skills, before.owner_emails)


def alone(path: Path, place: Path) -> Path:
    place.mkdir()
    shutil.copy(path, place)
    return place
