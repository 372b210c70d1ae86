"""Rules about spaces, quotes and marks of sentences, each beside its page."""

from __future__ import annotations

from diglot.diagnostics import Rule, Severity
from diglot.rules.subject import LOCALE, PAGE, TEXT, UNIT
from diglot.rules.typography.changed_end_mark import find_changed_end_marks
from diglot.rules.typography.double_space import find_double_spaces
from diglot.rules.typography.doubled_word import find_doubled_words
from diglot.rules.typography.dropped_quotes import find_dropped_quotes
from diglot.rules.typography.edge_space import find_edge_spaces
from diglot.rules.typography.loose_quote import find_loose_quotes
from diglot.rules.typography.lower_case_start import find_lower_case_starts
from diglot.rules.typography.space_before_mark import find_spaces_before_marks
from diglot.rules.typography.split_compound import COMPOUNDS, find_split_compounds
from diglot.rules.typography.suspended_hyphen import find_suspended_hyphens
from diglot.rules.typography.unbalanced_marks import find_unbalanced_marks

RULES: tuple[Rule, ...] = (
    Rule(
        "TYP701",
        "double-space",
        Severity.WARNING,
        "Two spaces stand where the source has one",
        TEXT,
        find_double_spaces,
        hidden_by=("empty-link-text",),
    ),
    Rule(
        "TYP702",
        "space-before-mark",
        Severity.WARNING,
        "A space stands before a comma or full stop",
        TEXT,
        find_spaces_before_marks,
        hidden_by=("changed-identifier", "empty-link-text"),
    ),
    Rule(
        "TYP703",
        "suspended-hyphen",
        Severity.WARNING,
        "A hyphen that stands for the rest of a word is glued to the next word",
        TEXT,
        find_suspended_hyphens,
    ),
    Rule("TYP704", "loose-quote", Severity.WARNING, "A space stands within quotes", TEXT, find_loose_quotes),
    Rule(
        "TYP705",
        "doubled-word",
        Severity.WARNING,
        "A word stands twice in a row",
        TEXT,
        find_doubled_words,
        hidden_by=("repeated-phrase",),
    ),
    Rule(
        "TYP706",
        "lower-case-start",
        Severity.INFO,
        "A sentence begins in lower case",
        TEXT,
        find_lower_case_starts,
        hidden_by=("changed-identifier", "changed-number", "empty-link-text", "partly-translated"),
    ),
    Rule(
        "TYP707",
        "changed-end-mark",
        Severity.INFO,
        "A text does not end with the mark of its source",
        UNIT,
        find_changed_end_marks,
        hidden_by=("broken-menu-path",),
    ),
    Rule(
        "TYP708",
        "unbalanced-marks",
        Severity.WARNING,
        "A bracket or quotation mark has no partner",
        PAGE,
        find_unbalanced_marks,
        hidden_by=("broken-construct", "broken-link", "glued-address", "repeated-phrase", "mojibake"),
    ),
    Rule(
        "TYP709",
        "edge-space",
        Severity.INFO,
        "A unit begins or ends with a space too many or too few",
        PAGE,
        find_edge_spaces,
    ),
    Rule("TYP710", "dropped-quotes", Severity.INFO, "Quotes of the source are lost", UNIT, find_dropped_quotes),
    Rule(
        "TYP711",
        "split-compound",
        Severity.INFO,
        "Two words are one elsewhere",
        LOCALE,
        find_split_compounds,
        COMPOUNDS,
    ),
)
