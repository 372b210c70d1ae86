"""Finding content: which of a locale's files are pages, which are tables of contents, and which stand beside them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from re import compile as pattern
from typing import NamedTuple

from diglot.diagnostics import Diagnostic, Finding
from diglot.docsets import DOCFX, Docset, Docsets, docset_of, without_ending
from diglot.files import display_path
from diglot.inventory import Content, Files
from diglot.markup.text import Places, Text, decode
from diglot.model import File, Location, PageId, Span, Toc
from diglot.rules import diagnostic, stamp
from diglot.urls import Beside, Moved, Redirect, is_reserved

LARGEST_IMAGE = 1_000_000
_IGNORED = frozenset({"node_modules", "__pycache__", "obj", "_site"})
_YAML = (".yml", ".yaml")
_TOCS = ("toc.md", "toc.yml", "toc.yaml")
_NEVER_COPIED = (".html", ".htm", ".xhtml", ".xht", ".shtml", ".mhtml", ".xml", ".xsl", ".xslt")
"""What would be a page of the site, with scripts, without having been made safe: browsers show XML too."""
_NOT_COPIED = (".yml", ".yaml", ".json", ".toml")
"""Files that set something up: they are published only where a configuration says so."""
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".avif", ".ico")
_INCLUDES = frozenset({"includes", "_includes"})
_BREADCRUMBS = frozenset({"breadcrumb", "breadcrumbs"})
_MOST_BYTES = 50_000_000
"""A larger page is a mistake; it is named, not read."""
_HEAD = 256
"""So many bytes hold the line that says of which kind a YAML file is."""
_MIME = pattern(r"###[ \t]*YamlMime:[ \t]*([^\s#]+)")


def find_content(
    project: Path,
    folders: dict[str, Path],
    skipped: frozenset[Path],
    largest_image: int = LARGEST_IMAGE,
    named: Iterable[str] | None = None,
) -> Content:
    """Lists the articles, tables of contents and other files of every locale, and where articles went.

    `skipped` are real paths of folders that hold none. Images of more than `largest_image` bytes are noted.
    Of the files in a locale's folder only those that are `named` are looked at, where somebody names any: by their
    paths there, without the endings of articles, however these are written.
    """
    finder = _Finder(project, folders, frozenset(map(str, skipped)), largest_image)
    wanted = None if named is None else _with_folders(named)
    for locale in folders:
        finder.find(locale, wanted)
    return Content(
        finder.pages,
        tuple(finder.tocs),
        tuple(finder.resources),
        (*finder.docsets.diagnostics, *finder.diagnostics),
        tuple(finder.includes),
        beside=Beside(
            tuple(finder.redirects), tuple(finder.moved), tuple(finder.oversize), tuple(sorted(finder.elsewhere))
        ),
    )


class _Place(NamedTuple):
    """A file of the content."""

    locale: str
    docset: Docset
    path: str
    """Below the docset."""
    below: str
    """Below the locale's folder; it begins with `..` for a file that the docset takes from elsewhere."""
    file: str
    """Where to open it."""
    shown: str
    """Relative to the project."""

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2].lower()

    @property
    def is_include(self) -> bool:
        return not _INCLUDES.isdisjoint(self.path.lower().split("/")[:-1])


class _Finder:
    """Looks at one file after the other, and remembers what each of them is."""

    def __init__(self, project: Path, folders: dict[str, Path], skipped: frozenset[str], largest_image: int) -> None:
        self._project = project
        self._root = os.path.realpath(project)
        self._folders = folders
        self._skipped = skipped
        self._largest_image = largest_image
        self._owners: dict[PageId, str] = {}
        self._paths: dict[str, str] = {}
        """Those of articles: an article has the same one in all locales, and it is in memory once."""
        self._defaults: dict[object, tuple[tuple[str, tuple[str, ...]], ...]] = {}
        self.docsets = Docsets(project, folders)
        self.pages = Files()
        self.includes: list[File] = []
        self.tocs: list[Toc] = []
        self.resources: dict[tuple[str, str], None] = {}
        self.redirects: list[Redirect] = []
        self.moved: list[Moved] = []
        self.oversize: list[tuple[str, str, int]] = []
        self.elsewhere: set[str] = set()
        self.diagnostics: list[Diagnostic] = []

    def find(self, locale: str, wanted: frozenset[str] | None = None) -> None:
        """Looks at all files of a locale, or at those that are `wanted`."""
        docsets = self.docsets.open(locale)
        for below, file, shown in self._walk(locale, self._folders[locale], wanted):
            docset = docset_of(docsets, below)
            if docset is not None:
                path = below[len(docset.below) + 1 :] if docset.below else below
                self._take(_Place(locale, docset, path, below, file, shown))
        for docset in docsets if wanted is None else ():
            for place in self._outside(locale, docset):
                self._take(place)
        self.redirects.extend(self.docsets.redirects(locale, docsets))

    def _outside(self, locale: str, docset: Docset) -> Iterator[_Place]:
        """Yields the files that a docset takes from elsewhere in the project, each once."""
        seen: set[str] = set()
        for source in docset.outside():
            folder = Path(os.path.normpath(self._folders[locale] / docset.below / source))
            real = os.path.realpath(folder)
            # As everywhere, what begins with a dot is nobody's content: `.git` has secrets.
            if (
                not folder.is_dir()
                or not Path(real).is_relative_to(self._root)
                or f"{os.sep}." in real[len(self._root) :]
            ):
                continue
            self.elsewhere.add(str(folder))
            for inner, file, shown in self._walk(locale, folder):
                path = f"{source}/{inner}"
                if path not in seen:
                    seen.add(path)
                    below = os.path.normpath(f"{docset.below}/{path}" if docset.below else path)
                    yield _Place(locale, docset, path, below, file, shown)

    def _walk(self, locale: str, folder: Path, wanted: frozenset[str] | None = None) -> Iterator[tuple[str, str, str]]:
        """Yields (path below `folder`, where to open it, path relative to the project) of files."""
        unreadable: list[tuple[str, OSError]] = []
        top = display_path(self._project, folder)
        for below, file in walk(folder, self._skipped, unreadable, wanted):
            yield below, file, below if top == "." else f"{top}/{below}"
        for path, error in unreadable:
            message = f"the folder cannot be read, and is left out: {error.strerror}; give Diglot the right to read it"
            self._tell("invalid-encoding", locale, display_path(self._project, Path(path)), message)

    def _take(self, place: _Place) -> None:
        if place.name in _TOCS:
            if place.docset.page(place.path) is not None:
                self._take_toc(place)
        elif place.name.endswith(".md"):
            self._take_markdown(place)
        elif place.name.endswith(_YAML) and not place.is_include and (head := _first_line(place.file)):
            self._take_yaml(place, head)
        elif place.name != DOCFX:
            self._take_resource(place)

    def _take_markdown(self, place: _Place) -> None:
        published = place.docset.page(place.path)
        if published is not None and not place.is_include:
            self._publish(place, published)
        elif (place.is_include or place.docset.docfx.content is not None) and not place.below.startswith("../"):
            self.includes.append(File(PageId(place.locale, without_ending(place.below)), place.shown, place.file))

    def _take_yaml(self, place: _Place, head: str) -> None:
        # The parsers are only imported where there is something for them: whoever looks for locales needs none.
        from diglot.markup.yaml_pages import KINDS

        published = place.docset.page(place.path)
        match = _MIME.match(head)
        kind = match.group(1) if match else ""
        if published is None or not kind:
            return
        if kind.lower() in KINDS:
            self._publish(place, published)
            return
        message = f"pages of the kind `{kind}` are not supported, and `{place.shown}` is left out; write it as Markdown"
        finding = Finding("unsupported-page-kind", Span(0, len(head)), message)
        places = Places(Text(head, "utf-8", 0), place.shown)
        self.diagnostics += stamp([finding], places, PageId(place.locale, ""))

    def _publish(self, place: _Place, published: str) -> None:
        if self._is_too_large(place):
            return
        path = without_ending(published)
        page = PageId(place.locale, self._paths.setdefault(path, path))
        if (owner := self._owners.get(page)) is not None:
            # Two files of one name: the second keeps its ending.
            page = self._free(page._replace(path=published))
            message = f"this page has the name of `{owner}`, and is published as `{page.path}`; rename one of them"
            self._tell("address-clash", place.locale, place.shown, message)
        self._owners[page] = place.shown
        is_moved = published != place.below
        origin = place.below if is_moved and not place.below.startswith("../") else ""
        if is_moved:
            self.moved.append(Moved(page.locale, page.path, origin, place.file))
        defaults = place.docset.defaults(place.path)
        defaults = self._defaults.setdefault(defaults, defaults)
        self.pages.append(File(page, place.shown, place.file, origin, defaults))

    def _free(self, page: PageId) -> PageId:
        number, free = 1, page
        while free in self._owners:
            number += 1
            free = page._replace(path=f"{page.path}-{number}")
        return free

    def _take_toc(self, place: _Place) -> None:
        # As above.
        from diglot.markup.toc import parse_toc
        from diglot.markup.toc_markdown import parse_toc_markdown

        if self._is_too_large(place):
            return
        data = _bytes(place.file)
        if data is None:
            self._tell("invalid-toc", place.locale, place.shown, "the file cannot be read; give Diglot the right to")
            return
        text, undecodable = decode(data)
        entries, findings = (parse_toc_markdown if place.name.endswith(".md") else parse_toc)(text.text)
        places = Places(text, place.shown)
        self.diagnostics += stamp((*undecodable, *findings), places, PageId(place.locale, ""))
        path = place.docset.gone(place.path) if place.below.startswith("../") else place.below
        kind = "breadcrumb" if _is_breadcrumb(place) else "navigation"
        self.tocs.append(Toc(place.locale, path.rpartition("/")[0], entries, kind, place.shown, data))

    def _take_resource(self, place: _Place) -> None:
        if place.name.endswith(_NEVER_COPIED):
            return
        if place.name.endswith(_NOT_COPIED) and not place.docset.names(place.path):
            return
        published = place.docset.resource(place.path)
        if published is None or (place.locale, published) in self.resources:
            return
        if is_reserved(published):
            message = f"the site has files of its own at `{published}`, so this one is left out; call it otherwise"
            self._tell("address-clash", place.locale, place.shown, message)
            return
        self.resources[(place.locale, published)] = None
        if published != place.below:
            origin = "" if place.below.startswith("../") else place.below
            self.moved.append(Moved(place.locale, published, origin, place.file))
        if place.name.endswith(_IMAGES) and (size := _size(place.file)) > self._largest_image:
            self.oversize.append((place.locale, published, size))

    def _is_too_large(self, place: _Place) -> bool:
        if _size(place.file) <= _MOST_BYTES:
            return False
        message = f"the file is larger than {_MOST_BYTES // 1_000_000} MB; it is left out; split it up"
        self._tell("oversize-page", place.locale, place.shown, message)
        return True

    def _tell(self, rule: str, locale: str, shown: str, message: str) -> None:
        self.diagnostics.append(diagnostic(rule, Location(shown, 1, 1, 1, 1, 0, 0), message, PageId(locale, "")))


def walk(
    folder: Path,
    skipped: frozenset[str] = frozenset(),
    unreadable: list[tuple[str, OSError]] | None = None,
    wanted: frozenset[str] | None = None,
) -> Iterator[tuple[str, str]]:
    """Yields (path below `folder`, where to open it) of the files below it, in a fixed order.

    Links that lead out of it or to what begins with a dot, and loops, are not followed; neither is the latter itself.
    Folders that cannot be read are noted in `unreadable`. What is not `wanted` is passed over: see `_with_folders`.
    """
    root = os.path.realpath(folder)
    waiting = [("", str(folder), True)]
    while waiting:
        below, path, is_folder = waiting.pop()
        if not is_folder:
            yield below, path
            continue
        try:
            with os.scandir(path) as entries:
                found = entries if wanted is None else _chosen(entries, below, wanted)
                listed = sorted(found, key=_name_of, reverse=True)
        except OSError as error:
            if unreadable is not None:
                unreadable.append((path, error))
            continue
        for entry in listed:
            inner = f"{below}/{entry.name}" if below else entry.name
            if entry.name.startswith("."):
                continue
            if entry.is_symlink():
                real = os.path.realpath(entry.path)
                is_inside = real.startswith(root + os.sep) and f"{os.sep}." not in real[len(root) :]
                if is_inside and os.path.isfile(real):
                    waiting.append((inner, entry.path, False))
            elif entry.is_file():
                waiting.append((inner, entry.path, False))
            elif entry.is_dir() and entry.name not in _IGNORED and f"{root}/{inner}" not in skipped:
                waiting.append((inner, entry.path, True))


def _with_folders(named: Iterable[str]) -> frozenset[str]:
    """Returns paths in lower case, and those of the folders that they are in."""
    wanted: set[str] = set()
    for path in map(str.lower, named):
        while path and path not in wanted:
            wanted.add(path)
            path = path.rpartition("/")[0]
    return frozenset(wanted)


def _chosen(entries: Iterable[os.DirEntry[str]], below: str, wanted: frozenset[str]) -> Iterator[os.DirEntry[str]]:
    start = f"{below}/".lower() if below else ""
    return (entry for entry in entries if start + without_ending(entry.name.lower()) in wanted)


def _name_of(entry: os.DirEntry[str]) -> str:
    return entry.name


def _is_breadcrumb(place: _Place) -> bool:
    """Tells whether a table of contents only says where the docset stands: by its folder, or by the configuration."""
    *folders, name = without_ending(place.path.lower()).split("/")
    if _BREADCRUMBS & set(folders):
        return True
    named = {without_ending(path.lower()) for path in place.docset.docfx.values("breadcrumb_path")}
    path = "/".join((*folders, name))
    # An address begins with the name of the docset, which may be anything: `/product/bread/toc.json`.
    return f"~/{path}" in named or path in named or (bool(folders) and any(one.endswith(f"/{path}") for one in named))


def _first_line(file: str) -> str:
    """Returns the line on which a YAML file says of which kind it is; empty where it does not."""
    try:
        with open(file, "rb") as opened:
            data = opened.read(_HEAD)
    except OSError:
        return ""
    line = decode(data)[0].text.splitlines()[:1]
    return line[0] if line and _MIME.match(line[0]) else ""


def _bytes(file: str) -> bytes | None:
    try:
        with open(file, "rb") as opened:
            return opened.read()
    except OSError:
        return None


def _size(file: str) -> int:
    try:
        return os.stat(file).st_size
    except OSError:
        # It is found out, and told, when the file is read.
        return 0
