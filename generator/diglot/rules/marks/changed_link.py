"""The rule changed-link: links and images of a unit that lead elsewhere than those of its source, or are lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from re import IGNORECASE
from re import compile as pattern

from diglot.diagnostics import Edit, Finding, Fix
from diglot.markup.raw_slots import raw_address
from diglot.markup.sides import HTML, IMAGE, INCLUDE, LINK, Run, Side
from diglot.model import Span
from diglot.rules.marks.words import quoted, written
from diglot.rules.subject import Pair

_LOCALE = pattern(r"/[a-z]{2,3}(?:-[a-z]{4})?-[a-z]{2}(?=[/?#]|\Z)", IGNORECASE)
_SCHEME = pattern(r"http:", IGNORECASE)
_PLACEHOLDER = pattern(r"[\[{<]")
_KINDS = (LINK, IMAGE, INCLUDE, HTML)
_PLAIN = pattern(r"[^\s()<>\\\"']++\Z")


def find_changed_links(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for a unit whose links do not lead where those of its source do."""
    source = pair.source
    if source is None or not (pair.target.runs or source.runs):
        return
    if _written(pair.target) == _written(source):
        return
    ours, theirs = _addresses(pair.target), _addresses(source)
    ours, theirs = _without(ours, theirs), _without(theirs, ours)
    if len(ours) == len(theirs) == 1:
        yield _changed(pair, ours[0][1], theirs[0][1])
    elif ours:
        address = quoted(ours[0][1].address)
        yield Finding("changed-link", ours[0][1].at, f"{address} is no address in the source; remove the link to it")
    elif theirs:
        address = quoted(theirs[0][1].address)
        yield Finding("changed-link", pair.target.at, f"the link to {address} is lost; link the words that name it")


def _written(side: Side) -> list[str]:
    return [run.address for run in side.runs if run.kind in _KINDS]


def _addresses(side: Side) -> list[tuple[str, Run]]:
    """Returns where links and images lead, but for the language of the page there, with their runs."""
    return [
        (_LOCALE.sub("", _SCHEME.sub("https:", _whole(run))).rstrip("/"), run)
        for run in map(_read, side.of(*_KINDS))
        if run.address and not run.address.startswith("mailto:")
    ]


def _read(run: Run) -> Run:
    """Returns a run with the address that it leads to, also where that stands in a tag."""
    return run._replace(address=raw_address(run.address)[0]) if run.kind == HTML else run


def _whole(run: Run) -> str:
    # A bare address ends where words stand for a part of it, and these are translated.
    return _PLACEHOLDER.split(run.address, 1)[0] if run.at == run.inner and run.kind == LINK else run.address


def _without(some: list[tuple[str, Run]], others: list[tuple[str, Run]]) -> list[tuple[str, Run]]:
    """Returns those of `some` that are not among the `others`, or less often."""
    left = Counter(address for address, _ in others)
    kept = []
    for address, run in some:
        left[address] -= 1
        if left[address] < 0:
            kept.append((address, run))
    return kept


def _changed(pair: Pair, ours: Run, theirs: Run) -> Finding:
    at = _place(pair, ours)
    message = f"{quoted(ours.address)} is not where the source leads; write {quoted(theirs.address)}"
    fix = None
    if at != ours.at and _PLAIN.match(theirs.address):
        fix = Fix("lead where the source does", (Edit(at, theirs.address),))
    return Finding("changed-link", at, message, fix=fix)


def _place(pair: Pair, run: Run) -> Span:
    """Returns where the address of a run stands in the page; all of the run where it is written in another way."""
    if run.at == run.inner and run.kind == LINK:
        return run.at
    start = run.inner.end if run.kind == LINK else run.at.start
    at = written(pair, Span(start, run.at.end)).rfind(run.address)
    return Span(start + at, start + at + len(run.address)) if at >= 0 else run.at
