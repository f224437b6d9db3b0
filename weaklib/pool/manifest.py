"""pool.yaml: what a pool says of itself, for people to read; never its key."""

from __future__ import annotations

import datetime as dt
import re
import secrets
import unicodedata
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from weaklib.book import InputError
from weaklib.pool.private import read_yaml, write_private

NAME = "pool.yaml"
SCHEMA = 1
"""The version of sheets and manifests that this weaklib reads and writes."""
LEAST = 5
"""The least group of which a number is told."""
LONGEST_NAME = 80
POOL = r"^[a-z0-9][a-z0-9-]{0,59}$"
HEX16 = r"^[0-9a-f]{16}$"
UNSEEN = "\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff"
PRINTED = f"^[^{UNSEEN}]*$"
"""Text on one line, without what moves a terminal's cursor or turns the reading around."""
_NO_LINK = rf"@/\\<>{UNSEEN}"
PLAIN = rf"^[^{_NO_LINK}]*$"
"""The same without an address, a link or a tag."""
ALIAS = rf"^[^\s{_NO_LINK}][^{_NO_LINK}]*$"
"""The same, and something is to be seen."""
_ABOVE = """\
# A pool of weaklib: who among its members can introduce whom. Each file in sheets/ is one member's, who made
# it themselves; it holds no name, no address and no date of contact. The key is not here, and should not be.
"""


class Manifest(BaseModel):
    """What pool.yaml says.

    Attributes
    ----------
    name, pool
        What people call the pool, and what files do.
    schema_
        The version of its files; `schema` in the file.
    k
        The least group of which a number is told.
    created
        The day when it was made.
    fingerprint
        By what its key is known.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, max_length=LONGEST_NAME, pattern=PRINTED)
    pool: str = Field(pattern=POOL)
    schema_: int = Field(alias="schema")
    k: int = Field(ge=LEAST, le=1000)
    created: dt.date
    fingerprint: str = Field(pattern=HEX16)


def new_id(name: str) -> str:
    """Return an id for a new pool: its name in plain letters, and eight that no other pool has."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    words = "-".join(re.findall(r"[a-z0-9]+", plain))[:40].strip("-")
    return "-".join(filter(None, (words, secrets.token_hex(4))))


def read_manifest(folder: Path) -> Manifest:
    """Return what a pool says of itself.

    Parameters
    ----------
    folder
        The pool.

    Raises
    ------
    InputError
        If it is none, is of another version, or says what cannot be.
    """
    path = folder / NAME
    if not path.is_file():
        msg = (
            f"{folder} is no pool, as it holds no {NAME}; `weaklib pool new {folder} --name NAME` makes one."
        )
        raise InputError(msg)
    held = read_yaml(path, remedy="ask whoever runs the pool for it anew")
    check_version(path, held.get("schema"))
    try:
        return Manifest.model_validate(held)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        why = "has what no pool has" if "pattern" in first["type"] else first["msg"].lower()
        msg = f"{path}: {where!r}: {why}; ask whoever runs the pool for it anew."
        raise InputError(msg) from error


def write_manifest(folder: Path, manifest: Manifest) -> Path:
    """Write what a pool says of itself."""
    told = manifest.model_dump(by_alias=True)
    return write_private(folder / NAME, _ABOVE + yaml.safe_dump(told, sort_keys=False, allow_unicode=True))


def check_version(path: Path, schema: object) -> None:
    """Refuse a file of another version, and say what to do about it.

    Raises
    ------
    InputError
        If it is older or newer, or says no version.
    """
    if schema == SCHEMA and not isinstance(schema, bool):
        return
    if isinstance(schema, int) and schema > SCHEMA:
        newer = f"schema {_shown(schema)}, this one reads {SCHEMA}"
        msg = f"{path} was written by a newer weaklib ({newer}); update it."
    else:
        msg = (
            f"{path} is of an old version (schema {_shown(schema)}, this weaklib reads {SCHEMA}); "
            "let its member write it anew."
        )
    raise InputError(msg)


def _shown(schema: object) -> str:
    return str(schema)[:20] if isinstance(schema, int | float | str) else "none"
