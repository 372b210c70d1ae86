"""What a batch of changed files means for the site: which pages are made from them, and what else has to be done."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from diglot.model import PageId
from diglot.serve.desk import Desk

_FEW = 40
"""So many pages are read again at once; where more depend on a file, all are read."""


class Changes(NamedTuple):
    """What changed."""

    files: dict[str, tuple[PageId, ...]]
    """Real path of a file -> the pages that are made from it, as far as that is known."""
    pages: tuple[PageId, ...] = ()
    """Pages to read again by themselves."""
    whole: bool = False
    """True if all has to be read, and requests wait for it."""
    later: bool = False
    """True if all has to be read, but pages look nearly the same until then."""
    theme: bool = False
    """True if pages look otherwise now."""


def changes_of(desk: Desk, root: str, paths: Iterable[str]) -> Changes:
    """Returns what the files at real `paths` mean for the site of the project in `root`."""
    files: dict[str, tuple[PageId, ...]] = {}
    pages: dict[PageId, None] = {}
    whole = later = theme = False
    for path in sorted(paths):
        own, is_file = desk.pages_of(path), Path(path).is_file()
        if Path(path).is_dir():
            # What was put into a new folder before it was watched, nobody tells.
            whole = whole or not desk.has_folder(path)
            continue
        if own and is_file and not desk.is_changed(own[0]):
            continue
        files[path] = told = tuple(own or desk.pages_with(path))
        if _is_theme(root, path):
            theme = True
        elif path.startswith(f"{root}{os.sep}locales{os.sep}"):
            later = True
        elif told and is_file:
            pages.update(dict.fromkeys(told))
        else:
            whole = True
    if whole or len(pages) > _FEW:
        return Changes(files, tuple(pages), True, False, theme)
    return Changes(files, tuple(pages), False, later or bool(pages), theme)


def _is_theme(root: str, path: str) -> bool:
    inside = Path(path).relative_to(root).parts if path.startswith(f"{root}{os.sep}") else ("",)
    return inside[:2] in (("site", "templates"), ("site", "assets")) or (
        inside[0] == "locales" and inside[-1] == "messages.po"
    )
