"""What a check found out about a site, as values that reporters turn into text, files and plots."""

from __future__ import annotations

from typing import NamedTuple

from diglot.diagnostics import Diagnostic
from diglot.model import PageId

CURRENT, BEHIND, UNKNOWN, ORPHAN = "current", "behind", "unknown", "orphan"
"""The freshness of a page: its source is the newest known one; a newer one is known; nobody can tell; it has none."""


class State(NamedTuple):
    """How old a translated page is."""

    freshness: str
    """`current`, `behind`, `unknown` or `orphan`."""
    units: tuple[str, ...] = ()
    """The numbers of the units whose source is older than the newest known one, in order."""
    additions: tuple[str, ...] = ()
    """The numbers of the units next to which the newest source says something new."""
    newest: PageId | None = None
    """The page that has the newest known source: a source page, or a translation of it. May be the page itself."""


class PageQuality(NamedTuple):
    """A page in figures."""

    locale: str
    path: str
    """Path of the article, see `PageId`."""
    file: str
    """Relative to the project."""
    title: str
    translation_type: str
    """`MT`, `HT`, …; empty where the page does not say it, or is no translation."""
    handoff: str
    """The day of the last handoff, `2021-03-02`; empty where it is not known."""
    freshness: str
    """`current`, `behind`, `unknown`, `orphan`; empty for pages of the source locale."""
    units: int
    untranslated: int
    """Units whose target is empty, or is still the source text."""
    source_words: int
    errors: int
    warnings: int
    infos: int

    @property
    def score(self) -> float:
        """Penalty points per 1,000 source words, as in MQM: an error 5, a warning 1, an info 0."""
        return 1000 * (5 * self.errors + self.warnings) / max(self.source_words, 100)


class LocaleQuality(NamedTuple):
    """A locale in figures."""

    locale: str
    articles: int
    """Articles that the site has in any locale."""
    pages: int
    """Those of them that this locale has."""
    units: int
    untranslated: int
    source_words: int
    types: tuple[tuple[str, int], ...]
    """(translation type, pages), most frequent first; the type is empty where pages do not say it."""
    freshness: tuple[tuple[str, int], ...]
    """(`current` | `behind` | `unknown` | `orphan`, pages), all four, in this order."""
    families: tuple[tuple[str, int, int, int], ...]
    """(family of rules `SEG` …, errors, warnings, infos), every family, in the order of the rules."""

    @property
    def missing(self) -> int:
        """Articles that this locale does not have."""
        return self.articles - self.pages


class Report(NamedTuple):
    """What `diglot check` has to say."""

    diagnostics: tuple[Diagnostic, ...]
    """Sorted by file and place; those that the baseline knows are among them, and marked."""
    locales: tuple[LocaleQuality, ...]
    """In the order of the site."""
    pages: tuple[PageQuality, ...] = ()
    """In the order of the site."""
    source_locale: str = "en-US"
    suppressed: int = 0
    """Findings that comments in the articles allow."""
    absent: tuple[tuple[str, str], ...] = ()
    """(locale, fingerprint) of entries of the baseline that nothing matches any more."""
    notes: tuple[str, ...] = ()
    """What people should know of this run: a locale without a profile, a damaged cache."""
    failures: tuple[str, ...] = ()
    """Rules that raised an exception, each with the page it happened on."""
