"""Charts of what the measures say; the title of each is the finding, computed from what it draws."""

from __future__ import annotations

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from weaklib.book import Book, InputError
from weaklib.measures.network import current_work
from weaklib.views.bars import count_and_share, label_rows, lay_bars
from weaklib.views.theme import CLASS_COLOURS as CLASS_COLOURS
from weaklib.views.theme import CLASS_MEANINGS as CLASS_MEANINGS
from weaklib.views.theme import CONFIG as CONFIG
from weaklib.views.theme import counted, headed, safe, sentence, short
from weaklib.views.theme import use_template as use_template

BAR, SECOND_BAR, NOT_KNOWN = CLASS_COLOURS["moderately weak"], CLASS_COLOURS["fading"], "#C3CBD1"
MAX_MONTHS = 120
"""The longest time that is drawn by month; a longer one is drawn by year."""
MAX_CATEGORIES = 6
STALE_DAYS = 30
"""A file that ends so many days before the newest one is called stale."""
DIMENSIONS = {"organisation": "organisations", "field": "fields", "function": "functions", "seniority": "ranks"}


def class_bars(ties: pd.DataFrame) -> go.Figure:
    """Draw how many contacts are in each class of tie.

    Parameters
    ----------
    ties
        From `tie_table`: its column `class`.

    Returns
    -------
    plotly.graph_objects.Figure
        One bar a class; a share stands beside a count of at least 5.
    """
    total, counts = len(ties), ties["class"].value_counts().reindex(list(CLASS_COLOURS), fill_value=0)
    if not total:
        return sentence("No contacts to count", "The exports name no contact yet.")
    if counts["unknown"] == total:
        title = f"How close you are to your {counted(total, 'contact')} is unknown"
        return sentence(title, "No export shows contact yet. Messages or a calendar would.")
    quiet = int(counts["fading"] + counts["dormant"])
    distant = int(counts["weak"] + counts["nominal"])
    title = f"{distant:,} of {counted(total, 'contact')} are weak ties or were never in touch"
    counts = counts[(counts > 0) | (counts.index != "unknown")]
    rows = pd.DataFrame(
        {
            "place": range(len(counts)),
            "value": counts.to_numpy(),
            "text": [count_and_share(count, total) for count in counts],
            "told": [(name, CLASS_MEANINGS[name]) for name in counts.index],
            "colour": [CLASS_COLOURS[name] for name in counts.index],
        }
    )
    figure = go.Figure(layout={"template": "weaklib"})
    lay_bars(figure, rows)
    label_rows(figure, list(counts.index), places=range(len(counts)))
    figure.update_xaxes(title="contacts", range=[0, counts.max() * 1.15])
    return headed(figure, title + (f"; {quiet:,} have gone quiet" if quiet else ""), height=360)


def growth(people: pd.DataFrame, as_of: str | pd.Timestamp) -> go.Figure:
    """Draw the new connections by month, or by year where they span more than ten years.

    Parameters
    ----------
    people
        From a book: its column `connected_on`.
    as_of
        The last day that counts.

    Returns
    -------
    plotly.graph_objects.Figure
        One bar a month or year, also where it has none.
    """
    day = pd.Timestamp(as_of)
    connected = people["connected_on"].dropna()
    connected = connected[connected <= day]
    if connected.empty:
        return sentence("No connections to date", "No export says when you connected; LinkedIn's Connections.csv would.")
    months = pd.period_range(connected.min(), day, freq="M")
    by_month = len(months) <= MAX_MONTHS
    periods = months if by_month else pd.period_range(connected.min(), day, freq="Y")
    counts = connected.dt.to_period("M" if by_month else "Y").value_counts().reindex(periods, fill_value=0)
    names = [period.strftime("%B %Y" if by_month else "%Y") for period in periods]
    most = int(counts.to_numpy().argmax())
    figure = go.Figure(layout={"template": "weaklib"})
    figure.add_bar(
        x=[period.start_time.strftime("%Y-%m-%d") for period in periods] if by_month else names,
        y=counts.tolist(),
        marker={"color": BAR},
        customdata=[[name, counted(count, "new connection")] for name, count in zip(names, counts, strict=True)],
        hovertemplate="<b>%{customdata[0]}</b><br>%{customdata[1]}<extra></extra>",
    )
    figure.update_layout(barcornerradius=0 if by_month else 3, bargap=0.15, showlegend=False)
    figure.update_yaxes(title=f"new connections a {'month' if by_month else 'year'}", rangemode="tozero")
    title = f"{counted(len(connected), 'connection')} since {connected.min():%B %Y}; the most in {names[most]}: {counts.iloc[most]:,}"
    undated = int(people["connected_on"].isna().sum())
    note = f"To {_day(day)}." + (f" {counted(undated, 'contact')} without a connection date." if undated else "")
    return headed(figure, title, note, height=340)


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
        Four panels: the largest categories, the others together, and the contacts not known.

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
    figure = make_subplots(2, 2, subplot_titles=[name.capitalize() for name in DIMENSIONS.values()])
    figure.update_layout(template="weaklib")
    for i, dimension in enumerate(DIMENSIONS):
        where = {"row": i // 2 + 1, "col": i % 2 + 1}
        rows = _categories(table[dimension])
        lay_bars(figure, rows, where=where)
        label_rows(figure, rows["label"].tolist(), places=rows["place"].tolist(), where=where)
        figure.update_xaxes(title="contacts", range=[0, rows["value"].max() * 1.35], **where)
    organisations, fields = table["organisation"].nunique(), table["field"].nunique()
    title = f"Your {counted(len(table), 'contact')} work at {counted(organisations, 'organisation')}"
    title += f" in {counted(fields, 'field')}" if fields else ""
    unknown = int(table["organisation"].isna().sum())
    note = f"Where {unknown:,} of them work is not known." if unknown else ""
    return headed(figure.update_layout(showlegend=False), title, note, height=620)


def _categories(values: pd.Series[str]) -> pd.DataFrame:
    """One row a bar: the largest categories, the others together, and those not known."""
    counts = values.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    others, unknown = counts.iloc[MAX_CATEGORIES:], int(values.isna().sum())
    found = [(name, int(count), BAR) for name, count in counts.head(MAX_CATEGORIES).items()]
    if len(others):
        found.append((counted(len(others), "other"), int(others.sum()), CLASS_COLOURS["nominal"]))
    if unknown:
        found.append(("not known", unknown, NOT_KNOWN))
    rows = pd.DataFrame(found, columns=["label", "value", "colour"])
    text = [count_and_share(count, len(values)) for count in rows["value"]]
    told = [(label, counted(count, "contact")) for label, count in zip(rows["label"], rows["value"], strict=True)]
    return rows.assign(place=range(len(rows)), text=text, told=told)


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
        title = f"Bridging is not measurable; {counted(ways, 'contact')} alone open an organisation or a field"
        return sentence(title, "No ties between contacts are known. Messages and a calendar would show them.")
    first = measured.head(top)
    tie = ties["class"].reindex(first.index).fillna("unknown")
    names = ties["name"].reindex(first.index).fillna("a contact without a name").tolist()
    rows = pd.DataFrame(
        {
            "place": range(len(first)),
            "value": first["bridging"].round(3).to_numpy(),
            "text": [_opened(opens, 1) for opens in first["opens"]],
            "told": [(name, _opened(opens, 5) or "opens nothing alone") for name, opens in zip(names, first["opens"], strict=True)],
            "colour": tie.map(CLASS_COLOURS).to_numpy(),
        }
    )
    figure = go.Figure(layout={"template": "weaklib"})
    for name in CLASS_COLOURS:
        if (tie == name).any():
            lay_bars(figure, rows[(tie == name).to_numpy()], name=name)
    label_rows(figure, names, places=range(len(first)))
    figure.update_layout(barmode="overlay", legend_y=-0.16)
    figure.update_xaxes(title="bridging, from 0 to 1", range=[0, first["bridging"].max() * 1.6])
    tagged = int(measured["bridge"].sum())
    title = f"{tagged:,} of {counted(len(measured), 'contact')} with known ties {'is a bridge' if tagged == 1 else 'are bridges'}; {names[0]} is first"
    return headed(figure, title, "Beside the bars: what nobody else opens.", height=110 + 30 * len(first))


def _opened(opens: tuple[str, ...], most: int) -> str:
    shown = ", ".join(short(way, 34) for way in opens[:most])
    return shown + (f" and {len(opens) - most} more" if len(opens) > most else "")


def strength_histogram(ties: pd.DataFrame) -> go.Figure:
    """Draw how strong the ties are, leaving out who was never in touch or is not known.

    Parameters
    ----------
    ties
        From `tie_table`: its columns `strength` and `class`.

    Returns
    -------
    plotly.graph_objects.Figure
        Twenty bars from 0 to 1, stacked by class.
    """
    measured = ties[ties["strength"].notna() & ties["class"].ne("nominal")]
    if measured.empty:
        return sentence("No tie has a measurable strength", "No export shows contact yet. Messages or a calendar would.")
    edges = np.linspace(0, 1, 21)
    figure = go.Figure(layout={"template": "weaklib"})
    for name, colour in CLASS_COLOURS.items():
        strength = measured.loc[measured["class"] == name, "strength"]
        if len(strength):
            counts = np.histogram(strength, edges)[0].tolist()
            told = [[name, f"{low:.2f} to {low + 0.05:.2f}", counted(n, "contact")] for low, n in zip(edges, counts, strict=False)]
            figure.add_bar(
                x=(edges[:-1] + 0.025).round(3).tolist(),
                y=counts,
                width=0.046,
                name=name,
                marker={"color": colour},
                customdata=told,
                hovertemplate="<b>%{customdata[0]}</b>, %{customdata[1]}<br>%{customdata[2]}<extra></extra>",
            )
    figure.update_layout(barmode="stack", barcornerradius=0, legend_y=-0.2)
    figure.update_xaxes(title="strength of the tie, from 0 to 1", range=[0, 1], dtick=0.2)
    figure.update_yaxes(title="contacts")
    title = f"Half of the {counted(len(measured), 'tie')} with contact are weaker than {measured['strength'].median():.2f}"
    left_out = len(ties) - len(measured)
    return headed(figure, title, f"Left out: {counted(left_out, 'contact')} never in touch or unknown." if left_out else "", height=360)


def freshness(coverage: pd.DataFrame) -> go.Figure:
    """Draw from when to when each input file speaks.

    Parameters
    ----------
    coverage
        From a book.

    Returns
    -------
    plotly.graph_objects.Figure
        One bar a dated file, from its first row to the last day that it covers.
    """
    dated = coverage[coverage["first"].notna() & coverage["last"].notna()].sort_values(["last", "first"], kind="stable")
    if dated.empty:
        return sentence("No input file holds a date", "So nothing can be said about how fresh the exports are.")
    newest = dated["last"].max()
    behind = (newest - dated["last"]).dt.days
    names = [str(source).rsplit("/", 1)[-1] for source in dated.index]
    told = [
        (name, f"{row.kind}: {_day(row.first)} to {_day(row.last)}, {counted(int(row.rows), 'row')}, {row.used:,} used")
        for name, row in zip(names, dated.itertuples(), strict=True)
    ]
    length = np.maximum((dated["last"] - dated["first"]) / pd.Timedelta(milliseconds=1), 86_400_000)
    stale = (behind > STALE_DAYS).to_numpy()
    rows = pd.DataFrame(
        {
            "place": range(len(dated)),
            "value": length.to_numpy(),
            "text": "",
            "told": told,
            "colour": np.where(stale, SECOND_BAR, BAR),
        }
    )
    figure = go.Figure(layout={"template": "weaklib"})
    for name, chosen in (("current", ~stale), (f"ends more than {STALE_DAYS} days before the newest", stale)):
        if chosen.any():
            base = dated["first"][chosen].dt.strftime("%Y-%m-%d").tolist()
            lay_bars(figure, rows[chosen], name=name, base=base)
    label_rows(figure, names, places=range(len(dated)))
    figure.update_layout(barmode="overlay", legend_y=-0.16, xaxis_type="date")
    title = f"All {counted(len(dated), 'dated file')} reach {_day(newest)}"
    if behind.max() > 0:
        title = f"{names[0]} ends {counted(int(behind.max()), 'day')} before the newest file, {_day(newest)}"
    undated = len(coverage) - len(dated)
    note = f"{counted(undated, 'further file')} without dates." if undated else ""
    return headed(figure, title, note, height=110 + 30 * len(dated))


def _day(day: pd.Timestamp) -> str:
    return f"{day.day} {day:%B %Y}"
