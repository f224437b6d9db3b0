"""What the map says in words: its finding, and the note on what size, colour, shape and lines mean."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from weaklib.views.bundles import Strands, strongest_bridges, strongest_inside
from weaklib.views.connectors import circles_opened, connectors
from weaklib.views.encodings import Encoding
from weaklib.views.theme import counted, short

MANY, TINY = 60, 3
"""Of more circles than the first, none larger than the second, the title says how small they are."""


def finding(people: pd.DataFrame, land: pd.DataFrame) -> str:
    """Return the title of the map: how many circles there are, and who alone leads where.

    Parameters
    ----------
    people
        One row a person.
    land
        One row a circle, the largest first.
    """
    contacts, alone = counted(len(people), "contact"), int(people["circle"].isna().sum())
    if land.empty:
        return _no_ties(people)
    start, first = counted(len(land), "circle"), connectors(people)
    largest = int(land["members"].max())
    start += f", none of more than {largest}" if len(land) > MANY and largest <= TINY else ""
    start += "" if people["observed_share"].gt(0).any() else ", all inferred"
    start += ", your own tie to everybody unknown" if _all_unknown(people) else ""
    if way := _sole_way(first):
        return f"{start}; {way}"
    if len(first):
        return f"{start}; {short(first['name'].iloc[0], 40)} stands out as a bridge"
    if len(land) == 1:
        members = counted(int(land["members"].iloc[0]), "contact")
        only = "One circle" if people["observed_share"].gt(0).any() else "One circle, inferred"
        yours = "; your own tie to each is unknown" if _all_unknown(people) else ""
        return f"{only}, {short(land.index[0], 40)}, holds all {members} with a known tie{yours}"
    if alone:
        return f"{start}; {alone:,} of {contacts} have no known tie to another"
    return f"{start}; nobody among {contacts} stands out as a bridge between them"


def _no_ties(people: pd.DataFrame) -> str:
    """The title of a map without circles."""
    if len(people) == 1:
        yours = ", your tie unknown" if _all_unknown(people) else ""
        return f"One contact, {short(people['name'].iloc[0], 40)}{yours}; a map needs ties between contacts"
    yours = ", nor yours to them" if _all_unknown(people) else ""
    placed = "; here they stand by organisation" if people["organisation"].notna().any() else ""
    return f"No ties between your {counted(len(people), 'contact')} are known{yours}{placed}"


def _all_unknown(people: pd.DataFrame) -> bool:
    """Whether no export could show contact with anybody."""
    return bool(people["tie"].eq("unknown").all())


def _sole_way(first: pd.DataFrame) -> str:
    """What the first of those who connect circles alone leads to; empty where that is nothing."""
    if first.empty or not (ways := circles_opened(first["opens"].iloc[0])):
        return ""
    link = "links" if first["observed_share"].iloc[0] >= 0.5 else "seems to link"
    return f"{short(first['name'].iloc[0], 40)} alone {link} you to {listed(ways, 2)}"


def note(people: pd.DataFrame, ties: Strands, *, colour: Encoding, size: Encoding, shape: Encoding) -> str:
    """Return what size, colour, shape, lines and the ring mean, as far as they are on this map.

    Parameters
    ----------
    people
        One row a person.
    ties
        The ties among them.
    colour, size, shape
        What they stand for.
    """
    alone, hidden = int(people["circle"].isna().sum()), int(people[size.column].isna().sum())
    both = f"Colour and shape: {colour.says}."
    apart = f"Colour: {colour.says}. Shape: {shape.says}."
    small = f"Small: {size.small}" + (f", or {size.unknown} ({hidden:,})" if hidden else "")
    drawn = len(strongest_inside(ties).one) + len(strongest_bridges(ties, people).one)
    silent = "No export could show contact with any of them: every tie is unknown."
    inferred = "Dotted: inferred from a common employer, time or group; they probably know each other."
    said = {
        f"Large: {size.large}. {small}.": people[size.column].notna().any(),
        both if colour == shape else apart: True,
        silent: _all_unknown(people),
        "Ringed: a bridge.": people["bridge"].any(),
        "Of all ties only the strongest are drawn.": drawn < len(ties.one),
        inferred: not ties.observed.all(),
        f"Around: {counted(alone, 'contact')} without a known tie to another.": 0 < alone < len(people),
    }
    return " ".join(sentence for sentence, holds in said.items() if holds)


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
