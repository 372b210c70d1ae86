"""What could harm readers: elements, attributes and addresses that are left out of a page, each kind noted once.

What is harmless and merely means nothing here, such as `align`, is left out without a word.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, MutableMapping
from html import unescape
from re import IGNORECASE
from re import compile as pattern
from typing import Any, NamedTuple

from diglot.markup.notes import note
from diglot.markup.raw_tags import attribute, attributes, tag_name
from diglot.markup.videos import find_video

_FORBIDDEN = pattern(r"(javascript|vbscript|file):|(data):(?!image/(?:png|gif|jpeg|webp);)", IGNORECASE)
_IGNORED = pattern(r"[\s\x00-\x1f]+")
"""What browsers leave out before they look for a scheme."""
_ELEMENTS = {
    "script": "since nothing in an article may run; take it out",
    "style": "since articles do not change how the site looks; take it out",
    "svg": "since a drawing may run something; save it as a file and show that",
    **dict.fromkeys(("form", "object", "embed", "applet"), "the words in it are shown; take it out"),
    **dict.fromkeys(("frame", "frameset"), "the words in it are shown; take it out"),
    **dict.fromkeys(("meta", "base", "link"), "since it is about the whole page; take it out"),
}
"""Element -> why it is left out, and what to do."""
_HANDLER = pattern(r"on[a-z]+\Z")
_ADDRESSED = frozenset("action background cite data formaction href lowsrc poster src xlink:href".split())
_STYLE = pattern(
    r"(?:position|z-index|behavior|-moz-binding)\s*+:|(?:expression|image-set|url)\s*+\(|@import|\\", IGNORECASE
)
"""What a style needs to cover other things, to load something, or to hide that it does."""
_LONGEST = 60
"""Of what is quoted in a message."""
_ANYWHERE = 1 << 30


class _Refusal(NamedTuple):
    """Something that was left out."""

    kind: str
    """Refusals of one kind are one finding."""
    words: str
    """As the author wrote it."""
    message: str


def forbidden_scheme(address: str) -> str:
    """Returns the scheme of an address that no link or picture may have, in lower case; empty if it is harmless."""
    found = _FORBIDDEN.match(_IGNORED.sub("", address)) if ":" in address else None
    return (found.group(1) or found.group(2)).lower() if found else ""


def accept_address(env: MutableMapping[str, Any], address: str) -> bool:
    """Tells whether a link or picture of Markdown may have this address, and leaves a note if not."""
    scheme = forbidden_scheme(address)
    if scheme:
        lines = env.get("lines") or (0, _ANYWHERE)
        message = f"`{address[:_LONGEST]}` makes no link, since {_harm(scheme)}; write another address"
        _note(env, _Refusal(f"{scheme}:", address[:_LONGEST], message), (lines[0], lines[1]))
    return not scheme


def note_unsafe(env: MutableMapping[str, Any], tag: str, lines: tuple[int, int]) -> None:
    """Leaves a note on all that is left out of a raw tag, or of an element that is taken whole, because of the harm."""
    if tag.startswith("</"):
        return
    name = tag_name(tag)
    if name in _ELEMENTS:
        words = _start_tag(tag, name)
        _note(env, _Refusal(f"<{name}>", words, f"`{words}` was left out, {_ELEMENTS[name]}"), lines)
    elif name == "iframe":
        _note_frame(env, tag, lines)
    elif "=" in tag:
        for refusal in _refusals(tag, name, env.setdefault("unsafe", set())):
            _note(env, refusal, lines)


def _refusals(tag: str, name: str, said: Container[str]) -> Iterator[_Refusal]:
    for attr, written in attributes(tag):
        value = unescape(written)
        if _HANDLER.match(attr) and attr not in said:
            words = _as_written(tag, attr)
            yield _Refusal(attr, words, f"`{words}` was left out of `<{name}>`, since nothing may run; take it out")
        elif attr in _ADDRESSED and (scheme := forbidden_scheme(value)):
            words = written[:_LONGEST]
            message = f"`{words}` was left out of `<{name}>`, since {_harm(scheme)}; write another address"
            yield _Refusal(f"{scheme}:", words, message)
        elif attr == "style" and (found := _STYLE.search(value)):
            words = found.group()
            message = f"the style `{words}` was left out of `<{name}>`, since it may harm the page; take it out"
            yield _Refusal(f"style {words.lower()}", words, message)


def _note_frame(env: MutableMapping[str, Any], tag: str, lines: tuple[int, int]) -> None:
    video, words = find_video(attribute(tag, "src")), _start_tag(tag, "iframe")
    if video is None:
        message = f"`{words}` was left out, since its address is none that a frame can show; take it out"
        _note(env, _Refusal("<iframe>", words, message), lines)
    elif video.host not in (host.lower() for host in env["settings"].frame_hosts):
        advice = f"add `{video.host}` to `frames` below `[html]` in `site.toml`, or take it out"
        _note(env, _Refusal(f"<iframe> {video.host}", words, f"`{words}` was left out; {advice}"), lines)


def _note(env: MutableMapping[str, Any], refusal: _Refusal, lines: tuple[int, int]) -> None:
    said: set[str] = env.setdefault("unsafe", set())
    if refusal.kind not in said:
        said.add(refusal.kind)
        note(env, "unsafe-html", refusal.message, *lines, refusal.words)


def _harm(scheme: str) -> str:
    means = {"file": "means a file of the author's own", "data": "may only be a picture"}
    return f"`{scheme}:` {means.get(scheme, 'could run something')}"


def _start_tag(tag: str, name: str) -> str:
    """Returns the start tag as it was written; its name alone if that is long."""
    written = tag[: tag.find(">") + 1]
    return written if len(written) <= _LONGEST and "\n" not in written and "`" not in written else tag[: len(name) + 1]


def _as_written(tag: str, name: str) -> str:
    at = tag.lower().find(name, 1)
    return tag[at : at + len(name)]
