"""messages.csv: who wrote to whom and when; how much, but never what."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2s

import pandas as pd

from weaklib.sources.delimited import raw_text
from weaklib.sources.files import ExportFile
from weaklib.sources.linkedin.columns import NEEDS, is_hidden_member, slug_of
from weaklib.sources.linkedin.dates import moments
from weaklib.sources.linkedin.rows import Cells, Tally, usable_rows
from weaklib.sources.reading import MEETINGS, Reading, frame
from weaklib.sources.wordings import hint_in

KIND = "linkedin messages"
PARTIES = ["conversation", "from", "from_url", "to", "to_urls", "outgoing"]
BODIES = ("content", "subject")
_URL = re.compile(r"(?:https?://|www\.)[^,;\s]+")

Who = tuple[str, str]  # profile, name: either may be ""


@dataclass(frozen=True)
class Messages:
    """The messages of one file, before it is known which of the names is the owner's."""

    file: ExportFile
    tally: Tally
    table: pd.DataFrame


def read_messages(file: ExportFile, seen: set[int]) -> Messages:
    """Return the messages of `file`; drafts, advertisements and nameless senders are set aside."""
    tally = Tally()
    rows = []
    for record in usable_rows(
        file, tally, needs=NEEDS[KIND], reason=_reason, same=_same, seen=seen, bodies=BODIES
    ):
        cells = record.cells
        content = cells.get("content", "")
        urls = cells.get("sender profile url", "").strip(), cells.get("recipient profile urls", "").strip()
        rows.append(
            (
                record.number,
                *map(
                    sys.intern,
                    (
                        cells.get("conversation id", "").strip(),
                        cells["from"].strip(),
                        urls[0],
                        cells["to"].strip(),
                        urls[1],
                        cells.get("direction", "").strip().upper(),
                    ),
                ),
                cells["date"],
                len(content.split()),
                hint_in(content),
                "" if all(urls) else raw_text(cells, bodies=BODIES),
            )
        )
    columns = [
        "row",
        "conversation",
        "from",
        "from_url",
        "to",
        "to_urls",
        "outgoing",
        "date",
        "words",
        "hint",
        "raw",
    ]
    # plain objects: these columns are gone through row by row, which Arrow's strings are slow at
    table = pd.DataFrame(rows, columns=columns, dtype="object")
    table["at"] = moments(table["date"].tolist())
    for row, date, raw in table.loc[table["at"].isna(), ["row", "date", "raw"]].itertuples(index=False):
        tally.put_aside(int(row), f"the date {date[:40]!r} was not understood", raw or "[a message]")
    return Messages(file, tally, table[table["at"].notna()].reset_index(drop=True))


def participants(messages: Messages, names: Iterable[str]) -> pd.Series:
    """Return, by message, the set of those who take part: profiles where known, else names."""
    dictionary = frozenset(names)
    parties = {
        key: frozenset(profile or name for profile, name in [sender, *others])
        for key, (sender, others) in _parties(messages.table, dictionary).items()
    }
    keys = messages.table[PARTIES].itertuples(index=False, name=None)
    return pd.Series([parties[key] for key in keys], dtype="object")


def to_reading(messages: Messages, *, owners: frozenset[str], name: str, names: Iterable[str]) -> Reading:
    """Return the messages as interactions with others, now that the owner is known.

    An incoming message is a contact with its sender, an outgoing one with each recipient.
    `group_size` is the number of people in the whole conversation, the owner included.

    Parameters
    ----------
    messages
        The messages of one file.
    owners, name
        The owner's profiles and name.
    names
        The names that are known, to take a list of recipients apart: names hold commas.
    """
    table = messages.table
    parties = _parties(table, frozenset(names) | {name})
    code, unique = pd.factorize(
        pd.Series(list(table[PARTIES].itertuples(index=False, name=None)), dtype="object")
    )
    contacts = [_contacts(*parties[key], key[-1], owners, name) for key in unique]
    members = [frozenset(who[0] or who[1] for who in [parties[key][0], *parties[key][1]]) for key in unique]
    sizes, events = _conversations(table["conversation"], code, members, owners | {name})
    for position in [i for i, c in enumerate(code) if not contacts[c]]:
        row = table.iloc[position]
        hidden = is_hidden_member(str(row["from"])) or is_hidden_member(str(row["to"]))
        reason = "LinkedIn Member: the account is closed or hides its name" if hidden else "nobody else in it"
        messages.tally.put_aside(int(row["row"]), reason, str(row["raw"]) or "[a message]")
    repeats = [len(contacts[c]) for c in code]
    flat = [contact for c in code for contact in contacts[c]]
    at = table["at"].repeat(repeats)
    interactions = pd.DataFrame(
        {
            **{column: table[column].repeat(repeats) for column in ("row", "words", "hint", "raw")},
            "at": at,
            "group_size": sizes.repeat(repeats),
            "event": events.repeat(repeats),
        }
    ).reset_index(drop=True)
    interactions["profile"] = [who[0] for who, _ in flat]
    interactions["name"] = [who[1] for who, _ in flat]
    interactions["direction"] = [direction for _, direction in flat]
    grouped = interactions["group_size"] > 2
    interactions["channel"] = grouped.map({True: "group_message", False: "message"})
    interactions = interactions.assign(email="", minutes=float("nan"), skill="")[list(MEETINGS)]
    days = table["at"].dt.tz_localize(None).dt.normalize()
    return Reading(
        source=messages.file.source,
        kind=KIND,
        rows=messages.tally.rows,
        merged=messages.tally.merged,
        interactions=interactions,
        set_aside=frame(messages.tally.set_aside, ("row", "reason", "raw")),
        first=days.min(),
        last=days.max(),
    )


def split_names(text: str, known: frozenset[str]) -> list[str]:
    """Take a list of names apart at its commas, but not inside a name that is known.

    >>> split_names("Jo Doe, Ph.D., Ann Lee", frozenset({"Jo Doe, Ph.D."}))
    ['Jo Doe, Ph.D.', 'Ann Lee']
    """
    pieces = [piece.strip() for piece in text.split(",")]
    names: list[str] = []
    start = 0
    while start < len(pieces):
        longest = min(len(pieces), start + 4)
        end = next(
            (e for e in range(longest, start, -1) if ", ".join(pieces[start:e]) in known),
            start + 1,
        )
        names.append(", ".join(pieces[start:end]))
        start = end
    return [name for name in names if name]


def _reason(cells: Cells) -> str:
    for column in ("is message draft", "is conversation draft"):
        if cells.get(column, "").strip().lower() in {"yes", "true"}:
            return "draft, never sent"
    content = cells.get("content", "")
    sender = slug_of(cells.get("sender profile url", ""))
    if not sender and (content.lstrip().startswith('<p class="spinmail') or "%FIRSTNAME%" in content):
        return "sponsored: an advertisement, not a person"
    if cells.get("folder", "").strip().upper() == "SPAM":
        return "spam"
    if is_hidden_member(cells["from"]) and not sender:
        return "LinkedIn Member: the account is closed or hides its name"
    if not cells["from"].strip() and not cells.get("sender profile url", "").strip():
        return "no sender is named"
    return ""


def _same(cells: Cells) -> object:
    columns = (
        "conversation id",
        "from",
        "sender profile url",
        "to",
        "date",
        "subject",
        "content",
        "attachments",
    )
    return tuple(cells.get(column, "") for column in columns)


def _parties(table: pd.DataFrame, known: frozenset[str]) -> dict[tuple[str, ...], tuple[Who, list[Who]]]:
    """Return sender and recipients of each kind of row; inside a conversation, a name is one profile's."""
    parties: dict[tuple[str, ...], tuple[Who, list[Who]]] = {}
    profiles: dict[tuple[str, str], str] = {}
    for key in table[PARTIES].drop_duplicates().itertuples(index=False, name=None):
        conversation, name, url, to, urls, _ = key
        sender = (slug_of(url), name)
        parties[key] = (sender, _recipients(to, urls, known))
        for profile, called in [sender, *parties[key][1]]:
            if conversation and profile and called:
                profiles.setdefault((conversation, called), profile)
    return {
        key: (
            (sender[0] or profiles.get((key[0], sender[1]), ""), sender[1]),
            [(profile or profiles.get((key[0], called), ""), called) for profile, called in others],
        )
        for key, (sender, others) in parties.items()
    }


def _recipients(to: str, urls: str, known: frozenset[str]) -> list[Who]:
    slugs = [slug for slug in map(slug_of, _URL.findall(urls)) if slug]
    names = [to] if len(slugs) == 1 or to in known else split_names(to, known)
    if not slugs:
        return [("", name) for name in names if not is_hidden_member(name)]
    # only lists of the same length can be paired: one unsplit comma would shift every name
    called = names if len(names) == len(slugs) else [""] * len(slugs)
    return list(zip(slugs, called, strict=True))


def _contacts(
    sender: Who, others: list[Who], outgoing: str, owners: frozenset[str], name: str
) -> list[tuple[Who, str]]:
    def is_owner(who: Who) -> bool:
        return who[0] in owners if who[0] else who[1] == name

    if outgoing == "OUTGOING" or is_owner(sender):
        seen = dict.fromkeys(who for who in others if not is_owner(who))
        return [(who, "out") for who in seen]
    return [(sender, "in")]


def _conversations(
    ids: pd.Series, code: Iterable[int], members: list[frozenset[str]], owners: frozenset[str]
) -> tuple[pd.Series, pd.Series]:
    """Return the size of each message's conversation, and an id that its messages share."""
    alone = [_digest(group - owners) for group in members]
    event = pd.Series([cid or alone[c] for cid, c in zip(ids, code, strict=True)], dtype="object")
    pairs = pd.DataFrame({"event": event, "code": list(code)}).drop_duplicates()
    people: dict[str, set[str]] = {}
    for key, c in pairs.itertuples(index=False):
        people.setdefault(key, set()).update(members[c])
    sizes: Mapping[str, int] = {key: len(group - owners) + 1 for key, group in people.items()}
    return event.map(sizes).astype("int64"), event


def _digest(people: frozenset[str]) -> str:
    return "thread-" + blake2s("\n".join(sorted(people)).encode(), digest_size=8).hexdigest()
