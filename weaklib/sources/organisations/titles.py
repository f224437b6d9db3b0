"""What a title or a name says: function, seniority and field; and what the vocabulary does not know."""

from __future__ import annotations

import re

import pandas as pd

from weaklib.sources.organisations.vocabulary import Words, fold, folded, words_of

SEPARATORS = re.compile(r"[|;•]|\s[/·–—-]\s")
AT = frozenset({"at", "bei", "chez"})


def function_of(positions: pd.Series) -> pd.Series:
    """Tell the kind of work from a job title: "engineering", "sales", "research", ...

    Of several jobs in one title ("CEO | Speaker | Investor") the first that is known counts.

    Parameters
    ----------
    positions
        Job titles as people wrote them.

    Returns
    -------
    pd.Series
        Under the same index; nan where no word of the vocabulary occurs: unknown, not "none".

    Examples
    --------
    >>> function_of(pd.Series(["Leiter Vertrieb", "Data Scientist", "Wizard"])).tolist()
    ['sales', 'data', nan]
    """
    return told_by(positions, words_of("function"))


def seniority_of(positions: pd.Series) -> pd.Series:
    """Tell the rank from a job title: "founder", "executive", "director", "manager", ...

    Parameters
    ----------
    positions
        Job titles as people wrote them.

    Returns
    -------
    pd.Series
        Under the same index; nan where the title says nothing of rank.

    Examples
    --------
    >>> seniority_of(pd.Series(["Vice President", "President", "Geschäftsführerin", "Wizard"])).tolist()
    ['director', 'executive', 'executive', nan]
    """
    return told_by(positions, words_of("seniority"))


def field_of(organisations: pd.Series, positions: pd.Series) -> pd.Series:
    """Tell the field of work ("health", "energy", ...) from the organisation's name, else from the title.

    A title counts only where it names a profession of one field ("nurse", "Lehrer"); accountants and
    managers work in all of them.

    Parameters
    ----------
    organisations, positions
        As people wrote them, under one index.

    Returns
    -------
    pd.Series
        Under the same index; nan where neither says it.

    Examples
    --------
    >>> titles = pd.Series(["Controller", "Lehrer"])
    >>> field_of(pd.Series(["Charité Universitätsmedizin", None]), titles).tolist()
    ['health', 'education']
    """
    spellings = organisations.dropna().unique()
    found = words_of("field").first(folded(str(name)) for name in spellings)
    by_name = organisations.map(dict(zip(spellings, found, strict=True))).astype("str")
    return by_name.where(by_name.notna(), told_by(positions, words_of("profession"))).rename("field")


def unmatched(values: pd.Series, matched: pd.Series) -> pd.DataFrame:
    """List the texts of which the vocabulary tells nothing, the most frequent first: words to add to it.

    Parameters
    ----------
    values
        Titles or names as people wrote them, one a person.
    matched
        What was told of each, under the same index.

    Returns
    -------
    pd.DataFrame
        Indexed by `text`, the most usual spelling of it: `people`, how many have it. Blanks are no text.

    Examples
    --------
    >>> titles = pd.Series(["Wizard", "Engineer", "wizard", "Wizard", None])
    >>> unmatched(titles, function_of(titles)).to_dict()
    {'people': {'Wizard': 3}}
    """
    unknown = values[matched.isna().to_numpy() & values.notna().to_numpy()].astype("str")
    texts = unknown.str.split().str.join(" ").value_counts().rename_axis("text").reset_index(name="people")
    texts["same"] = fold(texts["text"])
    ordered = texts[texts["same"].ne("")].sort_values(["people", "text"], ascending=[False, True])
    people = ordered.groupby("same")["people"].transform("sum")
    listed = ordered.assign(people=people).drop_duplicates("same").drop(columns="same")
    return listed.sort_values(["people", "text"], ascending=[False, True]).set_index("text")


def told_by(titles: pd.Series, words: Words) -> pd.Series:
    """Return what each title says by some words, each spelling looked up once, however many people share it.

    Of several jobs in one title ("CEO | Speaker") the first that is known counts, and none that is no longer
    held ("former").

    Parameters
    ----------
    titles
        Job titles as people wrote them.
    words
        The words to look for.

    Returns
    -------
    pd.Series
        Under the same index; nan where none of the words occurs.
    """
    spellings = titles.dropna().unique()
    jobs = [_jobs(str(title)) for title in spellings]
    every = [job for held in jobs for job in held]
    told = words.first(every)
    past = words_of("past").first(job.partition(" ")[0] for job in every)
    said = iter(value if was is None else None for value, was in zip(told, past, strict=True))
    found = [next(filter(None, [next(said) for _ in held]), None) for held in jobs]
    return titles.map(dict(zip(spellings, found, strict=True))).astype("str")


def _jobs(title: str) -> list[str]:
    """Return the jobs that a title names, folded, without the places where they are done."""
    jobs = [title] if title.replace(" ", "").isalnum() else SEPARATORS.split(title.replace("@", " at "))
    return [_without_place(folded(job)) for job in jobs]


def _without_place(job: str) -> str:
    words = job.split()
    return " ".join(words[: next((i for i, word in enumerate(words) if i and word in AT), len(words))])
