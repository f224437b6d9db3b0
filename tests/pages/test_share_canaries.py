"""A fresh word in every field of the inputs: none is in the shared page, whatever layer is laid open."""

from __future__ import annotations

import base64
import gzip
import zlib
from pathlib import Path
from urllib.parse import quote

import nbformat
import numpy as np
import pytest

from tests.pages.made import place
from tests.pages.share_canaries import found_in, opened, planted
from weaklib.book import InputError
from weaklib.pages.notebooks import notebooks_folder
from weaklib.pages.report import run_report
from weaklib.pages.share.preview import preview

SHOWN_TO_THE_OWNER = (
    *("Connections.csv First Name", "Connections.csv Company", "settings name", "goals roles"),
    *(
        "templates reconnect",
        "people.csv rename",
        "Outlook contacts Company",
        "mail From",
        "vCard FN",
        "a file",
    ),
)
"""Of the fields in which canaries are planted some that the private report shows: the control."""
LETTING_NAMES_THROUGH = """\
from weaklib.pages.share import protection
protection.called = lambda circles, names: {name: (name, int(value)) for name, value in circles.items()}
"""
"""A first cell by which circles keep the names that they have in the private report."""
WITHOUT_THE_LIST = LETTING_NAMES_THROUGH + (
    "from weaklib.pages.share import shared\nshared.is_ours = lambda *_, **__: True\n"
)
"""The same, with the allow-list off."""


@pytest.fixture(scope="module")
def exports() -> tuple[Path, dict[str, str]]:
    """The inputs, and what was planted where."""
    return planted(place() / "canaries")


def report(exports: tuple[Path, dict[str, str]], notebook: str | Path) -> Path:
    """The page of a notebook for these inputs."""
    return run_report(exports[0], reports=place() / "canary-pages", notebook=notebook)


def mutant(name: str, first: str) -> Path:
    """The shared report's notebook with another first cell."""
    notebook = nbformat.read(notebooks_folder() / "report-shared.ipynb", as_version=4)
    notebook.cells.insert(2, nbformat.v4.new_code_cell(first, metadata={"tags": ["notebook-only"]}))
    path = place() / name
    nbformat.write(notebook, path)
    return path


def test_no_canary_is_in_the_shared_page_and_many_are_in_the_private_one(
    exports: tuple[Path, dict[str, str]],
) -> None:
    canaries = exports[1]
    assert len(canaries) > 600
    shared, private = report(exports, "report-shared"), report(exports, "report")
    assert found_in(shared, canaries) == {}
    seen = found_in(private, canaries)
    assert len(seen) >= 30, seen
    assert {*SHOWN_TO_THE_OWNER} <= {*seen.values()}
    names = [shared.name, *(str(part) for part in exports[0].parts)]
    assert not set(names[1:-2]) & set(opened(shared.read_text(encoding="utf-8"), depth=1))
    assert str(exports[0]) not in shared.read_text(encoding="utf-8")


def test_no_canary_is_in_the_preview(exports: tuple[Path, dict[str, str]]) -> None:
    listed = preview(str(exports[0]))
    text = (listed.table.to_csv() + " ".join(listed.sentences)).lower()
    assert [where for word, where in exports[1].items() if word in text] == []


def test_with_the_allow_list_off_a_canary_is_found(exports: tuple[Path, dict[str, str]]) -> None:
    """The mutant: the test above would be red."""
    page = report(exports, mutant("report-unlisted.ipynb", WITHOUT_THE_LIST))
    assert found_in(page, exports[1])


def test_with_the_allow_list_on_the_same_leak_is_refused(exports: tuple[Path, dict[str, str]]) -> None:
    """And the message does not repeat what was refused."""
    with pytest.raises(InputError, match="a label of the table 'circle'") as refused:
        report(exports, mutant("report-leaking.ipynb", LETTING_NAMES_THROUGH))
    assert not [word for word in exports[1] if word in str(refused.value).lower()]


@pytest.mark.parametrize(
    "wrapped",
    [
        "&#99;anarybird",
        "<!-- canarybird -->",
        "<i title='canarybird'>",
        "can<wbr>ary<b>bird</b>",
        "\\u0063anarybird",
        "data:text/plain,%63anarybird",
        base64.b64encode(b"a canarybird in an array of bytes").decode(),
        base64.b64encode("canarybird".encode("utf-16-le")).decode(),
        '<script type="application/json">[{"x": {"canary\\u0062ird": 1}}]</script>',
        f"<img src='data:image/png;base64,{base64.b64encode(b'&#99;anarybird &amp; others').decode()}'>",
        "&amp;#99;anarybird",
        "<svg><title>canarybird</title></svg>",
        "<svg><path d='M0 0' data-x='canarybird'/></svg>",
        f"data:text/html,{quote(base64.b64encode(b'a canarybird in percents').decode(), safe='')}",
        base64.b64encode(gzip.compress(b"a canarybird that was packed", mtime=0)).decode(),
        base64.b64encode(zlib.compress(b"a canarybird that was packed")).decode(),
        base64.b64encode(zlib.compress(b"a canarybird that was packed", wbits=-15)).decode(),
        base64.b64encode(np.array([*map(ord, "a canarybird")], dtype="<i4").tobytes()).decode(),
        b"a canarybird".hex(),
    ],
)
def test_every_layer_is_laid_open(wrapped: str, tmp_path: Path) -> None:
    """Else that none is found would mean nothing."""
    (tmp_path / "page.html").write_text(f"<p>{wrapped}</p>", encoding="utf-8")
    assert found_in(tmp_path / "page.html", {"canarybird": "here"})
