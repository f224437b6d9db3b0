"""With whom a mail was a contact, now that the owner is known; and why it was none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from weaklib.book import WHEN
from weaklib.sources.mail.owner import Owners
from weaklib.sources.mail.together import Flags, Together, best_names
from weaklib.sources.reading import MEETINGS

MAX_PEOPLE = 200  # with more it is a broadcast, and says nothing of who knows whom
FEW = 10_000  # rows: below it, plain texts are as quick as coded ones

NO_OWNER = "whose mailbox it is was not found"
NO_HUMAN = "written by a role, a list or a machine"
TO_ONESELF = "nobody else in it: you wrote to yourself"
TO_NOBODY = "nobody else in it (roles, lists, or no address)"


@dataclass(frozen=True)
class Contacts:
    """What became of the mails.

    Attributes
    ----------
    reasons
        By mail, why it is set aside; "" if it is not.
    interactions
        One row for one person at one mail, in the columns of `MEETINGS`, with the `file` of each.
    """

    reasons: NDArray[np.object_]
    interactions: pd.DataFrame


def contacts_in(together: Together, owners: Owners, merged: Flags, threads: NDArray[np.uint64]) -> Contacts:
    """Tell what became of each mail: incoming ones are a contact with the sender, others with each recipient.

    Parameters
    ----------
    together
        The mails.
    owners
        Whose they are.
    merged
        By mail, whether another one repeats it.
    threads
        By mail, the id of its thread.
    """
    others = together.parties[(together.people & ~owners.own)[together.parties["address"]]]
    others = others[["mail", "address"]].drop_duplicates()
    sizes = np.bincount(others["mail"], minlength=len(together.mails))
    outgoing = owners.own[together.mails["sender"]]
    reasons = _reasons(together, owners, sizes, outgoing)
    used = ~reasons.astype(bool) & ~merged
    incoming = np.flatnonzero(used & ~outgoing)
    received = pd.DataFrame({"mail": incoming, "address": together.mails["sender"].to_numpy()[incoming]})
    sent = others[(used & outgoing)[others["mail"]]]
    both = pd.concat([received, sent]).sort_values(["mail", "address"], kind="stable", ignore_index=True)
    return Contacts(reasons, _interactions(together, both, sizes, outgoing, threads))


def _reasons(
    together: Together, owners: Owners, sizes: NDArray[np.int64], outgoing: Flags
) -> NDArray[np.object_]:
    mails = together.mails
    unknown = ~np.array(owners.known, dtype=bool)[mails["file"]]
    strangers = together.parties.loc[~owners.own[together.parties["address"]], "mail"]
    alone = np.bincount(strangers, minlength=len(mails)) == 0
    reasons = mails["reason"].to_numpy(dtype="object", copy=True)
    for reason, holds in (
        (NO_OWNER, unknown),
        (NO_HUMAN, ~outgoing & ~together.people[mails["sender"]]),
        (TO_ONESELF, alone),
        (TO_NOBODY, sizes == 0),
    ):
        reasons[holds & (reasons == "")] = reason
    for mail in np.flatnonzero((sizes > MAX_PEOPLE) & (reasons == "")):
        reasons[mail] = f"broadcast to {sizes[mail]} people"
    return reasons


def _interactions(
    together: Together,
    rows: pd.DataFrame,
    sizes: NDArray[np.int64],
    outgoing: Flags,
    threads: NDArray[np.uint64],
) -> pd.DataFrame:
    mail, address = rows["mail"].to_numpy(), rows["address"].to_numpy()
    mails = together.mails.iloc[mail]
    several = sizes[mail] > 1
    name, called = pd.factorize(np.array(best_names(together), dtype="object"))
    event, ids = pd.factorize(threads[mail])
    nothing = np.zeros(len(rows), dtype=np.int8)
    texts = {
        "profile": _coded(nothing, [""]),
        "email": _coded(address, together.emails),
        "name": _coded(name[address], called),
        "channel": _coded(several, ["mail", "group_mail"]),
        "direction": _coded(outgoing[mail], ["in", "out"]),
        "skill": _coded(nothing, [""]),
        "hint": _coded(mails["introduces"], ["", "introduction"]),
        "event": _coded(event, [f"mail-{number:016x}" for number in ids]),
        "raw": _coded(nothing, [""]),
    }
    numbers = {
        "row": mails["row"].to_numpy(dtype="int64"),
        "at": pd.to_datetime(mails["at"].to_numpy(), unit="s", utc=True),
        "group_size": sizes[mail] + 1,
        "minutes": np.nan,
        "words": np.nan,
    }
    table = pd.DataFrame({**texts, **numbers, "file": mails["file"].to_numpy()})
    return table.astype({"at": WHEN})[[*MEETINGS, "file"]]


def _coded(codes: ArrayLike, texts: Iterable[str]) -> pd.Categorical:
    return pd.Categorical.from_codes(np.asarray(codes, dtype=np.int32), pd.Index(list(texts), dtype="object"))


def of_file(interactions: pd.DataFrame, file: int) -> pd.DataFrame:
    """Return the interactions of one file, in the columns of `MEETINGS`; few of them with plain texts."""
    here = interactions.loc[interactions["file"].eq(file), list(MEETINGS)].reset_index(drop=True)
    if len(here) >= FEW:
        return here
    coded = [column for column in MEETINGS if isinstance(here[column].dtype, pd.CategoricalDtype)]
    return here.astype(dict.fromkeys(coded, "object"))
