"""How a new connection came: introduced, met, invited, or known from a school or an employer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from weaklib.action.building_reasons import stays_in_common
from weaklib.action.expertise_forms import readable
from weaklib.action.impact.arrivals_contact import Labels
from weaklib.action.impact.chains_links import CONNECTED, INTRODUCED, links
from weaklib.action.impact.setting import Setting
from weaklib.action.yields import brought
from weaklib.measures.sentences import counted, on_day, on_days

HOW = (
    "introduced",
    "event",
    "their invitation",
    "your invitation",
    "same school",
    "same employer",
    "not known",
)
"""How a connection may have come; the first that fits is told."""

INVITED = {"in": "their invitation", "out": "your invitation"}
RECORDED = "where they are or were too; that you met there is inferred"
BY_DAY = "and that you met there is inferred from the day alone"
ZONE_DAYS = 1
"""By how much the day of a connection may be before that of its invitation: exports do not tell its zone."""


def how_they_came(setting: Setting, new: pd.DataFrame) -> pd.DataFrame:
    """Tell how each new connection came.

    "introduced": an introduction that the ledger confirms, made by that day, or a connection that came of
    asking somebody else. "event": the first meeting or thread with them, within 7 days before, as `yields`
    has it. "their invitation" and "your invitation": the last invitation until then; what the owner sent them
    and got a connection of, by the ledger, is the owner's. "same school", "same employer": they connected
    while the owner was there, as `stays_in_common` has it. The event and the stay are inferred.

    Parameters
    ----------
    setting
        The book and the ledger, as of which day.
    new
        With columns `person` and `on`, the day of the connection; one row a person.

    Returns
    -------
    DataFrame
        Indexed as `new`: `how`, one of `HOW`; `through` (who introduced them, or the meeting or thread; ""
        for none), `how_rows`, the rows that tell it, and `clause`, what they tell in words.
    """
    on = new.set_index("person")["on"]
    parts = [_introduced(setting, on), _met(setting, on), _invited(setting, on), _asked(setting, on)]
    found = pd.concat([*parts, _stayed(setting, on)], ignore_index=True)
    first = found.drop_duplicates("person").set_index("person").reindex(new["person"]).set_axis(new.index)
    first["how"] = first["how"].fillna(HOW[-1])
    first["how_rows"] = [rows if isinstance(rows, tuple) else () for rows in first["how_rows"]]
    return first.fillna({"through": "", "clause": "how it came about is not on record"})


def how_in_short(setting: Setting, on: pd.Series[Any]) -> pd.Series[str]:
    """Return what `how_they_came` has under `how`, without the rows and the words, which take the time.

    Parameters
    ----------
    setting
        The book and the ledger, as of which day.
    on
        The day on which each became a connection, by `person`.
    """
    led, invited = led_here(setting, on), _invitations(setting, on)
    stayed = stays_in_common(setting.situation, on.index)
    parts: list[tuple[Any, Any]] = [
        (led.loc[~led["direct"], "to"], HOW[0]),
        (brought(setting.situation, on)["person"], HOW[1]),
        (invited["person"], invited["direction"].map(INVITED).to_numpy()),
        (led.loc[led["direct"], "to"], INVITED["out"]),
        (stayed.index, _places(setting, stayed)),
    ]
    told = [pd.Series(how, index=pd.Index(people, dtype="str"), dtype="str") for people, how in parts]
    found = pd.concat(told)
    return found[~found.index.duplicated()].reindex(on.index).fillna(HOW[-1])


def led_here(setting: Setting, on: pd.Series[Any]) -> pd.DataFrame:
    """Return the entries of the ledger that led to people by the day on which each became a connection.

    Parameters
    ----------
    setting
        The book and the ledger, as of which day.
    on
        That day, by `person`.

    Returns
    -------
    DataFrame
        As `links`, those through others first, then by day; `direct` tells who was asked for themselves.
    """
    every = links(setting)
    every = every[every["begun"] <= _day_of(on, every["to"])]
    direct = every["to"].eq(every["by"])
    told = ~direct | (every["step"].eq(CONNECTED) & every["attempt"].notna())
    return every.assign(direct=direct)[told].sort_values(
        ["direct", "on", "entry"], kind="stable", ignore_index=True
    )


def _day_of(on: pd.Series[Any], people: pd.Series[Any]) -> pd.Series[Any]:
    return on.reindex(people).set_axis(people.index)


def entries_of(entry: int, attempt: object) -> Labels:
    """Return an entry of the ledger, and the attempt that it belongs to, as rows."""
    came: Labels = (("ledger", int(entry)),)
    return came if pd.isna(attempt) else (*came, ("ledger", int(attempt)))  # type: ignore[call-overload]


def _introduced(setting: Setting, on: pd.Series[Any]) -> pd.DataFrame:
    found = led_here(setting, on)
    found = found[~found["direct"]].drop_duplicates("to")
    clauses = [
        f"{name} introduced you on {on_day(day)}" if step == INTRODUCED else f"it came through {name}"
        for name, day, step in zip(found["by_name"], found["on"], found["step"], strict=True)
    ]
    return _table(
        found["to"],
        "introduced",
        found["by"],
        _entries(found),
        [f"{said}, as you confirmed" for said in clauses],
    )


def _met(setting: Setting, on: pd.Series[Any]) -> pd.DataFrame:
    found = brought(setting.situation, on).drop_duplicates("person")
    clauses = [
        f"you first met {'in a thread' if thread else 'at a meeting'} of {size} people on {on_day(day)}, "
        f"{_before((on[person] - day).days)}; that it came of this is inferred"
        for person, thread, size, day in zip(
            found["person"], found["thread"], found["size"], found["day"], strict=True
        )
    ]
    rows = [(("interactions", label),) for label in found.index]
    return _table(found["person"], "event", found["event"], rows, clauses)


def _before(days: int) -> str:
    return f"{counted(days, 'day')} before" if days else "on the same day"


def _invitations(setting: Setting, on: pd.Series[Any]) -> pd.DataFrame:
    """Return the last invitation between the owner and each until the day."""
    every = setting.situation.interactions
    every = every[every["channel"].eq("invitation")]
    every = every[every["direction"].isin([*INVITED])]
    every = every.assign(day=setting.situation.days(every["at"])).sort_values("at", kind="stable")
    until = _day_of(on, every["person"]) + pd.Timedelta(days=ZONE_DAYS)
    return every[every["day"] <= until].drop_duplicates("person", keep="last")


def _invited(setting: Setting, on: pd.Series[Any]) -> pd.DataFrame:
    found = _invitations(setting, on)
    clauses = [
        f"{'they' if direction == 'in' else 'you'} sent an invitation on {day}"
        for direction, day in zip(found["direction"], on_days(found["day"]), strict=True)
    ]
    rows = [(("interactions", label),) for label in found.index]
    return _table(found["person"], found["direction"].map(INVITED), "", rows, clauses)


def _asked(setting: Setting, on: pd.Series[Any]) -> pd.DataFrame:
    found = led_here(setting, on)
    found = found[found["direct"]].drop_duplicates("to")
    clauses = [f"it came of what you sent them on {on_day(day)}, as you confirmed" for day in found["begun"]]
    return _table(found["to"], INVITED["out"], "", _entries(found), clauses)


def _stayed(setting: Setting, on: pd.Series[Any]) -> pd.DataFrame:
    found = stays_in_common(setting.situation, on.index)
    own = setting.book.owner.affiliations.loc[found["stay"].to_numpy()]
    place = [
        readable(where) if isinstance(where, str) else "a place without a name"
        for where in own["organisation"]
    ]
    how = _places(setting, found)
    clauses = [
        f"you {'studied' if studied else 'worked'} at {where} then, {RECORDED if record >= 0 else BY_DAY}"
        for studied, where, record in zip(how == HOW[4], place, found["row"], strict=True)
    ]
    rows = [
        (("owner", stay), *((("affiliations", record),) if record >= 0 else ()))
        for stay, record in zip(found["stay"].tolist(), found["row"].tolist(), strict=True)
    ]
    return _table(found.index, how, "", rows, clauses)


def _places(setting: Setting, stayed: pd.DataFrame) -> npt.NDArray[Any]:
    """Return of each stay in common whether it was at a school or an employer, as it is called in `HOW`."""
    kind = setting.book.owner.affiliations["kind"].loc[stayed["stay"].to_numpy()]
    return np.where(kind.eq("school").to_numpy(), *HOW[4:6])


def _entries(found: pd.DataFrame) -> list[Labels]:
    return [entries_of(entry, of) for entry, of in zip(found["entry"], found["attempt"], strict=True)]


def _table(
    person: Any, how: Any, through: Any, rows: Sequence[Labels], clauses: Sequence[str]
) -> pd.DataFrame:
    table = pd.DataFrame({"person": np.asarray(person, dtype="object")})
    told = pd.Series([*rows], dtype="object")
    given = {"how": np.asarray(how), "through": np.asarray(through)}
    return table.assign(**given, how_rows=told, clause=pd.Series([*clauses], dtype="object"))
