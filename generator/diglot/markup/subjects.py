"""What front matter says an article is about: products, services, tags. Articles that share them belong together."""

from __future__ import annotations

from re import compile as pattern

from diglot.model import Metadata

_KEYS = (
    *("ms.service", "ms.subservice", "ms.prod", "ms.technology", "ms.custom", "products", "keywords"),
    # Adobe's
    *("solution", "feature"),
)
_SPLIT = pattern(r"[,;、،]")
_MOST = 24
"""More subjects than this say nothing; hostile front matter may have thousands."""
_LONGEST = 60


def subjects_of(metadata: Metadata) -> tuple[str, ...]:
    """Returns what an article is about according to its front matter: words in lower case, each of them once."""
    lower = {key.lower(): values for key, values in metadata.other}
    found = {
        subject: None
        for key in _KEYS
        for value in lower.get(key, ())[:_MOST]
        for part in _SPLIT.split(value)[:_MOST]
        if (subject := part.strip().casefold()) and len(subject) <= _LONGEST
    }
    return tuple(found)[:_MOST]
