"""The rule mojibake: what it makes of words that hold a no-break space."""

from __future__ import annotations

from pathlib import Path

import pytest

from diglot.fixer import apply_fixes
from rules.test_marks import found


@pytest.mark.parametrize(
    ("text", "mended", "is_safe"),
    [
        ("La mise Ã\u00a0 jour.", "La mise à jour.", True),
        ("dÃ©jÃ\u00a0.", "déjà.", True),
        ("La funzionalitÃ\u00a0 nuova.", "La funzionalità nuova.", True),
        ("La mise Ã  jour.", "La mise à jour.", False),
        ("Aller Ã la page.", "Aller à la page.", False),
    ],
)
def test_no_break_spaces(tmp_path: Path, text: str, mended: str, is_safe: bool) -> None:
    """The half of a letter that looks like a blank belongs to its word, and is no double space."""
    page = f"# A\n\n{text}\n"
    diagnostics = found(tmp_path, page, "fr-FR")
    assert {one.name for one in diagnostics} == {"mojibake"}
    assert {one.fix.safe for one in diagnostics if one.fix} == {is_safe}
    assert apply_fixes(page.encode(), diagnostics).data.decode() == f"# A\n\n{mended}\n"
