"""Where one mail ends and the next begins; files cut short, hostile, or larger than any memory."""

from __future__ import annotations

import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weaklib.sources.files import ExportFile
from weaklib.sources.mail import read_mail, scan_mail
from weaklib.sources.mail.boxes import CHUNK, CUT, MAX_HEAD, TOO_LONG, heads

DATA = Path(__file__).parents[1] / "data" / "mail"
LINE = b"From a@x.org Thu Jan  5 10:00:00 2023\n"
ME = frozenset({"me@x.org"})


def mail(number: int, body: bytes = b"x\n") -> bytes:
    return (
        LINE + b"From: a%d@x.org\nTo: me@x.org\nDate: Thu, 5 Jan 2023 10:00:00 +0000\n"
        b"Message-ID: <%d@x>\n\n" % (number, number) + body + b"\n"
    )


def file_of(text: bytes) -> ExportFile:
    return ExportFile("mail.mbox", "mail.mbox", ".", len(text), lambda: io.BytesIO(text))


def senders(text: bytes) -> list[str]:
    reading = read_mail(file_of(text), owner_emails=ME)
    assert reading.rows == reading.interactions["row"].nunique() + reading.merged + len(reading.set_aside)
    return reading.interactions["email"].tolist()


def count(text: bytes) -> int:
    return sum(1 for _ in heads(io.BytesIO(text)))


@pytest.mark.parametrize(
    "body",
    [
        b"From here on,\n\nFrom there on.\n",
        b">From b@x.org Thu Jan  5 10:00:00 2023\n",
        b"\n>From b@x.org Thu Jan  5 10:00:00 2023\nFrom: b@x.org\n",
        b"no blank line before\nFrom b@x.org Thu Jan  5 10:00:00 2023\nFrom: b@x.org\n",
        b"\nFrom b@x.org Thu Jan  5\nFrom: b@x.org\n",
        b"\n From b@x.org Thu Jan  5 10:00:00 2023\nFrom: b@x.org\n",
        b"\nFrom \nBerlin to Rome\n",
        b"\nFrom: b@x.org\nTo: c@x.org\n",
        b"",
    ],
)
@pytest.mark.parametrize("crlf", [True, False])
def test_a_body_is_not_taken_apart(body: bytes, crlf: bool) -> None:
    text = mail(1, body) + mail(2)
    assert senders(text.replace(b"\n", b"\r\n") if crlf else text) == ["a1@x.org", "a2@x.org"]


@pytest.mark.parametrize(
    "line",
    [
        b"From 1723853304940284153@xxx Fri Feb 04 17:10:22 +0000 2022",
        b"From a@b Thu Jan  1 00:00:00 2020",
        b"From - Mon Jan 01 00:00:00 2020",
        b"From MAILER-DAEMON Mon Jan 01 00:00:00 2020 +0100",
        b"From ???@??? Mon Jan 01 00:00 2020",
        b"From a@b Thu Jan  1 00:00:00 CET 2020",
        b"From  a@b   Thu  Jan  1  00:00:00  2020  ",
        b"From ",
        b"From",
    ],
)
def test_the_lines_that_begin_a_mail(line: bytes) -> None:
    expected = 1 if line == b"From" else 2
    assert count(mail(1) + mail(2).replace(LINE.strip(), line)) == expected


def test_line_ends_of_three_kinds_and_a_byte_order_mark() -> None:
    text = mail(1) + mail(2, b"a\nFrom me\n\nb\n") + mail(3)
    for changed in (
        text,
        text.replace(b"\n", b"\r\n"),
        text.replace(b"\n", b"\r"),
        b"\xef\xbb\xbf" + text,
        b"\n\n" + text,
    ):
        assert senders(changed) == ["a1@x.org", "a2@x.org", "a3@x.org"]


def test_a_mail_without_body_or_headers_is_a_mail() -> None:
    bare = LINE + b"From: a1@x.org\nTo: me@x.org\nDate: Thu, 5 Jan 2023 10:00:00 +0000\n\n"
    assert senders(bare + mail(2)) == ["a1@x.org", "a2@x.org"]
    reading = read_mail(file_of(mail(1) + LINE + b"\n" + mail(2)), owner_emails=ME)
    assert (reading.rows, reading.set_aside["reason"].tolist()) == (3, ["no sender is named"])


@pytest.mark.parametrize("name", sorted(path.name for path in DATA.iterdir()))
@pytest.mark.parametrize("crlf", [True, False])
def test_a_file_cut_anywhere_keeps_its_whole_mails(name: str, crlf: bool) -> None:
    text = (DATA / name).read_bytes()
    text = text.replace(b"\n", b"\r\n") if crlf else text
    whole = list(heads(io.BytesIO(text)))
    for number, end in enumerate(range(0, len(text), max(1, len(text) // 97))):
        found = list(heads(io.BytesIO(text[:end])))
        assert all(here.lines == there.lines for here, there in zip(found[:-1], whole, strict=False))
        assert all(head.fault == "" for head in found[:-1])
        if found and found[-1].fault:
            assert found[-1].fault == CUT
            assert whole[len(found) - 1].lines.startswith(found[-1].lines.rstrip(b"\r"))
        if number % 10 == 0 and found:
            assert read_mail(file_of(text[:end]), owner_emails=ME).rows == len(found)


def test_a_file_cut_inside_headers_says_so() -> None:
    text = mail(1) + mail(2)
    reading = read_mail(file_of(text[: text.index(b"<2@x>")]), owner_emails=ME)
    assert (reading.rows, reading.interactions["email"].tolist()) == (2, ["a1@x.org"])
    assert reading.set_aside["reason"].tolist() == ["cut short inside its headers"]
    assert reading.note == "its last mail is cut short, so the file is not whole; export it again"


def test_a_mail_whose_from_line_is_damaged_is_set_aside() -> None:
    for start in (b"From a@x.org Xhu Jan", b"Form a@x.org Thu Jan", b"\0" * 20):
        reading = read_mail(file_of(start + mail(1)[len(start) :] + mail(2)), owner_emails=ME)
        assert reading.set_aside[["row", "reason"]].to_numpy().tolist() == [
            [1, "no From line stands above it"]
        ]
        assert reading.interactions["email"].tolist() == ["a2@x.org"]


def test_half_a_mailbox_before_a_whole_one_loses_one_mail() -> None:
    text = mail(1) + mail(2)
    half = text[: text.index(b"To: me", text.index(b"a2@x"))]
    assert senders(half + mail(3) + mail(4)) == ["a1@x.org", "a3@x.org", "a4@x.org"]


@pytest.mark.parametrize("size", [1, 7, 100, 4096])
def test_where_the_file_is_cut_into_blocks_changes_nothing(
    size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [(DATA / name).read_bytes() for name in ("takeout.mbox", "Inbox", "Archive-2023")]
    texts += [text.replace(b"\n", b"\r\n") for text in texts]
    whole = [list(heads(io.BytesIO(text))) for text in texts]
    monkeypatch.setattr("weaklib.sources.mail.boxes.CHUNK", size)
    assert [list(heads(io.BytesIO(text))) for text in texts] == whole
    assert [len(found) for found in whole[:3]] == [8, 4, 3]


@given(
    st.lists(
        st.sampled_from(
            [LINE, b"From ", b"From: a@x.org\n", b"\n", b"\r\n", b"x\n", b" y\n", b"\0", b">From "]
        )
    )
)
def test_whatever_stands_in_a_file_every_mail_is_accounted_for(lines: list[bytes]) -> None:
    text = b"".join([LINE, *lines])
    reading = read_mail(file_of(text), owner_emails=ME)
    used = reading.interactions["row"].nunique()
    assert reading.rows == used + reading.merged + len(reading.set_aside) >= 1


class Sparse(io.RawIOBase):
    """A file that is made up while it is read: some texts, each so many times."""

    def __init__(self, *parts: tuple[bytes, int]) -> None:
        self.parts = [(text, times) for text, times in parts if times]
        self.left = b""

    def read(self, size: int = -1) -> bytes:
        while len(self.left) < size and self.parts:
            text, times = self.parts.pop(0)
            now = min(times, 1 + size // len(text))
            self.left += text * now
            if times > now:
                self.parts.insert(0, (text, times - now))
        given, self.left = self.left[:size], self.left[size:]
        return given


def scanned_within(megabytes: int, *parts: tuple[bytes, int]) -> object:
    """What a made-up file holds, if no more memory was taken than so much."""
    tracemalloc.start()
    try:
        mails = scan_mail(ExportFile("x.mbox", "x.mbox", ".", 0, lambda: Sparse(*parts)))
        assert tracemalloc.get_traced_memory()[1] < megabytes * 1024**2
    finally:
        tracemalloc.stop()
    return mails


BASE64 = (b"QUJD" * 19 + b"\n") * 1000


@pytest.mark.parametrize("line", [BASE64, b"A" * 100_000], ids=["lines", "one line"])
def test_an_attachment_of_100_megabytes_passes_by(line: bytes) -> None:
    big = mail(2).removesuffix(b"x\n\n")
    mails = scanned_within(
        30, (mail(1), 1), (big, 1), (line, 100_000_000 // len(line)), (b"\n\n" + mail(3), 1)
    )
    assert mails.addresses["email"].tolist() == ["a1@x.org", "me@x.org", "a2@x.org", "a3@x.org"]


def test_a_header_line_of_20_megabytes_is_survived() -> None:
    start = LINE + b"From: a2@x.org\nX-Long: "
    rest = b"\nTo: me@x.org\nDate: Thu, 5 Jan 2023 10:00:00 +0000\nMessage-ID: <2@x>\n\nx\n\n"
    mails = scanned_within(30, (mail(1), 1), (start, 1), (b"A" * 100_000, 200), (rest + mail(3), 1))
    assert mails.mails["message_id"].tolist() == ["<1@x>", "<2@x>", "<3@x>"]


def test_headers_without_end_are_set_aside_and_the_next_mail_is_read() -> None:
    head = LINE + b"From: a2@x.org\nTo: me@x.org"
    mails = scanned_within(30, (head, 1), (b",\n someone@x.org", 1_000_000), (b"\n\nx\n\n" + mail(3), 1))
    assert mails.set_aside["reason"].tolist() == [TOO_LONG]
    assert mails.mails["message_id"].tolist() == ["<3@x>"]
    assert MAX_HEAD < CHUNK


@pytest.mark.parametrize(
    "value",
    [
        b"<",
        b'"',
        b"(",
        b",",
        b"\\",
        b'"\\',
        b"a,",
        b"=?",
        b"=?utf-8?q?",
        b"<a@,",
        b"a@b.org,",
        b":",
        b" ",
        b"-",
        b"[",
        b"\0",
    ],
)
def test_a_hostile_header_takes_no_longer_than_others(value: bytes) -> None:
    names = (
        b"From",
        b"To",
        b"Cc",
        b"Date",
        b"Subject",
        b"Message-ID",
        b"References",
        b"X-Gmail-Labels",
        b"Received",
    )
    names += (b"Delivered-To", b"Sender", b"List-Post", b"Precedence", b"X-Mozilla-Status", b"Content-Type")
    for name in names:
        long = value * (200_000 // len(value))
        text = mail(1).replace(b"To: me@x.org\n", b"To: me@x.org\n%s: %s\n" % (name, long))
        assert scan_mail(file_of(text + mail(2))).rows == 2


def test_a_hostile_charset_is_not_used() -> None:
    for charset in (
        b"zip",
        b"hex",
        b"rot13",
        b"unicode_escape",
        b"idna",
        b"punycode",
        b"undefined",
        b"utf-7",
        b"\xff",
        b"",
    ):
        name = b"=?%s?q?%s?=" % (charset, rb"a\d\x41+AG8-" * 20)
        reading = read_mail(
            file_of(mail(1).replace(b"From: ", b"From: " + name + b" <").replace(b"a1@x.org", b"a1@x.org>")),
            owner_emails=ME,
        )
        assert reading.rows == 1
        assert len(reading.interactions) + len(reading.set_aside) == 1
