"""A request for an introduction: a small file to hand to the introducer, which names nobody.

It holds the hash under which the introducer's own sheet has the person, so that only their machine can tell
who is meant. The introducer decides, and asks that person before anybody is brought together.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import pandas as pd
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from weaklib.book import Book, InputError
from weaklib.pool.key import Key, fingerprint, is_called, mail_hash, own_hashes, profile_hash
from weaklib.pool.manifest import HEX16, LONGEST_NAME, PLAIN, POOL, PRINTED, SCHEMA, check_version
from weaklib.pool.private import read_yaml, write_private
from weaklib.pool.sheet import LONGEST_ALIAS, LONGEST_REACH, LONGEST_TEXT, Hash, Sheet

DAYS = 60
LONGEST_WHY = 600
Wanted = Literal["organisation", "function", "seniority", "field"]
Text = Annotated[str, Field(max_length=LONGEST_TEXT, pattern=PRINTED)]
Alias = Annotated[str, Field(max_length=LONGEST_ALIAS, pattern=PLAIN)]
_ABOVE = """\
# {who}, this is a request for an introduction, from {by} by way of the pool "{name}".
# Save it, and let your own machine tell you who is meant:   weaklib pool open THIS-FILE
# It names nobody. You decide: if you would rather not, a plain no is fine, and nobody else hears of it.
# If you like to help, ask the person first whether they want to be introduced, and pass nothing on before
# they say yes.
"""


class Request(BaseModel):
    """What a request says.

    Attributes
    ----------
    schema_
        The version of the file; `weaklib_request` in it.
    pool, pool_name, fingerprint
        Of which pool it is.
    by, by_member, by_reach
        What the pool calls who asks, their id, and how to reach them, in their words.
    to, to_member
        The same of the introducer.
    through
        What the pool calls the member whom both know, where the path leads through one; else "".
    target
        The hash under which the introducer's sheet has the person who is meant.
    wanted
        Where that person is, as far as the sheet says: to recognise what is asked.
    why
        What the asker would like to talk about, in their own words.
    written, expires
        The day, and the last on which it is worth answering.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    schema_: int = Field(alias="weaklib_request")
    pool: str = Field(pattern=POOL)
    pool_name: str = Field(min_length=1, max_length=LONGEST_NAME, pattern=PRINTED)
    fingerprint: str = Field(pattern=HEX16)
    by: Alias
    by_member: str = Field(pattern=HEX16)
    by_reach: str = Field(default="", max_length=LONGEST_REACH, pattern=PLAIN)
    to: Alias
    to_member: str = Field(pattern=HEX16)
    through: Alias = ""
    target: Hash
    wanted: dict[Wanted, Text] = Field(default_factory=dict)
    why: str = Field(default="", max_length=LONGEST_WHY, pattern=PRINTED)
    written: dt.date
    expires: dt.date

    @property
    def name(self) -> str:
        """Return what people call the pool."""
        return self.pool_name


def request_of(row: pd.Series[Any], asker: Sheet, *, pool_name: str, why: str, written: dt.date) -> Request:
    """Return the request that asks for one row of `questions.introducers`.

    Parameters
    ----------
    row
        The path.
    asker
        The asker's own sheet.
    pool_name
        What people call the pool.
    why
        What the asker would like to talk about, in their own words.
    written
        The day.

    Raises
    ------
    InputError
        If that is too long.
    """
    about = "".join(letter for letter in " ".join(why.split()) if letter.isprintable())
    if len(about) > LONGEST_WHY:
        msg = f"What you would like to talk about has {len(about)} letters; say it in {LONGEST_WHY}."
        raise InputError(msg)
    wanted = {name: row[name] for name in get_args(Wanted) if isinstance(row.get(name), str)}
    return Request.model_validate(
        {
            "weaklib_request": SCHEMA,
            "pool": asker.pool,
            "pool_name": pool_name,
            "fingerprint": asker.fingerprint,
            "by": asker.alias,
            "by_member": asker.member,
            "by_reach": asker.ask,
            "to": row["alias"],
            "to_member": row["introducer"],
            "through": row["alias_via"] if isinstance(row.get("alias_via"), str) else "",
            "target": row["contact"],
            "wanted": wanted,
            "why": about,
            "written": written,
            "expires": written + dt.timedelta(days=DAYS),
        }
    )


def write_request(request: Request, path: Path) -> Path:
    """Write a request as a small file to hand over, with what it asks in its first lines.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    above = _ABOVE.format(who=request.to, by=request.by, name=request.pool_name)
    told = request.model_dump(by_alias=True, mode="json")
    return write_private(path, above + yaml.safe_dump(told, sort_keys=False, allow_unicode=True))


def read_request(path: Path) -> Request:
    """Return what a request says.

    Raises
    ------
    InputError
        If it is none, or of another version.
    """
    held = read_yaml(path, remedy="ask who sent it for it anew")
    if "weaklib_request" not in held:
        msg = f"{path} is no request of a pool; name a file that `weaklib pool find --request` wrote."
        raise InputError(msg)
    check_version(path, held["weaklib_request"])
    try:
        return Request.model_validate(held)
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        msg = f"{path} says of {where!r} what no request does; ask who sent it for it anew."
        raise InputError(msg) from error


def who_is_meant(request: Request, book: Book, key: Key, *, as_of: dt.date) -> str:
    """Return the id of the contact whom a request asks for: on the introducer's own machine alone.

    Parameters
    ----------
    request
        What was handed over.
    book
        The introducer's own exports.
    key
        Of the pool.
    as_of
        Today.

    Raises
    ------
    InputError
        If it is for somebody else, of another key, or has expired; or no contact is meant any more.
    """
    if request.fingerprint != fingerprint(key):
        msg = (
            f"The request is of another pool or key (fingerprint {request.fingerprint}, not "
            f"{fingerprint(key)}); ask who sent it which pool they mean."
        )
        raise InputError(msg)
    if not is_called(request.to_member, own_hashes(key, book.owner)):
        msg = f"The request is for {request.to}, and these are not their exports; hand it on to them."
        raise InputError(msg)
    if request.expires < as_of:
        msg = f"The request expired on {request.expires}; ask {request.by} whether it still matters."
        raise InputError(msg)
    for person, profile, emails in book.people[["profile", "emails"]].itertuples(name=None):
        hashes = {profile_hash(key, profile) if isinstance(profile, str) else ""}
        if request.target in hashes | {mail_hash(key, mail) for mail in emails}:
            return str(person)
    msg = (
        "Nobody in these exports is meant by the request: the contact may have gone since your sheet was "
        f"written; tell {request.by}, and write a new sheet with `weaklib pool contribute`."
    )
    raise InputError(msg)
