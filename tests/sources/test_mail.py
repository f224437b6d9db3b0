"""Mailboxes: hand-typed ones of Takeout and Thunderbird, and what each mail in them must become."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest

from weaklib.book import InputError
from weaklib.sources.files import ExportFile
from weaklib.sources.mail import looks_like, read_mail, read_mails, scan_mail
from weaklib.sources.reading import MEETINGS, Reading

DATA = Path(__file__).parents[1] / "data" / "mail"
NAMES = sorted(path.name for path in DATA.iterdir())
VERA = frozenset({"vera@example.org"})
ANNA = ("anna.berg@example.com", "Berg, Anna")
BEN = ("ben@example.net", "Ben Okoro")
ZOE = ("zoe@example.net", "Zoë Brandt")
INA = ("ina@example.com", "Ina Lund")
JONAS = ("jonas@example.com", "Jonas Weber")
NAN = float("nan")
LIST = "mailing list or newsletter"
MACHINE = "written by a role, a list or a machine"
NO_OWNER = "whose mailbox it is was not found"


def in_memory(text: bytes, name: str = "mail.mbox") -> ExportFile:
    return ExportFile(name, name.rpartition("/")[2], ".", len(text), lambda: BytesIO(text))


def fixture(name: str, *, crlf: bool = False) -> bytes:
    """A fixture, kept with the bare line feeds of Unix; Takeout and Thunderbird write CRLF."""
    text = (DATA / name).read_bytes()
    return text.replace(b"\n", b"\r\n") if crlf else text


def read(name: str, *, owner: frozenset[str] = VERA, crlf: bool = True) -> Reading:
    return checked(read_mail(in_memory(fixture(name, crlf=crlf), name), owner_emails=owner))


def checked(reading: Reading) -> Reading:
    used = reading.interactions["row"].nunique()
    assert reading.rows == used + reading.merged + len(reading.set_aside)
    assert list(reading.interactions.columns) == list(MEETINGS)
    assert not set(reading.interactions["row"]) & set(reading.set_aside["row"])
    return reading


def reasons(reading: Reading) -> dict[int, str]:
    return dict(zip(reading.set_aside["row"], reading.set_aside["reason"], strict=True))


def mails(*rows: tuple[int, tuple[str, str], str, str, int], threads: dict[int, str]) -> pd.DataFrame:
    """The expected table from row, person, time (UTC), direction and group size; threads are named by row."""
    typed = [
        {
            "row": row,
            "profile": "",
            "email": email,
            "name": name,
            "at": pd.Timestamp(at, tz="UTC"),
            "channel": "mail" if size == 2 else "group_mail",
            "direction": direction,
            "group_size": size,
            "minutes": NAN,
            "words": NAN,
            "skill": "",
            "hint": "introduction" if "introduction" in threads[row] else "",
            "event": threads[row],
            "raw": "",
        }
        for row, (email, name), at, direction, size in rows
    ]
    table = pd.DataFrame(typed, columns=list(MEETINGS)).astype({"at": "datetime64[us, UTC]"})
    texts = ["profile", "email", "name", "channel", "direction", "skill", "hint", "event", "raw"]
    return table.astype(dict.fromkeys(texts, "object"))


def with_named_threads(reading: Reading, threads: dict[int, str]) -> pd.DataFrame:
    """The interactions with the ids of threads replaced by the names that a test gives them, one to one."""
    table = reading.interactions
    pairs = {(event, threads[row]) for row, event in zip(table["row"], table["event"], strict=True)}
    assert len(pairs) == len({event for event, _ in pairs}) == len({name for _, name in pairs})
    assert all(len(event) == len("mail-0123456789abcdef") for event, _ in pairs)
    return table.assign(event=table["event"].map(dict(pairs)).astype("object"))


TAKEOUT_THREADS = {1: "library", 2: "library", 4: "library", 6: "an introduction"}
TAKEOUT = mails(
    (1, ANNA, "2022-02-04 17:10:20", "in", 2),
    (2, ANNA, "2022-02-05 08:00", "out", 4),
    (2, BEN, "2022-02-05 08:00", "out", 4),
    (2, ZOE, "2022-02-05 08:00", "out", 4),
    (4, BEN, "2022-02-07 10:00", "in", 3),
    (6, ZOE, "2022-02-09 11:30", "in", 3),
    threads=TAKEOUT_THREADS,
)


@pytest.mark.parametrize("crlf", [True, False])
def test_takeout(crlf: bool) -> None:
    reading = read("takeout.mbox", crlf=crlf, owner=frozenset())
    found = with_named_threads(reading, TAKEOUT_THREADS).sort_values(["row", "email"], ignore_index=True)
    pd.testing.assert_frame_equal(found, TAKEOUT)
    assert (reading.kind, reading.rows, reading.merged) == ("mail", 8, 1)
    assert reasons(reading) == {
        3: LIST,
        5: "a chat, not a mail",
        7: "nobody else in it: you wrote to yourself",
    }
    assert (reading.first, reading.last) == (pd.Timestamp("2022-02-04"), pd.Timestamp("2022-02-10"))
    assert reading.owner_emails == VERA
    assert reading.note == ""


def test_of_a_mail_set_aside_the_envelope_is_shown_and_of_its_subject_the_length() -> None:
    shown = [json.loads(raw) for raw in read("takeout.mbox").set_aside["raw"]]
    assert shown[0] == {
        "From": "The Shop <news@shop.example.com>",
        "To": 1,
        "Date": "Sun, 6 Feb 2022 10:00:00 +0000",
        "Message-ID": "<n1@shop.example.com>",
        "Subject": "[12 characters]",
    }
    assert shown[2] == {
        "From": "vera@example.org",
        "To": 1,
        "Date": "2022-02-10T09:00:00Z",
        "Message-ID": "<v2@mail.example.org>",
        "Subject": "[12 characters]",
    }


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_a_subject_or_body_is_kept(name: str) -> None:
    reading = read(name)
    kept = reading.set_aside.to_csv() + reading.interactions.drop(columns="hint").to_csv()
    for word in ("library", "Monday", "Lunch", "fortune", "offer", "Milk", "Grüße", "nobody@example.com"):
        assert word not in kept


def test_labels_in_seven_languages_encoded_and_folded() -> None:
    reading = read("labels.mbox", owner=frozenset())
    spam, trash, draft, chat = "spam", "trash: you deleted it", "draft, never sent", "a chat, not a mail"
    assert reasons(reading) == {
        1: spam, 2: trash, 3: draft, 4: trash, 5: draft, 6: trash, 7: trash, 8: trash, 9: draft, 10: chat
    }  # fmt: skip
    assert reading.owner_emails == {"vera@example.org", "vera.lindt@example.net"}
    told = reading.interactions[["row", "email", "direction"]].to_numpy().tolist()
    assert told == [
        [11, "eleven@example.com", "out"],
        [12, "twelve@example.com", "out"],
        [13, "thirteen@example.com", "in"],
    ]


def test_thunderbird_s_folders_are_read_as_one() -> None:
    boxes = [
        scan_mail(in_memory(fixture(name, crlf=True), f"Local Folders/{name}")) for name in ("Inbox", "Sent")
    ]
    inbox, sent = map(checked, read_mails(boxes, owner_emails=frozenset()))
    both = replace(
        inbox,
        interactions=pd.concat([inbox.interactions, sent.interactions.assign(row=lambda t: t["row"] + 10)]),
    )
    threads = {1: "lunch", 3: "no id", 11: "lunch", 12: "to several"}
    expected = mails(
        (1, INA, "2023-03-02 08:00", "in", 2),
        (3, JONAS, "2023-03-03 09:00", "in", 3),
        (11, INA, "2023-03-02 10:00", "out", 2),
        (12, INA, "2023-03-04 10:00", "out", 3),
        (12, JONAS, "2023-03-04 10:00", "out", 3),
        threads=threads,
    )
    pd.testing.assert_frame_equal(with_named_threads(both, threads).reset_index(drop=True), expected)
    assert reasons(inbox) == {2: "deleted: only its place is left in the folder"}
    assert inbox.merged == 1  # it has no Message-ID, but the same sender, recipients, date and subject
    assert (inbox.owner_emails, sent.owner_emails) == (
        frozenset(),
        {"vera@example.org", "office@lindt.example"},
    )


def test_thunderbird_since_2023_writes_bare_from_lines() -> None:
    reading = read("Archive-2023")
    assert reading.rows == 3
    assert reading.interactions[["row", "email", "direction"]].to_numpy().tolist() == [
        [1, "ida@example.com", "in"],
        [2, "ida@example.com", "out"],
    ]
    assert reasons(reading) == {3: "no date can be read"}


def test_machines_and_lists_are_no_people() -> None:
    reading = read("machines.mbox")
    nobody = "nobody else in it (roles, lists, or no address)"
    invitation = "calendar invitation or its answer"
    assert reasons(reading) == {
        1: LIST, 2: LIST, 3: "automatic reply or notice", 5: "automatic reply or notice",
        7: "returned mail or receipt", 8: invitation, 9: invitation, 10: "sent by a service in somebody's name",
        11: MACHINE, 12: MACHINE, 13: "spam", 14: nobody, 15: "no sender is named",
        16: "the sender's address cannot be read", 17: nobody,
    }  # fmt: skip
    # Exchange's X-Auto-Response-Suppress does not make a machine of a mail, nor does an answer to one
    assert reading.interactions[["row", "email"]].to_numpy().tolist() == [[4, INA[0]], [6, JONAS[0]]]


def test_a_date_that_cannot_be_true_gives_way_to_the_arrival() -> None:
    reading = read("dates.mbox")
    at = dict(
        zip(reading.interactions["row"], reading.interactions["at"].dt.strftime("%d %H:%M"), strict=True)
    )
    assert at == {1: "05 10:00", 2: "05 11:00", 3: "05 12:00", 4: "05 13:00", 5: "05 14:00", 6: "06 17:30"}
    assert reasons(reading) == {7: "no date can be read"}
    assert (reading.first, reading.last) == (pd.Timestamp("2023-01-05"), pd.Timestamp("2023-01-06"))


def test_names_as_people_and_programs_write_them() -> None:
    reading = read("names.mbox", crlf=False)
    assert reading.interactions[["row", "email", "name"]].to_numpy().tolist() == [
        [1, "joerg@example.com", "Jörg Adler"],
        [2, "lukasz@example.com", "Łukasz Żak"],
        [3, "renee@example.com", "Renée Dupré"],
        [4, "taro@example.com", "山田太郎"],
        [5, "ben@example.com", "Ben Okoro"],
        [6, "mia@example.com", ""],
        [7, "ida@example.com", "Holm, Ida"],
        [7, "jo@example.com", "Jo Lee"],
        [7, "null@example.com", "Null"],
        [7, "pat@example.com", "O'Hara, Pat"],
        [8, "uma@example.com", "Uma Rao"],
        [9, "uma@example.com", "Uma Rao"],
        [10, "uma@example.com", "Uma Rao"],
    ]


# --- whose mailbox it is ----------------------------------------------------------------------------


def mail(sender: str, to: str, number: int = 1, *more: str) -> str:
    headers = [
        f"From: {sender}",
        f"To: {to}",
        f"Message-ID: <{number}@x>",
        f"Date: Thu, {number} Jan 2023 10:00:00 +0000",
    ]
    return "\n".join(["From a@x Mon Feb  6 10:00:00 2023", *headers, *more, "", "x", "", ""])


def box(*texts: str, name: str = "mail.mbox") -> ExportFile:
    return in_memory("".join(texts).encode(), name)


def test_without_an_owner_nothing_is_guessed_and_the_remedy_is_named() -> None:
    reading = checked(
        read_mail(box(mail("a@x.org", "b@x.org"), mail("b@x.org", "a@x.org", 2)), owner_emails=frozenset())
    )
    assert set(reasons(reading).values()) == {NO_OWNER}
    assert reading.note == f"{NO_OWNER}: write your address there under emails in settings.yaml"
    again = checked(
        read_mail(
            box(mail("a@x.org", "b@x.org"), mail("b@x.org", "a@x.org", 2)),
            owner_emails=frozenset({"b@x.org"}),
        )
    )
    assert again.interactions["direction"].tolist() == ["in", "out"]
    assert (again.note, again.set_aside.empty) == ("", True)


def test_who_is_in_most_mails_is_the_owner_and_the_note_says_so() -> None:
    texts = (mail("a@x.org", "me@x.org"), mail("me@x.org", "b@x.org", 2), mail("c@x.org", "me@x.org", 3))
    reading = checked(read_mail(box(*texts), owner_emails=frozenset()))
    assert reading.owner_emails == {"me@x.org"}
    assert reading.interactions["email"].tolist() == ["a@x.org", "b@x.org", "c@x.org"]
    assert reading.note == "taken as yours, being in most of its mails: (me@x.org)"


def test_a_friend_who_is_in_every_mail_is_not_taken_for_the_owner() -> None:
    texts = [mail("friend@x.org", "me@x.org", n) for n in range(1, 6)]
    assert read_mail(box(*texts), owner_emails=frozenset({"me@x.org"})).owner_emails == frozenset()
    assert set(reasons(read_mail(box(*texts), owner_emails=frozenset())).values()) == {NO_OWNER}


def test_a_mail_that_a_friend_passed_on_does_not_make_them_the_owner() -> None:
    mine = [mail("a@x.org", "me@x.org", 1, "Delivered-To: me@x.org", f"X-N: {n}") for n in range(150)]
    mine = [text.replace("<1@x>", f"<{n}@y>") for n, text in enumerate(mine)]
    passed_on = mail("b@x.org", "friend@x.org", 2, "Delivered-To: friend@x.org")
    assert read_mail(box(*mine, passed_on), owner_emails=frozenset()).owner_emails == {"me@x.org"}


def test_the_owner_s_tags_and_gmail_s_dots_are_the_owner() -> None:
    texts = (mail("a@x.org", "v.era+shop@googlemail.com, c@x.org"), mail("vera@gmail.com", "b@x.org", 2))
    reading = checked(read_mail(box(*texts), owner_emails=frozenset({"vera@gmail.com"})))
    assert reading.interactions[["email", "group_size"]].to_numpy().tolist() == [
        ["a@x.org", 3],
        ["b@x.org", 2],
    ]


def test_an_owner_who_writes_as_a_role_is_no_machine() -> None:
    text = mail("Studio <info@studio.example>", "a@x.org")
    assert reasons(read_mail(box(text), owner_emails=frozenset({"info@studio.example"}))) == {}
    sent = read_mail(box(text, name="Gesendete Elemente.mbox"), owner_emails=frozenset())
    assert sent.interactions["direction"].tolist() == ["out"]


def test_the_owner_is_counted_once_even_where_no_header_names_them() -> None:
    texts = (
        mail("a@x.org", "b@x.org, c@x.org"),
        mail("d@x.org", "undisclosed-recipients:;", 2, "Delivered-To: me@x.org"),
    )
    reading = checked(read_mail(box(*texts), owner_emails=frozenset()))
    assert reading.interactions[["email", "group_size", "channel"]].to_numpy().tolist() == [
        ["a@x.org", 4, "group_mail"],
        ["d@x.org", 2, "mail"],
    ]


def test_a_mail_to_hundreds_is_a_broadcast() -> None:
    crowd = ", ".join(f"p{n}@x.org" for n in range(201))
    reading = checked(read_mail(box(mail("me@x.org", crowd)), owner_emails=frozenset({"me@x.org"})))
    assert reasons(reading) == {1: "broadcast to 201 people"}
    fewer = checked(
        read_mail(box(mail("me@x.org", crowd.partition(", ")[2])), owner_emails=frozenset({"me@x.org"}))
    )
    assert set(fewer.interactions["group_size"]) == {201}


# --- folders, copies and threads --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Takeout/Mail/Spam.mbox", "spam"),
        ("Mail/Junk", "spam"),
        ("Trash-1", "trash: you deleted it"),
        ("Papierkorb.mbox", "trash: you deleted it"),
        ("Deleted Messages.mbox/mbox", "trash: you deleted it"),
        ("ImapMail/imap.example/Entw&APw-rfe", "draft, never sent"),
        ("[Gmail].sbd/Brouillons", "draft, never sent"),
        ("Unsent Messages", "draft, never sent"),
    ],
)
def test_the_name_of_a_folder_may_set_it_aside(name: str, reason: str) -> None:
    reading = checked(
        read_mail(box(mail("a@x.org", "me@x.org"), name=name), owner_emails=frozenset({"me@x.org"}))
    )
    assert reasons(reading) == {1: reason}


@pytest.mark.parametrize(
    "name", ["All mail Including Spam and Trash.mbox", "Not spam", "Spam experts.mbox", "mbox"]
)
def test_other_names_say_nothing(name: str) -> None:
    assert (
        reasons(read_mail(box(mail("a@x.org", "me@x.org"), name=name), owner_emails=frozenset({"me@x.org"})))
        == {}
    )


def test_a_mail_in_two_files_counts_once_and_the_fuller_copy_stays() -> None:
    copy = mail("me@x.org", "a@x.org", 1)
    own = mail("me@x.org", "a@x.org", 1, "Bcc: b@x.org")
    other = mail("c@x.org", "me@x.org", 2)
    for names in (["All.mbox", "Sent.mbox"], ["Z.mbox", "A.mbox"]):
        for swapped in (False, True):
            texts = [[copy, other], [own]]
            boxes = [scan_mail(box(*part, name=name)) for part, name in zip(texts, names, strict=True)]
            readings = read_mails(boxes[::-1] if swapped else boxes, owner_emails=frozenset({"me@x.org"}))
            everything, sent = map(checked, readings[::-1] if swapped else readings)
            assert (everything.merged, sent.merged) == (1, 0)
            assert everything.interactions["email"].tolist() == ["c@x.org"]
            assert sent.interactions["email"].tolist() == ["a@x.org", "b@x.org"]


def test_last_year_s_export_beside_this_year_s_adds_nothing() -> None:
    old = [mail("a@x.org", "me@x.org", n, f"References: <{max(1, n - 1)}@x>") for n in range(1, 5)]
    new = [*old, mail("me@x.org", "a@x.org", 5, "In-Reply-To: <4@x>")]
    me = frozenset({"me@x.org"})
    alone = read_mail(box(*new), owner_emails=me)
    before, now = read_mails(
        [scan_mail(box(*old, name="2022.mbox")), scan_mail(box(*new, name="2023.mbox"))], owner_emails=me
    )
    pd.testing.assert_frame_equal(now.interactions, alone.interactions)
    assert (before.rows, before.merged, len(before.interactions)) == (4, 4, 0)
    assert now.interactions["event"].nunique() == 1


def test_the_same_id_from_another_sender_is_another_mail() -> None:
    texts = (mail("a@x.org", "me@x.org", 1), mail("b@x.org", "me@x.org", 1))
    reading = checked(read_mail(box(*texts), owner_emails=frozenset({"me@x.org"})))
    assert (reading.merged, reading.interactions["email"].tolist()) == (0, ["a@x.org", "b@x.org"])


def test_a_thread_holds_together_over_files_and_over_mails_that_are_missing() -> None:
    first = mail("a@x.org", "me@x.org", 1, "References: <lost@x>")
    second = mail("me@x.org", "a@x.org", 2, "In-Reply-To: <lost@x>")
    third = mail("a@x.org", "me@x.org", 3, "X-GM-THRID: 77")
    fourth = mail("b@x.org", "me@x.org", 4, "X-GM-THRID: 77", "References: <2@x>")
    apart = mail("b@x.org", "me@x.org", 5)
    me = frozenset({"me@x.org"})
    orders = ([[first, third], [second, fourth, apart]], [[apart, fourth, second], [third, first]])
    events = []
    for texts in orders:
        readings = read_mails([scan_mail(box(*part)) for part in texts], owner_emails=me)
        table = pd.concat([reading.interactions for reading in readings])
        events.append(dict(zip(table["at"].dt.day, table["event"], strict=True)))
    assert events[0] == events[1]
    assert len({events[0][day] for day in (1, 2, 3, 4)}) == 1
    assert events[0][5] != events[0][1]


def test_shuffled_mails_and_another_name_give_the_same_table() -> None:
    texts = fixture("takeout.mbox").split(b"\n\nFrom 1")
    pieces = [texts[0], *(b"From 1" + text for text in texts[1:])]
    shuffled = in_memory(b"\n\n".join([*pieces[::-1], b""]), "renamed.mbox")
    there = read("takeout.mbox", crlf=False).interactions.drop(columns="row")
    back = checked(read_mail(shuffled, owner_emails=VERA)).interactions.drop(columns="row")
    order = ["at", "email"]
    pd.testing.assert_frame_equal(
        back.sort_values(order, ignore_index=True), there.sort_values(order, ignore_index=True)
    )


@pytest.mark.parametrize(
    ("subject", "hint"),
    [
        ("Introduction: Anna <> Vera", "introduction"),
        ("Re: Intro", "introduction"),
        ("=?utf-8?B?SW50cm86IEFubmEgLyBWZXJh?=", "introduction"),
        ("Let me introduce you to Ana", "introduction"),
        ("Intro to statistics", ""),
        ("Introducción", ""),
        ("Lunch", ""),
    ],
)
def test_a_subject_may_hint_at_an_introduction(subject: str, hint: str) -> None:
    text = mail("a@x.org", "me@x.org", 1, f"Subject: {subject}")
    reading = read_mail(box(text), owner_emails=frozenset({"me@x.org"}))
    assert reading.interactions["hint"].tolist() == [hint]


def test_many_rows_come_as_categories_that_say_the_same() -> None:
    texts = [
        mail(f"Person {n % 50} <p{n % 50}@x.org>", "me@x.org", 1).replace("<1@x>", f"<{n}@y>")
        for n in range(10_000)
    ]
    table = read_mail(box(*texts), owner_emails=frozenset({"me@x.org"})).interactions
    assert isinstance(table["email"].dtype, pd.CategoricalDtype)
    assert table["email"].tolist()[:51] == [f"p{n % 50}@x.org" for n in range(51)]
    assert table["name"].tolist()[:51] == [f"Person {n % 50}" for n in range(51)]
    assert table["event"].nunique() == 10_000


# --- what is a mailbox ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("crlf", [True, False])
def test_every_fixture_is_recognised_whatever_it_is_called(name: str, crlf: bool) -> None:
    assert looks_like("photo.jpg", fixture(name, crlf=crlf)[: 64 * 1024])


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("letter.txt", b"From here on, it is downhill.\nDear all: hello\n", False),
        ("letter.txt", b"From Rome Mon Jan  1 00:00:00 2020\n\nDear all\n", False),
        ("mail.mbox", b"not a mailbox", False),
        ("Connections.csv", b"First Name,Last Name\n", False),
        ("From.pdf", b"%PDF-1.7\nFrom - Mon Jan 01 00:00:00 2020\nFrom: a@b\n", False),
        ("mail.eml", b"From: a@x.org\nTo: b@x.org\n\nx", False),
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", False),
        ("Trash", b"", False),
        ("Trash.mbox", b"", True),
        ("Trash.mbox", b"\r\n", True),
        ("x", b"\xef\xbb\xbfFrom a@b Thu Jan  1 00:00:00 2020\r\nSubject: x\r\n", True),
        ("x", b"From a@b Thu Jan  1 00:00:00 2020\rSubject: x\r\r", True),
        ("x", b'From "Vera L" Thu Jan  1 00:00:00 2020\nSubject: x\n', False),
    ],
)
def test_what_looks_like_a_mailbox(name: str, head: bytes, expected: bool) -> None:
    assert looks_like(name, head) is expected


def test_an_empty_mailbox_says_so() -> None:
    reading = checked(read_mail(in_memory(b"\n", "Trash.mbox"), owner_emails=VERA))
    assert (reading.rows, reading.note, reading.first, reading.last) == (0, "it holds no mail", None, None)
    assert read_mails([], owner_emails=VERA) == []


def test_what_is_no_mailbox_is_refused_in_one_sentence() -> None:
    with pytest.raises(
        InputError, match=r"^notes\.mbox is no mailbox: .*; export the folder again as mbox\.$"
    ):
        read_mail(in_memory(b"Dear diary,\nFrom here on\n", "notes.mbox"), owner_emails=VERA)


def test_what_was_scanned_can_be_kept_on_disk(tmp_path: Path) -> None:
    from weaklib.sources.cache.packing import pack, unpack
    from weaklib.sources.mail import Mails

    scanned = scan_mail(in_memory(fixture("takeout.mbox"), "takeout.mbox"))
    with (tmp_path / "kept").open("wb") as stream:
        pack(scanned, stream)
    with (tmp_path / "kept").open("rb") as stream:
        kept = unpack(stream, Mails)
    (fresh,), (warm,) = read_mails([scanned], owner_emails=VERA), read_mails([kept], owner_emails=VERA)
    pd.testing.assert_frame_equal(warm.interactions, fresh.interactions)
    pd.testing.assert_frame_equal(warm.set_aside, fresh.set_aside)
    assert (warm.rows, warm.merged, warm.first, warm.last) == (
        fresh.rows,
        fresh.merged,
        fresh.first,
        fresh.last,
    )
