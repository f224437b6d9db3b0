"""A data folder with a fresh random word in every field, and every layer of a page laid open to look for it."""

from __future__ import annotations

import base64
import csv
import html
import io
import json
import re
import secrets
import zlib
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import yaml

import weaklib as wl
from tests.pages.made import EXAMPLE
from weaklib.action.drafts import PURPOSES
from weaklib.example import CALENDAR, GOALS, LINKEDIN
from weaklib.pages.scripts import plotly

AS_THEY_ARE = re.compile(
    r"date|sent at| on$|status|direction|folder|start|finish|type|registered|creation", re.IGNORECASE
)
"""Columns of days and of fixed words: a row more has the canary there, which is set aside."""
SLUG, MAIL = re.compile(r"(linkedin\.com/in/[\w-]+)"), re.compile(r"([\w.+-]+)@(?=[\w-]+\.)")
ICS = re.compile(r"^((?:SUMMARY|LOCATION|DESCRIPTION|UID|X-WR-CALNAME)[^:\r\n]*:[^\r\n]*)", re.MULTILINE)
SAMPLES = Path(__file__).parents[1] / "data"
OUTLOOK = {"calendar": "calendars/outlook-emails.csv", "contacts": "address-books/outlook-english.csv"}
OF_OUTLOOK = re.compile(
    r"date|time|all day|reminder|priority|private|sensitivity|birthday|anniversary|gender", re.IGNORECASE
)
"""Columns of Outlook's of days and of fixed words."""
HEX = re.compile(r"(?:[0-9a-fA-F]{2}){8,}")
TEXT = re.compile(r"[A-Za-z0-9+/]{12,}={0,2}")


class Planter:
    """Hands out canaries, and remembers where each of them was put."""

    def __init__(self) -> None:
        self.planted: dict[str, str] = {}

    def __call__(self, where: str) -> str:
        """A word that stands nowhere else: letters alone, so that no reader of names changes it."""
        word = "".join(secrets.choice("bdfghjklmnpqrstvwxz") for _ in range(14))
        self.planted[word] = where
        return word


def planted(folder: Path) -> tuple[Path, dict[str, str]]:
    """Write the exports of the example with canaries in all of their fields, and return where and which."""
    new = Planter()
    data = folder / f"folder {new('a folder')}"
    (data / new("a folder inside")).mkdir(parents=True)
    slug, mail = new("profile addresses"), new("mail addresses")
    with ZipFile(EXAMPLE / LINKEDIN) as exports:
        for name in exports.namelist():
            text = addressed(exports.read(name).decode(), slug, mail)
            (data / name).write_text(table(text, name, new), encoding="utf-8")
    calendar = addressed((EXAMPLE / CALENDAR).read_bytes().decode().replace("\r\n ", ""), slug, mail)
    calendar = ICS.sub(lambda found: f"{found[1]} {new('calendar ' + found[1][:8])}", calendar, count=400)
    calendar = re.sub(r"CN=([^;:]+)", rf"CN=\1 {new('calendar CN')}", calendar)
    (data / f"{new('a file')}.ics").write_text(calendar, encoding="utf-8", newline="")
    (data / f"{new('a file')}.vcf").write_text(card(new), encoding="utf-8")
    (data / f"{new('a file')}.mbox").write_text(mails(new, mail), encoding="utf-8")
    (data / f"{new('a file')}.txt").write_text(new("a file that nobody reads"))
    outlook(data, new)
    own_files(data, mail, new)
    return data, new.planted


def addressed(text: str, slug: str, mail: str) -> str:
    """Put a canary into every profile and mail address, the same everywhere, so that people stay who they are."""
    return MAIL.sub(rf"\1{mail}@", SLUG.sub(rf"\1{slug}", text))


def table(text: str, name: str, new: Planter) -> str:
    """Put a canary into every field of a file of LinkedIn's."""
    notes, rows = [], list(csv.reader(io.StringIO(text)))
    while name == "Connections.csv" and rows and rows[0][:1] != ["First Name"]:
        notes.append(rows.pop(0))
    if not rows:
        return text
    head, body = rows[0], rows[1:]
    words = [new(f"{name} {column}") for column in head]
    fixed = [bool(AS_THEY_ARE.search(column)) or "URL" in column.upper() for column in head]
    mails = ["email" in column.lower() for column in head]
    for row in body:
        for at in range(min(len(head), len(row))):
            if not fixed[at] and not mails[at] and row[at]:
                row[at] = f"{row[at]} {words[at]}"
    if body:
        more = [list(body[-1]) for _ in head]
        for at, row in enumerate(more):
            row[at : at + 1] = [f"{words[at]}@example.org" if mails[at] else words[at]]
        body += more
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([*notes, head, *body])
    return written.getvalue()


def card(new: Planter) -> str:
    """An address book with one card."""
    lines = [
        *("BEGIN:VCARD", "VERSION:3.0", f"FN:Ada {new('vCard FN')}", f"N:{new('vCard N')};Ada;;;"),
        *(
            f"EMAIL:{new('vCard EMAIL')}@people.example",
            f"ORG:{new('vCard ORG')}",
            f"TITLE:{new('vCard TITLE')}",
        ),
        *(
            f"NOTE:{new('vCard NOTE')}",
            f"ADR:;;{new('vCard ADR')};Norderhaven;;;",
            f"NICKNAME:{new('vCard NICKNAME')}",
        ),
        *("END:VCARD", ""),
    ]
    return "\r\n".join(lines)


def mails(new: Planter, mail: str) -> str:
    """A mailbox with mails to the owner from one person."""
    name, subject, body = new("mail From"), new("mail Subject"), new("mail body")
    one = (
        "From x@y Mon Oct  5 10:00:00 2026\n"
        f"From: Ada {name} <{new('mail address')}@people.example>\nTo: marit.ebbesand{mail}@posthorn.example\n"
        f"Date: Mon, 0%d Oct 2026 10:00:00 +0000\nSubject: {subject}\nMessage-ID: <{new('mail id')}%d@x>\n\n{body}\n\n"
    )
    return "".join(one % (number, number) for number in range(1, 8))


def outlook(data: Path, new: Planter) -> None:
    """An Outlook calendar and an Outlook address book, each with one person who has a canary in every field."""
    for kind, sample in OUTLOOK.items():
        head, *rows = csv.reader(io.StringIO((SAMPLES / sample).read_text(encoding="utf-8-sig")))
        row = [
            value
            if OF_OUTLOOK.search(column)
            else f"{new(f'Outlook {kind} {column}')}@people.example"
            if "e-mail" in column.lower()
            else f"Ada {new(f'Outlook {kind} {column}')}"
            for column, value in zip(head, rows[0], strict=True)
        ]
        written = io.StringIO()
        csv.writer(written, quoting=csv.QUOTE_ALL).writerows([head, row, *rows])
        (data / f"{new('a file')} {kind}.csv").write_text(written.getvalue(), encoding="utf-8", newline="")


def own_files(data: Path, mail: str, new: Planter) -> None:
    """What the person writes: goals, settings, who is who, what the shared report calls circles, the ledger."""
    goals = yaml.safe_load((EXAMPLE / GOALS).read_text(encoding="utf-8"))
    for name in ("roles", "fields", "organisations", "places", "people", "challenges"):
        goals[name] = [*goals[name], new(f"goals {name}")]
    goals["leave_out"] = {part: [new(f"goals leave_out {part}")] for part in ("people", "organisations")}
    (data / GOALS).write_text(yaml.safe_dump(goals))
    settings = {
        "name": f"Marit {new('settings name')}",
        "emails": [f"{new('settings mail')}@posthorn.example"],
    }
    settings["subscriptions"] = {
        new("settings subscription"): f"https://{new('settings address')}.example/a.ics"
    }
    settings["emails"] += [f"marit.ebbesand{mail}@posthorn.example"]
    (data / "settings.yaml").write_text(yaml.safe_dump(settings))
    (data / "shared.yaml").write_text(yaml.safe_dump({"circles": {new("shared.yaml circle"): "Old friends"}}))
    for neighbour in ("shared.yml", "shared.yaml.bak", "shared.yaml~", ".shared.yaml", "shared.yaml.txt"):
        (data / neighbour).write_text(f"owner: {new(f'beside shared.yaml: {neighbour}')}\n")
    said = {purpose: ["Hi {name},", f"Greetings from {new(f'templates {purpose}')}."] for purpose in PURPOSES}
    (data / "templates.yaml").write_text(yaml.safe_dump(said))
    people = sorted(wl.read(data).people.index)
    rows = [
        [
            "person",
            "name",
            "organisation",
            "other_name",
            "evidence",
            "same_as",
            "decision",
            "rename",
            "group",
            "mine",
        ]
    ]
    shown = [new(f"people.csv {column}") for column in rows[0]]
    renamed = ["", "", f"Bo {shown[7]}", *shown[8:]]
    rows += [[person, *shown[1:5], *renamed] for person in people[3:12]]
    (data / "people.csv").write_text("\n".join(",".join(row) for row in rows) + "\n")
    ledger = wl.ledger.open(data / "ledger.sqlite")
    for person in people[12:30]:
        said = {"name": f"Ida {new('ledger name')}", "note": new("ledger note"), "via": new("ledger via")}
        ledger.add(person, "sent", on="2026-03-05", purpose="reconnect", **said)
        ledger.add(person, "replied", on="2026-03-07", note=new("ledger note of a reply"))


def found_in(page: Path, canaries: dict[str, str]) -> dict[str, str]:
    """Return the canaries that stand in any layer of a page, and where each was planted."""
    text = page.read_text(encoding="utf-8").replace(plotly(), "")
    layers = "\n".join(opened(text)).lower()
    return {word: where for word, where in canaries.items() if word in layers}


def opened(text: str, depth: int = 4) -> list[str]:
    """Return a text and all that it becomes when entities, escapes, JSON, percents and base64 are taken off."""
    layers, seen = [text], {text}
    for _ in range(depth):
        more = {form for layer in layers for form in forms(layer)} - seen
        if not more:
            break
        seen |= more
        layers = [*more]
    return [*seen]


def forms(text: str) -> list[str]:
    """Return what a text becomes when one kind of wrapping is taken off."""
    spelled = re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    spelled = re.sub(r"\\x([0-9a-fA-F]{2})", lambda found: chr(int(found[1], 16)), spelled)
    bare = re.sub(r"<[^>]*>|\u00ad|\u200b", "", text)
    strings = "\n".join(
        inner
        for data in re.findall(r"<script[^>]*json[^>]*>(.*?)</script>", text, re.DOTALL)
        for inner in words(data)
    )
    packed = "\n".join(filter(None, map(unpacked, TEXT.findall(text))))
    packed += "\n".join(lettered(bytes.fromhex(found)) for found in HEX.findall(text))
    return [form for form in (html.unescape(text), spelled, unquote(text), bare, strings, packed) if form]


def words(data: str) -> list[str]:
    """Return every string of a JSON text, keys too."""
    try:
        held = json.loads(data)
    except ValueError:
        return []
    found: list[str] = []
    todo = [held]
    while todo:
        item = todo.pop()
        if isinstance(item, dict):
            todo += [*item.keys(), *item.values()]
        elif isinstance(item, list):
            todo += item
        elif isinstance(item, str):
            found.append(item)
    return found


def unpacked(text: str) -> str:
    """Return what base64 holds, as letters: arrays of bytes, pictures, anything, deflated or not."""
    bare = text.rstrip("=")
    raw = base64.b64decode(bare[: len(bare) - (len(bare) % 4 == 1)] + "==")
    return "\n".join(map(lettered, [raw, *inflated(raw)]))


def inflated(raw: bytes) -> list[bytes]:
    """Return what bytes become that were deflated, with a head of gzip's or of zlib's, or none."""
    found = []
    for kind in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        with suppress(zlib.error):
            found.append(zlib.decompressobj(kind).decompress(raw, 1_000_000))
    return found


def lettered(raw: bytes) -> str:
    """Return bytes as the letters that they can stand for: one, or two or four of them to a letter."""
    wide = [raw[at:].decode(kind, "ignore") for kind in ("utf-16-le", "utf-16-be") for at in (0, 1)]
    return "\n".join(
        [raw.decode("utf-8", "ignore"), raw.decode("latin-1"), raw[::4].decode("latin-1"), *wide]
    )
