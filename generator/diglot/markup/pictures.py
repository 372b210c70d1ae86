"""Pictures: `:::image type="content" source="x.png" alt-text="…" lightbox="y.png":::`, in text or on a line of its own.

One of the type `complex` has a description, up to `:::image-end:::`. DocFX gives it to screen readers alone; here
a short one stands below the picture, and a long one can be opened there. An `icon` is decoration, and says nothing.
"""

from __future__ import annotations

from re import IGNORECASE
from re import compile as pattern

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from diglot.markup.labels import label
from diglot.markup.triple_colon import Attributes, Kind, containers, read_attributes, report, shown
from diglot.markup.unsafe_html import forbidden_scheme

_START = pattern(r":::image(?=\s*+(?:[a-z-]++\s*+=|:::))", IGNORECASE)
_CLOSE = pattern(r"\s*+:::")
_KNOWN = frozenset({"type", "source", "alt-text", "lightbox", "border", "link", "loc-scope"})
_ADDRESSES = ("source", "lightbox", "link")
_UNREADABLE = 'cannot be read; write it as `:::image source="…" alt-text="…":::`'
_LOOK = 200
"""No more of what is broken is quoted."""
_CAPTION = 160
"""A description that is one paragraph of at most so many characters is shown as it is."""


def pictures(md: MarkdownIt) -> None:
    """A markdown-it plugin: a block rule for pictures with a description, an inline rule for all pictures."""
    kind = Kind(
        _open,
        _close,
        form=":::image:::",
        is_valid=lambda attributes: not _problem(attributes) and not any(map(forbidden_scheme, attributes.values())),
        is_meant=_is_complex,
        is_indented=True,
        is_picture=True,
    )
    containers(md, "pictures", {"image": kind})
    md.inline.ruler.before("link", "pictures", _inline)


def _is_complex(attributes: Attributes) -> bool:
    return attributes.get("type", "").strip().lower() == "complex"


def _problem(attributes: Attributes | None) -> str:
    """Returns what is wrong with a picture, and what to do; empty if it can be shown."""
    if attributes is None:
        return "has an attribute twice; remove one of them"
    unknown = [name for name in attributes if name not in _KNOWN]
    if unknown:
        return f"has an attribute `{shown(unknown[0])}` that is not known; remove it, or write its name as DocFX has it"
    if not attributes.get("source", "").strip():
        return "names no file; write its path as `source`"
    if any(":::" in attributes.get(name, "") for name in _ADDRESSES):
        # A quote is missing.
        return _UNREADABLE
    return ""


def _inline(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(":::", state.pos):
        return False
    start = _START.match(state.src, state.pos, state.posMax)
    if start is None:
        return False
    attributes, at = read_attributes(state.src, start.end(), state.posMax)
    close = _CLOSE.match(state.src, at, state.posMax)
    problem = _problem(attributes) if close is not None else _UNREADABLE
    written = shown(state.src[state.pos : min(state.pos + _LOOK, close.end() if close is not None else state.posMax)])
    if not silent and problem:
        _note(state, f"`{written}` {problem}", written)
    if close is None or attributes is None or problem or not _is_harmless(state, attributes):
        return False
    if not silent:
        _push(state, attributes, written)
    state.pos = close.end()
    return True


def _is_harmless(state: StateInline, attributes: Attributes) -> bool:
    """Asks the parser about the addresses, which says itself what is wrong with one."""
    return all(state.md.validateLink(attributes.get(name, "").strip()) for name in _ADDRESSES)


def _note(state: StateInline, message: str, written: str) -> None:
    """Leaves one note for each run of text, however many of its pictures are broken."""
    line, end = state.env.get("lines", (0, 1))
    told: set[int] = state.env.setdefault("broken pictures", set())
    if line not in told:
        told.add(line)
        report(state.env, message, line, end, written)


def _push(state: StateInline, attributes: Attributes, written: str) -> None:
    is_icon = attributes.get("type", "").strip().lower() == "icon"
    link, lightbox = attributes.get("link", "").strip(), attributes.get("lightbox", "").strip()
    alternative = attributes.get("alt-text", "")
    if not alternative.strip() and not is_icon:
        _note(state, f"`{written}` has no `alt-text`; write there what the picture shows", written)
    is_link = bool(link or lightbox) and not state.linkLevel
    if is_link:
        state.push("link_open", "a", 1).attrs = {"href": link} if link else {"href": lightbox, "class": "lightbox"}
    _push_image(state, attributes["source"].strip(), "" if is_icon and not is_link else alternative)
    if attributes.get("border", "").strip().lower() != "false" and (not is_icon or "border" in attributes):
        state.tokens[-1].attrs["class"] = "border"
    if is_link:
        if not link and not alternative.strip():
            # A link needs a name.
            state.push("markup", "", 0).content = label("enlarge", kind="unseen")
        state.push("link_close", "a", -1)


def _push_image(state: StateInline, source: str, alternative: str) -> None:
    image = state.push("image", "img", 0)
    image.meta["alt"] = "seen to"
    image.attrs = {"src": source, "alt": ""}
    image.content = alternative
    image.children = [Token("text", "", 0, content=alternative)] if alternative else []


def _open(state: StateBlock, attributes: Attributes) -> None:
    state.push("figure_open", "figure", 1)
    line = state.line
    picture = state.push("inline", "", 0)
    picture.content = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()
    picture.map, picture.children = [line, line + 1], []


def _close(state: StateBlock, inner: int) -> None:
    body = state.tokens[inner:]
    level = state.level
    if [token.type for token in body] == ["paragraph_open", "inline", "paragraph_close"] and (
        len(body[1].content) <= _CAPTION
    ):
        for token in (body[0], body[2]):
            token.type, token.tag = token.type.replace("paragraph", "figcaption"), "figcaption"
    elif body:
        opening = Token("details_open", "details", 1, level=level, block=True)
        summary = Token("markup", "", 0, content=label("picture-description", "summary") + "\n", level=level + 1)
        state.tokens[inner:inner] = [opening, summary]
        state.tokens.append(Token("details_close", "details", -1, level=level, block=True))
    state.push("figure_close", "figure", -1)
