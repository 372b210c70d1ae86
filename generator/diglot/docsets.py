"""Docsets on the disk: which folder holds one, what its configuration says, and where its articles went.

A docset is a folder of articles with a `docfx.json`; a repository names its docsets in
`.openpublishing.publish.config.json`. A folder of articles without either is a docset that says nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from re import IGNORECASE
from re import compile as pattern
from typing import NamedTuple

from diglot.diagnostics import Diagnostic, Finding
from diglot.files import display_path
from diglot.markup.docfx import Docfx, PublishConfig, Selection, Values, parse_docfx, parse_publish_config
from diglot.markup.redirections import parse_redirections
from diglot.markup.text import Places, decode
from diglot.model import Location, PageId
from diglot.rules import diagnostic, stamp
from diglot.urls import Redirect

PUBLISH_CONFIG = ".openpublishing.publish.config.json"
DOCFX = "docfx.json"
_MOST_BYTES = 50_000_000
_HIGHEST = 40
"""So many folders above a docset are looked into."""
_ARTICLES = frozenset({"md", "yml", "yaml", "json"})
_OTHER_ENDING = pattern(r"\.(?!(?:md|ya?ml|json)\Z)[A-Za-z]{1,5}\Z", IGNORECASE)
"""How a file is called that a redirection cannot be for; a name without an ending will do."""


class Docset(NamedTuple):
    """A docset of a locale."""

    below: str
    """Its folder below the locale's; empty for the locale's own."""
    docfx: Docfx

    def page(self, path: str) -> str | None:
        """Returns where the article or table of contents at `path`, below the docset, is published, if it is."""
        if self.docfx.content is None:
            # Folders of templates: `_themes`.
            return None if any(folder.startswith("_") for folder in path.split("/")[:-1]) else self._under(path)
        return self._first(self.docfx.content, path)

    def resource(self, path: str) -> str | None:
        """Returns where another file is published, if it is."""
        return self._under(path) if self.docfx.resource is None else self._first(self.docfx.resource, path)

    def names(self, path: str) -> bool:
        """Tells whether the configuration itself asks for the file at `path` to be published as it is."""
        return self.docfx.resource is not None and self._first(self.docfx.resource, path) is not None

    def gone(self, path: str) -> str:
        """Returns where an article that is no longer there was published."""
        return self.page(path) or self._under(path)

    def defaults(self, path: str) -> Values:
        """Returns what the front matter of `path` says unless it says so itself."""
        return self.docfx.defaults(path)

    def outside(self) -> Iterator[str]:
        """Yields the folders outside of the docset's own that it takes files from, relative to it."""
        selections = (*(self.docfx.content or ()), *(self.docfx.resource or ()))
        yield from dict.fromkeys(one.source for one in selections if one.source.startswith(".."))

    def _first(self, selections: Iterable[Selection], path: str) -> str | None:
        for one in selections:
            if (place := one.place(path)) is not None:
                return self._under(place)
        return None

    def _under(self, path: str) -> str:
        return f"{self.below}/{path}" if self.below else path


class _Gone(NamedTuple):
    """An article that is no longer there."""

    path: str
    """As written, relative to the file with the redirections or to the repository."""
    full: str
    """Where it was on the disk."""
    owner: str
    """The locale whose folder it was in, if any."""
    target: str
    at: Location


class Docsets:
    """Reads configurations; each file once, and what is wrong with it is told once."""

    def __init__(self, project: Path, folders: dict[str, Path]) -> None:
        """Takes the folder of the project, and the content folder of each locale."""
        self._project = project
        self._root = os.path.realpath(project)
        self._folders = folders
        self._owners = sorted(
            ((f"{os.path.realpath(path)}/", locale) for locale, path in folders.items()), key=_longest
        )
        self._configs: dict[Path, PublishConfig] = {}
        self._gone: dict[Path, tuple[_Gone, ...]] = {}
        self.diagnostics: list[Diagnostic] = []

    def open(self, locale: str) -> tuple[Docset, ...]:
        """Returns the docsets of a locale: one in its folder, or those that the repository there names."""
        folder = self._folders[locale]
        named = [below for below, _ in self.config(locale, folder).docsets if below and (folder / below).is_dir()]
        return tuple(Docset(below, self._docfx(locale, folder / below)) for below in named or [""])

    def config(self, locale: str, folder: Path) -> PublishConfig:
        """Returns what the configuration of the repository `folder` says, if it is one."""
        if folder not in self._configs:
            text, places = self._read(locale, folder / PUBLISH_CONFIG)
            config, findings = parse_publish_config(text, self.way(folder)) if places else (PublishConfig(), ())
            self._tell(locale, findings, places)
            self._configs[folder] = config
        return self._configs[folder]

    def redirects(self, locale: str, docsets: tuple[Docset, ...]) -> Iterator[Redirect]:
        """Yields where articles of `locale` went, by the files beside its docsets and above them in the project."""
        folder = self._folders[locale]
        top = f"{os.path.realpath(folder)}/"
        for base in dict.fromkeys(base for docset in docsets for base in self._above(folder / docset.below)):
            is_repository = (base / PUBLISH_CONFIG).is_file()
            there = _folders(base)
            for gone in self._redirections(locale, base):
                if gone.owner == locale:
                    below = gone.full.removeprefix(top)
                elif not gone.owner and not is_repository and gone.path.partition("/")[0] not in there:
                    # Above all locales, a path that begins with no folder there is meant for each of them.
                    below = gone.path
                else:
                    continue
                docset = docset_of(docsets, below)
                if docset is not None:
                    page = docset.gone(below[len(docset.below) :].lstrip("/"))
                    origin = below if page != below else ""
                    yield Redirect(PageId(locale, without_ending(page)), gone.target, gone.at, origin)

    def way(self, folder: Path) -> str:
        """Returns the way from the project to `folder`; empty for one that is elsewhere, and only has itself."""
        way = Path(os.path.relpath(folder, self._project)).as_posix()
        return "" if way.startswith("..") or way == "." else way

    def _owner(self, full: str) -> str:
        return next((locale for top, locale in self._owners if full.startswith(top)), "")

    def _above(self, folder: Path) -> list[Path]:
        """Returns `folder` and those above it: up to the project, or up to its repository if it is elsewhere."""
        real = Path(os.path.realpath(folder))
        above = [folder, *islice(Path(os.path.realpath(folder)).parents, _HIGHEST)]
        if real.is_relative_to(self._root):
            return above[: len(real.relative_to(self._root).parts) + 1]
        top = next((i for i, base in enumerate(above) if (base / PUBLISH_CONFIG).is_file()), 0)
        return above[: top + 1]

    def _redirections(self, locale: str, base: Path) -> Iterator[_Gone]:
        """Yields what the files say that `base` holds, or names as the top of a repository."""
        try:
            names = sorted(name for name in os.listdir(base) if name.lower().endswith(".json"))
        except OSError:
            # It cannot be listed, which is told of where its articles are looked for.
            return
        beside = [name for name in names if ".redirection" in name.lower()]
        for name in dict.fromkeys((*beside, *self.config(locale, base).redirections)):
            file = base / name
            if not os.path.realpath(file).startswith(os.path.realpath(base) + os.sep):
                continue
            if file not in self._gone:
                self._gone[file] = tuple(self._read_redirections(locale, file))
            yield from self._gone[file]

    def _read_redirections(self, locale: str, file: Path) -> Iterator[_Gone]:
        text, places = self._read(locale, file)
        if places is None:
            return
        entries, findings = parse_redirections(text)
        self._tell(locale, findings, places)
        beside = os.path.realpath(file.parent)
        repository = next((base for base in self._above(file.parent) if (base / PUBLISH_CONFIG).is_file()), beside)
        for entry in entries:
            path = os.path.normpath(entry.path.replace("\\", "/").replace("\0", "").lstrip("/"))
            if "#" in path or "?" in path:
                # A part of a page moved. No host hears of the part that a reader wants.
                continue
            if _OTHER_ENDING.search(path):
                message = f"`{_short(entry.path)}` is no article, and is left out; write a path with `.md`"
                self._tell(locale, [Finding("invalid-configuration", entry.at, message)], places)
                continue
            full = os.path.normpath(f"{os.path.realpath(repository) if entry.from_root else beside}/{path}")
            yield _Gone(path, full, self._owner(full), entry.target, places.locate(entry.at))

    def _docfx(self, locale: str, folder: Path) -> Docfx:
        text, places = self._read(locale, folder / DOCFX)
        docfx, findings = parse_docfx(text, self.way(folder)) if places else (Docfx(), ())
        self._tell(locale, findings, places)
        return docfx

    def _read(self, locale: str, file: Path) -> tuple[str, Places | None]:
        """Returns the text of a file and its places; None where there is no such file, or none that can be read."""
        try:
            if not file.is_file():
                return "", None
            if file.stat().st_size > _MOST_BYTES:
                raise OSError(0, f"it is larger than {_MOST_BYTES // 1_000_000} MB")
            text, undecodable = decode(file.read_bytes())
        except OSError as error:
            shown = display_path(self._project, file)
            message = f"the file cannot be read: {error.strerror}; give Diglot one that it can"
            at = Location(shown, 1, 1, 1, 1, 0, 0)
            self.diagnostics.append(diagnostic("invalid-configuration", at, message, PageId(locale, "")))
            return "", None
        places = Places(text, display_path(self._project, file))
        self._tell(locale, undecodable, places)
        return text.text, places

    def _tell(self, locale: str, findings: Iterable[Finding], places: Places | None) -> None:
        if places is not None:
            self.diagnostics += stamp(findings, places, PageId(locale, ""))


def _folders(base: Path) -> frozenset[str]:
    """Returns the names of the folders in `base`, and `..` for those above it."""
    try:
        with os.scandir(str(base)) as entries:
            return frozenset((*(entry.name for entry in entries if entry.is_dir()), ".."))
    except OSError:
        return frozenset(("..",))


def docset_of(docsets: Iterable[Docset], below: str) -> Docset | None:
    """Returns the docset that holds the path `below` the locale's folder."""
    return next((one for one in docsets if not one.below or below.startswith(f"{one.below}/")), None)


def without_ending(path: str) -> str:
    """Returns the path of an article as it is known by: `folder/name`."""
    stem, dot, ending = path.rpartition(".")
    return stem if dot and ending.lower() in _ARTICLES else path


def _longest(owner: tuple[str, str]) -> int:
    return -len(owner[0])


def _short(path: str) -> str:
    return path if len(path) <= 100 else f"{path[:99]}…"
