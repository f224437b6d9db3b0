r"""Outputs of a notebook in which text stays text: JupyterLab would make a link of TeX in somebody's name.

JupyterLab typesets what stands between dollars or `\(` and `\)`, and what begins with `\begin`, in the HTML
and the Markdown of an output once it is shown, when entities are characters again. So escaping cannot
hold it off; a class can.
"""

from __future__ import annotations

from IPython.display import HTML, Markdown

NO_TEX = "tex2jax_ignore mathjax_ignore"
"""The classes of what is not typeset: for MathJax 2, which nbconvert loads, and for MathJax 3."""
FOR_A_PAGE = "WEAKLIB_FOR_A_PAGE"
"""The variable of the environment that says that nobody sees the notebook: what only it shows is not made."""
BEGIN, END = f'<div class="{NO_TEX}">', "</div>"


class StillHTML(HTML):
    """HTML of a page; nothing in it is typeset."""

    def _repr_html_(self) -> object:
        return _each(super()._repr_html_(), BEGIN, END)  # type: ignore[no-untyped-call]


class StillMarkdown(Markdown):
    """Markdown of a page; nothing in it is typeset. Its `data` is the Markdown alone."""

    def _repr_markdown_(self) -> object:
        shown = super()._repr_markdown_()  # type: ignore[no-untyped-call]
        return _each(shown, f"{BEGIN}\n\n", f"\n\n{END}")


def _each(shown: object, begin: str, end: str) -> object:
    """Put an output between a beginning and an end, whether or not metadata come with it."""
    if isinstance(shown, tuple):
        body, metadata = shown
        return f"{begin}{body}{end}", metadata
    return f"{begin}{shown}{end}"


def unwrapped(markdown: str) -> str:
    """Return the Markdown of an output without what holds JupyterLab off: a page typesets nothing.

    >>> unwrapped(StillMarkdown("**1 circle**")._repr_markdown_())
    '**1 circle**'
    """
    begin, end = f"{BEGIN}\n\n", f"\n\n{END}"
    held = markdown.startswith(begin) and markdown.endswith(end)
    return markdown[len(begin) : -len(end)] if held else markdown
