"""The weak-tie profile in words and tables: who stands where, what that may mean, and who moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from weaklib.measures.bridging import OwnerStructure, bridge_table
from weaklib.measures.circles import find_circles
from weaklib.measures.network import contact_network
from weaklib.measures.profile import QUADRANTS, READINGS, shares, weak_tie_profile
from weaklib.measures.sentences import hundredths
from weaklib.measures.ties import tie_table
from weaklib.pages.closeness import plain_name, who
from weaklib.pages.prose import count, day, known, listed, markdown, safe, share, table

if TYPE_CHECKING:
    from IPython.display import HTML, Markdown

    from weaklib.book import Book

FEWEST_FOR_A_SHARE = 5


def in_words(profile: pd.DataFrame) -> Markdown:
    """Return in words how many contacts are the treasure, who they are, and how sure that is."""
    placed = profile[profile["quadrant"].notna()]
    if placed.empty:
        return markdown(
            "That is **not measurable** here: of nobody both a strength and two ties to other contacts are",
            "known. Messages and a calendar would show them.",
        )
    treasure = placed[placed["quadrant"] == "weak bridge"]
    inferred = int((treasure["observed_share"] < 0.5).sum())
    if treasure.empty:
        return markdown(
            f"None of {count(len(placed), 'contact')} who could be placed is a weak bridge.", nearest(placed)
        )
    names = listed([who(tie) for _, tie in treasure.iterrows()], most=3)
    found = count(len(treasure), "contact is a weak bridge", "contacts are weak bridges")
    return markdown(
        f"**{found}** of {len(placed):,} who could be placed: {names}.",
        f"With {inferred:,} of them the bridging rests mostly on inferred ties." if inferred else "",
        nearest(placed),
        "**Next:** write to one of them before you need anything.",
    )


def nearest(placed: pd.DataFrame, *, most: int = 3) -> str:
    """Return who stands nearest below the line of bridges, among those who are not close."""
    below = placed[placed["quadrant"] == "redundant acquaintance"].head(most)
    if below.empty:
        return ""
    names = listed([f"{who(tie)}, {tie['bridging']:.2f}" for _, tie in below.iterrows()])
    return f"Just below the line of bridges {'stand' if len(below) > 1 else 'stands'} {names}."


def parts(profile: pd.DataFrame) -> HTML | None:
    """Return how many contacts stand in each part of the plane, a share where there are enough of them.

    None where nobody could be placed.
    """
    counted = shares(profile)
    if not counted["of"].any():
        return None
    rows = [
        {
            "Part of the plane": quadrant,
            "Who": READINGS[str(quadrant)].means,
            "People": int(row["people"]),
            "Share": _share(row),
        }
        for quadrant, row in counted.iterrows()
    ]
    placed, left = int(counted["of"].iloc[0]), int(profile["quadrant"].isna().sum())
    note = (
        f"Of {count(placed, 'contact')} who could be placed; with {left:,} strength or bridging is unknown."
    )
    return table(pd.DataFrame(rows), caption=note)


def _share(row: pd.Series) -> str:
    """Return a share with its 95 % interval; of fewer than five people the count alone stands."""
    if row["people"] < FEWEST_FOR_A_SHARE or not known(row["share"]):
        return "too few for a share"
    return f"{hundredths(row['share'])}% ({hundredths(row['low'])}% to {hundredths(row['high'])}%)"


def readings() -> HTML:
    """Return for each part of the plane what research supports of its reading, and what it does not."""
    rows = [
        {"Part of the plane": name, "Supported": reading.supported, "Not supported": reading.unsupported}
        for name, reading in READINGS.items()
    ]
    return table(pd.DataFrame(rows))


def sources() -> Markdown:
    """Return the publications behind the readings."""
    cited = sorted({source for reading in READINGS.values() for source in reading.sources})
    return markdown("\n".join(f"- {safe(source)}." for source in cited))


def moves_in_words(moves: pd.DataFrame, before: pd.Timestamp, after: pd.Timestamp) -> Markdown:
    """Return in words who moved on the plane between two days."""
    between = f"between {day(before)} and {day(after)}"
    real = moves[moves["before"].notna() & moves["after"].notna()]
    came = int((moves["by"] == "newly measurable").sum())
    new = f"{count(came, 'contact')} could not be placed before and can be now." if came else ""
    if real.empty:
        return markdown(f"Nobody moved from one part of the plane to another {between}.", new)
    to = real["after"].value_counts()
    told = listed([f"{to[name]:,} to {safe(name)}" for name in QUADRANTS if name in to.index])
    by = int((real["by"] != "strength").sum())
    return markdown(
        f"**{count(len(real), 'contact')}** moved to another part of the plane {between}: {told}.",
        f"With {by:,} the bridging changed, which also moves when others meet." if by else "",
        new,
    )


def moves_list(moves: pd.DataFrame, *, most: int = 8) -> HTML | None:
    """Return who moved from which part of the plane to which, bridges first; None where nobody did."""
    real = moves[moves["before"].notna() & moves["after"].notna()]
    if real.empty:
        return None
    first = real.head(most)
    rows = {
        "Who": [plain_name(person) for _, person in first.iterrows()],
        "Was": first["before"],
        "Is": first["after"],
        "Strength": [f"{change:+.2f}" for change in first["strength_change"]],
        "Bridging": [f"{change:+.2f}" for change in first["bridging_change"]],
    }
    more = f"{len(first)} of {len(real):,}." if len(real) > len(first) else ""
    return table(pd.DataFrame(rows).reset_index(drop=True), caption=more)


def year_before(as_of: pd.Timestamp) -> pd.Timestamp:
    """Return the same day of the year before."""
    return as_of - pd.DateOffset(years=1)


def whole_in_words(whole: OwnerStructure, ties: pd.DataFrame) -> Markdown:
    """Return in words how open the owner's network is, and how much of that was seen."""
    if pd.isna(whole.constraint):
        return markdown(
            "How open your network is as a whole is **not measurable**: of no two contacts who have a tie to",
            "you it is known that they know each other.",
        )
    n, first = len(whole.contacts), whole.contacts.head(1)
    holds = float(first["dyadic_constraint"].iloc[0]) / whole.constraint
    return markdown(
        f"The effective size of your network is **{whole.effective_size:,.0f} of {count(n, 'contact')}**:",
        "all who have a tie to you, less what the average one shares with the others. Among many contacts it",
        "is mostly near their number, so compare it with your own earlier figures only.",
        f"The constraint is {whole.constraint:.2f}, from near 0, open, to about 1, closed;",
        f"{who(ties.loc[first.index[0]])} holds the largest part of it, {hundredths(holds)}%.",
        f"By weight, {share(whole.observed_share, 1)} of the ties among them that count here were seen.",
        f"Contacts with {share(whole.coverage, 1)} of your tie strength have such ties; the others count as",
        "tied to nobody else, which is not known, so the network may look more open than it is.",
    )


def profile_on(book: Book, as_of: pd.Timestamp) -> pd.DataFrame:
    """Return the weak-tie profile of a day, from the book alone."""
    graph = contact_network(book, as_of=as_of)
    return weak_tie_profile(tie_table(book, as_of), bridge_table(graph, circles=find_circles(graph, seed=0)))
