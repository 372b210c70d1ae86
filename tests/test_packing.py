"""Findings and notes of a page, packed and opened again."""

from __future__ import annotations

import pytest

from diglot.diagnostics import Diagnostic, PlacedEdit, PlacedFix, Severity
from diglot.model import Location, Span
from diglot.packing import opened_findings, opened_notes, packed_findings, packed_notes


def finding(message: str) -> Diagnostic:
    """Returns a finding with a fix."""
    fix = PlacedFix("write it", True, (PlacedEdit(1, 2, "b"),))
    at = Location("a.md", 1, 2, 1, 3, 1, 2)
    return Diagnostic("CHR601", "mojibake", Severity.ERROR, at, message, "nl-NL", "101", within=Span(1, 2), fix=fix)


@pytest.mark.parametrize("findings", [(), (finding("one"),), (finding("one"), finding("ü"))])
def test_findings(findings: tuple[Diagnostic, ...]) -> None:
    """What is opened is what was packed, and only nothing takes no bytes."""
    packed = packed_findings(findings)
    assert isinstance(packed, bytes)
    assert bool(packed) == bool(findings)
    assert opened_findings(packed) == findings


def test_findings_that_are_no_text() -> None:
    """Bytes that are no text cannot be packed, and are none the worse for it."""
    findings = (finding("a \udcff"),)
    assert opened_findings(packed_findings(findings)) == findings


@pytest.mark.parametrize("notes", [(), (("names", b"\x93\x01\x02\x03"), ("titles", b""))])
def test_notes(notes: tuple[tuple[str, bytes], ...]) -> None:
    """As with findings."""
    assert bool(packed_notes(notes)) == bool(notes)
    assert opened_notes(packed_notes(notes)) == notes
