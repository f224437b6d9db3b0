"""The weak-tie profile: who stands where, how large each share is, who moved, and what may be read from it."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import weaklib as wl
from weaklib.book import InputError
from weaklib.example import PLANTED
from weaklib.measures.bridging import bridge_table
from weaklib.measures.profile import QUADRANTS, READINGS, moved, shares, weak_tie_profile
from weaklib.measures.ties import Defaults


def tables(**scores: tuple[float, float]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Strength and bridging of each person, as two tables in the shape of the measures."""
    index = pd.Index(list(scores), name="person")
    strength, bridging = zip(*scores.values(), strict=True) if scores else ((), ())
    ties = pd.DataFrame({"name": list(scores), "strength": strength}, index=index, dtype=object)
    return ties.astype({"strength": float}), pd.DataFrame({"bridging": bridging}, index=index, dtype=float)


def profile(**scores: tuple[float, float]) -> pd.DataFrame:
    return weak_tie_profile(*tables(**scores))


CORNERS = {
    "near": (0.60, 0.60),
    "treasure": (0.59, 0.60),
    "core": (0.60, 0.59),
    "crowd": (0.59, 0.59),
    "never": (0.0, 0.9),
    "lonely": (0.9, np.nan),
    "unseen": (np.nan, 0.9),
}


def test_the_four_parts_of_the_plane() -> None:
    """A score on a line is above it; where either is nan there is no place, and 0 is a place."""
    placed = profile(**CORNERS)["quadrant"]
    assert placed.dropna().to_dict() == {
        "near": "strong bridge",
        "treasure": "weak bridge",
        "core": "strong core",
        "crowd": "redundant acquaintance",
        "never": "weak bridge",
    }
    assert set(placed.index[placed.isna()]) == {"lonely", "unseen"}


def test_who_bridges_most_comes_first_and_nobody_is_lost() -> None:
    table = profile(**CORNERS)
    assert list(table.index)[:2] == ["never", "unseen"]
    assert list(table.index)[-1] == "lonely"
    assert len(table) == len(CORNERS)
    assert table.index.name == "person"


def test_the_lines_are_those_of_the_measures_and_can_be_moved() -> None:
    lower = weak_tie_profile(*tables(**CORNERS), strong_at=0.5, bridge_at=0.5)["quadrant"]
    assert lower[["near", "treasure", "core", "crowd"]].eq("strong bridge").all()
    lines = weak_tie_profile.__kwdefaults__
    assert lines["strong_at"] == Defaults().strong
    assert lines["bridge_at"] == bridge_table.__kwdefaults__["bridge_at"]


def test_who_has_no_row_among_the_bridges_is_not_placed() -> None:
    ties, bridges = tables(**CORNERS)
    assert pd.isna(weak_tie_profile(ties, bridges.drop(index="near")).at["near", "quadrant"])


def test_the_planted_bridge_is_the_treasure() -> None:
    book = wl.read("data/example")
    ties, graph = wl.ties.tie_table(book), wl.network.contact_network(book)
    table = weak_tie_profile(ties, bridge_table(graph))
    assert table.at[PLANTED.bridge, "quadrant"] == "weak bridge"
    assert table.index[0] == PLANTED.bridge
    counts = shares(table)
    assert (
        counts["people"].sum()
        == counts["of"].iloc[0]
        == table[["strength", "bridging"]].notna().all(axis=1).sum()
    )


def test_tables_of_something_else_are_refused() -> None:
    ties, bridges = tables(**CORNERS)
    with pytest.raises(InputError, match="'strength'"):
        weak_tie_profile(bridges, bridges)
    with pytest.raises(InputError, match="'bridging'"):
        weak_tie_profile(ties, ties)


def quadrants(*counts: int) -> pd.DataFrame:
    return pd.DataFrame({"quadrant": np.repeat(QUADRANTS, counts)})


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        ((0, 9, 45, 0), 0.0902, 0.2874),
        ((0, 3, 9, 0), 0.0889, 0.5323),
        ((0, 5, 7, 0), 0.1933, 0.6805),
        ((0, 1, 4, 0), 0.0362, 0.6245),
        ((5, 0, 0, 0), 0, 0.4345),
    ],
)
def test_shares_with_the_intervals_of_wilson(counts: tuple[int, ...], low: float, high: float) -> None:
    """The reference values of METRICS.md, sections 6 and 7: 9/54, 3/12, 5/12, 1/5, 0/5."""
    row = shares(quadrants(*counts)).loc["weak bridge"]
    assert row[["people", "of"]].tolist() == [counts[1], sum(counts)]
    assert row["share"] == pytest.approx(counts[1] / sum(counts))
    assert row[["low", "high"]].tolist() == pytest.approx([low, high], abs=5e-5)


def test_of_four_no_share_is_told() -> None:
    table = shares(quadrants(1, 1, 1, 1))
    assert table[["share", "low", "high"]].isna().all(axis=None)
    assert table["people"].tolist() == [1, 1, 1, 1]
    assert list(table.index) == list(QUADRANTS)
    assert shares(quadrants(0, 0, 0, 0))["of"].tolist() == [0, 0, 0, 0]


def test_moved_tells_by_which_score() -> None:
    before = profile(a=(0.7, 0.2), b=(0.2, 0.5), c=(0.7, 0.5), d=(0.2, 0.3), e=(0.2, np.nan), f=(0.3, 0.7))
    after = profile(a=(0.5, 0.25), b=(0.3, 0.9), c=(0.4, 0.65), d=(0.3, 0.35), e=(0.2, 0.4), g=(0.1, 0.8))
    table = moved(before, after)
    assert table["by"].to_dict() == {
        "b": "bridging",
        "c": "both",
        "g": "newly measurable",
        "f": "no longer measurable",
        "a": "strength",
        "e": "newly measurable",
    }
    assert table.loc["a", ["before", "after"]].tolist() == ["strong core", "redundant acquaintance"]
    assert table.loc["a", ["strength_change", "bridging_change"]].tolist() == pytest.approx([-0.2, 0.05])
    assert table.loc[["g", "f"], ["strength_change", "bridging_change"]].isna().all(axis=None)
    assert table["name"].to_dict() == {person: person for person in table.index}


def test_moved_puts_bridges_first_then_the_longest_way() -> None:
    table = moved(
        profile(a=(0.7, 0.2), b=(0.9, 0.2), c=(0.61, 0.7)), profile(a=(0.1, 0.2), b=(0.5, 0.2), c=(0.59, 0.7))
    )
    assert list(table.index) == ["c", "a", "b"]


def test_nobody_moved_from_a_profile_to_itself() -> None:
    table = profile(**CORNERS)
    assert moved(table, table).empty
    assert list(moved(table, table).columns) == list(moved(table.iloc[:0], table).columns)


def test_each_part_has_its_reading_for_and_against() -> None:
    assert tuple(READINGS) == QUADRANTS
    for reading in READINGS.values():
        for text in (reading.means, reading.supported, reading.unsupported):
            assert text.endswith((".", "!"))
        cited = {re.sub(r"^(\w+).*?(\d{4}).*$", r"\1 \2", source) for source in reading.sources}
        said = re.findall(r"\(([A-Z]\w+)(?: and others)? (\d{4})\)", reading.supported + reading.unsupported)
        assert {f"{name} {year}" for name, year in said} == cited


def test_the_studies_that_the_issue_names_are_all_there() -> None:
    every = " ".join(source for reading in READINGS.values() for source in reading.sources)
    for study in (
        "Granovetter 1973",
        "Onnela et al. 2007",
        "Levin, Walter & Murnighan 2011",
        "Rajkumar et al. 2022",
        "Neal 2024",
    ):
        assert study in every


def test_every_number_in_a_reading_was_read_in_the_source() -> None:
    """METRICS.md marks what is recalled only; no such figure is told. These are the ones marked as read."""
    read = {"56", "54", "20"}
    told = " ".join(reading.means + reading.supported + reading.unsupported for reading in READINGS.values())
    assert set(re.findall(r"\b\d+\b", re.sub(r"\(([^)]*)\)", "", told))) == read


def test_the_source_of_the_package_says_nothing_recalled() -> None:
    text = Path(wl.profile.__file__).with_name("readings.py").read_text(encoding="utf-8")
    assert "[M]" not in text
