"""Placeholders such as `<mailbox>` are text: what looks like a tag but is no HTML element is shown as it was written.

Otherwise the words would vanish from both views.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_inline import StateInline, html_inline

from diglot.markup.raw_html import Closings, is_placeholder, whole_element


def placeholders(md: MarkdownIt) -> None:
    """A markdown-it plugin: raw HTML is what names an HTML element, all else is text."""
    md.inline.ruler.at("html_inline", raw_inline)
    md.block.ruler.at("html_block", raw_block, {"alt": ["paragraph", "reference", "blockquote"]})


def raw_inline(state: StateInline, silent: bool) -> bool:
    """An inline rule: a raw tag, or an element that has to be taken whole, becomes an `html_inline` token."""
    if state.src[state.pos] != "<":
        return False
    closings = _closings(state)
    end = whole_element(closings, state.pos)
    if not end:
        return not is_placeholder(closings, state.pos) and html_inline(state, silent)
    if end > state.posMax:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = state.src[state.pos : end]
    state.pos = end
    return True


def raw_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block rule: lines that begin with raw HTML become an `html_block` token."""
    at = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("<", at) or is_placeholder(_closings(state), at):
        return False
    if state.src.startswith("<!--", at) and _last_comment_end(state) < at:
        # It would hide the rest of the page.
        return False
    return html_block(state, start, end, silent)


def _closings(state: StateBlock | StateInline) -> Closings:
    known = state.env.get("closings")
    if not isinstance(known, Closings) or known.text is not state.src:
        known = state.env["closings"] = Closings(state.src)
    return known


def _last_comment_end(state: StateBlock) -> int:
    if "last_comment_end" not in state.env:
        state.env["last_comment_end"] = state.src.rfind("-->")
    return int(state.env["last_comment_end"])
