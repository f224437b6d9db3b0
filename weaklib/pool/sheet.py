"""A member's sheet: what they share of their contacts, as one Parquet file without a name in it.

Its rows are contacts, in the order of their hashes, which tells nothing. What it says of the member stands in
the file's own metadata, so that a folder of sheets can be looked through without reading a row.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO, Self

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, model_validator

from weaklib.measures.classes import CLASSES
from weaklib.pool.manifest import ALIAS, HEX16, PLAIN, POOL, SCHEMA, UNSEEN
from weaklib.pool.private import write_private

if TYPE_CHECKING:
    import pyarrow as pa

TOLD = b"weaklib"
"""Under which name a sheet's metadata says whose it is."""
TEXTS = ("organisation", "function", "seniority", "field", "place")
COLUMNS = ("contact", "mails", *TEXTS, "class", "strength", "ask")
"""The columns of a sheet, in this order."""
ASK: Mapping[str, str] = MappingProxyType(
    {
        "anyone": "any member may ask me for this introduction",
        "contacts": "only members who are my own contacts may ask me for it",
        "nobody": "nobody may; the contact counts in numbers alone",
    }
)
"""How the member may be asked about a contact."""
LONGEST_ALIAS = 40
LONGEST_REACH = 120
LONGEST_TEXT = 300
NO_TEXT = rf"[@{UNSEEN}]|://|^.{{{LONGEST_TEXT + 1}}}"
"""What no text of a row has: an address, a link, what is not seen, or no end."""
Hash = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]


class Said(BaseModel):
    """What the metadata of a sheet says, as JSON.

    Attributes
    ----------
    schema_
        The version; `schema` in the file.
    pool, fingerprint
        Of which pool it is, and under which key its hashes were made.
    member, keys
        What the member is called by files, and all hashes by which others may know them.
    alias
        What the pool may call them: the only name in a sheet, and of their own choice.
    named_as_broker
        Whether they agreed to be named in reports.
    ask
        How to ask them, in their own words.
    written, expires
        The day it was made, and the last on which it counts.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    schema_: int = Field(alias="schema")
    pool: str = Field(pattern=POOL)
    fingerprint: str = Field(pattern=HEX16)
    member: str = Field(pattern=HEX16)
    keys: tuple[Hash, ...] = Field(min_length=1, max_length=100)
    alias: str = Field(max_length=LONGEST_ALIAS, pattern=ALIAS)
    named_as_broker: bool
    ask: str = Field(max_length=LONGEST_REACH, pattern=PLAIN)
    written: dt.date
    expires: dt.date

    @model_validator(mode="after")
    def _is_called_by_the_first_key(self) -> Self:
        if not self.keys[0].startswith(self.member):
            raise ValueError
        return self


@dataclass(frozen=True)
class Sheet:
    """A sheet as it lies in a folder: `path`, how many `rows`, and what its metadata says."""

    path: Path
    rows: int
    pool: str
    fingerprint: str
    member: str
    keys: tuple[str, ...]
    alias: str
    named_as_broker: bool
    ask: str
    written: dt.date
    expires: dt.date


def sheet_of(path: Path, rows: int, said: Said) -> Sheet:
    """Return a sheet of what its metadata says."""
    return Sheet(path, rows, **said.model_dump(exclude={"schema_"}))


def arrow_schema() -> pa.Schema:
    """Return the columns of a sheet and their types."""
    import pyarrow as pa

    kinds = {"mails": pa.list_(pa.string()), "strength": pa.float32()}
    return pa.schema([(name, kinds.get(name, pa.string())) for name in COLUMNS])


def write_sheet(path: Path, rows: pd.DataFrame, said: Said) -> Sheet:
    """Write a member's sheet, mode 600; the same rows make the same bytes.

    Parameters
    ----------
    path
        The file; one that is there is replaced.
    rows
        One row a contact, with `COLUMNS`; others are not written.
    said
        What it says of the member.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    ordered = rows[list(COLUMNS)].sort_values("contact", kind="stable", ignore_index=True)
    plain: dict[str, Any] = {name: _plain(ordered[name], name) for name in COLUMNS}
    table = pa.Table.from_pydict(plain, schema=arrow_schema())

    def write(stream: BinaryIO) -> None:
        # an Arrow schema beside Parquet's own would be one more place to look for a name in
        with pq.ParquetWriter(stream, table.schema, compression="zstd", store_schema=False) as writer:
            writer.write_table(table)
            writer.add_key_value_metadata({TOLD: said.model_dump_json(by_alias=True)})

    write_private(path, write)
    return sheet_of(path, len(ordered), said)


def read_rows(sheet: Sheet) -> pd.DataFrame:
    """Return the rows of a sheet: `COLUMNS`, with `mails` as tuples, and nan where nothing is known."""
    import pyarrow.parquet as pq

    table = pq.ParquetFile(sheet.path).read()
    rows: pd.DataFrame = table.to_pandas()
    rows["mails"] = [tuple(mails) for mails in rows["mails"]]
    texts = ["contact", *TEXTS, "class", "ask"]
    return rows.astype({**dict.fromkeys(texts, "str"), "strength": "float32"})


def _plain(column: pd.Series, name: str) -> list[Any]:
    if name == "mails":
        return [sorted(mails) for mails in column]
    if name == "strength":
        return [round(float(value), 1) for value in column]
    return [str(value) if isinstance(value, str) and value else None for value in column]


__all__ = ["ASK", "CLASSES", "COLUMNS", "SCHEMA", "Said", "Sheet", "read_rows", "sheet_of", "write_sheet"]
