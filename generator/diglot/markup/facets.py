"""What readers can narrow a search to, as front matter says it: product, audience and kind of an article."""

from __future__ import annotations

from re import compile as pattern

from diglot.model import Metadata

FACETS = {
    "product": ("ms.service", "ms.prod", "product", "solution"),
    "audience": ("ms.audience", "audience", "role"),
    "type": ("ms.topic", "doc-type"),
}
"""By filter: the keys of front matter, in lower case. The first that an article has counts."""
_NAMED = {"audience", "type"}
"""Their values have names in the catalogs, whatever their case; those of others are shown as they are written."""
_SPLIT = pattern(r"[,;、،]")
_MOST = 8
"""More values than this narrow nothing; hostile front matter may have thousands."""
_LONGEST = 60


def facets_of(metadata: Metadata) -> tuple[tuple[str, str], ...]:
    """Returns what an article can be filtered by: (filter, value), each of them once."""
    lower = {key.lower(): values for key, values in metadata.other}
    found: dict[tuple[str, str], None] = {}
    for facet, keys in FACETS.items():
        values = next((values for key in keys if (values := _values(lower.get(key, ())))), ())
        found |= {(facet, value.lower() if facet in _NAMED else value): None for value in values}
    return tuple(found)


def _values(written: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the values that say something."""
    parts = (part.strip() for value in written[:_MOST] for part in _SPLIT.split(value)[:_MOST])
    return tuple(part for part in parts if part and len(part) <= _LONGEST)[:_MOST]
