"""Footnotes, on sites that have them: `[^name]` in the text, and `[^name]: words` where the note is written.

Notes are numbered in the order in which they are first called for, and stand at the end of the document. Those that
nothing calls for stand behind the others: no words are lost. What has no note stays text.
"""

from __future__ import annotations

from collections.abc import Iterable
from re import compile as pattern

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from diglot.markup.context import Budget
from diglot.markup.labels import label

_NAME = r"\[\^([^\s\[\]^]{1,200}+)\]"
_CALL = pattern(_NAME)
_NOTE = pattern(rf"{_NAME}:")
_INDENT = 4
"""So far in stand further blocks of a note."""
_ARROW = '<span class="mirrored" aria-hidden="true" data-generated="arrow">↩</span>'


def footnotes(md: MarkdownIt) -> None:
    """A markdown-it plugin: notes are taken out where they are written, and put at the end as `markup` and blocks."""
    md.core.ruler.before("block", "footnote_ids", _number)
    md.block.ruler.before("reference", "footnote", _note, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.inline.ruler.before("link", "footnote", _call)
    md.core.ruler.after("inline", "footnotes", _footnotes)


def _number(state: StateCore) -> None:
    """Notes what the ids of this document begin with: another document on the page has others."""
    context = state.env["context"]
    state.env["footnote_ids"] = f"{Budget().files - context.budget.files}-" if context.above else ""
    state.env["footnotes"] = set()


def _note(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    first = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("[^", first) or state.is_code_block(start):
        return False
    if state.env.get("in_footnote") and state.sCount[start] >= state.blkIndent:
        # Notes do not stand in notes; one may end another.
        return False
    match = _NOTE.match(state.src, first, state.eMarks[start])
    if match is None:
        return False
    if not silent:
        names: set[str] = state.env["footnotes"]
        name = match[1].lower()
        if name in names:
            # The first one has the name. Nothing can call for this one.
            name = f"{name} {start}"
        names.add(name)
        opening = state.push("footnote_open", "", 1)
        opening.meta["name"] = name
        _body(state, start, end, match.end())
        opening.map = [start, state.line]
        state.push("footnote_close", "", -1)
    return True


def _body(state: StateBlock, start: int, end: int, at: int) -> None:
    """Parses the blocks of a note, whose first line goes on at `at`, as those of a list item."""
    around = state.parentType, state.blkIndent
    line = state.bMarks[start], state.tShift[start], state.sCount[start]
    text = at
    while text < state.eMarks[start] and state.src[text] in " \t":
        text += 1
    state.blkIndent += _INDENT
    state.bMarks[start], state.tShift[start], state.sCount[start] = at, text - at, state.blkIndent
    state.parentType, state.env["in_footnote"] = "footnote", True
    state.md.block.tokenize(state, start, end)
    state.parentType, state.blkIndent = around
    state.env["in_footnote"] = False
    state.bMarks[start], state.tShift[start], state.sCount[start] = line


def _call(state: StateInline, silent: bool) -> bool:
    if silent or not state.src.startswith("[^", state.pos):
        # Silent is the search for the end of a link's text, in which a token with a bracket would mean another link.
        return False
    match = _CALL.match(state.src, state.pos, state.posMax)
    if match is None or match[1].lower() not in state.env["footnotes"]:
        return False
    token = state.push("footnote_call", "", 0)
    token.meta.update(name=match[1].lower(), linked=state.linkLevel == 0)
    state.pos = match.end()
    return True


def _footnotes(state: StateCore) -> None:
    """Takes the notes out of the tokens, numbers them, and puts them at the end."""
    tokens, notes = _taken_out(state.tokens)
    if not notes:
        return
    prefix = state.env["footnote_ids"]
    calls = _Calls(prefix)
    calls.read(tokens)
    read = 0
    for name in ("", *notes):
        if name:
            calls.number(name)
        while read < len(calls.order):
            # A note may call for further ones, which come behind it.
            calls.read(notes[calls.order[read]])
            read += 1
    tokens.append(_markup(f'<div class="footnotes" role="doc-endnotes">\n{label("footnotes", "h2")}\n<ol>\n'))
    for number, name in enumerate(calls.order, 1):
        tokens.append(_markup(f'<li id="fn:{prefix}{number}">\n'))
        tokens += _with_ways_back(notes[name], calls.places[name])
        tokens.append(_markup("</li>\n"))
    tokens.append(_markup("</ol>\n</div>\n"))
    state.tokens = tokens


class _Calls:
    """Numbers the notes of a document as they are called for; lives as long as that takes."""

    def __init__(self, prefix: str) -> None:
        self.order: list[str] = []
        self.places: dict[str, list[str]] = {}
        """Name of a note -> the ids of the links to it."""
        self._numbers: dict[str, int] = {}
        self._prefix = prefix

    def number(self, name: str) -> int:
        """Returns the number of a note; the next one if it has none yet."""
        if name not in self._numbers:
            self.order.append(name)
            self.places[name] = []
            self._numbers[name] = len(self.order)
        return self._numbers[name]

    def read(self, tokens: Iterable[Token]) -> None:
        """Writes the calls for notes in `tokens`."""
        for token in tokens:
            for child in token.children or ():
                if child.type == "footnote_call":
                    child.type, child.content = "markup", self._written(child.meta["name"], child.meta["linked"])

    def _written(self, name: str, linked: bool) -> str:
        number = self.number(name)
        words = str(number)
        if linked:
            places = self.places[name]
            id = f"fnref:{self._prefix}{number}" + (f":{len(places) + 1}" if places else "")
            places.append(id)
            words = f'<a id="{id}" href="#fn:{self._prefix}{number}" role="doc-noteref">{number}</a>'
        return f'<sup class="footnote" data-generated="footnote">{words}</sup>'


def _taken_out(tokens: Iterable[Token]) -> tuple[list[Token], dict[str, list[Token]]]:
    """Returns the tokens outside of notes, and those of each note by its name."""
    left: list[Token] = []
    notes: dict[str, list[Token]] = {}
    into = left
    for token in tokens:
        if token.type == "footnote_open":
            into = notes.setdefault(token.meta["name"], [])
        elif token.type == "footnote_close":
            into = left
        else:
            into.append(token)
    return left, notes


def _with_ways_back(tokens: list[Token], places: list[str]) -> list[Token]:
    """Returns the blocks of a note with links to where it is called for, in its last paragraph if it ends with one."""
    words = label("footnote-back", kind="unseen")
    links = "".join(f' <a href="#{id}" role="doc-backlink">{_ARROW}{words}</a>' for id in places)
    if not links:
        return tokens
    at = len(tokens) - 1 if tokens and tokens[-1].type == "paragraph_close" else len(tokens)
    return [*tokens[:at], _markup(links), *tokens[at:]]


def _markup(html: str) -> Token:
    return Token("markup", "", 0, content=html, block=True)
