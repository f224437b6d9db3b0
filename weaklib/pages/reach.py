"""Which circles there are, who leads into them, and which doors hang on one person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from weaklib.measures.triangles import tie_arrays
from weaklib.pages.closeness import QUIET, plain_name, shown, who
from weaklib.pages.prose import ago, count, listed, markdown, safe, table

if TYPE_CHECKING:
    import networkx as nx
    from IPython.display import HTML, Markdown

KINDS_OF_DOOR = ("circle", "field", "organisation")


def circles_in_words(circles: pd.Series[Any]) -> Markdown:
    """Return in words into which circles the contacts fall."""
    sizes = circles.value_counts()
    if sizes.empty:
        return markdown(
            "No two of your contacts are known to know each other: they share no employer, meeting or thread",
            "in these exports. A calendar, or the export with your messages, would show circles.",
        )
    alone = int(circles.isna().sum())
    first = sizes.sort_index().idxmax()
    return markdown(
        f"Your contacts fall into **{count(len(sizes), 'circle')}**. The largest, *{safe(first)}*, has",
        f"{count(sizes.max(), 'member')}.",
        f"Outside stand {count(alone, 'person', 'people')} of whom no tie to your other contacts is known."
        if alone
        else "",
    )


def circle_list(
    graph: nx.Graph[Any], circles: pd.Series[Any], bridges: pd.DataFrame, *, most: int = 10
) -> HTML | None:
    """Return the largest circles, and through whom each is tied to others; None where there are none."""
    sizes = circles.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    if sizes.empty:
        return None
    reach = leads_to(graph, circles)
    rows = []
    for circle, size in sizes.head(most).items():
        inside = bridges[bridges["circle"] == circle]
        linking = [graph.nodes[person]["name"] or person for person in inside.index if person in reach]
        seen = inside["observed_share"].mean()
        rows.append(
            {
                "Circle": circle,
                "People": int(size),
                "Its ties are": "seen" if seen > 0.9 else "partly seen" if seen > 0.1 else "inferred",
                "Tied to other circles by": listed(linking[:2]) or "nobody known",
            }
        )
    shown_rows = pd.DataFrame(rows) if reach else pd.DataFrame(rows).drop(columns="Tied to other circles by")
    smaller = len(sizes) - len(rows)
    note = f"The {len(rows)} largest; {smaller:,} smaller ones are on the map." if smaller else ""
    return table(shown_rows, caption=note)


def leads_to(graph: nx.Graph[Any], circles: pd.Series[Any]) -> dict[Any, list[str]]:
    """Return for each person the circles, other than their own, that their ties lead into; heaviest first."""
    ties = tie_arrays(graph)
    home, names = pd.factorize(circles.reindex(ties.person_index()), sort=True)
    ends = np.stack([ties.left, ties.right], axis=1)
    person, friend = ends.ravel(), ends[:, ::-1].ravel()
    away = (home[friend] >= 0) & (home[friend] != home[person])
    found, place = np.unique(person[away] * max(len(names), 1) + home[friend[away]], return_inverse=True)
    weight = np.bincount(place, np.repeat(ties.weight, 2)[away], len(found))
    who, into = np.divmod(found, max(len(names), 1))
    reach: dict[Any, list[str]] = {}
    for number, circle in np.stack([who, into])[:, np.lexsort((into, -weight, who))].T.tolist():
        reach.setdefault(ties.people[number], []).append(names[circle])
    return reach


def bridges_in_words(ties: pd.DataFrame, bridges: pd.DataFrame, *, most: int = 8) -> Markdown:
    """Return in words who bridges, and how sure that is."""
    top = first_bridges(bridges).head(most)
    if top.empty:
        return markdown(
            "That is **not measurable** here: no tie from one circle to another is known. A calendar or your",
            "messages would show such ties. The list of sole ways in, below, needs none.",
        )
    tagged = int(first_bridges(bridges)["bridge"].sum())
    inferred = int((top["observed_share"].fillna(0) < 0.5).sum())
    return markdown(
        f"**{who(ties.loc[top.index[0]])}** comes first.",
        f"{count(tagged, 'contact passes', 'contacts pass')} the full test of a bridge."
        if tagged
        else "Nobody passes the full test of a bridge; these come nearest.",
        f"{count(inferred, 'row rests', 'rows rest')} mostly on inferred ties: ask whether they really know"
        " each other before you rely on it."
        if inferred
        else "",
        "**Next:** ask one of them what is new where they are.",
    )


def first_bridges(bridges: pd.DataFrame) -> pd.DataFrame:
    """Return those who lead from one circle to another: who passes the full test first, then by bridging."""
    measured = bridges[bridges["bridging"].notna() & (bridges["participation"] > 0)]
    return measured.sort_values("bridge", ascending=False, kind="stable")


def bridge_list(
    graph: nx.Graph[Any],
    ties: pd.DataFrame,
    bridges: pd.DataFrame,
    as_of: pd.Timestamp,
    *,
    most: int = 8,
) -> HTML | None:
    """Return the people who bridge most and what each of them opens; None where nothing is measurable."""
    top = first_bridges(bridges).head(most)
    if top.empty:
        return None
    reach = leads_to(graph, bridges["circle"])
    rows = [
        {
            "Who": plain_name(tie),
            "From the circle": bridge["circle"],
            "Opens": _opened(bridge["opens"], reach.get(bridge["person"], [])),
            "Bridging": bridge["bridging"],
            **_touch(tie, as_of, told=shown(ties)),
        }
        for bridge in top.rename_axis("person").reset_index().to_dict("records")
        for tie in [ties.loc[bridge["person"]]]
    ]
    return table(
        pd.DataFrame(rows), caption="Bridging runs from 0, where all their contacts know each other, to 1."
    )


def _opened(opens: tuple[str, ...], circles: list[str], *, most: int = 4) -> tuple[str, ...]:
    """What somebody opens, the doors without another key first."""
    alone = [f"{phrase(way)} (only way)" for way in opens]
    found = [*alone, *(circle for circle in circles if f"circle {circle}" not in opens)]
    return (*found[:most], f"{len(found) - most:,} more") if len(found) > most + 1 else tuple(found)


def _touch(tie: pd.Series[Any], as_of: pd.Timestamp, *, told: bool) -> dict[str, object]:
    """Two columns on the tie with a person; none where no export shows any contact."""
    return {"Your tie": tie["class"], "Last in touch": ago(tie["last_contact"], as_of)} if told else {}


def doors(ties: pd.DataFrame, bridges: pd.DataFrame) -> pd.DataFrame:
    """Return one row a door that one person alone opens: circles first, then fields, then employers."""
    rows = [
        (KINDS_OF_DOOR.index(way.split(" ")[0]), way, person)
        for person, ways in bridges["opens"].items()
        for way in ways
    ]
    found = pd.DataFrame(rows, columns=["kind", "way", "person"])
    found["strength"] = ties["strength"].reindex(found["person"]).to_numpy()
    return found.sort_values(["kind", "strength", "way"], ascending=[True, False, True], ignore_index=True)


def doors_in_words(ties: pd.DataFrame, bridges: pd.DataFrame) -> Markdown:
    """Return in words how many doors hang on one person, and which of them are about to close."""
    found = doors(ties, bridges)
    if found.empty:
        return markdown("None: each employer, field and circle is open to you through several people.")
    told = f"**{count(len(found), 'door')}** can be opened by one of your contacts and by nobody else."
    if not shown(ties):
        return markdown(told, "**Next:** to hear from one of these places, these are the people to ask.")
    loose = int(ties["class"].reindex(found["person"]).isin([*QUIET, "nominal"]).sum())
    if not loose:
        return markdown(told, "You are in touch with each of these people; keep it so.")
    return markdown(
        told,
        f"{count(loose, 'of them hangs', 'of them hang')} on somebody who went quiet, or with whom you were",
        "never in touch. **Next:** choose the one that matters to you, and start there.",
    )


def door_list(
    ties: pd.DataFrame, bridges: pd.DataFrame, as_of: pd.Timestamp, *, most: int = 12
) -> HTML | None:
    """Return what only one person opens, and who that is; None where there is no such door."""
    found = doors(ties, bridges)
    if found.empty:
        return None
    rows = [
        {
            "The only known way into": phrase(door["way"]),
            "Is": plain_name(tie),
            **_touch(tie, as_of, told=shown(ties)),
        }
        for door in found.head(most).to_dict("records")
        for tie in [ties.loc[door["person"]]]
    ]
    more = len(found) > len(rows)
    return table(
        pd.DataFrame(rows),
        caption=f"{len(rows)} of {len(found):,}; point at a person on the map for theirs." if more else "",
    )


def phrase(way: str) -> str:
    """Return what a contact opens as words, not yet safe.

    >>> phrase("organisation Nordlicht Energie"), phrase("field health")
    ('Nordlicht Energie', 'the field health')
    """
    kind, _, name = way.partition(" ")
    return name if kind == "organisation" else f"the {kind} {name}"
