"""The rules: what Diglot reports, under which code, and how a finding becomes a diagnostic.

Each rule has a page of the same name beside it, in the folder of its family: what, why, how to fix, examples.
"""

from __future__ import annotations

from typing import Protocol

from diglot.diagnostics import Diagnostic, Finding, Rule, Severity
from diglot.model import Location, Span

RULES: tuple[Rule, ...] = (
    Rule("SEG001", "unit-structure", Severity.ERROR, "A bilingual span pair is damaged"),
    Rule("SEG002", "empty-target", Severity.ERROR, "A unit has source text but no translation"),
    Rule("LNK204", "empty-address", Severity.ERROR, "A link has no address"),
    Rule("LNK205", "missing-target", Severity.ERROR, "A link or image leads to nothing on this site"),
    Rule("LNK206", "malformed-address", Severity.ERROR, "A link's address is none"),
    Rule("LNK209", "target-case", Severity.WARNING, "A link differs in case from the file or anchor it means"),
    Rule("LNK210", "untranslated-target", Severity.INFO, "A link leads to an article that this locale does not have"),
    Rule("CHR601", "mojibake", Severity.ERROR, "Text was decoded with the wrong encoding"),
    Rule("CHR603", "invalid-encoding", Severity.ERROR, "A file is not UTF-8"),
    Rule("FMT801", "invalid-front-matter", Severity.ERROR, "The front matter cannot be read"),
    Rule("FMT802", "unknown-metadata", Severity.ERROR, "A front matter key is misspelt, translated or malformed"),
    Rule("FMT803", "locale-mismatch", Severity.ERROR, "A page says it is of another locale than its folder"),
    Rule("FMT808", "malformed-date", Severity.WARNING, "A date in the front matter is none"),
    Rule("FMT809", "duplicate-metadata", Severity.WARNING, "A front matter key stands twice"),
    Rule("FMT810", "address-clash", Severity.WARNING, "Two pages would have the same address"),
    Rule("FMT811", "invalid-toc", Severity.ERROR, "A table of contents cannot be read"),
)
"""Every rule, by code."""

BY_NAME = {rule.name: rule for rule in RULES}


class Places(Protocol):
    """Knows where the offsets of a page are in its file."""

    def locate(self, at: Span) -> Location:
        """Returns the place of `at`."""
        ...

    def lines(self, first: int, last: int) -> tuple[str, ...]:
        """Returns lines of the file, 1-based, inclusive."""
        ...


def stamp(finding: Finding, places: Places, locale: str) -> Diagnostic:
    """Returns `finding` with its rule's code and severity, its place in the file and the lines it is about."""
    rule = BY_NAME[finding.rule]
    at = places.locate(finding.at)
    lines = places.lines(at.line, min(at.end_line, at.line + 2))
    return diagnostic(rule.name, at, finding.message, locale, unit=finding.unit, excerpt=lines)


def diagnostic(
    name: str, at: Location, message: str, locale: str, *, unit: str | None = None, excerpt: tuple[str, ...] = ()
) -> Diagnostic:
    """Returns a diagnostic of the rule `name` at a place that is already known."""
    rule = BY_NAME[name]
    return Diagnostic(rule.code, rule.name, rule.severity, at, message, locale, unit, excerpt)
