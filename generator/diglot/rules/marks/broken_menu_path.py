"""The rule broken-menu-path: steps of a path such as `File > Print` that lie elsewhere in the translation."""

from __future__ import annotations

from collections.abc import Iterator
from re import compile as pattern

from diglot.diagnostics import Finding
from diglot.markup.sides import Side
from diglot.rules.marks.words import named, prose
from diglot.rules.subject import Pair

_BROKEN = pattern(r">\s++>[\s>]*+|^\s*+>\s*+|(?<=[\s\w])>\s*+(?:\Z|(?=[.,;:?!،؛؟。、，：；](?!\s*+[\[［])))")
_OPEN = pattern(r"<[^<>\n]*+\Z")
_LONGEST = 60
"""Of a placeholder."""


def find_broken_menu_paths(pair: Pair) -> Iterator[Finding]:
    """Yields a finding for a unit in which marks between steps of a path have no step beside them."""
    target, source = pair.target, pair.source
    if source is None or ">" not in target.text:
        return
    place = _place(target)
    if place is not None and _place(source) is None:
        at = target.span(*place)
        message = f"steps of the path are missing in {named(pair, at)}; put each of them between its `>`"
        yield Finding("broken-menu-path", at, message)


def _place(side: Side) -> tuple[int, int] | None:
    """Returns where the first marks without a step between or beside them begin and end."""
    text = prose(side)
    for match in _BROKEN.finditer(text):
        # The end of a placeholder such as `<name>` is no such mark.
        if not _OPEN.search(text, max(0, match.start() - _LONGEST), match.start()):
            return text.find(">", match.start()), text.rfind(">", match.start(), match.end()) + 1
    return None
