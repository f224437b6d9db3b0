"""The page of a pool: what it reaches and what it hardly does, in steps of k, and nobody who did not agree.

Everything here is told from what `report` and `questions` counted; nothing that fewer than k members reach is
named, and no member but those who said so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from weaklib.pages.prose import COVER, cards, day, listed, markdown, markup, safe, steps, table
from weaklib.pool.member import Seat
from weaklib.pool.told import FEW

if TYPE_CHECKING:
    from IPython.display import HTML, Markdown

MOST = 20
FOOTER = (
    "Written by weaklib. This page is of a pool as a whole: it holds no contact's name, and no number of "
    "fewer than {k}. Members are named where they agreed to be. It asks nobody for anything."
)


def heading(seat: Seat) -> HTML:
    """Return the head of the page: which pool, and when.

    Parameters
    ----------
    seat
        At the pool.
    """
    title = f"The pool {seat.pool.name}"
    subtitle = f"As of {day(seat.day)} · every number is of {seat.pool.k} or more, in steps of {seat.pool.k}"
    body = f'<header><h1>{safe(title)}</h1><p class="subtitle">{safe(subtitle)}</p></header>'
    cover = {"title": title, "as_of": f"{seat.day}", "period": f"{seat.day:%Y-%m}"}
    return markup(body, metadata={COVER: cover | {"footer": FOOTER.format(k=seat.pool.k)}})


def headline(figures: pd.Series[Any]) -> HTML:
    """Return the figures at the top.

    Parameters
    ----------
    figures
        What `report.summary` returns.
    """
    notes = {
        "members": "whose sheets count today",
        "humans": "whom they know, each once",
        "ties": "between a member and a contact",
        "organisations": "where they know somebody",
        "fields": "of work that they reach",
    }
    called = {"humans": "people"}
    return cards({called.get(name, name): (or_few(figures[name]), note) for name, note in notes.items()})


def coverage_in_words(coverage: pd.DataFrame) -> Markdown:
    """Return in words which fields the pool reaches, and which it hardly does.

    Parameters
    ----------
    coverage
        What `questions.coverage` returns.
    """
    fields = coverage[coverage["kind"].eq("field")]
    reached = fields[fields["members"].notna()]
    thin = fields[fields["members"].isna()]
    if reached.empty:  # then the others are no gaps
        return markdown("No field is reached by so many members that it may be told.")
    best = ", ".join(f"{safe(name)} ({number:,}+)" for name, number in _first(reached, 5))
    told = [f"**Reached by most members**: {best}."]
    if len(thin):
        gaps = listed([safe(name) for name in sorted(thin["name"])], most=30)
        told.append(f"**Reached by a few members or none**: {gaps}.")
    return markdown(*told)


def coverage_table(coverage: pd.DataFrame) -> HTML | Markdown:
    """Return the organisations that the most members reach; a sentence where none may be named.

    Parameters
    ----------
    coverage
        What `questions.coverage` returns.
    """
    shown = coverage[coverage["kind"].eq("organisation") & coverage["members"].notna()].head(MOST)
    if shown.empty:
        return markdown("No organisation is reached by so many members that it may be named.")
    steps_of = [f"{int(members):,}+" for members in shown["members"]]
    rows = pd.DataFrame({"organisation": shown["name"], "members": steps_of})
    return table(rows.set_index("organisation"), caption="10+ means 10 or more, in steps.")


def overlap_in_words(overlap: pd.DataFrame, figures: pd.Series[Any]) -> Markdown:
    """Return in words how many people several members know.

    Parameters
    ----------
    overlap, figures
        What `questions.overlap` and `report.summary` return.
    """
    if pd.isna(figures["members"]):
        return markdown("In a pool of a few members this would tell how much each of them shares.")
    humans = overlap.set_index("sheets")["humans"]
    alone = or_few(humans.get(1))
    several = humans[humans.index.to_series().astype("str").ne("1")].dropna().sum()
    more = f"{int(several):,} or more" if several else FEW
    return markdown(
        f"**{alone}** people are known to one member alone, and **{more}** to several. Whom several know can "
        "be asked for by more than one way; whom one knows is reached through that member or not at all."
    )


def brokers_in_words(brokers: pd.DataFrame) -> Markdown:
    """Return in words who connects the pool, of those who agreed to be named.

    Parameters
    ----------
    brokers
        What `report.brokers` returns.
    """
    shown = brokers.dropna(subset=["organisations", "fields"], how="all").head(MOST)
    if shown.empty:
        return markdown("Nobody who agreed to be named opens so much alone that it may be told.")
    counts = zip(shown["alias"], shown["organisations"], shown["fields"], strict=True)
    told = [
        f"**{safe(alias)}** alone leads to {_so_many(organisations, 'organisations')} and "
        f"{_so_many(fields, 'fields')}"
        for alias, organisations, fields in counts
    ]
    return markdown(
        f"{'; '.join(told)}. A pool that hangs on a few should thank them, and look for a second way."
    )


def protection_in_words(k: int) -> Markdown:
    """Return how nobody is to be found on the page.

    Parameters
    ----------
    k
        The least group of which a number is told.
    """
    rules = steps(
        f"**Steps.** Every count is rounded down to a multiple of {k}; below {k} it is “{FEW}”.",
        f"**Names.** An organisation or a field is named where {k} members or more reach it. A member is "
        "named where they said so in their sheet. No contact is.",
        "**What it cannot do.** Two pages of one pool, before and after a member came, differ by what that "
        "member brought, in steps.",
    )
    return markdown(rules)


def or_few(value: Any) -> str:
    """Return a number in steps as it may be told.

    >>> or_few(20.0), or_few(float("nan"))
    ('20 or more', 'a few')
    """
    return FEW if pd.isna(value) else f"{int(value):,} or more"


def _so_many(number: Any, what: str) -> str:
    return f"a few {what} or none" if pd.isna(number) else f"{int(number):,} {what} or more"


def _first(rows: pd.DataFrame, most: int) -> list[tuple[str, int]]:
    ordered = rows.sort_values(["members", "name"], ascending=[False, True]).head(most)
    return [
        (str(name), int(number)) for name, number in zip(ordered["name"], ordered["members"], strict=True)
    ]
