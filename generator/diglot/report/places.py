"""Where a diagnostic points: in its unit's text, in a line of its file, and in what a fix makes of it."""

from __future__ import annotations

from typing import NamedTuple
from unicodedata import category

from diglot.diagnostics import Diagnostic, PlacedFix

_BEFORE, _AFTER = 40, 110
"""Characters of a line that are shown around a place; lines of articles are as long as their paragraphs."""
_AROUND = 36
"""Characters that are shown on both sides of what a fix changes."""
_SPARED = 12
"""So many characters are not worth a cut."""
_NAMED = 4
"""Invisible characters that are named one by one."""


class Passage(NamedTuple):
    """A text with one place in it marked."""

    text: str
    start: int = -1
    """In code points, as `end`; -1 where nothing is marked. An empty place is one between two characters."""
    end: int = -1

    @property
    def before(self) -> str:
        """What stands before the mark, all of the text if there is none."""
        return self.text if self.start < 0 else self.text[: self.start]

    @property
    def marked(self) -> str:
        """The place itself."""
        return "" if self.start < 0 else self.text[self.start : self.end]

    @property
    def after(self) -> str:
        """What stands behind the mark."""
        return "" if self.start < 0 else self.text[self.end :]

    @property
    def label(self) -> str:
        """Names marked characters that cannot be seen: `U+200B`; empty where they can."""
        marked = self.marked
        if any(category(char)[0] not in "CZ" for char in marked):
            return ""
        names = [f"U+{ord(char):04X}" for char in marked[:_NAMED] if char != " "]
        return " ".join(names) + ("…" if names and len(marked) > _NAMED else "")


class Change(NamedTuple):
    """What a fix does."""

    title: str
    safe: bool
    before: Passage | None
    """None where the change reaches beyond the lines that are known."""
    after: Passage


def in_target(found: Diagnostic) -> Passage:
    """Returns the unit's target with the place marked; unmarked where it is elsewhere, or all of the text."""
    return _within(found, found.target) if not found.in_source else Passage(found.target)


def in_source(found: Diagnostic) -> Passage:
    """Returns the unit's source with the place marked; unmarked where it is elsewhere, or all of the text."""
    return _within(found, found.source) if found.in_source else Passage(found.source)


def in_file(found: Diagnostic) -> Passage | None:
    """Returns the line of the file, cut to what surrounds the place; None where the unit's text says as much."""
    text, start, end = _excerpt(found)
    if not text.strip():
        return None
    if found.target or found.source:
        is_told = found.within is not None or found.target in text[start:end]
        if is_told:
            return None
    line = text.partition("\n")[0]
    return _cut(line, min(start, len(line)), min(end, len(line)), _BEFORE, _AFTER)


def change(found: Diagnostic) -> Change | None:
    """Returns what the fix of a diagnostic changes; None where it has none, or none that replaces text."""
    fix = found.fix
    if fix is None or not fix.edits:
        return None
    text, start, _ = _excerpt(found)
    stretch = _stretch(found, fix, text, start)
    if stretch is None:
        return Change(fix.title, fix.safe, None, Passage(" … ".join(edit.text for edit in fix.edits)))
    first, last, new = stretch
    origin = start - found.within.start if found.within and not found.in_source else -1
    if 0 <= origin <= first and text.startswith(found.target, origin) and last <= origin + len(found.target):
        # Nobody wants to read the tags around a unit.
        text, first, last = found.target, first - origin, last - origin
    head, tail = _common(text[first:last], new)
    whole = text[:first] + new + text[last:]
    return Change(
        fix.title,
        fix.safe,
        _cut(text, first + head, last - tail, _AROUND, _AROUND),
        _cut(whole, first + head, first + len(new) - tail, _AROUND, _AROUND),
    )


def _within(found: Diagnostic, text: str) -> Passage:
    if found.within is None or found.within == (0, len(text)):
        return Passage(text)
    return Passage(text, *found.within)


def _excerpt(found: Diagnostic) -> tuple[str, int, int]:
    """Returns the lines that are known, and where in them the diagnostic points."""
    at, lines = found.at, found.excerpt
    text = "\n".join(lines)
    start = min(at.column - 1, len(text))
    if at.end_line - at.line >= len(lines):
        return text, start, len(text)
    skipped = sum(len(line) + 1 for line in lines[: at.end_line - at.line])
    return text, start, max(start, min(skipped + at.end_column - 1, len(text)))


def _stretch(found: Diagnostic, fix: PlacedFix, text: str, start: int) -> tuple[int, int, str] | None:
    """Returns what the edits replace together, in code points of the known lines, and what comes in its place."""
    # Stray bytes of a file that is not UTF-8 are surrogates here, and one byte there.
    data = text.encode("utf-8", "replace")
    base = found.at.start - len(text[:start].encode("utf-8", "replace"))
    line = len(data.partition(b"\n")[0])
    spans = [(edit.start - base, edit.end - base) for edit in fix.edits]
    # Beyond its first line nobody knows how the file ends its lines.
    if spans[0][0] < 0 or spans[-1][1] > line:
        return None
    places = [tuple(len(data[:offset].decode("utf-8", "ignore")) for offset in span) for span in spans]
    first, last = places[0][0], places[-1][1]
    new, reached = "", first
    for (begin, finish), edit in zip(places, fix.edits, strict=True):
        new += text[reached:begin] + edit.text
        reached = finish
    return first, last, new


def _common(old: str, new: str) -> tuple[int, int]:
    """Returns how many characters two texts share at their beginning and at their end, words undivided."""
    head = _shared(old, new)
    while head and old[head - 1].isalnum() and any(text[head : head + 1].isalnum() for text in (old, new)):
        head -= 1
    old, new = old[head:][::-1], new[head:][::-1]
    tail = _shared(old, new)
    while tail and old[tail - 1].isalnum() and any(text[tail : tail + 1].isalnum() for text in (old, new)):
        tail -= 1
    return head, tail


def _shared(old: str, new: str) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    return next((place for place, (left, right) in pairs if left != right), min(len(old), len(new)))


def _cut(text: str, start: int, end: int, before: int, after: int) -> Passage:
    """Returns the neighbourhood of a place, with `…` where something was left out."""
    left = start - before if start > before + _SPARED else 0
    right = end + after if len(text) - end > after + _SPARED else len(text)
    lead, trail = "…" if left else "", "…" if right < len(text) else ""
    shift = len(lead) - left
    return Passage(lead + text[left:right] + trail, start + shift, end + shift)
