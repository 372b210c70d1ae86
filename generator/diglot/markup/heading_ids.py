"""Heading ids: an explicit `<a name>` at the start, else a slug as GitHub makes it.

The names that localized files carry are slugs of the English headings. Kept as ids, they make deep links work across
languages.
"""

from __future__ import annotations

from re import compile as pattern

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_NAME = pattern(r"""<a\s+(?:name|id)\s*=\s*(?:"([\w \-.]+)"|'([\w \-.]+)')\s*>\Z""")
_DROPPED = pattern(r"[^\w\- ]")


def heading_ids(md: MarkdownIt) -> None:
    """A markdown-it plugin: gives every heading a unique `id` and takes the anchor that named it out of its text."""
    md.core.ruler.after("inline", "heading_ids", _heading_ids)


def slug(text: str) -> str:
    """Returns the id that DocFX gives a heading: letters and digits, `-` and `_`, in lower case; blanks become `-`."""
    return _DROPPED.sub("", text.lower()).replace(" ", "-") or "section"


def _heading_ids(state: StateCore) -> None:
    taken: dict[str, int] = {}
    for token, inline in zip(state.tokens, state.tokens[1:], strict=False):
        if token.type == "heading_open":
            children = inline.children or []
            name = _explicit(children) or slug(plain_text(children))
            token.attrs["id"] = unique(name, taken)


def unique(name: str, taken: dict[str, int]) -> str:
    """Returns `name`, or `name-1`, `name-2`, … where it is taken, and takes it. `taken` remembers where to go on."""
    if name not in taken:
        taken[name] = 0
        return name
    number = taken[name] + 1
    while (chosen := f"{name}-{number}") in taken:
        number += 1
    taken[name], taken[chosen] = number, 0
    return chosen


def _explicit(children: list[Token]) -> str:
    """Takes `<a name="x"></a>` off the start of a heading; more text has to follow."""
    shown = [token for token in children if token.type != "text" or token.content]
    if len(shown) < 3 or shown[0].type != "html_inline" or shown[1].content.lower() != "</a>":
        return ""
    match = _NAME.match(shown[0].content)
    if match is None:
        return ""
    # Emptied, not removed: positions of units are counted in tokens.
    shown[0].content = shown[1].content = ""
    return (match.group(1) or match.group(2)).replace(" ", "-")


def plain_text(children: list[Token]) -> str:
    """Returns the visible text of inline tokens."""
    parts = []
    for token in children:
        if token.type in ("text", "text_special", "code_inline"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return "".join(parts)
