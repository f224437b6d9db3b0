"""What the owner of a planted book writes, gets and attends: channels, groups, answers.

The parameters below were written down before any measure was tuned on what they make.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from weaklib.example.rhythms import RhythmName, alive, contacts

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

FARTHEST = 4.0  # how many times the gap of the closest a tie of the owner has at the most
NEVER_IN_TOUCH = 0.3  # of the owner's contacts
CHANNELS = ("message", "mail", "meeting")
CHANNEL_SHARES = (0.5, 0.2, 0.3)
IN_A_GROUP = 0.1  # of the contacts
GROUP_ACROSS = 0.15  # of the groups: from all circles
COMPANIONS = 5  # asked; who has no life of the tie just then does not come


def planted_rows(circle: Ints, rhythm: RhythmName, length: float, rng: np.random.Generator) -> pd.DataFrame:
    """Turn the owner's contacts into messages, mails and meetings; `at` in days, `person` by number.

    Parameters
    ----------
    circle
        The circle of each person.
    rhythm, length, rng
        As for `contacts`.
    """
    people = len(circle)
    touched = np.flatnonzero(rng.random(people) >= NEVER_IN_TOUCH)
    closeness = 1 + (FARTHEST - 1) * rng.random(len(touched))
    tie, at, of_life, starts, ends = contacts(closeness, rhythm, length, rng)
    rows = pd.DataFrame({"event": np.arange(len(tie)), "person": touched[tie], "at": at})
    rows["channel"] = np.asarray(CHANNELS)[rng.choice(len(CHANNELS), len(rows), p=CHANNEL_SHARES)]
    hosts = rows[rng.random(len(rows)) < IN_A_GROUP]
    asked = hosts.loc[hosts.index.repeat(COMPANIONS)]
    across = np.repeat(rng.random(len(hosts)) < GROUP_ACROSS, COMPANIONS)
    first, size = np.searchsorted(circle, circle), np.bincount(circle)[circle]
    low = np.where(across, 0, first[asked["person"]])
    high = np.where(across, people, low + size[asked["person"]])
    asked = asked.assign(person=rng.integers(low, high))
    free = alive(asked["person"].to_numpy(), asked["at"].to_numpy(), (touched[of_life], starts, ends))
    rows = pd.concat([rows, asked[free]]).drop_duplicates(["event", "person"])
    rows["group_size"] = 1 + rows.groupby("event")["person"].transform("size")
    return _written(rows.reset_index(drop=True), people, length, rng)


def _written(rows: pd.DataFrame, people: int, length: float, rng: np.random.Generator) -> pd.DataFrame:
    """Add who wrote, and the answers; some people are written to more, and some answer less."""
    opens, answers = rng.beta(2, 2, people), rng.beta(3, 2, people)
    met = (rows["channel"] == "meeting").to_numpy()
    out = rng.random(len(rows)) < opens[rows["person"]]
    rows["direction"] = np.where(met, "both", np.where(out, "out", "in"))
    rows["minutes"] = np.where(met, rng.choice([30.0, 45.0, 60.0, 90.0], len(rows)), np.nan)
    rows["words"] = np.where(met, np.nan, 1 + rng.poisson(30, len(rows)))
    answered = rows[~met & (rng.random(len(rows)) < answers[rows["person"]])]
    back = answered.assign(
        direction=np.where(answered["direction"] == "out", "in", "out"),
        at=answered["at"] + rng.exponential(0.4, len(answered)),
        words=1.0 + rng.poisson(20, len(answered)),
    )
    rows = pd.concat([rows, back[back["at"] < length]], ignore_index=True)
    return rows.assign(event="e" + rows["event"].astype("str"))
