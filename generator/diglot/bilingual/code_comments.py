"""Finds translated comments of code again when the code changes: a comment stays with the command that it is about.

Commands are what a translation and its source have in common. A comment at the end of a line belongs to the line, and
comments on lines of their own to the line below. They are kept if that line is there, as often as before, and has as
many lines of comment above; nothing tells which of them is new otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from diglot.bilingual.outside import Kept, Line, grouped, in_turn
from diglot.model import Span
from diglot.patterns import pattern

_FENCE = pattern(r"[ \t>]*+(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]++)*+(`{3,}(?=[^`]*+\Z)|~{3,})[ \t]*+([^\s`]*+)")
_INDENTED = pattern(r"(?: {4}| {0,3}\t)[ \t]*+(?![ \t\n]|[-*+][ \t]|[0-9]{1,9}[.)][ \t]|[<>|:!\[])")
_LEAD = pattern(r"[ \t>]*+")
_OWN = pattern(r"(?:(?:#|//|--|;|%|'|rem)(?=[ \t])|<!--|/\*)[^\n]*+\Z", 2)
_BEHIND = pattern(r"(?<=[ \t])(?:(?:#|//)(?=[ \t])|<!--(?![^\n]*-->[ \t]*+\S)|/\*(?![^\n]*\*/[ \t]*+\S))[^\n]*+\Z")
_CLOSED = pattern(r"(?:<!--[^\n]*?-->|/\*[^\n]*?\*/)[ \t]*+\S")
_MARKS = {
    "--": ("sql", "tsql", "t-sql", "mysql", "plsql", "pgsql", "lua", "haskell", "ada", "vhdl", "dax"),
    "'": ("vb", "vba", "vbnet", "vb.net", "vbs", "vbscript"),
    ";": ("asm", "ini", "lisp", "clojure", "scheme"),
    "%": ("tex", "latex", "matlab", "erlang", "prolog"),
}
"""What begins a comment behind code in some languages only: elsewhere it is code."""
_MARK_OF = {language: mark for mark, languages in _MARKS.items() for language in languages}
_OPTIONS = pattern(r"[ \t]++--?[a-z][^\n]*+", 2)


class _Part(NamedTuple):
    """A line of code, taken apart."""

    line: Line
    code: str
    """Without what it begins with, and without its comment."""
    comment: str
    at: Span
    """Where in its file the comment stands."""
    is_fence: bool

    @property
    def is_command(self) -> bool:
        return any(map(str.isalnum, self.code)) and not self.is_fence


def code_blocks(lines: Sequence[Line | None]) -> Iterator[list[Line]]:
    """Yields the blocks of code among `lines`, which are None for what is certainly no code.

    Only lines are looked at, so what is indented may be code or not: what matters is what it has in common with code.
    """
    block: list[Line] = []
    fence = ""
    for line in lines:
        match = _FENCE.match(line.text) if line else None
        is_in = line is not None and (bool(fence) or match is not None or _INDENTED.match(line.text) is not None)
        if block and (not is_in or (match and not fence)):
            yield block
            block = []
        if line is None or not is_in:
            fence = ""
            continue
        block.append(line)
        if not fence:
            fence = match[1] if match else ""
        elif match and match[1].startswith(fence) and not match[2]:
            yield block
            block, fence = [], ""
    if block:
        yield block


def is_fenced(block: Sequence[Line]) -> bool:
    """Tells of a block whether its first line is a fence."""
    return _FENCE.match(block[0].text) is not None


def kept_comments(
    old: Sequence[Sequence[Line]], new: Sequence[Sequence[Line]], placed: Mapping[int, int]
) -> Iterator[Kept]:
    """Yields the comments of `old` blocks of code that `new` ones keep.

    `placed` has the positions of new chunks that stayed, with those of the old ones.
    """
    before, after = [_taken_apart(block) for block in old], [_taken_apart(block) for block in new]
    for one, other in _partners(
        [parts for parts in before if any(part.comment for part in parts)],
        [parts for parts in after if any(part.comment for part in parts)],
        placed,
    ):
        if [part.code for part in one] == [part.code for part in other]:
            yield from (_kept(*pair) for pair in zip(one, other, strict=True) if all(part.comment for part in pair))
            continue
        pairs = dict(_commands(one, other))
        for j, i in pairs.items():
            if one[i].comment and other[j].comment:
                yield _kept(one[i], other[j])
        above_old, above_new = _runs(one), _runs(other)
        for j, run in above_new.items():
            below = _same_place(j, one, other, pairs)
            if below is not None and len(above_old.get(below, ())) == len(run):
                yield from map(_kept, above_old[below], run)


def _kept(old: _Part, new: _Part) -> Kept:
    return Kept(new.at.start, new.at.end, old.comment, old.line.position, new.line.position)


def _taken_apart(block: Sequence[Line]) -> list[_Part]:
    opening = _FENCE.match(block[0].text)
    language = opening[2].lower().strip("{}.") if opening else ""
    return [_part(line, _MARK_OF.get(language, "")) for line in block]


def _part(line: Line, mark: str) -> _Part:
    text = line.text.rstrip()
    lead = _LEAD.match(text)
    at = lead.end() if lead else 0
    if _FENCE.match(text):
        return _Part(line, text[at:], "", Span(0, 0), True)
    if (own := _OWN.match(text, at)) and not _CLOSED.match(text, at):
        start = own.start()
    elif behind := _BEHIND.search(text, at):
        start = behind.start()
    elif mark and f" {mark} " in text[at:]:
        start = text.index(f" {mark} ", at) + 1
    else:
        start = len(text)
    code = text[at:start].rstrip()
    if code.count('"') % 2 or (mark != "'" and code.count("'") % 2):
        # The mark is part of a string.
        code, start = text[at:], len(text)
    return _Part(line, code, text[start:], Span(line.start + start, line.start + len(text)), False)


def _partners(
    old: Sequence[Sequence[_Part]], new: Sequence[Sequence[_Part]], placed: Mapping[int, int]
) -> Iterator[tuple[Sequence[_Part], Sequence[_Part]]]:
    """Yields pairs of blocks: those first that have most of their commands in common."""
    before, after = (
        [Counter(part.code for part in parts if part.is_command) for parts in blocks] for blocks in (old, new)
    )
    owners = {part.line.position: i for i, parts in enumerate(old) for part in parts}
    having = grouped([(code, i) for i, codes in enumerate(before) for code in codes])
    found = []
    for j, parts in enumerate(new):
        stayed = Counter(owners.get(placed.get(part.line.position, -1), -1) for part in parts)
        opening = owners.get(placed.get(parts[0].line.position, -1), -1)
        for i in {opening, *(i for code in after[j] for i in having.get(code, ()))} - {-1}:
            total = before[i].total() + after[j].total()
            share = 2 * (before[i] & after[j]).total() / total if total else float(opening == i)
            if share or (opening == i and stayed[i] > 1):
                found.append((-share, -stayed[i], abs(i - j), i, j))
    used_old: set[int] = set()
    used_new: set[int] = set()
    for *_, i, j in sorted(found):
        if i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            yield old[i], new[j]


def _commands(old: Sequence[_Part], new: Sequence[_Part]) -> Iterator[tuple[int, int]]:
    """Yields (position in `new`, position in `old`) of lines that are the same, wherever in the block they stand."""
    before = [(part.code, i) for i, part in enumerate(old) if part.code and not part.is_fence]
    after = [(part.code, j) for j, part in enumerate(new) if part.code and not part.is_fence]
    pairs = [(j, i) for i, j in in_turn(grouped(before), grouped(after))]
    yield from pairs
    # A command with more options, or with fewer, is the same command if there is but one of it.
    bare_old = grouped([(_OPTIONS.sub("", code), i) for code, i in before if old[i].is_command])
    bare_new = grouped([(_OPTIONS.sub("", code), j) for code, j in after if new[j].is_command])
    for i, j in in_turn(bare_old, bare_new):
        if len(bare_new[_OPTIONS.sub("", new[j].code)]) == 1 and _has_all(old[i].code.split(), new[j].code.split()):
            yield j, i


def _has_all(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tells whether the words of the shorter one are words of the longer one, in order."""
    shorter, longer = sorted((one, other), key=len)
    left = iter(longer)
    return all(word in left for word in shorter)


def _runs(parts: Sequence[_Part]) -> dict[int, list[_Part]]:
    """Returns the lines of comment above each line, by its position; the length of the block for the last ones."""
    runs: dict[int, list[_Part]] = {}
    run: list[_Part] = []
    for position, part in enumerate(parts):
        if part.comment and not part.code:
            run.append(part)
            continue
        if run:
            runs[position], run = run, []
    if run:
        runs[len(parts)] = run
    return runs


def _same_place(below: int, old: Sequence[_Part], new: Sequence[_Part], pairs: Mapping[int, int]) -> int | None:
    """Returns the line of the `old` block that is the one `below` a comment of the `new` one; None for none."""
    if below < len(new) and new[below].is_command:
        return pairs.get(below)
    # A bracket, or the end of the block, says nothing: what stands above the comment does.
    above = _above(new, below)
    if above is not None and (above not in pairs or not new[above].is_command):
        return None
    wanted = None if above is None else pairs[above]
    is_last = _is_end(new, below)
    for i in range(len(old) + 1):
        is_below = _is_end(old, i) if is_last else not _is_end(old, i) and old[i].code == new[below].code
        if is_below and _above(old, i) == wanted:
            return i
    return None


def _is_end(parts: Sequence[_Part], position: int) -> bool:
    return position == len(parts) or (parts[position].is_fence and position > 0)


def _above(parts: Sequence[_Part], position: int) -> int | None:
    """Returns the line of code above; None where the block begins there."""
    found = next((i for i in range(position - 1, -1, -1) if not parts[i].comment or parts[i].code), None)
    return None if found is None or parts[found].is_fence else found
