"""A plan typed by hand, in the columns of `outreach.plan`, and the book that its rows are in."""

from __future__ import annotations

from typing import Any

import pandas as pd

from weaklib.book import Book, Owner, empty, typed

DAY = pd.Timestamp("2026-10-31")
HOSTILE = "<img src=x onerror=alert(1)>[x](javascript:alert(1))</style><b data-canary>"


def book(*, mark: str = "") -> Book:
    """Three people, a few contacts, and what is recorded of their work."""
    people = pd.DataFrame(
        {
            "name": [f"Runa Solheim{mark}", f"Tomasz Wierzbicki{mark}", f"Ada Lindqvist{mark}"],
            "organisation": [f"Nordlicht Energie{mark}", "Elbmark Energie", None],
            "position": ["Grid Planner", "Analyst", None],
            "connected_on": pd.to_datetime(["2021-03-02", "2016-01-04", None]),
            "note": [None, f"knows heat pumps{mark}", None],
        },
        index=pd.Index(["runa", "tomasz", "ada"], name="person"),
    )
    interactions = pd.DataFrame(
        {
            "at": pd.to_datetime(
                [
                    "2026-09-01 10:00",
                    "2020-05-05 22:30",
                    "2020-06-01 08:00",
                    "2026-10-20 09:00",
                    "2026-10-21 00:00",
                ],
                utc=True,
            ),
            "person": ["runa", "tomasz", "tomasz", "ada", "ada"],
            "channel": ["group_meeting", "message", "message", "mail", "endorsement"],
            "direction": ["both", "out", "in", "in", "in"],
            "group_size": [4, 2, 2, 2, 2],
            "skill": [None, None, None, None, f"SQL{mark}"],
            "source": ["calendar.ics", "messages.csv", "messages.csv", "inbox.mbox", f"Endorse{mark}.csv"],
        }
    )
    affiliations = pd.DataFrame(
        {
            "person": ["runa", "tomasz"],
            "organisation": [f"Nordlicht Energie{mark}", "Kestrel Health"],
            "kind": ["work", "met_during"],
            "role": [f"Grid Planner{mark}", None],
            "as_recorded_on": pd.to_datetime(["2026-10-31", None]),
        }
    )
    return Book(
        owner=Owner(name="Marit", zone="Europe/Berlin"),
        people=typed("people", people),
        interactions=typed("interactions", interactions),
        affiliations=typed("affiliations", affiliations),
        set_aside=empty("set_aside"),
        coverage=empty("coverage"),
    )


def plan(*, mark: str = "") -> pd.DataFrame:
    """One suggestion of each purpose: a silent strong tie, an expert, a way in, one who waits."""
    rows = [
        suggestion(
            "reconnect",
            "tomasz",
            f"Tomasz Wierzbicki{mark}",
            score=0.33,
            value=0.73,
            reasons=[
                (f"You were close until 2020{mark}.", (("interactions", 1), ("interactions", 2)), "high"),
                (f"They know heat pumps{mark}.", (("people", "tomasz"),), "medium"),
            ],
            last=("2020-06-01", "message"),
            organisation="Elbmark Energie",
            draft=f"Hi Tomasz,\n\nit has been a while{mark}.\n\nAll the best\nMarit",
        ),
        suggestion(
            "advice",
            "ada",
            f"Ada Lindqvist{mark}",
            score=0.2,
            value=0.6,
            target=f"moving a warehouse to the cloud{mark}",
            reasons=[
                ("They endorsed you for SQL.", (("interactions", 4), ("goals", "challenges[0]")), "high"),
                ("They wrote to you lately.", (("interactions", 3),), "high"),
            ],
            guard="answer first",
            last=("2026-10-20", "mail"),
            draft="Dear Ada, thank you for your mail.",
        ),
        suggestion(
            "introduction",
            "runa",
            f"Runa Solheim{mark}",
            score=0.1,
            value=0.4,
            target=f"Nordlicht Energie{mark}",
            reasons=[
                ("They work there now.", (("affiliations", 0),), "high"),
                ("They probably know Tomasz Wierzbicki.", (("tie", ("runa", "tomasz")),), "low"),
            ],
            opens=(f"organisation Nordlicht Energie{mark}",),
            last=("2026-09-01", "group_meeting"),
            organisation=f"Nordlicht Energie{mark}",
            draft="Hi Runa, could you introduce me?",
        ),
    ]
    table = pd.DataFrame(rows)
    table.attrs["notes"] = [f"No goals are given{mark}."]
    return table


def suggestion(
    purpose: str,
    person: str | None,
    name: str | None,
    *,
    reasons: list[tuple[str, tuple[Any, ...], str]],
    last: tuple[str | None, str] = (None, ""),
    **more: Any,
) -> dict[str, Any]:
    """One row of a plan, in the order of its columns."""
    texts, rows, sureness = zip(*reasons, strict=True)
    score, value = more.get("score", 0.3), more.get("value", 0.6)
    row = {
        "purpose": purpose,
        "person": person,
        "name": name,
        "score": score,
        "relevance": 0.9,
        "p_reply": round(score / value / 0.9, 6),
        "reasons": list(texts),
        "evidence": list(rows),
        "opens": (),
        "last_contact": pd.Timestamp(last[0]) if last[0] else pd.NaT,
        "draft": "",
        "value": value,
        "confidence": list(sureness),
        "target": "",
        "guard": "",
        "last_channel": last[1],
        "organisation": None,
    }
    return row | more
