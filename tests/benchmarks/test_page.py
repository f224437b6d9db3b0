"""The page of the benchmarks: everything that was printed, with its verdict, and what was not kept is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.__main__ import KINDS
from tests.benchmarks.page import Page, question_of


def test_what_is_printed_is_kept_and_still_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = Page()

    def fast() -> bool:
        print("ours 0.2 CPU-s, 3.1 times as quick as the peer")
        return True

    def slow() -> bool:
        print("FAIL: under 2 floors")
        return False

    assert page.part("How quick is a thing", fast)
    assert not page.part("How slow is another", slow)
    page.write(tmp_path / "page.md", "2026-11-28")
    text = (tmp_path / "page.md").read_text(encoding="utf-8")
    assert "| How quick is a thing | kept |\n| How slow is another | **not kept** |" in text
    assert "## How quick is a thing\n\nkept.\n\n```text\nours 0.2 CPU-s, 3.1 times as quick" in text
    assert "make bench` on 2026-11-28: " in text
    assert "FAIL: under 2 floors" in capsys.readouterr().out


def test_every_benchmark_asks_a_question_of_its_own() -> None:
    questions = [question_of(kind) for kind in KINDS]
    assert len(set(questions)) == len(questions)
    assert all(question and not question.startswith("tests.") for question in questions)
