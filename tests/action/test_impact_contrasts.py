"""Weak ties against strong: the verdict, what it rests on, and that nobody is told more than is known."""

from __future__ import annotations

import math
import re

import pytest

from tests.action.impact_ledgers import Entry, came, gift, known, sent
from weaklib.action.impact import contrast, contrasts
from weaklib.action.impact.steps import WEAK
from weaklib.book import InputError
from weaklib.measures.classes import CLASSES

YOUR_CHOICE = "Whom you asked was your choice, not chance"


def asked(count: int, answered: int, tie_class: str, purpose: str = "advice", **more: object) -> list[Entry]:
    """So many attempts with ties of a class, of which so many were answered on the day after."""
    return [
        sent(f"{tie_class}{number}", "2026-03-02", tie_class, purpose, **more) for number in range(count)
    ] + [came(f"{tie_class}{number}", "2026-03-03", purpose=purpose) for number in range(answered)]


def test_every_class_is_weak_strong_or_left_out() -> None:
    assert {*WEAK, "strong", "unknown"} == {*CLASSES}
    entries = [each for tie_class in CLASSES for each in asked(1, 1, tie_class)]
    found = contrast(known(*entries))
    assert (found.weak_n, found.strong_n, found.unknown) == (5, 1, 1)
    assert "1 attempt with somebody whose class was not known then is left out." in found.sentence


def test_no_conclusion_where_the_interval_holds_0() -> None:
    """3 of 12 against 5 of 20: METRICS, section 7."""
    found = contrast(known(*asked(12, 3, "dormant"), *asked(20, 5, "strong")))
    assert (found.weak_count, found.weak_n, found.strong_count, found.strong_n) == (3, 12, 5, 20)
    assert (found.difference, found.low, found.high) == pytest.approx((0, -0.2716, 0.3143), abs=5e-5)
    assert found.verdict == "no conclusion"
    assert found.sentence == (
        "Of 12 attempts with weak ties, 3 (25 %) were answered within 14 days; of 20 attempts with strong ties, "
        "5 (25 %) were. The difference to strong ties may be anything from -27 to +31 percentage points (95 %): "
        "no conclusion. Whom you asked was your choice, not chance: the difference may lie in whom you asked and "
        "for what, not in the tie."
    )
    assert found.rows == tuple(
        ("ledger", number) for number in (*range(1, 13), *range(16, 36), 13, 14, 15, *range(36, 41))
    )


@pytest.mark.parametrize(("weak", "strong", "verdict"), [(56, 48, "weak more"), (28, 68, "weak less")])
def test_a_difference_that_can_be_told(weak: int, strong: int, verdict: str) -> None:
    found = contrast(known(*asked(70, weak, "weak"), *asked(80, strong, "strong")))
    assert found.verdict == verdict
    assert f"Weak ties did so {verdict.split()[1]} often" in found.sentence
    assert YOUR_CHOICE in found.sentence
    assert "no conclusion" not in found.sentence
    if weak == 56:  # Newcombe 1998, table II (a)
        assert (found.difference, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)
        assert "one of +5 to +33 percentage points (95 %)" in found.sentence


@pytest.mark.parametrize(("weak", "strong"), [(4, 30), (30, 4), (0, 30), (1, 1)])
def test_fewer_than_five_of_either_are_too_few(weak: int, strong: int) -> None:
    found = contrast(known(*asked(weak, weak, "weak"), *asked(strong, strong, "strong")))
    assert found.verdict == "too few"
    assert all(map(math.isnan, (found.difference, found.low, found.high)))
    assert "which takes 5 of each" in found.sentence
    assert YOUR_CHOICE not in found.sentence
    shares = re.findall(r"\d+ %", found.sentence)
    assert shares == (["100 %"] if 30 in (weak, strong) else [])  # that of the thirty alone


def test_without_any_attempt_it_says_so() -> None:
    found = contrast(known(sent("ann", "2026-10-30")), within="advice")
    assert (found.verdict, found.pending) == ("too few", 1)
    assert found.sentence == "No attempt for advice with a weak or a strong tie can be judged yet."


def test_five_of_each_are_enough() -> None:
    assert contrast(known(*asked(5, 5, "weak"), *asked(5, 0, "strong"))).verdict == "weak more"
    assert contrast(known(*asked(5, 3, "weak"), *asked(5, 1, "strong"))).verdict == "no conclusion"


def test_the_pending_are_not_judged_and_what_came_unasked_is_no_attempt() -> None:
    entries = [*asked(5, 5, "weak"), *asked(5, 0, "strong"), gift("jo", "2026-03-03", "replied", "strong")]
    young = [sent("new", "2026-10-30", "strong"), came("new", "2026-10-30")]
    found = contrast(known(*entries, *young))
    assert (found.strong_count, found.strong_n, found.pending) == (0, 5, 1)


def test_a_later_step() -> None:
    entries = [*asked(5, 0, "weak"), *asked(6, 6, "strong"), came("weak0", "2026-09-01", "referral")]
    found = contrast(known(*entries), "referral")
    assert (found.weak_count, found.strong_count) == (1, 0)
    assert found.sentence.startswith(
        "Of 5 attempts with weak ties, 1 (20 %) was followed by a referral; of 6 attempts with strong ties, none (0 %) was."
    )


def test_within_each_purpose_and_where_chance_chose() -> None:
    setting = known(
        *asked(6, 6, "weak"),
        *asked(5, 0, "strong"),
        *asked(5, 1, "weak", "reconnect", chosen="chance"),
        *asked(5, 2, "strong", "reconnect", chosen="chance"),
        *asked(3, 0, "strong", "introduction", chosen="own"),
        *asked(2, 0, "unknown", "build"),
    )
    found = {each.within: each for each in contrasts(setting)}
    assert list(found) == ["", "reconnect", "advice", "introduction", "chance"]
    assert [each.weak_n for each in found.values()] == [11, 5, 6, 0, 5]
    assert [each.strong_n for each in found.values()] == [13, 5, 5, 3, 5]
    assert [each.verdict for each in found.values()] == [
        "weak more", "no conclusion", "weak more", "too few", "no conclusion",
    ]  # fmt: skip
    assert found["introduction"].sentence.startswith(
        "No attempt for an introduction with weak ties was judged; of 3"
    )
    assert found["chance"].sentence.startswith("Of 5 attempts with weak ties that chance chose, 1 (20 %) was")
    assert found["chance"].sentence.endswith("this comparison is a fair one.")
    assert YOUR_CHOICE not in found["chance"].sentence
    assert YOUR_CHOICE in found[""].sentence  # once, and not of each purpose again
    assert YOUR_CHOICE not in found["reconnect"].sentence


def test_a_difference_that_the_purposes_explain_says_so() -> None:
    """Within each purpose weak ties answer less often, in all more often: Simpson's paradox."""
    setting = known(
        *asked(80, 64, "weak", "reconnect"),  # 80 % against 90 %
        *asked(10, 9, "strong", "reconnect"),
        *asked(10, 1, "weak", "advice"),  # 10 % against 20 %
        *asked(80, 16, "strong", "advice"),
    )
    found = contrast(setting)
    assert found.verdict == "weak more"
    assert (
        "It is not so among those to reconnect or for advice, so what you asked for may explain the difference."
        in found.sentence
    )
    alike = known(*asked(30, 27, "weak", "advice"), *asked(30, 6, "strong", "advice"))
    assert "may explain the difference" not in contrast(alike).sentence


def test_what_cannot_be_compared_is_refused() -> None:
    for step, within in (("sent", ""), ("replied", "holiday")):
        with pytest.raises(InputError, match="cannot be compared; name a step"):
            contrast(known(), step, within=within)
