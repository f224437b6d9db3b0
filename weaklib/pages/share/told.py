"""A shared report in words: its head, its figures, and how it was protected; from a `Shared` alone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from weaklib.measures.classes import CLASSES
from weaklib.measures.diversity import hill
from weaklib.measures.period import period_of
from weaklib.measures.turnover import LIVING, SILENT
from weaklib.pages.prose import COVER, cards, day, listed, markdown, markup, safe
from weaklib.pages.share.earlier import as_data
from weaklib.pages.share.labels import CONSTRAINT, EMPLOYERS, SIZE, VARIED
from weaklib.pages.share.shared import Shared
from weaklib.views.theme import CLASS_MEANINGS

if TYPE_CHECKING:
    from IPython.display import HTML, Markdown

TITLE = "A network in numbers"
FOOTER = (
    "Written by weaklib to be shared. {nobody} Every number counts {k} people or more. The page holds "
    "everything it shows and asks nobody for anything."
)
NOBODY = "No contact is named here, and no employer."
RULES = {
    "steps": (
        "**Steps.** Every count is rounded down to a multiple of {k}: {some}+ means {some} to {most}. "
        "Fewer are not shown: that may be anything from nobody to {fewer}. The same number in two reports "
        "differs by nothing or by {k} or more, never by one person"
    ),
    "totals": (
        "**No totals of their own.** A total here is the sum of the numbers shown, so what is not shown "
        "cannot be worked out from it"
    ),
    "lists": (
        "**No list says more than the classes.** The smallest groups of a list are left out until it adds "
        "up to no more people than the classes of ties do"
    ),
    "earlier": (
        "**No report gives another away.** Numbers are compared with the shared reports that were written "
        "before into the same folder, and left out where the difference would tell of a few people"
    ),
    "circles": (
        "**Circles only.** The map shows circles of {k} people or more, laid out from the rounded "
        "numbers; no person has a place on it. Ties between two circles are shown where {k} people or "
        "more of each have one"
    ),
    "words": (
        "**Words of its own.** Names, employers, places and texts cannot enter this page; circles have "
        "letters"
    ),
    "limits": (
        "**What it cannot do.** A number that moves by a step may have moved by one person: who knows all "
        "but one of a group can guess the last"
    ),
}
"""How nobody is to be found, one sentence a rule."""
MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        **CLASS_MEANINGS,
        "fading": "quieter than it used to be",
        "unknown": "nothing shows whether there was contact",
    }
)
"""What each class of tie says to somebody who is not the owner."""
LOW, MIDDLE = 5, 15
"""Up to how many hundredths of constraint a network is called open, and below how many partly closed."""


def heading(shared: Shared) -> HTML:
    """Return the head of the page: of which period, and that nobody is in it."""
    whose = f"The network of {shared.owner} in numbers" if shared.owner else TITLE
    title = f"{whose}, {period_of(shared.period).words()}"
    subtitle = f"As of {day(shared.day)} · rounded to steps of {shared.k}, so that nobody can be found"
    body = f'<header><h1>{safe(title)}</h1><p class="subtitle">{safe(subtitle)}</p></header>'
    cover = {"title": title, "as_of": shared.day, "period": shared.period}
    return markup(body, metadata={COVER: cover | {"footer": FOOTER.format(nobody=NOBODY, k=shared.k)}})


def headline(shared: Shared) -> HTML:
    """Return the figures at the top, and how they changed since the shared report before."""
    circles = shared.column("circle")
    effective = shared.measure(VARIED)
    figures = {
        "people": (_or_unshown(people(shared)), _since(shared, CLASSES)),
        "in touch": (_or_unshown(people(shared, LIVING)), _since(shared, LIVING)),
        "gone quiet": (_or_unshown(people(shared, SILENT)), _since(shared, SILENT)),
        "circles": (len(circles) or "not shown", f"groups of {shared.k} or more who know each other"),
        "employers": (
            _or_unshown(shared.measure(EMPLOYERS) or 0),
            f"as varied as {effective:,}+ of equal size" if effective else "how varied is not shown",
        ),
        "separate ways": (
            _or_unshown(shared.measure(SIZE) or 0),
            "contacts who lead to different people (effective size)",
        ),
    }
    return cards(figures, told=_counted(shared))


def people(shared: Shared, classes: tuple[str, ...] = CLASSES) -> int:
    """Return how many people are shown in some classes: the sum of what is told, and no count of its own."""
    return int(shared.column("class").reindex(list(classes)).fillna(0).sum())


def closeness_in_words(shared: Shared) -> Markdown:
    """Return in words how close the ties are."""
    shown = shared.column("class")
    if shown.empty:
        return markdown(
            f"**Nothing can be shown here**: no class of tie has {shared.k} people that may be shown, so",
            "the network is too small, or its record too short, for numbers in which nobody can be found.",
        )
    largest = str(shown.idxmax())
    few = [name for name in CLASSES if name not in shown.index]
    living = people(shared, LIVING)
    return markdown(
        f"Of **{people(shared):,} people or more**, {living:,} or more are in touch now."
        if living
        else f"Of **{people(shared):,} people or more**, it is not shown how many are in touch.",
        f"The largest class is *{largest}*, with {shown[largest]:,} or more.",
        f"Not shown, for fewer than {shared.k} people: {listed(few)}." if few else "",
    )


def trend_in_words(shared: Shared) -> Markdown:
    """Return in words how the ties changed over the days that are shown."""
    living = shared.grid("trend").reindex(columns=list(LIVING)).sum(axis=1)
    living = living[living > 0]
    if len(living) < 2:
        return markdown("There are too few days with numbers that may be shown for a course.")
    first, last = int(living.iloc[0]), int(living.iloc[-1])
    moved = "grew" if last > first else "shrank" if last < first else "stayed about the same"
    return markdown(
        f"From {day(living.index[0])} to {day(living.index[-1])} the ties that are alive **{moved}**:",
        f"from {first:,} or more to {last:,} or more.",
        f"A change of {shared.k} is one step of rounding: it may be one person.",
    )


def circles_in_words(shared: Shared) -> Markdown:
    """Return in words how many circles there are, and how far they are tied."""
    circles, ties = shared.column("circle"), shared.grid("tie").notna().to_numpy().sum()
    if circles.empty:
        return markdown(f"No circle of {shared.k} people or more can be shown.")
    if len(circles) == 1:
        return markdown(f"One circle is shown, of **{circles.iloc[0]:,} people or more**.")
    pairs = "one pair of them has" if ties == 1 else f"{int(ties):,} pairs of them have"
    tied = f"{pairs} ties that can be shown" if ties else "no two of them have ties that can be shown"
    return markdown(
        f"There are **{len(circles):,} circles of {shared.k} people or more**; {tied}.",
        f"Ties at fewer than {shared.k} people of either side stay hidden, so no line does not mean none.",
        "Gaps between circles are where news stops, and where somebody who knows both sides can pass it on.",
        "Letters are given anew in every report, the largest circle first.",
    )


def variety_in_words(shared: Shared) -> Markdown:
    """Return in words how varied the network is, reckoned from nothing but the numbers that are shown."""
    found = {"fields of work": shared.column("field"), "ranks": shared.column("rank")}
    told = [
        f"Over the {len(counts)} {what} shown, people spread as over **{hill(counts, 1):.0f} of equal size**."
        for what, counts in found.items()
        if len(counts) > 1
    ]
    return markdown(
        *(told or [f"Fewer than two fields or ranks have {shared.k} people that may be shown."]),
        "Who is in no field or rank that is known is not counted.",
    )


def openness_in_words(shared: Shared) -> Markdown:
    """Return in words how far the contacts know each other, which closes a network."""
    constraint = shared.measure(CONSTRAINT)
    if constraint is None:
        return markdown("How open the network is, is **not shown**: too few ties, or too few people.")
    low, high = constraint / 100, (constraint + shared.k) / 100
    kind = "open" if constraint <= LOW else "partly closed" if constraint < MIDDLE else "rather closed"
    return markdown(
        f"The network is **{kind}**: its constraint (Burt 1992) lies between {low:.2f} and {high:.2f}, where",
        "values near 0 mean that the contacts lead to different people, and 1 that all know each other.",
    )


def protection_in_words(shared: Shared) -> Markdown:
    """Return in words how nobody can be found here."""
    k = shared.k
    numbers = {"k": k, "fewer": k - 1, "some": 3 * k, "most": 4 * k - 1}
    words = f"{RULES['words']}, or a name that was chosen for this page" if shared.chosen else RULES["words"]
    rules = [rule.format(**numbers) for rule in {**RULES, "words": words}.values()]
    return markdown("\n".join(f"- {rule}." for rule in rules))


def data(shared: Shared) -> HTML:
    """Return the numbers as data, for the next shared report to be measured against."""
    return markup(as_data(shared))


def _counted(shared: Shared) -> dict[str, float]:
    """Return the figures that the list of all reports takes from this page, as they stand on it."""
    figures = {
        "people": people(shared),
        "in touch": people(shared, LIVING),
        "gone quiet": people(shared, SILENT),
        "circles": len(shared.column("circle")),
        EMPLOYERS: shared.measure(EMPLOYERS) or 0,
    }
    return {name: value or math.nan for name, value in figures.items()}


def _or_unshown(value: int) -> str:
    # several classes may hide a few people each: that is not fewer than one group
    return f"{value:,}+" if value else "not shown"


def _since(shared: Shared, classes: tuple[str, ...]) -> str:
    """Say how a figure differs from that of the report before, both as they were told."""
    if not people(shared, classes):
        return f"fewer than {shared.k} in each class"
    if not shared.before:
        return "rounded down"
    told = {cell.row: cell.value or 0 for cell in shared.before_cells}
    change = people(shared, classes) - sum(told.get(name, 0) for name in classes)
    words = period_of(shared.before).words()
    if not change:
        return f"as in {words}"
    # each class may have changed by up to k - 1 more, or less, than it shows
    perhaps = ", perhaps by rounding alone" if abs(change) <= len(classes) * (shared.k - 1) else ""
    return f"{'+' if change > 0 else '−'}{abs(change):,} against {words}{perhaps}"
