"""One mailbox file as compact columns: who wrote to whom and when, before it is known whose mailbox it is."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from weaklib.book import InputError
from weaklib.sources.files import ExportFile
from weaklib.sources.mail.boxes import heads
from weaklib.sources.mail.columns import Columns


@dataclass(frozen=True)
class Mails:
    """What one mailbox file holds; the same for the same bytes, whatever the file is called.

    Attributes
    ----------
    source
        The file; its name may yet say that all of it was sent, or is spam.
    rows
        How many mails it has.
    mails
        The mails that may be contact: `row`, `id` (of its Message-ID), `at` (seconds from 1970), `sent`
        (labelled so), `introduces` (by its subject), `subject` (its length), `message_id`.
    parties
        Who has a part in them: `mail` (position in `mails`), `part`, `address` and `name` (positions).
    addresses, names
        Each e-mail address and each name once.
    links
        Pairs of ids, `one` and `other`, that belong to the same thread.
    delivered
        The addresses that mails were delivered to, these or others: `email`, `times`.
    lists
        Addresses of mailing lists.
    set_aside
        The mails that are no contact: `row`, `reason`, `raw`.
    first, last
        The days of the earliest mail and of the latest arrival.
    note
        What is wrong with the file; "" if nothing is.
    """

    source: str
    rows: int
    mails: pd.DataFrame
    parties: pd.DataFrame
    addresses: pd.DataFrame
    names: pd.DataFrame
    links: pd.DataFrame
    delivered: pd.DataFrame
    lists: tuple[str, ...]
    set_aside: pd.DataFrame
    first: pd.Timestamp | None
    last: pd.Timestamp | None
    note: str = ""


def scan_mail(file: ExportFile) -> Mails:
    """Read the headers of an mbox file of any size; a row is one mail, counted from 1.

    Parameters
    ----------
    file
        The file, of Google Takeout, Thunderbird or any other program that writes mbox.

    Raises
    ------
    InputError
        If the file is no mbox.
    """
    columns = Columns()
    with file.open() as stream:
        for head in heads(stream):
            columns.take(head)
    if not columns.rows:
        _refuse_what_is_no_mbox(file)
    return Mails(source=file.source, **columns.tables())


def _refuse_what_is_no_mbox(file: ExportFile) -> None:
    with file.open() as stream:
        head = stream.read(64 * 1024)
    if head.strip():
        msg = f"{file.source} is no mailbox: no line in it begins a mail; export the folder again as mbox."
        raise InputError(msg)
