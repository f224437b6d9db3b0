"""One name an organisation; function, seniority and field from titles and names in five languages."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from weaklib.sources.organisations import (
    field_of,
    function_of,
    normalise_organisations,
    seniority_of,
    vocabulary,
)


def said(found):
    return [None if pd.isna(value) else value for value in found]


@pytest.mark.parametrize(
    "spellings",
    [
        [
            "Nordlicht Energie",
            "Nordlicht Energie GmbH",
            "NORDLICHT ENERGIE",
            "nordlicht-energie, GmbH & Co. KG",
        ],
        ["Enel", "Enel S.p.A.", "ENEL SPA"],
        ["Maersk", "Maersk A/S", "Maersk AS"],
        ["Acme", "Acme, Inc.", "ACME Inc", "Acme Incorporated", "The Acme Company", "Acme Pty. Ltd."],
        ["McKinsey", "McKinsey & Company", "McKinsey and Co."],
        ["Johnson & Johnson", "Johnson and Johnson"],
        ["Société Générale", "Societe Generale S.A.", "SOCIETE GENERALE"],
        ["Dupont", "Dupont Sàrl", "Dupont S.A.R.L."],
        ["Telefónica", "Telefonica, S.A."],
        ["Turnverein Süd", "Turnverein Süd e.V.", "  Turnverein   SÜD "],
    ],
)
def test_spellings_of_one_organisation(spellings):
    names = pd.Series([spellings[0], *spellings])
    assert set(normalise_organisations(names)) == {spellings[0]}


def test_different_organisations_stay_apart():
    names = pd.Series(
        ["Visa", "Vista", "AG", "Limited", "Siemens", "Siemens Energy", "Student Union", "東京大学"]
    )
    assert normalise_organisations(names).tolist() == names.tolist()


def test_the_most_frequent_spelling_is_shown_and_the_order_makes_no_difference():
    names = pd.Series(["ACME", "Acme Ltd", "Acme Ltd", "acme", "Acme"])
    assert set(normalise_organisations(names)) == {"Acme Ltd"}
    assert set(normalise_organisations(names[::-1])) == {"Acme Ltd"}
    assert set(normalise_organisations(names.drop_duplicates())) == {"Acme"}


@pytest.mark.parametrize(
    "generic",
    [
        *("Self-employed", "self employed", "Freelance", "FREELANCER", "Independent Consultant"),
        *("Stealth", "Stealth Mode Startup", "Stealth Startup", "Confidential", "Undisclosed"),
        *("Retired", "Student", "Unemployed", "Career Break", "N/A", "-", "—", "...", "", "   "),
        *("Selbständig", "Selbstständige/r", "Freiberuflerin", "Vertraulich", "Im Ruhestand", "Student:in"),
        *("Indépendant(e)", "Auto-entrepreneur", "Confidentiel", "Retraité", "Étudiante", "À mon compte"),
        *("Autónomo", "Autónomo/a", "Por cuenta propia", "Confidencial", "Jubilada", "Estudiante"),
        *("Libero professionista", "Lavoratore autonomo", "Riservato", "Pensionato", "Studentessa"),
        *("Selbst­ständig".replace("\u00ad", ""), None),
    ],
)
def test_what_names_no_organisation_is_nan(generic):
    names = pd.Series([generic, "Posthorn"], dtype="object")
    assert said(normalise_organisations(names)) == [None, "Posthorn"]


TITLES = {
    "Senior Product Manager": ("product", "senior"),
    "Product Manager": ("product", "professional"),
    "Sales Manager": ("sales", "manager"),
    "Vice President, Sales": ("sales", "director"),
    "President": ("general management", "executive"),
    "CEO & Co-Founder": ("general management", "founder"),
    "Assistant to the CEO": ("operations", "professional"),
    "HR Business Partner": ("human resources", "professional"),
    "Software Engineer": ("engineering", "professional"),
    "Head of Data": ("data", "director"),
    "Geschäftsführerin": ("general management", "executive"),
    "Praktikant:in Marketing (m/w/d)": ("marketing", "entry"),
    "Leiter Vertrieb": ("sales", "director"),
    "Projektleiterin": ("operations", "manager"),
    "Grundschullehrerin": ("education", "professional"),
    "Oberärztin Kardiologie": ("healthcare", "manager"),
    "Directeur général": ("general management", "executive"),
    "Chargée de communication": ("marketing", "professional"),
    "Stagiaire ressources humaines": ("human resources", "entry"),
    "Jefe de ventas": ("sales", "manager"),
    "Abogada": ("legal", "professional"),
    "Responsabile vendite": ("sales", "manager"),
    "Avvocato": ("legal", "professional"),
    "Wizard": (None, None),
    "": (None, None),
    None: (None, None),
    "<script>alert(1)</script>": (None, None),
    "(((.*+?[": (None, None),
}


def test_functions_and_ranks_of_titles():
    titles = pd.Series([*TITLES], dtype="object")
    found = dict(
        zip(TITLES, zip(said(function_of(titles)), said(seniority_of(titles)), strict=True), strict=True)
    )
    assert found == TITLES


@pytest.mark.parametrize(
    ("organisation", "title", "field"),
    [
        ("Charité – Universitätsmedizin Berlin", "Controller", "health"),
        ("Klinikum Nord", None, "health"),
        ("Stadtwerke Süd", None, "energy"),
        ("Universität Zürich", "Nurse", "education"),
        ("Volksbank Mitte eG", None, "finance"),
        ("Ministère de la Culture", None, "public sector"),
        ("Hôpital Central", None, "health"),
        ("Banco del Norte", None, "finance"),
        ("Università di Bologna", None, "education"),
        ("Kantorei St. Marien", None, "arts and culture"),
        ("Max-Planck-Institut für Physik", None, "research"),
        ("Posthorn", "Rechtsanwältin", "law"),
        (None, "Lehrer", "education"),
        ("Posthorn", "Accountant", None),
        ("Posthorn", None, None),
        (None, None, None),
    ],
)
def test_fields_of_names_and_professions(organisation, title, field):
    found = field_of(pd.Series([organisation], dtype="object"), pd.Series([title], dtype="object"))
    assert said(found) == [field]


@pytest.mark.parametrize("describe", [normalise_organisations, function_of, seniority_of])
def test_index_is_kept_and_nothing_is_fine(describe):
    titles = pd.Series(["Sales Manager", None, "Sales Manager"], index=["x", "y", "x"], dtype="object")
    found = describe(titles)
    assert found.index.tolist() == ["x", "y", "x"]
    assert found.isna().tolist() == [False, True, False]
    assert found.dtype == "str"
    for dtype in ("object", "str", "float64"):
        assert describe(pd.Series([], dtype=dtype)).tolist() == []
    assert said(describe(pd.Series([np.nan, None], dtype="object"))) == [None, None]


def test_the_vocabulary_is_whole():
    table = vocabulary()
    kinds = {"field", "function", "seniority", "profession", "generic", "legal"}
    assert set(table["kind"]) == kinds
    assert (table[["kind", "value"]] != "").all(axis=None)
    for kind, value, words in table.itertuples(index=False):
        assert all(word.strip("* ") for word in words), (kind, value)
        assert len(set(words)) == len(words), (kind, value, [w for w in words if words.count(w) > 1])
    professions = set(table.loc[table["kind"] == "profession", "value"])
    assert professions <= set(table.loc[table["kind"] == "field", "value"])
