"""Placeholders such as `<mailbox>` are text: what looks like a tag but is no HTML element is shown as it was written.

Otherwise the words would vanish from both views.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_inline import StateInline, html_inline

from diglot.markup.raw_html import is_placeholder, whole_element


def placeholders(md: MarkdownIt) -> None:
    """A markdown-it plugin: raw HTML is what names an HTML element, all else is text."""
    md.inline.ruler.at("html_inline", _inline)
    md.block.ruler.at("html_block", _block, {"alt": ["paragraph", "reference", "blockquote"]})


def _inline(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "<":
        return False
    end = whole_element(state.src, state.pos)
    if not end:
        return not is_placeholder(state.src, state.pos) and html_inline(state, silent)
    if end > state.posMax:
        return False
    if not silent:
        state.push("html_inline", "", 0).content = state.src[state.pos : end]
    state.pos = end
    return True


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    at = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("<", at) or is_placeholder(state.src, at):
        return False
    if state.src.startswith("<!--", at) and _last_comment_end(state) < at:
        # It would hide the rest of the page.
        return False
    return html_block(state, start, end, silent)


def _last_comment_end(state: StateBlock) -> int:
    if "last_comment_end" not in state.env:
        state.env["last_comment_end"] = state.src.rfind("-->")
    return int(state.env["last_comment_end"])
