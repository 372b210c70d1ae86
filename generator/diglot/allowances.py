"""Allowances: comments in an article that allow a finding, `<!-- allow: double-space, the table needs it -->`.

A comment that stands alone holds for the block below it, any other for the block it stands in; in front matter,
`# allow: rule, reason` holds for all of it. A file or a folder is allowed more in `site.toml`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import cache
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
    for match in _COMMENT.finditer(text, body):
        start, end = _block(text, match.start(), body)
        if not _WORDS.search(_COMMENT.sub("", text[start:end])):
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
    allowances = {entry.file: entry.allowances for entry in allowed}
    used: set[tuple[str, int, str]] = set()
    kept: list[Diagnostic] = []
    suppressed: list[Diagnostic] = []
    for found in diagnostics:
        hits = [
            (found.at.path, number, name)
            for number, allowance in enumerate(allowances.get(found.at.path, ()))
            if allowance.first <= found.at.line <= allowance.last
            for name in allowance.rules
            if name in (found.name, found.code)
        ]
        used.update(hits)
        (suppressed if hits else kept).append(found)
    for file, page, listed in allowed:
        for number, allowance in enumerate(listed):
            own = {name for path, one, name in used if path == file and one == number}
            kept += _faults(allowance, page, own, unsure)
    return Allowed(tuple(sorted(kept, key=lambda found: found.order)), tuple(suppressed))


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
