"""What the parts of the server hand to one another: frozen values, made by whoever reads the project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from diglot.bodies import Spot
from diglot.model import File, Index, PageId, Reference
from diglot.settings import Settings
from diglot.urls import Beside

OWN = "_diglot/"
"""Below this the server has what belongs to itself and not to the site."""


class Request(NamedTuple):
    """Which project is read, and how."""

    root: Path
    config: Path | None
    locales: tuple[str, ...]
    """Only these; empty means all."""
    jobs: int | None
    folder: Path
    """Where what was read is remembered."""


class Leaf(NamedTuple):
    """Where a page comes from, and where its body is."""

    file: File
    spot: Spot | None
    content: bytes
    """The digest of its file; empty where nobody knows it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was found out about a project, except the bodies of its pages."""

    settings: Settings
    folders: Mapping[str, Path]
    """The content folders by locale."""
    index: Index
    leaves: Mapping[PageId, Leaf]
    brought: Mapping[str, tuple[PageId, ...]]
    """Real path of a file -> the pages that asked for it to stand in them."""
    resources: tuple[tuple[str, str], ...]
    references: Mapping[str, Reference]
    beside: Beside
    findings: Mapping[str, bytes]
    """Path of a file, relative to the project -> what is wrong with it, packed."""
    notes: tuple[str, ...] = ()
    is_glance: bool = False
    """True where no page was read yet, see `serve.glance`."""


class Progress(NamedTuple):
    """How far the reading is."""

    phase: str = "read"
    done: int = 0
    total: int = 0


class Indexed(NamedTuple):
    """The search of a locale is there, and finds what was read last."""

    locale: str


class Problem(NamedTuple):
    """Why the site cannot be shown as it is now."""

    message: str
    file: str = ""
    """Relative to the project; empty where it is not the fault of one file."""
    line: int = 0
    frame: tuple[tuple[int, str], ...] = ()
    """(number, line) of the file around the place."""
