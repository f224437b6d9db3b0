"""Positions: titles into the groups of ISCO-08, and how far the contacts reach over them."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pytest

from weaklib.measures.positions import (
    isco_groups,
    isco_of,
    position_generator,
    position_table,
    untold_titles,
)

SOURCES_TITLES = Path(__file__).parents[1] / "data/titles/titles.csv"

# labelled by hand after the ILO's index of occupational titles; 0 is unknown, or no position
TITLES = {
    "en": """
        Primary school teacher 23, Taxi driver 83, Electrician 74, Plumber 71, Barista 51, Police officer 54,
        Soldier 03, Farmer 61, Cleaner 91, Bank teller 42, Paralegal 34, Registered Nurse 22, Cardiologist 22,
        Mayor 11, CEO & Co-Founder 11, Hotel manager 14, Store Manager 14, IT manager 13, HR Manager 12,
        Vice President of Sales 12, VP Engineering 13, Sales assistant 52, Secretary 41, Executive Assistant
        to the CEO 33, Accountant 24, General Counsel 26, Civil engineer 21, Senior Software Developer 25,
        Lab technician 31, Insurance broker 33, Chef 34, Cook 51, Welder 72, Postman 44, Personal trainer 34,
        Dental hygienist 32, IT Support Technician 35, Payroll clerk 43, Teaching assistant 53, Forester 62,
        Goldsmith 73, Butcher 75, Machine operator 81, Assembler 82, Farm labourer 92, Warehouse worker 93,
        Kitchen porter 94, Street vendor 95, Refuse collector 96, Army officer 01, Sergeant 02, Head of Nursing 13,
        Assistant Professor 23, Product Owner 24, Director 12, Intern 0, Retired 0, Former CEO 0, Wizard 0, Founder 0
    """,
    "de": """
        Grundschullehrerin 23, Lokführer 83, Elektriker 74, Krankenschwester 22, Oberärztin Kardiologie 22,
        Bürgermeisterin 11, Geschäftsführer:in 11, Leiter Vertrieb 12, Produktionsleiter 13, Schulleiterin 13,
        Filialleiter 14, Rechtsanwältin 26, Softwareentwicklerin 25, Steuerberater 24, Bäckerin 75,
        Tischler 75, Kellnerin 51, Verkäuferin 52, Sachbearbeiterin 41, Immobilienmakler 33, Polizist 54,
        Assistenz der Geschäftsführung 33, Bauingenieur 21, Altenpflegehelferin 53, Landwirt 61, Werkstudentin 0
    """,
    "fr": """
        Professeure des écoles 23, Infirmier libéral 22, Aide-soignante 53, Conducteur de bus 83, Électricien 74,
        Maire 11, PDG 11, Directrice marketing 12, Directeur technique 13, Avocate associée 26, Boulanger 75,
        Vendeuse 52, Développeuse web 25, Ingénieure d'études 21, Contrôleuse de gestion 24, Comptable 33,
        Assistante de direction 33, Agriculteur 61, Serveuse 51, Stagiaire en communication 0
    """,
    "es": """
        Profesora de secundaria 23, Enfermero 22, Alcaldesa 11, Director General 11, Gerente de ventas 12,
        Jefe de producción 13, Encargada de tienda 14, Abogada asociada 26, Ingeniera de software 25,
        Arquitecta 21, Asesor fiscal 24, Periodista freelance 26, Camarera 51, Albañil 71, Electricista 74,
        Agricultor 61, Recepcionista 42, Auxiliar administrativa 41, Policía 54, Becario 0
    """,
    "pt": """
        Professor de matemática 23, Enfermeira 22, Prefeito 11, Diretora-geral 11, Diretora de Marketing 12,
        Gerente de loja 14, Advogada sênior 26, Desenvolvedor back-end 25, Engenheira civil 21,
        Contabilista certificada 24, Jornalista 26, Vendedor 52, Padeiro 75, Pedreiro 71, Motorista 83,
        Faxineira 91, Garçom 51, Cabeleireira 51, Eletricista 74, Estagiário de direito 0
    """,
}
LABELLED = [
    (language, *entry.strip().rsplit(" ", 1))
    for language, text in TITLES.items()
    for entry in " ".join(text.split()).split(",")
]


@pytest.mark.parametrize("language", TITLES)
def test_titles_of_five_languages(language):
    told = pd.DataFrame([row[1:] for row in LABELLED if row[0] == language], columns=["title", "isco"])
    found = isco_of(told["title"]).fillna("0")
    wrong = told.assign(found=found)[found != told["isco"]]
    assert wrong.empty, wrong


def test_most_titles_of_the_sources_tests_are_told():
    titles = pd.read_csv(SOURCES_TITLES, dtype="str", keep_default_na=False)
    work = titles[(titles["seniority"] != "entry") & (titles["seniority"] != "founder")]
    told = isco_of(work["title"]).notna().groupby(work["language"]).mean()
    assert told.min() > 0.9


def test_prestige_is_treimans():
    """From isqotrei08.sps (Ganzeboom), as two packages reproduce it: iscogen (Stata) and DIGCLASS (R)."""
    groups = isco_groups()
    published = {
        "11": 64.92,
        "22": 69.03,
        "23": 63.18,
        "25": 51.00,
        "33": 48.81,
        "52": 36.95,
        "91": 20.26,
        "96": 20.08,
    }
    assert groups["prestige"][list(published)].to_dict() == published
    assert groups["prestige"].between(0, 100).all()
    assert groups["position"]["22"] == "Health professionals"


def test_the_table_says_one_thing_of_each_group():
    with files("weaklib.measures").joinpath("positions.csv").open(encoding="utf-8") as table:
        rows = pd.read_csv(table, dtype="str", keep_default_na=False)
    groups = rows[rows["isco"].ne("")]
    assert groups.groupby("isco")[["position", "prestige"]].nunique().eq(1).all(axis=None)
    assert groups["isco"].str.fullmatch(r"\d\d").all()
    # all groups but subsistence farmers and fishers, who export no contacts
    assert groups["isco"].nunique() == 42
    assert rows["words"].str.strip().ne("").all()


@pytest.fixture
def book(typed_book):
    roles = {"a": "Surgeon", "b": "Cleaner", "c": "Taxi driver", "d": "Truck driver", "e": "Wizard"}
    return typed_book(
        "abcdef", affiliations=[{"person": p, "organisation": "X", "role": r} for p, r in roles.items()]
    )


def test_extensity_reach_and_range(book):
    expected = {
        "contacts": 6,
        "known": 4,
        "unknown_share": 1 / 3,
        "extensity": 3,
        "upper_reachability": 69.03,
        "lower_reachability": 20.26,
        "range": 69.03 - 20.26,
        "mean_prestige": (69.03 + 31.89 + 20.26) / 3,
    }
    assert position_generator(book, book.people).to_dict() == pytest.approx(expected)


def test_the_positions_one_by_one(book):
    table = position_table(book, book.people)
    assert table.index.tolist() == ["22", "83", "91"]
    assert table["contacts"].tolist() == [1, 2, 1]
    assert table["only"].to_dict() == pytest.approx({"22": "a", "83": float("nan"), "91": "b"}, nan_ok=True)
    assert table.loc["83", "position"] == "Drivers and mobile plant operators"


def test_only_the_people_of_the_tie_table_count(book):
    assert position_generator(book, book.people.loc[["b"]])[
        ["contacts", "known", "extensity", "range"]
    ].tolist() == [*(1, 1, 1, 0)]


def test_titles_of_the_day_count(typed_book):
    jobs = [
        {"person": "a", "role": "Waiter", "as_recorded_on": pd.Timestamp("2025-01-01")},
        {"person": "a", "role": "Surgeon", "as_recorded_on": pd.Timestamp("2026-01-01")},
    ]
    book = typed_book("a", affiliations=jobs)
    days = (None, "2025-06-01")
    assert [position_table(book, book.people, as_of=day).index.tolist() for day in days] == [["22"], ["51"]]


def test_where_no_position_is_known_nothing_is_measurable(book):
    reach = position_generator(book, book.people.loc[["e", "f"]])
    assert reach[["contacts", "known", "unknown_share"]].tolist() == [2, 0, 1]
    assert reach[["extensity", "upper_reachability", "range", "mean_prestige"]].isna().all()
    nobody = position_generator(book, book.people.head(0))
    assert nobody[["contacts", "known"]].tolist() == [0, 0]
    assert nobody.drop(["contacts", "known"]).isna().all()


def test_titles_that_the_table_does_not_know_are_listed(book):
    assert untold_titles(book, book.people)["people"].to_dict() == {"Wizard": 1}


def test_hostile_titles_tell_nothing(book):
    titles = pd.Series(["<script>alert(1)</script>", "(((.*+?[", "", None, "|"])
    assert isco_of(titles).isna().all()
    hostile = replace(book, affiliations=book.affiliations.assign(role="=cmd|' /C calc'!A0"))
    assert position_generator(hostile, hostile.people)["known"] == 0
