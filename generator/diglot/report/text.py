"""Diagnostics as text: place, code, message, and a frame of the line in question. Readable without colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from re import compile as pattern

from rich.cells import cell_len
from rich.text import Text

from diglot.diagnostics import Diagnostic, Severity
from diglot.model import Span
from diglot.quality import Report
from diglot.report.ranking import by_severity, counted

_Part = tuple[str, str]
"""Some text, and its style."""
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
_WIDTH = 110
"""Columns of a line that are shown: lines of articles are as long as their paragraphs."""
_BEFORE = 30
"""Columns that are shown before the place in question."""
_MARGIN = 10
"""Columns that the number of the line and the marks of a cut take."""
_NARROW = pattern(
    r"[ -~\xa0-\xac\xae-\u024f\u0391-\u03a1\u03a3-\u0482\u048a-\u052f\u05d0-\u05ea\u060c\u061b\u061f-\u064a"
    r"\u0660-\u066f\u0671-\u06d3\u2010-\u2026\ufffd]*+"
)
"""Letters of one column each: of such a line, columns need not be counted one by one."""
_UNPRINTABLE = dict.fromkeys((*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd")


def report_text(diagnostics: Iterable[Diagnostic], width: int = _WIDTH + _MARGIN) -> Iterator[Text]:
    """Yields a block of styled text for each diagnostic; its code frame is at most `width` columns wide."""
    for found in diagnostics:
        yield Text.assemble(*_one(found, max(_BEFORE, min(_WIDTH, width - _MARGIN))))


def report_plain(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """Yields the same blocks without style: of thousands of findings, that takes a quarter of the time."""
    for found in diagnostics:
        yield "".join(text for text, _ in _one(found, _WIDTH))


def summary_text(report: Report, *, verbose: bool = False) -> Iterator[Text]:
    """Yields lines that say how much was found, and what to do about it; `verbose` tells that all of it was shown."""
    new = [found for found in report.diagnostics if not found.known]
    pages = len({found.at.path for found in new})
    yield Text(
        f"{counted(by_severity(new))}" + (f" in {pages:,} file{'s' if pages != 1 else ''}" if new else ""), "bold"
    )
    aside = []
    if known := len(report.diagnostics) - len(new):
        aside.append(f"{known:,} more known to the baseline")
    if report.suppressed:
        aside.append(f"{report.suppressed:,} more allowed in the articles")
    if not verbose and any(found.severity is Severity.INFO for found in new):
        aside.append("`--verbose` shows infos as well")
    if safe := sum(found.fix is not None and found.fix.safe for found in new):
        aside.append(f"`diglot fix` mends {safe:,} of them")
    if report.absent:
        aside.append(f"{len(report.absent):,} of the baseline not found any more: `--write-baseline` takes them out")
    yield from (Text(line, "dim") for line in (*aside, *report.notes))
    for failure in report.failures:
        yield Text(f"internal error, please report it: {failure}", "bold red")


def _one(found: Diagnostic, width: int) -> list[_Part]:
    text = [
        (f"{_printable(found.at.path)}:{found.at.line}:{found.at.column}", "bold"),
        (f" {found.severity.word}", _STYLES[found.severity]),
        (f" {found.code} ", "bold"),
        (_printable(found.message), ""),
        (f" [{found.name}]\n", "dim"),
    ]
    if found.within is not None:
        _unit_frame(text, found, found.within, width)
    elif found.excerpt and found.excerpt[0].strip():
        line = _printable(found.excerpt[0])
        end = found.at.end_column - 1 if found.at.end_line == found.at.line else len(line)
        _frame(text, found, f"{found.at.line:>5} ", line, Span(found.at.column - 1, end), width)
    return text


def _unit_frame(text: list[_Part], found: Diagnostic, within: Span, width: int) -> None:
    """Shows a unit's two texts one above the other, without the tags around them."""
    shown, other = (found.source, found.target) if found.in_source else (found.target, found.source)
    number = f"{found.unit or '':>5} "
    _frame(text, found, number, _printable(shown), within, width)
    other = _printable(other)
    if found.in_source or not other.strip():
        return
    # About the same words: as far into the sentence as the place in question is.
    left, right = _window(other, len(other) * within.start // max(len(shown), 1), width)
    text.append((" " * len(number) + "│ ", "dim"))
    text.append((f"{'…' if left else ''}{other[left:right]}{'…' if right < len(other) else ''}\n", "dim"))


def _frame(text: list[_Part], found: Diagnostic, number: str, line: str, at: Span, width: int) -> None:
    # Character for character, so that columns stay columns.
    start, end = at
    left, right = _window(line, min(start, len(line)), width)
    shown = line[left:right]
    before, after = "…" if left else "", "…" if right < len(line) else ""
    text.append((f"{number}│ ", "dim"))
    text.append((f"{before}{shown}{after}\n", ""))
    lead = len(before) + _columns(shown[: start - left])
    marks = max(1, _columns(line[start : min(end, right)]))
    text.append((" " * len(number) + "│ ", "dim"))
    text.append((" " * lead + "^" * marks + "\n", _STYLES[found.severity]))


def _window(line: str, start: int, width: int) -> tuple[int, int]:
    """Returns which part of `line` is shown, at most `width` columns with the place at `start` in it."""
    if _NARROW.fullmatch(line):
        left = max(0, start - _BEFORE)
        right = min(len(line), max(start, left + width))
        return (max(0, min(left, right - width)) if right == len(line) else left), right
    left = right = start
    while left and _columns(line[left - 1 : start]) <= _BEFORE:
        left -= 1
    columns = _columns(line[left:start])
    while right < len(line) and (columns := columns + _columns(line[right])) <= width:
        right += 1
    # At the end of a line there is room for more of what stands before.
    while right == len(line) and left and (columns := columns + _columns(line[left - 1])) <= width:
        left -= 1
    return left, right


def _columns(text: str) -> int:
    return len(text) if text.isascii() else cell_len(text)


def _printable(text: str) -> str:
    """Takes away the power that text from a file might have over a terminal."""
    if text.isprintable():
        return text
    return text.replace("\t", " ").replace("\n", " ").translate(_UNPRINTABLE).encode("utf-8", "replace").decode()
