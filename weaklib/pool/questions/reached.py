"""What the pool reaches: who else knows one's contacts, what is covered, and who alone leads where."""

from __future__ import annotations

import pandas as pd

from weaklib.pool.engine import Pool
from weaklib.pool.engine.tables import ASKER, REACH, TARGETS, TIES, Table, said
from weaklib.pool.questions.telling import told, told_of_all
from weaklib.sources.organisations.vocabulary import vocabulary

MOST_SHEETS = 5


def also_know(pool: Pool, asker: str) -> pd.DataFrame:
    """Return for each contact of a member how many other members know them.

    Returns
    -------
    DataFrame
        `contact` (the id in the member's own sheet, in order) and `members` (in steps of k; nan for a few or
        none).

    Raises
    ------
    InputError
        If no sheet of the asker counts.
    """
    found = pool.answer(_shared, asker=asker)
    return found.assign(members=told(found["members"], pool.k))


def coverage(pool: Pool) -> pd.DataFrame:
    """Return by how many members each field and each organisation is reached, what most reach first.

    Returns
    -------
    DataFrame
        `kind` ("field", "organisation"), `name`, `members` (in steps of k). Of organisations those that k
        members or more reach; of fields all of the vocabulary, with nan for a few or none: the gaps.
    """
    found = pool.answer(_members_by, "field"), pool.answer(_members_by, "organisation")
    fields = found[0].set_index("name")["members"].reindex(_fields()).rename_axis("name").reset_index()
    both = pd.concat([fields.assign(kind="field"), found[1].assign(kind="organisation")], ignore_index=True)
    both["members"] = told(both["members"], pool.k)
    shown = both[both["members"].notna() | (both["kind"] == "field")]
    ordered = shown.sort_values(["kind", "members", "name"], ascending=[True, False, True], ignore_index=True)
    return ordered.astype({"kind": "str", "name": "str"})[["kind", "name", "members"]]


def overlap(pool: Pool) -> pd.DataFrame:
    """Return how many humans stand in one sheet, in two, and so on.

    Returns
    -------
    DataFrame
        `sheets` (1 to 5, the last for five or more) and `humans` (in steps of k; nan for a few or
        none, and for all where fewer than k sheets count).
    """
    found = pool.answer(_by_sheets)
    sheets = found["sheets"].clip(upper=MOST_SHEETS).astype("int64")
    counts = found["humans"].groupby(sheets).sum().reindex(range(1, MOST_SHEETS + 1))
    return told_of_all(counts, pool).rename_axis("sheets").rename("humans").reset_index()


def only_bridges(pool: Pool, *, asker: str = "") -> pd.DataFrame:
    """Return the members who alone of all lead to an organisation or a field.

    A tie about which nobody may be asked leads nowhere, yet who else has one is not alone. Where one member
    alone leads is told only of who agreed to be named, and to that member.

    Parameters
    ----------
    pool
        An open pool.
    asker
        The member who asks, who sees their own too; "" for none.

    Returns
    -------
    DataFrame
        `member`, `alias`, `kind`, `name`; in the order of kinds and names.
    """
    parts = [
        pool.answer(_sole, kind).sort_values("name").assign(kind=kind) for kind in ("field", "organisation")
    ]
    whole = pd.concat(parts, ignore_index=True)
    agreed = whole["member"].map(pool.members["named_as_broker"]).astype("bool")
    shown = whole[agreed | whole["member"].eq(asker)]
    named = shown.assign(alias=shown["member"].map(pool.members["alias"]))
    kinds = dict.fromkeys(("member", "alias", "kind", "name"), "str")
    return named.astype(kinds)[[*kinds]].reset_index(drop=True)


def _shared() -> Table:
    mine = TIES.semi_join(ASKER, "member").select("contact", "target")
    found = mine.join(TARGETS, "target")
    return found.select("contact", members=found.members - 1).order_by("contact")


def _members_by(word: str) -> Table:
    rows = REACH if word == "organisation" else TIES.filter(said(TIES[word]))
    counted = rows.group_by(word).agg(members=rows.member.nunique())
    return counted.select("members", name=word)


def _by_sheets() -> Table:
    return TARGETS.group_by("members").agg(humans=TARGETS.count()).rename(sheets="members").order_by("sheets")


def _sole(word: str) -> Table:
    known = TIES.filter(said(TIES[word]))
    by = known.group_by(word).agg(
        members=known.member.nunique(), member=known.member.max(), open=(known.ask != "nobody").any()
    )
    alone = by.filter((by.members == 1) & by.open)
    return alone.select("member", name=word)


def _fields() -> list[str]:
    words = vocabulary()
    return sorted(set(words.loc[words["kind"].isin(["field", "profession"]), "value"]))
