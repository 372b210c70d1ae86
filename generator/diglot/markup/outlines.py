"""Outlines: what stands in a page that nobody is going to draw. A check needs its links and headings, not its HTML."""

from __future__ import annotations

from collections.abc import Callable

from markdown_it.token import Token

from diglot.markup.documents import Document
from diglot.markup.html import PageWriter, Rendered, render_document
from diglot.markup.inline_notes import inline_notes
from diglot.markup.sanitize import Sanitizer

_TELLING = frozenset({"link_open", "image", "html_inline", "include"})
"""Inline tokens that are more than what they write."""


def outline_document(document: Document, outside: Callable[[str], bool], clean: Sanitizer) -> Rendered:
    """Returns what `render_document` does, but for the HTML."""
    page = _Outline(outside)
    page.document(document)
    if page.raw:
        # What raw HTML brings along is only known once it is written.
        return render_document(document, outside, clean)._replace(html="")
    return page.rendered("", tuple(page.ids))


class _Outline(PageWriter):
    """A page of which only is noted what stands in it; lives for one call of `outline_document`."""

    def _inline(self, token: Token) -> None:
        children = token.children or []
        if "[" in token.content:
            self.notes += inline_notes(token.content, children, self._lines)
        for child in children:
            if child.type in _TELLING:
                self._leaf(child, child.content)

    def _code(self, token: Token) -> None:
        """Notes nothing: there are no links in code."""

    def _html_block(self, token: Token) -> None:
        self.raw = self.raw or bool(token.meta["pieces"])
