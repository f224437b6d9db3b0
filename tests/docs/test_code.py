"""All code in the documentation runs: Python as it stands, commands as they are typed, settings as they are read.

What cannot be run here is listed with its whole text and the reason; a line that is on no page is no longer
needed there, and fails.
"""

from __future__ import annotations

import re
import shlex
import warnings
from collections.abc import Callable
from pathlib import Path

import click
import plotly.io
import pytest
import yaml

from tests.docs.pages import GENERATED, PAGES, Block, blocks, name
from tests.docs.typed import typed
from weaklib.action.goals import read_goals
from weaklib.cli import weaklib as command_line
from weaklib.pages.share.choices import read_choices
from weaklib.pool.choosing import read_choices as read_pool_choices
from weaklib.sources.settings import read_settings

INSTALLS = "it installs, which needs the network and minutes; tried by hand on a clean machine"
OPENS = "it opens a program that runs until it is closed; tests/browser/test_lab.py opens it"
REPORTS = "it writes a report, as tests/pages/test_report.py does; one is written here by `weaklib report`"
SHARES = "it writes a shared report, as tests/pages/test_share_page.py does"
TIMES = "it hangs on which timer this machine has; tests/pages/test_schedule.py tries each of them"
POOLS = "it needs a pool; tests/pool/test_pool_command.py makes one"

NOT_RUN = {
    "make report": "make sets up an environment of its own; .ci/run calls it",
    "make test": "it would run these tests again",
    "pip install .": INSTALLS,
    "pipx install .": INSTALLS,
    "uv tool install .": INSTALLS,
    "conda env create --file environment.yml": "conda is not there; tests/test_packaging.py compares the file",
    "weaklib lab": OPENS,
    "weaklib refresh": "it opens the network; tests/test_refresh.py has a server of its own",
    "weaklib report --period 2026-10": REPORTS,
    "weaklib report --backfill 24": REPORTS,
    "weaklib report --edition shared --preview": SHARES,
    "weaklib report --edition shared": SHARES,
    "weaklib schedule": TIMES,
    "weaklib schedule data --every month --dry-run": TIMES,
    "weaklib schedule --every month --install": TIMES,
    "weaklib schedule data --every month --install": TIMES,
    "weaklib schedule data --every month --remove": TIMES,
    "weaklib schedule data --install --on-failure 'notify-send \"weaklib: $WEAKLIB_PERIOD failed "
    "($WEAKLIB_EXIT)\"'": TIMES,
    "weaklib pool": "bare it lists its commands, as one that was typed wrong",
    "weaklib pool contribute --pool FOLDER": POOLS,
    'weaklib pool find --pool FOLDER --at "Fjordkraft Tromvik"': POOLS,
    "weaklib pool withdraw --pool FOLDER": POOLS,
    "weaklib log import --from mine.csv": "it needs a sheet; tests/action/test_sheet.py has many",
    'eval "$(_WEAKLIB_COMPLETE=bash_source weaklib)"': "it changes a shell; tests/test_log_terminal.py does so",
    "papermill notebooks/report.ipynb out.ipynb -p data_dir data": (
        "tests/pages/test_report.py::test_plain_papermill_runs_the_same_notebook"
    ),
    "papermill notebooks/report.ipynb out.ipynb -p data_dir data -p period 2026-10": (
        "tests/pages/test_report.py::test_plain_papermill_runs_the_same_notebook"
    ),
    "0 7 1 * * cd /home/me/weaklib && umask 077 && .venv/bin/papermill -k python3 notebooks/report.ipynb "
    "reports/$(date +\\%Y-\\%m).ipynb -p data_dir data": "a line for a crontab, not for a shell",
}
"""Lines that are not run, each with the reason."""


def lines(block: Block) -> list[str]:
    """The commands of a block, without what is said of them after a #."""
    told = block.text.replace("\\\n", " ").splitlines()
    return [bare for line in told if (bare := re.sub(r"(^|\s+)#\s.*", "", line).strip())]


def typed_lines() -> list[str]:
    """Every command on every page, each once; the reference shows forms, and no commands."""
    written = [page for page in PAGES if page.stem not in GENERATED]
    shown = [block for page in written for kind in ("sh", "") for block in blocks(page, kind)]
    return list(dict.fromkeys(line for block in shown for line in lines(block)))


TYPED = typed_lines()


def test_what_is_not_run_is_on_a_page() -> None:
    assert set(NOT_RUN) <= set(TYPED)


@pytest.mark.parametrize("line", [line for line in TYPED if line not in NOT_RUN])
def test_a_command_does_what_it_is_typed_for(line: str, folder: Path) -> None:
    called, *arguments = shlex.split(line)
    assert called == "weaklib", f"{line}: run it here, or say in NOT_RUN why not"
    said = typed(arguments, folder)
    assert said.code == 0, said.text
    assert "Traceback" not in said.text
    assert said.text


@pytest.mark.parametrize("line", [line for line in TYPED if line.startswith("weaklib")])
def test_the_options_of_a_command_are_there(line: str) -> None:
    """Also of those that are not run."""
    context, command = click.Context(command_line, info_name="weaklib"), command_line
    words = shlex.split(line)[1:]
    while isinstance(command, click.Group) and words:
        made = command.get_command(context, words.pop(0))
        assert made is not None, line
        command = made
    if isinstance(command, click.Group):
        assert words == []
    else:  # what it does not take is a usage error
        command.make_context(line, words, parent=context)


def test_an_option_that_is_not_there_is_seen() -> None:
    with pytest.raises(click.UsageError):
        test_the_options_of_a_command_are_there("weaklib report --edition public")
    with pytest.raises(click.UsageError):
        test_the_options_of_a_command_are_there("weaklib ties --colour")
    with pytest.raises(AssertionError):
        test_the_options_of_a_command_are_there("weaklib reports")


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python")], ids=name)
def test_python_runs(page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setattr(plotly.io.renderers, "default", "json")
    held: dict[str, object] = {}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for block in blocks(page, "python"):
            exec(compile(block.text, name(page), "exec"), held)  # noqa: S102 - our own pages


READERS: dict[str, Callable[[Path], object]] = {
    "settings.yaml": read_settings,
    "shared.yaml": read_choices,
    "pools.yaml": read_pool_choices,
    "goals.yaml": lambda data: read_goals(data / "goals.yaml"),
}
KEYS = {"name": "settings.yaml", "subscriptions": "settings.yaml", "roles": "goals.yaml"} | {
    "k": "shared.yaml",
    "as": "pools.yaml",
}
"""The file that a block is of, by its first key."""
SETTINGS = [block for page in PAGES for block in blocks(page, "yaml")]


@pytest.mark.parametrize("block", SETTINGS, ids=lambda block: f"{block.page.stem}-{block.text.split(':')[0]}")
def test_settings_are_read(block: Block, tmp_path: Path) -> None:
    said = yaml.safe_load(block.text)
    file = KEYS[next(iter(said))]
    (tmp_path / file).write_text(block.text, encoding="utf-8")
    read = READERS[file](tmp_path)
    nothing = READERS[file](tmp_path / "nowhere")
    assert read != nothing


def test_every_kind_of_block_is_looked_at() -> None:
    kinds = {
        kind for page in PAGES for kind in re.findall(r"^```(\w+)$", page.read_text("utf-8"), re.MULTILINE)
    }
    assert kinds <= {"sh", "python", "yaml", "text"}
    texts = {page.stem for page in PAGES if blocks(page, "text")}
    assert texts == {"benchmarks", "troubleshooting"}
    assert len(SETTINGS) >= 5
    assert len(TYPED) > len(NOT_RUN)
