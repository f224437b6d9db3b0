"""Columns packed for a page: whole numbers in as few bytes as they need, and texts that repeat told once."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Packed = dict[str, Any]

UNKNOWN = 255
"""What a share that is not known is packed as; known ones are 0 to 100."""


def packed(numbers: NDArray[Any]) -> Packed:
    """Return numbers as plotly packs them: `dtype` and the bytes in base64, little-endian.

    Whole numbers, none below 0, take as few bytes as the largest needs; others are 32-bit floats.

    >>> packed(np.array([1, 2])), packed(np.array([1, 300]))["dtype"], packed(np.array([0.5]))["dtype"]
    ({'dtype': 'u1', 'bdata': 'AQI='}, 'u2', 'f4')
    """
    kind = "f4"
    if np.issubdtype(numbers.dtype, np.integer) or numbers.dtype == bool:
        most = int(numbers.max(initial=0))
        kind = "u1" if most < 1 << 8 else "u2" if most < 1 << 16 else "u4"
    data = numbers.astype(np.dtype(kind).newbyteorder("<")).tobytes()
    return {"dtype": kind, "bdata": base64.b64encode(data).decode()}


def coded(values: Sequence[object]) -> Packed:
    """Return texts as the different ones, sorted, and the number of each among them, from 1; 0 is none.

    >>> found = coded(["b", None, "a", "b"])
    >>> found["of"], found["at"]["bdata"]
    (['a', 'b'], 'AgABAg==')
    """
    known = [value if isinstance(value, str) and value else None for value in values]
    codes, of = pd.factorize(np.array([*known, None], dtype=object), sort=True)
    return {"of": [str(each) for each in of], "at": packed(codes[:-1] + 1)}


def percent(shares: pd.Series[Any]) -> Packed:
    """Return shares of 1 as whole hundredths, `UNKNOWN` for nan."""
    hundredths = np.rint(shares.to_numpy(np.float64).round(2) * 100)
    return packed(np.where(np.isnan(hundredths), UNKNOWN, hundredths).astype(np.int64))


def numbers_of(told: Packed) -> NDArray[Any]:
    """Return what `packed`, or plotly, packed: in its shape, if it has one.

    >>> numbers_of(packed(np.array([1, 300]))).tolist()
    [1, 300]
    """
    array = np.frombuffer(base64.b64decode(told["bdata"]), dtype=np.dtype(told["dtype"]).newbyteorder("<"))
    shape = told.get("shape")
    return array.reshape([int(each) for each in str(shape).split(",")]) if shape else array
