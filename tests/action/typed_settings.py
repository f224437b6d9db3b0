"""Settings of impact typed by hand: a book, attempts and outcomes as tables, and a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

import weaklib as wl
from tests.action.guarded_books import DAY
from weaklib.action.impact.setting import Setting
from weaklib.action.ledger.entries import OUTCOMES, RATINGS
from weaklib.book import Book
from weaklib.measures.period import period_of

ATTEMPT = {
    "person": "",
    "name": "",
    "purpose": "introduction",
    "sent_on": pd.NaT,
    "via": "",
    "to_person": "",
    "class": "weak",
    "strength": 0.1,
    "chosen": "",
    "note": "",
    "recorded": pd.NaT,
}
OUTCOME = {
    "attempt": pd.NA,
    "person": "",
    "name": "",
    "purpose": "",
    "step": "",
    "on": pd.NaT,
    "via": "",
    "to_person": "",
    "class": "weak",
    "strength": 0.1,
    "proposal": None,
    "note": "",
    "recorded": pd.NaT,
}

Row = Mapping[str, object]


def sent(entry: int, person: str, on: str, **more: object) -> Row:
    """An attempt: more may be purpose, via, to_person, class."""
    return {"id": entry, "person": person, "name": person.title(), "sent_on": pd.Timestamp(on), **more}


def came(entry: int, person: str, step: str, on: str, **more: object) -> Row:
    """What came: of the attempt `attempt`, or unasked without one."""
    return {
        "id": entry,
        "person": person,
        "name": person.title(),
        "step": step,
        "on": pd.Timestamp(on),
        **more,
    }


def typed_setting(
    book: Book,
    entries: Iterable[Row] = (),
    *,
    day: pd.Timestamp = DAY,
    period: str = "",
    circles: Mapping[str, str] | None = None,
) -> Setting:
    """What is known on a day: nothing of the ledger that is dated later."""
    circle_of = circles or {}
    rows = [dict(entry) for entry in entries]
    attempts = [ATTEMPT | row for row in rows if "sent_on" in row and row["sent_on"] <= day]
    by_id = {row["id"]: row for row in attempts}
    outcomes = []
    for row in rows:
        if "step" in row and row["on"] <= day:
            of = by_id.get(row.get("attempt"), {})
            has = {key: of[key] for key in ("purpose", "via", "class", "strength") if key in of}
            outcomes.append(OUTCOME | dict.fromkeys(RATINGS, float("nan")) | has | row)
    return Setting(
        book=book,
        day=day,
        period=period_of(period),
        attempts=_attempts(attempts, outcomes, circle_of),
        outcomes=_outcomes(outcomes, circle_of),
        ties=wl.ties.tie_table(book, day),
        circles=pd.Series(circle_of, dtype="object"),
    )


def _attempts(rows: list[dict], outcomes: list[dict], circles: Mapping[str, str]) -> pd.DataFrame:
    table = _table(rows, ATTEMPT, circles, dates=("sent_on", "recorded"))
    for step in OUTCOMES:
        first = {}
        for row in outcomes:
            if row["step"] == step and not pd.isna(row["attempt"]):
                day = first.get(row["attempt"], row["on"])
                first[row["attempt"]] = min(day, row["on"])
        table[step] = pd.to_datetime(
            pd.Series([first.get(entry) for entry in table.index], index=table.index)
        )
    return table


def _outcomes(rows: list[dict], circles: Mapping[str, str]) -> pd.DataFrame:
    columns = OUTCOME | dict.fromkeys(RATINGS, float("nan"))
    return _table(rows, columns, circles, dates=("on", "recorded")).astype({"attempt": "Int64"})


def _table(
    rows: list[dict], columns: Mapping[str, object], circles: Mapping[str, str], *, dates: tuple[str, ...]
) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["id", *columns]).set_index("id")
    table.index = table.index.astype("int64")
    for name, blank in columns.items():
        if name in dates:
            table[name] = pd.to_datetime(table[name]).astype("datetime64[us]")
        elif isinstance(blank, str):
            table[name] = table[name].astype("str")
    table["circle"] = [circles.get(person, "") for person in table["person"]]
    return table.astype({"circle": "str"})
