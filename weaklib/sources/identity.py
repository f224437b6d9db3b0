"""One human, one row: who is meant by each profile, address and name in the readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np
import pandas as pd

from weaklib.book import Owner, typed
from weaklib.sources.reading import CONTACTS, MEETINGS, Reading

CONNECTIONS = "linkedin connections"


@dataclass(frozen=True)
class Resolved:
    """The people of all readings, and their interactions with each one's `person`.

    Attributes
    ----------
    people, interactions
        As in `Book`.
    set_aside
        Rows that the readings had kept and that name nobody for certain: `source`, `row`, `reason`, `raw`.
    """

    people: pd.DataFrame
    interactions: pd.DataFrame
    set_aside: pd.DataFrame


def resolve(readings: Sequence[Reading], owner: Owner, profiles: frozenset[str]) -> Resolved:
    """Find out who is who, by profile and e-mail; by name only inside LinkedIn, and only where it is unique.

    Equal names alone never merge two people who have profiles or addresses of their own.

    Parameters
    ----------
    readings
        What each file said; at least one names somebody.
    owner, profiles
        The owner, and all profiles that are the owner's; their rows are set aside.
    """
    mentions = _with_profiles_told_elsewhere(_mentions(readings))
    own = mentions["profile"].isin(profiles - {""}) | mentions["email"].isin(owner.emails)
    shared = _shared_addresses(mentions)
    mentions["person"] = _by_profile_or_address(mentions, shared)
    mentions["reason"] = np.where(own, "this is you", "")
    mentions = _with_names_resolved(mentions, mentions["person"].eq("") & ~own)
    lost = mentions["reason"].ne("")
    people = _people(mentions[~lost])
    return Resolved(people, _interactions(mentions[~lost]), _nobody(mentions))


def _mentions(readings: Sequence[Reading]) -> pd.DataFrame:
    newest_first = sorted(readings, key=lambda r: (_age_key(r), r.source))
    parts = []
    for order, reading in enumerate(newest_first):
        for table, listed in ((reading.contacts, True), (reading.interactions, False)):
            if len(table):
                parts.append(
                    table.assign(source=reading.source, kind=reading.kind, listed=listed, order=order)
                )
    columns = ["source", "kind", "profile", "email", "name", "organisation", "position", "raw"]
    everything = pd.concat(parts, ignore_index=True).reindex(columns=_ALL)
    texts = everything[columns].astype("object")
    everything[columns] = texts.where(texts.notna(), "")
    return everything


_ALL = list(dict.fromkeys(["source", "kind", "listed", "order", *CONTACTS, *MEETINGS]))


def _with_profiles_told_elsewhere(mentions: pd.DataFrame) -> pd.DataFrame:
    """Give a connection without a profile the one that other LinkedIn files have under that name.

    Until mid-2023 Connections.csv had no profiles, but messages did. Only where one connection and one
    profile bear the name: equal names alone never merge.
    """
    linkedin = mentions[mentions["kind"].str.startswith("linkedin") & mentions["name"].ne("")]
    listed = linkedin["kind"].eq(CONNECTIONS)
    bearers = linkedin[listed].groupby(linkedin["name"].map(_plain))["row"].size()
    told = linkedin.loc[~listed & linkedin["profile"].ne(""), ["name", "profile"]].drop_duplicates()
    profiles = told.groupby(told["name"].map(_plain))["profile"].agg(lambda slugs: sorted(set(slugs)))
    taken = set(linkedin.loc[listed, "profile"])
    clear = {
        name: slugs[0]
        for name, slugs in profiles.items()
        if len(slugs) == 1 and bearers.get(name, 0) == 1 and slugs[0] not in taken
    }
    blank = mentions["kind"].eq(CONNECTIONS) & mentions["profile"].eq("")
    filled = mentions.copy()
    filled.loc[blank, "profile"] = [clear.get(_plain(name), "") for name in mentions.loc[blank, "name"]]
    return filled


def _age_key(reading: Reading) -> tuple[int, float]:
    """Connections before the rest, then the newest export first: the first to speak is believed."""
    last = reading.last
    age = 0.0 if last is None or pd.isna(last) else -pd.Timestamp(last).timestamp()
    return (0 if reading.kind == CONNECTIONS else 1 if reading.kind.startswith("linkedin") else 2, age)


def _shared_addresses(mentions: pd.DataFrame) -> frozenset[str]:
    """Return the addresses that two different connections give: they tell neither of them."""
    given = mentions[mentions["listed"].eq(True) & mentions["email"].ne("")]
    who = given["profile"].where(given["profile"].ne(""), given["name"].str.casefold())
    claims = who.groupby(given["email"]).nunique()
    return frozenset(claims.index[claims > 1])


def _by_profile_or_address(mentions: pd.DataFrame, shared: frozenset[str]) -> pd.Series:
    email = mentions["email"].where(~mentions["email"].isin(shared), "")
    both = mentions[mentions["profile"].ne("") & email.ne("")]
    profile_of = dict(zip(both["email"], both["profile"], strict=True))
    by_address = pd.Series([profile_of.get(e, e) for e in email], index=email.index, dtype="object")
    person = mentions["profile"].where(mentions["profile"].ne(""), by_address)
    rows = mentions["kind"].eq(CONNECTIONS) & person.eq("")
    return person.where(~rows, row_ids(mentions)).astype("object")


def row_ids(mentions: pd.DataFrame) -> pd.Series:
    """Return source and row as an id; the file's base name stands for it while that is unique."""
    sources = pd.Series(mentions["source"].unique(), dtype="object")
    base = sources.map(lambda source: PurePosixPath(source).name)
    short = base.where(~base.str.lower().duplicated(keep=False), sources)
    prefix = mentions["source"].map(dict(zip(sources, short, strict=True)))
    return prefix + "#" + mentions["row"].astype("int64").astype("str")


def _with_names_resolved(mentions: pd.DataFrame, named: pd.Series) -> pd.DataFrame:
    """Fill in `person`, or the `reason` why nobody can tell, where only a name is given."""
    bare = ["name", "organisation", "kind", "source"]
    names = _names(mentions[mentions["reason"].eq("")])
    found = {
        tuple(mention[column] for column in bare): names.person(mention)
        for _, mention in mentions.loc[named].drop_duplicates(bare).iterrows()
    }
    keys = list(mentions.loc[named, bare].itertuples(index=False, name=None))
    filled = mentions.copy()
    filled.loc[named, "person"] = [found[key][0] for key in keys]
    filled.loc[named, "reason"] = [found[key][1] for key in keys]
    return filled


class _Names:
    """Who a bare name may mean, among the people of LinkedIn."""

    def __init__(self, known: pd.DataFrame, ids: pd.Series) -> None:
        self.listed = self._index(known[known["kind"].eq(CONNECTIONS)])
        self.others = self._index(known)
        self.employer = dict(zip(known["person"], known["organisation"].str.casefold(), strict=True))
        self.new: dict[tuple[str, str], str] = {}
        self.ids = ids

    @staticmethod
    def _index(known: pd.DataFrame) -> dict[str, list[str]]:
        index: dict[str, set[str]] = {}
        for name, person in known[["name", "person"]].drop_duplicates().itertuples(index=False, name=None):
            index.setdefault(_plain(name), set()).add(person)
        return {name: sorted(people) for name, people in index.items()}

    def person(self, mention: pd.Series) -> tuple[str, str]:
        """Return the person that a name means, or why nobody can tell."""
        name = _plain(mention["name"])
        if not name:
            return "", "nobody is named"
        linkedin = str(mention["kind"]).startswith("linkedin")
        found = (self.listed.get(name) or self.others.get(name) or []) if linkedin else []
        if len(found) > 1 and mention["organisation"]:
            found = [p for p in found if self.employer[p] == mention["organisation"].casefold()] or found
        if len(found) == 1:
            return found[0], ""
        if found:
            return (
                "",
                f"two contacts are called {mention['name']}, and this file has no profile to tell them apart",
            )
        world = "linkedin" if linkedin else str(mention["source"])
        return self.new.setdefault((world, name), str(self.ids.at[mention.name])), ""


def _names(mentions: pd.DataFrame) -> _Names:
    known = mentions[mentions["person"].ne("") & mentions["kind"].str.startswith("linkedin")]
    return _Names(known.sort_values("order", ascending=False, kind="stable"), row_ids(mentions))


def _plain(name: object) -> str:
    return " ".join(str(name).casefold().split())


def _people(mentions: pd.DataFrame) -> pd.DataFrame:
    """Gather what the readings say of each person; the first to speak is believed, nothing is dropped."""
    spoken = mentions.sort_values("order", kind="stable")
    columns = ["name", "profile", "organisation", "position"]
    given = spoken[["person", *columns]].replace("", np.nan)
    first = given.groupby("person", sort=True)[columns].first()
    first["connected_on"] = pd.to_datetime(spoken["connected_on"]).groupby(spoken["person"]).min()
    first["emails"] = _tuples(spoken, "email").reindex(first.index)
    first["sources"] = _tuples(spoken, "source").reindex(first.index)
    return typed("people", first.rename_axis("person"))


def _tuples(mentions: pd.DataFrame, column: str) -> pd.Series:
    pairs = mentions[["person", column]].drop_duplicates()
    return pairs.groupby("person")[column].agg(lambda values: tuple(sorted(set(values) - {""})))


def _interactions(mentions: pd.DataFrame) -> pd.DataFrame:
    rows = mentions[mentions["listed"].eq(False)]
    rows = rows.assign(at=pd.to_datetime(rows["at"], utc=True))
    rows[["skill", "hint", "event"]] = rows[["skill", "hint", "event"]].replace("", np.nan)
    once = rows.sort_values(["at", "person", "channel", "source", "row"], kind="stable")
    once = once[~(once["event"].notna() & once["kind"].eq("calendar") & once.duplicated(["event", "person"]))]
    return typed("interactions", once.reset_index(drop=True))


def _nobody(mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the input rows of which no mention is left."""
    left = mentions[mentions["reason"].eq("")]
    kept = pd.MultiIndex.from_frame(left[["source", "row"]])
    rows = pd.MultiIndex.from_frame(mentions[["source", "row"]])
    lost = mentions[mentions["reason"].ne("") & ~rows.isin(kept)]
    told = lost.sort_values("raw", ascending=False, kind="stable")
    return told.drop_duplicates(["source", "row"])[["source", "row", "reason", "raw"]]
