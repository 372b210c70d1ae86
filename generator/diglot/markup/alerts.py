"""Boxes made of quotes: `> [!NOTE]` and its like, `> [!div class="checklist"]`, and `> [!VIDEO https://…]`.

A mark stands alone on its line. What follows in the quote is the box's, up to the next mark; a video has nothing below.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from html import escape
from re import MULTILINE
from re import compile as pattern
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, paragraph
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from diglot.markup.alert_notes import note_marks
from diglot.markup.labels import label
from diglot.markup.videos import find_video, video_link
from diglot.settings import Settings


class Alert(NamedTuple):
    """A kind of box with a heading."""

    label: str
    """The key of its heading in `diglot.markup.labels`."""
    look: str
    """It gets the class `alert-…`."""


ALERTS: Mapping[str, Alert] = {name: Alert(name, name) for name in ("note", "tip", "important", "caution", "warning")}
"""By what stands in the mark, in lower case."""
ADOBE_ALERTS: Mapping[str, Alert] = {
    **ALERTS,
    "admin": Alert("admin", "important"),
    "administration": Alert("admin", "important"),
    "availability": Alert("availability", "note"),
    "error": Alert("error", "warning"),
    "info": Alert("info", "note"),
    "morelikethis": Alert("more-like-this", "note"),
    "prerequisites": Alert("prerequisites", "important"),
    "success": Alert("success", "tip"),
}
"""The same, in Adobe's Markdown."""

_LINE = pattern(r"^[ \t]*+(>[> \t]*+)(\[![A-Za-z][^\n]*+)", MULTILINE)
_NAME = pattern(r"\[!([A-Za-z]+)(?=[ \t\]])")
_ATTRIBUTE = pattern(r"([A-Za-z][\w-]*+)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"']++))\s*+")
_CLASS = pattern(r"[A-Za-z_][\w-]*")
_TYPOGRAPHIC = "“”„«»‘’"
"""Quotation marks that translation puts in place of straight ones."""
_RENAMED = {"button": "button-row"}
"""Classes that mean something else to the theme."""
_CODE = 4
"""Columns that make a line code."""


class Box(NamedTuple):
    """What a mark makes of the lines below it."""

    opening: str
    is_video: bool = False
    is_alert: bool = False


def alerts(md: MarkdownIt) -> None:
    """A markdown-it plugin: quotes that know our marks, and a rule that notes those that cannot be read."""
    md.block.ruler.at("blockquote", _quote, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    # After all others have had a look at the quotes.
    md.core.ruler.after("inline", "alerts", _note_marks)


def _note_marks(state: StateCore) -> None:
    note_marks(state.tokens, state.env, tuple(alerts_of(state.env["settings"])))


def alerts_of(settings: Settings) -> Mapping[str, Alert]:
    """Returns the kinds of boxes that a site has."""
    return ADOBE_ALERTS if settings.flavor == "adobe" else ALERTS


def _quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    at = state.bMarks[start] + state.tShift[start]
    if silent or state.is_code_block(start) or not state.src.startswith(">", at):
        return blockquote(state, start, end, silent)
    box = _box_at(state, start)
    limit, before = _next_mark(state, start, end), state.lineMax
    # Paragraphs look for their end down to here, whatever they are told.
    state.lineMax = min(limit, before)
    if box is None:
        blockquote(state, start, limit, False)
    elif box.is_video:
        _video(state, box, start, limit)
    else:
        _section(state, box, start, limit)
    state.lineMax = before
    return True


def _section(state: StateBlock, box: Box, start: int, limit: int) -> None:
    """Reads a box: a quote in which the line of the mark is empty."""
    first, end_of_line = len(state.tokens), state.eMarks[start]
    state.eMarks[start] = state.bMarks[start] + state.tShift[start] + 1
    blockquote(state, start, limit, False)
    state.eMarks[start] = end_of_line
    opening, closing = state.tokens[first], state.tokens[-1]
    _turn(opening, box.opening)
    _turn(closing, "</div>\n")
    if box.is_alert and state.line == start + 1 and _is_lazy(state, state.line, limit):
        state.tokens.pop()
        state.level += 1
        _lazy(state, limit)
        state.level -= 1
        state.tokens.append(closing)
        opening.map = [start, state.line]


def _turn(token: Token, content: str) -> None:
    token.type, token.tag, token.content = "markup", "", content


def _is_lazy(state: StateBlock, line: int, limit: int) -> bool:
    """Tells whether a line without `>` goes on with the text of an alert that has none yet."""
    if line >= limit or state.isEmpty(line) or not 0 <= state.sCount[line] - state.blkIndent < _CODE:
        return False
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
    if text.startswith("[") and "]:" in text:
        return False
    return not any(rule(state, line, limit, True) for rule in state.md.block.ruler.getRules("paragraph"))


def _lazy(state: StateBlock, limit: int) -> None:
    """Reads a paragraph without `>`, and the quote that goes on below it."""
    paragraph(state, state.line, limit, False)
    below = state.line
    if below < limit and state.src.startswith(">", state.bMarks[below] + state.tShift[below]):
        first = len(state.tokens)
        if blockquote(state, below, limit, False):
            del state.tokens[first], state.tokens[-1]


def _video(state: StateBlock, box: Box, start: int, limit: int) -> None:
    token = state.push("markup", "", 0)
    token.content, token.map = box.opening, [start, start + 1]
    line = start + 1
    while line < limit and state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip() == ">":
        line += 1
    state.line = line


def _box_at(state: StateBlock, line: int) -> Box | None:
    """Returns the box that begins on a line of a quote."""
    at = state.bMarks[line] + state.tShift[line] + 1
    return _box(state.src[at : state.eMarks[line]], state.env["settings"])


def _box(text: str, settings: Settings) -> Box | None:
    """Returns the box that the text of a line, behind its `>`, begins."""
    mark = text.strip()
    is_code = text.expandtabs(_CODE).startswith(" " * (_CODE + 1))
    named = _NAME.match(mark) if mark.endswith("]") and not is_code else None
    if named is None:
        return None
    name, argument = named.group(1).lower(), mark[named.end() : -1].strip()
    if name == "div":
        return _division(argument)
    if name == "video":
        video = find_video(argument)
        return None if video is None else Box(video_link(video) + "\n", is_video=True)
    alert = alerts_of(settings).get(name)
    return None if alert is None or argument else Box(alert_opening(alert), is_alert=True)


def alert_opening(alert: Alert) -> str:
    """Returns what stands before the blocks of an alert; `</div>` stands behind them."""
    heading = label(alert.label, "p", kind="alert-title")
    return f'<div class="alert alert-{alert.look}" role="note">\n{heading}\n'


def _division(argument: str) -> Box | None:
    """Returns a box of the classes that are asked for; `title1` and `title2`, if any, are its heading."""
    classes: list[str] = []
    titles: list[str] = []
    at = 0
    while at < len(argument):
        written = _ATTRIBUTE.match(argument, at)
        if written is None:
            return None
        name, at = written.group(1).lower(), written.end()
        value = next(group for group in written.groups()[1:] if group is not None).strip(_TYPOGRAPHIC)
        if name == "class":
            classes += [_RENAMED.get(word, word) for word in value.split() if _CLASS.fullmatch(word)]
        elif name.startswith("title") and value.strip():
            titles.append(value.strip())
    named = f' class="{" ".join(classes)}"' if classes else ""
    heading = f'<p class="box-title">{escape(" | ".join(titles), quote=False)}</p>\n' if titles else ""
    return Box(f"<div{named}>\n{heading}")


def _next_mark(state: StateBlock, start: int, end: int) -> int:
    """Returns the first line below `start` on which the same quote has a mark; `end` if there is none."""
    src, at = state.src, state.bMarks[start] + state.tShift[start]
    lines = _marked_lines(state).get(src.count(">", src.rfind("\n", 0, at) + 1, at + 1), [])
    place = bisect_left(lines, start + 1)
    if place == len(lines) or lines[place] >= end:
        return end
    line = lines[place]
    inside = src.startswith(">", state.bMarks[line] + state.tShift[line])
    return line if inside and _box_at(state, line) is not None else end


def _marked_lines(state: StateBlock) -> dict[int, list[int]]:
    """Returns the lines that hold a mark behind nothing but `>`, by how many of these there are."""
    known: tuple[str, dict[int, list[int]]] | None = state.env.get("marked_lines")
    if known is not None and known[0] is state.src:
        return known[1]
    found: dict[int, list[int]] = {}
    for line in _LINE.finditer(state.src):
        quote, mark = line.groups()
        if _box(quote[quote.rfind(">") + 1 :] + mark, state.env["settings"]) is not None:
            found.setdefault(quote.count(">"), []).append(bisect_left(state.eMarks, line.start()))
    state.env["marked_lines"] = (state.src, found)
    return found
