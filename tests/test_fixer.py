"""Fixes on bytes: nothing outside of an edit changes, and what overlaps waits for the next round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diglot.diagnostics import Diagnostic, PlacedEdit, PlacedFix
from diglot.fixer import apply_fixes, difference
from diglot.model import Location
from diglot.rules.registry import BY_NAME


def fixable(*edits: tuple[int, int, str]) -> Diagnostic:
    """Returns a finding with a fix."""
    rule, at = BY_NAME["mojibake"], Location("a.md", 1, edits[0][0] + 1, 1, edits[0][1] + 1, edits[0][0], edits[0][1])
    fix = PlacedFix("mend it", True, tuple(PlacedEdit(*edit) for edit in edits))
    return Diagnostic(rule.code, rule.name, rule.severity, at, "x", fix=fix)


@pytest.mark.parametrize(
    ("data", "fixes", "result", "left"),
    [
        (b"one two", [fixable((4, 7, "2"))], b"one 2", 0),
        (b"one two", [fixable((0, 3, "1")), fixable((4, 7, "2"))], b"1 2", 0),
        (b"one two", [fixable((4, 7, "2")), fixable((0, 3, "1"))], b"1 2", 0),
        (b"one two", [fixable((0, 3, "1"), (4, 7, "2"))], b"1 2", 0),
        (b"one two", [fixable((0, 5, "1")), fixable((4, 7, "2"))], b"1wo", 1),
        (b"one two", [fixable((0, 3, "1")), fixable((3, 4, "_"))], b"1 two", 1),
        (b"one two", [fixable((3, 3, ","))], b"one, two", 0),
        ("\ufeffé ü".encode(), [fixable((6, 8, "ö"))], "\ufeffé ö".encode(), 0),
        (b"a\r\nb\r\n", [fixable((3, 4, "c"))], b"a\r\nc\r\n", 0),
        (b"a \xff b", [fixable((4, 5, "c"))], b"a \xff c", 0),
        ("\ufeffab".encode("utf-16-le"), [fixable((4, 6, "é"))], "\ufeffaé".encode("utf-16-le"), 0),
    ],
)
def test_fixes_are_applied(data: bytes, fixes: list[Diagnostic], result: bytes, left: int) -> None:
    """In the order of the file, whatever order they come in; the others are left for later."""
    fixed = apply_fixes(data, fixes)
    assert (fixed.data, fixed.left) == (result, left)
    assert len(fixed.applied) == len(fixes) - left


@given(
    st.binary(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9), st.text(max_size=4)), max_size=8)
)
def test_all_other_bytes_stay(data: bytes, wanted: list[tuple[int, int, str]]) -> None:
    """Taking the new text out again and putting the old one back gives the very same file."""
    fixes = [
        fixable((start, min(start + length, len(data)), "".join(c for c in text if not 0xD800 <= ord(c) <= 0xDFFF)))
        for start, length, text in wanted
        if start <= len(data)
    ]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    fixed = apply_fixes(data, fixes)
    back = fixed.data
    for edit in sorted(edit for one in fixed.applied if one.fix for edit in one.fix.edits):
        new = edit.text.encode()
        assert back[edit.start : edit.start + len(new)] == new
        back = back[: edit.start] + data[edit.start : edit.end] + back[edit.start + len(new) :]
    assert back == data


def test_difference_says_where_a_file_ends() -> None:
    """A file without a newline at its end gives a diff that patch understands."""
    assert difference("a.md", b"a\nb", b"a\nc").splitlines() == [
        "--- a/a.md",
        "+++ b/a.md",
        "@@ -1,2 +1,2 @@",
        " a",
        "-b",
        "\\ No newline at end of file",
        "+c",
        "\\ No newline at end of file",
    ]
