"""Who is behind a hash: the same human in several sheets is one, whichever of their hashes a sheet knows.

A contact of whom a sheet knows the profile is that profile. One of whom only mail addresses are known is the
profile that any sheet of the pool knows with one of the addresses (the least, where there are several); else
the least address of all contacts without a profile with whom it has an address in common. That is one step
and no more: who is joined only by way of a third contact, and two profiles of one human, stay apart.
"""

from __future__ import annotations

import ibis

from weaklib.pool.engine.tables import HUMANS, KEYS, PAIRS, SHEETS, Table


def pairs() -> Table:
    """Return `PAIRS`: each id with each mail address that any sheet knows of it.

    A member's own sheet says which addresses belong to their profile.
    """
    told = SHEETS.select("contact", mail=SHEETS.mails.unnest())
    first = KEYS.filter(KEYS.first).select("member", contact="key")
    own = first.join(KEYS, "member").select("contact", mail="key")
    return told.union(own.filter(own.contact != own.mail)).distinct()


def humans() -> Table:
    """Return `HUMANS`: the human of each id that is a mail address."""
    bare = PAIRS.filter(PAIRS.contact == PAIRS.mail).select("contact")
    with_profile, without = PAIRS.anti_join(bare, "contact"), PAIRS.semi_join(bare, "contact")
    profile = with_profile.group_by("mail").agg(profile=with_profile.contact.min())
    group = without.group_by("contact").agg(group=without.mail.min())
    shared = without.join(group, "contact").group_by("mail").agg(group=ibis._.group.min())
    found = without.left_join(profile, "mail").select("contact", "mail", "profile").join(shared, "mail")
    each = found.group_by("contact").agg(profile=found.profile.min(), group=found.group.min())
    return each.select("contact", target=each.profile.fill_null(each.group))


def known_as() -> Table:
    """Return `KNOWN_AS`: each id that has a hash of a member: its own, a mail address's, or the human's."""
    direct = KEYS.select("member", contact="key")
    by_mail = PAIRS.join(KEYS, PAIRS.mail == KEYS.key).select("member", "contact")
    by_human = HUMANS.join(KEYS, HUMANS.target == KEYS.key).select("member", "contact")
    return direct.union(by_mail, by_human, distinct=True)
