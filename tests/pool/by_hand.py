"""The paths of a pool by plain loops, written from the definitions: slow, and not by the code that is tested."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A contact in a sheet; `strength` is None where it is not known."""

    contact: str
    mails: tuple[str, ...]
    organisation: str | None
    strength: float | None
    ask: str


@dataclass(frozen=True)
class HandSheet:
    """A member's sheet: `keys` are all hashes of their own."""

    member: str
    keys: tuple[str, ...]
    rows: tuple[Row, ...]


def humans(sheets: list[HandSheet]) -> dict[str, str]:
    """Who is behind each contact's id."""
    known: dict[str, set[str]] = {}
    for sheet in sheets:
        for row in sheet.rows:
            known.setdefault(row.contact, set()).update(row.mails)
        known.setdefault(sheet.keys[0], set()).update(sheet.keys[1:])
    known = {contact: mails for contact, mails in known.items() if mails}
    bare = {contact for contact, mails in known.items() if contact in mails}
    behind = {}
    for contact in {row.contact for sheet in sheets for row in sheet.rows}:
        behind[contact] = contact
        if contact in bare:
            profiles = [c for c, mails in known.items() if c not in bare and mails & known[contact]]
            groups = [min(known[c]) for c in bare if known[c] & known[contact]]
            behind[contact] = min(profiles) if profiles else min(groups)
    return behind


def known_as(sheets: list[HandSheet], behind: dict[str, str]) -> dict[str, set[str]]:
    """Under which ids each member stands in sheets."""
    mails: dict[str, set[str]] = {}
    for sheet in sheets:
        for row in sheet.rows:
            mails.setdefault(row.contact, set()).update(row.mails)
    return {
        sheet.member: {
            contact
            for contact, human in behind.items()
            if contact in sheet.keys or human in sheet.keys or mails[contact] & set(sheet.keys)
        }
        for sheet in sheets
    }


def ties_of(sheet: HandSheet, behind: dict[str, str], own: set[str]) -> dict[str, Row]:
    """Whom a member knows, each human once: by the row of their profile, else by that of the least address."""
    ties: dict[str, Row] = {}
    for row in sorted(sheet.rows, key=lambda row: (row.contact != behind[row.contact], row.contact)):
        if row.contact not in own:
            ties.setdefault(behind[row.contact], row)
    return ties


def least(*strengths: float | None) -> float | None:
    """The least of several strengths; None where one is not known."""
    return None if None in strengths else min(s for s in strengths if s is not None)


def down(strength: float | None) -> float:
    """What orders strengths from the greatest down, an unknown one last."""
    return 1.0 if strength is None else -strength


def introducers(  # noqa: C901 - one loop a rule
    sheets: list[HandSheet], asker: str, organisation: str
) -> list[tuple[object, ...]]:
    """One row a target and introducer, the best first: target, introducer, step, via, weakest, opens, reached."""
    behind = humans(sheets)
    names = known_as(sheets, behind)
    ties = {sheet.member: ties_of(sheet, behind, names[sheet.member]) for sheet in sheets}

    def said(one: str, other: str) -> list[Row]:
        return [row for row in ties[one].values() if row.contact in names[other]]

    def link(one: str, other: str) -> tuple[bool, float | None]:
        sides = [[row.strength for row in said(*pair)] for pair in ((one, other), (other, one))]
        known = [[s for s in side if s is not None] for side in sides]
        return bool(sides[0] or sides[1]), max(known[0] or known[1], default=None)

    others = [sheet.member for sheet in sheets if sheet.member != asker]
    first = {other: link(asker, other)[1] for other in others if link(asker, other)[0]}
    places = {m: {r.organisation for r in known.values() if r.organisation} for m, known in ties.items()}
    found = []
    for introducer in others:
        step, via, way = 2, "", None
        if introducer in first:
            step, way = 0, first[introducer]
        else:
            ways = []
            for between, to_via in first.items():
                there, strength = link(between, introducer)
                shut = any(row.ask == "nobody" for row in said(between, introducer))
                if between != introducer and there and not shut:
                    ways.append((down(least(to_via, strength)), between, least(to_via, strength)))
            if ways:
                step, (_, via, way) = 1, min(ways)
        for target, row in ties[introducer].items():
            if row.organisation != organisation or row.ask == "nobody" or (row.ask == "contacts" and step):
                continue
            if target in ties[asker] or row.contact in names[asker]:
                continue
            weakest = least(way, row.strength) if step < 2 else None
            opens = len(places[introducer] - places[asker])
            reached = sum(target in ties[m] for m in ties)
            found.append((step, down(weakest), -opens, target, introducer, via, weakest, opens, reached))
    return [(t, i, s, v, w, o, r) for s, _, _, t, i, v, w, o, r in sorted(found, key=lambda f: f[:5])]
