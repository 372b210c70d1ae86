"""Formulas in TeX, on sites that have them: `$x$` in a sentence, `$$` around those that stand by themselves.

They are written as their authors wrote them; `site/assets/math` draws them in the browser. The rules are those of
Markdig and Pandoc: no blank follows the opening `$`, none precedes the closing one, and the next `$` is the closing one
or there is no formula. Letters and digits right outside make it money or a name; letters of scripts that put no blanks
between words do not.
"""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter
from re import DOTALL
from re import compile as pattern
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

FENCE = "$$"
_DOLLARS = pattern(r"\\.|\$+", DOTALL)
_BOUNDARY = pattern(r"[A-Za-z0-9]")


class _Run(NamedTuple):
    """One or more `$` in a row."""

    start: int
    length: int
    closes: bool
    """Tells whether a formula may end here."""


def math(md: MarkdownIt) -> None:
    """A markdown-it plugin: `math_inline` tokens, whose `info` is `inline` or `block`, and fences marked with `$$`."""
    md.block.ruler.before("fence", "math", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.inline.ruler.before("escape", "math", _inline)


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not _is_mark(state, start) or state.is_code_block(start):
        return False
    close = start + 1
    while close < end and not _is_mark(state, close):
        if state.sCount[close] < state.blkIndent and not state.isEmpty(close):
            return False
        close += 1
    if close >= end or state.sCount[close] < state.blkIndent:
        return False
    if not silent:
        token = state.push("fence", "", 0)
        token.content = state.getLines(start + 1, close, state.sCount[start], True)
        token.markup, token.map = FENCE, [start, close + 1]
        state.line = close + 1
    return True


def _is_mark(state: StateBlock, line: int) -> bool:
    first = state.bMarks[line] + state.tShift[line]
    return state.src.startswith(FENCE, first) and not state.src[first + 2 : state.eMarks[line]].strip()


def _inline(state: StateInline, silent: bool) -> bool:
    src, start = state.src, state.pos
    if src[start] != "$":
        return False
    count = 2 if src.startswith("$$", start) else 1
    if not _opens(src, start, count):
        return False
    # They are looked for once: a search from each mark that opens nothing would take its square.
    runs: list[_Run] = vars(state).get("dollars") or _runs(src)
    vars(state)["dollars"] = runs
    at = bisect_right(runs, start, key=attrgetter("start"))
    if at == len(runs):
        return False
    close, closing, closes = runs[at]
    if closing != count or not closes or close + count > state.posMax:
        return False
    if not silent:
        token = state.push("math_inline", "", 0)
        token.content = src[start + count : close]
        token.info = "block" if count == 2 else "inline"
    state.pos = close + count
    return True


def _opens(src: str, start: int, count: int) -> bool:
    after = src[start + count : start + count + 1]
    if after in ("", "$") or (count == 1 and after.isspace()):
        return False
    before = src[start - 1] if start else " "
    return before != "$" and _BOUNDARY.match(before) is None


def _runs(src: str) -> list[_Run]:
    return [
        _Run(
            match.start(),
            len(match[0]),
            _BOUNDARY.match(src, match.end()) is None
            and (len(match[0]) == 2 or not src[max(0, match.start() - 1)].isspace()),
        )
        for match in _DOLLARS.finditer(src)
        if match[0][0] == "$"
    ]
