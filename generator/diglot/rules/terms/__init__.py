"""Rules about names and terms, each beside its page."""

from __future__ import annotations

from diglot.diagnostics import Rule, Severity
from diglot.rules.subject import LOCALE
from diglot.rules.terms.changed_name import find_changed_names
from diglot.rules.terms.lost_term import find_lost_terms
from diglot.rules.terms.mixed_names import find_mixed_names
from diglot.rules.terms.names import NAMES

RULES: tuple[Rule, ...] = (
    Rule(
        "TRM501",
        "changed-name",
        Severity.ERROR,
        "A name is translated, misspelt or missing",
        LOCALE,
        find_changed_names,
        gather=NAMES,
    ),
    Rule(
        "TRM502",
        "mixed-names",
        Severity.WARNING,
        "A name is kept in some places and translated in others",
        LOCALE,
        find_mixed_names,
        gather=NAMES,
    ),
    Rule(
        "TRM503",
        "lost-term",
        Severity.INFO,
        "A term is missing that the locale keeps nearly everywhere",
        LOCALE,
        find_lost_terms,
        gather=NAMES,
    ),
)
