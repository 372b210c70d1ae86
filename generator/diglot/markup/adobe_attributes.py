"""Attributes in Adobe's Markdown: `{#id}` of headings, `{width="300" zoomable="yes"}` and the like of all else.

Of links and images those are kept that do a reader good: the size of an image, and that a link opens a new tab. The
others, such as the look of a table or the numbers of lines of code, say how Adobe's own pages look; they are left out.
What cannot be read as attributes, or stands behind something that has none, is text.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from diglot.patterns import pattern

_LIST = pattern(r"\{([^{}\n]{1,1000}+)\}")
_ENTRY = pattern(
    r"\s*+(?:([A-Za-z][\w:.-]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|[“„]([^“”]*+)[”“]|([^\s\"'“”„]++)))?+"
    r"|[.#][\w:.-]++)\s*+"
)
_HEADING_ID = pattern(r"\s*+\{#([^\s{}#]++)[^{}\n]*+\}\s*\Z")
_PIXELS = pattern(r"([1-9][0-9]{0,3})(?:px)?\Z")


def adobe_attributes(md: MarkdownIt) -> None:
    """A markdown-it plugin: an inline rule behind links and images, and core rules for blocks."""
    md.inline.ruler.before("link", "adobe_attributes", _attributes)
    md.block.ruler.before("table", "adobe_table_attributes", _table_attributes, {"alt": ["paragraph"]})
    md.core.ruler.before("inline", "adobe_block_attributes", _block_attributes)
    md.core.ruler.push("adobe_heading_names", _heading_names)


def read_attributes(text: str, start: int, end: int) -> tuple[dict[str, str], int] | None:
    """Returns the attributes that are written at `start`, by their names in lower case, and where they end."""
    written = _LIST.match(text, start, end)
    if written is None:
        return None
    found: dict[str, str] = {}
    at, marks = written.start(1), 0
    while at < written.end(1):
        entry = _ENTRY.match(text, at, written.end(1))
        if entry is None:
            return None
        name, *values = entry.groups()
        value = next((value for value in values if value is not None), None)
        marks += value is not None or name is None
        if name:
            found[name.lower()] = value or ""
        at = entry.end()
    # `{name}` alone is what someone has to fill in.
    return (found, written.end()) if marks else None


def _attributes(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "{" or not state.pos or state.src[state.pos - 1] not in ")]>":
        return False
    last = state.tokens[-1].type if state.tokens and not state.pending else ""
    if not silent and last not in ("link_close", "image"):
        return False
    written = read_attributes(state.src, state.pos, state.posMax)
    if written is None:
        return False
    if not silent:
        _apply(state, written[0])
    state.pos = written[1]
    return True


def _apply(state: StateInline, attributes: dict[str, str]) -> None:
    """Gives the link or image that has just ended the attributes that are worth it."""
    token = state.tokens[-1]
    if token.type == "image":
        for name in ("width", "height"):
            if pixels := _PIXELS.match(attributes.get(name, "").strip()):
                token.attrs[name] = pixels[1]
    elif attributes.get("target", "").lower() == "_blank":
        opening = next(token for token in reversed(state.tokens) if token.type == "link_open")
        opening.attrs.update({"target": "_blank", "rel": "noopener"})


def _table_attributes(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Leaves out a line of attributes below a table."""
    text = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not text.startswith("{") or state.is_code_block(start) or not _is_list(text):
        return False
    if silent:
        # Without a blank line above, it ends what may be a table.
        return "|" in state.src[state.bMarks[start - 1] : state.eMarks[start - 1]]
    if not state.tokens or state.tokens[-1].type != "table_close":
        return False
    state.line = start + 1
    return True


def _block_attributes(state: StateCore) -> None:
    """Takes the attributes off headings and code."""
    for i, token in enumerate(state.tokens):
        if token.type == "heading_open":
            _take_id(token, state.tokens[i + 1])
        elif token.type == "fence":
            token.info = _without_list(token.info)


def _take_id(heading: Token, inline: Token) -> None:
    at = inline.content.rfind("{#")
    while at > 0 and inline.content[at - 1].isspace():
        at -= 1
    match = _HEADING_ID.match(inline.content, at) if at >= 0 else None
    if match:
        heading.meta["id"] = match[1]
        inline.content = inline.content[:at]


def _heading_names(state: StateCore) -> None:
    """Names headings, now that no other rule does so any more."""
    for token in state.tokens:
        if "id" in token.meta:
            token.meta["name"] = token.meta["id"]


def _without_list(info: str) -> str:
    at = info.find("{")
    return info[:at].rstrip() if at >= 0 and _is_list(info[at:]) else info


def _is_list(text: str) -> bool:
    found = read_attributes(text, 0, len(text))
    return found is not None and not text[found[1] :].strip()
