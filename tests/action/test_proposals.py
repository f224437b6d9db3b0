"""What is proposed: every situation that was labelled by hand, and how many of all were told right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.action.proposed_books import SITUATIONS, book_of, expected, ledger_of, told_of
from weaklib.action.proposals import proposals


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda each: each["situation"])
def test_what_is_proposed(situation: dict, tmp_path: Path) -> None:
    book, ledger = book_of(situation), ledger_of(situation, tmp_path)
    found = proposals(book, ledger, as_of=situation.get("as_of"))
    assert told_of(found) == expected(situation)
