"""Charts of how far the network reaches: over what the contacts spread, and who bridges to where."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from weaklib.book import Book, InputError
from weaklib.measures.network import current_work
from weaklib.views.bars import BAR, OTHERS, count_and_share, label_rows, lay_bars
from weaklib.views.theme import CLASS_COLOURS, UNNAMED, counted, headed, sentence, short

DIMENSIONS = {
    "organisation": "organisations",
    "field": "fields",
    "function": "functions",
    "seniority": "ranks",
}
MAX_CATEGORIES = 5
UNKNOWN = CLASS_COLOURS["unknown"]
ROW = 25
"""How high each row of bars is, in pixels."""


def diversity_bars(contacts: Book | pd.DataFrame) -> go.Figure:
    """Draw over which organisations, fields, functions and ranks the contacts spread.

    Parameters
    ----------
    contacts
        A book, of which the current work counts; or a table with one row a contact and the columns
        `organisation`, `field`, `function` and `seniority`, nan or None where not known.

    Returns
    -------
    plotly.graph_objects.Figure
        Four parts on one axis: the largest categories, the others together, and, hatched, those not known.

    Raises
    ------
    InputError
        If a column is missing.
    """
    table = current_work(contacts).reindex(contacts.people.index) if isinstance(contacts, Book) else contacts
    missing = [dimension for dimension in DIMENSIONS if dimension not in table.columns]
    if missing:
        msg = f"The table of contacts has no column {missing[0]!r}; give a book, or one row a contact."
        raise InputError(msg)
    if table.empty:
        return sentence("No contacts to compare", "The exports name no contact yet.")
    parts, start = [], 0
    for dimension in DIMENSIONS:
        rows = _categories(table[dimension])
        parts.append(rows.assign(place=rows["place"] + start + 1))
        start += len(rows) + 1
    figure = _laid_out(parts)
    unknown = int(table["organisation"].isna().sum())
    note = f"Where {unknown:,} of them work is not known." if unknown else ""
    note += " Hatched: not known." if any(rows["hatched"].any() for rows in parts) else ""
    return headed(figure, _finding(table), note.strip(), height=ROW * (start + 1) + 60)


def _laid_out(parts: list[pd.DataFrame]) -> go.Figure:
    """One part under the other, all on one axis, so that a bar is as long as any other of so many people."""
    figure = go.Figure(layout={"template": "weaklib", "showlegend": False})
    whole = pd.concat(parts)
    label_rows(figure, whole["label"].tolist(), places=whole["place"].tolist())
    for rows, heading in zip(parts, DIMENSIONS.values(), strict=True):
        lay_bars(figure, rows)
        figure.add_annotation(
            text=f"<b>{heading.capitalize()}</b>",
            x=0,
            y=int(rows["place"].min()) - 1,
            xanchor="left",
            showarrow=False,
            font_size=13,
        )
    figure.update_yaxes(range=[whole["place"].max() + 0.6, -0.6])
    most = int(whole["value"].max())
    figure.update_xaxes(title="contacts", range=[0, most * 1.25], dtick=1 if most < 6 else None)
    return figure


def _finding(table: pd.DataFrame) -> str:
    """Return at how many organisations in how many fields those work of whom it is known, and where most."""
    known, total = table["organisation"].dropna(), counted(len(table), "contact")
    if known.empty:
        return f"Where your {total} work is not known"
    who = f"All {total} work" if len(known) == len(table) else f"{len(known):,} of {total} work"
    if len(table) == 1:
        return f"Your one contact works at {short(known.iloc[0], 40)}"
    counts, fields = known.value_counts().sort_index(), table.loc[known.index, "field"].nunique()
    title = f"{who} at {counted(len(counts), 'known organisation')}"
    title += f" in {counted(fields, 'field')}" if fields else ""
    return (
        f"{title}; the most, {counts.max():,}, at {short(counts.idxmax(), 40)}" if len(counts) > 1 else title
    )


def _categories(values: pd.Series[str]) -> pd.DataFrame:
    """One row a bar: the largest categories, the others together, and those not known."""
    counts = values.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    others, unknown = counts.iloc[MAX_CATEGORIES:], int(values.isna().sum())
    found = [(str(name), int(count), BAR) for name, count in counts.head(MAX_CATEGORIES).items()]
    if len(others):
        found.append((counted(len(others), "other"), int(others.sum()), OTHERS))
    if unknown:
        found.append(("not known", unknown, UNKNOWN))
    rows = pd.DataFrame(found, columns=["label", "value", "colour"])
    rows["hatched"] = rows["colour"] == UNKNOWN
    rows["place"] = range(len(rows))
    rows["text"] = [count_and_share(count, len(values)) for count in rows["value"]]
    rows["told"] = pd.Series([(label, counted(count, "contact")) for label, count, _ in found], dtype=object)
    return rows


def bridge_bars(bridges: pd.DataFrame, ties: pd.DataFrame, top: int = 12) -> go.Figure:
    """Draw who bridges the most to other circles, and what each alone opens.

    Parameters
    ----------
    bridges
        From `bridge_table`.
    ties
        From `tie_table`: its columns `name` and `class`.
    top
        How many people are shown.

    Returns
    -------
    plotly.graph_objects.Figure
        One bar a person, coloured by the class of their tie; what they open is beside it.
    """
    measured = bridges[bridges["bridging"].notna()].sort_values("bridging", ascending=False, kind="stable")
    if measured.empty:
        ways = int(bridges["opens"].map(len).gt(0).sum())
        title = f"Bridging is not measurable; {counted(ways, 'contact')} alone "
        title += f"open{'s' if ways == 1 else ''} an organisation or a field"
        return sentence(title, "No ties between contacts are known. Messages and a calendar would show them.")
    first = measured.head(top)
    tie = ties["class"].reindex(first.index).fillna("unknown")
    names = ties["name"].reindex(first.index).fillna(UNNAMED).tolist()
    rows = pd.DataFrame(
        {
            "place": range(len(first)),
            "value": first["bridging"].round(3).to_numpy(),
            "text": [_opened(opens, 1) for opens in first["opens"]],
            "told": [
                (name, _opened(opens, 5) or "opens nothing alone")
                for name, opens in zip(names, first["opens"], strict=True)
            ],
            "colour": tie.map(CLASS_COLOURS).to_numpy(),
        }
    )
    figure = go.Figure(layout={"template": "weaklib"})
    for name in CLASS_COLOURS:
        if (tie == name).any():
            lay_bars(figure, rows[(tie == name).to_numpy()], name=name)
    label_rows(figure, names, places=range(len(first)))
    figure.update_layout(barmode="overlay", legend_y=-0.16)
    figure.update_xaxes(title="bridging, from 0 to 1", range=[0, first["bridging"].max() * 1.85])
    title = _bridge_finding(
        short(names[0], 40), int(measured["bridge"].sum()), counted(len(measured), "contact")
    )
    return headed(figure, title, "Beside the bars: what nobody else opens.", height=110 + 30 * len(first))


def _bridge_finding(first: str, tagged: int, measured: str) -> str:
    if tagged == 0:
        return f"None of {measured} with known ties is a bridge"
    if tagged == 1:
        return f"{first} is the one bridge among {measured} with known ties"
    return f"{tagged:,} of {measured} with known ties are bridges; {first} comes first"


def _opened(opens: tuple[str, ...], most: int) -> str:
    circles_first = sorted(opens, key=lambda way: not way.startswith("circle "))
    shown = ", ".join(short(way, 32) for way in circles_first[:most])
    return shown + (f" +{len(opens) - most}" if len(opens) > most else "")
