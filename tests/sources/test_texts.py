"""Counting words and telling texts apart by the thousand gives what Python gives one by one."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weaklib.sources.sheets import texts

LETTERS = "a é語🙂\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x0e\x1b\x85\xa0\u1680\u2000\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
TEXTS = st.lists(st.one_of(st.text(LETTERS, max_size=9), st.text(max_size=9)), max_size=20)


def strings(values: list[str]) -> pa.StringArray:
    return pa.array(values, pa.string())


def test_every_character_parts_words_where_python_says_so() -> None:
    characters = [chr(code) for code in range(1, 0x110000) if not 0xD800 <= code < 0xE000]
    written = [f"a{c}b{c}{c}" for c in characters]
    counted = texts.word_counts(strings(written)).tolist()
    assert counted == [len(text.split()) for text in written]
    assert sum(count > 1 for count in counted) == 29  # so many white spaces Unicode has


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_words_of_any_texts(written: list[str]) -> None:
    assert texts.word_counts(strings(written)).tolist() == [len(text.split()) for text in written]


@given(TEXTS, TEXTS)
@settings(max_examples=200, deadline=None)
def test_equal_texts_have_equal_numbers_wherever_they_stand(before: list[str], written: list[str]) -> None:
    numbers = texts.fingerprints(strings(before + written))[len(before) :]
    assert numbers.tolist() == texts.fingerprints(strings(written)).tolist()
    assert len(set(numbers.tolist())) == len(set(written))


def test_a_part_of_a_column() -> None:
    whole = strings(["one", "", "two words", "three words here", ""])
    assert texts.word_counts(whole[1:4]).tolist() == [0, 2, 3]
    assert texts.fingerprints(whole[2:]).tolist() == texts.fingerprints(whole).tolist()[2:]


def test_nothing_at_all() -> None:
    for empty in (strings([]), strings(["", ""])[:0]):
        assert texts.word_counts(empty).tolist() == []
        assert texts.fingerprints(empty).tolist() == []
    assert texts.word_counts(strings(["", "", ""])).tolist() == [0, 0, 0]


@pytest.mark.parametrize("letters", ["ab ", "語\u3000"])
def test_texts_longer_than_what_is_worked_on_at_once(letters: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "AT_ONCE", 16)
    texts._powers.cache_clear()
    written = ["short", letters * 40, "", letters * 5, letters * 6 + "x", letters * 40, "short", " "]
    assert texts.word_counts(strings(written)).tolist() == [len(text.split()) for text in written]
    numbers = texts.fingerprints(strings(written)).tolist()
    assert (numbers[0], numbers[1]) == (numbers[6], numbers[5])
    assert len(set(numbers)) == len(set(written))
    texts._powers.cache_clear()


def test_small_changes_to_a_text_change_its_number() -> None:
    text = "Shall we meet on Thursday at ten? The number is 0171 555 0123. " * 3
    changed = [text[:i] + chr(ord(text[i]) ^ 1) + text[i + 1 :] for i in range(len(text))]
    swapped = [
        text[:i] + text[j] + text[i + 1 : j] + text[i] + text[j + 1 :]
        for i in range(60)
        for j in range(i + 1, 150)
    ]
    everything = sorted({text, *changed, *swapped})
    assert len(everything) > 5_000
    assert len(set(texts.fingerprints(strings(everything)).tolist())) == len(everything)


def test_the_order_of_mixed_numbers_matters() -> None:
    one, two = np.array([1, 2, 0], dtype=np.uint64), np.array([2, 1, 0], dtype=np.uint64)
    first, second = texts.mixed(one, two).tolist(), texts.mixed(two, one).tolist()
    assert (first[0], first[1]) == (second[1], second[0])
    assert first[0] != first[1]
    assert texts.mixed(one).tolist() != texts.mixed(one, np.zeros(3, dtype=np.uint64)).tolist()


def test_another_process_finds_the_same_numbers() -> None:
    code = """
import pyarrow as pa
from weaklib.sources.sheets.texts import fingerprint, fingerprints, mixed
found = fingerprints(pa.array(["Grüße", "", "x" * 2_000_000]))
print(found.tolist(), mixed(found, found).tolist(), fingerprint(b"Ana"))
"""
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
    assert said != {b""}
