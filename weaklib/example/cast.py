"""The people of the example who have a part to play, and the truths that were planted with them."""

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
    """

    name: tuple[str, str]
    slug: str
    organisation: str = ""
    position: str = ""
    email: str = ""
    called: str = ""
    connected_on: date | None = None


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
        ),
        ("digitalwerk", 1): Part(
            ("Katarzyna", "Nowicka-Brandt"),
            "katarzyna-nowicka-brandt",
            "Digitalwerk Bezirksamt Norderhaven",
            "Data Architect",
            "k.nowicka@digitalwerk-norderhaven.example",
            called="Kasia Nowicka",
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
    }
)
"""Who plays a part, by circle and number."""


@dataclass(frozen=True)
class Planted:
    """What a reader of the example should find, by the last part of each profile's address.

    Attributes
    ----------
    bridge
        The only contact at `bridge_organisation`, a singer of `bridge_home` (several meetings), and
        the only one outside the museum whom people of the museum (`bridge_opens`) meet or write with.
    silent_strong
        Dozens of days of contact both ways, one-to-one meetings among them, from 2019 to October 2022;
        nothing since. Dormant.
    namesakes
        Two people of the same name, with different profiles and employers.
    nominal
        Three of the many who were never in touch.
    one_sided
        Writes often; is never answered.
    same_human, same_human_email, same_human_called
        A connection who stands in the calendar under the address of Connections.csv, by another name.
    introducer, introduced
        The first introduces the second to the owner in a thread; the second answers, and connects.
    """

    bridge: str = "runa-solheim"
    bridge_email: str = "runa.solheim@nordlicht.example"
    bridge_organisation: str = "Nordlicht Energie"
    bridge_home: str = "choir"
    bridge_opens: str = "Hafenmuseum Norderhaven"
    silent_strong: str = "tomasz-wierzbicki"
    namesakes: tuple[str, str] = ("lena-hoffmann-kestrel", "lena-hoffmann-7b21")
    nominal: tuple[str, ...] = ("piet-overbeck", "ximena-calloway", "zoë-brandvold")
    one_sided: str = "declan-featherstonehaugh"
    same_human: str = "katarzyna-nowicka-brandt"
    same_human_email: str = "k.nowicka@digitalwerk-norderhaven.example"
    same_human_called: str = "Kasia Nowicka"
    introducer: str = "ingeborg-vance"
    introduced: str = "oluwaseun-falk"


PLANTED = Planted()
"""The planted truths; the same for every seed."""
