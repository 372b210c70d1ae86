"""Labels: words that no author wrote, such as the heading of a note. They are filled in when a page is drawn.

In a body a label is an empty element that names its key. What reaches `fill_labels` was written by our own code or by
the sanitizer, both of which escape `<` and `>` in attributes, and authors cannot write `data-label`.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape, unescape
from re import Match
from re import compile as pattern

_KIND = "Stands above one or more links, and says of what kind the articles are that they lead to."

LABELS: dict[str, tuple[str, str]] = {
    "note": ("Note", "The heading of a box with something worth knowing."),
    "tip": ("Tip", "The heading of a box with something useful."),
    "important": ("Important", "The heading of a box with something one has to know."),
    "caution": ("Caution", "The heading of a box about something that may go wrong."),
    "warning": ("Warning", "The heading of a box about something dangerous."),
    "admin": ("Administration", "The heading of a box with something for those who run a product for others."),
    "availability": ("Availability", "The heading of a box that says who can use something, and since when."),
    "prerequisites": ("Prerequisites", "The heading of a box with what a reader needs before starting."),
    "info": ("Information", "The heading of a box with something worth knowing."),
    "error": ("Error", "The heading of a box about something that went wrong."),
    "success": ("Success", "The heading of a box that says that something has been done."),
    "more-like-this": ("Related articles", "The heading of a list of links to other articles."),
    "video": ("Watch the video", "A link to a video on another site."),
    "recording": ("Listen to the recording", "A link to a file with sound."),
    "frame": ("Open the content from %(name)s", "A link to a page of another site, with its name."),
    "applies-to": ("Applies to: %(name)s", "Above a part of a page that is about one version of a product only."),
    "missing-code": ("The code of %(name)s is not available here.", "In place of a sample of code; with a path."),
    "footnotes": ("Footnotes", "The heading of the notes at the end of a page."),
    "footnote-back": (
        "Back to the text",
        "A link from a note to where it is called for; said to those who cannot see its arrow.",
    ),
    "enlarge": ("Enlarge the picture", "A link to a larger version of a picture."),
    "picture-description": ("Description of the picture", "Opens a long description of a complex picture."),
    "variant": ("Show the text for", "Before a choice of variants of a page, such as Linux, macOS and Windows."),
    "all-variants": ("All", "The choice to show the text of all variants of a page at once."),
    "list-architecture": ("Architecture", _KIND),
    "list-concept": ("Concept", _KIND),
    "list-deploy": ("Deploy", _KIND),
    "list-download": ("Download", _KIND),
    "list-get-started": ("Get started", _KIND),
    "list-how-to-guide": ("How-to guide", _KIND),
    "list-learn": ("Learn", _KIND),
    "list-overview": ("Overview", _KIND),
    "list-quickstart": ("Quickstart", _KIND),
    "list-reference": ("Reference", _KIND),
    "list-sample": ("Sample", _KIND),
    "list-training": ("Training", _KIND),
    "list-tutorial": ("Tutorial", _KIND),
    "list-video": ("Video", _KIND),
    "list-whats-new": ("What’s new", _KIND),
}
"""Key -> message in English, as catalogs have it, and a note for translators."""

_LABEL = pattern(r'(<([a-z0-9]+)[^<>]*? data-label="([a-z-]+)"[^<>]*>)(</\2>)')
_NAME = pattern(r' data-name="([^"]*)"')
_KEY = pattern(r' data-(?:label|name)="[^"]*"')


def label(key: str, element: str = "span", *, kind: str = "", name: str | None = None) -> str:
    """Returns the element of a label, without its words.

    `key` is one of `LABELS`, `kind` the classes of the element, `name` what its message calls `%(name)s`.
    """
    if key not in LABELS:
        raise KeyError(key)
    classes = f' class="{escape(kind)}"' if kind else ""
    named = f' data-name="{escape(name)}"' if name is not None else ""
    return f'<{element}{classes} data-generated="label" data-label="{key}"{named}></{element}>'


def fill_labels(html: str, translate: Callable[[str], str]) -> str:
    """Returns a body with the words of its labels; `translate` returns a message of `LABELS` in the page's language."""
    if " data-label=" not in html:
        return html

    def fill(match: Match[str]) -> str:
        opening, _, key, closing = match.groups()
        named = _NAME.search(opening)
        words = escape(translate(LABELS[key][0]) if key in LABELS else "", quote=False)
        if named:
            # Names may be of another script than the words around them.
            name = escape(unescape(named.group(1)), quote=False)
            words = words.replace("%(name)s", f"<bdi>{name}</bdi>")
        return _KEY.sub("", opening) + words + closing

    return _LABEL.sub(fill, html)
