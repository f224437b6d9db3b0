"""Texts that recur, as numbers and the texts themselves: each is compared, sorted and made once."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

Codes = NDArray[np.int64]


def coded(texts: pd.Series) -> tuple[Codes, pa.LargeStringArray]:
    """Return the number of each text, -1 where there is none, and by number the texts.

    Examples
    --------
    >>> numbers, told = coded(pd.Series(["b", "a", None, "b"], dtype="object"))
    >>> numbers.tolist(), told.to_pylist()
    ([0, 1, -1, 0], ['b', 'a'])
    """
    if isinstance(texts.dtype, pd.CategoricalDtype):
        known = pa.array(texts.cat.categories, pa.large_string(), from_pandas=True)
        return np.asarray(texts.cat.codes, dtype=np.int64), _whole(known)
    found = _whole(pa.array(texts, pa.large_string(), from_pandas=True)).dictionary_encode()
    return found.indices.fill_null(-1).to_numpy().astype(np.int64), found.dictionary


def categorical(numbers: NDArray[np.integer], texts: pa.LargeStringArray) -> pd.Categorical:
    """Return what `coded` has taken apart as one column again; the order of the texts is theirs.

    >>> categorical(np.array([1, -1]), pa.array(["a", "b"])).tolist()
    ['b', nan]
    """
    kind: Any = pd.StringDtype(na_value=np.nan)
    told = kind.__from_arrow__(texts)
    return pd.Categorical.from_codes(numbers, categories=pd.Index(told, dtype=told.dtype), validate=False)


def _whole(array: pa.Array | pa.ChunkedArray) -> pa.Array:
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
