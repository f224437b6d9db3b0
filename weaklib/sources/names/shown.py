"""What `display_name` shows of thousands of names: most are plain, and shown as they are."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from weaklib.sources.names import LONGEST, display_name, suspects

PLAIN = "^[A-Za-z]+(?:[ '-][A-Za-z]+)*$"


def display_names(texts: pa.LargeStringArray) -> list[str]:
    """Return what `display_name` shows of each text.

    Examples
    --------
    >>> display_names(pa.array(["Jane Doe", "Doe, Jane, Ph.D.", "Dr Ina Lund"], pa.large_string()))
    ['Jane Doe', 'Jane Doe', 'Ina Lund']
    """
    short = pc.less_equal(pc.binary_length(texts), LONGEST)
    plain = pc.and_(short, pc.match_substring_regex(texts, PLAIN))
    words = pc.split_pattern(texts, " ")
    every = pc.list_flatten(words)
    suspected = [word for word in pc.unique(every).to_pylist() if word.casefold() in suspects()]
    if suspected:
        found = pc.is_in(every, pa.array(suspected, every.type))
        rows = pc.unique(pc.filter(pc.list_parent_indices(words), found))
        plain = pc.and_not(plain, pc.is_in(pa.array(range(len(texts))), rows.cast(pa.int64())))
    names: list[str] = texts.to_numpy(zero_copy_only=False).tolist()
    for place in pc.indices_nonzero(pc.invert(plain)).to_pylist():
        names[place] = display_name(names[place])
    return names
