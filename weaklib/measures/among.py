"""Which of many texts are among many others: ids among ids, as nearly every measure asks."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray


def among(texts: pd.Series[Any] | pd.Index[Any], others: pd.Series[Any] | pd.Index[Any]) -> NDArray[np.bool_]:
    """Tell of each text whether it is among others, as `isin` does, which looks at each of these by itself.

    Parameters
    ----------
    texts
        Of which it is told.
    others
        Among which; a text that is missing is among them where one is missing there.

    Examples
    --------
    >>> among(pd.Series(["ann", "bea"], dtype="str"), pd.Index(["cem", "ann"], dtype="str")).tolist()
    [True, False]
    """
    if not (isinstance(texts.dtype, pd.StringDtype) and isinstance(others.dtype, pd.StringDtype)):
        return np.asarray(texts.isin(others))
    asked, held = (pa.array(each.array, type=pa.large_string()) for each in (texts, others))
    return np.asarray(pc.is_in(asked, value_set=held))
