"""What the tests of `diglot.markup` share: bilingual pages made by hand, and ways to look at their HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from diglot.markup.documents import Document, Reader, note_findings
from diglot.markup.html import Rendered, render_document
from diglot.markup.library import Attachment, Library, Place
from diglot.markup.placeholders import placeholders
from diglot.markup.sanitize import Sanitizer
from diglot.markup.text import decode
from diglot.markup.views import TARGET
from diglot.settings import Settings

SANITIZER = Sanitizer()
HERE = Place("nl-NL", "folder/page.md")
"""Where pages of these tests stand."""


class Seen(NamedTuple):
    """A page as a reader sees it."""

    text: str
    units: dict[str, str]
    """The text inside of a unit's elements, by its number."""
    outside: str
    """The text that is in no unit."""


def unit(number: int | str, target: str, source: str = "Source.", prefix: str = "0ab1c") -> str:
    """Returns a bilingual span pair."""
    name = f"{prefix}-{number}"
    return (
        f'<span data-ttu-id="{name}">{target}</span>'
        f'<span class="sxs-lookup"><span data-stu-id="{name}">{source}</span></span>'
    )


_SHORT = re.compile(r"«(p?[0-9]+) ([^¦»]*)(?:¦([^»]*))?»")


def bilingual(text: str) -> str:
    """Returns a page with a pair for each `«102 target¦source»` or `«102 target»`."""
    return _SHORT.sub(lambda match: unit(match[1], match[2], "Source." if match[3] is None else match[3]), text)


def with_spans(html: str) -> str:
    """Returns HTML with the element of a unit for each `«102 text»`."""
    return _SHORT.sub(r'<span data-unit="\1">\2</span>', html)


def is_outside(address: str) -> bool:
    """Tells of an address that it does not depend on other pages."""
    return address.lower().startswith(("http://", "https://", "ftp://", "mailto:", "ms-settings:"))


class Shelf:
    """A library of files that are given by their paths, all of one locale."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = files

    def read(self, place: Place) -> Attachment | None:
        """See `Library`."""
        text = self._files.get(place.path)
        return None if text is None else Attachment(place, f"content/{place.locale}/{place.path}", text.encode())


def document(
    text: str, view: str = TARGET, files: Mapping[str, str] | None = None, settings: Settings | None = None
) -> Document:
    """Returns one view of a page, parsed; `files` are what it may include, by paths below the locale's folder."""
    library: Library = Shelf(files or {})
    reader = Reader(settings or Settings(), library)
    return reader.read(
        HERE, f"content/{HERE.locale}/{HERE.path}", decode(text.encode("utf-8", "surrogateescape"))[0], view
    )


def rendered(
    text: str, view: str = TARGET, files: Mapping[str, str] | None = None, settings: Settings | None = None
) -> Rendered:
    """Returns one view of a page as HTML with slots."""
    return render_document(document(text, view, files, settings), is_outside, SANITIZER)


def shown(
    text: str, view: str = TARGET, files: Mapping[str, str] | None = None, settings: Settings | None = None
) -> str:
    """Returns one view of a page as HTML."""
    return rendered(text, view, files, settings).html


def notes(
    text: str, view: str = TARGET, files: Mapping[str, str] | None = None, settings: Settings | None = None
) -> list[tuple[str, str]]:
    """Returns what a page's constructs have to say: (rule, the words that are pointed at)."""
    parsed = document(text, view, files, settings)
    written = render_document(parsed, is_outside, SANITIZER)
    return [
        (finding.rule, parsed.text.text[finding.at.start : finding.at.end])
        for finding in note_findings(parsed, (*parsed.notes, *written.notes))
    ]


def parse(markup: str) -> html.HtmlElement:
    """Returns HTML as a tree."""
    return html.fragment_fromstring(markup, create_parent="div")


def words(text: str) -> str:
    """Returns `text` with all its blanks as single ones."""
    return " ".join(text.split())


def visible(markup: str) -> str:
    """Returns the text of HTML, with all its blanks as single ones."""
    return words(parse(markup).text_content())


def seen(text: str, view: str = TARGET) -> Seen:
    """Returns what a reader sees of one view of a page."""
    tree = parse(shown(text, view))
    everything = words(tree.text_content())
    units: dict[str, str] = {}
    for element in tree.xpath("//*[@data-unit]"):
        number = element.get("data-unit")
        assert not element.xpath("ancestor::*[@data-unit]"), f"unit {number} is inside of another one"
        units[number] = units.get(number, "") + element.text_content()
        for child in list(element):
            element.remove(child)
        element.text = ""
    return Seen(everything, {number: words(text) for number, text in units.items()}, words(tree.text_content()))


def plain_html(markdown: str) -> str:
    """Returns Markdown that never was bilingual as HTML: by the parser alone, with nothing of ours but placeholders."""
    md = MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"])
    return str(md.use(placeholders).render(markdown))


SCRIPTS = "aeëñßøļķ Źż 日本語。のをに ابتثج عربي אבג Ωя дом 🙂"
"""Letters of a page's languages, and of others."""

prose = st.text(st.sampled_from(SCRIPTS + ".,:-"), min_size=1, max_size=30)
"""A stretch of text that means nothing to Markdown, or only by its place."""

marked = st.text(st.sampled_from("ab 日ع**__``[]()!<>|\\#-&;:/.~\n"), max_size=40)
"""A stretch of text that means all kinds of things to Markdown."""
