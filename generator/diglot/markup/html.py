"""Tokens to HTML, with every unit's text inside elements that name it: `<span data-unit="103">…</span>`.

Links and images whose addresses depend on other pages come out as slots: addresses of the scheme `SLOT_SCHEME`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from html import escape, unescape
from operator import attrgetter
from re import Match
from re import compile as pattern
from typing import NamedTuple
from urllib.parse import quote

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from diglot.markup.heading_ids import plain_text
from diglot.markup.marked_inline import Spans, is_raw, write_marked
from diglot.markup.marks import Bound, Stretch
from diglot.markup.raw_html import bare_tag, inline_tag, pieces
from diglot.markup.sanitize import SLOT_SCHEME, Sanitizer
from diglot.model import Heading

_ATTRIBUTES = r'(?:\s[^\s"=<>]+(?:="[^"]*")?)*?'
_ID = pattern(rf'<[a-z][a-z0-9]*{_ATTRIBUTES}\sid="([^"]*)"')
_RAW_LINK = pattern(rf'(<(?:a|img){_ATTRIBUTES}\s(?:href|src)=")([^"]*)(")')
_SLOT = pattern(rf"{SLOT_SCHEME}:([0-9]{{1,9}})\Z")
_UNSAFE = pattern(r"[^\x21-\x7e]|[\"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})")
_ALIGN = {"text-align:left": "left", "text-align:center": "center", "text-align:right": "right"}
_AROUND = frozenset(
    "ul_open bullet_list_open ordered_list_open blockquote_open table_open thead_open tbody_open tr_open".split()
)
_ENOUGH = 40
"""A first paragraph shorter than this is a label, not what the page is about."""
_LEADS = 5
"""So many paragraphs are looked at for one that says what the page is about."""


class Slot(NamedTuple):
    """A link or image that has to be resolved."""

    address: str
    image: bool
    line: int
    """The first line of its block in the projection, 0-based."""
    end: int
    """The line after its block; 0 where the block is not known."""


class Rendered(NamedTuple):
    """An article's HTML and what stands in it."""

    html: str
    headings: tuple[Heading, ...]
    anchors: tuple[str, ...]
    slots: tuple[Slot, ...]
    lead: str
    """The text of the first paragraph that is more than a label."""


def render_tokens(
    tokens: Sequence[Token], numbers: Sequence[str], outside: Callable[[str], bool], clean: Sanitizer
) -> Rendered:
    """Returns the HTML of `tokens`.

    `numbers` are the numbers of the page's units, `outside` tells of an address whether it is final as it stands.
    """
    page = _Page(numbers, outside)
    for i, token in enumerate(tokens):
        page.block(token, tokens[i + 1] if i + 1 < len(tokens) else None)
    html = "".join(page.out)
    if page.raw:
        html = page.with_slots(clean.clean(html))
        anchors = tuple(dict.fromkeys(map(unescape, _ID.findall(html))))
    else:
        anchors = tuple(heading.id for heading in page.headings)
    lead = next((lead for lead in page.leads if len(lead) >= _ENOUGH), max(page.leads, key=len, default=""))
    return Rendered(html + page.spans.missing(), tuple(page.headings), anchors, tuple(page.slots), lead)


def address_attribute(address: str) -> str:
    """Returns `address` fit for an attribute: percent-encoded where it has to be, escaped, else as it was written."""
    return escape(_UNSAFE.sub(lambda match: quote(match.group(), safe=""), address))


class _Page:
    """A page being written; lives for one call of `render_tokens`."""

    def __init__(self, numbers: Sequence[str], outside: Callable[[str], bool]) -> None:
        self.out: list[str] = []
        self.raw = False
        """True as soon as the page holds HTML that its author wrote."""
        self.headings: list[Heading] = []
        self.slots: list[Slot] = []
        self.leads: list[str] = []
        self.spans = Spans(numbers)
        self._outside = outside
        self._lines = (0, 0)
        """The block that is being written."""
        self._still_open: list[str] = []
        """Raw elements to be closed at the end of the run of text."""

    def block(self, token: Token, following: Token | None) -> None:
        """Writes one block token."""
        kind, out = token.type, self.out
        if token.map:
            self._lines = (token.map[0], token.map[1])
        if kind == "inline":
            self._inline(token)
        elif kind == "paragraph_open":
            if not token.hidden:
                out.append("<p>")
            if following is not None and token.level == 0:
                self._lead(following)
        elif kind == "paragraph_close":
            out.append("\n" if token.hidden else "</p>\n")
        elif kind == "heading_open":
            text = plain_text((following.children if following else None) or []).strip()
            name = str(token.attrs["id"])
            self.headings.append(Heading(int(token.tag[1]), name, text))
            out.append(f'<{token.tag} id="{escape(name)}">')
        elif kind in ("code_block", "fence"):
            self._code(token)
        elif kind == "html_block":
            self._html_block(token)
        elif token.nesting < 0:
            out.append(f"</{token.tag}>\n" if kind != "table_close" else "</table>\n</div>\n")
        else:
            self._open(token)

    def with_slots(self, html: str) -> str:
        """Turns the addresses of raw links and images that are not final into slots as well."""
        self._lines = (0, 0)
        own = len(self.slots)

        def slot(match: Match[str]) -> str:
            before, written, after = match.groups()
            address = unescape(written)
            number = _SLOT.match(address)
            # A slot that we did not make was written by hand, to mislead.
            is_own = number is not None and int(number.group(1)) < own
            if is_own or address.startswith("data:") or self._outside(address):
                return match.group()
            return before + self._slot(address, before.startswith("<img")) + after

        return _RAW_LINK.sub(slot, html)

    def _lead(self, inline: Token) -> None:
        if len(self.leads) < _LEADS and not (self.leads and len(self.leads[-1]) >= _ENOUGH):
            self.leads.append(plain_text(inline.children or []).strip())

    def _open(self, token: Token) -> None:
        attributes = ""
        for name, value in token.attrs.items():
            if name == "style":
                attributes += f' class="align-{_ALIGN[str(value)]}"' if value in _ALIGN else ""
            else:
                attributes += f' {name}="{escape(str(value))}"'
        lead = '<div class="table">\n' if token.type == "table_open" else ""
        tail = "\n" if token.type in _AROUND or token.tag == "hr" else ""
        self.out.append(f"{lead}<{token.tag}{attributes}>{tail}")

    def _code(self, token: Token) -> None:
        language = unescapeAll(token.info).split()[:1]
        self.out.append(f'<pre><code class="language-{escape(language[0])}">' if language else "<pre><code>")
        self._marked(token, 0, len(token.content), _escaped)
        self.out.append("</code></pre>\n")

    def _html_block(self, token: Token) -> None:
        for start, end, is_tag in pieces(token.content):
            # Only text runs are wrapped, never tags: whatever a unit holds, what is written stays well-formed.
            self.raw = True
            if is_tag:
                self.out.append(bare_tag(token.content[start:end]))
            else:
                self._marked(token, start, end, _without_tags)

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
                self.out += (write(content[start:low]), self.spans.begin(unit), write(content[low:high]), "</span>")
                start = high
        self.out.append(write(content[start:end]))

    def _slot(self, address: str, image: bool) -> str:
        self.slots.append(Slot(address, image, *self._lines))
        return f"{SLOT_SCHEME}:{len(self.slots) - 1}"

    def _inline(self, token: Token) -> None:
        children = token.children or []
        bounds: list[Bound] = token.meta.get("bounds", [])
        if bounds:
            write_marked(children, bounds, self.spans, self._leaf, self.out)
        else:
            self.out += [self._leaf(child, child.content) for child in children]
        while self._still_open:
            self.out.append(f"</{self._still_open.pop()}>")

    def _leaf(self, token: Token, content: str) -> str:
        """Returns the HTML of one inline token, of which only `content` is meant."""
        kind = token.type
        if kind in ("text", "text_special"):
            return _escaped(content)
        if kind == "softbreak":
            return "\n"
        if kind == "hardbreak":
            return "<br>\n"
        if kind == "code_inline":
            return f"<code>{_escaped(content)}</code>"
        if kind == "link_open":
            return self._link(token)
        if kind == "image":
            return self._image(token)
        if kind == "html_inline":
            return self._html_inline(token)
        return f"<{'/' if token.nesting < 0 else ''}{token.tag}>"

    def _link(self, token: Token) -> str:
        address = str(token.attrs["href"])
        href = address_attribute(address) if self._outside(address) else self._slot(address, False)
        return f'<a href="{href}"{_title(token)}>'

    def _image(self, token: Token) -> str:
        address = str(token.attrs["src"])
        final = self._outside(address) or address.startswith("data:")
        source = address_attribute(address) if final else self._slot(address, True)
        text = escape(plain_text(token.children or []))
        return f'<img src="{source}" alt="{text}"{_title(token)} loading="lazy">'

    def _html_inline(self, token: Token) -> str:
        if not is_raw(token):
            return "<br>" if token.content[:3].lower() == "<br" else ""
        self.raw = True
        return inline_tag(token.content, self._still_open)


def _title(token: Token) -> str:
    return f' title="{escape(str(token.attrs["title"]))}"' if "title" in token.attrs else ""


def _escaped(text: str) -> str:
    return escape(text, quote=False)


def _without_tags(text: str) -> str:
    """Returns the text of raw HTML, where only entities mean something."""
    return text.replace("<", "&lt;")
