"""The stage for machines that read sites: sitemaps, robots.txt, and rules for hosts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from urllib.parse import quote

from diglot.model import Index, Output, PageId
from diglot.own_pages import Version, everywhere, is_hidden, is_told, versions_of_lists
from diglot.seo.hosts import host_rules
from diglot.settings import Settings
from diglot.urls import INDEX

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
MOST_ADDRESSES = 50_000
"""Limit of a sitemap file (sitemaps.org, “Sitemap index files”)."""


def seo(settings: Settings, index: Index, most: int = MOST_ADDRESSES) -> Iterator[Output]:
    """Yields `sitemap.xml`, with one part per locale (more where a part would be too long), and `robots.txt`.

    Beside articles it names homes, indexes and lists of sections.

    And the redirects as rules, for the hosts that the settings name.
    """
    parts = []
    at = {address: page for page, address in index.addresses.items()}
    own = _own_pages(settings, index, at)
    for locale in settings.locales:
        start = f"{locale.lower()}/"
        urls = [
            _entry(settings, address, versions, "")
            for address, versions in own.items()
            if address.startswith(start) and address not in at
        ]
        urls += [
            _url(settings, index, page, own.get(index.addresses[page]))
            for page, summary in index.pages.items()
            if page.locale == locale and not is_hidden(summary.metadata)
        ]
        for number in range(0, len(urls), most):
            name = f"sitemap-{locale.lower()}{f'-{number // most + 1}' if len(urls) > most else ''}.xml"
            parts.append(name)
            yield Output(name, _part(urls[number : number + most]))
    entries = "".join(f"<sitemap><loc>{_address(settings, name)}</loc></sitemap>\n" for name in parts)
    body = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{entries}</sitemapindex>\n'
    yield Output("sitemap.xml", _xml(body))
    sitemap = f"\nSitemap: {settings.base_url}sitemap.xml\n" if settings.base_url else ""
    yield Output("robots.txt", f"User-agent: *\nAllow: /\n{sitemap}".encode())
    yield from host_rules(settings, index)


def _own_pages(settings: Settings, index: Index, at: Mapping[str, PageId]) -> dict[str, list[Version]]:
    """Returns what the site has beside its articles and with them on it: address -> all versions to tell of."""
    groups = {
        address: everywhere(settings, place) for place in ("", INDEX) for _, address, _ in everywhere(settings, place)
    }
    groups |= versions_of_lists(settings, index, at)
    return {address: [one for one in group if is_told(index, at, one)] for address, group in groups.items()}


def _part(urls: list[str]) -> bytes:
    names = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    return "".join((_XML, f"<urlset {names}>\n", *urls, "</urlset>\n")).encode()


def _url(settings: Settings, index: Index, page: PageId, versions: list[Version] | None) -> str:
    """Returns the entry of an article; `versions` are those of the home page or list that it stands on."""
    others = versions or [
        (id.locale, index.addresses[id], False)
        for id in index.alternates[page]
        if not is_hidden(index.pages[id].metadata)
    ]
    updated = index.pages[page].metadata.updated
    return _entry(settings, index.addresses[page], others, updated.isoformat() if updated else "")


def _entry(settings: Settings, address: str, alternates: list[Version], updated: str) -> str:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{locale}" href="{_address(settings, other)}"/>'
        for locale, other, _ in (alternates if len(alternates) > 1 else ())
    )
    day = f"<lastmod>{updated}</lastmod>" if updated else ""
    return f"<url><loc>{_address(settings, address)}</loc>{day}{links}</url>\n"


def _address(settings: Settings, address: str) -> str:
    # Without a known address of the site, the way from the root of the host has to do.
    return escape((settings.base_url or "/") + quote(address))


def _xml(body: str) -> bytes:
    return f"{_XML}{body}".encode()
