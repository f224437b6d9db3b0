"""What research supports of the reading of each part of the plane, and what it does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Reading:
    """How one part of the plane may be read.

    Attributes
    ----------
    means
        Who stands there, in plain words.
    supported, unsupported
        What research says for reading it so, and what it does not say or says against it.
    sources
        The publications behind both, as they are cited.
    """

    means: str
    supported: str
    unsupported: str
    sources: tuple[str, ...]


GRANOVETTER = "Granovetter 1973, American Journal of Sociology 78:1360"
ONNELA = "Onnela et al. 2007, PNAS 104:7332"
LEVIN = "Levin, Walter & Murnighan 2011, Organization Science 22:923"
RAJKUMAR = "Rajkumar et al. 2022, Science 377:1304"
NEAL = "Neal 2024, Network Science, The not-so-forbidden triad"
JAHANI = "Jahani, Fraiberger, Bailey & Eckles 2023, PNAS 120:e2211062120"
BURT = "Burt 2002, Social Networks 24:333"
LYU = "Lyu et al. 2022, Communications Physics 5:87"
GEE = "Gee, Jones & Burke 2017, Journal of Labor Economics"

READINGS: Mapping[str, Reading] = MappingProxyType(
    {
        "strong bridge": Reading(
            means="Close to you, and tied to people whom few of your other contacts know.",
            supported=(
                "In 56 networks new information came with bridging, whatever the strength of the tie, and "
                "strong bridges brought more of it than weak ones (Neal 2024). Among users of Facebook, "
                "stronger ties that reach far go with better economic outcomes (Jahani and others 2023)."
            ),
            unsupported=(
                "Both compare people and ties; neither shows that making a bridge stronger pays. Whether "
                "bridges last is open: of those between bankers nine in ten were gone a year later (Burt "
                "2002), while elsewhere ties that reach far lasted longer than others (Lyu and others 2022)."
            ),
            sources=(NEAL, JAHANI, BURT, LYU),
        ),
        "weak bridge": Reading(
            means="Not close to you, and tied to people whom few of your other contacts know: the treasure.",
            supported=(
                "Of 54 people who had found a job through somebody they knew, most had seen that person "
                "occasionally (Granovetter 1973). A large network stayed whole when strong ties were taken "
                "away, and fell apart when the weak ones were (Onnela and others 2007). Among more than 20 "
                "million people, moderately weak ties, by contacts in common, led to a new job most often "
                "(Rajkumar and others 2022). Executives who asked somebody after three years or more of "
                "silence got advice that was newer than that of current contacts, and at least as useful "
                "(Levin and others 2011)."
            ),
            unsupported=(
                "It is the bridging that brings news, and weakness adds nothing to it (Neal 2024). The 54 do "
                "not say how many weak ties led nowhere. The 20 million show an average over ties that were "
                "added, reversed in less digital industries; they forecast nothing for one contact, and the "
                "count of contacts in common is not in an export. The executives chose whom to ask, about a "
                "project of theirs."
            ),
            sources=(GRANOVETTER, ONNELA, RAJKUMAR, LEVIN, NEAL),
        ),
        "strong core": Reading(
            means="Close to you, among people who are known to your other contacts, too.",
            supported=(
                "Most people who join a firm where they have a friend do so through one of many weak ties, "
                "but a single strong tie is worth more than a single weak one (Gee and others 2017). Old "
                "strong ties keep trust and a shared view through years of silence (Levin and others 2011)."
            ),
            unsupported=(
                "That close friends know nothing new follows from none of it: the theory's assumptions are "
                "only partly met (Neal 2024). Being hired where a friend works is not proof that the friend "
                "helped. Affection and confidence are in no export, so strength here is presence."
            ),
            sources=(GEE, LEVIN, NEAL),
        ),
        "redundant acquaintance": Reading(
            means="Not close to you, and their known ties lead to people who know each other.",
            supported=(
                "By how often two people were in contact, the weakest ties led to a new job most often "
                "(Rajkumar and others 2022), and most people are helped through one of their many weak ties "
                "(Gee and others 2017). So together they matter, though no one of them stands out."
            ),
            unsupported=(
                "Redundant is said of ties that the exports show, not of people. An export holds no list of "
                "whom your contacts know: a tie that is not seen is unknown, and a bridge may hide here. "
                "Whom you seldom meet may still bring the one piece of news: some of the 54 had found their "
                "job through such people (Granovetter 1973)."
            ),
            sources=(RAJKUMAR, GEE, GRANOVETTER),
        ),
    }
)
"""For each quadrant of the profile what research supports of its reading, and what it does not."""
