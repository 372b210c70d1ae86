"""The other files that a document may bring in: included pages, samples of code. Where they are is decided here.

Reading them is the shell's business: it hands a `Library` in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol
from urllib.parse import unquote


class Place(NamedTuple):
    """A file of the content."""

    locale: str
    path: str
    """Below the folder of the locale, with its ending: `includes/legal.md`."""


class Attachment(NamedTuple):
    """A file that was found and read."""

    place: Place
    file: str
    """Relative to the project, as people and reports name it."""
    data: bytes


class Library(Protocol):
    """Gives files of the content by their places."""

    def read(self, place: Place) -> Attachment | None:
        """Returns the file at `place`: by its very name, in another case, or of the source locale; None without one."""
        ...


class Empty:
    """The library of pages that stand alone."""

    def read(self, place: Place) -> Attachment | None:
        """Returns None: there is no other file."""
        return None


def find_place(here: Place, written: str) -> Place | None:
    """Returns the place that `written` names in the document at `here`; None where it leads out of the locale's folder.

    As written means relative to the document, or with `~/` or `/` in front to the locale's folder; `\\` may stand for
    `/`, and `%20` for a blank.
    """
    path = unquote(written.strip()).replace("\\", "/")
    if not path or ":" in path.partition("/")[0] or "\0" in path:
        return None
    parts = [] if path.startswith(("~/", "/")) else here.path.split("/")[:-1]
    for part in path.removeprefix("~").split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return Place(here.locale, "/".join(parts)) if parts else None


def attachment(env: Mapping[str, Any], written: str) -> Attachment | None:
    """Returns the file that `written` names in the document parsed with `env`; None if it is missing or outside."""
    context = env["context"]
    place = find_place(context.place, written)
    found: Attachment | None = context.library.read(place) if place is not None else None
    return found
