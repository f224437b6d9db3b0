"""Sentences of impact with the rows behind each: weak against strong, proposals, chains, yields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from weaklib.action import ledger as ledger_room
from weaklib.action.impact.comparison import Contrast
from weaklib.action.impact.setting import Setting
from weaklib.action.proposals import proposals
from weaklib.action.proposals.listed import COLUMNS as PROPOSED
from weaklib.book import Book, WeaklibError
from weaklib.pages.impact_rows import behind, framed
from weaklib.pages.outreach_evidence import Row
from weaklib.pages.outreach_inputs import LEDGER, Inputs
from weaklib.pages.prose import count, day, known, markdown, safe

if TYPE_CHECKING:
    from IPython.display import HTML, Markdown

Told = tuple[str, Sequence[Row]]
"""A sentence and the rows behind it."""
MOST = 12

STEPS = {
    "replied": "A reply",
    "conversation": "A conversation",
    "help": "Advice or help",
    "intro_offered": "The offer of an introduction",
    "intro_made": "An introduction",
    "connection": "A new connection",
    "referral": "A referral",
    "interview": "An interview",
    "offer": "An offer",
}
"""What each step is called where it is proposed."""


def sentences(
    setting: Setting, told: Sequence[Told], *, most: int = MOST, otherwise: str = ""
) -> HTML | Markdown | None:
    """Return sentences as a list, each with the rows behind it.

    Parameters
    ----------
    setting
        Which holds what the rows are of.
    told
        The sentences, plain text, and their rows.
    most
        So many are told; of more it is said how many.
    otherwise
        What to say where there are none; "" is nothing.
    """
    if not told:
        return markdown(otherwise) if otherwise else None
    if len(told) == 1:
        return framed("", f"<p>{safe(told[0][0])}</p>{behind(setting, told[0][1])}")
    items = [f"<li>{safe(text)}{behind(setting, rows)}</li>" for text, rows in told[:most] if text]
    more = f"<li>and {len(told) - most:,} more</li>" if len(told) > most else ""
    return framed("", f'<ul class="told">{"".join(items)}{more}</ul>')


def compared(setting: Setting, contrasts: Sequence[Contrast]) -> HTML | Markdown | None:
    """Return what comparisons of weak and strong ties say, each with its rows; of nothing none is."""
    told = [each for each in contrasts if each.weak_n + each.strong_n] or contrasts[:1]
    return sentences(setting, [(each.sentence, each.rows) for each in told])


def paid_back(setting: Setting, payback: pd.DataFrame, *, most: int = 2) -> HTML | Markdown | None:
    """Return of each kind of group what the first ones brought, and how many brought nothing.

    Parameters
    ----------
    setting
        Which holds what the rows are of.
    payback
        From `payback`.
    most
        So many of each kind are told.
    """
    brought = (payback["introductions"] + payback["connections"]).gt(0)
    told = told_of(payback[brought].groupby("kind", sort=False).head(most))
    if nothing := int((~brought).sum()):
        groups = count(nothing, "more group was asked and", "more groups were asked and")
        told.append((f"{groups} brought neither an introduction nor a new connection.", ()))
    return sentences(setting, told, most=len(told))


def told_of(table: pd.DataFrame) -> list[Told]:
    """Return the sentences and rows of a table that has both."""
    return list(zip(table["sentence"].astype("str"), table["rows"], strict=True))


def waiting(book: Book, inputs: Inputs, as_of: pd.Timestamp) -> pd.DataFrame:
    """Return what is proposed to be confirmed; nothing where the ledger cannot be read.

    Parameters
    ----------
    book
        What the exports say.
    inputs
        With the ledger; without one, only what came unasked can be proposed.
    as_of
        The day.
    """
    try:
        return proposals(book, inputs.ledger or ledger_room.open(inputs.folder / LEDGER), as_of=as_of)
    except WeaklibError:  # the page says so already: it is one of `inputs.faults`
        return pd.DataFrame(columns=list(PROPOSED))


def proposed_in_words(found: pd.DataFrame) -> Markdown:
    """Return in words how many outcomes wait for a confirmation, and that none of them is counted."""
    if found.empty:
        return markdown(
            "**Nothing waits for you.** The exports show no reply, meeting or introduction that is not in",
            "your ledger already.",
        )
    kinds = found["step"].value_counts()
    told = ", ".join(f"{STEPS.get(str(step), str(step)).lower()}: {n:,}" for step, n in kinds.items())
    return markdown(
        f"**{count(len(found), 'outcome')} wait{'s' if len(found) == 1 else ''} for you to say whether"
        f" {'it is' if len(found) == 1 else 'they are'} so** ({safe(told)}).",
        "The exports suggest them; **none of them is in any number on this page** until you confirm it.",
    )


def proposal_cards(found: pd.DataFrame, setting: Setting, *, most: int = 5) -> HTML | None:
    """Return the surest proposal of each step, then the next, as cards with their rows; None without any."""
    if found.empty:
        return None
    turn = found.groupby("step", sort=False).cumcount().sort_values(kind="stable")
    cards = [_proposal(row, setting) for _, row in found.loc[turn.index[:most]].iterrows()]
    more = f'<p class="soft">and {len(found) - most:,} more</p>' if len(found) > most else ""
    return framed("cards-list", *cards, more)


def proposal_card(row: pd.Series[Any], setting: Setting) -> str:
    """Return one proposal as HTML that looks the same wherever it is put."""
    return str(framed("cards-list", _proposal(row, setting)).data)


def _proposal(row: pd.Series[Any], setting: Setting) -> str:
    sure = f" · {safe(row['confidence'])} confidence" if known(row["confidence"]) else ""
    to = f" → {safe(row['to_name'])}" if known(row["to_name"]) else ""
    return (
        f'<article class="card proposed"><h3>{safe(STEPS.get(str(row["step"]), row["step"]))}: '
        f'{safe(row["name"] or row["person"])}{to} <span class="tag">proposed, not counted</span></h3>'
        f'<p>{safe(row["sentence"])}</p><p class="soft">{day(row["on"])}{sure}</p>'
        f"{behind(setting, row['rows'])}</article>"
    )
