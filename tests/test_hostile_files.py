"""Files that lead elsewhere or stand in the way: nothing outside is read or written, and nobody's work is lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from diglot import fixing
from diglot.checker import Request
from diglot.project import open_project
from diglot.syncing import Wishes, apply_changes, plan_sync
from sites import PLAIN, article, write
from support import Ran

Cli = Callable[..., Ran]
SOURCE = {"site/site.toml": PLAIN, "content/en-US/a.md": "# Anchor\n", "content/en-US/sub/b.md": "# Buoy\n"}
DOUBLE = "# A\n\nThe price  is ten.\n\nSecond  line here.\n"


def test_sync_writes_nothing_outside(run_cli: Cli, tmp_path: Path) -> None:
    """Where a translation would be, a link leads to another file, or a folder to another one."""
    folder, elsewhere = write(tmp_path / "project", SOURCE), tmp_path / "elsewhere"
    write(folder, {"content/nl-NL/c.md": article("C", "C")})
    write(elsewhere, {"mine.md": "mine"})
    (folder / "content/nl-NL/a.md").symlink_to(elsewhere / "mine.md")
    (folder / "content/nl-NL/sub").symlink_to(elsewhere)
    ran = run_cli("sync", "--add", cwd=folder)
    assert ran.code == 0, ran.output
    assert ran.stdout.count("is left alone") == 2
    assert (elsewhere / "mine.md").read_text(encoding="utf-8") == "mine"
    assert [path.name for path in elsewhere.iterdir()] == ["mine.md"]


def test_sync_keeps_what_was_saved_meanwhile(tmp_path: Path) -> None:
    """A translation that somebody changed, and one that somebody made, stay as they are, and are named."""
    write(tmp_path, SOURCE | {"content/nl-NL/a.md": article("Boei", "Buoy")})
    done = plan_sync(open_project(tmp_path, None, None), Wishes((), True, False), date(2026, 1, 2))
    mine = {"content/nl-NL/a.md": article("Anker", "Buoy"), "content/nl-NL/sub/b.md": "mine"}
    write(tmp_path, mine)
    assert len(apply_changes(done.changes)) == 2
    assert {name: (tmp_path / name).read_text(encoding="utf-8") for name in mine} == mine


def test_fix_through_two_paths(run_cli: Cli, tmp_path: Path) -> None:
    """One file under two names is mended once."""
    write(tmp_path, {"site/site.toml": PLAIN, "content/en-US/a.md": DOUBLE})
    (tmp_path / "content/en-US/b.md").symlink_to("a.md")
    ran = run_cli("fix", cwd=tmp_path)
    assert ran.code == 0, ran.output
    assert (tmp_path / "content/en-US/a.md").read_text(encoding="utf-8") == DOUBLE.replace("  ", " ")
    assert (tmp_path / "content/en-US/b.md").is_symlink()


def test_fix_heeds_what_is_saved_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that is saved after it was checked is checked again first."""
    page = write(tmp_path, {"site/site.toml": PLAIN, "content/en-US/a.md": DOUBLE}) / "content/en-US/a.md"
    check, saved = fixing.check_project, []

    def check_and_save(*arguments: object) -> object:
        report = check(*arguments)  # type: ignore[arg-type]
        if not saved:
            saved.append(page.write_text("# New\n\nMore.\n" + DOUBLE, encoding="utf-8"))
        return report

    monkeypatch.setattr(fixing, "check_project", check_and_save)
    fixing.fix_project(
        open_project(tmp_path, None, None), Request(jobs=1), unsafe=False, dry=False, tell=lambda *_: None
    )
    assert page.read_text(encoding="utf-8") == "# New\n\nMore.\n" + DOUBLE.replace("  ", " ")


def test_fix_heeds_no_time_to_come(run_cli: Cli, tmp_path: Path) -> None:
    """A file of a clock that is ahead is mended all the same."""
    page = write(tmp_path, {"site/site.toml": PLAIN, "content/en-US/a.md": DOUBLE}) / "content/en-US/a.md"
    os.utime(page, (4e9, 4e9))
    assert run_cli("fix", cwd=tmp_path).code == 0
    assert page.read_text(encoding="utf-8") == DOUBLE.replace("  ", " ")


def test_content_cannot_replace_files_of_the_site(run_cli: Cli, tmp_path: Path) -> None:
    """The search of a locale and its other files; an article that links to such a file hears why it is not there."""
    hostile = {
        "content/en-US/pagefind/pagefind-worker.js": "fetch('https://evil.example')",
        "content/en-US/search": "x",
        "content/en-US/LLMS.txt": "x",
        "content/en-US/search/../look/llms.txt": "fine",
        "content/en-US/look/page.xml": '<html xmlns="http://www.w3.org/1999/xhtml"><script>1</script></html>',
    }
    links = "[a](pagefind/pagefind-worker.js) [b](search) [c](LLMS.txt) [d](look/llms.txt) [e](look/page.xml)"
    (tmp_path / "content/en-US/look").mkdir(parents=True)
    files = {name.replace("search/../", ""): text for name, text in hostile.items()}
    write(tmp_path, files | {"site/site.toml": "search = true\n", "content/en-US/a.md": f"# A\n\n{links}\n"})
    ran = run_cli("build", cwd=tmp_path)
    assert ran.code == 0, ran.output
    site = tmp_path / "public/en-us"
    assert "evil" not in (site / "pagefind/pagefind-worker.js").read_text(encoding="utf-8")
    assert (site / "search/index.html").is_file()
    assert (site / "look/llms.txt").read_text(encoding="utf-8") == "fine"
    # Browsers run what is a script in it.
    assert not (site / "look/page.xml").exists()
    assert run_cli("check", "--select", "address-clash", cwd=tmp_path).stdout.count("address-clash") == 3


def test_what_begins_with_a_dot_is_no_content(run_cli: Cli, tmp_path: Path) -> None:
    """`.git` has tokens, and `.env` passwords: neither links, includes, samples nor configurations reach them."""
    config = (
        '{"build": {"content": [{"files": ["**/*.md"]}], "resource": [{"files": ["**/*"], "src": "%s", "dest": "g"}]}}'
    )
    text = "# A\n\n[!INCLUDE [x](.env)]\n\n[!code[x](.git/config)]\n\n[!INCLUDE [y](linked.md)]\n\n[z](g/config)\n"
    secret = dict.fromkeys((".git/config", "content/en-US/.git/config", "content/en-US/.env"), "SECRET")
    write(tmp_path, secret | {"site/site.toml": PLAIN, "content/en-US/a.md": text})
    write(tmp_path, {"content/en-US/docfx.json": config % "../../.git"})
    (tmp_path / "content/en-US/linked.md").symlink_to(".env")
    ran = run_cli("build", cwd=tmp_path)
    assert ran.code == 0, ran.output
    assert [
        path for path in (tmp_path / "public").rglob("*") if path.is_file() and b"SECRET" in path.read_bytes()
    ] == []


def test_names_have_no_power_over_terminals(run_cli: Cli, tmp_path: Path) -> None:
    """What a file is called is shown, and does nothing."""
    write(tmp_path, {"site/site.toml": PLAIN, "content/en-US/e\x1b]0;X\x07.md": DOUBLE})
    for arguments in (("check",), ("fix",)):
        ran = run_cli(*arguments, cwd=tmp_path)
        assert ran.code == 0, ran.output
        assert "\x1b" not in ran.output
    assert "mended content/en-US/e" in ran.stdout
