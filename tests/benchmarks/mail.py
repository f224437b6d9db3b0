"""What 20,000 mails of 189 MB cost: ours to finished interactions, beside the standard library's mailbox."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from tests.benchmarks.measuring import run

MAILS = 20_000
PEOPLE = 1_500
BYTES_OF_BODY = 7_300  # on average
OWNER = "Vera Lindt <vera@example.org>"
FIRST = datetime(2015, 1, 1, 8, tzinfo=UTC)
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
LEAST_SPEED = 70e6  # bytes a CPU-second
MOST_MIB = 500

OURS = """
import sys
from pathlib import Path
from weaklib.sources.files import open_exports
from weaklib.sources.mail import read_mail
(file,), _ = open_exports(Path(sys.argv[1]))
reading = read_mail(file, owner_emails=frozenset())
print(reading.rows, len(reading.interactions), len(reading.set_aside))
"""
INDEX = """
import mailbox, sys
print(len(mailbox.mbox(sys.argv[1], create=False)))
"""
HEADERS = """
import mailbox, sys
from email.parser import BytesHeaderParser
from email.utils import getaddresses
box = mailbox.mbox(sys.argv[1], create=False, factory=BytesHeaderParser().parse)
print(sum(len(getaddresses([str(mail.get("From", "")), str(mail.get("To", ""))])) for mail in box))
"""
IMPORTS = "import weaklib.sources.mail, weaklib.sources.files"


def write_mails(path: Path, *, mails: int = MAILS, seed: int = 0) -> None:
    """Write a mailbox as Google Takeout does: half of it newsletters and notices, the rest threads."""
    rng = Random(seed)
    bodies = ["\n".join("".join(rng.choices(ALPHABET, k=76)) for _ in range(80)) for _ in range(40)]
    with path.open("w", encoding="utf-8", newline="") as file:
        for number, headers in enumerate(all_headers(rng, mails)):
            body = (rng.choice(bodies) * 6)[: int(rng.expovariate(1 / BYTES_OF_BODY))]
            at = FIRST + timedelta(hours=4 * number)
            file.write(f"From {rng.getrandbits(60)}@xxx {at:%a %b %d %H:%M:%S +0000 %Y}\r\n")
            file.write("\r\n".join([*headers, "", *body.split("\n"), "", ""]))


def all_headers(rng: Random, mails: int) -> Iterator[list[str]]:
    """Yield the headers of each mail, four hours after the one before."""
    people = [f"Person Nr{n} <person{n}@company{n % 300}.example>" for n in range(PEOPLE)]
    threads: list[tuple[str, list[str], list[str]]] = []
    signature = "".join(rng.choices(ALPHABET, k=340))
    for number in range(mails):
        at = FIRST + timedelta(hours=4 * number)
        date, kind, own = (
            f"{at:%a, %d %b %Y %H:%M:%S +0000}",
            rng.random(),
            f"<{rng.getrandbits(90):x}@mail.example>",
        )
        if kind < 0.5:
            sender = f"Shop {number % 200} <news@shop{number % 200}.example>"
            said = [
                f"To: {OWNER}",
                f"List-Unsubscribe: <https://shop.example/{number}>",
                "Subject: Just for you",
            ]
            yield [
                *envelope(number, signature, date),
                f"From: {sender}",
                f"Date: {date}",
                f"Message-ID: {own}",
                *said,
            ]
            continue
        if not threads or kind < 0.7:
            members = rng.sample(people, 1 + (rng.random() < 0.3) * rng.randint(1, 6))
            threads = [*threads[-200:], (f"{rng.getrandbits(63)}", members, [])]
        thread, members, ids = rng.choice(threads)
        sender = OWNER if rng.random() < 0.5 else rng.choice(members)
        to = [who for who in (OWNER, *members) if who != sender]
        label = "Sent,Opened" if sender == OWNER else "Inbox,Opened,Category Personal"
        yield [
            f"X-GM-THRID: {thread}", f"X-Gmail-Labels: {label}",
            *(envelope(number, signature, date) if sender != OWNER else ["MIME-Version: 1.0"]),
            f"References: {' '.join(ids[-12:])}", f"In-Reply-To: {ids[-1] if ids else ''}", f"From: {sender}",
            f"Date: {date}", f"Message-ID: {own}", "Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe_aus_K=C3=B6ln?=",
            "To: " + ",\r\n ".join(to), 'Content-Type: multipart/alternative; boundary="0000000000001"',
        ]  # fmt: skip
        ids.append(own)


def envelope(number: int, signature: str, date: str) -> list[str]:
    """The headers that mail servers put above a mail."""
    hop = f"by 2002:a05:6a10::{number:x} with SMTP id d9csp{number};\r\n        {date}"
    return [
        "Delivered-To: vera@example.org", f"Received: {hop}",
        f"ARC-Seal: i=1; a=rsa-sha256; t={number}; cv=none;\r\n        d=google.com; s=arc-20160816;\r\n        b={signature}",
        f"ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=google.com;\r\n        b={signature}",
        "Return-Path: <somebody@company.example>", f"Received: from mx.example (mx.example. [192.0.2.1])\r\n        {hop}",
        f"Received-SPF: pass (google.com: domain of somebody@company.example)\r\n        client-ip=192.0.2.{number % 250};",
        f"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=company.example; s=google;\r\n        bh={signature[:44]};\r\n        b={signature}",
        f"X-Google-DKIM-Signature: v=1; a=rsa-sha256;\r\n        b={signature}", "MIME-Version: 1.0",
    ]  # fmt: skip


def print_mail(folder: Path) -> bool:
    """Write the mailbox, measure, print; False where ours is slower or larger than it should be."""
    path = folder / "All mail Including Spam and Trash.mbox"
    write_mails(path)
    size = path.stat().st_size
    bare = run([sys.executable, "-c", IMPORTS], cwd=folder)
    ours = run([sys.executable, "-c", OURS, str(path)], cwd=folder)
    print(f"\n{MAILS:,} mails, {size / 1e6:.0f} MB: rows, interactions, set aside: {ours.said.strip()}")
    print(f"ours, to interactions          {ours}")
    print(f"  of it imports                {bare}")
    for name, program in (("mailbox.mbox, index alone", INDEX), ("mailbox.mbox, with headers", HEADERS)):
        print(f"{name:30} {run([sys.executable, '-c', program, str(path)], cwd=folder)}")
    speed = size / (ours.cpu - bare.cpu)
    kept = speed >= LEAST_SPEED and ours.largest < MOST_MIB
    print(
        f"{'PASS' if kept else 'FAIL'}: {speed / 1e6:.0f} MB a CPU-second, "
        f"at least {LEAST_SPEED / 1e6:.0f} asked; under {MOST_MIB} MiB"
    )
    path.unlink()
    return kept
