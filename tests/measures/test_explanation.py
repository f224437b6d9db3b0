"""What `ties.explain` says: sums that are the strength, rows that are the person's, sentences by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import weaklib as wl
from weaklib.book import Book, InputError, Owner, empty, typed
from weaklib.measures.explanation import COLUMNS, explained, in_words
from weaklib.measures.ties import Defaults, explain, tie_table

AS_OF = pd.Timestamp("2026-10-31")
ALL = ("linkedin messages", "linkedin endorsements", "linkedin recommendations", "calendar")
HOSTILE = "<img src=x onerror=alert(1)>[a](javascript:alert(2))"

Row = tuple[str, str, str, str, int]  # day, person, channel, direction, group size

LUNCHES: list[Row] = [
    ("2024-05-02", "ann", "message", "out", 2),
    ("2024-05-02", "ann", "message", "in", 2),
    ("2026-06-01", "bob", "message", "in", 2),
    ("2026-06-15", "ann", "group_meeting", "both", 6),
    ("2026-10-12", "ann", "message", "out", 2),
    ("2026-10-12", "ann", "meeting", "both", 2),
    ("2025-03-03", "ann", "recommendation", "in", 2),
    ("2025-03-04", "ann", "endorsement", "out", 2),
    ("2025-03-05", "ann", "endorsement", "out", 2),
]


def book_of(
    rows: Sequence[Row],
    *,
    kinds: Sequence[str] = ALL,
    ends: dict[str, str] | None = None,
    people: Sequence[str] = ("ann", "bob"),
    **columns: object,
) -> Book:
    """Rows at noon, and one file a kind, all of which end on AS_OF unless told."""
    folk = pd.DataFrame({"name": HOSTILE, "profile": list(people), "emails": [()] * len(people), **columns})
    table = pd.DataFrame(rows, columns=["at", "person", "channel", "direction", "group_size"])
    table["at"] = pd.to_datetime(table["at"] + " 12:00", utc=True, format="%Y-%m-%d %H:%M")
    of_channel = {"endorsement": "linkedin endorsements", "recommendation": "linkedin recommendations"}
    of_channel |= {"meeting": "calendar", "group_meeting": "calendar"}
    table["source"] = table["channel"].map(of_channel).fillna("linkedin messages") + HOSTILE
    table["skill"] = HOSTILE
    last = [pd.Timestamp((ends or {}).get(kind, AS_OF)) for kind in kinds]
    files = pd.DataFrame({"kind": list(kinds), "last": last}, index=[kind + HOSTILE for kind in kinds])
    files[["rows", "used", "merged", "set_aside"]] = 0
    return Book(
        owner=Owner(),
        people=typed("people", folk.set_axis(list(people)).rename_axis("person")),
        interactions=typed("interactions", table),
        affiliations=empty("affiliations"),
        set_aside=empty("set_aside"),
        coverage=typed("coverage", files.rename_axis("source")),
    )


@pytest.fixture(scope="module")
def example() -> Book:
    return wl.read("data/example")


def test_sentences_by_hand() -> None:
    told = explain(book_of(LUNCHES), "ann").drop(index="outlook")
    assert told["sentence"].to_dict() == {
        "intensity": "You were in touch on 3 days, 2 of them in the last half year; the last was a one-to-one "
        "meeting on 12 October 2026.",
        "recency": "19 days of silence; recency halves with every 180 days of silence.",
        "reciprocity": "You wrote twice and they wrote once; you met one to one once, which counts for both.",
        "services": "They recommended you once and you endorsed a skill of theirs twice.",
        "duration": "From the first contact on 2 May 2024 to the last it is 2.4 years; 5 years count in full.",
        "multiplexity": "You were in touch by messages and meetings: 2 ways of the 2 that were exported, and 3 "
        "count in full.",
        # intensity 2.53/5.53, recency .93, reciprocity 5/7, services 1 - .4 x .81, duration .49, channels .5
        "class": "A strong tie: 0.63 is 0.60 or more, and both of you take part.",
        "confidence": "Every part could be seen. Calls, lunches and affection are in no file.",
        "peak": "On 12 October 2026, the day of your last contact, the strength was 0.65; it is 0.63 now.",
        "silence": "Your last contact was on 12 October 2026: 19 days of silence to 31 October 2026. Half of "
        "your gaps are of at most 446 days.",
    }


def test_rows_by_hand() -> None:
    """The labels of the rows typed above, bob's left out."""
    told = explain(book_of(LUNCHES), "ann").drop(index="outlook")
    assert told["rows"].to_dict() == {
        "intensity": (0, 1, 3, 4, 5),
        "recency": (4, 5),
        "reciprocity": (0, 1, 4, 5),
        "services": (6, 7, 8),
        "duration": (0, 1, 4, 5),
        "multiplexity": (4, 5),
        "class": (0, 1, 3, 4, 5, 6, 7, 8),
        "confidence": (0, 1, 3, 4, 5, 6, 7, 8),
        "peak": (0, 1, 3, 4, 5, 6, 7, 8),
        "silence": (4, 5),
    }
    assert told.at["services", "sources"] == (
        f"linkedin endorsements{HOSTILE}",
        f"linkedin recommendations{HOSTILE}",
    )
    assert set(told["confidence"]) == {"high"}
    assert list(told.columns) == list(COLUMNS)


def test_rows_keep_their_labels_on_an_earlier_day() -> None:
    """What is later is not behind anything, and what is left is found under the same labels."""
    book = book_of(LUNCHES)
    told = explain(book, "ann", "2026-09-01")
    assert told.at["intensity", "rows"] == (0, 1, 3)
    assert told.at["services", "rows"] == (6, 7, 8)
    assert "a meeting of 6 on 15 June 2026" in told.at["intensity", "sentence"]


def test_the_parts_add_up_to_the_strength(example: Book) -> None:
    table = tie_table(example)
    for person, tie in table.iloc[::3].iterrows():
        told = explained(example, tie)
        assert told["adds"].sum() == pytest.approx(tie["strength"], abs=1e-12), person
        assert told["adds"].dropna().to_numpy() == pytest.approx(
            (told["value"] * told["weight"]).dropna().to_numpy()
        )


def test_every_row_behind_is_the_persons_own(example: Book) -> None:
    table = tie_table(example, "2025-12-31")
    for person in table.index[::20]:
        told = explain(example, person, "2025-12-31")
        for rows, files in zip(told["rows"], told["sources"], strict=True):
            behind = example.interactions.loc[list(rows)]
            assert (behind["person"] == person).all()
            assert (behind["at"] < pd.Timestamp("2026-01-01", tz=example.owner.zone)).all()
            assert set(behind["source"]) <= set(files)


def test_each_explanation_of_the_example_is_plain(example: Book) -> None:
    """A sentence with an end, no gap in it, and none that tells of nothing."""
    table = tie_table(example)
    for _, tie in table.iloc[1::9].iterrows():
        told = explained(example, tie)
        assert told["sentence"].str.fullmatch(r"[A-Z0-9].{15,}\.").all()
        assert not told["sentence"].str.contains(r"\bnan\b|None|NaT|  ").any()
        assert told["confidence"].isin(["high", "medium", "low", "unknown"]).all()


def test_the_peak_is_the_strength_on_the_day_it_names(example: Book) -> None:
    table = tie_table(example)
    quiet = table[table["class"].isin(["fading", "dormant"])]
    assert len(quiet) > 10
    for person, tie in quiet.head(4).iterrows():
        told = explain(example, person)
        then = tie_table(example, tie["last_contact"])
        assert told.at["peak", "value"] == pytest.approx(then.at[person, "strength"])
        assert f"{tie['last_contact'].day} {tie['last_contact']:%B %Y}" in told.at["peak", "sentence"]


def test_nothing_of_an_export_is_in_a_sentence_or_in_words() -> None:
    for person in ("ann", "bob"):
        told = explain(book_of(LUNCHES, closeness=[0.9, np.nan], family=[True, False]), person)
        said = in_words(told)
        assert not {"<", ">", "[", "javascript"} & set(said.replace("javascript", "<"))
        assert said.count("\n") == len(told) - 1


def test_what_the_owner_said_is_told_and_adds_half() -> None:
    book = book_of(LUNCHES, closeness=[0.9, np.nan], family=[True, False])
    told = explain(book, "ann")
    assert told.loc["closeness", ["value", "weight", "adds"]].tolist() == pytest.approx([0.9, 0.5, 0.45])
    assert told.at["closeness", "sentence"] == "You said in people.csv how close you are: 0.90 of 1."
    assert told.at["closeness", "sources"] == ("people.csv",)
    assert "family" in told.at["family", "sentence"]
    assert told["adds"].sum() == pytest.approx(tie_table(book).at["ann", "strength"])
    assert not {"closeness", "family"} & set(explain(book, "bob").index)


def test_a_closeness_is_all_where_no_export_shows_anything() -> None:
    book = book_of([], kinds=("linkedin connections",), closeness=[0.7, np.nan])
    told = explain(book, "ann")
    assert told.loc["closeness", ["weight", "adds"]].tolist() == [1.0, 0.7]
    assert told["adds"].sum() == tie_table(book).at["ann", "strength"] == 0.7
    assert told.at["class", "sentence"] == "A strong tie: 0.70 is 0.60 or more."


def test_unknown_parts_say_which_export_would_show_them() -> None:
    told = explain(book_of(LUNCHES[:3], kinds=("linkedin messages",)), "ann")
    assert np.isnan(told.at["services", "value"])
    assert told.at["services", "confidence"] == told.at["multiplexity", "confidence"] == "unknown"
    assert "LinkedIn's larger archive would show who recommended" in told.at["services", "sentence"]
    assert "a calendar or your mail would show it" in told.at["multiplexity", "sentence"]
    assert told["adds"].sum() == pytest.approx(told.at["class", "value"])
    low, high = tie_table(book_of(LUNCHES[:3], kinds=("linkedin messages",))).loc[
        "ann", ["strength_low", "strength_high"]
    ]
    assert f"lies between {low:.2f} and {high:.2f}" in told.at["confidence", "sentence"]


def test_an_unknown_person_is_told_what_would_make_them_known() -> None:
    """No address: a calendar cannot name them."""
    told = explain(book_of([], kinds=("linkedin connections", "calendar")), "ann")
    assert (
        told.at["intensity", "sentence"] == "Not known: the messages in LinkedIn's larger archive, "
        "your mail or an address book with their e-mail address would show it."
    )
    assert told.at["class", "sentence"].startswith("An unknown tie: no export could show contact; ")
    assert told.at["peak", "sentence"].startswith("Not known")
    assert told["value"].isna().sum() == len(told) - 1  # the weight of what could be seen is 0, and known
    assert set(told.loc[["intensity", "services", "silence"], "confidence"]) == {"unknown"}


def test_a_nominal_tie_weighs_nothing_and_says_so() -> None:
    told = explain(book_of([("2026-01-05", "ann", "endorsement", "in", 2)]), "ann")
    assert told.at["services", "value"] == pytest.approx(0.1)
    assert (told["adds"].dropna() == 0).all()
    assert told.at["class", "sentence"] == "A nominal tie: contact could be shown and none is on record."
    assert told.at["intensity", "rows"] == ()
    assert told.at["intensity", "sentence"] == "No contact is on record, though the exports could show it."


def test_a_stale_export_lowers_the_confidence_and_is_named() -> None:
    rows = [row for row in LUNCHES if row[2] == "message"]
    ends = {"linkedin messages": "2026-10-12", "calendar": "2026-10-31"}
    assert explain(book_of(rows, ends=ends), "ann").at["recency", "confidence"] == "high"
    ends["linkedin messages"] = "2026-06-30"
    told = explain(book_of(rows[:3], ends=ends), "ann")
    assert told.at["recency", "confidence"] == "medium"
    assert (
        "your messages reach to 30 June 2026 only, so silence counts to then"
        in told.at["silence", "sentence"]
    )
    both = dict.fromkeys(ends, "2026-06-30")
    assert explain(book_of(rows[:3], ends=both), "ann", "2026-10-31").at["recency", "confidence"] == "low"


@pytest.mark.parametrize(
    ("days_ago", "every", "klass", "why"),
    [
        (200, 10, "fading", "silent for 200 days: more than 180 days."),
        (400, 40, "fading", "silent for 400 days: more than 8 times the usual 40 days between you."),
        (1100, 10, "dormant", "silent for 1,100 days: 3 years or more."),
    ],
)
def test_silence_is_told_by_the_rule_that_applies(days_ago: int, every: int, klass: str, why: str) -> None:
    days = [f"{AS_OF - pd.Timedelta(days=days_ago + i * every):%Y-%m-%d}" for i in range(5)]
    told = explain(book_of([(day, "ann", "meeting", "both", 2) for day in days]), "ann")
    assert told.at["class", "sentence"] == f"A {klass} tie: once established, and {why}"


def test_a_one_sided_sender_is_told_so() -> None:
    rows = [(f"{day:%Y-%m-%d}", "bob", "message", "in", 2) for day in pd.date_range("2022-01-01", AS_OF)]
    book = book_of(rows, kinds=("linkedin messages",))
    assert tie_table(book).at["bob", "strength"] >= 0.6
    told = explain(book, "bob")
    assert told.at["class", "sentence"].endswith("or more, but only one of you ever wrote.")
    assert "and you never did" in told.at["reciprocity", "sentence"]


def test_other_rules_are_told_by_their_own_numbers() -> None:
    rules = Defaults(half_life_days=90, strong=0.2, weak=0.1)
    told = explain(book_of(LUNCHES), "ann", defaults=rules)
    assert "every 90 days" in told.at["recency", "sentence"]
    assert "is 0.20 or more" in told.at["class", "sentence"]
    assert told["adds"].sum() == pytest.approx(
        tie_table(book_of(LUNCHES), defaults=rules).at["ann", "strength"]
    )


def test_an_outlook_is_told_as_a_chance_and_never_guessed() -> None:
    book = book_of([*LUNCHES, ("2026-01-05", "cid", "endorsement", "in", 2)], people=("ann", "bob", "cid"))
    chance = tie_table(book)["outlook"]
    told = explain(book, "ann")
    assert told.at["outlook", "value"] == chance["ann"]
    assert told.at["outlook", "sentence"].endswith(f"within the next 30 days is {chance['ann']:.0%}.")
    assert told.at["outlook", "rows"] == told.at["intensity", "rows"]
    nominal = explain(book, "cid")
    assert np.isnan(nominal.at["outlook", "value"])
    assert "nothing to learn from" in nominal.at["outlook", "sentence"]
    unknown = explain(book_of([], kinds=("linkedin connections",)), "ann")
    assert unknown.at["outlook", "sentence"].startswith("Not known: ")


def test_a_table_without_outlook_is_explained_all_the_same() -> None:
    book = book_of(LUNCHES)
    tie = tie_table(book).drop(columns="outlook").loc["ann"]
    assert "outlook" not in explained(book, tie).index


def test_rows_are_named_few_and_counted_many() -> None:
    said = in_words(explain(book_of(LUNCHES), "ann")).splitlines()
    assert said[0].endswith("*(rows 0, 1, 3 and 2 more; high confidence)*")
    assert said[3].endswith("*(rows 6, 7 and 8; high confidence)*")
    assert said[0].startswith("- **Intensity**, 0.")
    named = replace(book_of(LUNCHES), interactions=book_of(LUNCHES).interactions.set_axis(list("abcdefghi")))
    assert in_words(explain(named, "ann")).splitlines()[0].endswith("*(5 rows; high confidence)*")


def test_who_is_not_there_cannot_be_explained() -> None:
    with pytest.raises(InputError, match="Nobody is called 'zoe'"):
        explain(book_of(LUNCHES), "zoe")
    with pytest.raises(InputError, match="not a date"):
        explain(book_of(LUNCHES), "ann", "soon")
