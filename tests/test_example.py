"""The example: what is committed is what `write` writes, faithful to the formats, with its truths in the files."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

import weaklib as wl
from weaklib.example import CALENDAR, GOALS, LEDGER, LINKEDIN, OLDER, PLANTED, write

COMMITTED = Path(__file__).parents[1] / "data" / "example"
PROFILE = "https://www.linkedin.com/in/"
OWN_URL = PROFILE + "marit-ebbesand"
LAST_DAY = "2026-10-31"

PREAMBLE = (
    b"Notes:\n"
    b'"When exporting your connection data, you may notice that some of the email addresses are missing. You will '
    b"only see email addresses for connections who have allowed their connections to see or download their email "
    b"address using this setting https://www.linkedin.com/psettings/privacy/email. You can learn more here "
    b'https://www.linkedin.com/help/linkedin/answer/261"\n'
    b"\n"
)
HEADERS = {
    "Invitations.csv": "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl",
    "Endorsement_Received_Info.csv": (
        "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,Endorser Public Url,Endorsement Status"
    ),
    "Endorsement_Given_Info.csv": (
        "Endorsement Date,Skill Name,Endorsee First Name,Endorsee Last Name,Endorsee Public Url,Endorsement Status"
    ),
    "Recommendations_Received.csv": "First Name,Last Name,Company,Job Title,Text,Creation Date,Status",
    "Recommendations_Given.csv": "First Name,Last Name,Company,Job Title,Text,Creation Date,Status",
    "Positions.csv": "Company Name,Title,Description,Location,Started On,Finished On",
    "Education.csv": "School Name,Start Date,End Date,Notes,Degree Name,Activities",
    "Profile.csv": (
        "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,"
        "Twitter Handles,Websites,Instant Messengers"
    ),
    "Email Addresses.csv": "Email Address,Confirmed,Primary,Updated On",
    "Skills.csv": "Name",
    "Registration.csv": "Registered At,Registration Ip,Subscription Types",
    "Shares_4021977315.csv": "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility",
    "Reactions_4021977315.csv": "Date,Type,Link",
    "Comments_4021977315.csv": "Date,Link,Message",
    "Member_Follows_4021977315.csv": "Date,Status,FullName",
}
OLD_MESSAGES = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER"


def members(path: Path) -> dict[str, bytes]:
    """The files of a zip, in their order."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a file of the committed zip, by column name."""
    text = members(COMMITTED / LINKEDIN)[name].removeprefix(PREAMBLE).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def events() -> list[str]:
    """The events of the committed calendar, unfolded."""
    text = (COMMITTED / CALENDAR).read_bytes().decode().replace("\r\n ", "")
    return re.findall(r"BEGIN:VEVENT.*?END:VEVENT", text, flags=re.DOTALL)


def between(slug: str) -> list[dict[str, str]]:
    """The messages that only the owner and one profile read."""
    pair = {OWN_URL, PROFILE + slug}
    return [
        row
        for row in rows_of("messages.csv")
        if {row["SENDER PROFILE URL"], row["RECIPIENT PROFILE URLS"]} == pair
        and row["IS MESSAGE DRAFT"] == "No"
    ]


def test_what_is_committed_is_what_write_writes(tmp_path):
    written = write(tmp_path)
    shipped = sorted(path.name for path in COMMITTED.iterdir() if path.name != ".cache")
    assert shipped == sorted(path.name for path in written)
    for name in (LINKEDIN, OLDER):
        assert list(members(tmp_path / name).items()) == list(members(COMMITTED / name).items())
    for name in (CALENDAR, GOALS, LEDGER):
        assert (tmp_path / name).read_bytes() == (COMMITTED / name).read_bytes()


def test_two_runs_give_the_same_files_byte_for_byte(tmp_path):
    first, second = (write(tmp_path / name) for name in ("first", "second"))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_another_seed_keeps_the_truths_and_changes_the_others(tmp_path):
    write(tmp_path, seed=7)
    text = members(tmp_path / LINKEDIN)["Connections.csv"].decode()
    assert text != members(COMMITTED / LINKEDIN)["Connections.csv"].decode()
    assert f"{PROFILE}{PLANTED.bridge},{PLANTED.bridge_email},{PLANTED.bridge_organisation}," in text


def test_the_example_stays_small():
    assert (COMMITTED / LINKEDIN).stat().st_size < 200_000
    assert (COMMITTED / CALENDAR).stat().st_size < 600_000
    assert (COMMITTED / OLDER).stat().st_size < 20_000


def test_the_zip_is_named_and_filled_like_a_complete_export_of_2026():
    files = members(COMMITTED / LINKEDIN)
    assert LINKEDIN == "Complete_LinkedInDataExport_10-31-2026.zip"
    assert all("/" not in name for name in files)
    for name, header in HEADERS.items():
        assert files[name].decode().split("\n", 1)[0] == header
    assert not any(text.startswith(b"\xef\xbb\xbf") or b"\r" in text for text in files.values())
    assert files["LearningCoachMessages.csv"] == b"No conversations found"
    for name in ("guide", "learning_coach", "learning_role_play", "coach"):
        assert files[f"{name}_messages.csv"].decode().split("\n", 1)[0] == OLD_MESSAGES


def test_connections_begin_with_the_preamble_and_hide_some_members():
    text = members(COMMITTED / LINKEDIN)["Connections.csv"]
    assert text.startswith(
        PREAMBLE + b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    )
    assert not text.endswith(b"\n")
    rows = rows_of("Connections.csv")
    hidden = [row for row in rows if not row["URL"]]
    named = [row for row in rows if row["URL"]]
    assert len(hidden) == 11
    assert all(set(row) - {"Connected On"} == {column for column in row if not row[column]} for row in hidden)
    assert 280 <= len(named) <= 310
    assert len({row["URL"] for row in named}) == len(named)
    assert 40 <= sum(bool(row["Email Address"]) for row in named) <= 75
    assert all(re.fullmatch(r"\d\d [A-Z][a-z]{2} 20(1[89]|2[0-6])", row["Connected On"]) for row in rows)
    assert any("%C3%AB" in row["URL"] for row in named)
    assert any("," in row["Last Name"] for row in named)


def test_messages_are_quoted_and_hold_every_oddity():
    text = members(COMMITTED / LINKEDIN)["messages.csv"].decode()
    assert text.startswith(
        '"CONVERSATION ID","CONVERSATION TITLE","FROM","SENDER PROFILE URL","TO","RECIPIENT PROFILE URLS","DATE",'
        '"SUBJECT","CONTENT","FOLDER","ATTACHMENTS","IS MESSAGE DRAFT","IS CONVERSATION DRAFT"\n'
    )
    rows = rows_of("messages.csv")
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC", row["DATE"]) for row in rows)
    assert max(row["DATE"] for row in rows).startswith(LAST_DAY)
    assert min(row["DATE"] for row in rows) > "2018-11"
    assert {row["FOLDER"] for row in rows} == {"INBOX", "ARCHIVE", "SPAM", ""}
    assert sum(row["IS MESSAGE DRAFT"] == "Yes" for row in rows) == 2
    assert sum(row["IS CONVERSATION DRAFT"] == "Yes" for row in rows) == 1
    assert (
        sum(row["CONTENT"].startswith('<p class="spinmail-quill-editor__spin-break">') for row in rows) == 3
    )
    assert sum("LinkedIn Member" in (row["FROM"], row["TO"]) for row in rows) == 4
    assert sum("\n" in row["CONTENT"] for row in rows) > 20
    sizes = Counter(row["RECIPIENT PROFILE URLS"].count(",") + 2 for row in rows)
    assert max(sizes) == 10
    assert sum(count for size, count in sizes.items() if size > 2) > 100


def test_what_people_did_for_each_other_goes_both_ways():
    directions = Counter(row["Direction"] for row in rows_of("Invitations.csv"))
    assert set(directions) == {"INCOMING", "OUTGOING"}
    assert min(directions.values()) > 10
    for row in rows_of("Invitations.csv"):
        own = row["inviteeProfileUrl" if row["Direction"] == "INCOMING" else "inviterProfileUrl"]
        assert own == OWN_URL
        assert re.fullmatch(r"\d{1,2}/\d{1,2}/2[456], \d{1,2}:\d\d [AP]M", row["Sent At"])
    for name, who in (("Received", "Endorser"), ("Given", "Endorsee")):
        endorsements = rows_of(f"Endorsement_{name}_Info.csv")
        assert len(endorsements) > 20
        assert all(row[f"{who} Public Url"].startswith("www.linkedin.com/in/") for row in endorsements)
        assert all(
            re.fullmatch(r"\d{4}/\d\d/\d\d \d\d:\d\d:\d\d UTC", row["Endorsement Date"])
            for row in endorsements
        )
        recommendations = rows_of(f"Recommendations_{name}.csv")
        assert len(recommendations) == 3
        assert all(
            re.fullmatch(r"\d\d/\d\d/\d\d, \d\d:\d\d [AP]M", row["Creation Date"]) for row in recommendations
        )


def test_the_calendar_is_google_s():
    text = (COMMITTED / CALENDAR).read_bytes()
    assert CALENDAR == "marit.ebbesand@posthorn.example.ics"
    assert text.startswith(
        b"BEGIN:VCALENDAR\r\nPRODID:-//Google Inc//Google Calendar 70.9054//EN\r\nVERSION:2.0\r\n"
    )
    assert b"\r\nX-WR-CALNAME:marit.ebbesand@posthorn.example\r\nX-WR-TIMEZONE:Europe/Berlin\r\n" in text
    assert b"\nBEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\n" in text
    assert text.count(b"\n") == text.count(b"\r\n")
    assert max(len(line) for line in text.split(b"\r\n")) <= 75
    assert all("DTSTAMP:20261031T174500Z" in event for event in events())
    assert all(re.search(r"\r\nUID:\w{26}@google\.com\r\n", event) for event in events())


def test_the_calendar_holds_every_kind_of_event():
    holding = {
        what: sum(what in event for event in events())
        for what in (
            "RRULE:",
            "RECURRENCE-ID;",
            "EXDATE;",
            "CUTYPE=RESOURCE",
            "PARTSTAT=DECLINED",
            "VALUE=DATE:",
        )
    }
    assert min(holding.values()) >= 3, holding
    people = [event.count("CUTYPE=INDIVIDUAL") for event in events()]
    assert people.count(0) > 10
    assert people.count(2) > 200
    assert 5 < max(people) <= 25
    assert sum("DTSTART:202611" in event or "DTSTART:202612" in event for event in events()) > 3
    uids = Counter(re.search(r"\r\nUID:(\S+)", event)[1] for event in events())
    overridden = [uid for uid, count in uids.items() if count > 1]
    assert overridden
    series = [event for event in events() if any(uid in event for uid in overridden)]
    assert "RECURRENCE-ID" in series[0], "an override comes before its series"


def test_the_bridge_alone_stands_for_her_employer_and_meets_the_museum():
    employers = Counter(row["Company"] for row in rows_of("Connections.csv"))
    assert employers[PLANTED.bridge_organisation] == 1
    assert employers[PLANTED.bridge_opens] == 10
    shared = [
        event for event in events() if PLANTED.bridge_email in event and event.count("CUTYPE=INDIVIDUAL") > 2
    ]
    assert len(shared) > 20
    museum = {
        row["Email Address"] for row in rows_of("Connections.csv") if row["Company"] == PLANTED.bridge_opens
    }
    beside = [event for event in shared if any(email and email in event for email in museum)]
    assert len(beside) == 10


def test_the_silent_strong_tie_was_strong_and_ended_four_years_ago():
    days = sorted({row["DATE"][:10] for row in between(PLANTED.silent_strong)})
    senders = {row["SENDER PROFILE URL"] for row in between(PLANTED.silent_strong)}
    assert (days[0][:4], days[-1]) == ("2019", "2022-10-14")
    assert len(days) > 36
    assert senders == {OWN_URL, PROFILE + PLANTED.silent_strong}
    alone = [e for e in events() if "tomasz@wierzbicki.example" in e and e.count("CUTYPE=INDIVIDUAL") == 2]
    starts = sorted(re.search(r"DTSTART:(\d{8})", event)[1] for event in alone)
    assert len(starts) > 12
    assert "2019" < starts[0] < "2020"
    assert "202207" < starts[-1] < "20221015"


def test_namesakes_share_a_name_and_nothing_else():
    namesakes = [
        row for row in rows_of("Connections.csv") if row["First Name"] + row["Last Name"] == "LenaHoffmann"
    ]
    assert {row["URL"] for row in namesakes} == {PROFILE + slug for slug in PLANTED.namesakes}
    assert len({row["Company"] for row in namesakes}) == 2
    names = Counter((row["First Name"], row["Last Name"]) for row in rows_of("Connections.csv") if row["URL"])
    assert [name for name, count in names.items() if count > 1] == [("Lena", "Hoffmann")]


def test_the_one_sided_writes_and_is_not_answered():
    messages = between(PLANTED.one_sided)
    assert len(messages) == 12
    assert {row["SENDER PROFILE URL"] for row in messages} == {PROFILE + PLANTED.one_sided}


def test_the_same_human_has_two_names_and_one_address():
    row = next(row for row in rows_of("Connections.csv") if row["URL"] == PROFILE + PLANTED.same_human)
    assert row["Email Address"] == PLANTED.same_human_email
    assert f"{row['First Name']} {row['Last Name']}" != PLANTED.same_human_called
    assert any(
        f"CN={PLANTED.same_human_called};X-NUM-GUESTS=0:mailto:{PLANTED.same_human_email}" in e
        for e in events()
    )


def test_the_introduction_comes_before_the_connection():
    thread = [
        row
        for row in rows_of("messages.csv")
        if row["CONVERSATION TITLE"] == "Introduction: Marit and Oluwaseun"
    ]
    oldest = min(thread, key=lambda row: row["DATE"])
    assert oldest["SENDER PROFILE URL"] == PROFILE + PLANTED.introducer
    assert "I'd like to introduce you to Oluwaseun Falk" in oldest["CONTENT"]
    assert PROFILE + PLANTED.introduced in {row["SENDER PROFILE URL"] for row in thread}
    row = next(row for row in rows_of("Connections.csv") if row["URL"] == PROFILE + PLANTED.introduced)
    assert row["Connected On"] == "12 Feb 2026"
    assert oldest["DATE"].startswith("2026-02-10")


@pytest.fixture(scope="module")
def book():
    """The example, read."""
    return wl.read(COMMITTED)


@pytest.fixture(scope="module")
def ties(book):
    """The ties of the example on its last day."""
    return wl.ties.tie_table(book)


@pytest.fixture(scope="module")
def circles(book):
    """The circles of the example."""
    return wl.circles.find_circles(wl.network.contact_network(book), seed=0)


@pytest.fixture(scope="module")
def bridges(book, circles):
    """What the contacts of the example bridge."""
    return wl.bridging.bridge_table(wl.network.contact_network(book), circles=circles)


def test_it_is_read_to_the_last_day_as_its_owner_s(book):
    assert book.last_day() == pd.Timestamp(LAST_DAY)
    assert (book.owner.name, book.owner.profile, book.owner.zone) == (
        "Marit Ebbesand",
        "marit-ebbesand",
        "Europe/Berlin",
    )
    assert "marit.ebbesand@posthorn.example" in book.owner.emails
    hidden = book.set_aside["source"].eq(f"{LINKEDIN}/Connections.csv")
    assert hidden.sum() == 11


def test_the_owner_is_nowhere(book, bridges):
    own = {"marit-ebbesand", *book.owner.emails}
    assert not own & set(book.people.index)
    assert not own & set(book.interactions["person"])
    assert not own & set(bridges.index)
    assert "Marit Ebbesand" not in set(book.people["name"])
    assert not own & {email for emails in book.people["emails"] for email in emails}


def test_ties_of_every_class(ties):
    counts = ties["class"].value_counts()
    assert 12 <= counts["strong"] <= 20
    assert min(counts["fading"], counts["dormant"]) >= 8
    assert 0.25 <= counts["nominal"] / len(ties) <= 0.35
    assert counts["moderately weak"] + counts["weak"] > 0.5 * len(ties)


def test_planted_ties_have_their_class(ties):
    silent = ties.loc[PLANTED.silent_strong]
    assert silent["class"] == "dormant"
    assert silent["peak_strength"] >= 0.6
    assert silent["last_contact"] == pd.Timestamp("2022-10-14")
    assert set(ties.loc[list(PLANTED.nominal), "class"]) == {"nominal"}
    assert ties.loc[PLANTED.one_sided, "class"] in {"weak", "moderately weak"}
    assert ties.loc[PLANTED.bridge, "class"] in {"weak", "moderately weak"}


def test_namesakes_stand_apart_and_the_same_human_is_one(book):
    assert set(PLANTED.namesakes) <= set(book.people.index)
    assert book.people["name"].eq("Lena Hoffmann").sum() == 2
    assert PLANTED.same_human_email not in book.people.index
    seen = book.interactions.loc[book.interactions["person"] == PLANTED.same_human, "channel"]
    assert {"message", "meeting"} <= set(seen)


def test_introductions_leave_a_hint_where_they_are_worded_as_such(book):
    hinted = book.interactions[book.interactions["hint"] == "introduction"]
    first, second, wordless, _ = PLANTED.chain
    assert set(hinted["person"]) == {PLANTED.introducer, first, second, PLANTED.strong_introducer}
    assert wordless in set(book.interactions["person"])


def test_the_circles_are_visible(circles):
    assert 12 <= (circles.value_counts() >= 9).sum() <= 16
    museum = circles[circles == PLANTED.bridge_opens]
    assert len(museum) >= 10
    assert PLANTED.bridge not in museum.index


def test_the_bridge_comes_first_and_opens_both(bridges):
    bridge = bridges.loc[PLANTED.bridge]
    assert bridge["bridge"]
    assert bridges.loc[bridges["circle"] == bridge["circle"], "bridging"].idxmax() == PLANTED.bridge
    assert bridges["bridging"].idxmax() == PLANTED.bridge
    assert f"organisation {PLANTED.bridge_organisation}" in bridge["opens"]
    assert f"circle {PLANTED.bridge_opens}" in bridge["opens"]
