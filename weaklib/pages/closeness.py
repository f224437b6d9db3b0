"""How close the ties are, in words and tables, and whom to write to first."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd

from weaklib.pages.prose import ago, count, known, markdown, safe, steps, table
from weaklib.sources.advice import LINKEDIN_STEPS

if TYPE_CHECKING:
    from IPython.display import HTML, Markdown

IN_TOUCH = ("strong", "moderately weak", "weak")
QUIET = ("fading", "dormant")

ADVICE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "strong": ("close and current", "Ask freely. They will help, but mostly know what you know."),
        "moderately weak": (
            "in touch now and then",
            "Keep them warm: news of work most often comes from here.",
        ),
        "weak": ("in touch rarely", "A short, friendly message keeps the door open."),
        "fading": ("much quieter than you two used to be", "Write now, before it takes a reunion."),
        "dormant": (
            "once established, silent for 3 years or more",
            "Reconnect: the trust lasts, the news is new.",
        ),
        "nominal": ("connected, never in touch", "Write when you have something for them, too."),
        "unknown": ("no export could show contact", "Add the export that holds your messages."),
    }
)
"""What each class of tie means, and what to do about it."""


def shown(ties: pd.DataFrame) -> bool:
    """Return whether the exports show how close anybody is."""
    return bool((ties["class"] != "unknown").any())


def in_words(ties: pd.DataFrame) -> Markdown:
    """Return in words how close the ties are, or why that is unknown and what to do about it."""
    if not shown(ties):
        return markdown(
            "How close you are is **unknown: this export has no messages**, and no calendar shows whom you",
            "met. That is not the same as weak, so nobody is given a strength here. The rest of the page",
            "needs none. To see it:",
            steps(*LINKEDIN_STEPS),
        )
    of_class = _people(ties)
    touch, strong, unseen = int(of_class[list(IN_TOUCH)].sum()), of_class["strong"], of_class["unknown"]
    return markdown(
        f"You are in touch with **{count(touch, 'person', 'people')}** of {count(len(ties))};",
        f"{strong or 'none'} {'are strong ties' if strong > 1 else 'is a strong tie'}.",
        f"With {count(of_class['nominal'], 'connection')} no contact is on record."
        if of_class["nominal"]
        else "",
        f"For {count(unseen, 'person', 'people')} no export could show it." if unseen else "",
        "More is not better. The *moderately weak* ties, people you know but do not meet every week, were",
        "those that most often led to a new job, when the links of 20 million people were compared",
        "(Rajkumar and others 2022).",
    )


def classes(ties: pd.DataFrame) -> HTML | None:
    """Return how many ties each class holds, what it means and what to do; None where all are unknown."""
    if not shown(ties):
        return None
    of_class = _people(ties)
    rows = [
        {"Tie": name, "People": int(of_class[name]), "What it means": meaning, "What to do": advice}
        for name, (meaning, advice) in ADVICE.items()
        if of_class[name]
    ]
    return table(pd.DataFrame(rows))


def _people(ties: pd.DataFrame) -> pd.Series[Any]:
    return ties["class"].value_counts().reindex(list(ADVICE), fill_value=0)


def gone_quiet(ties: pd.DataFrame) -> pd.DataFrame:
    """Return the ties that are fading or dormant, the closest of old first."""
    quiet = ties[ties["class"].isin(QUIET)]
    return quiet.sort_values("peak_strength", ascending=False, kind="stable")


def reunions(ties: pd.DataFrame, as_of: pd.Timestamp, *, most: int = 6) -> HTML | None:
    """Return whom to write to first among those who went quiet: the closest of old; None if nobody did."""
    quiet = gone_quiet(ties).head(most)
    if quiet.empty:
        return None
    rows = [
        {
            "Write first to": plain_name(tie),
            "Works at": tie["organisation"],
            "Last in touch": ago(tie["last_contact"], as_of),
            "Days in touch": int(tie["contact_days"]),
            "Strength then": tie["peak_strength"],
            "Now": tie["class"],
        }
        for _, tie in quiet.iterrows()
    ]
    return table(
        pd.DataFrame(rows), caption="The closest of those who went quiet; strength runs from 0 to 1."
    )


def who(tie: pd.Series[Any]) -> str:
    """Return a person's name and place as safe text."""
    place = f" ({safe(tie['organisation'])})" if known(tie["organisation"]) else ""
    return safe(plain_name(tie)) + place


def plain_name(tie: pd.Series[Any]) -> str:
    """Return a person's name, else their e-mail or profile; not yet safe."""
    return str(tie["name"] if known(tie["name"]) else tie.name)
