"""What those who carry on are told is so: paths, commands and versions; no part of the package is under the GPL."""

from __future__ import annotations

import datetime as dt
import re
import shlex
import tomllib
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

import weaklib as wl
from tests.docs.pages import ROOT, anchors, blocks, links, name, prose, script
from tests.docs.test_links import dead
from weaklib.cli import weaklib as command_line

CONTRIBUTING, SECURITY = ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md"
TEMPLATE = ROOT / ".github" / "ISSUE_TEMPLATE" / "bug.md"
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
RECORDS = [page for page in DECISIONS if page.stem != "README"]
PAGES = [CONTRIBUTING, SECURITY, TEMPLATE, *DECISIONS]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
PARTS = script("licences")

every_page = pytest.mark.parametrize("page", PAGES, ids=name)


def commands(page: Path) -> list[str]:
    """The lines of shell on a page, without what is said of them."""
    lines = [line for block in blocks(page, "sh") for line in block.text.splitlines()]
    return [bare for line in lines if (bare := re.sub(r"\s+#\s.*", "", line).strip())]


def told(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@every_page
def test_no_link_is_dead(page: Path) -> None:
    faults = [f"{to} {why}" for to in links(page) if (why := dead(page, to))]
    assert faults == []


@every_page
def test_a_page_is_one_page_and_plain(page: Path) -> None:
    assert len(re.findall(r"\w+", prose(page))) <= 1_100
    assert not re.search(r"/(tmp|work|root|Users)/|localhost|[\w.]+@[\w.]+\.\w+", told(page))
    assert not re.search(r"[ \t]+$", told(page), re.MULTILINE)
    assert told(page).endswith("\n")


@every_page
def test_what_is_named_on_a_page_is_there(page: Path) -> None:
    """Paths in code: from here, from the package, or from the wing that the words before it name."""
    roots = (ROOT, ROOT / "weaklib", ROOT / "weaklib" / "sources")
    named = re.findall(
        r"`([\w.][\w./-]*\.(?:py|md|csv|yaml|toml|cff|ipynb)|[\w.-]+(?:/[\w.-]+)*/)`", told(page)
    )
    absent = [path for path in named if not any((root / path).exists() for root in roots)]
    assert set(absent) <= {
        "weaklib/action/templates/xx.yaml",  # xx stands for the language
        "data/",
        "reports/",
        "dist/",  # made by a run
        "Connections.csv",  # a file of LinkedIn
    }


def test_every_command_to_type_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[1].split())
    typed = [line for page in (CONTRIBUTING, TEMPLATE) for line in commands(page)]
    assert len(typed) >= 12
    for line in typed:
        program, *arguments = shlex.split(line)
        if program == "make":
            assert arguments[0] in targets, line
        elif program == "weaklib":
            assert CliRunner().invoke(command_line, [*arguments, "--help"]).exit_code == 0, line
        elif program == ".venv/bin/python":
            assert (ROOT / arguments[0]).is_file(), line
        else:
            assert (ROOT / program).is_file(), line


def test_every_target_and_every_script_is_told() -> None:
    text = told(CONTRIBUTING)
    for path in (ROOT / "docs").glob("*.py"):
        assert f"docs/{path.name}" in text
    for target in ("report", "lab", "lint", "test", "bench"):
        assert f"make {target}" in text


def test_each_choice_says_why_and_what_else_there_was() -> None:
    assert len(RECORDS) == 5
    listed = links(DECISIONS[-1] if DECISIONS[-1].stem == "README" else ROOT / "docs/decisions/README.md")
    assert [page.name for page in RECORDS] == listed
    for page in RECORDS:
        assert {"context", "decision", "consequences", "considered"} <= anchors(page)
        assert len(told(page).splitlines()) <= 40


def checked(*more: str) -> Result:
    """What the command that the template asks for says of the example."""
    (line,) = [line for line in commands(TEMPLATE) if "check" in line]
    _, check, *options = shlex.split(line)
    said = CliRunner().invoke(command_line, [check, str(ROOT / "data" / "example"), *options, *more])
    assert said.exit_code == 0
    return said


def telling() -> set[str]:
    """What tells of somebody in the example: names, addresses, profiles, employers and schools."""
    book = wl.read(ROOT / "data" / "example")
    words = {book.owner.name, book.owner.profile, *book.owner.emails, *book.owner.skills}
    words |= {*book.people["name"], *book.people["profile"], *book.affiliations["organisation"]}
    words |= {email for emails in book.people["emails"] for email in emails}
    return {word for word in words if isinstance(word, str) and len(word) > 3}


@pytest.mark.parametrize("style", ["table", "csv", "json"])
def test_what_a_bug_report_asks_for_tells_of_nobody(style: str) -> None:
    said = checked("--format", style)
    assert "Connections.csv" in said.output
    found = {word for word in telling() if re.search(rf"\b{re.escape(word)}\b", said.output, re.IGNORECASE)}
    assert found == set()


def test_what_tells_of_somebody_would_be_found() -> None:
    said = CliRunner().invoke(command_line, ["check", str(ROOT / "data" / "example")])
    assert len(telling()) > 500
    assert [word for word in telling() if re.search(rf"\b{re.escape(word)}\b", said.output)] != []


def test_the_owners_number_at_linkedin_is_not_told() -> None:
    """Some of LinkedIn's own file names end in it."""
    open_words = CliRunner().invoke(command_line, ["check", str(ROOT / "data" / "example")]).output
    assert re.search(r"Member_Follows_\d{5,}\.csv", open_words)
    assert re.search(r"Member_Follows_\d{1,2}\.csv", checked().output)
    assert not re.search(r"\d{5,}", checked("--format", "csv").output)


def test_the_citation_names_what_is_released() -> None:
    assert CITATION["cff-version"] == "1.2.0"
    assert (CITATION["version"], CITATION["license"]) == (PROJECT["version"], PROJECT["license"])
    assert [author["name"] for author in CITATION["authors"]] == [each["name"] for each in PROJECT["authors"]]
    assert {"message", "title", "type"} <= set(CITATION)
    assert isinstance(CITATION.get("date-released", dt.date(2026, 1, 1)), dt.date)
    for reference in CITATION["references"]:
        assert reference["authors"]
        assert isinstance(reference["year"], int)


def test_security_names_a_way_that_is_not_public_and_no_address() -> None:
    assert "private advisory" in told(SECURITY)
    assert "docs/privacy.md" in links(SECURITY)


def listed(heading: str) -> dict[str, str]:
    """The parts under a heading of the page of licences, each with its licence."""
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    section = re.split(rf"^## {heading}.*$", page, flags=re.MULTILINE)[1].split("\n## ")[0]
    rows = re.findall(r"^\| (\S+) \| (.+) \|$", section, flags=re.MULTILINE)
    return {part: licence for part, licence in rows if part not in ("part", "---")}


@pytest.mark.parametrize("extra", ["", "app", "spark"])
def test_nobody_who_installs_weaklib_gets_the_gpl(extra: str) -> None:
    """Read from what is installed here, and from the page."""
    asked = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"].get(extra, ())]
    found = PARTS.parts(asked)
    assert len(found) > 100
    assert [part for part in found if PARTS.is_gpl(part.licence)] == []
    on_page = listed(f"For .*`{extra}`" if extra else "At run time")
    assert [part for part, licence in on_page.items() if PARTS.is_gpl(licence)] == []


@pytest.mark.parametrize("group", ["", *PARTS.EXTRAS])
def test_the_licence_of_everything_that_is_asked_for_is_told(group: str) -> None:
    asked = PROJECT["optional-dependencies"][group] if group else PROJECT["dependencies"]
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    names = [re.match(r"[a-z0-9-]+", text)[0] for text in asked]
    untold = [each for each in names if not re.search(rf"^\| (\*\*)?{each}(\*\*)? \|", page, re.MULTILINE)]
    assert untold == [], "docs/licences.md is out of date: .venv/bin/python docs/licences.py writes it anew"
    assert set(PARTS.EXTRAS) == set(PROJECT["optional-dependencies"])


def test_no_licence_is_unknown() -> None:
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    assert PARTS.UNTOLD not in page
    assert PARTS.ABSENT not in page


@pytest.mark.parametrize(
    ("declared", "is_gpl"),
    [
        ("MIT", False),
        ("GPL-3.0-only", True),
        ("AGPL-3.0-or-later", True),
        ("LGPL-3.0-or-later", False),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("GNU General Public License v3 (GPLv3)", True),
        ("GNU Affero General Public License v3", True),
        ("GPL-2.0-only OR MIT", False),
        ("MIT AND GPL-2.0-only", True),
        ("GPLv3", True),
    ],
)
def test_the_gpl_is_told_from_its_cousins(declared: str, is_gpl: bool) -> None:
    assert PARTS.is_gpl(declared) == is_gpl
