"""Which end mark belongs to which opening mark of three colons.

An end mark closes the last open container of its name, and all that was opened inside. Marks in fenced code and in
comments are none. One pass over the lines of a page, or of a quote, finds the ends of all containers in it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from markdown_it.rules_block import StateBlock

from diglot.patterns import pattern

_EVENT = pattern(
    r"(?:(?:[-+*]|[0-9]{1,9}[.)])[ \t]++)*+(?:(?P<colons>:::)|(?P<comment><!--)|(?P<fence>`{3,}+|~{3,}+)(?P<rest>.*+))"
)
"""What is looked for at the start of a line, or of list items that begin on it."""


class Extent(NamedTuple):
    """How far a container reaches."""

    end: int
    """The line of its end mark, or the first one that is not its own any more; -1: to the end of what it stands in."""
    is_closed: bool
    """Tells whether an end mark stands there."""


UNCLOSED = Extent(-1, False)


class _Mark(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def is_end(self) -> bool: ...


class _Event(NamedTuple):
    """A line that may mean something."""

    line: int
    at: int
    fence: str
    """The marks of a fence; empty if it is none."""
    is_bare: bool
    """A fence with nothing behind it, which may close another one."""


@dataclass(slots=True)
class _Open:
    """A container whose end is looked for."""

    name: str
    line: int
    column: int
    """Lines that stand farther out do not belong to the list item that began with it; 0 if there is none."""
    sibling: int = -1
    """The line of the first container of its own name directly inside."""


def find_extents(
    state: StateBlock,
    start: int,
    end: int,
    read: Callable[[str], _Mark | None],
    extents: dict[int, Extent],
    siblings: frozenset[str],
) -> None:
    """Adds to `extents` how far the containers reach that begin on the lines from `start` to `end`, by their lines.

    `read` returns the mark that a line is; one that cannot be read has an end mark like the others. A container that is
    not closed ends where an outer one ends, and if its name is among `siblings`, where the next one begins.
    """
    pairs = _Pairs(extents, siblings)
    for event in _outside_of_code(state, list(_events(state, start, end)), state.eMarks[end - 1]):
        mark = read(state.src[event.at : state.eMarks[event.line]])
        if mark is not None:
            before = event.at - _text_start(state, event.line)
            indent = state.sCount[event.line]
            pairs.take(mark, event.line, indent, indent + before if before else 0)
    pairs.finish()


def _text_start(state: StateBlock, line: int) -> int:
    return state.bMarks[line] + state.tShift[line]


def _events(state: StateBlock, start: int, end: int) -> Iterator[_Event]:
    for line in range(start, end):
        match = _EVENT.match(state.src, _text_start(state, line), state.eMarks[line])
        if match is None:
            continue
        fence, rest = match["fence"] or "", match["rest"] or ""
        if not fence:
            yield _Event(line, match.start(match.lastgroup or 0), "", False)
        elif fence[0] == "~" or "`" not in rest:
            yield _Event(line, match.start("fence"), fence, not rest.strip())


def _outside_of_code(state: StateBlock, events: list[_Event], limit: int) -> Iterator[_Event]:
    """Yields the lines with colons that are neither in fenced code nor in a comment.

    A fence or a comment without an end is closed by the container that it stands in, so it hides nothing.
    """
    places = [event.at for event in events]
    longest = {char: _longest_behind(events, char) for char in "`~"}
    comments_end = True
    i = 0
    while i < len(events):
        event = events[i]
        i += 1
        if event.fence:
            char, length = event.fence[0], len(event.fence)
            if longest[char][i] >= length:
                while not (events[i].is_bare and events[i].fence[0] == char and len(events[i].fence) >= length):
                    i += 1
                i += 1
        elif state.src.startswith("<!--", event.at):
            close = state.src.find("-->", event.at, limit) if comments_end else -1
            comments_end = close >= 0
            i = max(i, bisect_left(places, close))
        else:
            yield event


def _longest_behind(events: list[_Event], char: str) -> list[int]:
    """Returns for each place among `events` how long the longest fence is from there on that could close another."""
    longest = [0] * (len(events) + 1)
    for i in range(len(events) - 1, -1, -1):
        event = events[i]
        own = len(event.fence) if event.is_bare and event.fence[0] == char else 0
        longest[i] = max(longest[i + 1], own)
    return longest


class _Pairs:
    """The containers that are open; lives for one pass."""

    def __init__(self, extents: dict[int, Extent], siblings: frozenset[str]) -> None:
        self._extents = extents
        self._siblings = siblings
        self._open: list[_Open] = []
        self._names: Counter[str] = Counter()

    def take(self, mark: _Mark, line: int, indent: int, column: int) -> None:
        """Takes the next mark: at the indent of its line, and at `column` if a list item begins with it."""
        while self._open and indent < self._open[-1].column:
            self._leave(UNCLOSED)
        if mark.is_end:
            self._end(mark.name, line)
            return
        above = self._open[-1] if self._open else None
        if above is not None and above.name == mark.name and mark.name in self._siblings and above.sibling < 0:
            above.sibling = line
        column = max(column, above.column if above is not None else 0)
        self._open.append(_Open(mark.name, line, column))
        self._names[mark.name] += 1

    def finish(self) -> None:
        """Says of what is still open that it is not closed."""
        while self._open:
            self._leave(UNCLOSED)

    def _end(self, name: str, line: int) -> None:
        if not self._names[name]:
            return
        while self._open[-1].name != name:
            self._leave(Extent(line, False))
        self._leave(Extent(line, True))

    def _leave(self, extent: Extent) -> None:
        left = self._open.pop()
        self._names[left.name] -= 1
        has_sibling = left.sibling >= 0 and not extent.is_closed
        self._extents[left.line] = Extent(left.sibling, False) if has_sibling else extent
