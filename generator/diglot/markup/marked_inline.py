"""Writes the inline tokens of a block with every unit's text inside elements that name it.

A unit may need several elements (it may begin outside of a bold run and end inside), never overlapping ones.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from html import escape

from markdown_it.token import Token

from diglot.markup.marks import Bound


class Spans:
    """Writes the elements that name units, and remembers which units have one; lives as long as its page."""

    def __init__(self, numbers: Sequence[str]) -> None:
        """Takes the numbers of the page's units."""
        self._tags = [f'<span data-unit="{escape(number)}">' for number in numbers]
        self._placed = [False] * len(numbers)

    def begin(self, unit: int) -> str:
        """Returns the start tag of a unit; its end tag is `</span>`."""
        self._placed[unit] = True
        return self._tags[unit]

    def is_placed(self, unit: int) -> bool:
        """Tells whether a part of the unit has been written."""
        return self._placed[unit]

    def missing(self) -> str:
        """Returns empty elements for the units that no reader sees: in a link's definition, in a comment."""
        tags = [tag + "</span>" for tag, placed in zip(self._tags, self._placed, strict=True) if not placed]
        return f"<div hidden>{''.join(tags)}</div>\n" if tags else ""


def write_marked(
    children: list[Token], bounds: list[Bound], spans: Spans, leaf: Callable[[Token, str], str], out: list[str]
) -> None:
    """Writes `children` to `out`. `leaf` returns the HTML of one token, of which only the given content is meant."""
    _Writer(children, bounds, spans, leaf, out).write()


def is_raw(token: Token) -> bool:
    """Tells whether a token is a raw tag: one that may open or close anything. `<br>` and comments are not."""
    content = token.content
    return token.type == "html_inline" and content != "" and content[:3].lower() != "<br" and content[1] not in "!?"


class _Writer:
    """Where we are in a block; lives for one call of `write_marked`."""

    def __init__(
        self,
        children: list[Token],
        bounds: list[Bound],
        spans: Spans,
        leaf: Callable[[Token, str], str],
        out: list[str],
    ) -> None:
        self._children = children
        self._bounds = bounds
        self._spans = spans
        self._leaf = leaf
        self._out = out
        self._next = 0
        """The bound that is to be passed next."""
        self._unit: int | None = None
        """The unit we are in."""
        self._open = 0
        """1 + the number of elements open inside the span that is being written; 0 if none is."""
        self._ends = _ends(children)
        self._raw = [i for i, token in enumerate(children) if is_raw(token) or token.type == "include"]

    def write(self) -> None:
        for i, token in enumerate(self._children):
            if self._is_due(i, 0):
                self._pass(i, 0)
            if token.type in ("text", "text_special"):
                self._text(i, token)
            elif token.nesting > 0:
                self._enter(i, token)
            elif token.nesting < 0:
                self._leave(token)
            elif is_raw(token) or token.type == "include" or (token.type == "html_inline" and not token.content):
                # A raw tag may open or close anything, an included file has units of its own: spans keep out of it.
                self._end_span()
                self._out.append(self._leaf(token, token.content))
            else:
                self._begin_span()
                self._out.append(self._leaf(token, token.content))
        self._pass(len(self._children), 0)
        self._end_span()

    def _text(self, i: int, token: Token) -> None:
        content, done = token.content, 0
        while self._next < len(self._bounds) and self._bounds[self._next].token == i:
            offset = self._bounds[self._next].offset
            self._run(token, content[done:offset])
            done = max(done, offset)
            self._pass(i, offset)
        self._run(token, content[done:] if done else content)

    def _run(self, token: Token, content: str) -> None:
        if content:
            self._begin_span()
            self._out.append(self._leaf(token, content))

    def _is_due(self, token: int, offset: int) -> bool:
        return self._next < len(self._bounds) and self._bounds[self._next][:2] <= (token, offset)

    def _pass(self, token: int, offset: int) -> None:
        """Takes in all bounds up to this place."""
        while self._is_due(token, offset):
            bound = self._bounds[self._next]
            self._next += 1
            if not bound.opens and not self._spans.is_placed(bound.unit):
                self._end_span()
                self._out.append(self._spans.begin(bound.unit) + "</span>")
            self._end_span()
            self._unit = bound.unit if bound.opens else None

    def _enter(self, i: int, token: Token) -> None:
        if self._unit is not None and self._is_whole(i, self._ends.get(i, i)):
            self._begin_span()
        else:
            self._end_span()
        self._out.append(self._leaf(token, ""))
        if self._open:
            self._open += 1

    def _leave(self, token: Token) -> None:
        if self._open == 1:
            self._end_span()
        elif self._open:
            self._open -= 1
        self._out.append(self._leaf(token, ""))

    def _is_whole(self, first: int, last: int) -> bool:
        """Tells whether the element from token `first` to `last` is all in the unit we are in, and free of raw tags."""
        ends_after = self._next < len(self._bounds) and self._bounds[self._next].token > last
        return ends_after and bisect_right(self._raw, first) == bisect_right(self._raw, last)

    def _begin_span(self) -> None:
        if self._unit is not None and not self._open:
            self._out.append(self._spans.begin(self._unit))
            self._open = 1

    def _end_span(self) -> None:
        if self._open:
            self._out.append("</span>")
            self._open = 0


def _ends(children: list[Token]) -> dict[int, int]:
    """Returns for each opening token the number of the one that closes it."""
    found, stack = {}, []
    for i, token in enumerate(children):
        if token.nesting > 0:
            stack.append(i)
        elif token.nesting < 0 and stack:
            found[stack.pop()] = i
    return found
