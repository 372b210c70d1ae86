"""Rules about front matter, files and blocks, each beside its page."""

from __future__ import annotations

from diglot.diagnostics import Rule, Severity
from diglot.rules.formatting.alt_texts import find_cut_texts, find_silent_tags
from diglot.rules.formatting.asset_ids import ASSET_IDS, find_duplicate_asset_ids
from diglot.rules.formatting.titles import TITLES, find_title_mismatches
from diglot.rules.formatting.translated_anchor import find_translated_anchors
from diglot.rules.formatting.untranslated_alt_text import find_untranslated_alt_texts
from diglot.rules.subject import PAGE, SITE

RULES: tuple[Rule, ...] = (
    Rule("FMT801", "invalid-front-matter", Severity.ERROR, "The front matter cannot be read"),
    Rule("FMT802", "unknown-metadata", Severity.ERROR, "A front matter key is misspelt, translated or malformed"),
    Rule("FMT803", "locale-mismatch", Severity.ERROR, "A page says it is of another locale than its folder"),
    Rule(
        "FMT804",
        "title-mismatch",
        Severity.WARNING,
        "A title does not go with its article",
        SITE,
        find_title_mismatches,
        TITLES,
    ),
    Rule(
        "FMT805",
        "translated-anchor",
        Severity.ERROR,
        "The anchor of a heading was translated",
        PAGE,
        find_translated_anchors,
    ),
    Rule(
        "FMT806",
        "duplicate-asset-id",
        Severity.INFO,
        "Several articles have the same id",
        SITE,
        find_duplicate_asset_ids,
        ASSET_IDS,
    ),
    Rule(
        "FMT807",
        "untranslated-alt-text",
        Severity.WARNING,
        "The text of an image was left in the source language",
        PAGE,
        find_untranslated_alt_texts,
    ),
    Rule("FMT808", "malformed-date", Severity.WARNING, "A date in the front matter is none"),
    Rule("FMT809", "duplicate-metadata", Severity.WARNING, "A front matter key stands twice"),
    Rule("FMT810", "address-clash", Severity.WARNING, "Two pages would have the same address"),
    Rule("FMT811", "invalid-toc", Severity.ERROR, "A table of contents cannot be read"),
    Rule("FMT812", "unsupported-page-kind", Severity.WARNING, "A YAML page is of a kind that cannot be drawn"),
    Rule("FMT813", "too-deep", Severity.WARNING, "Blocks are nested too deeply to be read"),
    Rule(
        "FMT814",
        "broken-construct",
        Severity.WARNING,
        "An extension of Markdown is not closed or cannot be read",
        hidden_by=("changed-html",),
    ),
    Rule("FMT815", "unsafe-html", Severity.WARNING, "HTML that could harm readers was left out"),
    Rule("FMT816", "invalid-configuration", Severity.ERROR, "A configuration file of a docset cannot be used"),
    Rule("FMT817", "invalid-yaml-page", Severity.ERROR, "A YAML page cannot be read"),
    Rule("FMT818", "oversize-page", Severity.WARNING, "A page is too large to be read"),
    Rule(
        "FMT819",
        "missing-alt-text",
        Severity.WARNING,
        "An image has no text for those who do not see it",
        PAGE,
        find_silent_tags,
    ),
    Rule(
        "FMT820",
        "cut-alt-text",
        Severity.WARNING,
        "The text of an image lost some of its sentences",
        PAGE,
        find_cut_texts,
    ),
    Rule("FMT821", "unused-allowance", Severity.WARNING, "A comment allows a finding that is not there"),
    Rule("FMT822", "unknown-allowance", Severity.WARNING, "A comment allows what is no rule, or says no reason"),
)
