"""Write docs/measures.md: what each number means and what it does not, as code and notebooks say it.

Nothing is written here but the order of the page. The definitions are the docstrings of the measures, their
conventions the defaults, the plain words those behind the clicks of the report, and what a number does not
tell the last section of the notebook that shows it. Run it with `.venv/bin/python docs/measures.py` after one
of these has changed; tests/docs compares the two.
"""

from __future__ import annotations

import inspect
import json
import operator
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, NamedTuple

import weaklib
from weaklib.action.weights import Weights
from weaklib.measures.readings import READINGS
from weaklib.pages import trust
from weaklib.pages.closeness import ADVICE
from weaklib.pages.english import NOTES

ROOT = Path(__file__).parents[1]
PAGE = Path(__file__).with_suffix(".md")
HEAD = """\
# What each number means, and what it does not

<!-- Written by docs/measures.py from docstrings, defaults and notebooks: change those, and run it again. -->

Each section begins with plain words, the same as behind "How is this computed?" in the report, and says \
what the numbers do not tell. The exact definitions stand below, with the names that Python and the tables \
of `weaklib ... --format csv` use. *nan* is an empty cell: unknown or not measurable, which is never 0. \
How the picture is read is told in [how to read the map](map.md), and where the research says something \
else in [networking as research describes it](networking.md).
"""


class Section(NamedTuple):
    """A part of the page: its question, and where in the code its words are."""

    question: str
    notes: tuple[str, ...]
    measures: str
    notebook: str


SECTIONS = (
    Section(
        "How close is a tie?",
        ("closeness",),
        (
            "ties.tie_table ties.class_counts ties.explain explanation.explained "
            "sensitivity.what_changes outlook.fit outlook.chance"
        ),
        "02-ties",
    ),
    Section(
        "Who knows whom, and which circles are there?",
        ("circles",),
        (
            "network.contact_network network.newman_projection circles.find_circles "
            "circles.circle_table circles.modularity stability.circle_stability stability.by_circle "
            "lineage.match lineage.changes"
        ),
        "03-map",
    ),
    Section(
        "Who leads to other circles?",
        ("bridges",),
        (
            "bridging.bridge_table bridging.owner_structure bridging.overlap bridging.tie_structure "
            "bridging.local_bridges bridging.articulation profile.weak_tie_profile profile.shares "
            "profile.moved"
        ),
        "03-map",
    ),
    Section(
        "How varied is the network?",
        ("variety",),
        (
            "diversity.diversity_table diversity.hill diversity.blau diversity.blau_unbiased "
            "diversity.iqv diversity.shannon diversity.rarefy diversity.rarefied "
            "diversity.diversity_change diversity.sole_contacts positions.position_generator "
            "mixing.ei_index mixing.ei_by_group mixing.modularity"
        ),
        "report",
    ),
    Section(
        "How does it change?",
        ("headline", "growth"),
        (
            "history.replay turnover.tie_changes turnover.turnover signature.social_signature "
            "signature.divergence moves.job_moves"
        ),
        "report",
    ),
    Section(
        "Whom could I write to?",
        ("doing",),
        (
            "outreach.plan advice.candidates introductions.candidates maintaining.candidates "
            "building.candidates gaps.gaps yields.yields expertise.rank"
        ),
        "04-outreach",
    ),
    Section(
        "Did it help?",
        ("impact",),
        (
            "impact.summary impact.arrivals impact.contrast impact.time_to_reply impact.introductions "
            "impact.roots impact.payback impact.choose impact.wilson impact.newcombe impact.jeffreys "
            "impact.shrunk assessment.assess"
        ),
        "05-impact",
    ),
    Section(
        "Do weak ties hold the whole together?",
        (),
        (
            "temporal.tie_strengths temporal.strength_and_overlap temporal.seen_together "
            "percolation.removal_curves percolation.fall nextmonth.months_after nextmonth.foretold "
            "nextmonth.compared"
        ),
        "07-evidence",
    ),
    Section(
        "How fresh and complete is the picture?",
        ("freshness",),
        "",
        "01-load",
    ),
)
"""The page, in its order."""


def page() -> str:
    """Return the page."""
    parts = [HEAD, *(part for section in SECTIONS for part in _told(section))]
    return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"


def _told(section: Section) -> Iterator[str]:
    yield f"## {section.question}"
    for words, source in (NOTES[name] for name in section.notes):
        yield words
        yield _sources(source)
    yield f"**What it does not tell.** {limits(section.notebook)}"
    yield f"[{section.notebook}](../notebooks/{section.notebook}.ipynb) shows it."
    measures = section.measures.split()
    if "ties.tie_table" in measures:
        yield _classes()
        yield _conventions("strength", weaklib.ties.Defaults())
    if "outreach.plan" in measures:
        yield _conventions("the lists", Weights())
    if "profile.weak_tie_profile" in measures:
        yield _readings()
    yield from (definition(name) for name in measures)


def limits(notebook: str) -> str:
    """Return what a notebook says under Limits; what the report computes there, from where it has it.

    Parameters
    ----------
    notebook
        Its name, without the ending.
    """
    cells = json.loads((ROOT / "notebooks" / f"{notebook}.ipynb").read_text(encoding="utf-8"))["cells"]
    prose = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    (told,) = (text for text in prose if text.startswith("## Limits"))
    if notebook == "report":
        return f"{trust.UNSEEN} {trust.DATED} {trust.CONVENTIONS} {trust.AVERAGES}"
    return told.removeprefix("## Limits").strip()


def definition(name: str) -> str:
    """Return what the docstring of a measure says of its numbers, as Markdown.

    Parameters
    ----------
    name
        As it is called in Python, without `wl.`.
    """
    summary, sections = _sections(operator.attrgetter(name)(weaklib).__doc__ or "")
    parts = [f"### `wl.{name}`", _markdown(summary)]
    if returned := sections.get("Returns"):
        head, _, rest = returned.partition("\n")
        parts += [_markdown(inspect.cleandoc(f"\n{rest}"))] if rest.strip() else [head]
    parts += [_sources(sections.get("References", ""))]
    return "\n\n".join(filter(None, parts))


def _sources(told: str) -> str:
    """Return the publications; a mark of METRICS says that the definition is weaklib's own, as it is here."""
    published = re.sub(r"METRICS(?: of weaklib)?, sections?[^.]*\. ?", "", " ".join(told.split()))
    return f"*Source:* {published.strip()}" if published else ""


def _sections(docstring: str) -> tuple[str, dict[str, str]]:
    parts = re.split(r"^(\w[\w ]*)\n-{3,}$", inspect.cleandoc(docstring), flags=re.MULTILINE)
    return parts[0].strip(), {
        name: text.strip("\n") for name, text in zip(parts[1::2], parts[2::2], strict=True)
    }


def _markdown(text: str) -> str:
    """Return numpydoc as Markdown: what follows a double colon is code, and a paragraph is a line."""
    blocks = re.split(r"\n\s*\n", text)
    told, is_code = [], False
    for block in blocks:
        if is_code and block.startswith("    "):
            told.append(f"```\n{inspect.cleandoc(f'{chr(10)}{block}')}\n```")
            continue
        is_code = block.rstrip().endswith("::")
        told.append(_lines(block.rstrip().removesuffix(":") if is_code else block))
    return "\n\n".join(told)


def _lines(block: str) -> str:
    """Return a block with each paragraph, and each point of a list, on one line."""
    return re.sub(r"\*|<(?=[A-Za-z])", r"\\\g<0>", re.sub(r"\n(?!\s*- )\s*", " ", block))


def _classes() -> str:
    rows = "\n".join(f"| {name} | {means} | {advice} |" for name, (means, advice) in ADVICE.items())
    return f"### The classes\n\n| class | what it means | what to do |\n|---|---|---|\n{rows}"


def _conventions(of: str, defaults: Any) -> str:
    """List the fields of a dataclass with their values, under what its docstring says of them."""
    values = {field.name: _value(getattr(defaults, field.name)) for field in fields(defaults)}
    _, sections = _sections(type(defaults).__doc__ or "")
    heads = re.findall(r"^(\S.*)\n((?:[ ]+.*\n?)+)", sections["Attributes"], flags=re.MULTILINE)
    rows = [
        f"- {', '.join(f'`{name}` = {values[name]}' for name in head.split(', '))}: {' '.join(says.split())}"
        for head, says in heads
    ]
    return f"### The conventions of {of}\n\nAll of them can be changed.\n\n" + "\n".join(rows)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {part:g}" for name, part in value.items())
    return f"{value:g}"


def _readings() -> str:
    parts = ["### Strong or bridging: how the four parts may be read"]
    for quadrant, reading in READINGS.items():
        parts += [
            f"**{quadrant.capitalize()}.** {reading.means}",
            f"- *Supported:* {reading.supported}\n- *Not supported:* {reading.unsupported}",
            f"*Sources:* {'; '.join(reading.sources)}",
        ]
    return "\n\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
