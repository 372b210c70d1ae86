"""Depth: what is nested so deeply that no reader could follow is shown as the text it is, instead of being dropped."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from diglot.markup.notes import note

DEEPEST = 90
"""Levels of blocks within blocks. The parser gives up at `maxNesting`, and drops what it has not read by then."""


def nesting(md: MarkdownIt) -> None:
    """A markdown-it plugin: a block rule before all others that ends the descent."""
    md.block.ruler.before("table", "nesting", _too_deep, {"alt": []})


def _too_deep(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.level < DEEPEST or silent:
        return False
    if not state.env.get("too_deep"):
        state.env["too_deep"] = True
        first = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]][:40]
        message = (
            f"`{first}` stands {DEEPEST} levels deep in lists and quotes; what is deeper is shown as text; split it up"
        )
        note(state.env, "too-deep", message, start, start + 1, first)
    text = state.getLines(start, end, state.blkIndent, False)
    if text.strip():
        state.push("paragraph_open", "p", 1).map = [start, end]
        inline = state.push("inline", "", 0)
        inline.content, inline.map, inline.children = text.strip(), [start, end], []
        state.push("paragraph_close", "p", -1)
    state.line = end
    return True
