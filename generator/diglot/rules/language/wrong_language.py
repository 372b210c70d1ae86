"""The rule wrong-language: a page that is in another language than that of its locale, as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from diglot.diagnostics import Finding
from diglot.i18n import language_name
from diglot.markup.sides import Side
from diglot.rules.language.detection import foreign_language
from diglot.rules.quoting import quoted
from diglot.rules.subject import Page

_READER = "en"
"""The language of messages."""


def find_wrong_language(page: Page) -> Iterator[Finding]:
    """Yields a finding for a page that is in another language than that of its locale."""
    # Where the source is in another language, nobody can say what its translation should be.
    if page.is_source or page.foreign:
        return
    # What says that it is not translated is told unit by unit.
    sides = [pair.target for pair in page.pairs if pair.block != "code" and not pair.is_new]
    language = foreign_language(sides, page.profile)
    if language:
        side = telling(sides)
        expected = language_name(page.profile.locale, _READER)
        message = (
            f"{quoted(side.text)} and the rest of this page are in {language_name(language, _READER)},"
            f" not in {expected}; translate them"
        )
        yield Finding("wrong-language", side.span(0, len(side.text)), message)


def telling(sides: list[Side]) -> Side:
    """Returns the first of `sides` that is more than a word or two, else the first."""
    return next((side for side in sides if len(side.text) >= _TELLING), sides[0])


_TELLING = 20
"""Characters of a text that shows which language it is in."""
