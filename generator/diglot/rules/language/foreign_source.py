"""The rule foreign-source: a page whose source text is in another language than the source locale has."""

from __future__ import annotations

from collections.abc import Iterator

from diglot.diagnostics import Finding
from diglot.i18n import language_name
from diglot.rules.language.wrong_language import telling
from diglot.rules.quoting import quoted
from diglot.rules.subject import Page


def find_foreign_source(page: Page) -> Iterator[Finding]:
    """Yields a finding for a page whose source text is in another language than that of the source locale."""
    if not page.foreign:
        return
    side = telling([pair.source or pair.target for pair in page.pairs if pair.block != "code"])
    found, expected = language_name(page.foreign, "en"), language_name(page.source_profile.locale, "en")
    message = (
        f"{quoted(side.text)} and the rest of the source text are in {found}, not in {expected}; write them in"
        f" {expected}, or move the article to the folder of its locale"
    )
    yield Finding("foreign-source", side.span(0, len(side.text)), message)
