"""Pipe tables by the rules of Markdig, which DocFX reads them with, where these differ from GitHub's.

A table is a whole paragraph, each line of which holds a `|` of its own: one that stands in code, in a tag or in a link
does not separate cells. The widest row says how many columns there are. Unlike in Markdig, code ends with its row, and
a line of dashes below a table is a line, not the underline of a heading.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from re import IGNORECASE, finditer

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore

from diglot.markup.notes import note
from diglot.patterns import pattern

_BLANK = " \t\v\f"
_DELIMITERS = pattern(r"[ \t|:-]+\Z")
_ALIGNMENT = pattern(r":?-+:?\Z")
_MARK = pattern(
    r"\\.|`+|<(?:!--|[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*+>"
    r"|/?[A-Za-z][^<>\"'|`]*+(?:\"[^\"]*+\"[^<>\"'|]*+|'[^']*+'[^<>\"'|]*+)*+>)"
    r"|:::[ \t]*(?:image|no-loc)\b(?:[^:]|:(?!::))*+:::|[\[\]|]"
)
"""What keeps a `|` from separating cells, and the `|` itself."""
_HAS_MARK = pattern(r"[\\`<\[]|:::")
_TARGET = pattern(
    r"\([ \t]*+(?:<[^<>]*+>|[^\s()<>]*+(?:\([^\s()]*+\)[^\s()]*+)*+)(?:[ \t]++(?:\"[^\"]*+\"|'[^']*+'))?[ \t]*+\)"
)
"""What follows the text of a link."""
_NOTHING = pattern(r"(?:\s|&nbsp;|&#160;|&#xA0;|<br\s*/?>)*\Z", IGNORECASE)
"""A cell of the head that shows nothing."""
_MOST_ADDED = 0x10000
"""So many missing cells are added to a table. One long row among many short ones could demand millions."""
_SHOWN = 40
_NOWHERE = (-1, -1)
"""The place of a cell that was added."""

_Row = tuple[int, list[tuple[int, int]]]
"""The number of a line, and where in the text its cells begin and end."""


def tables(md: MarkdownIt) -> None:
    """A markdown-it plugin: a block rule whose cells are `inline` tokens that know their place, `meta["cell"]`."""
    md.block.ruler.before("lheading", "pipe_table", _table, {"alt": []})
    md.core.ruler.before("inline", "broken_tables", _note_broken)


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if silent or start + 1 >= state.lineMax or state.src.find("|", state.bMarks[start], state.eMarks[start]) < 0:
        return False
    second = _line(state, start + 1)
    aligned = _alignments(second) if not _is_item(state, start + 1, second) else []
    rows = _rows(state, start, end) if aligned else []
    width = max((len(cells) for _, cells in rows), default=0)
    if not width:
        return False
    styles = [f"text-align:{align}" if align else "" for align in aligned]
    # As in Markdig, columns that the second line does not name stand as the last one that it does.
    styles += styles[-1:] * (width - len(styles))
    state.line = rows[-1][0] + 1 if len(rows) > 1 else start + 2
    _write(state, rows, styles[:width], start)
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _alignments(text: str) -> list[str]:
    """Returns the alignment of each column, `""` where there is none, if `text` is the second line of a table."""
    if "|" not in text or "-" not in text or not _DELIMITERS.match(text):
        return []
    parts = text.strip(_BLANK).split("|")
    parts = parts[0 if parts[0] else 1 : len(parts) if parts[-1] else -1]
    if not all(not part or _ALIGNMENT.match(part.strip(_BLANK)) for part in parts):
        return []
    sides = [(part.strip(_BLANK)[:1] == ":", part.strip(_BLANK)[-1:] == ":") for part in parts]
    return [("center" if left else "right") if right else ("left" if left else "") for left, right in sides]


def _rows(state: StateBlock, start: int, end: int) -> list[_Row]:
    """Returns the rows of the table that begins at line `start`, its head first; none if it is no table after all."""
    ends = _end_of_paragraph(state, end)
    rows: list[_Row] = []
    line = start
    while line < state.lineMax and not state.isEmpty(line):
        first = state.bMarks[line] + state.tShift[line]
        if line > start + 1 and state.src[first] != "|" and ends(line):
            break
        if line != start + 1:
            text = state.src[first : state.eMarks[line]]
            separators = _separators(text)
            if not separators:
                return []
            rows.append((line, _cells(text, separators, first)))
        line += 1
    return rows


def _end_of_paragraph(state: StateBlock, end: int) -> Callable[[int], bool]:
    """Returns a function that tells whether another block begins at a line, as it would end a paragraph."""
    rules = state.md.block.ruler.getRules("paragraph")

    def ends(line: int) -> bool:
        indent = state.sCount[line]
        if indent < 0 or indent - state.blkIndent > 3:
            return False
        around, state.parentType = state.parentType, "paragraph"
        found = any(rule(state, line, end, True) for rule in rules)
        state.parentType = around
        # A row of dashes looks like an item of a list, but for its `|`.
        text = _line(state, line) if found else ""
        return found and not ("|" in text and _DELIMITERS.match(text) and not _is_item(state, line, text))

    return ends


def _is_item(state: StateBlock, line: int, text: str) -> bool:
    """Tells of a row of dashes that it is the next item of the list in which the table stands."""
    return state.sCount[line] < state.blkIndent and text.startswith("- ")


def _separators(line: str) -> list[int]:
    """Returns where the `|` stand that separate the cells of `line`."""
    if _HAS_MARK.search(line) is None:
        return [match.start() for match in finditer(r"\|", line)]
    found: list[int] = []
    brackets: list[int] = []
    closing: dict[int, list[int]] | None = None
    at, comments = 0, True
    while match := _MARK.search(line, at):
        mark, at = match.group(), match.end()
        if mark == "|":
            found.append(at - 1)
        elif mark == "[":
            brackets.append(at - 1)
        elif mark == "]" and brackets:
            opened = brackets.pop()
            if target := _TARGET.match(line, at):
                at = target.end()
                while found and found[-1] > opened:
                    found.pop()
        elif mark[0] == "`":
            closing = closing if closing is not None else _backticks(line)
            places = closing.get(len(mark), [])
            behind = bisect_right(places, match.start())
            at = places[behind] + len(mark) if behind < len(places) else at
        elif mark == "<!--" and comments:
            close = line.find("-->", at)
            comments, at = close >= 0, max(at, close)
    return found


def _backticks(line: str) -> dict[int, list[int]]:
    """Returns where runs of backticks stand, in order, by their length."""
    found: dict[int, list[int]] = {}
    for match in finditer("`+", line):
        found.setdefault(len(match.group()), []).append(match.start())
    return found


def _cells(line: str, separators: list[int], first: int) -> list[tuple[int, int]]:
    """Returns where the cells of `line`, which stands at `first`, begin and end: without blanks, unless it is empty."""
    starts = [0, *(at + 1 for at in separators)]
    stops = [*separators, len(line)]
    if not stops[0]:
        del starts[0], stops[0]
    if not line[starts[-1] :].strip(_BLANK):
        del starts[-1], stops[-1]
    return [(first + start, first + stop) for start, stop in zip(starts, stops, strict=True)]


def _write(state: StateBlock, rows: list[_Row], styles: list[str], start: int) -> None:
    """Pushes the tokens of a table. A head that shows nothing is left out: it would be read out all the same."""
    head, body = rows[0][1], rows[1:]
    shows = not all(_NOTHING.match(state.src, *place) for place in head)
    if not shows and not body:
        return
    added = _MOST_ADDED
    state.push("table_open", "table", 1).map = [start, state.line]
    for name, cell, part in (("thead", "th", rows[:1] if shows else []), ("tbody", "td", body)):
        if not part:
            continue
        state.push(f"{name}_open", name, 1).map = [part[0][0], part[-1][0] + 1]
        for line, cells in part:
            missing = min(added, len(styles) - len(cells))
            added -= missing
            _write_row(state, line, cells, cell, styles[: len(cells) + missing])
        state.push(f"{name}_close", name, -1)
    state.push("table_close", "table", -1)


def _write_row(state: StateBlock, line: int, cells: list[tuple[int, int]], name: str, styles: list[str]) -> None:
    state.push("tr_open", "tr", 1).map = [line, line + 1]
    for column, style in enumerate(styles):
        shows = column < len(cells) and not _NOTHING.match(state.src, *cells[column])
        # A cell of the head that heads nothing would be read out as one that does.
        tag = name if shows else "td"
        opening = state.push(f"{tag}_open", tag, 1)
        if style:
            opening.attrs = {"style": style}
        inline = state.push("inline", "", 0)
        inline.map, inline.children, inline.meta["cell"] = [line, line + 1], [], _NOWHERE
        if column < len(cells):
            first, last = cells[column]
            written = state.src[first:last]
            text = written.strip(_BLANK)
            if text:
                first += len(written) - len(written.lstrip(_BLANK))
                last = first + len(text)
            inline.content = text.replace("\\|", "|")
            inline.meta["cell"] = (first, last)
        state.push(f"{tag}_close", tag, -1)
    state.push("tr_close", "tr", -1)


def _note_broken(state: StateCore) -> None:
    """Notes paragraphs that would be tables, but for a line without `|`."""
    for token in state.tokens:
        if token.type != "inline" or "cell" in token.meta or "|" not in token.content or token.map is None:
            continue
        lines = token.content.split("\n")
        second = next((n for n, line in enumerate(lines) if n and _alignments(line) and _separators(lines[n - 1])), 0)
        if not second:
            continue
        # What is nearest to the head comes first: it is what has to be set apart.
        order = [*range(second - 2, -1, -1), *range(second + 1, len(lines))]
        number = next((n for n in order if not _separators(lines[n])), -1)
        if number >= 0:
            words = lines[number].strip()[:_SHOWN]
            message = (
                f"`{words}` has no `|`, so the table that it stands next to is shown as text; "
                "put an empty line between them, or a `|` into it"
            )
            note(state.env, "broken-construct", message, token.map[0], token.map[1], words)
