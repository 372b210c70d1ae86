"""Rules about links, bold text and other marks within units, each beside its page."""

from __future__ import annotations

from diglot.diagnostics import Rule, Severity
from diglot.rules.marks.broken_link import find_broken_links
from diglot.rules.marks.broken_menu_path import find_broken_menu_paths
from diglot.rules.marks.changed_code import find_changed_code
from diglot.rules.marks.changed_emphasis import find_changed_emphasis
from diglot.rules.marks.changed_html import find_changed_html
from diglot.rules.marks.changed_link import find_changed_links
from diglot.rules.marks.empty_link_text import find_empty_link_texts
from diglot.rules.marks.glued_mark import find_glued_marks
from diglot.rules.marks.literal_emphasis import find_literal_emphasis
from diglot.rules.marks.marked_function_word import find_marked_function_words
from diglot.rules.marks.split_brackets import find_split_brackets
from diglot.rules.marks.swallowed_punctuation import find_swallowed_punctuation
from diglot.rules.subject import TEXT, UNIT

HIDDEN_BY = {
    "empty-link-text": ("empty-target",),
    "changed-link": (
        "broken-link",
        "empty-link-text",
        "insecure-address",
        "safelink",
        "foreign-locale-address",
        "malformed-address",
        "empty-address",
        "missing-target",
        "glued-address",
    ),
    "changed-emphasis": (
        "empty-link-text",
        "broken-link",
        "literal-emphasis",
        "marked-function-word",
        "broken-menu-path",
        "changed-html",
    ),
    "marked-function-word": ("empty-link-text", "literal-emphasis"),
    "broken-menu-path": ("empty-link-text", "literal-emphasis"),
    "glued-mark": ("empty-link-text", "broken-link", "marked-function-word"),
    "swallowed-punctuation": ("empty-link-text", "marked-function-word"),
    "split-brackets": ("empty-link-text", "broken-link"),
}
"""Rule -> the rules whose finding at the same place is its cause."""

RULES: tuple[Rule, ...] = (
    Rule(
        "MRK101",
        "empty-link-text",
        Severity.ERROR,
        "A link has no text",
        TEXT,
        find_empty_link_texts,
        hidden_by=HIDDEN_BY["empty-link-text"],
    ),
    Rule(
        "MRK102",
        "changed-link",
        Severity.ERROR,
        "A link leads elsewhere than that of the source",
        UNIT,
        find_changed_links,
        hidden_by=HIDDEN_BY["changed-link"],
    ),
    Rule(
        "MRK103",
        "broken-link",
        Severity.ERROR,
        "A link is written so that it is none",
        TEXT,
        find_broken_links,
    ),
    Rule(
        "MRK104",
        "literal-emphasis",
        Severity.ERROR,
        "Marks of bold or italic text are shown as such",
        UNIT,
        find_literal_emphasis,
    ),
    Rule(
        "MRK105",
        "changed-emphasis",
        Severity.WARNING,
        "Bold or italic text was lost or added",
        UNIT,
        find_changed_emphasis,
        hidden_by=HIDDEN_BY["changed-emphasis"],
    ),
    Rule(
        "MRK106",
        "marked-function-word",
        Severity.WARNING,
        "Bold text or a link is left on words that only join others",
        UNIT,
        find_marked_function_words,
        hidden_by=HIDDEN_BY["marked-function-word"],
    ),
    Rule(
        "MRK107",
        "broken-menu-path",
        Severity.ERROR,
        "Steps of a path lie elsewhere than the marks between them",
        UNIT,
        find_broken_menu_paths,
        hidden_by=HIDDEN_BY["broken-menu-path"],
    ),
    Rule(
        "MRK108",
        "glued-mark",
        Severity.WARNING,
        "No space parts a word from a link or marked text",
        UNIT,
        find_glued_marks,
        hidden_by=HIDDEN_BY["glued-mark"],
    ),
    Rule(
        "MRK109",
        "swallowed-punctuation",
        Severity.INFO,
        "A mark of the sentence moved into a link or marked text",
        UNIT,
        find_swallowed_punctuation,
        hidden_by=HIDDEN_BY["swallowed-punctuation"],
    ),
    Rule(
        "MRK110",
        "changed-code",
        Severity.ERROR,
        "Code within a sentence is not that of the source",
        UNIT,
        find_changed_code,
    ),
    Rule(
        "MRK111",
        "changed-html",
        Severity.ERROR,
        "Tags, entities or words of command are not those of the source",
        UNIT,
        find_changed_html,
    ),
    Rule(
        "MRK112",
        "split-brackets",
        Severity.WARNING,
        "A link or marked text holds one half of a pair of brackets",
        UNIT,
        find_split_brackets,
        hidden_by=HIDDEN_BY["split-brackets"],
    ),
)
