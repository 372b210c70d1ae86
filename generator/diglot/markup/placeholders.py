"""Placeholders such as `<mailbox>` are text: what looks like a tag but is no HTML element is shown as it was written.

Otherwise the words vanish from both views (`spec/markup.md` 3.5).
"""

from __future__ import annotations

from re import IGNORECASE
from re import compile as pattern

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_inline import StateInline, html_inline

from diglot.markup.sanitize import ELEMENTS

_NAME = pattern(r"</?([A-Za-z][A-Za-z0-9-]*)(?=[\s/>])", IGNORECASE)


def placeholders(md: MarkdownIt) -> None:
    """A markdown-it plugin: raw HTML is what names an HTML element, all else is text."""
    md.inline.ruler.at("html_inline", _inline)
    md.block.ruler.at("html_block", _block, {"alt": ["paragraph", "reference", "blockquote"]})


def _inline(state: StateInline, silent: bool) -> bool:
    return state.src[state.pos] == "<" and not _is_placeholder(state.src, state.pos) and html_inline(state, silent)


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    at = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("<", at) or _is_placeholder(state.src, at):
        return False
    return html_block(state, start, end, silent)


def _is_placeholder(text: str, at: int) -> bool:
    match = _NAME.match(text, at)
    return match is not None and match.group(1).lower() not in ELEMENTS
