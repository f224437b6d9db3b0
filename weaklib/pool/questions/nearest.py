"""Nobody can introduce one there yet: what the pool reaches that comes nearest."""

from __future__ import annotations

import pandas as pd

from weaklib.pool.engine import Pool
from weaklib.pool.engine.tables import Table
from weaklib.pool.questions.organisations import alike
from weaklib.pool.questions.paths import wanted
from weaklib.pool.questions.telling import told

COLUMNS = ("kind", "name", "why", "introducers")
SAME = ("function", "field", "seniority")


def nearest(
    pool: Pool,
    asker: str,
    *,
    organisation: str = "",
    function: str = "",
    seniority: str = "",
    field: str = "",
) -> pd.DataFrame:
    """Return what comes nearest to something that nobody in the pool leads to.

    Organisations with a name alike come first, then people who fit one of the words that were asked for
    together; each only where somebody may be asked.

    Parameters
    ----------
    pool, asker
        An open pool, and the member who asks.
    organisation, function, seniority, field
        As for `introducers`.

    Returns
    -------
    DataFrame
        `kind` ("organisation", "function", "field", "seniority"), `name`, `why` ("alike in name", "same
        function" and so on), `introducers` (how many members lead there, in steps of k; nan for a few).

    Raises
    ------
    InputError
        If no sheet of the asker counts.
    """
    names = alike(pool, organisation) if organisation else []
    parts = [_reached(pool, asker, "organisation", names, "alike in name")] if names else []
    words = {"function": function, "field": field, "seniority": seniority}
    parts += [_reached(pool, asker, word, [words[word]], f"same {word}") for word in SAME if words[word]]
    if not parts:
        return pd.DataFrame({name: pd.Series(dtype="str") for name in COLUMNS}).astype(
            {"introducers": "float64"}
        )
    return pd.concat(parts, ignore_index=True)


def _reached(pool: Pool, asker: str, word: str, names: list[str], why: str) -> pd.DataFrame:
    found = pool.answer(_members_of, word, asker=asker, asked={word: names})
    found["name"] = pd.Categorical(found[word], categories=names)
    ordered = found.sort_values("name").astype({"name": "str"})
    ordered = ordered.assign(kind=word, why=why, introducers=told(ordered["members"], pool.k))
    return ordered.astype({"kind": "str", "why": "str"})[list(COLUMNS)]


def _members_of(word: str) -> Table:
    found = wanted(word)
    return found.group_by(word).agg(members=found.member.nunique())
