"""What questions tell, and of which sheets nothing is left: typed by hand, pool by pool."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
import time
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.pool.by_hand import Row
from tests.pool.made import DAY, manifest, said, write_rows
from tests.pool.test_brute_force import a_hash, table_of
from weaklib.book import InputError
from weaklib.pool import questions, report
from weaklib.pool.engine import open_pool

ANNA, BEN, CARLA, DORA, EMIL, FRIDA = (a_hash(n) for n in range(6))
BEN_MAIL, EMIL_MAIL = a_hash(100), a_hash(101)


def row(
    contact: str, organisation: str | None, strength: float | None, ask: str = "anyone", *mails: str
) -> Row:
    """A contact in a sheet."""
    return Row(contact, mails, organisation, strength, ask)


def put(folder: Path, member: str, rows: list[Row], *more: str, **other: object) -> Path:
    """Put a member's sheet into a pool."""
    manifest(folder)
    return write_rows(folder, table_of(tuple(rows)), said(member[:16], (member, *more), **other))


def found(folder: Path, organisation: str, asker: str = ANNA, day: dt.date = DAY) -> pd.DataFrame:
    """The introductions that Anna can ask for."""
    with open_pool(folder, as_of=day) as pool:
        return questions.introducers(pool, asker[:16], organisation=organisation)


def three(folder: Path) -> None:
    """Anna knows Ben, Ben knows Carla, and both know people at Aurora."""
    put(folder, ANNA, [row(BEN, "Nordlicht", 0.6)])
    put(
        folder,
        BEN,
        [row(EMIL, "Aurora", 0.3), row(DORA, "Aurora", 0.8, "contacts"), row(CARLA, None, 0.9)],
        BEN_MAIL,
    )
    put(
        folder,
        CARLA,
        [
            row(EMIL, "Aurora", 0.9),
            row(DORA, "Aurora", 0.9, "contacts"),
            row(FRIDA, "Aurora", None, "nobody"),
        ],
    )


def test_the_weakest_tie_orders_the_ways_and_consent_bounds_them(tmp_path: Path) -> None:
    three(tmp_path)
    table = found(tmp_path, "aurora")
    told = table[
        ["target", "introducer", "step", "via", "to_introducer", "to_via", "between", "to_target", "weakest"]
    ]
    nan = float("nan")
    assert told.astype("object").where(told.notna(), None).to_numpy().tolist() == [
        [DORA, BEN[:16], "your contact", None, 0.6, None, None, 0.8, 0.6],
        [EMIL, BEN[:16], "your contact", None, 0.6, None, None, 0.3, 0.3],
        [EMIL, CARLA[:16], "through a contact", BEN[:16], None, 0.6, 0.9, 0.9, 0.6],
    ]
    assert table["reached_by"].tolist() == pytest.approx(
        [nan] * 3, nan_ok=True
    )  # two of three members: a few
    assert table["opens"].tolist() == [1, 1, 1]
    assert table["alias_via"].tolist()[-1] == f"M {BEN[:4]}"


def test_one_human_in_three_sheets_is_one_target(tmp_path: Path) -> None:
    put(tmp_path, ANNA, [row(BEN, None, 0.5), row(CARLA, None, 0.5), row(DORA, None, 0.5)])
    put(tmp_path, BEN, [row(EMIL, "Aurora", 0.5)])
    put(tmp_path, CARLA, [row(EMIL, "Aurora", 0.4, "anyone", EMIL_MAIL)])
    put(tmp_path, DORA, [row(EMIL_MAIL, "Aurora", 0.3, "anyone", EMIL_MAIL)])
    table = found(tmp_path, "Aurora")
    assert table["target"].unique().tolist() == [EMIL]
    assert table["contact"].tolist() == [EMIL, EMIL, EMIL_MAIL]
    with open_pool(tmp_path, as_of=DAY) as pool:
        assert pool.answer(report._sizes)["humans"].tolist() == [4.0]  # Ben, Carla, Dora and Emil


def test_k_members_are_told_in_steps_and_fewer_are_a_few(tmp_path: Path) -> None:
    members = [a_hash(200 + n) for n in range(7)]
    put(tmp_path, ANNA, [row(member, "Nordlicht", 0.5) for member in members])
    for number, member in enumerate(members):
        here = [row(EMIL, "Aurora", 0.5)] + [row(DORA, "Aurora", 0.5)] * (number < 4)
        put(tmp_path, member, here, named_as_broker=True)
    table = found(tmp_path, "Aurora").drop_duplicates("target").set_index("target")["reached_by"]
    assert table[EMIL] == 5  # seven of them
    assert pd.isna(table[DORA])  # four of them
    with open_pool(tmp_path, as_of=DAY) as pool:
        covered = questions.coverage(pool)
        assert covered.loc[covered["kind"] == "organisation", ["name", "members"]].to_numpy().tolist() == [
            ["Aurora", 5]
        ]
        assert covered["members"].dropna().mod(5).eq(0).all()
        assert report.gaps(pool) == sorted(covered.loc[covered["kind"] == "field", "name"])
        assert questions.also_know(pool, members[0][:16])["members"].tolist() == pytest.approx(
            [5 if contact == EMIL else float("nan") for contact in sorted((EMIL, DORA))], nan_ok=True
        )


def bridges(folder: Path) -> None:
    """Anna alone leads to six organisations and did not agree to be named; Ben did, and leads to six more."""
    put(folder, ANNA, [row(a_hash(300 + n), f"Hidden {n}", 0.5) for n in range(6)])
    rows = [row(a_hash(310 + n), f"Open {n}", 0.5) for n in range(6)] + [row(DORA, "Shut", 0.5, "nobody")]
    put(folder, BEN, rows, alias="Ben", named_as_broker=True)


def test_only_who_agreed_is_told_as_the_only_bridge_and_oneself(tmp_path: Path) -> None:
    bridges(tmp_path)
    with open_pool(tmp_path, as_of=DAY) as pool:
        others, own = questions.only_bridges(pool), questions.only_bridges(pool, asker=ANNA[:16])
    assert others["name"].tolist() == [f"Open {n}" for n in range(6)]
    assert others["alias"].tolist() == ["Ben"] * 6
    assert own["name"].tolist() == [*(f"Hidden {n}" for n in range(6)), *(f"Open {n}" for n in range(6))]
    assert own["member"].tolist() == [ANNA[:16]] * 6 + [BEN[:16]] * 6


@pytest.mark.parametrize("members", [4, 5])
def test_where_fewer_than_k_sheets_count_no_number_is_told(tmp_path: Path, members: int) -> None:
    """A pool of one would else tell how many contacts its member has."""
    bridges(tmp_path)
    for number in range(members - 2):
        put(tmp_path, a_hash(400 + number), [row(a_hash(500 + n), "Aurora", 0.5) for n in range(20)])
    with open_pool(tmp_path, as_of=DAY) as pool:
        summary, overlap, brokers = report.summary(pool), questions.overlap(pool), report.brokers(pool)
    assert brokers["alias"].tolist() == ["Ben"]
    if members == 4:
        assert not [*summary.dropna(), *overlap["humans"].dropna(), *brokers["organisations"].dropna()]
    else:  # 6 + 7 + 3 x 20 ties to 6 + 7 + 20 humans at 6 + 7 + 1 organisations
        assert summary.dropna().to_dict() == {"members": 5, "ties": 70, "humans": 30, "organisations": 10}
        assert overlap.set_index("sheets")["humans"].dropna().to_dict() == {1: 10, 3: 20}
        assert brokers["organisations"].tolist() == [5]


@pytest.mark.parametrize("how", ["withdrawn", "expired"])
def test_a_sheet_that_is_gone_leaves_no_trace(tmp_path: Path, how: str) -> None:
    three(tmp_path)
    until = dt.date(2026, 12, 1)
    path = put(
        tmp_path,
        CARLA,
        [row(EMIL, "Aurora", 0.9, "anyone", EMIL_MAIL), row(FRIDA, "Hidden Works", 0.2)],
        expires=until,
    )
    put(tmp_path, DORA, [row(EMIL_MAIL, "Aurora", 0.4, "anyone", EMIL_MAIL)])
    before = found(tmp_path, "Aurora")
    assert CARLA[:16] in set(before["introducer"])
    assert EMIL_MAIL not in set(before["target"])  # Carla's sheet says whose address it is
    day = DAY
    if how == "withdrawn":
        path.unlink()
    else:
        day = until + dt.timedelta(days=1)
        assert CARLA[:16] in set(found(tmp_path, "Aurora", day=until)["introducer"])
    after = found(tmp_path, "Aurora", day=day)
    assert CARLA[:16] not in {*after["introducer"], *after["via"]}
    assert EMIL_MAIL in set(after["target"])
    assert found(tmp_path, "Hidden Works", day=day).empty
    kept = b"".join(file.read_bytes() for file in (tmp_path / ".index").rglob("*") if file.is_file())
    assert b"Aurora" in kept
    assert b"Hidden Works" not in kept
    # an expired sheet lies there until somebody takes it out, so that its file is known by name
    assert how == "expired" or CARLA[:16].encode() not in kept
    with open_pool(tmp_path, as_of=day) as pool, pytest.raises(InputError, match="No sheet of yours"):
        questions.introducers(pool, CARLA[:16], organisation="Aurora")


def test_a_sheet_that_was_replaced_counts_as_it_is_now(tmp_path: Path) -> None:
    three(tmp_path)
    assert len(found(tmp_path, "Aurora")) == 3
    put(tmp_path, BEN, [row(EMIL, "Boreal", 0.3)])
    assert found(tmp_path, "Boreal")["target"].tolist() == [EMIL]


def test_the_index_is_private_and_what_a_killed_run_left_is_cleared_away(tmp_path: Path) -> None:
    three(tmp_path)
    torn = tmp_path / ".index" / "building-torn"
    torn.mkdir(parents=True)
    torn.parent.chmod(0o700)
    (torn / "work.duckdb").write_bytes(b"half")
    (tmp_path / ".index" / "pool.duckdb").write_bytes(b"no database")
    assert len(found(tmp_path, "Aurora")) == 3
    left = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / ".index").iterdir()}
    assert left == {"pool.duckdb": 0o600, "part-0-of-1.duckdb": 0o600, ".lock": 0o600}


def test_an_index_that_others_could_write_is_not_believed(tmp_path: Path) -> None:
    """Nor is one made where it could not be kept in privacy: on a share, or in a folder that came in a zip."""
    three(tmp_path)
    time.sleep(
        0.05
    )  # else a file may change once more in the tick in which it was written, and is read again
    expected = found(tmp_path, "Aurora")
    index = tmp_path / ".index"
    with duckdb.connect(str(index / "part-0-of-1.duckdb")) as connection:
        connection.execute("UPDATE ties SET organisation = NULL")
    assert found(tmp_path, "Aurora").empty  # the control: an index of one's own is asked
    index.chmod(0o777)
    pd.testing.assert_frame_equal(found(tmp_path, "Aurora"), expected)
    shutil.rmtree(index)
    index.write_text("in the way")  # as a share that is read-only
    before = set(Path(tempfile.gettempdir()).glob("weaklib-pool-*"))
    pd.testing.assert_frame_equal(found(tmp_path, "Aurora"), expected)
    assert set(Path(tempfile.gettempdir()).glob("weaklib-pool-*")) <= before


@pytest.mark.parametrize(
    "bad",
    [
        row("Emil Brandt", "Aurora", 0.3),
        row(EMIL, "Aurora", float("inf")),
        row(EMIL, "Aurora", -0.1),
        row(EMIL, "x" * 1_000_000, 0.3),
        row(EMIL, "\x1b[2JAurora", 0.3),
        row(EMIL, "Aurora", 0.3, "everybody"),
        row(EMIL, "Aurora", 0.3, "anyone", "emil@brandt.example"),
    ],
)
def test_a_sheet_that_came_without_add_is_looked_through_too(tmp_path: Path, bad: Row) -> None:
    three(tmp_path)
    path = put(tmp_path, BEN, [bad], BEN_MAIL)
    assert f"{path.name}, column" in refusal(tmp_path)


def test_one_broken_file_stops_nobody(tmp_path: Path) -> None:
    """What it said counts no longer; what the others say does, and it does again when it is whole."""
    three(tmp_path)
    assert set(found(tmp_path, "Aurora")["introducer"]) == {BEN[:16], CARLA[:16]}
    path = tmp_path / "sheets" / f"{CARLA[:16]}.parquet"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert path.name in refusal(tmp_path)
    assert set(found(tmp_path, "Aurora")["introducer"]) == {BEN[:16]}
    path.write_bytes(whole)
    assert set(found(tmp_path, "Aurora")["introducer"]) == {BEN[:16], CARLA[:16]}
    with open_pool(tmp_path, as_of=DAY) as pool:
        assert pool.left_out == ()


def refusal(folder: Path) -> str:
    """Why a pool is not opened, or one file of it left out, in one sentence."""
    sentence = ""
    for _ in range(2):  # told each time, though looked at only once
        try:
            with open_pool(folder, as_of=DAY) as pool:
                assert ANNA[:16] in pool.members.index
                assert set(pool.members.index) <= {ANNA[:16], BEN[:16], CARLA[:16]}
                (told,) = pool.left_out
        except InputError as refused:
            told = str(refused)
        assert told == (sentence or told)
        sentence = told
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 400
    return sentence


def test_a_foreign_parquet_file_is_refused(tmp_path: Path) -> None:
    three(tmp_path)
    pq.write_table(pa.table({"salary": [1]}), tmp_path / "sheets" / "other.parquet")
    assert "other.parquet" in refusal(tmp_path)


@pytest.mark.parametrize(("what", "value"), [("schema", 0), ("fingerprint", "f" * 16), ("pool", "another")])
def test_a_sheet_of_an_old_schema_another_key_or_pool_is_refused(
    tmp_path: Path, what: str, value: object
) -> None:
    three(tmp_path)
    path = put(tmp_path, FRIDA, [row(EMIL, None, 0.1)], **{what: value})
    assert path.name in refusal(tmp_path)


@pytest.mark.parametrize("left", [0, 3, 0.5, 0.99])
def test_a_truncated_sheet_is_refused(tmp_path: Path, left: float) -> None:
    three(tmp_path)
    path = tmp_path / "sheets" / f"{BEN[:16]}.parquet"
    os.truncate(path, int(left * path.stat().st_size) if 0 < left < 1 else int(left))
    assert path.name in refusal(tmp_path)


def test_a_sheet_whose_pages_are_damaged_is_refused(tmp_path: Path) -> None:
    three(tmp_path)
    path = tmp_path / "sheets" / f"{BEN[:16]}.parquet"
    octets = bytearray(path.read_bytes())
    octets[4:300] = bytes(296)
    path.write_bytes(octets)
    assert path.name in refusal(tmp_path)
    assert not list((tmp_path / ".index").glob("building-*"))


def test_a_member_twice_is_refused(tmp_path: Path) -> None:
    three(tmp_path)
    path = tmp_path / "sheets" / f"{BEN[:16]}.parquet"
    (tmp_path / "sheets" / "copy.parquet").write_bytes(path.read_bytes())
    assert "copy.parquet" in refusal(tmp_path)
    (tmp_path / "sheets" / "copy.parquet").unlink()
    put(tmp_path, FRIDA, [row(EMIL, None, 0.1)], BEN_MAIL)
    assert "same member" in refusal(tmp_path)


def test_a_sheet_of_five_gigabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    three(tmp_path)
    path = tmp_path / "sheets" / f"{FRIDA[:16]}.parquet"
    with path.open("wb") as stream:
        stream.truncate(5 * 10**9)  # sparse: it takes no room
    assert "5.0 GB" in refusal(tmp_path)


def test_a_pool_without_sheets_answers_with_empty_tables(tmp_path: Path) -> None:
    manifest(tmp_path)
    with open_pool(tmp_path, as_of=DAY) as pool:
        assert questions.only_bridges(pool).empty
        assert report.summary(pool).isna().all()
        assert questions.coverage(pool)["members"].isna().all()
        with pytest.raises(InputError, match="No sheet of yours"):
            questions.introducers(pool, ANNA[:16], organisation="Aurora")


def test_a_question_without_a_word_is_refused(tmp_path: Path) -> None:
    three(tmp_path)
    with open_pool(tmp_path, as_of=DAY) as pool, pytest.raises(InputError, match="Nothing is asked for"):
        questions.introducers(pool, ANNA[:16])


def test_an_organisation_that_nobody_knows_leads_to_those_alike(tmp_path: Path) -> None:
    three(tmp_path)
    with open_pool(tmp_path, as_of=DAY) as pool:
        assert questions.introducers(pool, ANNA[:16], organisation="Aurora Shipping").empty
        near = questions.nearest(pool, ANNA[:16], organisation="Aurora Shipping")
    assert near[["kind", "name", "why"]].to_numpy().tolist() == [["organisation", "Aurora", "alike in name"]]
    assert near["introducers"].isna().all()
