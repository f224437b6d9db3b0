"""What a kernel of several pages looks through for garbage: not what outlives the first of them."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from weaklib.pages.lighter import settled


@pytest.fixture
def thawed() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.unfreeze()


class Made:
    """Something that refers to itself, as what is laid out of a book does."""

    def __init__(self) -> None:
        self.whole = self


@pytest.mark.usefixtures("thawed")
def test_what_a_later_page_leaves_is_still_found() -> None:
    kept = Made()
    settled()
    many = gc.get_freeze_count()
    assert many > 1_000
    later = weakref.ref(Made())
    settled()
    assert gc.get_freeze_count() <= many
    gc.collect()
    assert later() is None
    assert kept.whole is kept
