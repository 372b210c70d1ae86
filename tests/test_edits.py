"""Builds after an edit that stays on its page: quick, and the same as any other."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from diglot.files import STATE
from diglot.outcome import Result
from sites import PLAIN, article, build_here, differences, tree, write

PROJECT: dict[str, str | bytes] = {
    "site/site.toml": f"fallback = true\n{PLAIN}",
    "content/nl-NL/anker.md": article(
        "Anker", "Anchor", ("Zwaar.", "Heavy."), ("Van ijzer.", "Of iron."), front="description: Zwaar ding"
    )
    + "\nEn nog iets.\n\n[Boot](varen/boot.md)\n",
    "content/nl-NL/varen/boot.md": article("Boot", "Boat", ("Licht.", "Light."))
    + "\n[!INCLUDE [x](../includes/let-op.md)]\n",
    "content/nl-NL/varen/index.md": article("Varen", "Sailing", ("Op zee.", "At sea.")),
    "content/nl-NL/includes/let-op.md": "Let op.\n",
    "content/lv-LV/anker.md": article(
        "Enkurs", "Anchor", ("Smags.", "Heavy."), ("No dzelzs.", "Of iron."), front="description: Smags"
    ),
    "content/lv-LV/varen/boot.md": article("Laiva", "Boat", ("Viegla.", "Light.")),
    "content/lv-LV/skapis.md": article("Skapis", "Cupboard", ("Liels.", "Large."), front="description: Liels"),
    "content/lv-LV/fout.md": article("Kļūda", "Mistake", ("Tas.", "This.")) + "\n[Nekas](nekas.md)\n",
}
ANCHOR = "content/nl-NL/anker.md"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that was built, without checks of its texts."""
    made = write(tmp_path / "project", PROJECT)
    build_here(made, checks=False)
    return made


def edit(project: Path, name: str, old: str, new: str) -> None:
    """Replaces a piece of a file by another."""
    file = project / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def rebuilt(project: Path) -> Result:
    """Builds again; the site is the same as one that is built anew."""
    result = build_here(project, checks=False)
    assert differences(project, checks=False) == []
    return result


def is_quick(result: Result) -> bool:
    """Tells whether nothing was joined for it."""
    return result.build is None


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (ANCHOR, "Van ijzer.", "Van staal."),
        (ANCHOR, "En nog iets.", "En nog iets wat veel langer is, zodat de link verschuift."),
        ("content/lv-LV/anker.md", "\n\n", "\n\n\n"),
        ("content/lv-LV/anker.md", "No dzelzs.", "No tērauda."),
        (ANCHOR, "En nog iets.", "En nog [iets](https://example.com/)."),
    ],
    ids=["a translation", "a text before a link", "only blank lines", "another locale", "a link to another site"],
)
def test_an_edit_stays_on_its_page(project: Path, name: str, old: str, new: str) -> None:
    """Nothing else is looked at; what is written is the page, and the search of its locale."""
    before = tree(project / "public")
    edit(project, name, old, new)
    result = rebuilt(project)
    after = tree(project / "public")
    assert is_quick(result)
    changed = {name for name, data in after.items() if before.get(name) != data} - {"diglot-manifest.json"}
    assert result.changed == len(changed)
    assert result.removed == len(before.keys() - after.keys())
    assert all("/anker/" in name for name in changed)
    assert (result.files, result.size) == (
        len(after),
        sum(map(len, after.values())) - len(after["diglot-manifest.json"]),
    )


def test_what_is_made_of_a_page(project: Path) -> None:
    """A source page that was made from it changes as well, and what readers of other locales see in its place."""
    before = tree(project / "public")
    edit(project, "content/lv-LV/skapis.md", "Large.", "Large, the cupboard.")
    assert not is_quick(rebuilt(project)), "it is the description of the source page"
    changed = {name for name, data in tree(project / "public").items() if before.get(name) != data}
    pages = {name.partition("/")[0] for name in changed if name.endswith("skapis/index.html")}
    assert pages == {"en-us", "nl-nl", "lv-lv"}
    edit(project, "content/lv-LV/skapis.md", "</span>\n\n", "</span>\n\nUn vēl.\n\n")
    before = tree(project / "public")
    result = rebuilt(project)
    assert is_quick(result)
    changed = {name for name, data in tree(project / "public").items() if before.get(name) != data}
    assert {name.partition("/")[0] for name in changed if name.endswith("skapis/index.html")} == pages


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (ANCHOR, "Anker", "Anker!"),
        (ANCHOR, "En nog", "## En nog"),
        (ANCHOR, "[Boot](varen/boot.md)", "[Boot](varen/index.md)"),
        (ANCHOR, "[Boot](varen/boot.md)", "[Boot](varen/roer.md)"),
        (ANCHOR, "Zwaar ding", "Heel zwaar"),
        (ANCHOR, "En nog iets.", "<!-- allow: missing-target, later -->\nEn nog iets."),
        ("content/nl-NL/varen/index.md", "Op zee.", "Op de zee."),
        ("content/lv-LV/fout.md", "Nekas", "Nekas cits"),
        ("content/nl-NL/includes/let-op.md", "Let op.", "Let goed op."),
        ("site/site.toml", "true", "false"),
    ],
    ids=[
        "title",
        "heading",
        "link",
        "broken link",
        "description",
        "allowance",
        "list",
        "finding",
        "include",
        "settings",
    ],
)
def test_what_others_see_of_a_page(project: Path, name: str, old: str, new: str) -> None:
    """Wherever more than the text of a page may have changed, all is looked at."""
    edit(project, name, old, new)
    assert not is_quick(rebuilt(project))


def test_links_lead_elsewhere(project: Path) -> None:
    """What a link says is part of the text, where it leads is known to others."""
    edit(project, ANCHOR, "[Boot]", "[De boot]")
    assert is_quick(rebuilt(project))
    edit(project, ANCHOR, "boot.md", "index.md")
    assert not is_quick(rebuilt(project))


def test_findings_stay_where_they_are(project: Path) -> None:
    """A page with a mistake is read with all others: its finding has a place, and others may be told once for all."""
    edit(project, "content/lv-LV/fout.md", "Tas.", "Tas ir garāks.")
    result = rebuilt(project)
    assert not is_quick(result)
    edit(project, ANCHOR, "En nog", "En toch nog")
    quick = rebuilt(project)
    assert is_quick(quick)
    assert quick.diagnostics == result.diagnostics != ()
    assert quick.locales == result.locales


def test_search(project: Path) -> None:
    """What can be found in the locale of the page is made anew, what can be found elsewhere is not."""
    write(project, {"site/site.toml": ""})
    build_here(project, checks=False)
    before = tree(project / "public")
    edit(project, ANCHOR, "Van ijzer.", "Van edelstaal.")
    result = rebuilt(project)
    after = tree(project / "public")
    assert is_quick(result)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert {name.partition("/")[0] for name in changed if "/pagefind/" in name} == {"nl-nl"}
    assert result.removed == len(before.keys() - after.keys()) > 0


def test_nothing_after_an_edit(project: Path) -> None:
    """The next build finds nothing to do, and the one after the next edit is quick again."""
    for word in ("toch", "dus", "wel"):
        edit(project, ANCHOR, "En ", f"En {word} ")
        assert is_quick(rebuilt(project))
        assert build_here(project, checks=False).changed == 0


def test_touched(project: Path) -> None:
    """A file that only looks new is read, and nothing is written."""
    os.utime(project / ANCHOR, ns=(0, 0))
    result = rebuilt(project)
    assert is_quick(result)
    assert (result.changed, result.removed) == (0, 0)


def test_many_edits(project: Path) -> None:
    """Bodies that were read one by one are put together, and found again."""
    for number in range(40):
        edit(project, ANCHOR, "En ", f"En {number} ")
        assert is_quick(build_here(project, checks=False))
    assert differences(project, checks=False) == []
    assert len(list((project / STATE / "public.build/pages").iterdir())) < 40


def test_several_at_once(project: Path) -> None:
    """Two articles of two locales, and then one of them beside a new one."""
    edit(project, ANCHOR, "Van ijzer.", "Van staal.")
    edit(project, "content/lv-LV/anker.md", "No dzelzs.", "No tērauda.")
    assert is_quick(rebuilt(project))
    edit(project, ANCHOR, "Van staal.", "Van ijzer.")
    write(project, {"content/lv-LV/jauns.md": article("Jauns", "New", ("Viens.", "One."))})
    assert not is_quick(rebuilt(project))
    edit(project, ANCHOR, "Van ijzer.", "Van staal.")
    (project / "content/lv-LV/jauns.md").unlink()
    assert not is_quick(rebuilt(project))
    edit(project, ANCHOR, "Van staal.", "Van ijzer.")
    (project / "content/lv-LV/skapis.md").rename(project / "content/lv-LV/liels.md")
    assert not is_quick(rebuilt(project))


@pytest.mark.parametrize("name", ["facts.msgpack", "pages.msgpack", "site.msgpack", "last.msgpack"])
def test_memory_of_another_build(project: Path, name: str) -> None:
    """Where what is remembered is not of one build, all is looked at."""
    memory = project / STATE / "public.build"
    old = (memory / name).read_bytes()
    edit(project, ANCHOR, "Anker", "Het anker")
    assert not is_quick(build_here(project, checks=False))
    (memory / name).write_bytes(old)
    edit(project, ANCHOR, "Van ijzer.", "Van staal.")
    assert not is_quick(rebuilt(project))


def test_after_a_kill(project: Path) -> None:
    """A build that was killed leaves a journal: what it wrote is not what is remembered."""
    (project / STATE / "public.journal").write_bytes(b"nl-nl/anker/index.html\0")
    edit(project, ANCHOR, "Van ijzer.", "Van staal.")
    assert not is_quick(rebuilt(project))


def test_somebody_wrote_into_the_site(project: Path) -> None:
    """A file of the site that is not as it was left is made again."""
    (project / "public/lv-lv/anker/index.html").write_text("Ha!")
    edit(project, ANCHOR, "Van ijzer.", "Van staal.")
    assert not is_quick(rebuilt(project))


def test_somebody_wrote_into_a_search_that_is_made_anew(project: Path) -> None:
    """What is written there next does not depend on what is there."""
    write(project, {"site/site.toml": "fallback = true\n"})
    build_here(project, checks=False)
    changed, gone = sorted((project / "public/nl-nl/pagefind").glob("*.js"))
    changed.write_text("Ha!")
    gone.unlink()
    edit(project, ANCHOR, "Van ijzer.", "Van staal.")
    assert is_quick(rebuilt(project))


def test_with_checks(project: Path) -> None:
    """Rules compare pages, so builds with checks look at all of them."""
    build_here(project)
    edit(project, ANCHOR, "Van ijzer.", "Van staal.")
    assert not is_quick(build_here(project))
    assert differences(project) == []


def test_names_that_are_no_text(project: Path) -> None:
    """A page with such a name is drawn by itself only where what it needs could be kept."""
    named = os.fsencode(project / "content/nl-NL") + b"/b\xff.md"
    try:
        Path(os.fsdecode(named)).write_text(article("Vreemd", "Strange", ("Ja.", "Yes."), ("Nee.", "No.")), "utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    build_here(project, checks=False)
    for name in (os.fsdecode(b"content/nl-NL/b\xff.md"), ANCHOR):
        edit(project, name, "e", "ee")
        build_here(project, checks=False)
        assert differences(project, checks=False) == []


def test_one_locale(tmp_path: Path) -> None:
    """A build of chosen locales is quick as well, and others do not matter to it."""
    project = write(tmp_path / "project", PROJECT)
    build_here(project, locales=("nl-NL",), checks=False)
    edit(project, ANCHOR, "Van ijzer.", "Van staal.")
    assert is_quick(build_here(project, locales=("nl-NL",), checks=False))
    edit(project, "content/lv-LV/anker.md", "No dzelzs.", "No tērauda.")
    assert build_here(project, locales=("nl-NL",), checks=False).changed == 0


def test_an_article_published_elsewhere(tmp_path: Path) -> None:
    """Which other files there are for an article is told by the configuration; a page that knows too little waits."""
    docset = '{"build": {"content": [{"src": "src", "dest": "a", "files": ["**/*.md"]}]}}'
    files = {
        "site/site.toml": PLAIN,
        "content/en-US/docfx.json": docset,
        "content/en-US/src/boat.md": "---\ndescription: A boat\n---\n# Boat\n\nIt is light.\n",
        "content/nl-NL/a/boat.md": article("Boot", "Boat", ("Hij is licht.", "It is light."), front="description: X"),
    }
    project = write(tmp_path / "project", files)
    build_here(project, checks=False)
    edit(project, "content/nl-NL/a/boat.md", "Hij is licht.", "Hij is heel licht.")
    assert not is_quick(rebuilt(project))
    edit(project, "content/en-US/src/boat.md", "It is light.", "It is very light.")
    assert not is_quick(rebuilt(project))
