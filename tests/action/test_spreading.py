"""Spreading a list: whoever there is, the first few are mixed as far as they can be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st

from weaklib.action.spreading import Workplaces, spread

NAMES = ("organisation", "circle", "strength")
MOST = {"organisation": 2, "circle": 3, "strength": 7}
TOP = 10

Kinds = Mapping[str, Mapping[object, object]]


@st.composite
def crowds(draw: st.DrawFn) -> tuple[list[int], dict[str, dict[object, object]]]:
    """People in an order, with an organisation, a circle and a strength; not everything is known of all."""
    people = draw(st.permutations(range(draw(st.integers(0, 40)))))
    kinds = (st.sampled_from("ABCDEFGH"), st.sampled_from("123456"), st.sampled_from(["strong", "weak"]))
    shared = {}
    for name, kind in zip(NAMES, kinds, strict=True):
        told = {person: draw(kind | st.none()) for person in people}
        shared[name] = {person: kind for person, kind in told.items() if kind is not None or person % 2}
    return list(people), shared


def counts(people: Sequence[object], kinds: Mapping[object, object]) -> Counter[object]:
    return Counter(kinds[person] for person in people if kinds.get(person) is not None)


def too_many(people: Sequence[object], shared: Kinds, names: Sequence[str]) -> bool:
    return any(count > MOST[name] for name in names for count in counts(people, shared[name]).values())


@given(crowds())
def test_it_is_the_same_people_each_once(crowd: tuple[list[int], Kinds]) -> None:
    order, shared = crowd
    assert sorted(spread(order, shared, most=MOST, top=TOP)) == sorted(order)


@given(crowds())
def test_no_limit_is_passed_while_somebody_is_left_who_keeps_it(crowd: tuple[list[int], Kinds]) -> None:
    """Neither the limits together, nor the first one or two of them once the others have to give way."""
    order, shared = crowd
    found = spread(order, shared, most=MOST, top=TOP)
    first: list[object] = []
    for place, person in enumerate(found[:TOP]):
        for kept in range(len(NAMES), 0, -1):
            if not too_many([*first, person], shared, NAMES[:kept]):
                break
            fits = [other for other in found[place:] if not too_many([*first, other], shared, NAMES[:kept])]
            assert not fits, (person, NAMES[:kept])
        first.append(person)


@given(crowds())
def test_the_best_stays_the_best_and_who_steps_back_keeps_their_order(
    crowd: tuple[list[int], Kinds],
) -> None:
    order, shared = crowd
    found = spread(order, shared, most=MOST, top=TOP)
    assert found[:1] == order[:1]
    rank = {person: place for place, person in enumerate(order)}
    behind = [rank[person] for person in found[TOP:]]
    assert behind == sorted(behind)


@given(crowds(), st.randoms(use_true_random=False))
def test_who_is_told_first_where_they_belong_decides_nothing(
    crowd: tuple[list[int], Kinds], random: object
) -> None:
    order, shared = crowd
    mixed = {}
    for name, kinds in shared.items():
        pairs = list(kinds.items())
        random.shuffle(pairs)
        mixed[name] = dict(pairs)
    assert spread(order, mixed, most=MOST, top=TOP) == spread(order, shared, most=MOST, top=TOP)


@given(crowds())
def test_without_limits_nothing_moves(crowd: tuple[list[int], Kinds]) -> None:
    order, shared = crowd
    assert spread(order, {}, most={}, top=TOP) == order
    assert spread(order, shared, most=dict.fromkeys(NAMES, 99), top=TOP) == order
    assert spread(order, shared, most=MOST, top=0) == order


def test_a_limit_that_has_to_give_way_takes_no_other_with_it() -> None:
    """All ties are weak, so more than seven are; still nobody is the third of an organisation."""
    order = list(range(30))
    shared = {
        "organisation": {person: "A" if person % 3 else f"B{person}" for person in order},
        "strength": dict.fromkeys(order, "weak"),
    }
    found = spread(order, shared, most=MOST, top=TOP)[:TOP]
    assert counts(found, shared["organisation"])["A"] == 2
    assert found == [0, 1, 2, 3, 6, 9, 12, 15, 18, 21]


def test_nobodys_kind_is_not_counted() -> None:
    order = list(range(12))
    shared = {"organisation": dict.fromkeys(order, None), "circle": {}}
    assert spread(order, shared, most=MOST, top=TOP) == order


def test_an_organisation_is_one_however_it_is_spelt_and_self_employed_is_none() -> None:
    names = {
        "a": "Windhof GmbH",
        "b": "Windhof",
        "c": "Self-employed",
        "d": "Selbständig",
        "e": "Windhof Ltd",
    }
    places = Workplaces(names)
    assert [places.get(person) for person in names] == ["windhof", "windhof", None, None, "windhof"]
    assert spread([*names], {"organisation": places}, most={"organisation": 1}, top=3) == list("acdbe")
    assert [*places] == [*names]
    assert len(places) == len(names)
