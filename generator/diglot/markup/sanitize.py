"""Raw HTML made safe: an allow-list, enforced by nh3 on the whole article as soon as it holds any raw HTML.

Articles are written and translated by many hands; nothing in them may run, restyle the page or load from elsewhere unasked.
"""

from __future__ import annotations

from re import compile as pattern

import nh3

_ALLOWED = frozenset(
    "a abbr b bdi bdo blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption figure "
    "font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strike strong sub summary sup "
    "table tbody td tfoot th thead tr tt u ul var wbr".split()
)
_EMPTIED = frozenset({"script", "style"})
_DROPPED = frozenset(
    "applet audio button canvas embed form frame frameset iframe input label math noscript object option param picture "
    "select source svg textarea track video".split()
)
ELEMENTS = _ALLOWED | _EMPTIED | _DROPPED
"""The names that are read as HTML. A name outside of it, and those of a page's frame (`<title>`, `<body>`), is text."""

SLOT_SCHEME = "diglot-slot"
"""Addresses of this scheme stand for links whose targets are known later."""

_ATTRIBUTES = {
    "*": {"id", "lang", "dir", "title", "class", "aria-label", "aria-hidden", "role", "data-unit", "data-generated"},
    "a": {"href", "name"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers", "align"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr", "align"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "font": {"color"},
}
_SCHEMES = {"http", "https", "mailto", "tel", "ftp", "data", SLOT_SCHEME}
_PICTURE = pattern(r"data:image/(?:png|gif|jpeg|webp);", 2)
_NAME = pattern(r'<a name="')


class Sanitizer:
    """Keeps the compiled allow-list; build one per chunk of pages."""

    def __init__(self) -> None:
        self._cleaner = nh3.Cleaner(
            tags=set(_ALLOWED),
            clean_content_tags=set(_EMPTIED),
            attributes={name: set(names) for name, names in _ATTRIBUTES.items()},
            attribute_filter=_filter,
            url_schemes=set(_SCHEMES),
            link_rel=None,
        )

    def clean(self, html: str) -> str:
        """Returns `html` well-formed and without anything that is not allowed."""
        return _NAME.sub('<a id="', self._cleaner.clean(html))


def _filter(element: str, name: str, value: str) -> str | None:
    if name in ("href", "src") and value.lstrip().lower().startswith("data:"):
        return value if element == "img" and _PICTURE.match(value.strip()) else None
    return value
