"""Raw HTML that is shown as something else: frames and recordings as links, boxes to tick as signs."""

from __future__ import annotations

from collections.abc import MutableMapping
from html import escape
from re import compile as pattern
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from diglot.markup.labels import label
from diglot.markup.placeholders import raw_block, raw_inline
from diglot.markup.raw_html import is_whole, pieces, words_of
from diglot.markup.raw_tags import attribute, attributes, bare_tag, tag_name
from diglot.markup.unsafe_html import forbidden_scheme, note_unsafe
from diglot.markup.videos import frame_link

_RECORDINGS = {"audio": "recording", "video": "video"}
"""Element -> the label of the link that is shown in its place."""

_HARMLESS = pattern(r"</?(?:a|b|i|br|em|sup|sub|span|strong)(?: (?:name|id|class)=\"[\w .-]*\")? ?/?>\Z")
"""Tags as nearly all pages have them: shown as they are, with nothing to say about them."""


class Shown(NamedTuple):
    """A part of a raw HTML block, as it is shown."""

    start: int
    end: int
    tag: str | None
    """The HTML; None where it is a run of words."""


def replaced_html(md: MarkdownIt) -> None:
    """A markdown-it plugin over raw HTML: leaves in `meta["pieces"]` of blocks what is shown, and notes the rest."""
    md.inline.ruler.at("html_inline", _inline)
    md.block.ruler.at("html_block", _block, {"alt": ["paragraph", "reference", "blockquote"]})
    md.core.ruler.after("inline", "outer_links", _outer_links)


def _inline(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "<":
        return False
    before = len(state.tokens)
    found = raw_inline(state, silent)
    if found and len(state.tokens) > before:
        _show_inline(state)
    return found


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    found = raw_block(state, start, end, silent)
    if found and not silent:
        token = state.tokens[-1]
        token.meta["pieces"] = html_pieces(state.env, token.content, (start, state.line))
    return found


def _outer_links(state: StateCore) -> None:
    for token in state.tokens if state.env.get("raw_links") else ():
        drop_outer_links(token.children or [])


def html_pieces(env: MutableMapping[str, Any], content: str, lines: tuple[int, int]) -> list[Shown]:
    """Returns the parts of a raw block on `lines` that are shown, and leaves notes on what is not."""
    shown: list[Shown] = []
    for start, end, is_tag in pieces(content):
        if not is_tag:
            shown.append(Shown(start, end, None))
            continue
        tag = content[start:end]
        note_unsafe(env, tag, lines)
        recording = _recording(env, tag)
        if recording is not None:
            address, words = recording
            shown.append(Shown(start, end, f'<a href="{escape(address)}">{words}</a> '))
        elif replaced := _replaced(env, tag):
            shown.append(Shown(start, end, replaced))
        elif is_whole(tag):
            shown += (Shown(start + words.start, start + words.end, None) for words in words_of(tag))
        elif bare := bare_tag(tag):
            shown.append(Shown(start, end, bare))
    return shown


def _show_inline(state: StateInline) -> None:
    """Turns the raw tag that was read last, in a run of text, into what is shown; leaves notes on what is not."""
    token, env = state.tokens[-1], state.env
    tag = token.content
    if _HARMLESS.match(tag):
        return
    first, end = env.get("lines") or (0, 1)
    note_unsafe(env, tag, (first, end))
    if tag[:2].lower() == "<a" and "href" in tag.lower():
        env["raw_links"] = True
    recording = None if state.linkLevel else _recording(env, tag)
    if recording is not None:
        address, words = recording
        state.tokens.pop()
        state.push("link_open", "a", 1).attrs = {"href": address}
        state.push("markup", "", 0).content = words
        state.push("link_close", "a", -1)
        state.push("markup", "", 0).content = " "
    elif replaced := _replaced(env, tag):
        token.type, token.content = "markup", replaced
    elif is_whole(tag):
        words = "".join(tag[part.start : part.end] for part in words_of(tag))
        token.type, token.content = "markup", words.replace("<", "&lt;")


def drop_outer_links(children: list[Token]) -> None:
    """Takes raw links away that hold a link of Markdown: links do not nest, and the inner one is what is meant."""
    outer: Token | None = None
    dropped = False
    for token in children:
        name = tag_name(token.content) if token.type == "html_inline" else ""
        if name == "a" and not token.content.startswith("</"):
            outer, dropped = (token if attribute(token.content, "href") else None), False
        elif name == "a":
            if dropped:
                token.content = ""
            outer, dropped = None, False
        elif token.type == "link_open" and outer is not None:
            outer.content, outer, dropped = "", None, True


def _recording(env: MutableMapping[str, Any], tag: str) -> tuple[str, str] | None:
    """Returns the address and the words of the link in place of a video or a sound; None if there is none to show."""
    name = tag_name(tag)
    if name not in ("audio", "video", "source"):
        return None
    is_start = not tag.startswith("</")
    address = attribute(tag, "src").strip() if is_start else ""
    key = env.get("recording", "") if name == "source" else _RECORDINGS[name]
    # Of several sources of one recording, the first is shown.
    env["recording"] = key if is_start and not address else ""
    return (address, label(key)) if address and key and not forbidden_scheme(address) else None


def _replaced(env: MutableMapping[str, Any], tag: str) -> str:
    name = tag_name(tag)
    if name == "iframe":
        return frame_link(attribute(tag, "src"), attribute(tag, "title"), env["settings"].frame_hosts)
    if name == "input" and attribute(tag, "type").lower() == "checkbox":
        checked = any(one == "checked" for one, _ in attributes(tag))
        return f'<span class="checkbox" data-generated="checkbox">{"☑" if checked else "☐"}</span>'
    return ""
