"""What holds of strength and classes for any book: found by hypothesis, class by class derived anew.

The classes are derived here with plain loops from section 9 of METRICS.md, from the rows alone; only the
strength itself is taken from the table, whose value other tests work out by hand.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weaklib.book import Book, Owner, empty, typed
from weaklib.measures.ties import Defaults, tie_table

AS_OF = pd.Timestamp("2026-10-31")
KIND_OF = {"message": "linkedin messages", "meeting": "calendar", "mail": "mail"}
SERVICES = ("linkedin endorsements", "linkedin recommendations")
PARTS = list(Defaults().weights)

Row = tuple[int, str, str, str, int]  # days before AS_OF, person, channel, direction, group size


@dataclass(frozen=True)
class Case:
    """A book as rows and files, before it is built: so that it can be shuffled, split and added to."""

    people: dict[str, tuple[bool, bool, float]]  # on LinkedIn, with an address, closeness
    rows: tuple[Row, ...]
    files: tuple[tuple[str, int], ...]  # kind, days before AS_OF at which the file ends

    def book(self) -> Book:
        names = list(self.people)
        folk = {
            "name": names,
            "profile": [name if self.people[name][0] else None for name in names],
            "emails": [(f"{name}@example.org",) if self.people[name][1] else () for name in names],
            "closeness": [self.people[name][2] for name in names],
        }
        table = pd.DataFrame(list(self.rows), columns=["ago", "person", "channel", "direction", "group_size"])
        table["at"] = (AS_OF - pd.to_timedelta(table.pop("ago"), unit="D")).dt.tz_localize(
            "UTC"
        ) + pd.Timedelta(hours=12)
        ends = [AS_OF - pd.Timedelta(days=ago) for _, ago in self.files]
        coverage = pd.DataFrame(
            {"kind": [kind for kind, _ in self.files], "last": ends},
            index=pd.Index([f"file-{i}" for i in range(len(self.files))], name="source"),
        )
        counts = dict.fromkeys(("rows", "used", "merged", "set_aside"), 0)
        return Book(
            owner=Owner(zone="UTC"),
            people=typed("people", pd.DataFrame(folk, index=pd.Index(names, name="person", dtype="str"))),
            interactions=typed("interactions", table),
            affiliations=empty("affiliations"),
            set_aside=empty("set_aside"),
            coverage=typed("coverage", coverage.assign(**counts, note="")),
        )

    def ties(self, *, later: int = 0) -> pd.DataFrame:
        return tie_table(self.book(), AS_OF + pd.Timedelta(days=later))

    def kinds(self) -> set[str]:
        return {kind for kind, _ in self.files}


AGES = st.one_of(st.integers(0, 400), st.integers(0, 2600))
SIZES = {
    "group_message": [3, 10, 11],
    "group_mail": [4, 10, 11],
    "group_meeting": [3, 8, 9, 25, 26],
}


@st.composite
def a_row(draw: st.DrawFn, person: str, channels: tuple[str, ...], *, oldest_of: dict[str, int]) -> Row:
    channel = draw(st.sampled_from(channels))
    family = channel.removeprefix("group_")
    size = draw(st.sampled_from(SIZES.get(channel, [2])))
    direction = "both" if family == "meeting" else draw(st.sampled_from(["in", "out"]))
    return draw(AGES) + oldest_of.get(KIND_OF.get(family, ""), 0), person, channel, direction, size


@st.composite
def a_rhythm(
    draw: st.DrawFn, person: str, channels: tuple[str, ...], *, oldest_of: dict[str, int]
) -> list[Row]:
    """Contact at even steps, so that fading, dormant and strong ties come about, too."""
    channel = draw(st.sampled_from(channels))
    since, step, times = draw(AGES), draw(st.integers(1, 90)), draw(st.integers(1, 12))
    since += oldest_of.get(KIND_OF[channel], 0)
    ways = ["both"] if channel == "meeting" else draw(st.sampled_from([["in"], ["out", "in"]]))
    return [(since + step * i, person, channel, way, 2) for i in range(times) for way in ways]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Up to three people, whom the exported channels show; files that may end long before AS_OF."""
    families = draw(st.lists(st.sampled_from(list(KIND_OF)), min_size=1, unique=True))
    ends = {KIND_OF[family]: draw(st.sampled_from([0, 0, 0, 40, 800])) for family in families}
    if min(ends.values()):
        ends[KIND_OF[families[0]]] = 0
    services = draw(st.lists(st.sampled_from(SERVICES), unique=True))
    channels = tuple(c for family in families for c in (family, f"group_{family}"))
    favours = tuple(kind.removeprefix("linkedin ").removesuffix("s") for kind in services)
    people, rows = {}, []
    for name in ("ann", "bob", "cid")[: draw(st.integers(1, 3))]:
        people[name] = (True, True, draw(st.sampled_from([np.nan, np.nan, 0.0, 0.3, 1.0])))
        rows += draw(st.lists(a_row(name, (*channels, *favours), oldest_of=ends), max_size=6))
        if draw(st.booleans()):
            rows += draw(a_rhythm(name, tuple(families), oldest_of=ends))
    return Case(people, tuple(rows), (*ends.items(), *((kind, 0) for kind in services)))


# --- strength ------------------------------------------------------------------------------------------


@settings(max_examples=30)
@given(cases())
def test_strength_and_its_parts_lie_between_0_and_1(case: Case) -> None:
    table = case.ties()
    scores = table[["strength", "peak_strength", "coverage", *PARTS]]
    values = scores.to_numpy(float)
    assert ((values >= 0) & (values <= 1) | np.isnan(values)).all()
    assert (table["strength_low"] <= table["strength"] + 1e-12).all()
    assert (table["strength"] <= table["strength_high"] + 1e-12).all()
    assert table["strength"].notna().all()  # all of them could be shown


@settings(max_examples=30)
@given(cases(), st.data())
def test_an_added_two_way_contact_never_lowers_the_strength(case: Case, data: st.DataObject) -> None:
    """An exchange on the day of measuring, in a channel whose export reaches to it."""
    fresh = [f for f, kind in KIND_OF.items() if (kind, 0) in case.files]
    channel, who = data.draw(st.sampled_from(fresh)), data.draw(st.sampled_from(list(case.people)))
    ways = ["both"] if channel == "meeting" else ["out", "in"]
    more = replace(case, rows=(*case.rows, *((0, who, channel, way, 2) for way in ways)))
    before, after = (each.ties()[["strength", *PARTS]] for each in (case, more))
    gained = after.loc[who] - before.loc[who]
    assert (gained.dropna() >= -1e-12).all()
    assert (gained.isna() == before.loc[who].isna()).all()
    others = before.index.difference([who])
    np.testing.assert_allclose(after.loc[others], before.loc[others], rtol=0, atol=1e-12)


@settings(max_examples=25)
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_of_files_does_not_matter(case: Case, random: object) -> None:
    rows, files, people = list(case.rows), list(case.files), list(case.people.items())
    for items in (rows, files, people):
        random.shuffle(items)  # type: ignore[attr-defined]
    shuffled = Case(dict(people), tuple(rows), tuple(files)).ties()
    once = case.ties()
    pd.testing.assert_frame_equal(shuffled.sort_index(), once.sort_index(), rtol=0, atol=1e-12)


@settings(max_examples=25)
@given(cases(), st.lists(st.integers(0, 1000), max_size=3))
def test_the_same_rows_in_several_files_are_the_same(case: Case, earlier: list[int]) -> None:
    """Each kind of export is split: further files of it end earlier, as last month's do."""
    parts = tuple((kind, end + ago) for kind, end in case.files for ago in earlier)
    split = replace(case, files=(*parts, *case.files)).book()
    of_file = [split.coverage.index[i % len(split.coverage)] for i in range(len(split.interactions))]
    split = replace(split, interactions=split.interactions.assign(source=of_file))
    pd.testing.assert_frame_equal(tie_table(split, AS_OF), case.ties())


@settings(max_examples=30)
@given(cases(), st.integers(1, 2000), st.booleans())
def test_time_alone_never_raises_a_strength(case: Case, days: int, extended: bool) -> None:
    """Nothing new happens; the exports reach to the later day, or end where they ended."""
    if extended:
        later = tie_table(
            replace(case.book(), coverage=case.book().coverage.assign(last=AS_OF + pd.Timedelta(days=days))),
            AS_OF + pd.Timedelta(days=days),
        )
    else:
        later = case.ties(later=days)
    before = case.ties()["strength"]
    assert (later["strength"].reindex(before.index) <= before + 1e-12).all()


# --- classes -------------------------------------------------------------------------------------------


def class_by_hand(case: Case, who: str, strength: float, rules: Defaults) -> str:
    """The class that METRICS.md gives: the first that fits."""
    on_linkedin, address, closeness = case.people[who]
    limit = {"meeting": rules.max_meeting, "message": rules.max_thread, "mail": rules.max_thread}
    contacts: list[tuple[int, str, str, int]] = []
    for ago, person, channel, direction, size in case.rows:
        family = channel.removeprefix("group_")
        if person == who and family in limit and size <= limit[family]:
            contacts.append((ago, family, direction, size))
    stated = not np.isnan(closeness)
    if not contacts and not stated:
        seen_in_messages = (on_linkedin or not address) and "linkedin messages" in case.kinds()
        seen_elsewhere = address and bool({"calendar", "mail"} & case.kinds())
        return "nominal" if seen_in_messages or seen_elsewhere else "unknown"
    wrote = {direction for _, family, direction, _ in contacts if family != "meeting"}
    met = any(family == "meeting" and size <= rules.two_way_meeting for _, family, _, size in contacts)
    two_way = met or {"in", "out"} <= wrote
    days = sorted({ago for ago, *_ in contacts})
    recommended = any(row[1] == who and row[2] == "recommendation" for row in case.rows)
    established = recommended or (two_way and len(days) >= rules.established_days)
    if contacts and established:
        silence = min(max(ago - end_of(case, family), 0) for ago, family, *_ in contacts)
        if silence >= rules.dormant_days:
            return "dormant"
        gaps = [b - a for a, b in pairwise(days)]
        usual = len(days) >= rules.established_days
        if usual and silence > max(rules.fading_days, rules.fading_gaps * median(gaps)):
            return "fading"
    if strength >= rules.strong and (two_way or stated):
        return "strong"
    return "moderately weak" if strength >= rules.weak else "weak"


def end_of(case: Case, family: str) -> int:
    """How many days before AS_OF a channel is known to: 0 where it has no file of its own."""
    return min((ago for kind, ago in case.files if kind == KIND_OF[family]), default=0)


def classes_by_hand(case: Case, table: pd.DataFrame, rules: Defaults) -> dict[str, str]:
    return {who: class_by_hand(case, str(who), score, rules) for who, score in table["strength"].items()}


RULES = (
    Defaults(),
    Defaults(strong=0.48, weak=0.20),
    Defaults(half_life_days=90, fading_days=90, fading_gaps=4, dormant_days=400),
    Defaults(max_meeting=8, max_thread=3, two_way_meeting=2, established_days=2),
)


@settings(max_examples=50)
@given(cases(), st.sampled_from(RULES))
def test_a_class_is_what_its_rule_says(case: Case, rules: Defaults) -> None:
    table = tie_table(case.book(), AS_OF, defaults=rules)
    assert table["class"].to_dict() == classes_by_hand(case, table, rules)


def exchanges(*ago: int) -> tuple[Row, ...]:
    return tuple((days, "ann", "message", way, 2) for days in ago for way in ("out", "in"))


@pytest.mark.parametrize(
    ("klass", "rows", "files"),
    [
        ("strong", exchanges(*range(0, 900, 10)), ["linkedin messages"]),
        ("moderately weak", exchanges(10, 375, 740), ["linkedin messages"]),
        (
            "moderately weak",
            tuple(row for row in exchanges(*range(900)) if row[3] == "in"),
            ["linkedin messages"],
        ),
        ("weak", exchanges(300)[:1], ["linkedin messages"]),
        ("fading", exchanges(*range(200, 300, 10)), ["linkedin messages"]),
        ("dormant", exchanges(1100, 1200, 1300), ["linkedin messages"]),
        ("nominal", (), ["linkedin messages"]),
        ("unknown", (), ["linkedin connections"]),
    ],
)
def test_the_rules_by_hand_know_every_class(klass: str, rows: tuple[Row, ...], files: list[str]) -> None:
    """Else the test above would prove little."""
    case = Case({"ann": (True, False, np.nan)}, rows, tuple((kind, 0) for kind in files))
    table = case.ties()
    assert table["class"].to_dict() == classes_by_hand(case, table, Defaults()) == {"ann": klass}


# --- unknown is not zero -------------------------------------------------------------------------------

FILES = st.lists(
    st.sampled_from(["linkedin connections", "linkedin messages", "calendar", "mail", *SERVICES]), unique=True
)
HUMANS = st.tuples(st.booleans(), st.booleans(), st.just(np.nan))


def of_one(human: tuple[bool, bool, float], files: list[str], rows: tuple[Row, ...] = ()) -> pd.Series:
    case = Case({"ann": human}, rows, tuple((kind, 0) for kind in files))
    return tie_table(case.book(), AS_OF).loc["ann"]


def could_show(human: tuple[bool, bool, float], kind: str) -> bool:
    """Messages know who is on LinkedIn, and whom nothing but LinkedIn can have named; the others addresses."""
    on_linkedin, address, _ = human
    return (kind == "linkedin messages" and (on_linkedin or not address)) or (
        kind in {"calendar", "mail"} and address
    )


def check_silent(tie: pd.Series, *, known: bool) -> None:
    """Never in touch: 0 where an export could show it, and nothing at all where none could."""
    assert tie["class"] == ("nominal" if known else "unknown")
    scores = tie[["strength", "peak_strength"]].astype(float)
    assert (scores == 0).all() if known else scores.isna().all()
    if not known:
        assert tie[PARTS].isna().all()
        assert tie["coverage"] == 0


@settings(max_examples=30)
@given(HUMANS, HUMANS, FILES)
def test_two_rows_of_one_human_are_known_only_by_a_key_that_an_export_can_show(
    one: tuple[bool, bool, float], other: tuple[bool, bool, float], files: list[str]
) -> None:
    both = (one[0] or other[0], one[1] or other[1], np.nan)
    for human in (one, other, both):
        check_silent(of_one(human, files), known=any(could_show(human, kind) for kind in files))


@settings(max_examples=30)
@given(cases(), st.booleans())
def test_an_unknown_row_joined_to_a_known_one_changes_nothing(case: Case, address: bool) -> None:
    """A row without any contact, with an address or without, is found to be somebody's who is known."""
    touched = {row[1] for row in case.rows if not row[2].startswith(("endorse", "recommend"))}
    bare = {who: (True, not address, close) for who, (_, _, close) in case.people.items()}
    apart = replace(case, people={**bare, "zoe": (False, address, np.nan)}).ties()
    joined = replace(case, people={who: (True, True, close) for who, (_, _, close) in bare.items()}).ties()
    known = sorted(touched & set(joined.index[joined["contact_days"] > 0]))
    pd.testing.assert_frame_equal(apart.loc[known], joined.loc[known], rtol=0, atol=1e-12)


@settings(max_examples=30)
@given(HUMANS, FILES, FILES)
def test_a_file_that_cannot_show_somebody_leaves_them_unknown(
    human: tuple[bool, bool, float], files: list[str], more: list[str]
) -> None:
    known = any(could_show(human, kind) for kind in files)
    blind = [kind for kind in more if kind not in files and not could_show(human, kind)]
    check_silent(of_one(human, files), known=known)
    check_silent(of_one(human, [*files, *blind]), known=known)


@settings(max_examples=30)
@given(cases())
def test_a_part_that_was_not_exported_is_missing_and_never_zero(case: Case) -> None:
    table, channels = case.ties(), case.kinds() & set(KIND_OF.values())
    missing = {"multiplexity": len(channels) < 2, "services": not case.kinds() & set(SERVICES)}
    for part in PARTS:
        assert table[part].isna().eq(missing.get(part, False)).all(), part


@settings(max_examples=25)
@given(HUMANS, FILES, st.sampled_from(SERVICES))
def test_a_favour_makes_nobody_known_to_have_been_in_touch(
    human: tuple[bool, bool, float], files: list[str], service: str
) -> None:
    before = of_one(human, files)
    favour = service.removeprefix("linkedin ").removesuffix("s")
    after = of_one(human, sorted({*files, service}), ((5, "ann", favour, "in", 2),))
    assert after["class"] == before["class"]
    assert np.isnan(after["strength"]) == np.isnan(before["strength"])


@settings(max_examples=25)
@given(HUMANS, FILES, st.floats(0, 1))
def test_a_stated_closeness_is_never_halved_by_what_nobody_saw(
    human: tuple[bool, bool, float], files: list[str], closeness: float
) -> None:
    before, stated = of_one(human, files), of_one((*human[:2], closeness), files)
    if before["class"] == "unknown":
        assert stated["strength"] == stated["peak_strength"] == closeness
    else:
        assert stated["strength"] == pytest.approx(closeness / 2)
    assert stated["class"] not in {"unknown", "nominal"}
