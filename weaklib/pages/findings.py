"""What a page says about ties and circles: each function answers one question in words or in a table.

Every sentence is computed, and each ends in something that a person can do. Text from the exports
goes through `prose.safe`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd

from weaklib.book import Book
from weaklib.pages.prose import MONTHS, ago, cards, count, cover, day, known, markdown, names, safe, share, table
from weaklib.pages.trust import KINDS, LINKEDIN_STEPS
from weaklib.pages.prose import steps

if TYPE_CHECKING:
    import networkx as nx
    from IPython.display import HTML, Markdown

IN_TOUCH = ("strong", "moderately weak", "weak")
QUIET = ("fading", "dormant")

ADVICE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "strong": ("close and current", "Ask freely; they will help. But they mostly know what you know."),
        "moderately weak": ("in touch now and then", "The ties that most often bring news of work. Keep them warm."),
        "weak": ("in touch rarely", "A short, friendly message is enough to keep the door open."),
        "fading": ("much quieter than the two of you used to be", "Write now, before it becomes a reunion."),
        "dormant": ("once established, silent for three years or more", "Reconnect: the trust is still there, the news is new."),
        "nominal": ("connected, never in touch", "Not a tie yet. Write only with a reason that helps them, too."),
        "unknown": ("no export could show contact", "Add the export with your messages."),
    }
)
"""What each class of tie means, and what to do about it."""


def heading(book: Book, as_of: pd.Timestamp) -> HTML:
    """Return the head of the page: whose network, when, and from what."""
    kinds = [title.lower() for kind, title in KINDS.items() if kind in set(book.coverage["kind"]) and not title.startswith("Your")]
    owner = f"{book.owner.name} · " if book.owner.name else ""
    read = ", ".join(kinds[:-1]) + (" and " if kinds[:-1] else "") + (kinds[-1] if kinds else "")
    return cover(
        f"Your network, {MONTHS[as_of.month - 1]} {as_of.year}",
        f"{owner}as of {day(as_of)} · read from {read}",
        as_of=as_of,
    )


def headline(book: Book, ties: pd.DataFrame, circles: pd.Series[Any], bridges: pd.DataFrame, diversity: pd.DataFrame) -> HTML:
    """Return the headline figures: people, who is in touch, who went quiet, circles, ways in, employers."""
    of_class = ties["class"].value_counts()
    touch, quiet = (int(of_class.reindex(group).fillna(0).sum()) for group in (IN_TOUCH, QUIET))
    told = {name: int(of_class.get(name, 0)) for name in ADVICE}
    connected = int(book.people["connected_on"].notna().sum())
    elsewhere = len(ties) - connected
    figures: dict[str, tuple[object, str]] = {
        "people": (len(ties), f"{connected:,} on LinkedIn, {count(elsewhere)} from elsewhere" if elsewhere else "all from LinkedIn"),
    }
    if told["unknown"] < len(ties):
        figures |= {
            "in touch": (touch, f"{told['strong']:,} strong ties, {told['moderately weak']:,} moderately weak, {told['weak']:,} weak"),
            "gone quiet": (quiet, f"{told['fading']:,} fading, {told['dormant']:,} dormant"),
        }
    effective = diversity.loc["organisation", "q1"]
    return cards(
        figures
        | {
            "circles": (circles.nunique(), f"groups who know each other; {count(int(circles.isna().sum()), 'person', 'people')} in none"),
            "sole ways in": (int(bridges["opens"].map(len).sum()), "employers, fields and circles that one person alone opens"),
            "employers": (
                int(diversity.loc["organisation", "categories"]),
                f"as varied as {effective:.0f} of equal size" if known(effective) else "none named in the exports",
            ),
        }
    )


def standing_out(ties: pd.DataFrame, bridges: pd.DataFrame, as_of: pd.Timestamp) -> Markdown:
    """Return the two or three things that are most worth doing after reading the page."""
    points = [_first_bridge(ties, bridges, as_of), _first_dormant(ties, as_of), _untried(ties)]
    return markdown(steps(*[point for point in points if point]))


def _first_bridge(ties: pd.DataFrame, bridges: pd.DataFrame, as_of: pd.Timestamp) -> str:
    found = doors(ties, bridges)
    ranked = bridges[bridges["bridge"] & bridges.index.isin(found["person"])]
    if found.empty:
        return ""
    person = ranked.index[0] if len(ranked) else found["person"].iloc[0]
    ways = names([phrase(way) for way in bridges.at[person, "opens"]], most=2)
    tie = ties.loc[person]
    touch = f"You were last in touch {ago(tie['last_contact'], as_of)}. " if known(tie["last_contact"]) else ""
    return f"**Look after {who(tie)}**, your only known way into {ways}. {touch}Doors with one key deserve a message now and then."


def _first_dormant(ties: pd.DataFrame, as_of: pd.Timestamp) -> str:
    quiet = _quiet(ties)
    if quiet.empty:
        return ""
    tie = quiet.iloc[0]
    return (
        f"**Write to {who(tie)}**, once among your closest ties, with whom you were last in touch "
        f"{ago(tie['last_contact'], as_of)}. People who were asked to revive such ties found the advice at least as "
        "useful as that of the people they see every week, and newer (Levin, Walter & Murnighan 2011)."
    )


def _untried(ties: pd.DataFrame) -> str:
    never = int((ties["class"] == "nominal").sum())
    if not never:
        return ""
    return (
        f"**Choose a few of the {count(never, 'connection')} you have never written to.** {share(never, len(ties)).capitalize()} "
        "of your list is names so far; the sections below say which of them open something that nobody else does."
    )


def _quiet(ties: pd.DataFrame) -> pd.DataFrame:
    quiet = ties[ties["class"].isin(QUIET)]
    return quiet.sort_values("peak_strength", ascending=False, kind="stable")


def closeness(ties: pd.DataFrame) -> Markdown:
    """Return in words how close the ties are, or why that is unknown and what to do about it."""
    of_class = ties["class"].value_counts()
    if of_class.get("unknown", 0) == len(ties):
        return markdown(
            "How close you are is **unknown: this export has no messages**, and no calendar shows whom you met. That is "
            "not the same as weak, so nobody is given a strength here. The rest of this page needs none. To see it:",
            steps(*LINKEDIN_STEPS),
        )
    touch = int(of_class.reindex(list(IN_TOUCH)).fillna(0).sum())
    never = int(of_class.get("nominal", 0))
    unseen = int(of_class.get("unknown", 0))
    hidden = f"Of {count(unseen, 'person', 'people')} no export could show whether you are in touch." if unseen else ""
    return markdown(
        f"You are in touch with **{count(touch, 'person', 'people')}** of {count(len(ties))}, and "
        f"{share(of_class.get('strong', 0), len(ties))} are strong ties. With {count(never, 'connection')} no contact is on record.",
        hidden,
        "More is not better: the *moderately weak* ties, people you know but do not meet every week, were the ones that "
        "most often led to a new job when the links of 20 million people were compared (Rajkumar and others 2022).",
    )


def classes(ties: pd.DataFrame) -> HTML | None:
    """Return how many ties each class holds, what it means and what to do; None where all are unknown."""
    of_class = ties["class"].value_counts()
    if of_class.get("unknown", 0) == len(ties):
        return None
    rows = [
        {"Tie": name, "People": int(of_class[name]), "What it means": meaning, "What to do": advice}
        for name, (meaning, advice) in ADVICE.items()
        if of_class.get(name, 0)
    ]
    return table(pd.DataFrame(rows))


def reunions(ties: pd.DataFrame, as_of: pd.Timestamp, *, most: int = 6) -> HTML | None:
    """Return whom to write to first among those who went quiet: the closest of old; None if nobody did."""
    quiet = _quiet(ties).head(most)
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
    return table(pd.DataFrame(rows), caption="The closest of those who went quiet. Strength runs from 0 to 1.")


def circle_words(graph: nx.Graph[Any], circles: pd.Series[Any]) -> Markdown:
    """Return in words into which circles the contacts fall."""
    sizes = circles.value_counts()
    alone = int(circles.isna().sum())
    if sizes.empty:
        return markdown(
            "No two of your contacts are known to know each other: they share no employer, meeting or thread in these "
            "exports. A calendar, or the export with your messages, would show circles."
        )
    loose = f" {count(alone, 'person stands', 'people stand')} outside: no tie to your other contacts is known." if alone else ""
    return markdown(
        f"Your contacts fall into **{count(len(sizes), 'circle')}**, groups in which people know each other better than "
        f"they know the rest. The largest, *{safe(sizes.index[0])}*, has {count(int(sizes.iloc[0]), 'member')}.{loose}"
    )


def circle_list(graph: nx.Graph[Any], circles: pd.Series[Any], bridges: pd.DataFrame, *, most: int = 10) -> HTML | None:
    """Return the largest circles, and through whom each is tied to others; None where there are none."""
    sizes = circles.value_counts()
    if sizes.empty:
        return None
    reach = leads_to(graph, circles)
    rows = []
    for circle, size in sizes.sort_index().sort_values(ascending=False, kind="stable").head(most).items():
        inside = bridges[bridges["circle"] == circle]
        linking = [person for person in inside.index if reach.get(person)][:2]
        seen = inside["observed_share"].mean()
        rows.append(
            {
                "Circle": circle,
                "People": int(size),
                "How known": "seen together" if seen > 0.9 else "inferred" if not seen > 0.1 else "partly seen",
                "Linked to others by": tuple(graph.nodes[person]["name"] or person for person in linking) or "nobody known",
            }
        )
    more = len(sizes) - most
    return table(pd.DataFrame(rows), caption=f"The {most} largest; {count(more, 'smaller one')} follow." if more > 0 else "")


def leads_to(graph: nx.Graph[Any], circles: pd.Series[Any]) -> dict[Any, list[str]]:
    """Return for each person the circles, other than their own, that their ties lead into; heaviest first."""
    home = circles.dropna().to_dict()
    into: dict[Any, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for one, other, tie in graph.edges(data=True):
        for person, friend in ((one, other), (other, one)):
            if friend in home and home[friend] != home.get(person):
                into[person][home[friend]] += tie["weight"]
    return {person: sorted(weights, key=lambda c: (-weights[c], c)) for person, weights in into.items()}


def bridge_words(ties: pd.DataFrame, bridges: pd.DataFrame) -> Markdown:
    """Return in words who bridges, and how sure that is."""
    measured = bridges["bridging"].dropna()
    if measured.empty:
        return markdown(
            "Who bridges is **not measurable** yet: too few ties between your contacts are known. A calendar or your "
            "messages would show them. What one person alone opens, below, needs no such ties."
        )
    tagged = bridges[bridges["bridge"]]
    lead = f"**{who(ties.loc[measured.index[0]])}** links circles more than anybody else you know."
    sure = (
        f"{count(len(tagged), 'contact passes', 'contacts pass')} the full test of a bridge: ties that do not overlap, a small "
        "or otherwise unlinked circle, and a tie that nobody else has."
        if len(tagged)
        else "Nobody passes the full test of a bridge yet; these come nearest."
    )
    inferred = bridges.loc[measured.index[:8], "observed_share"].fillna(0).lt(0.5).sum()
    careful = f"{count(int(inferred), 'row')} of the list rest mostly on inferred ties: ask before you rely on them." if inferred else ""
    return markdown(lead, sure, careful)


def bridge_list(graph: nx.Graph[Any], ties: pd.DataFrame, bridges: pd.DataFrame, circles: pd.Series[Any], as_of: pd.Timestamp, *, most: int = 8) -> HTML | None:
    """Return the people who bridge most and what each of them opens; None where nothing is measurable."""
    top = bridges[bridges["bridging"].notna()].head(most)
    if top.empty:
        return None
    reach = leads_to(graph, circles)
    rows = [
        {
            "Who": plain_name(ties.loc[person]),
            "In the circle": bridge["circle"],
            "Opens": _opened(bridge["opens"], reach.get(person, [])),
            "Bridging": bridge["bridging"],
            "Your tie": ties.at[person, "class"],
            "Last in touch": ago(ties.at[person, "last_contact"], as_of),
        }
        for person, bridge in top.iterrows()
    ]
    return table(pd.DataFrame(rows), caption="Bridging runs from 0 (everybody they know knows each other) to 1.")


def _opened(opens: tuple[str, ...], circles: list[str]) -> str:
    alone = f"only way into {', '.join(map(phrase, opens))}" if opens else ""
    others = [circle for circle in circles if f"circle {circle}" not in opens]
    leads = "leads to " + ", ".join(others[:3]) + (f" and {len(others) - 3} more" if len(others) > 3 else "") if others else ""
    return "; ".join(filter(None, [alone, leads])) or "several people of their own circle who know nobody else there"


def doors(ties: pd.DataFrame, bridges: pd.DataFrame) -> pd.DataFrame:
    """Return one row a door that one person alone opens: circles first, then fields, then employers."""
    order = {"circle": 0, "field": 1, "organisation": 2}
    rows = [(order[way.split(" ")[0]], way, person) for person, ways in bridges["opens"].items() for way in ways]
    found = pd.DataFrame(rows, columns=["order", "way", "person"])
    found["strength"] = ties["strength"].reindex(found["person"]).to_numpy()
    return found.sort_values(["order", "strength", "way"], ascending=[True, False, True], kind="stable", ignore_index=True)


def door_words(ties: pd.DataFrame, bridges: pd.DataFrame) -> Markdown:
    """Return in words how many doors hang on one person, and which of them are about to close."""
    found = doors(ties, bridges)
    if found.empty:
        return markdown("Nothing hangs on one person alone: each employer, field and circle is open to you through several.")
    loose = found[ties["class"].reindex(found["person"]).isin([*QUIET, "nominal"]).to_numpy()]
    told = f"**{count(len(found), 'door')}** can be opened by one of your contacts and by nobody else."
    if ties["class"].eq("unknown").all():
        return markdown(told, "When you want to hear from one of these places, these are the people to ask.")
    if loose.empty:
        return markdown(told, "You are in touch with each of these people; keep it so.")
    return markdown(
        told,
        f"{count(len(loose), 'of them hangs', 'of them hang')} on somebody who went quiet or never heard from you. Start with these.",
    )


def door_list(ties: pd.DataFrame, bridges: pd.DataFrame, as_of: pd.Timestamp, *, most: int = 12) -> HTML | None:
    """Return what only one person opens, and who that is; None where there is no such door."""
    found = doors(ties, bridges)
    if found.empty:
        return None
    rows = [
        {
            "The only known way into": phrase(door.way),
            "Is": plain_name(ties.loc[door.person]),
            "Your tie": ties.at[door.person, "class"],
            "Last in touch": ago(ties.at[door.person, "last_contact"], as_of),
        }
        for door in found.head(most).itertuples()
    ]
    more = len(found) - most
    return table(pd.DataFrame(rows), caption=f"{most} of {len(found):,}; the map shows the others." if more > 0 else "")


def phrase(way: str) -> str:
    """Return what a contact opens as words: "the circle Kantorei", "the field health", "Nordlicht Energie"."""
    kind, _, name = way.partition(" ")
    return name if kind == "organisation" else f"the {kind} {name}"


def who(tie: pd.Series[Any]) -> str:
    """Return a person's name and place as safe text."""
    place = f" ({safe(tie['organisation'])})" if known(tie["organisation"]) else ""
    return safe(plain_name(tie)) + place


def plain_name(tie: pd.Series[Any]) -> str:
    """Return a person's name, else their e-mail or profile; not yet safe."""
    return str(tie["name"] if known(tie["name"]) else tie.name)
