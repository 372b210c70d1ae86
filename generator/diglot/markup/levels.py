"""How deep raw HTML is nested. What is deeper than anyone could follow is left out, so that reading it stays quick.

A tree of elements is made of raw HTML later, where each tag costs as much as it is deep, and every formatting element
that is left open is made anew in each block that follows.
"""

from __future__ import annotations

DEEPEST = 50
"""Elements within elements: with those that Markdown makes, fewer than programs that read HTML can bear."""
_WEIGHTS = {"table": 4, "ul": 2, "ol": 2, "dl": 2}
"""How many elements one of these brings along before there is text."""
_MOST_FORMATTING = 8
"""Formatting elements that may stand open."""
_FORMATTING = frozenset("a b code em font i s small strike strong tt u".split())
_PHRASES = frozenset("abbr bdi bdo cite del dfn ins kbd mark q rp rt ruby samp span sub sup var".split())
"""An end tag of these closes nothing beyond the block it stands in."""
_LOOSE = frozenset("caption col colgroup dd dt li p tbody td tfoot th thead tr".split())
"""End tags of these may be left out. What they need around them is counted."""


class Levels:
    """The elements that are open, as far as tags alone tell; never fewer than a browser would say."""

    def __init__(self, loose: bool = True) -> None:
        """`loose` tells that elements whose end tags may be left out are not looked at."""
        self._skipped = _LOOSE if loose else frozenset()
        self._open: list[str] = []
        self.is_full = False
        """True as soon as there was no room for an element."""

    def enter(self, name: str) -> bool:
        """Notes a start tag. Returns whether there is room for it."""
        if name in self._skipped:
            return True
        crowded = name in _FORMATTING and sum(one in _FORMATTING for one in self._open) >= _MOST_FORMATTING
        if crowded or sum(_WEIGHTS.get(one, 1) for one in self._open) >= DEEPEST:
            self.is_full = True
            return False
        self._open.append(name)
        return True

    def leave(self, name: str) -> bool:
        """Notes an end tag. Returns whether it closes one of these elements."""
        for i in range(len(self._open) - 1, -1, -1):
            other = self._open[i]
            if other == name:
                # A formatting element closes alone, and is not closed by what it stands in.
                inner = self._open[i + 1 :]
                self._open[i:] = inner if name in _FORMATTING else [one for one in inner if one in _FORMATTING]
                return True
            if other == "table" or (name in _PHRASES and other not in _PHRASES and other not in _FORMATTING):
                return False
        return False

    def __bool__(self) -> bool:
        """Tells whether anything is open."""
        return bool(self._open)

    def close(self) -> str:
        """Returns the end tags of what is still open, which it is no more."""
        tags = "".join(f"</{name}>" for name in reversed(self._open))
        self._open.clear()
        return tags
