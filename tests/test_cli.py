"""The `weaklib` command as a person meets it: what it prints, where, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ERA = Path(__file__).parent / "data" / "linkedin" / "2026"
ODDITIES = Path(__file__).parent / "data" / "linkedin-oddities"
NAMES = (
    "Amina",
    "Zoë",
    "Brandt",
    "Li Wei",
    "Sandvik",
    "Haddad",
    "Robin",
    "Ahlers",
    "zo%C3%AB",
    "amina-yusuf",
    "mirador",
)
COMMANDS = ("check", "ties", "map", "report")


def weaklib(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, as the console script does."""
    python_path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    environment = {"PYTHONIOENCODING": "utf-8", "COLUMNS": "200"} | environment
    return subprocess.run(
        [sys.executable, "-c", "from weaklib.cli import main; main()", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        env=os.environ | {"PYTHONPATH": python_path} | environment,
        timeout=180,
        check=False,
    )


def output_of(command: str, place: Path) -> list[str | Path]:
    """Return the options with which `command` writes into `place`, if it writes at all."""
    return {"map": ["-o", place / "map.html"], "report": ["-o", place / "reports"]}.get(command, [])


def assert_one_sentence(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    """Assert a refusal: its exit code, nothing on stdout, one or two sentences on stderr, no traceback."""
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    message = " ".join(done.stderr.split())
    assert message.rstrip("╯─ │").endswith((".", "'", "]")) or "Try " in message, message
    assert len(message) < 600
    for word in words:
        assert word.lower() in message.lower(), message


def rows_of(done: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    """Return the table of a JSON answer."""
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout, parse_constant=lambda word: pytest.fail(f"{word} is no JSON"))
    assert isinstance(answer, dict)
    rows = answer["rows"]
    assert isinstance(rows, list)
    return rows


@pytest.fixture
def data(tmp_path: Path) -> Path:
    shutil.copytree(ERA, tmp_path / "data")
    return tmp_path / "data"


@pytest.mark.parametrize("command", [*COMMANDS, "lab"])
def test_every_command_has_help(command: str) -> None:
    done = weaklib(command, "--help")
    assert done.returncode == 0
    assert command in done.stdout
    assert len(done.stdout) > 150


def test_help_names_every_command() -> None:
    done = weaklib("--help")
    assert done.returncode == 0
    assert all(command in done.stdout for command in [*COMMANDS, "lab"])


def test_check_as_json(data: Path) -> None:
    rows = {str(row["source"]): row for row in rows_of(weaklib("check", data, "--format", "json"))}
    assert len(rows) == 17
    messages = rows["messages.csv"]
    assert [messages[c] for c in ("kind", "rows", "used", "merged", "set_aside")] == [
        "linkedin messages",
        16,
        10,
        1,
        5,
    ]
    assert str(messages["last"]).startswith("2026-06-20")


def test_check_as_csv(data: Path) -> None:
    done = weaklib("check", data, "--format", "csv")
    assert done.returncode == 0, done.stderr
    rows = {row["source"]: row for row in csv.DictReader(io.StringIO(done.stdout))}
    assert [rows["Connections.csv"][column] for column in ("rows", "used", "merged", "set_aside")] == [
        "12",
        "9",
        "1",
        "2",
    ]


def test_check_as_table_says_why(data: Path) -> None:
    """A person reads which files were read, what was set aside, and why."""
    done = weaklib("check", data)
    assert done.returncode == 0, done.stderr
    for words in (
        "Connections.csv",
        "messages.csv",
        "hidden",
        "draft",
        "sponsored",
        "LinkedIn Member",
        "not read",
    ):
        assert words in done.stdout + done.stderr, words


@pytest.mark.parametrize("style", ["table", "csv", "json"])
def test_redacted_shows_no_person(style: str, data: Path) -> None:
    """What is redacted can be pasted into a bug report."""
    done = weaklib("check", data, "--redacted", "--format", style)
    assert done.returncode == 0, done.stderr
    assert "Connections.csv" in done.stdout
    assert [name for name in NAMES if name.lower() in (done.stdout + done.stderr).lower()] == []


def test_redacted_shows_no_person_in_file_names(tmp_path: Path) -> None:
    shutil.copytree(ERA, tmp_path / "data" / "Robin Ahlers private")
    done = weaklib("check", tmp_path / "data", "--redacted", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert "Ahlers" not in done.stdout + done.stderr


def test_ties_as_json(data: Path) -> None:
    rows = rows_of(weaklib("ties", data, "--format", "json"))
    assert {"amina-yusuf", "zoë-brandt", "greta-sandvik", "li-wei-1", "li-wei-2"} <= {
        row["person"] for row in rows
    }
    assert "robin-ahlers" not in {row["person"] for row in rows}
    strengths = [row["strength"] for row in rows if row["strength"] is not None]
    assert strengths == sorted(strengths, reverse=True)
    classes = {row["person"]: row["class"] for row in rows}
    assert classes["li-wei-1"] == "nominal"
    assert classes["zoë-brandt"] not in ("nominal", "unknown")


def test_ties_as_csv_and_table_agree(data: Path) -> None:
    told = weaklib("ties", data, "--format", "csv")
    people = [row["person"] for row in csv.DictReader(io.StringIO(told.stdout))]
    assert people == [row["person"] for row in rows_of(weaklib("ties", data, "--format", "json"))]
    shown = weaklib("ties", data, "--format", "table")
    assert shown.returncode == 0
    assert "Zoë Brandt" in shown.stdout
    assert "nan" not in shown.stdout.lower().split()


def test_ties_as_of_a_day(data: Path) -> None:
    """As it stood at the end of that day: later people and later contacts are not there."""
    rows = {
        row["person"]: row
        for row in rows_of(weaklib("ties", data, "--as-of", "2024-12-31", "--format", "json"))
    }
    assert "greta-sandvik" not in rows
    assert "hanna-obriain" not in rows
    assert rows["zoë-brandt"]["class"] == "nominal"
    assert str(rows["li-wei-2"]["last_contact"]).startswith("2024-06-01")


def test_the_answer_is_the_same_twice(data: Path) -> None:
    first, second = (weaklib("ties", data, "--format", "json", PYTHONHASHSEED=seed) for seed in ("1", "2"))
    assert first.stdout == second.stdout
    assert first.returncode == 0


def test_a_connections_file_alone() -> None:
    """Nobody's strength is known, and that is not an error."""
    rows = rows_of(weaklib("ties", ERA / "Connections.csv", "--format", "json"))
    assert len(rows) == 9
    assert {row["class"] for row in rows} == {"unknown"}
    assert {row["strength"] for row in rows} == {None}


def test_a_zip_is_data_too(tmp_path: Path) -> None:
    path = shutil.make_archive(str(tmp_path / "Complete_LinkedInDataExport_06-21-2026"), "zip", ERA)
    assert len(rows_of(weaklib("ties", path, "--format", "json"))) == 11


def test_map_is_one_offline_file(data: Path, tmp_path: Path) -> None:
    done = weaklib("map", data, "-o", tmp_path / "map.html")
    assert done.returncode == 0, done.stderr
    assert "map.html" in done.stdout + done.stderr
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert "<script src=" not in page
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "map.html").stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "map.html"]


def test_report_is_one_page_a_period(data: Path, tmp_path: Path) -> None:
    done = weaklib("report", data, "-o", tmp_path / "reports", "--period", "2026-05")
    assert done.returncode == 0, done.stderr
    assert "2026-05.html" in done.stdout
    page = tmp_path / "reports" / "2026-05.html"
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    pages = {path for path in (tmp_path / "reports").iterdir() if path.suffix in (".html", ".ipynb")}
    assert pages == {page, page.with_name("index.html")}


def test_nothing_is_written_into_the_data(data: Path, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in data.rglob("*")}
    for command in ("check", "ties", "map"):
        assert weaklib(command, data, *output_of(command, tmp_path)).returncode == 0
    visible = {path: path.stat().st_mtime_ns for path in data.rglob("*") if ".cache" not in path.parts}
    assert visible == before


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("oddity", "word"),
    [
        ("no-export-types", "export"),
        ("truncated-zip", "Complete_LinkedInDataExport_06-21-2026.zip"),
        ("without-names", "First Name"),
        ("empty-file", "Connections.csv"),
        ("locked-zip", "password"),
    ],
)
def test_nothing_usable_is_one_sentence(command: str, oddity: str, word: str, tmp_path: Path) -> None:
    assert_one_sentence(weaklib(command, ODDITIES / oddity, *output_of(command, tmp_path)), 2, word)
    assert list(tmp_path.rglob("*.html")) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_an_empty_folder_and_a_missing_one(command: str, tmp_path: Path) -> None:
    (tmp_path / "nothing").mkdir()
    assert_one_sentence(weaklib(command, tmp_path / "nothing", *output_of(command, tmp_path)), 2, "export")
    assert_one_sentence(weaklib(command, tmp_path / "nowhere", *output_of(command, tmp_path)), 2, "nowhere")


@pytest.mark.parametrize(
    "arguments",
    [
        ["ties", "--as-of", "someday"],
        ["ties", "--as-of", "2026-13-45"],
        ["ties", "--as-of", "01.02.2026"],
        ["map", "--as-of", "1/2/2026"],
        ["ties", "--format", "yaml"],
        ["ties", "--frobnicate"],
        ["report", "--period", "2026-13"],
        ["report", "--period", "May"],
        ["frobnicate"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_is_refused(arguments: list[str], data: Path, tmp_path: Path) -> None:
    command, *options = arguments
    done = weaklib(command, data, *options, *output_of(command, tmp_path))
    assert_one_sentence(done, 2, (options or arguments)[-1])


@pytest.mark.parametrize("command", [["ties"], ["map"], ["plan"], ["log", "list"]], ids=" ".join)
def test_a_day_that_could_be_two_is_refused_before_anything_is_read(
    command: list[str], tmp_path: Path
) -> None:
    """Pandas takes the month first: the first of February was silently the second of January."""
    done = weaklib(*command, tmp_path / "nowhere", "--as-of", "01.02.2026")
    told = "--as-of is '01.02.2026', which is not a date of the form year-month-day; write it as 2026-10-31."
    assert_one_sentence(done, 2, told)


@pytest.mark.parametrize("command", ["map", "report"])
def test_an_output_that_cannot_be_written(command: str, data: Path, tmp_path: Path) -> None:
    """The way to it leads through a file: exit 5, and the file is as it was."""
    (tmp_path / "file").write_text("mine")
    target = tmp_path / "file" / ("map.html" if command == "map" else "reports")
    assert_one_sentence(weaklib(command, data, "-o", target), 5, "file")
    assert (tmp_path / "file").read_text() == "mine"


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    """Before or after the subcommand: one of the two places is enough."""
    tried = [
        weaklib("--debug", "check", tmp_path / "nowhere"),
        weaklib("check", tmp_path / "nowhere", "--debug"),
    ]
    shown = [done for done in tried if "Traceback" in done.stderr and "InputError" in done.stderr]
    assert shown
    assert {done.returncode for done in tried} == {2}


def test_a_damaged_file_beside_good_ones_is_a_warning(data: Path) -> None:
    """Exit 0, since there is an answer; what was not read is said on stderr or in the table."""
    shutil.copy(ODDITIES / "truncated-zip" / "Complete_LinkedInDataExport_06-21-2026.zip", data)
    done = weaklib("check", data)
    assert done.returncode == 0, done.stderr
    assert "again" in " ".join((done.stdout + done.stderr).split())


def hostile(place: Path) -> Path:
    """Write contacts whose names are markup of a terminal library, escape codes and a formula."""
    place.mkdir()
    rows = [
        "[bold]Ann[/bold],[/red],https://www.linkedin.com/in/h-1,,[link=https://evil.example]x[/link],:bomb:,01 Jan 2024",
        "\x1b[31mBob\x1b]0;title\x07,Brown,https://www.linkedin.com/in/h-2,,Firm,Boss,02 Jan 2024",
        "=1+1,Łukasz 田中,https://www.linkedin.com/in/h-3,,@SUM(A1),-1,03 Jan 2024",
    ]
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
    (place / "Connections.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    return place


@pytest.mark.parametrize("command", ["check", "ties"])
@pytest.mark.parametrize("style", ["table", "csv", "json"])
def test_hostile_names_do_nothing_to_a_terminal(command: str, style: str, tmp_path: Path) -> None:
    done = weaklib(command, hostile(tmp_path / "data"), "--format", style, NO_COLOR="1")
    assert done.returncode == 0, done.stderr
    assert "\x1b]" not in done.stdout
    assert "\x1b[31m" not in done.stdout
    if command == "ties" and style != "table":
        assert "[bold]Ann[/bold] [/red]" in done.stdout


def test_formulas_in_a_csv_are_text(tmp_path: Path) -> None:
    """A spreadsheet that opens the csv computes nothing."""
    done = weaklib("ties", hostile(tmp_path / "data"), "--format", "csv")
    cells = [cell for row in csv.reader(io.StringIO(done.stdout)) for cell in row]
    assert [cell for cell in cells if cell.startswith(("=", "@", "+"))] == []


def test_a_terminal_of_few_letters(data: Path) -> None:
    """An ASCII terminal shows what it can; it is no reason to stop."""
    done = weaklib("ties", data, PYTHONIOENCODING="ascii")
    assert done.returncode == 0, done.stderr
    assert "Marta Lindqvist" in done.stdout


def test_a_reader_that_stops_early(data: Path) -> None:
    """`weaklib ties | head -1` ends in silence."""
    command = (
        f'"{sys.executable}" -c "from weaklib.cli import main; main()" ties "{data}" --format csv | true'
    )
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.stderr == ""
