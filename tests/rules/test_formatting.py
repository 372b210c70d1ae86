"""The rules on titles, anchors and ids of articles: what they compare, and what their fixes leave."""

from __future__ import annotations

from pathlib import Path

import pytest

from checking import fixed, found_in
from diglot.checker import Request, check_project
from diglot.project import open_project
from sites import unit, write

HEADING = unit(102, "Papier bijvullen", "Refill paper")


def codes_of(folder: Path, files: dict[str, str]) -> list[tuple[str, str]]:
    """Returns (path, code) of what is wrong with titles and ids in a project."""
    write(folder, {"site.toml": "", **files})
    report = check_project(open_project(folder, None, None), Request(select=("FMT804", "FMT806")), lambda *_: None)
    assert not report.failures
    return [(found.at.path, found.code) for found in report.diagnostics]


def article(title: str, heading: str) -> str:
    """Returns an article with this title and this heading."""
    return f"---\ntitle: {title}\n---\n\n# {heading}\n"


@pytest.mark.parametrize(
    ("others", "is_found"),
    [
        (["a", "a"], True),
        (["a", "b"], False),
        (["a", "a", "a"], True),
        (["a", "a", "b"], False),
        (["a", "a", "a", "b"], False),
        (["a", "a", "a", "a", "b"], True),
        (["a", "a", "a", "b", "b"], False),
        (["a"], False),
        ([], False),
    ],
)
def test_titles_are_outvoted(others: list[str], is_found: bool, tmp_path: Path) -> None:
    """Two thirds of at least three languages; `a` has its heading as title, `b` another."""
    locales = ("da-DK", "nb-NO", "lv-LV", "ja-JP", "ar-SA")
    files = {
        f"content/{locale}/x.md": article("Zeven" if other == "b" else "Drie, vier", "Drie Vier")
        for locale, other in zip(locales, others, strict=False)
    }
    found = codes_of(tmp_path, {**files, "content/nl-NL/x.md": article("Een", "Twee")})
    assert (("content/nl-NL/x.md", "FMT804") in found) is is_found


@pytest.mark.parametrize(
    ("path", "title", "is_found"),
    [
        ("moving", "Fouten tijdens het verhuizen van", True),
        ("moving", "Fouten tijdens het verhuizen", False),
        ("refill-paper", "Fouten tijdens het verhuizen", True),
        ("refill-paper", "Verhuizen", False),
        ("refill-paper", "Papiervellen toevoegen", False),
        ("refill-paper", "Refill verhuizen", False),
        ("refill-paper", "De lades van verhuizers", False),
        ("refill-paper", "2 + 2", False),
    ],
)
def test_strange_title(path: str, title: str, is_found: bool, tmp_path: Path) -> None:
    """A single language has to have two reasons to distrust a title."""
    text = f"---\ntitle: {title}\n---\n\n# {HEADING}\n\n{unit(103, 'Open de lade.', 'Open the tray.')}\n"
    found = codes_of(tmp_path, {f"content/nl-NL/{path}.md": text})
    assert found == [(f"content/nl-NL/{path}.md", "FMT804")] * is_found


@pytest.mark.parametrize(
    ("title", "heading", "is_found"),
    [
        ("Papier in de lade leggen", "Het papier leggen in een lade", False),
        ("Papier uit laden", "Papier uit lades", False),
        ("Fout 550", "Fout 551", True),
        ("Papier", "Papier en inkt", True),
        ("Papier!", "PAPIER", False),
    ],
)
def test_other_forms(title: str, heading: str, is_found: bool, tmp_path: Path) -> None:
    """A title may decline its words and put them in another order."""
    files = {f"content/{locale}/x.md": article("Drie", "Drie") for locale in ("da-DK", "nb-NO", "lv-LV")}
    assert bool(codes_of(tmp_path, {**files, "content/nl-NL/x.md": article(title, heading)})) is is_found


def test_ids_are_said_once(tmp_path: Path) -> None:
    """Two articles with one id are one finding, on the source if there is one, for all languages together."""
    files = {
        f"content/{locale}/{name}.md": "---\nms.assetid: 1f0e-4\n---\n\n# A\n"
        for locale in ("en-US", "nl-NL", "lv-LV")
        for name in ("a", "b", "c")
    }
    assert codes_of(tmp_path, files) == [("content/en-US/b.md", "FMT806")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f'# <a name="papier-bijvullen"></a>{HEADING}', f'# <a name="refill-paper"></a>{HEADING}'),
        (
            f'[a](#papier-bijvullen)\n\n# <a name="papier-bijvullen"></a>{HEADING}\n\n[b](#papier-bijvullen), [c](#x)',
            f'[a](#refill-paper)\n\n# <a name="refill-paper"></a>{HEADING}\n\n[b](#refill-paper), [c](#x)',
        ),
    ],
)
def test_anchor_is_renamed(before: str, after: str) -> None:
    """With the links to it on the same page."""
    assert fixed("nl-NL", f"{before}\n".encode(), "FMT805", safe=True).decode() == f"{after}\n"


def test_anchor_that_is_taken() -> None:
    """Where another heading has the name of the source, somebody has to look."""
    other = unit(103, "Refill paper", "Refill paper")
    text = f'# <a name="papier-bijvullen"></a>{HEADING}\n\n## <a name="refill-paper"></a>{other}\n'.encode()
    (found,) = found_in("nl-NL", text, "FMT805")
    assert found.fix is not None
    assert not found.fix.safe


@pytest.mark.parametrize(
    ("key", "mended"),
    [
        ("titel", "title"),
        ("ms-topic", "ms.topic"),
        ("desription", "description"),
        ("ms.reviwer", "ms.reviewer"),
        ("mms.collection", "ms.collection"),
        ('"ms,date"', "ms.date"),
        ("tittel", "tittel"),
        ("papier ms.custom", "papier ms.custom"),
        ("verdieping", "verdieping"),
    ],
)
def test_key_is_renamed(key: str, mended: str) -> None:
    """Where a single letter is wrong; the value stays as it is."""
    page = "---\n{}: 4/1/2027\n---\n\n# Papier\n"
    assert fixed("nl-NL", page.format(key).encode(), "FMT802", safe=True).decode() == page.format(mended)


def test_key_that_is_there_already() -> None:
    """Two keys of one name would be worse."""
    text = b"---\ntitel: A\ntitle: A\n---\n\n# A\n"
    (found,) = found_in("nl-NL", text, "FMT802")
    assert found.fix is None
