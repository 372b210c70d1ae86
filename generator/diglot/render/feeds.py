"""What programs read instead of pages: a feed of each locale, and the lists of articles in `llms.txt`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from re import compile as pattern
from uuid import NAMESPACE_URL, uuid5

from diglot.looks import Theme
from diglot.model import Index, Output, PageId
from diglot.own_pages import is_hidden
from diglot.render.drawing import Reader, reader_of
from diglot.render.lists import named
from diglot.settings import Settings
from diglot.urls import copy_address, has_copy, relative, web_address

_NEWEST = 50
"""So many articles are in a feed."""
_NOT_XML = pattern("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKUP = pattern(r"[\\\[\]]")


def render_feeds(settings: Settings, theme: Theme, index: Index) -> Iterator[Output]:
    """Yields `feed.xml` and `llms.txt` of each locale, and the `llms.txt` of the site, which leads to them."""
    readers = [reader_of(settings, theme, locale) for locale in settings.locales]
    for reader in readers:
        here = f"{reader.site.locale.tag.lower()}/"
        yield Output(f"{here}feed.xml", _feed(reader, index, here).encode("utf-8", "replace"))
        yield Output(f"{here}llms.txt", _articles(reader, index, here).encode("utf-8", "replace"))
    lists = "".join(_list(settings, reader) for reader in readers)
    yield Output("llms.txt", f"# {_plain(readers[0].site.title)}\n\n{lists}".encode("utf-8", "replace"))


def _list(settings: Settings, reader: Reader) -> str:
    address = f"{reader.site.locale.tag.lower()}/llms.txt"
    return f"- [{_plain(reader.site.locale.name)}]({_address(settings, '', address)})\n"


def _feed(reader: Reader, index: Index, here: str) -> str:
    """Returns the feed of a locale (RFC 4287): its newest articles, by the day of their last edit."""
    settings, site = reader.settings, reader.site
    days = {page: day for page in index.pages if page.locale == site.locale.tag and (day := _day(index, page))}
    newest = sorted(days, key=lambda page: days[page], reverse=True)[:_NEWEST]
    entries = "".join(_entry(settings, index, page, days[page], here) for page in newest)
    own = f'<link rel="self" href="{_address(settings, here, f"{here}feed.xml")}"/>\n' if settings.base_url else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{site.locale.tag}">\n'
        f"<id>{_id(settings, site.title, here)}</id>\n<title>{_text(site.title)}</title>\n"
        # A locale in which no day is known has a feed without articles; its first one will be newer than this.
        f"<updated>{_instant(days[newest[0]] if newest else date(1970, 1, 1))}</updated>\n"
        f"<author><name>{_text(site.title)}</name></author>\n"
        f'{own}<link rel="alternate" type="text/html" hreflang="{site.locale.tag}" '
        f'href="{_address(settings, here, here)}"/>\n'
        f"<generator>{_text(site.generator)}</generator>\n{entries}</feed>\n"
    )


def _entry(settings: Settings, index: Index, page: PageId, day: date, here: str) -> str:
    summary, address = index.pages[page], index.addresses[page]
    description = f"<summary>{_text(summary.description)}</summary>\n" if summary.description else ""
    return (
        f"<entry>\n<id>{_id(settings, settings.title, address)}</id>\n<title>{_text(summary.title)}</title>\n"
        f"<updated>{_instant(day)}</updated>\n"
        f'<link rel="alternate" type="text/html" href="{_address(settings, here, address)}"/>\n{description}</entry>\n'
    )


def _day(index: Index, page: PageId) -> date | None:
    """Returns the day on which an article changed, as far as it says; None where it is not to be told of, either."""
    metadata = index.pages[page].metadata
    return None if is_hidden(metadata) else metadata.updated or metadata.last_handoff


def _articles(reader: Reader, index: Index, here: str) -> str:
    """Returns the list of a locale's articles by section (llmstxt.org), each once, with what it is about."""
    settings, locale = reader.settings, reader.site.locale.tag
    rest = reader.catalog.gettext("Articles")
    parts = [f"# {_plain(reader.site.title)}\n"]
    told: set[PageId] = set()
    for section in index.home.get(locale, index.sections[locale]):
        pages = [page for page in section.pages if page not in told and not is_hidden(index.pages[page].metadata)]
        told.update(pages)
        lines = [_line(settings, index, page, here) for page in pages]
        if lines:
            section = named(reader, section)
            parts.append(f"\n## {_plain(section.title or rest)}\n\n{''.join(lines)}")
    return "".join(parts)


def _line(settings: Settings, index: Index, page: PageId, here: str) -> str:
    summary, address = index.pages[page], index.addresses[page]
    copy = copy_address(address) if settings.markdown_copies and has_copy(summary.file) else address
    description = f": {_plain(summary.description)}" if summary.description else ""
    return f"- [{_plain(summary.title)}]({_address(settings, here, copy)}){description}\n"


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text), quote=False)


def _address(settings: Settings, here: str, address: str) -> str:
    return escape(web_address(settings.base_url + address if settings.base_url else relative(here, address)))


def _id(settings: Settings, title: str, address: str) -> str:
    """Returns what names a feed or an entry for good: its address, or a name made of it where that is not known."""
    if settings.base_url:
        return escape(web_address(settings.base_url + address))
    return uuid5(NAMESPACE_URL, f"{title}/{address}").urn


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
