"""Allowances: comments in an article that allow a finding, `<!-- allow: double-space, the table needs it -->`.

A comment that stands alone holds for the block below it, any other for what it stands in: a paragraph, an item of a
list, a row of a table. In front matter, `# allow: rule, reason` holds for all of it. A file or a folder is allowed more
in `site.toml`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import cache, lru_cache
from itertools import accumulate
from re import MULTILINE
from typing import NamedTuple, Protocol

from diglot.diagnostics import Diagnostic, Rule
from diglot.markup.plain_code import without_code
from diglot.model import Location, PageId, Span
from diglot.patterns import pattern
from diglot.rules import diagnostic
from diglot.rules.subject import EXTERNAL

_COMMENT = pattern(r"<!--[ \t]*allow:((?:[^-\n]|-(?!->))*+)-->")
_YAML_COMMENT = pattern(r"^#[ \t]*allow:([^\n\r]*)", MULTILINE)
_NAME = pattern(r"[a-z]+(?:-[a-z]+)*+\Z|[A-Z]{3}[0-9]{3}\Z")
_BLANK = pattern(r"\n[ \t>]*\r?\n")
_WORDS = pattern(r"\S")
_ITEM = pattern(r"^[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]", MULTILINE)
_RULER = pattern(r"^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t:-]*)*$", MULTILINE)
"""The line below the head of a table."""


class Allowance(NamedTuple):
    """One such comment."""

    rules: tuple[str, ...]
    """Names or codes as written; some may be of no rule."""
    reason: str
    at: Location
    """Of what stands between `allow:` and the end of the comment."""
    first: int
    """The first line it holds for, 1-based."""
    last: int


class Allowed(NamedTuple):
    """What is left once allowances were heeded."""

    diagnostics: tuple[Diagnostic, ...]
    suppressed: tuple[Diagnostic, ...]
    """What was allowed."""


class _Places(Protocol):
    def locate(self, at: Span) -> Location: ...


def find_allowances(text: str, body: int, places: _Places) -> tuple[Allowance, ...]:
    """Returns the allowances in a page whose body begins at offset `body`."""
    if "allow:" not in text:
        return ()
    text = without_code(text)
    return (*_in_front_matter(text, body, places), *_in_body(text, body, places))


def _in_front_matter(text: str, body: int, places: _Places) -> Iterator[Allowance]:
    last = places.locate(Span(max(body - 1, 0), max(body - 1, 0))).line
    for match in _YAML_COMMENT.finditer(text, 0, body):
        yield Allowance(*_parts(match[1]), places.locate(_trimmed(text, *match.span(1))), 1, last)


def _in_body(text: str, body: int, places: _Places) -> Iterator[Allowance]:
    block = (body, body)
    for match in _COMMENT.finditer(text, body):
        if match.start() >= block[1]:
            block = _block(text, match.start(), body)
        start, end = _part(text, match.start(), *block)
        if not _has_words(text, start, end):
            following = _WORDS.search(text, end)
            start, end = _block(text, following.start() if following else end, body)
        at = places.locate(_trimmed(text, *match.span(1)))
        yield Allowance(
            *_parts(match[1]), at, places.locate(Span(start, start)).line, places.locate(Span(end, end)).line
        )


def _block(text: str, at: int, body: int) -> tuple[int, int]:
    """Returns the lines around offset `at` up to the next blank ones."""
    start = max(body, text.rfind("\n\n", 0, at) + 2, text.rfind("\n\r\n", 0, at) + 3)
    blank = _BLANK.search(text, at)
    return min(start, at), blank.start() if blank else len(text)


def _part(text: str, at: int, start: int, end: int) -> tuple[int, int]:
    """Returns the item of a list or the row of a table that the comment at `at` is in, else its block as it is.

    A comment on a line of its own holds for all items and rows below it as well.
    """
    line = max(text.rfind("\n", start, at) + 1, start)
    after = text.find("\n", at, end)
    line_end = end if after < 0 else after
    alone = not _has_words(text, line, line_end)
    items, is_table = _parts_of(text, start, end)
    if is_table and "|" in text[line:line_end]:
        return line, line_end
    number = bisect_right(items, at)
    first = items[number - 1] if number else start
    return first, end if alone or number == len(items) else items[number] - 1


# Each comment of a long block asks for the same.
@lru_cache(maxsize=2)
def _has_words(text: str, start: int, end: int) -> bool:
    """Tells whether something else than allowances stands there."""
    return _WORDS.search(_COMMENT.sub("", text[start:end])) is not None


@lru_cache(maxsize=1)
def _parts_of(text: str, start: int, end: int) -> tuple[list[int], bool]:
    """Returns where the items of a block begin, and whether it is a table."""
    items = [item.start() for item in _ITEM.finditer(text, start, end)]
    return items, any("|" in ruler.group() for ruler in _RULER.finditer(text, start, end))


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _parts(written: str) -> tuple[tuple[str, ...], str]:
    """Returns the rules that an allowance names, and its reason."""
    items = [item.strip() for item in written.split(",")]
    count = 1
    while count < len(items) and _is_rule(items[count], is_last=count == len(items) - 1):
        count += 1
    return tuple(items[:count]), ", ".join(items[count:])


def _is_rule(item: str, *, is_last: bool) -> bool:
    # One word at the end that is no rule is the reason.
    return item in _rules() or (not is_last and _NAME.match(item) is not None)


class PageAllowances(NamedTuple):
    """The allowances in one file."""

    file: str
    """Relative to the project."""
    page: PageId
    allowances: tuple[Allowance, ...]


def heed_allowances(
    diagnostics: Iterable[Diagnostic], allowed: Sequence[PageAllowances], unsure: Collection[str] = (EXTERNAL,)
) -> Allowed:
    """Returns what is left of `diagnostics`, in order, with findings about allowances that are of no use.

    `unsure` are the scopes of rules that were not run, or not over all that they look at: whether their findings are
    there cannot be told.
    """
    holding = _Holding(allowed)
    kept: list[Diagnostic] = []
    suppressed: list[Diagnostic] = []
    for found in diagnostics:
        (suppressed if holding.holds_for(found) else kept).append(found)
    for file, page, listed in allowed:
        for allowance in listed:
            used = {name for name in allowance.rules if holding.is_used(file, name, allowance)}
            kept += _faults(allowance, page, used, unsure)
    return Allowed(tuple(sorted(kept, key=lambda found: found.order)), tuple(suppressed))


class _Holding:
    """Where allowances hold. What is asked of one takes no longer where a page has many; lives for one call."""

    def __init__(self, allowed: Iterable[PageAllowances]) -> None:
        ranges: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        for file, _, listed in allowed:
            for allowance in listed:
                for name in allowance.rules:
                    ranges[file, name].append((allowance.first, allowance.last))
        self._ranges = {
            key: ([first for first, _ in found], list(accumulate((last for _, last in found), max)))
            for key, found in ((key, sorted(found)) for key, found in ranges.items())
        }
        self._lines: dict[tuple[str, str], list[int]] = {key: [] for key in ranges}

    def holds_for(self, found: Diagnostic) -> bool:
        """Tells whether a finding is allowed, and remembers that it is there. Findings come in any order."""
        holds = False
        for key in ((found.at.path, found.name), (found.at.path, found.code)):
            if key in self._ranges:
                insort(self._lines[key], found.at.line)
                firsts, lasts = self._ranges[key]
                number = bisect_right(firsts, found.at.line)
                holds = holds or (number > 0 and lasts[number - 1] >= found.at.line)
        return holds

    def is_used(self, file: str, name: str, allowance: Allowance) -> bool:
        """Tells whether something is there that an allowance of the rule `name` holds for."""
        lines = self._lines[file, name]
        number = bisect_left(lines, allowance.first)
        return number < len(lines) and lines[number] <= allowance.last


def _faults(allowance: Allowance, page: PageId, used: set[str], unsure: Collection[str]) -> Iterator[Diagnostic]:
    for name in allowance.rules:
        if name not in _rules():
            near = get_close_matches(name, _rules(), 1)
            hint = (
                f"did you mean `{near[0]}`"
                if near
                else "write the name of a rule, as `diglot explain --all` lists them"
            )
            yield diagnostic("unknown-allowance", allowance.at, f"there is no rule `{name}`; {hint}", page)
        elif name not in used and _rules()[name].scope not in unsure:
            message = f"`{name}` is allowed here, and nothing is found; remove the comment"
            yield diagnostic("unused-allowance", allowance.at, message, page)
    if not allowance.reason:
        message = f"`{', '.join(allowance.rules)}` is allowed without a reason; write one behind a comma"
        yield diagnostic("unknown-allowance", allowance.at, message, page)


@cache
def _rules() -> dict[str, Rule]:
    """Returns all rules by name and by code."""
    # They are only imported where something is allowed.
    from diglot.rules.registry import BY_CODE, BY_NAME

    return {**BY_NAME, **BY_CODE}
