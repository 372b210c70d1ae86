"""The figures of a check: each page and each locale in numbers, out of the index, the states and the findings. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from diglot.diagnostics import Diagnostic
from diglot.model import Index, PageId, Summary
from diglot.quality import BEHIND, CURRENT, ORPHAN, UNKNOWN, LocaleQuality, PageQuality, State
from diglot.recounting import recounted
from diglot.rules.registry import RULES
from diglot.settings import Settings

_FRESHNESS = (CURRENT, BEHIND, UNKNOWN, ORPHAN)
_UNTRANSLATED = frozenset({"untranslated-unit", "empty-target"})
"""Names of the rules whose findings are units without a translation."""
_FAMILIES = tuple(dict.fromkeys(rule.family for rule in RULES))


def measure(
    settings: Settings, index: Index, states: Mapping[PageId, State], diagnostics: Sequence[Diagnostic]
) -> tuple[tuple[LocaleQuality, ...], tuple[PageQuality, ...]]:
    """Returns each locale and each page of the site in figures; what nobody knows the age of is of `unknown` age."""
    untranslated = Counter((one.locale, one.page) for one in diagnostics if one.name in _UNTRANSLATED)
    pages = []
    for page, summary in index.pages.items():
        is_source = page.locale == settings.source_locale
        freshness = "" if is_source else states.get(page, State(UNKNOWN)).freshness
        pages.append(_page(summary, freshness, untranslated[page], _words(index, page), is_source))
    articles = len({page.path for page in index.pages})
    locales = [
        _locale(locale, articles, [page for page in pages if page.locale == locale]) for locale in settings.locales
    ]
    return recounted(locales, pages, diagnostics)


def _page(summary: Summary, freshness: str, untranslated: int, words: int, is_source: bool) -> PageQuality:
    handoff = summary.metadata.last_handoff
    return PageQuality(
        locale=summary.id.locale,
        path=summary.id.path,
        file=summary.file,
        title=summary.title,
        translation_type="" if is_source else summary.metadata.translation_type,
        handoff=handoff.isoformat() if handoff else "",
        freshness=freshness,
        # The units of a page that was made out of a translation are those of the translation.
        units=0 if summary.generated else summary.units,
        untranslated=untranslated,
        source_words=words,
        errors=0,
        warnings=0,
        infos=0,
    )


def _words(index: Index, page: PageId) -> int:
    """Returns the words of the source of a page; of one that was made out of a translation, those of its units."""
    summary = index.pages[page]
    origin = index.pages.get(PageId(summary.metadata.content_locale, page.path)) if summary.generated else None
    return (origin or summary).source_words


def _locale(locale: str, articles: int, pages: Sequence[PageQuality]) -> LocaleQuality:
    types = Counter(page.translation_type for page in pages if page.freshness)
    ages = Counter(page.freshness for page in pages)
    return LocaleQuality(
        locale=locale,
        articles=articles,
        pages=len(pages),
        units=sum(page.units for page in pages),
        untranslated=sum(page.untranslated for page in pages),
        source_words=sum(page.source_words for page in pages),
        types=tuple(sorted(types.items(), key=lambda entry: (-entry[1], entry[0]))),
        freshness=tuple((age, ages[age]) for age in _FRESHNESS),
        families=tuple((family, 0, 0, 0) for family in _FAMILIES),
    )
