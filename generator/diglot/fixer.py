"""Applies fixes to files, byte for byte: everything outside of an edit stays as it was."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence
from difflib import unified_diff
from operator import itemgetter
from typing import NamedTuple

from diglot.diagnostics import Diagnostic, PlacedEdit
from diglot.markup.text import decode


class Fixed(NamedTuple):
    """A file with fixes applied."""

    data: bytes
    applied: tuple[Diagnostic, ...]
    left: int
    """Fixes that overlap with one that was applied: the next round takes them."""


def apply_fixes(data: bytes, diagnostics: Iterable[Diagnostic]) -> Fixed:
    """Returns the file `data` with the fixes of `diagnostics` applied that do not get into each other's way.

    In the order of the file; of two that overlap or touch, the first is applied.
    """
    applied: list[Diagnostic] = []
    edits: list[PlacedEdit] = []
    # In order; those that were applied never overlap.
    taken: list[tuple[int, int]] = []
    left = 0
    for found in sorted(diagnostics, key=lambda found: found.order):
        if found.fix is None:
            continue
        if any(_collides(edit, taken) for edit in found.fix.edits):
            left += 1
            continue
        applied.append(found)
        edits += found.fix.edits
        for edit in found.fix.edits:
            insort(taken, (edit.start, edit.end))
    return Fixed(_edited(data, edits), tuple(applied), left)


def _collides(edit: PlacedEdit, taken: Sequence[tuple[int, int]]) -> bool:
    """Tells whether an edit touches the letters of one that was applied, or stands directly beside it."""
    number = bisect_right(taken, edit.end, key=itemgetter(0))
    return number > 0 and taken[number - 1][1] >= edit.start


def _edited(data: bytes, edits: Sequence[PlacedEdit]) -> bytes:
    pieces: list[bytes] = []
    done = 0
    for edit in sorted(edits):
        pieces += (data[done : edit.start], edit.text.encode(_encoding(data), "surrogateescape"))
        done = edit.end
    return b"".join((*pieces, data[done:]))


def _encoding(data: bytes) -> str:
    return decode(data[:2])[0].encoding


def difference(path: str, before: bytes, after: bytes) -> str:
    """Returns what changed in a file as a unified diff."""
    old, new = (decode(data)[0].text.encode("utf-8", "replace").decode() for data in (before, after))
    lines = unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), f"a/{path}", f"b/{path}")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
