"""The figures of a check: each page and each locale in numbers, out of the index, the states and the findings. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from diglot.diagnostics import Diagnostic, Severity
from diglot.model import Index, PageId, Summary
from diglot.quality import BEHIND, CURRENT, ORPHAN, UNKNOWN, LocaleQuality, PageQuality, State
from diglot.rules import RULES
from diglot.settings import Settings

_FRESHNESS = (CURRENT, BEHIND, UNKNOWN, ORPHAN)
_UNTRANSLATED = frozenset({"untranslated-unit", "empty-target"})
"""Names of the rules whose findings are units without a translation."""
_FAMILIES = tuple(dict.fromkeys(rule.family for rule in RULES))
_WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_NOTHING = dict.fromkeys(_WORST_FIRST, 0)


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


def recounted(
    locales: Iterable[LocaleQuality], pages: Iterable[PageQuality], diagnostics: Iterable[Diagnostic]
) -> tuple[tuple[LocaleQuality, ...], tuple[PageQuality, ...]]:
    """Returns figures with other findings counted in them, such as those that are left after a selection."""
    by_page: dict[tuple[str, str], Counter[Severity]] = defaultdict(Counter)
    by_family: Counter[tuple[str, str, Severity]] = Counter()
    for one in diagnostics:
        by_page[one.locale, one.page][one.severity] += 1
        by_family[one.locale, one.code[:3], one.severity] += 1

    def families(locale: str) -> Iterator[tuple[str, int, int, int]]:
        for family in _FAMILIES:
            errors, warnings, infos = (by_family[locale, family, severity] for severity in _WORST_FIRST)
            yield family, errors, warnings, infos

    def counted(page: PageQuality) -> PageQuality:
        found = by_page.get((page.locale, page.path), _NOTHING)
        errors, warnings, infos = (found[severity] for severity in _WORST_FIRST)
        if (errors, warnings, infos) == (page.errors, page.warnings, page.infos):
            return page
        return page._replace(errors=errors, warnings=warnings, infos=infos)

    return (
        tuple(locale._replace(families=tuple(families(locale.locale))) for locale in locales),
        tuple(map(counted, pages)),
    )


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
        families=(),
    )
