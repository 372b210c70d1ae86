"""The stage that makes articles findable: what Pagefind is told, and which of its files belong on the site. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape
from re import compile as pattern
from typing import Any, NamedTuple

from diglot.model import Body, Index, Output, PageId
from diglot.search_bundles import in_order
from diglot.settings import Settings

_SURPLUS = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight", "playground")
"""Parts of Pagefind's bundle that the theme does not use: it has its own results page."""
_UNIT = pattern(r"<span data-unit=\"[^\"]*\">")

_FEWEST = 2
"""A filter with fewer values than this tells no article from another."""


class Findable(NamedTuple):
    """An article as the search shows it."""

    page: PageId
    path: str
    """Of its file, below the locale's folder of the site."""
    title: str
    section: str
    filters: tuple[tuple[str, str], ...] = ()
    """(filter, value): what readers can narrow a search to, and where a source page has its translations."""


class Indexed(NamedTuple):
    """An article that a search knows, and what its body was made from."""

    article: Findable
    view: str
    file: str


def search_name(locale: str) -> str:
    """Returns what the search of a locale is remembered by."""
    return f"{locale} search"


def findables(settings: Settings, index: Index) -> dict[str, list[Findable]]:
    """Returns what results of the search say of articles, by locale."""
    values = Counter(facet for facet, _ in {one for summary in index.pages.values() for one in summary.facets})
    found: dict[str, list[Findable]] = {locale: [] for locale in settings.locales}
    for page, summary in index.pages.items():
        filters = [(facet, value) for facet, value in summary.facets if values[facet] >= _FEWEST]
        if page.locale == settings.source_locale:
            filters += [("elsewhere", place) for place in _elsewhere(settings, index, page)]
        found[page.locale].append(_findable(index, page, tuple(filters)))
    return found


def _findable(index: Index, page: PageId, filters: tuple[tuple[str, str], ...]) -> Findable:
    trail = index.trails.get(page, ())
    path = f"{_below_home(index, page)}index.html"
    return Findable(page, path, index.pages[page].title, trail[-1].title if trail else "", filters)


def _elsewhere(settings: Settings, index: Index, page: PageId) -> Iterator[str]:
    """Yields the locales that lack an article, `da-DK`, or have it at another address, `da-DK=other/page/`.

    In all others it has the address that it has here. So what is found in the source text leads to its translation.
    """
    translations = {other.locale: other for other in index.alternates[page]}
    own = _below_home(index, page)
    for locale in settings.locales:
        if locale == page.locale:
            continue
        if locale not in translations:
            yield locale
        elif (address := _below_home(index, translations[locale])) != own:
            yield f"{locale}={address}"


def _below_home(index: Index, page: PageId) -> str:
    return index.addresses[page].partition("/")[2]


def requests(locale: str, articles: Iterable[tuple[Findable, Body]]) -> Iterator[dict[str, Any]]:
    """Yields the messages that make Pagefind index the articles of one locale and hand over the files of its bundle.

    They are the payloads of the service protocol that Pagefind's own wrappers speak (version 1.5). It is given the
    article and nothing around it: less to read, and no word of the theme in any result.
    """
    config = {"force_language": locale.lower(), "keep_index_url": False, "exclude_selectors": ["[data-generated]"]}
    yield {"type": "NewIndex", "config": config}
    for entry, body in articles:
        document = _document(locale, entry, body)
        yield {"type": "AddFile", "index_id": 0, "file_path": entry.path, "url": None, "file_contents": document}
    yield {"type": "GetFiles", "index_id": 0}


def bundle(locale: str, files: Iterable[tuple[str, bytes]]) -> list[Output]:
    """Returns the files of a bundle that belong on the site, those that name others after those that they name."""
    kept = [(name, data) for name, data in in_order(files) if not name.startswith(_SURPLUS)]
    kept.sort(key=lambda file: (file[0] == "pagefind-entry.json", file[0].endswith(".pf_meta"), file[0]))
    return [Output(f"{locale.lower()}/pagefind/{name}", data) for name, data in kept]


def _document(locale: str, entry: Findable, body: Body) -> str:
    # Unit spans mean nothing to a search; without them there is a third less to read.
    html = _UNIT.sub("<span>", body.html)
    title = "" if body.has_title else f"<h1>{escape(entry.title)}</h1>"
    names = "title[data-title], section[data-section]" if entry.section else "title[data-title]"
    section = f' data-section="{escape(entry.section)}"' if entry.section else ""
    main = f'<main data-pagefind-body data-pagefind-meta="{names}" data-title="{escape(entry.title)}"{section}'
    return f'<html lang="{locale}"><body>{main}{_filters(entry)}>{title}{html}</main></body></html>'


def _filters(entry: Findable) -> str:
    """Returns the attributes that say what an article is filtered by. In place, Pagefind would read one value only."""
    if not entry.filters:
        return ""
    names = ", ".join(f"{name}[f{number}]" for number, (name, _) in enumerate(entry.filters))
    values = "".join(f' f{number}="{escape(value)}"' for number, (_, value) in enumerate(entry.filters))
    return f' data-pagefind-filter="{names}"{values}'
