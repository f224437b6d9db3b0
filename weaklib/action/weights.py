"""What counts how much in a suggestion: the defaults of METRICS section 9, all of them to be changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import pandas as pd

from weaklib.book import InputError


@dataclass(frozen=True)
class Weights:
    """Weights and limits of the lists of people to write to.

    Attributes
    ----------
    reconnect_peak, reconnect_bridging, reconnect_novelty
        Parts of the value of reconnecting.
    advice_bridging, advice_expertise, advice_goodwill
        Parts of the value of asking for advice.
    prior_attempts
        How many attempts the borrowed rate of replies counts for.
    replied_two_way, replied_one_way
        That rate, if contact was ever two-way, and if not.
    own_rate_from
        From how many attempts on the owner's own rate takes its place.
    reply_days, silent_days
        A reply counts within the first; a message after the second without any opens a conversation.
    asked_days, owed_days
        Nobody is asked again within the first; a message unanswered for at most the second is owed a reply.
    top, most_per_organisation, most_per_circle, most_alike
        Of how many first rows how many may be of one organisation, of one circle, and of the strong or of the
        weak ties.
    goal_floor
        The relevance of who matches none of the goals that there are.
    goal_person, goal_organisation, goal_role, goal_field, goal_place
        What a match with a goal of that kind takes of the way from there to 1.
    goal_perhaps, goal_past
        What a match counts for that is only possible, and one that is past or not known to be of now.
    """

    reconnect_peak: float = 0.40
    reconnect_bridging: float = 0.35
    reconnect_novelty: float = 0.25
    advice_bridging: float = 0.40
    advice_expertise: float = 0.30
    advice_goodwill: float = 0.30
    prior_attempts: float = 10.0
    replied_two_way: float = 0.45
    replied_one_way: float = 0.20
    own_rate_from: int = 20
    reply_days: int = 14
    silent_days: int = 30
    asked_days: int = 90
    owed_days: int = 60
    top: int = 10
    most_per_organisation: int = 2
    most_per_circle: int = 3
    most_alike: int = 7
    goal_floor: float = 0.25
    goal_person: float = 0.90
    goal_organisation: float = 0.70
    goal_role: float = 0.40
    goal_field: float = 0.40
    goal_place: float = 0.30
    goal_perhaps: float = 0.50
    goal_past: float = 0.50

    def __post_init__(self) -> None:
        """Refuse a weight or a limit below 0."""
        for field in fields(self):
            value = getattr(self, field.name)
            if not value >= 0:
                msg = f"{field.name} is {value!r}; write a number of 0 or more."
                raise InputError(msg)


def weighted(parts: pd.DataFrame, shares: Sequence[float]) -> pd.DataFrame:
    """Return what each part adds to the value of a person, and the value itself.

    value = sum of share x part / sum of shares, both over the parts that are known.

    Parameters
    ----------
    parts
        One row a person, one column a part, 0 to 1; nan where it is not known.
    shares
        The weight of each column.

    Returns
    -------
    DataFrame
        The same columns, nan where a part is not known, and `value`, nan where none is.
    """
    share = pd.Series([*shares], index=parts.columns)
    whole = parts.notna().mul(share).sum(axis=1)
    table = parts.mul(share).div(whole.where(whole > 0), axis=0)
    return table.assign(value=table.sum(axis=1, min_count=1))
