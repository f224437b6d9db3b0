"""The frame: one set of dependencies, told twice; what the wheel carries; what git never sees."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))

CONDA_NAMES = {
    "ibis-framework-core": "ibis-framework",
    "playwright-python": "playwright",
    "python-duckdb": "duckdb",
    "python-igraph": "igraph",
    "python-tzdata": "tzdata",
}
"""What conda-forge calls otherwise."""


def bounds(requirements: list[str]) -> dict[str, str]:
    """The lower bound of each requirement; one without a lower bound fails."""
    unbound = [text for text in requirements if not re.fullmatch(r"[a-z0-9-]+>=[0-9.]+", text)]
    assert unbound == []
    return dict(text.split(">=") for text in requirements)


def test_conda_and_pip_install_the_same_parts() -> None:
    by_pip = next(entry["pip"] for entry in CONDA["dependencies"] if isinstance(entry, dict))
    by_conda = [entry for entry in CONDA["dependencies"] if isinstance(entry, str) and entry != "pip"]
    named = bounds(by_conda + [entry for entry in by_pip if entry != "--editable ."])
    assert {CONDA_NAMES.get(name, name): bound for name, bound in named.items()} == {
        **bounds(PROJECT["dependencies"]),
        **bounds(PROJECT["optional-dependencies"]["test"]),
        "python": PROJECT["requires-python"].removeprefix(">="),
    }
    assert "--editable ." in by_pip


def test_classifiers_name_only_the_pythons_that_were_tried() -> None:
    named = {text.rpartition(" :: ")[2] for text in PROJECT["classifiers"] if "Python :: 3." in text}
    assert named == {"3.11", "3.13"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in the wheel, built as pip builds it."""
    folder = tmp_path_factory.mktemp("wheel")
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    return set(ZipFile(built).namelist())


def test_the_wheel_carries_everything_that_is_read_at_run_time(wheel: set[str]) -> None:
    beside_the_code = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "weaklib").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    notebooks = {f"weaklib/notebooks/{path.name}" for path in (ROOT / "notebooks").glob("*.ipynb")}
    assert {"weaklib/sources/organisations/vocabulary.csv", "weaklib/py.typed"} <= beside_the_code
    assert "weaklib/notebooks/report.ipynb" in notebooks
    assert wheel >= beside_the_code | notebooks


def test_the_wheel_carries_nothing_else(wheel: set[str]) -> None:
    assert {name.split("/")[0] for name in wheel} == {"weaklib", f"weaklib-{PROJECT['version']}.dist-info"}
    assert f"weaklib-{PROJECT['version']}.dist-info/licenses/LICENSE" in wheel
    assert not [name for name in wheel if re.search(r"checkpoint|\.cache|/data/", name)]
    # no report: these are what the app's pages are made of, called as Voilà asks for them
    templates = {
        f"weaklib/cli/app/nbconvert/templates/weaklib/{name}.html" for name in ("page", "tree", "error")
    }
    assert {name for name in wheel if name.endswith(".html")} == templates


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        ("data/Complete_LinkedInDataExport_11-01-2026.zip", False),
        ("data/Connections.csv", False),
        ("data/sub/me.ics", False),
        ("data/goals.yaml", False),
        ("data/.cache/book.parquet", False),
        ("reports/2026-10.html", False),
        (".venv/bin/python", False),
        ("notebooks/.ipynb_checkpoints/report-checkpoint.ipynb", False),
        ("data/example/calendar.ics", True),
        ("data/example/export.zip", True),
        ("tests/data/linkedin/2026/Connections.csv", True),
        ("weaklib/sources/organisations/vocabulary.csv", True),
    ],
)
def test_git_never_sees_what_is_private(tmp_path: Path, path: str, seen: bool) -> None:
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    (tmp_path / ".gitignore").write_bytes((ROOT / ".gitignore").read_bytes())
    ignored = subprocess.run(["git", "-C", tmp_path, "check-ignore", "--quiet", path], check=False)
    assert ignored.returncode == (1 if seen else 0)


def test_every_target_of_the_makefile_is_told_at_its_head() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    assert targets
    assert re.findall(r"^# make (\w+) ", text, re.MULTILINE) == targets[1].split()
