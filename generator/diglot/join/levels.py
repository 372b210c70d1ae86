"""The navigation beside an article: the branch of the table of contents that it stands in, cut to what fits.

Pages of a branch share its lists, so that a page costs next to nothing here, and little on its way to another process.
"""

from __future__ import annotations

from collections.abc import Mapping

from diglot.join.outline import Node, Outline
from diglot.model import Crumb, Level, PageId, Step, Target

MOST = 80
"""So many entries are shown beside an article."""
_LEAST = 3
"""No list is cut to fewer."""


def levels_of(
    outline: Outline, nodes: Mapping[PageId, Node], rests: Mapping[int, Crumb]
) -> dict[PageId, tuple[Level, ...]]:
    """Returns the lists that lead to each page of `outline` that stands there according to `nodes`.

    Beside pages of the site these are pages that the locale lacks, where fallbacks stand for them.

    `rests` says where all pages of a top group are listed, by its position; -1 stands for the groups themselves.
    """
    lists = _Lists(outline, rests)
    found = {}
    for node in outline.nodes:
        page = (node.goal.page or node.goal.missing) if node.goal is not None else None
        if page is not None and nodes[page] is node:
            found[page] = lists.levels(node)
    return found


class _Lists:
    """Cuts lists, and hands out the same one wherever it can."""

    def __init__(self, outline: Outline, rests: Mapping[int, Crumb]) -> None:
        self._root = outline.root
        self._rests = rests
        self._extra = _extra(outline)
        self._steps: dict[tuple[int, int, int, bool], tuple[Step, ...]] = {}
        self._levels: dict[tuple[int, int, int, bool, int], Level] = {}
        self._above: dict[int, tuple[tuple[Level, ...], int, bool, int]] = {}
        """By the parent of nodes without others below them: what they all have in common."""

    def levels(self, node: Node) -> tuple[Level, ...]:
        """Returns the lists from the top down to `node`, and the one below it."""
        if node.below or node.parent is None or node.parent is self._root:
            return self._way(node)[0]
        if id(node.parent) not in self._above:
            found, most, is_open, top = self._way(node)
            self._above[id(node.parent)] = (found[:-1], most, is_open, top)
        above, most, is_open, top = self._above[id(node.parent)]
        return (*above, self._level(node.parent, node.position, most, is_open, top))

    def _way(self, node: Node) -> tuple[tuple[Level, ...], int, bool, int]:
        """Returns the lists to a node, how long they may be, whether the last one shows more, and the top entry."""
        owners: list[Node] = []
        chosen: list[int] = []
        step: Node = node
        while step.parent is not None:
            owners.append(step.parent)
            chosen.append(step.position)
            step = step.parent
        owners.reverse()
        chosen.reverse()
        if node.below:
            owners.append(node)
            chosen.append(-1)
        most = _share([len(owner.below) for owner in owners])
        left = MOST - sum(min(len(owner.below), most) for owner in owners)
        top = chosen[0]
        found: list[Level] = []
        opened: list[bool] = []
        # What is near the article is opened first.
        for owner, position in zip(reversed(owners), reversed(chosen), strict=True):
            extra = self._extra[id(owner)]
            is_open = 0 < extra <= left
            left -= extra if is_open else 0
            opened.append(is_open)
            found.append(self._level(owner, position, most, is_open, top))
        return tuple(reversed(found)), most, opened[0], top

    def _level(self, owner: Node, position: int, most: int, is_open: bool, top: int) -> Level:
        size = len(owner.below)
        count = min(size, most)
        # Windows move on by halves, so that neighbours share them.
        half = max(1, count // 2)
        start = max(0, min(max(position, 0) // half * half - half // 2, size - count))
        key = (id(owner), start, count, is_open, position)
        if key not in self._levels:
            rest = self._rests.get(-1 if owner is self._root else top) if count < size else None
            self._levels[key] = Level(self._cut(owner, start, count, is_open), position - start, rest)
            if position < 0:
                self._levels[key] = self._levels[key]._replace(chosen=-1)
        return self._levels[key]

    def _cut(self, owner: Node, start: int, count: int, is_open: bool) -> tuple[Step, ...]:
        key = (id(owner), start, count, is_open)
        if key not in self._steps:
            self._steps[key] = tuple(_step(node, is_open) for node in owner.below[start : start + count])
        return self._steps[key]


def _share(sizes: list[int]) -> int:
    """Returns how long a list may be at most, so that all of them together fit."""
    left = MOST
    for number, size in enumerate(sorted(sizes)):
        share = max(_LEAST, left // (len(sizes) - number))
        if size > share:
            return share
        left -= size
    return max(sizes)


def _extra(outline: Outline) -> dict[int, int]:
    """Returns how many entries more each list has if what its author wants to see open is open."""
    found: dict[int, int] = {}
    for node in (*reversed(outline.nodes), outline.root):
        found[id(node)] = sum(len(child.below) + found[id(child)] for child in node.below if child.expanded)
    return found


def _step(node: Node, is_open: bool) -> Step:
    goal = node.goal or node.first
    steps = tuple(_step(child, True) for child in node.below) if is_open and node.expanded else ()
    target = goal.target if goal is not None else Target("", True)
    is_own = node.goal is not None
    return Step(node.title, target.address, target.internal, target.locale, is_own, bool(node.below), steps)
