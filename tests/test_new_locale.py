"""`diglot new-locale`: what a translator begins with."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from diglot.errors import UserError
from diglot.markup.unit_states import is_untranslated
from diglot.new_locale import known_locale, plan_locale
from diglot.profiles import load_profiles
from diglot.project import open_project
from diglot.syncing import Wishes, apply_changes, plan_sync
from sites import PLAIN, article, body_text, broken_addresses, build_here, parse, tree, write
from skeletons import units
from support import ROOT, Ran

Cli = Callable[..., Ran]
DAY = date(2026, 11, 27)
PROJECT = {
    "site/site.toml": PLAIN,
    "content/en-US/index.md": "---\ntitle: Harbor\nms.contentlocale: en-US\n---\n\n"
    "# Harbor\n\nSee the [rope](parts/rope.md).\n",
    "content/en-US/parts/rope.md": "# Rope\n\nIt is long and thin. Coil it.\n",
    "content/nl-NL/index.md": article(
        "Haven", "Harbor", ("Zie het [touw](parts/rope.md).", "See the [rope](parts/rope.md).")
    ),
}


def make(folder: Path, locale: str) -> list[str]:
    """Makes a locale, and returns its files."""
    made = plan_locale(open_project(folder, None, None), locale, DAY)
    apply_changes(made.changes)
    return [change.path for change in made.changes]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("nl-NL", "nl-NL"),
        ("nl-nl", "nl-NL"),
        ("fi", "fi"),
        ("zh-hans-cn", "zh-Hans-CN"),
        ("pt_BR", "pt-BR"),
        ("en-IE", "en-IE"),
    ],
)
def test_locales(tag: str, expected: str) -> None:
    """What the CLDR knows, in its usual case."""
    assert known_locale(tag) == expected


@pytest.mark.parametrize(
    ("tag", "advice"),
    [
        ("nl-NK", "did you mean `nl-NL`"),
        ("qq-NL", "did you mean `"),
        ("dutch", ""),
        ("nl-Xyzz-NL", "did you mean `"),
        ("", "write a"),
    ],
)
def test_unknown_locales(tag: str, advice: str) -> None:
    """The nearest is named."""
    with pytest.raises(UserError, match="is no locale that the Unicode CLDR knows") as raised:
        known_locale(tag)
    assert advice in str(raised.value)


def test_files_of_a_locale(tmp_path: Path) -> None:
    """Every article, not translated; ids are those of other locales; what the language needs."""
    write(tmp_path, PROJECT)
    assert make(tmp_path, "fi-FI") == [
        "content/fi-FI/index.md",
        "content/fi-FI/parts/rope.md",
        "locales/fi-FI/messages.po",
        "locales/fi-FI/profile.toml",
        "locales/fi-FI/terms.toml",
    ]
    index = (tmp_path / "content/fi-FI/index.md").read_text("utf-8")
    assert index.startswith("---\ntitle: Harbor\nms.contentlocale: fi-FI\nms.lasthandoff: 11/27/2026\n---\n\n")
    assert [each.id for each in units(index)] == ["0ab1c-102", "0ab1c-103"]
    assert all(is_untranslated(index, each) for each in units(index))
    assert not plan_sync(open_project(tmp_path, None, None), Wishes(("fi-FI",)), DAY).changes


@pytest.mark.parametrize("locale", ["fi-FI", "th-TH", "cs-CZ", "ja-JP", "sr-Latn-RS", "hu"])
def test_what_is_said_of_a_language_can_be_read(tmp_path: Path, locale: str) -> None:
    """The catalog has the plural forms of its language, and Diglot reads the profile."""
    write(tmp_path, PROJECT)
    made = make(tmp_path, locale)
    profile = load_profiles(tmp_path, "en-US", [locale]).of(locale)
    assert profile.scripts
    assert profile.has_spaces == (locale not in ("th-TH", "ja-JP"))
    for path in made:
        if path.endswith(".toml"):
            tomllib.loads((tmp_path / path).read_text("utf-8"))
        if path.endswith(".po"):
            with (tmp_path / path).open("rb") as stream:
                catalog = read_po(stream, abort_invalid=True)
            assert catalog.num_plurals == {"cs-CZ": 3, "sr-Latn-RS": 3, "fi-FI": 2}.get(locale, catalog.num_plurals)
            assert not any("".join(message.string) for message in catalog if message.id)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A locale that is there is not made again, and no file is replaced."""
    write(tmp_path, PROJECT | {"locales/fi-FI/terms.toml": "[forms]\n"})
    assert "locales/fi-FI/terms.toml" not in make(tmp_path, "fi-FI")
    before = tree(tmp_path)
    for locale, message in (
        ("fi-FI", "has articles already; `diglot sync --add"),
        ("nl-NL", "has articles already"),
        ("en-US", "is the source locale"),
    ):
        with pytest.raises(UserError, match=message):
            make(tmp_path, locale)
    assert tree(tmp_path) == before


def test_what_is_left_out_is_told(tmp_path: Path) -> None:
    """Tables of contents and pages in YAML are for hands."""
    write(tmp_path, PROJECT | {"content/en-US/TOC.yml": "- name: Harbor\n  href: index.md\n"})
    made = plan_locale(open_project(tmp_path, None, None), "fi-FI", DAY)
    assert made.notes == (
        "1 file such as `TOC.yml` are no articles in Markdown, and are left out; copy and translate them by hand",
    )


def test_command_line(run_cli: Cli, tmp_path: Path) -> None:
    """It says what it made and what is next; a stranger ends with 2."""
    write(tmp_path, PROJECT)
    ran = run_cli("new-locale", "fi-FI", "--dry-run", cwd=tmp_path)
    assert ran.code == 0
    assert "would make content/fi-FI/index.md\n" in ran.stdout
    assert not (tmp_path / "content/fi-FI").exists()
    ran = run_cli("new-locale", "fi-FI", tmp_path)
    assert (ran.code, ran.stderr) == (0, "")
    assert "5 units are to be translated into Finnish\n" in ran.stdout
    assert "`diglot check --locale fi-FI`" in ran.stdout
    ran = run_cli("new-locale", "nl-NK", tmp_path)
    assert (ran.code, ran.stdout) == (2, "")
    assert "did you mean `nl-NL`" in ran.stderr
    assert run_cli("new-locale", "de-DE", tmp_path, "-q").output == "exit code 0\n"
    pages = json.loads(run_cli("stats", "--format", "json", "--no-cache", cwd=tmp_path).stdout)
    finnish = next(one for one in pages["locales"] if one["locale"] == "fi-FI")
    assert (finnish["units"], finnish["untranslated"], finnish["freshness"]["current"]) == (5, 5, 2)


def test_our_own_guide_in_another_language(tmp_path: Path) -> None:
    """A skeleton of our guide builds, leads nowhere wrong, and shows neither comments nor tags."""
    for folder in ("content", "locales", "site"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for locale in ("ar-SA", "da-DK", "ja-JP", "lv-LV", "nb-NO"):
        shutil.rmtree(tmp_path / "content" / locale)
    config = tmp_path / "site/site.toml"
    config.write_text(
        config.read_text("utf-8").replace('title = "Diglot"', 'title = "Diglot"\nsearch = false'), "utf-8"
    )
    make(tmp_path, "fi-FI")
    build_here(tmp_path, checks=False)
    assert not list(broken_addresses(tmp_path / "public"))
    for page in (tmp_path / "public/fi-fi").rglob("index.html"):
        assert "untranslated -->" not in page.read_text("utf-8")
    english, finnish = (parse(tmp_path / f"public/{locale}/checking/index.html") for locale in ("en-us", "fi-fi"))
    assert body_text(finnish, generated=False) == body_text(english, generated=False)
