"""LNK207: bare addresses that run on into the text behind them, which programs then take for a part of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from re import compile as pattern

from diglot.diagnostics import Edit, Finding, Fix
from diglot.markup.autolinks import trim
from diglot.markup.sides import LINK, Run, Side
from diglot.model import Span
from diglot.rules.links.web import shown
from diglot.rules.subject import Pair

_WORD = pattern(r"[^\W\d_]")
_OPENING = pattern(r"[^\x00-\x7f\s]")
_IN_LINK = pattern(r"[\]］】〕] ?[(（]\Z")
"""What is left of a link, which is another finding."""
_GOES_ON = frozenset("/?#&=%-_~:@+$*.!")
_SHOWN_AFTER = 12


def find_glued_addresses(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for each bare address in a text that has no end before the next word."""
    target = pair.target
    if "://" not in target.text:
        return
    sources = [run.text for run in _bare(pair.source)] if pair.source else []
    for run in _bare(target):
        end = _end(run.text, sources)
        after = run.text[end:] or _after(target, run)
        if not after or _IN_LINK.search(target.text[max(run.start - 3, 0) : run.start]):
            continue
        start = run.at.start
        at = Span(start, start + end)
        address = run.text[:end]
        fix = Fix("Put it between `<` and `>`", (Edit(at, f"<{address}>"),), safe=address.lower().startswith("http"))
        message = f"`{shown(after[:_SHOWN_AFTER])}` is glued to `{shown(address)}`; put the address between `<` and `>`"
        yield Finding("glued-address", at, message, fix=fix)


def _bare(side: Side) -> Iterator[Run]:
    return (run for run in side.of(LINK) if run.at == run.inner and "://" in run.text)


def _end(address: str, sources: Sequence[str]) -> int:
    """Returns how much of a link is its address: as much as in the source, or up to a bracket too many."""
    if address in sources:
        return len(address)
    for source in sorted(sources, key=len, reverse=True):
        rest = address[len(source) :] if address.startswith(source) else ""
        if rest and rest[0] not in _GOES_ON and not rest[0].isdigit():
            return len(source)
    depth = 0
    for offset, letter in enumerate(address):
        depth += (letter == "(") - (letter == ")")
        if depth < 0:
            return len(trim(address[:offset])) if _WORD.match(address, offset + 1) else len(address)
    return len(address)


def _after(side: Side, run: Run) -> str:
    """Returns the text that stands directly behind a link, if it begins with a letter or a mark of another script."""
    after = side.text[run.end : run.end + _SHOWN_AFTER].partition("\n")[0].partition(" ")[0]
    if not after or run.text[-1] in "([{=" or side.span(run.end, run.end + 1).start != run.at.end:
        return ""
    return after if _OPENING.match(after) else ""
