"""Containers of Adobe's Markdown: folds, `+++Title` … `+++`; shade boxes and groups of tabs, between lines in quotes.

Which line closes which is known before the blocks are parsed, see `diglot.markup.adobe_pairs`. A container that is not
closed reaches to the end of what it stands in, and a mark that closes nothing is left out; both are noted.
"""

from __future__ import annotations

from itertools import pairwise
from re import DOTALL, IGNORECASE
from re import compile as pattern

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore

from diglot.markup.adobe_pairs import BOX, FOLD, TABS, Extent, Pairs, find_pairs
from diglot.markup.heading_ids import slug
from diglot.markup.notes import note

_MARK = pattern(
    r"\+\+\+(?!\+)(?P<title>.*+)|>?+[ \t]*+\[!(?:(?:begin|end)(?:tabs|shadebox)|tab)\b(?P<words>.*)\][ \t]*+\Z",
    IGNORECASE | DOTALL,
)
_INLINE_MARK = pattern(r"\[![A-Za-z]++|[\[\]]")
_QUOTES = "\"“”„'"
_FORMS = {FOLD: "`+++`", BOX: "`>[!ENDSHADEBOX]`", TABS: "`>[!ENDTABS]`"}
_SHOWN = 40


def adobe_containers(md: MarkdownIt) -> None:
    """A markdown-it plugin: a core rule that finds the pairs of marks, and a block rule for what is between them."""
    md.core.ruler.before("block", "adobe_pairs", _find)
    ends = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.before("table", "adobe_containers", _container, {"alt": ends})


def _find(state: StateCore) -> None:
    state.env["adobe_pairs"] = find_pairs(state.src)


def _container(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    pairs: Pairs = state.env["adobe_pairs"]
    extent = pairs.extents.get(start)
    if (extent is None and start not in pairs.ends) or state.is_code_block(start):
        return False
    written = _MARK.match(_line(state, start))
    if written is None:
        return False
    if silent:
        return True
    if extent is None:
        _stray(state, start, written[0])
    elif extent.kind == FOLD:
        _fold(state, start, end, extent, (written["title"] or "").strip())
    elif extent.kind == BOX:
        _box(state, start, end, extent, _title(written["words"]))
    else:
        _tabs(state, start, end, extent)
    return True


def _fold(state: StateBlock, start: int, end: int, extent: Extent, title: str) -> None:
    opening = state.push("fold_open", "details", 1)
    opening.attrs["class"] = "fold"
    state.push("summary_open", "summary", 1)
    _words(state, start, title)
    state.push("summary_close", "summary", -1)
    _blocks(state, start + 1, extent.end, end)
    state.push("fold_close", "details", -1)
    _close(state, start, end, extent)
    opening.map = [start, state.line]


def _box(state: StateBlock, start: int, end: int, extent: Extent, title: str) -> None:
    opening = state.push("box_open", "div", 1)
    opening.attrs["class"] = "shade-box"
    if title:
        state.push("box_title_open", "p", 1).attrs["class"] = "shade-box-title"
        _words(state, start, title)
        state.push("box_title_close", "p", -1)
    _blocks(state, start + 1, extent.end, end)
    state.push("box_close", "div", -1)
    _close(state, start, end, extent)
    opening.map = [start, state.line]


def _tabs(state: StateBlock, start: int, end: int, extent: Extent) -> None:
    """Writes a group as `diglot.markup.tabs` does; what stands above its first tab stands above the group."""
    lines = (*extent.parts, extent.end)
    _blocks(state, start + 1, lines[0], end)
    if state.line == lines[0] < end and extent.parts:
        opening = state.push("tabs_open", "div", 1)
        opening.attrs["class"] = "tabs"
        for line, stop in pairwise(lines):
            _panel(state, line, stop, end)
            if state.line != stop:
                break
        state.push("tabs_close", "div", -1)
        opening.map = [start, state.line]
    _close(state, start, end, extent)


def _panel(state: StateBlock, line: int, stop: int, end: int) -> None:
    """Writes the tab whose mark stands on `line`, with its blocks up to `stop`."""
    written = _MARK.match(_line(state, line))
    title = _title(written["words"]) if written else ""
    name = slug(_INLINE_MARK.sub("", title).strip())
    state.push("panel_open", "div", 1).attrs.update({"class": "tab-panel", "data-tab": name})
    state.push("title_open", "p", 1).attrs["class"] = "tab-title"
    _words(state, line, title)
    state.push("title_close", "p", -1)
    _blocks(state, line + 1, stop, end)
    state.push("panel_close", "div", -1)


def _blocks(state: StateBlock, first: int, stop: int, end: int) -> None:
    """Parses the lines from `first` to `stop`, or to where what we stand in ends: at `end`, or before in a list."""
    limit = end if stop < 0 else min(stop, end)
    around = state.lineMax, state.parentType
    state.lineMax, state.parentType = limit, "container"
    state.line = first
    state.md.block.tokenize(state, first, limit)
    state.lineMax, state.parentType = around


def _close(state: StateBlock, start: int, end: int, extent: Extent) -> None:
    """Takes the closing mark along, if that is where the blocks of a container ended."""
    if extent.is_closed and state.line == extent.end < end:
        state.line += 1
        return
    words = _line(state, start).strip()[:_SHOWN].rstrip()
    message = f"`{words}` is not closed; write {_FORMS[extent.kind]} below what belongs to it"
    note(state.env, "broken-construct", message, start, start + 1, words)


def _stray(state: StateBlock, line: int, words: str) -> None:
    words = words.strip()[:_SHOWN].rstrip()
    message = f"`{words}` closes nothing; remove it, or write the mark that it shall close"
    note(state.env, "broken-construct", message, line, line + 1, words)
    state.line = line + 1


def _words(state: StateBlock, line: int, text: str) -> None:
    """Pushes a run of text of one line."""
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children = text, [line, line + 1], []


def _title(words: str | None) -> str:
    return (words or "").strip().strip(_QUOTES).strip()


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
