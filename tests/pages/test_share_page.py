"""The shared edition as a page, and its preview: nothing but the numbers told, whatever the exports are."""

from __future__ import annotations

import ast
import json
import re
from functools import cache
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from IPython.display import DisplayObject

from tests.pages.made import EXAMPLE, place
from tests.pages.test_report import read
from tests.pages.test_share import shared
from weaklib.book import InputError
from weaklib.cli import weaklib
from weaklib.pages import share
from weaklib.pages.notebooks import notebooks_folder
from weaklib.pages.report import run_periods, run_report
from weaklib.pages.share import figures, islands
from weaklib.pages.share.earlier import as_data
from weaklib.pages.share.labels import lettered
from weaklib.pages.share.preview import preview
from weaklib.pages.share.shared import Cell, Shared
from weaklib.pages.shelf import reports_in


@cache
def page() -> Path:
    """The shared report of the example."""
    return run_report(EXAMPLE, reports=place() / "shared", notebook="report-shared")


def of_a_page(path: Path) -> dict[str, object]:
    """The numbers in a page."""
    found = re.search(r'<script[^>]* id="shared"[^>]*>(.*?)</script>', path.read_text(encoding="utf-8"))
    assert found
    return json.loads(found[1])


def test_the_page_shows_what_the_preview_lists() -> None:
    listed, data = preview(str(EXAMPLE), reports=place() / "shared-before").table, of_a_page(page())
    assert page().name == "2026-10-shared.html"
    cells = [
        (row, column, "not shown" if value is None else str(value)) for _, row, column, value in data["cells"]
    ]
    assert list(listed[["of", "and", "shown"]].itertuples(index=False, name=None)) == cells
    text = " ".join(read(page()).text)
    assert "300+" in text
    assert "No contact is named here" in text
    assert "holds people's names" not in text
    assert "Marit" not in page().read_text(encoding="utf-8")


def test_every_number_of_the_figures_is_one_of_the_preview() -> None:
    """What is drawn are the numbers told, and no others."""
    made = share.aggregates(str(EXAMPLE))
    numbers = set(made.told.values())
    for figure in (figures.class_bars(made), figures.field_bars(made), figures.rank_bars(made)):
        assert {int(value) for trace in figure.data for value in trace.x} <= numbers
    for trace in figures.trend_bars(made).data:
        assert {int(value) for value in trace.y if value is not None} <= numbers


def test_the_map_is_made_from_the_rounded_numbers_alone() -> None:
    """Another network with the same numbers has the same map, and no disc lies on another."""
    cells = [Cell("circle", name, "", 35 - 5 * at) for at, name in enumerate(lettered(6))]
    cells += [Cell("tie", "Circle A", "Circle D", 25), Cell("tie", "Circle B", "Circle F", 5)]
    places = islands.placed(shared(*cells))
    assert places.equals(islands.placed(shared(*cells, day="2026-10-30")))
    for one in places.index:
        for other in places.index[places.index < one]:
            away = ((places.loc[one, ["x", "y"]] - places.loc[other, ["x", "y"]]) ** 2).sum() ** 0.5
            assert away > places.at[one, "radius"] + places.at[other, "radius"]
    tied = (places.loc["Circle A", ["x", "y"]] - places.loc["Circle D", ["x", "y"]]).pow(2).sum() ** 0.5
    water = tied - places.loc[["Circle A", "Circle D"], "radius"].sum()
    assert water <= 3 * islands.GAP  # next to each other: no third disc fits in between


def test_two_runs_give_the_same_bytes_and_say_what_changed_since(tmp_path: Path) -> None:
    made = [
        path.read_bytes()
        for path in run_periods(EXAMPLE, ["2026-09", "2026-10"], reports=tmp_path, notebook="report-shared")
    ]
    again = run_report(EXAMPLE, reports=tmp_path, period="2026-10", notebook="report-shared")
    assert again.read_bytes() == made[1]
    assert "against September 2026" in " ".join(read(again).text) or "as in September" in again.read_text()
    assert sorted(
        path.name for path in tmp_path.iterdir() if path.suffix == ".html" and "shared" in path.name
    ) == [
        "2026-09-shared.html",
        "2026-10-shared.html",
    ]


def test_the_preview_lists_and_writes_nothing(tmp_path: Path) -> None:
    """Every number and every name, and no folder is made."""
    reports = tmp_path / "reports"
    done = CliRunner().invoke(
        weaklib, ["report", str(EXAMPLE), "--edition", "shared", "--preview", "-o", str(reports)]
    )
    assert done.exit_code == 0, done.output
    assert "moderately weak" in done.output
    assert "Nothing was written." in done.output
    assert len(done.output.splitlines()) > 80
    assert not reports.exists()


@pytest.mark.parametrize(
    "more", [["--preview"], ["--at-least", "10"], ["--edition", "shared", "--preview", "--backfill", "2"]]
)
def test_what_is_of_the_shared_report_alone_is_refused_elsewhere(more: list[str]) -> None:
    assert CliRunner().invoke(weaklib, ["report", str(EXAMPLE), *more]).exit_code == 2


def test_the_data_of_a_page_cannot_end_its_script() -> None:
    chosen = "</script><b>"
    data = as_data(shared(Cell("circle", chosen, "", 10), chosen=frozenset({chosen})))
    assert data.count("</script>") == 1
    assert data.count("<") == 2


def shown(folder: Path, **parameters: object) -> tuple[Shared, list[object]]:
    """What the notebook's cells show for a data folder; run here, and not in a kernel of its own."""
    known: dict[str, object] = {}
    outputs = []
    for cell in nbformat.read(notebooks_folder() / "report-shared.ipynb", as_version=4).cells:
        if cell.cell_type == "code":
            lines = ast.parse(cell.source).body
            last = lines.pop() if isinstance(lines[-1], ast.Expr) else None
            exec(compile(ast.Module(lines, []), "cell", "exec"), known)  # noqa: S102 - the notebook is ours
            if "parameters" in cell.metadata.get("tags", []):
                known |= {"data_dir": str(folder), **parameters}
            if last is not None:
                outputs.append(eval(compile(ast.Expression(last.value), "cell", "eval"), known))  # noqa: S307 - the same
    return known["shared"], outputs


def said(outputs: list[object]) -> str:
    """All words of what is shown."""
    titles = [output.layout.title.text for output in outputs if hasattr(output, "layout")]
    return " ".join([*titles, *(output.data for output in outputs if isinstance(output, DisplayObject))])


def connections(folder: Path, count: int, company: str = "Firm {}") -> Path:
    """A list of so many connections, and no other export."""
    head = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    rows = [
        f"Ada{at},Lund{at},https://www.linkedin.com/in/ada-{at},,{company.format(at)},Engineer,04 Jan 2024\n"
        for at in range(count)
    ]
    folder.mkdir(exist_ok=True)
    (folder / "Connections.csv").write_text(head + "".join(rows))
    return folder


@pytest.mark.parametrize(
    ("count", "company", "k", "told", "says"),
    [
        (3, "Firm {}", 5, {}, "Nothing can be shown here"),
        (4, "Kestrel", 5, {}, "Nothing can be shown here"),
        (5, "Kestrel", 5, {"class": 5, "circle": 5}, "One circle is shown, of **5 people or more**"),
        (10, "Kestrel", 10, {"class": 10, "circle": 10}, "One circle of 10 people or more"),
        (9, "Kestrel", 10, {}, "Nothing can be shown here"),
        (43, "Kestrel", 5, {"class": 40, "circle": 40}, "One circle of 40 people or more"),
        (43, "Firm {}", 5, {"class": 40}, "No circle of 5 people or more can be shown"),
    ],
)
def test_few_people_no_circle_or_one_are_a_page_that_says_so(
    count: int, company: str, k: int, told: dict[str, int], says: str, tmp_path: Path
) -> None:
    """Without a ledger, too."""
    made, outputs = shown(connections(tmp_path / "data", count, company), k=k)
    for table in ("class", "circle"):
        assert sorted(made.column(table)) == ([told[table]] if table in told else [])
    words = said(outputs)
    assert says in words
    assert "what came of it" in words
    for wrong in (r"\bnan\b", "None", "Kestrel", "Ada", r"\b1 (circles|pairs|fields)"):
        assert not re.search(wrong, words), wrong


@pytest.mark.parametrize(
    ("write", "says"),
    [
        ({}, "empty"),
        (
            {"Connections.csv": "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"},
            "people",
        ),
    ],
)
def test_an_empty_folder_is_told_in_one_sentence(write: dict[str, str], says: str, tmp_path: Path) -> None:
    for name, text in write.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(InputError, match=says):
        share.aggregates(str(tmp_path))


def test_a_group_that_cannot_be_chosen_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="5 or 10"):
        share.aggregates(str(connections(tmp_path, 8)), k=7)


def test_the_owner_is_named_only_where_that_was_chosen(tmp_path: Path) -> None:
    data = connections(tmp_path / "data", 12)
    (data / "settings.yaml").write_text("name: Marit Ebbesand\n")
    assert "Marit" not in said(shown(data)[1])
    assert preview(str(data)).sentences[1] == "No name is on it."
    (data / "shared.yaml").write_text("owner: 'Mx <b>Marit</b> [x](javascript:1) &amp; Co'\n")
    head = shown(data)[1][0]
    assert "The network of Mx &#60;b&#62;Marit&#60;&#47;b&#62; &#91;x&#93;" in head.data
    assert "<b>Marit" not in head.data
    assert any("It calls you Mx <b>Marit</b>" in sentence for sentence in preview(str(data)).sentences)
    page = run_report(data, reports=tmp_path / "reports", notebook="report-shared")
    text = page.read_text(encoding="utf-8")
    assert (
        "<title>The network of Mx &lt;b&gt;Marit&lt;/b&gt; [x](javascript:1) &amp;amp; Co in numbers" in text
    )
    assert "<b>Marit" not in text


def test_a_page_that_is_replaced_is_not_forgotten(tmp_path: Path) -> None:
    """What its classes added up to is kept for the next reports, and the preview lists it."""
    reports, data = tmp_path / "reports", connections(tmp_path / "data", 42)
    first = run_report(data, reports=reports, notebook="report-shared")
    told_first, whole = of_a_page(first), ["2024-01-04", 40, 5]
    connections(data, 30)
    listed = preview(str(data), reports=reports).sentences
    assert any("40 on 4 January 2024" in sentence for sentence in listed)
    again = run_report(data, reports=reports, notebook="report-shared")
    assert ("replaced" in told_first, of_a_page(again)["replaced"]) == (False, [whole])
    assert run_report(data, reports=reports, notebook="report-shared").read_bytes() == again.read_bytes()


def test_the_list_of_reports_takes_rounded_numbers_from_it() -> None:
    """Those that stand on the page anyway."""
    figures = next(each for each in reports_in(page().parent).reports if each.edition == "shared").figures
    made = share.aggregates(str(EXAMPLE))
    assert figures["people"] == made.column("class").sum() == 300
    assert figures["circles"] == len(made.column("circle"))
    assert figures["employers"] == made.measure("employers")
    assert set(figures) == {"people", "in touch", "gone quiet", "circles", "employers"}
