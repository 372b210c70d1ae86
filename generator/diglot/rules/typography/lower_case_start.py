"""The rule lower-case-start: a sentence that begins in lower case after a full stop."""

from __future__ import annotations

from collections.abc import Iterator
from re import Match
from re import compile as pattern

from diglot.diagnostics import Finding, Fix
from diglot.markup.sides import Side
from diglot.profile import Profile
from diglot.rules.subject import Pair
from diglot.rules.typography.prose import edit, is_written, prose, quoted

_NEXT_SENTENCE = pattern(r"(?<=[^\W\d_])[)\"'”’»\]]{0,3}+ ?[.!] ++(?=([^\W\d_]\S*))")
_STOP = pattern(r"[.!] ")
_WORD_BEFORE = pattern(r"[^\s(\"'“«\[/]{1,40}\Z")
_NAME = pattern(r"[\w]+")
_CLOSING = ".,:;?!)\"'”’»]"


def find_lower_case_starts(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for each sentence of a text that begins in lower case, unless the source has such a one."""
    side = pair.target
    # Without knowing any abbreviation no end of a sentence can be told.
    if not pair.profile.abbreviations or _STOP.search(side.text) is None:
        return
    found = [match for match in _low(prose(side), pair.profile) if not _is_name(match, pair.source)]
    if found and not (pair.source is not None and any(_low(prose(pair.source), pair.source_profile))):
        for match in found:
            yield _finding(side, match)


def _low(text: str, profile: Profile) -> Iterator[Match[str]]:
    """Yields sentence ends with a lower-case letter behind them; after an abbreviation no sentence ends."""
    for match in _NEXT_SENTENCE.finditer(text):
        if match[1][0].islower() and _ends_sentence(match, profile):
            yield match


def _ends_sentence(match: Match[str], profile: Profile) -> bool:
    start = match.start()
    word = _WORD_BEFORE.search(match.string, max(0, start - 40), start)
    if word is None or len(word.group()) == 1 or not _is_cased(word.group()[-1]):
        return False
    return f"{word.group().lower()}." not in profile.abbreviations


def _is_cased(letter: str) -> bool:
    return letter.lower() != letter.upper()


def _is_name(match: Match[str], source: Side | None) -> bool:
    """Tells whether the next word is written in lower case on purpose (`iPhone`), or part of a name that was split."""
    word = match[1].rstrip(_CLOSING)
    if not word.islower() or "." in word or "@" in word or "/" in word:
        return True
    name = _NAME.match(word)
    return source is not None and name is not None and f".{name.group()}" in source.text.lower()


def _finding(side: Side, match: Match[str]) -> Finding:
    start = match.end()
    word = match[1].rstrip(_CLOSING)
    fix = None
    if is_written(side, start, start + 1):
        fix = Fix("Begin with a capital", (edit(side, start, start + 1, word[0].upper()),))
    message = f"{quoted(word)} begins a sentence in lower case; write {quoted(word[0].upper() + word[1:])}"
    return Finding("lower-case-start", side.span(start, start + len(word)), message, fix=fix)
