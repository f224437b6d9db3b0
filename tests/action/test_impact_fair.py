"""The fair comparison: chance chooses among equals, evenly, the same each time, whatever the order of rows."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.action.guarded_books import guarded_book
from tests.action.impact_ledgers import NO_CIRCLES, NO_TIES, ledger_of, sent
from weaklib.action.impact import choose, contrast, setting_of
from weaklib.book import InputError


def plan_of(*rows: tuple[str | None, str, float] | tuple[str | None, str, float, str]) -> pd.DataFrame:
    """A plan: (person, class, score), then the purpose."""
    table = pd.DataFrame(
        [(person, tie_class, score, *(more or ["advice"])) for person, tie_class, score, *more in rows],
        columns=["person", "class", "score", "purpose"],
    )
    table.attrs = {"notes": ["as before"]}
    return table


def chosen(plan: pd.DataFrame, **how: object) -> list[tuple[str, str]]:
    found = choose(plan, **how)  # type: ignore[arg-type]
    return list(zip(found["person"], found["chosen"], strict=True))


ALIKE = plan_of(
    ("ann", "strong", 0.50), ("bea", "weak", 0.46), ("cem", "dormant", 0.45), ("dot", "weak", 0.44)
)


def test_chance_chooses_only_among_those_who_rank_alike() -> None:
    """Within a tenth of .50 are .46 and .45, and .44 is not."""
    seen = {seed: chosen(ALIKE, slots=1, seed=seed) for seed in range(200)}
    assert {person for ((person, how),) in seen.values()} == {"ann", "bea", "cem"}
    assert {how for ((_, how),) in seen.values()} == {"chance"}
    assert chosen(ALIKE, slots=1, seed=0, within=0.0) == [("ann", "")]


def test_the_choice_is_balanced_between_weak_and_strong_and_among_each() -> None:
    """Of 1,000 seeds half choose the one strong tie of three; 4 standard deviations are allowed."""
    counts = Counter(chosen(ALIKE, slots=1, seed=seed)[0][0] for seed in range(1000))
    assert abs(counts["ann"] - 500) < 4 * (1000 * 0.5 * 0.5) ** 0.5
    assert abs(counts["bea"] - 250) < 4 * (1000 * 0.25 * 0.75) ** 0.5


def test_the_choices_of_one_seed_are_balanced_over_weeks_with_others_to_choose_from() -> None:
    """A person keeps one seed: then what chance says must hang on who is there, or it would say it each week."""
    weeks = [plan_of((f"a{week}", "strong", 0.5), (f"b{week}", "weak", 0.5)) for week in range(400)]
    strong = sum(chosen(plan, slots=1, seed=0)[0][0].startswith("a") for plan in weeks)
    assert abs(strong - 200) < 4 * (400 * 0.5 * 0.5) ** 0.5


def test_nobody_is_favoured_week_after_week_by_a_name() -> None:
    """The same two weak ties beside another strong one each week: each of the two is chosen as often."""
    weeks = [
        plan_of((f"a{week}", "strong", 0.5), ("bea", "weak", 0.5), ("cem", "weak", 0.5))
        for week in range(400)
    ]
    counts = Counter(chosen(plan, slots=1, seed=0)[0][0] for plan in weeks)
    weak = counts["bea"] + counts["cem"]
    assert abs(counts["bea"] - weak / 2) < 4 * (weak * 0.5 * 0.5) ** 0.5


def test_what_is_chosen_says_nothing_of_the_place_in_the_plan() -> None:
    """As often the first row as the second, of two equals, whichever of them is the strong one."""
    first = 0
    for week in range(400):
        rows = [(f"a{week}", "strong", 0.5), (f"b{week}", "weak", 0.5)]
        plan = plan_of(*(rows if week % 2 else rows[::-1]))
        first += chosen(plan, slots=1, seed=7)[0][0] == plan.at[0, "person"]
    assert abs(first - 200) < 4 * (400 * 0.5 * 0.5) ** 0.5


people = st.lists(
    st.tuples(
        st.sampled_from([None, *"abcdefghij"]),
        st.sampled_from(["strong", "weak", "dormant", "unknown"]),
        st.sampled_from([0.0, 0.4, 0.42, 0.5, 0.52]),
        st.sampled_from(["advice", "reconnect"]),
    ),
    max_size=14,
    unique_by=lambda row: (row[0], row[3]),
)


@given(people, st.integers(0, 12), st.integers(0, 5), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(
    rows: list, slots: int, seed: int, chance: random.Random
) -> None:
    plan = plan_of(*rows)
    shuffled = plan_of(*chance.sample(rows, len(rows)))
    found = choose(plan, slots=slots, seed=seed)
    pd.testing.assert_frame_equal(found, choose(shuffled, slots=slots, seed=seed))
    assert len(found) == min(slots, plan["person"].nunique())
    assert found["person"].is_unique
    assert found["person"].notna().all()
    assert found["score"].is_monotonic_decreasing or (found["chosen"] == "chance").any()


def test_only_weak_and_strong_ties_of_the_same_purpose_are_compared() -> None:
    other_purpose = plan_of(("ann", "strong", 0.5), ("bea", "weak", 0.5, "reconnect"))
    not_known = plan_of(("ann", "strong", 0.5), ("bea", "unknown", 0.5))
    alike = plan_of(("ann", "weak", 0.5), ("bea", "dormant", 0.5))
    for plan in (other_purpose, not_known, alike):
        found = choose(plan, slots=2, seed=1)
        assert found["chosen"].tolist() == ["", ""]
        assert found.attrs["chance"] == "Nobody was chosen by chance: no weak and strong ties rank alike."


def test_it_says_so_and_keeps_what_the_plan_says() -> None:
    found = choose(ALIKE, slots=2, seed=3)
    assert found.attrs["notes"] == ["as before"]
    assert found.attrs["chance"].startswith("Of 2 people, ")
    assert (
        "by chance (seed 3) between weak and strong ties whose scores lie within 10 %"
        in found.attrs["chance"]
    )
    assert "chance" not in ALIKE.attrs
    assert list(found.columns) == [*ALIKE.columns, "chosen"]
    empty = choose(plan_of(), slots=3, seed=0)
    assert empty.empty
    assert "chosen" in empty


def test_the_classes_may_come_from_the_table_of_ties() -> None:
    plan = ALIKE.drop(columns="class")
    ties = ALIKE.set_index("person")[["class"]]
    assert chosen(plan, slots=1, seed=0, ties=ties) == chosen(ALIKE, slots=1, seed=0)
    with pytest.raises(InputError, match="does not tell the class of each tie"):
        choose(plan, slots=1, seed=0)


@pytest.mark.parametrize(("slots", "within"), [(-1, 0.1), (1, -0.1), (1, 1.1), (1, float("nan"))])
def test_what_makes_no_sense_is_refused(slots: int, within: float) -> None:
    with pytest.raises(InputError, match="write a number of 0 or more, and a part from 0 to 1"):
        choose(ALIKE, slots=slots, seed=0, within=within)


def test_what_chance_chose_reaches_the_comparison_through_the_ledger(tmp_path: Path) -> None:
    plans = [plan_of((f"a{week}", "strong", 0.5), (f"b{week}", "weak", 0.49)) for week in range(40)]
    entries = [
        sent(row["person"], "2026-03-02", row["class"], chosen=row["chosen"] or None)
        for plan in plans
        for _, row in choose(plan, slots=1, seed=5).iterrows()
    ]
    own = [sent("zoe", "2026-03-02", "strong"), sent("yan", "2026-03-02", "weak", chosen="own")]
    ledger = ledger_of([*entries, *own], tmp_path)
    setting = setting_of(guarded_book(["ann"]), ledger, ties=NO_TIES, circles=NO_CIRCLES)
    fair, every = contrast(setting, within="chance"), contrast(setting)
    assert fair.weak_n + fair.strong_n == 40
    assert every.weak_n + every.strong_n == 42
    assert min(fair.weak_n, fair.strong_n) >= 10
