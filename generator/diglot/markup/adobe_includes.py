"""Includes of Adobe's Markdown: `{{$include /help/_includes/note.md}}`, alone on a line or in a sentence.

The path begins at the top of the repository, where `help` is the folder of the articles; that may be the folder of the
locale itself. What cannot be included is shown as it was written. Other words in `{{…}}` are text.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from re import compile as pattern
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from diglot.markup.includes import included, write_block
from diglot.markup.library import attachment
from diglot.urls import ADOBE_ROOT

_INCLUDE = pattern(r"\{\{\$include[ \t]++([^{}\n]++)\}\}")
_FOLDER = f"/{ADOBE_ROOT}/"


def adobe_includes(md: MarkdownIt) -> None:
    """A markdown-it plugin: a block rule and an inline rule, which leave tokens as `includes` does."""
    md.block.ruler.before(
        "reference", "adobe_include", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    md.inline.ruler.before("link", "adobe_include", _inline)


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    first, last = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    match = _INCLUDE.match(state.src, first, last)
    if match is None or state.src[match.end() : last].strip():
        return False
    if silent:
        return True
    write_block(state, start, _document(state.env, match[1], (start, start + 1), inline=False), match[0])
    return True


def _inline(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "{":
        return False
    match = _INCLUDE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        document = _document(state.env, match[1], state.env.get("lines", (0, 1)), inline=True)
        if document is None:
            state.pending += match[0]
        else:
            state.push("include", "", 0).meta["document"] = document
    state.pos = match.end()
    return True


def _document(env: MutableMapping[str, Any], written: str, lines: tuple[int, int], *, inline: bool) -> Any:
    """Returns the included file, wherever the articles are in the folder of the locale; None without one."""
    address = written.strip()
    if address.startswith(_FOLDER) and attachment(env, address) is None:
        below = "/" + address.removeprefix(_FOLDER)
        address = below if attachment(env, below) is not None else address
    return included(env, address, lines, inline=inline)
