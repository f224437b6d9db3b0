"""Organisations that are probably one are proposed with their sign; a name within a name is no sign."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from weaklib.sources.organisations.alike import BRANCH, COLUMNS, SHORT, SLIP, SPACED, alike_organisations


def proposed(*names):
    return [tuple(row) for row in alike_organisations(pd.Series(names)).itertuples(index=False)]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Siemens Energy", "Siemens Energy Deutschland", BRANCH),
        ("IBM", "IBM Deutschland GmbH", BRANCH),
        ("Shell", "Shell UK Ltd", BRANCH),
        ("Volkswagen", "Volkswagen Group", BRANCH),
        ("Renault", "Groupe Renault", BRANCH),
        ("Posthorn", "Posthorn Brasil Ltda", BRANCH),
        ("Posthorn", "Posthorn United Kingdom", BRANCH),
        ("KIT", "Karlsruhe Institute of Technology (KIT)", SHORT),
        ("Karlsruhe Institute of Technology", "Karlsruhe Institute of Technology (KIT)", SHORT),
        ("KIT", "KIT – Karlsruhe Institute of Technology", SHORT),
        ("LMU", "Ludwig-Maximilians-Universität München (LMU)", SHORT),
        ("KfW", "Kreditanstalt für Wiederaufbau (KfW)", SHORT),
        ("DLR", "Deutsches Zentrum für Luft- und Raumfahrt (DLR)", SHORT),
        ("Nordlicht", "Nord Licht", SPACED),
        ("Coca Cola", "Cocacola", SPACED),
        ("Marriott Hotels", "Marriot Hotels", SLIP),
        ("Universität Konstanz", "Universität Konstnaz", SLIP),
        ("Santander Consumer", "Santandar Consumer", SLIP),
    ],
)
def test_what_is_probably_one_is_proposed(one, other, why):
    assert proposed(one, one, other) == [(one, other, 2, 1, why)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Shell", "Shellfish Bar"),
        ("Meta", "Metabolon"),
        ("Siemens", "Siemens Energy"),
        ("KIT", "Karlsruhe Institute of Technology"),
        ("Air France", "Air Canada"),
        ("University of York", "University of Cork"),
        ("Studio 101 Berlin", "Studio 102 Berlin"),
        ("Visa", "Vista"),
        ("Marriott", "Carriott"),
        ("Deutschland", "Austria"),
        ("Acme Nordlicht", "Nordlicht Acme"),
        ("Acme", "Acme GmbH"),
        ("Bank", "Sparkasse"),
    ],
)
def test_what_is_not_is_not(one, other):
    assert proposed(one, other) == []


def test_what_most_people_have_comes_first():
    names = ["Nordlicht"] * 3 + [
        "Nord Licht",
        "Posthorn",
        "Posthorn Group",
        "Posthorn Group",
        "Freelance",
        None,
    ]
    assert [row[:4] for row in proposed(*names)] == [
        ("Nordlicht", "Nord Licht", 3, 1),
        ("Posthorn Group", "Posthorn", 2, 1),
    ]


def test_a_pair_with_two_signs_is_proposed_once():
    assert proposed("US", "US Stahl Us", "Us Stahl") == [
        ("US", "US Stahl Us", 1, 1, SHORT),
        ("Us Stahl", "US Stahl Us", 1, 1, BRANCH),
    ]


def test_the_order_of_names_makes_no_difference():
    names = ["KIT", "Karlsruhe Institute of Technology (KIT)", "Karlsruhe Institute of Technology", "K I T"]
    names += ["Nordlicht", "Nord Licht", "Nordlicht Deutschland", "Nord-Licht Schweiz", "Marriott Hotels"]
    one = alike_organisations(pd.Series(names))
    pd.testing.assert_frame_equal(alike_organisations(pd.Series(names[::-1])), one)
    assert len(one) == 6


@pytest.mark.parametrize("names", [[], [None], [np.nan, ""], ["Freelance"], ["Posthorn"]])
def test_nothing_is_proposed_of_nothing(names):
    found = alike_organisations(pd.Series(names, dtype="object"))
    assert found.empty
    assert tuple(found.columns) == COLUMNS


def test_names_that_all_meet_make_no_square():
    """A letter of its own in each of many equal names: no slip, and not every pair of them."""
    names = [f"Nordlicht{chr(0x4E00 + i)}werke" for i in range(3000)]
    assert alike_organisations(pd.Series(names)).empty
    spaced = ["Nordlicht"[:i] + " " + "Nordlicht"[i:] for i in range(1, 9)]
    assert len(alike_organisations(pd.Series(spaced))) == 7


@pytest.mark.parametrize(
    "hostile", ["=1+1", "<b>", "(((.*", "\x00", "\u202e", "x" * 5000, "🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂"]
)
def test_a_hostile_name_is_only_a_name(hostile):
    assert proposed(hostile, "Posthorn") == []
