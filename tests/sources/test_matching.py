"""Who may be one human: each way in which names agree, what supports it, what speaks against it."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.population import Setting, populate
from tests.population_measure import LEAST, measure_identity, people_table, truth_of
from weaklib.book import Book, Owner, empty, typed
from weaklib.sources.identity.agreement import alike, spelt_by
from weaklib.sources.identity.bearers import bearers_of
from weaklib.sources.identity.matching import propose
from weaklib.sources.identity.pairing import MOST_ALIKE, candidate_pairs
from weaklib.sources.names.short_names import full_forms
from weaklib.sources.names.spelling import address_words, name_words
from weaklib.sources.organisations.workplaces import fits, is_provider, organisation_key

ACME = {"organisation": "Acme Robotics GmbH"}


def people(rows):
    """People with these cells, by their key; a key without an @ or a # is a profile."""
    full = {
        key: {
            "emails": (key,) if "@" in key else (),
            "profile": "" if set("@#") & set(key) else key,
            "sources": (),
        }
        | cells
        for key, cells in rows.items()
    }
    return typed("people", pd.DataFrame.from_dict(full, orient="index").rename_axis("person"))


def met(*rows):
    """Interactions of these people: person, event, channel and day."""
    columns = ["person", "event", "channel", "at"]
    table = pd.DataFrame(list(rows), columns=columns)
    table["at"] = pd.to_datetime(table["at"], utc=True)
    return typed("interactions", table.assign(direction="both", group_size=2))


def proposed(rows, interactions=None, refused=frozenset()):
    """What is proposed: pairs with their evidence."""
    found = propose(people(rows), empty("interactions") if interactions is None else interactions, refused)
    return {
        (one, other): evidence
        for one, other, evidence in found[["person", "other", "evidence"]].itertuples(index=False)
    }


def score(rows, interactions=None):
    """The score of the one pair that is proposed; 0 where none is."""
    found = propose(people(rows), empty("interactions") if interactions is None else interactions)
    assert len(found) <= 1
    return float(found["score"].sum())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Jane Doe", "Jane Doe"),
        ("Jane Doe", "Doe, Jane"),
        ("Jane Doe", "DOE Jane"),
        ("Jane Doe", "Dr. Jane Doe, Ph.D."),
        ("Jürgen Müller", "Juergen Mueller"),
        ("Jürgen Müller", "Jurgen Muller"),
        ("Øystein Kjær", "Oystein Kjaer"),
        ("Łukasz Wójcik", "Lukasz Wojcik"),
        ("Femke van der Berg", "Femke Berg"),
        ("Ahmed Al-Masri", "Ahmed Masri"),
        ("Алексей Иванов", "Alexey Ivanov"),
        ("Наталья Соколова", "Natalia Sokolova"),
        ("Park Min-jun", "Minjun Park"),
        ("Sergei Orlov", "Sergey Orlov"),
        ("田中太郎", "田中 太郎"),
    ],
)
def test_the_same_name_in_another_spelling(one, other):
    assert alike(name_words(one), name_words(other)).how == ""


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Bob Smith", "Robert Smith", "a short form"),
        ("Liz Taylor", "Elizabeth Taylor", "a short form"),
        ("Kathi Huber", "Katharina Huber", "a short form"),
        ("Pepe García", "José García", "a short form"),
        ("Max Huber", "Maximilian Huber", "a short form"),
        ("J. Doe", "Jane Doe", "an initial"),
        ("Jane D.", "Jane Doe", "an initial"),
        ("J. M. Doe", "Jane Maria Doe", "an initial"),
        ("Jane M. Doe", "Jane Doe", "one name more"),
        ("Anna Berg-Huber", "Anna Berg", "one name more"),
        ("María José García López", "María García", "one name more"),
        ("Jane Deo", "Jane Doe", None),
        ("Jhonathan Walker", "Jonathan Walker", "a slip of the pen"),
        ("Robert Thomspon", "Robert Thompson", "a slip of the pen"),
        ("Karl Weber", "Carl Weber", "a slip of the pen"),
        ("Anna", "Anna Berg", "one name only"),
        ("Jan Meier", "Jana Meier", None),
        ("Martin Huber", "Martina Huber", None),
        ("Alexander Berg", "Alexandra Berg", None),
        ("Ivan Ivanov", "Ivan Ivanova", None),
        ("John Doe Jr.", "John Doe III", None),
        ("Jane K. Doe", "Jane M. Doe", None),
        ("Jane Doe", "John Doe", None),
        ("J. D.", "Jane Doe", None),
        ("Anna Berg", "Anna Huber", None),
        ("", "Anna Huber", None),
    ],
)
def test_how_names_agree(one, other, how):
    found = alike(name_words(one), name_words(other))
    assert (found and found.how) == how
    assert alike(name_words(other), name_words(one)) == found


@pytest.mark.parametrize(
    ("local", "how"),
    [
        ("jane.doe", ""),
        ("doe_jane77", ""),
        ("janedoe", ""),
        ("doejane", ""),
        ("jdoe", "an initial"),
        ("janed+news", "an initial"),
        ("j.doe", "an initial"),
        ("sunshine", None),
        ("jane", None),
        ("john.doe", None),
        ("1984", None),
    ],
)
def test_an_address_spells_a_name(local, how):
    found = spelt_by(address_words(f"{local}@x.example"), ("jane", "doe"))
    assert (found and found.how) == how


def test_short_forms_are_those_of_the_table():
    assert full_forms("bob") == {"bob", "robert"}
    assert {"alexander", "alexandra", "alejandro"} <= full_forms("alex")
    assert full_forms("robert") == {"robert"}


@pytest.mark.parametrize(
    ("domain", "organisation"),
    [
        ("nordlicht.example", "Nordlicht Energie GmbH"),
        ("nordlicht-energie.example", "NORDLICHT ENERGIE"),
        ("nordlichtenergie.co.uk", "Nordlicht Energie"),
        ("mail.nordlicht.example", "Nordlicht Energie"),
        ("uni-heidelberg.de", "Universität Heidelberg"),
        ("mvv.example", "Mannheimer Verkehrs Verbund"),
        ("roboticsystems.example", "Robotic Systems and Sons, Inc."),
    ],
)
def test_a_domain_that_resembles_an_organisation(domain, organisation):
    assert fits(domain, organisation_key(organisation))


@pytest.mark.parametrize(
    ("domain", "organisation"),
    [
        ("nord.example", "Nordlicht Energie"),
        ("suedlicht.example", "Nordlicht Energie"),
        ("visa.example", "Vista"),
        ("deutsche-bank.example", "Deutsche Bahn"),
        ("energie.example", "Nordlicht Energie"),
        ("example", "Nordlicht"),
        ("nordlicht.example", "Self-employed"),
        ("nordlicht.example", ""),
    ],
)
def test_a_domain_that_does_not(domain, organisation):
    assert not fits(domain, organisation_key(organisation))


def test_where_anybody_may_have_an_address():
    assert all(
        map(
            is_provider,
            ("gmail.com", "gmx.de", "yahoo.co.uk", "t-online.de", "orange.fr", "qq.com", "uol.com.br"),
        )
    )
    assert not any(map(is_provider, ("orange.com", "home.example", "me.example", "live.example")))


@pytest.mark.parametrize(
    ("rows", "evidence"),
    [
        (
            {
                "anna-berg": {"name": "Anna Berg", "organisation": "Nordlicht Energie"},
                "anna@nordlicht.example": {"name": "Anna Berg"},
            },
            "the same name, and anna@nordlicht.example fits Nordlicht Energie",
        ),
        (
            {
                "bob-smith": {"name": "Bob Smith"} | ACME,
                "cards.vcf#1": {"name": "Robert Smith", "organisation": "ACME ROBOTICS"},
            },
            "a short form of the name, and both at Acme Robotics GmbH",
        ),
        (
            {"jd@acme.example": {"name": "J. Doe"}, "jane@acme.example": {"name": "Jane Doe"}},
            "an initial in place of a name, and both write from acme.example",
        ),
        (
            {"jane-doe": {"name": "Jane Doe"} | ACME, "jane.doe@gmail.com": {}},
            "jane.doe@gmail.com spells the name, which is rare here",
        ),
        (
            {"jane-doe": {"name": "J. D."}, "cards.vcf#1": {"name": "Jane Doe"}},
            "the profile jane-doe spells the name, which is rare here",
        ),
        (
            {"jdoe@acme.example": {}, "jane-doe": {"name": "Jane Doe"} | ACME},
            "jdoe@acme.example spells the name, and jdoe@acme.example fits Acme Robotics GmbH",
        ),
        (
            {
                "jane-doe": {"name": "Jane Doe", "position": "Chief Baker"},
                "cards.vcf#1": {"name": "Jane Doe", "position": "chief baker"},
            },
            "the same name, and the same title",
        ),
        (
            {"anna-berg": {"name": "Anna Berg (Huber)"}, "cards.vcf#1": {"name": "Anna Huber"}},
            "the same name with the one in brackets, which is rare here",
        ),
        (
            {
                "anna-berg": {"name": "Anna Berg"} | ACME,
                "anna.huber@acme.example": {"name": "Anna Huber", "emails": ("anna.berg@acme.example",)},
            },
            "anna.berg@acme.example spells the name, and anna.berg@acme.example fits Acme Robotics GmbH",
        ),
        (
            {
                "anna-berg": {"name": "Anna Berg"} | ACME,
                "sunny@gmail.com": {"name": "Anna Berg (Acme Robotics)"},
            },
            "the same name, and Acme Robotics GmbH stands behind the name",
        ),
        (
            {"anna-berg": {"name": "Anna Berg"} | ACME, "anna@acme.example": {"name": "Anna"}},
            "the one name that is given, and anna@acme.example fits Acme Robotics GmbH",
        ),
    ],
)
def test_what_supports_a_pair_is_told(rows, evidence):
    assert list(proposed(rows).values()) == [evidence]


def test_the_columns_are_those_of_the_book_and_the_profile_comes_first():
    rows = {"z-berg": {"name": "Anna Berg"} | ACME, "anna@acme.example": {"name": "Berg, Anna"}}
    found = propose(people(rows), empty("interactions"))
    assert found.dtypes.equals(empty("proposals").dtypes)
    assert found.iloc[0].drop("score").to_dict() == {
        "person": "z-berg",
        "other": "anna@acme.example",
        "name": "Anna Berg",
        "other_name": "Berg, Anna",
        "evidence": "the same name, and anna@acme.example fits Acme Robotics GmbH",
    }


@pytest.mark.parametrize(
    "rows",
    [
        {"a@gmail.com": {"name": "Anna"}, "anna-berg": {"name": "Anna Berg"}},
        {"info@gmail.com": {}, "sun@gmail.com": {}},
        {"a@gmail.com": {"name": "Anna Berg"}, "b@gmail.com": {"name": "Anna Huber"}},
        {"anna-berg": {"name": "Anna Berg"} | ACME, "anna-huber": {"name": "Anna Huber"} | ACME},
    ],
)
def test_too_little_is_not_proposed(rows):
    assert proposed(rows) == {}


def test_two_profiles_are_two_people():
    rows = {"jane-doe": {"name": "Jane Doe"} | ACME, "jane-doe-2": {"name": "Jane Doe"} | ACME}
    assert proposed(rows) == {}


def test_unless_very_much_speaks_for_one():
    same = {"name": "Xanthippe Quux", "position": "Chief Baker"} | ACME
    assert list(proposed({"x-quux": same, "x-quux-7": same}).values()) == [
        "the same name, and both at Acme Robotics GmbH, and the same title, though both have a profile of their own"
    ]


PAIR = {"jane-doe": {"name": "Jane Doe"}, "jane@home.example": {"name": "Jane Doe"}}
TWO = {"jane@acme.example": {"name": "Jane Doe"}, "jane.d@gmail.com": {"name": "Jane Doe"}}


def test_side_by_side_at_one_meeting_is_two_people():
    meeting = met(
        ("jane@acme.example", "m1", "group_meeting", "2026-01-05"),
        ("jane.d@gmail.com", "m1", "group_meeting", "2026-01-05"),
    )
    apart = met(
        ("jane@acme.example", "m1", "meeting", "2026-01-05"),
        ("jane.d@gmail.com", "m2", "meeting", "2026-01-05"),
    )
    assert score(TWO) > 0.5
    assert score(TWO, meeting) == 0
    assert score(TWO, apart) == score(TWO)


def test_another_address_in_the_same_thread_is_the_same_human():
    thread = met(
        ("jane@acme.example", "t1", "mail", "2026-01-05"), ("jane.d@gmail.com", "t1", "mail", "2026-01-06")
    )
    assert score(TWO, thread) > score(TWO)
    assert list(proposed(TWO, thread).values()) == ["the same name, and both write in the same thread"]
    copied = met(
        ("jane@acme.example", "t1", "mail", "2026-01-05"), ("jane.d@gmail.com", "t1", "mail", "2026-01-05")
    )
    assert score(TWO, copied) == score(TWO)


def test_a_name_alone_counts_less_than_with_support_and_less_where_others_bear_it():
    alone = score(PAIR)
    supported = score({"jane-doe": {"name": "Jane Doe"} | ACME, "jane@acme.example": {"name": "Jane Doe"}})
    elsewhere = score({"jane-doe": {"name": "Jane Doe"} | ACME, "jane@home.example": {"name": "Jane Doe"}})
    assert supported > 0.95 > alone > 0.5 >= elsewhere > 0.3


def test_of_two_who_would_do_the_better_supported_wins():
    rows = {
        "jane-doe": {"name": "Jane Doe"} | ACME,
        "jane-doe-2": {"name": "Jane Doe", "organisation": "Basalt"},
        "jane@acme.example": {"name": "Jane Doe"},
    }
    assert list(proposed(rows)) == [("jane-doe", "jane@acme.example")]


def test_of_two_who_would_do_equally_both_are_named_at_less_than_even_odds():
    rows = {
        "jane-doe": {"name": "Jane Doe"},
        "jane-doe-2": {"name": "Jane Doe"},
        "sun@gmail.com": {"name": "Jane Doe"},
    }
    found = propose(people(rows), empty("interactions"))
    assert found["person"].tolist() == ["jane-doe", "jane-doe-2"]
    assert set(found["score"]) == {0.4}


def test_a_common_name_alone_is_no_proposal():
    pair = {"maria-garcia": {"name": "Maria Garcia"}, "mg@gmail.com": {"name": "Maria Garcia"}}
    crowd = {f"m{n}@gmail.com": {"name": f"Maria {letter * 4}"} for n, letter in enumerate("bcdfghjklm" * 20)}
    crowd |= {
        f"g{n}@gmail.com": {"name": f"{letter * 4} Garcia"} for n, letter in enumerate("bcdfghjklm" * 20)
    }
    assert score(pair) == 0.667
    assert ("maria-garcia", "mg@gmail.com") not in proposed(pair | crowd)
    assert ("maria-garcia", "mg@acme.example") in proposed(
        {"maria-garcia": pair["maria-garcia"] | ACME, "mg@acme.example": pair["mg@gmail.com"]} | crowd
    )


def test_so_many_rows_of_one_name_are_hardly_one_human():
    assert len(proposed({f"x{n}@gmail.com": {"name": "Xanthippe Quux"} for n in range(4)})) == 6
    assert proposed({f"x{n}@gmail.com": {"name": "Xanthippe Quux"} for n in range(30)}) == {}


def test_an_initial_in_an_address_does_not_outweigh_another_name():
    rows = {
        "anna-berg": {"name": "Anna Berg"} | ACME,
        "peter@acme.example": {"name": "Peter Huber", "emails": ("aberg@acme.example",)},
    }
    assert proposed(rows) == {}


def test_what_several_people_are_called_is_no_slip_of_the_pen():
    pair = {"maria-quux": {"name": "Maria Quux"}, "mq@gmail.com": {"name": "Marta Quux"}}
    others = {
        f"{n}@gmail.com": {"name": name}
        for n, name in enumerate("Maria Bell,Maria Zorn,Marta Pohl,Marta Ritz".split(","))
    }
    assert list(proposed(pair)) == [("maria-quux", "mq@gmail.com")]
    assert proposed(pair | others) == {}


@pytest.mark.parametrize("email", ["joao.pereira@gmail.com", "joaopereira@gmail.com", "pereira.j@gmail.com"])
def test_the_address_completes_a_given_name(email):
    rows = {"joao-pereira": {"name": "João Pereira"}, email: {"name": "João"}}
    assert list(proposed(rows)) == [("joao-pereira", email)]
    assert proposed({"joao-pereira": {"name": "João Pereira"}, "j.silva@gmail.com": {"name": "João"}}) == {}


@pytest.mark.parametrize(
    "pair",
    [
        ("jane-doe", "jane@home.example"),
        ("jane@home.example", "jane-doe"),
        ("jane-doe", "second@home.example"),
    ],
)
def test_what_is_refused_is_never_proposed_again(pair):
    rows = {
        **PAIR,
        "jane@home.example": {"name": "Jane Doe", "emails": ("jane@home.example", "second@home.example")},
    }
    assert len(proposed(rows)) == 1
    assert proposed(rows, refused=frozenset({pair})) == {}
    assert len(proposed(rows, refused=frozenset({("jane-doe", "somebody@else.example")}))) == 1


@pytest.mark.parametrize(
    "rows", [{}, {"a-b": {"name": "A B"}}, {"x@gmail.com": {}}, {"card.vcf#1": {"name": None}}]
)
def test_few_or_nameless_people(rows):
    found = propose(typed("people", people(rows)) if rows else empty("people"), empty("interactions"))
    assert found.equals(empty("proposals"))


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "\0",
        "=1+1",
        "<b>x</b>",
        "." * 500,
        "x " * 5000,
        "Ａｎｎａ Ｂｅｒｇ",
        "😀 😀",
        "a@b",
        "('",
        "[",
        "J",
        "1 2 3",
        "-",
    ],
)
def test_hostile_names(name):
    rows = {
        "hostile@gmail.com": {"name": name},
        "anna-berg": {"name": "Anna Berg"},
        "b@gmail.com": {"name": name},
    }
    propose(people(rows), empty("interactions"))


def test_shuffled_people_give_the_same_proposals():
    table = people_table(populate(Setting(humans=120), seed=3))
    once = propose(table, empty("interactions"))
    again = propose(table.sample(frac=1, random_state=1), empty("interactions"))
    pd.testing.assert_frame_equal(once, again)
    assert once["score"].is_monotonic_decreasing


def test_a_crowd_of_one_name_does_not_square_the_work():
    def pairs(number):
        rows = {f"x{n}@gmail.com": {"name": "Maria Garcia"} for n in range(number)}
        return len(candidate_pairs(bearers_of(people(rows))))

    assert pairs(MOST_ALIKE) == MOST_ALIKE * (MOST_ALIKE - 1) / 2
    assert pairs(10 * MOST_ALIKE) == 0


@pytest.mark.parametrize(
    ("setting", "seed"),
    [
        (Setting(humans=2_000), 1),
        (Setting(humans=1_000, namesakes=0.15, varied=0.7, apart=0.4, odd_domains=0.3), 7),
    ],
)
def test_a_known_population(setting, seed):
    population = populate(setting, seed=seed)
    table = people_table(population)
    book = Book(
        Owner(),
        table,
        *map(empty, ("interactions", "affiliations", "set_aside", "coverage")),
        propose=lambda: propose(table, empty("interactions")),
    )
    figures = measure_identity(book, truth_of(population))
    assert figures["keys_lost"] == 0
    least = LEAST if setting.varied < 0.5 else LEAST | {"proposal_recall": 0.92}
    assert {name: figures[name] for name in least if figures[name] < least[name]} == {}
