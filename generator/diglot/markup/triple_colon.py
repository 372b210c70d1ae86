"""Triple colons: what `:::row:::` … `:::row-end:::` and its kin have in common.

Attributes, and containers of blocks. A container reaches to the end mark that belongs to it, whatever else is open by
then; which one that is, `triple_colon_pairs` knows. What is no mark of a container that was plugged in stays text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from re import IGNORECASE
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from diglot.markup.notes import note
from diglot.markup.triple_colon_pairs import UNCLOSED, Extent, find_extents
from diglot.patterns import pattern

Attributes = dict[str, str]

_MARK = pattern(r":{3,}+[ \t]*+([a-z]++)(-end)?+(?![\w-])", IGNORECASE)
_ATTRIBUTE = pattern(r"""\s*+([a-z][a-z0-9-]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'))?+""", IGNORECASE)
_SHOWN = 60
"""So many characters of a mark are pointed at and quoted."""
_NOTES = 50
"""So many findings a page may have because of such marks."""
_SCANS = 50
"""So often the lines of a page may be looked through for end marks. Only pages made to mislead need it more than twice
for each level of quotes."""


class Kind(NamedTuple):
    """A kind of container."""

    begin: Callable[[StateBlock, Attributes], None]
    """Pushes what stands before its blocks; `state.line` is the line of its mark."""
    finish: Callable[[StateBlock, int], None]
    """Pushes what stands behind its blocks, which are the tokens from the given number on."""
    form: str
    """How it is written, for those who wrote it wrongly."""
    is_valid: Callable[[Attributes], bool]
    is_meant: Callable[[Attributes], bool] = lambda attributes: True
    """Tells a container from what has the same name and is none."""
    is_indented: bool = False
    """Its blocks may stand as far in as they like; none of them is indented code."""
    nests: bool = True
    """It may stand directly inside of another one; if not, it ends one that is not closed."""
    is_picture: bool = False
    """Without an end mark it has no blocks; a rule for running text reads it, and says what is wrong with it."""


class Mark(NamedTuple):
    """What a line with three colons says."""

    name: str
    is_end: bool
    attributes: Attributes | None
    """None where the line is meant for a mark and cannot be read."""


@dataclass(slots=True)
class _Known:
    """What one plug-in knows of a document."""

    budget: int
    """Lines that may still be looked through."""
    extents: dict[int, Extent] = field(default_factory=dict)
    """By the line of the opening mark."""
    told: set[int] = field(default_factory=set)
    """Lines of opening marks that were reported."""
    late: Counter[str] = field(default_factory=Counter)
    """How many of them there are by name, less the end marks that were met since: those need no report of their own."""

    def tell(self, line: int, name: str) -> bool:
        """Tells whether the opening mark on a line has to be reported now."""
        if line in self.told:
            return False
        self.told.add(line)
        self.late[name] += 1
        return True


def containers(md: MarkdownIt, name: str, kinds: Mapping[str, Kind]) -> None:
    """Plugs in the block rule `name`, which reads the containers of `kinds`, by their names in lower case."""
    rule = _Rule(name, kinds)
    md.block.ruler.before("table", name, rule, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def read_attributes(text: str, start: int, end: int) -> tuple[Attributes | None, int]:
    """Returns the attributes that are written at `start`, by their names in lower case, and where they end.

    There are none, as opposed to no attributes at all, if a name stands twice.
    """
    found: Attributes = {}
    count = 0
    while match := _ATTRIBUTE.match(text, start, end):
        start, count = match.end(), count + 1
        name, double, single = match.groups()
        found[name.lower()] = double if double is not None else single or ""
    return (found if len(found) == count else None), start


def shown(text: str) -> str:
    """Returns as much of a mark as a message may quote."""
    return text.strip().partition("\n")[0][:_SHOWN].rstrip()


def report(env: MutableMapping[str, Any], message: str, line: int, end: int, text: str) -> None:
    """Leaves a note that a mark is broken; see `Note`. Where very many are, their number says nothing new."""
    count: int = env.get("broken marks", 0)
    env["broken marks"] = count + 1
    if count < _NOTES:
        note(env, "broken-construct", message, line, end, text)


class _Rule:
    """A block rule; what it knows of a page is kept in the page's environment."""

    def __init__(self, name: str, kinds: Mapping[str, Kind]) -> None:
        self._name = name
        self._kinds = kinds
        self._siblings = frozenset(name for name, kind in kinds.items() if not kind.nests)

    def __call__(self, state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not state.src.startswith(":::", state.bMarks[start] + state.tShift[start]) or state.is_code_block(start):
            return False
        text = _line(state, start)
        mark = self._read(text)
        if mark is None:
            return False
        known: _Known = state.env.setdefault(f"containers of {self._name}", _Known(_SCANS * len(state.bMarks)))
        if mark.is_end:
            if not silent:
                _stray(state, start, mark.name, text, known)
            return True
        if mark.attributes is None:
            self._broken(state, start, mark, known)
            return False
        return silent or self._container(state, start, end, mark, known)

    def _read(self, text: str) -> Mark | None:
        """Returns what a line says; None if it is no mark of these containers."""
        match = _MARK.match(text)
        if match is None or (name := match[1].lower()) not in self._kinds:
            return None
        if match[2]:
            return None if text[match.end() :].strip(" \t:") else Mark(name, True, None)
        kind = self._kinds[name]
        attributes, at = read_attributes(text, match.end(), len(text))
        if not kind.is_meant(attributes or {}):
            return None
        ends = (":::",) if kind.form.endswith(":::") else (":::", "")
        whole = attributes is not None and text[at:].strip() in ends and kind.is_valid(attributes)
        return Mark(name, False, attributes if whole else None)

    def _extent(self, state: StateBlock, start: int, end: int, known: _Known) -> Extent:
        if start not in known.extents and known.budget > 0:
            known.budget -= end - start
            find_extents(state, start, end, self._read, known.extents, self._siblings)
        return known.extents.get(start, UNCLOSED)

    def _container(self, state: StateBlock, start: int, end: int, mark: Mark, known: _Known) -> bool:
        extent = self._extent(state, start, end, known)
        limit = end if extent.end < 0 else min(extent.end, end)
        kind = self._kinds[mark.name]
        is_closed = extent.is_closed and limit < end
        if kind.is_picture and not is_closed:
            self._unclosed(state, start, mark.name, known)
            return False
        opening = len(state.tokens)
        state.line = start
        kind.begin(state, mark.attributes or {})
        inner = len(state.tokens)
        stopped = _body(state, start + 1, limit, kind.is_indented)
        kind.finish(state, inner)
        if is_closed and stopped == limit:
            stopped += 1
        else:
            self._unclosed(state, start, mark.name, known)
        state.line = stopped
        state.tokens[opening].map = [start, stopped]
        return True

    def _broken(self, state: StateBlock, line: int, mark: Mark, known: _Known) -> None:
        if not known.tell(line, mark.name) or self._kinds[mark.name].is_picture:
            return
        text = shown(_line(state, line))
        message = f"`{text}` cannot be read; write it as `{self._kinds[mark.name].form}`"
        report(state.env, message, line, line + 1, text)

    def _unclosed(self, state: StateBlock, line: int, name: str, known: _Known) -> None:
        if known.tell(line, name):
            text = shown(_line(state, line))
            message = f"`{text}` is not closed; write `:::{name}-end:::` below what belongs to it"
            report(state.env, message, line, line + 1, text)


def _stray(state: StateBlock, line: int, name: str, text: str, known: _Known) -> None:
    """Leaves out an end mark that closes nothing; the one finding of a broken container is that at its opening mark."""
    if known.late[name] > 0:
        known.late[name] -= 1
    else:
        message = f"`{shown(text)}` closes nothing; remove it, or write the mark that it shall close"
        report(state.env, message, line, line + 1, shown(text))
    state.line = line + 1


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _body(state: StateBlock, first: int, limit: int, is_indented: bool) -> int:
    """Parses the lines from `first` to `limit`; returns where it had to stop: a list item may end before."""
    around = state.lineMax, state.parentType, state._code_enabled
    moved = _outdent(state, first, limit) if is_indented else []
    state.lineMax, state.parentType = limit, "container"
    if is_indented:
        # As in DocFX. A line that stands farther in than the first one would be code by the rules of Markdown.
        state._code_enabled = False
    state.line = first
    state.md.block.tokenize(state, first, limit)
    stopped = min(state.line, limit)
    state.lineMax, state.parentType, state._code_enabled = around
    for line, begin, shift, indent, virtual in moved:
        state.bMarks[line], state.tShift[line] = begin, shift
        state.sCount[line], state.bsCount[line] = indent, virtual
    return stopped


def _outdent(state: StateBlock, first: int, limit: int) -> list[tuple[int, int, int, int, int]]:
    """Takes the indent of the first line with text off all lines; returns what the parser knew of those before."""
    moved: list[tuple[int, int, int, int, int]] = []
    shown_first = state.skipEmptyLines(first)
    columns = state.sCount[shown_first] - state.blkIndent if shown_first < limit else 0
    if columns <= 0:
        return moved
    for line in range(first, limit):
        begin, shift, indent, virtual = state.bMarks[line], state.tShift[line], state.sCount[line], state.bsCount[line]
        if indent < state.blkIndent and begin + shift < state.eMarks[line]:
            # Here ends the list item or the quote that we are in.
            break
        moved.append((line, begin, shift, indent, virtual))
        removed = max(0, min(columns, indent - state.blkIndent))
        at, column = begin, 0
        while column < removed:
            width = 4 - (column + virtual) % 4 if state.src[at] == "\t" else 1
            if column + width > removed:
                # The rest of a tab: the parser is told how much of it is used up.
                break
            at, column = at + 1, column + width
        state.bMarks[line], state.tShift[line] = at, begin + shift - at
        state.sCount[line], state.bsCount[line] = indent - removed, virtual + removed
    return moved
