"""Sheets that others made: what is refused before a row of them counts, each time in one sentence."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from pydantic import ValidationError

from weaklib.book import InputError
from weaklib.measures.classes import CLASSES
from weaklib.pool.manifest import Manifest, check_version
from weaklib.pool.sheet import ASK, LONGEST_TEXT, NO_TEXT, TEXTS, TOLD, Said, Sheet, arrow_schema, sheet_of

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

LARGEST = 100 * 2**20
"""Octets of a file: a sheet of 30,000 contacts has about 4 million."""
UNPACKED = 10 * LARGEST
MOST_ROWS = 500_000
MOST_SAID = 100_000
MOST_OCTETS = 4 * LONGEST_TEXT
LONGEST_YEARS = 2


def open_sheet(path: Path, manifest: Manifest) -> Sheet:
    """Return a sheet of a pool by what its metadata says; its rows are not read.

    Parameters
    ----------
    path
        The file.
    manifest
        Of the pool that it should belong to.

    Raises
    ------
    InputError
        If it is too large, no sheet, of another version, of another pool, or made with another key.
    """
    file = _opened(path)
    schema, size = file.schema_arrow, file.metadata
    said = _said(path, size.metadata or {})
    if not schema.equals(arrow_schema()):
        strange = [name for name in schema.names if name not in arrow_schema().names]
        what = (
            f"has a column {strange[0][:40]!r}" if strange else "lacks columns or has others of their names"
        )
        msg = f"{path} {what}, so it is no sheet of this version; let its member write it anew."
        raise InputError(msg)
    unpacked = sum(size.row_group(part).total_byte_size for part in range(size.num_row_groups))
    if size.num_rows > MOST_ROWS or unpacked > UNPACKED:
        msg = f"{path} has {size.num_rows:,} rows, more than anybody knows ({MOST_ROWS:,}); ask its member."
        raise InputError(msg)
    _check_pool(path, said, manifest)
    return sheet_of(path, size.num_rows, said)


def check_days(sheet: Sheet, as_of: dt.date) -> None:
    """Refuse a sheet that has expired, or says that it was written later than today.

    Raises
    ------
    InputError
        With the day and the remedy.
    """
    if sheet.expires < as_of:
        msg = f"{sheet.path} expired on {sheet.expires}; its member can write it anew with contribute."
        raise InputError(msg)
    if sheet.written > as_of + dt.timedelta(days=1) or sheet.expires < sheet.written:
        msg = (
            f"{sheet.path} says that it was written on {sheet.written} and expires on {sheet.expires}, "
            f"which cannot be on {as_of}; let its member write it anew."
        )
        raise InputError(msg)
    if sheet.expires > sheet.written + dt.timedelta(days=366 * LONGEST_YEARS):
        msg = f"{sheet.path} would count until {sheet.expires}; a sheet holds for two years at most."
        raise InputError(msg)


def check_rows(sheet: Sheet) -> None:
    """Refuse a sheet whose cells hold what a sheet never does: a name for a hash, a class of its own.

    Raises
    ------
    InputError
        With the first such column and row.
    """
    checked_rows((sheet,))


def checked_rows(sheets: Sequence[Sheet]) -> pa.Table:
    """Return the rows of sheets, one below the other, after a look into every cell.

    Parameters
    ----------
    sheets
        Some; many are read and looked through faster together than one by one.

    Returns
    -------
    Table
        `member` as the number that its letters write, and the columns of a sheet; texts as numbers in a list
        of them, hashes as the numbers of 128 bits that they are.

    Raises
    ------
    InputError
        As `check_rows` does, of the first sheet that holds what none does.
    """
    import pyarrow as pa

    tables = [_read(sheet.path) for sheet in sheets]
    rows = pa.concat_tables(tables) if tables else _empty()
    if bad := _bad_columns(rows):
        if len(sheets) > 1:
            for sheet in sheets:
                check_rows(sheet)
        msg = (
            f"{sheets[0].path}, column {bad[0]!r} holds what no sheet does; ask its member for one that "
            "`weaklib pool contribute` wrote."
        )
        raise InputError(msg)
    for sheet, table in zip(sheets, tables, strict=True):
        _check_contacts(sheet, table)
    numbers = [int(sheet.member, 16) for sheet in sheets]
    repeated = np.repeat(np.array(numbers, "uint64"), [len(table) for table in tables])
    return _with_hashes(rows).add_column(0, "member", pa.array(repeated))


def _bad_columns(table: pa.Table) -> list[str]:
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = {name: table[name] for name in (*TEXTS, "contact", "class", "ask")}
    texts["mails"] = pc.list_flatten(table["mails"])
    distinct = {name: _distinct(column) for name, column in texts.items()}
    long = [name for name in TEXTS if (pc.max(pc.binary_length(distinct[name])).as_py() or 0) > MOST_OCTETS]
    if long:
        return long
    # a word is looked through once, not once a sheet
    good = {name: pc.invert(pc.match_substring_regex(pc.unique(distinct[name]), NO_TEXT)) for name in TEXTS}
    hashes = ("contact", "mails")
    good |= {name: pc.match_substring_regex(distinct[name], "^[0-9a-f]{32}$") for name in hashes}
    words = {"class": CLASSES, "ask": list(ASK)}
    good |= {name: pc.is_in(distinct[name], pa.array(known)) for name, known in words.items()}
    strength = table["strength"]
    good["strength"] = pc.or_(
        pc.is_nan(strength), pc.and_(pc.greater_equal(strength, 0), pc.less_equal(strength, 1))
    )
    bad = [name for name, each in good.items() if not pc.all(pc.fill_null(each, False), min_count=0).as_py()]
    return bad + [name for name, column in texts.items() if name not in TEXTS and column.null_count]


def _check_contacts(sheet: Sheet, table: pa.Table) -> None:
    import pyarrow as pa
    import pyarrow.compute as pc

    if len(pc.unique(table["contact"].cast(pa.string()))) != len(table):
        msg = f"{sheet.path} has a contact twice; let its member write it anew."
        raise InputError(msg)


def _with_hashes(rows: pa.Table) -> pa.Table:
    """Return rows with their hashes as numbers; looked through before, each has its 32 letters."""
    import pyarrow as pa

    contacts = rows["contact"].cast(pa.string()).combine_chunks()
    mails = rows["mails"].cast(pa.list_(pa.string())).combine_chunks()
    lists = pa.ListArray.from_arrays(mails.offsets, _numbers(mails.values), mask=mails.is_null())
    for name, column in (("contact", _numbers(contacts)), ("mails", lists)):
        rows = rows.set_column(rows.schema.get_field_index(name), name, column)
    return rows


def _numbers(hashes: pa.StringArray) -> pa.ExtensionArray:
    import pyarrow as pa

    start, letters = 32 * hashes.offset, hashes.buffers()[2]
    octets = bytes.fromhex(str(letters[start : start + 32 * len(hashes)], "ascii")) if letters else b""
    numbers = pa.Array.from_buffers(pa.binary(16), len(hashes), [None, pa.py_buffer(octets)])
    return pa.ExtensionArray.from_storage(pa.uuid(), numbers)


def _empty() -> pa.Table:
    """Return no rows, as `_read` would."""
    import pyarrow as pa

    listed = pa.dictionary(pa.int32(), pa.string())
    kinds = {"mails": pa.list_(listed), "strength": pa.float32()}
    return pa.schema([(name, kinds.get(name, listed)) for name in arrow_schema().names]).empty_table()


def _read(path: Path) -> pa.Table:
    """Return the rows, each text as a number in a list of them: a long one a million times takes no room."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    listed = [*TEXTS, "contact", "class", "ask", "mails.list.element"]
    try:
        # one thread a sheet: handing a small one around takes longer than reading it
        return pq.ParquetFile(path, read_dictionary=listed).read(use_threads=False)
    except (OSError, pa.ArrowException) as error:
        raise _torn(path) from error


def _distinct(column: pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow as pa

    return pa.chunked_array([chunk.dictionary for chunk in column.chunks], pa.string())


def _opened(path: Path) -> pq.ParquetFile:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            msg = f"{path} is a folder or a device; name a sheet."
            raise InputError(msg)
        size = path.stat().st_size
        if size > LARGEST:
            most = f"{LARGEST // 2**20} MB"
            msg = f"{path} has {size / 1e9:.1f} GB, more than any sheet ({most}); ask its member."
            raise InputError(msg)
        return pq.ParquetFile(path)
    except pa.ArrowException as error:
        raise _torn(path) from error
    except OSError as error:
        why = error.strerror or "it is no Parquet file, or was cut short"
        msg = f"{path} cannot be read ({why}); name a sheet, or ask its member for it anew."
        raise InputError(msg) from error


def _torn(path: Path) -> InputError:
    return InputError(f"{path} is no Parquet file, or was cut short; ask its member for the sheet anew.")


def _said(path: Path, metadata: Mapping[bytes, bytes]) -> Said:
    told = metadata.get(TOLD)
    if told is None:
        msg = f"{path} is no sheet of a pool, as nothing in it says whose it is; name what contribute wrote."
        raise InputError(msg)
    try:
        held = json.loads(told) if len(told) <= MOST_SAID else None
    except (ValueError, RecursionError):
        held = None
    if not isinstance(held, dict):
        msg = f"{path} says nothing of itself that can be read; let its member write it anew."
        raise InputError(msg)
    check_version(path, held.get("schema"))
    try:
        return Said.model_validate(held)
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"])) or "member"
        msg = f"{path} says of {where!r} what no sheet does; let its member write it anew."
        raise InputError(msg) from error


def _check_pool(path: Path, said: Said, manifest: Manifest) -> None:
    if said.pool != manifest.pool:
        msg = (
            f"{path} is a sheet of another pool ({said.pool}, this one is {manifest.pool}); its member can "
            "write one for this pool."
        )
        raise InputError(msg)
    if said.fingerprint != manifest.fingerprint:
        msg = (
            f"{path} was made with another key than this pool's (fingerprint {said.fingerprint}, not "
            f"{manifest.fingerprint}); give its member the right key, and let them write it anew."
        )
        raise InputError(msg)
