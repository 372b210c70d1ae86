"""Addresses in running text become links: `https://…`, `http://…`, `ftp://…`, and `www.…`.

As in Markdig and GitHub's extension, an address ends before blanks and `<`, gives back closing punctuation and unpaired
parentheses. Unlike them it also ends before letters of scripts that write no spaces, where text is glued to it.
"""

from __future__ import annotations

from re import IGNORECASE
from re import compile as pattern

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_SCHEME = pattern(r"(?:^|[^A-Za-z0-9.+\-/])(https?|ftp)\Z", IGNORECASE)
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_REST = pattern(rf"://[^\s<>\"`{_UNSPACED}]+", IGNORECASE)
WWW = pattern(rf"(?<![\w./@-])www\.[^\s<>\"`{_UNSPACED}]+", IGNORECASE)
_TAIL = pattern(r"""(?:[?!.,:;*_~'"|\\]|&(?:[A-Za-z0-9]+|#\d+);)+\Z""")


def autolinks(md: MarkdownIt) -> None:
    """A markdown-it plugin: an inline rule that reacts to the colon of an address."""
    md.inline.ruler.at("linkify", _autolink)


def _autolink(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != ":" or state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.pending)
    rest = _REST.match(state.src, state.pos, state.posMax)
    if scheme is None or rest is None:
        return False
    address = scheme.group(1) + trim(rest.group())
    if len(address) <= len(scheme.group(1)) + 3:
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme.group(1))]
        token = state.push("link_open", "a", 1)
        token.attrs = {"href": address}
        token.info = "auto"
        state.push("text", "", 0).content = address
        state.push("link_close", "a", -1)
    state.pos += len(address) - len(scheme.group(1))
    return True


def trim(address: str) -> str:
    """Returns `address` without what belongs to the sentence around it."""
    while True:
        shorter = _TAIL.sub("", address)
        if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter
