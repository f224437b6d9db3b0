"""The truths that were planted in the example: what a reader should find in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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
        nothing since. Dormant. He met people of two other circles, so that he leads whom to reconnect with
        by what it is worth alone.
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
    experts
        Who knows about the first challenge of the goals: by the position, in German; and by the position
        in the older export and the skills that the owner endorsed, with another one today.
    owed_reply, owed_on
        Asked the owner something on that day and was not answered; the one to ask at `owed_organisation`.
    cold, cold_organisation
        The only contact at an organisation of the goals; never in touch.
    fading
        Met every week for years; silent since February 2025.
    event_on, event_brought
        A meeting, and the five who were there and connected within a week, in touch with the owner to
        this day.
    hanging, hangs_on, hangs_in
        An employer's circle of which the owner is in touch with one contact alone, who also alone knows
        anybody outside it.
    empty_field
        A field of the goals with nobody in it.
    classmates, school
        Two who connected while the owner was at that school, in January 2020.
    moved
        Who has another employer than in the older export.
    former, former_organisation
        Worked there by the older export; one of the goals' organisations.
    promoted
        Has another position with the same employer.
    chain, chain_on
        Each of the four introduced the next to the owner on one of the days, in a thread of the three. The
        ledger holds all three introductions; contact with each is two-way.
    also_introduced, also_introduced_on
        Introduced by the first of the chain too, who therefore led to two people directly, and to four.
    strong_introducer, never_wrote
        The only strong tie of whom the ledger holds an introduction made; whom it led to has never written.
    revived, revived_on
        Dormant when the owner wrote on that day; has been in two-way contact since.
    reply_not_entered, replied_on
        Wrote back on that day to what the ledger says was sent, and the ledger does not hold it.
    meeting_not_entered, met_on
        Met the owner alone on that day, three days after having been asked, and the ledger does not hold it.
    waiting
        Were asked within the last 14 days, by what the ledger says; nothing has come yet, save the reply
        that is not entered.
    said_no
        Answered, and refused.
    by_chance
        Of how many attempts the ledger says that they were chosen by chance: with a strong tie, with another.
    entered_late
        A person, a step, its day, and the day in the next quarter when it was written down.
    attempts, came_unasked
        How many attempts there are in the ledger, and outcomes that nobody had asked for.
    on_track, behind
        The first and the second target of the goals: what is counted, how many there are by the last day,
        and how many are wanted.
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
    experts: tuple[str, str] = ("bruno-delacroix-debca8", "daria-skarsgren-f628c9")
    owed_reply: str = "ingeborg-vance"
    owed_on: date = date(2026, 10, 19)
    owed_organisation: str = "Polar Research Tromvik"
    cold: str = "aleksander-madsen"
    cold_organisation: str = "Institut Wind und Watt"
    fading: str = "carla-caravelli"
    event_on: date = date(2022, 3, 3)
    event_brought: tuple[str, ...] = (
        "lena-hoffmann-7b21",
        "vera-terhorst-374bdc",
        "mateo-claasen",
        "marek-duarte",
        "eduardo-zabielski-a13dcc",
    )
    hanging: str = "Priel Strom"
    hangs_on: str = "davide-gyllensten"
    hangs_in: tuple[str, ...] = (
        "gero-bachmaier-897078",
        "aleksander-smolarek",
        "theo-quintero-34c729",
        "irena-sarkisian-aa079e",
        "cosima-reichenbach-9b3d9d",
    )
    empty_field: str = "agriculture and environment"
    classmates: tuple[str, str] = ("oskar-caravelli", "edda-naumburg")
    school: str = "Universität Varnsted"
    moved: tuple[str, ...] = ("tomasz-wierzbicki", "daria-skarsgren-f628c9", "arjun-garrelts-e266ff")
    former: str = "arjun-garrelts-e266ff"
    former_organisation: str = "Moorland Hydrogen"
    promoted: str = "katarzyna-nowicka-brandt"
    chain: tuple[str, str, str, str] = (
        "alma-schoonhoven-573be4",
        "klara-banerjee-8b053f",
        "linnea-fiebig",
        "rahel-nieminen",
    )
    chain_on: tuple[date, date, date] = (date(2025, 11, 18), date(2026, 2, 3), date(2026, 5, 12))
    also_introduced: str = "chiara-estrada"
    also_introduced_on: date = date(2026, 4, 9)
    strong_introducer: str = "ulrike-jankowiak-bcd06b"
    never_wrote: str = "leonie-seyfarth-9a9560"
    revived: str = "henrike-mulder-98245d"
    revived_on: date = date(2026, 7, 14)
    reply_not_entered: str = "lars-aubertin"
    replied_on: date = date(2026, 10, 18)
    meeting_not_entered: str = "noor-larranaga-2e628a"
    met_on: date = date(2026, 10, 16)
    waiting: tuple[str, str, str] = ("lars-aubertin", "renata-korhonen", "lars-ribeiro-cbeb1e")
    said_no: str = "signe-sjoberg-63cc36"
    by_chance: tuple[int, int] = (5, 6)
    entered_late: tuple[str, str, date, date] = (
        "linnea-fiebig",
        "connection",
        date(2026, 5, 15),
        date(2026, 7, 10),
    )
    attempts: int = 59
    came_unasked: int = 4
    on_track: tuple[str, int, int] = ("two-way contacts", 2, 3)
    behind: tuple[str, int, int] = ("introductions", 2, 4)


PLANTED = Planted()
"""The planted truths; the same for every seed, save what the ledger says, which is of the shipped one."""
