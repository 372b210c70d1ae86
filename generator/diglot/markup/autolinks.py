"""Addresses in running text become links: `https://…`, `http://…`, `ftp://…`, and `www.…`.

As in Markdig and GitHub's extension, an address ends before blanks and `<`, gives back closing punctuation and unpaired
parentheses. Unlike them it also ends before letters of scripts that write no spaces, where text is glued to it.
"""

from __future__ import annotations

from re import IGNORECASE
from re import compile as pattern

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.rules_inline import StateInline

from diglot.markup.marks import note_bounds

BARE = "bare"
"""What the tokens of such links say in place of marks."""

_SCHEME = pattern(r"(?:^|[^A-Za-z0-9.+\-/])(https?|ftp)\Z", IGNORECASE)
_LONGEST = len("https") + 1
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_REST = pattern(rf"[^\s<>\"`{_UNSPACED}]+", IGNORECASE)
_BEFORE_WWW = pattern(r"[\w./@-]")
_BRACKETS = pattern(r"[\[\]]")
_CLOSING = "?!.,:;*_~'\"|\\"
_ENTITY = pattern(r"&(?:[A-Za-z0-9]{1,32}|#[0-9]{1,8});\Z")
_LONGEST_ENTITY = 40


def autolinks(md: MarkdownIt) -> None:
    """A markdown-it plugin: an inline rule that reacts to the colon of an address, and to `www.`."""
    md.inline.ruler.push("addresses", _autolink)


def _autolink(state: StateInline, silent: bool) -> bool:
    # Silent means looking for the end of a link's text, where there are no addresses.
    if silent or state.linkLevel:
        return False
    if state.src.startswith("://", state.pos):
        return _full_address(state)
    return state.src.startswith("www.", state.pos) and _www(state)


def _full_address(state: StateInline) -> bool:
    scheme = _SCHEME.search(state.pending[-_LONGEST:])
    rest = _REST.match(state.src, state.pos, state.posMax) if scheme else None
    if scheme is None or rest is None:
        return False
    name = scheme.group(1)
    address = trim(name + rest.group())
    if len(address) <= len(name) + len("://"):
        return False
    state.pending = state.pending[: -len(name)]
    _push(state, "", address, state.pos - len(name))
    state.pos += len(address) - len(name)
    return True


def _www(state: StateInline) -> bool:
    if state.pos and _BEFORE_WWW.match(state.src, state.pos - 1):
        return False
    rest = _REST.match(state.src, state.pos, state.posMax)
    address = trim(rest.group()) if rest else ""
    if "." not in address[len("www.") :]:
        return False
    _push(state, "http://", address, state.pos)
    state.pos += len(address)
    return True


def _push(state: StateInline, scheme: str, address: str, start: int) -> None:
    shown = unescapeAll(address)
    link = state.push("link_open", "a", 1)
    link.attrs, link.markup = {"href": scheme + shown}, BARE
    note_bounds(state, start, start + len(address))
    state.push("text", "", 0).content = shown
    state.push("link_close", "a", -1).markup = BARE


def trim(address: str) -> str:
    """Returns `address` without what belongs to the sentence around it."""
    end = _bracket(address)
    unpaired = address.count(")", 0, end) - address.count("(", 0, end)
    while end:
        last = address[end - 1]
        entity = _ENTITY.search(address, max(0, end - _LONGEST_ENTITY), end) if last == ";" else None
        if entity:
            end = entity.start()
        elif last in _CLOSING:
            end -= 1
        elif last == ")" and unpaired > 0:
            end, unpaired = end - 1, unpaired - 1
        else:
            break
    return address[:end]


def _bracket(address: str) -> int:
    """Returns where `address` closes a bracket that was opened before it; its length if it does not."""
    depth = 0
    for match in _BRACKETS.finditer(address):
        depth += 1 if match.group() == "[" else -1
        if depth < 0:
            return match.start()
    return len(address)
