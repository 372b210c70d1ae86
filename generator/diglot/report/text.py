"""Diagnostics as text: place, code, message, and a frame of the line in question. Readable without colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from unicodedata import east_asian_width

from rich.text import Text

from diglot.diagnostics import Diagnostic, Severity

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
_WIDTH = 110
"""Columns of a line that are shown: lines of articles are as long as their paragraphs."""
_UNPRINTABLE = dict.fromkeys((*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd")


def report_text(diagnostics: Iterable[Diagnostic]) -> Iterator[Text]:
    """Yields a block of styled text for each diagnostic."""
    for found in diagnostics:
        yield _one(found)


def _one(found: Diagnostic) -> Text:
    text = Text()
    text.append(f"{_printable(found.at.path)}:{found.at.line}:{found.at.column}", "bold")
    text.append(f" {found.severity.word}", _STYLES[found.severity])
    text.append(f" {found.code} ", "bold")
    text.append(_printable(found.message))
    text.append(f" [{found.name}]\n", "dim")
    if found.excerpt and found.excerpt[0].strip():
        _frame(text, found)
    return text


def _frame(text: Text, found: Diagnostic) -> None:
    line = found.excerpt[0]
    start = found.at.column - 1
    end = found.at.end_column - 1 if found.at.end_line == found.at.line else len(line)
    left = max(0, min(start - 30, len(line) - _WIDTH))
    shown = line[left : left + _WIDTH]
    before, after = "…" if left else "", "…" if left + _WIDTH < len(line) else ""
    number = f"{found.at.line:>5} "
    text.append(f"{number}│ ", "dim")
    text.append(f"{before}{_printable(shown)}{after}\n")
    lead = len(before) + _columns(shown[: start - left])
    marks = max(1, _columns(line[start : min(end, left + _WIDTH)]))
    text.append(" " * len(number) + "│ ", "dim")
    text.append(" " * lead + "^" * marks + "\n", _STYLES[found.severity])


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _printable(text: str) -> str:
    """Takes away the power that text from a file might have over a terminal."""
    return text.replace("\t", " ").translate(_UNPRINTABLE).encode("utf-8", "replace").decode()
