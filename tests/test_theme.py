"""The built-in theme with the project's laid over, file by file; mistakes in it are told as such."""

from __future__ import annotations

from pathlib import Path

import pytest

from diglot.errors import UserError
from diglot.theme import builtin, load_theme
from sites import PLAIN, build_here, parse, tree, write

PROJECT = {"site/site.toml": PLAIN, "content/nl-NL/anker.md": "# Anker\n\nLaat het vallen.\n"}
PAGE = "public/nl-nl/anker/index.html"


def test_builtin_theme(tmp_path: Path) -> None:
    """It is complete, and the same every time."""
    theme = load_theme(tmp_path)
    assert {"article.html", "home.html", "section.html", "search.html"} <= {name for name, _ in theme.templates}
    assert {"style.css", "site.js", "search/page.js", "search/dialog.js"} <= {name for name, _ in theme.assets}
    assert {"en-US", "nl-NL", "ar-SA", "ja-JP", "lv-LV", "da-DK", "nb-NO"} <= {locale for locale, _ in theme.catalogs}
    assert "lv-LV" in dict(theme.alphabets)
    assert theme == load_theme(tmp_path)


def test_overlay(tmp_path: Path) -> None:
    """A file of the project wins over the built-in one of its name; all others stay."""
    write(
        tmp_path,
        {
            "site/templates/parts/footer.html": "<footer>Van ons</footer>\n",
            "site/templates/parts/.footer.html.swp": "x",
            "site/assets/fonts/a.woff2": b"\0",
            "site/assets/.DS_Store": b"\0",
            "locales/fy-NL/messages.po": 'msgid "Search"\nmsgstr "Sykje"\n',
            "locales/fy-NL/profile.toml": 'alphabet = "a b"\n',
        },
    )
    before, after = load_theme(tmp_path / "nowhere"), load_theme(tmp_path)
    assert dict(after.templates)["parts/footer.html"] == "<footer>Van ons</footer>\n"
    assert [name for name, _ in after.templates] == [name for name, _ in before.templates]
    assert {name for name, _ in after.assets} - {name for name, _ in before.assets} == {"fonts/a.woff2"}
    assert set(dict(after.catalogs)) - set(dict(before.catalogs)) == {"fy-NL"}
    assert dict(after.alphabets)["fy-NL"] == "a b"


def test_project_speaks_and_looks_its_own_way(tmp_path: Path) -> None:
    """Templates, catalogs and assets of the project are what its pages are made with."""
    write(
        tmp_path,
        PROJECT
        | {
            "site/templates/parts/footer.html": '<footer>{{ _("Made by us") }} <img src="{{ asset("logo.svg") }}">',
            "site/assets/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
            "locales/nl-NL/messages.po": 'msgid "Made by us"\nmsgstr "Van <ons> & jullie"\n',
        },
    )
    build_here(tmp_path)
    footer = parse(tmp_path / PAGE).find(".//footer")
    # A catalog belongs to the theme, so its markup counts.
    assert "& jullie" in footer.text_content()
    assert (tmp_path / PAGE).parent.joinpath(footer.find(".//img").get("src")).resolve().is_file()


def test_changed_asset_has_another_name(tmp_path: Path) -> None:
    """It may be cached forever."""
    write(tmp_path, PROJECT | {"site/assets/style.css": "a{}"})
    build_here(tmp_path)
    before = {name for name in tree(tmp_path / "public") if name.startswith("assets/style")}
    write(tmp_path, {"site/assets/style.css": "b{}"})
    build_here(tmp_path)
    after = {name for name in tree(tmp_path / "public") if name.startswith("assets/style")}
    assert len(before) == len(after) == 1
    assert before != after


def test_parts_of_an_asset(tmp_path: Path) -> None:
    """A part of the style sheet can be replaced or added; a file of its name stands for all of it."""
    parts = {"10-tokens.css": ":root { --mine: 1 } /* gone */", "99-mine.css": ".mine { color : red }"}
    write(tmp_path, {f"site/assets/style.css/{name}": text for name, text in parts.items()})
    before, after = (dict(load_theme(folder).assets)["style.css"] for folder in (tmp_path / "nowhere", tmp_path))
    assert after.startswith(b":root{--mine:1}")
    assert after.endswith(b".mine{color:red}")
    assert before.partition(b"*,::before")[2] + b".mine{color:red}" == after.partition(b"*,::before")[2]
    assert dict(load_theme(tmp_path, "#123456").assets)["style.css"] == after + b":root{--accent:#123456}"
    write(tmp_path / "other", {"site/assets/style.css": "a { }"})
    assert dict(load_theme(tmp_path / "other").assets)["style.css"] == b"a { }"


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"locales/nl-NL/messages.po": "hallo\n"}, r"nl-NL/messages\.po: line 1: "),
        ({"locales/nl-NL/messages.po": b"\xff\xfe"}, r"nl-NL/messages\.po"),
        ({"locales/nl-NL/profile.toml": "alphabet = \n"}, r"nl-NL/profile\.toml:1: not valid TOML"),
        ({"locales/nl-NL/profile.toml": "alphabet = [1]\n"}, r"nl-NL/profile\.toml:1: `alphabet`"),
        ({"site/templates/article.html": "{% if %}"}, r"site/templates/article\.html:1: "),
        ({"site/templates/parts/footer.html": "\n\n{{ view.nothing }}"}, "nothing"),
        ({"site/templates/parts/footer.html": '{% include "gone.html" %}'}, r"no template `gone\.html`"),
        ({"site/templates/parts/footer.html": '{{ asset("gone.svg") }}'}, r"`gone\.svg`"),
        ({"site/templates/article.html": b"\xff\xfe"}, r"article\.html"),
    ],
)
def test_mistake_in_the_theme(tmp_path: Path, files: dict[str, str | bytes], message: str) -> None:
    """Whoever wrote it is told where it is; the old site stays."""
    write(tmp_path, PROJECT)
    build_here(tmp_path)
    before = (tmp_path / PAGE).read_bytes()
    write(tmp_path, files)
    with pytest.raises(UserError, match=message) as caught:
        build_here(tmp_path)
    assert caught.value.exit_code == 2
    assert (tmp_path / PAGE).read_bytes() == before


def test_builtin_folders() -> None:
    """Code and theme come together, from a clone or from a wheel."""
    assert (builtin("site") / "templates").is_dir()
    assert (builtin("locales") / "en-US").is_dir()
