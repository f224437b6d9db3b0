"""A group on the map: its summary, its people as a table, and the same as CSV."""

from __future__ import annotations

import html

import pandas as pd
from ipywidgets import HTML, Button, HBox, Layout, VBox

from weaklib.sources.sheets.exact import exact_csv
from weaklib.views import selection
from weaklib.views.panels.map_people import Tables
from weaklib.views.panels.map_saving import Save
from weaklib.views.panels.parts import tell, words
from weaklib.views.theme import counted, on_day

MOST_ROWS = 15
"""So many people of a group stand in the table; the file has all."""
COLUMNS = ("name", "organisation", "position", "circle", "class", "strength", "bridging", "last_contact")
NONE = "Draw a lasso or a box around people, or search for an organisation, a field or a circle: here is who."


class GroupBox:
    """The widgets that tell of a group.

    Attributes
    ----------
    box
        All of them.
    people
        The ids of those in the group.
    save
        The button with the CSV.
    told, table
        The group in words, and as tables.
    everyone
        Takes all who are shown as the group.
    """

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.people: list[str] = []
        self.told, self.table = words(NONE), HTML()
        self.save = Save(name=f"weaklib-people-{tables.day:%Y-%m-%d}.csv", label="Save these people as CSV")
        self.everyone = Button(description="List all who are shown", layout=Layout(width="auto"))
        row = HBox([self.everyone, self.save], layout=Layout(flex_flow="row wrap"))
        self.box = VBox([self.told, row, self.table])

    def tell(self, people: list[str], called: str) -> None:
        """Tell of these people; without any, how to choose some.

        Parameters
        ----------
        people
            Their ids.
        called
            What the group is, in words; not escaped.
        """
        self.people = people
        rows = rows_of(people, self.tables)
        if rows.empty:
            tell(self.told, NONE)
            self.table.value, self.save.text = "", ""
            return
        tell(self.told, f"{called}: {counted(len(rows), 'person', 'people')}.")
        book, ties, _, circles, bridges, day = self.tables
        told = selection.summary(people, ties, bridges, circles, book, as_of=day)
        more = f"and {len(rows) - MOST_ROWS:,} more in the file" if len(rows) > MOST_ROWS else ""
        self.table.value = _table(told.reset_index(), "In short") + _table(
            rows.head(MOST_ROWS).drop(columns="person"), "The strongest ties first", more
        )
        self.save.text = csv_of(rows)


def rows_of(people: list[str], tables: Tables) -> pd.DataFrame:
    """Return one row for each of these people, the strongest tie first: `person`, and `COLUMNS`.

    Parameters
    ----------
    people
        Their ids.
    tables
        What is known of them.
    """
    rows = tables.ties.loc[tables.ties.index.isin(set(people))]
    told = rows.assign(
        position=tables.book.people["position"].reindex(rows.index),
        circle=tables.circles.reindex(rows.index),
        bridging=tables.bridges["bridging"].reindex(rows.index),
    )
    return told[list(COLUMNS)].rename_axis("person").reset_index()


def csv_of(rows: pd.DataFrame) -> str:
    """Return a table as CSV of which a spreadsheet computes nothing; what is not known is empty."""
    cells = [[_plain(value) for value in row] for row in rows.itertuples(index=False, name=None)]
    return exact_csv([list(rows.columns), *cells])


def _plain(value: object) -> str:
    if pd.isna(value):  # type: ignore[call-overload]
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _shown(value: object) -> str:
    if isinstance(value, pd.Timestamp) and pd.notna(value):
        return on_day(value)
    text = f"{value:.2f}" if isinstance(value, float) and pd.notna(value) else _plain(value)
    return html.escape(text) or "–"


def _table(rows: pd.DataFrame, caption: str, more: str = "") -> str:
    head = "".join(
        f'<th scope="col">{html.escape(str(name).replace("_", " "))}</th>' for name in rows.columns
    )
    body = "".join(
        "<tr>" + "".join(f"<td>{_shown(value)}</td>" for value in row) + "</tr>"
        for row in rows.itertuples(index=False, name=None)
    )
    rest = f'<tr><td colspan="{len(rows.columns)}">{html.escape(more)}</td></tr>' if more else ""
    return (
        f'<table class="weaklib-group"><caption>{html.escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}{rest}</tbody></table>"
    )
