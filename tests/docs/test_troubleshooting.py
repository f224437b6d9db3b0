"""Every message of docs/troubleshooting.md is one that weaklib prints: each fault is made, and compared."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

import pytest
from filelock import FileLock

from tests.docs.pages import FENCE, ROOT
from tests.docs.typed import typed
from weaklib.book import WeaklibError

PAGE = ROOT / "docs" / "troubleshooting.md"
EXAMPLE = ROOT / "data" / "example"
COMPLETE = EXAMPLE / "Complete_LinkedInDataExport_10-31-2026.zip"
BASIC = EXAMPLE / "Basic_LinkedInDataExport_06-30-2024.zip"


@cache
def connections() -> str:
    with ZipFile(COMPLETE) as whole:
        return whole.read("Connections.csv").decode()


def beside(name: str, text: str) -> Callable[[Path], object]:
    """A list of connections, and a file beside it."""

    def make(data: Path) -> None:
        (data / "Connections.csv").write_text(connections(), encoding="utf-8")
        (data / name).write_text(text, encoding="utf-8")

    return make


def listed(data: Path) -> None:
    (data / "Connections.csv").write_text(connections(), encoding="utf-8")


def strangers(data: Path) -> None:
    for name, text in (("Connections.xlsx", "PK"), ("mail.pst", "!BDN"), ("archive.zip.crdownload", "PK")):
        (data / name).write_text(text, encoding="utf-8")


def cut_short(data: Path) -> None:
    shutil.copy(BASIC, data)
    (data / "new").mkdir()
    rows = connections().splitlines(keepends=True)
    (data / "new" / "Connections.csv").write_text("".join(rows[:60]), encoding="utf-8")


def no_folder(data: Path) -> None:
    listed(data)
    (data.parent / "reports").write_text("", encoding="utf-8")


def no_pool(data: Path) -> None:
    listed(data)
    (data / "pool").mkdir()


class Fault(NamedTuple):
    """How a fault is made in an empty data folder, what is typed then, and the exit code."""

    make: Callable[[Path], object]
    typed: str
    code: int = 2


CHECK = "check data"
FAULTS = {
    "The folder is empty": Fault(lambda _: None, CHECK),
    "The folder is not there": Fault(Path.rmdir, CHECK),
    "There are files, but no exports": Fault(strangers, CHECK),
    "The zip is not whole": Fault(
        lambda data: (data / "Complete.zip").write_bytes(COMPLETE.read_bytes()[:20_000]), CHECK
    ),
    "The columns are others": Fault(
        lambda data: (data / "Connections.csv").write_text("Name,Company,Connected On\nA B,C,01 Jan 2024\n"),
        CHECK,
    ),
    "How close anybody is, is unknown": Fault(listed, CHECK, 0),
    "Nothing says who you are": Fault(listed, CHECK, 0),
    "An export was cut short": Fault(cut_short, CHECK, 0),
    "A period has not been exported yet": Fault(listed, "report data --period 2027-01"),
    "settings.yaml: the time zone": Fault(beside("settings.yaml", "zone: Berlin\n"), CHECK),
    "settings.yaml: a key": Fault(beside("settings.yaml", "timezone: Europe/Berlin\n"), CHECK),
    "settings.yaml: no YAML": Fault(beside("settings.yaml", "name: [Mira\n"), CHECK),
    "settings.yaml: a calendar that is not https": Fault(
        beside("settings.yaml", "subscriptions:\n  work: http://calendar.example.org/a.ics\n"), "refresh data"
    ),
    "goals.yaml": Fault(beside("goals.yaml", "role: Head of Data\nweekly: many\n"), "plan data"),
    "people.csv": Fault(beside("people.csv", "name;decision\nA B;yes\n"), CHECK),
    "The ledger": Fault(beside("ledger.sqlite", "no ledger"), "log list data", 4),
    "Nobody is called so": Fault(listed, "log add data --step sent --person|Xaver Nobody"),
    "Several are called so": Fault(listed, "log add data --step sent --person Lars"),
    "The period": Fault(listed, "report data --period October"),
    "The preview is for the shared report": Fault(listed, "report data --preview"),
    "There is no such command": Fault(listed, "raport"),
    "Nothing to fetch": Fault(listed, "refresh data"),
    "The folder is no pool": Fault(no_pool, "pool find data --pool data/pool --at Kestrel"),
    "The folder cannot be written into": Fault(no_folder, "report data", 5),
}
"""The faults that are made, by the heading under which the message stands."""

IN_THE_MAKEFILE = (
    "No Python, or one that is too old",
    "Python without venv, as on Debian and Ubuntu",
    "Browser tests that did not run",
)
"""What make says is looked up in the Makefile: these machines cannot be made here."""
ELSEWHERE = ("Another run is at it", "weaklib does not know it either")


def sections() -> dict[str, str]:
    """What stands under each heading."""
    parts = re.split(r"^### (.+)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def messages() -> dict[str, str]:
    """The message under each heading that has one."""
    found = {heading: FENCE.findall(text) for heading, text in sections().items()}
    return {heading: told[0][1].strip() for heading, told in found.items() if told}


def is_said(message: str, text: str) -> bool:
    """Whether a line of what was said is the message, in which … stands for anything."""
    pattern = ".*".join(map(re.escape, message.split("…")))
    return any(re.fullmatch(pattern, line.strip()) for line in text.splitlines())


def test_every_message_is_made_somewhere() -> None:
    assert set(messages()) == {*FAULTS, *IN_THE_MAKEFILE, *ELSEWHERE}


@pytest.mark.parametrize("heading", FAULTS)
def test_the_fault_is_told_so(heading: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    make, words, code = FAULTS[heading]
    make(data)
    first, _, rest = words.partition("|")
    said = typed([*first.split(), *([rest] if rest else [])], tmp_path)
    assert is_said(messages()[heading], said.text), said.text
    assert said.code == code
    assert "Traceback" not in said.text


def test_another_run_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    listed(tmp_path / "data")
    (tmp_path / "reports").mkdir()
    with FileLock(tmp_path / "reports" / ".lock"):
        said = typed(["report", "data"], tmp_path)
    assert is_said(messages()["Another run is at it"], said.text), said.text
    assert said.code == 3


def test_what_nobody_foresaw_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()

    def broken(*_: object) -> None:
        msg = "out of ink"
        raise RuntimeError(msg)

    monkeypatch.setattr("weaklib.sources.files.open_exports", broken)
    said = typed(["check"], tmp_path)
    assert is_said(messages()["weaklib does not know it either"], said.text), said.text
    assert said.code == 1


@pytest.mark.parametrize("heading", IN_THE_MAKEFILE)
def test_make_says_so(heading: str) -> None:
    told = re.sub(r'"?\s*\\\n\s*"?', " ", (ROOT / "Makefile").read_text(encoding="utf-8"))
    assert messages()[heading] in told


def test_exit_codes_that_the_page_names_are_those_of_the_package() -> None:
    from weaklib.action.ledger import DamageError
    from weaklib.book import BusyError, OutputError

    named: dict[str, type[WeaklibError]] = {
        "The ledger": DamageError,
        "The folder cannot be written into": OutputError,
        "Another run is at it": BusyError,
    }
    for heading, kind in named.items():
        assert f"Exit code {kind.exit_code}." in sections()[heading]


def test_another_text_is_no_message() -> None:
    assert is_said("ends on …, before", "ends on 1 May, before")
    assert not is_said("ends on …, before", "ends on 1 May, after")
    assert not is_said("the zip", "the zip is gone")
