"""Rules about the language of texts, each beside its page."""

from __future__ import annotations

from diglot.diagnostics import Rule, Severity
from diglot.rules.language.foreign_source import find_foreign_source
from diglot.rules.language.partly_translated import find_partly_translated
from diglot.rules.language.untranslated_unit import find_untranslated_units
from diglot.rules.language.wrong_language import find_wrong_language
from diglot.rules.subject import PAGE, UNIT

RULES: tuple[Rule, ...] = (
    Rule(
        "LNG401",
        "untranslated-unit",
        Severity.ERROR,
        "A unit is still in the language of its source",
        UNIT,
        find_untranslated_units,
    ),
    Rule(
        "LNG402",
        "partly-translated",
        Severity.INFO,
        "Some words of a unit are still in the language of its source",
        UNIT,
        find_partly_translated,
    ),
    Rule(
        "LNG403",
        "wrong-language",
        Severity.ERROR,
        "A page is in another language than its locale",
        PAGE,
        find_wrong_language,
    ),
    Rule(
        "LNG404",
        "foreign-source",
        Severity.INFO,
        "The source text of a page is in another language than the source locale",
        PAGE,
        find_foreign_source,
    ),
)
