"""What the questions answer, as tables and sentences for people: below k a number is "a few"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from weaklib.measures.sentences import counted
from weaklib.pages.prose import listed, markdown, safe, table
from weaklib.pool.member import Answer
from weaklib.pool.request import Request

if TYPE_CHECKING:
    from IPython.display import HTML, Markdown

FEW = "a few"
STRANGER = "(nobody you know)"
MOST_KNOWN = 10
PATHS = (
    *("n", "introducer", "through", "organisation", "function", "seniority"),
    *("to them", "to the target", "weakest", "opens", "reached by"),
)
"""The columns of ways as a person sees them."""


def shown_paths(paths: pd.DataFrame) -> pd.DataFrame:
    """Return the ways that `questions.introducers` found, as a person sees them, numbered from 1.

    Parameters
    ----------
    paths
        The ways, the best first.
    """
    if paths.empty:
        return pd.DataFrame(columns=list(PATHS))
    first = paths["to_introducer"].fillna(paths["to_via"])
    return pd.DataFrame(
        {
            "n": range(1, len(paths) + 1),
            "introducer": paths["alias"],
            "through": paths["alias_via"].mask(paths["step"].eq("not your contact"), STRANGER).fillna(""),
            "organisation": _blank(paths["organisation"]),
            "function": _blank(paths["function"]),
            "seniority": _blank(paths["seniority"]),
            "to them": first.map(tenths),
            "to the target": paths["to_target"].map(tenths),
            "weakest": paths["weakest"].map(tenths),
            "opens": paths["opens"],
            "reached by": paths["reached_by"].map(number_or_few),
        },
        index=paths.index,
    )


def paths_in_words(paths: pd.DataFrame, *, k: int) -> list[str]:
    """Return in sentences what the ways come to.

    Parameters
    ----------
    paths
        The ways, the best first; at least one.
    k
        The least group of which a number is told.
    """
    people = paths["target"].nunique()
    best = paths.iloc[0]
    reached = f"{people:,} {'person' if people == 1 else 'people'}"
    told = [
        f"{reached} may be met by {counted(len(paths), 'way')}; who is meant the introducers alone know.",
        f"The best way leads through {_way(best)}: {_weakest(best['weakest'])}.",
    ]
    others = paths[paths["target"].eq(best["target"])]
    if len(others) > 1:
        names = ", ".join(dict.fromkeys(others["alias"].iloc[1:]))
        told.append(f"To the same person there is another way, through {names.removesuffix('.')}.")
    strangers = int(paths["step"].eq("not your contact").sum())
    if strangers:
        begin = "begins" if strangers == 1 else "begin"
        told.append(f"{counted(strangers, 'way')} {begin} with a member whom you do not know, and so last.")
    if paths["reached_by"].isna().any():
        told.append(f"“{FEW}” are fewer than {k}: how many exactly could tell who.")
    return told


def ways_in_words(paths: pd.DataFrame, *, k: int) -> Markdown:
    """Return the same for a notebook; a sentence where there is no way.

    Parameters
    ----------
    paths, k
        As for `paths_in_words`.
    """
    told = paths_in_words(paths, k=k) if len(paths) else ["No way leads there, for you, through this pool."]
    return markdown(*map(safe, told))


def request_in_words(request: Request | None) -> HTML | Markdown:
    """Return what a request holds, line by line; a sentence where there is none.

    Parameters
    ----------
    request
        What `member.ask` returns.
    """
    if request is None:
        return markdown("There is no way to ask for.")
    held = {name: value for name, value in request.model_dump(by_alias=True, mode="json").items() if value}
    wanted = held.pop("wanted", {})
    lines = held | {f"wanted: {name}": value for name, value in wanted.items()}
    rows = pd.DataFrame({"what it says": [str(value) for value in lines.values()]}, index=[*lines])
    return table(rows.rename_axis("line"))


def answer_in_words(answer: Answer | None) -> Markdown:
    """Return what an introducer is told, and what they may write to the person who is meant.

    Parameters
    ----------
    answer
        What `member.answer` returns; None in a real pool, where this happens on their machine.
    """
    if answer is None:
        return markdown("Who is meant the introducer alone will see, with `weaklib pool open`.")
    draft = " ".join(answer.drafts.ask_first.split())
    return markdown(*map(safe, answer.told), f"They may write first: *{safe(draft)}*")


def known_too_in_words(known: pd.DataFrame, *, k: int) -> HTML | Markdown:
    """Return which of one's own contacts so many others know that it may be told, the most first.

    Parameters
    ----------
    known
        What `member.known_too` returns.
    k
        The least group of which a number is told.
    """
    rows = known[known["members"].notna()] if len(known) else known
    if rows.empty:
        return markdown(f"None of your contacts is known to {k} other members or more.")
    best = rows.sort_values("members", ascending=False, kind="stable").head(MOST_KNOWN)
    shown = pd.DataFrame({"name": best["name"], "other members": best["members"].map(number_or_few)})
    return table(shown.set_index("name"))


def alone_in_words(bridges: pd.DataFrame) -> Markdown:
    """Return in words who alone leads where: oneself, and who agreed to be named.

    Parameters
    ----------
    bridges
        What `member.alone` returns.
    """
    organisations = bridges[bridges["kind"].eq("organisation")]
    told = [
        f"**{safe(alias)}** alone leads to {listed([*map(safe, names)], most=MOST_KNOWN)}."
        for (_, alias), names in organisations.groupby(["member", "alias"])["name"]
    ]
    return markdown(*(told or ["Nobody of whom it may be told leads anywhere alone."]))


def shown_nearest(near: pd.DataFrame) -> pd.DataFrame:
    """Return what comes nearest, as a person sees it.

    Parameters
    ----------
    near
        What `questions.nearest` returns.
    """
    return near.assign(introducers=near["introducers"].map(number_or_few))


def nearest_in_words(near: pd.DataFrame) -> list[str]:
    """Return in sentences that nobody leads there yet, and what is near.

    Parameters
    ----------
    near
        What `questions.nearest` returns.
    """
    if near.empty:
        return ["Nobody in the pool leads there yet, and nothing that is near is reached."]
    return ["Nobody in the pool leads there yet; the nearest that it reaches stand above."]


def number_or_few(value: Any) -> str:
    """Return a number that may be told, or that it is too small to be.

    >>> number_or_few(7.0), number_or_few(float("nan"))
    ('7', 'a few')
    """
    return FEW if pd.isna(value) else f"{int(value):,}"


def tenths(value: Any) -> str:
    """Return a strength in tenths; a question mark where it is unknown.

    >>> tenths(0.7), tenths(float("nan"))
    ('0.7', '?')
    """
    return "?" if pd.isna(value) else f"{value:.1f}"


def _way(row: pd.Series[Any]) -> str:
    via = row["alias_via"]
    return f"{via} and then {row['alias']}" if isinstance(via, str) and via else str(row["alias"])


def _weakest(value: Any) -> str:
    return "how strong it is nobody knows" if pd.isna(value) else f"its weakest link is {tenths(value)} of 1"


def _blank(column: pd.Series[Any]) -> pd.Series[Any]:
    return column.fillna("").astype("str")
