"""Temporal edge lists as people have them: any delimiter, header or none, and one sentence on what is wrong."""

from __future__ import annotations

import pandas as pd
import pytest

from weaklib.book import InputError
from weaklib.sources import edge_list
from weaklib.sources.edge_list import read_edge_list

EXPECTED = pd.DataFrame(
    {
        "source": ["ada", "bo"],
        "target": ["bo", "cy"],
        "timestamp": pd.to_datetime(["2004-04-15T14:56:01", "2004-04-16T00:00:00"], utc=True).as_unit("us"),
    }
)


def written(tmp_path, text, *, encoding="utf-8"):
    path = tmp_path / "calls.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    "text",
    [
        "source,target,timestamp\nada,bo,2004-04-15T14:56:01\nbo,cy,2004-04-16\n",
        "ada,bo,2004-04-15T14:56:01\nbo,cy,2004-04-16\n",
        "ada bo 1082040961\nbo cy 1082073600\n",
        "ada bo 2004-04-15 14:56:01\nbo   cy   2004-04-16\n",
        "ada\tbo\t1082040961.0\nbo\tcy\t2004-04-16T02:00+02:00",
        "source;target;timestamp\r\nada;bo;2004-04-15 14:56:01\r\nbo;cy;2004-04-16\r\n",
        "\ufeffsource,target,timestamp\nada,bo,2004-04-15T14:56:01Z\n\nbo,cy,1082073600\n",
        "# SNAP\n% KONECT\nada bo 1082040961\nbo cy 1082073600\n",
        "Time,weight,From,To\n1082040961,3,ada,bo\n1082073600,1,bo,cy\n",
        '"source","target","timestamp"\n"ada", "bo", "2004-04-15T14:56:01"\n"bo", "cy", "2004-04-16"\n',
        "t i j\n1082040961 ada bo\n1082073600 bo cy\n",
    ],
)
def test_every_common_form_is_the_same_table(text, tmp_path):
    found = read_edge_list(written(tmp_path, text))
    pd.testing.assert_frame_equal(found, EXPECTED, check_dtype=False)


def test_names_with_commas_in_quotes_stay_whole(tmp_path):
    found = read_edge_list(written(tmp_path, 'source,target,timestamp\n"Lind, Mara",bo,2026-10-01\n'))
    assert found["source"].tolist() == ["Lind, Mara"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "a,b,2026-10-01\na,b,yesterday\n",
            "row 2, column timestamp: 'yesterday' is no time; write it as 2026",
        ),
        ("a,b,now\n", "row 1, column timestamp: 'now' is no time"),
        ("a,b,2026-10-01\n# x\n\na,b,\n", "row 4, column timestamp: '' is no time"),
        ("a,b,01/02/2026\n", "row 1, column timestamp: '01/02/2026' is no time"),
        ("a,b,inf\n", "'inf' is no time"),
        ("a,b,1082040961000\n", "'1082040961000' is no time in Unix seconds .milliseconds"),
        ("a,b,20261001\na,c,20261002\n", "row 1, column timestamp: '20261001' may be a day or Unix seconds"),
        ("a,b,2026-10-01\n,b,2026-10-01\n", "row 2, column source: is empty; write"),
        (f"a,{'b' * 300},2026-10-01\n", "row 1, column target: has 300 characters; write"),
        ("a,b\n", r"row 1: 2 cells \('a', 'b'\); write source, target and timestamp, or name the columns"),
        ("a,b,3,2026-10-01\n", "row 1: 4 cells .* or name the columns in a first line"),
        ("source,target,timestamp\na,b\n", "row 2: 2 cells .*; give it as many cells as the header"),
        ("who,whom,when\na,b,2026-10-01\n", "row 1, column timestamp: 'when' is no time"),
        ("", "holds no contact"),
        ("source,target,timestamp\n", "holds no contact"),
        (f"a b {'9' * 20_000}\n", "cannot be read as a table .line 1 has 10,000 characters or more"),
        ('a,"b,2026-10-01\na,b,2026-10-01\n', "row 1: 2 cells"),
    ],
)
def test_a_bad_file_gives_one_sentence_with_the_place_and_the_remedy(text, told, tmp_path):
    with pytest.raises(InputError, match=told) as caught:
        read_edge_list(written(tmp_path, text))
    message = str(caught.value)
    assert message.startswith("calls.csv")
    assert message.endswith(".")
    assert "\n" not in message
    assert len(message) < 300


def test_relative_seconds_are_times_like_any_other(tmp_path):
    """As badges count them: 19910101 is then a second among others, and no day."""
    found = read_edge_list(written(tmp_path, "1 2 20\n1 3 19910101\n"))
    assert found["timestamp"].dt.year.tolist() == [1970, 1970]


def test_what_is_no_text_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"calls\.csv is no text in UTF-8; save it as CSV"):
        read_edge_list(written(tmp_path, "a,b,2026-10-01\n", encoding="utf-16"))


def test_what_is_no_file_is_refused(tmp_path):
    for path in (tmp_path, tmp_path / "nowhere.csv"):
        with pytest.raises(InputError, match="is no file; name the edge list itself"):
            read_edge_list(path)


def test_a_list_that_is_too_large_is_refused_before_it_fills_the_memory(tmp_path, monkeypatch):
    path = written(tmp_path, "a,b,2026-10-01\n" * 4)
    monkeypatch.setattr(edge_list, "MOST_ROWS", 3)
    with pytest.raises(InputError, match=r"calls\.csv has more than 3 contacts; take a shorter time"):
        read_edge_list(path)
    monkeypatch.setattr(edge_list, "LARGEST", 10)
    with pytest.raises(InputError, match=r"calls\.csv is larger than"):
        read_edge_list(path)
