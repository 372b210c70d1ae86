"""What readers can narrow a search to, as front matter says it: product, audience and kind of an article."""

from __future__ import annotations

from collections.abc import Callable
from re import compile as pattern

from diglot.model import Metadata

FACETS = {
    "product": ("ms.service", "ms.prod", "product", "solution"),
    "audience": ("ms.audience", "audience", "role"),
    "type": ("ms.topic", "doc-type"),
}
"""By filter: the keys of front matter, in lower case. The first that an article has counts."""
NAMES = {
    "type": {
        "article": "Article",
        "concept": "Concept",
        "conceptual": "Concept",
        "get-started": "Get started",
        "get-started-article": "Get started",
        "how-to": "How-to guide",
        "landing-page": "Landing page",
        "overview": "Overview",
        "quickstart": "Quickstart",
        "reference": "Reference",
        "faq": "Questions and answers",
        "release-notes": "Release notes",
        "sample": "Sample",
        "troubleshooting": "Troubleshooting",
        "tutorial": "Tutorial",
        "whats-new": "What’s new",
    },
    "audience": {
        "admin": "Administrators",
        "developer": "Developers",
        "end-user": "Users",
        "enduser": "Users",
        "user": "Users",
        "itpro": "IT professionals",
        "partner": "Partners",
    },
}
"""By filter: what values are called, in English, as catalogs have it.

Their case does not matter; values of other filters are shown as they are written.
"""
NOTES = {
    "type": "A kind of articles, as a choice of a filter, and above a list of such articles.",
    "audience": "Those whom articles are for, as a choice of a filter.",
}
"""By filter: a note for translators."""
GROUPING = ("product", "type")
"""The filters by which articles are put in groups, where nothing else does; the first that makes some counts."""
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
        found |= {(facet, value.lower() if facet in NAMES else value): None for value in values}
    return tuple(found)


def name_of(facet: str, value: str, gettext: Callable[[str], str]) -> str:
    """Returns what a value of a filter is called in the language of `gettext`; as it is written where nobody knows."""
    return gettext(NAMES.get(facet, {}).get(value, value))


def _values(written: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the values that say something."""
    parts = (part.strip() for value in written[:_MOST] for part in _SPLIT.split(value)[:_MOST])
    return tuple(part for part in parts if part and len(part) <= _LONGEST)[:_MOST]
