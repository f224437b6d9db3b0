"""Which mails belong to one thread: those that name one another, or a third, in any of the files."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Ids = NDArray[np.uint64]


def thread_ids(ids: Ids, links: Sequence[pd.DataFrame]) -> Ids:
    """Return the id of each mail's thread: the smallest of all ids in it, whatever the order.

    Parameters
    ----------
    ids
        The id of each mail.
    links
        Pairs of ids, `one` and `other`, that belong together; mails that no file holds may be among them.
    """
    from scipy.sparse import coo_array  # who has no mailbox does not wait for it
    from scipy.sparse.csgraph import connected_components

    one = np.concatenate([ids, *(table["one"].to_numpy(dtype=np.uint64) for table in links)])
    other = np.concatenate([ids, *(table["other"].to_numpy(dtype=np.uint64) for table in links)])
    known, places = np.unique(np.concatenate([one, other]), return_inverse=True)
    here, there = places[: len(one)], places[len(one) :]
    joined = coo_array((np.ones(len(one), dtype=bool), (here, there)), shape=(len(known), len(known)))
    _, thread = connected_components(joined, directed=False)
    _, smallest = np.unique(thread, return_index=True)  # the ids are sorted: the first is the smallest
    return np.asarray(known[smallest[thread[here[: len(ids)]]]], dtype=np.uint64)
