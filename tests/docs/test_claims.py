"""What the documentation claims of the rest of the house is so: proofs, questions, steps, numbers and names."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.docs.pages import GUIDES, ROOT, links, name
from weaklib.action.goals import LANGUAGES
from weaklib.action.weights import Weights
from weaklib.measures.classes import CLASSES
from weaklib.measures.ties import Defaults
from weaklib.pages.closeness import ADVICE
from weaklib.pages.share.shared import LEAST_GROUPS
from weaklib.sources import advice
from weaklib.sources.settings_checks import SettingsFile
from weaklib.views.looks import SYMBOLS

README = ROOT / "README.md"
RULES, WEIGHTS, LEAST = Defaults(), Weights(), min(LEAST_GROUPS)


def text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def table(page: str, heading: str) -> list[list[str]]:
    """The cells of the first table under a heading."""
    section = text(page).split(f"## {heading}\n", 1)[1].split("\n## ")[0]
    rows = re.findall(r"^\|(.*)\|$", section, flags=re.MULTILINE)[2:]
    return [[cell.strip() for cell in row.split(" | ")] for row in rows]


def test_every_promise_has_its_proof() -> None:
    for promise, proof in table("README.md", "What stays private"):
        assert re.search(r"\(tests/[\w/]+\.py\)", proof), promise
    promises = table("docs/privacy.md", "Promises, each with its test")
    assert len(promises) > 15
    for promise, proof in promises:
        tests = re.findall(r"\[([\w ]+)\]\(\.\./(tests/[\w/]+\.py)\)", proof)
        assert tests, promise
        for words, path in tests:
            assert f"\ndef test_{words.replace(' ', '_')}(" in text(path), f"{words} is no test of {path}"


def test_each_of_the_six_questions_leads_to_the_notebook_that_asks_it() -> None:
    rows = table("README.md", "Six questions, six notebooks")
    assert len(rows) == 6
    for question, cell in rows:
        (notebook,) = re.findall(r"\((notebooks/[\w-]+\.ipynb)\)", cell)
        first = "".join(json.loads(text(notebook))["cells"][0]["source"])
        words = {word.lower() for word in re.findall(r"\w{4,}", question)}
        told = {word.lower() for word in re.findall(r"\w{4,}", first)}
        assert len(words & told) >= len(words) / 3, (question, first)


def test_the_sections_that_the_readme_names_are_those_of_the_report() -> None:
    cells = json.loads(text("notebooks/report.ipynb"))["cells"]
    told = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    asked = [match[1].lower() for each in told if (match := re.match(r"## (.*)\?", each))]
    assert asked[0] == "what is worth doing now"  # which the sentence before tells
    sentence = text("README.md").split("one after the other: ")[1].split("?")[0].lower()
    places = [sentence.find(question) for question in asked[1:]]
    assert places == sorted(places)
    assert min(places) == 0
    assert len(places) == 7


@pytest.mark.parametrize(
    "steps", ["LINKEDIN_STEPS", "CALENDAR_STEPS", "MAIL_STEPS", "ADDRESS_BOOK_STEPS"], ids=str.lower
)
def test_the_steps_of_the_report_are_those_of_the_guide(steps: str) -> None:
    guide = text("docs/exports.md")
    named = re.findall(r"\*\*([^*]+)\*\*", " ".join(getattr(advice, steps)))
    assert named
    for each in named:
        assert each in guide


def test_the_classes_on_the_map_are_told_with_their_shapes() -> None:
    shapes = {"square": "■", "diamond": "◆", "circle": "●", "triangle-down": "▼", "triangle-up": "▲"}
    shapes |= {"circle-open": "○", "circle-open-dot": "◉"}
    rows = [row for row in table("docs/map.md", "What you see") if row[1] in CLASSES]
    assert [(mark[0], kind, means) for mark, kind, means in rows] == [
        (shapes[SYMBOLS[kind]], kind, ADVICE[kind][0]) for kind in CLASSES
    ]


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ("docs/exports.md", f"meetings of more than {RULES.max_meeting} people are too large"),
        ("docs/daily.md", f"Nobody is suggested whom you asked within {WEIGHTS.asked_days} days"),
        ("docs/networking.md", f"asks nobody again within {WEIGHTS.asked_days} days"),
        ("docs/networking.md", f"the {RULES.half_life_days:g} days of weaklib are a convention"),
        ("docs/map.md", f"silent for {RULES.dormant_days / 365.25:g} years or more"),
        ("docs/daily.md", f"# of the openers: {', '.join(LANGUAGES[:-1])} or {LANGUAGES[-1]}"),
        ("docs/coaches.md", f"the smallest group that is told: {LEAST_GROUPS[0]} or {LEAST_GROUPS[1]}"),
        ("docs/coaches.md", "in steps of five people (or ten: `--at-least 10`)"),
        (
            "docs/coaches.md",
            f"stands for itself or up to {dict(enumerate('one two three four'.split(), 1))[LEAST - 1]} more",
        ),
        ("docs/troubleshooting.md", f"It may hold {', '.join(SettingsFile.model_fields)}."),
        ("docs/networking.md", "silent for more than eight times its usual gap"),
    ],
)
def test_a_number_is_the_one_of_the_code(page: str, sentence: str) -> None:
    assert sentence in text(page)
    assert (LEAST_GROUPS, RULES.fading_gaps) == ((5, 10), 8)


def test_what_is_cited_is_listed_and_what_is_listed_is_cited() -> None:
    body, listed = text("docs/networking.md").split("## Sources\n")
    sources = re.findall(r"^- ([^\W\d_][\w-]*).*? ?((?:19|20)\d\d)", listed, flags=re.MULTILINE)
    cited = set(
        re.findall(
            r"([^\W\d_][\w-]+)(?:, [\w-]+)*(?: & [\w-]+)?(?: and others)?,? \(?((?:19|20)\d\d)\)?", body
        )
    )
    assert cited
    assert {year for _, year in sources} >= {year for _, year in cited}
    for author, year in sources:
        assert re.search(rf"\b{author}\b[^.;]*?{year}", body), f"{author} {year} is listed and not cited"
    for author, year in cited:
        assert re.search(rf"^- .*\b{author}\b.*?{year}", listed, re.MULTILINE), (
            f"{author} {year} is not listed"
        )


def test_the_readme_is_short_and_begins_with_the_sentence_and_the_picture() -> None:
    lines = README.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 140
    assert lines[2].startswith("**weaklib reads the contact exports you already have")
    assert "docs/map.png" in links(README)[0]


@pytest.mark.parametrize("page", [README, *GUIDES], ids=name)
def test_a_page_is_plain(page: Path) -> None:
    """No machine of ours, no name of a person of ours, no raw HTML but comments, and one title."""
    told = page.read_text(encoding="utf-8")
    assert not re.search(r"/(tmp|work|root|Users)/|localhost|C:\\\\", told)
    bare = re.sub(r"```.*?```|`[^`\n]*`|<!--.*?-->", "", told, flags=re.DOTALL)
    assert not re.search(r"(?<!\\)<[a-zA-Z/]", bare)
    assert len(re.findall(r"^# ", re.sub(r"```.*?```", "", told, flags=re.DOTALL), re.MULTILINE)) == 1
    assert told.endswith("\n")
    assert not re.search(r"[ \t]+$", told, re.MULTILINE)
