"""Single headers: names, addresses, dates and folders, beside what the standard library makes of them."""

from __future__ import annotations

from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from email.utils import format_datetime, formataddr, getaddresses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weaklib.sources.mail.addresses import is_person, mailboxes
from weaklib.sources.mail.boxes import heads
from weaklib.sources.mail.dates import END, FIRST, arrived_at, seconds, sent_at
from weaklib.sources.mail.folders import meaning_of_file, meanings_of_labels
from weaklib.sources.mail.headers import ASKED, SEVERAL, decoded, parse_headers

DATA = Path(__file__).parents[1] / "data" / "mail"


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.iterdir()))
def test_headers_are_those_of_the_standard_library(name: str) -> None:
    with (DATA / name).open("rb") as stream:
        for head in heads(stream):
            ours = parse_headers(head.lines)
            theirs = list(BytesHeaderParser().parsebytes(head.lines.lstrip(b"\n")).raw_items())
            for asked in ASKED:
                values = [unfolded(value) for name, value in theirs if name.lower().encode() == asked]
                assert ours.get(asked, b"") == b", ".join(values if asked in SEVERAL else values[:1])
            assert theirs


def unfolded(value: str) -> bytes:
    return b" ".join(line.strip() for line in value.encode("ascii", "surrogateescape").splitlines())


NAME = st.text(
    st.characters(codec="latin-1", categories=["L", "N", "Zs", "P"], exclude_characters="\xa0"), max_size=20
)
EMAIL = st.from_regex(r"[a-z][a-z0-9.]{0,8}@[a-z]{1,5}\.org", fullmatch=True)


@given(st.lists(st.tuples(NAME.map(lambda name: " ".join(name.split())), EMAIL), min_size=1, max_size=4))
def test_well_formed_lists_of_addresses_are_read_as_the_standard_library_does(
    people: list[tuple[str, str]],
) -> None:
    text = ", ".join(formataddr((name if name.isascii() else "", email)) for name, email in people)
    found = mailboxes(text)
    assert [email for email, _ in found] == [email for _, email in getaddresses([text])]
    for (_, name), (expected, _) in zip(found, getaddresses([text]), strict=True):
        plain = expected.strip('" ')
        assert name in {plain, plain[1:-1].strip()} if plain[:1] == "'" else name == plain


@given(NAME.map(lambda name: " ".join(name.split())), EMAIL)
def test_an_encoded_name_comes_back(name: str, email: str) -> None:
    ((address, called),) = mailboxes(formataddr((name, email), charset="utf-8"))
    assert address == email
    expected = name.strip('" ')
    assert called in {expected, expected[1:-1].strip()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Berg, Anna <a@x.org>, Ben <b@x.org>", [("a@x.org", "Berg, Anna"), ("b@x.org", "Ben")]),
        ("a@x.org; b@x.org;", [("a@x.org", ""), ("b@x.org", "")]),
        ("Team: Anna <a@x.org>, b@x.org;, c@x.org", [("a@x.org", "Anna"), ("b@x.org", ""), ("c@x.org", "")]),
        ('"Anna <a@x.org>, b@x.org', [("a@x.org", "Anna"), ("b@x.org", "")]),
        ("<a@x.org, Ben <b@x.org>", [("a@x.org", ""), ("b@x.org", "Ben")]),
        ("a@x.org b@x.org", [("a@x.org", ""), ("b@x.org", "")]),
        ("Anna a@x.org", [("a@x.org", "Anna")]),
        (r'"Anna \"A\" Berg" <a@x.org>', [("a@x.org", 'Anna "A" Berg')]),
        ("'t Hooft <g@x.org>", [("g@x.org", "'t Hooft")]),
        ('"eve@bank.example" <x@y.org>', [("x@y.org", "")]),
        ("=?utf-8?Q?J=C3=B6rg_=3Cj=40x.org=3E?=", [("j@x.org", "Jörg")]),
        ("=?utf-8?Q?Doe=2C_Jane?= <j@x.org>", [("j@x.org", "Doe, Jane")]),
        ("<@relay.org,@two.org:a@x.org>", [("a@x.org", "")]),
        ("Anna Berg </O=ORG/CN=ANNA>", [("", "Anna Berg")]),
        ("Anna <a b@x.org>", [("", "Anna")]),
        ("a@b@x.org", [("", "")]),
        (f"{'a' * 300}@x.org", [("", "")]),
        ("mailto:A@X.org", [("a@x.org", "")]),
        ("undisclosed-recipients:;", []),
        ("", []),
        ("<>", []),
    ],
)
def test_addresses_as_people_and_programs_write_them(text: str, expected: list[tuple[str, str]]) -> None:
    assert mailboxes(text) == expected


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        ("anna.berg@example.org", True),
        ("norman.mailer@example.org", True),
        ("reply@example.org", True),
        ("noreply@example.org", False),
        ("comments-noreply@docs.example.org", False),
        ("no-reply+x1@example.org", False),
        ("reply+abc123@reply.github.com", False),
        ("shop-notifications@example.org", False),
        ("calendar-notification@google.com", False),
        ("anna@lists.example.org", False),
        ("info@example.org", False),
    ],
)
def test_who_is_a_person(email: str, expected: bool) -> None:
    assert is_person(email) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=?utf-8?b?SsO2?= =?utf-8?b?cmc=?=", "Jörg"),
        ("Jörg =?utf-8?q?M=C3=BCller?= x", "Jörg Müller x"),
        ("Łukasz =?utf-8?q?=C5=BBak?=", "Łukasz Żak"),
        ("=?utf-8?b?8J+YgA==?=", "😀"),
        ("=?utf-8?b?8J+Y?= =?utf-8?b?gA==?=", "😀"),
        ("=?windows-1252?q?=80?=", "€"),
        ("=?nothing?q?Ben?=", "Ben"),
        ("a\0b\r\n\tc", "a b c"),
        ("=?utf-8?q?a=0Ab?=", "a b"),
        ("  a   b ", "a b"),
    ],
)
def test_encoded_words(text: str, expected: str) -> None:
    assert decoded(text) == expected


@given(st.datetimes(datetime(1990, 1, 2), datetime(2099, 12, 30), timezones=st.timezones()))
def test_a_well_formed_date_is_read_to_the_second(moment: datetime) -> None:
    told = moment.replace(microsecond=0)
    text = format_datetime(told)
    expected = datetime.strptime(text, "%a, %d %b %Y %H:%M:%S %z").timestamp()
    assert seconds(text) == expected
    assert FIRST <= expected < END


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fri, 4 Feb 2022 17:10:22 +0000", "2022-02-04 17:10:22"),
        ("Fri,  4 Feb 2022 17:10:22 +0100 (GMT+01:00)", "2022-02-04 16:10:22"),
        ("4 Feb 22 17:10 PST", "2022-02-05 01:10:00"),
        ("Sat, 31 Dec 2016 23:59:60 +0000", "2016-12-31 23:59:59"),
        ("Fri, 4 Feb 2022 17:10:22 -0000", "2022-02-04 17:10:22"),
        ("Fri, 31 Feb 2022 10:00:00 +0000", None),
        ("Fri, 4 Feb 2022 25:10:22 +0000", None),
        ("Fri, 4 Feb 2022 17:10:22 +9999", None),
        ("Sun, 31 Dec 1989 23:59:59 +0000", None),
        ("Mon, 1 Jan 1990 00:00:00 +0000", "1990-01-01 00:00:00"),
        ("Fri, 1 Jan 2100 00:00:00 +0000", None),
        ("4 Feb 99999999999999999999 10:00:00 +0000", None),
        ("soon", None),
        ("", None),
    ],
)
def test_dates(text: str, expected: str | None) -> None:
    moment = None if expected is None else datetime.fromisoformat(expected).replace(tzinfo=UTC).timestamp()
    assert seconds(text) == moment


NOON = int(datetime(2023, 1, 5, 12, tzinfo=UTC).timestamp())
HOP = {b"received": b"from a by b; Thu, 5 Jan 2023 12:00:00 +0000"}


@pytest.mark.parametrize(
    ("line", "headers", "expected"),
    [
        (b"From a@x Thu Jan  5 12:00:00 2023", {}, NOON),
        (b"From 1@xxx Thu Jan 05 12:00:00 +0000 2023", {}, NOON),
        (b"From a@x Thu Jan  5 13:00:00 2023 +0100", {}, NOON),
        (b"From a@x Thu Jan  5 13:00:00 2023", HOP, NOON + 3600),
        (b"From - Thu Jan  5 13:00:00 2023", HOP, NOON),
        (b"From - Thu Jan  5 12:00:00 2023", {}, NOON),
        (b"From a@x Thu Jan  1 00:00:00 1970", HOP, NOON),
        (b"From ", HOP, NOON),
        (b"From ", {b"received": b"from a by b"}, None),
    ],
)
def test_when_a_mail_arrived(line: bytes, headers: dict[bytes, bytes], expected: int | None) -> None:
    assert arrived_at(headers, line) == expected


def test_a_date_may_be_two_days_ahead_of_the_arrival_but_not_more() -> None:
    on_time = {b"date": b"Sat, 7 Jan 2023 12:00:00 +0000"}
    late = {b"date": b"Sat, 7 Jan 2023 12:00:01 +0000"}
    assert sent_at(on_time, NOON) == NOON + 2 * 86_400
    assert sent_at(late, NOON) == NOON
    assert sent_at(late, None) == NOON + 2 * 86_400 + 1
    assert sent_at({b"date": b"Fri, 5 Jan 2001 12:00:00 +0000"}, NOON) < NOON


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("Inbox,Sent,Unread", {"sent"}),
        ("Gesendet,Wichtig", {"sent"}),
        ("Messages envoyés", {"sent"}),
        ("Enviados,Spam", {"sent", "spam"}),
        ("ENTWÜRFE", {"draft, never sent"}),
        ("Entwu\u0308rfe", {"draft, never sent"}),
        ("\\Sent", {"sent"}),
        ("Templates,Deleted,Not spam,Drafts of mine,", set()),
    ],
)
def test_labels(labels: str, expected: set[str]) -> None:
    assert meanings_of_labels(labels) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Sent", "sent"),
        ("Sent Mail.mbox", "sent"),
        ("Sent-1.mbox", "sent"),
        ("Sent (2).mbox", "sent"),
        ("INBOX.Sent", "sent"),
        ("Messages envoy&AOk-s", "sent"),
        ("Gel&APY-schte Elemente", "trash: you deleted it"),
        ("Sent Messages.mbox/mbox", "sent"),
        ("takeout.zip/Takeout/Mail/Spam.mbox", "spam"),
        ("All mail Including Spam and Trash.mbox", ""),
        ("Sent/Inbox", ""),
        ("R&-D", ""),
        ("&!!!-", ""),
        ("mbox", ""),
        ("", ""),
    ],
)
def test_names_of_files(source: str, expected: str) -> None:
    assert meaning_of_file(source) == expected
