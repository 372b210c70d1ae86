"""What surrounds a document while it is parsed: every construct finds it as `env["context"]`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from diglot.markup.library import Attachment, Library, Place
from diglot.settings import Settings


@dataclass(slots=True)
class Budget:
    """What is left to spend on included files, for one page with all that it includes."""

    files: int = 2_000
    bytes: int = 20_000_000
    problems: list[str] = field(default_factory=list)
    """Why files could not be included by others: circles, depth, size."""


@dataclass(frozen=True, slots=True)
class Context:
    """A document's surroundings."""

    settings: Settings
    library: Library
    view: str
    place: Place
    """Where the document was read."""
    read: Callable[[Context, Attachment, bool], Any]
    """Returns an included file as a `Document`, given its own context; as running text if the last is true."""
    above: tuple[Place, ...]
    """The documents that include this one, the page first."""
    budget: Budget
