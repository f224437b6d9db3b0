"""The ledger of the example: it agrees with the exports beside it, and holds what is planted, and not more."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest
import yaml

import weaklib as wl
from weaklib.action.sheet import take_in
from weaklib.action.sheet_rows import COLUMNS
from weaklib.book import CONTACT_CHANNELS
from weaklib.example import GOALS, LEDGER, PLANTED, write

COMMITTED = Path(__file__).parents[1] / "data" / "example"
LAST_DAY = pd.Timestamp("2026-10-31")
FORTNIGHT = pd.Timedelta(days=14)
MONTH = pd.Timedelta(days=30)


def rows_of(folder: Path) -> list[dict[str, str]]:
    """The rows of the sheet."""
    return list(csv.DictReader((folder / LEDGER).read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module")
def book():
    """The example, read."""
    return wl.read(COMMITTED)


@pytest.fixture(scope="module")
def ledger(book, tmp_path_factory):
    """The ledger that is made of the sheet."""
    made = wl.ledger.open(tmp_path_factory.mktemp("ledger") / "ledger.sqlite")
    take_in(book, made, (COMMITTED / LEDGER).read_text(encoding="utf-8"), source=LEDGER)
    return made


@pytest.fixture(scope="module")
def attempts(ledger):
    """What was sent."""
    return ledger.attempts()


@pytest.fixture(scope="module")
def outcomes(ledger):
    """What came."""
    return ledger.outcomes()


@pytest.fixture(scope="module")
def messages(book):
    """Direct messages, with the owner's day of each."""
    rows = book.interactions[book.interactions["channel"] == "message"]
    day = rows["at"].dt.tz_convert(book.owner.zone).dt.tz_localize(None).dt.normalize()
    return rows.assign(day=day).sort_values("at")


def first_answer(messages, attempt):
    """Return the day of the first message that came from the person within 14 days; NaT where none did."""
    theirs = messages[(messages["person"] == attempt["person"]) & (messages["direction"] == "in")]
    by_then = theirs["day"].between(attempt["sent_on"], attempt["sent_on"] + FORTNIGHT)
    return theirs.loc[by_then, "day"].min()


def test_it_is_a_sheet_that_a_person_might_keep():
    rows = rows_of(COMMITTED)
    assert set(rows[0]) == set(COLUMNS)
    assert [row["on"] for row in rows] == sorted(row["on"] for row in rows)
    named = {row["person"] for row in rows}
    assert {"Alma Schoonhoven", "Søren Achterberg", *PLANTED.namesakes} <= named
    assert "Lena Hoffmann" not in named
    assert not {"class", "strength"} & set(rows[0])


def test_it_holds_what_is_planted_and_every_row_is_taken_in(ledger, attempts, outcomes):
    assert len(ledger.entries()) == len(rows_of(COMMITTED))
    assert len(attempts) == PLANTED.attempts
    assert outcomes["attempt"].isna().sum() == PLANTED.came_unasked
    assert attempts["sent_on"].min() >= pd.Timestamp("2025-05-01")
    assert set(attempts["purpose"]) == {"reconnect", "advice", "introduction", "maintain"}
    assert set(attempts["class"]) == {"strong", "moderately weak", "weak", "fading", "dormant", "nominal"}
    assert set(outcomes["step"]) == set(wl.ledger.OUTCOMES)
    assert set(outcomes["engagement"].dropna()) == {1, 2, 3}
    assert set(outcomes["support"].dropna()) == set(outcomes["guidance"].dropna()) == {0, 1, 2, 3}


def test_what_was_sent_by_linkedin_opened_a_conversation_that_day(attempts, messages):
    written = attempts[attempts["via"] == "LinkedIn"]
    assert set(attempts["via"]) == {"LinkedIn", "mail", "call"}
    for _, attempt in written.iterrows():
        theirs = messages[messages["person"] == attempt["person"]]
        first = theirs[theirs["day"] == attempt["sent_on"]].iloc[0]
        assert first["direction"] == "out", attempt["person"]
        before = theirs.loc[theirs["at"] < first["at"], "at"]
        assert before.empty or first["at"] - before.max() > MONTH, attempt["person"]


def test_what_was_mailed_or_said_on_the_telephone_is_on_no_export(attempts, messages):
    for _, attempt in attempts[attempts["via"] != "LinkedIn"].iterrows():
        theirs = messages[messages["person"] == attempt["person"]]
        near = theirs["day"].between(attempt["sent_on"], attempt["sent_on"] + FORTNIGHT)
        assert not near.any(), attempt["person"]


def test_replies_came_on_the_day_that_the_ledger_says(attempts, messages):
    written = attempts[attempts["via"] == "LinkedIn"]
    shown = written.apply(lambda attempt: first_answer(messages, attempt), axis=1)
    said = written[["replied", "help"]].min(axis=1)  # help may come with the answer
    unlike = written[~(shown.eq(said) | (shown.isna() & said.isna()))]
    assert unlike["person"].tolist() == [PLANTED.reply_not_entered]
    assert shown[unlike.index].tolist() == [pd.Timestamp(PLANTED.replied_on)]


def test_a_meeting_after_an_ask_is_not_entered(book, attempts, outcomes):
    alone = book.interactions[book.interactions["channel"] == "meeting"]
    days = alone.loc[alone["person"] == PLANTED.meeting_not_entered, "at"].dt.tz_localize(None).dt.normalize()
    assert pd.Timestamp(PLANTED.met_on) in set(days)
    asked = attempts[attempts["person"] == PLANTED.meeting_not_entered]
    assert asked["sent_on"].tolist() == [pd.Timestamp(PLANTED.met_on) - pd.Timedelta(days=3)]
    assert outcomes.loc[outcomes["attempt"] == asked.index[0], "step"].tolist() == ["replied"]


def introductions(book, by, to):
    """Return the day on which a thread of three began, if that is the first contact with `to`; else None."""
    rows = book.interactions
    first = rows[rows["person"] == to].sort_values("at").iloc[0]
    thread = rows[rows["event"] == first["event"]]
    together = set(thread["person"]) == {by, to} and set(thread["group_size"]) == {3}
    return thread["at"].min().tz_convert(book.owner.zone).date() if together else None


def test_every_introduction_of_the_chain_is_the_first_thread_of_three(book, outcomes):
    made = outcomes[outcomes["step"] == "intro_made"].set_index(["person", "to_person"])["on"]
    first, second, third, fourth = PLANTED.chain
    planted = {
        **dict(zip([(first, second), (second, third), (third, fourth)], PLANTED.chain_on, strict=True)),
        (first, PLANTED.also_introduced): PLANTED.also_introduced_on,
    }
    last = (PLANTED.strong_introducer, PLANTED.never_wrote)
    assert set(made.index) == {*planted, last}
    for (by, to), day in planted.items():
        assert introductions(book, by, to) == day == made[by, to].date()
        connected = book.people.at[to, "connected_on"] - pd.Timestamp(day)
        assert pd.Timedelta(0) < connected <= pd.Timedelta(days=7)
    assert introductions(book, *last) == made[last].date()


def test_whom_the_chain_led_to_is_in_two_way_contact_and_one_never_wrote(book, messages):
    rows = book.interactions[book.interactions["channel"].isin(CONTACT_CHANNELS)]
    for person in (*PLANTED.chain[1:], PLANTED.also_introduced):
        later = messages[(messages["person"] == person) & (messages["day"] > pd.Timestamp("2026-03-01"))]
        assert {"in", "out"} == set(later["direction"]), person
    assert "in" not in set(rows.loc[rows["person"] == PLANTED.never_wrote, "direction"])


def test_one_introduction_is_in_the_exports_alone(book, attempts, outcomes):
    assert introductions(book, PLANTED.introducer, PLANTED.introduced) == pd.Timestamp("2026-02-10").date()
    assert PLANTED.introducer not in {*attempts["person"], *outcomes["person"]}
    assert PLANTED.introduced not in set(outcomes["to_person"])


def test_planted_leaders_of_the_lists_were_not_asked_lately(attempts):
    lately = set(attempts.loc[attempts["sent_on"] > LAST_DAY - pd.Timedelta(days=90), "person"])
    leaders = {PLANTED.bridge, PLANTED.silent_strong, PLANTED.owed_reply, PLANTED.fading, *PLANTED.experts}
    assert not lately & leaders


def test_some_wait_one_said_no_and_one_was_revived(attempts, outcomes, messages):
    newest = attempts[attempts["sent_on"] + FORTNIGHT >= LAST_DAY]
    steps = outcomes.groupby("attempt")["step"].agg(set)
    waiting = newest[~newest.index.isin(steps.index)]
    assert set(waiting["person"]) == set(PLANTED.waiting)
    (refused,) = outcomes.index[outcomes["note"].str.startswith("said no")]
    assert outcomes.at[refused, "person"] == PLANTED.said_no
    assert outcomes.loc[refused, ["engagement", "support", "guidance"]].tolist() == [1, 0, 0]
    day = pd.Timestamp(PLANTED.revived_on)
    asked = attempts[(attempts["person"] == PLANTED.revived) & (attempts["sent_on"] == day)]
    assert asked["class"].tolist() == ["dormant"]
    theirs = messages[messages["person"] == PLANTED.revived]
    gap = theirs["day"].diff()[theirs["day"] == day].iloc[0]
    assert gap > pd.Timedelta(days=3 * 365)
    assert (theirs["day"] > day).sum() >= 3


def test_some_were_chosen_by_chance_strong_and_weak(attempts):
    chance = attempts[attempts["chosen"] == "chance"]
    strong = chance["class"] == "strong"
    assert (strong.sum(), (~strong).sum()) == PLANTED.by_chance
    assert set(attempts["chosen"]) == {"", "chance", "own"}


def test_some_entries_were_written_down_later(ledger, outcomes):
    recorded = outcomes["recorded"].dt.tz_localize(None).dt.normalize()
    late = outcomes[recorded > outcomes["on"]]
    told = set(
        zip(late["person"], late["step"], late["on"].dt.date, recorded[late.index].dt.date, strict=True)
    )
    assert PLANTED.entered_late in told
    assert 5 <= len(told) <= 10
    person, step, on, then = PLANTED.entered_late
    known = [
        days[(days.index == (person, step))].tolist()
        for days in (
            ledger.outcomes(day).set_index(["person", "step"])["on"].dt.date
            for day in (then - pd.Timedelta(days=1), then)
        )
    ]
    assert known == [[], [on]]


def test_one_target_is_on_track_and_one_is_behind(book, outcomes):
    targets = yaml.safe_load((COMMITTED / GOALS).read_text(encoding="utf-8"))["targets"]
    (ahead, behind) = (PLANTED.on_track, PLANTED.behind)
    assert [(each["what"], each["count"]) for each in targets] == [
        (ahead[0], ahead[2]),
        (behind[0], behind[2]),
    ]
    made = outcomes[(outcomes["step"] == "intro_made") & (outcomes["on"] >= str(targets[1]["since"]))]
    assert len(made) == behind[1]
    energy = set(book.affiliations.loc[book.affiliations["field"] == "energy", "person"])
    rows = book.interactions[book.interactions["direction"].isin(["in", "out"])]
    rows = rows[rows["channel"].isin(CONTACT_CHANNELS)]
    first = [rows[rows["direction"] == each].groupby("person")["at"].min() for each in ("in", "out")]
    since = pd.concat(first, axis=1, join="inner").max(axis=1).dt.tz_localize(None)
    new = set(since.index[since >= str(targets[0]["since"])]) & energy
    assert new == {PLANTED.chain[2], PLANTED.also_introduced}
    assert len(new) == ahead[1]
    share = [(LAST_DAY - start) / (end - start) for start, end in map(days_of, targets)]
    assert ahead[1] / ahead[2] > share[0]
    assert behind[1] / behind[2] < share[1]


def days_of(target):
    """Return the first and the last day of a target."""
    return pd.Timestamp(target["since"]), pd.Timestamp(target["by"])


def test_of_another_seed_only_what_happened_is_in_the_sheet(tmp_path):
    write(tmp_path, seed=7)
    book = wl.read(tmp_path)
    rows = book.interactions[(book.interactions["channel"] == "message")]
    mine = rows[rows["direction"] == "out"]
    day = mine["at"].dt.tz_convert(book.owner.zone).dt.strftime("%Y-%m-%d")
    wrote = set(zip(mine["person"], day, strict=True))
    ledger = wl.ledger.open(tmp_path / "ledger.sqlite")
    take_in(book, ledger, (tmp_path / LEDGER).read_text(encoding="utf-8"), source=LEDGER)
    attempts = ledger.attempts()
    sent = attempts[attempts["via"] == "LinkedIn"]
    assert set(zip(sent["person"], sent["sent_on"].dt.strftime("%Y-%m-%d"), strict=True)) <= wrote
    assert set(PLANTED.chain[:3]) <= set(sent["person"])
    assert len(sent) < len(attempts) < PLANTED.attempts
    assert set(PLANTED.chain[2:]) == set(ledger.outcomes()["to_person"]) & set(PLANTED.chain)
