"""Finding locales: which folder of a project holds the content of which locale."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from re import compile as pattern

from diglot.content import walk
from diglot.docsets import DOCFX, PUBLISH_CONFIG, Docsets
from diglot.errors import UserError, WorldError
from diglot.i18n import babel_locale, canonical_tag
from diglot.markup.front_matter import front_matter
from diglot.markup.text import decode
from diglot.urls import is_locale

_ASKED = 50
"""So many articles are asked for their locale where no folder tells it."""

_POSIX = pattern(r"[a-z]{2,3}(?:_[A-Z][a-z]{3})?(?:_[A-Z]{2})?\Z")
"""A locale as operating systems and many tools write it."""


def is_docset(folder: Path) -> bool:
    """Tells whether `folder` is a docset of Open Publishing, or a repository of such."""
    return (folder / DOCFX).is_file() or (folder / PUBLISH_CONFIG).is_file()


def find_locales(root: Path, source_locale: str = "en-US") -> dict[str, Path]:
    """Returns the folder of every locale below `root`: its subfolders that are named after one and hold articles.

    Where there is none, `root` itself: its articles say in `ms.contentlocale` of which one locale they are, or the
    folder is named after one, with its region. A docset
    whose articles do not say it is of the locale that its repository is named after, `docs.nl-nl`, or has in its
    configuration, or else of the source locale. Of a repository with one docset, that is the folder.
    """
    found = locale_folders(root)
    if is_docset(root) and not any(is_docset(folder) for folder in found.values()):
        folder = docset_folder(root)
        locale = _said(root) or _named(root) or _configured(root) or source_locale
        return {locale: folder} if next(articles(folder), None) else {}
    if found:
        return {locale: docset_folder(folder) for locale, folder in found.items()}
    # Many a folder is called as some language is, hardly one as a language with its region.
    named = _named(root) if next(articles(root), None) else ""
    locale = _said(root) or (named if "-" in named else "")
    return {locale: root} if locale else {}


def locale_folders(root: Path) -> dict[str, Path]:
    """Returns the subfolders of `root` that are named after a locale, `pt-BR` or `pt_BR`, and hold articles.

    Raises `UserError` where two are of one locale, and `WorldError` where one cannot be read: without a word, all pages
    of it would go from the site.
    """
    found: dict[str, Path] = {}
    for folder in sorted(_children(root)):
        tag = folder.name.replace("_", "-") if _POSIX.match(folder.name) else folder.name
        if not _is_locale(tag) or not folder.is_dir():
            continue
        _children(folder)
        if next(articles(folder), None):
            other = found.setdefault(canonical_tag(tag), folder)
            if other != folder:
                raise UserError(f"`{other}` and `{folder}` are of the same locale; put their articles into one folder")
    return found


def docset_folder(folder: Path) -> Path:
    """Returns the folder of the only docset that a repository names, or `folder` itself."""
    config = Docsets(folder, {}).config("", folder)
    named = [below for below, _ in config.docsets if (folder / below).is_dir()]
    return folder / named[0] if len(named) == 1 else folder


def articles(folder: Path) -> Iterator[str]:
    """Yields where the files below `folder` are that articles are written in."""
    return (file for below, file in walk(folder) if below.lower().endswith(".md"))


def _said(root: Path) -> str:
    """Returns the locale that most of the first articles below `root` say they are of."""
    said: dict[str, int] = {}
    for file in islice(articles(root), _ASKED):
        locale = front_matter(decode(Path(file).read_bytes())[0].text).metadata.content_locale
        if is_locale(locale):
            said[canonical_tag(locale)] = said.get(canonical_tag(locale), 0) + 1
    return max(said, key=lambda locale: said[locale], default="")


def _named(root: Path) -> str:
    name = Path(os.path.realpath(root)).name.rpartition(".")[2]
    return canonical_tag(name) if _is_locale(name) else ""


def _configured(root: Path) -> str:
    config = Docsets(root, {}).config("", root)
    return next((canonical_tag(locale) for _, locale in config.docsets if _is_locale(locale)), "")


def _is_locale(name: str) -> bool:
    return is_locale(name) and babel_locale(name) is not None


def _children(folder: Path) -> list[Path]:
    try:
        return [child for child in folder.iterdir() if not child.name.startswith(".")]
    except OSError as error:
        raise WorldError(f"cannot read the folder `{folder}`: {error.strerror}") from error
