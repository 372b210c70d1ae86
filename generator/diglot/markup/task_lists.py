"""Task lists, on sites that have them: a list item that begins with `[ ]` or `[x]` has a box, empty or ticked."""

from __future__ import annotations

from html import escape
from re import compile as pattern

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from diglot.markup.heading_ids import plain_text

_BOX = pattern(r"\[([ xX])\][ \t]++(?=\S)")


def task_lists(md: MarkdownIt) -> None:
    """A markdown-it plugin: core rules that put a `markup` token with a box before the text of an item."""
    md.core.ruler.before("inline", "task_lists", _boxes)
    md.core.ruler.after("inline", "task_labels", _labels)


def _boxes(state: StateCore) -> None:
    tokens: list[Token] = []
    for i, token in enumerate(state.tokens):
        tokens.append(token)
        if token.type != "list_item_open" or state.tokens[i + 1].type != "paragraph_open":
            continue
        text = state.tokens[i + 2]
        match = _BOX.match(text.content)
        if match:
            # Only the start of the line goes: the text is found by the end of it.
            text.content = text.content[match.end() :]
            token.attrSet("class", "task")
            box = Token("markup", "", 0, block=True)
            box.meta["task"] = match[1] != " "
            tokens.append(box)
    state.tokens = tokens


def _labels(state: StateCore) -> None:
    """Calls each box what its item says, for those who cannot see that they belong together."""
    for i, token in enumerate(state.tokens):
        if token.type == "markup" and "task" in token.meta:
            words = escape(plain_text(state.tokens[i + 2].children or []).strip())
            ticked = " checked" if token.meta["task"] else ""
            token.content = f'<input type="checkbox" disabled{ticked} aria-label="{words}">'
