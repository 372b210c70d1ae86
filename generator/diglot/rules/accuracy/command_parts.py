"""What commands and paths are made of besides names: switches, parameters, placeholders, and what stands between them.

The source says what they are. A translation may say other words around them, but not other ones in their place.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from re import IGNORECASE, escape, finditer
from re import compile as pattern

from diglot.diagnostics import Edit, Finding, Fix
from diglot.markup.sides import Side
from diglot.model import Span
from diglot.rules.accuracy.prose import MANY, content, prose

_RULE = "changed-identifier"
_BEGIN = r"(?:(?<![^\s(\[])|(?<=[\s(\[][\"'“]))"
_SWITCH = pattern(rf"{_BEGIN}/[A-Za-z_][\w.-]{{1,60}}\w(?:/[\w.-]{{0,60}}\w){{0,9}}(?![\w/])")
"""The switch of a command, a path from the root, or an endpoint: `/clean`, `/authorize`."""
_PARAMETER = pattern(rf"{_BEGIN}-[A-Z][A-Za-z]{{2,40}}(?![\w-])")
_COMMAND = pattern(
    r"(?<![\w-])(?i:add|connect|disable|enable|export|get|import|new|remove|run|search|set|start|stop|test|update)"
    r"-[A-Za-z]{4}"
)
"""Where one stands, words that begin with a hyphen are parameters."""
_PLACEHOLDER = pattern(r"<[^<>\n]{1,60}>")
_GAP = pattern(r"\\[ \u00a0]++")
_STEP = pattern(r"\\\w")
_PIECE = pattern(r"\S{1,60}\Z")
_CLOSING = frozenset("._)>")
_QUOTES = frozenset("\"'”")


def changed_parts(source: Side, target: Side) -> Iterator[Finding]:
    """Yields a finding for each part of a command or path in `source` that `target` lacks, or does not set apart."""
    for part in _parts(prose(source)):
        yield from _without(part, target)
    if "<" in source.text and "<" in target.text:
        yield from _torn_placeholders(source.text, target)
    if "\\" in source.text and "\\" in target.text:
        yield from _torn_paths(source.text, target)


def _parts(source: str) -> list[str]:
    found = _SWITCH.findall(source) if "/" in source else []
    if " -" in source and _COMMAND.search(source) is not None:
        found += _PARAMETER.findall(source)
    return list(islice(dict.fromkeys(found), MANY))


def _without(part: str, target: Side) -> Iterator[Finding]:
    """Yields a finding unless `part` stands somewhere in `target` with nothing before it."""
    text = target.text
    found = [match.span() for match in finditer(escape(part), text, IGNORECASE) if not _goes_on(text, match.end())]
    glued = [(start, end) for start, end in found if _is_glued(text[:start])]
    if len(glued) < len(found):
        return
    if not glued:
        message = f"`{part}` of the source is missing; write it as it is"
        yield Finding(_RULE, target.span(*content(target)), message)
        return
    start, end = glued[0]
    piece = _PIECE.search(text, max(0, start - 60), start)
    before = piece.group() if piece else ""
    here = target.span(start, end).start
    fix = Fix("Add a space", (Edit(Span(here, here), " "),))
    message = f"`{text[start - len(before) : end]}` lacks the space before `{text[start:end]}`; add it"
    yield Finding(_RULE, target.span(start - len(before), end), message, fix=fix)


def _goes_on(text: str, end: int) -> bool:
    """Tells whether a Latin letter or a digit follows, so that what ends there is a part of something longer."""
    following = text[end : end + 1]
    return following.isascii() and following.isalnum()


def _is_glued(before: str) -> bool:
    last = before[-1:]
    if last in _QUOTES:
        # One behind a word closes it, any other opens what follows.
        last = before[-2:-1]
    # Languages without spaces write such a part right behind a word.
    return last in _CLOSING or (last.isascii() and last.isalnum())


def _torn_placeholders(source: str, target: Side) -> Iterator[Finding]:
    wanted, found = _PLACEHOLDER.findall(source), list(_PLACEHOLDER.finditer(target.text))
    if len(found) >= len(wanted):
        return
    whole = {match.start() for match in found}
    lone = next((at for at, letter in enumerate(target.text) if letter == "<" and at not in whole), None)
    if lone is not None:
        message = f"`<` encloses no words here, as `{wanted[0]}` does in the source; write both brackets around them"
        yield Finding(_RULE, target.span(lone, lone + 1), message)


def _torn_paths(source: str, target: Side) -> Iterator[Finding]:
    gaps = list(_GAP.finditer(target.text))
    if len(gaps) > len(_GAP.findall(source)) and _STEP.search(target.text) is not None:
        start, end = gaps[0].span()
        piece = _PIECE.search(target.text, max(0, start - 60), start + 1)
        before = piece.group() if piece else target.text[start]
        message = f"a space tears a path apart behind `{before}`; write it as the source does"
        yield Finding(_RULE, target.span(start, end), message)
