"""The tags of raw HTML, one at a time: names, attributes, and how they are written so that all read them alike.

A browser and we may not disagree on where a value ends. So every tag is written anew, each value between quotes.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from re import compile as pattern

from diglot.markup.levels import Levels
from diglot.markup.sanitize import DROPPED, HEAD, OWN_DATA, SILENT, may_have

_NAME = pattern(r"</?([A-Za-z][A-Za-z0-9-]*)(?=[\s/>])")
_PLAIN = pattern(r"</?[A-Za-z][A-Za-z0-9-]*\s*/?>\Z")
_ATTRIBUTE = pattern(r"([^\s/>=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>]++)))?")
_LEFT_OUT = DROPPED | HEAD | SILENT | {"input"}
"""What is shown of these has another form, see `diglot.markup.replaced_html`."""
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())


def tag_name(text: str, at: int = 0) -> str:
    """Returns the name of the tag that begins at `at`, in lower case; empty if there is none."""
    match = _NAME.match(text, at)
    return match.group(1).lower() if match else ""


def attributes(tag: str) -> Iterator[tuple[str, str]]:
    """Yields the attributes of a tag: names in lower case, values as they were written, without their quotes."""
    named = _NAME.match(tag)
    for match in _ATTRIBUTE.finditer(tag, named.end() if named else 0):
        name, *values = match.groups()
        yield name.lower(), next((value for value in values if value is not None), "")


def attribute(tag: str, name: str) -> str:
    """Returns the value of an attribute, empty if there is none; of several, browsers take the first."""
    return next((unescape(value) for one, value in attributes(tag) if one == name), "")


def bare_tag(tag: str) -> str:
    """Returns a tag written anew with the attributes that authors may use; empty if it has to be left out."""
    name = tag_name(tag)
    if name in _LEFT_OUT:
        return ""
    if _PLAIN.match(tag):
        return tag
    if tag.startswith("</"):
        return f"</{name}>"
    kept: dict[str, str] = {}
    for one, value in attributes(tag):
        if may_have(name, one) and not one.startswith(OWN_DATA):
            # Of several, browsers take the first.
            kept.setdefault(one, value)
    return f"<{name}{''.join(f' {one}={_quoted(value)}' for one, value in kept.items())}>"


def block_tag(tag: str, around: Levels) -> str:
    """Returns a bare tag of a raw block; empty where it is too deep. `around` are the elements open on the page."""
    name = tag_name(tag)
    if name in _VOID or tag.count("<") > 1:
        return tag
    if tag.startswith("</"):
        around.leave(name)
        return tag
    return tag if around.enter(name) else ""


def inline_tag(tag: str, run: Levels, around: Levels) -> str:
    """Returns a raw tag of a run of text; empty where it is too deep. `run` are the elements open in the run."""
    name = tag_name(tag)
    if name in _VOID or name in _LEFT_OUT:
        return bare_tag(tag)
    if tag.startswith("</"):
        if not run.leave(name):
            around.leave(name)
        return f"</{name}>"
    if not run.enter(name):
        return ""
    if tag.endswith("/>"):
        run.leave(name)
        return f"{bare_tag(tag)}</{name}>"
    return bare_tag(tag)


def _quoted(value: str) -> str:
    escaped = value.replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")
    return f'"{escaped}"'
