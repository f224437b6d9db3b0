"""The report: one private page, whole or not at all, and one sentence when it cannot be had."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import stat
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from filelock import FileLock

from tests.pages.made import EXAMPLE, ROOT, connections_page, example_page, tiny
from weaklib.book import BusyError, InputError, OutputError, WeaklibError
from weaklib.pages import keep, notebooks, report
from weaklib.pages.report import run_report

SECTIONS = (
    "What is worth doing now?",
    "How fresh and complete is the picture?",
    "Who knows whom?",
    "How close are your ties?",
    "Who leads to other circles?",
    "How varied is your network?",
    "How does it grow?",
    "Did it help?",
    "Limits",
)


class Reader(HTMLParser):
    """What a page holds: its tags in order, its scripts, and the text that a person reads."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: dict[int, str] = {}
        self.text: list[str] = []
        self.inside: tuple[str, dict[str, str | None]] = ("", {})
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = self.tags[-1]

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        self.inside = ("", {})

    def handle_data(self, data: str) -> None:
        tag, attributes = self.inside
        if tag == "script":
            if attributes.get("type") != "application/json":
                self.scripts[len(self.tags)] = self.scripts.get(len(self.tags), "") + data
        elif tag != "style" and data.strip():
            self.text.append(" ".join(data.split()))


def read(path: Path) -> Reader:
    return Reader(path.read_text(encoding="utf-8"))


def test_the_page_is_named_after_its_month_and_private() -> None:
    page = example_page()
    assert page.name == "2026-10.html"
    assert sorted(path.name for path in page.parent.iterdir()) == [".lock", "2026-10.html", "index.html"]
    if os.name == "posix":
        assert stat.S_IMODE(page.stat().st_mode) == 0o600
        assert stat.S_IMODE(page.parent.stat().st_mode) == 0o700


def test_two_runs_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From another folder, another copy of the exports and another hash seed."""
    shutil.copytree(EXAMPLE, tmp_path / "elsewhere" / "example")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    again = run_report("elsewhere/example", reports="pages")
    assert again.read_bytes() == example_page().read_bytes()


def test_the_page_says_nothing_of_the_run() -> None:
    """No code, no path, no time, no name of a tool that ran it."""
    page = example_page().read_text(encoding="utf-8")
    told = page[: page.index('<script type="application/json"')]
    for word in (
        "import ",
        "weaklib.pages",
        "papermill",
        "ipykernel",
        "execution",
        str(ROOT),
        "weaklib-",
        "In&nbsp;[",
    ):
        assert word not in told, word


@pytest.mark.parametrize("make", [example_page, connections_page])
def test_every_section_has_something_to_say(make) -> None:
    page = read(make())
    assert [text for text in page.text if text in SECTIONS][-len(SECTIONS) :] == list(SECTIONS)
    for first, second in zip(SECTIONS, [*SECTIONS[1:], ""], strict=True):
        start = len(page.text) - 1 - page.text[::-1].index(first)
        end = len(page.text) - 1 - page.text[::-1].index(second) if second else len(page.text)
        assert len(" ".join(page.text[start:end])) > 150, first


@pytest.mark.parametrize("make", [example_page, connections_page])
def test_no_gap_shows_as_a_word_of_the_machine(make) -> None:
    words = re.findall(r"[\w<>]+", " ".join(read(make()).text))
    assert {"nan", "NaN", "None", "NaT", "inf", "null", "True", "False", "<NA>"}.isdisjoint(words)
    figures = make().read_text(encoding="utf-8").partition('id="figures">')[2].partition("</script>")[0]
    assert not re.search(r"\b(nan|NaN|NaT|None)\b", figures)


def test_a_list_of_connections_is_a_useful_page() -> None:
    """Circles by employer, said to be inferred; strength unknown, with the steps to know it."""
    text = " ".join(read(connections_page()).text)
    assert "unknown: this export has no messages" in text
    assert "Get a copy of your data" in text
    assert "All" in text
    assert "inferred" in text
    assert "probably know each other" in text
    assert re.search(r"[1-9]\d* circles", text)
    assert re.search(r"[1-9]\d* doors", text)
    assert "strong tie" not in text


def test_the_policy_comes_first_and_names_the_scripts_that_are_there() -> None:
    page = read(example_page())
    assert [tag for tag, _ in page.tags[:3]] == ["html", "head", "meta"]
    meta = page.tags[2][1]
    assert meta["http-equiv"] == "Content-Security-Policy"
    content = str(meta["content"])
    named = re.findall(r"'sha256-([^']+)'", content)
    there = [
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for script in page.scripts.values()
    ]
    assert sorted(named) == sorted(there)
    assert "default-src 'none'" in content
    assert "connect-src 'none'" in content
    assert "unsafe-inline" not in content.partition("style-src")[0]


def test_nothing_is_left_beside_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither in the system's temporary folder nor in the home folder, nor in the working folder."""
    for name in ("home", "temporary", "work"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    monkeypatch.chdir(tmp_path / "work")
    with pytest.raises(WeaklibError):
        run_report("", reports=tmp_path / "pages", notebook=tiny(tmp_path / "bad.ipynb", "1 / 0"))
    run_report("", reports=tmp_path / "pages", notebook=tiny(tmp_path / "good.ipynb", "'done'"))
    left = [path for name in ("home", "temporary", "work") for path in (tmp_path / name).rglob("*")]
    assert left == []


def test_a_kernel_of_somebody_else_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A python3 kernel that the person installed for another Python is left alone."""
    kernel = tmp_path / "kernels" / "python3"
    kernel.mkdir(parents=True)
    (kernel / "kernel.json").write_text(
        '{"argv": ["no-such-python"], "display_name": "x", "language": "python"}'
    )
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    page = run_report(
        "", reports=tmp_path / "pages", notebook=tiny(tmp_path / "t.ipynb", "import sys", "sys.prefix")
    )
    assert sys.prefix in page.read_text(encoding="utf-8")


def test_a_misspelt_parameter_is_refused_before_anything_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "running", lambda *_, **__: pytest.fail("it ran"))
    with pytest.raises(InputError, match=r"no parameter 'asof'.*Its parameters are data_dir, as_of"):
        run_report(EXAMPLE, reports=tmp_path, asof="2026-10-31")
    with pytest.raises(InputError, match="no parameter"):
        run_report(EXAMPLE, reports=tmp_path, **{"x = __import__('os')": 1})


@pytest.mark.parametrize(("value", "fine"), [(3, True), (2.5, False), (True, False), ("3", False)])
def test_a_parameter_has_the_type_of_its_default(value: object, fine: bool) -> None:
    if fine:
        assert notebooks.check_parameters({"most": 5}, {"most": value}, notebook="x") == {"most": value}
    else:
        with pytest.raises(InputError, match="most is"):
            notebooks.check_parameters({"most": 5}, {"most": value}, notebook="x")


@pytest.mark.parametrize(
    "source", ["a = b", "import os", "a, b = 1, 2", "a = f(1)", "for x in y: pass", "a ="]
)
def test_parameters_are_literals(source: str, tmp_path: Path) -> None:
    path = tiny(tmp_path / "odd.ipynb", parameters=source)
    with pytest.raises(InputError, match=r"odd\.ipynb needs one cell tagged 'parameters'"):
        run_report("", reports=tmp_path / "pages", notebook=path)


def test_papermill_reads_the_same_parameters() -> None:
    import papermill

    for path in notebooks.notebooks_folder().glob("*.ipynb"):
        own = notebooks.parameters_of(nbformat.read(path, as_version=4), path)
        assert list(papermill.inspect_notebook(path)) == list(own), path.name


def test_an_unknown_notebook_is_refused() -> None:
    with pytest.raises(InputError, match=r"no notebook 'repport'; weaklib's own are .*report"):
        notebooks.find_notebook("repport")


@pytest.mark.parametrize(("folder", "word"), [("nowhere", "nowhere"), ("", "export")])
def test_an_error_of_weaklib_comes_out_as_it_is(folder: str, word: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=word) as caught:
        run_report(tmp_path / folder, reports=tmp_path / "pages")
    assert caught.value.exit_code == 2
    assert "Traceback" not in str(caught.value)
    assert "\n" not in str(caught.value)
    assert list((tmp_path / "pages").glob("*.html")) == []


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="someday"):
        run_report(EXAMPLE, reports=tmp_path, as_of="someday")


def test_a_notebook_is_told_a_day_that_everybody_reads_alike(tmp_path: Path) -> None:
    """The tiny one does not read its exports; the page is named for the month of the day."""
    with pytest.raises(InputError, match=r"as_of is '01\.02\.2026'.*write it as 2026-10-31\.$"):
        run_report("", reports=tmp_path, notebook=tiny(tmp_path / "tiny.ipynb"), as_of="01.02.2026")
    assert list(tmp_path.glob("*.html")) == []


def test_another_error_names_the_step(tmp_path: Path) -> None:
    bad = tiny(tmp_path / "bad.ipynb", "1 / 0")
    with pytest.raises(
        WeaklibError, match=r"bad.ipynb stopped at the step '1 / 0': ZeroDivisionError: .*--debug"
    ):
        run_report("", reports=tmp_path / "pages", notebook=bad)


def test_a_run_that_was_cut_off_says_so(tmp_path: Path) -> None:
    dead = tiny(tmp_path / "dead.ipynb", "import os; os._exit(9)")
    with pytest.raises(WeaklibError, match=r"dead\.ipynb was cut off"):
        run_report("", reports=tmp_path / "pages", notebook=dead)


def test_a_second_run_is_told_to_wait(tmp_path: Path) -> None:
    with FileLock(tmp_path / ".lock"), pytest.raises(BusyError, match="Another run") as caught:
        run_report(EXAMPLE, reports=tmp_path)
    assert caught.value.exit_code == 3


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputError, match="file") as caught:
        run_report(EXAMPLE, reports=tmp_path / "file" / "reports")
    assert caught.value.exit_code == 5
    assert (tmp_path / "file").read_text() == "mine"


def test_a_page_is_the_old_one_or_the_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = keep.write_whole(tmp_path / "page.html", "old")
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        with pytest.raises(OutputError, match=r"page.html could not be written \(No space left on device\)"):
            keep.write_whole(page, "new")
    assert page.read_text() == "old"
    assert list(tmp_path.iterdir()) == [page]
    assert keep.write_whole(page, "new").read_text() == "new"


def test_what_a_killed_run_left_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / ".page-abc").write_text("half a")
    (tmp_path / "2026-09.html").write_text("whole")
    with keep.locked(tmp_path):
        assert sorted(path.name for path in tmp_path.iterdir()) == [".lock", "2026-09.html"]


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_a_folder_with_other_things_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "letter.txt").write_text("not ours")
    with keep.locked(tmp_path):
        assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_plain_papermill_runs_the_same_notebook(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-m", "papermill", ROOT / "notebooks" / "report.ipynb", tmp_path / "out.ipynb"),
            *("-p", "data_dir", EXAMPLE, "-p", "as_of", "2026-06-30"),
        ],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Your network, June 2026" in (tmp_path / "out.ipynb").read_text(encoding="utf-8")
