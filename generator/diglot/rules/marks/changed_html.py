"""The rule changed-html: raw tags, entities and words of command such as `[!NOTE]` that a translation changed."""

from __future__ import annotations

from collections.abc import Iterator
from re import Match
from re import compile as pattern

from diglot.diagnostics import Edit, Finding, Fix
from diglot.markup.sides import HTML, Side
from diglot.rules.marks.words import lost_and_added, prose, quoted
from diglot.rules.subject import Pair

_NAME = pattern(r"</?[A-Za-z][A-Za-z0-9-]*+|<!--")
_ENTITY = pattern(r"&[ ]?(?:[A-Za-z]{2,8}|# ?[0-9]{2,5})[ ]?;")
_KEYWORD = pattern(r"\[!\s?([^\W\d_][\w+-]*+)")
_LABEL = pattern(r"\[!?([^\W_]{2,20})\](?!\()")


def find_changed_html(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for a unit whose tags, entities or words of command are not those of its source."""
    target, source = pair.target, pair.source
    if source is None:
        return
    if target.runs or source.runs:
        yield from _tags(target, source)
    if "&" in target.text and _ENTITY.search(prose(target)) and not _ENTITY.search(prose(source)):
        for match in _ENTITY.finditer(prose(target)):
            message = f"the entity {quoted(match.group())} is shown as such; write the character itself"
            yield Finding("changed-html", target.span(*match.span()), message)
    if "[!" in source.text or "[!" in target.text:
        yield from _keywords(pair, source)


def _tags(target: Side, source: Side) -> Iterator[Finding]:
    ours, theirs = _names(target), _names(source)
    if ours == theirs:
        return
    lost, added = lost_and_added(ours, theirs)
    if added:
        run = next(run for run in target.of(HTML) if _name(run.address) == added[0])
        message = f"{quoted(run.address)} is no tag of the source; remove it, or write the one that the source has"
        yield Finding("changed-html", run.at, message)
    elif lost:
        run = next(run for run in source.of(HTML) if _name(run.address) == lost[0])
        yield Finding("changed-html", target.at, f"the tag {quoted(run.address)} of the source is missing; write it")


def _names(side: Side) -> list[str]:
    return [_name(run.address) for run in side.runs if run.kind == HTML]


def _name(tag: str) -> str:
    match = _NAME.match(tag)
    return match.group().lower() if match else tag


def _keywords(pair: Pair, source: Side) -> Iterator[Finding]:
    target = pair.target
    ours, theirs = list(_KEYWORD.finditer(target.text)), list(_KEYWORD.finditer(source.text))
    lost, added = lost_and_added(map(_word, ours), map(_word, theirs))
    if lost:
        was = next(match for match in theirs if _word(match) == lost[0])
        now = next((match for match in ours if _word(match) == added[0]), None) if added else None
        now = now or _LABEL.match(target.text)
        if now is None:
            message = f"`[!{was[1]}]` of the source is missing; write it"
            yield Finding("changed-html", target.at, message)
            return
        at = target.span(now.start(1) - (now.string[now.start(1) - 1] == "!"), now.end(1))
        message = f"{quoted(now[1])} means nothing here; write `{was[1]}`, which is not translated"
        yield Finding(
            "changed-html", at, message, fix=Fix("write the word of the source", (Edit(at, f"!{was[1]}"),), safe=True)
        )


def _word(match: Match[str]) -> str:
    return match[1].upper()
