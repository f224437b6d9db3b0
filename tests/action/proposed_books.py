"""Books and ledgers typed by hand for what may be proposed: tests/data/action/proposals.yaml, read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

import weaklib as wl
from weaklib.action.ledger import Ledger
from weaklib.book import Book, Owner, empty, typed

FILE = Path(__file__).parents[1] / "data" / "action" / "proposals.yaml"
SITUATIONS: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
OLD: Mapping[str, Mapping[str, object]] = {who: {"connected": "2019-05-01"} for who in ("ann", "ben", "kim")}
LAST = "2026-10-31"
KINDS = {
    "connections.csv": "linkedin connections",
    "messages.csv": "linkedin messages",
    "own.ics": "calendar",
    "own.mbox": "mail",
    "phone.vcf": "address book",
}
ROW = ("at", "person", "channel", "direction", "group_size", "event", "hint")
Expected = tuple[str, str, str, str, str, int | None]


def parts(line: str) -> list[str]:
    """What stands between the bars."""
    return [part.strip() for part in str(line).split("|")]


def book_of(situation: Mapping[str, Any]) -> Book:
    """The book of a situation."""
    people = {**OLD, **situation.get("people", {})}
    begins = pd.Timestamp(situation.get("begins", "2018-01-01"))
    # something between the owner and a person of no account marks the beginning of the record
    rows = [[f"{begins:%Y-%m-%d} 12:00", "prior", "message", "in"]]
    for who, of in people.items():
        if str(of.get("connected") or "9") < "2020" and begins < pd.Timestamp("2024-01-08"):
            rows += [["2024-01-08 12:00", who, "message", way] for way in ("in", "out")]
    rows += [parts(row) for row in situation.get("rows", [])]
    return Book(
        owner=Owner(
            name="Olga Owner",
            zone=situation.get("zone", "UTC"),
            emails=frozenset({"olga@work.example", "olga@gmx.de"}),
            affiliations=_rows(
                "affiliations", [{"organisation": "Works GmbH", "kind": "work", "since": "2020-01-01"}]
            ),
        ),
        people=_people({**people, "prior": {"connected": "2015-01-01"}}),
        interactions=_interactions(rows),
        affiliations=_rows(
            "affiliations",
            [
                {"kind": "work", **dict(zip(("person", "organisation"), parts(line), strict=True))}
                for line in situation.get("work", [])
            ],
        ),
        set_aside=empty("set_aside"),
        coverage=_coverage(begins),
        merges=_rows(
            "merges",
            [dict(zip(("person", "key"), parts(line), strict=True)) for line in situation.get("merges", [])],
        ),
        propose=lambda: _rows(
            "proposals",
            [
                dict(zip(("person", "other"), parts(line), strict=True))
                for line in situation.get("probably", [])
            ],
        ),
    ).check()


def _rows(table: str, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    told = list(rows)
    return typed(table, pd.DataFrame(told)) if told else empty(table)


def _people(people: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    told = [
        {
            "name": of.get("name", who.title()),
            "emails": tuple(of.get("emails", ())),
            "profile": who,
            "connected_on": pd.Timestamp(of["connected"]) if of.get("connected") else pd.NaT,
            "sources": tuple(of.get("sources", ["messages.csv"])),
            "family": of.get("family", False),
            **{column: of[column] for column in ("organisation",) if column in of},
        }
        for who, of in people.items()
    ]
    return typed("people", pd.DataFrame(told)).set_axis(list(people)).rename_axis("person")


def _interactions(rows: Iterable[list[str]]) -> pd.DataFrame:
    told = pd.DataFrame([{"group_size": 2, **dict(zip(ROW, row, strict=False))} for row in rows])
    told["group_size"] = told["group_size"].astype("int64")
    told["at"] = pd.to_datetime(told["at"], utc=True)
    ordered = told.sort_values(["at", "person", "channel"], kind="stable", ignore_index=True)
    return typed("interactions", ordered)


def _coverage(begins: pd.Timestamp) -> pd.DataFrame:
    counts = dict.fromkeys(("rows", "used", "merged", "set_aside"), 0)
    told = [{"kind": kind, **counts, "first": begins, "last": pd.Timestamp(LAST)} for kind in KINDS.values()]
    return _rows("coverage", told).set_axis(list(KINDS)).rename_axis("source")


def ledger_of(situation: Mapping[str, Any], folder: Path) -> Ledger:
    """The ledger of a situation, in a folder."""
    ledger = wl.ledger.open(folder / "ledger.sqlite")
    for line in situation.get("ledger", []):
        on, step, person, *rest = parts(line)
        said = dict(part.partition("=")[::2] for part in rest)
        details: dict[str, Any] = {"recorded": said.get("recorded"), "to_person": said.get("to", "")}
        if step == "sent":
            details["purpose"] = said.get("purpose", "reconnect")
        if "unasked" in said:
            details["unasked"] = True
        if step == "sent" or "unasked" in said:
            details["name"] = person.title()
        if "attempt" in said:
            details["attempt"] = int(said["attempt"])
        ledger.add(person, step, on=on, **details)
    return ledger


def expected(situation: Mapping[str, Any]) -> list[Expected]:
    """What should be proposed: step, person, to, on, confidence, attempt."""
    told = []
    for line in situation["expect"]:
        step, who, on, confidence, attempt = parts(line)
        person, _, to = (part.strip() for part in who.partition(">"))
        told.append((step, person, to, on, confidence, None if attempt == "unasked" else int(attempt)))
    return sorted(told, key=str)


def told_of(found: pd.DataFrame) -> list[Expected]:
    """What was proposed, in the same words."""
    return sorted(
        (
            (
                row.step,
                row.person,
                row.to_person,
                f"{row.on:%Y-%m-%d}",
                row.confidence,
                None if pd.isna(row.attempt) else int(row.attempt),
            )
            for row in found.itertuples()
        ),
        key=str,
    )
