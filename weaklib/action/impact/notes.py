"""What a reader has to know to trust the numbers of a period: what is missing, and what may still come."""

from __future__ import annotations

from weaklib.action.impact.counts import connections_reach
from weaklib.action.impact.setting import Setting
from weaklib.action.impact.steps import REPLY_DAYS, judged
from weaklib.measures.sentences import counted, on_day


def notes(setting: Setting) -> list[str]:
    """Return sentences on what the numbers of a period leave open.

    Parameters
    ----------
    setting
        What was asked and what came, as of which day.
    """
    return [
        each for each in (_not_over(setting), _reach(setting), _ledger(setting), *_pending(setting)) if each
    ]


def _not_over(setting: Setting) -> str:
    end, day = setting.period.end, setting.day
    if end is None or end <= day:
        return ""
    words = setting.period.words()
    return f"{words[0].upper()}{words[1:]} is told as far as {on_day(day)}, and is not over then."


def _reach(setting: Setting) -> str:
    reach = connections_reach(setting)
    if reach is None:
        return (
            "No export that was read lists connections; LinkedIn's Connections.csv would. New connections "
            "are those of the ledger alone."
        )
    end = min(setting.day, setting.period.end or setting.day)
    if reach >= end:
        return ""
    return (
        f"The list of connections reaches to {on_day(reach)}; later ones are those of the ledger alone, "
        "until a fresher export is read."
    )


def _ledger(setting: Setting) -> str:
    if len(setting.attempts) + len(setting.outcomes):
        return ""
    if setting.later:
        return later_in_words(setting)
    return (
        f"The ledger holds nothing by {on_day(setting.day)}: enter what you send and what comes of it, with "
        "`weaklib log add` or in `05-impact`."
    )


def later_in_words(setting: Setting) -> str:
    """Return how many entries were recorded after the day of a setting; "" where none was."""
    if not setting.later:
        return ""
    entries, were, them = (
        ("1 entry", "was", "it") if setting.later == 1 else (f"{setting.later:,} entries", "were", "them")
    )
    return (
        f"{entries} {were} recorded after {on_day(setting.day)}; this page does not know {them}. Made "
        f"without `as_of` or `--period`, or as of a later day, it tells {them}."
    )


def _pending(setting: Setting) -> list[str]:
    attempts = judged(setting)
    young = attempts[attempts["pending"]]
    told = []
    if len(young):
        answered = int(young["first_answer"].notna().sum())
        which = "one that was" if answered == 1 else f"{answered} that were"
        told.append(
            f"{counted(len(young), 'attempt')} of the period {'is' if len(young) == 1 else 'are'} less than "
            f"{REPLY_DAYS} days old and wait{'s' if len(young) == 1 else ''} to be judged"
            f"{f', also the {which} answered already' if answered else ''}."
        )
    if len(young) < len(attempts):
        told.append("Steps after a reply may take months: their rates can still rise.")
    return told
