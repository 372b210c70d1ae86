"""Tokens to HTML, with every unit's text inside elements that name it: `<span data-unit="103">…</span>`.

A unit may need several elements (it may begin outside of a bold run and end inside), never overlapping ones.
Links and images whose addresses depend on other pages come out as slots, see `diglot.markup.slots`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from re import compile as pattern
from typing import NamedTuple
from urllib.parse import quote

from markdown_it.token import Token

from diglot.markup.autolinks import WWW, trim
from diglot.markup.heading_ids import plain_text, unique
from diglot.markup.marks import Bound, Stretch
from diglot.markup.sanitize import SLOT_SCHEME, Sanitizer
from diglot.model import Heading

_BREAK = pattern(r"</?br\s*/?>\Z", 2)
_COMMENT = pattern(r"<!--.*?-->|<!-->|<!--->|<\?.*?\?>|<![A-Za-z][^>]*>|<!\[CDATA\[.*?\]\]>", 16)
_ONLY_COMMENTS = pattern(rf"(?:\s|{_COMMENT.pattern})*\Z", 16)
_TAG = pattern(rf"{_COMMENT.pattern}|<[^>]*>", 16)
_ID = pattern(r'\sid="([^"]*)"')
_RAW_LINK = pattern(r'(<(?:a|img)\b[^>]*?\s(?:href|src)=")([^"]*)(")')
_UNSAFE = pattern(r"[^\x21-\x7e]|[\"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})")
_ALIGN = {"text-align:left": "left", "text-align:center": "center", "text-align:right": "right"}
_AROUND = frozenset(
    "ul_open bullet_list_open ordered_list_open blockquote_open table_open thead_open tbody_open tr_open".split()
)


class Slot(NamedTuple):
    """A link or image that has to be resolved."""

    address: str
    image: bool
    line: int
    """The first line of its block in the projection, 0-based."""


class Rendered(NamedTuple):
    """An article's HTML and what stands in it."""

    html: str
    headings: tuple[Heading, ...]
    anchors: tuple[str, ...]
    slots: tuple[Slot, ...]
    lead: str
    """The text of the first paragraph."""


def render_tokens(
    tokens: Sequence[Token], numbers: Sequence[str], outside: Callable[[str], bool], clean: Sanitizer
) -> Rendered:
    """Returns the HTML of `tokens`.

    `numbers` are the numbers of the page's units, `outside` tells of an address whether it is final as it stands.
    """
    page = _Page(numbers, outside)
    for i, token in enumerate(tokens):
        page.block(token, tokens[i + 1] if i + 1 < len(tokens) else None)
    html = page.close()
    if page.raw:
        html = _RAW_LINK.sub(page.raw_link, clean.clean(html))
    return Rendered(html, tuple(page.headings), page.anchors(html), tuple(page.slots), page.lead)


def address_attribute(address: str) -> str:
    """Returns `address` fit for an attribute: percent-encoded where it has to be, escaped, else as it was written."""
    return escape(_UNSAFE.sub(lambda match: quote(match.group(), safe=""), address))


class _Page:
    """A page being written; lives for one call of `render_tokens`."""

    def __init__(self, numbers: Sequence[str], outside: Callable[[str], bool]) -> None:
        self.raw = False
        self.headings: list[Heading] = []
        self.slots: list[Slot] = []
        self.lead = ""
        self._out: list[str] = []
        self._numbers = numbers
        self._outside = outside
        self._placed: set[int] = set()
        self._line = 0
        self._tight = False

    def block(self, token: Token, following: Token | None) -> None:
        """Writes one block token."""
        kind, out = token.type, self._out
        if token.map:
            self._line = token.map[0]
        if kind == "inline":
            self._inline(token)
        elif kind == "paragraph_open":
            if not token.hidden:
                out.append("<p>")
            if not self.lead and following is not None and token.level == 0:
                self.lead = plain_text(following.children or []).strip()
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

    def close(self) -> str:
        """Returns the HTML. Units that no reader sees (in a link's definition, a comment) still get a place, at the end."""
        missing = [number for i, number in enumerate(self._numbers) if i not in self._placed]
        if missing:
            self._out.append(
                "<div hidden>" + "".join(f'<span data-unit="{escape(n)}"></span>' for n in missing) + "</div>\n"
            )
            self.raw = self.raw or False
        return "".join(self._out)

    def anchors(self, html: str) -> tuple[str, ...]:
        """Returns the ids of the page in their order."""
        if self.raw:
            return tuple(dict.fromkeys(_ID.findall(html)))
        return tuple(heading.id for heading in self.headings)

    def raw_link(self, match: object) -> str:
        """Turns the address of a raw `<a href>` or `<img src>` that is not final into a slot."""
        before, address, after = match.groups()  # type: ignore[attr-defined]
        if address.startswith((SLOT_SCHEME + ":", "data:")) or self._outside(address):
            return before + address + after
        plain = address.replace("&amp;", "&").replace("&quot;", '"')
        return before + self._slot(plain, "<img" in before) + after

    def _open(self, token: Token) -> None:
        attributes = ""
        for name, value in token.attrs.items():
            if name == "style":
                attributes += f' class="align-{_ALIGN[str(value)]}"' if value in _ALIGN else ""
            else:
                attributes += f' {name}="{escape(str(value))}"'
        lead = '<div class="table">\n' if token.type == "table_open" else ""
        self._out.append(
            f"{lead}<{token.tag}{attributes}>" + ("\n" if token.type in _AROUND or token.tag == "hr" else "")
        )

    def _code(self, token: Token) -> None:
        language = token.info.split(maxsplit=1)[0] if token.info.strip() else ""
        name = f' class="language-{escape(language)}"' if language else ""
        self._out.append(f"<pre><code{name}>{self._cut(token, escape)}</code></pre>\n")

    def _cut(self, token: Token, write: Callable[[str], str]) -> str:
        """Returns a token's content with its units' stretches inside spans."""
        stretches: list[Stretch] = token.meta.get("stretches", [])
        pieces, done = [], 0
        for start, end, unit in stretches:
            pieces += (write(token.content[done:start]), self._span(unit), write(token.content[start:end]), "</span>")
            done = end
        return "".join((*pieces, write(token.content[done:])))

    def _span(self, unit: int) -> str:
        self._placed.add(unit)
        return f'<span data-unit="{escape(self._numbers[unit])}">'

    def _html_block(self, token: Token) -> None:
        if _ONLY_COMMENTS.match(token.content):
            return
        self.raw = True
        stretches: list[Stretch] = token.meta.get("stretches", [])
        if not stretches:
            self._out.append(token.content)
            return
        # Only text runs are wrapped, never tags: whatever a unit holds, what is written stays well-formed.
        done = 0
        for tag in [*_TAG.finditer(token.content), None]:
            end = tag.start() if tag else len(token.content)
            self._runs(token.content, done, end, stretches)
            if tag is not None:
                self._out.append(tag.group())
                done = tag.end()

    def _runs(self, text: str, start: int, end: int, stretches: list[Stretch]) -> None:
        for first, last, unit in stretches:
            low, high = max(first, start), min(last, end)
            if low < high and text[low:high].strip():
                self._out += (text[start:low], self._span(unit), text[low:high], "</span>")
                start = high
        self._out.append(text[start:end])

    def _slot(self, address: str, image: bool) -> str:
        self.slots.append(Slot(address, image, self._line))
        return f"{SLOT_SCHEME}:{len(self.slots) - 1}"

    def _inline(self, token: Token) -> None:
        children = token.children or []
        bounds: list[Bound] = token.meta.get("bounds", [])
        if bounds:
            _Wrapper(self, children, bounds).write()
        else:
            for child in children:
                self._out.append(self.leaf(child, child.content))

    def leaf(self, token: Token, content: str) -> str:
        """Returns the HTML of one inline token, of which only `content` is meant."""
        kind = token.type
        if kind in ("text", "text_special"):
            return self._text(content)
        if kind == "softbreak":
            return "\n"
        if kind == "hardbreak":
            return "<br>\n"
        if kind == "code_inline":
            return f"<code>{escape(content, quote=False)}</code>"
        if kind == "link_open":
            return self._link(token)
        if kind == "image":
            return self._image(token)
        if kind == "html_inline":
            return self._html_inline(content)
        return f"<{'/' if token.nesting < 0 else ''}{token.tag}>"

    def _text(self, content: str) -> str:
        if "www." not in content.lower():
            return escape(content, quote=False)
        pieces, done = [], 0
        for match in WWW.finditer(content):
            address = trim(match.group())
            pieces.append(escape(content[done : match.start()], quote=False))
            link = f'<a href="http://{address_attribute(address)}">{escape(address, quote=False)}</a>'
            pieces.append(link if "." in address[4:] else escape(address, quote=False))
            done = match.start() + len(address)
        return "".join((*pieces, escape(content[done:], quote=False)))

    def _link(self, token: Token) -> str:
        address = str(token.attrs["href"])
        title = f' title="{escape(str(token.attrs["title"]))}"' if "title" in token.attrs else ""
        href = address_attribute(address) if self._outside(address) else self._slot(address, False)
        return f'<a href="{href}"{title}>'

    def _image(self, token: Token) -> str:
        address = str(token.attrs["src"])
        final = self._outside(address) or address.startswith("data:")
        source = address_attribute(address) if final else self._slot(address, True)
        title = f' title="{escape(str(token.attrs["title"]))}"' if "title" in token.attrs else ""
        return f'<img src="{source}" alt="{escape(plain_text(token.children or []))}"{title} loading="lazy">'

    def _html_inline(self, content: str) -> str:
        if not content or _COMMENT.match(content):
            return ""
        if _BREAK.match(content):
            return "<br>"
        self.raw = True
        return content


class _Wrapper:
    """Writes the inline tokens of one block, with spans around the parts that belong to units."""

    def __init__(self, page: _Page, children: list[Token], bounds: list[Bound]) -> None:
        self._page = page
        self._children = children
        self._bounds = bounds
        self._next = 0
        self._unit: int | None = None
        """The unit we are in."""
        self._open = 0
        """1 + the number of elements open inside the span that is being written; 0 if none is."""
        self._closes = _matches(children)

    def write(self) -> None:
        """Writes everything to the page."""
        for i, token in enumerate(self._children):
            self._pass(i, 0)
            if token.type == "text":
                self._text(i, token)
            elif token.nesting > 0:
                self._enter(i, token)
            elif token.nesting < 0:
                self._leave(token)
            elif token.type == "html_inline":
                # A raw tag may open or close anything: spans keep out of its way.
                self._end_span()
                self._emit(self._page.leaf(token, token.content))
            else:
                self._begin_span()
                self._emit(self._page.leaf(token, token.content))
        self._pass(len(self._children), 0)
        self._end_span()

    def _text(self, i: int, token: Token) -> None:
        done = 0
        while self._next < len(self._bounds) and self._bounds[self._next].token == i:
            offset = min(self._bounds[self._next].offset, len(token.content))
            self._run(token, token.content[done:offset])
            done = max(done, offset)
            self._pass(i, self._bounds[self._next].offset)
        self._run(token, token.content[done:])

    def _run(self, token: Token, content: str) -> None:
        if content:
            self._begin_span()
            self._emit(self._page.leaf(token, content))

    def _pass(self, token: int, offset: int) -> None:
        """Takes in all bounds up to this place."""
        while self._next < len(self._bounds):
            bound = self._bounds[self._next]
            if (bound.token, bound.offset) > (token, offset):
                return
            self._next += 1
            if bound.opens:
                self._end_span()
                self._unit = bound.unit
            else:
                if bound.unit not in self._page._placed:
                    self._emit(self._page._span(bound.unit) + "</span>")
                self._end_span()
                self._unit = None

    def _enter(self, i: int, token: Token) -> None:
        inside = self._unit is not None and self._covers(self._closes.get(i, i))
        if inside:
            self._begin_span()
        else:
            self._end_span()
        self._emit(self._page.leaf(token, ""))
        if self._open:
            self._open += 1

    def _leave(self, token: Token) -> None:
        if self._open == 1:
            self._end_span()
        elif self._open:
            self._open -= 1
        self._emit(self._page.leaf(token, ""))

    def _covers(self, close: int) -> bool:
        """Tells whether the unit we are in goes on past token number `close`."""
        for bound in self._bounds[self._next :]:
            if not bound.opens:
                return bound.token > close
        return False

    def _begin_span(self) -> None:
        if self._unit is not None and not self._open:
            self._emit(self._page._span(self._unit))
            self._open = 1

    def _end_span(self) -> None:
        if self._open:
            self._emit("</span>")
            self._open = 0

    def _emit(self, html: str) -> None:
        self._page._out.append(html)


def _matches(children: list[Token]) -> dict[int, int]:
    """Returns for each opening token the number of the one that closes it."""
    found, stack = {}, []
    for i, token in enumerate(children):
        if token.nesting > 0:
            stack.append(i)
        elif token.nesting < 0 and stack:
            found[stack.pop()] = i
    return found


__all__ = ["Rendered", "Slot", "address_attribute", "render_tokens", "unique"]
