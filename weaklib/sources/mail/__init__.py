"""Mailboxes in mbox form (Google Takeout, Thunderbird): who wrote to whom, never what."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from weaklib.sources.files import ExportFile
from weaklib.sources.mail.boxes import begins_like_mbox
from weaklib.sources.mail.columns import TO, raw_mail
from weaklib.sources.mail.contacts import NO_OWNER, Contacts, contacts_in, of_file
from weaklib.sources.mail.owner import Owners, find_owners
from weaklib.sources.mail.scan import Mails, scan_mail
from weaklib.sources.mail.threads import thread_ids
from weaklib.sources.mail.together import Flags, Together, put_together, repeated
from weaklib.sources.reading import Reading

KIND = "mail"
SUFFIXES = (".mbox", ".mbx")
REMEDY = f"{NO_OWNER}: write your address there under emails in settings.yaml"


def looks_like(name: str, head: bytes) -> bool:
    r"""Tell whether a file is a mailbox: by its first two lines, or an empty one by its name.

    Parameters
    ----------
    name
        The file's base name; Thunderbird's mailboxes have no suffix.
    head
        What the file begins with.

    Examples
    --------
    >>> looks_like("Inbox", b"From - Mon Jan 01 00:00:00 2020\r\nX-Mozilla-Status: 0001\r\n")
    True
    >>> looks_like("letter.txt", b"From here on, it is downhill.\n")
    False
    """
    return begins_like_mbox(head) if head.strip() else name.lower().endswith(SUFFIXES)


def read_mail(file: ExportFile, *, owner_emails: frozenset[str]) -> Reading:
    """Read one mailbox file by itself, as `read_mails` reads several.

    Raises
    ------
    InputError
        If the file is no mbox.
    """
    return read_mails([scan_mail(file)], owner_emails=owner_emails)[0]


def read_mails(boxes: Sequence[Mails], *, owner_emails: frozenset[str]) -> list[Reading]:
    """Read the mails of all files as one: whose they are, each mail once, and threads across files.

    Parameters
    ----------
    boxes
        What each file holds, as `scan_mail` gives it.
    owner_emails
        The owner's known addresses, in lower case. To them come those that mails were delivered to,
        those that mails in a folder or under a label of sent mail are from and, where all these hardly
        occur in a file, the one address in more than half of its mails.

    Returns
    -------
    list[Reading]
        One a file, in the same order. An incoming mail is a contact with its sender, an outgoing one
        with each recipient. `group_size` is the owner and all humans in From, To, Cc and Bcc; `event`
        is the thread. A mail that another one repeats, in whichever file, counts as merged.
        `owner_emails` are the addresses that the file shows to be the owner's.
    """
    if not boxes:
        return []
    together = put_together(boxes)
    owners = find_owners(together, len(boxes), owner_emails)
    merged = repeated(together)
    threads = thread_ids(together.mails["id"].to_numpy(dtype=np.uint64), [box.links for box in boxes])
    contacts = contacts_in(together, owners, merged, threads)
    return [_reading(box, number, together, owners, contacts, merged) for number, box in enumerate(boxes)]


def _reading(
    box: Mails, number: int, together: Together, owners: Owners, contacts: Contacts, merged: Flags
) -> Reading:
    here = together.mails["file"].eq(number).to_numpy()
    aside = np.flatnonzero(here & ~merged & contacts.reasons.astype(bool))
    set_aside = pd.concat([box.set_aside, _set_aside(together, aside, contacts.reasons)])
    return Reading(
        source=box.source,
        kind=KIND,
        rows=box.rows,
        merged=int((here & merged).sum()),
        interactions=of_file(contacts.interactions, number),
        set_aside=set_aside.sort_values("row", kind="stable", ignore_index=True),
        first=box.first,
        last=box.last,
        owner_emails=owners.found[number],
        note=_note(box, sorted(owners.guessed[number]), unknown=NO_OWNER in contacts.reasons[aside]),
    )


def _set_aside(together: Together, places: NDArray[np.int64], reasons: NDArray[np.object_]) -> pd.DataFrame:
    mails = together.mails.iloc[places]
    recipients = together.parties["mail"][together.parties["part"].eq(TO)]
    to = np.bincount(recipients, minlength=len(together.mails))[places]
    senders = [together.emails[code] for code in mails["sender"]]
    dates = pd.to_datetime(mails["at"], unit="s").dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    shown = zip(senders, to.tolist(), dates, mails["message_id"], mails["subject"], strict=True)
    return pd.DataFrame(
        {
            "row": mails["row"].to_numpy(),
            "reason": pd.Series(reasons[places], dtype="str"),
            "raw": pd.Series([raw_mail(*told) for told in shown], dtype="str"),
        }
    )


def _note(box: Mails, guessed: Sequence[str], *, unknown: bool) -> str:
    notes = [
        "it holds no mail" if not box.rows else "",
        box.note,
        REMEDY if unknown else "",
        f"taken as yours, being in most of its mails: ({', '.join(guessed)})" if guessed else "",
    ]
    return "; ".join(filter(None, notes))


__all__ = ["Mails", "looks_like", "read_mail", "read_mails", "scan_mail"]
