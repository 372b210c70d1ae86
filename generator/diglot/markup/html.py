"""Tokens to HTML, with every unit's text inside elements that name it: `<span data-unit="103">…</span>`.

Links and images whose addresses depend on other pages come out as slots: addresses of the scheme `SLOT_SCHEME`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from html import escape
from operator import attrgetter
from re import compile as pattern
from typing import NamedTuple
from urllib.parse import quote

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from diglot.i18n import is_rtl
from diglot.markup.anchors import unique_ids
from diglot.markup.blanks import closed_up, may_have_gaps, without_gaps
from diglot.markup.blocks import BlockSpans
from diglot.markup.code import MOST_COLOURED, highlight, is_coloured
from diglot.markup.documents import Document
from diglot.markup.heading_ids import heading_id, plain_text, unique
from diglot.markup.inline_notes import inline_notes
from diglot.markup.levels import Levels
from diglot.markup.marked_inline import Spans, is_raw, write_marked
from diglot.markup.marks import Bound, Stretch
from diglot.markup.math import FENCE
from diglot.markup.notes import Note
from diglot.markup.raw_slots import Slot, raw_address, with_slots
from diglot.markup.raw_tags import block_tag, inline_tag
from diglot.markup.sanitize import SLOT_SCHEME, Sanitizer
from diglot.markup.views import SOURCE, TARGET
from diglot.model import Heading

_UNSAFE = pattern(r"[^\x21-\x7e]|[\"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})")
_ALIGN = {"text-align:left": "left", "text-align:center": "center", "text-align:right": "right"}
_AROUND = frozenset(
    "ul_open bullet_list_open ordered_list_open blockquote_open table_open thead_open tbody_open tr_open".split()
)
_ENLARGED = "#lightbox"
"""Behind the address of an image: readers can see it by itself, in its full size."""
_DEEPEST = 50
"""Bold text in bold text in …: browsers and parsers give up at some depth, and with it on what stands behind."""
_ENOUGH = 40
"""A first paragraph shorter than this is a label, not what the page is about."""
_LEADS = 5
"""So many paragraphs are looked at for one that says what the page is about."""


class Rendered(NamedTuple):
    """An article's HTML and what stands in it."""

    html: str
    headings: tuple[Heading, ...]
    anchors: tuple[str, ...]
    slots: tuple[Slot, ...]
    lead: str
    """The text of the first paragraph that is more than a label."""
    documents: tuple[Document, ...]
    """The page, and the files that it includes, in the order in which they begin; one may stand there repeatedly."""
    notes: tuple[Note, ...]
    """What was found in the page itself while it was written."""
    addresses: tuple[Slot, ...] = ()
    """Of all links and images that authors write, those that are final as they stand included."""


def render_document(document: Document, outside: Callable[[str], bool], clean: Sanitizer) -> Rendered:
    """Returns the HTML of a page. `outside` tells of an address whether it is final as it stands."""
    page = PageWriter(outside)
    page.document(document)
    html = "".join(page.out)
    if page.raw:
        html, anchors = unique_ids(with_slots(clean.clean(html), page.slots, page.addresses, outside))
    else:
        anchors = tuple(page.ids)
    return page.rendered(html + page.missing(), anchors)


def address_attribute(address: str) -> str:
    """Returns `address` fit for an attribute: percent-encoded where it has to be, escaped, else as it was written."""
    return escape(_UNSAFE.sub(lambda match: quote(match.group(), safe=""), address))


class PageWriter:
    """A page being written; lives for one call of `render_document`."""

    def __init__(self, outside: Callable[[str], bool]) -> None:
        self.out: list[str] = []
        self.raw = False
        """True as soon as the page holds HTML that its author wrote."""
        self.headings: list[Heading] = []
        self.ids: list[str] = []
        """Those of headings, and of what else has one."""
        self.slots: list[Slot] = []
        self.addresses: list[Slot] = []
        self.leads: list[str] = []
        self.documents: list[Document] = []
        self.notes: list[Note] = []
        self._outside = outside
        self._taken: dict[str, int] = {}
        """The ids so far; they are unique over all that the page includes."""
        self._lines = (0, 0)
        """The block that is being written."""
        self._spans = Spans(())
        self._all_spans: list[Spans] = []
        self._number = 0
        """Of the document that is being written."""
        self._around = Levels()
        """The raw elements that are open on the page."""
        self._run = Levels(loose=False)
        """Those that have to be closed at the end of the run of text."""
        self._is_deep = False
        """True as soon as some were left out."""
        self._depth = 0
        """Elements of bold text and its like that are open."""
        self._links = 0
        """The links that are open."""
        self._is_rtl = False
        """Tells whether the words of the document run from right to left."""
        self._alt_locale = ""
        """The locale of alt text, where that is not the page's."""
        self._colours = MOST_COLOURED
        """So many characters of code may still be coloured."""

    def document(self, document: Document) -> None:
        """Writes a document: the page, or one that it includes."""
        around = (self._number, self._spans, self._lines, self.notes, self._is_rtl, self._alt_locale)
        self._number = len(self.documents)
        self._spans = Spans(document.numbers) if document.numbers else BlockSpans()
        if self._number:
            # What is wrong in an included file is said of that file, not of each page that has it.
            self.notes = []
        self._is_rtl = document.view == TARGET and is_rtl(document.place.locale)
        # Alt text is not part of units: in the source view it still is in the language of the translation.
        self._alt_locale = document.place.locale if document.view == SOURCE else ""
        self.documents.append(document)
        self._all_spans.append(self._spans)
        tokens = document.tokens
        for i, token in enumerate(tokens):
            self._block(token, tokens[i + 1] if i + 1 < len(tokens) else None)
        self._number, self._spans, self._lines, self.notes, self._is_rtl, self._alt_locale = around

    def rendered(self, html: str, anchors: tuple[str, ...]) -> Rendered:
        """Returns what was written, and what stands in it."""
        lead = next((lead for lead in self.leads if len(lead) >= _ENOUGH), max(self.leads, key=len, default=""))
        slots, addresses = tuple(self.slots), tuple(self.addresses)
        documents, notes = tuple(self.documents), tuple(self.notes)
        return Rendered(html, tuple(self.headings), anchors, slots, lead, documents, notes, addresses)

    def missing(self) -> str:
        """Returns empty elements for the units of all documents that no reader sees."""
        return "".join(spans.missing() for spans in self._all_spans)

    def _block(self, token: Token, following: Token | None) -> None:
        """Writes one block token."""
        kind, out = token.type, self.out
        if token.map:
            self._lines = (token.map[0], token.map[1])
        if kind == "inline":
            self._inline(token)
        elif kind == "paragraph_open":
            if not token.hidden:
                out.append(f"<p{_attributes(token)}>" if token.attrs else "<p>")
            if following is not None and token.level == 0:
                self._lead(following)
        elif kind == "paragraph_close":
            out.append("\n" if token.hidden else "</p>\n")
        elif kind == "heading_open":
            text = plain_text((following.children if following else None) or [])
            name = heading_id(token, text, self._taken)
            self.ids.append(name)
            self.headings.append(Heading(int(token.tag[1]), name, text.strip()))
            out.append(f'<{token.tag} id="{escape(name)}"{_attributes(token, "id")}>')
        elif kind in ("code_block", "fence"):
            self._code(token)
        elif kind == "html_block":
            self._html_block(token)
        elif kind == "markup":
            out.append(token.content)
        elif kind == "include":
            self.document(token.meta["document"])
        elif token.nesting < 0:
            out.append(f"</{token.tag}>\n" if kind != "table_close" else "</table>\n</div>\n")
        else:
            self._open(token)

    def _lead(self, inline: Token) -> None:
        if len(self.leads) < _LEADS and not (self.leads and len(self.leads[-1]) >= _ENOUGH):
            self.leads.append(closed_up(plain_text(inline.children or []).strip()))

    def _open(self, token: Token) -> None:
        attributes = ""
        for name, value in token.attrs.items():
            if name == "style":
                attributes += f' class="align-{_ALIGN[str(value)]}"' if value in _ALIGN else ""
            else:
                if name == "id":
                    value = unique(str(value), self._taken)
                    self.ids.append(value)
                attributes += f' {name}="{escape(str(value))}"'
        lead = '<div class="table">\n' if token.type == "table_open" else ""
        tail = "\n" if token.type in _AROUND or token.tag == "hr" else ""
        self.out.append(f"{lead}<{token.tag}{attributes}>{tail}")

    def _code(self, token: Token) -> None:
        if token.markup == FENCE:
            self.out.append(f'<div class="math" data-math="block"{_attributes(token)}>')
            self._marked(token, 0, len(token.content), _escaped)
            self.out.append("</div>\n")
            return
        language = unescapeAll(token.info).split()[:1]
        kind = f' class="language-{escape(language[0])}"' if language else ""
        self.out.append(f"<pre{_attributes(token)}><code{kind}>")
        if token.type == "fence" and not token.meta.get("stretches"):
            name = language[0] if language else ""
            if is_coloured(token.content, name):
                self._colours -= len(token.content)
            lines = token.meta.get("highlight", ())
            self.out.append(highlight(token.content, name if self._colours >= 0 else "", lines))
        else:
            self._marked(token, 0, len(token.content), _escaped)
        self.out.append("</code></pre>\n")

    def _html_block(self, token: Token) -> None:
        for start, end, tag in token.meta["pieces"]:
            # Only text runs are wrapped, never tags: whatever a unit holds, what is written stays well-formed.
            self.raw = True
            if tag is None:
                self._marked(token, start, end, _without_tags)
            else:
                self._note_address(tag)
                self.out.append(block_tag(tag, self._around))
                self._note_depth(self._around, tag)

    def _marked(self, token: Token, start: int, end: int, write: Callable[[str], str]) -> None:
        """Writes a part of a token's content with its units' stretches inside spans."""
        content = token.content
        stretches: list[Stretch] = token.meta.get("stretches", [])
        reached = bisect_right(stretches, start, key=attrgetter("end"))
        while reached < len(stretches) and stretches[reached].start < end:
            first, last, unit = stretches[reached]
            reached += 1
            low, high = max(first, start), min(last, end)
            if low < high and not content[low:high].isspace():
                self.out += (write(content[start:low]), self._spans.begin(unit), write(content[low:high]), "</span>")
                start = high
        self.out.append(write(content[start:end]))

    def _slot(self, address: str, image: bool) -> str:
        self.slots.append(Slot(address, image, *self._lines, self._number))
        return f"{SLOT_SCHEME}:{len(self.slots) - 1}"

    def _inline(self, token: Token) -> None:
        children = token.children or []
        if "[" in token.content:
            self.notes += inline_notes(token.content, children, self._lines)
        bounds: list[Bound] = token.meta.get("bounds", [])
        begin = len(self.out)
        if bounds:
            write_marked(children, bounds, self._spans, self._leaf, self.out)
        else:
            self.out += [self._leaf(child, child.content) for child in children]
        if may_have_gaps(token.content):
            self.out[begin:] = without_gaps(self.out[begin:])
        if self._run:
            self.out.append(self._run.close())

    def _leaf(self, token: Token, content: str) -> str:
        """Returns the HTML of one inline token, of which only `content` is meant."""
        kind = token.type
        if kind in ("text", "text_special"):
            isolated = self._is_rtl and self._isolates(content)
            return f"<bdi>{_escaped(content)}</bdi>" if isolated else _escaped(content)
        if kind == "softbreak":
            return "\n"
        if kind == "hardbreak":
            return "<br>\n"
        if kind == "code_inline":
            return f"<code>{_escaped(content)}</code>"
        if kind == "math_inline":
            return f'<span class="math" data-math="{token.info}">{_escaped(content)}</span>'
        if kind == "link_open":
            self._links += 1
            return self._link(token)
        if kind == "link_close":
            self._links -= 1
            return "</a>"
        if kind == "image":
            return self._image(token)
        if kind == "html_inline":
            return self._html_inline(token)
        if kind == "markup":
            return content
        if kind == "include":
            return self._included(token)
        return self._formatting(token)

    def _formatting(self, token: Token) -> str:
        """Returns a tag of bold text and its like; of those that are nested without an end, only the first ones."""
        depth = self._depth if token.nesting < 0 else self._depth + 1
        self._depth += token.nesting
        if token.nesting and depth > _DEEPEST:
            return ""
        return f"</{token.tag}>" if token.nesting < 0 else f"<{token.tag}{_attributes(token)}>"

    def _isolates(self, content: str) -> bool:
        """Tells whether a text is an address, which has to be set apart from words written from right to left."""
        return self._links > 0 and content.startswith(("http://", "https://", "www."))

    def _included(self, token: Token) -> str:
        """Returns a document that stands in the middle of a sentence."""
        out, self.out = self.out, []
        run, self._run = self._run, Levels(loose=False)
        self.document(token.meta["document"])
        html, self.out, self._run = "".join(self.out), out, run
        return html

    def _link(self, token: Token) -> str:
        address = str(token.attrs["href"])
        self.addresses.append(Slot(address, False, *self._lines, self._number))
        href = address_attribute(address) if self._outside(address) else self._slot(address, False)
        return f'<a href="{href}"{_attributes(token, "href")}>'

    def _image(self, token: Token) -> str:
        address = str(token.attrs["src"])
        enlarged = address[-len(_ENLARGED) :].lower() == _ENLARGED
        if enlarged:
            address = address[: -len(_ENLARGED)]
        self.addresses.append(Slot(address, True, *self._lines, self._number))
        final = self._outside(address) or address.startswith("data:")
        source = address_attribute(address) if final else self._slot(address, True)
        text = escape(plain_text(token.children or [], images=True))
        lang = f' lang="{self._alt_locale}"' if self._alt_locale and text else ""
        image = f'<img src="{source}" alt="{text}"{lang}{_attributes(token, "src", "alt")} loading="lazy">'
        return f'<a class="lightbox" href="{source}">{image}</a>' if enlarged and not self._links else image

    def _html_inline(self, token: Token) -> str:
        if not is_raw(token):
            return "<br>" if token.content[:3].lower() == "<br" else ""
        self.raw = True
        self._note_address(token.content)
        tag = inline_tag(token.content, self._run, self._around)
        self._note_depth(self._run, token.content)
        return tag

    def _note_address(self, tag: str) -> None:
        """Notes the address of a raw link or image."""
        address, is_image = raw_address(tag)
        if address:
            self.addresses.append(Slot(address, is_image, *self._lines, self._number, is_raw=True))

    def _note_depth(self, levels: Levels, tag: str) -> None:
        """Notes the first raw tag that was left out because it is too deep."""
        if levels.is_full and not self._is_deep:
            self._is_deep = True
            message = f"`{tag[:40]}` stands too deep in other elements and was left out; close the ones before it"
            self.notes.append(Note("too-deep", message, *self._lines, tag[:40]))


def _attributes(token: Token, *written: str) -> str:
    """Returns the attributes of a token, but for those that are written already."""
    return "".join(f' {name}="{escape(str(value))}"' for name, value in token.attrs.items() if name not in written)


def _escaped(text: str) -> str:
    return escape(text, quote=False)


def _without_tags(text: str) -> str:
    """Returns the text of raw HTML, where only entities mean something."""
    return text.replace("<", "&lt;")
