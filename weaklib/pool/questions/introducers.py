"""Who among the members can introduce one to somebody at an organisation, in a field or of a role."""

from __future__ import annotations

import pandas as pd

from weaklib.book import InputError
from weaklib.pool.engine import Pool
from weaklib.pool.questions.organisations import meant
from weaklib.pool.questions.paths import paths
from weaklib.pool.questions.telling import told
from weaklib.pool.questions.ways import STEPS

COLUMNS = (
    *("target", "organisation", "function", "seniority", "field", "place"),
    *("introducer", "alias", "contact", "step", "via", "alias_via"),
    *("to_introducer", "to_via", "between", "to_target", "weakest", "opens", "reached_by"),
)


def introducers(
    pool: Pool,
    asker: str,
    *,
    organisation: str = "",
    function: str = "",
    seniority: str = "",
    field: str = "",
    limit: int = 20,
) -> pd.DataFrame:
    """Return the ways to the people who are asked for: one row a target and introducer, the best first.

    A path is as good as its weakest tie: weakest = min(to_introducer, to_target) where the introducer is the
    asker's contact, min(to_via, between, to_target) where a member stands between. Contacts of the asker come
    first, then who is reached through one of them (the way whose weaker tie is the strongest), then other
    members; in each the strongest weakest tie, an unknown one last; then who opens most; then by ids. Whoever
    the asker knows already is no target, nor is the asker; a tie about which nobody may be asked makes no
    path, and one for contacts only makes none but for contacts.

    Parameters
    ----------
    pool, asker
        An open pool, and the member who asks.
    organisation
        As one writes it; who works at one that is surely the same is a target.
    function, seniority, field
        Words of the vocabulary; "" for any.
    limit
        How many rows at most.

    Returns
    -------
    DataFrame
        `target` (the human), `organisation`, `function`, `seniority`, `field`, `place` (as the introducer's
        sheet says), `introducer`, `alias`, `contact` (what the introducer's sheet calls the target), `step`
        ("your contact", "through a contact", "not your contact"), `via` and `alias_via` (who stands between),
        `to_introducer`, `to_via`, `between`, `to_target`, `weakest` (0 to 1; nan where unknown or not there),
        `opens` (organisations that the introducer reaches and the asker does not), `reached_by` (how many
        members reach the target, in steps of k; nan for a few).

    Raises
    ------
    InputError
        If nothing is asked for, or no sheet of the asker counts.
    """
    words = {"organisation": organisation, "function": function, "seniority": seniority, "field": field}
    asked = {word: [value] for word, value in words.items() if value}
    if not asked:
        msg = "Nothing is asked for; name an organisation (--at), a field (--field) or a role (--role)."
        raise InputError(msg)
    if organisation:
        asked["organisation"] = meant(pool, organisation)
    found = pool.answer(paths, *asked, asker=asker, asked=asked, limit=limit)
    return _as_told(found, pool)[list(COLUMNS)]


def _as_told(found: pd.DataFrame, pool: Pool) -> pd.DataFrame:
    alias = pool.members["alias"]
    direct = found["step"] == 0
    return found.assign(
        alias=found["introducer"].map(alias).astype("str"),
        alias_via=found["via"].map(alias).astype("str"),
        step=found["step"].map(dict(enumerate(STEPS))).astype("str"),
        to_introducer=found["first"].where(direct) / 10,
        to_via=found["first"].mask(direct) / 10,
        between=found["between"] / 10,
        to_target=found["tenths"] / 10,
        weakest=found["weakest"] / 10,
        opens=found["opens"].astype("int64"),
        reached_by=told(found["reached_by"], pool.k),
    )
