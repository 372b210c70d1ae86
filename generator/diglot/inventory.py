"""What there is in the content folders, as a value: what a build is made from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from diglot.diagnostics import Diagnostic
from diglot.model import File, PageId, Reference, Toc
from diglot.urls import Beside


class _Rest(NamedTuple):
    """What many files have in common."""

    start: str
    """Of where to open it, before its path relative to the project; all of it where it does not end with that."""
    is_start: bool
    origin: str
    defaults: tuple[tuple[str, tuple[str, ...]], ...]
    paired: bool


class Files(Collection[File]):
    """Files of the content, in order. Of each, only what no other one has is in memory until somebody asks for it.

    A build has them all as long as it takes, and wants to see them only once.
    """

    def __init__(self, files: Iterable[File] = ()) -> None:
        self._ids: list[PageId] = []
        self._shown: list[str] = []
        self._rests: list[_Rest] = []
        self._known: dict[_Rest, _Rest] = {}
        for file in files:
            self.append(file)

    def append(self, file: File) -> None:
        """Takes in a file."""
        is_start = file.path.endswith(file.file)
        start = file.path.removesuffix(file.file)
        rest = _Rest(start, is_start, file.origin, file.defaults, file.paired)
        self._ids.append(file.id)
        self._shown.append(file.file)
        self._rests.append(self._known.setdefault(rest, rest))

    def __getitem__(self, number: int) -> File:
        shown, rest = self._shown[number], self._rests[number]
        path = rest.start + shown if rest.is_start else rest.start
        return File(self._ids[number], shown, path, rest.origin, rest.defaults, rest.paired)

    def __iter__(self) -> Iterator[File]:
        return map(self.__getitem__, range(len(self._ids)))

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, file: object) -> bool:
        return any(file == one for one in self)


class Content(NamedTuple):
    """What was found in the content folders."""

    pages: Collection[File]
    tocs: tuple[Toc, ...]
    resources: tuple[tuple[str, str], ...]
    """(locale, path) of all other files."""
    diagnostics: tuple[Diagnostic, ...] = ()
    includes: tuple[File, ...] = ()
    """Articles that are no pages: they only stand in others."""
    references: Mapping[str, Reference] = {}
    """What maps of other sites say of uids."""
    beside: Beside = Beside()
