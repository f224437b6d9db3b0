"""The key of a pool: one hash for each spelling of a human, none without the key, and it stays private."""

from __future__ import annotations

import hashlib
import hmac
import stat
from pathlib import Path

import pytest

from tests.pool.pooled import KEY, TODAY, made
from weaklib.book import InputError, Owner
from weaklib.pool.folder import new_pool
from weaklib.pool.key import (
    Key,
    fingerprint,
    is_called,
    key_path,
    mail_hash,
    member_of,
    new_key,
    own_hashes,
    profile_hash,
    read_key,
    write_key,
)
from weaklib.pool.manifest import read_manifest


def test_a_hash_is_the_hmac_of_kind_and_text_cut_to_128_bits() -> None:
    by_hand = hmac.new(bytes(range(32)), b"profile:runa-solheim", hashlib.sha256).hexdigest()[:32]
    assert profile_hash(KEY, "runa-solheim") == by_hand
    by_hand = hmac.new(bytes(range(32)), b"mail:runa@nordlicht.example", hashlib.sha256).hexdigest()[:32]
    assert mail_hash(KEY, "runa@nordlicht.example") == by_hand


@pytest.mark.parametrize(
    "written",
    [
        "zoë-brandt",
        "Zoë-Brandt",
        "https://www.linkedin.com/in/zo%C3%AB-brandt/?trk=x",
        "zoe\u0308-brandt",
        " zoë-brandt/",
    ],
)
def test_all_spellings_of_a_profile_are_one(written: str) -> None:
    assert profile_hash(KEY, written) == profile_hash(KEY, "zoë-brandt")


@pytest.mark.parametrize(
    "written", ["Anna.Berg@Example.org", "mailto:anna.berg@example.org", "<anna.berg@example.org>"]
)
def test_all_spellings_of_an_address_are_one(written: str) -> None:
    assert mail_hash(KEY, written) == mail_hash(KEY, "anna.berg@example.org")


def test_what_tells_no_human_has_no_hash() -> None:
    assert [mail_hash(KEY, each) for each in ("office@x.example", "no address", "")] == ["", "", ""]
    assert profile_hash(KEY, "") == ""


def test_profile_and_address_of_the_same_letters_are_apart() -> None:
    assert profile_hash(KEY, "a@b.example") != mail_hash(KEY, "a@b.example")


def test_a_member_is_called_by_the_first_letters_of_their_profile() -> None:
    owner = Owner(profile="ada-lind", emails=frozenset({"z@x.example", "a@x.example"}))
    hashes = own_hashes(KEY, owner)
    assert hashes == (
        profile_hash(KEY, "ada-lind"),
        mail_hash(KEY, "a@x.example"),
        mail_hash(KEY, "z@x.example"),
    )
    assert member_of(hashes) == hashes[0][:16]


def test_a_member_whose_profile_became_known_later_is_still_called_by_the_address() -> None:
    before = member_of(own_hashes(KEY, Owner(emails=frozenset({"a@x.example"}))))
    now = own_hashes(KEY, Owner(profile="ada-lind", emails=frozenset({"a@x.example"})))
    assert member_of(now) != before
    assert is_called(before, now)
    assert not is_called(before, now[:1])


def test_who_says_nothing_of_themselves_is_asked_to() -> None:
    with pytest.raises(InputError, match=r"do not say who you are; write .* settings\.yaml"):
        own_hashes(KEY, Owner(name="Ada Lind"))


def test_keys_are_drawn_and_never_shown() -> None:
    one, other = new_key("p"), new_key("p")
    assert one.octets != other.octets
    assert len(one.octets) == 32
    assert one.octets.hex() not in repr(one)
    assert str(one.octets) not in repr(one)
    assert fingerprint(one) not in one.octets.hex()


def test_the_key_is_kept_apart_from_the_pool_and_is_the_owners_alone(tmp_path: Path) -> None:
    manifest, key = new_pool(tmp_path / "pool", tmp_path / "data", name="Choir", created=TODAY)
    place = key_path(tmp_path / "data", manifest.pool)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    assert read_key(tmp_path / "data", manifest) == key
    inside = b"".join(path.read_bytes() for path in (tmp_path / "pool").rglob("*") if path.is_file())
    assert key.octets not in inside
    assert key.octets.hex().encode() not in inside
    assert fingerprint(key).encode() in inside


def test_a_key_that_was_handed_over_is_kept(tmp_path: Path) -> None:
    manifest, key = new_pool(tmp_path / "pool", tmp_path / "hers", name="Choir", created=TODAY)
    given = tmp_path / "handed.txt"
    given.write_text(f"  {key.octets.hex().upper()}\n")
    assert read_key(tmp_path / "mine", manifest, given=given) == key
    assert read_key(tmp_path / "mine", manifest) == key
    assert stat.S_IMODE(key_path(tmp_path / "mine", manifest.pool).stat().st_mode) == 0o600


def test_a_missing_wrong_or_torn_key_is_one_sentence(tmp_path: Path) -> None:
    manifest = read_manifest(made().folder)
    with pytest.raises(InputError, match=r"no key of the pool 'Harbour friends' .* --key\.$"):
        read_key(tmp_path, manifest)
    write_key(tmp_path, Key(manifest.pool, bytes(32)))
    with pytest.raises(
        InputError, match=r"is not that of the pool 'Harbour friends' \(its fingerprint is [0-9a-f]{16},"
    ):
        read_key(tmp_path, manifest)
    key_path(tmp_path, manifest.pool).write_text("abc")
    with pytest.raises(InputError, match="holds no key, which is 64 letters"):
        read_key(tmp_path, manifest)
