"""The library on a disk: it finds files as authors meant them, and gives nothing from outside of the content."""

from __future__ import annotations

from pathlib import Path

import pytest

from diglot.markup.library import Place
from diglot.shelves import DiskLibrary
from sites import PLAIN, body_text, build_here, parse, write


@pytest.fixture
def library(tmp_path: Path) -> DiskLibrary:
    """Two locales; the source locale has more."""
    write(
        tmp_path,
        {
            "content/nl-NL/Includes/Zee.md": "zee",
            "content/en-US/Includes/Zee.md": "sea",
            "content/en-US/includes/sun.md": "sun",
            "secret.md": "secret",
        },
    )
    (tmp_path / "content/nl-NL/link.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "content/nl-NL/inside.md").symlink_to(tmp_path / "content/nl-NL/Includes/Zee.md")
    folders = {locale: tmp_path / "content" / locale for locale in ("en-US", "nl-NL")}
    return DiskLibrary(tmp_path, folders, "en-US")


@pytest.mark.parametrize(
    ("path", "file", "text"),
    [
        ("Includes/Zee.md", "content/nl-NL/Includes/Zee.md", "zee"),
        ("includes/zee.md", "content/nl-NL/Includes/Zee.md", "zee"),
        ("INCLUDES/ZEE.MD", "content/nl-NL/Includes/Zee.md", "zee"),
        ("includes/sun.md", "content/en-US/includes/sun.md", "sun"),
        ("inside.md", "content/nl-NL/inside.md", "zee"),
        ("link.md", None, None),
        ("Includes", None, None),
        ("gone.md", None, None),
        ("a/b/c/gone.md", None, None),
        ("x" * 300, None, None),
    ],
)
def test_read(library: DiskLibrary, path: str, file: str | None, text: str | None) -> None:
    """By its very name, in another case, or of the source locale; never from outside."""
    found = library.read(Place("nl-NL", path))
    assert (found and found.file, found and found.data.decode()) == (file, text)
    assert library.read(Place("nl-NL", path)) == found


def test_unknown_locale_has_the_source(library: DiskLibrary) -> None:
    """A locale without a folder of its own is served from the source locale."""
    found = library.read(Place("lv-LV", "includes/sun.md"))
    assert found is not None
    assert found.place == Place("en-US", "includes/sun.md")


def test_includes_on_a_site(tmp_path: Path) -> None:
    """Included files are no pages; what is wrong in them is said once, where it is."""
    page = "# Kop {n}\n\n[!INCLUDE [zee](includes/zee.md)]\n\n[!INCLUDE [zon](includes/sun.md)]\n"
    write(
        tmp_path,
        {
            "site.toml": PLAIN,
            **{f"content/nl-NL/p{n}.md": page.format(n=n) for n in range(3)},
            "content/nl-NL/includes/zee.md": "De zee, en [niets](gone.md). [Terug](../p0.md)\n\n[](https://a.example)\n",
            "content/en-US/includes/sun.md": "The sun.\n",
            "content/en-US/p0.md": "# Heading\n",
        },
    )
    result = build_here(tmp_path)
    found = [(one.code, one.at.path, one.at.line) for one in result.diagnostics if one.severity.word != "info"]
    assert found == [
        ("LNK205", "content/nl-NL/includes/zee.md", 1),
        ("MRK101", "content/nl-NL/includes/zee.md", 3),
    ]
    assert body_text(parse(tmp_path / "public/nl-nl/p1/index.html"), generated=False) == (
        "Kop 1 De zee, en niets. Terug The sun."
    )
    assert not (tmp_path / "public/nl-nl/includes").exists()
    link = parse(tmp_path / "public/nl-nl/p1/index.html").xpath("//a[text()='Terug']/@href")
    assert link == ["../p0/"]
