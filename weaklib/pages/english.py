"""Every text of a page that no notebook and no measure writes, in English.

A language is added beside this one: a table of the same keys for what it says otherwise, and
`words.in_language`. What it leaves out stays English.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PAGE: Mapping[str, str] = MappingProxyType(
    {
        "skip": "To the content",
        "contents": "Contents",
        "how": "How is this computed?",
        "source": "Source:",
        "chart": "Chart:",
        "table after": "The table after it holds numbers on the same question.",
        "told before": "The text before it tells the finding in words.",
        "footer": (
            "Written on this computer by weaklib. This page holds everything it shows and asks nobody for "
            "anything; it holds people's names, so share it as you would an address book."
        ),
        "reports": "Your reports",
        "reports about": "{count}, from {first} to {last}; the newest come first.",
        "no reports": "There is no report in this folder yet. Write one: weaklib report",
        "one report": "1 report",
        "many reports": "{count} reports",
        "trend": "The trend",
        "trend of": (
            "{kind}, from {first} to {last}, as the {edition} reports tell it. Each line reaches from its "
            "least to its most, so a small change can look steep."
        ),
        "trend said": "{name}: {then} in {first}, {now} in {last}; the least was {least}, the most {most}.",
        "trend gaps": "A gap in a line is a period without a report, or without that figure.",
        "since": "{change} since {first}",
        "as before": "as in {first}",
        "months": "Months",
        "quarters": "Quarters",
        "years": "Years",
        "period": "Period",
        "told as of": "Told as of",
        "whole": "whole",
        "partial": "in part",
        "read": "Read",
        "private": "private",
        "shared": "shared",
        "shared figures": "figures of the shared edition",
        "left out": "Left out",
        "left out why": "No report of weaklib, or not a whole one, so nothing of them is told:",
        "not a report": "not named as a report of a period is",
        "broken": "broken, or not written by weaklib",
        "reports footer": (
            "Written on this computer by weaklib from the reports beside it. It holds figures of the private "
            "ones: share the shared report, not this page."
        ),
    }
)
"""What stands around the content of every page, and on the page that lists the reports."""

NOTES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "headline": (
            (
                "People are all whom the exports name, you left out. In touch are the classes strong, "
                "moderately weak and weak; gone quiet are fading and dormant. A sole way in is a circle, "
                "a field or an employer that one of your contacts reaches and no other. The change "
                "compares each figure with the same one measured for the last day of the period before, "
                "from the same exports; so it can differ from what an older report said, if you exported "
                "more since."
            ),
            "weaklib's page of measures.",
        ),
        "doing": (
            (
                "A suggestion's score is its relevance to your goals, times what it is worth, times the "
                "chance of a reply. Reconnecting is worth 0.40 for the strength that the tie had, 0.35 "
                "for bridging and 0.25 for little time spent together; advice 0.4 for bridging, 0.3 for "
                "expertise and 0.3 for goodwill; an introduction the root of the strength of the two ties "
                "on the way. The chance of a reply is your own record with ten borrowed attempts added. "
                "Nobody is named who was asked within 90 days or wants to be left alone."
            ),
            (
                "Levin, Walter & Murnighan 2011, Organization Science 22, 923; Walter, Levin & Murnighan "
                "2015, Organization Science 26. The weights are conventions of weaklib."
            ),
        ),
        "freshness": (
            (
                "Every row of every file is used, counted as a repetition of another, or set aside with "
                "its reason; the three add up to the rows of the file. A silence is counted to the end of "
                "the export that would show contact, and no further."
            ),
            "weaklib's page of measures.",
        ),
        "circles": (
            (
                "Two people are tied when they shared a meeting of at most 25 or a thread of at most 10, "
                "which weighs 1 / (people − 1) each time; or, inferred, when they list the same employer, "
                "or met you at the same place of your past: at most 0.15, and less the more of your "
                "contacts are there. Circles are the groups with more ties inside than chance would give "
                "(Leiden, with a fixed seed)."
            ),
            (
                "Newman 2001, Physical Review E 64, 016132; Traag, Waltman & van Eck 2019, Scientific "
                "Reports 9."
            ),
        ),
        "closeness": (
            (
                "Strength is a mean of six parts: on how many days you were in touch, halved every 180 "
                "days (0.45), how recently (0.25), whether both sides take part (0.10), what you did for "
                "each other (0.10), since when (0.05), and in how many ways (0.05). What no export could "
                "show is left out, not counted as 0. From 0.60 a two-way tie is strong, from 0.25 a tie "
                "is moderately weak; established ties fade after 180 days of silence, or 8 times their "
                "usual gap, and are dormant after 3 years."
            ),
            (
                "After Granovetter 1973, American Journal of Sociology 78, 1360; Navarro and others 2017, "
                "EPJ Data Science 6, 31; Levin, Walter & Murnighan 2011. The weights and thresholds are "
                "conventions."
            ),
        ),
        "bridges": (
            (
                "Bridging is 0.40 for how few of somebody's contacts know each other (Burt's efficiency), "
                "0.35 for how small their circle is, and 0.25 for how evenly their ties spread over "
                "circles; it needs two known ties and a circle. A bridge reaches 0.6 and belongs to a "
                "circle of at most three of your contacts, or has a tie without a common contact. It says "
                "nothing about closeness."
            ),
            (
                "Burt 1992, Structural Holes, and 2004, American Journal of Sociology 110, 349; Guimerà & "
                "Amaral 2005, Nature 433, 895."
            ),
        ),
        "variety": (
            (
                "“As varied as” is Hill's number of order 1: so many groups of equal size would be as "
                "hard to guess. Those of whom it is not known are left out, and counted beside it. Kinds "
                "of work and ranks are read from positions by a table that comes with weaklib."
            ),
            "Hill 1973, Ecology 54, 427; Jost 2006, Oikos 113, 363.",
        ),
        "growth": (
            (
                "A connection is new in the month that LinkedIn dates it. How it came is taken from your "
                "ledger or an invitation where one of them tells, else inferred from a meeting, an "
                "employer or a school around that day, else not known."
            ),
            "weaklib's page of measures.",
        ),
        "impact": (
            (
                "Every attempt counts, answered or not, by the class that the tie had on the day it was "
                "sent; those not yet due are named apart. Answered means within 14 days. Intervals are "
                "Wilson's, of differences Newcombe's, at 95 %; below 5 attempts there is no rate. Whom "
                "you asked was your choice, so a difference is no proof of a cause."
            ),
            (
                "Wilson 1927; Newcombe 1998, Statistics in Medicine 17, 873; Brown, Cai & DasGupta 2001, "
                "Statistical Science 16, 101."
            ),
        ),
    }
)
"""For each section how it is computed, in plain words, and the source."""
