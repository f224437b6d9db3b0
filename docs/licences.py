"""Write docs/licences.md: under which licence each part stands that weaklib is built on, as the parts say it.

Run it with `.venv/bin/python docs/licences.py`, where all extras are installed, after a dependency has
changed. It warns, and ends with 1, where a part that is needed at run time is under the GPL: weaklib is BSD,
and nobody who installs it should come by other terms unawares.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PAGE = Path(__file__).with_suffix(".md")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = {
    "app": "the notebooks as an app",
    "spark": "a pool on Spark",
    "test": "the tests",
    "bench": "the benchmarks",
    "lint": "the checks of the code",
}
"""The optional parts, and what each is for."""
UNTOLD = "not told"
ABSENT = "not installed where this page was written"
HEAD = """\
# Licences of the parts

<!-- Written by docs/licences.py from what the installed parts declare: run it again after a change. -->

weaklib itself is under BSD-3-Clause. Here is what it stands on, and what those parts stand on in turn, each \
with the licence that its own package declares. Names in **bold** weaklib asks for itself; the others come \
with them. Which ones come can differ by release, system and Python.

None of the parts that are needed at run time is under the GPL; a test holds that. Those under the LGPL are \
used as they are: packages of their own, installed beside weaklib, which anybody may replace by another \
version. igraph and fa2-modified, which are under the GPL, serve tests and benchmarks alone; neither weaklib \
nor its extras `app` and `spark` bring them along.
"""

SPELT = {
    r"apache.*|asl 2.*|http://www\.apache\.org/licenses/license-2\.0": "Apache-2.0",
    r"mit( license)?": "MIT",
    r"bsd( license)?|bsd style": "BSD",
    r"(the )?(new |modified )?bsd[ -]3[ -]clause.*|3-clause bsd.*": "BSD-3-Clause",
    r"(the )?bsd[ -]2[ -]clause.*": "BSD-2-Clause",
    r"isc( license)?( \(iscl\))?": "ISC",
    r"psfl|python software foundation license": "PSF-2.0",
    r"mozilla public license 2.*": "MPL-2.0",
    r"gnu lesser general public license v3 or later.*": "LGPL-3.0-or-later",
    r"gplv3": "GPL-3.0-only",
    r"gnu general public license \(gpl\)": "GPL",
    r"gnu general public license v2 or later.*": "GPL-2.0-or-later",
    r"gnu general public license v3 or later.*": "GPL-3.0-or-later",
}
"""What packages of before licence expressions call their licence, and what it is called now."""


class Part(NamedTuple):
    """A package: what it is called, the licence it declares, and whether weaklib asks for it itself."""

    name: str
    licence: str
    asked_for: bool


def page() -> str:
    """Return the page."""
    at_run_time = parts(PROJECT["dependencies"])
    known = {part.name for part in at_run_time}
    told = [HEAD, _table(f"At run time: {len(at_run_time)}", at_run_time)]
    for extra, purpose in EXTRAS.items():
        further = [part for part in parts(PROJECT["optional-dependencies"][extra]) if part.name not in known]
        told.append(_table(f"For {purpose}: `{extra}`", further))
        known |= {part.name for part in further}
    return "\n".join(told)


def parts(requirements: Iterable[str]) -> list[Part]:
    """Return the packages that requirements name, and all that these need here, by name.

    Parameters
    ----------
    requirements
        As pyproject.toml writes them.
    """
    asked = list(map(Requirement, requirements))
    by_name = {canonicalize_name(requirement.name) for requirement in asked}
    return [Part(name, licence(name), name in by_name) for name in sorted(_with_theirs(asked))]


def _with_theirs(asked: list[Requirement]) -> set[str]:
    """Return the names of requirements and of all below them, as this Python on this system installs them."""
    left, seen = list(asked), set[tuple[str, str]]()
    while left:
        requirement = left.pop()
        name = canonicalize_name(requirement.name)
        for extra in {"", *requirement.extras} - {extra for known, extra in seen if known == name}:
            seen.add((name, extra))
            left += _needs(name, extra)
    return {name for name, _ in seen}


def _needs(name: str, extra: str) -> Iterator[Requirement]:
    try:
        needed = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return
    for requirement in map(Requirement, needed):
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            yield requirement


def licence(name: str) -> str:
    """Return the licence that an installed package declares: as an expression, else by its classifiers.

    Parameters
    ----------
    name
        Of the package.
    """
    try:
        said = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ABSENT
    if expression := said.json.get("license_expression"):
        return str(expression)
    first = str(said.json.get("license", "")).strip().partition("\n")[0]
    classified = [
        text.rpartition(" :: ")[2] for text in said.get_all("Classifier", []) if text.startswith("License ::")
    ]
    # a whole text, or a word without a meaning, stands where a name should
    usable = first and not re.search(r"copyright|unknown|dual", first, re.IGNORECASE)
    named = [first] if usable else classified or [_title(name)]
    return " OR ".join(sorted({_spelt(each) for each in named}))


def _title(name: str) -> str:
    """Return the first line of the licence that a package brings as a file, which says which one it is."""
    files = [file for file in metadata.files(name) or [] if re.match(r"LICEN[CS]E", file.name)]
    return files[0].read_text().strip().partition("\n")[0] if files else UNTOLD


def _spelt(named: str) -> str:
    found = (now for was, now in SPELT.items() if re.fullmatch(was, named.strip().lower()))
    return next(found, named.strip())


def is_gpl(declared: str) -> bool:
    """Tell whether a licence leaves no choice but the GPL or the AGPL; the LGPL is neither.

    Parameters
    ----------
    declared
        A licence expression, or the name of a licence.
    """
    is_gpl_itself = re.compile(r"\bA?GPL|(?<!Lesser )\bGeneral Public|Affero", re.IGNORECASE)
    return all(map(is_gpl_itself.search, re.split(r"\s+OR\s+", declared)))


def _table(heading: str, listed: list[Part]) -> str:
    rows = [f"| {f'**{part.name}**' if part.asked_for else part.name} | {part.licence} |" for part in listed]
    return "\n".join([f"## {heading}", "", "| part | licence |", "|---|---|", *rows, ""])


def main() -> int:
    """Write the page; return 1 where a part that is needed at run time is under the GPL."""
    PAGE.write_text(page(), encoding="utf-8")
    gpl = [part for part in parts(PROJECT["dependencies"]) if is_gpl(part.licence)]
    for part in gpl:
        sys.stderr.write(f"{part.name} is needed at run time and under {part.licence}.\n")
    return int(bool(gpl))


if __name__ == "__main__":
    sys.exit(main())
