"""The people of a book: what all files say of each, where they worked, and how we know who is one human."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.book import typed
from weaklib.sources.decisions import Decisions
from weaklib.sources.identity import Known
from weaklib.sources.identity.mentions import CONNECTIONS, SERVICES

SAID = ["name", "profile", "organisation", "position"]
WORK = ["organisation", "position"]

Row = tuple[str, str, str, str, str]


class Named(NamedTuple):
    """One way in which a file names a person."""

    name: str
    source: str
    kind: str
    profile: str
    emails: tuple[str, ...]


def people(known: Known, said: Decisions) -> pd.DataFrame:
    """Gather what the files say of each person: the most trusted file is believed, nothing is dropped.

    Parameters
    ----------
    known
        Who is who.
    said
        What the owner says of them.

    Returns
    -------
    pd.DataFrame
        `Book.people`.
    """
    spoken = known.spoken
    codes, who = pd.factorize(spoken["person"], sort=True)
    older = _older_connections(spoken).to_numpy()
    table = pd.DataFrame(
        {
            name: _first_said(spoken[name], codes, len(who), hushed=older if name in WORK else None)
            for name in SAID
        },
        index=pd.Index(who),
    )
    table["connected_on"] = spoken["connected_on"].groupby(codes).min().set_axis(table.index)
    persons = spoken["person"].tolist()
    own = [
        tuple([e for e in emails if known.person_of(e) in (person, "")]) if emails else ()
        for person, emails in zip(persons, spoken["emails"], strict=True)
    ]
    table["emails"] = _gathered(persons, own, table.index)
    table["sources"] = _gathered(persons, [(source,) for source in spoken["source"].tolist()], table.index)
    table["labels"] = _gathered(persons, spoken["labels"].tolist(), table.index)
    notes = _gathered(persons, [(note,) if note else () for note in spoken["note"].tolist()], table.index)
    table["note"] = notes.map(" · ".join).replace("", np.nan)
    return typed("people", _with_decisions(table.rename_axis("person"), known, said))


def stints(known: Known) -> pd.DataFrame:
    """Return where each person works by each export that says it.

    A row stands for one `person` at one `organisation` in one `role`; `as_recorded_on` is the day of the
    newest export that has it, and nan in an address book, which dates nothing.
    """
    spoken = known.spoken
    listed = spoken[spoken["listed"] & (spoken[WORK] != "").any(axis=1)]
    named = listed.rename(columns={"position": "role", "recorded_on": "as_recorded_on"})
    columns = ["person", "organisation", "role"]
    newest = named.groupby(columns, sort=True)["as_recorded_on"].max().reset_index()
    return newest.replace({"organisation": {"": np.nan}, "role": {"": np.nan}})


def groups(table: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each group that the owner says a person belongs to: `person`, `organisation`."""
    told = table["groups"].explode().dropna()
    return told.rename("organisation").rename_axis("person").reset_index()


def merges(known: Known, said: Decisions) -> pd.DataFrame:
    """Return by whom another service, or another key, was found to mean a person: `Book.merges`."""
    links = {frozenset((link.one, link.other)): link.evidence for link in known.links}
    links |= {frozenset(pair): "you said so in people.csv" for pair in said.same}
    several = _telling(known.spoken)
    named: defaultdict[str, list[Named]] = defaultdict(list)
    columns = (several[name].tolist() for name in Named._fields)
    persons = several["person"].tolist()
    for person, mention in zip(persons, map(Named._make, zip(*columns, strict=True)), strict=True):
        named[person].append(mention)
    rows = [row for person in sorted(named) for row in _told(person, named[person], links)]
    return typed("merges", pd.DataFrame(rows, columns=["person", "key", "name", "source", "evidence"]))


def _first_said(
    told: pd.Series, codes: NDArray[np.int64], number: int, *, hushed: NDArray[np.bool_] | None
) -> NDArray[np.object_]:
    """Return by person the first text that is not empty, nan where all are; what is hushed does not count."""
    texts = told.to_numpy(dtype="object")
    says = (texts != "") & told.notna().to_numpy()
    rows = np.flatnonzero(says if hushed is None else says & ~hushed)[::-1]
    found = np.full(number, np.nan, dtype="object")
    found[codes[rows]] = texts[rows]  # of several the last one stays: the first, as they come in reverse
    return found


def _telling(spoken: pd.DataFrame) -> pd.DataFrame:
    """Leave out whoever is named but once, as are most; and what a service says again of the same keys."""
    services = spoken["kind"].map(_service)
    bare = spoken["profile"].eq("") & ~spoken["emails"].astype("bool")
    again = spoken[["person", "profile", "emails"]].assign(service=services).duplicated() & ~bare
    left = spoken[~again]
    return left[left["person"].duplicated(keep=False)]


def _older_connections(spoken: pd.DataFrame) -> pd.Series:
    """A blank employer in the newest export is news: what an older one had does not fill it."""
    listed = spoken["kind"].eq(CONNECTIONS)
    return listed & spoken["person"].where(listed).duplicated() & spoken["person"].notna()


def _gathered(
    persons: Iterable[str], members: Collection[tuple[str, ...]], index: pd.Index[str]
) -> pd.Series:
    """Return by person all that is said of them, each once, in order."""
    said: dict[str, tuple[str, ...]] = {}
    for person, found in zip(persons, members, strict=True) if any(members) else ():
        if found and (before := said.get(person, ())) != found:
            said[person] = before + found
    once = {person: tuple(sorted(set(all_))) if len(all_) > 1 else all_ for person, all_ in said.items()}
    whole = [once.get(person, ()) for person in index.tolist()] if once else [()] * len(index)
    return pd.Series(whole, index=index, dtype="object")


def _with_decisions(table: pd.DataFrame, known: Known, said: Decisions) -> pd.DataFrame:
    decided = table.copy()
    renamed = {known.person_of(key): name for key, name in said.rename.items()}
    close = {known.person_of(key): value for key, value in said.closeness.items()}
    family = {known.person_of(key) for key, yes in said.family.items() if yes}
    persons = table.index.astype("str")
    decided["name"] = table["name"].mask(persons.isin(list(renamed)), pd.Series(renamed, dtype="str"))
    decided["family"] = persons.isin(list(family))
    decided["closeness"] = pd.Series(close, dtype="float64").reindex(persons)
    in_groups: defaultdict[str, set[str]] = defaultdict(set)
    for key, names in said.groups.items():
        in_groups[known.person_of(key)].update(names)
    decided["groups"] = pd.Series(
        [tuple(sorted(in_groups.get(person, ()))) for person in persons.tolist()],
        index=persons,
        dtype="object",
    )
    return decided


def _told(person: str, mentions: Iterable[Named], links: Mapping[frozenset[str], str]) -> Iterator[Row]:
    """Tell by what each further service, or key, was found to mean this person."""
    seen: set[str] = set()
    services: set[str] = set()
    for mention in mentions:
        keys = [key for key in (mention.profile, *mention.emails) if key]
        service = _service(mention.kind)
        if services and (service not in services or not keys or not seen.issuperset(keys)):
            evidence, key = _evidence(keys, seen, links)
            yield person, key or mention.name, mention.name, mention.source, evidence
        seen.update(keys)
        services.add(service)


@cache
def _service(kind: str) -> str:
    return next((each for each in SERVICES if kind.startswith(each)), kind)


def _evidence(keys: list[str], seen: set[str], links: Mapping[frozenset[str], str]) -> tuple[str, str]:
    shared = next((key for key in keys if key in seen), "")
    if shared:
        return ("the same address" if "@" in shared else "the same profile"), shared
    for key, other in chain.from_iterable(((key, other) for other in sorted(seen)) for key in keys):
        if frozenset((key, other)) in links:
            return links[frozenset((key, other))], key
    return "the only one of that name among your contacts on LinkedIn", ""
