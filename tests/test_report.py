"""What people read: diagnostics with a frame of the line, and the closing summary."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from diglot.builder import Result
from diglot.diagnostics import Diagnostic, Severity
from diglot.model import Location
from diglot.report.summary import Told, summarize
from diglot.report.text import _NARROW, report_text
from diglot.run_memory import LocaleCount


def diagnostic(
    line: str,
    column: int,
    end: int,
    *,
    severity: Severity = Severity.ERROR,
    message: str = "leads nowhere",
    lines: int = 1,
) -> Diagnostic:
    """Returns a diagnostic about columns `column` to `end` of a line."""
    at = Location("content/nl-NL/anker.md", 12, column, 11 + lines, end, 0, 0)
    return Diagnostic("LNK205", "missing-target", severity, at, message, "nl-NL", None, (line,) if line else ())


def shown(*found: Diagnostic) -> list[str]:
    """Returns the lines of the report."""
    return "".join(block.plain for block in report_text(found)).splitlines()


FRAMES = [
    (diagnostic("Zie [kiel](gone.md).", 12, 19), "   12 │ Zie [kiel](gone.md).", "      │            ^^^^^^^"),
    (diagnostic("錨は[船](gone.md)", 7, 14), "   12 │ 錨は[船](gone.md)", "      │          ^^^^^^^"),
    (diagnostic("\tzie x", 6, 7), "   12 │  zie x", "      │      ^"),
    (diagnostic("kort", 5, 5), "   12 │ kort", "      │     ^"),
    (diagnostic("twee regels", 6, 3, lines=2), "   12 │ twee regels", "      │      ^^^^^^"),
]


@pytest.mark.parametrize(("found", "line", "marks"), FRAMES)
def test_frame(found: Diagnostic, line: str, marks: str) -> None:
    """The marks stand below what they mean, in wide scripts too."""
    assert shown(found) == [
        "content/nl-NL/anker.md:12:" + f"{found.at.column} error LNK205 leads nowhere [missing-target]",
        line,
        marks,
    ]


@pytest.mark.parametrize("column", [1, 80, 400, 795])
def test_long_line_is_cut(column: int) -> None:
    """What is meant is on the screen, wherever in its paragraph it stands."""
    text = "".join(chr(97 + i % 26) for i in range(800))
    _, line, marks = shown(diagnostic(text, column, column + 5))
    assert len(line) < 125
    start = marks.index("^")
    assert line[start : start + 5] == text[column - 1 : column + 4]
    assert line.startswith("   12 │ …") == (column > 31)
    assert line.endswith("…") == (column < 700)


@pytest.mark.parametrize("line", ["zee " * 60, "海と船" * 60, "بحر " * 60])
@pytest.mark.parametrize("column", [1, 60, 170])
@pytest.mark.parametrize("width", [80, 100])
def test_frame_fits_the_terminal(line: str, column: int, width: int) -> None:
    """No line of a frame is broken, or the marks would stand below something else."""
    at = Location("a.md", 1, column, 1, column + 1, 9, 10)
    found = Diagnostic("SEG001", "unit-structure", Severity.ERROR, at, "x", excerpt=(line,))
    (block,) = report_text([found], width)
    _, frame, marks = block.plain.splitlines()
    assert cell_len(frame) <= width
    pointed = next(i for i in range(len(frame)) if cell_len(frame[:i]) == marks.index("^"))
    assert frame[pointed] == line[column - 1]


@pytest.mark.parametrize("length", [1, 30, 31, 109, 110, 111, 140, 141, 300])
def test_letters_of_one_column_are_cut_alike(length: int) -> None:
    """Letters whose columns are known beforehand are shown as those are whose columns are counted."""
    for column in range(1, length + 1):
        quick, counted = (shown(diagnostic(letter * length, column, column + 1)) for letter in "éα")
        assert [line.replace("é", "α") for line in quick] == counted


def test_no_frame_without_a_line() -> None:
    """Some findings are about a whole file."""
    assert len(shown(diagnostic("", 1, 1))) == len(shown(diagnostic("   ", 1, 1))) == 1


def test_text_from_files_has_no_power_over_the_terminal() -> None:
    """Control characters, changes of direction and halves of characters are shown as what they are: not text."""
    text = "\n".join(shown(diagnostic("a\x1b[31mb\x07\u202ec\udcff", 1, 3, message="\x1b]0;x\x07 `\u2066`")))
    assert not set(text) & set("\x1b\x07\u202e\u2066\udcff")
    text.encode()


@pytest.mark.parametrize(
    ("severity", "word"), [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "info")]
)
def test_severity_is_a_word(severity: Severity, word: str) -> None:
    """It can be read without colour."""
    assert f" {word} LNK205 " in shown(diagnostic("x", 1, 2, severity=severity))[0]


def said(found: list[Diagnostic], removed: int = 0) -> str:
    """Returns the summary of a small build."""
    counts = (LocaleCount("en-US", 1, 1200, True), LocaleCount("nl-NL", 2, 1234, False))
    result = Result(tuple(found), counts, 1500, removed, 2000, 12_345_678)
    console = Console(file=StringIO(), width=120)
    told = Told(console, shown=False)
    with told:
        told("read", 1, 2)
        told("render", 1, 1)
    summarize(console, result, told)
    assert isinstance(console.file, StringIO)
    assert set(told.seconds) == {"read", "render"}
    return console.file.getvalue()


def test_summary() -> None:
    """Pages and units per locale, findings, time, size: numbers as people read them."""
    text = said([])
    rows = [line.split() for line in text.splitlines()]
    assert ["en-US", "1", "1,200", "made", "from", "translations"] in rows
    assert ["nl-NL", "2", "1,234"] in rows
    assert "Findings: none" in text
    assert "Site: 2,000 files, 12.3 MB; 1,500 written\n" in text


def test_summary_of_findings() -> None:
    """The worst come first, one is one, and information has no plural."""
    levels = [Severity.INFO, Severity.INFO, Severity.WARNING, Severity.ERROR, Severity.ERROR]
    text = said([diagnostic("x", 1, 1, severity=severity) for severity in levels], removed=3)
    assert "Findings: 2 errors, 1 warning, 2 info\n" in text
    assert "1,500 written, 3 removed\n" in text


def test_letters_whose_columns_are_not_counted_take_one() -> None:
    """Of Latin, Greek, Cyrillic, Hebrew and Arabic letters; a mark above a letter takes none."""
    narrow = [letter for letter in map(chr, range(0x3000)) if _NARROW.fullmatch(letter)]
    assert {"e", "é", "Ω", "ж", "ש", "ع"} <= set(narrow)
    assert {cell_len(letter) for letter in narrow} == {1}
    assert not _NARROW.fullmatch("\u064b")
