"""One text in several translations, and one translation for several texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from diglot.diagnostics import Diagnostic
from diglot.fixer import apply_fixes
from examining import examined
from sites import unit

SOURCE = "Add paper to the tray."
USUAL = "Vul papier bij."


def page(*pairs: tuple[str, str], before: str = "") -> str:
    """Returns a bilingual article with a paragraph per (target, source), each behind `before`."""
    texts = [f"# {unit(102, 'Papier', 'Paper')}"]
    texts += [before + unit(number, *pair) for number, pair in enumerate(pairs, 103)]
    return "\n\n".join(texts) + "\n"


def found_in(folder: Path, text: str, name: str) -> list[Diagnostic]:
    """Returns what a rule finds in a Dutch article."""
    return [one for one in examined(folder, {"nl-NL/paper.md": text}).diagnostics if one.name == name]


INCONSISTENT = [
    # (targets of one source, units that are found)
    ((USUAL,) * 3 + ("Voeg papier toe.",), "106"),
    ((USUAL,) * 6 + ("Voeg papier toe.", "Leg papier in de lade."), "109 110"),
    ((USUAL,) * 2 + ("Voeg papier toe.",), ""),
    ((USUAL,) * 3 + ("Voeg papier toe.",) * 2, ""),
    ((USUAL,) * 3 + ("**Vul**  papier bij",), ""),
    ((USUAL,) * 3 + ("vulpapier bij!",), ""),
    ((USUAL,) * 3 + (SOURCE,), ""),
    ((USUAL,) * 3 + ("",), ""),
    ((SOURCE,) * 3 + (USUAL,), "106"),
]


@pytest.mark.parametrize(("targets", "units"), INCONSISTENT)
def test_minority_is_found(targets: tuple[str, ...], units: str, tmp_path: Path) -> None:
    """Four uses and three of four in one form make a usual form; marks, spaces and case make none."""
    found = found_in(tmp_path, page(*((target, SOURCE) for target in targets)), "inconsistent-translation")
    assert [one.unit for one in found] == units.split()


@pytest.mark.parametrize(
    ("source", "before"),
    [("Paper.", ""), ("Paperweight.", ""), ("a b", ""), (f"{SOURCE} " * 12, ""), (SOURCE, "    ")],
)
def test_what_is_not_compared(source: str, before: str, tmp_path: Path) -> None:
    """Short and long texts, and code."""
    pairs = [(target, source) for target in ("Een.",) * 3 + ("Twee.",)]
    assert not found_in(tmp_path, page(*pairs, before=before), "inconsistent-translation")


def test_headings_are_compared_with_headings(tmp_path: Path) -> None:
    """In many languages they are worded in another way."""
    text = page(*[(USUAL, SOURCE)] * 4) + f"\n## {unit(107, 'Papier bijvullen', SOURCE)}\n"
    assert not found_in(tmp_path, text, "inconsistent-translation")


FIXES = [
    # (usual source, usual target, other source, other target, what is suggested)
    (SOURCE, USUAL, SOURCE, "Voeg papier toe.", USUAL),
    ("Add **paper**.", "Vul **papier** bij.", "Add **paper**.", "Voeg papier toe.", "Vul **papier** bij."),
    ("Add **paper**.", "Vul **papier** bij.", "Add paper.", "Voeg papier toe.", ""),
    ("See [the tray](a.md).", "Zie [de lade](a.md).", "See [the tray](b.md).", "Bekijk [de lade](b.md).", ""),
    ("Add paper or ink.", "Vul papier | inkt bij.", "Add paper or ink.", "Voeg papier toe.", ""),
]


@pytest.mark.parametrize(("usual_source", "usual", "source", "target", "suggested"), FIXES)
def test_usual_form_is_suggested(
    usual_source: str, usual: str, source: str, target: str, suggested: str, tmp_path: Path
) -> None:
    """Where both sources are written in the same way; what was mended is not found again, and nothing new is."""
    text = page(*[(usual, usual_source)] * 3, (target, source))
    (found,) = found_in(tmp_path, text, "inconsistent-translation")
    if not suggested:
        assert found.fix is None
        return
    assert found.fix is not None
    assert not found.fix.safe
    ((start, end, replacement),) = found.fix.edits
    assert (text.encode()[start:end].decode(), replacement) == (target, suggested)
    mended = apply_fixes(text.encode(), [found]).data
    before = examined(tmp_path, {"nl-NL/paper.md": text}).diagnostics
    after = examined(tmp_path, {"nl-NL/paper.md": mended}).diagnostics
    assert {one.fingerprint for one in after} <= {one.fingerprint for one in before if one.name != found.name}


def test_long_texts_are_cut_where_they_differ(tmp_path: Path) -> None:
    """So that the message shows what is inconsistent."""
    same = "Vul papier bij in de onderste lade en wacht tot het groene lampje van de printer"
    text = page(*[(f"{same} brandt.", SOURCE)] * 3, (f"{same} aangaat.", SOURCE))
    (found,) = found_in(tmp_path, text, "inconsistent-translation")
    assert found.message == (
        "`…van de printer aangaat.` translates what is `…van de printer brandt.` in 3 of 4 places; write it in one way"
    )


REUSED = [
    # (target, two sources, what the second is found to say)
    ("Open het menu en kies **Scannen**.", "Open the menu, and select Scan.", "Open the menu, and select Fax.", "Fax"),
    ("Open het menu en kies **Scannen**.", "Open the menu, select Scan.", "Open the menu and select Fax.", "Fax"),
    ("Kies **Scannen**.", "Select Scan.", "Select Fax.", ""),
    ("Open het menu en kies **Fax**.", "Open the menu, and select Scan.", "Open the menu, and select Fax.", ""),
    ("Open het abonnement voor bedrijven.", "Open the plan F3 of it.", "Open the plan F9 of it.", "F9"),
    ("Open het abonnement F3 van dit.", "Open the plan F3 of it.", "Open the plan F9 of it.", ""),
    ("Open het menu op het scherm.", "Open the menu on the screen.", "Open the menu on the display.", ""),
    ("Open het printerportaal op scherm.", "Open the Print Portal on screen.", "Open the PrintPortal on screen.", ""),
    (
        "Zie de documentatie van de printer.",
        "See the Docs of the printer.",
        "See the Documentation of the printer.",
        "",
    ),
    ("Zie de lijst met vragen voor hulp.", "For help, see the FAQ of it.", "A list of Questions may help you.", ""),
]


@pytest.mark.parametrize(("target", "source", "other", "name"), REUSED)
def test_reused_target_is_found(target: str, source: str, other: str, name: str, tmp_path: Path) -> None:
    """If all that differs is a name, which the target does not keep."""
    found = found_in(tmp_path, page((target, source), (target, other)), "reused-translation")
    assert [(one.unit, one.message.rpartition("; ")[2]) for one in found] == [("104", f"translate `{name}`")] * bool(
        name
    )


def test_rarer_source_is_the_mistaken_one(tmp_path: Path) -> None:
    """Wherever it stands."""
    target, fax, scan = (
        "Open het menu en kies **x**.",
        "Open the menu, and select Fax.",
        "Open the menu, and select Scan.",
    )
    found = found_in(tmp_path, page((target, fax), (target, scan), (target, scan)), "reused-translation")
    assert [one.unit for one in found] == ["103"]


def test_pages_of_bytes_that_are_no_text(tmp_path: Path) -> None:
    """They are left out: what they say is a guess."""
    text = page(*[(USUAL, SOURCE)] * 3, ("Voeg papier \udcff toe.", SOURCE)).encode(errors="surrogateescape")
    found = examined(tmp_path, {"nl-NL/paper.md": text}).diagnostics
    assert not [one for one in found if one.code.startswith("CON")]
