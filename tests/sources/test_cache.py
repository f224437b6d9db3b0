"""The cache: what comes back is what was put in, or nothing; it is private, bounded and never believed blindly."""

from __future__ import annotations

import io
import json
import os
import pickle
import stat
import subprocess
import sys
import zipfile
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import weaklib
from weaklib.book import Book, Owner
from weaklib.sources import cache as caching
from weaklib.sources import identity
from weaklib.sources.cache import Cache, Key, open_cache
from weaklib.sources.cache import digests as digesting
from weaklib.sources.cache.digests import Digests
from weaklib.sources.cache.packing import ForeignError, pack, unpack
from weaklib.sources.cache.plain_values import told, untold
from weaklib.sources.files import ExportFile
from weaklib.sources.reading import Link, Reading

DATA = Path(__file__).parents[1] / "data"
ROOT = Path(__file__).parents[2]
ENOUGH = 10 * 1024**2
POSIX = pytest.mark.skipif(os.name == "nt", reason="modes are POSIX's")


@dataclass(frozen=True)
class Inner:
    word: str
    number: float


@dataclass(frozen=True)
class Outer:
    table: pd.DataFrame
    day: pd.Timestamp | None = None
    names: frozenset[str] = frozenset()
    inner: tuple[Inner, ...] = ()
    flag: bool = False
    file: ExportFile | None = None
    loose: object = None


def every_kind() -> pd.DataFrame:
    """A column of each kind that the readers make, each with what is missing in it."""
    moments = pd.Series(["2024-03-31 01:30", None, "1969-12-31 23:59:59.999999"], dtype="datetime64[us]")
    return pd.DataFrame(
        {
            "text": pd.Series(["Zoë", None, ""], dtype="str"),
            "nulls": pd.Series([np.nan] * 3, dtype="str"),
            "utc": moments.dt.tz_localize("UTC"),
            "berlin": moments.dt.tz_localize("UTC").dt.tz_convert("Europe/Berlin"),
            "day": moments.dt.normalize(),
            "nanos": moments.astype("datetime64[ns]"),
            "span": pd.to_timedelta([1, None, 3], unit="us"),
            "count": np.array([1, -(2**62), 3]),
            "small": np.array([1, 2, 255], dtype="uint8"),
            "mark": np.array([0, 2**64 - 1, 3], dtype="uint64"),
            "share": [0.1, np.nan, -np.inf],
            "flag": [True, False, True],
            "category": pd.Categorical(["b", None, "a"], categories=["b", "a", "unused"]),
            "ranked": pd.Categorical([3, 1, None], categories=[3, 1], ordered=True),
            "tuples": [("a@b.de", "c@d.de"), (), ("a@b.de", "c@d.de")],
            "objects": pd.Series(["a", "a", "b"], dtype="object"),
            "torn": pd.Series(["\udcff", "\0", "x"], dtype="object"),
            "mixed": pd.Series([1, True, 1.0], dtype="object"),
            "holes": pd.Series([None, float("nan"), pd.NaT], dtype="object"),
            "days": pd.Series(
                [date(2024, 2, 29), datetime(2024, 2, 29, 1, 2, 3, tzinfo=UTC), None], dtype="object"
            ),
            "stamps": pd.Series(
                [pd.Timestamp("2024-02-29"), pd.Timestamp("2024-02-29 10:00", tz="UTC"), pd.NA],
                dtype="object",
            ),
            "deep": pd.Series([("a", ("b", None)), {"k": [1, 2]}, frozenset({"q", "p"})], dtype="object"),
            "numpy": pd.Series([np.int64(3), np.float64(0.5), np.bool_(True)], dtype="object"),
        }
    )


def assert_same(one: object, other: object) -> None:
    """Assert that two values are the same in kind and content, all the way down."""
    assert type(one) is type(other)
    if isinstance(one, pd.DataFrame):
        assert isinstance(other, pd.DataFrame)
        pd.testing.assert_frame_equal(
            one, other, check_freq=False, check_column_type="exact", check_index_type="exact"
        )
        for name in range(one.shape[1]):
            assert_same_column(one.iloc[:, name], other.iloc[:, name])
    elif is_dataclass(one) and not isinstance(one, type):
        for each in fields(one):
            if each.metadata.get("kept", True):
                assert_same(getattr(one, each.name), getattr(other, each.name))
    elif isinstance(one, tuple | list):
        assert isinstance(other, tuple | list)
        assert len(one) == len(other)
        for left, right in zip(one, other, strict=True):
            assert_same(left, right)
    elif one is not pd.NaT and one is not pd.NA and one == one:  # noqa: PLR0124 - not nan
        assert one == other


def assert_same_column(one: pd.Series, other: pd.Series) -> None:
    assert repr(one.dtype) == repr(other.dtype)
    if one.dtype == object:
        for left, right in zip(one, other, strict=True):
            assert_same(left, right)


def packed(value: object) -> bytes:
    stream = io.BytesIO()
    pack(value, stream)
    return stream.getvalue()


def again(value: object) -> object:
    return unpack(io.BytesIO(packed(value)), type(value))


def kept(tmp_path: Path, value: object) -> tuple[Cache, Key, Path]:
    """Keep a value in a new folder; return the cache, its key and its file."""
    export = tmp_path / "export.csv"
    export.write_text("Name\n")
    cache = open_cache(tmp_path, ENOUGH)
    key = cache.key(("reader", 1), [export])
    cache.put(key, value)
    return cache, key, tmp_path / ".cache" / f"{key.digest}.kept"


WHOLE = Outer(
    every_kind(), pd.Timestamp("2024-02-29"), frozenset({"b", "a"}), (Inner("x", 0.1), Inner("", 2.0)), True
)


def test_every_kind_of_column_comes_back() -> None:
    assert_same(again(WHOLE), WHOLE)


@pytest.mark.parametrize("column", list(every_kind()))
@pytest.mark.parametrize("rows", [0, 1, 3])
def test_each_column_alone(column: str, rows: int) -> None:
    value = Outer(every_kind()[[column]].head(rows).reset_index(drop=True))
    assert_same(again(value), value)


@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame(),
        pd.DataFrame(index=range(3)),
        pd.DataFrame({"a": [1, 2]}, index=pd.Index(["p", "q"], name="person")),
        pd.DataFrame({"a": [1, 2]}, index=pd.RangeIndex(5, 1, -2)),
        pd.DataFrame({"a": [1, 2]}, index=[7, 3]),
        pd.DataFrame({"a": [1, 2]}, index=pd.Index(["p", None], dtype="object")),
        pd.DataFrame([[1, "x"]], columns=["twice", "twice"]),
        pd.DataFrame([[1, "x"]]).rename_axis("number", axis=1),
        pd.DataFrame({"a": [1, 2]}, index=pd.DatetimeIndex(["2024-01-01", None], tz="UTC", name="at")),
        pd.DataFrame({"a": pd.Series(["x"] * 5, dtype="str")})[1::2],
        pd.concat([pd.DataFrame({"a": pd.Series([text], dtype="str")}) for text in "xyz"], ignore_index=True),
    ],
    ids=lambda table: f"{table.shape} {table.index.dtype}",
)
def test_every_index_comes_back(table: pd.DataFrame) -> None:
    value = Outer(table)
    assert_same(again(value), value)


def test_what_comes_back_may_be_changed(tmp_path: Path) -> None:
    """Arrow's memory may not be written to: a measure that fills a column in place must not fail only when warm."""
    cache, key, _ = kept(tmp_path, WHOLE)
    found = cache.get(key, Outer)
    assert found is not None
    for name in ("count", "share", "flag", "utc", "text", "category"):
        found.table.loc[0, name] = found.table[name].iloc[2]
        found.table[name].to_numpy(copy=True)[0] = found.table[name].to_numpy()[1]
    assert found.table.loc[0, "count"] == 3


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.dates()
    | st.datetimes(timezones=st.just(UTC))
    | st.datetimes(min_value=datetime(1700, 1, 1), max_value=datetime(2200, 1, 1)).map(pd.Timestamp),
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(PLAIN)
def test_every_plain_value_comes_back(value: object) -> None:
    assert_same(untold(json.loads(json.dumps(told(value)))), value)


@given(st.lists(st.text() | st.none() | st.integers() | st.lists(st.text()).map(tuple)))
def test_every_column_of_objects_comes_back(values: list[object]) -> None:
    column = pd.Series(values, dtype="object")
    value = Outer(pd.DataFrame({"a": column}))
    assert_same(again(value), value)


@pytest.mark.parametrize(
    "value",
    [Path("x"), b"bytes", 1j, object(), datetime(2024, 1, 1, tzinfo=ZoneInfo("Europe/Berlin")), Inner],
)
def test_what_cannot_be_packed_is_not_kept(value: object, tmp_path: Path) -> None:
    """It costs the time to read again, never the reading."""
    with pytest.raises(TypeError):
        packed(Outer(pd.DataFrame(), loose=value))
    with pytest.raises(TypeError):
        packed(Outer(pd.DataFrame({"a": pd.Series([value], dtype="object")})))
    cache, key, path = kept(tmp_path, Outer(pd.DataFrame(), loose=value))
    assert cache.get(key, Outer) is None
    assert not path.exists()
    assert list(path.parent.iterdir()) == []


def test_an_export_file_is_left_to_whoever_reads() -> None:
    file = ExportFile("a/b.csv", "b.csv", "a", 3, io.BytesIO)
    assert again(Outer(pd.DataFrame(), file=file)) is not None
    found = again(Outer(pd.DataFrame(), file=file))
    assert isinstance(found, Outer)
    assert found.file is None


FOLDERS = sorted({path.parent for path in DATA.rglob("*") if path.is_file()})


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.relative_to(DATA).as_posix())
def test_what_the_readers_say_comes_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readings: list[Reading] = []
    resolve = identity.resolve

    def listening(given: list[Reading], *others: object, **named: object) -> object:
        readings.extend(given)
        return resolve(given, *others, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(identity, "resolve", listening)
    try:
        book = weaklib.read(folder)
        assert_same(again(book), book)
    except weaklib.book.InputError:  # nobody is in it
        pass
    for reading in readings:
        assert_same(again(reading), reading)


def test_a_book_comes_back_from_the_cache(tmp_path: Path) -> None:
    book = weaklib.read(DATA / "linkedin" / "2026")
    cache, key, path = kept(tmp_path, book)
    assert_same(cache.get(key, Book), book)
    assert cache.get(key, Owner) is None
    assert cache.get(key, Reading) is None
    assert path.is_file()


def test_a_reading_with_links_comes_back(tmp_path: Path) -> None:
    reading = Reading("a.csv", "linkedin connections", links=(Link("one", "other", "the same since 2024"),))
    cache, key, _ = kept(tmp_path, reading)
    assert_same(cache.get(key, Reading), reading)


@pytest.mark.parametrize("tenth", range(10))
def test_a_file_cut_short_is_as_if_absent(tenth: int, tmp_path: Path) -> None:
    cache, key, path = kept(tmp_path, WHOLE)
    path.write_bytes(path.read_bytes()[: path.stat().st_size * tenth // 10])
    assert cache.get(key, Outer) is None
    cache.put(key, WHOLE)
    assert_same(cache.get(key, Outer), WHOLE)


def test_a_flipped_bit_is_as_if_absent(tmp_path: Path) -> None:
    """Or it is where nothing is said: then the value is the right one."""
    cache, key, path = kept(tmp_path, WHOLE)
    whole = path.read_bytes()
    refused = 0
    for place in range(0, len(whole), 7):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << place % 8)]) + whole[place + 1 :])
        found = cache.get(key, Outer)
        refused += found is None
        if found is not None:
            assert_same(found, WHOLE)
    assert refused > len(whole) / 7 / 2


class Touch:
    """Unpickled, it writes a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.path,)


def hostile(tmp_path: Path) -> dict[str, bytes]:
    """Files that are no file of the cache, or that say what no reader says."""
    table = json.dumps([["tuple", []]])
    said = {
        "another kind": '["Popen",["true"]]',
        "a builtin": '["eval",["1"]]',
        "no pair": '["tuple"]',
        "too few": '["Outer",[]]',
        "not a table": '["Outer",[["table",["9.arrow",[]]],null,null,null,false,null,null]]',
        "deep": "[" * 100_000,
        "large": '["numpy",["<f8",' + "9" * 5000 + "]]",
        "plain": '"text"',
        "object": '{"a":1}',
        "nothing": table,
    }
    archives = {}
    for name, text in said.items():
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("value.json", text)
        archives[name] = stream.getvalue()
    swollen = io.BytesIO()
    with zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("value.json", '"' + "0" * 10**7 + '"')
    return archives | {
        "pickle": pickle.dumps(Touch(tmp_path / "ran")),
        "empty": b"",
        "swollen": swollen.getvalue(),
        "other dataclass": packed(Inner("x", 1.0)),
    }


def test_a_foreign_file_is_as_if_absent(tmp_path: Path) -> None:
    cache, key, path = kept(tmp_path, WHOLE)
    for name, content in hostile(tmp_path).items():
        path.write_bytes(content)
        assert cache.get(key, Outer) is None, name
        with pytest.raises(ForeignError):
            unpack(io.BytesIO(content), Outer)
    assert not (tmp_path / "ran").exists()


def test_nothing_of_the_cache_can_hold_code() -> None:
    rooms = sorted((ROOT / "weaklib" / "sources" / "cache").glob("*.py"))
    assert len(rooms) == 6
    text = "".join(room.read_text() for room in rooms)
    assert not {
        word for word in ("pickle", "marshal", "shelve", "eval(", "exec(", "__import__") if word in text
    }


@POSIX
def test_only_the_owner_may_look(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        _, _, path = kept(tmp_path, WHOLE)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@POSIX
def test_a_cache_that_came_in_somebody_elses_zip_is_not_believed(tmp_path: Path) -> None:
    """Unpacked, its folder and files are open to others, as no file of ours is."""
    cache, key, path = kept(tmp_path, WHOLE)
    path.chmod(0o644)
    assert cache.get(key, Outer) is None
    path.chmod(0o600)
    assert cache.get(key, Outer) is not None
    path.parent.chmod(0o755)
    assert cache.get(key, Outer) is None
    cache.put(key, WHOLE)  # nothing is kept where others may look


@POSIX
def test_links_are_not_followed(tmp_path: Path) -> None:
    cache, key, path = kept(tmp_path, WHOLE)
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert cache.get(key, Outer) is None
    outside = tmp_path / "outside"
    outside.mkdir(mode=0o700)
    inside = tmp_path / "data"
    inside.mkdir()
    (inside / ".cache").symlink_to(outside)
    other = open_cache(inside, ENOUGH)
    other.put(other.key((), []), WHOLE)
    assert list(outside.iterdir()) == []


@POSIX
def test_a_pipe_in_the_cache_does_not_hang(tmp_path: Path) -> None:
    cache, key, path = kept(tmp_path, WHOLE)
    path.unlink()
    os.mkfifo(path, 0o600)
    assert cache.get(key, Outer) is None


def test_where_nothing_is_kept(tmp_path: Path) -> None:
    """Little to read, a single file, and a folder that cannot be written leave no litter."""
    single = tmp_path / "export.zip"
    single.write_bytes(b"x")
    for cache in (open_cache(tmp_path, 1024**2 - 1), open_cache(single, ENOUGH), Cache()):
        key = cache.key(("reader",), [single])
        cache.put(key, WHOLE)
        assert cache.get(key, Outer) is None
    assert list(tmp_path.iterdir()) == [single]
    (tmp_path / ".cache").write_text("a file stands there")
    cache = open_cache(tmp_path, ENOUGH)
    cache.put(cache.key(("reader",), [single]), WHOLE)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".cache", "export.zip"]


def test_a_full_disk_costs_the_speed_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    cache, key, path = kept(tmp_path, WHOLE)
    assert cache.get(key, Outer) is None
    assert list(path.parent.iterdir()) == []


def test_the_key_tells_what_it_was_made_from(tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text("a")
    two.write_text("b")

    def digest(parts: tuple[object, ...], files: list[Path]) -> str:
        return open_cache(tmp_path, ENOUGH).key(parts, files).digest

    known = [
        digest(("a",), [one]),
        digest(("b",), [one]),
        digest(("a",), [two]),
        digest(("a",), [one, two]),
        digest(("a",), [two, one]),
        digest(("a",), []),
        digest((1,), []),
        digest(("1",), []),
        digest((None,), []),
        digest((frozenset({"x"}),), []),
        digest((("x",),), []),
        digest(("a",), [tmp_path / "missing.csv"]),
    ]
    assert len(set(known)) == len(known)
    assert digest((frozenset("abcdefgh"),), []) == digest((frozenset("hgfedcba"),), [])
    one.write_text("A")
    assert digest(("a",), [one]) not in known
    one.write_text("a")
    assert digest(("a",), [one]) == known[0]


def test_the_order_of_a_set_is_no_part_of_the_key() -> None:
    """Texts hash differently in each process."""
    names = [f"name {number}" for number in range(100)]
    assert told(frozenset(names)) == ["frozenset", sorted(names)]


def test_another_reader_reads_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A changed line of weaklib's own text, or another pandas, and what was kept is as if absent."""
    keys = [open_cache(tmp_path, ENOUGH).key(("a",), [])]
    caching._readers.cache_clear()
    monkeypatch.setattr(caching, "version", lambda name: f"{name} 99")
    keys.append(open_cache(tmp_path, ENOUGH).key(("a",), []))
    caching._readers.cache_clear()
    monkeypatch.setattr(caching, "__file__", str(tmp_path / "sources" / "cache" / "__init__.py"))
    keys.append(open_cache(tmp_path, ENOUGH).key(("a",), []))
    caching._readers.cache_clear()
    assert len(set(keys)) == 3


def test_the_readers_are_told_by_all_their_own_files() -> None:
    named = {name for name, _ in json.loads(caching._readers())[0]}
    ours = {
        path.relative_to(ROOT / "weaklib").as_posix() for path in (ROOT / "weaklib" / "sources").rglob("*.py")
    }
    assert ours | {"book.py", "sources/organisations/vocabulary.csv"} <= {
        name.replace(os.sep, "/") for name in named
    }
    assert all(digest for _, digest in json.loads(caching._readers())[0])


def test_a_file_that_changes_while_it_is_read_is_not_kept(tmp_path: Path) -> None:
    """Else its new content would stand under its old digest."""
    export = tmp_path / "export.csv"
    export.write_text("old")
    cache = open_cache(tmp_path, ENOUGH)
    key = cache.key(("reader",), [export])
    export.write_text("newer")
    cache.put(key, WHOLE)
    export.write_text("old")
    fresh = open_cache(tmp_path, ENOUGH)
    assert fresh.get(fresh.key(("reader",), [export]), Outer) is None


def test_old_files_are_swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caching, "MOST_FILES", 3)
    cache = open_cache(tmp_path, ENOUGH)
    keys = [cache.key((number,), []) for number in range(5)]
    folder = tmp_path / ".cache"
    for number, key in enumerate(keys):
        cache.put(key, WHOLE)
        os.utime(folder / f"{key.digest}.kept", (number, number))
    assert [cache.get(key, Outer) is not None for key in keys] == [False, False, True, True, True]
    os.utime(folder / f"{keys[2].digest}.kept", (9, 9))
    for number in (3, 4):
        os.utime(folder / f"{keys[number].digest}.kept", (number, number))
    monkeypatch.setattr(caching, "MOST_BYTES", 2 * (folder / f"{keys[2].digest}.kept").stat().st_size + 10)
    cache.put(keys[0], WHOLE)
    assert [cache.get(key, Outer) is not None for key in keys] == [True, False, True, False, False]


def test_one_file_is_kept_however_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caching, "MOST_BYTES", 1)
    cache, key, _ = kept(tmp_path, WHOLE)
    assert cache.get(key, Outer) is not None


def test_what_a_killed_run_left_is_swept_an_hour_later(tmp_path: Path) -> None:
    cache, key, path = kept(tmp_path, WHOLE)
    young, old = path.parent / "young.part", path.parent / "old.part"
    for left in (young, old):
        left.write_bytes(b"half")
    written = path.stat().st_mtime
    os.utime(old, (written - 7200, written - 7200))
    (path.parent / "notes.txt").write_text("the owner's own")
    cache.put(key, WHOLE)
    assert young.exists()
    assert not old.exists()
    assert (path.parent / "notes.txt").exists()


KILLED = """
import os, sys
from pathlib import Path
from tests.sources.test_cache import WHOLE, kept
os.fsync = lambda _: os._exit(9)
kept(Path(sys.argv[1]), WHOLE)
"""
WRITER = """
import sys
from pathlib import Path
from tests.sources.test_cache import ENOUGH, WHOLE, Outer, open_cache
cache = open_cache(Path(sys.argv[1]), ENOUGH)
key = cache.key(("shared",), [])
for _ in range(15):
    cache.put(key, WHOLE)
    assert cache.get(key, Outer) is not None
"""


def python(code: str, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", code, folder], cwd=ROOT, stderr=subprocess.PIPE)


def test_a_run_killed_while_it_writes_leaves_nothing_that_is_read(tmp_path: Path) -> None:
    with python(KILLED, tmp_path) as run:
        assert run.wait(timeout=60) == 9
    assert [path.suffix for path in (tmp_path / ".cache").iterdir()] == [".part"]
    cache = open_cache(tmp_path, ENOUGH)
    key = cache.key(("reader", 1), [tmp_path / "export.csv"])
    assert cache.get(key, Outer) is None
    cache.put(key, WHOLE)
    assert_same(cache.get(key, Outer), WHOLE)


def test_two_runs_at_once(tmp_path: Path) -> None:
    with python(WRITER, tmp_path) as one, python(WRITER, tmp_path) as other:
        said = [run.communicate(timeout=60)[1] for run in (one, other)]
        assert [one.returncode, other.returncode] == [0, 0], said
    assert len(list((tmp_path / ".cache").iterdir())) == 1


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that counts as large, and that has not changed for long."""
    monkeypatch.setattr(digesting, "LARGE", 4)
    path = tmp_path / "mail.mbox"
    path.write_text("From the start")
    monkeypatch.setattr(digesting, "SETTLED", -(10**18))
    return path


def computed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Note the files whose digest is computed rather than remembered."""
    asked: list[Path] = []
    compute = Digests._computed

    def noting(self: Digests, path: Path, stamp: digesting.Stamp) -> str:
        asked.append(path)
        return compute(self, path, stamp)

    monkeypatch.setattr(Digests, "_computed", noting)
    return asked


def test_the_digest_of_a_large_file_is_remembered(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = computed(monkeypatch)
    folder = large.parent / ".cache"
    first = Digests(folder).of(large)
    assert Digests(folder).of(large) == first
    assert Digests(None).of(large) == first
    assert asked == [large, large]
    if os.name != "nt":
        assert stat.S_IMODE((folder / "digests.json").stat().st_mode) == 0o600
    (folder / "digests.json").write_text("{")
    assert Digests(folder).of(large) == first
    large.write_text("From the Start")
    assert Digests(folder).of(large)[0] != first[0]


def test_a_digest_taken_within_the_tick_of_a_change_is_taken_again(
    large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digesting, "SETTLED", 10**18)
    asked = computed(monkeypatch)
    folder = large.parent / ".cache"
    assert Digests(folder).of(large) == Digests(folder).of(large)
    assert asked == [large, large]


def test_each_file_is_digested_once_a_run(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A zip is asked for once for each of its members."""
    asked = computed(monkeypatch)
    digests = Digests()
    assert len({digests.of(large) for _ in range(5)}) == 1
    assert asked == [large]


def test_a_folder_has_no_digest(tmp_path: Path) -> None:
    assert Digests().of(tmp_path) == ("", None)
    assert Digests().of(tmp_path / "missing") == ("", None)
    assert Digests().of(tmp_path / "nul\0") == ("", None)


def test_a_replaced_field_is_another_value() -> None:
    """The comparison of these tests sees a difference."""
    with pytest.raises(AssertionError):
        assert_same(replace(WHOLE, flag=False), WHOLE)
    changed = every_kind()
    changed["mixed"] = pd.Series([1, 1, 1.0], dtype="object")
    with pytest.raises(AssertionError):
        assert_same(replace(WHOLE, table=changed), WHOLE)
