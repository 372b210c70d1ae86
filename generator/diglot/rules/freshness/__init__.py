"""Rules about translations behind their source, each beside its page."""

from __future__ import annotations

from diglot.diagnostics import Rule, Severity
from diglot.rules.freshness.missing_translation import find_missing_translations
from diglot.rules.freshness.outdated_metadata import find_outdated_metadata
from diglot.rules.freshness.outdated_translation import find_outdated_translations
from diglot.rules.freshness.sources import SOURCES
from diglot.rules.subject import SITE

RULES: tuple[Rule, ...] = (
    Rule(
        "STA951",
        "outdated-translation",
        Severity.WARNING,
        "The source has changed since it was translated",
        SITE,
        find_outdated_translations,
        SOURCES,
    ),
    Rule(
        "STA952",
        "outdated-metadata",
        Severity.INFO,
        "The source has a newer version with the same text",
        SITE,
        find_outdated_metadata,
        SOURCES,
    ),
    Rule(
        "STA953",
        "missing-translation",
        Severity.WARNING,
        "An article is missing in a locale",
        SITE,
        find_missing_translations,
        SOURCES,
    ),
)
