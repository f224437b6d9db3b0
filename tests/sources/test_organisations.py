"""One name an organisation: what is surely one spelling of it, and what names none, in six languages."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from weaklib.sources.organisations import key_of, normalise_organisations


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
        ["Padaria Silva", "Padaria Silva Ltda", "Padaria Silva Ltda. - ME", "PADARIA SILVA EIRELI"],
        [
            "Construções Norte",
            "Construções Norte, Lda.",
            "Construcoes Norte Unipessoal Lda",
            "Construções Norte S.A.",
        ],
        ["Posthorn", "Posthorn SGPS S/A", "Posthorn ME", "Posthorn EPP"],
        ["Nórdica", "Nórdica S.A. de C.V.", "NORDICA SL"],
        ["Huber Söhne", "Huber Söhne PartG mbB", "Huber Soehne"],
        ["Müller & Söhne", "Müller und Söhne", "Mueller + Soehne", "MUELLER & SOEHNE GmbH"],
        ["Pereira & Filhos", "Pereira e Filhos", "Pereira and Filhos Lda"],
        ["Nova Tech", "NovaTech", "NOVATECH", "Nova-Tech Inc."],
        ["Mærsk", "Maersk"],
        ["Nordlicht", "Nord\u00adlicht", "Nordlicht\u200b"],
    ],
)
def test_spellings_of_one_organisation(spellings):
    names = pd.Series([spellings[0], *spellings])
    assert set(normalise_organisations(names)) == {spellings[0]}


def test_different_organisations_stay_apart():
    names = pd.Series(
        [
            *("Visa", "Vista", "AG", "Limited", "Siemens", "Siemens Energy", "Student Union", "東京大学"),
            *("Shell", "Shellfish Bar", "Meta", "Metabolon", "SAS Institute", "Institute", "AS Roma", "Roma"),
            *("Nordlicht", "Nord Licht", "Siemens Energy Deutschland", "Volkswagen", "Volkswagen Group"),
            *("KIT", "Karlsruhe Institute of Technology", "Karlsruhe Institute of Technology (KIT)"),
            *("Santander", "Santandar", "Muller", "Mueller", "Formel E", "Formel", "Plan Y", "Plan"),
            # vowels of these scripts are marks: without them both pairs would be one
            *("राम", "रोम", "กา", "กี", "か", "が"),
        ]
    )
    assert normalise_organisations(names).tolist() == names.tolist()


def test_nova_tech_is_novatech_only_where_somebody_writes_it_so():
    assert normalise_organisations(pd.Series(["Nova Tech", "Novatech"])).nunique() == 2
    assert normalise_organisations(pd.Series(["Nova Tech", "Novatech", "NovaTech"])).nunique() == 1
    assert normalise_organisations(pd.Series(["Muller", "Mueller", "Müller"])).nunique() == 1


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
        *("Profissional liberal", "Autônomo", "Por conta própria", "Trabalhadora independente", "MEI"),
        *("Desempregada", "Em busca de recolocação", "Aposentado", "Reformada", "Estudante", "Sigiloso"),
        *("Não se aplica", "Empresário em nome individual", "Em transição de carreira", "Do lar"),
        *("Demandeur d'emploi", "En reconversion", "Sin trabajo", "Arbeitssuchend", "Stealth Co.", "NA"),
        *("Selbst\u00adständig", "Freelance GmbH", None),
    ],
)
def test_what_names_no_organisation_is_nan(generic):
    names = pd.Series([generic, "Posthorn"], dtype="object")
    assert said(normalise_organisations(names)) == [None, "Posthorn"]


@pytest.mark.parametrize("dtype", ["object", "str", "float64"])
def test_nothing_is_fine(dtype):
    assert normalise_organisations(pd.Series([], dtype=dtype)).tolist() == []


def test_the_index_is_kept():
    found = normalise_organisations(pd.Series(["Posthorn", None, "Posthorn"], index=["x", "y", "x"]))
    assert found.index.tolist() == ["x", "y", "x"]
    assert said(found) == ["Posthorn", None, "Posthorn"]
    assert found.dtype == "str"
    assert said(normalise_organisations(pd.Series([np.nan, None], dtype="object"))) == [None, None]


@pytest.mark.parametrize(
    "hostile",
    [
        "=cmd|' /C calc'!A0",
        "<script>alert(1)</script>",
        "(((.*+?[",
        "*",
        "Acme\x00",
        "\u202eemca",
        "x" * 9000,
    ],
)
def test_a_hostile_name_is_only_a_name(hostile):
    found = normalise_organisations(pd.Series([hostile, "Posthorn"])).tolist()
    assert found[1] == "Posthorn"
    assert found[0] == hostile or pd.isna(found[0])


def test_a_legal_form_alone_is_a_name():
    assert [key_of(name) for name in ("AG", "The", "GmbH & Co. KG", "Me")] == ["ag", "the", "gmbh", "me"]
