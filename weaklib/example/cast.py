"""The people of the example who have a part to play."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

OWNER_NAME = ("Marit", "Ebbesand")
OWNER_SLUG = "marit-ebbesand"
OWNER_EMAILS = ("marit.ebbesand@posthorn.example", "m.ebbesand@digitalwerk-norderhaven.example")


@dataclass(frozen=True)
class Part:
    """What is fixed about one member of a circle; "" leaves it to the dice.

    Attributes
    ----------
    name
        First and last name.
    slug
        The last part of the profile's address.
    called
        The name that stands in the calendar.
    connected_on
        When the two connected.
    before
        Where they worked, and as what, when the older export was made; None where nothing changed.
    """

    name: tuple[str, str]
    slug: str
    organisation: str = ""
    position: str = ""
    email: str = ""
    called: str = ""
    connected_on: date | None = None
    before: tuple[str, str] | None = None


CAST: Mapping[tuple[str, int], Part] = MappingProxyType(
    {
        ("choir", 0): Part(
            ("Runa", "Solheim"),
            "runa-solheim",
            "Nordlicht Energie",
            "Head of Partnerships",
            "runa.solheim@nordlicht.example",
            connected_on=date(2021, 10, 11),
        ),
        ("kestrel", 5): Part(
            ("Tomasz", "Wierzbicki"),
            "tomasz-wierzbicki",
            "Parsley Systems",
            "Engineering Manager",
            "tomasz@wierzbicki.example",
            connected_on=date(2019, 9, 12),
            before=("Kestrel Health", "Lead Data Engineer"),
        ),
        ("kestrel", 11): Part(
            ("Lena", "Hoffmann"), "lena-hoffmann-kestrel", "Kestrel Health", "Clinical Product Manager"
        ),
        ("mentoring", 0): Part(
            ("Lena", "Hoffmann"),
            "lena-hoffmann-7b21",
            "Elbmark Volksbank",
            "Senior Risk Analyst",
            "lena.hoffmann@elbmark-volksbank.example",
            connected_on=date(2022, 3, 4),
        ),
        ("mentoring", 1): Part(
            ("Vera", "Terhorst"),
            "vera-terhorst-374bdc",
            email="vera.terhorst@inbox.example",
            connected_on=date(2022, 3, 4),
        ),
        ("mentoring", 2): Part(
            ("Mateo", "Claasen"),
            "mateo-claasen",
            email="mateo.claasen@ledgerline-finance.example",
            connected_on=date(2022, 3, 5),
        ),
        ("mentoring", 3): Part(
            ("Marek", "Duarte"),
            "marek-duarte",
            email="marek.duarte@notariat-alte-werft.example",
            connected_on=date(2022, 3, 7),
        ),
        ("mentoring", 4): Part(
            ("Eduardo", "Zabielski"),
            "eduardo-zabielski-a13dcc",
            email="eduardo.zabielski@postfach.example",
            connected_on=date(2022, 3, 9),
        ),
        ("digitalwerk", 1): Part(
            ("Katarzyna", "Nowicka-Brandt"),
            "katarzyna-nowicka-brandt",
            "Digitalwerk Bezirksamt Norderhaven",
            "Data Architect",
            "k.nowicka@digitalwerk-norderhaven.example",
            called="Kasia Nowicka",
            before=("Digitalwerk Bezirksamt Norderhaven", "Data Engineer"),
        ),
        ("passing", 0): Part(
            ("Declan", "Featherstonehaugh"),
            "declan-featherstonehaugh",
            "Third Harbour Advisory",
            "Senior Recruiter",
            connected_on=date(2021, 1, 20),
        ),
        ("passing", 1): Part(
            ("Oluwaseun", "Falk"),
            "oluwaseun-falk",
            "Cobaltgrove",
            "Founder and CEO",
            connected_on=date(2026, 2, 12),
        ),
        ("datanorth", 0): Part(
            ("Ingeborg", "Vance"),
            "ingeborg-vance",
            "Polar Research Tromvik",
            "Director of Research",
            connected_on=date(2019, 10, 12),
        ),
        ("elbmark", 28): Part(("Piet", "Overbeck"), "piet-overbeck", "Elbmark Energie", "Grid Analyst"),
        ("kestrel", 34): Part(("Ximena", "Calloway"), "ximena-calloway", "Kestrel Health", "UX Designer"),
        ("passing", 28): Part(("Zoë", "Brandvold"), "zoë-brandvold", "Hotel Drei Möwen", "Hotel Manager"),
        ("university", 0): Part(
            ("Søren", "Achterberg"),
            "soren-achterberg",
            "Otterbyte",
            "Staff Engineer",
            "soren.achterberg@otterbyte.example",
        ),
        ("readers", 2): Part(
            ("Dorothea", "Lindqvist, Ph.D."),
            "dorothea-lindqvist",
            "Gymnasium Eimsfeld",
            "Schulleitung",
            "dorothea.lindqvist@gymnasium-eimsfeld.example",
        ),
        ("tidewater", 6): Part(
            ("Bruno", "Delacroix"), "bruno-delacroix-debca8", "Inkwell Software", "Leiter Cloud-Migration"
        ),
        ("university", 8): Part(
            ("Daria", "Skarsgren"),
            "daria-skarsgren-f628c9",
            "Buchladen Leuchtturm",
            "Store Manager",
            before=("Ledgerline Finance", "Data-Warehouse-Architektin"),
        ),
        ("tidewater", 7): Part(
            ("Arjun", "Garrelts"),
            "arjun-garrelts-e266ff",
            "Forschungszentrum Wattenmeer",
            "Research Data Engineer",
            before=("Moorland Hydrogen", "Data Engineer"),
        ),
        ("university", 20): Part(
            ("Aleksander", "Madsen"), "aleksander-madsen", "Institut Wind und Watt", "Postdoctoral Fellow"
        ),
        ("kestrel", 1): Part(
            ("Carla", "Caravelli"), "carla-caravelli", email="carla.caravelli@kestrel-health.example"
        ),
        ("clinics", 5): Part(("Oskar", "Caravelli"), "oskar-caravelli", connected_on=date(2020, 1, 16)),
        ("datanorth", 10): Part(
            ("Edda", "Naumburg"), "edda-naumburg", "Quillon Payments", connected_on=date(2020, 1, 20)
        ),
        ("university", 9): Part(
            ("Davide", "Gyllensten"), "davide-gyllensten", "Priel Strom", "Projektleiter Windkraft"
        ),
        ("datanorth", 26): Part(
            ("Gero", "Bachmaier"), "gero-bachmaier-897078", "Priel Strom", "Asset Manager"
        ),
        ("press", 12): Part(
            ("Aleksander", "Smolarek"), "aleksander-smolarek", "Priel Strom", "Grid Engineer"
        ),
        ("passing", 17): Part(
            ("Theo", "Quintero"),
            "theo-quintero-34c729",
            "Priel Strom",
            "Grid Engineer",
            connected_on=date(2019, 8, 7),
        ),
        ("passing", 20): Part(
            ("Irena", "Sarkisian"),
            "irena-sarkisian-aa079e",
            "Priel Strom",
            "Energy Analyst",
            connected_on=date(2023, 8, 3),
        ),
        ("passing", 21): Part(
            ("Cosima", "Reichenbach"),
            "cosima-reichenbach-9b3d9d",
            "Priel Strom",
            "Head of Trading",
            connected_on=date(2021, 9, 10),
        ),
        ("elbmark", 7): Part(
            ("Alma", "Schoonhoven"), "alma-schoonhoven-573be4", "Elbmark Energie", "Head of Network Planning"
        ),
        ("passing", 24): Part(
            ("Klara", "Banerjee"),
            "klara-banerjee-8b053f",
            "Gezeiten Strom",
            "Energy Analyst",
            connected_on=date(2025, 11, 20),
        ),
        ("passing", 29): Part(
            ("Linnea", "Fiebig"),
            "linnea-fiebig",
            "Fernwärme Varnsted Energie",
            "Head of Trading",
            connected_on=date(2026, 2, 5),
        ),
        ("passing", 19): Part(
            ("Rahel", "Nieminen"),
            "rahel-nieminen",
            "Institut Zahl und Zeit",
            "Director of Research",
            connected_on=date(2026, 5, 14),
        ),
        ("passing", 26): Part(
            ("Chiara", "Estrada"),
            "chiara-estrada",
            "Helio Solar Works",
            "Asset Manager",
            connected_on=date(2026, 4, 11),
        ),
        ("passing", 18): Part(
            ("Leonie", "Seyfarth"),
            "leonie-seyfarth-9a9560",
            "Kelp Computing",
            "Developer Advocate",
            connected_on=date(2026, 5, 7),
        ),
    }
)
"""Who plays a part, by circle and number."""
