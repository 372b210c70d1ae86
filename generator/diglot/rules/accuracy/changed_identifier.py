"""The rule changed-identifier: the name of a command, a file or a key that a translation lost or tore apart."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice

from diglot.diagnostics import Edit, Finding, Fix, Severity
from diglot.markup.sides import Side
from diglot.profile import Profile
from diglot.rules.accuracy.command_parts import changed_parts
from diglot.rules.accuracy.identifiers import ENDING, HOST, IDENTIFIER
from diglot.rules.accuracy.prose import MANY, MOST, content, prose
from diglot.rules.subject import Pair

_TRACES = re.compile(r"[.%#-](?:(?<=[.%])[A-Za-z]|(?<=-)(?:[A-Z]|[\dA-Fa-f]{4}-)|(?<=#)\d)")
_PARTS = re.compile(r"[/<\\]| -[A-Z]")
"""Hardly any text without one of these has a switch, a path or a parameter."""
_HEADS = ("0x", "0X", "HK")
"""Hardly any text has one of these, and no identifier is without one."""
_PIECES = re.compile(r"\w+|\W")
_BEFORE = ("", " ", "\u00a0", "(", "[", '"', "'", "“", "„", "«", "「")
_GAP = re.compile(r"[ \u00a0]+")


def find_changed_identifiers(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for each identifier of the source that a target lacks; one torn apart has a safe fix."""
    source = pair.source
    if source is None:
        return
    has_names, has_parts = _promises(source.text)
    if not has_names and not has_parts:
        return
    names = _changed(pair, prose(source)) if has_names else iter(())
    parts = changed_parts(source, pair.target) if has_parts else iter(())
    yield from islice(chain(names, parts), MOST)


@lru_cache(maxsize=4_000)
def _promises(source: str) -> tuple[bool, bool]:
    """Tells whether there may be names, and switches, paths or parameters, in a text that all translations share."""
    has_names = _TRACES.search(source) is not None or any(head in source for head in _HEADS)
    return has_names, _PARTS.search(source) is not None


def _changed(pair: Pair, source: str) -> Iterator[Finding]:
    target = pair.target
    known = _flat(target.text)
    squeezed = _GAP.sub("", known)
    edges = sorted({edge for run in pair.source.runs for edge in (run.start, run.end)}) if pair.source else []
    # Where marks begin or end amid a name, as in `*file*.csv`, a part of it stands for something else.
    whole = (match for match in IDENTIFIER.finditer(source) if not _holds(edges, *match.span()))
    for name in dict.fromkeys(match.group() for match in whole):
        found = list(_torn(target, name)) if squeezed.count(_flat(name)) > known.count(_flat(name)) else []
        yield from found
        if not found and _flat(name) not in known and not _is_term(name, pair.profile):
            yield _lost(target, name)
    for ending in dict.fromkeys(match.group() for match in ENDING.finditer(source)):
        # Without its point it is a fair name of a kind of file.
        if squeezed.count(_flat(ending)) > known.count(_flat(ending)):
            yield from _torn(target, ending)
    yield from _recased(target, source)


def _holds(edges: Sequence[int], start: int, end: int) -> bool:
    """Tells whether one of `edges` lies within the stretch from `start` to `end`."""
    return bisect_right(edges, start) < bisect_left(edges, end)


def _recased(target: Side, source: str) -> Iterator[Finding]:
    """Yields a hint for each host in `source` of which `target` writes a part in capital letters."""
    for name in islice(dict.fromkeys(match.group() for match in HOST.finditer(source)), MANY):
        if name in target.text:
            continue
        for match in re.finditer(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", target.text, re.IGNORECASE):
            if any(label.isupper() and len(label) > 1 for label in match.group().split(".")):
                at = target.span(*match.span())
                message = f"`{match.group()}` has capital letters that its source has not; write `{name}`"
                fix = Fix(f"Write `{name}`", (Edit(at, name),))
                yield Finding("changed-identifier", at, message, fix=fix, severity=Severity.INFO)


def _is_term(name: str, profile: Profile) -> bool:
    return any(term.name.lower() == name.lower() for term in profile.terms)


def _flat(text: str) -> str:
    return text.lower().replace("\u2011", "-")


def _lost(target: Side, name: str) -> Finding:
    return Finding(
        "changed-identifier", target.span(*content(target)), f"`{name}` of the source is missing; write it as it is"
    )


def _torn(target: Side, name: str) -> Iterator[Finding]:
    """Yields a finding for each place where `target` has `name` with blanks between its parts."""
    parts = r"[ \u00a0]{0,2}".join(map(re.escape, _PIECES.findall(name)))
    for match in re.finditer(rf"(?<![\w.]){parts}(?![^\W\d_])", target.text, re.IGNORECASE):
        start, end = match.span()
        gaps = [(start + gap.start(), start + gap.end()) for gap in _GAP.finditer(match.group())]
        if gaps:
            at, whole = target.span(start, end), _GAP.sub("", match.group())
            edits = tuple(Edit(target.span(*gap), "") for gap in gaps)
            # Where marks stand between its parts, or a word right before its point, someone has to look at them.
            is_plain = at.end - at.start == end - start and target.specials.isdisjoint(range(start, end))
            is_plain = is_plain and (not name.startswith(".") or target.text[:start][-1:] in _BEFORE)
            message = f"`{match.group()}` was torn apart; write `{whole}`"
            yield Finding("changed-identifier", at, message, fix=Fix(f"Write `{whole}`", edits, safe=is_plain))
