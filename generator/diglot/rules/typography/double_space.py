"""The rule double-space: two blanks or more where the source has one; mostly a word or link was lost between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from re import Match
from re import compile as pattern

from diglot.diagnostics import Finding
from diglot.markup.sides import LINK, Side
from diglot.profile import Profile
from diglot.rules.subject import Pair
from diglot.rules.typography.loose_quote import loose_spaces
from diglot.rules.typography.prose import edit, is_written, prose, quoted, safe_fix

_BLANKS = "  "
# Behind `Ã`, the first blank may be the other half of a letter, which is another finding.
_DOUBLE = pattern(r"(?<=[^\s>+|/→Ã]) {2,}(?=[^\s>+|/→,.;:?!،؛؟、。])")
_SENTENCE_END = ".?!:؟"
_WORD = pattern(r"\S{1,40}\Z")


def find_double_spaces(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for each double space of a text that its source does not have at the corresponding place."""
    side = pair.target
    if _BLANKS not in side.text:
        return
    found = list(_doubles(side, pair.profile))
    source = list(_doubles(pair.source, pair.source_profile)) if pair.source and _BLANKS in pair.source.text else []
    if pair.source is None or any(_ends_sentence(match) for match in source):
        found = [match for match in found if not _ends_sentence(match)]
    for match in _without_counterpart(found, source):
        yield _finding(side, match.start(), match.end())


def _doubles(side: Side, profile: Profile) -> Iterator[Match[str]]:
    text = prose(side)
    loose = loose_spaces(text, profile)
    return (match for match in _DOUBLE.finditer(text) if match.start() not in loose)


def _ends_sentence(match: Match[str]) -> bool:
    return match.string[match.start() - 1] in _SENTENCE_END


def _without_counterpart(found: list[Match[str]], source: Sequence[Match[str]]) -> list[Match[str]]:
    """Returns what is left of `found` once each double space of the source has taken the nearest one."""
    left = list(found)
    for match in source:
        if not left:
            break
        left.remove(min(left, key=lambda other: abs(_share(other) - _share(match))))
    return left


def _share(match: Match[str]) -> float:
    return match.start() / len(match.string)


def _finding(side: Side, start: int, end: int) -> Finding:
    extra = _extra(side, start, end)
    fix = safe_fix(side, "Leave one space", edit(side, *extra, "")) if extra else None
    word = _WORD.search(side.text, max(0, start - 40), start)
    told = f"two spaces stand behind {quoted(word.group() if word else side.text[start - 1])}"
    message = f"{told}; put back what was lost there, or remove one space"
    return Finding("double-space", side.span(start, end), message, fix=fix)


def _extra(side: Side, start: int, end: int) -> tuple[int, int] | None:
    """Returns where the blanks stand that can go: one within the text of a link rather than the one beside it."""
    if is_written(side, start, end):
        return start + 1, end
    if end - start == len(_BLANKS):
        for run in side.of(LINK):
            if start + 1 in (run.start, run.end) and run.start < run.end:
                return (start + 1, end) if run.start == start + 1 else (start, start + 1)
    return None
