"""Words and tables: text of an export stays text, and numbers read as people write them."""

from __future__ import annotations

import html

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from weaklib.pages import page, prose, reach

HOSTILE = (
    "<script>alert(1)</script>",
    '<img src="http://evil.example/x" onerror="alert(1)">',
    "[x](javascript:alert(1))",
    "![x](http://evil.example/x.png)",
    "http://evil.example/ www.evil.example me@evil.example",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "`code` **bold** _it_ ~~gone~~ a | b",
    "    indented",
    "&lt;b&gt; &#60;b&#62;",
    "$\\href{http://evil.example}{x}$ $$x$$",
    "--- *** ===",
    "\\<b\\>",
    "[x]: http://evil.example",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_an_export_is_text_in_markdown(text: str) -> None:
    """As a paragraph of its own, in bold, and in a list: no tag comes of it, and the reader sees it whole."""
    shown = html.escape(" ".join(text.split()), quote=False)
    for before, after in (("", ""), ("**", "**"), ("- ", ""), ("so ", " it is")):
        made = page.to_html(f"{before}{prose.safe(text)}{after}")
        inside = made.replace("&quot;", '"').replace("&#x27;", "'")
        assert shown in inside
        assert set(page.re.findall(r"<(\w+)", made)) <= {"p", "strong", "ul", "li"}


@given(st.text())
def test_whatever_the_text_no_tag_comes_of_it(text: str) -> None:
    made = page.to_html(f"so {prose.safe(text)} it is")
    assert page.re.findall(r"<(\w+)", made) == ["p"]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_an_export_is_text_in_a_table(text: str) -> None:
    made = prose.table(pd.DataFrame({text: [text], "many": [(text, "b")]}), caption=text).data
    tags = set(page.re.findall(r"<(\w+)", made))
    assert tags - {"wbr"} == {"div", "table", "caption", "thead", "tbody", "tr", "th", "td"}
    assert "evil.example" not in made
    assert prose.safe(text) in made.replace("<wbr>", "")


def test_letters_that_hide_or_turn_are_left_out() -> None:
    assert prose.safe("a\u202eb\u0007c\ud800d") == "abcd"
    kept = "می\u200cخواهم 👩\u200d🔬"
    assert html.unescape(prose.safe(kept)) == kept


def test_raw_html_and_javascript_links_die_in_markdown() -> None:
    """Also where a notebook forgot to escape: the page's Markdown knows no HTML."""
    made = page.to_html(
        "<b onclick=x>a</b>\n\n<script>x</script>\n\n[y](javascript:alert(1)) ![z](data:text/html,x)"
    )
    assert "<b" not in made
    assert "<script" not in made
    assert "javascript:" not in made
    assert "data:text/html" not in made


def test_a_table_names_its_gaps() -> None:
    frame = pd.DataFrame(
        {
            "day": [pd.Timestamp("2026-03-01"), pd.NaT],
            "share": [0.256, float("nan")],
            "n": [1200, 3],
            "t": ["a", None],
        }
    )
    made = prose.table(frame).data
    assert made.count("–</td>") + made.count("–</th>") == 3
    assert "1 March 2026" in made
    assert ">0.26<" in made
    assert ">1,200<" in made
    assert "nan" not in made.lower()


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "yesterday"),
        (13, "13 days ago"),
        (20, "2 weeks ago"),
        (70, "2 months ago"),
        (1500, "4 years ago"),
    ],
)
def test_how_long_ago(days: int, words: str) -> None:
    day = pd.Timestamp("2026-10-31")
    assert prose.ago(day - pd.Timedelta(days=days), day) == words


def test_never_and_not_known() -> None:
    assert prose.ago(pd.NaT, pd.Timestamp("2026-10-31")) == "never"
    assert prose.day(None) == "not known"


def test_whom_ties_lead_to_comes_heaviest_first() -> None:
    graph = nx.Graph()
    graph.add_edge("ann", "bea", weight=1.0)
    graph.add_edge("ann", "cyd", weight=0.2)
    graph.add_edge("ann", "dan", weight=0.9)
    graph.add_edge("ann", "eva", weight=0.9)
    circles = pd.Series({"ann": "crew", "bea": "crew", "cyd": "choir", "dan": "law", "eva": None})
    assert reach.leads_to(graph, circles) == {
        "ann": ["law", "choir"],
        "cyd": ["crew"],
        "dan": ["crew"],
        "eva": ["crew"],
    }


def test_doors_come_with_circles_first() -> None:
    ties = pd.DataFrame({"strength": [0.2, 0.9]}, index=["ann", "bea"])
    opens = pd.Series({"ann": ("organisation Alba", "circle law"), "bea": ("organisation Brot",)})
    found = reach.doors(ties, pd.DataFrame({"opens": opens}))
    assert found[["way", "person"]].to_numpy().tolist() == [
        ["circle law", "ann"],
        ["organisation Brot", "bea"],
        ["organisation Alba", "ann"],
    ]


def test_nothing_in_an_output_is_typeset_and_a_page_shows_it_as_it_was() -> None:
    """JupyterLab's own word for what it must not typeset is a class; the page, which has no TeX, leaves it out."""
    told = prose.markdown(f"- {prose.safe('$x$')}")
    shown = told._repr_markdown_()
    assert shown.startswith('<div class="tex2jax_ignore mathjax_ignore">\n\n- ')
    assert page.to_html(shown) == page.to_html(told.data)
    assert "$x$" in html.unescape(page.to_html(shown))
    for output in (prose.table(pd.DataFrame({"a": ["$x$"]})), prose.cards({"$x$": (1, "$x$")})):
        assert output._repr_html_().startswith('<div class="tex2jax_ignore mathjax_ignore"><')
