"""What many pages have in common, so that it is in memory once: equal values that came by different ways become one.

Pure but for what it has seen so far, which lives as long as one build.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from operator import attrgetter
from typing import Any

from diglot.build import Surveyed
from diglot.model import File, Metadata, PageId, Summary


class Sharing:
    """The values seen so far."""

    def __init__(self) -> None:
        # By type: 1 is equal to True, and a name to a tuple.
        self._known: dict[type, dict[Any, Any]] = {kind: {} for kind in (str, tuple, date, frozenset, PageId)}

    def surveyed(self, found: Surveyed, file: File) -> Surveyed:
        """Returns what is known of a page that was read from `file`, made of values that others have as well."""
        self._one(file.id)
        self._one(file.file)
        summary = found.summary
        metadata = Metadata(*map(self._one, _metadata(summary.metadata)))
        values = dict(zip(_SHARED, map(self._one, _shared(summary)), strict=True))
        return found._replace(summary=Summary(**values, metadata=metadata, links=summary.links))

    def forget(self) -> None:
        """Forgets what was seen; what was handed out stays as it is."""
        for known in self._known.values():
            known.clear()

    def _one(self, value: Any) -> Any:
        known = self._known.get(type(value))
        return value if known is None else known.setdefault(value, value)


# No two pages have the same links, and it takes long to find that out.
_SHARED = tuple(field.name for field in fields(Summary) if field.name not in ("links", "metadata"))
_shared = attrgetter(*_SHARED)
_metadata = attrgetter(*(field.name for field in fields(Metadata)))
