"""A table as bytes in Arrow's format and back: the same types, index and missing values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import numpy as np
import pandas as pd
import pyarrow as pa

from weaklib.sources.cache.plain_values import Told, told, untold

Kept = tuple[Told, list[pa.Array]]
"""How a column is to be made again, and what of it stands in Arrow's format."""

COMPRESSION = "lz4"  # of a book twice the size of zstd, in half the time, and so it is read


def pack_table(table: pd.DataFrame) -> tuple[Told, bytes]:
    """Return what describes a table, for JSON, and its columns in Arrow's format.

    Raises
    ------
    TypeError
        If it holds something other than texts, numbers, days, moments and containers of them.
    """
    columns = [_kept(table.iloc[:, place]) for place in range(table.shape[1])]
    index, levels = _kept_index(table.index)
    arrays = [array for _, each in columns for array in each] + levels
    names = [told(table.index.name), told(table.columns.name)]
    return [[how for how, _ in columns], index, _labels(table.columns), names], _written(arrays)


def unpack_table(described: Told, content: bytes) -> pd.DataFrame:
    """Return the table that `pack_table` described and wrote."""
    columns, index, header, (rows_are, columns_are) = described
    arrays = iter(_read(content))
    data = {place: _again(how, arrays) for place, how in enumerate(columns)}
    rows = _index_again(index, arrays)
    # copied, since Arrow's own memory may not be written to
    table = pd.DataFrame(
        {place: _column(values, rows) for place, values in data.items()}, index=rows, copy=True
    )
    table.columns = _index_again(header, arrays)
    table.index.name, table.columns.name = untold(rows_are), untold(columns_are)
    return table


def _written(arrays: list[pa.Array]) -> bytes:
    table = pa.table(arrays, names=[str(place) for place in range(len(arrays))])
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression=COMPRESSION)
    with pa.ipc.new_file(sink, table.schema, options=options) as writer:
        writer.write_table(table)
    return cast("bytes", sink.getvalue().to_pybytes())


def _read(content: bytes) -> list[pa.Array]:
    table = pa.ipc.open_file(pa.BufferReader(content)).read_all()
    table.validate(full=True)
    return [_one_piece(column) for column in table.columns]


def _kept_index(index: pd.Index) -> Kept:
    if isinstance(index, pd.RangeIndex):
        return _labels(index), []
    how, arrays = _kept(pd.Series(index.array, dtype=index.dtype))
    return ["column", how], arrays


def _labels(index: pd.Index) -> Told:
    if isinstance(index, pd.RangeIndex):
        return ["range", [index.start, index.stop, index.step]]
    return ["labels", [told(label) for label in index], _kept_type(index.dtype)]


def _index_again(how: Told, arrays: Iterator[pa.Array]) -> pd.Index[Any]:
    what, *held = how
    if what == "range":
        return pd.RangeIndex(*held[0])
    if what == "labels":
        labels: pd.Index[Any] = pd.Index([untold(label) for label in held[0]], dtype=_type_again(held[1]))
        return labels
    values = _again(held[0], arrays)
    found: pd.Index[Any] = pd.Index(values, dtype=values.dtype)
    return found


def _kept_type(kind: Any) -> Told:
    if isinstance(kind, pd.StringDtype):
        return [kind.storage, kind.na_value is pd.NA]
    if not isinstance(kind, np.dtype | pd.DatetimeTZDtype) or pd.api.types.pandas_dtype(str(kind)) != kind:
        msg = f"a column of {kind} cannot be packed"
        raise TypeError(msg)
    return str(kind)


def _type_again(said: Told) -> Any:
    if isinstance(said, str):
        return pd.api.types.pandas_dtype(said)
    storage, unknown = said
    return pd.StringDtype(storage, na_value=pd.NA if unknown else np.nan)


def _kept(column: pd.Series) -> Kept:
    kind = column.dtype
    if isinstance(kind, pd.CategoricalDtype):
        return ["category", _labels(kind.categories), kind.ordered], [pa.array(column.cat.codes.to_numpy())]
    if kind.kind == "O" and isinstance(kind, np.dtype):
        return _kept_objects(column.to_numpy())
    said = _kept_type(kind)
    if isinstance(kind, pd.StringDtype):
        return ["text", said], [_narrow(_one_piece(pa.array(column.array, type=pa.large_string())))]
    numbers = column.array.view("i8") if isinstance(kind, pd.DatetimeTZDtype) else column.to_numpy()
    return ["numbers", said], [pa.array(numbers.view(_bare(numbers.dtype)))]


def _again(how: Told, arrays: Iterator[pa.Array]) -> Any:
    what, *held = how
    if what == "values":
        return _objects([untold(value) for value in held[0]])
    array = next(arrays)
    if what == "text":
        return _type_again(held[0]).__from_arrow__(array)
    if what == "coded":
        return _objects([untold(value) for value in held[0]])[array.to_numpy()]
    if what == "category":
        labels = _index_again(held[0], iter(()))
        return pd.Categorical.from_codes(array.to_numpy(), labels, ordered=held[1])
    kind = _type_again(held[0])
    if isinstance(kind, pd.DatetimeTZDtype):
        return pd.DatetimeIndex(array.to_numpy().view(f"M8[{kind.unit}]")).tz_localize("UTC").astype(kind)
    return array.to_numpy().view(kind)


def _column(values: Any, rows: pd.Index[Any]) -> pd.Series[Any]:
    # pandas takes an array of objects that are all texts for one of texts, unless it is told
    column: pd.Series[Any] = pd.Series(values, index=rows, dtype=values.dtype, copy=False)
    return column


def _bare(kind: np.dtype[Any]) -> np.dtype[Any]:
    """Return the numbers that stand for truth values and moments: Arrow knows not every unit."""
    return np.dtype({"b": "u1", "m": "i8", "M": "i8"}.get(kind.kind, kind))


def _narrow(texts: pa.LargeStringArray) -> pa.Array:
    """Return texts with places of four octets, not eight, as far as these reach."""
    return texts.cast(pa.string()) if texts.nbytes < 2**31 else texts


def _one_piece(array: Any) -> pa.Array:
    if not isinstance(array, pa.ChunkedArray):
        return array
    return array.chunk(0) if array.num_chunks == 1 else array.combine_chunks()


def _kept_objects(values: np.ndarray[Any, Any]) -> Kept:
    """Return each value once and by number where texts, or tuples of them, recur; else each as it is."""
    kinds = set(map(type, values))
    parts = {type(part) for value in values for part in value} if kinds == {tuple} else kinds
    if kinds | parts <= {str, tuple} and len(kinds) == 1 and parts <= {str}:
        numbers = {value: number for number, value in enumerate(dict.fromkeys(values))}
        codes = np.fromiter(map(numbers.__getitem__, values), dtype="int32", count=len(values))
        return ["coded", [told(value) for value in numbers]], [pa.array(codes)]
    return ["values", [told(value) for value in values]], []


def _objects(values: list[Any]) -> np.ndarray[Any, Any]:
    array = np.empty(len(values), dtype="object")
    array[:] = values
    return array
