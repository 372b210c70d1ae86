"""Which line of Adobe's Markdown closes which: `+++Title` … `+++`, `>[!BEGINTABS]` … `>[!ENDTABS]`, shade boxes.

Lines of fenced code are none of them. One pass over a document finds all pairs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from re import IGNORECASE, MULTILINE
from typing import NamedTuple

from diglot.patterns import pattern

FOLD, BOX, TABS = "fold", "box", "tabs"

_LINE = pattern(
    r"^[ \t>]*+(?:(?:[-*]|[0-9]{1,9}[.)])[ \t]++)*+"
    r"(?:(?P<fold>\+\+\+(?!\+)(?P<title>[^\n]*+))|\[!(?P<word>(?:begin|end)(?:tabs|shadebox)|tab)\b"
    r"|(?P<fence>`{3,}+|~{3,}+)(?P<info>[^\n]*+))",
    IGNORECASE | MULTILINE,
)


class Extent(NamedTuple):
    """How far a container reaches."""

    kind: str
    end: int
    """The line that closes it, or the first one that is not its own any more; -1: to the end of what it stands in."""
    is_closed: bool
    parts: tuple[int, ...] = ()
    """The lines on which the tabs of a group begin."""


@dataclass(slots=True)
class _Open:
    kind: str
    line: int
    parts: list[int] = field(default_factory=list)
    sibling: int = -1
    """The line of the first container of its kind directly inside."""


class Pairs(NamedTuple):
    """What the lines of a document say."""

    extents: dict[int, Extent]
    """By the line of the opening mark."""
    ends: frozenset[int]
    """Lines of closing marks, whether they close something or not."""


def find_pairs(text: str) -> Pairs:
    """Returns the containers of a document by their lines, 0-based.

    A closing mark closes the last open container of its kind, and all that was opened inside. A fold that nothing
    closes ends where the next one begins, as it is the mark between them that was forgotten; a box or a group goes on.
    """
    finder = _Finder()
    line = counted = 0
    fence = ""
    for match in _LINE.finditer(text):
        line, counted = line + text.count("\n", counted, match.start()), match.start()
        mark = match["fence"]
        if mark:
            if not fence:
                fence = mark if mark[0] == "~" or "`" not in match["info"] else ""
            elif mark[0] == fence[0] and len(mark) >= len(fence) and not match["info"].strip():
                fence = ""
        elif not fence:
            finder.take(match["word"] or "", (match["title"] or "").strip(), line)
    finder.finish()
    return Pairs(finder.extents, frozenset(finder.ends))


class _Finder:
    """The containers that are open; lives for one pass."""

    def __init__(self) -> None:
        self.extents: dict[int, Extent] = {}
        self.ends: list[int] = []
        self._open: list[_Open] = []
        self._count = {FOLD: 0, BOX: 0, TABS: 0}

    def take(self, word: str, title: str, line: int) -> None:
        """Takes the next line: the word in its brackets, or the title of a fold."""
        word = word.lower()
        kind = TABS if word.endswith(("tabs", "tab")) else BOX if word else FOLD
        if word == "tab":
            if self._count[TABS]:
                self._leave_to(TABS, line)
                self._open[-1].parts.append(line)
        elif word.startswith("begin") or (not word and title):
            above = self._open[-1] if self._open else None
            if above is not None and above.kind == kind and above.sibling < 0:
                above.sibling = line
            self._open.append(_Open(kind, line))
            self._count[kind] += 1
        else:
            self.ends.append(line)
            if self._count[kind]:
                self._leave_to(kind, line)
                self._leave(line, is_closed=True)

    def finish(self) -> None:
        """Says of what is still open that nothing closes it."""
        while self._open:
            self._leave(-1, is_closed=False)

    def _leave_to(self, kind: str, line: int) -> None:
        """Ends what was opened in the last container of a kind, at a line where nothing in it can be open any more."""
        while self._open[-1].kind != kind:
            self._leave(line, is_closed=False)

    def _leave(self, line: int, *, is_closed: bool) -> None:
        left = self._open.pop()
        self._count[left.kind] -= 1
        end = left.sibling if not is_closed and left.kind == FOLD and left.sibling >= 0 else line
        self.extents[left.line] = Extent(left.kind, end, is_closed, tuple(left.parts))
