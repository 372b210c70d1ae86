"""`diglot sync`: whole projects, from outside."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from diglot.errors import UserError
from diglot.project import open_project
from diglot.syncing import Wishes, apply_changes, plan_sync
from sites import PLAIN, article, tree, unit, write
from skeletons import made, units
from support import Ran

Cli = Callable[..., Ran]

FRONT = 'title: Haven\nms.lasthandoff: 01/02/2020\nms.locfileid: "1"'
PROJECT = {
    "site/site.toml": PLAIN,
    "content/en-US/index.md": "# Harbor\n\nSee the [anchor](anchor.md).\n",
    "content/en-US/anchor.md": "---\ntitle: Anchor\n---\n\n# Anchor\n\nIt is heavy. Use both hands.\n",
    "content/en-US/parts/rope.md": "# Rope\n\nIt is long and thin.\n",
    "content/nl-NL/index.md": article(
        "Haven", "Harbor", ("Zie het [anker](anchor.md).", "See the [anchor](anchor.md).")
    ),
    "content/nl-NL/anchor.md": article(
        "Anker", "Anchor", ("Het is zwaar.", "It is heavy."), ("Gebruik twee handen.", "Use both hands."), front=FRONT
    ).replace('</span>\n\n<span data-ttu-id="0ab1c-104', '</span> <span data-ttu-id="0ab1c-104'),
    "content/ja-JP/index.md": article("港", "Harbor", ("[いかり](anchor.md)を参照。", "See the [anchor](anchor.md).")),
    "content/ja-JP/anchor.md": article(
        "いかり", "Anchor", ("重い。", "It is heavy."), ("両手で。", "Use both hands.")
    ).replace('</span>\n\n<span data-ttu-id="0ab1c-104', '</span> <span data-ttu-id="0ab1c-104'),
}
ANCHOR = "content/en-US/anchor.md"
DAY = date(2026, 11, 27)


def sync(folder: Path, wishes: Wishes = Wishes()) -> dict[str, str]:  # noqa: B008  # frozen
    """Carries all changes, and returns what became of which file."""
    done = plan_sync(open_project(folder, None, None), wishes, DAY)
    apply_changes(done.changes)
    return {
        change.path: "made" if change.before is None else "removed" if change.after is None else "changed"
        for change in done.changes
    }


def edit(folder: Path, path: str, old: str, new: str) -> None:
    """Replaces text in a file."""
    text = (folder / path).read_text("utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new), "utf-8")


def numbers(folder: Path, path: str) -> list[str]:
    """Returns the numbers of the units of a page."""
    return [each.number for each in units((folder / path).read_text("utf-8"))]


def test_nothing_changed(tmp_path: Path) -> None:
    """No byte is touched."""
    write(tmp_path, PROJECT)
    before = tree(tmp_path)
    assert sync(tmp_path) == {}
    assert tree(tmp_path) == before


def test_change_reaches_all_locales(tmp_path: Path) -> None:
    """Changed units are behind, new ones untranslated, under the same numbers; the rest of each file stays."""
    write(tmp_path, PROJECT)
    edit(tmp_path, ANCHOR, "heavy. Use", "very heavy. Stand firm. Use")
    assert set(sync(tmp_path)) == {"content/ja-JP/anchor.md", "content/nl-NL/anchor.md"}
    page = (tmp_path / "content/nl-NL/anchor.md").read_text("utf-8")
    assert "ms.lasthandoff: 11/27/2026\n" in page
    expected = (
        str(PROJECT["content/nl-NL/anchor.md"])
        .replace("01/02/2020", "11/27/2026")
        .replace(
            unit(103, "Het is zwaar.", "It is heavy."),
            unit(103, "Het is zwaar.", "It is very heavy.")
            + "<!-- behind: It is heavy. --> "
            + unit("p10350", "Stand firm.", "Stand firm.")
            + "<!-- untranslated -->",
        )
    )
    assert page == expected
    assert numbers(tmp_path, "content/ja-JP/anchor.md") == numbers(tmp_path, "content/nl-NL/anchor.md")
    assert sync(tmp_path) == {}


def test_locales_agree_although_they_are_carried_at_different_times(tmp_path: Path) -> None:
    """A locale that missed a change gets the numbers that the others have."""
    write(tmp_path, PROJECT)
    edit(tmp_path, ANCHOR, "heavy. Use", "heavy. Stand firm. Use")
    assert set(sync(tmp_path, Wishes(("nl-NL",)))) == {"content/nl-NL/anchor.md"}
    edit(tmp_path, ANCHOR, "Stand firm.", "Breathe. Stand firm.")
    assert len(sync(tmp_path)) == 2
    assert numbers(tmp_path, "content/ja-JP/anchor.md") == numbers(tmp_path, "content/nl-NL/anchor.md")
    assert "p10350" in numbers(tmp_path, "content/nl-NL/anchor.md")


def test_articles_come_and_go(tmp_path: Path) -> None:
    """New ones are made where a locale has their folder, with `add` everywhere; gone ones go on request."""
    write(tmp_path, PROJECT | {"content/en-US/mast.md": "# Mast\n\nIt is high.\n"})
    (tmp_path / "content/en-US/index.md").unlink()
    assert sync(tmp_path) == {"content/ja-JP/mast.md": "made", "content/nl-NL/mast.md": "made"}
    assert (tmp_path / "content/nl-NL/mast.md").read_bytes() == (tmp_path / "content/ja-JP/mast.md").read_bytes()
    assert sync(tmp_path, Wishes(("nl-NL",), add=True)) == {"content/nl-NL/parts/rope.md": "made"}
    assert sync(tmp_path, Wishes(add=False)) == {}
    assert sync(tmp_path, Wishes(delete=True)) == {
        "content/ja-JP/index.md": "removed",
        "content/nl-NL/index.md": "removed",
    }


def test_new_pages_take_the_ids_of_other_locales(tmp_path: Path) -> None:
    """Addresses of units are the same in all languages."""
    write(tmp_path, PROJECT)
    (tmp_path / "content/ja-JP/anchor.md").unlink()
    sync(tmp_path)
    page = (tmp_path / "content/ja-JP/anchor.md").read_text("utf-8")
    assert [each.id for each in units(page)] == ["0ab1c-102", "0ab1c-103", "0ab1c-104"]
    assert "ms.contentlocale: ja-JP\n" in page


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_how_a_file_is_stored_stays(tmp_path: Path, line_end: str, mark: bytes) -> None:
    """Its line ends, its byte order mark and bytes that are no text."""
    stored = mark + str(PROJECT["content/nl-NL/anchor.md"]).replace("\n", line_end).encode().replace(
        b"zwaar", b"zw\xe9r"
    )
    write(tmp_path, PROJECT | {"content/nl-NL/anchor.md": stored})
    assert sync(tmp_path) == {}
    edit(tmp_path, ANCHOR, "both hands.", "both hands.\n\nNew text\nin two lines.")
    sync(tmp_path)
    after = (tmp_path / "content/nl-NL/anchor.md").read_bytes()
    assert after.startswith(mark + b"---")
    assert b"zw\xe9r" in after
    assert after.count(b"\n") == stored.count(b"\n") + 4
    assert after.count(b"\r\n") == (after.count(b"\n") if line_end == "\r\n" else 0)


def test_what_is_included_is_kept_in_step(tmp_path: Path) -> None:
    """Files below `includes` have units of their own."""
    write(tmp_path, PROJECT | {"content/en-US/includes/legal.md": "All rights reserved. Really.\n"})
    assert sync(tmp_path, Wishes(add=True))["content/nl-NL/includes/legal.md"] == "made"
    edit(tmp_path, "content/en-US/includes/legal.md", "Really.", "Really all.")
    assert "content/nl-NL/includes/legal.md" in sync(tmp_path)


def test_pages_without_units_are_left_alone(tmp_path: Path) -> None:
    """They are told."""
    write(tmp_path, PROJECT | {"content/nl-NL/anchor.md": "# Anker\n\nZwaar.\n"})
    done = plan_sync(open_project(tmp_path, None, None), Wishes(), DAY)
    assert not done.changes
    assert "`content/nl-NL/anchor.md` has no units, and is left alone" in done.notes


def test_mistakes(tmp_path: Path) -> None:
    """Without source articles there is nothing to carry; a locale has to be there."""
    write(tmp_path, {path: text for path, text in PROJECT.items() if "en-US" not in path})
    with pytest.raises(UserError, match="no articles in its source locale `en-US`"):
        sync(tmp_path)
    write(tmp_path, PROJECT)
    with pytest.raises(UserError, match="`diglot new-locale fr-FR` makes the first"):
        sync(tmp_path, Wishes(("fr-FR",)))


def test_command_line(run_cli: Cli, tmp_path: Path) -> None:
    """What is told where, and how it ends."""
    write(tmp_path, PROJECT)
    ran = run_cli("sync", tmp_path, "--check")
    assert (ran.code, ran.stderr) == (0, "")
    assert ran.stdout.endswith("all translations are in step with their source\n")
    edit(tmp_path, ANCHOR, "heavy.", "very heavy.")
    before = tree(tmp_path)
    ran = run_cli("sync", "--check", cwd=tmp_path)
    assert ran.code == 1
    assert "would change content/nl-NL/anchor.md: 1 behind\n" in ran.stdout
    assert "2 files would change: 2 behind\n" in ran.stdout
    ran = run_cli("sync", "--diff", "--locale", "nl-NL", cwd=tmp_path)
    assert ran.code == 0
    assert ran.stdout.startswith("--- a/content/nl-NL/anchor.md\n+++ b/content/nl-NL/anchor.md\n")
    assert "+ms.lasthandoff: 11/27/2026" not in ran.stdout or "ms.lasthandoff: 01/02/2020" in ran.stdout
    assert run_cli("sync", "--dry-run", "--quiet", cwd=tmp_path).stdout == ""
    assert tree(tmp_path) == before
    assert run_cli("sync", "--quiet", cwd=tmp_path).output == "exit code 0\n"
    assert tree(tmp_path) != before
    assert run_cli("sync", "--locale", "fr-FR", cwd=tmp_path).code == 2


def test_checks_say_exactly_what_sync_says(run_cli: Cli, tmp_path: Path) -> None:
    """`diglot check` names units that are behind and those not translated, however short; stats count them."""
    write(tmp_path, PROJECT)
    edit(tmp_path, ANCHOR, "It is heavy. Use", "It was heavy. Go! Use")
    sync(tmp_path)
    ran = run_cli("check", "--format", "json", "--locale", "nl-NL", "--no-cache", cwd=tmp_path)
    found = json.loads(ran.stdout)["findings"]
    told = {(one["name"], one["unit"]) for one in found if one["path"].endswith("anchor.md")}
    assert told == {("outdated-translation", "103"), ("untranslated-unit", "p10350")}
    pages = json.loads(run_cli("stats", "--format", "json", "--no-cache", cwd=tmp_path).stdout)
    dutch = next(one for one in pages["locales"] if one["locale"] == "nl-NL")
    assert (dutch["untranslated"], dutch["freshness"]["behind"], dutch["freshness"]["current"]) == (1, 1, 1)


def test_translating_ends_it(run_cli: Cli, tmp_path: Path) -> None:
    """A unit without its comment is done, and one whose text is no longer its source."""
    write(tmp_path, PROJECT)
    edit(tmp_path, ANCHOR, "It is heavy. Use", "It was heavy. Go! Use")
    sync(tmp_path)
    edit(tmp_path, "content/nl-NL/anchor.md", "Het is zwaar.", "Het was zwaar.")
    edit(tmp_path, "content/nl-NL/anchor.md", "<!-- behind: It is heavy. -->", "")
    edit(tmp_path, "content/nl-NL/anchor.md", ">Go!<", ">Vooruit!<")
    text = (tmp_path / "content/nl-NL/anchor.md").read_text("utf-8")
    write(
        tmp_path,
        {"content/nl-NL/anchor.md": text.replace('stu-id="0ab1c-p10350">Vooruit!', 'stu-id="0ab1c-p10350">Go!')},
    )
    ran = run_cli("check", "--format", "json", "--locale", "nl-NL", "--no-cache", cwd=tmp_path)
    assert [one for one in json.loads(ran.stdout)["findings"] if one["path"].endswith("anchor.md")] == []
    assert sync(tmp_path, Wishes(("nl-NL",))) == {}


def test_skeleton_of_a_whole_project_is_in_step(tmp_path: Path) -> None:
    """Whatever is made is what would be made."""
    pages = {path.replace("en-US", "de-DE"): made(str(text)) for path, text in PROJECT.items() if "en-US" in path}
    write(tmp_path, PROJECT | pages)
    assert sync(tmp_path, Wishes(("de-DE",))) == {}
