"""How well people were told apart: four figures against a truth that is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from tests.population import Population, Record
from tests.population_files import card_key
from weaklib.book import Book, typed

LEAST = {"merge_precision": 1.0, "merge_recall": 1.0, "proposal_recall": 0.95, "proposal_precision": 0.5}


@dataclass(frozen=True)
class Truth:
    """Of every key in the files, and of every card without one, whose it is."""

    human_of: Mapping[str, int]
    certain: tuple[frozenset[str], ...]
    """Keys that are joined by exact equality, through however many rows."""


def truth_of(people: Population) -> Truth:
    """Return whose the keys are; a card without an address counts by its label."""
    keys = keys_of(people)
    human_of = {key: record.human for record, theirs in keys for key in theirs}
    return Truth(human_of, tuple(joined(theirs for _, theirs in keys)))


def keys_of(people: Population) -> list[tuple[Record, frozenset[str]]]:
    """Return each record with its keys."""
    found = [(r, frozenset(filter(None, (r.slug, *r.emails)))) for r in people.records]
    row = {id(record): number for number, record in enumerate(people.of("cards"), 1)}
    return [(r, keys or frozenset({card_key(row[id(r)])})) for r, keys in found]


def joined(sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Return the sets with those that overlap made one."""
    whose: dict[str, set[str]] = {}
    for keys in sets:
        together = set(keys).union(*(whose.get(key, set()) for key in keys))
        whose.update(dict.fromkeys(together, together))
    return [frozenset(keys) for keys in {id(keys): keys for keys in whose.values()}.values()]


def people_table(people: Population) -> pd.DataFrame:
    """Return the people as they are once all exact keys have been followed: what the matcher is given."""
    order = {"connections": 0, "cards": 1, "calendar": 2, "mail": 3}
    keys = keys_of(people)
    whole = {key: component for component in joined(theirs for _, theirs in keys) for key in component}
    grouped: dict[frozenset[str], list[Record]] = {}
    for record, theirs in sorted(keys, key=lambda pair: order[pair[0].source]):
        grouped.setdefault(whole[min(theirs)], []).append(record)
    rows = {}
    for component, records in grouped.items():
        slug = next((r.slug for r in records if r.slug), "")
        emails = tuple(sorted({email for r in records for email in r.emails}))
        rows[slug or (emails or sorted(component))[0]] = {
            "name": next((r.shown for r in records if r.shown), None),
            "emails": emails,
            "profile": slug,
            "organisation": next((r.organisation for r in records if r.organisation), None),
            "position": next((r.position for r in records if r.position), None),
            "sources": tuple(sorted({r.source for r in records})),
            "labels": tuple(sorted(key for key in component if key.startswith("card "))),
        }
    return typed("people", pd.DataFrame.from_dict(rows, orient="index").rename_axis("person").sort_index())


def measure_identity(book: Book, truth: Truth) -> dict[str, float]:
    """Return the precision and recall of the merges, and of the proposals for the rest.

    `merge_precision`: of the pairs of keys that were made one person, the share that are one human's;
    `merge_recall`: of the pairs of keys that exact keys join, the share that were made one person;
    `proposal_recall`: of the pairs of people who are one human and are not yet one row, the share that is
    proposed; `proposal_precision`: the share of the proposals that are such pairs.
    """
    person_of = _person_of(book)
    known = {key: person for key, person in person_of.items() if key in truth.human_of}
    humans: dict[str, Counter[int]] = {}
    for key, person in known.items():
        humans.setdefault(person, Counter())[truth.human_of[key]] += 1
    merged = sum(_pairs(theirs.total()) for theirs in humans.values())
    right = sum(_pairs(count) for theirs in humans.values() for count in theirs.values())
    certain = sum(_pairs(len(keys)) for keys in truth.certain)
    found = sum(
        _pairs(count)
        for keys in truth.certain
        for count in Counter(known[key] for key in keys if key in known).values()
    )
    rows: dict[int, set[str]] = {}
    for person, theirs in humans.items():
        for human in theirs:
            rows.setdefault(human, set()).add(person)
    rest = {frozenset(pair) for theirs in rows.values() for pair in combinations(sorted(theirs), 2)}
    proposed = {frozenset(pair) for pair in book.proposals[["person", "other"]].itertuples(index=False)}
    return {
        "merge_precision": right / merged,
        "merge_recall": found / certain,
        "proposal_recall": len(rest & proposed) / len(rest),
        "proposal_precision": len(rest & proposed) / max(len(proposed), 1),
        "keys_lost": float(len(truth.human_of) - len(known)),
    }


def _person_of(book: Book) -> dict[str, str]:
    found = {str(person): str(person) for person in book.people.index}
    for person, profile, emails, labels in book.people[["profile", "emails", "labels"]].itertuples(name=None):
        slugs = [profile] if isinstance(profile, str) and profile else []
        found.update(dict.fromkeys((*slugs, *emails, *labels), person))
    found.update(zip(book.merges["key"], book.merges["person"], strict=True))
    return found


def _pairs(number: int) -> int:
    return number * (number - 1) // 2
