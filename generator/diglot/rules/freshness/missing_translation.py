"""STA953: an article that a locale does not have, or a locale that has few of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from diglot.diagnostics import Finding
from diglot.model import PageId, Span
from diglot.rules.freshness.sources import Sources
from diglot.rules.subject import Ground, Late

_MOST = 5


def find_missing_translations(ground: Ground, _: Mapping[PageId, Sources]) -> Iterator[Late]:
    """Yields a finding for each article that locales lack, and one for each locale that lacks most of them."""
    articles = _articles(ground)
    translations = [locale for locale in ground.locales if locale != ground.source_locale]
    counts = Counter(page.locale for pages in articles.values() for page in pages)
    sparse = [locale for locale in translations if 2 * counts[locale] < len(articles)]
    for locale in sparse:
        message = f"`{locale}` has {counts[locale]} of {len(articles)} articles; translate the others"
        yield Late(_first(ground, locale), _finding(message))
    for path, pages in articles.items():
        having = {page.locale for page in pages}
        lacking = [locale for locale in translations if locale not in having and locale not in sparse]
        if lacking:
            message = f"the article `{path}` is missing in {_listed(lacking)}; translate it"
            yield Late(max(pages, key=lambda page: _age(ground, page)), _finding(message))


def _articles(ground: Ground) -> dict[str, list[PageId]]:
    """Returns the pages of each article that is to be translated: those of the source, where the site has one."""
    articles: dict[str, list[PageId]] = {}
    for page, summary in ground.pages.items():
        if not summary.generated:
            articles.setdefault(page.path, []).append(page)
    sources = {path for path, pages in articles.items() if pages[0].locale == ground.source_locale}
    return {path: pages for path, pages in articles.items() if path in sources or not sources}


def _age(ground: Ground, page: PageId) -> tuple[bool, date]:
    return (page.locale == ground.source_locale, ground.pages[page].metadata.last_handoff or date.min)


def _first(ground: Ground, locale: str) -> PageId:
    """Returns the topmost page of `locale`, or of the site if it has none."""
    pages = [page for page, summary in ground.pages.items() if not summary.generated]
    own = [page for page in pages if page.locale == locale]
    return min(own or pages, key=lambda page: (page.path.count("/"), page.path))


def _listed(locales: Sequence[str]) -> str:
    listed = ", ".join(f"`{locale}`" for locale in locales[:_MOST])
    return f"{listed} and {len(locales) - _MOST} more" if len(locales) > _MOST else listed


def _finding(message: str) -> Finding:
    # It is about all of the page: there is no place for what is not there.
    return Finding("missing-translation", Span(0, 0), message)
