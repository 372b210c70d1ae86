"""Sites of plain localized Markdown, without any units: one view, and nothing that only bilingual pages have."""

from __future__ import annotations

from pathlib import Path

import pytest

from sites import PLAIN, article, body_text, broken_addresses, build_here, parse, write

MACHINE = "---\nms.translationtype: MT\nms.lasthandoff: 04/21/2020\n---\n"

FILES = {
    "site.toml": PLAIN,
    "content/en-US/haven.md": "# The harbour\n\nSee [boats](boten/huren.md#prijs).\n",
    "content/en-US/boten/huren.md": "# Rent a boat\n\n## Price\n",
    "content/nl-NL/haven.md": f"{MACHINE}# De haven\n\nZie [boten](boten/huren.md#prijs).\n",
    "content/nl-NL/boten/huren.md": "---\ntitle: Boten\n---\n# Een boot huren\n\n## Prijs\n",
    "content/ja-JP/haven.md": "# 港\n\n[ボート](boten/huren.md)\n",
}


def locales_of(site: Path) -> list[str]:
    """Returns the folders of a site's locales."""
    return sorted(path.name for path in site.iterdir() if path.is_dir() and path.name not in ("assets", ".diglot"))


def test_translations_and_their_source(tmp_path: Path) -> None:
    """Pages are themselves, know each other, and are called machine-translated only where they say so."""
    build_here(write(tmp_path, FILES))
    site = tmp_path / "public"
    pages = {locale: parse(site / f"{locale}/haven/index.html") for locale in ("en-us", "nl-nl", "ja-jp")}
    assert [body_text(page, generated=False) for page in pages.values()] == [
        "The harbour See boats.",
        "De haven Zie boten.",
        "港 ボート",
    ]
    for page in pages.values():
        assert sorted(page.xpath("//link[@rel='alternate']/@hreflang")) == ["en-US", "ja-JP", "nl-NL", "x-default"]
    assert [len(page.xpath("//*[contains(@class, 'notice')]")) > 0 for page in pages.values()] == [False, True, False]
    assert parse(site / "nl-nl/boten/huren/index.html").xpath("string(//title)").startswith("Boten")
    assert not parse(site / "nl-nl/boten/huren/index.html").xpath("//*[contains(@class, 'notice')]")
    assert [problem for problem in broken_addresses(site) if "#prijs" not in problem] == []


def test_one_locale(tmp_path: Path) -> None:
    """Where no source can be made, there is none: no empty home page, and no language to choose."""
    write(tmp_path, {name: text for name, text in FILES.items() if "en-US" not in name and "ja-JP" not in name})
    build_here(tmp_path)
    assert locales_of(tmp_path / "public") == ["nl-nl"]
    page = parse(tmp_path / "public/nl-nl/haven/index.html")
    assert not page.xpath("//link[@hreflang]")
    assert list(broken_addresses(tmp_path / "public")) == []


def test_source_of_some(tmp_path: Path) -> None:
    """Source pages are made of those articles that have units, and of no others."""
    files = {
        "site.toml": PLAIN,
        "content/nl-NL/haven.md": article("De haven", "The harbour", ("Zee.", "Sea.")),
        "content/nl-NL/boot.md": "# De boot\n",
        "content/lv-LV/boot.md": "# Laiva\n",
    }
    build_here(write(tmp_path, files))
    assert locales_of(tmp_path / "public") == ["en-us", "lv-lv", "nl-nl"]
    assert (tmp_path / "public/en-us/haven/index.html").is_file()
    assert not (tmp_path / "public/en-us/boot/index.html").exists()


@pytest.mark.parametrize(
    ("folder", "text", "locale"),
    [
        ("nl-NL", "# Haven\n", "nl-nl"),
        ("docs.lv-lv", "# Osta\n", "lv-lv"),
        ("docs", "---\nms.contentlocale: ar-sa\n---\n# ميناء\n", "ar-sa"),
        ("nl-NL", "---\nms.contentlocale: ja-jp\n---\n# 港\n", "ja-jp"),
    ],
)
def test_one_folder(tmp_path: Path, folder: str, text: str, locale: str) -> None:
    """A folder of articles is of the locale that they say they are of, else of the one that it is named after."""
    write(tmp_path / folder, {"haven.md": text, "map/zee.md": text, "site.toml": PLAIN})
    build_here(tmp_path / folder, tmp_path / "site")
    assert locales_of(tmp_path / "site") == [locale]
    assert (tmp_path / f"site/{locale}/map/zee/index.html").is_file()
