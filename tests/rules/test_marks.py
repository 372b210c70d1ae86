"""Rules about marks: what their fixes make of a unit, and which of several findings is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from diglot.diagnostics import Diagnostic
from diglot.fixer import apply_fixes
from markup.pages import unit
from test_rules import File, diagnose


def found(folder: Path, text: str, locale: str = "nl-NL") -> list[Diagnostic]:
    """Returns what is found in a page of one locale."""
    file = File(f"content/{locale}/page.md", text.encode(), ())
    return diagnose(folder, (file,), "")


def page(target: str, source: str) -> str:
    """Returns a page with one unit."""
    return f"# Printer\n\n{unit(102, target, source)}\n"


def names(folder: Path, target: str, source: str, locale: str = "nl-NL") -> list[str]:
    """Returns the names of the rules that find something in a unit."""
    return [one.name for one in found(folder, page(target, source), locale)]


@pytest.mark.parametrize(
    ("rule", "target", "source", "mended"),
    [
        ("literal-emphasis", "Kies ** Op ** nu.", "Select **On** now.", "Kies **Op** nu."),
        ("literal-emphasis", r"Kies \*\* Op\*\* nu.", "Select **On** now.", "Kies **Op** nu."),
        ("literal-emphasis", "Kies** Op ** nu.", "Select **On** now.", "Kies **Op** nu."),
        ("literal-emphasis", "** Let op ** : wacht.", "**Note**: wait.", "**Let op** : wacht."),
        ("swallowed-punctuation", "Zie [Papier.](a.md)", "See [Paper](a.md).", "Zie [Papier](a.md)."),
        ("swallowed-punctuation", "Zie **[Papier.](a.md)**", "See **[Paper](a.md)**.", "Zie **[Papier](a.md)**."),
        (
            "swallowed-punctuation",
            "Kies **Papier,** en wacht.",
            "Select **Paper**, wait.",
            "Kies **Papier**, en wacht.",
        ),
        ("changed-html", "[!TIPJE]", "[!TIP]", "[!TIP]"),
        ("broken-link", "Zie [Papier]（a.md）.", "See [Paper](a.md).", "Zie [Papier](a.md)."),
        ("broken-link", "Zie ［Papier］(a.md).", "See [Paper](a.md).", "Zie [Papier](a.md)."),
        ("broken-link", "Zie 【Papier】 （a.md).", "See [Paper](a.md).", "Zie [Papier](a.md)."),
        ("broken-link", "Zie 〔P〕（https://a.nl/b）。", "See [P](https://a.nl/b).", "Zie [P](https://a.nl/b)。"),
    ],
)
def test_safe_fix(tmp_path: Path, rule: str, target: str, source: str, mended: str) -> None:
    """Once a fix is applied, there is nothing more to say about the words that it changed."""
    text = page(target, source)
    diagnostics = [one for one in found(tmp_path, text) if one.name == rule]
    assert [one.fix is not None and one.fix.safe for one in diagnostics] == [True]
    after = apply_fixes(text.encode(), diagnostics).data.decode()
    assert after == page(mended, source)
    assert not {one.name for one in found(tmp_path, after)} & {rule, "glued-mark", "literal-emphasis"}


@pytest.mark.parametrize(
    ("rule", "target", "source", "mended"),
    [
        ("glued-mark", "Zie [Papier](a.md)voor meer.", "See [Paper](a.md) for more.", "Zie [Papier](a.md) voor meer."),
        ("glued-mark", "Kies**Papier** nu.", "Select **Paper** now.", "Kies **Papier** nu."),
        ("glued-mark", "Zie [**Papier**](a.md)nu.", "See [**Paper**](a.md) now.", "Zie [**Papier**](a.md) nu."),
        ("changed-link", "[Inkt](https://a.example/b)", "[Ink](https://a.example/a)", "[Inkt](https://a.example/a)"),
        (
            "changed-link",
            "<a title='x' href='https://a.example/b'>Inkt</a>",
            '<a href="https://a.example/a">Ink</a>',
            "<a title='x' href='https://a.example/a'>Inkt</a>",
        ),
        ("changed-code", "Typ `druk` nu.", "Type `print` now.", "Typ `print` nu."),
        ("changed-code", "Typ `` druk `` nu.", "Type `` print `` now.", "Typ `` print `` nu."),
    ],
)
def test_suggestion(tmp_path: Path, rule: str, target: str, source: str, mended: str) -> None:
    """What is proposed makes the finding go away, but a person has to agree."""
    text = page(target, source)
    diagnostics = [one for one in found(tmp_path, text) if one.name == rule]
    assert [one.fix is not None and not one.fix.safe for one in diagnostics] == [True]
    (edit,) = diagnostics[0].fix.edits if diagnostics[0].fix else ()
    data = text.encode()
    after = (data[: edit.start] + edit.text.encode() + data[edit.end :]).decode()
    assert after == page(mended, source)


@pytest.mark.parametrize(
    ("target", "source", "told"),
    [
        ("Zie Papier **[](#a)** nu.", "See **[Paper](#a)** now.", ["empty-link-text"]),
        ("Zie Papier [](#a)nu.", "See [Paper](#a) now.", ["empty-link-text"]),
        ("Zie [Papier nu.", "See [Paper](#a) now.", ["broken-link"]),
        ("Zie [Papier]（https://paper.example/a）.", "See [Paper](https://paper.example/a).", ["broken-link"]),
        ("Zie 【Papier】(https://paper.example/a)b.", "See [Paper](https://paper.example/a).", ["broken-link"]),
        ("Zie [Papier](#a)【1】（b）.", "See [Paper](#a) 1 (b).", []),
        ("Zie 【Papier】（nu）.", "See [Paper](#a).", ["changed-link"]),
        ("Kies ** Op ** nu en dan.", "Select **On** now.", ["literal-emphasis"]),
        ("Open **het** tabblad Papier in Naam.", "Open the **Paper** tab in **Name**.", ["marked-function-word"]),
        ("Zie [van](#a)papier.", "See [Paper](#a).", ["marked-function-word"]),
        ("Ga naar  >  >  **Papier**.", "Go to **Settings** > **Printer** > **Paper**.", ["broken-menu-path"]),
        ("** **", "Select **On**.", ["empty-target"]),
        ("[](#a)", "[Paper](#a)", ["empty-link-text"]),
    ],
)
def test_one_cause_is_one_finding(tmp_path: Path, target: str, source: str, told: list[str]) -> None:
    """What follows from another finding is not told as well."""
    assert [name for name in names(tmp_path, target, source) if name != "missing-target"] == told


@pytest.mark.parametrize(
    ("target", "source"),
    [
        ("Zie [](#a).", "See [](#a)."),
        ("Zie [Papier] (https://paper.example).", "See [Paper] (https://paper.example)."),
        ("Zie [Papier](#a)voor meer.", "See [Paper](#a)for more."),
        ("Kies ** Op ** nu.", "Select ** On ** now."),
        ("Kies Papier > > Inkt.", "Select Paper > > Ink."),
        ("Kies **de** nu.", "Select **the** now."),
        ("Kies (**Papier)** nu.", "Select (**Paper)** now."),
    ],
)
def test_fault_of_the_source_is_not_told_in_translations(tmp_path: Path, target: str, source: str) -> None:
    """It is mended once, in the source."""
    diagnostics = found(tmp_path, page(target, source))
    assert [one.name for one in diagnostics if one.code.startswith("MRK") and one.locale != "en-US"] == []


def test_empty_link_of_an_empty_unit(tmp_path: Path) -> None:
    """The unit has to be translated; that its link shows nothing goes without saying."""
    text = f"# Printer\n\n[{unit(102, '', 'Paper')}](https://paper.example/a)\n"
    assert [one.name for one in found(tmp_path, text)] == ["empty-target"]


@pytest.mark.parametrize(
    ("locale", "target", "told"),
    [
        ("ja-JP", "[用紙](#a)を参照", []),
        ("ar-SA", "راجع و[الورق](#a) أولا", []),
        ("ar-SA", "راجع[الورق](#a) أولا", ["glued-mark"]),
        ("nl-NL", "Zie [Papier](#a)'s lijst", []),
        ("nl-NL", "Zie [Papier](#a)-lijst", []),
        ("nl-NL", "Zie ([Papier](#a))lijst", []),
        ("nl-NL", "Zie [Papier](#a)[Inkt](#a)", ["glued-mark"]),
    ],
)
def test_words_that_may_join(tmp_path: Path, locale: str, target: str, told: list[str]) -> None:
    """What a language joins is no mistake in it."""
    said = names(tmp_path, target, "See [Paper](#a) first", locale)
    assert [name for name in said if name == "glued-mark"] == told
