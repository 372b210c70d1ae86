"""Raw HTML made safe: an allow-list, enforced by nh3 on the whole article as soon as it holds any raw HTML.

Articles are written and translated by many hands; nothing in them may run, restyle the page or load unasked.
"""

from __future__ import annotations

from re import Match
from re import compile as pattern

import nh3

_ALLOWED = frozenset(
    "a abbr b bdi bdo blockquote br caption center cite code col colgroup dd del details dfn div dl dt em figcaption "
    "figure font h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p pre q rp rt ruby s samp small span strike "
    "strong sub summary sup table tbody td tfoot th thead tr tt u ul var wbr".split()
)
SILENT = frozenset({"script", "style"})
"""What they hold are no words."""
HEAD = frozenset({"base", "link", "meta"})
"""They are read as HTML where they have attributes."""
DROPPED = frozenset(
    "applet audio button canvas embed fieldset form frame frameset iframe label legend math noscript object option "
    "param picture select source svg textarea track video".split()
)
"""The tags of these are left out; what stands between them are words."""
ELEMENTS = _ALLOWED | SILENT | DROPPED
"""The names that are read as HTML. A name outside of it, and those of a page's frame (`<title>`, `<body>`), is text."""

SLOT_SCHEME = "diglot-slot"
"""Addresses of this scheme stand for links whose targets are known later."""

OWN_DATA = (
    "data-unit",  # the number of a unit
    "data-generated",  # words that no author wrote
    "data-label",  # the key of such words, see `diglot.markup.labels`
    "data-name",  # what they name
    "data-tab",  # the id of a tab
    "data-condition",  # the tab that has to be chosen for it
    "data-moniker",  # the versions that a part of a page is about, see `diglot.markup.monikers`
    "data-pivot",  # the variants that it is about
    "data-pivot-names",  # what they are called
    "data-math",  # a formula, see `diglot.markup.math`
    "data-video",  # what a frame shows once a reader asks for it, see `diglot.markup.videos`
)
"""Attributes that mean something to Diglot. Those that authors wrote are renamed before they get here."""

_ATTRIBUTES = {
    "*": {"id", "lang", "dir", "title", "class", "aria-label", "aria-hidden", "role", "translate", *OWN_DATA},
    "a": {"href", "name", "target", "rel"},
    "img": {"src", "alt", "width", "height", "loading"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "headers", "align"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr", "align"},
    "col": {"span"},
    "colgroup": {"span"},
    "details": {"open"},
    "font": {"color"},
    "input": {"type", "checked", "disabled"},
}
_SCHEMES = frozenset(
    "http https mailto tel sms ftp sftp data feedback-hub ms-settings ms-windows-store ms-word ms-excel ms-powerpoint "
    "ms-access ms-project ms-publisher ms-visio ms-infopath ms-outlook ms-get-started ms-gamingoverlay ms-help "
    "ms-contact-support ms-appinstaller ms-availablenetworks ms-cxh ms-photos ms-people ms-clock ms-calculator "
    "ms-quick-assist".split()
)
_CHECKBOX = {"input": {"type": "checkbox", "disabled": ""}}
"""Nothing else may be put into an article, and nobody can change it."""
_PICTURE = pattern(r"data:image/(?:png|gif|jpeg|webp);", 2)
_ANCHOR = pattern(r'<a((?: [^\s"=>]+="[^"]*")*?) name="([^"]*)"((?: [^\s"=>]+="[^"]*")*)>')


class Sanitizer:
    """Keeps the compiled allow-list; build one per chunk of pages."""

    def __init__(self) -> None:
        self._cleaner = nh3.Cleaner(
            tags=set(_ALLOWED),
            clean_content_tags={*SILENT, "iframe", "svg"},
            attributes={name: set(names) for name, names in _ATTRIBUTES.items()},
            set_tag_attribute_values=_CHECKBOX,
            attribute_filter=_filter,
            url_schemes={*_SCHEMES, SLOT_SCHEME},
            link_rel=None,
        )

    def clean(self, html: str) -> str:
        """Returns `html` well-formed and without anything that is not allowed."""
        cleaned = self._cleaner.clean(html)
        return _ANCHOR.sub(_with_id, cleaned) if ' name="' in cleaned else cleaned


def may_have(element: str, attribute: str) -> bool:
    """Tells whether an attribute is kept, as far as its name says."""
    return attribute in _ATTRIBUTES["*"] or attribute in _ATTRIBUTES.get(element, ())


def _with_id(match: Match[str]) -> str:
    """Writes `<a name>` as today's HTML wants it."""
    before, name, after = match.groups()
    has_id = ' id="' in before or ' id="' in after
    return match.group() if has_id else f'<a{before} id="{name}"{after}>'


def _filter(element: str, name: str, value: str) -> str | None:
    if name in ("href", "src") and value.lstrip().lower().startswith("data:"):
        return value if element == "img" and _PICTURE.match(value.strip()) else None
    return value
