"""The stage for machines that read sites: sitemaps, robots.txt, and rules for hosts."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from diglot.model import Index, Output, PageId
from diglot.seo.hosts import host_rules
from diglot.settings import Settings

MOST_ADDRESSES = 50_000
"""Limit of a sitemap file (sitemaps.org, “Sitemap index files”)."""


def seo(settings: Settings, index: Index, most: int = MOST_ADDRESSES) -> Iterator[Output]:
    """Yields `sitemap.xml`, with one part per locale (more where a part would be too long), and `robots.txt`.

    And the redirects as rules, for the hosts that the settings name.
    """
    parts = []
    occupied = {index.addresses[page]: page for page in index.pages}
    homes = [
        (locale, home)
        for locale in settings.locales
        for home in [f"{locale.lower()}/"]
        if home not in occupied or _is_public(index, occupied[home])
    ]
    for locale in settings.locales:
        pages = [page for page in index.pages if page.locale == locale and _is_public(index, page)]
        home = f"{locale.lower()}/"
        urls = [_url(settings, index, page, homes if index.addresses[page] == home else None) for page in pages]
        if home not in occupied:
            urls.insert(0, _entry(settings, home, homes, ""))
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


def _is_public(index: Index, page: PageId) -> bool:
    return not index.pages[page].metadata.robots & {"noindex", "none"}


def _part(urls: list[str]) -> bytes:
    names = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    return _xml(f"<urlset {names}>\n{''.join(urls)}</urlset>\n")


def _url(settings: Settings, index: Index, page: PageId, homes: list[tuple[str, str]] | None) -> str:
    """Returns the entry of an article; with `homes` that of one on a home page, which all of them are alternates of."""
    others = homes or [(id.locale, index.addresses[id]) for id in index.alternates[page] if _is_public(index, id)]
    updated = index.pages[page].metadata.updated
    return _entry(settings, index.addresses[page], others, updated.isoformat() if updated else "")


def _entry(settings: Settings, address: str, alternates: list[tuple[str, str]], updated: str) -> str:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{locale}" href="{_address(settings, other)}"/>'
        for locale, other in (alternates if len(alternates) > 1 else ())
    )
    day = f"<lastmod>{updated}</lastmod>" if updated else ""
    return f"<url><loc>{_address(settings, address)}</loc>{day}{links}</url>\n"


def _address(settings: Settings, address: str) -> str:
    # Without a known address of the site, the way from the root of the host has to do.
    return escape((settings.base_url or "/") + quote(address))


def _xml(body: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}'.encode()
