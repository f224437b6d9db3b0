"""`reports/index.html`: every report of a folder with the figures that it carries itself, and nothing else."""

from __future__ import annotations

import html
import math
import os
import re
import stat
import sys
from pathlib import Path

import pandas as pd
import pytest

from tests.pages.made import example_page, tiny
from tests.pages.shelves import many, report
from weaklib.book import OutputError, WeaklibError
from weaklib.pages import prose
from weaklib.pages.index import index_page, renew_index, write_index
from weaklib.pages.missing import told_as_of
from weaklib.pages.report import run_report
from weaklib.pages.shelf import reports_in
from weaklib.pages.sparkline import sparkline


def text(page: str) -> str:
    """What a reader of a page sees, in one line."""
    body = re.sub(r"<(style|script|title)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())


def told(folder: Path) -> str:
    return text(index_page(reports_in(folder)))


def test_a_run_writes_it_beside_the_report() -> None:
    page = example_page().with_name("index.html")
    said = text(page.read_text(encoding="utf-8"))
    assert "Your reports 1 report: October 2026" in said
    assert "October 2026 31 October 2026 whole 320 197 23 26 52 99 private" in said
    assert "Left out" not in said
    if os.name == "posix":
        assert stat.S_IMODE(page.stat().st_mode) == 0o600


def test_a_period_has_one_row_with_its_editions_and_the_private_figures(tmp_path: Path) -> None:
    report(tmp_path, "2026-10.html", "2026-10-31", {"people": 123, "in touch": 61})
    report(tmp_path, "2026-10-shared.html", "2026-10-31", {"people": 120})
    assert "October 2026 31 October 2026 whole 123 61 – – – – private shared" in told(tmp_path)
    page = index_page(reports_in(tmp_path))
    assert re.findall(r'<a href="([^"#]*)"', page) == ["2026-10.html", "2026-10-shared.html"]


def test_a_shared_report_alone_says_that_its_figures_are_shared(tmp_path: Path) -> None:
    report(tmp_path, "2026-Q3-shared.html", "2026-09-30", {"people": 120})
    said = told(tmp_path)
    assert (
        "The third quarter of 2026 30 September 2026 whole figures of the shared edition 120"
        in said.replace("the third", "The third")
    )


def test_a_report_before_the_end_of_its_period_is_in_part(tmp_path: Path) -> None:
    report(tmp_path, "2026-10.html", "2026-10-19", {"people": 9})
    report(tmp_path, "2024-02.html", "2024-02-29", {"people": 8})
    said = told(tmp_path)
    assert "19 October 2026 in part 9" in said
    assert "29 February 2024 whole 8" in said


def test_months_quarters_and_years_are_lists_of_their_own_the_newest_first(tmp_path: Path) -> None:
    for name, day in (
        ("2025", "2025-12-31"),
        ("2024", "2024-12-31"),
        ("2026-Q1", "2026-03-31"),
        ("2026-03", "2026-03-31"),
        ("2026-04", "2026-04-30"),
    ):
        report(tmp_path, f"{name}.html", day)
    page = index_page(reports_in(tmp_path))
    assert re.findall(r'<h2 id="(\w+)"', page) == ["months", "quarters", "years"]
    links = ["2026-04.html", "2026-03.html", "2026-Q1.html", "2025.html", "2024.html"]
    assert re.findall(r'<a href="([^"#]*)"', page) == links
    assert "from 2024 to April 2026" in told(tmp_path)


def test_the_trend_is_that_of_the_private_months(tmp_path: Path) -> None:
    report(tmp_path, "2026-08.html", "2026-08-31", {"people": 100, "in touch": None, "circles": 7})
    report(tmp_path, "2026-09.html", "2026-09-30", {"people": 104, "in touch": 50, "circles": 7})
    report(tmp_path, "2026-10.html", "2026-10-31", {"people": 97, "in touch": 52, "circles": 7})
    report(tmp_path, "2026-09-shared.html", "2026-09-30", {"people": 1000})
    report(tmp_path, "2026-Q3.html", "2026-09-30", {"people": 5000})
    said = told(tmp_path)
    assert "Months, from August 2026 to October 2026, as the private reports tell it." in said
    assert (
        "people 97 −3 since August 2026 in touch 52 +2 since September 2026 circles 7 as in August 2026"
        in said
    )
    page = html.unescape(index_page(reports_in(tmp_path)))
    assert "people: 100 in August 2026, 97 in October 2026; the least was 97, the most 104." in page
    assert "5,000 since" not in said


def test_one_report_has_no_trend(tmp_path: Path) -> None:
    report(tmp_path, "2026-10.html", "2026-10-31", {"people": 100})
    assert "The trend" not in told(tmp_path)


def test_an_empty_folder_says_how_to_write_one(tmp_path: Path) -> None:
    assert "There is no report in this folder yet. Write one: weaklib report" in told(tmp_path)


STRANGE = {
    "letter.html": "not named as a report of a period is",
    "2026-10-02-ties.html": "not named as a report of a period is",
    "2026-01.html": "broken",  # its end is missing
    "2026-02.html": "broken",  # says that it is of another period
    "2026-03.html": "broken",  # told as of a day outside
    "2026-04.html": "broken",  # no page at all
    "2026-13.html": "broken",  # no month
}


def test_pages_that_are_broken_or_of_others_are_left_out_and_named(tmp_path: Path) -> None:
    (tmp_path / "letter.html").write_text("Dear Ada", encoding="utf-8")
    report(tmp_path, "2026-10-02-ties.html", "2026-10-31")
    whole = report(tmp_path, "2026-01.html", "2026-01-31", {"people": 11111})
    whole.write_text(whole.read_text()[:-12])
    report(tmp_path, "2026-02.html", "2026-02-28", {"people": 22222}, period="2026-03")
    report(tmp_path, "2026-03.html", "2026-04-01", {"people": 33333})
    (tmp_path / "2026-04.html").write_bytes(b"\x00\xff" * 5000)
    report(tmp_path, "2026-13.html", "2026-12-31", {"people": 44444})
    report(tmp_path, "2026-10.html", "2026-10-31", {"people": 5})
    shelf = reports_in(tmp_path)
    assert [each.name for each in shelf.reports] == ["2026-10.html"]
    assert shelf.strange == {name: why == "broken" for name, why in STRANGE.items()}
    said = told(tmp_path)
    assert all(f"{name}: {why}" in said for name, why in STRANGE.items())
    assert not any(figure * 5 in said.replace(",", "") for figure in "1234")


@pytest.mark.skipif(os.name != "posix", reason="links are POSIX's")
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside = report(tmp_path / "elsewhere", "2026-10.html", "2026-10-31", {"people": 77777})
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "2026-10.html").symlink_to(outside)
    (tmp_path / "reports" / "2026-09.html").symlink_to(tmp_path / "nowhere")
    assert reports_in(tmp_path / "reports").reports == []


@pytest.mark.skipif(os.name != "posix", reason="links and pipes are POSIX's")
def test_what_is_no_file_is_neither_read_nor_waited_for(tmp_path: Path) -> None:
    """A pipe would keep a reader waiting for ever; a folder, a broken link and a file of nobody are no page."""
    folder = tmp_path / "reports"
    report(folder, "2026-10.html", "2026-10-31", {"people": 5})
    os.mkfifo(folder / "2026-09.html")
    (folder / "2026-08.html").mkdir()
    (folder / "2026-07.html").symlink_to(folder / "2026-07.html")
    (folder / "2026-06.html").symlink_to("/dev/zero")
    shelf = reports_in(folder)
    assert [each.name for each in shelf.reports] == ["2026-10.html"]
    assert [*shelf.strange] == [f"2026-0{month}.html" for month in (6, 7, 8, 9)]
    assert [told_as_of(folder / name) for name in shelf.strange] == [None] * 4


@pytest.mark.skipif(os.name != "posix", reason="links are POSIX's")
@pytest.mark.parametrize("name", ["2026-10.html", "index.html", ".run", ".failed.ipynb", ".page-x"])
def test_what_a_link_leads_to_is_not_written_over(name: str, tmp_path: Path) -> None:
    """Somebody put links out of the folder in the places of all that a run writes."""
    outside = tmp_path / "outside"
    outside.write_text("mine", encoding="utf-8")
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / name).symlink_to(outside)
    page = run_report("", reports=reports, notebook=tiny(tmp_path / "report.ipynb", "1"))
    with pytest.raises(WeaklibError, match="stopped"):
        run_report("", reports=reports, notebook=tiny(tmp_path / "report.ipynb", "1 / 0"))
    assert outside.read_text(encoding="utf-8") == "mine"
    assert not page.is_symlink()
    assert not (reports / "index.html").is_symlink()


def test_a_list_that_cannot_be_written_does_not_take_the_report_with_it(tmp_path: Path) -> None:
    (tmp_path / "reports" / "index.html").mkdir(parents=True)
    said = (
        r"The report is in .*2026-10\.html, but the list of reports is still the old one: .*index\.html could"
    )
    with pytest.raises(OutputError, match=said) as caught:
        run_report("", reports=tmp_path / "reports", notebook=tiny(tmp_path / "report.ipynb", "1"))
    assert caught.value.exit_code == 5
    assert (tmp_path / "reports" / "2026-10.html").read_text(encoding="utf-8").rstrip().endswith("</html>")


def test_a_list_that_a_killed_run_left_old_is_renewed(tmp_path: Path) -> None:
    folder = many(tmp_path / "shelf", months=2)
    renew_index(tmp_path / "none")
    assert not (tmp_path / "none").exists()
    renew_index(folder)
    written = (folder / "index.html").stat()
    renew_index(folder)
    assert (folder / "index.html").stat().st_ino == written.st_ino  # not written again
    report(folder, "2026-11.html", "2026-11-30", {"people": 7})
    renew_index(folder)
    assert "November 2026" in (folder / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "carried",
    [
        '{"people": "<img src=x onerror=alert(1)>"}',
        '{"people": 1e999}',
        '{"people": true}',
        '{"people": -1' + "0" * 400 + "}",
        "[" * 100_000,
        "[1]",
        "{",
        '{"people": NaN}',
    ],
)
def test_figures_that_are_none_are_not_told(carried: str, tmp_path: Path) -> None:
    page = report(tmp_path, "2026-10.html", "2026-10-31", {"people": 5})
    page.write_text(page.read_text().replace('{"people":5}', carried), encoding="utf-8")
    assert "October 2026 31 October 2026 whole – – – – – – private" in told(tmp_path)


def test_whatever_a_file_is_called_it_stays_text(tmp_path: Path) -> None:
    (tmp_path / "2026<img src=x onerror=alert(1)>.html").write_text("x")
    made = index_page(reports_in(tmp_path))
    assert "<img" not in made
    assert "2026<img src=x onerror=alert(1)>.html: not named" in text(made)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep such names out themselves")
def test_a_name_that_is_no_text_is_told(tmp_path: Path) -> None:
    """The bytes of a file name need not be UTF-8."""
    (tmp_path / os.fsdecode(b"2026-\xff<b>\n\xe2\x80\xae.html")).write_text("x")
    made = index_page(reports_in(tmp_path)).encode()
    assert b"<b>" not in made
    assert "2026-<b> .html: not named" in text(made.decode())


def test_thousands_of_periods(tmp_path: Path) -> None:
    """A century of months, and the first and the last years that can be told."""
    folder = many(tmp_path / "shelf", months=1500)
    for name, day in (
        ("1900", "1900-12-31"),
        ("9998", "9998-12-31"),
        ("9998-12", "9998-12-31"),
        ("9998-Q4", "9998-12-31"),
        ("2028-02", "2028-02-28"),  # a leap year: the 29th is missing
        ("2100-02", "2100-02-28"),  # none
        ("9999", "9999-12-31"),
    ):
        report(folder, f"{name}.html", day, {"people": 1})
    shelf = reports_in(folder)
    assert len(shelf.reports) == 1500 + 1 + 6
    assert shelf.strange == {"9999.html": True, "letter.html": False}
    assert [each.name for each in shelf.reports[:3]] == ["9998-12.html", "9998-Q4.html", "9998.html"]
    whole = {each.name: each.whole for each in shelf.reports}
    assert (whole["2100-02.html"], whole["2028-02.html"]) == (True, False)
    made = index_page(shelf)
    assert made.count('<tr><th scope="row"') == 1506
    assert len(made) < 1_500_000


def test_the_page_has_no_script_and_may_ask_nobody(tmp_path: Path) -> None:
    made = index_page(reports_in(many(tmp_path / "shelf", months=3)))
    assert "<script" not in made
    assert made.index("Content-Security-Policy") < made.index("<meta charset")
    assert "default-src &#39;none&#39;" in made or "default-src 'none'; script-src 'none'" in made
    assert not re.search(r"""(?:src|href)=["'](?!#|\d{4})""", made)


def test_the_same_reports_give_the_same_bytes(tmp_path: Path) -> None:
    folder = many(tmp_path / "shelf", months=30)
    first = write_index(folder).read_bytes()
    for path in sorted(folder.glob("2*.html"), reverse=True):
        os.utime(path, (1, 1))
    assert write_index(folder).read_bytes() == first


def test_ten_years_are_one_list_a_year_and_only_the_newest_stand_open(tmp_path: Path) -> None:
    made = index_page(reports_in(many(tmp_path / "shelf", months=120)))
    assert made.count('<details class="year"') == 11
    assert made.count('<details class="year" open>') == 2
    assert made.count("<tr><th") == 120 + 11
    assert len(made) < 150_000


def test_a_gap_stays_open_and_a_period_that_goes_on_is_hollow() -> None:
    drawn = sparkline([1, 2, 3, 5, 6], [1, 2, math.nan, 4, 9], label="so", ended=False)
    assert [len(each.split()) for each in re.findall(r'points="([^"]*)"', drawn)] == [2, 2]
    assert 'class="open"' in drawn
    assert 'class="open"' not in sparkline([1, 2], [1, 2], label="so")
    assert sparkline([1, 2], [math.nan, math.nan], label="so") == ""
    heights = [float(y) for y in re.findall(r",([\d.]+)", sparkline([0, 1, 2], [0, 5, 10], label="so"))]
    assert heights == [39.0, 22.0, 5.0]


def test_what_a_page_carries_is_what_the_index_reads(tmp_path: Path) -> None:
    carried = prose.carried({"people": 320.0, "in touch": math.nan})["weaklib-headline"]
    report(tmp_path, "2026-10.html", "2026-10-31", carried)
    (found,) = reports_in(tmp_path).reports
    assert found.figures["people"] == 320
    assert math.isnan(found.figures["in touch"])
    assert found.day == pd.Timestamp("2026-10-31")
