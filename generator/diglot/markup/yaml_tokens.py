"""Writes what YAML pages say as the tokens of a document, so that links, headings and search work as on any page."""

from __future__ import annotations

from collections.abc import Callable

from markdown_it.token import Token

from diglot.markup.labels import label
from diglot.markup.notes import Note
from diglot.markup.yaml_fields import Words


class Writer:
    """A page being written."""

    def __init__(self, read: Callable[[str, bool], tuple[list[Token], list[Note]]]) -> None:
        """Takes what reads a piece of Markdown, see `Reader.pieces`."""
        self._read = read
        self.tokens: list[Token] = []
        self.notes: list[Note] = []
        """By the lines of the file; each is left once, however many pieces say it."""

    def title(self, words: Words) -> None:
        """Writes the heading of the page, if it has one."""
        if words.text.strip():
            self.heading(1, words)

    def heading(self, level: int, words: Words, address: Words | None = None, *, is_markdown: bool = False) -> None:
        """Writes a heading, as a link if it has an address."""
        name = f"h{level}"
        self._block("heading_open", name, 1, words)
        self._inline(words, self._run(words) if is_markdown else _linked(words, address), address)
        self._block("heading_close", name, -1, words)

    def paragraph(self, words: Words, address: Words, *, kind: str) -> None:
        """Writes a paragraph of a kind, as a link if it has an address; nothing if there is neither."""
        if words.text.strip() or address.text:
            self.markup(f'<p class="{kind}">')
            self._inline(words, _linked(words, address), address)
            self.markup("</p>\n")

    def item(self, words: Words, address: Words) -> None:
        """Writes an item of a list, as a link if it has an address."""
        self.markup("<li>")
        self._inline(words, _linked(words, address), address)
        self.markup("</li>\n")

    def image(self, source: Words) -> None:
        """Writes a picture that only adorns."""
        if source.text.strip():
            image = Token("image", "img", 0, attrs={"src": source.text.strip()}, children=[])
            self._inline(source, [image], source)

    def label(self, kind: str) -> None:
        """Writes what a card or list is about, if it says so."""
        if kind:
            self.markup(label(f"list-{kind}", "p", kind="card-kind") + "\n")

    def markup(self, html: str) -> None:
        """Writes HTML of our own."""
        self.tokens.append(Token("markup", "", 0, content=html))

    def blocks(self, words: Words, kind: str = "") -> None:
        """Writes Markdown, inside of an element of a kind, if one is given."""
        if not words.text.strip():
            return
        tokens, notes = self._read(words.text.rstrip("\n") + "\n", False)
        for token in tokens:
            if token.map:
                token.map = list(words.lines(token.map[0], token.map[1]))
        if kind:
            self.markup(f'<div class="{kind}">\n')
        self.tokens += tokens
        if kind:
            self.markup("</div>\n")
        self._keep(words, notes)

    def _run(self, words: Words) -> list[Token]:
        """Returns the inline tokens of a run of Markdown."""
        tokens, notes = self._read(words.text.strip() + "\n", True)
        self._keep(words._replace(is_literal=False), notes)
        return [child for token in tokens for child in token.children or []]

    def _keep(self, words: Words, notes: list[Note]) -> None:
        for note in notes:
            first, end = words.lines(note.line, note.end)
            if not any((other.rule, other.message) == (note.rule, note.message) for other in self.notes[-20:]):
                self.notes.append(note._replace(line=first, end=end))

    def _inline(self, words: Words, children: list[Token], address: Words | None) -> None:
        token = self._block("inline", "", 0, address if address is not None and address.text else words)
        token.content, token.children = words.text, children

    def _block(self, kind: str, tag: str, nesting: int, words: Words) -> Token:
        token = Token(kind, tag, nesting)  # type: ignore[arg-type]
        token.map, token.block, token.level = [words.first, words.end], True, 1
        self.tokens.append(token)
        return token


def _linked(words: Words, address: Words | None) -> list[Token]:
    """Returns plain text as inline tokens, inside of a link if there is an address."""
    text = [Token("text", "", 0, content=" ".join(words.text.split()))]
    if address is None or not address.text.strip():
        return text
    return [
        Token("link_open", "a", 1, attrs={"href": address.text.strip()}),
        *text,
        Token("link_close", "a", -1),
    ]
