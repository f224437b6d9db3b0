"""Who is one human: what was merged and on what evidence, what to decide, and who changed jobs."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pandas as pd

from weaklib.book import Book
from weaklib.pages.prose import count, listed, markdown, safe, table
from weaklib.sources.examples import excerpts

if TYPE_CHECKING:
    from IPython.display import HTML, Markdown


def merged(book: Book) -> Markdown:
    """Return in words how many people are known from several sources, and by what that was found."""
    if book.merges.empty:
        return markdown("Nobody was found under two names, addresses or sources: there was nothing to merge.")
    people = book.merges["person"].nunique()
    evidence = book.merges["evidence"].map(_kind_of_evidence).value_counts()
    told = [f"{number:,} × {safe(kind)}" for kind, number in evidence.items()]
    return markdown(
        f"**{count(people, 'person is', 'people are')} named in more than one way**, and each is one row:",
        f"{listed(told)}. Outside LinkedIn an equal name alone never merged anybody.",
    )


def merged_on(book: Book, *, most: int = 10) -> HTML | None:
    """Return whom the files name in several ways, each with the evidence; None where nobody is."""
    if book.merges.empty:
        return None
    shown = book.merges.assign(
        who=book.merges["person"].map(book.people["name"]),
        file=[_file(source) for source in book.merges["source"]],
    )
    once = shown.drop_duplicates(["person", "evidence"]).sort_values(
        ["evidence", "who", "key"], kind="stable"
    )
    fair = once.groupby("evidence", sort=False).head(max(most // max(once["evidence"].nunique(), 1), 1))
    titles = {"who": "Person", "name": "Called", "key": "By", "file": "In", "evidence": "Evidence"}
    return table(fair.head(most)[list(titles)].rename(columns=titles))


def to_decide(book: Book) -> Markdown:
    """Return in words which pairs may be one human, and how to say so."""
    if book.proposals.empty:
        return markdown("There is nothing to decide: no two people look like one human.")
    return markdown(
        f"**{count(len(book.proposals), 'pair')} may be one human each.** `weaklib check` writes them into",
        "`people.csv` in your data folder, the likeliest first: put `yes` or `no` into `decision`, and the",
        "next reading follows it. In the same file you can rename or hide people, mark family, say how close",
        "somebody is (0 to 1), and name the groups that they belong to.",
    )


def pairs(book: Book, *, most: int = 10) -> HTML | None:
    """Return the pairs that are likeliest to be one human, each with the reason; None where there is none."""
    if book.proposals.empty:
        return None
    titles = {"name": "One", "other_name": "The other", "evidence": "What speaks for it"}
    best = book.proposals.sort_values("score", ascending=False, kind="stable").head(most)
    return table(best[list(titles)].rename(columns=titles))


def asides(book: Book) -> HTML | None:
    """Return why rows were set aside, with up to three of them each; None where none was."""
    if book.set_aside.empty:
        return None
    counts = book.set_aside.groupby(["source", "reason"]).size()
    rows = [
        {
            "Set aside because": reason,
            "In": _file(source),
            "Rows": int(counts[source, reason]),
            "For example": told,
        }
        for (source, reason), told in excerpts(book).items()
    ]
    return table(pd.DataFrame(rows).sort_values("Rows", ascending=False, kind="stable"))


def moved(moves: pd.DataFrame, *, most: int = 10) -> HTML | Markdown:
    """Return who works elsewhere than in an older export; where nobody does, a sentence."""
    if moves.empty:
        return markdown("Nobody, as far as the exports in this folder tell.")
    titles = {
        "name": "Person",
        "organisation_before": "Was at",
        "organisation": "Is at",
        "position": "As",
    }
    return table(moves.head(most)[list(titles)].rename(columns=titles))


def _file(source: str) -> str:
    return PurePosixPath(source).name


def _kind_of_evidence(evidence: str) -> str:
    """Leave out the file's name: "both stand in one row of x.vcf" is one kind of evidence."""
    return "both in one row of a file" if evidence.startswith("both stand in one row") else evidence
