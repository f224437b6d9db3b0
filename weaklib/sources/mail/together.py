"""The mails of several files side by side, under one numbering of addresses and names; each mail once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.sources.mail.addresses import is_person
from weaklib.sources.mail.columns import FROM
from weaklib.sources.mail.folders import SENT, meaning_of_file
from weaklib.sources.mail.scan import Mails

Flags = NDArray[np.bool_]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Together:
    """All mails that may be contact.

    Attributes
    ----------
    mails
        As in `Mails`, with the `file` (position) of each, its `sender` (address), and its `reason` if it
        is set aside.
    parties
        Senders and recipients: `mail`, `part`, `address`, `name`, all of them positions.
    delivered
        The addresses that mails were delivered to: `file`, `address`, `times`.
    emails, names
        Each address and each name once.
    people
        By address, whether a human reads it.
    """

    mails: pd.DataFrame
    parties: pd.DataFrame
    delivered: pd.DataFrame
    emails: list[str]
    names: list[str]
    people: Flags


def put_together(boxes: Sequence[Mails]) -> Together:
    """Put the mails of several files side by side; a file's name may say that it is spam, or was sent.

    Parameters
    ----------
    boxes
        What each file holds; at least one file.
    """
    emails: dict[str, int] = {}
    names: dict[str, int] = {}
    mails, parties, delivered, start = [], [], [], 0
    for number, box in enumerate(boxes):
        meaning = meaning_of_file(box.source)
        sent = box.mails["sent"] | (meaning == SENT)
        mails.append(box.mails.assign(file=number, sent=sent, reason="" if meaning == SENT else meaning))
        numbers = {
            "address": _numbered(box.addresses["email"], emails),
            "name": _numbered(box.names["name"], names),
        }
        party = box.parties.assign(
            **{column: codes[box.parties[column]] for column, codes in numbers.items()}
        )
        parties.append(party.assign(mail=party["mail"] + start))
        arrived = box.delivered[box.delivered["email"].ne("")]
        delivered.append(arrived.assign(address=_numbered(arrived["email"], emails), file=number))
        start += len(box.mails)
    table = pd.concat(mails, ignore_index=True).astype({"file": "int32", "reason": "object"})
    everybody = pd.concat(parties, ignore_index=True)
    table["sender"] = everybody.loc[everybody["part"].eq(FROM), "address"].to_numpy()
    people = np.array([is_person(email) for email in emails], dtype=bool)
    writers = set(table["sender"])
    lists = {emails[email] for box in boxes for email in box.lists if email in emails}
    people[sorted(lists - writers)] = False  # whoever writes mails of their own is no list
    return Together(
        mails=table,
        parties=everybody,
        delivered=pd.concat(delivered, ignore_index=True),
        emails=list(emails),
        names=list(names),
        people=people,
    )


def _numbered(texts: pd.Series[str], known: dict[str, int]) -> Places:
    return np.array([known.setdefault(text, len(known)) for text in texts.tolist()], dtype=np.int32)


def repeated(together: Together) -> Flags:
    """Return which mails another one repeats: the same id from the same sender, in any file.

    That copy stays which names most recipients: the sender's own knows of the Bcc. Among equals it is
    the one of the larger file, whatever the files are called. Mails set aside take no part.
    """
    mails = together.mails
    recipients = np.bincount(together.parties["mail"], minlength=len(mails))
    ranked = pd.DataFrame(
        {
            "id": mails["id"],
            "sender": mails["sender"],
            "fewer": -recipients,
            "file": _rank(mails)[mails["file"]],
            "row": mails["row"],
        }
    )[mails["reason"].eq("")]
    best = ranked.sort_values(["fewer", "file", "row"], kind="stable")
    twins = best.index[best.duplicated(["id", "sender"])]
    flags = np.zeros(len(mails), dtype=bool)
    flags[twins] = True
    return flags


def _rank(mails: pd.DataFrame) -> Places:
    """Return the rank of each file: the largest first, then that with the smallest id."""
    files = mails.groupby("file")["id"].agg(["size", "min"])
    order = files.assign(size=-files["size"]).sort_values(["size", "min"], kind="stable").index
    rank = np.zeros(int(mails["file"].max()) + 1 if len(mails) else 0, dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank


def best_names(together: Together) -> list[str]:
    """Return what each address is called: by its owner first, then as most mails have it.

    Among equals it is the longer name, then the first of the alphabet.
    """
    named = together.parties[together.parties["name"].gt(0)]
    counts = (
        named.assign(own=named["part"].eq(FROM))
        .groupby(["address", "name", "own"], sort=False)
        .size()
        .reset_index(name="times")
    )
    texts = [together.names[code] for code in counts["name"]]
    ranked = counts.assign(text=texts, length=[*map(len, texts)]).sort_values(
        ["own", "times", "length", "text"], ascending=[False, False, False, True], kind="stable"
    )
    first = ranked.drop_duplicates("address")
    best = dict(zip(first["address"], first["text"], strict=True))
    return [best.get(code, "") for code in range(len(together.emails))]
