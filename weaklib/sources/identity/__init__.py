"""One human, one row: who is meant by each profile, address and name in the readings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress

import numpy as np
import pandas as pd

from weaklib.book import Owner
from weaklib.sources.decisions import Decisions
from weaklib.sources.identity.joining import join
from weaklib.sources.identity.linkedin_names import persons_called, with_profiles_told_elsewhere
from weaklib.sources.identity.mentions import ADDRESS_BOOK, CONNECTIONS, IMPORTED, Mentions, gather, slug
from weaklib.sources.names import name_key
from weaklib.sources.names.addresses import is_human_address
from weaklib.sources.reading import Link, Reading

YOU = "this is you"
HIDDEN = "hidden by you in people.csv"
SHARED = "a shared address, not a person"
NOBODY = "nobody is named"

Keys = tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """Everybody whom the readings name, each with the one human that is meant.

    Attributes
    ----------
    mentions
        As `gather` lists them; its table has two more columns: `person`, and the `reason` why there is none.
    links
        The keys that were found to be one human's, and how.
    person_of
        The id of the person whom a key stands for, "" where it is nobody's here.
    """

    mentions: Mentions
    links: Sequence[Link]
    person_of: Callable[[str], str]

    @cached_property
    def spoken(self) -> pd.DataFrame:
        """The mentions of somebody, whom to believe first."""
        table = self.mentions.table[self.mentions.table["reason"].eq("")]
        order = ["order", "times", "length", "name", "organisation", "position"]
        return table.assign(length=table["name"].str.len()).sort_values(
            order, ascending=[name not in ("times", "length") for name in order], kind="stable"
        )


def resolve(readings: Sequence[Reading], owner: Owner, profiles: frozenset[str], said: Decisions) -> Known:
    """Find out who is who: by profile and address, and by what the owner decided.

    A bare name means the only bearer of it inside LinkedIn, which knows its members; elsewhere it is a
    person of its own. Equal names alone never merge two people who have profiles or addresses.

    Parameters
    ----------
    readings
        What each file said; at least one names somebody.
    owner, profiles
        The owner, and all profiles that are the owner's; their rows are set aside.
    said
        What the owner decided on who is who.
    """
    mentions = gather(readings)
    table = with_profiles_told_elsewhere(mentions.table)
    own = frozenset(profiles - {""} | owner.emails)
    found = _keys(table, own)
    ids = _row_ids(table, found)
    keys = [known or ((id_,) if id_ else ()) for known, id_ in zip(found, ids, strict=True)]
    table["reason"] = _why_nobody(table, keys, own, owner.name)
    alias = _aliases(ids, keys)
    links = [
        *_links(table["source"].tolist(), keys),
        *(link for reading in readings for link in reading.links),
    ]
    component = join(links, _primary(said.same, alias), _primary(said.apart, alias)).whose
    whole = [component.get(known[0], known[0]) if known else "" for known in keys]
    name = _ids(table.assign(person=whole), keys, component)
    table["person"] = [name.get(person, person) for person in whole]
    nameless = table["person"].eq("") & table["reason"].eq("")
    table.loc[nameless, ["person", "reason"]] = persons_called(table, nameless)

    def person_of(key: str) -> str:
        first = alias.get(key, key)
        joined = component.get(first, first)
        return name.get(joined, joined)

    everybody = frozenset(table["person"].unique().tolist())
    hidden = {person_of(key) for key, yes in said.hidden.items() if yes} & everybody - {""}
    table.loc[table["person"].isin(hidden), "reason"] = HIDDEN

    def known_person(key: str) -> str:
        person = person_of(key)
        return person if person in everybody else ""

    return Known(Mentions(table, mentions.interactions), links, known_person)


def _keys(table: pd.DataFrame, own: frozenset[str]) -> list[Keys]:
    """Return by mention the profile and the addresses that are one human's alone."""
    shared = _shared_addresses(table)
    emails = table["emails"].tolist()
    human = frozenset(filter(is_human_address, {key for each in emails for key in each} - own))
    alone = human - shared

    def told(profile: str, theirs: Keys, listed: bool) -> Keys:  # noqa: FBT001 - the columns of a row
        tells = bool(profile) and profile not in own and not (listed and profile in shared)
        first = (profile,) if tells else ()
        if not theirs:
            return first
        known = alone if listed else human
        return (*first, *[key for key in theirs if key in known or (tells and key == profile)])

    return [
        told(*row) for row in zip(table["profile"].tolist(), emails, table["listed"].tolist(), strict=True)
    ]


def _shared_addresses(table: pd.DataFrame) -> frozenset[str]:
    """Return the addresses that two different rows of one list give: they tell neither of them."""
    given = table[table["listed"]].explode("emails").dropna(subset="emails")
    who = given["profile"].where(given["profile"].ne(""), given["name"].map(name_key))
    claims = who.groupby([given["source"], given["emails"]]).nunique()
    return frozenset(claims.index[claims > 1].get_level_values("emails"))


def _row_ids(table: pd.DataFrame, found: Sequence[Keys]) -> pd.Series:
    """Return an id of its own for each connection, and for each card without an address; else "".

    It is made of the name and the day of connection, which other exports give too. Rows of one list that
    agree in both are different people, numbered by where they work.
    """
    keyless = pd.Series([not keys for keys in found], index=table.index)
    connected = table["kind"].eq(CONNECTIONS)
    own = connected | (table["kind"].isin((IMPORTED, ADDRESS_BOOK)) & keyless)
    rows = table[own & table["listed"] & table["name"].ne("")]
    code, days = pd.factorize(rows["connected_on"])
    written = [*pd.DatetimeIndex(days).strftime("%Y-%m-%d"), "linkedin"]  # whose place is -1: no day
    day = np.array(written, dtype="object")[code]
    place = np.where(rows["kind"].eq(CONNECTIONS), day, "address-book")
    ids = [f"{slug(name)}#{where}" for name, where in zip(rows["name"].tolist(), place.tolist(), strict=True)]
    named = rows.assign(id=ids)
    alike = named[named.duplicated(["source", "id"], keep=False)]
    order = alike.sort_values(["source", "id", "organisation", "position", "profile"])
    nth = order.groupby(["source", "id"]).cumcount().reindex(rows.index, fill_value=0)
    told = [f"{id_}~{before + 1}" if before else id_ for id_, before in zip(ids, nth.tolist(), strict=True)]
    return pd.Series(told, index=rows.index, dtype="object").reindex(table.index, fill_value="")


def _why_nobody(table: pd.DataFrame, keys: Sequence[Keys], own: frozenset[str], owner: str) -> list[str]:
    """Return why a mention is of nobody, or ""."""
    me = name_key(owner)

    def reason(profile: str, emails: Keys, name: str, known: Keys) -> str:
        if profile in own or (emails and not own.isdisjoint(emails) and (not known or name_key(name) == me)):
            return YOU
        return "" if known or name else SHARED if emails else NOBODY

    columns = (table[name].tolist() for name in ("profile", "emails", "name"))
    return [reason(*column) for column in zip(*columns, keys, strict=True)]


def _aliases(ids: Iterable[str], keys: Iterable[Keys]) -> dict[str, str]:
    """Return the key that a connection's id of name and day stands for, now that there is a better one."""
    named = [(id_, known[0]) for id_, known in zip(ids, keys, strict=True) if id_ and known]
    return {id_: key for id_, key in reversed(named) if id_ != key}


def _primary(pairs: Iterable[tuple[str, str]], alias: dict[str, str]) -> list[tuple[str, str]]:
    return [(alias.get(one, one), alias.get(other, other)) for one, other in pairs]


def _links(sources: Iterable[str], keys: Sequence[Keys]) -> list[Link]:
    """Return the pairs of keys that stand in one row, each pair once."""
    pairs: dict[tuple[str, str], str] = {}
    for source, known in zip(sources, keys, strict=True):
        for other in known[1:]:
            pairs.setdefault((known[0], other), source)
    return [Link(one, other, f"both stand in one row of {source}") for (one, other), source in pairs.items()]


def _ids(table: pd.DataFrame, keys: Sequence[Keys], component: Mapping[str, str]) -> dict[str, str]:
    """Return by component its person's id: the profile, else the first address, else that of name and day.

    A key that is linked to none is its person's id itself, and is not in it.
    """
    several = [bool(known) and known[0] in component for known in keys]
    if not any(several):
        return {}
    every = table.loc[several, ["person", "order"]]
    every["key"] = pd.Series(list(compress(keys, several)), index=every.index, dtype="object")
    known = every.explode("key").dropna(subset="key")
    known["rank"] = known["key"].str.contains("@", regex=False) + 2 * known["key"].str.contains(
        "#", regex=False
    )
    best = known.sort_values(["rank", "order", "key"]).drop_duplicates("person")
    return dict(zip(best["person"].tolist(), best["key"].tolist(), strict=True))
