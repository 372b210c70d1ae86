"""Marks of boxes that cannot be read: misspelt, with text behind them, outside of a quote. They stay text."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping, Sequence
from difflib import get_close_matches
from re import compile as pattern
from typing import Any, NamedTuple

from markdown_it.token import Token

from diglot.markup.notes import note

_MARK = pattern(r"\[!([^\W\d_]+)(?=[ \t\]]|\Z)[^\]]*+(\]?+)(?!\()[ \t]*(.?)")
_LONGEST = 80
"""Of a mark that is quoted in a message."""


class _Line(NamedTuple):
    """A line of a paragraph."""

    text: str
    number: int
    is_first: bool
    in_quote: bool


def note_marks(tokens: Sequence[Token], env: MutableMapping[str, Any], alerts: Sequence[str]) -> None:
    """Leaves a note on each mark in `tokens` that is none of a box; `alerts` are the names of those with a heading."""
    for line in _lines(tokens):
        mark = _MARK.match(line.text)
        if mark is None:
            continue
        written = line.text[: mark.end(2)][:_LONGEST]
        message = _message(mark.group(1), written, bool(mark.group(2)), mark.group(3), line, alerts)
        if message:
            note(env, "broken-construct", message, line.number, line.number + 1, written)


def _lines(tokens: Sequence[Token]) -> Iterator[_Line]:
    """Yields the lines of paragraphs that begin as a mark does."""
    depth = 0
    for i, token in enumerate(tokens):
        if token.markup == ">" and token.nesting:
            depth += token.nesting
        elif token.type == "inline" and "[!" in token.content and tokens[i - 1].type == "paragraph_open":
            first = token.map[0] if token.map else 0
            for number, text in enumerate(token.content.split("\n")):
                if text.lstrip().startswith("[!"):
                    yield _Line(text.strip(), first + number, number == 0, depth > 0)


def _message(name: str, written: str, closed: bool, behind: str, line: _Line, alerts: Sequence[str]) -> str:
    """Returns what is wrong with a mark; empty if nothing is, or if it is none of ours."""
    known = name.lower() in (*alerts, "div", "video")
    if not known:
        return _unknown(written, name, alerts) if line.in_quote and written == f"[!{name}]" else ""
    if not line.in_quote:
        shown = line.is_first or not behind
        return f"`{written}` stands in no quote; put `>` in front of it and of its text" if shown and closed else ""
    if not closed:
        return f"`{written}` is not closed; add `]` at its end"
    if behind:
        return f"`{written}` has text behind it, so it is no mark; move the text to the next line"
    if name.lower() == "video":
        return f"`{written}` has no address that a frame can show; write one that begins with `https://`"
    if name.lower() == "div":
        return f'`{written}` cannot be read; write it as in `[!div class="checklist"]`'
    return f"`{written}` stands in the middle of something else; put it at the start of a quote"


def _unknown(written: str, name: str, alerts: Sequence[str]) -> str:
    near = get_close_matches(name.lower(), [*alerts, "div", "video"], 1)
    if near:
        return f"there is no box `{written}`; did you mean `[!{near[0].upper()}]`"
    return f"there is no box `{written}`; write one of {', '.join(f'`[!{alert.upper()}]`' for alert in alerts)}"
