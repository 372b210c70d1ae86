"""Keeps track of units through the Markdown parser without leaving a trace in its input.

The parser sees the projection and nothing else, so the page reads exactly as if it had never been bilingual. What is
added is a note, for each inline run and code block, of where the text of each unit begins and ends in its tokens.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from re import compile as pattern
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from diglot.markup.views import Mark, Projection

_MEANING = pattern(r"[!\n$&*:<@\[\\\]_`{~](?:(?<=[^!:])|(?<=!)(?=\[)|(?<=:)(?=//|::))")
"""Where an inline rule of any construct may begin, `www.` aside. All else is text: hyphens, most colons.
It begins with a set, so that `re` skips."""

_NEAR = 512
"""Characters that are looked through first."""


class Stretch(NamedTuple):
    """A part of a token's content that belongs to a unit."""

    start: int
    end: int
    unit: int


class Bound(NamedTuple):
    """Where a unit begins or ends among inline tokens: before character `offset` of token number `token`."""

    token: int
    offset: int
    unit: int
    opens: bool


class _State(StateInline):
    """The inline parser's state, with the bounds that the text rule is to note."""

    edges: Sequence[tuple[int, int, bool]] = ()
    """(offset in the content, unit, begins), in order."""
    bounds: list[Bound]
    due = -1
    """The offset of the first edge that is not noted yet; -1 if all are."""


def mark_units(md: MarkdownIt) -> None:
    """A markdown-it plugin: takes `env["projection"]`, leaves `meta["bounds"]` or `meta["stretches"]` in tokens."""
    md.core.ruler.at("inline", _inline)
    md.inline.ruler.at("text", _text)
    # Joining text tokens would move the bounds; the renderer writes neighbours one after the other anyway.
    md.inline.ruler2.disable("fragments_join")
    md.core.ruler.disable("text_join")


def _inline(state: StateCore) -> None:
    placer = _Placer(state.env["projection"])
    for token in state.tokens:
        kind = token.type
        if kind == "inline":
            if state.inlineMode:
                _trim(token)
            state.env["lines"] = token.map
            place = token.meta.get("cell")
            stretches = placer.cell(*place) if place else placer.block(token, 0)
            _parse(state, token, stretches)
        elif kind in ("code_block", "html_block"):
            token.meta["stretches"] = placer.block(token, 0)
        elif kind == "fence" and not token.meta:
            # With meta data it holds the code of another file.
            token.meta["stretches"] = placer.block(token, 1)


def _trim(token: Token) -> None:
    """Makes one run of a whole document: without the blank lines around it, and on the lines where it stands."""
    lead = len(token.content) - len(token.content.lstrip())
    first = token.content.count("\n", 0, lead)
    token.content = token.content.strip()
    token.map = [first, first + token.content.count("\n") + 1]


def _parse(state: StateCore, token: Token, stretches: list[Stretch]) -> None:
    children: list[Token] = []
    if not stretches:
        token.children = state.md.inline.parse(token.content, state.md, state.env, children)
        return
    inline = _State(token.content, state.md, state.env, children)
    inline.edges = [edge for start, end, unit in stretches for edge in ((start, unit, True), (end, unit, False))]
    inline.bounds = []
    inline.due = inline.edges[0][0]
    state.md.inline.tokenize(inline)
    note_bounds(inline, len(token.content), len(token.content) + 1)
    for rule in state.md.inline.ruler2.getRules(""):
        rule(inline)
    token.children = children
    token.meta["bounds"] = inline.bounds


def _text(state: StateInline, silent: bool) -> bool:
    """Takes text up to the next character that could mean something, or the next `www.`; notes bounds on the way."""
    start = state.pos
    # Many addresses without a scheme are near each other: none of them looks through all of the text behind it.
    near = min(start + _NEAR, state.posMax)
    match = _MEANING.search(state.src, start, near)
    www = state.src.find("www.", start, match.start() if match else near)
    if match is None and www < 0:
        match = _MEANING.search(state.src, start)
        www = state.src.find("www.", start, match.start() if match else state.posMax)
    end = match.start() if match else state.posMax
    if www >= 0:
        # The rule for addresses comes next. Where it makes no link, the first letter is text and we are back.
        end = www
    if not silent and type(state) is _State and state.due >= 0 and (state.due < end or state.due <= start):
        note_bounds(state, start, end)
    if end == start:
        return False
    if not silent:
        state.append_pending(state.src[start:end])
    state.pos = end
    return True


def note_bounds(state: StateInline, start: int, end: int) -> None:
    """Notes which units begin or end from `start` to `end` of the content, all of which is about to become text."""
    if not isinstance(state, _State):
        return
    tokens, pending = len(state.tokens), len(state.pending)
    for i in range(len(state.bounds), len(state.edges)):
        offset, unit, opens = state.edges[i]
        if offset > start and offset >= end:
            state.due = offset
            return
        last = state.tokens[-1] if offset < start and not pending and tokens else None
        if last is not None and last.type == "text_special":
            # Within an escape: `\` before the unit, and its first letter behind.
            state.bounds.append(Bound(tokens - 1, max(0, len(last.content) - (start - offset)), unit, opens))
        elif last is not None and opens and last.type in ("code_inline", "image", "math_inline"):
            # The unit begins within a token that is never split: the token is the unit's.
            state.bounds.append(Bound(tokens - 1, 0, unit, opens))
        else:
            state.bounds.append(Bound(tokens, pending + max(0, offset - start), unit, opens))
    state.due = -1


class _Placer:
    """Finds the content of block tokens in the projection, and with it the units it holds."""

    def __init__(self, projection: Projection) -> None:
        self._text = projection.text
        self._marks = projection.marks
        self._ends = [mark.end for mark in projection.marks]
        self._lines = _line_starts(projection.text) if projection.marks else []

    def block(self, token: Token, skip: int) -> list[Stretch]:
        """Returns the stretches of a token whose content is the ends of its lines, from line `skip` of the token on."""
        if not self._marks or token.map is None:
            return []
        first = token.map[0] + skip
        marks = self._between(self._lines[first], self._lines[min(token.map[1], len(self._lines) - 1)])
        if not marks:
            return []
        pieces, content = [], 0
        for number, line in enumerate(token.content.split("\n"), first):
            if number + 1 >= len(self._lines):
                break
            start, end = self._lines[number], self._lines[number + 1] - 1
            if self._text.endswith(line, start, end):
                pieces.append((content, end - len(line), len(line)))
            elif (found := self._text.rfind(line.strip(), start, end)) >= 0:
                # A heading's closing marks, blanks at the end of a paragraph, a tab that was partly used up.
                pieces.append((content + len(line) - len(line.lstrip()), found, len(line.strip())))
            content += len(line) + 1
        return _stretches(marks, pieces)

    def cell(self, first: int, last: int) -> list[Stretch]:
        """Returns the stretches of a table cell, which stands between these offsets of the projection."""
        marks = self._between(first, last) if self._marks else []
        if not marks:
            return []
        content, *escaped = self._text[first:last].split("\\|")
        if not content.strip() and not escaped:
            return [Stretch(0, 0, mark.unit) for mark in marks]
        pieces = [(0, first, len(content))]
        for part in escaped:
            # `\|` in a cell's line is `|` in its content.
            offset, at, length = pieces[-1]
            pieces.append((offset + length, at + length + 1, len(part) + 1))
        return _stretches(marks, pieces)

    def _between(self, start: int, end: int) -> list[Mark]:
        at = bisect_left(self._ends, start)
        marks = []
        while at < len(self._marks) and self._marks[at].start <= end:
            marks.append(self._marks[at])
            at += 1
        return marks


def _stretches(marks: list[Mark], pieces: list[tuple[int, int, int]]) -> list[Stretch]:
    """Carries marks from the projection to a content made of `pieces`.

    A piece is its offset in the content, its offset in the projection, and its length. Both lists are in order.
    """
    found = []
    first = 0
    for mark in marks:
        while first < len(pieces) and pieces[first][1] + pieces[first][2] < mark.start:
            first += 1
        start, end = -1, -1
        for i in range(first, len(pieces)):
            content, at, length = pieces[i]
            if at > mark.end:
                break
            low, high = max(mark.start, at), min(mark.end, at + length)
            if low < high or (low == high and mark.start == mark.end):
                start = content + low - at if start < 0 else start
                end = content + high - at
        if start >= 0:
            found.append(Stretch(start, end, mark.unit))
    return found


def _line_starts(text: str) -> list[int]:
    starts, at = [0], text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return [*starts, len(text) + 1]
