"""What the map says in words: its finding, its note, and the hover of each person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from weaklib.views.theme import CLASS_MEANINGS, counted, on_day, short, wrapped


def finding(people: pd.DataFrame, land: pd.DataFrame) -> str:
    """Return the title of the map: how many circles there are, and who alone leads where."""
    contacts, alone = counted(len(people), "contact"), int(people["circle"].isna().sum())
    if land.empty:
        return f"No ties between your {contacts} are known; here they stand by organisation"
    start, first = counted(len(land), "circle"), tagged(people)
    start += "" if people["observed_share"].gt(0).any() else ", all inferred"
    persons: Iterator[Any] = first.itertuples()
    for person in persons:
        ways = [way.removeprefix("circle ") for way in person.opens if way.startswith("circle ")]
        if ways:
            link = "links" if person.observed_share >= 0.5 else "seems to link"
            return f"{start}; {short(person.name, 40)} alone {link} you to {listed(ways, 2)}"
    if len(first):
        return f"{start}; {short(first['name'].iloc[0], 40)} stands out as a bridge"
    if len(land) == 1:
        members = counted(int(land["members"].iloc[0]), "contact")
        return f"One circle, {short(land.index[0], 40)}, holds all {members} with a known tie"
    if alone:
        return f"{start}; {alone:,} of {contacts} have no known tie to another"
    return f"{start} among {contacts}, and nobody stands out as a bridge between them"


def note(people: pd.DataFrame, lines: pd.DataFrame) -> str:
    """Return what size, colour, dots and the ring mean, as far as they are on this map."""
    alone = int(people["circle"].isna().sum())
    inferred = "Dotted: inferred from a common employer, time or group; they probably know each other."
    said = {
        "The larger a person, the more they bridge to other circles.": people["bridging"].notna().any(),
        "Colour and shape: the class of your tie.": True,
        inferred: not lines["observed"].all(),
        f"Around: {counted(alone, 'contact')} without a known tie to another.": 0 < alone < len(people),
    }
    return " ".join(sentence for sentence, holds in said.items() if holds)


def tagged(people: pd.DataFrame) -> pd.DataFrame:
    """Return those whom the measure calls bridges, the first first."""
    return people[people["bridge"]].sort_values("bridging", ascending=False, kind="stable")


def hovers(people: pd.DataFrame, lines: pd.DataFrame) -> list[list[str]]:
    """Return what the hover says of each person: name, organisation, tie, and why they stand there.

    Each is escaped, and wrapped for the small window of a hover.
    """
    home = people["circle"].to_numpy(object)
    both = pd.concat([lines, lines.rename(columns={"one": "other", "other": "one"})])
    both["into"] = home[both["other"].to_numpy(int)]
    seen = both.groupby("one")["observed"].agg(["size", "sum"]).reindex(range(len(people)), fill_value=0)
    into = both[both["across"]].groupby("one")["into"].agg(lambda names: sorted(set(names))).to_dict()
    persons: Iterator[Any] = people.itertuples()
    return [
        [
            wrapped(person.name, 44),
            wrapped(person.organisation if pd.notna(person.organisation) else "organisation not known", 54),
            wrapped(_tie(person), 54),
            wrapped(_why(person, ties, observed, into.get(i, [])), 54),
        ]
        for i, (person, ties, observed) in enumerate(zip(persons, seen["size"], seen["sum"], strict=True))
    ]


def _tie(person: Any) -> str:
    last = f"; last contact {on_day(person.last_contact)}" if pd.notna(person.last_contact) else ""
    return f"Your tie: {person.tie}, {CLASS_MEANINGS[person.tie]}{last}"


def _why(person: Any, ties: int, observed: int, into: Sequence[str]) -> str:
    """What somebody alone opens, where they lead, and what that rests on."""
    opens = [way.replace("circle circle", "circle") for way in person.opens]
    parts = [f"Your only known way into {listed(opens)}."] if opens else []
    if pd.isna(person.circle):
        return " ".join([*parts, "No tie to your other contacts is known."])
    parts.append(f"Leads from {person.circle} to {listed(into)}." if into else f"Circle: {person.circle}.")
    known = f"{counted(ties, 'tie')} to your contacts"
    how = (
        "seen in meetings or threads" if observed == ties else f"{observed} seen, {ties - observed} inferred"
    )
    return " ".join([*parts, f"{known}: {how}."])


def listed(names: Sequence[str], most: int = 3) -> str:
    """Return names as a list in prose; of more than `most`, how many more.

    Examples
    --------
    >>> listed(["Kantorei", "Hafenlabor"]), listed(["a", "b", "c", "d"], 2)
    ('Kantorei and Hafenlabor', 'a, b and 2 more')
    """
    shown = [short(name, 40) for name in names[:most]]
    shown += [f"{len(names) - most} more"] if len(names) > most else []
    return " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))
