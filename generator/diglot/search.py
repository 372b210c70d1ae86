"""The stage that makes articles findable: what Pagefind is told, and which of its files belong on the site. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from re import compile as pattern
from typing import Any

from diglot.model import Body, Findable, Index, Output, PageId

_SURPLUS = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight", "playground")
"""Parts of Pagefind's bundle that the theme does not use: it has its own results page."""
_UNIT = pattern(r"<span data-unit=\"[^\"]*\">")


def findable(index: Index, page: PageId) -> Findable:
    """Returns what a result of the search says of an article."""
    trail = index.trails.get(page, ())
    address = index.addresses[page].partition("/")[2]
    return Findable(page, f"{address}index.html", index.pages[page].title, trail[-1].title if trail else "")


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
    kept = [(name, data) for name, data in files if not name.startswith(_SURPLUS)]
    kept.sort(key=lambda file: (file[0] == "pagefind-entry.json", file[0].endswith(".pf_meta"), file[0]))
    return [Output(f"{locale.lower()}/pagefind/{name}", data) for name, data in kept]


def _document(locale: str, entry: Findable, body: Body) -> str:
    # Unit spans mean nothing to a search; without them there is a third less to read.
    html = _UNIT.sub("<span>", body.html)
    title = "" if body.has_title else f"<h1>{escape(entry.title)}</h1>"
    names = "title[data-title], section[data-section]" if entry.section else "title[data-title]"
    section = f' data-section="{escape(entry.section)}"' if entry.section else ""
    main = f'<main data-pagefind-body data-pagefind-meta="{names}" data-title="{escape(entry.title)}"{section}>'
    return f'<html lang="{locale}"><body>{main}{title}{html}</main></body></html>'
