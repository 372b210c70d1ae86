"""What is wrong with links and images in running text: words that moved out of their brackets, and the like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from re import compile as pattern

from markdown_it.token import Token

from diglot.markup.notes import Note
from diglot.markup.unsafe_html import forbidden_scheme

_BROKEN = pattern(r"\](?:\([^()\s\0]{0,60}| \(https?:[^()\s\0]{0,60})")
_TOLD = ("[!include", "[!code")
"""What cannot be shown stands there as it was written, and was noted already."""


def inline_notes(content: str, children: Sequence[Token], lines: tuple[int, int]) -> Iterator[Note]:
    """Yields notes on a run of text, `content` as it was written; `lines` are those of its block."""
    if "](" in content or "][" in content:
        yield from _empty_links(content, children, lines)
    # Nearly all links are whole: what is left of one shows in the text around it.
    if ("](" in content or "] (" in content) and (
        "\\]" in content or any("](" in (text := token.content) or "] (" in text for token in children)
    ):
        yield from _broken_links(children, lines)
    if "![" in content:
        yield from _silent_images(children, lines)


def _empty_links(content: str, children: Sequence[Token], lines: tuple[int, int]) -> Iterator[Note]:
    address, shows = None, False
    for token in children:
        if token.type == "link_open":
            address, shows = str(token.attrs["href"]), False
        elif token.type == "link_close":
            if address and not shows:
                message = f"the link to `{address}` has no text; move the words that name it into its brackets"
                whole = f"[]({address})"
                yield Note("empty-link-text", message, *lines, whole if whole in content else address)
            address = None
        elif address is not None and not shows:
            shows = _is_shown(token)


def _is_shown(token: Token) -> bool:
    if token.type == "html_inline":
        return token.content[:4].lower() == "<img"
    return token.type in ("image", "include", "markup") or bool(token.content.strip())


def _broken_links(children: Sequence[Token], lines: tuple[int, int]) -> Iterator[Note]:
    """What is left of a link after reading it: `[text] (address)`, `[text\\](address)`, an address without its end."""
    text = "".join(_shown(token) for token in children)
    found = _BROKEN.search(text)
    if found is None or any(mark in text.lower() for mark in _TOLD):
        return
    if forbidden_scheme(text[found.start() + 1 :].lstrip(" (")):
        # It must not lead anywhere, and was noted for that.
        return
    words = found.group().rstrip(".,;:")
    message = f"`{words}` is shown as text, since it is no link; write `[text](address)`, with nothing in between"
    yield Note("broken-link", message, *lines, words)


def _shown(token: Token) -> str:
    if token.type in ("text", "text_special"):
        return token.content
    # Within a link there may be an address that was not closed; what else is not text parts what stands around it.
    return "" if token.type in ("link_open", "link_close") else "\0"


def _silent_images(children: Sequence[Token], lines: tuple[int, int]) -> Iterator[Note]:
    for token in children:
        # An image that is no `![]()` has a rule of its own.
        if token.type == "image" and not token.content.strip() and "alt" not in token.meta:
            address = str(token.attrs["src"])[:60]
            message = f"the image `{address}` has no text for readers who do not see it; write one between its brackets"
            yield Note("missing-alt-text", message, *lines, address)
