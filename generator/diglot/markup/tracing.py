"""The inline parser with a memory: every token knows where in the text it begins and ends."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from diglot.markup.autolinks import autolinks
from diglot.markup.destinations import destinations
from diglot.markup.includes import unread_includes
from diglot.markup.marks import mark_units
from diglot.markup.no_loc import no_loc
from diglot.markup.placeholders import placeholders

_START, _END = "start", "end"


def traced(content: str) -> list[Token]:
    """Returns the inline tokens of a run of Markdown; see `extent` for where each stands in it."""
    # Nothing else can be a link with a text of its own; looking for the end of each bracket takes long.
    md = _parser(with_links="](" in content)
    tokens: list[Token] = []
    state = _Tracing(content, md, {}, tokens)
    md.inline.tokenize(state)
    state.close(len(content) + 1)
    for rule in md.inline.ruler2.getRules(""):
        rule(state)
    for token in tokens:
        token.meta[_END] = min(token.meta[_END], len(content))
    return tokens


def extent(token: Token) -> tuple[int, int]:
    """Returns where a token of `traced` begins and ends in its text."""
    return token.meta[_START], token.meta[_END]


class _Tracing(StateInline):
    """The inline parser's state, which notes in each token where in the content it begins and ends."""

    def __init__(self, src: str, md: MarkdownIt, env: dict[str, object], tokens: list[Token]) -> None:
        super().__init__(src, md, env, tokens)
        self._pending_from = 0
        self._pushed_at = -1
        self._open: list[Token] = []
        """Tokens that were pushed at one place, whose end is not known yet."""

    def append_pending(self, text: str) -> None:
        if not self._pending and not self._pending_buffer:
            self._pending_from = self.pos
            self.close(self.pos)
        super().append_pending(text)

    def pushPending(self) -> Token:
        token = super().pushPending()
        token.meta[_START], token.meta[_END] = self._pending_from, self.pos
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        # The parser is past the bracket of a link when it pushes it.
        is_link = ttype == "link_open" and self.src.startswith("[", self.pos - 1)
        self.close(self.pos - is_link)
        before = self._open[-1] if self._open and self._pushed_at == self.pos else None
        self._pushed_at = self.pos
        token = super().push(ttype, tag, nesting)
        # A run of marks becomes several tokens, all pushed while the parser stands at the first one.
        follows = before is not None and ttype == before.type == "text"
        token.meta[_START] = before.meta[_START] + len(before.content) if before and follows else self.pos
        self._open.append(token)
        return token

    def close(self, end: int) -> None:
        """Notes that what was read so far ends at `end`."""
        if self._open and end > self._open[0].meta[_START]:
            for token in self._open:
                token.meta[_END] = end
            self._open.clear()


@lru_cache(maxsize=2)
def _parser(*, with_links: bool) -> MarkdownIt:
    """Returns the parser of inline Markdown; it holds no state between texts."""
    md = MarkdownIt("commonmark", {"maxNesting": 100}).enable("strikethrough")
    for construct in (mark_units, destinations, autolinks, placeholders, no_loc):
        md.use(construct)
    if with_links:
        md.use(unread_includes)
    else:
        md.disable(["link", "image"])
    # Addresses stay as they are written, whatever they are, as on the page.
    md.normalizeLink = str  # type: ignore[method-assign, assignment]
    md.normalizeLinkText = str  # type: ignore[method-assign, assignment]
    md.validateLink = bool  # type: ignore[method-assign, assignment]
    return md
