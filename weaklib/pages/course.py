"""How the ties changed, whose the most, and how new connections came: the words beside the charts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import networkx as nx
import pandas as pd

from weaklib.action.impact import arrivals_in_short, per_month, setting_of
from weaklib.measures.turnover import LIVING, SILENT
from weaklib.pages.closeness import who
from weaklib.pages.prose import count, day, known, listed, markdown, share, table
from weaklib.views.new_connections import CAME

if TYPE_CHECKING:
    from IPython.display import HTML, Markdown

    from weaklib.action.ledger import Ledger
    from weaklib.book import Book


def over_time_in_words(trend: pd.DataFrame) -> Markdown:
    """Return in words how many ties were alive, and how many quiet, on the first day and on the last.

    Parameters
    ----------
    trend
        From `charts.class_history`.
    """
    if trend.empty or not trend[[*LIVING, *SILENT, "nominal"]].to_numpy().any():
        return markdown(
            "How your ties changed is **not known**: no export shows with whom you were in touch, and when."
        )
    alive, quiet = trend[list(LIVING)].sum(axis=1), trend[list(SILENT)].sum(axis=1)
    last = trend.index[-1]
    told = f"On {day(last)} **{count(alive.iloc[-1], 'tie is', 'ties are')} alive**"
    told += f" and {count(quiet.iloc[-1], 'has', 'have')} gone quiet" if quiet.iloc[-1] else ""
    if len(trend) == 1:
        return markdown(f"{told}. One day is no history yet.")
    most, peak = alive.index[int(alive.to_numpy().argmax())], int(alive.max())
    return markdown(
        f"{told}; on {day(trend.index[0])} it was {alive.iloc[0]:,} and {quiet.iloc[0]:,}.",
        f"You had the most on {day(most)}: {peak:,}." if peak > alive.iloc[-1] else "You never had more.",
        _strong(trend),
        "Each day is told from what the exports know of the days before it.",
    )


def _strong(trend: pd.DataFrame) -> str:
    strong = trend["strong"]
    peak, now = int(strong.max()), int(strong.iloc[-1])
    if peak == now:
        return f"Never were more of them strong than now: {now:,}." if now else ""
    return f"The strong ones were most on {day(strong.idxmax())}, {peak:,}, and are {now:,} now."


def over_time(trend: pd.DataFrame, *, most: int = 8) -> HTML | None:
    """Return the numbers of the chart, the newest first; None where there are none."""
    if trend.empty:
        return None
    newest = trend.loc[:, trend.any()].iloc[::-1].head(most).rename_axis("On").reset_index()
    caption = "How many ties of each class, as of the end of each day."
    caption += f" The newest {most} of {len(trend):,} days." if len(trend) > most else ""
    return table(newest, caption=caption)


def changed_most(before: pd.DataFrame, now: pd.DataFrame) -> str:
    """Return whose tie gained or lost the most strength; the strongest's where none changed.

    Parameters
    ----------
    before, now
        From `tie_table`, of an earlier and a later day; `now` with one row or more.
    """
    moved = (now["strength"] - before["strength"].reindex(now.index)).abs()
    return str(moved.idxmax() if moved.max() > 0 else now.index[0])


def whom_in_words(
    person: str, before: pd.DataFrame, now: pd.DataFrame, since: pd.Timestamp, *, asked: bool
) -> Markdown:
    """Return who it is that is explained, why they, and how their tie changed since a day.

    Parameters
    ----------
    person
        An id of `now`.
    before, now
        As for `changed_most`.
    since
        The day of `before`.
    asked
        Whether the person was named, and not found by how much the tie changed.
    """
    tie = now.loc[[person]].iloc[0]
    if person not in before.index or not known(before.at[person, "strength"]):
        return markdown(f"**{who(tie)}**: {tie['class']}; how the tie was on {day(since)} is not known.")
    was, strength = before.loc[[person]].iloc[0], float(tie["strength"])
    change = strength - float(was["strength"])
    why = "the one you named" if asked else "the tie that changed most in the year" if change else ""
    moved = "gained" if change > 0 else "lost"
    told = "kept its strength"
    if change:
        told = f"{moved} strength, from {was['strength']:.2f} to {strength:.2f} of 1"
    kind = (
        f"still {tie['class']}"
        if was["class"] == tie["class"]
        else f"{was['class']} then, {tie['class']} now"
    )
    return markdown(f"**{who(tie)}**{f', {why},' if why else ''} {told} since {day(since)}: {kind}.")


class Arrived(NamedTuple):
    """The new connections of the whole record.

    Attributes
    ----------
    table
        From `arrivals_in_short`: how each came, without the words.
    months
        From `per_month`.
    """

    table: pd.DataFrame
    months: pd.DataFrame


def arrived(
    book: Book,
    ledger: Ledger | None,
    as_of: pd.Timestamp,
    *,
    ties: pd.DataFrame,
    graph: nx.Graph[Any],
    circles: pd.Series[Any],
) -> Arrived:
    """Return who became a connection, and how, over the whole record up to a day; with what was measured."""
    setting = setting_of(book, ledger, as_of=as_of, ties=ties, graph=graph, circles=circles)
    new = arrivals_in_short(setting)
    return Arrived(new, per_month(new, setting))


def arrived_in_words(new: Arrived) -> Markdown | None:
    """Return in words how the new connections came; None where there is none."""
    how = new.table["how"].value_counts()
    if how.empty:
        return None
    total, unknown = len(new.table), int(how.get("not known", 0))
    ways = [f"{int(how[name]):,} {way}" for name, way in CAME.items() if name in how and name != "not known"]
    if ways:
        ways[0] = ways[0].replace(" ", " came ", 1)
    told = f"Of {count(total, 'connection')}, " + (listed(ways) if ways else "none is known by how they came")
    rest = f"How {share(unknown, total)} of them came is not known." if unknown else ""
    return markdown(
        f"{told}.", rest, "That one came of an event, an employer or a school is inferred from the days."
    )
