"""Finding content: which files are pages, tables of contents, includes or resources, with and without `docfx.json`."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from diglot.content import find_content, walk
from diglot.errors import UserError, WorldError
from diglot.files import with_excerpts
from diglot.inventory import Content
from diglot.locales import find_locales
from diglot.model import Span
from diglot.project import content_folders, open_project
from sites import write

MARK = "### YamlMime:"


def found(folder: Path, *skipped: Path) -> Content:
    """Returns what is found below `folder` for nl-NL."""
    return find_content(folder, {"nl-NL": folder}, frozenset(skipped))


def content(folder: Path, *skipped: Path) -> tuple[list[str], list[str]]:
    """Returns the pages and the other files that are found below `folder` for nl-NL."""
    here = found(folder, *skipped)
    return [page.id.path for page in here.pages], [path for _, path in here.resources]


def docset(folder: Path, build: Any, files: dict[str, str]) -> Content:
    """Returns what is found in a docset with these files; its configuration is right."""
    here = found(write(folder, {"docfx.json": json.dumps({"build": build}), **files}))
    assert not here.diagnostics
    return here


def told(here: Content) -> list[tuple[str, str, int]]:
    """Returns (rule, file, line) of what is wrong with the content."""
    return [(one.name, one.at.path, one.at.line) for one in here.diagnostics]


def test_find_content(tmp_path: Path) -> None:
    """Markdown is pages, tables of contents are that, what sets something up is nothing, all else may be pointed to."""
    write(
        tmp_path,
        {
            "b.md": "",
            "A.MD": "",
            "map/c.md": "",
            "map/TOC.yml": "- name: C\n  href: c.md\n",
            "toc.md": "# [B](b.md)\n",
            "media/kiel.png": "",
            "media/no-extension": "",
            "docfx.json": "{}",
            "data.yml": "",
            "frame.html": "<script>alert(1)</script>",
            ".hidden/d.md": "",
            ".e.md": "",
            "node_modules/f.md": "",
            "obj/g.md": "",
            "_site/g.md": "",
            "_themes/h.md": "",
            "map/_zonal/i.md": "",
            "_static/golf.png": "",
            "zo_nee/_j.md": "",
            "out/h.md": "",
        },
    )
    pages, files = content(tmp_path, tmp_path / "out")
    assert pages == ["A", "b", "map/c", "zo_nee/_j"]
    assert files == ["_static/golf.png", "media/kiel.png", "media/no-extension"]
    tocs = [(toc.folder, toc.entries[0].title, toc.kind) for toc in found(tmp_path).tocs]
    assert tocs == [("map", "C", "navigation"), ("", "B", "navigation")]


def test_includes_are_not_pages(tmp_path: Path) -> None:
    """Neither those in a folder of that name, in any case and depth, nor what the configuration leaves out."""
    files = {"a.md": "", "includes/b.md": "", "map/Includes/deep/c.md": "", "includes/d.png": "", "drafts/e.md": ""}
    here = found(write(tmp_path, files | {"includes.md": "", "includes/f.yml": f"{MARK}Landing\n"}))
    assert [page.id.path for page in here.pages] == ["a", "drafts/e", "includes"]
    assert [(file.id.path, file.file) for file in here.includes] == [
        ("includes/b", "includes/b.md"),
        ("map/Includes/deep/c", "map/Includes/deep/c.md"),
    ]
    assert here.resources == (("nl-NL", "includes/d.png"),)
    write(tmp_path, {"docfx.json": '{"build": {"content": [{"files": "**/*.md", "exclude": ["drafts/**"]}]}}'})
    here = found(tmp_path)
    assert [page.id.path for page in here.pages] == ["a", "includes"]
    assert [file.id.path for file in here.includes] == ["drafts/e", "includes/b", "map/Includes/deep/c"]


def test_strange_names(tmp_path: Path) -> None:
    """Whatever a file is called, it is found under that name; a folder is no page, whatever it is called."""
    names = ["a\nb", 'say "yes"', "🚤", "op\ttab", "x" * 250, "a" + 7 * "\u200b", "c#?%20", "-", "a..."]
    write(
        tmp_path,
        {f"{name}.md": "" for name in names}
        | {"map.md/in.md": "", b"\xff\xfe.md".decode(errors="surrogateescape"): ""},
    )
    assert set(content(tmp_path)[0]) == {*names, "map.md/in", "\udcff\udcfe"}
    write(tmp_path, {"docfx.json": '{"build": {"content": "**", "fileMetadata": {"x": {"*[^a]*": "y"}}}}'})
    assert set(content(tmp_path)[0]) == {*names, "map.md/in", "\udcff\udcfe"}


@pytest.mark.skipif(os.name != "posix", reason="needs symbolic links")
def test_links_out_of_the_content_are_not_followed(tmp_path: Path) -> None:
    """Neither files nor folders; loops end; a link to a file of the same folder is that file."""
    outside = write(tmp_path / "outside", {"secret.md": "", "map/secret.md": "", "secret.png": ""})
    inside = write(tmp_path / "inside", {"a.md": "", "map/b.md": ""})
    (inside / "secret.md").symlink_to(outside / "secret.md")
    (inside / "secret.png").symlink_to(outside / "secret.png")
    (inside / "linked").symlink_to(outside / "map")
    (inside / "map" / "loop").symlink_to(inside)
    (inside / "dangling.md").symlink_to(inside / "gone.md")
    (inside / "self.md").symlink_to(inside / "self.md")
    (inside / "also.md").symlink_to(inside / "a.md")
    assert content(inside) == (["a", "also", "map/b"], [])
    write(inside, {"docfx.json": '{"build": {"resource": [{"src": "linked", "files": "**"}]}}'})
    assert content(inside) == (["a", "also", "map/b"], [])


@pytest.mark.skipif(os.name != "posix", reason="needs folders that are opened like files")
def test_deep_folders(tmp_path: Path) -> None:
    """Folders in folders, as deep as a disk allows, do not use up the stack."""
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("d", dir_fd=here)
        deeper = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(os.open("a.md", os.O_CREAT, dir_fd=here))
    os.close(here)
    paths = [path[-4:] for path, _ in walk(tmp_path)]
    # What clears away the folders of tests goes down as deep as they are, and would fall.
    subprocess.run(["rm", "-r", str(tmp_path / "d")], check=True)
    assert paths == ["a.md"]


def test_folder_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rest is found."""
    write(tmp_path, {"a.md": "", "locked/b.md": "", "z.md": ""})
    scandir = os.scandir

    def refuse(path: str) -> Any:
        if path.endswith("locked"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    here = found(tmp_path)
    assert [page.id.path for page in here.pages] == ["a", "z"]
    assert told(here) == [("invalid-encoding", "locked", 1)]
    assert "Permission denied" in here.diagnostics[0].message


@pytest.mark.parametrize("name", ["groot.md", "TOC.yml"])
def test_large_file_is_named_not_read(tmp_path: Path, name: str) -> None:
    """It is a mistake, and not worth the memory."""
    with (tmp_path / name).open("wb") as file:
        file.truncate(60_000_000)
    here = found(tmp_path)
    assert not here.pages
    assert not here.tocs
    assert "larger than" in here.diagnostics[0].message


def test_broken_table_of_contents(tmp_path: Path) -> None:
    """It is a finding of the file."""
    write(tmp_path, {"map/TOC.yml": "- name: [\n", "TOC.yml": b"\xff\xfe\x00"})
    assert {(rule, path) for rule, path, _ in told(found(tmp_path))} >= {("invalid-toc", "map/TOC.yml")}


@pytest.mark.parametrize(
    ("path", "setting", "kind"),
    [
        ("breadcrumb/toc.yml", None, "breadcrumb"),
        ("map/Breadcrumbs/TOC.yml", None, "breadcrumb"),
        ("bread/toc.yml", "/haven/bread/toc.json", "breadcrumb"),
        ("bread/toc.yml", "~/bread/toc.yml", "breadcrumb"),
        ("Bread/TOC.yml", "bread/toc.yml", "breadcrumb"),
        ("toc.yml", "~/toc.yml", "breadcrumb"),
        ("toc.yml", "/haven/toc.json", "navigation"),
        ("bread/toc.yml", "/haven/other/toc.json", "navigation"),
        ("bread/toc.yml", None, "navigation"),
        ("crumbs/breadcrumb.md/toc.md", None, "navigation"),
    ],
)
def test_breadcrumbs(tmp_path: Path, path: str, setting: str | None, kind: str) -> None:
    """A table of contents in a folder of that name, or one that the configuration names, is not for navigation."""
    metadata = {"globalMetadata": {"breadcrumb_path": setting}} if setting else {}
    text = "# [A](a.md)\n" if path.endswith(".md") else "- name: A\n  href: a.md\n"
    assert [toc.kind for toc in docset(tmp_path, metadata, {path: text}).tocs] == [kind]


# YAML pages


@pytest.mark.parametrize(
    ("name", "text", "is_page", "finds"),
    [
        ("a.yml", f"{MARK}Landing\ntitle: x\n", True, False),
        ("a.yaml", f"{MARK} hub\r\n", True, False),
        ("A.YML", f"\ufeff{MARK}FAQ", True, False),
        ("a.yml", "###YamlMime: Landing # x\n", True, False),
        ("a.yml", f"{MARK}Tutorial\n", False, True),
        ("a.yml", f"{MARK}TableOfContent\n", False, True),
        ("a.yml", f"{MARK}港\n", False, True),
        ("a.yml", MARK.encode() + b"\xff\n", False, True),
        ("a.yml", f"{MARK}{'港' * 999}\n", False, True),
        ("a.yml", f"\n{MARK}Landing\n", False, False),
        ("a.yml", "title: x\n", False, False),
        ("a.yml", MARK, False, False),
        ("a.yml", "", False, False),
        ("a.yml", b"\xff\xfe\x00", False, False),
        ("toc.yml", f"{MARK}TableOfContent\n- name: x\n  href: x\n", False, False),
        ("TOC.yml", f"{MARK}Landing\n- name: x\n  href: x\n", False, False),
        ("a.txt", f"{MARK}Landing\n", False, False),
    ],
)
def test_yaml_pages(tmp_path: Path, name: str, text: str | bytes, is_page: bool, finds: bool) -> None:
    """The first line says what a YAML file is; kinds that cannot be drawn are named, what says nothing is not."""
    here = found(write(tmp_path, {name: text}))
    assert [(page.id.path, page.file) for page in here.pages] == ([(name.partition(".")[0], name)] if is_page else [])
    assert told(here) == ([("unsupported-page-kind", name, 1)] if finds else [])
    assert len(here.tocs) == name.lower().startswith("toc")


def test_message_about_a_kind(tmp_path: Path) -> None:
    """It names the kind and the file, and shows the line."""
    (one,) = found(write(tmp_path, {"map/a.yml": f"{MARK}Tutorial\n"})).diagnostics
    assert "`Tutorial`" in one.message
    assert "`map/a.yml`" in one.message
    (shown,) = with_excerpts(tmp_path, [one])
    assert shown.excerpt == (f"{MARK}Tutorial",)
    (same,) = with_excerpts(tmp_path, [one], within_units=False)
    assert same == shown
    in_unit = replace(one, within=Span(0, 1))
    assert [*with_excerpts(tmp_path, [in_unit], within_units=False)] == [in_unit]


def test_two_files_of_one_name(tmp_path: Path) -> None:
    """Both are published, the second under a name of its own; that is a finding."""
    here = found(write(tmp_path, {"a.md": "", "a.yaml": f"{MARK}Hub\n", "a.yml": f"{MARK}Hub\n"}))
    assert [page.id.path for page in here.pages] == ["a", "a.yaml", "a.yml"]
    assert told(here) == [("address-clash", "a.yaml", 1), ("address-clash", "a.yml", 1)]
    assert "`a.md`" in here.diagnostics[0].message


# docfx.json


def test_docfx_selects(tmp_path: Path) -> None:
    """Pages, tables of contents and resources are what it says they are."""
    here = docset(
        tmp_path,
        {
            "content": [{"files": ["**/*.{md,yml}"], "exclude": ["**/obj/**", "README.md", "drafts/"]}],
            "resource": [{"files": ["**/*.png", "data/*", "frame.html"], "exclude": ["**/old/**"]}],
        },
        {
            "a.md": "",
            "README.md": "",
            "drafts/b.md": "",
            "drafts/toc.yml": "- name: x\n  href: x\n",
            "hub.yml": f"{MARK}Hub\n",
            "media/c.png": "",
            "media/old/c.png": "",
            "media/d.jpg": "",
            "data/e.yml": "x: y\n",
            "data/f.json": "{}",
            "data/g.md": "",
            "frame.html": "",
            "_templates/h.md": "",
        },
    )
    assert [page.id.path for page in here.pages] == ["_templates/h", "a", "data/g", "hub"]
    assert [path for _, path in here.resources] == ["data/e.yml", "data/f.json", "media/c.png"]
    assert [file.id.path for file in here.includes] == ["README", "drafts/b"]
    assert not here.tocs


def test_docfx_says_nothing_of_content(tmp_path: Path) -> None:
    """Then the usual rules hold; they do for the part that cannot be read as well."""
    files = {"a.md": "", "_themes/b.md": "", "c.png": ""}
    here = docset(tmp_path, {"globalMetadata": {"a": "b"}}, files)
    assert [page.id.path for page in here.pages] == ["a"]
    assert here.resources == (("nl-NL", "c.png"),)
    here = found(write(tmp_path, {"docfx.json": '{\n  "build": {"content": []\n'}))
    assert [page.id.path for page in here.pages] == ["a"]
    assert told(here) == [("invalid-configuration", "docfx.json", 3)]


def test_defaults_of_pages(tmp_path: Path) -> None:
    """Each page gets its own; pages of the same defaults share them."""
    here = docset(
        tmp_path,
        {"content": "**", "globalMetadata": {"a": "1"}, "fileMetadata": {"a": {"map/**": "2"}, "b": {"**": [True]}}},
        {"x.md": "", "y.md": "", "map/z.md": ""},
    )
    defaults = {page.id.path: page.defaults for page in here.pages}
    assert defaults["map/z"] == (("a", ("2",)), ("b", ("true",)))
    assert defaults["x"] is defaults["y"]


def test_source_and_destination(tmp_path: Path) -> None:
    """Files are published elsewhere than they are, and it is known where they were."""
    here = docset(
        tmp_path,
        {
            "content": [{"files": "**/*.md", "src": "docs", "dest": "artikelen"}, {"files": "*.md"}],
            "resource": [{"files": "**/*.png", "src": "docs"}],
        },
        {"docs/map/a.md": "", "b.md": "", "docs/map/c.png": "", "d.png": ""},
    )
    assert [(page.id.path, page.file, page.origin) for page in here.pages] == [
        ("b", "b.md", ""),
        ("artikelen/map/a", "docs/map/a.md", "docs/map/a.md"),
    ]
    assert here.resources == (("nl-NL", "map/c.png"),)
    moved = [(file.path, file.origin, Path(file.file).name) for file in here.beside.moved]
    assert sorted(moved) == [("artikelen/map/a", "docs/map/a.md", "a.md"), ("map/c.png", "docs/map/c.png", "c.png")]


def test_files_from_beside_the_docset(tmp_path: Path) -> None:
    """They come from the project, and from nowhere else."""
    write(tmp_path / "elsewhere", {"secret.md": ""})
    project = write(tmp_path / "project", {"shared/a.md": "", "shared/b.png": "", "other/c.md": "", "nl/d.md": ""})
    if os.name == "posix":
        (project / "linked").symlink_to(tmp_path / "elsewhere")
    sources = [{"src": f"../{name}", "files": "**", "dest": name} for name in ("shared", "linked", "missing")]
    files = {"content": [*sources, "**"], "resource": [sources[0]]}
    write(project, {"nl/docfx.json": json.dumps({"build": files})})
    here = find_content(project, {"nl-NL": project / "nl"}, frozenset())
    assert not here.diagnostics
    assert sorted((page.id.path, page.file) for page in here.pages) == [("d", "nl/d.md"), ("shared/a", "shared/a.md")]
    assert here.resources == (("nl-NL", "shared/b.png"),)
    assert [file.origin for file in here.beside.moved] == ["", ""]
    write(project, {"nl/docfx.json": json.dumps({"build": {"content": [{"src": "../..", "files": "**"}]}})})
    here = find_content(project, {"nl-NL": project / "nl"}, frozenset())
    assert told(here) == [("invalid-configuration", "nl/docfx.json", 1)]
    assert not here.pages


def test_several_docsets(tmp_path: Path) -> None:
    """A repository can have more than one in a locale; each has its own configuration, and its folder as address."""
    here = found(
        write(
            tmp_path,
            {
                ".openpublishing.publish.config.json": json.dumps(
                    {"docsets_to_publish": [{"build_source_folder": name} for name in ("een", "twee", "weg")]}
                ),
                "een/docfx.json": '{"build": {"content": [{"files": "**/*.md", "exclude": "b.md"}]}}',
                "een/a.md": "",
                "een/b.md": "",
                "twee/b.md": "",
                "twee/toc.yml": "- name: B\n  href: b.md\n",
                "README.md": "",
            },
        )
    )
    assert [page.id.path for page in here.pages] == ["een/a", "twee/b"]
    assert [toc.folder for toc in here.tocs] == ["twee"]
    assert [file.id.path for file in here.includes] == ["een/b"]


def test_oversize_images(tmp_path: Path) -> None:
    """They are noted with their sizes; other files may be large."""
    write(tmp_path, {"a.png": "x" * 11, "b.PNG": "x" * 12, "c.png": "x" * 10, "d.zip": "x" * 99})
    here = find_content(tmp_path, {"nl-NL": tmp_path}, frozenset(), 10)
    assert here.beside.oversize == (("nl-NL", "a.png", 11), ("nl-NL", "b.PNG", 12))


# Redirections

FILE = ".openpublishing.redirection.json"


def redirections(*entries: tuple[str, str], key: str = "source_path") -> str:
    """Returns a file of redirections."""
    return json.dumps({"redirections": [{key: path, "redirect_url": target} for path, target in entries]})


def sent(here: Content) -> list[tuple[str, str, str]]:
    """Returns (locale, path, target) of the redirects that were found."""
    return [(*one.page, one.target) for one in here.beside.redirects]


def test_redirections_of_a_docset(tmp_path: Path) -> None:
    """Paths are relative to the file; parts of pages and files that are no articles are left out."""
    text = redirections(
        ("a.md", "/x"),
        ("map/B.MD", "y"),
        ("map\\c.yml", "z"),
        ("./d", "v1.0"),
        ("e.md#part", "q"),
        ("f.png", "r"),
        ("../g.md", "s"),
    )
    here = found(write(tmp_path, {FILE: text, "h.md": ""}))
    assert sent(here) == [
        ("nl-NL", "a", "/x"),
        ("nl-NL", "map/B", "y"),
        ("nl-NL", "map/c", "z"),
        ("nl-NL", "d", "v1.0"),
    ]
    assert told(here) == [("invalid-configuration", FILE, 1)]
    assert "`f.png` is no article" in here.diagnostics[0].message


def test_redirections_of_a_repository(tmp_path: Path) -> None:
    """Files beside its configuration, and those it names; paths from its root, and relative ones; each once."""
    config = {"docsets_to_publish": [{"build_source_folder": "docs"}], "redirection_files": ["docs/extra/more.json"]}
    write(
        tmp_path,
        {
            ".openpublishing.publish.config.json": json.dumps(config),
            ".openpublishing.redirection.haven.json": redirections(("docs/a.md", "a1"), ("other/b.md", "b1")),
            FILE: redirections(("/docs/map/c.md", "c1"), key="source_path_from_root"),
            "docs/extra/more.json": redirections(("d.md", "d1")),
            "docs/.openpublishing.redirection.json": redirections(("e.md", "e1")),
            "docs/other.redirection.json": redirections(("f.md", "f1")),
            "docs/g.md": "",
        },
    )
    here = find_content(tmp_path, {"en-US": tmp_path / "docs"}, frozenset())
    assert sorted(sent(here)) == [
        ("en-US", "a", "a1"),
        ("en-US", "e", "e1"),
        ("en-US", "extra/d", "d1"),
        ("en-US", "f", "f1"),
        ("en-US", "map/c", "c1"),
    ]
    assert not here.diagnostics


def test_redirections_of_locales(tmp_path: Path) -> None:
    """A locale's own concern that locale; those above all of them concern the one they name, or else each."""
    write(
        tmp_path,
        {
            f"content/nl-NL/{FILE}": redirections(("a.md", "a1")),
            f"content/{FILE}": redirections(("lv-LV/b.md", "b1"), ("nl-NL/c.md", "c1")),
            FILE: redirections(("d.md", "d1"), ("content/lv-LV/e.md", "e1"), ("content/ja-JP/f.md", "f1")),
            "content/nl-NL/x.md": "",
            "content/lv-LV/x.md": "",
            "content/ja-JP/x.md": "",
        },
    )
    folders = {locale: tmp_path / "content" / locale for locale in ("lv-LV", "nl-NL")}
    here = find_content(tmp_path, folders, frozenset())
    assert sorted(sent(here)) == [
        ("lv-LV", "b", "b1"),
        ("lv-LV", "d", "d1"),
        ("lv-LV", "e", "e1"),
        ("nl-NL", "a", "a1"),
        ("nl-NL", "c", "c1"),
        ("nl-NL", "d", "d1"),
    ]


def test_redirections_of_moved_articles(tmp_path: Path) -> None:
    """An article had the address that it would have now; its target is relative to where its file was."""
    here = docset(
        tmp_path,
        {"content": [{"files": "**/*.md", "src": "docs", "dest": "artikelen"}]},
        {FILE: redirections(("docs/a.md", "b.md")), "docs/b.md": ""},
    )
    assert sent(here) == [("nl-NL", "artikelen/a", "b.md")]
    assert here.beside.redirects[0].base == "docs/a.md"


def test_broken_redirections(tmp_path: Path) -> None:
    """What can be read is, and the file is a finding, once for all locales."""
    write(tmp_path, {FILE: redirections(("a.md", "x"), ("b.md", "y"))[:-4], "nl-NL/x.md": "", "lv-LV/x.md": ""})
    here = find_content(tmp_path, {name: tmp_path / name for name in ("lv-LV", "nl-NL")}, frozenset())
    assert len(sent(here)) == 4
    assert told(here) == [("invalid-configuration", FILE, 1)]


@pytest.mark.parametrize("name", ["\\u0000.md", "\\ud800.md", "a\\nb.md", "%2e%2e/x.md", "c/../../../x.md", "/../x"])
def test_strange_redirections(tmp_path: Path, name: str) -> None:
    """Whatever a path is, nothing fails, and nothing outside of the content is meant."""
    here = found(write(tmp_path, {FILE: f'{{"redirections": [{{"source_path": "{name}", "redirect_url": "x"}}]}}'}))
    assert not any(path.startswith("..") for _, path, _ in sent(here))


def test_many_files_and_redirections(tmp_path: Path) -> None:
    """Thirty thousand redirections, and thousands of files under thousands of patterns, return."""
    write(
        tmp_path,
        {
            "docfx.json": json.dumps(
                {"build": {"content": [f"map-{n % 50}/{n}.md" for n in range(20_000)], "resource": ["**/*.png"]}}
            ),
            FILE: redirections(*((f"map/{n}.md", "x") for n in range(30_000))),
        }
        | {f"map-{n % 50}/{n}.md": "" for n in range(2_000)},
    )
    here = found(tmp_path)
    assert (len(here.pages), len(here.beside.redirects)) == (2_000, 30_000)


# Locales


def test_find_locales(tmp_path: Path) -> None:
    """A folder with articles that is named after a locale."""
    write(tmp_path, {"NL-nl/deep/a.md": "", "lv/a.md": "", "qq/a.md": "", "ja-JP/a.png": "", "docs/a.md": ""})
    (tmp_path / "ar-SA").mkdir()
    assert {locale: path.name for locale, path in find_locales(tmp_path).items()} == {"nl-NL": "NL-nl", "lv": "lv"}


def test_find_locale_of_articles(tmp_path: Path) -> None:
    """Most articles decide."""
    said = {"a": "da-DK", "b": "nb-no", "c": "nb-NO", "d": "Norsk"}
    write(tmp_path, {f"{name}.md": f"---\nms.contentlocale: {locale}\n---\n" for name, locale in said.items()})
    assert find_locales(tmp_path) == {"nb-NO": tmp_path}


CONFIG = ".openpublishing.publish.config.json"
DUTCH = "---\nms.contentlocale: nl-NL\n---\n"


def test_locales_as_systems_write_them(tmp_path: Path) -> None:
    """`pt_BR` is a locale, and a folder of files is none."""
    for name in ("pt_BR", "zh_Hant_TW", "my_docs", "to_do", "nl-NL"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.md").write_text("# A\n", encoding="utf-8")
    found = {locale: path.name for locale, path in find_locales(tmp_path).items()}
    assert found == {"nl-NL": "nl-NL", "pt-BR": "pt_BR", "zh-Hant-TW": "zh_Hant_TW"}
    (tmp_path / "nl_NL").mkdir()
    assert len(find_locales(tmp_path)) == 3
    (tmp_path / "nl_NL/b.md").write_text("# B\n", encoding="utf-8")
    with pytest.raises(UserError, match="same locale"):
        find_locales(tmp_path)


def test_a_locale_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends the command: else its pages would go from the site, and nothing would be said."""
    (tmp_path / "nl-NL").mkdir()
    children = Path.iterdir

    def refused(folder: Path) -> Iterator[Path]:
        if folder.name == "nl-NL":
            raise PermissionError(13, "Permission denied")
        return children(folder)

    monkeypatch.setattr(Path, "iterdir", refused)
    with pytest.raises(WorldError, match="Permission denied"):
        find_locales(tmp_path)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({"docfx.json": "{}", "a.md": ""}, {"en-US": "."}, id="docset without a word"),
        pytest.param({"docfx.json": "{}", "a.md": DUTCH}, {"nl-NL": "."}, id="docset"),
        pytest.param({"docfx.json": "{}", "id/a.md": "", "b.md": ""}, {"en-US": "."}, id="folder called id"),
        pytest.param({"docfx.json": "{}", "x.png": ""}, {}, id="no article"),
        pytest.param(
            {CONFIG: '{"docsets_to_publish": [{"build_source_folder": "docs", "locale": "lv-lv"}]}', "docs/a.md": ""},
            {"lv-LV": "docs"},
            id="repository",
        ),
        pytest.param(
            {CONFIG: '{"docsets_to_publish": [{"build_source_folder": "docs", "locale": "x"}]}', "docs/a.md": DUTCH},
            {"nl-NL": "docs"},
            id="repository, articles know better",
        ),
        pytest.param(
            {
                CONFIG: '{"docsets_to_publish": [{"build_source_folder": "a"}, {"build_source_folder": "b"}]}',
                "a/a.md": "",
                "b/b.md": "",
            },
            {"en-US": "."},
            id="repository of two docsets",
        ),
        pytest.param(
            {
                f"nl-NL/{CONFIG}": '{"docsets_to_publish": [{"build_source_folder": "docs"}]}',
                "nl-NL/docs/a.md": "",
                "lv-LV/docfx.json": "{}",
                "lv-LV/a.md": "",
            },
            {"lv-LV": "lv-LV", "nl-NL": "nl-NL/docs"},
            id="a repository for each locale",
        ),
        pytest.param({CONFIG: "{", "a.md": ""}, {"en-US": "."}, id="broken configuration"),
        pytest.param(
            {CONFIG: '{"docsets_to_publish": [{"build_source_folder": "../x"}]}', "a.md": ""},
            {"en-US": "."},
            id="outside",
        ),
    ],
)
def test_find_locales_of_docsets(tmp_path: Path, files: dict[str, str], expected: dict[str, str]) -> None:
    """The folder of a docset is where its configuration says; its locale is what its articles say, or else its name."""
    project = write(tmp_path / "project", files)
    folders = find_locales(project, "en-US")
    assert {locale: folder.relative_to(project).as_posix() for locale, folder in folders.items()} == expected


def test_repository_named_after_its_locale(tmp_path: Path) -> None:
    """As the repositories of Open Publishing are."""
    project = write(tmp_path / "haven-docs.nl-nl", {"docfx.json": "{}", "a.md": ""})
    assert list(find_locales(project)) == ["nl-NL"]


def test_folder_that_cannot_be_read(tmp_path: Path) -> None:
    """It is named."""
    with pytest.raises(WorldError, match=r"cannot read the folder `.*gone`"):
        find_locales(tmp_path / "gone")


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({"docfx.json": "{}", "content/a.md": ""}, {"en-US": "."}, id="a docset with a folder content"),
        pytest.param({"docfx.json": "{}", "content/nl-NL/a.md": ""}, {"nl-NL": "content/nl-NL"}, id="a project"),
        pytest.param(
            {"site.toml": 'source_locale = "da-DK"', "docfx.json": "{}", "a.md": ""}, {"da-DK": "."}, id="source locale"
        ),
        pytest.param(
            {
                "site.toml": '[locales.lv-LV]\npath = "repo"',
                f"repo/{CONFIG}": '{"docsets_to_publish": [{"build_source_folder": "docs"}]}',
                "repo/docs/a.md": "",
            },
            {"lv-LV": "repo/docs"},
            id="a repository that the configuration names",
        ),
    ],
)
def test_folders_of_a_project(tmp_path: Path, files: dict[str, str], expected: dict[str, str]) -> None:
    """A docset builds as it is; a project with locales is one, whatever lies beside them."""
    project = write(tmp_path / "project", files)
    folders = content_folders(open_project(project, None, None))
    assert {locale: folder.relative_to(project).as_posix() for locale, folder in folders.items()} == expected
