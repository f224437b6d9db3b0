"""What a change of the weights does to a list: who comes in, who goes out, who moves."""

from __future__ import annotations

import pandas as pd

from weaklib.views.theme import counted


def changed(before: pd.DataFrame, after: pd.DataFrame, *, top: int = 10) -> pd.DataFrame:
    """Return the suggestions that stand in the first `top` of a purpose before or after.

    Parameters
    ----------
    before, after
        Two plans.
    top
        How many of each purpose count.

    Returns
    -------
    pandas.DataFrame
        In the order of `after`, then those who went out: `purpose`, `name`, `was` and `now`, the place
        before and after from 1 on, nan where not among the first.
    """
    was, now = (_places(plan, top) for plan in (before, after))
    names = pd.concat([now["name"], was["name"]])
    table = pd.DataFrame({"name": names[~names.index.duplicated()], "was": was["place"], "now": now["place"]})
    purposes = list(dict.fromkeys(names.index.get_level_values("purpose")))
    told = table.reset_index()[["purpose", "name", "was", "now"]]
    told["turn"] = told["purpose"].map(purposes.index)
    return told.sort_values(["turn", "now", "was"], ignore_index=True).drop(columns="turn")


def _places(plan: pd.DataFrame, top: int) -> pd.DataFrame:
    """Return the name and the place, from 1 on, of the first of each purpose; a gap goes by its target."""
    place = plan.groupby("purpose", sort=False).cumcount() + 1.0
    target = plan["target"].astype(object)
    name, who = (plan[column].astype(object).fillna("") for column in ("name", "person"))
    rows = pd.DataFrame(
        {
            "purpose": plan["purpose"],
            "who": who.where(who != "", target),
            "name": name.where(name != "", target),
            "place": place,
        }
    )
    first = rows[place <= top].set_index(["purpose", "who"])
    return first[~first.index.duplicated()]


def in_words(changes: pd.DataFrame, *, top: int = 10) -> str:
    """Return in words who enters and who leaves the first `top` of each purpose; not yet escaped.

    >>> import pandas as pd
    >>> row = {"purpose": ["advice"], "name": ["Ada"], "was": [float("nan")], "now": [3.0]}
    >>> in_words(pd.DataFrame(row))
    'advice: Ada comes in at 3.'
    """
    lines = [
        f"{purpose}: {told}"
        for purpose, part in changes.groupby("purpose", sort=False)
        if (told := _told(part))
    ]
    return "\n".join(lines) or f"Nobody enters or leaves the first {top}, and nobody moves."


def _told(part: pd.DataFrame) -> str:
    came, went = part[part["was"].isna()], part[part["now"].isna()]
    told = [f"{name} comes in at {now:.0f}" for name, now in zip(came["name"], came["now"], strict=True)]
    told += [f"{name} goes out (was {was:.0f})" for name, was in zip(went["name"], went["was"], strict=True)]
    moved = int((part["was"].notna() & part["now"].notna() & (part["was"] != part["now"])).sum())
    if not moved:
        return "; ".join(told) + "." if told else ""
    if not told:
        return f"nobody comes in or goes out; {counted(moved, 'person moves', 'people move')} up or down."
    return "; ".join([*told, f"{counted(moved, 'other person moves', 'others move')} up or down"]) + "."
