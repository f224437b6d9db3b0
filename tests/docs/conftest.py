"""One folder for all that the documentation says to type: the example in it, and nothing of anybody's."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.docs.pages import ROOT


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as after `make report`: data/example is there, and the notebooks."""
    place = tmp_path_factory.mktemp("docs")
    shutil.copytree(ROOT / "data" / "example", place / "data" / "example")
    return place
