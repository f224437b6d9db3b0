"""Files made to do harm: each is refused or bounded, in 5 seconds of the processor and 500 MB, with one sentence.

One process reads many attacks, one after the other. The kernel ends it where one of them takes more
than its seconds; then another process goes on with the next. All of it happens in a folder that
holds the home and the temporary files too, so that whatever is written anywhere is found.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.attacks import ATTACKS, CONNECTIONS, ZOE, plain_zip, written

ROOT = Path(__file__).parents[2]
SECONDS = 5
BYTES = 500 * 10**6
GENEROUS = 600  # seconds by the clock, on a machine that does other things too
GOOD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Grete Gutdatei\r\nEMAIL:grete@gutdatei.example\r\nEND:VCARD\r\n"

READER = """
import json, re, resource, sys, time
from pathlib import Path
import weaklib
from weaklib.book import InputError

PROC = Path("/proc/self/status")

def most_bytes():
    # the usage of a process has in it what its parent held when it was made; the status has its own
    if PROC.exists():
        return int(re.search(r"VmHWM:\\s+(\\d+) kB", PROC.read_text())[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)

seconds, most, warm, *folders = sys.argv[1:]
weaklib.read(warm)  # what is imported on the way costs nobody's five seconds
for folder in folders:
    began = time.process_time()
    resource.setrlimit(resource.RLIMIT_CPU, (int(began) + 1 + int(seconds), resource.RLIM_INFINITY))
    said = {"name": Path(folder).name, "sentence": "", "coverage": {}, "people": 0}
    print(json.dumps({"begins": said["name"]}), flush=True)
    try:
        book = weaklib.read(folder).check()
    except InputError as error:
        said["sentence"] = str(error)
    else:
        said["coverage"] = dict(zip(book.coverage.index, book.coverage["note"].fillna("")))
        said["people"] = len(book.people)
        said["names"] = [str(name)[:50] for name in book.people["name"].head(5000)]
    said["seconds"] = time.process_time() - began
    said["bytes"] = most_bytes()
    print(json.dumps(said), flush=True)
    if said["bytes"] > int(most) / 2:  # what follows would be blamed for it
        break
"""


@dataclass(frozen=True)
class Outcome:
    """What became of one attack."""

    sentence: str = ""
    coverage: Mapping[str, str] = field(default_factory=dict)
    people: int = 0
    names: tuple[str, ...] = ()
    seconds: float = 0.0
    bytes: int = 0
    died: str = ""


def sandboxed(place: Path) -> dict[str, str]:
    """Return the environment of a process that has nothing but one folder to write to."""
    (place / "home").mkdir(exist_ok=True)
    (place / "tmp").mkdir(exist_ok=True)
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONIOENCODING": "utf-8",
        "HOME": str(place / "home"),
        "TMPDIR": str(place / "tmp"),
    }


def outcomes_of(place: Path, folders: list[Path]) -> dict[str, Outcome]:
    """Read each folder; where a process does not come back from one, another goes on with the next."""
    found: dict[str, Outcome] = {}
    while len(found) < len(folders):
        waiting = [str(folder) for folder in folders if folder.name not in found]
        done = subprocess.run(
            [sys.executable, "-c", READER, str(SECONDS), str(BYTES), str(place / "warm"), *waiting],
            env=sandboxed(place),
            cwd=place / "home",
            capture_output=True,
            text=True,
            timeout=GENEROUS,
            check=False,
        )
        begun = ""
        for line in done.stdout.splitlines():
            said = json.loads(line)
            begun = said.get("begins", begun)
            if "begins" not in said:
                name = said.pop("name")
                found[name] = Outcome(**said)
        assert begun, done.stderr
        if begun not in found:  # it died there
            slow = done.returncode == -signal.SIGXCPU
            found[begun] = Outcome(died=f"more than {SECONDS} seconds" if slow else done.stderr[-1500:])
    return found


def tree_of(place: Path) -> dict[str, tuple[int, int]]:
    """Return every file and folder, caches excepted, with its size and time of change."""
    return {
        path.relative_to(place).as_posix(): (path.lstat().st_size, path.lstat().st_mtime_ns)
        for path in sorted(place.rglob("*"))
        if ".cache" not in path.parts and not path.is_dir()
    }


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("attacks")


@pytest.fixture(scope="module")
def outcomes(place: Path) -> Iterator[dict[str, Outcome]]:
    folders = []
    for name, make in ATTACKS.items():
        list(written(place / "data" / name, {**make(), "good.vcf": GOOD.encode()}))
        folders.append(place / "data" / name)
    warm = {"Connections.csv": CONNECTIONS + ZOE, "good.vcf": GOOD.encode(), "export.zip": plain_zip({})}
    list(written(place / "warm", warm))
    before = tree_of(place)
    yield outcomes_of(place, folders)
    assert tree_of(place) == before, "something was written"


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_or_bounded(name: str, outcomes: dict[str, Outcome]) -> None:
    outcome = outcomes[name]
    assert not outcome.died
    assert outcome.seconds < SECONDS
    assert outcome.bytes < BYTES
    sentence = outcome.sentence
    if sentence:
        assert "Traceback" not in sentence
        assert "\n" not in sentence
        assert 20 < len(sentence) < 1000
        assert sentence.endswith(".")
    else:
        assert "Grete Gutdatei" in outcome.names
    for source, note in outcome.coverage.items():
        assert len(source) < 400
        assert len(note) < 600
        assert "Traceback" not in note


def test_the_worst_is_told(
    outcomes: dict[str, Outcome], record_property: Callable[[str, object], None]
) -> None:
    slowest = max(outcomes, key=lambda name: outcomes[name].seconds)
    largest = max(outcomes, key=lambda name: outcomes[name].bytes)
    record_property(
        "counted",
        f"{len(outcomes)} attacks: at most {outcomes[slowest].seconds:.1f} CPU-seconds ({slowest}) "
        f"and {outcomes[largest].bytes / 1e6:.0f} MB ({largest})",
    )
    assert set(outcomes) == set(ATTACKS)
