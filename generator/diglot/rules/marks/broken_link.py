"""The rule broken-link within units: what is left of a link that is none. The parser sees those outside of units."""

from __future__ import annotations

from collections.abc import Iterator
from re import compile as pattern

from diglot.diagnostics import Edit, Finding, Fix
from diglot.markup.sides import LINK, Side
from diglot.model import Span
from diglot.rules.marks.words import prose, quoted
from diglot.rules.subject import Pair

_LEFT = pattern(r"\](?:\([^()\s\0]{0,60}| ?\( ?https?:[^()\s\0]{0,60})")
_WIDE = pattern(
    r"(?P<open>[\[［【〔])(?P<text>[^\[\]［］【】〔〕\n\0]{1,80})(?P<between>[\]］】〕] ?[(（])"
    r"(?P<address>[^()（）\s\0]{1,200})(?P<close>[)）])"
)
"""A link some of whose marks are those of another width."""
_SAYS_ADDRESS = pattern(r"https?:|[\w.~/-]*(?:/|\.md\b|#)")
_SOME = pattern(r"\[|\]\(|[］】〕] ?[(（]")
_BRACKET = pattern(r"[\[\]]")
_WORDS = pattern(r"\[[^\n\0]{0,60}")


def find_broken_links(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for a unit that shows what is left of a link; of sources alone as well."""
    target, source = pair.target, pair.source
    if pair.unit is None or not _SOME.search(target.text):
        return
    is_lost = source is not None and _links(target) < _links(source)
    at = _address(target, is_lost)
    if at is not None:
        if source is None or _address(source) is None:
            words = quoted(target.text[at.start : at.end])
            message = f"{words} is shown as text, since it is no link; write `[text](address)`, with nothing in between"
            yield Finding("broken-link", target.span(*at), message)
    elif source is not None and is_lost:
        if (wide := next(_wide(target), None)) is not None:
            yield wide
            return
        start = _open(target)
        if start is not None and _open(source) is None:
            match = _WORDS.match(target.text, start)
            words = quoted(match.group() if match else "[")
            message = f"{words} begins a link that has no end; write `[text](address)`, as in the source"
            yield Finding("broken-link", target.span(start, start + 1), message)


def _wide(target: Side) -> Iterator[Finding]:
    """Yields a finding for each link with marks that are no marks of Markdown, such as `[用紙]（paper.md）`."""
    for match in _WIDE.finditer(prose(target)):
        if not _SAYS_ADDRESS.match(match["address"]):
            continue
        at = target.span(*match.span())
        parts = {"open": "[", "between": "](", "close": ")"}
        edits = tuple(Edit(target.span(*match.span(name)), mark) for name, mark in parts.items() if match[name] != mark)
        if edits:
            shown = quoted(match.group())
            message = f"{shown} is shown as text, since its brackets are not those of a link; write `[text](address)`"
            fix = Fix("Write it as `[text](address)`", edits, safe=True)
            yield Finding("broken-link", at, message, fix=fix)


def _links(side: Side) -> int:
    """Returns how many links have a text of their own: an address that is shown may be what is left of one."""
    return sum(run.at != run.inner for run in side.of(LINK))


def _address(side: Side, is_lost: bool = False) -> Span | None:
    """Returns where in visible text an address stands in parentheses, behind a bracket that began in it.

    Where a link of the source `is_lost`, the bracket at its beginning may be as well.
    """
    if "](" not in side.text and "] (" not in side.text:
        return None
    text = prose(side)
    # Where no bracket is open, the link may have begun before the unit.
    start = 0 if is_lost else text.find("[")
    found = _LEFT.finditer(text, start) if start >= 0 else ()
    # A parenthesis that the author escaped was never meant to hold an address.
    return next((Span(*match.span()) for match in found if text.find("(", match.start()) not in side.specials), None)


def _open(side: Side) -> int | None:
    """Returns where the first bracket stands that nothing closes."""
    opened: list[int] = []
    for match in _BRACKET.finditer(prose(side)):
        if match.start() in side.specials:
            continue
        if match.group() == "[":
            opened.append(match.start())
        elif opened:
            opened.pop()
    return opened[0] if opened else None
