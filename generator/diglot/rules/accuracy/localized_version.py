"""The rule localized-version: a version number that was written as if it were a quantity, `OAuth 2,0`."""

from __future__ import annotations

from collections.abc import Iterator

from diglot.diagnostics import Edit, Finding, Fix
from diglot.i18n import is_currency
from diglot.patterns import pattern
from diglot.profile import Profile
from diglot.rules.accuracy.prose import prose
from diglot.rules.subject import Pair

_COMMA = pattern(r"\d,\d")
_VERSION = pattern(r"(?:(?<![^\W\d_])([^\W\d_]\w{0,40}+)[ \u00a0-])?(?<![\d.,])(\d{1,5}(?:,\d{1,5})++)(?![.,]?\d)")
"""A name that stands directly before, if any, and the number."""


def find_localized_versions(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for each version number of a target whose points became commas; the fix is safe."""
    if pair.source is None or "," not in pair.target.text or _COMMA.search(pair.target.text) is None:
        return
    target, source = pair.target, pair.source.text
    found: list[str] = []
    for match in _VERSION.finditer(prose(target)):
        name, number = match.groups()
        meant = number.replace(",", ".")
        if not (_is_version(name, meant, source, pair.source_profile) or _is_next(found, meant, source, pair)):
            continue
        found.append(meant)
        start = match.start(2)
        commas = [start + offset for offset, char in enumerate(number) if char == ","]
        edits = tuple(Edit(target.span(offset, offset + 1), ".") for offset in commas)
        fix = Fix(f"Write `{meant}`", edits, safe=target.specials.isdisjoint(commas))
        message = f"`{number}` is a version, not a quantity; write `{meant}` as the source does"
        yield Finding("localized-version", target.span(start, match.end(2)), message, fix=fix)


def _is_version(name: str | None, number: str, source: str, profile: Profile) -> bool:
    """Tells whether `number` stands in `source` after the same name as in the translation, or has many parts."""
    if number not in source:
        return False
    if number.count(".") > 1:
        return True
    if not name or name.lower() in profile.function_words or is_currency(name):
        return False
    lowered, name = source.lower(), name.lower()
    return any(f"{name}{gap}{number}" in lowered for gap in (" ", "\u00a0", "-"))


def _is_next(found: list[str], number: str, source: str, pair: Pair) -> bool:
    """Tells whether `source` has `number` right behind a version that was found: `TLS 1.0 and 1.1`."""
    joints = [", ", *(f" {word} " for word in pair.source_profile.joining_words)]
    return any(f"{version}{joint}{number}" in source for version in found for joint in joints)
