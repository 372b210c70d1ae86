"""A new project builds at once, without a finding, and shows one of everything."""

from __future__ import annotations

from pathlib import Path

import pytest

from diglot.errors import UserError, WorldError
from diglot.scaffold import make_project
from sites import body_text, broken_addresses, build_here, parse, tree, write


def test_new_project_builds(tmp_path: Path) -> None:
    """It has a translated article, a machine translation with its notice, and one that is not translated yet."""
    made = make_project(tmp_path / "new")
    assert {path.relative_to(tmp_path / "new").as_posix() for path in made} == set(tree(tmp_path / "new"))
    text = (tmp_path / "new/site/site.toml").read_text("utf-8").replace("\n[titles]", "search = false\n[titles]")
    write(tmp_path / "new", {"site/site.toml": text})
    result = build_here(tmp_path / "new")
    assert [found.name for found in result.diagnostics] == ["missing-translation", "untranslated-target"]
    site = tmp_path / "new/public"
    assert not list(broken_addresses(site))
    page = parse(site / "nl-nl/add-a-boat/index.html")
    assert "Selecteer Boten en vervolgens Toevoegen." in body_text(page)
    assert page.xpath("//*[contains(@class, 'notice-machine-translated')]")
    assert page.xpath("//a[@class='other-locale' and @hreflang='en-US']")
    assert "21 november 2026" in page.text_content()
    assert parse(site / "nl-nl/index.html").findtext(".//title").strip() == "Hulp bij Harbor"


def test_folder_has_to_be_new(tmp_path: Path) -> None:
    """Nothing is overwritten; an empty folder will do."""
    write(tmp_path, {"full/a": "x", "file": "x"})
    (tmp_path / "empty").mkdir()
    make_project(tmp_path / "empty")
    for name in ("full", "file"):
        with pytest.raises(UserError, match=f"`.*{name}` exists and is not empty"):
            make_project(tmp_path / name)
    assert tree(tmp_path / "full") == {"a": b"x"}
    with pytest.raises(WorldError, match=r"cannot write `.*file"):
        make_project(tmp_path / "file" / "below")
