"""Counts findings into the figures of pages and locales; for a check that has nothing else to find out, too. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from diglot.diagnostics import Diagnostic, Severity
from diglot.quality import LocaleQuality, PageQuality

_WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_NOTHING = dict.fromkeys(_WORST_FIRST, 0)


def recounted(
    locales: Iterable[LocaleQuality], pages: Iterable[PageQuality], diagnostics: Iterable[Diagnostic]
) -> tuple[tuple[LocaleQuality, ...], tuple[PageQuality, ...]]:
    """Returns figures with other findings counted in them, such as those that are left after a selection."""
    by_page: dict[tuple[str, str], Counter[Severity]] = defaultdict(Counter)
    by_family: Counter[tuple[str, str, Severity]] = Counter()
    for one in diagnostics:
        by_page[one.locale, one.page][one.severity] += 1
        by_family[one.locale, one.code[:3], one.severity] += 1

    def families(locale: LocaleQuality) -> Iterator[tuple[str, int, int, int]]:
        for family, *_ in locale.families:
            errors, warnings, infos = (by_family[locale.locale, family, severity] for severity in _WORST_FIRST)
            yield family, errors, warnings, infos

    def counted(page: PageQuality) -> PageQuality:
        found = by_page.get((page.locale, page.path), _NOTHING)
        errors, warnings, infos = (found[severity] for severity in _WORST_FIRST)
        if (errors, warnings, infos) == (page.errors, page.warnings, page.infos):
            return page
        return page._replace(errors=errors, warnings=warnings, infos=infos)

    return (
        tuple(locale._replace(families=tuple(families(locale))) for locale in locales),
        tuple(map(counted, pages)),
    )
