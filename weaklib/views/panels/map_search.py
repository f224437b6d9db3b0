"""Search on the map: by name, organisation, field or circle, without accents and in any order of words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pandas as pd

from weaklib.sources.organisations.vocabulary import fold, folded
from weaklib.views.panels.map_finder import MOST, Entry
from weaklib.views.theme import counted

GROUPS: Mapping[str, str] = MappingProxyType(
    {"organisation": "everybody there", "field": "everybody in this field", "circle": "the whole circle"}
)
"""By what a group is found, and what it is called beside its name."""
PERSON = "person"


class Index(NamedTuple):
    """Everything that can be found, laid out once.

    Attributes
    ----------
    people
        `name`, `organisation`, `field`, `circle`; one row a number.
    words
        The folded texts of each person, in which words are looked for; begins with the name.
    groups
        `kind`, `name`, `members` and `words` of each organisation, field and circle, the largest first.
    """

    people: pd.DataFrame
    words: Sequence[str]
    groups: pd.DataFrame


def index_of(people: pd.DataFrame) -> Index:
    """Lay out who can be found.

    Parameters
    ----------
    people
        One row a person, in the order of their numbers: `name`, `organisation`, `field`, `circle`.
    """
    texts = [fold(people[column]) for column in ("name", *GROUPS)]
    words = [" ".join(["", *filter(None, parts)]) for parts in zip(*texts, strict=True)]
    counts = [
        people[kind].value_counts().rename_axis("name").reset_index(name="members").assign(kind=kind)
        for kind in GROUPS
    ]
    groups = pd.concat(counts, ignore_index=True)
    groups["words"] = " " + fold(groups["name"])
    order = groups.sort_values(["members", "name"], ascending=[False, True], kind="stable")
    return Index(people[["name", *GROUPS]], words, order.reset_index(drop=True))


def found(index: Index, query: str) -> list[Entry]:
    """Return the completions of what is typed: people by name first, then groups, then people by the rest.

    Every word typed must begin a word of what is found.

    Parameters
    ----------
    index
        From `index_of`.
    query
        As it is typed.
    """
    asked = [f" {word}" for word in folded(query).split()]
    if not asked:
        return []
    people = [number for number, text in enumerate(index.words) if all(word in text for word in asked)]
    names = fold(index.people["name"].iloc[people])
    by_name = {number for number, name in zip(people, names, strict=True) if _in(asked, f" {name}")}
    groups = [_group(index, row) for row, text in enumerate(index.groups["words"]) if _in(asked, text)]
    first = sorted(by_name, key=lambda number: (not index.words[number].startswith(asked[0]), number))
    rest = [number for number in people if number not in by_name]
    told = [_person(index, number) for number in first[:MOST]]
    room = max(3, MOST - len(told))  # so that groups are seen beside many namesakes
    return [
        *told[: MOST - min(len(groups), 3)],
        *groups[:room],
        *(_person(index, number) for number in rest[:MOST]),
    ][:MOST]


def _in(words: Sequence[str], text: str) -> bool:
    return all(word in text for word in words)


def _person(index: Index, number: int) -> Entry:
    row = index.people.iloc[number]
    beside = row["organisation"] if pd.notna(row["organisation"]) else row["circle"]
    return Entry(f"{PERSON} {number}", str(row["name"]), str(beside) if pd.notna(beside) else "")


def _group(index: Index, row: int) -> Entry:
    group = index.groups.iloc[row]
    kind, members = str(group["kind"]), int(group["members"])
    note = f"{GROUPS[kind]}: {counted(members, 'person', 'people')}"
    return Entry(f"group {row}", str(group["name"]), note)


def members_of(index: Index, key: str) -> list[int]:
    """Return the numbers of those whom a key of `found` stands for."""
    what, _, number = key.partition(" ")
    if what == PERSON:
        return [int(number)]
    group = index.groups.iloc[int(number)]
    return [int(at) for at in np.flatnonzero(index.people[group["kind"]] == group["name"])]


def called(index: Index, key: str) -> str:
    """Return in words what group a key of `found` stands for."""
    group = index.groups.iloc[int(key.partition(" ")[2])]
    before = {"organisation": "At", "field": "In the field", "circle": "In the circle"}
    return f"{before[str(group['kind'])]} {group['name']}"


def organisations(index: Index, query: str) -> list[Entry]:
    """Return the organisations that are meant by what is typed, the largest first; the key is the name."""
    asked = [f" {word}" for word in folded(query).split()]
    rows = index.groups[index.groups["kind"] == "organisation"]
    return [
        Entry(str(name), str(name), counted(int(members), "person", "people"))
        for name, members, text in zip(rows["name"], rows["members"], rows["words"], strict=True)
        if asked and _in(asked, text)
    ][:MOST]
