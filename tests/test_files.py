"""The disk: how a site is written so that no reader meets half of it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from diglot.errors import UserError, WorldError
from diglot.files import (
    MANIFEST,
    STATE,
    TEMPORARY,
    Site,
    Stamp,
    Written,
    existing,
    is_inside,
    locked,
    manifest,
    owned,
    remove,
    write_atomically,
)
from diglot.ledger import Ledger, packed
from diglot.model import Output
from sites import PLAIN, build_here, parse, tree, write

# Writing


def site(folder: Path, *foreign: str) -> Site:
    """Returns an output folder."""
    (folder / "out").mkdir(exist_ok=True)
    return Site(str(folder / "out"), str(folder / "journal"), frozenset(foreign))


def test_put(tmp_path: Path) -> None:
    """Only what differs is written; what stays keeps its time."""
    out = site(tmp_path)
    first = out.put([Output("a/b.html", b"een"), Output("c.html", b"twee")])
    assert [entry.changed for entry in first] == [True, True]
    before = (tmp_path / "out/c.html").stat()
    second = out.put(iter([Output("a/b.html", b"drie"), Output("c.html", b"twee")]))
    assert [(entry.path, entry.size, entry.changed) for entry in second] == [
        ("a/b.html", 4, True),
        ("c.html", 4, False),
    ]
    after = (tmp_path / "out/c.html").stat()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)
    assert tree(tmp_path / "out") == {"a/b.html": b"drie", "c.html": b"twee"}


def test_foreign_file_is_not_touched(tmp_path: Path) -> None:
    """It is named, and what to do; if it is what was to be written, it may stay."""
    write(tmp_path, {"out/a.html": "van mij"})
    with pytest.raises(UserError, match=r"`.*out/a.html` was not written by Diglot and is in the way") as caught:
        site(tmp_path, "a.html").put([Output("a.html", b"nieuw")])
    assert caught.value.exit_code == 2
    assert tree(tmp_path / "out") == {"a.html": b"van mij"}
    assert not site(tmp_path, "a.html").put([Output("a.html", b"van mij")])[0].changed


def test_own_file_makes_way_for_a_folder(tmp_path: Path) -> None:
    """And a folder of such files for a file: what was a picture may become a page."""
    out = site(tmp_path)
    out.put([Output("a", b"1"), Output("b/c/d.html", b"2"), Output("b/e.html", b"3")])
    out.put([Output("a/x/index.html", b"4"), Output("b", b"5")])
    assert tree(tmp_path / "out") == {"a/x/index.html": b"4", "b": b"5"}


@pytest.mark.parametrize(("foreign", "path"), [("a", "a/index.html"), ("b/c.txt", "b")])
def test_foreign_file_does_not_make_way(tmp_path: Path, foreign: str, path: str) -> None:
    """The place is named."""
    write(tmp_path / "out", {foreign: "van mij"})
    with pytest.raises(WorldError, match=f"cannot write `.*out/{path}`"):
        site(tmp_path, foreign).put([Output(path, b"nieuw")])
    assert tree(tmp_path / "out") == {foreign: b"van mij"}


@pytest.mark.parametrize("name", ["x" * 255, "a\nb", "🚤"])
def test_write_atomically(tmp_path: Path, name: str) -> None:
    """Any name that the disk takes will do; folders are made as they are needed, nothing else is left."""
    for data in (b"een", b"twee"):
        write_atomically(f"{tmp_path}/map/{name}", data)
        assert tree(tmp_path) == {f"map/{name}": data}


def test_unfinished_file_is_removed(tmp_path: Path) -> None:
    """A write that fails leaves what was there."""
    (tmp_path / "a").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_atomically(f"{tmp_path}/a", b"x")
    assert tree(tmp_path) == {}


STAMP = Stamp(1, 1, 1)


def test_owned(tmp_path: Path) -> None:
    """By the manifest and the journal; paths that lead out of the site, and halves of paths, are no one's."""
    out = site(tmp_path)
    out.put([Output("a\nb.png", b""), Output("c.html", b"")])
    with (tmp_path / "journal").open("ab") as file:
        file.write(b"../secret\0/etc/passwd\0a/../../x\0\0half-a-pa")
    assert owned(tmp_path / "out", tmp_path / "journal") == {"a\nb.png", "c.html"}
    (tmp_path / "journal").unlink()
    write(
        tmp_path,
        {
            f"out/{MANIFEST}": b"".join(
                manifest([Written("d.html", "0", 1, True, STAMP), Written("../e", "0", 1, True, STAMP)])
            )
        },
    )
    assert owned(tmp_path / "out", tmp_path / "journal") == {"d.html", MANIFEST}


@pytest.mark.parametrize(
    "text", ["", "[]", "3", '{"files": []}', '{"files": 3}', "{", "null", '{"version": 1}', "\xff"]
)
def test_strange_manifest(tmp_path: Path, text: str) -> None:
    """A file of that name that is no manifest says nothing."""
    write(tmp_path, {MANIFEST: text})
    assert owned(tmp_path, tmp_path / "journal") == frozenset()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/b.html", True),
        ("a..b", True),
        ("", False),
        ("/a", False),
        ("..", False),
        ("a/../b", False),
        ("\\a", False),
        (3, False),
    ],
)
def test_is_inside(path: object, expected: bool) -> None:
    """What a file says is not trusted."""
    assert is_inside(path) is expected


def test_remove(tmp_path: Path) -> None:
    """Files and the folders that they leave empty; what is gone or has become a folder is no error."""
    out = write(
        tmp_path / "out", {"a/b/c.html": "", "a/d.html": "", "e/f.html": "", "g/h.html": "", "i/j": "", "k": ""}
    )
    assert remove(out, ["a/b/c.html", "e/f.html", "gone.html", "k/gone", "g/gone/x", "i"]) == 2
    assert sorted(existing(out)) == ["a/d.html", "g/h.html", "i/j", "k"]
    assert not (out / "e").exists()
    assert not (out / "a/b").exists()
    assert remove(out, existing(out)) == 4
    assert out.is_dir()
    assert not list(out.iterdir())


def ledger(*files: Written) -> Ledger:
    """Returns a ledger of `files`."""
    found = Ledger()
    found.add(map(packed, files))
    return found


def test_manifest_is_sorted() -> None:
    """Its bytes depend on the files and on nothing else; of two at the same path the later one counts."""
    old = Written("b.html", "11" * 32, 1, True, STAMP)
    entries = [Written("b.html", "22" * 32, 2, True, STAMP), Written("assets/a.1234.css", "33" * 32, 1, False, STAMP)]
    data = b"".join(manifest(ledger(old, *entries)))
    assert data == b"".join(manifest(ledger(*reversed(entries))))
    read = json.loads(data)
    assert list(read["files"]) == ["assets/a.1234.css", "b.html"]
    assert read["files"]["b.html"] == {
        "digest": f"sha256:{'22' * 32}",
        "size": 2,
        "headers": {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "public, max-age=0, must-revalidate"},
    }
    assert "immutable" in read["files"]["assets/a.1234.css"]["headers"]["Cache-Control"]


# Whole sites

SMALL = {
    "site/site.toml": PLAIN,
    "content/en-US/index.md": "# Harbor\n\nSee [the anchor](guide/anchor.md) and ![a map](map.png).\n",
    "content/en-US/map.png": b"\x89PNG",
    "content/en-US/guide/anchor.md": "# Anchor\n\nDrop it.\n",
    "content/nl-NL/guide/anchor.md": "# Anker\n\nLaat het vallen.\n",
}


def test_second_build_writes_nothing(tmp_path: Path) -> None:
    """Not even the same bytes."""
    write(tmp_path, SMALL)
    first = build_here(tmp_path)
    stats = {path: path.stat() for path in (tmp_path / "public").rglob("*") if path.is_file()}
    second = build_here(tmp_path)
    assert (first.changed, second.changed) == (first.files - 1, 0)
    for path, stat in stats.items():
        if path.name != MANIFEST:
            assert (path.stat().st_mtime_ns, path.stat().st_ino) == (stat.st_mtime_ns, stat.st_ino), path


def test_one_change_writes_what_it_changes(tmp_path: Path) -> None:
    """An article's words are on its own page, and on the lists that quote them."""
    write(tmp_path, SMALL)
    build_here(tmp_path)
    before = tree(tmp_path / "public")
    write(tmp_path, {"content/nl-NL/guide/anchor.md": "# Anker\n\nEerst kijken.\n"})
    build_here(tmp_path)
    after = tree(tmp_path / "public")
    changed = {path for path in before if before[path] != after[path]}
    assert {"nl-nl/guide/anchor/index.html", MANIFEST} <= changed
    assert all(path.startswith("nl-nl/") for path in changed - {MANIFEST})


def test_what_is_no_longer_made_is_removed(tmp_path: Path) -> None:
    """With its folders; what someone else put there stays, folder and all."""
    write(tmp_path, SMALL)
    build_here(tmp_path)
    write(tmp_path / "public", {"CNAME": "x", "nl-nl/guide/anchor/notes.txt": "x"})
    for name in ("content/en-US/map.png", "content/nl-NL/guide/anchor.md"):
        (tmp_path / name).unlink()
    write(tmp_path, {"content/en-US/index.md": "# Harbor\n", "content/nl-NL/tide.md": "# Tij\n"})
    result = build_here(tmp_path)
    left = existing(tmp_path / "public")
    assert {"CNAME", "nl-nl/guide/anchor/notes.txt", "en-us/guide/anchor/index.html"} <= left
    assert not left & {"nl-nl/guide/anchor/index.html", "nl-nl/guide/index.html", "en-us/map.png"}
    # The copy in Markdown goes with its page.
    assert result.removed == 4
    assert not [folder for folder, folders, names in os.walk(tmp_path / "public") if not folders and not names]


def test_foreign_file_stops_the_build(tmp_path: Path) -> None:
    """With a message; the old site stays whole, and once the file is gone the build goes on."""
    write(tmp_path, SMALL)
    build_here(tmp_path)
    before = tree(tmp_path / "public")
    write(tmp_path, {"content/nl-NL/tide.md": "# Tij\n", "public/nl-nl/tide/index.html": "van mij"})
    with pytest.raises(UserError, match="was not written by Diglot"):
        build_here(tmp_path)
    after = tree(tmp_path / "public")
    assert before.keys() <= after.keys()
    assert after["nl-nl/tide/index.html"] == b"van mij"
    assert after["nl-nl/guide/anchor/index.html"]
    (tmp_path / "public/nl-nl/tide/index.html").unlink()
    build_here(tmp_path)
    assert "Tij" in parse(tmp_path / "public/nl-nl/tide/index.html").text_content()


def test_leftovers_of_a_killed_build_are_removed(tmp_path: Path) -> None:
    """Unfinished files wherever they are, noted files that no one finished, scratch."""
    write(tmp_path, SMALL)
    build_here(tmp_path)
    clean = {name: data for name, data in tree(tmp_path).items() if not name.startswith(STATE)}
    write(
        tmp_path,
        {
            f"public/{TEMPORARY}17": "half",
            f"public/nl-nl/new/{TEMPORARY}17": "half",
            "public/nl-nl/old/index.html": "x",
            f"{STATE}/public.journal": "nl-nl/old/index.html\0nl-nl/new/index.html\0nl-nl/gui",
            f"{STATE}/public.scratch/bodies-1": "x",
        },
    )
    build_here(tmp_path)
    assert {name: data for name, data in tree(tmp_path).items() if not name.startswith(STATE)} == clean
    assert {path.name for path in (tmp_path / STATE).iterdir()} == {"public.build"}
    assert not (tmp_path / "public/nl-nl/new").exists()


def test_only_one_build_at_a_time(tmp_path: Path) -> None:
    """The second one is told; afterwards the folder is free."""
    write(tmp_path, SMALL)
    with (
        locked(tmp_path / "public", tmp_path / STATE),
        pytest.raises(WorldError, match="another build is writing to") as caught,
    ):
        build_here(tmp_path)
    assert caught.value.exit_code == 3
    build_here(tmp_path)
    with locked(tmp_path / "public", tmp_path / STATE):
        build_here(tmp_path, tmp_path / "elsewhere" / "out")


def test_output_that_cannot_be_written(tmp_path: Path) -> None:
    """It is said what, and what to do."""
    write(tmp_path, SMALL | {"file": ""})
    with pytest.raises(WorldError, match=r"cannot write to `.*`: .*; choose a folder you may write to with --output"):
        build_here(tmp_path, tmp_path / "file" / "out")


def test_project_is_only_read(tmp_path: Path) -> None:
    """A build with an output elsewhere leaves no trace in the project."""
    project = write(tmp_path / "project", SMALL)
    before = tree(project)
    for path in project.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    project.chmod(0o555)
    try:
        build_here(project, tmp_path / "elsewhere" / "out")
    finally:
        for path in (project, *project.rglob("*")):
            path.chmod(0o755)
    assert tree(project) == before
    assert not (project / STATE).exists()
    assert (tmp_path / "elsewhere/out/nl-nl/guide/anchor/index.html").is_file()


def test_output_inside_of_the_content(tmp_path: Path) -> None:
    """A site does not become content of its next build, wherever it is and however the project is named."""
    front = "---\nms.contentlocale: nl-NL\n---\n"
    write(
        tmp_path, {"site.toml": PLAIN, "a.md": f"{front}# A\n\n![x](out/nl-nl/a/index.html)\n", "b.md": f"{front}# B\n"}
    )
    build_here(tmp_path, tmp_path / "out")
    write(tmp_path / "out", {"notes.md": "# Not an article"})
    assert sum(count.pages for count in build_here(tmp_path, tmp_path / "out").locales) == 2
