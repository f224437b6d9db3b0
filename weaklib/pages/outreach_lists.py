"""Beside the week's list: whom the guards left out, and what the lists for keeping and building say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from weaklib.book import Book
from weaklib.pages.outreach import called, notes
from weaklib.pages.prose import count, known, markdown, names, table
from weaklib.views.card_words import PURPOSES

if TYPE_CHECKING:
    from IPython.display import HTML, Markdown

NOBODY = {
    "maintain": "Nobody is fading just now, and nobody waits for an answer from you.",
    "build": "No gap between your goals and your network was found.",
}
"""What an empty list says."""


def list_in_words(plan: pd.DataFrame, purpose: str, *, most: int = 5) -> Markdown:
    """Return in words what one list holds: how many suggestions, who or what comes first, and its notes."""
    rows = plan[plan["purpose"] == purpose]
    if rows.empty:
        return markdown(NOBODY.get(purpose, "There is nobody to suggest."), notes(plan))
    first = names(list(dict.fromkeys(called(row) for _, row in rows.iterrows())), most=most)
    asked = PURPOSES.get(purpose, purpose).lower()
    return markdown(f"**{count(len(rows), 'suggestion')}** to {asked}: {first}.", notes(plan))


def left_out(plan: pd.DataFrame, book: Book, *, most: int = 12) -> HTML | Markdown:
    """Return whom the guards kept off the lists, and why; a sentence where nobody was."""
    found = pd.DataFrame(plan.attrs.get("left_out", ()), columns=["purpose", "person", "why"])
    if found.empty:
        return markdown("Nobody was left out.")
    lists = found.groupby(["person", "why"], sort=False)["purpose"].agg(tuple).reset_index()
    said = book.people["name"].reindex(lists["person"])
    rows = {
        "Person": [name if known(name) else person for person, name in said.items()],
        "Why": lists["why"],
        "Left out of": [
            tuple(PURPOSES.get(each, each).lower() for each in them) for them in lists["purpose"]
        ],
    }
    more = f"The first {most} of {len(lists):,}." if len(lists) > most else ""
    return table(pd.DataFrame(rows).head(most), caption=more)


def numbers(plan: pd.DataFrame) -> HTML | None:
    """Return what makes up each score, as a table; None where there is nobody."""
    people = plan[plan["p_reply"].notna()]
    if people.empty:
        return None
    titles = {
        "value": "Value",
        "relevance": "Relevance",
        "p_reply": "Chance of a reply",
        "score": "Score",
    }
    rows = people[list(titles)].rename(columns=titles).reset_index(drop=True)
    rows.insert(0, "For", [PURPOSES.get(each, each) for each in people["purpose"]])
    rows.insert(0, "Person", [called(row) for _, row in people.iterrows()])
    return table(rows, caption="Value × relevance × chance of a reply = score, each from 0 to 1.")
