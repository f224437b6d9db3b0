"""What measures of impact return, typed by hand, in their columns: for charts and pages."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from weaklib.action.impact.comparison import Contrast

HOW = (
    *("introduced", "event", "their invitation", "your invitation"),
    *("same school", "same employer", "not known"),
)


def rates(*, mark: str = "") -> pd.DataFrame:
    """Three classes that were asked: one often, one five times, one twice."""
    rows = [
        ("weak", 3, 12, 1, 0.25, 0.0889, 0.5323, "3 of 12 (25 %, 9 to 53 %)"),
        (f"strong{mark}", 1, 5, 0, 0.2, 0.0362, 0.6245, f"1 of 5 (20 %, 4 to 62 %){mark}"),
        ("dormant", 2, 2, 3, np.nan, np.nan, np.nan, "2 of 2"),
    ]
    columns = ["group", "count", "n", "pending", "value", "low", "high", "shown"]
    return pd.DataFrame(rows, columns=columns)


def curve() -> pd.DataFrame:
    """Ten messages: four answered on days 1, 2, 2 and 9; one followed to day 5, five to day 30."""
    table = pd.DataFrame(
        {
            "days": [0.0, 1.0, 2.0, 5.0, 9.0, 30.0],
            "survival": [1.0, 0.9, 0.7, 0.7, 0.7 * 5 / 6, 0.7 * 5 / 6],
            "low": [np.nan, 0.47, 0.33, 0.33, 0.23, 0.23],
            "high": [np.nan, 0.99, 0.89, 0.89, 0.82, 0.82],
            "at_risk": [10, 10, 9, 7, 6, 5],
            "events": [0, 1, 2, 0, 1, 0],
        }
    )
    table.attrs = {
        "n": 10,
        "answered": 4,
        "pending": 1,
        "median": np.nan,
        "answered_by_14": 1 - 0.7 * 5 / 6,
        "rmst_14": 9.4,
    }
    return table


def arrived(*, mark: str = "") -> pd.DataFrame:
    """Five new connections of three months, three of them two-way."""
    rows = [
        ("eva", "2026-09-20", "introduced", "runa", "2026-09-22", "weak"),
        ("finn", "2026-09-02", "introduced", "runa", None, "nominal"),
        ("gil", "2026-08-30", "event", "meeting 7", "2026-08-30", "weak"),
        ("hana", "2026-07-05", "their invitation", "", "2026-07-09", "moderately weak"),
        ("ilo", "2026-07-01", "not known", "", None, "nominal"),
    ]
    table = pd.DataFrame(rows, columns=["person", "on", "how", "through", "two_way_since", "class"])
    table["on"], table["two_way_since"] = (pd.to_datetime(table[day]) for day in ("on", "two_way_since"))
    table.insert(1, "name", table["person"].str.title() + mark)
    table["sentence"] = table["name"] + " became a connection."
    table["rows"] = [(("people", person),) for person in table["person"]]
    return table


def months(*, silent: bool = True) -> pd.DataFrame:
    """How many came by month; of October nothing is recorded."""
    index = pd.DatetimeIndex(["2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31"], name="month")
    table = pd.DataFrame(0.0, index=index, columns=pd.Index(HOW, name="how"))
    for _, row in arrived().iterrows():
        table.loc[row["on"] + pd.offsets.MonthEnd(0), row["how"]] += 1
    if silent:
        table.loc["2026-10-31"] = np.nan
    return table


def chain(*, mark: str = "") -> pd.DataFrame:
    """Runa led to Eva, Eva to Finn, Finn to Gil; Runa to somebody unnamed; Tomasz to Eva again."""
    rows = [
        (3, "runa", "eva", "2026-03-01", "weak", 1, "runa", False, True),
        (5, "eva", "finn", "2026-04-01", "weak", 2, "runa", False, True),
        (8, "finn", "gil", "2026-06-01", "moderately weak", 3, "runa", False, False),
        (9, "runa", "", "2026-07-01", "weak", 1, "runa", False, None),
        (12, "tomasz", "eva", "2026-08-01", "dormant", 1, "tomasz", True, True),
    ]
    columns = ["entry", "by", "to", "on", "class", "depth", "root", "again", "two_way"]
    table = pd.DataFrame(rows, columns=columns)
    table["on"] = pd.to_datetime(table["on"])
    table["two_way"] = table["two_way"].astype("boolean")
    for end in ("by", "to", "root"):
        table[f"{end}_name"] = [f"{each.title()}{mark}" if each else "" for each in table[end]]
    table["sentence"] = table["by_name"] + " introduced you to " + table["to_name"] + "."
    table["rows"] = [(("ledger", entry),) for entry in table["entry"]]
    return table


def ratings(*, mark: str = "") -> pd.DataFrame:
    """Ratings of two classes; of strong ties only two for support and none for guidance."""
    rows: list[tuple[Any, ...]] = [
        ("engagement", "weak", 6, 2.0, 0.8),
        ("engagement", f"strong{mark}", 5, 1.4, 0.5),
        ("support", "weak", 6, 1.5, 1.0),
        ("support", f"strong{mark}", 2, 3.0, 0.0),
        ("guidance", "weak", 1, 1.0, np.nan),
        ("guidance", f"strong{mark}", 0, np.nan, np.nan),
    ]
    return pd.DataFrame(rows, columns=["measure", "group", "n", "value", "spread"])


def contrast(*, verdict: str = "no conclusion") -> Contrast:
    """Three of 12 weak ties and one of 5 strong ones answered; one class is not known, two are not due."""
    return Contrast(
        *("replied", "", 3, 12, 1, 5, 0.05, -0.3969, 0.3638),
        verdict=verdict,
        sentence="Of 12 attempts with weak ties, 3 (25 %) were answered within 14 days.",
        unknown=1,
        pending=2,
        rows=(("ledger", 1), ("ledger", 2)),
    )


def summary(*, mark: str = "") -> pd.DataFrame:
    """The numbers of a period in which 20 messages were sent and a few things came."""
    nan = np.nan
    rows: list[tuple[Any, ...]] = [
        ("new_connections", "all", "all", "count", 5, 5, 0, 5.0, nan, nan, nan, "5", (("people", "ada"),)),
        ("introductions", "all", "all", "count", 3, 3, 0, 3.0, nan, nan, nan, "3", (("ledger", 2),)),
        ("introductions", "class", "weak", "count", 2, 2, 0, 2.0, nan, nan, nan, "2", (("ledger", 2),)),
        ("introductions", "class", "unknown", "count", 1, 1, 0, 1.0, nan, nan, nan, "1", (("ledger", 3),)),
        ("introductions", "unasked", "asked", "count", 2, 2, 0, 2.0, nan, nan, nan, "2", (("ledger", 2),)),
        ("introductions", "unasked", "unasked", "count", 1, 1, 0, 1.0, nan, nan, nan, "1", (("ledger", 3),)),
        ("referrals", "all", "all", "count", 1, 1, 0, 1.0, nan, nan, nan, "1", (("ledger", 4),)),
        ("referrals", "class", "strong", "count", 1, 1, 0, 1.0, nan, nan, nan, "1", (("ledger", 4),)),
        ("sent", "all", "all", "count", 20, 20, 2, 20.0, nan, nan, nan, "20", (("ledger", 1),)),
        ("sent", "channel", f"mail{mark}", "count", 14, 14, 2, 14.0, nan, nan, nan, "14", (("ledger", 1),)),
        ("sent", "channel", "not said", "count", 6, 6, 0, 6.0, nan, nan, nan, "6", (("ledger", 1),)),
        ("replied", "all", "all", "rate", 18, 4, 2, 4 / 18, 0.09, 0.45, nan, "4 of 18 (22 %, 9 to 45 %)", ()),
        (
            "replied",
            "class",
            "strong",
            "rate",
            5,
            1,
            0,
            0.2,
            0.0362,
            0.6245,
            nan,
            "1 of 5 (20 %, 4 to 62 %)",
            (),
        ),
        (
            "replied",
            "class",
            "moderately weak",
            "rate",
            9,
            2,
            1,
            2 / 9,
            0.06,
            0.55,
            nan,
            "2 of 9 (22 %, 6 to 55 %)",
            (),
        ),
        ("replied", "class", "weak", "rate", 3, 1, 1, nan, nan, nan, nan, "1 of 3", ()),
        ("replied", "class", "unknown", "rate", 1, 0, 0, nan, nan, nan, nan, "0 of 1", ()),
        (
            "replied",
            "channel",
            f"mail{mark}",
            "rate",
            12,
            3,
            2,
            0.25,
            0.09,
            0.53,
            nan,
            "3 of 12 (25 %, 9 to 53 %)",
            (),
        ),
        ("replied", "channel", "not said", "rate", 4, 1, 0, nan, nan, nan, nan, "1 of 4", ()),
        (
            "engagement",
            "all",
            "all",
            "rating",
            4,
            4,
            0,
            2.0,
            nan,
            nan,
            0.8,
            "2.0 of 3 (spread 0.8, n = 4)",
            (),
        ),
        (
            "engagement",
            "class",
            "weak",
            "rating",
            3,
            3,
            0,
            1.67,
            nan,
            nan,
            0.6,
            "1.7 of 3 (spread 0.6, n = 3)",
            (),
        ),
        (
            "engagement",
            "class",
            "strong",
            "rating",
            1,
            1,
            0,
            3.0,
            nan,
            nan,
            nan,
            "3.0 of 3 (n = 1)",
            (("ledger", 4),),
        ),
        ("support", "all", "all", "rating", 0, 0, 0, nan, nan, nan, nan, "no rating", ()),
        ("guidance", "all", "all", "rating", 0, 0, 0, nan, nan, nan, nan, "no rating", ()),
    ]
    columns = [
        "measure",
        "by",
        "group",
        "kind",
        "n",
        "count",
        "pending",
        "value",
        "low",
        "high",
        "spread",
        "shown",
        "rows",
    ]
    table = pd.DataFrame(rows, columns=columns)
    table.attrs = {"notes": [f"2 attempts are less than 14 days old{mark}."], "contrasts": []}
    return table


def payback(*, mark: str = "") -> pd.DataFrame:
    """A circle, an event, and what has no name; another circle was asked and brought nothing."""
    rows = [
        ("circle", f"Kantorei{mark}", 5, 1, 2, 1, 3, 2, 0),
        ("circle", "no known circle", 9, 0, 4, 2, 2, 1, 1),
        ("circle", f"Hafen{mark}", 3, 0, 1, 0, 0, 0, 0),
        ("event", f"meeting of 6 on 3 March 2026{mark}", 0, 0, 0, 0, 1, 1, 0),
        ("channel", f"mail{mark}", 12, 2, 3, 1, 0, 0, 0),
    ]
    columns = [
        "kind",
        "what",
        "asked",
        "pending",
        "replied",
        "introductions",
        "connections",
        "lasting",
        "too_new",
    ]
    table = pd.DataFrame(rows, columns=columns)
    table["sentence"] = table["what"] + ": asked before."
    table["rows"] = [(("ledger", row),) for row in range(len(table))]
    return table


def moves(*, mark: str = "") -> pd.DataFrame:
    """Whose ties moved, and how."""
    whats = {"Ada": "new", "Bo": "grew", "Cy": "grew", "Di": "shrank", "Ed": "went dormant"}
    table = pd.DataFrame({"person": [name.lower() for name in whats], "what": list(whats.values())})
    table["name"] = [f"{name}{mark}" for name in whats]
    table["sentence"] = table["name"] + " " + table["what"] + "."
    table["rows"] = [(("people", "ada"),) for _ in whats]
    return table
