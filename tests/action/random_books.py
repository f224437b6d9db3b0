"""Books and goals drawn by a seed: every export missing at times, names that would break what is made of text."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pandas as pd

from weaklib.action.goals import Goals
from weaklib.book import Book, Owner, empty, typed
from weaklib.sources.organisations.titles import function_of, seniority_of

END = pd.Timestamp("2026-10-31")
OLDER = pd.Timestamp("2024-06-30")
HOSTILE = (
    "{name} {0} %s",
    '<b>Bobby</b> & "Tables"',
    "Zo\u202eë\u0000\nNew\tline",
    "{challenge}",
    "{}",
    "𝔘𝔫𝔦 code",
    "=1+1",
    "   ",
    "Mia 2 Müller 31 May 2020",
)
FIRST = "Ann Ben Cy Dora Eli Fay Gus Hal Ida Jo Kim Lea Max Ned Oda Pia Quin Rex Sue Tom".split()
PLACES = {
    "Nordlicht Energie": "energy",
    "Windhof GmbH": "energy",
    "Klinik am See": "health",
    "Deichbank": "finance",
    "4 Winds 2024 Ltd": None,
    "Studio C": None,
    "Studio Charlie": None,
    "Meta": None,
    "Metabolic Health": "health",
    "{org}": None,
}
ROLES = ("Data Engineer", "Head of Data", "Leiter Vertrieb", "Nurse", "Cloud Architect", "{role} 7", "")
EXPORTS = {
    "message": "linkedin messages",
    "mail": "mail",
    "meeting": "calendar",
    "group_message": "linkedin messages",
    "group_mail": "mail",
    "group_meeting": "calendar",
    "endorsement": "linkedin endorsements",
    "recommendation": "linkedin recommendations",
    "invitation": "linkedin invitations",
}
STAYS = (
    {"organisation": "Elbmark {x}", "kind": "work", "since": "2018-01-01", "until": "2021-06-01"},
    {"organisation": "Uni 9", "kind": "school", "since": "2020-01-01", "until": "2020-04-01"},
    {"organisation": None, "kind": "work", "since": "2022-01-01", "until": None},
)


def random_book(seed: int) -> Book:
    """A book of 5 to 35 people."""
    draw = Random(seed)
    people = [f"p{number}" for number in range(draw.randint(5, 35))]
    kinds = [kind for kind in sorted({*EXPORTS.values()}) if draw.random() < 0.75]
    rows = [row for row in _happened(draw, people) if EXPORTS[row["channel"]] in kinds]
    work = _work(draw, people)
    stays = pd.DataFrame(
        [{**stay, **{end: pd.Timestamp(stay[end]) for end in ("since", "until")}} for stay in STAYS]
    )
    return Book(
        owner=Owner(
            name="Ola Owner",
            zone=draw.choice(["UTC", "Europe/Berlin", "America/New_York"]),
            affiliations=typed("affiliations", stays),
        ),
        people=_people(draw, people, work),
        interactions=typed("interactions", pd.DataFrame(rows)) if rows else empty("interactions"),
        affiliations=work,
        set_aside=empty("set_aside"),
        coverage=_coverage(draw, ["linkedin connections", *kinds]),
    ).check()


def random_goals(seed: int) -> Goals:
    """Goals of which some are met, some by nobody, and some are no words of the vocabulary."""
    draw = Random(-seed)

    def some(choices: list[str], most: int) -> tuple[str, ...]:
        return tuple(draw.sample(choices, draw.randint(0, most)))

    return Goals(
        roles=some(["Head of Data", "Nurse", "Wizard {x}"], 2),
        fields=some(["energy", "health", "falconry"], 2),
        organisations=some([*PLACES, "Nowhere"], 4),
        places=some(["Winds"], 1),
        people=some(["Ann Bensen", "p3", "Ghost"], 2),
        challenges=some(["Our data warehouse moves to the {cloud} in 2027", "How to lead 12 nurses?"], 2),
        leave_out_people=some(["p1"], 1),
        language=draw.choice(["en", "de", "fr", "es", "pt"]),
    )


def _people(draw: Random, people: list[str], work: pd.DataFrame) -> pd.DataFrame:
    now = work.drop_duplicates("person", keep="last").set_index("person")
    rows = [
        {
            "name": draw.choice(HOSTILE)
            if draw.random() < 0.2
            else None
            if draw.random() < 0.05
            else f"{draw.choice(FIRST)} {draw.choice(FIRST)}sen",
            "emails": (f"{who}@x.example",) if draw.random() < 0.6 else (),
            "profile": who if draw.random() < 0.8 else None,
            "connected_on": _day(draw, 3000) if draw.random() < 0.85 else None,
            "family": draw.random() < 0.05,
            "closeness": round(draw.random(), 2) if draw.random() < 0.12 else None,
            "note": draw.choice(["knows data warehouses {x}", "met at 2 fairs", "<i>cloud</i> migration"])
            if draw.random() < 0.15
            else None,
            "organisation": now["organisation"].get(who),
            "position": now["role"].get(who),
        }
        for who in people
    ]
    return typed("people", pd.DataFrame(rows, index=pd.Index(people, name="person")))


def _work(draw: Random, people: list[str]) -> pd.DataFrame:
    rows = []
    for who in people:
        if draw.random() < 0.9:
            now = (draw.choice([*PLACES]), draw.choice(ROLES))
            if draw.random() < 0.5:
                before = now if draw.random() < 0.5 else (draw.choice([*PLACES]), draw.choice(ROLES))
                rows.append((who, *before, OLDER))
            rows.append((who, *now, END if draw.random() < 0.85 else None))
    table = pd.DataFrame(rows, columns=["person", "organisation", "role", "as_recorded_on"])
    titles = table["role"].astype("str")
    table = table.assign(
        kind="work",
        role=titles.where(titles != ""),
        field=table["organisation"].map(PLACES),
        function=function_of(titles),
        seniority=seniority_of(titles),
    )
    return typed("affiliations", table)


def _happened(draw: Random, people: list[str]) -> Iterator[dict[str, object]]:
    for who in people:
        first, span = _day(draw, 2500), draw.choice([30, 400, 2400])
        for number in range(draw.choice([0, 0, 1, 2, 5, 14])):
            channel = draw.choice(
                ["message", "message", "mail", "meeting", "endorsement", "recommendation", "invitation"]
            )
            day = min(
                first + pd.Timedelta(days=draw.randint(0, span)),
                END + pd.Timedelta(days=draw.randint(-40, 9)),
            )
            yield _row(draw, who, channel, day, 2, f"{who} {number}")
    for number in range(draw.randint(0, 14)):
        there = draw.sample(people, min(len(people), draw.choice([2, 3, 5, 9, 26])))
        channel, day = draw.choice(["group_meeting", "group_message", "group_mail"]), _day(draw, 2500)
        minute = draw.randint(0, 1439)
        for who in there:
            row = _row(draw, who, channel, day, len(there) + 1, f"group {number}")
            yield row | {"at": day.tz_localize("UTC") + pd.Timedelta(minutes=minute)}


def _row(draw: Random, who: str, channel: str, day: pd.Timestamp, size: int, event: str) -> dict[str, object]:
    return {
        "at": day.tz_localize("UTC") + pd.Timedelta(minutes=draw.randint(0, 1439)),
        "person": who,
        "channel": channel,
        "direction": "both" if "meeting" in channel else draw.choice(["in", "out"]),
        "group_size": size,
        "skill": draw.choice(["Data Warehousing", "Cloud", "{skill}"]) if channel == "endorsement" else None,
        "event": event,
        "source": "drawn",
    }


def _coverage(draw: Random, kinds: list[str]) -> pd.DataFrame:
    counts = dict.fromkeys(("rows", "used", "merged", "set_aside"), 0)
    rows = [
        {**counts, "kind": kind, "last": END - pd.Timedelta(days=draw.choice([0, 0, 0, 40, 300]))}
        for kind in kinds
    ]
    rows[0]["last"] = END
    return typed("coverage", pd.DataFrame(rows)).set_axis(kinds).rename_axis("source")


def _day(draw: Random, ago: int) -> pd.Timestamp:
    return END - pd.Timedelta(days=draw.randint(-20, ago))
