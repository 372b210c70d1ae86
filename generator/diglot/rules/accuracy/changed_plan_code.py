"""The rule changed-plan-code: a code such as `E5` or `KB1234567` that a translation lost, changed or made up."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, zip_longest
from re import compile as pattern
from re import finditer, search

from diglot.diagnostics import Edit, Finding, Fix, Severity
from diglot.markup.sides import Side
from diglot.profile import Profile
from diglot.rules.accuracy.codes import Code, closed, codes_of, torn_words_of
from diglot.rules.accuracy.prose import MANY, MOST, content, prose
from diglot.rules.accuracy.times import is_quarter, quarters_in
from diglot.rules.subject import Pair

_DIGIT = pattern(r"\d")
_GLUED = pattern(r"[A-Za-zÀ-ɏ]\d")
_LONG = 3
_YEARS = (2, 4)
"""How many digits a year may have."""


def find_changed_plan_codes(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for each code that only one side of a unit has; a changed one counts once."""
    source, target = pair.source, pair.target
    if source is None or not (_has_code(source.text) or _has_code(target.text)):
        return
    shown, meant = prose(target), prose(source)
    missing = _unmatched(codes_of(meant), target.text)
    added = _unmatched(codes_of(shown), source.text)
    if missing or added:
        missing = _unsaid(missing, pair.source_profile, target.text, pair.profile)
        added = _unsaid(added, pair.profile, source.text, pair.source_profile)
    added += [word for word in _unmatched(torn_words_of(shown), source.text) if not _is_grown(word, source.text)]
    for lost, new in zip_longest(missing[:MOST], added[:MOST]):
        yield _finding(target, lost, new, pair)
    yield from islice(_in_small_letters(shown, meant, target), MOST)


def _in_small_letters(shown: str, meant: str, target: Side) -> Iterator[Finding]:
    """Yields a hint for each code of the source that the target has in small letters only."""
    for code in islice(dict.fromkeys(code.text for code in codes_of(meant)), MANY):
        if code in shown or code.startswith("V"):
            # `V2` is a version, which most languages write with a small letter.
            continue
        for match in finditer(rf"(?<![^\W_]){code.lower()}(?![^\W_])", shown):
            at = target.span(*match.span())
            message = f"`{match.group()}` is a code in small letters; write `{code}`"
            fix = Fix(f"Write `{code}`", (Edit(at, code),), safe=at.end - at.start == len(code))
            yield Finding("changed-plan-code", at, message, fix=fix, severity=Severity.INFO)


def _has_code(text: str) -> bool:
    return _DIGIT.search(text) is not None and _GLUED.search(text) is not None


def _unmatched(codes: list[Code], other: str) -> list[Code]:
    left = {code.text: code for code in codes if code.text not in other}
    if not left:
        return []
    flat = closed(other)
    return [code for code in left.values() if closed(code.text) not in flat and not _is_named(code, other)]


def _is_named(code: Code, other: str) -> bool:
    """Tells whether `other` spells a code out: `O365` as `Office 365`, `V2` as `version 2`."""
    digits = code.digits
    if len(digits) >= _LONG:
        return digits in other
    return len(code.text) == 1 + len(digits) and search(rf"(?<![A-Z\d]){digits}(?!\d)", other) is not None


def _unsaid(codes: list[Code], profile: Profile, other: str, other_profile: Profile) -> list[Code]:
    """Returns those of `codes` that `other` does not say as its language does: `Q3` is `T3`, `FY26` is `2026`."""
    quarters: frozenset[str] | None = None
    left = []
    for code in codes:
        if is_quarter(code.text, profile):
            quarters = quarters_in(other, other_profile) if quarters is None else quarters
            if code.text[1] in quarters:
                continue
        elif code.text.startswith(profile.fiscal_years) and _is_year_in(code.digits, other):
            continue
        left.append(code)
    return left


def _is_year_in(digits: str, other: str) -> bool:
    return len(digits) in _YEARS and search(rf"(?<!\d)(?:20)?{digits[-2:]}(?!\d)", other) is not None


def _finding(target: Side, lost: Code | None, new: Code | None, pair: Pair) -> Finding:
    if new is None:
        at, word = target.span(*content(target)), lost.text if lost else ""
        return Finding("changed-plan-code", at, f"`{word}` of the source is missing; add it")
    at = target.span(new.start, new.end)
    if lost is not None and is_quarter(lost.text, pair.source_profile) and is_quarter(new.text, pair.profile):
        meant = f"{new.text[0]}{lost.text[1]}"
        fix = Fix(f"Write `{meant}`", (Edit(at, meant),))
        message = f"`{new.text}` is not in the source; did you mean `{meant}`"
        return Finding("changed-plan-code", at, message, fix=fix)
    if lost is not None:
        fix = Fix(f"Write `{lost.text}`", (Edit(at, lost.text),))
        return Finding(
            "changed-plan-code", at, f"`{new.text}` is not in the source; did you mean `{lost.text}`", fix=fix
        )
    severity = Severity.WARNING if new.text.isupper() else None
    return Finding(
        "changed-plan-code", at, f"`{new.text}` is not in the source; write what the source says", severity=severity
    )


def _is_grown(word: Code, source: str) -> bool:
    """Tells whether `word` is a name of the source with a word of the target grown onto it, another rule's fault."""
    end = next(offset for offset, char in enumerate(word.text) if char.isdigit()) + 1
    return word.text[:end] in source
