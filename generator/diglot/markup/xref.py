"""Cross references by uid: `<xref:uid>`, `@uid` and `[text](xref:uid)`.

What a uid leads to is known after the join. Until then its link has the last parts of the uid for a text, which stays
where nothing is known of it (DocFX: “Links and Cross References”).
"""

from __future__ import annotations

from re import ASCII
from re import compile as pattern
from urllib.parse import parse_qs, unquote

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from diglot.markup.notes import note

SCHEME = "xref:"
UID_CLASS = "uid"
"""The class of links whose text is the title of what they lead to, once that is known."""

_LONG = pattern(r"<xref:([^\s<>\"]{1,2000})>", ASCII)
_SPACED = pattern(r"<xref:([^<>\n]{1,300})>", ASCII)
_SHORT = pattern(r"@(?:\"([^\"\n]{1,300})\"|'([^'\n]{1,300})'|([A-Za-z][^\s\"'<>\[\]|()]{0,300}))", ASCII)
_TRAILING = ".,;:!?~*_`"
_ARITY = pattern(r"``?\d+")
_ARGUMENTS = pattern(r"\(.*")
_PARTS = {"namewithtype": 2, "fullname": 99}


def xref(md: MarkdownIt) -> None:
    """A markdown-it plugin: inline rules for `<xref:uid>` and `@uid`; `[text](xref:uid)` is a link like any other."""
    md.inline.add_terminator_char("@")
    md.inline.ruler.before("autolink", "xref", _long)
    md.inline.ruler.push("uid", _short)


def shown_name(reference: str) -> str:
    """Returns what to show of a reference nothing is known of, `uid?displayProperty=…`: the last parts of its name."""
    uid, _, query = reference.partition("?")
    wanted = {name.lower(): values[-1] for name, values in parse_qs(query).items()}
    if "text" in wanted:
        return wanted["text"]
    bare = unquote(uid.partition("#")[0])
    name = _ARITY.sub("", _ARGUMENTS.sub("", bare)).rstrip("*").rstrip(".")
    count = _PARTS.get(display_property(reference), 1)
    return ".".join(name.split(".")[-count:]) or bare or reference


def display_property(address: str) -> str:
    """Returns which of its names an address wants to be shown, in lower case: `namewithtype`; empty for the usual."""
    wanted = {name.lower(): values[-1] for name, values in parse_qs(address.partition("?")[2]).items()}
    return wanted.get("displayproperty", "").lower()


def fragment_of(address: str) -> str:
    """Returns the `#part` of an address, empty where it has none."""
    _, mark, fragment = address.partition("#")
    return mark + fragment if fragment else ""


def uid_of(address: str) -> str:
    """Returns the uid that an address means: `xref:System.String?text=x` means `System.String`."""
    return unquote(address[len(SCHEME) :].partition("?")[0].partition("#")[0]).strip()


def _long(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("<xref:", state.pos):
        return False
    match = _LONG.match(state.src, state.pos, state.posMax)
    if match is None:
        match = _SPACED.match(state.src, state.pos, state.posMax)
        if match is not None and not silent:
            line, end = state.env.get("lines", (0, 1))
            message = f"`{match.group()}` is no uid, for it holds a blank; write the uid that the source has"
            note(state.env, "broken-construct", message, line, end, match.group())
    if match is None:
        return False
    if not silent:
        _push(state, SCHEME + match.group(1), shown_name(match.group(1)))
    state.pos = match.end()
    return True


def _short(state: StateInline, silent: bool) -> bool:
    if silent or state.linkLevel or not state.src.startswith("@", state.pos):
        return False
    before = state.src[state.pos - 1 : state.pos]
    match = None if before.isalnum() else _SHORT.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    uid = match[1] or match[2] or match[3].rstrip(_TRAILING)
    written = match.group() if match[3] is None else f"@{uid}"
    _push(state, f"@{uid}", written)
    state.pos += len(written)
    return True


def _push(state: StateInline, address: str, text: str) -> None:
    state.push("link_open", "a", 1).attrs = {"href": address, "class": UID_CLASS}
    state.push("text", "", 0).content = text
    state.push("link_close", "a", -1)
