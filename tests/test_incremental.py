"""A build that remembers earlier ones leaves the same bytes as one that does not, whatever happened in between."""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from diglot import render, work
from diglot.builder import differences as verified
from diglot.files import STATE
from diglot.keys import tool_digest
from diglot.model import Index, Output
from diglot.project import open_project
from sites import article, build_here, compared, differences, tree, write
from support import GENERATOR, TERMINAL_VARIABLES, Ran

Cli = Callable[..., Ran]
WORDS = ("anker", "boot", "dek", "golf", "haven", "kade", "lading", "mast", "roer", "zeil")


def picture(width: int, height: int) -> bytes:
    """Returns the beginning of a PNG of some size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))


PROJECT: dict[str, str | bytes] = {
    "site/site.toml": "",
    "content/nl-NL/index.md": "# Haven\n\n[Anker](anker.md) en [boot](varen/boot.md).\n",
    "content/nl-NL/anker.md": article("Anker", "Anchor", ("Zwaar.", "Heavy."), ("Van ijzer.", "Of iron.")),
    "content/nl-NL/varen/boot.md": article("Boot", "Boat", ("Licht.", "Light."))
    + "\n[!INCLUDE [x](../includes/let-op.md)]\n\n![Een kaart](../media/kaart.png)\n\n[Anker](../anker.md#zwaar)\n",
    "content/nl-NL/varen/zeil.md": article("Zeil", "Sail", ("Wit.", "White."))
    + "\n[!INCLUDE [x](../includes/let-op.md)]\n",
    "content/nl-NL/includes/let-op.md": "Let op [het anker](../anker.md).\n",
    "content/nl-NL/media/kaart.png": picture(20, 10),
    "content/lv-LV/anker.md": article("Enkurs", "Anchor", ("Smags.", "Heavy."), ("No dzelzs.", "Of iron.")),
    "content/lv-LV/varen/boot.md": article("Laiva", "Boat", ("Viegla.", "Light.")),
    "content/en-US/plain.md": "# Plain\n\nOnly here, with [an anchor](anker.md).\n",
}


# What may happen to a project: each takes it and a source of chance


def _articles(project: Path) -> list[Path]:
    return sorted(path for path in (project / "content").rglob("*.md") if "includes" not in path.parts)


def change(project: Path, chance: Random) -> None:
    """A sentence is added to an article."""
    if files := _articles(project):
        file = chance.choice(files)
        file.write_text(file.read_text() + f"\nNog een {chance.choice(WORDS)}.\n")


def retitle(project: Path, chance: Random) -> None:
    """An article is called something else: others name it."""
    if files := _articles(project):
        file = chance.choice(files)
        file.write_text(
            f"---\ntitle: {chance.choice(WORDS)} {chance.random()}\n---\n" + file.read_text().split("---\n")[-1]
        )


def add(project: Path, chance: Random) -> None:
    """There is a new article, perhaps in a new folder."""
    folder = chance.choice(["", "varen/", f"{chance.choice(WORDS)}/"])
    locale = chance.choice(["nl-NL", "lv-LV", "en-US", "ar-SA"])
    name = chance.choice(WORDS)
    text = article(name.title(), name, (f"Over {name}.", f"About {name}."))
    write(project, {f"content/{locale}/{folder}{name}.md": text + "\n[Anker](/anker.md) en [weg](weg.md).\n"})


def delete(project: Path, chance: Random) -> None:
    """An article goes."""
    if len(files := _articles(project)) > 2:
        chance.choice(files).unlink()


def move(project: Path, chance: Random) -> None:
    """An article is called differently, or goes to another folder, and keeps its times."""
    if files := _articles(project):
        file = chance.choice(files)
        there = file.parents[len(file.parts) - len(project.parts) - 4] / chance.choice(["", "varen", "kade"])
        there.mkdir(exist_ok=True)
        file.rename(there / f"{chance.choice(WORDS)}.md")


def swap(project: Path, chance: Random) -> None:
    """Two articles change places; both keep their times."""
    if len(files := _articles(project)) > 1:
        one, other = chance.sample(files, 2)
        one.rename(project / "between")
        other.rename(one)
        (project / "between").rename(other)


def rewrite_secretly(project: Path, chance: Random) -> None:
    """An article is changed and afterwards looks as old as before, and as long."""
    if files := _articles(project):
        file = chance.choice(files)
        before = file.stat()
        text = file.read_text()
        file.write_text(text.replace("a", "o") if "a" in text else text.replace("o", "a"))
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def touch(project: Path, chance: Random) -> None:
    """A file looks new, or as from the future, and is not."""
    if files := _articles(project):
        when = chance.choice([0, time.time_ns() + 10**15])
        os.utime(chance.choice(files), ns=(when, when))


def change_include(project: Path, chance: Random) -> None:
    """What articles include changes, goes or comes."""
    file = project / "content/nl-NL/includes/let-op.md"
    if file.exists() and chance.random() < 0.3:
        file.unlink()
    else:
        write(project, {str(file.relative_to(project)): f"Let op de {chance.choice(WORDS)} [daar](../anker.md).\n"})


def change_picture(project: Path, chance: Random) -> None:
    """An image gets another size, goes or comes."""
    file = project / "content/nl-NL/media/kaart.png"
    if file.exists() and chance.random() < 0.3:
        file.unlink()
    else:
        write(project, {str(file.relative_to(project)): picture(chance.randrange(1, 99), 10)})


def change_template(project: Path, chance: Random) -> None:
    """The theme changes, or is that of Diglot again."""
    file = project / "site/templates/parts/footer.html"
    if file.exists() and chance.random() < 0.4:
        file.unlink()
    else:
        write(project, {str(file.relative_to(project)): f"<footer>{chance.choice(WORDS)}</footer>\n"})


def change_style(project: Path, chance: Random) -> None:
    """A style sheet changes."""
    write(project, {"site/assets/style.css/99-own.css": f"p {{ margin: {chance.randrange(9)}px; }}\n"})


def change_catalog(project: Path, chance: Random) -> None:
    """A word of the interface changes."""
    catalog = (GENERATOR.parent / "locales/nl-NL/messages.po").read_text("utf-8")
    write(project, {"locales/nl-NL/messages.po": catalog.replace("Zoeken", f"Zoek {chance.choice(WORDS)}")})


def change_settings(project: Path, chance: Random) -> None:
    """The configuration changes."""
    more = chance.choice(
        [
            "",
            'base_url = "https://help.example.com/"\n',
            'title = "Haven"\n',
            "search = false\n",
            "bilingual = false\n",
            "markdown_copies = false\n",
            "offline = true\n",
            "fallback = true\n",
        ]
    )
    write(project, {"site/site.toml": more})


def change_terms(project: Path, chance: Random) -> None:
    """A name is to be kept in translations: checks find something else."""
    name = chance.choice(["Anchor", "Boat", "Light"])
    write(project, {"locales/en-US/terms.toml": f'[[term]]\nname = "{name}"\nkind = "product"\n'})


def spoil_output(project: Path, chance: Random) -> None:
    """Somebody writes into the site, or removes something of it."""
    if files := sorted((project / "public").rglob("*.html")):
        file = chance.choice(files)
        if chance.random() < 0.5:
            file.unlink()
        else:
            file.write_bytes(file.read_bytes()[::-1])


def lose_memory(project: Path, chance: Random) -> None:
    """Some of what is remembered is gone, cut off, or damaged."""
    if files := sorted(path for path in (project / STATE).rglob("*") if path.is_file()):
        file = chance.choice(files)
        data = bytearray(file.read_bytes())
        match chance.randrange(3):
            case 0:
                file.unlink()
            case 1:
                file.write_bytes(data[: len(data) // 2])
            case _:
                for _ in range(3):
                    data[chance.randrange(len(data))] ^= 255
                file.write_bytes(data)


EDITS: tuple[Callable[[Path, Random], None], ...] = (
    change,
    change,
    retitle,
    add,
    delete,
    move,
    swap,
    rewrite_secretly,
    touch,
    change_include,
    change_picture,
    change_template,
    change_style,
    change_catalog,
    change_settings,
    change_terms,
    spoil_output,
    lose_memory,
)


@pytest.mark.parametrize(("seed", "checks"), [(seed, seed % 2 == 0) for seed in range(8)])
def test_same_bytes_after_any_edits(tmp_path: Path, seed: int, checks: bool) -> None:
    """Several things happen at once, the site is built, and is the same as one that is built anew."""
    chance = Random(seed)
    project = write(tmp_path / "project", PROJECT)
    build_here(project, checks=checks)
    done: list[str] = []
    for _ in range(5):
        for edit in chance.choices(EDITS, k=chance.choice([1, 1, 3])):
            edit(project, chance)
            done.append(edit.__name__)
        told = build_here(project, checks=checks)
        differing, cold = compared(project, checks=checks)
        assert differing == [], done
        assert told.diagnostics == cold.diagnostics, done


@pytest.mark.parametrize("edit", dict.fromkeys(EDITS), ids=lambda edit: edit.__name__)
def test_same_bytes_after_one_edit(tmp_path: Path, edit: Callable[[Path, Random], None]) -> None:
    """Each of the things that may happen, alone and twice."""
    project = write(tmp_path / "project", PROJECT)
    build_here(project)
    for seed in (1, 2):
        edit(project, Random(seed))
        build_here(project)
        assert differences(project) == []


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
@pytest.mark.parametrize("seed", range(4))
def test_same_bytes_after_a_kill(tmp_path: Path, seed: int) -> None:
    """A build is killed somewhere, perhaps something changes, and the next one makes the whole site."""
    chance = Random(seed)
    project = write(tmp_path / "project", PROJECT)
    if chance.random() < 0.7:
        build_here(project)
    for _ in range(2):
        chance.choice([change, add, change_template, move])(project, chance)
        kill_a_build(project, chance.uniform(0.3, 1.2))
        if chance.random() < 0.5:
            change(project, chance)
    build_here(project)
    assert differences(project) == []


def kill_a_build(project: Path, after: float) -> None:
    """Starts a build and kills it after so many seconds, if it is not done by then."""
    environment = {name: value for name, value in os.environ.items() if name not in TERMINAL_VARIABLES}
    command = [sys.executable, "-m", "diglot", "build", str(project), "--jobs", "1"]
    with subprocess.Popen(
        command,
        env=environment | {"PYTHONPATH": str(GENERATOR)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)


def test_nothing_to_do(tmp_path: Path) -> None:
    """An unchanged project is left alone, and says what it said before."""
    project = write(tmp_path, PROJECT)
    first = build_here(project)
    stamps = {path: path.stat().st_mtime_ns for path in (project / "public").rglob("*")}
    second = build_here(project)
    assert second.build is None
    assert (second.changed, second.removed) == (0, 0)
    assert second[:2] == first[:2]
    assert (second.files, second.size) == (first.files, first.size)
    assert {path: path.stat().st_mtime_ns for path in (project / "public").rglob("*")} == stamps


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    """One sentence more: its page and copy, the search of its locale, and what lists dates and digests."""
    project = write(tmp_path, PROJECT)
    build_here(project)
    file = project / "content/lv-LV/varen/boot.md"
    before = tree(project / "public")
    file.write_text(file.read_text() + "\nJauns teikums.\n")
    result = build_here(project)
    after = tree(project / "public")
    changed = {name for name in after if before.get(name) != after[name]}
    assert {"lv-lv/varen/boot/index.html", "lv-lv/varen/boot/index.md"} <= changed
    assert all(name.startswith("lv-lv/") or name == "diglot-manifest.json" for name in changed)
    assert result.changed == len(changed) - 1


def test_other_checks_are_other_runs(tmp_path: Path) -> None:
    """With and without checks the same pages are known to say different things."""
    project = write(tmp_path, PROJECT | {"content/nl-NL/anker.md": article("Anker", "Anchor", ("Zwaar.", "Zwaar."))})
    told = [build_here(project, checks=checks).diagnostics for checks in (True, False, True, True)]
    assert told[0] == told[2] == told[3] != told[1]


def test_bodies_are_put_together(tmp_path: Path) -> None:
    """Many small edits leave few files, all of them needed."""
    project = write(tmp_path, PROJECT | {"site/site.toml": "search = false\n"})
    write(project, {f"content/nl-NL/veel/{number}.md": f"# {number}\n\nTekst.\n" for number in range(60)})
    build_here(project)
    for number in range(45):
        write(project, {f"content/nl-NL/veel/{number}.md": f"# {number}\n\nAndere tekst.\n"})
        build_here(project, checks=False)
    assert len(list((project / STATE / "public.build/pages").iterdir())) < 40
    assert differences(project) == []


def test_site_inside_of_its_content(tmp_path: Path) -> None:
    """A project that is its own content folder: what a build writes into it is not what it is made from."""
    project = write(tmp_path, {"a.md": "---\nms.contentlocale: nl-NL\n---\n# Een\n", "b.md": "# Twee\n"})
    first = build_here(project)
    second = build_here(project)
    assert first.build is not None
    assert second.build is None
    assert second.diagnostics == first.diagnostics


# The command line


def test_verify(run_cli: Cli, tmp_path: Path) -> None:
    """A site that was tampered with in between is told from one that was not; nothing of the second site is left."""
    project = write(tmp_path, PROJECT)
    good = run_cli("build", project, "--verify")
    assert good.code == 0, good.output
    assert "byte for byte" in good.stdout
    assert not (project / STATE / "public.verify").exists()


def test_verify_finds_what_differs(tmp_path: Path) -> None:
    """Files that were changed, are missing, or should be gone; those of others do not count."""
    project = write(tmp_path, PROJECT)
    build_here(project)
    write(project, {"public/CNAME": "help.example.com", "public/nl-nl/anker/index.html": "x"})
    (project / "public/lv-lv/anker/index.md").unlink()
    opened = open_project(project, None, None)
    found = verified(opened, (), None, lambda *_: None, checks=True)
    assert found == ["lv-lv/anker/index.md", "nl-nl/anker/index.html"]


def test_clean(run_cli: Cli, tmp_path: Path) -> None:
    """Forgets, and with `--site` takes the site away but for what others put there."""
    project = write(tmp_path, PROJECT)
    build_here(project)
    write(project, {"public/CNAME": "help.example.com"})
    before = tree(project / "public")
    assert run_cli("clean", project).code == 0
    assert tree(project / STATE) == {}
    assert tree(project / "public") == before
    build_here(project)
    assert run_cli("clean", project, "--site").code == 0
    assert tree(project / "public") == {"CNAME": b"help.example.com"}
    assert run_cli("clean", tmp_path / "gone").code == 2


def test_no_cache(run_cli: Cli, tmp_path: Path) -> None:
    """Everything is made anew, and nothing kept."""
    project = write(tmp_path, PROJECT)
    assert run_cli("build", project, "--no-cache").code == 0
    assert tree(project / STATE) == {}


@pytest.mark.parametrize("name", ["locales", "site"])
def test_what_diglot_brings_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A change of the built-in theme or languages is one of Diglot itself: nothing of before is used."""
    folders = {each: write(tmp_path, {f"{each}/a/b.txt": "x"}) / each for each in ("locales", "site")}
    monkeypatch.setattr("diglot.keys.builtin", folders.__getitem__)
    before = tool_digest()
    assert before == tool_digest()
    (folders[name] / "a/b.txt").write_text("y")
    assert tool_digest() != before


def test_lists_and_related_articles_are_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a change of a text only the lists of its language are drawn again, and nobody asks what is related."""
    project = write(tmp_path, PROJECT | {"site/site.toml": "search = false\n"})
    build_here(project)
    drawn: list[str] = []
    draw = render.index_page

    def noting(reader: render.drawing.Reader, index: Index) -> Output:
        drawn.append(reader.site.locale.tag)
        return draw(reader, index)

    monkeypatch.setattr(render, "index_page", noting)
    monkeypatch.setattr(work, "related", lambda _: pytest.fail("these are known"))
    write(project, {"content/nl-NL/anker.md": article("Anker", "Anchor", ("Nieuw.", "New."))})
    build_here(project)
    assert drawn == ["nl-NL"]
    monkeypatch.undo()
    assert verified(open_project(project, None, None), (), 1, lambda *_: None, checks=True) == []
