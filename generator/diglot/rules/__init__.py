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
    Rule("MRK101", "empty-link-text", Severity.ERROR, "A link has no text"),
    Rule("MRK103", "broken-link", Severity.ERROR, "A link is written so that it is none"),
    Rule("LNK204", "empty-address", Severity.ERROR, "A link has no address"),
    Rule("LNK205", "missing-target", Severity.ERROR, "A link or image leads to nothing on this site"),
    Rule("LNK206", "malformed-address", Severity.ERROR, "A link's address is none"),
    Rule("LNK209", "target-case", Severity.WARNING, "A link differs in case from the file or anchor it means"),
    Rule("LNK210", "untranslated-target", Severity.INFO, "A link leads to an article that this locale does not have"),
    Rule("LNK211", "redirect-loop", Severity.ERROR, "Redirections lead in a circle"),
    Rule("LNK212", "backslash-path", Severity.WARNING, "A link has backslashes between its folders"),
    Rule("LNK213", "oversize-resource", Severity.WARNING, "An image is larger than it should be"),
    Rule("LNK214", "missing-include", Severity.ERROR, "A file that a page includes is not there"),
    Rule("LNK215", "unknown-uid", Severity.WARNING, "A reference has a uid that nothing has"),
    Rule("LNK216", "missing-code", Severity.WARNING, "A sample of code is not there"),
    Rule("LNK217", "foreign-code", Severity.INFO, "A sample of code is outside of the content"),
    Rule("CHR601", "mojibake", Severity.ERROR, "Text was decoded with the wrong encoding"),
    Rule("CHR602", "lost-character", Severity.ERROR, "A character was lost, and a sign stands in its place"),
    Rule("CHR603", "invalid-encoding", Severity.ERROR, "A file is not UTF-8"),
    Rule("FMT801", "invalid-front-matter", Severity.ERROR, "The front matter cannot be read"),
    Rule("FMT802", "unknown-metadata", Severity.ERROR, "A front matter key is misspelt, translated or malformed"),
    Rule("FMT803", "locale-mismatch", Severity.ERROR, "A page says it is of another locale than its folder"),
    Rule("FMT808", "malformed-date", Severity.WARNING, "A date in the front matter is none"),
    Rule("FMT809", "duplicate-metadata", Severity.WARNING, "A front matter key stands twice"),
    Rule("FMT810", "address-clash", Severity.WARNING, "Two pages would have the same address"),
    Rule("FMT811", "invalid-toc", Severity.ERROR, "A table of contents cannot be read"),
    Rule("FMT812", "unsupported-page-kind", Severity.WARNING, "A YAML page is of a kind that cannot be drawn"),
    Rule("FMT813", "too-deep", Severity.WARNING, "Blocks are nested too deeply to be read"),
    Rule("FMT814", "broken-construct", Severity.WARNING, "An extension of Markdown is not closed or cannot be read"),
    Rule("FMT815", "unsafe-html", Severity.WARNING, "HTML that could harm readers was left out"),
    Rule("FMT816", "invalid-configuration", Severity.ERROR, "A configuration file of a docset cannot be used"),
    Rule("FMT817", "invalid-yaml-page", Severity.ERROR, "A YAML page cannot be read"),
    Rule("FMT818", "oversize-page", Severity.WARNING, "A page is too large to be read"),
    Rule("FMT819", "missing-alt-text", Severity.WARNING, "An image has no text for those who do not see it"),
    Rule("FMT820", "cut-alt-text", Severity.WARNING, "The text of an image lost some of its sentences"),
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
