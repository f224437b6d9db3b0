"""A comparison of weak ties with strong ones in words that claim no more than the numbers do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from weaklib.action.impact.comparison import BY_CHANCE, Contrast
from weaklib.action.impact.steps import FEWEST
from weaklib.action.impact.words import ASKED, CAME_OF_IT, percent, points
from weaklib.measures.sentences import counted, listed

CHOSEN = (
    "Whom you asked was your choice, not chance: the difference may lie in whom you asked and for what, "
    "not in the tie."
)
FAIR = "Chance chose among people who ranked alike, so this comparison is a fair one."
HOW_CHOSEN: Mapping[str, str] = MappingProxyType({"": CHOSEN, BY_CHANCE: FAIR})
"""Said once of all, and not again of each purpose."""


def told(contrast: Contrast, *, reversed_by: Sequence[str] = ()) -> str:
    """Return a comparison in words: the counts, what follows from them, and how far that can be trusted.

    Parameters
    ----------
    contrast
        All but its sentence.
    reversed_by
        Purposes in which the difference does not point the same way.
    """
    return " ".join(
        filter(
            None,
            [
                _counts(contrast),
                _verdict(contrast),
                _stratified(reversed_by),
                _left_out(contrast),
                "" if contrast.verdict == "too few" else HOW_CHOSEN.get(contrast.within, ""),
            ],
        )
    )


def _counts(contrast: Contrast) -> str:
    how = " that chance chose" if contrast.within == BY_CHANCE else ""
    about = f" {ASKED[contrast.within]}" if contrast.within and not how else ""
    if not contrast.weak_n + contrast.strong_n:
        return f"No attempt{about} with a weak or a strong tie{how} can be judged yet."
    what = CAME_OF_IT[contrast.step]
    weak = _of(contrast.weak_count, contrast.weak_n, f"{about} with weak ties{how}", what)
    strong = _of(contrast.strong_count, contrast.strong_n, f"{about} with strong ties{how}", "")
    return f"{weak}; {strong[0].lower()}{strong[1:]}."


def _of(count: int, n: int, whose: str, what: str) -> str:
    if not n:
        return f"No attempt{whose} was judged"
    share = f" ({percent(count / n)})" if n >= FEWEST else ""
    verb = "was" if count <= 1 else "were"
    return f"Of {counted(n, 'attempt')}{whose}, {count or 'none'}{share} {verb}{f' {what}' if what else ''}"


def _verdict(contrast: Contrast) -> str:
    if not contrast.weak_n + contrast.strong_n:
        return ""
    if contrast.verdict == "too few":
        return f"That is too few for a comparison, which takes {FEWEST} of each."
    ends = points(contrast.low, contrast.high)
    if contrast.verdict == "no conclusion":
        return f"The difference to strong ties may be anything from {ends} (95 %): no conclusion."
    how = "more" if contrast.verdict == "weak more" else "less"
    return f"Weak ties did so {how} often: the difference to strong ones is one of {ends} (95 %)."


def _stratified(purposes: Sequence[str]) -> str:
    if not purposes:
        return ""
    those = listed([ASKED[purpose] for purpose in purposes], "or")
    return f"It is not so among those {those}, so what you asked for may explain the difference."


def _left_out(contrast: Contrast) -> str:
    if not contrast.unknown:
        return ""
    verb = "is" if contrast.unknown == 1 else "are"
    whose = "with somebody whose class was not known then"
    return f"{counted(contrast.unknown, 'attempt')} {whose} {verb} left out."
