"""Pools of any size, made up: who knows whom follows communities and popularity, as in real networks.

People belong to communities, and a few are known to very many: how popular somebody is follows a power law.
A member knows mostly people of the own community. What a sheet tells of a person is the same in all of them
but for the gaps: some members know a profile, others a mail address alone. Members are people too.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from weaklib.measures.classes import CLASSES
from weaklib.pool.manifest import NAME, Manifest, write_manifest
from weaklib.pool.sheet import Said

DAY = dt.date(2026, 11, 1)
FINGERPRINT = "0123456789abcdef"
FUNCTIONS = ("engineering", "sales", "research", "data", "finance", "design")
RANKS = ("executive", "director", "manager", "senior", "junior")
FIELDS = ("energy", "health", "education", "software", "public sector", "research", "finance", "media")
PLACES = ("Tromvik", "Karlsruhe", "Porto", "Lyon")

SCHEMA = pa.schema(
    [
        ("contact", pa.string()),
        ("mails", pa.list_(pa.string())),
        *(
            (name, pa.string())
            for name in ("organisation", "function", "seniority", "field", "place", "class")
        ),
        ("strength", pa.float32()),
        ("ask", pa.string()),
    ]
)


@dataclass(frozen=True)
class Population:
    """Whom members may know: one place an array for each person; `starts` is where a community begins."""

    profiles: pa.Array
    mails: pa.Array
    told: dict[str, pa.Array]
    starts: np.ndarray
    reach: np.ndarray


def population(people: int, *, organisations: int, community: int, seed: int = 0) -> Population:
    """Make up people; the first of a community are the best known in it."""
    random = np.random.default_rng(seed)
    starts = np.arange(0, people, community)
    # a community works mostly at organisations of its own, and the sizes of these follow a power law too
    zipf = np.minimum(random.zipf(1.3, people), organisations) - 1
    own = (np.arange(people) // community * 7919 + zipf) % organisations
    workplace = np.where(random.random(people) < 0.7, own, zipf)
    told = {
        "organisation": _words([f"Works {n:06d}" for n in range(organisations)], workplace, random, 0.1),
        "function": _words(FUNCTIONS, random.integers(0, len(FUNCTIONS), people), random, 0.3),
        "seniority": _words(RANKS, random.integers(0, len(RANKS), people), random, 0.4),
        "field": _words(FIELDS, workplace % len(FIELDS), random, 0.3),
        "place": _words(PLACES, random.integers(0, len(PLACES), people), random, 0.6),
    }
    return Population(
        _hashes(people, random),
        _hashes(people, random),
        told,
        starts,
        np.minimum(starts + community, people),
    )


def make_pool(folder: Path, *, members: int, ties: int, people: int = 0, seed: int = 0) -> tuple[str, ...]:
    """Write a pool of so many members with so many ties each, and return what the members are called.

    Parameters
    ----------
    folder
        Where; it is made.
    members, ties
        How many, and how many contacts each of them shares.
    people
        How many there are to be known; by default so many that one is known to five members.
    seed
        The same makes the same pool.
    """
    random = np.random.default_rng(seed + 1)
    everyone = max(people or members * ties // 5, 4 * ties, 2 * members)
    known = population(
        everyone, organisations=max(everyone // 50, 4), community=max(everyone // 50, 2 * ties)
    )
    manifest(folder)
    return tuple(
        _write_sheet(folder, known, home, ties=ties, random=random) for home in _homes(known, members, random)
    )


def manifest(folder: Path, *, k: int = 5) -> Manifest:
    """Write what a made-up pool says of itself, and return it."""
    (folder / "sheets").mkdir(parents=True, exist_ok=True)
    says = {"name": "Made up", "pool": "made-up", "schema": 1, "k": k, "created": DAY}
    told = Manifest.model_validate({**says, "fingerprint": FINGERPRINT})
    if not (folder / NAME).exists():
        write_manifest(folder, told)
    return told


def said(member: str, keys: tuple[str, ...], **other: object) -> Said:
    """Return what a made-up sheet says of its member."""
    says = {"schema": 1, "pool": "made-up", "fingerprint": FINGERPRINT, "member": member, "keys": keys}
    says |= {"alias": f"M {member[:4]}", "named_as_broker": False, "ask": ""}
    says |= {"written": DAY, "expires": dt.date(DAY.year + 1, DAY.month, DAY.day)}
    return Said.model_validate({**says, **other})


def write_rows(folder: Path, rows: pa.Table, says: Said) -> Path:
    """Write a sheet as it would lie in a pool, without the care that a real one takes."""
    path = folder / "sheets" / f"{says.member}.parquet"
    told = {b"weaklib": says.model_dump_json(by_alias=True)}
    with pq.ParquetWriter(path, SCHEMA, compression="zstd", store_schema=False) as writer:
        writer.write_table(rows.select(SCHEMA.names).cast(SCHEMA))
        writer.add_key_value_metadata(told)
    return path


def _homes(known: Population, members: int, random: np.random.Generator) -> list[int]:
    """Draw who the members are: those who are well known in their communities more often, as friends ask friends."""
    draws = random.random((2, 8 * members))
    community = (len(known.starts) * draws[0]).astype(int)
    sizes = known.reach[community] - known.starts[community]
    drawn = known.starts[community] + (sizes * draws[1] ** 3).astype(int)
    return random.permutation(np.unique(drawn))[:members].tolist()


def _write_sheet(
    folder: Path, known: Population, home: int, *, ties: int, random: np.random.Generator
) -> str:
    profile, mail = known.profiles[home].as_py(), known.mails[home].as_py()
    member = profile[:16]
    says = said(member, (profile, mail), named_as_broker=bool(random.random() < 0.3))
    write_rows(folder, _rows(known, _whom(known, home, ties, random), random), says)
    return member


def _whom(known: Population, home: int, ties: int, random: np.random.Generator) -> np.ndarray:
    """Draw whom a member knows: three quarters from the own community, the popular ones more often."""
    community = int(np.searchsorted(known.starts, home, side="right")) - 1
    start, end = known.starts[community], known.reach[community]
    draws = random.random(6 * ties)
    inside = start + ((end - start) * draws**2).astype(int)
    outside = (known.reach[-1] * random.random(6 * ties) ** 3).astype(int)
    drawn = np.where(random.random(6 * ties) < 0.75, inside, outside)
    distinct = drawn[np.sort(np.unique(drawn, return_index=True)[1])]
    return distinct[distinct != home][:ties]


def _rows(known: Population, whom: np.ndarray, random: np.random.Generator) -> pa.Table:
    count = len(whom)
    places = pa.array(whom)
    profiles, mails = known.profiles.take(places), known.mails.take(places)
    by_mail = random.random(count) < 0.1
    has_mail = by_mail | (random.random(count) < 0.3)
    lists = pa.ListArray.from_arrays(
        pa.array(np.concatenate([[0], np.cumsum(has_mail)]), pa.int32()), mails.filter(pa.array(has_mail))
    )
    strength = np.where(random.random(count) < 0.15, np.nan, np.round(random.beta(1.5, 4, count), 1))
    columns = {
        "contact": pc.if_else(pa.array(by_mail), mails, profiles),
        "mails": lists,
        **{name: values.take(places).dictionary_decode() for name, values in known.told.items()},
        "class": pa.array(np.array(CLASSES)[random.integers(0, len(CLASSES), count)]),
        "strength": pa.array(strength.astype("float32")),
        "ask": pa.array(
            np.array(["anyone", "contacts", "nobody"])[random.choice(3, count, p=[0.8, 0.15, 0.05])]
        ),
    }
    return pa.table(columns).sort_by("contact")


def _words(words: object, codes: np.ndarray, random: np.random.Generator, gaps: float) -> pa.DictionaryArray:
    missing = random.random(len(codes)) < gaps
    return pa.DictionaryArray.from_arrays(
        pa.array(codes.astype("int32"), mask=missing), pa.array(list(words))
    )


def _hashes(count: int, random: np.random.Generator) -> pa.Array:
    text = random.bytes(16 * count).hex().encode()
    offsets = np.arange(0, 32 * (count + 1), 32, dtype="int32")
    return pa.StringArray.from_buffers(count, pa.py_buffer(offsets), pa.py_buffer(text))
