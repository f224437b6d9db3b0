"""The assessment on a page: what cannot be compared says so, and every proposal has its cause and its verdict."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pandas as pd
import pytest

from tests.pages import impact_made as made
from tests.pages.suggested import DAY, HOSTILE, book
from weaklib.action.assessment import MEASURES, Assessment
from weaklib.action.impact.setting import Setting, setting_of
from weaklib.pages import impact_assessment
from weaklib.pages.impact_assessment import MEANS


@pytest.fixture(scope="module")
def setting() -> Setting:
    return setting_of(book(), None, as_of=DAY)


def number(measure: str, kind: str, before: float, now: float, n: tuple[int, int]) -> dict[str, object]:
    """One of the three numbers in both periods."""
    words = {"shown": f"{now:g}", "shown_before": f"{before:g}", "value": now, "value_before": before}
    return {
        "measure": measure,
        "by": "all",
        "kind": kind,
        "n": n[1],
        "n_before": n[0],
        "like_for_like": True,
    } | words


def assessment(*, mark: str = "") -> Assessment:
    """A quarter in which a little moved."""
    rows = (("people", "ada"),)
    compared = pd.DataFrame(
        [
            ("people", 312.0, 317.0, 5.0, True, f"People{mark}"),
            ("active", 9.0, 4.0, float("nan"), False, "Active ties"),
            ("signature", 0.004, 0.006, 0.002, True, "Shift of the signature"),
            ("bridges", float("nan"), 2.0, float("nan"), True, "Contacts who bridge"),
        ],
        columns=["measure", "before", "now", "change", "like_for_like", "what"],
    )
    compared["sentence"], compared["rows"] = compared["what"] + ": told.", [rows] * 4
    targets = pd.DataFrame(
        {"sentence": [f"3 contacts{mark}.", "4 referrals.", "1 reply."], "rows": [rows] * 3}
    )
    targets["on_track"] = pd.Series([True, False, pd.NA], dtype="boolean")
    return Assessment(
        period="2026-Q3",
        as_of=pd.Timestamp("2026-09-30"),
        numbers=pd.DataFrame(
            [
                number("new_connections", "count", 6, 4, (6, 4)),
                number("engagement", "rating", 2.5, 1.9, (13, 12)),
                number("support", "rating", 3.0, 1.0, (2, 9)),
            ]
        ),
        compared=compared,
        moves=made.moves(mark=mark),
        gaps=pd.DataFrame({"sentence": [f"Nobody is at Fjordkraft{mark}."], "rows": [rows]}),
        targets=targets,
        adjustments=pd.DataFrame(
            {"sentence": [f"Answer Ada{mark}."], "cause": ["1 person wrote to you last."], "rows": [rows]}
        ),
        judged=pd.DataFrame(
            {
                "sentence": ["Ask Bo.", f"Ask Cy{mark}."],
                "verdict": ["kept", "cannot tell"],
                "what_happened": ["You asked on 3 August 2026.", "No export reaches so far."],
                "rows": [rows, ()],
            }
        ),
        notes=pd.DataFrame({"note": ["No target is set: `targets:` holds them."]}),
    )


def nothing() -> Assessment:
    """A period that no export reaches."""
    some = assessment()
    return Assessment(
        some.period,
        some.as_of,
        *(getattr(some, name).head(0) for name in list(some.__dataclass_fields__)[2:]),
    )


def text(shown: object) -> str:
    """What a reader sees."""
    raw = re.sub(r"<style>.*?</style>", "", str(shown.data), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", raw)).split())


def test_it_says_what_moved_and_what_is_missing() -> None:
    told = text(impact_assessment.in_words(assessment()))
    assert told.startswith(
        "In the third quarter of 2026, as of 30 September 2026, **3 ties** began, grew or came back; **2 ties** shrank"
    )
    assert "No target is set: “targets:” holds them." in told


def test_both_periods_stand_side_by_side(setting: Setting) -> None:
    told = text(impact_assessment.compared(assessment(), setting))
    assert "New connections 6 4 -2" in told
    assert "Engagement 2.5 1.9 -0.60" in told
    assert "Support 3 1 too few ratings" in told
    assert "People 312 317 +5" in told
    assert "Active ties 9 4 cannot be compared" in told
    assert "Contacts who bridge not known 2 not known" in told
    assert "People: told. Ada Lindqvist: a contact of yours" in told


def test_a_number_has_the_digits_of_its_sentence(setting: Setting) -> None:
    rows = [("constraint", 0.0212, 0.0199, "Constraint"), ("effective_size", 211.29, 215.18, "Size")]
    compared = pd.DataFrame(rows, columns=["measure", "before", "now", "what"])
    compared = compared.assign(change=compared["now"] - compared["before"], like_for_like=True)
    compared = compared.assign(sentence="", rows=[(), ()])
    told = text(impact_assessment.compared(replace(assessment(), compared=compared), setting))
    assert "Constraint 0.0212 0.0199 -0.0013" in told
    assert "Size 211.3 215.2 +3.9" in told


def test_what_a_name_does_not_say_is_explained_behind_a_click(setting: Setting) -> None:
    told = text(impact_assessment.compared(assessment(), setting))
    assert "what these numbers mean Contacts who bridge: they lead from one circle to others." in told
    assert "Constraint" not in told  # which is not in this comparison
    few = replace(assessment(), compared=assessment().compared.head(1))
    assert "what these numbers mean" not in text(impact_assessment.compared(few, setting))
    assert MEANS.keys() < MEASURES.keys()


def test_a_change_is_that_of_what_is_shown(setting: Setting) -> None:
    """0.004 and 0.006 are shown as 0.00 and 0.01, so that "the same" beside them would be a riddle."""
    assert "Shift of the signature 0.00 0.01 +0.01" in text(impact_assessment.compared(assessment(), setting))


def test_of_each_kind_of_move_the_first_are_told(setting: Setting) -> None:
    told = text(impact_assessment.moves(assessment(), setting, most=1))
    assert [name for name in ("Ada new.", "Bo grew.", "Cy grew.", "Di shrank.") if name in told] == [
        "Ada new.",
        "Bo grew.",
        "Di shrank.",
    ]
    assert told.endswith("and 1 more")


def test_targets_say_whether_they_are_on_track(setting: Setting) -> None:
    told = text(impact_assessment.targets(assessment(), setting))
    assert "on track 3 contacts." in told
    assert "behind 4 referrals." in told
    assert "not known 1 reply." in told


def test_an_adjustment_has_its_cause_and_the_last_ones_a_verdict(setting: Setting) -> None:
    told = text(impact_assessment.adjustments(assessment(), setting))
    assert told.startswith("1. Answer Ada. 1 person wrote to you last. 1 row of your contacts")
    judged = text(impact_assessment.judged(assessment(), setting))
    assert "kept Ask Bo. You asked on 3 August 2026." in judged
    assert "cannot tell Ask Cy. No export reaches so far." in judged


def test_a_period_without_a_record_has_sentences_in_every_place(setting: Setting) -> None:
    empty = nothing()
    assert "**no ties** began" in text(impact_assessment.in_words(empty))
    assert impact_assessment.compared(empty, setting) is None
    assert impact_assessment.moves(empty, setting) is None
    assert "No gap" in text(impact_assessment.gaps(empty, setting))
    assert "targets: [{count: 3" in text(impact_assessment.targets(empty, setting))
    assert "calls for a change" in text(impact_assessment.adjustments(empty, setting))
    assert "nothing to judge" in text(impact_assessment.judged(empty, setting))


def test_hostile_names_are_only_text(setting: Setting) -> None:
    hostile = assessment(mark=HOSTILE)
    for tell in ("compared", "moves", "gaps", "targets", "adjustments", "judged"):
        shown = str(getattr(impact_assessment, tell)(hostile, setting).data)
        assert HOSTILE not in shown, tell
        assert HOSTILE in text(getattr(impact_assessment, tell)(hostile, setting)), tell
