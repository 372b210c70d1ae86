"""Includes: `[!INCLUDE [title](path)]` shows another file, as blocks where it stands alone on a line, else as text.

The included file is read in the view of the page, and its front matter is left out. What cannot be included is shown as
it was written (spec of DocFX: “Include Markdown Files”).
"""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import replace
from re import IGNORECASE
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.helpers import parseLinkTitle
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from diglot.markup.context import Context
from diglot.markup.destinations import destination
from diglot.markup.library import Attachment, find_place
from diglot.markup.notes import note
from diglot.patterns import pattern

_START = pattern(r"\[!include[+-]?[ \t]*\[(?:[^\[\]\\\n]|\\.|\[[^\[\]\n]*\])*+\]\([ \t]*", IGNORECASE)
"""Up to the path. Without a bracket of its own kind inside, an attempt ends at the next one."""
INCLUDE = pattern(
    r"\[!include[+-]?[ \t]*+\[(?:[^\[\]\\\n]|\\.|\[[^\[\]\n]*+\])*+\]\([ \t]*+([^()<>\n]*+)\)[ \t]*+\]", IGNORECASE
)
"""All of one, with its path."""
_PATH = pattern(r"[^()<>\n]*+")
_END = pattern(r"[ \t]*\)[ \t]*\]")
_DEEPEST = 16
"""Files within files. The deepest known in real content is 4."""


class _Helpers:
    """What rules of the parser find at `md.helpers`."""

    parseLinkDestination = staticmethod(destination)
    parseLinkTitle = staticmethod(parseLinkTitle)

    @staticmethod
    def parseLinkLabel(state: StateInline, start: int, disableNested: bool = False) -> int:
        """Returns where the text of the link ends that begins at `start`; -1 if it does not."""
        before, open_brackets, end = state.pos, 1, -1
        state.pos = start + 1
        while state.pos < state.posMax:
            at, char = state.pos, state.src[state.pos]
            if char == "]" and open_brackets == 1:
                end = at
                break
            state.md.inline.skipToken(state)
            is_include = char == "[" and _START.match(state.src, at, state.posMax) is not None
            if char == "]":
                open_brackets -= 1
            elif char == "[" and state.pos == at + 1:
                open_brackets += 1
            elif char == "[" and disableNested and not is_include:
                break
        state.pos = before
        return end


def includes(md: MarkdownIt) -> None:
    """A markdown-it plugin: a block rule and an inline rule, whose `include` tokens hold `meta["document"]`."""
    md.block.ruler.before("reference", "include", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.inline.ruler.before("link", "include", _inline)
    # The parser's own takes an include in a link's text for a link in a link.
    md.helpers = _Helpers  # type: ignore[assignment]


def unread_includes(md: MarkdownIt) -> None:
    """A markdown-it plugin: the inline rule alone, whose `include` tokens hold the path as `attrs["src"]`."""
    md.inline.ruler.before("link", "include", _unread)
    md.helpers = _Helpers  # type: ignore[assignment]


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if state.is_code_block(start):
        return False
    first, last = state.bMarks[start] + state.tShift[start], state.eMarks[start]
    found = _written(state.src, first, last)
    if found is None or state.src[found[1] : last].strip():
        return False
    if silent:
        return True
    address, stop = found
    write_block(state, start, included(state.env, address, (start, start + 1), inline=False), state.src[first:stop])
    return True


def write_block(state: StateBlock, line: int, document: Any, written: str) -> None:
    """Pushes an included `Document` that stands on a line of its own; as it was `written` where that is None."""
    if document is None:
        state.push("paragraph_open", "p", 1).map = [line, line + 1]
        inline = state.push("inline", "", 0)
        inline.content, inline.map, inline.children = written, [line, line + 1], []
        state.push("paragraph_close", "p", -1)
    else:
        token = state.push("include", "", 0)
        token.map, token.block = [line, line + 1], True
        token.meta["document"] = document
    state.line = line + 1


def _inline(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[!", state.pos):
        return False
    found = _written(state.src, state.pos, state.posMax)
    if found is None:
        return False
    address, stop = found
    if not silent:
        document = included(state.env, address, state.env.get("lines", (0, 1)), inline=True)
        if document is None:
            state.pending += state.src[state.pos : stop]
        else:
            state.push("include", "", 0).meta["document"] = document
    state.pos = stop
    return True


def _unread(state: StateInline, silent: bool) -> bool:
    found = _written(state.src, state.pos, state.posMax) if state.src.startswith("[!", state.pos) else None
    if found is None:
        return False
    if not silent:
        state.push("include", "", 0).attrs["src"] = found[0]
    state.pos = found[1]
    return True


def _written(src: str, start: int, end: int) -> tuple[str, int] | None:
    """Returns the path of the include that is written at `start`, and where it ends; None where there is none."""
    opening = _START.match(src, start, end)
    if opening is None:
        return None
    path = destination(src, opening.end(), end)
    address, at = (src[opening.end() : path.pos], path.pos) if path.ok else ("", opening.end())
    blank = at
    while blank < end and src[blank] in " \t":
        blank += 1
    title = parseLinkTitle(src, blank, end) if blank > at else None
    closing = _END.match(src, title.pos if title is not None and title.ok else at, end)
    if closing is None:
        # A path with blanks, which a link could not have.
        loose = _PATH.match(src, opening.end(), end)
        closing = _END.match(src, loose.end(), end) if loose else None
        address = loose.group().strip() if loose else ""
    address = address.removeprefix("<").removesuffix(">")
    return (address, closing.end()) if closing is not None and address else None


def included(env: MutableMapping[str, Any], address: str, lines: tuple[int, int], *, inline: bool) -> Any:
    """Returns the file at `address`, on `lines` of a document, as a `Document`; None where that cannot be.

    That is noted once for each address.
    """
    failed: set[str] = env.setdefault("failed_includes", set())
    context: Context = env["context"]
    if address in failed:
        return None
    found = _found(context, address)
    if isinstance(found, Attachment):
        below = replace(context, place=found.place, above=(*context.above, context.place))
        document = context.read(below, found, inline)
        if not context.above and context.budget.problems:
            # What is wrong with a file by itself is said of that file; this is wrong with how they are put together.
            message = f"by way of `{address}`, {context.budget.problems[0]}"
            context.budget.problems.clear()
            note(env, "missing-include", message, *lines, address)
        return document
    failed.add(address)
    note(env, "missing-include", found, *lines, address)
    return None


def _found(context: Context, address: str) -> Attachment | str:
    """Returns the file at `address`, or why it cannot be included."""
    place = find_place(context.place, address)
    if place is None or (context.library.read(place) is None and "\\" in address):
        # A `\` that is no separator is there to escape what follows.
        place = find_place(context.place, unescapeAll(address)) or place
    if place is None:
        return f"`{address}` leads out of the content; write a path below the folder of the locale"
    found = context.library.read(place)
    if found is None:
        return f"there is no file `{address}` to include; write the path of one, or take the include out"
    problem = _endless(context, found, address)
    if problem and context.above:
        context.budget.problems.append(problem)
    return problem or found


def _endless(context: Context, found: Attachment, address: str) -> str:
    """Returns why `found` cannot be included where it could be elsewhere; empty where it can."""
    if found.place in (context.place, *context.above):
        return f"`{address}` includes itself; take one of the includes out"
    if len(context.above) >= _DEEPEST:
        return f"`{address}` is included {_DEEPEST} files deep; take one of the includes out"
    budget = context.budget
    budget.files -= 1
    budget.bytes -= len(found.data)
    if budget.files < 0 or budget.bytes < 0:
        return f"`{address}` makes this page too large; take some of its includes out"
    return ""
