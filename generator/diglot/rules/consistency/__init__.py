"""Rules about the same text translated in several ways, each beside its page."""

from __future__ import annotations

from diglot.diagnostics import Rule, Severity
from diglot.rules.consistency.inconsistent_translation import find_inconsistent_translations
from diglot.rules.consistency.reused_translation import find_reused_translations
from diglot.rules.consistency.translations import TRANSLATIONS
from diglot.rules.subject import LOCALE

RULES: tuple[Rule, ...] = (
    Rule(
        "CON901",
        "inconsistent-translation",
        Severity.WARNING,
        "A text is translated differently than everywhere else",
        LOCALE,
        find_inconsistent_translations,
        TRANSLATIONS,
    ),
    Rule(
        "CON902",
        "reused-translation",
        Severity.INFO,
        "A translation belongs to another text",
        LOCALE,
        find_reused_translations,
        TRANSLATIONS,
    ),
)
