"""Rules about what has to survive translation: numbers, codes, names of commands, each beside its page."""

from __future__ import annotations

from diglot.diagnostics import Rule, Severity
from diglot.rules.accuracy.changed_identifier import find_changed_identifiers
from diglot.rules.accuracy.changed_number import find_changed_numbers
from diglot.rules.accuracy.changed_plan_code import find_changed_plan_codes
from diglot.rules.accuracy.leaked_placeholder import find_leaked_placeholders
from diglot.rules.accuracy.length_outlier import LENGTHS, find_length_outliers
from diglot.rules.accuracy.localized_version import find_localized_versions
from diglot.rules.accuracy.repeated_phrase import find_repeated_phrases
from diglot.rules.subject import LOCALE, UNIT

RULES: tuple[Rule, ...] = (
    Rule(
        "ACC301",
        "leaked-placeholder",
        Severity.ERROR,
        "A program's placeholder was lost, broken, or stands where words should",
        UNIT,
        find_leaked_placeholders,
    ),
    Rule(
        "ACC302",
        "changed-number",
        Severity.ERROR,
        "A number was lost, added or changed",
        UNIT,
        find_changed_numbers,
        hidden_by=("leaked-placeholder",),
    ),
    Rule(
        "ACC303",
        "localized-version",
        Severity.ERROR,
        "A version number has a comma in place of its point",
        UNIT,
        find_localized_versions,
    ),
    Rule(
        "ACC304",
        "changed-plan-code",
        Severity.ERROR,
        "A code such as `E5` was lost, added or changed",
        UNIT,
        find_changed_plan_codes,
        hidden_by=("leaked-placeholder",),
    ),
    Rule(
        "ACC305",
        "changed-identifier",
        Severity.ERROR,
        "The name of a command, a file or a key was lost or torn apart",
        UNIT,
        find_changed_identifiers,
        hidden_by=("leaked-placeholder",),
    ),
    Rule(
        "ACC306",
        "length-outlier",
        Severity.WARNING,
        "A translation is far shorter or longer than others of its language",
        LOCALE,
        find_length_outliers,
        LENGTHS,
    ),
    Rule(
        "ACC307",
        "repeated-phrase",
        Severity.WARNING,
        "A translation says the same words three times in a row",
        UNIT,
        find_repeated_phrases,
    ),
)
