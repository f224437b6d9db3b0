"""What the page of ties says of conventions, of one person, and of the weak-tie profile."""

from __future__ import annotations

import re

import networkx as nx
import numpy as np
import pandas as pd
import pytest

import weaklib as wl
from weaklib.book import Book
from weaklib.measures.profile import moved, weak_tie_profile
from weaklib.pages import closeness, treasure

HOSTILE = "<b>[x](javascript:alert(1))</b>"
DAY = pd.Timestamp("2026-10-31")


def profile(*people: tuple[float, float], name: str = "", seen: float = 1.0) -> pd.DataFrame:
    """Strength and bridging of P0, P1 and so on."""
    index = pd.Index([f"p{n}" for n in range(len(people))], name="person")
    names = [name or f"P{n}" for n in range(len(people))]
    ties = pd.DataFrame(
        {"name": names, "organisation": "Hafen", "strength": [s for s, _ in people]}, index=index
    )
    bridges = pd.DataFrame({"bridging": [b for _, b in people], "observed_share": seen}, index=index)
    return weak_tie_profile(ties, bridges)


def text(shown) -> str:
    return str(shown.data)


@pytest.fixture(scope="module")
def example() -> Book:
    return wl.read("data/example")


def test_the_treasure_is_counted_and_named() -> None:
    told = text(treasure.in_words(profile((0.2, 0.9), (0.3, 0.7), (0.9, 0.2), (0.1, 0.5), (0.1, np.nan))))
    assert "**2 contacts are weak bridges** of 4 who could be placed: P0" in told
    assert "Just below the line of bridges stands P3" in told
    assert "inferred" not in told
    assert "With 1 of them" not in told


def test_a_treasure_that_nobody_saw_says_so() -> None:
    told = text(treasure.in_words(profile((0.2, 0.9), seen=0.1)))
    assert "**1 contact is a weak bridge** of 1" in told
    assert "With 1 of them the bridging rests mostly on inferred ties." in told


def test_no_treasure_and_nobody_to_place() -> None:
    assert "None of 1 contact who could be placed" in text(treasure.in_words(profile((0.9, 0.1))))
    nobody = profile((np.nan, 0.9), (0.9, np.nan))
    assert "**not measurable**" in text(treasure.in_words(nobody))
    assert treasure.parts(nobody) is None


def test_a_share_stands_only_beside_enough_people() -> None:
    """9 of 54: 17 %, and between 9 and 29 % after Wilson; of four the count alone."""
    shown = text(treasure.parts(profile(*[(0.2, 0.9)] * 9, *[(0.2, 0.1)] * 41, *[(0.9, 0.1)] * 4)))
    assert "17&#37; &#40;9&#37; to 29&#37;&#41;" in shown
    assert shown.count("too few for a share") == 2  # four of the strong core, and no strong bridge


def test_readings_stand_beside_each_other() -> None:
    shown = text(treasure.readings())
    assert shown.count("<tr>") == 5
    assert "Not supported" in shown
    cited = text(treasure.sources())
    assert cited.count("\n") >= 7
    assert "Granovetter 1973" in cited


def test_who_moved_is_told_with_the_score_that_moved_them() -> None:
    before = profile((0.7, 0.2), (0.2, 0.5), (0.1, 0.1), (0.1, np.nan))
    after = profile((0.5, 0.2), (0.2, 0.7), (0.1, 0.1), (0.1, 0.2))
    moves = moved(before, after)
    told = text(treasure.moves_in_words(moves, treasure.year_before(DAY), DAY))
    assert "**2 contacts** moved" in told
    assert "between 31 October 2025 and 31 October 2026" in told
    assert "1 to weak bridge and 1 to redundant acquaintance" in told
    assert "With 1 the bridging changed" in told
    assert "1 contact could not be placed before and can be now" in told
    shown = text(treasure.moves_list(moves))
    assert shown.index("P1") < shown.index("P0")
    assert "P3" not in shown


def test_nobody_moved() -> None:
    same = profile((0.7, 0.2))
    assert "Nobody moved" in text(treasure.moves_in_words(moved(same, same), DAY, DAY))
    assert treasure.moves_list(moved(same, same)) is None


def test_the_profile_of_a_day_needs_the_book_alone(example: Book) -> None:
    table = treasure.profile_on(example, treasure.year_before(DAY))
    assert table["quadrant"].notna().sum() > 100
    assert (table["last_contact"].dropna() <= pd.Timestamp("2025-10-31")).all()


def test_the_whole_is_told_with_what_it_rests_on(example: Book) -> None:
    ties, graph = wl.ties.tie_table(example), wl.network.contact_network(example)
    whole = wl.bridging.owner_structure(ties, graph)
    told = text(treasure.whole_in_words(whole, ties))
    assert f"**{whole.effective_size:,.0f} of {len(whole.contacts)} contacts**" in told
    assert f"The constraint is {whole.constraint:.2f}" in told
    assert "were seen" in told
    alone = wl.bridging.owner_structure(ties, nx.Graph())
    assert "**not measurable**" in text(treasure.whole_in_words(alone, ties))


def test_conventions_are_counted(example: Book) -> None:
    changes = wl.sensitivity.what_changes(example)
    told = text(closeness.conventions_in_words(changes))
    most = changes["changed"].max()
    assert f"At most {most} ties of {changes['of'].iloc[0]}" in told
    assert text(closeness.conventions(changes)).count("<tr>") == len(changes) + 1
    none = changes.assign(changed=0, persons=[()] * len(changes))
    assert "nothing hangs on them" in text(closeness.conventions_in_words(none))
    assert "No tie has a class" in text(closeness.conventions_in_words(none.assign(of=0)))


def test_one_person_is_explained_with_their_rows(example: Book) -> None:
    ties = wl.ties.tie_table(example)
    one = ties.iloc[0]
    told = wl.ties.explain(example, one.name)
    words = text(closeness.explained(one, told))
    assert words.startswith(f"**{one['name']}")
    assert words.count("\n- ") == len(told)
    assert f"strength {one['strength']:.2f} of 1" in words
    shown = text(closeness.rows_behind(example, told, "reciprocity"))
    assert f"The newest 5 of {len(told.at['reciprocity', 'rows'])} rows&#46;" in shown
    nobody = ties[ties["class"] == "nominal"].iloc[0]
    assert closeness.rows_behind(example, wl.ties.explain(example, nobody.name), "recency") is None


def test_a_hostile_name_stays_text_in_every_sentence() -> None:
    table, later = (profile((s, 0.9), (0.2, b), name=HOSTILE) for s, b in ((0.2, 0.5), (0.7, 0.9)))
    moves = moved(table, later)
    for shown in (
        treasure.in_words(table),
        treasure.moves_list(moves),
        closeness.explained(
            table.iloc[0].rename("x").copy().pipe(lambda tie: pd.concat([tie, pd.Series({"class": "weak"})])),
            pd.DataFrame(columns=["value", "adds", "sentence", "rows", "confidence"]),
        ),
    ):
        written = re.sub(r"</?(table|caption|thead|tbody|tr|th|td|wbr)\b[^>]*>", "", text(shown))
        assert "javascript&#58;" in written.replace("<wbr>", "")
        assert not re.search(r"<b>|\]\(", written)
