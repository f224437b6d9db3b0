"""How close the ties are, in words and tables, and whom to write to first."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd

from weaklib.measures.explanation import in_words as explanation_in_words
from weaklib.pages.prose import ago, count, day, known, markdown, safe, share, steps, table
from weaklib.sources.advice import LINKEDIN_STEPS

if TYPE_CHECKING:
    from IPython.display import HTML, Markdown

    from weaklib.book import Book

IN_TOUCH = ("strong", "moderately weak", "weak")
QUIET = ("fading", "dormant")

ADVICE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "strong": ("close and current", "Ask freely, and say what you look for: old trust makes it easy."),
        "moderately weak": (
            "in touch now and then",
            "Keep them warm: a short message now and then is enough.",
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
        "More is not better: when the links of more than 20 million people were compared, those with whom",
        "people were seldom in touch led to a new job most often, though not in less digital industries",
        "(Rajkumar and others 2022). That is an average; it forecasts nothing for one contact.",
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


def explained(tie: pd.Series[Any], told: pd.DataFrame) -> Markdown:
    """Return in words what one tie is made of, each part with its rows and how sure it is."""
    heading = f"**{who(tie)}**: {tie['class']}" + (
        f", strength {tie['strength']:.2f} of 1." if known(tie["strength"]) else "."
    )
    return markdown(heading + "\n\n" + explanation_in_words(told))


def rows_behind(book: Book, told: pd.DataFrame, part: str, *, most: int = 5) -> HTML | None:
    """Return the newest of the rows on which a part rests, as the exports have them; None where on none."""
    labels: list[Any] = [*told["rows"].to_dict()[part]]
    if not labels:
        return None
    rows = book.interactions.loc[labels].sort_values("at", ascending=False, kind="stable").head(most)
    days = rows["at"].dt.tz_convert(book.owner.zone)
    shown_rows = {
        "Row": [str(label) for label in rows.index],
        "Day": [day(when.date()) for when in days],
        "What": rows["channel"].str.replace("_", " "),
        "Who": rows["direction"].map(WHO_ACTED).fillna(""),
        "People": rows["group_size"],
        "File": rows["source"].map(lambda source: str(source).rsplit("/", 1)[-1]),
    }
    of = f"The newest {len(rows)} of {len(labels):,} rows." if len(labels) > len(rows) else ""
    return table(pd.DataFrame(shown_rows).reset_index(drop=True), caption=of)


WHO_ACTED: Mapping[str, str] = MappingProxyType({"out": "you", "in": "they", "both": "both"})


def conventions_in_words(changes: pd.DataFrame) -> Markdown:
    """Return in words how many ties would be in another class under other conventions."""
    could = int(changes["of"].max())
    if not could:
        return markdown("No tie has a class that could change: nobody is known to have been in touch.")
    most = changes.sort_values("changed", ascending=False, kind="stable").iloc[0]
    if not most["changed"]:
        return markdown(f"None of {count(could, 'tie')} would be in another class: nothing hangs on them.")
    steady = could - len(set().union(*changes["persons"]))
    part = f" ({share(most['changed'], could)})" if known(most["share"]) else ""
    return markdown(
        f"At most {count(most['changed'], 'tie')} of {could:,}{part} would be in another class, under",
        f"*{safe(most.name)}*. {count(steady, 'tie keeps its', 'ties keep their')} class whichever of these",
        "conventions is changed. **Read a class as a region, not as a line.**",
    )


def conventions(changes: pd.DataFrame) -> HTML:
    """Return for each other convention how many ties change class, and from which to which."""
    rows = {
        "If instead": changes.index,
        "Ties that change": changes["changed"],
        "Of": changes["of"],
        "From and to": changes["moves"],
    }
    return table(pd.DataFrame(rows).reset_index(drop=True))


def who(tie: pd.Series[Any]) -> str:
    """Return a person's name and place as safe text."""
    place = f" ({safe(tie['organisation'])})" if known(tie["organisation"]) else ""
    return safe(plain_name(tie)) + place


def plain_name(tie: pd.Series[Any]) -> str:
    """Return a person's name, else their e-mail or profile; not yet safe."""
    return str(tie["name"] if known(tie["name"]) else tie.name)
